"""Answers that hang on nothing but the ledger: kept until it changes, for all who may see them, and told by a tag.

Each request asks the ledger first which state it is in, so that nobody is ever given an older one: who has decided or
added something sees it at the next look, whichever process of the desk answers. A client that shows the tag (ETag) of
what it has is told that it still holds (304). Of many who ask the same at once one is answered, and the others get
what that one got.
"""

from __future__ import annotations

import gzip
from asyncio import Event as Signal
from asyncio import Lock, Semaphore, Task, create_task, get_running_loop, shield
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from tacitus import __version__
from tacitus.desk.desk import Desk, desk_of
from tacitus.desk.visitors import visitor_of

AT_ONCE = 2
"""Answers made at once: of threads that compute Python runs one at a time, and more of them only keep each other, and
the loop that hands out requests, from running."""
LONG_SECONDS = 0.25
"""How long an answer keeps others from being made: what is quick need not wait for what is slow."""
MOST_BYTES, LARGEST = 64 * 1024**2, 2 * 1024**2
"""How much a process keeps, and of one answer."""
LEAST_ZIPPED, ZIP_LEVEL = 1400, 4
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "What the tag names (If-None-Match) still holds."}}
"""What a remembered route of the API may answer as well."""


class RememberedRoute(APIRoute):
    """A route that reads the ledger and nothing else: no clock, no accounts, nothing that a process holds."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, asked only where the answer is not known."""
        make = super().get_route_handler()

        async def handled(request: Request) -> Response:
            if request.method != "GET":
                return await make(request)
            kept: Answers | None = getattr(request.app.state, "answers", None)
            if kept is None:
                kept = request.app.state.answers = Answers(desk_of(request))
            return await kept.of(request, make)

        return handled


@dataclass(frozen=True)
class _Answer:
    """A body, zipped where that makes it smaller, and the headers but for those of its form."""

    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    zipped: bool

    def to(self, request: Request) -> Response:
        """The answer in a form that who asks can read."""
        plain = self.zipped and "gzip" not in request.headers.get("accept-encoding", "")
        response = Response(gzip.decompress(self.body) if plain else self.body)
        length = (b"content-length", str(len(response.body)).encode())
        form = [(b"content-encoding", b"gzip")] if self.zipped and not plain else []
        response.raw_headers = [*self.headers, *form, length]
        return response


class Answers:
    """What a desk has answered lately; for the event loop alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._salt = f"{__version__} {desk.name} {desk.settings}"
        self._versions = _Versions(desk)
        self._turns = _Turns()
        self._kept: OrderedDict[str, _Answer] = OrderedDict()
        self._bytes = 0
        self._making: dict[str, Signal] = {}

    async def of(self, request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
        """The answer to a request, which `make` makes where it is not known."""
        key = await self._key(request)
        if key is None:
            return await make(request)
        if _holds(key, request.headers.get("if-none-match", "")):
            return _tagged(Response(status_code=304), key)
        if key not in self._kept and key in self._making:
            await self._making[key].wait()
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key].to(request)
        return await self._made(key, request, make)

    async def _made(self, key: str, request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
        made = self._making.setdefault(key, Signal())
        try:
            async with self._turns.turn():
                response = await make(request)
            body = getattr(response, "body", None)  # what streams has none
            if response.status_code != 200 or body is None or len(body) > LARGEST:
                return response
            answer = await run_in_threadpool(_packed, _tagged(response, key))
            self._keep(key, answer)
            return answer.to(request)
        finally:
            made.set()
            self._making.pop(key, None)

    async def _key(self, request: Request) -> str | None:
        """What the answer hangs on, as one short text; None where nobody knows who asks."""
        asked_of_file = self._desk.accounts is not None
        visitor = await run_in_threadpool(visitor_of, request) if asked_of_file else visitor_of(request)
        if visitor is None:
            return None
        version = await self._versions.now()
        headers = (request.headers.get(name, "") for name in ("accept", "hx-request"))
        url = request.url
        parts = (self._salt, version, visitor.name, sorted(visitor.scopes), url.path, url.query, *headers)
        return sha256(repr(parts).encode()).hexdigest()[:32]

    def _keep(self, key: str, answer: _Answer) -> None:
        before = self._kept.pop(key, None)
        self._bytes += len(answer.body) - (len(before.body) if before else 0)
        self._kept[key] = answer
        while self._bytes > MOST_BYTES:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.body)


class _Turns:
    """Turns at making answers; one that lasts is given back before its end."""

    def __init__(self) -> None:
        self._free = Semaphore(AT_ONCE)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """A turn, once it is there."""
        await self._free.acquire()
        with ExitStack() as held:
            held.callback(self._free.release)
            giving_back = get_running_loop().call_later(LONG_SECONDS, held.close)
            try:
                yield
            finally:
                giving_back.cancel()


class _Versions:
    """The state of the ledger, read once for all who ask while another reading of it is under way."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._one = Lock()
        self._next: Task[str] | None = None

    async def now(self) -> str:
        """The state at a time after this was asked."""
        if self._next is None:
            self._next = create_task(self._read())
        return await shield(self._next)

    async def _read(self) -> str:
        async with self._one:
            self._next = None  # who asks from here on may not be told what is read here
            return await run_in_threadpool(self._version)

    def _version(self) -> str:
        with self._desk.reading() as ledger:
            return ledger.finder().version()


def _tagged(response: Response, key: str) -> Response:
    """With its tag; it is weak, as the same answer may be sent zipped or not."""
    headers = MutableHeaders(raw=response.raw_headers)
    headers["etag"] = f'W/"{key}"'
    for name in ("accept", "accept-encoding"):
        if name not in headers.get("vary", "").lower().replace(" ", "").split(","):
            headers.add_vary_header(name)
    return response


def _holds(key: str, tags: str) -> bool:
    """Whether a client has the answer already (RFC 9110, 13.1.2)."""
    return any(tag.strip().removeprefix("W/") == f'"{key}"' for tag in tags.split(","))


def _packed(response: Response) -> _Answer:
    body = bytes(response.body)
    zipped = gzip.compress(body, ZIP_LEVEL, mtime=0) if len(body) >= LEAST_ZIPPED else body
    smaller = len(zipped) < len(body)
    headers = tuple((name, value) for name, value in response.raw_headers if name != b"content-length")
    return _Answer(zipped if smaller else body, headers, smaller)
