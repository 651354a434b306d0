"""A report becomes scenes: its paragraphs parsed, with every table and grammar run over them once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from spacy.tokens import Doc, Token

from tacitus.actors import ActorRegistry, ActorSpan
from tacitus.actors.sides import STATE
from tacitus.coding.clauses import REPORTING, governing_verb
from tacitus.coding.dates import DateSpan, anchored, find_dates
from tacitus.coding.numbers import find_numbers
from tacitus.coding.parsing import parse, split
from tacitus.coding.places import countries_named, locate_places
from tacitus.coding.scene import Located, Scene
from tacitus.coding.senses import domains
from tacitus.coding.text import uniform
from tacitus.gazetteer import Gazetteer
from tacitus.ontology import ontology
from tacitus.ontology.cues import cues
from tacitus.reading.structure import Block, blocks
from tacitus.records import Actor, ActorKind, Report

T = TypeVar("T")
STANDING_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj"})
COLLECTIVE = ("sh", "ch", "ese", "ss")
"""Endings of demonyms that with "the" name all of a people, or its state: "the British", "the Chinese"."""


def annotate(report: Report, registry: ActorRegistry, gazetteer: Gazetteer) -> list[Scene]:
    """The scenes of a report, furniture left out. Places are resolved over the whole report at once."""
    scenes = outline(report)
    fill(scenes, report, registry, gazetteer)
    return scenes


def outline(report: Report) -> list[Scene]:
    """The scenes of a report as words, not yet parsed, with what the tables of words find."""
    scenes: list[Scene] = []
    for block in blocks(report.text):
        if block.kind != "furniture":
            scenes.append(_outlined(report, block, scenes[-1] if scenes else None))
    return scenes


def _outlined(report: Report, block: Block, before: Scene | None) -> Scene:
    lexicon = ontology().lexicon
    source = report.text[block.start : block.end]
    text = uniform(source)
    scene = Scene(
        report=report.id,
        offset=block.start,
        doc=split(text),
        text=text,
        heading=block.kind == "heading",
        index=before.index + 1 if before is not None else 0,
        before=before,
        source=source,
    )
    scene.weapons = [Located(m.start, m.end, m.values[0]) for m in lexicon.weapons.longest(scene.words)]
    scene.facilities = [Located(m.start, m.end, m.values[0]) for m in lexicon.facilities.longest(scene.words)]
    scene.triggers = lexicon.triggers.longest(scene.words)
    scene.elsewhere = domains().longest(scene.words)
    if block.dateline is not None:
        scene.body = _token_at(scene.doc, block.dateline.end - block.start)
        if 0 < scene.body < len(scene.doc):
            # Read as one sentence with the dateline, "BAMAKO, March 12 (Agency) - Gunmen stormed" confuses the parser.
            scene.doc[scene.body].is_sent_start = True
    return scene


def fill(scenes: Sequence[Scene], report: Report, registry: ActorRegistry, gazetteer: Gazetteer) -> None:
    """Parse the scenes of a report and give them what its grammars, registry and gazetteer find."""
    parse(scene.doc for scene in scenes)
    toponyms = [gazetteer.find(scene.text) for scene in scenes]
    countries = countries_named(report.text, toponyms, gazetteer)
    for scene in scenes:
        actors = _locate(scene.doc, registry.find(scene.text, on=report.published_on, countries=countries))
        named = {a.start for a in actors if not a.value.is_group}
        scene.actors = [
            _of_people(scene.doc, a)
            for a in actors
            if not _is_part_of_country(scene.doc, a) and not _is_title(scene.doc, a, named)
        ]
        scene.numbers = _locate(scene.doc, find_numbers(scene.text))
    _set_dates(scenes, report)
    locate_places(scenes, gazetteer, toponyms, countries)


def _is_part_of_country(doc: Doc, actor: Located[ActorSpan]) -> bool:
    """ "Eastern Syria" is a place and not the state that goes by the country's name."""
    if not actor.value.ambiguous:
        return False
    return any(c.lower_ in cues("parts-of-country") for c in doc[actor.end - 1].children)


def _is_title(doc: Doc, actor: Located[ActorSpan], named: Container[int]) -> bool:
    """ "President Gustavo Petro": the title of somebody who is named is no second actor."""
    return actor.value.is_group and actor.end in named and doc[actor.end - 1].tag_.startswith("NN")


def _of_people(doc: Doc, actor: Located[ActorSpan]) -> Located[ActorSpan]:
    """Whom the words name where they name no state: "a Palestinian was killed", "ethnic Armenian fighters"."""
    token = doc[actor.end - 1]
    if actor.start and doc[actor.start - 1].lower_ == "ethnic" and actor.value.actor.kind in STATE:
        return _as_group(actor, f"group:{token.lower_}", f"ethnic {actor.value.text}", "unidentified", None)
    if actor.value.how != "demonym" or token.dep_ not in STANDING_ALONE:
        return actor
    if any(c.dep_ == "det" and c.lower_ == "the" for c in token.children) and token.lower_.endswith(COLLECTIVE):
        return actor
    return _as_group(actor, "group:national", token.text, "civilians", actor.value.actor.country)


def _as_group(
    actor: Located[ActorSpan], id_: str, name: str, kind: ActorKind, country: str | None
) -> Located[ActorSpan]:
    group = Actor(id=id_, name=name, kind=kind, country=country)
    return replace(actor, value=replace(actor.value, actor=group, how="people", ambiguous=False, is_group=True))


def _set_dates(scenes: Iterable[Scene], report: Report) -> None:
    """Find the dates of every scene; "that same night" may count from a day named in a paragraph before."""
    earlier: list[DateSpan] = []
    of_speech: list[DateSpan] = []
    for scene in scenes:
        found = find_dates(scene.text, report.published_on)
        of_speech += [x.value for x in _locate(scene.doc, found) if _dates_speech(scene.doc[x.start : x.end].root)]
        resolved = anchored([*earlier, *found], report.published_on, of_speech)[len(earlier) :]
        scene.dates = _locate(scene.doc, resolved)
        earlier += resolved


def _dates_speech(day: Token) -> bool:
    """Whether a day is that on which something was told: "police said on Tuesday"."""
    verb = governing_verb(day)
    return verb is not None and verb.lower_ in REPORTING


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
