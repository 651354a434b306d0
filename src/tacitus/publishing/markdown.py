"""A briefing as Markdown with footnotes (GitHub's and Pandoc's `[^1]`); text of reports cannot become markup."""

from __future__ import annotations

import re

from tacitus.analysis.words import day
from tacitus.publishing.notes import Footnote, date_of, web
from tacitus.publishing.parts import Briefing, Item, Section, Sentence
from tacitus.publishing.sentences import event_title
from tacitus.records import Source

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")
# What begins a list or a heading line; the digits of "1." stay before the escape.
_AT_START = re.compile(r"^(\d*)([-+=.)])")


def markdown(briefing: Briefing) -> str:
    """The whole briefing; ends with a line end."""
    parts = [f"# {escaped(briefing.title)}", f"*{escaped(briefing.window)}*", _said(briefing.standfirst)]
    for section in briefing.sections:
        parts += _section(section)
    if briefing.table:
        parts += ["## All events", _table(briefing)]
    parts += ["## Sources", "\n".join(_source(s) for s in briefing.sources)] if briefing.sources else []
    parts += ["## Method and limits", "\n".join(f"- {_said(line)}" for line in briefing.method)]
    if briefing.footnotes:
        parts.append("\n".join(_footnote(note) for note in briefing.footnotes))
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text on one line in which no character is markup."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(r"\1\\\2", line)


def _section(section: Section) -> list[str]:
    return [f"## {escaped(section.heading)}", f"*{escaped(section.lead)}*", *(_item(item) for item in section.items)]


def _item(item: Item) -> str:
    mark = f" – *{escaped(item.mark)}*" if item.mark else ""
    lines = [f"**{escaped(item.heading)}**{mark}  "]
    lines += [f"- {_said(s)}" for s in item.sentences]
    return "\n".join(lines)


def _said(sentence: Sentence) -> str:
    return f"{escaped(sentence.text)}{_marks(sentence.notes)} ({sentence.id})"


def _table(briefing: Briefing) -> str:
    lines = ["| Event | Status | Publishers | Source | Id |", "| --- | --- | ---: | --- | --- |"]
    for row in briefing.table:
        cells = (escaped(event_title(row.event)), row.event.status, str(row.event.publishers))
        lines.append(f"| {' | '.join((*cells, _marks(row.notes), row.sentence.id))} |")
    return "\n".join(lines)


def _source(source: Source) -> str:
    published = date_of(source.published)
    words = [source.publisher or "publisher not named", source.title or "", day(published) if published else "no date"]
    text = escaped(", ".join(word for word in words if word))
    url = web(source.url)
    return f"- {text}" + (f", <{_address(url)}>" if url else "")


def _address(url: str) -> str:
    return re.sub(r"[\s<>]", lambda m: f"%{ord(m[0]):02X}", url)


def _footnote(note: Footnote) -> str:
    published = day(note.published) if note.published else "no date"
    return f"[^{note.number}]: {escaped(note.publisher)}, {published}: “{escaped(note.sentence)}”"


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f"[^{n}]" for n in notes)
