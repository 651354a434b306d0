"""A news site on this machine, which can be made to misbehave, and a log of what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One question: `host` is the name that the server was called by."""

    host: str
    path: str
    headers: Mapping[str, str]
    began: float
    ended: float


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: float = 0.0


class Site(ThreadingHTTPServer):
    """`replies` maps paths to what is answered: a `Reply`, or a function of the headers and body that gives one."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: dict[str, Reply | Callable[[Mapping[str, str], bytes], Reply]] = {}
        self.asked: list[Asked] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def other_name(self) -> str:
        return f"http://localhost:{self.server_port}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left aside."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def feed(self, path: str, *articles: str, etag: str | None = None, dated: str = "") -> None:
        """A feed of RSS that names these addresses or paths; with `etag` it is not given twice."""
        whole = [a if "://" in a else self.base + a for a in articles]
        items = "".join(
            f"<item><title>t</title><link>{a.replace('&', '&amp;')}</link><guid>{a.replace('&', '&amp;')}</guid>{dated}"
            "</item>"
            for a in whole
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()

        def reply(headers: Mapping[str, str], _: bytes) -> Reply:
            if etag and headers.get("if-none-match") == etag:
                return Reply(304, headers={"ETag": etag})
            return Reply(200, body, "application/rss+xml", {"ETag": etag} if etag else {})

        self.replies[path] = reply

    def article(self, path: str, text: str, published: str = "2024-01-30") -> None:
        """A page with one article."""
        self.replies[path] = Reply(body=page(text, published))


def page(text: str, published: str = "2024-01-30") -> bytes:
    return (
        f'<!doctype html><html><head><title>News</title><meta property="og:site_name" content="Daily Example">'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><article><h1>News</h1><p>{text}</p></article></body></html>"
    ).encode()


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["content-length"])))

    def _answer(self, body: bytes) -> None:
        began = time.monotonic()
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.replies.get(self.path, Reply(404, b"gone"))
        reply = reply if isinstance(reply, Reply) else reply(headers, body)
        if reply.slow:
            time.sleep(reply.slow)
        host = headers.get("host", "").partition(":")[0]
        self.server.asked.append(Asked(host, self.path, headers, began, time.monotonic()))
        try:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.body)
        except OSError:
            pass  # who asked has left

    def log_message(self, format: str, *args: Any) -> None:
        return None


@contextmanager
def news_site() -> Iterator[Site]:
    with Site() as site:
        threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
        yield site
        site.shutdown()
