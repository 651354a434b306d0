"""The settings of a watch: every mistake is one line that says where it stands and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tacitus.filters import Filters
from tacitus.watching.config import Alert, Feed, Manners, Smtp, WatchError, Webhook, load

FEED = '[[feed]]\nurl = "https://example.org/feed"\n'
ALERT = '[[alert]]\nname = "a"\n'


def config(tmp_path, text, **environment):
    path = tmp_path / "feeds.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path, environment)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it names nothing to watch; add a [[feed]] with its url"),
        ("[[feed]]\n", "feed 1, url: it is missing"),
        ("[[feed]\n", "is not TOML: "),
        (b"\xff\xfe", "is not UTF-8 (byte 0)"),
        ('[[feed]]\nurl = "ftp://example.org"\n', "is no address of the web; write it as https://..."),
        (FEED + 'every = "often"\n', "feed 1 (https://example.org/feed), every: 'often' is no length of time"),
        (FEED + 'every = "1s"\n', "every: Input should be greater than or equal to 60"),
        (FEED + 'colour = "red"\n', "colour: there is no such setting; docs/watching.md lists them"),
        (FEED + 'links = "/news/"\n', 'links belong to a page; add kind = "page"'),
        (FEED + 'kind = "page"\nlinks = "("\n', "is no regular expression"),
        (FEED + FEED, "the feed https://example.org/feed stands in it twice; leave one out"),
        (FEED + ALERT + ALERT, "the alert a stands in it twice"),
        (FEED + ALERT + 'search = { side = "US" }\n', "'side' is no filter; there are"),
        (FEED + ALERT + 'email = ["a@example.org"]\n', "add [smtp] with host and sender"),
        (FEED + ALERT + 'webhook = { url = "https://example.org", secret = "abc" }\n', "a secret does not stand in"),
        (FEED + ALERT + 'webhook = { url = "https://example.org", secret = "${KEY}" }\n', "names the variable KEY"),
        (FEED + '[smtp]\nhost = "h"\nsender = "a@example.org"\nuser = "u"\n', "user and password go together"),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path, text, why):
    with pytest.raises(WatchError) as caught:
        config(tmp_path, text)
    assert why in str(caught.value) and "\n" not in str(caught.value)
    assert str(tmp_path / "feeds.toml") in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(WatchError, match=r"none\.toml: cannot be read .*docs/watching\.md"):
        load(tmp_path / "none.toml")


def test_lengths_of_time_are_written_as_people_write_them(tmp_path):
    told = config(tmp_path, FEED + 'every = "2h"\n' + '[[feed]]\nurl = "https://example.org/2"\nevery = 90\n')
    assert [told.every(feed) for feed in told.feed] == [7200.0, 90.0]


def test_secrets_come_from_the_environment(tmp_path):
    text = FEED + ALERT + 'webhook = { url = "https://example.org/${PART}", secret = "${KEY}" }\n'
    assert config(tmp_path, text, PART="x", KEY="k").alert[0].webhook.secret == "${KEY}"


def test_the_example_of_the_documentation_is_one_that_works(tmp_path):
    shown = (Path(__file__).parents[2] / "docs" / "watching.md").read_text().split("```toml\n")[1].split("```")[0]
    told = config(tmp_path, shown, HOOK_SECRET="s", SMTP_PASSWORD="p")
    assert [feed.called for feed in told.feed] == ["Example Wire", "Ministry of Example"]
    assert told.alert[0].search.action == "air_strike"


def test_every_setting_is_told_of_in_the_documentation():
    text = (Path(__file__).parents[2] / "docs" / "watching.md").read_text()
    settings = [name for part in (Manners, Feed, Alert, Webhook, Smtp, Filters) for name in part.model_fields]
    assert [name for name in settings if f"`{name}`" not in text and f"{name} =" not in text] == []
