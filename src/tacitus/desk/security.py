"""What keeps other sites and hostile reports out: headers, the check of where a change comes from, cleaned HTML.

Text from outside is escaped by the templates, which do so with everything; `cleaned` is a second lock on the little
HTML that is put together here.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tacitus.desk.inputs import MOST_BODY_BYTES
from tacitus.desk.problems import problem
from tacitus.desk.settings import LOOPBACK, Settings

DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:", "blob:"),  # the map draws its marks into them
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'", "blob:"),  # the map works in one
    "frame-src": ("'self'",),  # the preview of a briefing
    "manifest-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
"""What a page may load; nothing inline, and nothing from elsewhere but the tiles of a map that was asked for."""

DOCUMENT_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""For a document that is whole in itself, such as a briefing: it may style itself and be framed here, and runs
nothing."""

HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TAGS = {"mark", "p", "br", "span", "q"}
_ATTRIBUTES = {"*": {"id", "class", "title", "tabindex", "data-mention", "data-claim", "data-field"}}


def cleaned(html: str) -> Markup:
    """The HTML with nothing in it but marked text: no script, style, link, picture or handler."""
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None))


def policy(settings: Settings) -> str:
    """The Content-Security-Policy of the pages of a desk."""
    directives = dict(DIRECTIVES)
    if settings.tiles:
        parts = urlsplit(settings.tiles.removeprefix("pmtiles://"))
        if parts.scheme and parts.netloc:
            for name in ("connect-src", "img-src"):
                directives[name] = (*directives[name], f"{parts.scheme}://{parts.netloc}")
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


class Guard:
    """Refuses what another site sends in a visitor's name, and adds the headers to every answer.

    A desk without accounts answers only to the names it was given: else a page elsewhere, whose name is made to lead to
    127.0.0.1 (DNS rebinding), could read it.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._headers = {**HEADERS, "content-security-policy": policy(settings)}
        if settings.secure:
            self._headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        headers = Headers(scope=scope)
        refused = self._wrong_name(headers) or _from_elsewhere(scope["method"], headers)
        status, why = (403, refused) if refused else _too_much(headers)
        if why:
            await problem(status, why)(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)

    def _wrong_name(self, headers: Headers) -> str | None:
        settings = self._settings
        if not settings.is_open and not settings.names:
            return None
        name = _host(headers.get("host", ""))
        known = {*LOOPBACK, settings.host, *settings.names}
        return None if name in known else f"this desk does not answer to {name!r}; start it with --name {name}"


def _too_much(headers: Headers) -> tuple[int, str | None]:
    """Status and reason where a body is too long or does not say how long it is; the server sees to that it is true."""
    if "transfer-encoding" in headers:
        return 411, "say how long the body is (Content-Length)"
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdecimal() or int(length) > MOST_BODY_BYTES:
        return 413, f"the body is over {MOST_BODY_BYTES // 1024**2} MB; send less at once"
    return 0, None


def _host(host: str) -> str:
    """A host without its port."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _from_elsewhere(method: str, headers: Headers) -> str | None:
    """Why a change may not be asked for by where it comes from; None where it may (Fetch Metadata, else Origin).

    A token is not sent by itself as a cookie is, so who sends one means it. Programs send neither header.
    """
    if method in SAFE_METHODS or headers.get("authorization", "").lower().startswith("bearer "):
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        fine = site in ("same-origin", "none")
    elif origin is not None:
        fine = urlsplit(origin).netloc == headers.get("host")
    else:
        fine = "cookie" not in headers
    return None if fine else "a change must be asked for on a page of this desk; open it there and try again"
