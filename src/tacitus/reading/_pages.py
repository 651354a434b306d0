"""Web pages saved to disk: the article's text, and what the page's own metadata say of it."""

from __future__ import annotations

import codecs
import json
import logging
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tacitus.errors import InputRefusedError
from tacitus.reading._bytes import BOM, decode, refuse_binary
from tacitus.reading._dates import Published, parse_page_date
from tacitus.reading.structure import blocks

# trafilatura reports through logging what is reported here as a refusal.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())

_MIN_ARTICLE_WORDS = 8
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)", re.I
)
_DECLARED_WITHIN = 4096
# The web reads these labels as their Windows superset (WHATWG Encoding Standard, section 4.2).
_AS_WINDOWS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish_date",
    "publish-date", "publication_date", "citation_publication_date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "article.published",
    "shareaholic:article_published_time", "cxenseparse:recs:publishtime", "originalpublicationdate",
)  # fmt: skip
_ARTICLE = re.compile(r"Article|Posting|Report\b")


def page_fields(data: bytes, where: str, published: Published | None = None) -> dict[str, object]:
    """The fields of a saved page; its text has a paragraph a line, as trafilatura finds them.

    The publication date comes from the page's metadata only (JSON-LD, meta elements, microdata); a date in the
    URL or the prose is never taken for it. `published` stands in where they have none that can be read. Raises
    `InputRefusedError` for pages without an article, and for a metadata date that is none and has no stand-in.
    """
    from trafilatura import bare_extraction, extract_metadata
    from trafilatura.utils import load_html

    source = decode_page(data, where)
    tree = load_html(source)
    if tree is None:
        raise InputRefusedError(where, "it is not a web page", "name a text file .txt")
    dated = published_of(tree) or published
    if isinstance(dated, str):
        if published is None:
            raise InputRefusedError(
                where,
                f"its metadata give {dated[:40]!r} as the publication date",
                "correct the page or give --published",
            )
        dated = published
    # Its own search for a date is bounded and left aside: it reads prose and URLs, and asks the clock.
    found = extract_metadata(tree, date_config={"extensive_search": False, "max_date": "2099-12-31"})
    content: Any = bare_extraction(source, include_comments=False, include_tables=False)
    text = content.text if content is not None else None
    if not text or not _is_article(text):
        raise InputRefusedError(
            where, "no article was found on the page", "save the page of one report, or its text as .txt"
        )
    return {
        "text": text,
        "title": found.title,
        "url": found.url,
        "publisher": _site(found),
        "published": dated,
    }


def decode_page(data: bytes, where: str) -> str:
    """The page as text: UTF-8 wherever it is valid, else the declared encoding. Raises `InputRefusedError`.

    Pages are often saved as UTF-8 under an old declaration, while text in another encoding is hardly ever valid
    UTF-8 beyond ASCII.
    """
    refuse_binary(data, where)
    encoding = _declared_encoding(data)
    body = data.removeprefix(BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        if encoding is None or len(body) != len(data):
            return decode(body, where, offset=len(data) - len(body))
    else:
        if encoding is None or not text.isascii():
            return text
    try:
        name = codecs.lookup(encoding).name
        return decode(data, where, encoding=_AS_WINDOWS.get(name, name))
    except LookupError:
        raise InputRefusedError(
            where, f"it declares the unknown encoding {encoding!r}", "convert it to UTF-8"
        ) from None


def _declared_encoding(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _is_article(text: str) -> bool:
    prose = (text[b.start : b.end] for b in blocks(text) if b.kind == "paragraph")
    return any(len(paragraph.split()) >= _MIN_ARTICLE_WORDS for paragraph in prose)


def _site(found: Any) -> str | None:
    name: str | None = found.sitename
    # Some pages name their publisher by a social network's address.
    return found.hostname if name and name.lower().startswith(("http:", "https:", "www.")) else name


def published_of(tree: Any) -> Published | str | None:
    """The publication date in the metadata of a page (an lxml tree); the raw string where none can be read."""
    unread: str | None = None
    for value in _date_values(tree):
        try:
            return parse_page_date(value)
        except ValueError:
            unread = unread or value
    return unread


def _date_values(tree: Any) -> Iterator[str]:
    nodes = [node for script in tree.xpath("//script[@type='application/ld+json']") for node in _json_nodes(script)]
    yield from _strings(node.get("datePublished") for node in nodes if _is_article_node(node))
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        metas.setdefault(name, meta.get("content"))
    yield from _strings(metas.get(name) for name in _DATE_NAMES)
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]"):
        yield from _strings([element.get("datetime") or element.get("content") or element.text_content()])
    yield from _strings(node.get("datePublished") for node in nodes if not _is_article_node(node))


def _is_article_node(node: Mapping[str, Any]) -> bool:
    return _ARTICLE.search(str(node.get("@type", ""))) is not None


def _strings(values: Iterable[Any]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str) and value.strip())


def _json_nodes(script: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD script, nearest the root first: the page's own article before those it links."""
    try:
        queue = deque([json.loads(script.text_content(), strict=False)])
    except (ValueError, RecursionError):
        return
    while queue:
        node = queue.popleft()
        if isinstance(node, dict):
            yield node
            queue.extend(node.values())
        elif isinstance(node, list):
            queue.extend(node)
