"""A question to the ledger: which actions, sides, weapons, places and days, and what each event answers.

It is put by a claim (`query_for`) or by somebody who asks (`ask`).

An event answers yes, no or maybe. Maybe is an event that would belong if what the ledger does not know of it (a side
not named, a date known to the month) were so; it is told to the reader and never counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge

from tacitus.actors.sides import side
from tacitus.analysis.material import Material
from tacitus.analysis.sides import Answer, Party, all_of, any_of, on_side
from tacitus.analysis.words import listed, names, span
from tacitus.ledger.outlines import Outlined, in_time
from tacitus.ledger.sifting import Sought
from tacitus.ontology import Action, ontology
from tacitus.records import Actor, Claim, Place, Report, Status

# Nouns that name no one action: "attacks" may be rockets, drones or an ambush; "strikes" anything from a distance.
_ANY_VIOLENCE = frozenset(
    ["attack", "assault", "incident", "operation", "violence", "raid", "ambush", "escalation", "hostility", "hit"]
)
_ANY_STRIKE = frozenset(["strike", "bombardment", "barrage", "salvo", "bombing"])
_ROUNDS_OF = frozenset(["round", "wave", "series", "set"])


@dataclass(frozen=True)
class Query:
    """What is looked for; empty tuples and None do not narrow.

    `actions` are names of the action table and `action_words` says them. `either` stands on any side. `until` and
    `since` are included.
    `unsearched` names what the claim says that the ledger cannot be asked, so that the answer is too wide. `sure` says
    that only what answers yes on a day is wanted: what may belong is not looked for, and not told.
    """

    actions: frozenset[str]
    action_words: str
    initiators: tuple[Actor | Party, ...] = ()
    targets: tuple[Actor | Party, ...] = ()
    either: tuple[Actor | Party, ...] = ()
    weapons: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    since: date | None = None
    until: date | None = None
    status: Status | None = None
    unsearched: tuple[str, ...] = ()
    sure: bool = False

    def answer(self, event: Outlined) -> Answer:
        """Whether an event is one of those looked for. Denied events are not."""
        return all_of(self._undated(event), self._days(event))

    def _undated(self, event: Outlined) -> Answer:
        """Whether it is, whatever its days."""
        if event.action not in self.actions or event.status != (self.status or event.status):
            return "no"
        if event.status == "denied" and self.status != "denied":
            return "no"
        return all_of(
            on_side(self.initiators, event.initiators),
            on_side(self.targets, event.targets),
            on_side(self.either, (*event.initiators, *event.targets)),
            _weapons(self.weapons, event.weapons),
            _places(self.places, event.places),
        )

    def find(self, held: Material) -> Found:
        """Sorts events into those that belong and those that may, each in time order."""
        answers: dict[Answer, list[Outlined]] = {"yes": [], "maybe": [], "no": []}
        # Outlines that have a side or a place alike have it as one object: what depends on these is answered once.
        known: dict[tuple[object, ...], Answer] = {}
        for event in held.possible(self._sought()):
            parts = map(id, (event.initiators, event.targets, event.weapons, event.places))
            alike = (event.action, event.status, *parts)
            answer = known.get(alike)
            if answer is None:
                answer = known[alike] = self._undated(event)
            answers[answer if answer == "no" else all_of(answer, self._days(event))].append(event)
        return Found(tuple(answers["yes"]), tuple(answers["maybe"]))

    def narrowed(self, found: Found) -> Found:
        """What `find` gives, from what it gave for the same question on more days, or on any."""
        answers: dict[Answer, list[Outlined]] = {"yes": [], "maybe": [], "no": []}
        for event in found.yes:
            answers[self._days(event)].append(event)
        maybe = [e for e in found.maybe if self._days(e) != "no"]
        return Found(tuple(answers["yes"]), tuple(merge(answers["maybe"], maybe, key=in_time)))

    def _sought(self) -> Sought:
        """What a ledger is asked for: every event that does not answer no, and more."""
        # An event at the place asked for, by its id in the gazetteer, may be kept under another country.
        countries = {None if p.gazetteer_id and p.precision != "country" else p.country for p in self.places}
        known = frozenset(c for c in countries if c) if None not in countries else frozenset()
        return Sought(self.actions, known, self.since, self.until, self.status, self._doers())

    def _doers(self) -> frozenset[str]:
        """What the ledger knows the doers by whose events alone can answer yes; none where that cannot be told."""
        named = [a for a in self.initiators if isinstance(a, Actor) and not a.id.startswith("group:")]
        if not self.sure or len(named) < len(self.initiators):
            return frozenset()
        return frozenset(a.id for a in named) | {key for key in side(named) if key.startswith("state:")}

    def words(self) -> str:
        """The question in words, without its days."""
        parts = [self.action_words]
        if self.weapons:
            parts.append(f"with {listed(self.weapons, 'or')}")
        if self.initiators:
            parts.append(f"by {names(self.initiators, 'or')}")
        if self.targets:
            parts.append(f"against {names(self.targets, 'or')}")
        if self.either:
            parts.append(f"by or against {names(self.either, 'or')}")
        if self.places:
            parts.append(f"in {listed((p.name for p in self.places), 'or')}")
        if self.status:
            parts.append(f"with the status “{self.status}”")
        return " ".join(parts)

    def days(self) -> str:
        """The days of the question in words."""
        return span(self.since, self.until) or "at any time"

    def _days(self, event: Outlined) -> Answer:
        if self.since is None and self.until is None:
            return "yes"
        start, end = event.date.start, event.date.end
        if start is None or end is None:
            return "maybe"
        since, until = self.since or date.min, self.until or date.max
        if end < since or start > until:
            return "no"
        return "yes" if since <= start and end <= until else "maybe"


@dataclass(frozen=True)
class Found:
    """Events that belong, and events that may; in time order."""

    yes: tuple[Outlined, ...]
    maybe: tuple[Outlined, ...]

    @property
    def sure(self) -> tuple[Outlined, ...]:
        """Those of `yes` that no side disputes and that are not one side's word only."""
        return tuple(e for e in self.yes if e.status in ("reported", "confirmed"))


def query_for(claim: Claim, report: Report | None, about: Outlined | None = None) -> Query | str:
    """The question a claim puts to the ledger, or the reason in words why it cannot be put.

    `about` is the event that the claim is about, which says of what kind and of whom where the claim does not.
    """
    actions = _actions(claim)
    if isinstance(actions, str):
        if about is None:
            return actions
        kind = ontology().actions[about.action].acled_event_type
        actions = _named(lambda a: a.acled_event_type == kind), f"events like {about.id}"
    until = claim.as_of or (report.published_on if report else None)
    if until is None:
        return "neither the claim nor its report has a date, so there is no window to compare"
    if claim.since and claim.since > until:
        return f"the claim begins on {claim.since} but is as of {until}"
    initiators, lost_a = _told(claim.actors)
    targets, lost_t = _told(claim.targets)
    places = tuple(p for p in claim.places if p.country or p.precision == "water" or p.gazetteer_id)
    lost_p = tuple(p.name for p in claim.places if p not in places)
    if about is not None and not (initiators or targets):
        initiators = _told(about.initiators)[0]
    if not (initiators or targets or places):
        return "the claim does not say of whom or where, as far as the ledger can be asked"
    return Query(
        *actions,
        initiators=initiators,
        targets=targets,
        weapons=claim.weapons,
        places=places,
        since=claim.since,
        until=until,
        unsearched=(*lost_a, *lost_t, *lost_p),
    )


def ask(
    by: Sequence[str] = (),
    against: Sequence[str] = (),
    actor: str | None = None,
    action: str | None = None,
    weapon: str | None = None,
    country: Place | None = None,
    since: date | None = None,
    until: date | None = None,
    status: Status | None = None,
) -> Query:
    """The question of somebody who asks; without `action`, for violent events.

    `by`, `against` and `actor` (on any side) are read by `Party.called`; several parties are one side, blank names
    none. `country` is a place of the precision "country".
    """
    if action is None:
        actions, words = _violence()
    else:
        actions, words = frozenset({action}), f"events of the kind “{ontology().action(action).label}”"
    return Query(
        actions,
        words,
        initiators=_parties(by),
        targets=_parties(against),
        either=_parties([actor or ""]),
        weapons=(weapon,) if weapon else (),
        places=(country,) if country else (),
        since=since,
        until=until,
        status=status,
    )


def _parties(names: Sequence[str]) -> tuple[Party, ...]:
    """The parties of the names that say anything; "" would be part of every name."""
    return tuple(Party.called(name) for name in names if name.strip())


def counted_words(claim: Claim) -> tuple[str, ...]:
    """The words of what a claim counts, lower case, plural endings taken off."""
    return tokens(claim.what or claim.evidence.text)


def tokens(text: str) -> tuple[str, ...]:
    """Words in lower case without plural endings: "Air strikes" -> ("air", "strike")."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return tuple(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words)


def _actions(claim: Claim) -> tuple[frozenset[str], str] | str:
    table = ontology().actions
    words = set(counted_words(claim))
    violence = _violence()
    if claim.action is None:
        if claim.weapons or words & (_ANY_VIOLENCE | _ANY_STRIKE | _ROUNDS_OF) or _counts_people(words):
            return violence
        return "the claim names no action that the ledger codes"
    if claim.action not in table:
        return f"the action {claim.action!r} is not in the action table"
    action = table[claim.action]
    if action.family == "violence":
        # The weapon narrows better than the action, which two coders may name differently.
        if claim.weapons:
            return violence
        specific = set(tokens(action.label)) - _ANY_VIOLENCE - _ANY_STRIKE
        compound = any(w.startswith(tuple(specific)) for w in words) if specific else False
        if words & _ANY_VIOLENCE and not compound:
            return violence
        if words & _ANY_STRIKE and not compound:
            kind = action.acled_event_type
            return _named(lambda a: a.acled_event_type == kind), "strikes and attacks from a distance"
    return frozenset({action.name}), f"events of the kind “{action.label}”"


def _violence() -> tuple[frozenset[str], str]:
    return _named(lambda a: a.family == "violence"), "violent events"


def _counts_people(words: set[str]) -> bool:
    return bool(words & {"killed", "dead", "death", "wounded", "injured", "hurt", "casualty", "casualtie"})


def _named(wanted: Callable[[Action], bool]) -> frozenset[str]:
    return frozenset(a.name for a in ontology().actions if wanted(a))


def _told(actors: Sequence[Actor]) -> tuple[tuple[Actor, ...], tuple[str, ...]]:
    """The actors that can be looked for, and the names of those that cannot ("militants")."""
    vague = [a for a in actors if a.id.startswith("group:") and not (a.country or a.affiliation or _broad(a))]
    return tuple(a for a in actors if a not in vague), tuple(a.name for a in vague)


def _broad(actor: Actor) -> bool:
    return actor.kind in ("civilians", "protesters", "rioters")


def _weapons(wanted: Sequence[str], there: Sequence[str]) -> Answer:
    if not wanted:
        return "yes"
    if not there:
        return "maybe"
    return any_of(_same_weapon(set(tokens(w)), set(tokens(t))) for w in wanted for t in there)


def _same_weapon(wanted: set[str], there: set[str]) -> Answer:
    """An event with "close-range ballistic missiles" is one with missiles; one with "missiles" may be ballistic."""
    return "yes" if wanted <= there else "maybe" if there < wanted else "no"


def _places(wanted: Sequence[Place], there: Sequence[Place]) -> Answer:
    if not wanted:
        return "yes"
    if not there:
        return "maybe"
    return any_of(_same_place(w, t) for w in wanted for t in there)


def _same_place(wanted: Place, there: Place) -> Answer:
    if wanted.precision == "country":
        return "yes" if wanted.country == there.country else "maybe" if there.country is None else "no"
    if wanted.gazetteer_id and wanted.gazetteer_id == there.gazetteer_id:
        return "yes"
    if wanted.country != there.country:
        return "no"
    if wanted.name.casefold() == there.name.casefold():
        return "yes"
    if wanted.precision == "admin1" and there.admin1:
        return "yes" if there.admin1.casefold() in (wanted.name.casefold(), (wanted.admin1 or "").casefold()) else "no"
    # The event is placed less exactly than the claim: inside it for all the ledger knows.
    same_region = wanted.admin1 is None or (there.admin1 or there.name).casefold() == wanted.admin1.casefold()
    return "maybe" if there.precision == "country" or (there.precision == "admin1" and same_region) else "no"
