"""Ordinary news is left at a glance, before it is parsed; what may tell of conflict is coded as without the glance."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest

from tacitus.coding import Coder
from tacitus.coding.annotating import outline
from tacitus.coding.glancing import LEAST_WORDS, MAY_TELL, is_unmistakable, of_report
from tacitus.coding.learned import LinearModel
from tacitus.records import Report

ROOT = Path(__file__).parents[2]
GOLD = Path(os.environ.get("TACITUS_GOLD", "gold"))
CODER, THOROUGH = Coder(), Coder(glances=False)
CREDULOUS = Coder(glances=False, encodes=False)
MODEL = LinearModel.load("glance.csv")

SNOW = (
    "The first snow of the winter closed two mountain passes on Sunday and delayed trains in the east. Ploughs had "
    "reopened the main road by noon. Forecasters said that a further ten centimetres could fall overnight. Ski resorts "
    "welcomed the change after a mild November and plan to open their lifts a week early."
)
RAID = (
    "Gunmen on motorcycles rode into two villages on Monday night, set fire to the market and drove off the herds. "
    "Seven men were killed, the head of the district said, and about forty families have fled to the town. Soldiers "
    "who came at dawn followed the raiders towards the border but found only the tracks of the cattle."
)


def report(text: str) -> Report:
    return Report(id="r", text=text, published=date(2024, 3, 8), lang="en")


def passes(text: str) -> bool:
    return CODER.may_tell(report(text))


def features(text: str) -> set[str]:
    return set(of_report(outline(report(text)), CODER.registry, None))


def test_ordinary_news_is_left_with_nothing_coded_whatever_its_words_could_mean() -> None:
    assert CREDULOUS.code(report(SNOW)).mentions
    coded = CODER.code(report(SNOW))
    assert (coded.mentions, coded.claims, coded.refused) == ((), (), None)


def test_what_passes_is_coded_as_without_the_glance() -> None:
    coded = CODER.code(report(RAID))
    assert coded.mentions and coded == THOROUGH.code(report(RAID))


def test_a_short_report_is_always_coded() -> None:
    short = "Ploughs reopened the road. The mayor welcomed it."
    assert len(short.split()) < LEAST_WORDS and passes(short)


def test_one_word_that_can_mean_nothing_else_lets_any_report_pass() -> None:
    told = f"{SNOW}\n\nTwo farmers were abducted near the pass."
    assert not passes(SNOW) and passes(told) and is_unmistakable(outline(report(told)))


def test_a_report_in_capitals_or_without_any_passes_as_it_would_in_plain_type() -> None:
    assert passes(RAID.upper()) and passes(RAID.lower())


@pytest.mark.parametrize(("a", "b"), [("Hezbollah", "Hamas"), ("Boko Haram", "Hezbollah")])
def test_swapped_sides_look_the_same_at_a_glance(a: str, b: str) -> None:
    told = "{a} bombed a depot of {b} near the river on Tuesday, and {b} fired back."
    assert features(told.format(a=a, b=b)) == features(told.format(a=b, b=a))


def test_no_feature_of_a_report_names_a_side_or_a_place() -> None:
    told = "Hamas militants shot dead two soldiers of Israel near Jenin on Friday, Reuters reported."
    assert not re.search("hamas|israel|jenin|reuters", " ".join(features(told)).lower())


@pytest.mark.parametrize("text", [SNOW, RAID])
def test_the_glance_decides_as_the_whole_model_does(text: str) -> None:
    scenes = outline(report(text))
    chance = MODEL.probability(of_report(scenes, CODER.registry, date(2024, 3, 8)))
    assert passes(text) == (is_unmistakable(scenes) or chance >= MAY_TELL)


def test_at_most_one_in_twenty_ordinary_reports_is_parsed() -> None:
    texts = [json.loads(line)["text"] for line in (ROOT / "benchmarks/plain.jsonl").read_text("utf-8").splitlines()]
    assert sum(map(passes, texts)) <= len(texts) / 20


def test_the_ordinary_reports_it_is_measured_on_are_not_those_it_learned_from() -> None:
    learned, measured = (
        {json.loads(line)["text"] for line in (ROOT / name).read_text("utf-8").splitlines()}
        for name in ("training/quiet.jsonl", "benchmarks/plain.jsonl")
    )
    assert learned.isdisjoint(measured)


@pytest.mark.skipif(not (GOLD / "passages").is_dir(), reason="the gold suites are not here (set TACITUS_GOLD)")
def test_the_glance_keeps_what_the_gold_marks() -> None:
    told = kept = 0
    for line in (GOLD / "passages" / "passages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = len(row["mentions"] or ()) + len(row["claims"] or ())
        told += found
        kept += found * passes(row["text"])
    assert kept >= 0.995 * told
    lines = (GOLD / "dispatches" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    english = [row["text"] for row in map(json.loads, lines) if row.get("lang", "en") == "en"]
    assert all(map(passes, english))
