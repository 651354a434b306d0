"""The notices of an alert as a feed of Atom (RFC 4287), for any feed reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from tacitus import __version__
from tacitus.watching.alerting import Notice
from tacitus.watching.telling import heading, lines

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100
"""Notices in a feed, the latest."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
register_namespace("", ATOM)


def atom_feed(name: str, title: str, notices: Sequence[Notice], *, desk: str, began: float, itself: str = "") -> bytes:
    """The feed of an alert as XML in UTF-8, the newest notice first.

    `desk` is the address that its links lead to, "" where none is known; `itself` is the address of the feed. `began`
    is its date (seconds since 1970) as long as it holds nothing. The same notices give the same bytes.
    """
    feed = Element(f"{{{ATOM}}}feed")
    _text(feed, "id", _urn(name, title=""))
    _text(feed, "title", f"Tacitus: {title}")
    _text(feed, "updated", _time(notices[0].at if notices else began))
    SubElement(_text(feed, "author", ""), f"{{{ATOM}}}name").text = "Tacitus"
    _text(feed, "generator", "Tacitus").set("version", __version__)
    if itself:
        SubElement(feed, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=itself)
    for notice in notices:
        _entry(feed, notice, desk)
    xml: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return xml


def _entry(feed: Element, notice: Notice, desk: str) -> None:
    payload, event = notice.payload, str(notice.payload["into"] or notice.event)
    entry = SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", _urn(notice.alert, title=notice.id))
    _text(entry, "title", heading(notice))
    _text(entry, "updated", _time(notice.at))
    link = f"{desk}/events/{event}" if desk else payload["link"]
    reports = [report["url"] for report in payload["reports"] if report["url"]]
    alternate = link or next(iter(reports), None)
    if alternate:
        SubElement(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=_clean(alternate))
    for url in reports:
        SubElement(entry, f"{{{ATOM}}}link", rel="via", type="text/html", href=_clean(url))
    SubElement(entry, f"{{{ATOM}}}category", term=notice.kind)
    _text(entry, "summary", "\n".join(lines(notice)))


def _text(parent: Element, tag: str, text: str) -> Element:
    element = SubElement(parent, f"{{{ATOM}}}{tag}")
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """Without the characters that no XML may hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _urn(alert: str, *, title: str) -> str:
    return uuid5(NAMESPACE_URL, f"tacitus:alert:{alert}:{title}").urn


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
