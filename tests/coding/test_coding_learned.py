"""The learned part weighs whether a word of war is meant; it is small, the same every time, and favours no side."""

from __future__ import annotations

import csv
import importlib
import re
from datetime import date
from pathlib import Path

import pytest

from tacitus.coding import Coder
from tacitus.coding.annotating import annotate
from tacitus.coding.detecting import MEANT, one_sense
from tacitus.coding.drafting import candidates
from tacitus.coding.learned import (
    LinearModel,
    SideModels,
    SideWeights,
    detection,
    of_pair,
    of_side,
    of_trigger,
    retold,
    sides,
)
from tacitus.coding.learned.model import BIAS, SCALE
from tacitus.coding.senses import climate
from tacitus.coding.sides import ToldNear
from tacitus.records import Report

ROOT = Path(__file__).parents[2]
CODER = Coder()
OF_ROUNDING = 0.002
"""What processors make of one weight, in nats, apart at most."""


def report(text: str) -> Report:
    return Report(id="r", text=text, published=date(2024, 3, 8))


def features(text: str) -> list[list[str]]:
    (scene,) = annotate(report(text), CODER.registry, CODER.gazetteer)
    return [
        list(of_trigger(d, met=met, climate=climate(scene), around=0)) for d, met in one_sense(candidates(scene))
    ]  # fmt: skip


SENTENCES = [
    "{a} bombed a depot of {b} near the river on Tuesday, killing three guards.",
    "{a} accused {b} of shelling the village, and {b} denied it.",
    "Fighters of {a} attacked a post held by {b} on Monday.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("a", "b"), [("Hezbollah", "Hamas"), ("Boko Haram", "Hezbollah")])
def test_swapped_sides_look_the_same_to_the_model(sentence: str, a: str, b: str) -> None:
    assert features(sentence.format(a=a, b=b)) == features(sentence.format(a=b, b=a))


def test_no_feature_names_a_side_or_a_place() -> None:
    named = "Hamas militants shot dead two soldiers of Israel near Jenin on Friday, Reuters reported."
    said = " ".join(f for found in features(named) for f in found).lower()
    assert not re.search("hamas|israel|jenin|reuters", said)


def side_features(text: str) -> list[list[str]]:
    _, drafts = CODER.read(report(text))
    told = ToldNear(drafts)
    return [list(of_side(t)) for d in drafts for t in told.near(d)]


TOLD_APART = [
    "{a} shelled a village on Tuesday. {b} said three of its fighters died there, and blamed {a}.",
    "A bomb exploded near the bridge on Monday. {a} accused {b}, which did not comment.",
]


@pytest.mark.parametrize("sentence", SENTENCES + TOLD_APART)
@pytest.mark.parametrize(("a", "b"), [("Hezbollah", "Hamas"), ("Boko Haram", "Hezbollah")])
def test_swapped_sides_look_the_same_to_the_models_of_the_sides(sentence: str, a: str, b: str) -> None:
    found = side_features(sentence.format(a=a, b=b))
    assert found and found == side_features(sentence.format(a=b, b=a))


@pytest.mark.parametrize("sentence", SENTENCES + TOLD_APART + ["{a} and/or {b} shelled the 24/7 market on Monday."])
def test_sides_are_weighed_by_their_signs_as_by_their_features(sentence: str) -> None:
    _, drafts = CODER.read(report(sentence.format(a="Hezbollah", b="Hamas")))
    near = ToldNear(drafts)
    for telling in (t for d in drafts for t in near.near(d)):
        features = list(of_side(telling))
        expected = sides().initiator.probability(features), sides().target.probability(features)
        assert SideWeights(sides()).chances(telling) == expected


def test_a_sign_that_holds_a_slash_is_weighed_too() -> None:
    _, drafts = CODER.read(report("Gunmen w/o Hezbollah shelled a market."))
    telling = next(t for t in ToldNear(drafts).near(drafts[0]) if "word-before=w/o" in set(of_side(t)))
    models = SideModels(LinearModel({"word-before=w/o": 500_000}), LinearModel({"determiner=none": 300_000}))
    expected = models.initiator.probability(of_side(telling)), models.target.probability(of_side(telling))
    assert SideWeights(models).chances(telling) == expected


@pytest.mark.parametrize(("a", "b"), [("Hezbollah", "Hamas"), ("Boko Haram", "Hezbollah")])
def test_swapped_sides_look_the_same_to_the_model_of_retellings(a: str, b: str) -> None:
    told = "{a} shelled a village of {b} on Tuesday.\n\n{b} said that four people died in the shelling by {a}."
    one, other = (
        [list(of_pair(*CODER.tellings(report(told.format(a=x, b=y)))[:2], 0)) for x, y in pair]
        for pair in ([(a, b)], [(b, a)])
    )
    assert one == other and one


def test_no_feature_of_the_sides_names_one() -> None:
    told = "Hamas militants shot dead two soldiers of Israel near Jenin on Friday. Hezbollah praised the attack."
    said = " ".join(f for found in side_features(told) for f in found).lower()
    assert not re.search("hamas|israel|jenin|hezbollah", said)


def test_a_side_carries_how_sure_the_model_is() -> None:
    coded = CODER.code(report("Gunmen shot dead two farmers in Zamfara on Monday, police said."))
    sure = [e.confidence for m in coded.mentions for e in m.evidence if e.field in {"initiator", "target"}]
    assert sure and all(0 < c <= 1 for c in sure) and any(c < 1 for c in sure)


def test_the_words_of_a_trigger_carry_how_sure_the_model_is() -> None:
    coded = CODER.code(report("Gunmen shot dead two farmers in Zamfara on Monday, police said."))
    sure = [e.confidence for m in coded.mentions for e in m.evidence if e.field == "trigger"]
    assert sure and all(MEANT <= c <= 1 for c in sure)


def test_the_same_words_are_met_and_not_met() -> None:
    war = "Rebel artillery fired on the town at dawn and killed two guards."
    sport = "The striker fired his side into the lead and killed the game in the cup final."
    assert CODER.code(report(war)).mentions and not CODER.code(report(sport)).mentions


@pytest.mark.parametrize("stray", ["s", "'", "''", "s s"])
def test_stray_letters_of_badly_scanned_text_are_read_over(stray: str) -> None:
    text = f"police fired at the mob {stray} near gao and the soldiers {stray} attack killed two {stray} on friday."
    assert CODER.code(Report(id="r", text=text)).mentions


def test_without_the_learned_part_the_rules_decide() -> None:
    coded = Coder(learned=False).code(report("Rebel artillery shelled the town at dawn and killed two guards."))
    assert coded.mentions and all(e.confidence == 1 for e in coded.mentions[0].evidence if e.field == "trigger")


def test_what_the_model_does_not_know_counts_nothing_and_a_repeated_sign_counts_once() -> None:
    model = LinearModel({BIAS: -1_000_000, "sure": 3_000_000})
    assert model.probability(["never seen"]) == model.probability([])
    assert model.probability(["sure", "sure"]) == model.probability(["sure"])
    assert model.probability(["sure"]) > 0.5 > model.probability([])


def test_the_weights_are_whole_numbers_in_order() -> None:
    assert len(detection().weights) > 1000 and BIAS in detection().weights
    with (ROOT / "src/tacitus/coding/learned/detection.csv").open(encoding="utf-8", newline="") as file:
        names = [row["feature"] for row in csv.DictReader(file)]
    assert names == sorted(set(names))


@pytest.mark.slow
def test_the_training_command_gives_the_weights_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "training")
    train = importlib.import_module("train")
    shipping = {"detection": detection(), "initiators": sides().initiator, "targets": sides().target}
    shipping["glance"] = LinearModel.load("glance.csv")
    shipping["retold"] = retold()
    passages = train.passages_of(everything=False)
    learned = train.all_examples(passages) | {"retold": train.examples_of_joining(passages)}
    for name, examples in learned.items():
        fresh, shipped = train.fitted(name, examples), shipping[name].weights
        assert shipped.keys() <= fresh.keys()
        for feature, weight in fresh.items():
            # Processors round in other ways: what is left out as nothing on one may be a trifle on another.
            least = 0 if feature in shipped else train.LEAST
            assert abs(weight - shipped.get(feature, 0) / SCALE) <= least + OF_ROUNDING, (name, feature)
