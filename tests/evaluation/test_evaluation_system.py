"""Tacitus as the system under test, each part replaceable."""

import datetime as dt
from types import SimpleNamespace

from evaluation_sample import StandIn, claim, mention, write_lines

from tacitus.evaluation import Name, Tacitus, evaluate
from tacitus.records import CodedReport, DateRange, Place, Report

DAY = DateRange(start=dt.date(2024, 5, 6), end=dt.date(2024, 5, 6), precision="day")
TANA = Place(name="Tana", lat=10, lon=20, country="ML")


def coded(id_, text):
    report = Report(id=id_, text=text, publisher=id_, published=dt.date(2024, 5, 7))
    told = mention(report, "shelling", "shelled", date=DAY, place="Tana").model_copy(update={"places": (TANA,)})
    return CodedReport(report=report, mentions=(told,), claims=(claim(report, "ordinal", 4, "fourth"),))


def test_reports_of_one_happening_are_kept_as_one_event_in_the_shape_of_the_export():
    reports = [coded("a1", "Guns shelled Tana, a fourth time."), coded("a2", "The fourth: Tana was shelled on Monday.")]
    refused = CodedReport(report=Report(id="a3", text="Tana ble beskutt."), refused="not English")
    kept = Tacitus().keep([*reports, refused])
    (event,) = kept.events
    assert [r["id"] for r in event["reports"]] == ["a1", "a2"]
    assert event["codes"]["acled"]["sub_event_type"] == "Shelling/artillery/missile attack"
    assert [(c["report"], c["kind"], c["value"]) for c in kept.claims] == [("a1", "ordinal", 4), ("a2", "ordinal", 4)]


def test_a_coder_alone_can_be_scored(tmp_path):
    row = {"id": "1", "text": "Guns shelled Tana.", "label": "ART_MISS_ATTACK"}
    write_lines(tmp_path / "snippets.jsonl", [row])
    coder = StandIn(lambda report: [mention(report, "shelling", "shelled")])
    assert evaluate("event_types", tmp_path, coder=coder).measures["weighted_f1"] == 1


def test_names_are_actors_places_weapons_and_facilities_and_no_place_stands_inside_an_actor():
    text = "The Tana Front fired a mortar at a hospital in Mali."

    def span(words, **more):
        return SimpleNamespace(start=text.index(words), end=text.index(words) + len(words), **more)

    front = span("Tana Front", ambiguous=False, actor=SimpleNamespace(kind="rebels"))
    bare = span("Mali", ambiguous=True, actor=SimpleNamespace(kind="government"))
    registry = SimpleNamespace(find=lambda _: [front, bare])
    gazetteer = SimpleNamespace(find=lambda _: [span("Tana"), span("Mali")])
    found = Tacitus(registry=registry, gazetteer=gazetteer).names(text)
    assert [(text[n.start : n.end], n.kind) for n in found] == [
        ("Tana Front", "actor"),
        ("mortar", "weapon"),
        ("hospital", "facility"),
        ("Mali", "place"),
    ]
    assert isinstance(found[0], Name)
    assert found[0].detail == "rebels"
