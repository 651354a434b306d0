"""Examples for the model of the glance: whole reports, and whether the gold marks anything in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tacitus.coding import Coder
from tacitus.coding.annotating import outline
from tacitus.coding.glancing import LEAST_WORDS, is_unmistakable, of_report
from tacitus.evaluation.passage_gold import Passage, read_passages
from tacitus.records import Report

QUIET = tuple(read_passages(Path(__file__).parent / "quiet.jsonl"))
"""Ordinary news, of which the other models are not to learn: they see what passes the glance."""
OTHER_SENSE, ORDINARY = 0.4, 2.0
"""What a quiet passage full of words of war weighs beside one that tells of something, and what ordinary news does."""


@dataclass(frozen=True)
class GlanceExample:
    """One report: its features, how many mentions and claims the gold marks, its weight, whether it always passes."""

    passage: str
    features: tuple[str, ...]
    told: int
    weight: float
    always: bool


def examples_of_glances(passages: Sequence[Passage]) -> Iterator[GlanceExample]:
    """Every passage as a report of its own, and the ordinary news."""
    registry = Coder().registry
    for passage in (*passages, *QUIET):
        report = Report(id=passage.id, text=passage.text, published=passage.published)
        scenes = outline(report)
        told = len(passage.mentions) + len(passage.claims)
        weight = ORDINARY if passage in QUIET else 1.0 if told else OTHER_SENSE
        always = sum(len(scene.words) for scene in scenes) < LEAST_WORDS or is_unmistakable(scenes)
        features = tuple(of_report(scenes, registry, report.published_on))
        yield GlanceExample(passage.id, features, told, weight, always)
