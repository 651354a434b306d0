"""The API gives what the commands print, a page at a time, and keeps what two reviewers decide apart."""

import json

import pytest
from desk_ledgers import events_of
from telling_factories import TUESDAY, coded, mention, on

from tacitus.analysis.numbering import find_rounds
from tacitus.analysis.queries import ask
from tacitus.asking import answer as answered
from tacitus.ledger import Ledger
from tacitus.publishing.exports import event_json, export

API = "/api/v1"


def decide(desk, path, kind, of="a", **more):
    event = events_of(path)[of]
    body = {"kind": kind, "event": event.id, "revision": event.revision, "reason": "seen it", "author": "A"} | more
    return desk.post(f"{API}/decisions", json=body)


def test_events_come_as_the_command_prints_them(desk, path):
    given = desk.get(f"{API}/events?order=oldest").json()
    assert given == {"events": [event_json(e) for e in events_of(path).values()], "next": None}


def test_every_format_of_the_command_is_given(desk, path):
    for format in ("jsonl", "csv", "acled", "ged", "plover", "gdelt"):
        found = list(events_of(path).values())[::-1]
        assert desk.get(f"{API}/events?format={format}").text == "".join(export(found, format))


def test_a_map_asks_for_geojson_by_accept_or_by_format(desk, path):
    by_accept = desk.get(f"{API}/events", headers={"accept": "application/geo+json"})
    assert by_accept.headers["content-type"] == "application/geo+json"
    assert by_accept.json() == desk.get(f"{API}/events?format=geojson").json()
    assert {f["properties"]["event"] for f in by_accept.json()["features"]} == {e.id for e in events_of(path).values()}


def test_filters_narrow_what_is_given(desk, path):
    events = events_of(path)

    def ids(query):
        return [e["id"] for e in desk.get(f"{API}/events?{query}").json()["events"]]

    assert ids("action=shelling") == ids("box=38,35,40,37") == ids("since=2024-03-10") == [events["c"].id]
    assert ids("killed=3") == ids("until=2024-03-10") == ids("publisher=paper+b") == [events["a"].id]
    assert desk.get(f"{API}/events/count?actor=front").json() == {"events": 2}


def test_pages_neither_repeat_nor_miss_an_event_while_others_are_added(path, desk):
    with Ledger.open(path) as ledger:
        for day in range(1, 10):
            one = mention(f"p{day}", action="killing", date=on(TUESDAY.replace(month=1, day=day)))
            ledger.add([coded(f"p{day}", one)])
    before = {e.id for e in events_of(path).values()}
    seen, cursor = [], ""
    while cursor is not None:
        page = desk.get(f"{API}/events?limit=2{cursor and f'&cursor={cursor}'}").json()
        seen += [event["id"] for event in page["events"]]
        cursor = page["next"]
        with Ledger.open(path) as ledger:
            late = f"late{len(seen)}"
            ledger.add([coded(late, mention(late, action="arrest", date=on(TUESDAY.replace(month=6, day=len(seen)))))])
    assert len(seen) == len(set(seen))
    assert set(seen) == before


def test_the_next_page_stands_in_the_link_header_for_formats_that_have_no_room_for_it(desk):
    first = desk.get(f"{API}/events?limit=1&format=csv&country=SY")
    second = desk.get(first.links["next"]["url"])
    assert first.status_code == second.status_code == 200
    assert first.text != second.text


def test_a_cursor_that_no_page_gave_is_refused(desk):
    for wrong in ("abc", "W10", "WzEsMl0", "A" * 801, "%C3%A9"):
        assert desk.get(f"{API}/events?cursor={wrong}").status_code == 422


def test_an_event_tells_its_history_and_how_it_came_to_be(desk, path):
    id_ = events_of(path)["a"].id
    decide(desk, path, "note")
    revisions = desk.get(f"{API}/events/{id_}/revisions").json()["revisions"]
    assert [r["number"] for r in revisions] == list(range(1, len(revisions) + 1))
    assert "noted by A: seen it" in revisions[-1]["reason"]
    assert any("D1" in line for line in desk.get(f"{API}/events/{id_}/log").json()["lines"])


def test_a_report_comes_with_its_text_and_where_each_mention_stands(desk, path):
    read = desk.get(f"{API}/reports/a").json()
    assert read["coded"]["report"]["text"].startswith("Planesa")
    assert read["placed"] == {"a-1": {"event": events_of(path)["a"].id, "why": None}}
    listed = desk.get(f"{API}/reports?limit=2").json()
    assert [r["id"] for r in listed["reports"]] == ["c", "b"]
    assert [r["id"] for r in desk.get(f"{API}/reports?cursor={listed['next']}").json()["reports"]] == ["a"]


def test_two_reviewers_at_once_do_not_overwrite_each_other(desk, path):
    event = events_of(path)["a"]
    seen = {"event": event.id, "revision": event.revision, "reason": "counted", "kind": "set", "field": "killed"}
    first = desk.post(f"{API}/decisions", json=seen | {"value": 4, "author": "A"})
    second = desk.post(f"{API}/decisions", json=seen | {"value": 5, "author": "B"})
    assert (first.status_code, second.status_code) == (201, 409)
    assert "it changed since you looked" in second.json()["detail"]
    assert events_of(path)["a"].casualties.killed.best == 4


def test_what_is_merged_or_split_or_rejected_is_undone_in_one_step(desk, path):
    events = events_of(path)
    both = [{"event": events[r].id, "revision": events[r].revision} for r in "ac"]
    merged = desk.post(f"{API}/decisions", json={"kind": "merge", "events": both, "reason": "one", "author": "A"})
    assert merged.status_code == 201
    assert len(events_of(path)) == 1
    undone = desk.post(f"{API}/decisions/D1/undo", json={"reason": "two after all", "author": "B"})
    assert undone.json()["undone"]["author"] == "B"
    assert len(events_of(path)) == 2
    again = desk.post(f"{API}/decisions/D1/undo", json={"reason": "again", "author": "B"})
    assert again.status_code == 409
    assert decide(desk, path, "split", off=["b"]).status_code == 201
    assert len(events_of(path)) == 3
    assert decide(desk, path, "reject", of="c").status_code == 201
    assert len(events_of(path)) == 2
    assert [d["kind"] for d in desk.get(f"{API}/decisions").json()["decisions"]] == ["merge", "split", "reject"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("killed", "many"), ("killed", {"low": -1}), ("killed", 10**30), ("action", "dancing"), ("status", None)],
)
def test_a_value_that_a_field_cannot_have_is_refused_and_changes_nothing(desk, path, field, value):
    before = events_of(path)["a"]
    answer = decide(desk, path, "set", field=field, value=value)
    assert answer.status_code in (201, 422)
    if answer.status_code == 422:
        assert events_of(path)["a"] == before
    else:
        assert value == 10**30
        assert desk.get(f"{API}/events?killed=1").status_code == 200


def test_a_value_may_be_given_in_the_words_of_the_command(desk, path):
    assert decide(desk, path, "set", field="killed", value="5-8").status_code == 201
    assert events_of(path)["a"].casualties.killed.high == 8


def test_a_decision_without_an_author_is_refused_where_nobody_signs_in(desk, path):
    assert "needs an author" in decide(desk, path, "note", author=None).json()["detail"]


def test_sides_pairs_places_and_days_are_counted(desk):
    assert desk.get(f"{API}/dyads").json()["pairs"] == [
        {"by": "XA:military", "by_name": "Army of A", "against": "front", "against_name": "Front", "events": 2}
    ]
    assert {p["name"]: p["events"] for p in desk.get(f"{API}/places").json()["places"]} == {"Sarmin": 1, "Raqqa": 1}
    assert desk.get(f"{API}/events/days").json() == {"on": {"2024-03-05": 1, "2024-03-20": 1}, "loose": 0}
    for what in ("actors", "initiators", "targets", "countries", "publishers", "actions"):
        assert desk.get(f"{API}/events/choices/{what}").json()["choices"]


def test_findings_are_those_of_the_commands(open_desk, demo_ledger):
    desk = open_desk(demo_ledger)
    given = desk.get(f"{API}/findings/rounds?by=US")
    finding = answered(str(demo_ledger), None, ask(by=["US"]), find_rounds)
    assert given.json() == json.loads(finding.model_dump_json())
    for name in ("curve", "trend", "responses", "firsts", "excitation", "forecast"):
        answer = desk.get(f"{API}/findings/{name}?by=US&against=Iran-backed&since=2023-10-17")
        assert answer.status_code == 200
        assert answer.json()["asked"]


def test_claims_come_with_their_checks_page_by_page(open_desk, demo_ledger):
    desk = open_desk(demo_ledger)
    claims, cursor = [], ""
    while cursor is not None:
        page = desk.get(f"{API}/claims?limit=7{cursor and f'&cursor={cursor}'}").json()
        claims += page["claims"]
        cursor = page["next"]
    with Ledger.open(demo_ledger) as ledger:
        assert [claim["id"] for claim in claims] == [claim.id for claim in ledger.claims()]
    assert {"agrees", "not_comparable"} <= {claim["check"]["verdict"] for claim in claims}


def test_a_briefing_is_downloaded_and_its_numbers_explained(open_desk, demo_ledger):
    desk = open_desk(demo_ledger)
    pages = {f: desk.get(f"{API}/briefing?format={f}&country=IQ") for f in ("md", "html", "pdf")}
    assert pages["pdf"].content.startswith(b"%PDF")
    assert pages["html"].headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert pages["md"].headers["content-disposition"] == 'attachment; filename="tacitus-briefing.md"'
    number = next(word for word in pages["md"].text.replace("`", " ").split() if len(word) == 9 and word[0] == "N")
    assert desk.get(f"{API}/briefing/why/{number}?country=IQ").json()["lines"][0].startswith(f"{number}: ")
    assert desk.get(f"{API}/briefing/why/N00000000").status_code == 404


def test_reports_are_coded_without_being_kept_and_then_kept(desk, path):
    text = "An air strike killed five people in Hilla, Iraq, on Tuesday, officials said."
    body = {"reports": [{"id": "new", "text": text, "published": "2024-01-31"}, {"text": "   "}]}
    seen = desk.post(f"{API}/reports/preview", json=body).json()
    assert [m["action"] for m in seen["coded"][0]["mentions"]] == ["air_strike"]
    assert seen["refused"] == ["report 2: its text is empty; give the text of the report"]
    assert desk.get(f"{API}/reports/new").status_code == 404
    kept = desk.post(f"{API}/reports", json=body).json()
    assert (kept["kept"], len(kept["new"])) == (["new"], 1)
    assert desk.get(f"{API}/reports/new").json()["coded"]["report"]["text"] == text


def test_hostile_reports_come_out_as_text_and_never_as_a_page(desk, path):
    script = "<script>alert(1)</script>"
    hostile = coded("h", publisher=f"<img src=x onerror=alert(1)>{script}")
    report = hostile.report.model_copy(update={"title": f"<b>{script}", "url": "javascript:alert(1)"})
    with Ledger.open(path) as ledger:
        ledger.add([hostile.model_copy(update={"report": report})])
    for address in (f"{API}/reports/h", f"{API}/reports", f"{API}/events"):
        answer = desk.get(address)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
    page = desk.get(f"/events/{events_of(path)['a'].id}")
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert 'href="javascript:' not in page.text
    brief = desk.get(f"{API}/briefing?inline=true")
    assert script not in brief.text
    assert 'href="javascript:' not in brief.text
