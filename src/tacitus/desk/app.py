"""The application: ledger, pages, API and static files in one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from tacitus import __version__
from tacitus.desk import api, pages, problems
from tacitus.desk.api.documentation import document
from tacitus.desk.desk import Desk
from tacitus.desk.rendering import STATIC
from tacitus.desk.security import Guard
from tacitus.desk.settings import Settings
from tacitus.ledger.stores import CONNECTIONS

THREADS = CONNECTIONS
"""Requests at work at once: each may hold a connection to the ledger, and none waits for one."""
LEAST_ZIPPED_BYTES = 1400


def create_app(ledger: str | Path, settings: Settings | None = None) -> FastAPI:
    """The desk on a ledger, which is opened now and closed with the application. Raises LedgerError."""
    desk = Desk(ledger, settings or Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        desk.close()

    app = FastAPI(
        title="Tacitus",
        version=__version__,
        description="A sourced ledger of conflict events: what `tacitus` prints, over HTTP.",
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its scripts would come from another host
        redoc_url=None,
    )
    app.state.desk = desk
    problems.register(app)
    for router in api.routers:
        app.include_router(router, prefix="/api/v1")
    for router in pages.routers:
        app.include_router(router, include_in_schema=False)
    document(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_ZIPPED_BYTES, compresslevel=4)
    app.add_middleware(Guard, settings=desk.settings)
    return app
