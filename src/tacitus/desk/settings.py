"""How a desk is set up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The addresses of this machine that no other can reach; there, and only there, a desk may do without accounts."""


@dataclass(frozen=True)
class Settings:
    """What a desk is told when it starts.

    `accounts` is the file of the accounts; None lets everybody who reaches the desk do everything, which is for the
    loopback alone. `names` are the host names it answers to besides `host`. `tiles` is the address of a background map
    (a style, a tile template or a PMTiles file); None draws the outlines of the package. `secure` says that browsers
    reach it by HTTPS, so that cookies are sent by no other way. `author` signs decisions on a desk without accounts
    that come without a name. `watch` is the file in which `tacitus watch` keeps what it knows of its feeds.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    accounts: Path | None = None
    names: tuple[str, ...] = ()
    tiles: str | None = None
    secure: bool = False
    author: str | None = None
    watch: Path | None = None

    @property
    def is_open(self) -> bool:
        """Whether there are no accounts."""
        return self.accounts is None
