"""Numbers of people: bounds of one figure, and low/best/high over what the publishers said last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from tacitus.linking.telling import Telling
from tacitus.records import Casualties, Figure, TollReport

Field = Literal["killed", "wounded", "missing", "captured", "displaced"]
FIELDS: tuple[Field, ...] = get_args(Field)
NONE = Figure(low=0, best=0, high=0)


def bounds(figure: Figure) -> tuple[int, int | None] | None:
    """The least and greatest number a figure can mean (None: open); None where it gives no number.

    "at least six" is (6, None); "about 30" is (30, 30).
    """
    low = figure.low if figure.low is not None else figure.best if figure.best is not None else figure.high
    if low is None:
        return None
    high = figure.high
    if high is None and figure.low is None:
        high = figure.best
    return low, high if high is None else max(low, high)


def history(tellings: Iterable[Telling]) -> tuple[TollReport, ...]:
    """Every figure given for the happening, oldest publication first; undated reports come first.

    Where people hurt are counted and no report tells of dead, there were none as far as is known: the words that count
    the wounded give the zero, as ACLED and UCDP read them.
    """
    tolls = [toll for telling in tellings for field in FIELDS if (toll := _toll(telling, field))]
    if not any(toll.field == "killed" for toll in tolls):
        tolls += [
            toll.model_copy(update={"field": "killed", "figure": NONE})
            for toll in tolls
            if toll.field == "wounded" and (bounds(toll.figure) or (0,))[0] > 0
        ]
    return tuple(sorted(tolls, key=_age))


def merged(tolls: Sequence[TollReport], publisher_of: Mapping[str, str]) -> Casualties:
    """Low, best and high over the latest figure of each independent publisher.

    `publisher_of` names the independent publisher behind each report id. The high is open (None) only where
    the largest figure is ("at least 8" beside "5"); best is what most publishers say, the latest among equals.
    """
    return Casualties(**{field: _merged(field, tolls, publisher_of) for field in FIELDS})


def latest(field: Field, tolls: Sequence[TollReport], publisher_of: Mapping[str, str]) -> tuple[TollReport, ...]:
    """The figures of a field that are merged: the latest of each independent publisher, of those of one report the
    largest. `tolls` are in the order of `history`.
    """
    found: dict[str, TollReport] = {}
    for toll in (t for t in tolls if t.field == field):
        publisher = publisher_of[toll.report]
        before = found.get(publisher)
        # Two figures in one report are a part and the whole: the larger is the whole.
        if before is None or before.report != toll.report or _size(toll) > _size(before):
            found[publisher] = toll
    return tuple(found.values())


def _merged(field: Field, tolls: Sequence[TollReport], publisher_of: Mapping[str, str]) -> Figure | None:
    counted = latest(field, tolls, publisher_of)
    spans = [span for toll in counted if (span := bounds(toll.figure))]
    if not spans:
        return None
    largest = max(high if high is not None else low for low, high in spans)
    is_open = all(high is None for low, high in spans if (high if high is not None else low) == largest)
    return Figure(low=min(low for low, _ in spans), best=_best(counted), high=None if is_open else largest)


def _best(tolls: Iterable[TollReport]) -> int | None:
    said: Counter[int] = Counter()
    last: dict[int, tuple[str, str]] = {}
    for toll in tolls:
        figure = toll.figure
        best = figure.best if figure.best is not None else figure.low if figure.low == figure.high else None
        if best is not None:
            said[best] += 1
            last[best] = max(last.get(best, ("", "")), _age(toll)[:2])
    return max(said, key=lambda n: (said[n], last[n], n)) if said else None


def _toll(telling: Telling, field: Field) -> TollReport | None:
    figure: Figure | None = getattr(telling.mention.casualties, field)
    if figure is None or bounds(figure) is None or not telling.happened:
        return None
    words = next((e for e in telling.mention.evidence if e.field == field), telling.trigger)
    report = telling.report
    return TollReport(
        field=field,
        report=report.id,
        publisher=report.publisher,
        published=report.published,
        figure=figure,
        start=words.start,
        end=words.end,
    )


def _size(toll: TollReport) -> tuple[int, int]:
    low, high = bounds(toll.figure) or (0, 0)
    return (low, low if high is None else high)


def _age(toll: TollReport) -> tuple[str, str, str, int, str]:
    when = toll.published.isoformat() if toll.published else ""
    return when, toll.report, toll.field, toll.start, toll.figure.model_dump_json()
