"""The timeline as SVG: events a day as stacked columns, told apart by pattern as well as by tone.

Only events dated to the day stand in columns; the others are counted in words under the picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from tacitus.analysis.timeline import By, Timeline, labels, timeline
from tacitus.analysis.words import MONTHS, day, plural
from tacitus.ontology import ontology
from tacitus.publishing import svg
from tacitus.publishing.axes import ceiling, grid
from tacitus.publishing.countries import country_name
from tacitus.records import Event

KINDS = 4
"""Labels told apart; the rest is "other". More patterns than five are not read at a glance."""

_OTHER = "other"
_LONGEST = 120  # days beyond which columns are weeks
# Tone falls from dark to light and each has its own pattern, so that a grey print reads as well.
_FILLS = ("solid", "dense", "dots", "hatch", "open")


def event_timeline(
    events: Sequence[Event],
    *,
    by: By = "action",
    since: date | None = None,
    until: date | None = None,
    width: int = 960,
    height: int = 260,
    title: str = "Events a day",
    prefix: str = "time",
) -> str:
    """Events a day (a week, beyond 120 days) by `by`, as an SVG document, well-formed XML.

    An event with two labels (two initiators) stands under the first. `since` and `until` are the days shown.
    """
    laid = timeline(events, since, until)
    columns, step = _columns(laid, by)
    totals = Counter[str]()
    for _, tally in columns:
        totals.update(tally)
    shown = [name for name, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:KINDS]]
    kinds = [*shown, _OTHER] if len(totals) > KINDS else shown
    key, key_height = _key(kinds, by, width, prefix)
    note = _note(laid, step)
    head = key_height + 10
    plot = _plot(columns, kinds, step, width, head, height - head - 44, prefix)
    foot = svg.label(note, 8, height - 6, font_size=11, class_="muted") if note else ""
    description = _description(columns, step, note)
    body = _patterns(prefix) + key + plot + foot
    return svg.document(width, height, title, description, prefix, body)


def _columns(laid: Timeline, by: By) -> tuple[list[tuple[date, Counter[str]]], int]:
    step = 7 if len(laid.days) > _LONGEST else 1
    columns: list[tuple[date, Counter[str]]] = []
    for n, one in enumerate(laid.days):
        if n % step == 0:
            columns.append((one.date, Counter()))
        columns[-1][1].update(labels(event, by)[0] for event in one.events)
    return columns, step


def _plot(
    columns: Sequence[tuple[date, Counter[str]]],
    kinds: Sequence[str],
    step: int,
    width: int,
    top: int,
    tall: int,
    prefix: str,
) -> str:
    left, right, base = 34, width - 10, top + tall
    most = max((sum(tally.values()) for _, tally in columns), default=0) or 1
    rise = tall / ceiling(most)
    parts = [grid(ceiling(most), rise, left, right, base)]
    across = (right - left) / max(len(columns), 1)
    bar = min(across * 0.78, 46.0)
    for n, (start, tally) in enumerate(columns):
        x, y = left + n * across + (across - bar) / 2, float(base)
        counted = _with_other(tally, kinds)
        pieces = []
        for kind in kinds:
            if counted[kind]:
                y -= counted[kind] * rise
                box = {"x": x, "y": y, "width": bar, "height": counted[kind] * rise}
                pieces.append(svg.element("rect", **box, **_fill(kinds.index(kind), prefix), stroke_width=0.8))
        if pieces:
            parts.append(
                svg.titled("g", f"{_span(start, step)}: {plural(sum(tally.values()), 'event')}", "".join(pieces))
            )
    parts.append(_days(columns, left, across, base))
    return "".join(parts)


def _days(columns: Sequence[tuple[date, Counter[str]]], left: int, across: float, base: int) -> str:
    """Dates under the columns, as many as have room; the month stands with the first and where it changes."""
    parts = []
    every = max(1, -(-46 // max(int(across), 1)))
    last = ""
    for n in range(0, len(columns), every):
        start = columns[n][0]
        month = f"{MONTHS[start.month - 1][:3]} {start.year}"
        words = f"{start.day} {month[:3]}" if month != last else str(start.day)
        last = month
        x = left + (n + 0.5) * across
        parts.append(svg.label(words, x, base + 16, font_size=11, text_anchor="middle"))
    return "".join(parts)


def _key(kinds: Sequence[str], by: By, width: int, prefix: str) -> tuple[str, int]:
    parts, x, y = [], 8.0, 14.0
    for n, kind in enumerate(kinds):
        words = _words(kind, by)
        wide = 24 + len(words) * 6.8 + 18
        if x + wide > width and x > 8:
            x, y = 8.0, y + 22
        parts.append(svg.element("rect", x=x, y=y - 10, width=16, height=12, **_fill(n, prefix)))
        parts.append(svg.label(words, x + 22, y, font_size=13))
        x += wide
    return "".join(parts), int(y) + 10


def _fill(kind: int, prefix: str) -> dict[str, object]:
    """How a kind is filled. Whole tones are no patterns, whose tiles leave seams in print."""
    name = _FILLS[kind]
    if name == "solid":
        return {"fill": "var(--tone)", "stroke": "var(--ink)"}
    return {"fill": "var(--paper)" if name == "open" else f"url(#{prefix}-{name})", "stroke": "var(--ink)"}


def _patterns(prefix: str) -> str:
    def pattern(name: str, content: str, size: int = 6) -> str:
        paper = svg.element("rect", width=size, height=size, fill="var(--paper)")
        return svg.element(
            "pattern", paper + content, id=f"{prefix}-{name}", width=size, height=size, patternUnits="userSpaceOnUse"
        )

    ink = "var(--ink)"
    dense = svg.element("path", d="M0 0H6M0 3H6", stroke=ink, stroke_width=1.8)
    dots = svg.element("circle", cx=3, cy=3, r=1.4, fill=ink)
    hatch = svg.element("path", d="M0 6L6 0", stroke=ink, stroke_width=0.8)
    made = pattern("dense", dense), pattern("dots", dots), pattern("hatch", hatch)
    return svg.element("defs", "".join(made))


def _with_other(tally: Counter[str], kinds: Sequence[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for label, n in tally.items():
        counted[label if label in kinds else _OTHER] += n
    return counted


def _words(kind: str, by: By) -> str:
    if by == "action" and kind in ontology().actions:
        return ontology().action(kind).label
    return country_name(kind) if by == "country" else kind


def _note(laid: Timeline, step: int) -> str:
    parts = []
    if step > 1:
        parts.append("Each column is seven days.")
    if laid.loose:
        parts.append(f"{plural(len(laid.loose), 'event')} not dated to the day: not drawn.")
    return " ".join(parts)


def _description(columns: Sequence[tuple[date, Counter[str]]], step: int, note: str) -> str:
    counted = [f"{_span(start, step)}: {sum(tally.values())}" for start, tally in columns if tally]
    words = "; ".join(counted) or "No event is dated to the day"
    return f"{words}. {note}".strip()


def _span(start: date, step: int) -> str:
    return day(start) if step == 1 else f"{day(start)} to {day(start + timedelta(days=step - 1))}"
