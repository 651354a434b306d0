"""Annotated passages: mentions are paired by their words and family, slots scored on the pairs."""

import datetime as dt
import json
import random
import subprocess
import sys

import pytest
from evaluation_sample import GOLD, StandIn, claim, mention, write_lines

from tacitus.errors import InputRefusedError
from tacitus.evaluation import evaluate
from tacitus.evaluation.passage_gold import load
from tacitus.evaluation.passages import SPAN_SLOTS, Counts, score_passage
from tacitus.ontology import ontology
from tacitus.records import HAPPENED, Casualties, Claim, CodedReport, DateRange, Evidence, Figure, Mention, Report, Span

RAID = "Raiders of the Red Column killed three herders near Tana on Monday, the fourth raid this year, elders said."
GAME = "Lodu shot past Tana in a one-sided game on Monday."
DAY = dt.date(2024, 5, 6)
GOLD_RAID = {
    "id": "raid",
    "published": "2024-05-07",
    "text": RAID,
    "mentions": [
        {
            "action": "killing",
            "trigger": "killed",
            "factuality": "occurred",
            "initiators": ["Raiders"],
            "targets": ["herders"],
            "places": [{"text": "Tana", "country": "ML", "precision": "near"}],
            "date": {"text": "Monday", "start": "2024-05-06", "end": "2024-05-06", "precision": "day"},
            "killed": {"text": "three", "low": 3, "high": 3, "who": "herders"},
            "attribution": "elders",
        }
    ],
    "claims": [{"text": "the fourth raid this year", "kind": "ordinal", "value": 4}],
}
GOLD_GAME = {"id": "game", "published": None, "text": GAME, "mentions": [], "claims": []}


def gold_folder(tmp_path, *passages):
    write_lines(tmp_path / "passages.jsonl", passages or (GOLD_RAID, GOLD_GAME))
    return tmp_path


def right(report, **changes):
    told = {
        "initiator": "Raiders",
        "target": "three herders",
        "place": "Tana",
        "attribution": "elders",
        "date": DateRange(start=DAY, end=DAY, precision="day"),
        "killed": Figure(low=3, best=3, high=3),
        **changes,
    }
    return mention(report, "killing", "killed", **told)


def score(folder, mentions, claims=lambda report: []):
    return evaluate("passages", folder, system=StandIn(mentions, claims))


def test_a_passage_coded_as_marked_scores_full(tmp_path):
    result = score(
        gold_folder(tmp_path),
        lambda r: [right(r)] if r.id == "raid" else [],
        lambda r: [claim(r, "ordinal", 4, "fourth raid")] if r.id == "raid" else [],
    )
    m = result.measures
    names = ("mention_f1", "event_mention_f1", "claims_f1", "action", "factuality", "role", "date exact", "killed")
    assert {name: m[name] for name in names} == dict.fromkeys(names, 1)
    assert {slot: m[f"{slot}_f1"] for slot in ("initiator", "target", "place", "attribution")} == {
        "initiator": 1,
        "target": 1,
        "place": 1,
        "attribution": 1,
    }
    assert (m["quiet_passages_wrong"], m["killed_invented"], result.errors) == (0, 0, ())


def test_wrong_slots_cost_their_slot_and_not_the_mention(tmp_path):
    off = DateRange(start=DAY, end=dt.date(2024, 5, 7), precision="day")
    result = score(
        gold_folder(tmp_path, GOLD_RAID),
        lambda r: [right(r, date=off, killed=Figure(low=3), initiator=["Red Column", "elders"], role="background")],
    )
    m = result.measures
    assert (m["mention_f1"], m["date exact"], m["killed"], m["role"], m["action"]) == (1, 0, 0, 0, 1)
    # One gold initiator and two predicted, none meeting: 0 of 3.
    assert m["initiator_f1"] == 0
    wrong = next(e for e in result.errors if e.kind == "wrong")
    assert (wrong.slot, wrong.text) == ("role; date exact; killed", RAID)


def test_a_span_slot_counts_both_ways(tmp_path):
    result = score(gold_folder(tmp_path, GOLD_RAID), lambda r: [right(r, initiator=["Raiders", "elders"])])
    # Gold met 1 of 1, predicted meeting 1 of 2: (1 + 1) / (1 + 2).
    assert result.measures["initiator_f1"] == pytest.approx(2 / 3)


def test_a_mention_in_a_quiet_passage_is_a_false_alarm(tmp_path):
    result = score(gold_folder(tmp_path), lambda r: [mention(r, "killing", "shot")] if r.id == "game" else [right(r)])
    assert result.measures["quiet_passages_wrong"] == 1
    # 1 pair, 2 predicted, 1 gold.
    assert result.measures["event_mention_f1"] == pytest.approx(2 / 3)
    false = next(e for e in result.errors if e.case == "game")
    assert (false.kind, false.slot, false.got) == ("false", "mention", "killing (occurred, focus): shot")


def test_without_a_shared_trigger_a_pair_needs_the_family_and_a_side_or_place(tmp_path):
    folder = gold_folder(tmp_path, GOLD_RAID)

    def coded(action, **words):
        return score(folder, lambda r: [mention(r, action, "raid", **words)]).measures["mention_f1"]

    assert coded("beating", place="Tana") == 1
    assert coded("beating") == 0
    assert coded("protest", place="Tana") == 0


def test_a_claim_needs_its_kind_its_words_and_about_its_value(tmp_path):
    folder = gold_folder(tmp_path, GOLD_RAID)
    for kind, value, words, found in (
        ("ordinal", 4, "fourth raid", 1),
        ("ordinal", 5, "fourth raid", 1),
        ("ordinal", 6, "fourth raid", 0),
        ("count", 4, "fourth raid", 0),
        ("ordinal", 4, "Tana on Monday", 0),
    ):
        result = score(folder, lambda r: [], lambda r, k=kind, v=value, w=words: [claim(r, k, v, w)])
        assert result.measures["claims_f1"] == found


def test_a_toll_where_the_passage_gives_none_is_invented(tmp_path):
    quiet = {**GOLD_RAID, "mentions": [{k: v for k, v in GOLD_RAID["mentions"][0].items() if k != "killed"}]}
    result = score(gold_folder(tmp_path, quiet), lambda r: [right(r)])
    assert result.measures["killed_invented"] == 1


def test_the_second_occurrence_of_words_is_marked_with_its_number(tmp_path):
    text = "Guards shot at guards; the guards fled."
    marked = {"action": "killing", "trigger": "shot", "factuality": "occurred", "targets": ["guards#2"]}
    (passage,) = load(gold_folder(tmp_path, {"id": "p", "text": text, "mentions": [marked]}))
    assert passage.spans(passage.mentions[0])["target"] == [(27, 33)]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"trigger": "slain"}, "passage raid: the text does not hold 'slain'; give the exact words"),
        ({"targets": ["herders#2"]}, "the text does not hold 'herders' 2 times"),
        ({"action": "picnic"}, "passage raid: unknown action 'picnic'"),
        ({"factuality": "maybe"}, r"passages\.jsonl, line 1: mentions\.0\.factuality"),
    ],
)
def test_faulty_marks_are_refused(tmp_path, change, why):
    faulty = {**GOLD_RAID, "mentions": [{**GOLD_RAID["mentions"][0], **change}]}
    with pytest.raises(InputRefusedError, match=why):
        score(gold_folder(tmp_path, faulty), lambda r: [])


def invented(passage, draw):
    """A coding of a gold passage that is right in places: slots moved, dropped, added and mixed up."""
    report = Report(id=passage.id, text=passage.text, published=passage.published)
    actions = [a.name for a in ontology().actions]
    factualities = [*sorted(HAPPENED), "denied", "planned"]

    def evidence(field, start, end):
        start = max(0, min(start, len(passage.text) - 2))
        end = max(start + 1, min(end, len(passage.text)))
        return Evidence(report=report.id, field=field, start=start, end=end, text=passage.text[start:end], how="test")

    def one(n, gold):
        spans = passage.spans(gold)
        moved = [
            (f, s + d, e + d)
            for f, found in spans.items()
            for s, e in found
            if (d := draw.choice([0, 0, 0, 3, 30])) < 30
        ]
        if draw.random() < 0.3:
            at = draw.randrange(max(1, len(passage.text) - 9))
            moved.append((draw.choice(SPAN_SLOTS), at, at + 8))
        if not any(f == "trigger" for f, _, _ in moved):
            moved.append(("trigger", 0, 4))
        figure = gold.killed or gold.wounded
        toll = Figure(low=figure.low, high=figure.high) if figure and draw.random() < 0.7 else None
        day = gold.date.start if gold.date and draw.random() < 0.8 else None
        return Mention(
            id=f"{report.id}:m{n}",
            report=report.id,
            action=gold.action if draw.random() < 0.7 else draw.choice(actions),
            factuality=gold.factuality if draw.random() < 0.7 else draw.choice(factualities),
            role=draw.choice(["focus", "background"]),
            date=DateRange(start=day, end=day, precision="day") if day else DateRange(),
            casualties=Casualties(killed=toll, wounded=draw.choice([toll, None])),
            evidence=tuple(evidence(*m) for m in moved),
        )

    mentions = [one(n, g) for n, g in enumerate(passage.mentions * 2) if draw.random() < 0.6]
    claims = []
    for n, g in enumerate(passage.claims * 2):
        if draw.random() < 0.6:
            start, end = passage.at(g.text)
            value = g.value + draw.choice([0, 1, 2]) if isinstance(g.value, int) else g.value
            span = Span(start=start, end=end, text=passage.text[start:end])
            claims.append(Claim(id=f"{report.id}:c{n}", report=report.id, kind=g.kind, value=value, evidence=span))
    return CodedReport(report=report, mentions=tuple(mentions), claims=tuple(claims))


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold sets are not on this machine")
@pytest.mark.parametrize("seed", range(3))
def test_the_scores_are_those_of_the_sets_own_script_to_the_digit(tmp_path, seed):
    draw = random.Random(seed)
    counts, coded = Counts(), []
    for passage in load(GOLD / "passages"):
        coded.append(invented(passage, draw))
        score_passage(passage, coded[-1], counts)
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(one.model_dump_json() + "\n" for one in coded), encoding="utf-8")
    gold = GOLD / "passages"
    script = [sys.executable, str(gold / "score.py"), str(gold / "passages.jsonl"), str(path)]
    told = json.loads(subprocess.run(script, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
    assert 0.1 < told["mention_f1"] < 0.9
    assert told["killed_invented"] > 0
    assert counts.measures()[0] == told
