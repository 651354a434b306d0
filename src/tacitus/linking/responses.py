"""Which event an event answers, where a text says so. What is only sequence in time is not decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from tacitus.linking.sides import ONE_SIDE, relation
from tacitus.linking.telling import Telling, name_words, named_in
from tacitus.records import Actor, Event, EventResponse

ANSWER_DAYS = 14
"""How long after an event a text's answer to it is looked for, where the text does not say which event it means."""
ENOUGH = 2
"""The least fit: one opposed side, or one name of a place or facility; the kind of attack alone is not enough."""


def stated_responses(
    event: Event, tellings: Iterable[Telling], event_of: Mapping[str, str], earlier: Sequence[Event] = ()
) -> tuple[EventResponse, ...]:
    """The response links its tellings state, each event once.

    Where a telling names the mention it answers, the link leads to the event of that mention (`event_of`: mention
    id -> event id). Where it only says that it is an answer, the event of `earlier` that fits best is meant; if none
    fits or two fit equally well, the link is left out.
    """
    found: dict[str, EventResponse] = {}
    for telling in sorted(tellings, key=lambda t: t.key):
        response = telling.mention.responds_to
        if response is None or not telling.happened:
            continue
        if response.mention is not None:
            target = event_of.get(response.mention)
        else:
            target = _meant(event, response.text, earlier)
        if target is not None and target != event.id:
            found.setdefault(target, EventResponse(event=target, cue=response.cue, inferred=False))
    return tuple(found[target] for target in sorted(found))


def answers_unnamed(telling: Telling) -> bool:
    """Whether it says that it answers something without saying which mention."""
    response = telling.mention.responds_to
    return telling.happened and response is not None and response.mention is None


def answer_fit(event: Event, telling: Telling, earlier: Event | None) -> int:
    """How well an event fits as the one that an event answers by a telling of it; 0 where it is none or cannot be.

    Which event is meant depends on these fits alone.
    """
    response = telling.mention.responds_to
    if earlier is None or earlier.id == event.id or response is None:
        return 0
    fit = _fit(event, named_in(response.text), earlier)
    return fit if fit >= ENOUGH else 0


def _meant(event: Event, text: str, earlier: Sequence[Event]) -> str | None:
    """The one earlier event that fits best: opposed sides and words of the text; None where two fit equally well."""
    said = named_in(text)
    fitting = sorted(
        ((fit, e.id) for e in earlier if e.id != event.id and (fit := _fit(event, said, e)) >= ENOUGH), reverse=True
    )
    if not fitting or (len(fitting) > 1 and fitting[0][0] == fitting[1][0]):
        return None
    return fitting[0][1]


def _fit(event: Event, said: frozenset[str], earlier: Event) -> int:
    """How well an earlier event fits as the one that is answered; 0 where it cannot be."""
    if not (_precedes(earlier, event) and _near(earlier, event)) or _meet(earlier.initiators, event.initiators):
        return 0
    opposed = _meet(earlier.initiators, event.targets) + _meet(earlier.targets, event.initiators)
    named = len(name_words(earlier.places, earlier.facilities) & said)
    kind = not said.isdisjoint(earlier.action.split("_"))
    return ENOUGH * (opposed + named) + kind


def _precedes(earlier: Event, event: Event) -> bool:
    if earlier.date.start is None or event.date.start is None:
        return False
    return 0 <= (event.date.start - earlier.date.start).days <= ANSWER_DAYS


def _meet(left: Sequence[Actor], right: Sequence[Actor]) -> bool:
    """Whether the sides share an actor or a branch of one side."""
    return any(relation(a, b) in ONE_SIDE for a, b in product(left, right))


def _near(earlier: Event, event: Event) -> bool:
    before, now = ({p.country for p in e.places if p.country} for e in (earlier, event))
    return bool(before & now)
