"""What a robots.txt allows (RFC 9309), read by protego."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

ROBOTS_BYTES = 512 * 1024
"""As much of a robots.txt as is read; the standard asks for 500 KiB."""
ROBOT = "Tacitus"


@dataclass(frozen=True)
class Rules:
    """The rules of one server; `delay` is its Crawl-delay in seconds."""

    _rules: Protego
    delay: float

    def allows(self, url: str) -> bool:
        """Whether the server lets this address be read."""
        return bool(self._rules.can_fetch(url, ROBOT))


def rules_of(data: bytes) -> Rules:
    """The rules in a robots.txt; none in an empty one."""
    rules = Protego.parse(data.decode("utf-8", "replace"))
    return Rules(rules, float(rules.crawl_delay(ROBOT) or 0.0))


def robots_address(url: str) -> str:
    """Where the rules stand that hold for an address."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))
