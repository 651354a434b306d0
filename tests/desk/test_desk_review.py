"""The review: the least sure comes first, each decision is signed and undone in one step, none overwrites another."""

from urllib.parse import urlsplit

import pytest
from desk_ledgers import events_of
from pages_seen import harmless, seen

from tacitus.ledger import Ledger


@pytest.fixture
def desk(desk):
    """A desk as a browser asks it, which says what page a form was sent from."""
    desk.headers["sec-fetch-site"] = "same-origin"
    return desk


@pytest.fixture
def ledger(path):
    with Ledger.open(path) as opened:
        yield opened


def decide(desk, event, kind, reason="as the hospital says", **typed):
    """What a reviewer does: opens the form, types, and sends all that the form holds."""
    form = harmless(seen(desk.get(f"/events/{event.id}/review", params={"kind": kind, **asked(typed)})))
    given = form.fields() | {"author": "A. Editor", "reason": reason} | typed
    given = {k: v for k, v in given.items() if k != "off" or "off" in typed}
    return desk.post(f"/events/{event.id}/review", data=given, follow_redirects=False)


def asked(typed):
    return {name: typed[name] for name in ("field", "other", "back") if name in typed}


def test_two_events_are_merged_and_the_merge_is_undone(desk, path, ledger):
    events = events_of(path)
    answer = decide(desk, events["a"], "merge", other=events["c"].id)
    assert answer.status_code == 303
    page = seen(desk.get(answer.headers["location"]))
    assert "Kept: merged" in page.text
    assert len(list(ledger.events())) == 1
    (undo,) = [a["href"] for a in page.all("a") if a.get("data-key") == "u"]
    form = harmless(seen(desk.get(undo)))
    given = form.fields() | {"author": "A. Editor", "reason": "two nights"}
    answer = desk.post(urlsplit(undo).path, data=given, follow_redirects=False)
    assert answer.status_code == 303
    assert "D1 is undone" in seen(desk.get(answer.headers["location"])).text
    assert {e.id for e in ledger.events()} == {e.id for e in events.values()}


def test_a_passage_is_split_off(desk, path, ledger):
    event = events_of(path)["a"]
    assert decide(desk, event, "split", off=["b-1"]).status_code == 303
    assert sorted(r.id for e in ledger.events() for r in e.reports) == ["a", "b", "c"]
    assert [r.id for r in ledger.event(event.id).reports] == ["a"]


def test_a_field_is_corrected_as_it_is_written_on_the_command_line(desk, path, ledger):
    event = events_of(path)["a"]
    form = seen(desk.get(f"/events/{event.id}/review?kind=set&field=killed"))
    assert form.fields()["value"] == "3-5"
    assert decide(desk, event, "set", field="killed", value="4+").status_code == 303
    killed = ledger.event(event.id).casualties.killed
    assert (killed.low, killed.high) == (4, None)


def test_an_event_is_confirmed_and_rejected_and_remarked_on(desk, path, ledger):
    event = events_of(path)["a"]
    decide(desk, event, "note", reason="asked the paper")
    decide(desk, event, "confirm")
    assert ledger.event(event.id).status == "confirmed"
    answer = decide(desk, event, "reject", reason="a drill")
    assert answer.headers["location"].startswith("/review?done=D3")
    assert event.id not in {e.id for e in ledger.events()}
    assert [d.kind for d in ledger.decisions()] == ["note", "confirm", "reject"]
    assert {d.author for d in ledger.decisions()} == {"A. Editor"}


def test_a_decision_on_an_event_that_changed_is_not_kept_and_nothing_typed_is_lost(desk, path, ledger):
    event = events_of(path)["a"]
    form = seen(desk.get(f"/events/{event.id}/review?kind=set&field=killed")).fields()
    ledger.set_field(event.id, "killed", 4, author="B. Other", reason="a list of names")
    typed = {"author": "A. Editor", "reason": "as the hospital says", "value": "7"}
    answer = desk.post(f"/events/{event.id}/review", data=form | typed)
    page = harmless(seen(answer, 409))
    assert "Nothing was kept: the event has changed since you looked at it" in page.text
    assert "set killed by B. Other: a list of names (D1)" in page.text
    assert "killed: was 3 to 5, is 4" in page.text
    fields = page.fields()
    assert (fields["value"], fields["reason"], fields["author"]) == ("7", "as the hospital says", "A. Editor")
    assert ledger.event(event.id).casualties.killed.best == 4
    # Sent again it is a decision on what is shown now.
    assert desk.post(f"/events/{event.id}/review", data=fields, follow_redirects=False).status_code == 303
    assert ledger.event(event.id).casualties.killed.best == 7


def test_a_merge_is_not_kept_where_the_other_event_changed(desk, path, ledger):
    events = events_of(path)
    form = seen(desk.get(f"/events/{events['a'].id}/review", params={"kind": "merge", "other": events["c"].id}))
    ledger.confirm(events["c"].id, author="B. Other", reason="seen on film")
    given = form.fields() | {"author": "A. Editor", "reason": "one night"}
    page = seen(desk.post(f"/events/{events['a'].id}/review", data=given), 409)
    assert f"{events['c'].id} has changed" in page.text
    assert "confirmed by B. Other: seen on film" in page.text
    assert len(list(ledger.events())) == 2


def test_a_decision_on_an_event_that_was_rejected_meanwhile_shows_what_was_typed(desk, path, ledger):
    event = events_of(path)["a"]
    form = seen(desk.get(f"/events/{event.id}/review?kind=confirm")).fields()
    ledger.reject(event.id, author="B. Other", reason="a drill")
    given = form | {"author": "A. Editor", "reason": "two more papers"}
    page = seen(desk.post(f"/events/{event.id}/review", data=given), 409)
    assert "rejected by B. Other: a drill" in page.text
    assert "two more papers" in page.text
    assert str(path) not in page.text


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("set", {"field": "killed", "value": "many"}, "'many' is no figure"),
        ("set", {"field": "initiators", "value": "nobody-known"}, "no side 'nobody-known'"),
        ("split", {"off": []}, "is not told by nothing"),
        ("merge", {"other": ""}, "give the event to merge with"),
        ("note", {"reason": " "}, "a decision needs an author and a reason"),
    ],
)
def test_what_cannot_be_followed_is_said_where_it_was_typed(desk, path, ledger, kind, typed, why):
    event = events_of(path)["a"]
    page = seen(decide(desk, event, kind, **typed), 422)
    assert why in page.text
    assert page.fields()["reason"] == typed.get("reason", "as the hospital says")
    assert not ledger.decisions()


def test_the_queue_tells_why_and_each_decision_leads_back_to_it(open_desk, demo_copy):
    desk = open_desk(demo_copy)
    page = harmless(seen(desk.get("/review?kind=apart")))
    assert "they are kept as two. If they are one happening, merge them." in page.text
    (merge,) = [a["href"] for a in page.all("a") if a.get("data-key") == "m"]
    form = seen(desk.get(merge))
    given = form.fields() | {"author": "A. Editor", "reason": "one attack"}
    answer = desk.post(urlsplit(merge).path, data=given, follow_redirects=False)
    assert answer.headers["location"] == "/review?at=0&kind=apart&done=D1"
    after = seen(desk.get(answer.headers["location"]))
    assert "Kept: merged" in after.text
    assert merge not in after.links()


def test_every_doubt_of_the_demo_can_be_opened_and_its_decisions_too(open_desk, demo_ledger):
    desk = open_desk(demo_ledger)
    total = int(seen(desk.get("/review")).text.partition("All (")[2].partition(")")[0])
    for at in range(total):
        page = harmless(seen(desk.get(f"/review?at={at}")))
        acts = [a["href"] for a in page.all("a") if "/review?kind=" in (a.get("href") or "")]
        assert acts
        harmless(seen(desk.get(acts[0])))


def test_nobody_is_led_away_from_the_desk_by_a_link_to_a_form(desk, path):
    event = events_of(path)["a"]
    for back in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert desk.get(f"/events/{event.id}/review", params={"back": back}).status_code == 422


def test_another_site_cannot_decide_in_a_reviewers_name(desk, path, ledger):
    event = events_of(path)["a"]
    given = {"kind": "confirm", "revision": event.revision, "author": "A. Editor", "reason": "x"}
    headers = {"sec-fetch-site": "cross-site"}
    assert desk.post(f"/events/{event.id}/review", data=given, headers=headers).status_code == 403
    assert not ledger.decisions()
