"""A news site, and a watch on it whose clock the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

from news_site import Site, news_site

from tacitus.ledger import Ledger
from tacitus.watching.config import load
from tacitus.watching.state import FeedState, State, beside
from tacitus.watching.watcher import Watcher

__all__ = ["FIRST", "SECOND", "Site", "Watch", "news_site", "watches"]

FIRST = "An air strike killed five people in Hilla, Iraq, on Tuesday, the health ministry said in a statement."
SECOND = "Gunmen shot dead two soldiers at a checkpoint near Mosul, Iraq, on Monday, the Iraqi army said."
START = 1_790_000_000.0


class Watch:
    """One run of a watch: rounds are done by `once`, lines that the user is told are in `said` and `complained`."""

    def __init__(self, toml: Path, ledger: Path, stack: ExitStack, clock: Clock) -> None:
        self.said: list[str] = []
        self.complained: list[str] = []
        self.clock, self.stop = clock, Event()
        self.state = State(beside(str(ledger)))
        self.ledger = stack.enter_context(Ledger.open(ledger))
        self.watcher = stack.enter_context(
            Watcher(
                load(toml),
                self.state,
                self.ledger,
                toml.parent,
                say=self.said.append,
                complain=self.complained.append,
                stop=self.stop,
                clock=clock,
            )
        )

    def once(self, after: float = 0.0) -> bool:
        self.clock.now += after
        return self.watcher.once()

    @property
    def feed(self) -> FeedState:
        (only,) = self.state.feeds()
        return only

    def reports(self) -> list[str | None]:
        """The paths of the kept reports."""
        return sorted((report.url or "").split("/", 3)[-1] for report in self.ledger.reports())


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@contextmanager
def watches(folder: Path, ledger: Path) -> Iterator[Callable[[str], Watch]]:
    """Begins runs with these settings: `watch(toml)`. Servers are asked without a pause unless they say otherwise."""
    clock = Clock()
    with ExitStack() as stack:

        def begun(toml: str) -> Watch:
            settings = toml if "[watch]" in toml else f"[watch]\ndelay = 0\n{toml}"
            file = folder / "feeds.toml"
            file.write_text(settings)
            return Watch(file, ledger, stack, clock)

        yield begun
