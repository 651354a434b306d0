"""What hangs on the ledger alone is answered from memory until the ledger changes, and never to the wrong visitor."""

from __future__ import annotations

import asyncio
from threading import Event

import httpx
import pytest
from desk_ledgers import events_of

from tacitus.desk import Settings, create_app, remembering
from tacitus.desk.accounts import Accounts
from tacitus.desk.pages import event as event_page

API = "/api/v1"
HERE = {"sec-fetch-site": "same-origin"}
PASSWORD = "correct horse battery"


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The events whose pages were made, each time one was."""
    ids, make = [], event_page.event_view

    def counted(ledger, id_):
        ids.append(id_)
        return make(ledger, id_)

    monkeypatch.setattr(event_page, "event_view", counted)
    return ids


def killed(desk, path, number):
    event = events_of(path)["a"]
    body = {"kind": "set", "event": event.id, "revision": event.revision, "field": "killed", "value": number}
    answer = desk.post(f"{API}/decisions", json=body | {"reason": "the ministry corrected itself", "author": "A"})
    assert answer.status_code == 201


def test_a_page_is_made_once_until_the_ledger_changes_and_then_tells_of_the_change(desk, path, made):
    id_ = events_of(path)["a"].id
    first, again = desk.get(f"/events/{id_}"), desk.get(f"/events/{id_}")
    assert first.text == again.text and made == [id_]
    killed(desk, path, "77")
    after = desk.get(f"/events/{id_}")
    assert "77" in after.text and "77" not in first.text
    assert len(made) == 2


def test_what_another_process_wrote_is_seen_at_the_next_look(desk, path, open_desk):
    id_ = events_of(path)["a"].id
    desk.get(f"{API}/events/{id_}")
    killed(open_desk(path), path, "77")
    assert desk.get(f"{API}/events/{id_}").json()["casualties"]["killed"]["best"] == 77


def test_a_client_that_shows_the_tag_of_what_it_has_is_told_that_it_still_holds(desk, path):
    where = f"{API}/events?order=oldest"
    tag = desk.get(where).headers["etag"]
    for shown in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        same = desk.get(where, headers={"if-none-match": shown})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert desk.get(where, headers={"if-none-match": '"other"'}).status_code == 200
    killed(desk, path, "77")
    changed = desk.get(where, headers={"if-none-match": tag})
    assert changed.status_code == 200 and changed.headers["etag"] != tag


def test_the_parts_of_a_page_its_formats_and_its_filters_are_not_taken_for_each_other(desk):
    whole, part = desk.get("/sides"), desk.get("/sides", headers={"hx-request": "true"})
    assert whole.headers["etag"] != part.headers["etag"]
    plain = desk.get(f"{API}/events")
    geo = desk.get(f"{API}/events", headers={"accept": "application/geo+json"})
    assert "features" in geo.json() and "events" in plain.json()
    assert len(desk.get(f"{API}/events?action=shelling").json()["events"]) == 1


def test_who_reads_no_gzip_gets_the_same(desk, path):
    id_ = events_of(path)["a"].id
    for _ in range(2):
        zipped = desk.get(f"/events/{id_}", headers={"accept-encoding": "gzip"})
        plain = desk.get(f"/events/{id_}", headers={"accept-encoding": "identity"})
        assert zipped.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
        assert zipped.text == plain.text
        assert "accept-encoding" in plain.headers["vary"].lower()


def test_what_one_visitor_was_answered_is_not_given_to_another(path, open_desk, tmp_path):
    accounts = Accounts(tmp_path / "accounts.db")
    for name, role in (("rita", "reader"), ("rob", "reviewer")):
        accounts.add(name, role, PASSWORD)
    desk = open_desk(path, accounts=tmp_path / "accounts.db")
    where = f"/events/{events_of(path)['a'].id}"

    def seen_by(name):
        desk.post("/sign-in", data={"name": name, "password": PASSWORD, "to": "/"}, headers=HERE)
        return desk.get(where)

    reviewer, reader = seen_by("rob"), seen_by("rita")
    assert "rob" in reviewer.text and f'{where}/review"' in reviewer.text
    assert "rob" not in reader.text and f'{where}/review"' not in reader.text
    desk.cookies.clear()
    tag = {"if-none-match": reviewer.headers["etag"]}
    assert desk.get(where, headers=tag, follow_redirects=False).status_code == 303
    assert desk.get(f"{API}{where}", headers=tag).status_code == 401


def test_a_refusal_is_not_remembered_as_an_answer(desk):
    for _ in range(2):
        assert desk.get("/events/E000000000000").status_code == 404
        assert desk.get(f"{API}/events?since=yesterday").status_code == 422


def test_of_many_who_ask_for_one_page_at_once_one_has_it_made(path, made):
    id_ = events_of(path)["a"].id

    async def all_at_once():
        app = create_app(path, Settings())
        transport = httpx.ASGITransport(app)
        async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport) as client:
            address = f"http://127.0.0.1:8000/events/{id_}"
            return await asyncio.gather(*(client.get(address) for _ in range(20)))

    answers = asyncio.run(all_at_once())
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert made == [id_]


def test_who_asks_for_what_is_quick_need_not_wait_for_pages_that_take_long(path, monkeypatch):
    ids, end, make = [events_of(path)[which].id for which in ("a", "c")], Event(), event_page.event_view

    def slow(ledger, id_):
        assert end.wait(30)
        return make(ledger, id_)

    monkeypatch.setattr(event_page, "event_view", slow)

    async def all_at_once():
        app = create_app(path, Settings())
        transport = httpx.ASGITransport(app)
        async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport) as client:
            here = "http://127.0.0.1:8000"
            pages = [asyncio.create_task(client.get(f"{here}/events/{id_}")) for id_ in ids]
            await asyncio.sleep(0.1)
            quick = await asyncio.wait_for(client.get(f"{here}{API}/events"), 20)
            waiting = [page.done() for page in pages]
            end.set()
            return quick, waiting, await asyncio.gather(*pages)

    quick, waiting, pages = asyncio.run(all_at_once())
    assert quick.status_code == 200 and waiting == [False, False]
    assert [page.status_code for page in pages] == [200, 200]


def test_no_more_is_remembered_than_there_is_room_for(desk, path, made, monkeypatch):
    ids = [events_of(path)[which].id for which in ("a", "c")]
    size = int(desk.get(f"/events/{ids[0]}", headers={"accept-encoding": "gzip"}).headers["content-length"])
    monkeypatch.setattr(remembering, "MOST_BYTES", size + size // 2)  # one page has room in it and two have not
    for id_ in (ids[1], ids[0], ids[0]):
        assert desk.get(f"/events/{id_}").status_code == 200
    assert made == [ids[0], ids[1], ids[0]]
