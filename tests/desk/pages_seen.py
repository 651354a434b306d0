"""Looks at pages as a browser takes them in: elements, what they say, and what could run."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = {"meta", "link", "input", "br", "hr", "img", "source", "wbr"}


class Seen(HTMLParser):
    """A page: `elements` are tag and attributes in order, `ids` all ids, `text` what is read."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        while self.open and self.open[-1] != tag:
            self.unclosed.append(self.open.pop())
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        self.pieces.append(data)

    @property
    def text(self):
        return " ".join("".join(self.pieces).split())

    def all(self, tag, **attributes):
        return [a for t, a in self.elements if t == tag and attributes.items() <= a.items()]

    @property
    def ids(self):
        return [a["id"] for _, a in self.elements if a.get("id")]

    def links(self):
        return [a["href"] for a in self.all("a") if a.get("href")]

    def fields(self):
        """What the forms of the page would send: name -> value of the inputs."""
        return {a["name"]: a.get("value") or "" for a in self.all("input") if a.get("name")}


def seen(response, status=200):
    """The page of an answer, which is whole: every element closed, every id once, every label of something."""
    assert response.status_code == status, response.text[:2000]
    page = Seen(response.text)
    assert not [tag for tag in page.unclosed if tag not in ("p", "li", "option", "tr", "td", "dt", "dd")], page.unclosed
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)
    labelled = {a["for"] for a in page.all("label") if a.get("for")}
    assert labelled <= set(page.ids)
    for _, attributes in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= set(page.ids), attributes
    return page


def harmless(page):
    """Nothing in the page runs, styles, or leads anywhere but to the web: all else stands in files of the desk."""
    for tag, attributes in page.elements:
        assert tag not in ("style", "object", "embed", "base"), tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        if tag == "script":
            assert attributes.get("src", "").startswith("/static/")
        for name in ("href", "src", "action", "formaction"):
            address = urlsplit(attributes.get(name) or "")
            assert address.scheme in ("", "http", "https"), attributes
            if address.netloc:
                assert attributes.get("rel") == "noopener noreferrer", attributes
    for script in page.all("script"):
        assert script.get("src")
    return page
