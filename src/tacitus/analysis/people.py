"""Counts of people ("45 soldiers hurt since October") against the sums of the figures of the events found."""

from __future__ import annotations

from typing import Literal

from tacitus.analysis.counting import COVERAGE, claimed, compare, finish, not_comparable
from tacitus.analysis.material import Material
from tacitus.analysis.queries import Query, counted_words
from tacitus.analysis.words import listed, plural
from tacitus.records import Claim, ClaimCheck, Figure

Field = Literal["killed", "wounded", "missing", "captured", "displaced"]

_FIELDS: dict[str, tuple[Field, ...]] = {
    **dict.fromkeys(["killed", "dead", "death", "died", "fatality", "fatalitie", "martyr", "slain"], ("killed",)),
    **dict.fromkeys(["wounded", "injured", "injury", "injurie", "hurt", "wound"], ("wounded",)),
    **dict.fromkeys(["casualty", "casualtie"], ("killed", "wounded")),
    **dict.fromkeys(["missing", "disappeared"], ("missing",)),
    **dict.fromkeys(
        ["captured", "captive", "prisoner", "hostage", "detained", "arrested", "detainee", "abducted"], ("captured",)
    ),
    **dict.fromkeys(["displaced", "refugee"], ("displaced",)),
}
_EVENTS = frozenset(
    [
        "attack",
        "strike",
        "airstrike",
        "assault",
        "incident",
        "bombing",
        "raid",
        "operation",
        "ambush",
        "clash",
        "round",
        "wave",
        "launch",
        "shelling",
    ]
)
# Part of those hurt; a figure of an event is of all its hurt unless it says of whom.
_PART = frozenset(
    [
        "soldier",
        "troop",
        "servicemember",
        "member",
        "civilian",
        "child",
        "woman",
        "journalist",
        "officer",
        "police",
        "policemen",
        "fighter",
        "militant",
        "militiamen",
        "doctor",
        "medic",
        "worker",
        "pilgrim",
        "student",
    ]
)


def counted_field(claim: Claim) -> tuple[Field, ...]:
    """The casualty fields that a claim counts, () where it counts happenings.

    What stands first decides: "people killed in air strikes" counts people, "attacks that killed civilians" attacks.
    """
    fields: list[Field] = []
    for word in counted_words(claim):
        if word in _EVENTS and not fields:
            return ()
        if word in _EVENTS:
            break
        fields += _FIELDS.get(word, ())
    return tuple(dict.fromkeys(fields))


def bounds(figure: Figure) -> tuple[int, int]:
    """The least and the most that a figure gives; an open upper end counts as its best or lower number."""
    known = [n for n in (figure.low, figure.best, figure.high) if n is not None]
    return (min(known), max(known)) if known else (0, 0)


def check_people(claim: Claim, query: Query, material: Material, fields: tuple[Field, ...]) -> ClaimCheck:
    """A number of people against the sum over the events found of what they give for `fields`."""
    if not isinstance(claim.value, int):
        return not_comparable("the claim gives no number")
    found = query.find(material)
    figures = [(e, f) for e in found.yes for name in fields if (f := getattr(e.casualties, name)) is not None]
    sure = {e.id for e in found.sure}
    lower = sum(bounds(f)[0] for e, f in figures if e.id in sure)
    upper = sum(bounds(f)[1] for _, f in figures)
    verdict = compare(claim.relation, claim.value, lower, upper)
    says = claimed(claim.relation, claim.value)
    held = f"{lower:,}" if lower == upper else f"{lower:,} to {upper:,}"
    with_figure = list(dict.fromkeys(e.id for e, _ in figures))
    why = (
        f"The ledger's figures come to {held} {listed(fields)} where the claim says {says}: "
        f"{query.words()}, {query.days()}, {plural(len(with_figure), 'event')} with a figure."
    )
    if verdict == "ledger_below":
        why = f"{why[:-1]}; {COVERAGE}."
    if verdict == "contradicted":
        part = _PART & set(counted_words(claim))
        if query.since is None:
            verdict, why = "not_comparable", f"{why} The claim does not say since when."
        elif part and any(not part & set((f.who or "").casefold().replace("s ", " ").split()) for _, f in figures):
            verdict = "not_comparable"
            why += f" The figures do not tell {listed(sorted(part))} apart from others hurt."
    return finish(verdict, lower, (e for e in found.yes if e.id in with_figure), why, query, found, "ledger_below")
