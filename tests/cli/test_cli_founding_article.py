"""The founding article, read from beside the project: two events, both places, four kinds of claim."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest
from real_command import run_in

ARTICLE = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the founding article is not beside this clone")
Listed = Callable[[str], list[dict[str, object]]]


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    (p, x), (q, y) = [(radians(i), radians(j)) for i, j in (a, b)]
    return 12742 * asin(sqrt(sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin((y - x) / 2) ** 2))


@pytest.fixture(scope="module", params=["2023-11-22", None], ids=["dated", "undated"])
def listed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Listed:
    folder = tmp_path_factory.mktemp("founding")
    dated = ["--published", request.param] if request.param else []
    assert run_in(folder, "add", ARTICLE, *dated).returncode == 0
    return lambda what: [json.loads(line) for line in run_in(folder, what, "--format", "jsonl").stdout.splitlines()]


def event(listed: Listed, action: str) -> dict:
    (found,) = [e for e in listed("events") if e["action"] == action]
    return found


def test_it_tells_of_exactly_two_events(listed: Listed) -> None:
    assert sorted(e["action"] for e in listed("events")) == ["air_strike", "missile_attack"]


def test_the_strike_has_both_sides_and_both_places(listed: Listed) -> None:
    strike = event(listed, "air_strike")
    assert {"US:military", "centcom"} & {a["id"] for a in strike["initiators"]}
    assert "kataib-hezbollah" in {a["id"] for a in strike["targets"]}
    assert {p["admin1"] for p in strike["places"]} >= {"Anbar", "Babil"}
    assert {p["precision"] for p in strike["places"]} == {"admin1", "near"}
    assert min(km((p["lat"], p["lon"]), (32.86, 44.21)) for p in strike["places"]) < 15


def test_the_missile_attack_is_at_al_asad_and_hurt_several(listed: Listed) -> None:
    attack = event(listed, "missile_attack")
    assert min(km((p["lat"], p["lon"]), (33.79, 42.44)) for p in attack["places"]) < 15
    assert attack["initiators"] == []
    assert attack["casualties"]["wounded"]["low"] == 3


def test_the_strike_answers_the_missile_attack_with_the_words_that_say_so(listed: Listed) -> None:
    (answer,) = event(listed, "air_strike")["response_to"]
    assert answer["event"] == event(listed, "missile_attack")["id"]
    assert answer["cue"].lower() == "in response to" and answer["inferred"] is False


def test_no_date_is_invented(listed: Listed) -> None:
    assert all(e["date"]["start"] is None for e in listed("events"))


def test_the_claims_are_there_with_value_and_claimant(listed: Listed) -> None:
    claims = {c["kind"]: c for c in listed("claims") if c["value"] != "decrease"}
    assert (claims["count"]["value"], claims["count"]["relation"]) == (60, "more_than")
    assert "Pentagon" in claims["count"]["claimant"]
    assert claims["ordinal"]["value"] == 4
    assert claims["first"]["value"] == 1 and "ballistic missile" in claims["first"]["weapons"][0]
    assert claims["trend"]["value"] == "increase"
