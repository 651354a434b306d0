"""Small pieces of SVG: elements with escaped text, number formatting, the colours shared by map and timeline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr, unescape

_LIGHT = {
    "ink": "#1c2733",
    "tone": "#3e4852",
    "muted": "#5d6b79",
    "line": "#b4bdc6",
    "land": "#f4f1ea",
    "sea": "#dfe8ee",
    "mark": "#9c2f1f",
    "paper": "#ffffff",
}
_DARK = {
    "ink": "#e8ecef",
    "tone": "#c8ced3",
    "muted": "#9fadb9",
    "line": "#4c5a67",
    "land": "#26303a",
    "sea": "#161d24",
    "mark": "#ff9a80",
    "paper": "#11171c",
}
_PRINT = {
    "ink": "#000",
    "tone": "#262626",
    "muted": "#444",
    "line": "#999",
    "land": "#fff",
    "sea": "#eee",
    "mark": "#000",
    "paper": "#fff",
}


def _colours(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}:{value};" for name, value in colours.items())


STYLE = f"""
.tac {{ {_colours(_LIGHT)} font-family: "Source Sans 3", "Helvetica Neue", Arial, sans-serif; }}
.tac text {{ fill: var(--ink); }}
.tac .muted {{ fill: var(--muted); }}
.tac .reversed {{ fill: var(--paper); }}
.tac .halo {{ paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }}
@media (prefers-color-scheme: dark) {{ .tac {{ {_colours(_DARK)} }} }}
@media print {{ .tac {{ {_colours(_PRINT)} }} }}
""".strip()


def number(value: float) -> str:
    """A coordinate with one decimal, without a trailing zero."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value else "0"


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """One element; `content` is SVG already, attribute names take "_" for "-", None leaves an attribute out."""
    parts = [tag]
    for name, value in attributes.items():
        if value is not None:
            text = number(value) if isinstance(value, float) else str(value)
            parts.append(f"{name.rstrip('_').replace('_', '-')}={quoteattr(text)}")
    return f"<{' '.join(parts)}>{content}</{tag}>" if content else f"<{' '.join(parts)}/>"


def label(content: str, x: float, y: float, **attributes: object) -> str:
    """A text element; the words are escaped."""
    return element("text", escape(content), x=x, y=y, **attributes)


def titled(tag: str, title: str, content: str = "", /, **attributes: object) -> str:
    """An element with a <title>, which is read out and shown on hover."""
    return element(tag, element("title", escape(title)) + content, **attributes)


def document(width: int, height: int, title: str, description: str, prefix: str, body: str) -> str:
    """A whole picture with its title and description, scaled to the width it is given."""
    head = element("title", escape(title), id=f"{prefix}-title") + element(
        "desc", escape(description), id=f"{prefix}-desc"
    )
    return element(
        "svg",
        head + element("style", STYLE) + body,
        xmlns="http://www.w3.org/2000/svg",
        class_="tac",
        viewBox=f"0 0 {width} {height}",
        width="100%",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
    )


def flat(picture: str, font: str) -> str:
    """A document of `document` for renderers that know no CSS variables: light colours, one font."""
    style = f"""
text {{ fill: {_LIGHT["ink"]}; font-family: "{font}"; }}
.muted {{ fill: {_LIGHT["muted"]}; }}
.halo {{ paint-order: stroke; stroke: {_LIGHT["paper"]}; stroke-width: 3px; stroke-linejoin: round; }}
""".strip()
    plain = picture.replace(STYLE, style)
    for name, value in _LIGHT.items():
        plain = plain.replace(f"var(--{name})", value)
    return plain


def bare(picture: str) -> str:
    """A document of `document` without its style, for a page whose own style sheet gives the colours to `.tac`.

    A page that allows no style element (a strict content security policy) can hold it as it is.
    """
    return picture.replace(element("style", STYLE), "")


def alternative(picture: str) -> str:
    """What a document of `document` shows, in words: its title and its description."""
    told = re.findall(r"<(?:title|desc) id=[^>]*>([^<]*)</(?:title|desc)>", picture)
    return ". ".join(unescape(words).rstrip(".") for words in told) + "."
