"""No other site changes anything in a visitor's name, nor reads a desk on their own machine."""

import pytest
from desk_ledgers import events_of

HOST = "http://127.0.0.1:8000"


def confirm(desk, path, **headers):
    event = events_of(path)["a"]
    body = {"kind": "confirm", "event": event.id, "revision": event.revision, "reason": "seen", "author": "A"}
    return desk.post("/api/v1/decisions", json=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site", "origin": HOST},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"cookie": "tacitus_session=x"},
    ],
)
def test_a_change_that_another_site_asks_for_is_refused(desk, path, headers):
    answer = confirm(desk, path, **headers)
    assert answer.status_code == 403
    assert "on a page of this desk" in answer.json()["detail"]
    assert events_of(path)["a"].decisions == ()


@pytest.mark.parametrize("headers", [{}, {"sec_fetch_site": "same-origin"}, {"origin": HOST}])
def test_a_change_from_a_page_of_the_desk_or_a_program_is_kept(desk, path, headers):
    assert confirm(desk, path, **headers).status_code == 201
    assert events_of(path)["a"].decisions == ("D1",)


def test_a_name_that_was_made_to_lead_to_this_machine_reads_nothing(desk):
    answer = desk.get("/api/v1/events", headers={"host": "evil.example:8000"})
    assert answer.status_code == 403
    assert "does not answer to 'evil.example'" in answer.json()["detail"]
    assert desk.get("/api/v1/events", headers={"host": "localhost:8000"}).status_code == 200


def test_a_body_that_is_too_long_or_does_not_say_how_long_it_is_is_not_read(desk):
    assert desk.post("/api/v1/reports", content=iter([b"{}"])).status_code == 411
    assert desk.post("/api/v1/reports", content=b"x" * (25 * 1024 * 1024 + 1)).status_code == 413
