"""What the intake page shows of the feeds that `tacitus watch` asks: how each went last, and when it is asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from tacitus.analysis.words import day
from tacitus.watching.config import WatchError
from tacitus.watching.state import AlertState, FeedState, Outcome, State

_BADGES: dict[Outcome, tuple[str, str]] = {
    "new": ("unsure", "not asked yet"),
    "read": ("ok", "read"),
    "unchanged": ("ok", "not changed"),
    "failed": ("failed", "failed"),
}


@dataclass(frozen=True)
class WatchedFeed:
    """One feed in words. `badge` is the kind of its sign; `address` shows no parameters, which may hold a key."""

    name: str
    kind: Literal["feed", "page"]
    address: str
    badge: str
    outcome: str
    told: str
    asked: str
    answered: str
    due: str
    feed: FeedState


@dataclass(frozen=True)
class Watched:
    """The feeds and alerts of a watch; `fault` says why nothing is known of it."""

    feeds: tuple[WatchedFeed, ...] = ()
    alerts: tuple[AlertState, ...] = ()
    fault: str = ""


def watched(path: Path | None) -> Watched:
    """What is watched, from the file of its state; nothing where there is none."""
    try:
        state = State.existing(path) if path is not None else None
        if state is None:
            return Watched()
        return Watched(_feeds(state.feeds()), tuple(state.alerts()))
    except WatchError as error:
        return Watched(fault=str(error))


def _feeds(feeds: Sequence[FeedState]) -> tuple[WatchedFeed, ...]:
    return tuple(
        WatchedFeed(
            name=feed.name,
            kind="page" if feed.kind == "page" else "feed",
            address=_shown(feed.address),
            badge=_BADGES[feed.outcome][0],
            outcome=_BADGES[feed.outcome][1],
            told="" if feed.outcome in ("new", "unchanged") else feed.told,
            asked=_moment(feed.asked),
            answered=_moment(feed.answered) if feed.outcome == "failed" else "",
            due=_moment(feed.due) if feed.due else "at the next round",
            feed=feed,
        )
        for feed in feeds
    )


def _shown(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"


def _moment(at: float | None) -> str:
    """28 November 2026, 10:04 UTC; "" where it never was."""
    if at is None:
        return ""
    when = datetime.fromtimestamp(at, UTC)
    return f"{day(when.date())}, {when:%H:%M} UTC"
