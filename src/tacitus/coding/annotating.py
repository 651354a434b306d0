"""A report becomes scenes: its paragraphs parsed, with every table and grammar run over them once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from spacy.tokens import Doc

from tacitus.actors import ActorRegistry
from tacitus.coding.dates import DateSpan, anchored, find_dates
from tacitus.coding.numbers import find_numbers
from tacitus.coding.parsing import parse
from tacitus.coding.places import countries_named, locate_places
from tacitus.coding.scene import Located, Scene
from tacitus.coding.text import uniform
from tacitus.gazetteer import Gazetteer
from tacitus.ontology import ontology
from tacitus.reading.structure import Block, blocks
from tacitus.records import Report

T = TypeVar("T")


def annotate(report: Report, registry: ActorRegistry, gazetteer: Gazetteer) -> list[Scene]:
    """The scenes of a report, furniture left out. Places are resolved over the whole report at once."""
    parts = [b for b in blocks(report.text) if b.kind != "furniture"]
    texts = [uniform(report.text[b.start : b.end]) for b in parts]
    docs = list(parse(texts))
    toponyms = [gazetteer.find(text) for text in texts]
    countries = countries_named(report.text, toponyms, gazetteer)
    scenes = [
        _scene(report, block, text, doc, i, registry, countries)
        for i, (block, text, doc) in enumerate(zip(parts, texts, docs, strict=True))
    ]
    _set_dates(scenes, report)
    locate_places(scenes, gazetteer, toponyms)
    return scenes


def _scene(
    report: Report, block: Block, text: str, doc: Doc, index: int, registry: ActorRegistry, countries: Collection[str]
) -> Scene:
    lexicon = ontology().lexicon
    scene = Scene(
        report=report.id,
        offset=block.start,
        doc=doc,
        text=text,
        heading=block.kind == "heading",
        index=index,
        source=report.text[block.start : block.end],
    )
    words = scene.words
    scene.actors = _locate(doc, registry.find(text, on=report.published_on, countries=countries))
    scene.weapons = [Located(m.start, m.end, m.values[0]) for m in lexicon.weapons.longest(words)]
    scene.facilities = [Located(m.start, m.end, m.values[0]) for m in lexicon.facilities.longest(words)]
    scene.numbers = _locate(doc, find_numbers(text))
    scene.triggers = lexicon.triggers.longest(words)
    if block.dateline is not None:
        scene.body = _token_at(doc, block.dateline.end - block.start)
    return scene


def _set_dates(scenes: Iterable[Scene], report: Report) -> None:
    """Find the dates of every scene; "that same night" may count from a day named in a paragraph before."""
    earlier: list[DateSpan] = []
    for scene in scenes:
        found = find_dates(scene.text, report.published_on)
        resolved = anchored([*earlier, *found], report.published_on)[len(earlier) :]
        scene.dates = _locate(scene.doc, resolved)
        earlier += resolved


def _token_at(doc: Doc, offset: int) -> int:
    return next((t.i for t in doc if t.idx >= offset), len(doc))


def _locate(doc: Doc, spans: Iterable[T]) -> list[Located[T]]:
    """Character spans as token spans, widened to whole tokens; what falls between tokens is dropped."""
    return list(_located(doc, spans))


def _located(doc: Doc, spans: Iterable[T]) -> Iterator[Located[T]]:
    for value in spans:
        words = doc.char_span(value.start, value.end, alignment_mode="expand")  # type: ignore[attr-defined]
        if words is not None and len(words):
            yield Located(words.start, words.end, value)
