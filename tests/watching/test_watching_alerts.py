"""Alerts on saved searches: an Atom feed, a webhook and e-mail tell of each event that fits, once."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy

import feedparser
import pytest
from aiosmtpd.controller import Controller
from news_site import Reply
from test_watching_rounds import QUARTER, feed

from tacitus.watching.webhook import signature

THIRD = "A car bomb killed nine people in Baghdad, Iraq, on Friday, police said in the evening."


class Postbox:
    """Takes e-mail, or refuses it with `says`."""

    def __init__(self) -> None:
        self.messages: list = []
        self.says = "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - so aiosmtpd calls it
        if self.says.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.says


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


class Hook:
    """What the site was posted at /hook, which it answers with `status`."""

    def __init__(self) -> None:
        self.taken: list = []
        self.status = 204

    def __call__(self, headers, body):
        self.taken.append((headers, body))
        return Reply(self.status)


@pytest.fixture
def hook(site):
    site.replies["/hook"] = Hook()
    return site.replies["/hook"]


def alert(name="strikes", search='action = "air_strike"', more=""):
    return f'[[alert]]\nname = "{name}"\ntitle = "Air strikes"\nsearch = {{ {search} }}\n{more}\n'


def entries(path):
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo
    return read


def test_a_new_event_that_fits_is_told_once_in_the_feed_of_the_alert(two, watch, tmp_path):
    settings = feed(two) + alert(more='atom = "strikes.xml"')
    run = watch(f'[watch]\ndelay = 0\ndesk = "https://desk.example.org"\n{settings}')
    run.once()
    told = entries(tmp_path / "strikes.xml")
    assert told.feed.title == "Tacitus: Air strikes"
    (event,) = [e for e in run.ledger.events() if e.action == "air_strike"]
    (entry,) = told.entries
    assert entry.title.startswith("New: Air strike")
    assert entry.link == f"https://desk.example.org/events/{event.id}"
    assert "Daily Example" in entry.summary
    before = (tmp_path / "strikes.xml").read_bytes()
    run.once(after=QUARTER)
    assert (tmp_path / "strikes.xml").read_bytes() == before


def test_what_the_ledger_held_before_the_alert_was_made_is_no_news(two, watch, tmp_path):
    watch(feed(two)).once()
    run = watch(feed(two) + alert(more='atom = "strikes.xml"'))
    run.once(after=QUARTER)
    assert entries(tmp_path / "strikes.xml").entries == []


def test_an_event_that_a_correction_makes_fit_is_told_then(two, watch, tmp_path):
    run = watch(feed(two) + alert(search="killed = 7", more='atom = "seven.xml"'))
    run.once()
    assert entries(tmp_path / "seven.xml").entries == []
    (event,) = [e for e in run.ledger.events() if e.action == "air_strike"]
    run.ledger.set_field(event.id, "killed", 8, author="Rana Example", reason="two died in hospital")
    run.once(after=QUARTER)
    (entry,) = entries(tmp_path / "seven.xml").entries
    assert entry.title.startswith("New: Air strike")


def test_with_updates_a_changed_toll_of_an_event_that_was_told_of_is_told_too(two, watch, tmp_path):
    run = watch(feed(two) + alert(more='updates = true\natom = "strikes.xml"') + alert("quiet", more='atom = "q.xml"'))
    run.once()
    (event,) = [e for e in run.ledger.events() if e.action == "air_strike"]
    run.ledger.set_field(event.id, "killed", 8, author="Rana Example", reason="three died in hospital")
    run.once(after=QUARTER)
    changed, new = entries(tmp_path / "strikes.xml").entries
    assert changed.title.startswith("Changed: ") and new.title.startswith("New: ")
    assert "Killed: 5 → 8." in changed.summary
    assert len(entries(tmp_path / "q.xml").entries) == 1


def test_a_webhook_is_posted_a_signed_notice_until_it_is_taken(two, hook, watch, monkeypatch):
    monkeypatch.setenv("KEY", "whsec_c2VjcmV0")
    to = f'webhook = {{ url = "{two.base}/hook", secret = "${{KEY}}" }}'
    hook.status = 500
    run = watch(feed(two) + alert(more=to))
    assert not run.once()
    assert run.complained == ["failed: alert strikes, webhook: it answered 500; it is tried again"]
    hook.status = 204
    run.once(after=QUARTER)
    run.once(after=QUARTER)
    first, again = hook.taken
    headers, body = again
    assert (headers["webhook-id"], body) == (first[0]["webhook-id"], first[1])
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature("whsec_c2VjcmV0", headers["webhook-id"], stamp, body)
    payload = json.loads(body)
    assert (payload["alert"], payload["kind"]) == ("strikes", "new")
    assert payload["event"]["action"] == "air_strike"
    assert payload["reports"][0]["url"] == f"{two.base}/one"


def test_one_email_a_round_tells_an_address_of_all_that_fits_and_is_sent_once(two, postbox, watch):
    box, port = postbox
    smtp = f'[smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "tacitus@example.org"\n'
    to = 'email = ["desk@example.org"]'
    run = watch(feed(two) + alert(more=to) + alert("iraq", 'country = "IQ"', to) + smtp)
    box.says = "451 later"
    run.once()
    assert box.messages == [] and "e-mail to desk@example.org" in run.complained[0]
    box.says = "250 OK"
    run.once(after=QUARTER)
    run.once(after=QUARTER)
    (message,) = box.messages
    text = message.get_content()
    assert message["To"] == "desk@example.org" and "3 events" in message["Subject"]
    assert text.count("New: ") == 3 and "Hilla" in text and "Mosul" in text


def test_news_reaches_those_who_can_be_reached_though_another_cannot(two, hook, watch, tmp_path):
    smtp = '[smtp]\nhost = "127.0.0.1"\nport = 1\nsecurity = "none"\nsender = "tacitus@example.org"\n'
    more = f'webhook = {{ url = "{two.base}/hook" }}\nemail = ["desk@example.org"]\natom = "strikes.xml"'
    run = watch(feed(two) + alert(more=more) + smtp)
    assert not run.once()
    assert len(hook.taken) == 1 and len(entries(tmp_path / "strikes.xml").entries) == 1
    assert len(run.complained) == 1 and "did not take it" in run.complained[0]


def test_an_alert_that_is_taken_out_is_delivered_no_more(two, hook, watch):
    hook.status = 500
    watch(feed(two) + alert(more=f'webhook = {{ url = "{two.base}/hook" }}')).once()
    hook.status = 204
    two.article("/three", THIRD)
    two.feed("/feed", "/three")
    watch(feed(two)).once(after=QUARTER)
    assert len(hook.taken) == 1
