"""Where others reach the desk, each signs in and does no more than their role allows."""

from pathlib import Path

import pytest
from desk_ledgers import events_of
from fastapi.routing import APIRoute
from typer.testing import CliRunner

from tacitus.cli import app as command
from tacitus.desk import Settings, create_app
from tacitus.desk.accounts import AccountError, Accounts
from tacitus.desk.throttle import Throttle

PASSWORD = "correct horse battery"
HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def accounts_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("accounts") / "accounts.db"
    accounts = Accounts(path)
    for name, role in (("rita", "reader"), ("rob", "reviewer"), ("ada", "admin")):
        accounts.add(name, role, PASSWORD)
    return path


@pytest.fixture
def shared(path, open_desk, accounts_file):
    return open_desk(path, accounts=accounts_file)


def signed_in(desk, name, password=PASSWORD, to="/"):
    return desk.post("/sign-in", data={"name": name, "password": password, "to": to}, headers=HERE)


def decision(path, **more):
    event = events_of(path)["a"]
    return {"kind": "confirm", "event": event.id, "revision": event.revision, "reason": "seen it"} | more


def test_nobody_reads_a_shared_desk_without_signing_in(shared, path):
    id_ = events_of(path)["a"].id
    problem = shared.get(f"/api/v1/events/{id_}")
    assert problem.status_code == 401
    assert problem.json()["detail"] == "sign in first"
    page = shared.get(f"/events/{id_}?x=1", follow_redirects=False)
    assert page.headers["location"] == f"/sign-in?to=%2Fevents%2F{id_}%3Fx%3D1"


def test_who_signs_in_comes_to_where_they_wanted_and_signs_what_they_decide(shared, path):
    answer = shared.post(
        "/sign-in", data={"name": "rob", "password": PASSWORD, "to": "/events/x"}, headers=HERE, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/events/x")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    made = shared.post("/api/v1/decisions", json=decision(path), headers=HERE)
    assert (made.status_code, made.json()["author"]) == (201, "rob")
    other = shared.post("/api/v1/decisions", json=decision(path, author="ada"), headers=HERE)
    assert other.status_code == 422
    assert "cannot decide as ada" in other.json()["detail"]


def test_a_wrong_password_opens_nothing_and_ten_close_the_door_for_a_while(shared):
    for _ in range(10):
        answer = signed_in(shared, "rob", "wrong password")
        assert answer.status_code == 401
        assert "No account has this name and password" in answer.text
    assert signed_in(shared, "rob").status_code == 429
    assert shared.get("/api/v1/about").status_code == 401


def test_the_door_opens_again_when_time_has_passed():
    now = [0.0]
    throttle = Throttle(2, 60, lambda: now[0])
    throttle.failed("a")
    assert throttle.wait("a", "b") == 0
    throttle.failed("a")
    assert throttle.wait("a", "b") == 60
    assert throttle.wait("b") == 0
    now[0] = 61
    assert throttle.wait("a") == 0


def test_a_reader_changes_nothing_by_any_way_there_is(path, accounts_file):
    app = create_app(path, Settings(accounts=accounts_file))
    unsafe = [
        route
        for route in _routes(app)
        if route.methods - {"GET", "HEAD", "OPTIONS"} and not route.path.startswith("/sign-")
    ]
    assert len(unsafe) >= 4
    for route in unsafe:
        scopes = set(_scopes(route.dependant))
        assert scopes & {"decide", "add", "manage"}, route.path
    app.state.desk.close()


def _routes(app):
    found = list(app.routes)
    while found:
        route = found.pop()
        if isinstance(route, APIRoute):
            yield route
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        found += list(inner or ())


def _scopes(dependant):
    for one in dependant.dependencies:
        for cell in getattr(one.call, "__closure__", None) or ():
            if isinstance(cell.cell_contents, str):
                yield cell.cell_contents
        yield from _scopes(one)


def test_a_reader_is_told_that_they_may_not_decide(shared, path):
    signed_in(shared, "rita")
    assert shared.get("/api/v1/about").json()["may"] == ["read"]
    answer = shared.post("/api/v1/decisions", json=decision(path), headers=HERE)
    assert (answer.status_code, answer.json()["status"]) == (403, 403)
    assert "rita may not decide" in answer.json()["detail"]
    assert events_of(path)["a"].decisions == ()


def test_a_token_does_what_it_is_for_and_what_its_account_may_still_do(shared, path, accounts_file):
    accounts = Accounts(accounts_file)
    text = accounts.add_token("rob", ("read", "decide"), "a script")
    bearer = {"authorization": f"Bearer {text}"}
    assert shared.get("/api/v1/about", headers=bearer).json()["may"] == ["decide", "read"]
    assert shared.post("/api/v1/decisions", json=decision(path), headers=bearer).status_code == 201
    assert shared.post("/api/v1/reports", json={"reports": [{"text": "x"}]}, headers=bearer).status_code == 403
    assert text.encode() not in accounts_file.read_bytes()
    assert PASSWORD.encode() not in accounts_file.read_bytes()
    (token,) = accounts.tokens()
    accounts.revoke(token.id)
    assert shared.get("/api/v1/about", headers=bearer).status_code == 401


def test_no_token_is_good_for_more_than_its_account(accounts_file):
    with pytest.raises(AccountError, match="rita is reader and cannot give decide to a token"):
        Accounts(accounts_file).add_token("rita", ("read", "decide"), "")


def test_a_new_password_ends_the_sessions_begun_with_the_old_one(tmp_path):
    accounts = Accounts(tmp_path / "a.db")
    accounts.add("rob", "reviewer", PASSWORD)
    session = accounts.session("rob", PASSWORD)
    assert accounts.by_session(session).name == "rob"
    body, rest = session.split(".", 1)
    assert accounts.by_session(f"{body[:-2]}xx.{rest}") is None
    accounts.add("rob", "reader", "another long password")
    assert accounts.by_session(session) is None
    assert accounts.session("rob", PASSWORD) is None


def test_only_its_owner_may_read_the_file_of_the_accounts(tmp_path):
    Accounts(tmp_path / "a.db")
    assert (tmp_path / "a.db").stat().st_mode & 0o077 == 0


def test_after_signing_in_nobody_is_led_to_another_site(shared):
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = shared.post(
            "/sign-in",
            data={"name": "rob", "password": PASSWORD, "to": elsewhere},
            headers=HERE,
            follow_redirects=False,
        )
        assert answer.headers["location"] == "/"


def test_a_desk_that_others_reach_does_not_open_without_accounts(path):
    done = CliRunner().invoke(command, ["serve", "--host", "0.0.0.0", "--ledger", str(path)])
    assert isinstance(done.exception, AccountError)
    assert "the desk needs accounts" in str(done.exception)
    assert "tacitus accounts add NAME --role admin" in str(done.exception)
    assert not Path(path).with_suffix(".accounts.db").exists()


def test_accounts_are_made_listed_and_taken_away_on_the_command_line(path):
    def run(*args):
        done = CliRunner().invoke(
            command, ["accounts", *args, "--ledger", str(path)], env={"TACITUS_PASSWORD": PASSWORD}
        )
        assert done.exit_code == 0, done.output
        return done.output

    assert "ada may sign in as admin" in run("add", "ada", "--role", "admin")
    assert run("token", "ada", "--scope", "read", "--note", "a script").startswith("tacitus_")
    assert [line.split()[0] for line in run("list").splitlines()] == ["ada", "token"]
    assert "no longer" in run("remove", "ada")
    assert run("list") == ""
