"""The command that opens the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from tacitus.options import DEFAULT_LEDGER, LedgerOption, existing


def register(app: typer.Typer) -> None:
    """Adds the command of this module to the application."""
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    tiles: Annotated[
        str | None, typer.Option(help="Address of a background map; without it, outlines of the package.")
    ] = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Open the desk: web pages and an API on which people read, check and correct a ledger."""
    import uvicorn

    from tacitus.desk import Settings, create_app

    settings = Settings(host=host, port=port, tiles=tiles)
    uvicorn.run(create_app(existing(ledger), settings), host=host, port=port, log_level="warning", server_header=False)
