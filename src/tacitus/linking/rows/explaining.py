"""Why two coded rows are held for one event, or not: slot by slot, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tacitus.linking.rows.comparing import Rarity, compare, days_apart, distance
from tacitus.linking.rows.grouping import THRESHOLD, candidates, grouped, scored
from tacitus.linking.rows.reading import Range, Row
from tacitus.linking.rows.relating import Company
from tacitus.linking.rows.weighing import TwoLooks, row_models

SLOTS = ("date", "place", "sides", "context", "target", "deaths", "injuries", "source", "company")


@dataclass(frozen=True)
class Link:
    """A candidate pair: whether it ended in one event and why, its log-odds, and what each slot adds to them.

    `probability` is of the pair alone; `why` has one sentence a slot, the weightiest first.
    """

    a: str
    b: str
    one_event: bool
    verdict: str
    probability: float
    log_odds: float
    slots: dict[str, float]
    why: tuple[str, ...]


def links(rows: Sequence[Row], models: TwoLooks | None = None, threshold: float = THRESHOLD) -> Iterator[Link]:
    """Every candidate pair, by id, with what speaks for and against it."""
    looks = models or row_models()
    rows = sorted(rows, key=lambda row: row.id)
    rarity = Rarity.of(rows)
    scores, company = scored(rows, looks)
    labels = grouped([row.id for row in rows], scores, threshold)
    for a, b in sorted(candidates(rows), key=lambda pair: (pair[0].id, pair[1].id)):
        score = scores[a.id, b.id]
        slots = looks.second.by_slot(compare(a, b, rarity) | dict(company.relations(a.id, b.id)))
        together = labels[a.id] == labels[b.id]
        words = dict(_words(a, b, company))
        ranked = sorted(SLOTS, key=lambda slot: -abs(slots[slot]))
        yield Link(
            a=a.id,
            b=b.id,
            one_event=together,
            verdict=verdict(together, score >= threshold),
            probability=round(1 / (1 + math.exp(-score)), 3),
            log_odds=score,
            slots={slot: slots[slot] for slot in SLOTS},
            why=tuple(f"{slot}: {words[slot]} ({slots[slot]:+.2f})" for slot in ranked),
        )


def verdict(together: bool, fits: bool) -> str:
    """How a pair ended, in words, and whether its groups or the pair itself decided it."""
    if together:
        return "one event" if fits else "one event, by the other rows that both fit"
    return "two events: the groups they stand in do not fit" if fits else "two events"


def _words(a: Row, b: Row, company: Company) -> Iterator[tuple[str, str]]:
    yield "date", _dates(a, b)
    yield "place", _places(a, b)
    shared = a.actors & b.actors
    yield "sides", f"both name {_list(shared)}" if shared else f"{_list(a.actors)}; {_list(b.actors)}"
    for slot, left, right in (("context", a.context, b.context), ("target", a.target, b.target)):
        yield slot, f"both {left or 'not given'}" if left == right else f"{left or 'not given'}; {right or 'not given'}"
    yield "deaths", _figures(a.deaths, b.deaths, "killed")
    yield "injuries", _figures(a.injuries, b.injuries, "hurt")
    sources = (a.source or "not given", b.source or "not given")
    yield "source", f"both from {sources[0]}" if sources[0] == sources[1] else f"{sources[0]}; {sources[1]}"
    yield "company", _company(a, b, company)


def _dates(a: Row, b: Row) -> str:
    left, right = _span(a), _span(b)
    if left == right:
        return f"both {left}"
    apart = days_apart(a, b)
    return f"{left}; {right}" + (f", {apart} day{'s' * (apart > 1)} apart" if apart else ", which meet")


def _span(row: Row) -> str:
    return f"{row.start}" if row.start == row.end else f"{row.start} to {row.end}"


def _places(a: Row, b: Row) -> str:
    left, right = (", ".join(dict.fromkeys(filter(None, (r.location, r.city)))) or "not given" for r in (a, b))
    km = distance(a, b)
    how_far = ", one of them not on the map" if km is None else f", {km:.0f} km apart"
    return f"both {left}" if left == right and not km else f"{left}; {right}{how_far}"


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nobody named"


def _figures(a: Range, b: Range, what: str) -> str:
    return f"both {a[0]:g} {what}" if a[0] == b[0] else f"{a[0]:g} and {b[0]:g} {what}"


def _company(a: Row, b: Row, company: Company) -> str:
    told: Mapping[str, float] = dict(company.relations(a.id, b.id))
    better, worse = (round(math.exp(told[f"company:{which} rank"])) for which in ("better", "worse"))
    said = "each is the other's best match" if worse == 1 else f"match {better} of the one and {worse} of the other"
    if told["company:behind rivals"] < 0:
        said += ", another row of the same source fits better"
    return said
