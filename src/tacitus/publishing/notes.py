"""The footnotes of a briefing: each a sentence of a report with its publisher and date, numbered as first cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tacitus.publishing.quoting import sentence_at
from tacitus.records import Event, Report, Source

MOST = 6
"""Footnotes of a statement that counts many events; `tacitus why` gives the others."""


@dataclass(frozen=True)
class Footnote:
    """One quotation. `sentence == report.text[start:end]` where the report's text is at hand."""

    number: int
    report: str
    publisher: str
    published: date | None
    url: str | None
    sentence: str
    start: int
    end: int


class Notes:
    """Gathers footnotes; the same sentence cited twice keeps its number."""

    def __init__(self, reports: Mapping[str, Report], events: Sequence[Event]) -> None:
        self._reports = reports
        self._sources = {source.id: source for event in events for source in event.reports}
        self._notes: list[Footnote] = []
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._words = {(e.report, e.start, e.end): e.text for event in events for e in event.evidence}

    def add(self, report: str, start: int, end: int, text: str = "") -> int:
        """The number of the footnote for the sentence around these offsets; `text` is quoted if there is no report."""
        known = self._reports.get(report)
        words = text or self._words.get((report, start, end), "")
        if known is not None:
            span = sentence_at(known, start, end)
            start, end, words = span.start, span.end, span.text
        key = (report, start, end)
        if key not in self._numbers:
            source = self.source(report)
            number = len(self._notes) + 1
            published = date_of(source.published)
            self._numbers[key] = number
            self._notes.append(
                Footnote(number, report, self.publisher(report), published, web(source.url), words, start, end)
            )
        return self._numbers[key]

    def of_event(self, event: Event, *, one: bool = False, every: bool = False) -> tuple[int, ...]:
        """The sentences that name the event: the first of each report, with `one` the first of all, or `every` one."""
        triggers = [e for e in event.evidence if e.field == "trigger"] or list(event.evidence)
        first = {e.report: e for e in reversed(triggers)}
        cited = triggers if every else [first[r] for r in dict.fromkeys(e.report for e in triggers)]
        return tuple(dict.fromkeys(self.add(e.report, e.start, e.end) for e in (cited[:1] if one else cited)))

    def of_some(self, events: Sequence[Event]) -> tuple[int, ...]:
        """One sentence an event; of many events the first and the last, as many as a reader will follow."""
        chosen = events if len(events) <= MOST else [*events[: MOST // 2], *events[-MOST // 2 :]]
        return tuple(dict.fromkeys(n for e in chosen if self.can_cite(e) for n in self.of_event(e, one=True)))

    def can_cite(self, event: Event) -> bool:
        """Whether any words of a report stand behind the event."""
        return bool(event.evidence)

    def has_words(self, report: str, start: int, end: int) -> bool:
        """Whether there are words to quote at these offsets."""
        return report in self._reports or (report, start, end) in self._words

    def knows(self, report: str) -> bool:
        """Whether the report is at hand."""
        return report in self._reports

    def publisher(self, report: str) -> str:
        """The publisher of a report as it is cited."""
        return self.source(report).publisher or "publisher not named"

    def source(self, report: str) -> Source:
        """How a report is cited."""
        known = self._reports.get(report)
        if known is None:
            return self._sources.get(report, Source(id=report))
        return Source(
            id=known.id, publisher=known.publisher, published=known.published, url=known.url, title=known.title
        )

    def all(self) -> tuple[Footnote, ...]:
        """The footnotes by number."""
        return tuple(self._notes)


def date_of(published: date | datetime | None) -> date | None:
    """The day of publication, without the time."""
    return published.date() if isinstance(published, datetime) else published


def web(url: str | None) -> str | None:
    """The address where it is one of the web; anything else (javascript:, file:) is not made a link."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
