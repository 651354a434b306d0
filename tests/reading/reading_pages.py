"""Made-up pages for the tests of reading."""

from __future__ import annotations

PROSE = "Shells fell on the market of Tana on Monday and killed two traders, the district governor said in a statement."


def page(prose: str = PROSE, published: str | None = None) -> bytes:
    """A news page with one article."""
    dated = f'<meta property="article:published_time" content="{published}">' if published else ""
    return (
        f"<!doctype html><html><head><title>Shells on Tana</title>{dated}</head>"
        f"<body><article><h1>Shells on Tana</h1><p>{prose}</p></article></body></html>"
    ).encode()
