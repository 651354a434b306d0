"""Saved web pages: the article without its page, and only what the page's metadata say of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tacitus.reading import Refusal, blocks, read
from tacitus.records import Report

PARAGRAPHS = (
    "Shells fell near the eastern bridge on Tuesday 14 March 2017, the river police said, and traffic was turned back "
    "for six hours while engineers looked at the deck.",
    "Two of the five spans were damaged, and the ministry said that repairs would take about a month if the guns "
    "stayed quiet along the bank.",
    "No one was hurt.",
)
BODY = (
    f"<h1>Bridge closed after shelling</h1><p>{PARAGRAPHS[0]}</p><h2>What the engineers found</h2>"
    f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
)


def page(head: str = "", body: str = f"<article>{BODY}</article>", charset: str = '<meta charset="utf-8">') -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head>{charset}<title>Bridge closed | The Daily Ledger</title>{head}</head>"
        "<body><nav><a href='/'>Home</a> <a href='/world'>World news</a> <a href='/login'>Log in</a></nav>"
        f"{body}<aside><a href='/2'>Ferry fares rise again</a></aside><footer>Copyright 2017 The Daily Ledger. "
        "Updated 3 May 2018</footer></body></html>"
    )


def found_in(tmp_path: Path, content: str | bytes, **flags: str) -> Report | Refusal:
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "page.html").write_bytes(data)
    [found] = read(tmp_path / "page.html", **flags)  # type: ignore[arg-type]
    return found


def report_in(tmp_path: Path, content: str | bytes, **flags: str) -> Report:
    found = found_in(tmp_path, content, **flags)
    assert isinstance(found, Report), str(found)
    return found


def test_a_page_gives_its_paragraphs_and_headings_without_the_page_around(tmp_path: Path) -> None:
    report = report_in(tmp_path, page())
    assert [line for line in report.text.split("\n") if line in PARAGRAPHS] == list(PARAGRAPHS)
    assert "Home" not in report.text and "Copyright" not in report.text and "Ferry" not in report.text
    kinds = {report.text[b.start : b.end]: b.kind for b in blocks(report.text)}
    assert kinds["What the engineers found"] == "heading"
    assert kinds[PARAGRAPHS[2]] == "paragraph"


def test_title_publisher_and_address_come_from_the_metadata(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="The Daily Ledger">'
        '<link rel="canonical" href="https://ledger.example.org/2016/01/02/bridge">'
    )
    report = report_in(tmp_path, page(head), publisher="Flag Name")
    assert report.title and "Bridge closed" in report.title
    assert report.publisher == "The Daily Ledger"
    assert report.url == "https://ledger.example.org/2016/01/02/bridge"


def test_a_page_that_names_no_publisher_takes_the_flag(tmp_path: Path) -> None:
    assert report_in(tmp_path, page(), publisher="Flag Name").publisher == "Flag Name"


def test_the_publisher_is_never_a_social_network_address(tmp_path: Path) -> None:
    head = (
        '<meta property="article:publisher" content="https://social.example.com/ledger">'
        '<link rel="canonical" href="https://ledger.example.org/bridge">'
    )
    assert report_in(tmp_path, page(head)).publisher == "example.org"


def ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2017-03-15">', date(2017, 3, 15)),
        ('<meta name="DC.date.issued" content="15 March 2017">', date(2017, 3, 15)),
        (ld('{"@type": "NewsArticle", "datePublished": "2017-03-15"}'), date(2017, 3, 15)),
        (
            ld('{"@graph": [{"@type": "WebPage", "datePublished": "2015-01-01"}, '
               '{"@type": ["NewsArticle"], "datePublished": "2017-03-15T08:00:00+02:00"}]}'),
            datetime(2017, 3, 15, 8, tzinfo=timezone(timedelta(hours=2))),
        ),
        (ld("{broken") + '<meta itemprop="datePublished" content="2017-03-15">', date(2017, 3, 15)),
        ('<meta name="date" content="soon"><meta name="pubdate" content="2017-03-15">', date(2017, 3, 15)),
    ],
    ids=["open-graph", "dublin-core", "json-ld", "json-ld-graph", "microdata-beside-broken-json", "second-readable"],
)  # fmt: skip
def test_the_publication_date_comes_from_the_metadata(tmp_path: Path, head: str, published: date) -> None:
    assert report_in(tmp_path, page(head), published="2001-01-01").published == published


def test_dates_in_the_prose_the_address_and_the_footer_are_not_the_publication_date(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://ledger.example.org/2016/01/02/bridge">'
        '<meta property="article:modified_time" content="2018-05-03">'
    )
    assert report_in(tmp_path, page(head)).published is None
    assert report_in(tmp_path, page(head), published="2017-03-15").published == date(2017, 3, 15)


def test_an_impossible_metadata_date_is_refused_unless_the_date_is_given(tmp_path: Path) -> None:
    content = page('<meta name="date" content="2017-02-31">')
    refusal = found_in(tmp_path, content)
    assert isinstance(refusal, Refusal) and "2017-02-31" in refusal.why and "--published" in refusal.advice
    assert report_in(tmp_path, content, published="2017-03-15").published == date(2017, 3, 15)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<form><label>Name</label><input><button>Sign in</button></form><p>Forgotten your password?</p>",
        "<ul>"
        + "".join(f"<li><a href='/{n}'>Ferry fares rise again in port {n}</a></li>" for n in range(30))
        + "</ul>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id='app'></div>",
        "<p>We use cookies to improve your visit, and by going on you accept our policy.</p>",
    ],
    ids=["nothing", "login", "list-of-links", "script-only", "cookie-notice"],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, body: str) -> None:
    refusal = found_in(tmp_path, page(body=body))
    assert isinstance(refusal, Refusal) and "no article" in refusal.why and "\n" not in str(refusal)


def test_text_that_is_no_page_is_refused(tmp_path: Path) -> None:
    assert isinstance(found_in(tmp_path, "no markup here"), Refusal)


ACCENTED = page(body=f"<article>{BODY.replace('ministry', 'Chérif ministry – “roads”')}</article>", charset="{}")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8-sig", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-8", '<meta charset="windows-1252">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'),
    ],
    ids=["utf-8", "byte-order-mark", "undeclared", "saved-as-utf-8-under-an-old-declaration", "declared-latin-1"],
)
def test_a_page_is_read_in_its_encoding(tmp_path: Path, encoding: str, declared: str) -> None:
    assert "Chérif ministry – “roads”" in report_in(tmp_path, ACCENTED.replace("{}", declared).encode(encoding)).text


@pytest.mark.parametrize(
    ("declared", "why"),
    [('<meta charset="utf-8">', "byte"), ("", "byte"), ('<meta charset="no-such">', "unknown encoding 'no-such'")],
)
def test_a_page_in_another_encoding_than_it_says_is_refused(tmp_path: Path, declared: str, why: str) -> None:
    refusal = found_in(tmp_path, ACCENTED.replace("{}", declared).encode("cp1252"))
    assert isinstance(refusal, Refusal) and why in refusal.why


def test_the_same_page_reads_the_same_twice(tmp_path: Path) -> None:
    assert report_in(tmp_path, page()) == report_in(tmp_path, page())
