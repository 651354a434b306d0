"""A page is whole, safe by its headers, and says clearly what it does not have."""

from desk_ledgers import events_of

from tacitus.publishing.sentences import event_title


def test_an_event_has_a_page_of_its_own(desk, path):
    event = events_of(path)["a"]
    page = desk.get(f"/events/{event.id}")
    assert page.status_code == 200
    assert event_title(event) in page.text
    assert event.id in page.text


def test_no_page_lets_a_script_run_that_stands_in_it_or_comes_from_elsewhere(desk, path):
    policy = desk.get(f"/events/{events_of(path)['a'].id}").headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


def test_every_answer_carries_the_headers_even_where_nothing_is_found(desk):
    for address in ("/events/E000000000000", "/api/v1/events/E000000000000", "/nowhere", "/static/nothing.js"):
        answer = desk.get(address)
        assert answer.status_code == 404
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_what_is_not_there_is_told_as_a_page_to_readers_and_as_a_problem_to_programs(desk, path):
    page, problem = desk.get("/events/E000000000000"), desk.get("/api/v1/events/E000000000000")
    assert page.headers["content-type"].startswith("text/html")
    assert "no event E000000000000" in page.text
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404
    assert problem.json()["detail"].startswith("no event E000000000000")
    assert str(path.parent) not in page.text + problem.text
