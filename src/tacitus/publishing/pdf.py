"""A briefing as PDF, set by Typst from our own template: tagged, with alternative texts, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from tacitus.analysis.words import day
from tacitus.errors import BriefingError
from tacitus.publishing.notes import date_of
from tacitus.publishing.parts import Briefing, Row, Sentence
from tacitus.publishing.pictures import PAGE, Picture, pictures
from tacitus.publishing.sentences import event_title
from tacitus.publishing.svg import alternative, flat

MOST_ROWS = 1000
"""Events in the table of a document that is printed; a page and a text list all."""
FONT = "Libertinus Serif"
"""The font that comes with Typst: pages look the same on every machine."""


def pdf(briefing: Briefing) -> bytes:
    """The whole briefing as a PDF/UA-1 document.

    Raises BriefingError where a report uses signs that our font does not have: such a document would not be read aloud.
    """
    import typst  # not needed by any other job

    template = files("tacitus.publishing").joinpath("templates/briefing.typ").read_bytes()
    try:
        made = typst.compile(
            template,
            format="pdf",
            sys_inputs={"briefing": json.dumps(_data(briefing))},
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            timestamp=0,
        )
    except typst.TypstError as error:
        why = " ".join(str(error).split())
        raise BriefingError(f"the briefing cannot be set as PDF ({why}); ask for html or md") from error
    assert isinstance(made, bytes)  # one document
    return made


def _data(briefing: Briefing) -> dict[str, Any]:
    """What the template sets: text alone, no markup."""
    rows, some = _rows(briefing.table)
    told = (s for section in briefing.sections for item in section.items for s in item.sentences)
    captions = (p.caption for p in pictures(briefing))
    notes = {n for s in (briefing.standfirst, *told, *captions, *briefing.method) for n in s.notes}
    notes |= {n for row in rows for n in row.notes}
    return {
        "title": briefing.title,
        "window": briefing.window,
        "standfirst": _said(briefing.standfirst),
        "pictures": [_picture(p) for p in pictures(briefing)],
        "sections": [
            {
                "heading": section.heading,
                "lead": section.lead,
                "items": [
                    {"heading": i.heading, "mark": i.mark, "sentences": [_said(s) for s in i.sentences]}
                    for i in section.items
                ],
            }
            for section in briefing.sections
        ],
        "table": [
            {"event": event_title(r.event), "status": r.event.status, "publishers": r.event.publishers}
            | {"notes": r.notes, "id": r.sentence.id}
            for r in rows
        ],
        "some": some,
        "footnotes": [
            {"number": n.number, "publisher": n.publisher, "day": day(n.published) if n.published else "no date"}
            | {"sentence": " ".join(n.sentence.split()), "url": n.url}
            for n in briefing.footnotes
            if n.number in notes
        ],
        "sources": [
            {"publisher": s.publisher or "Publisher not named", "title": s.title or ""}
            | {"day": day(d) if (d := date_of(s.published)) else "no date"}
            for s in briefing.sources
        ],
        "method": [_said(line) for line in briefing.method],
        "font": FONT,
    }


def _rows(table: Sequence[Row]) -> tuple[Sequence[Row], str]:
    """The rows of the table and what is said where they are not all: the most reported, in their order."""
    if len(table) <= MOST_ROWS:
        return table, ""
    by_reports = sorted(table, key=lambda r: (-r.event.publishers, -len(r.event.reports)))
    kept = {r.event.id for r in by_reports[:MOST_ROWS]}
    some = f"The {MOST_ROWS:,} most reported of {len(table):,}; as html or md the briefing lists all."
    return [r for r in table if r.event.id in kept], some


def _said(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "notes": sentence.notes, "id": sentence.id}


def _picture(picture: Picture) -> dict[str, Any]:
    drawn = picture.draw(PAGE, picture.key)
    return {"caption": _said(picture.caption), "svg": flat(drawn, FONT), "alt": alternative(drawn)}
