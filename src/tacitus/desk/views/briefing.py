"""What the page of a briefing shows: the choices of its form, and the window that a newcomer most likely wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tacitus.ledger import Choice, Ledger, Wanted
from tacitus.publishing.countries import country_name
from tacitus.publishing.parts import Scope

DAYS = 30
MOST = 300


@dataclass(frozen=True)
class BriefingView:
    """The form of a briefing: the countries of the ledger, and how many events the scope has."""

    scope: Scope
    countries: tuple[Choice, ...]
    events: int


def briefing_view(ledger: Ledger, scope: Scope) -> BriefingView:
    """The form for a scope."""
    finder = ledger.finder()
    named = [Choice(c.value, country_name(c.value) or c.value, c.events) for c in finder.countries(Wanted(), MOST)]
    wanted = Wanted(since=scope.since, until=scope.until, country=scope.country, actor=scope.actor)
    return BriefingView(scope, tuple(sorted(named, key=lambda c: c.words)), finder.count(wanted))


def latest_window(ledger: Ledger) -> Scope:
    """The last days that the ledger has events of; all days where it has none."""
    page = ledger.finder().page(Wanted(), 1)
    last = page.events[0].date.end if page.events else None
    return Scope() if last is None else Scope(since=last - timedelta(days=DAYS - 1), until=last)


def file_name(scope: Scope, suffix: str) -> str:
    """How the file of a briefing is called: by its scope, in letters that every system takes."""
    parts = [scope.since, scope.until, scope.country]
    return "-".join(["briefing", *(str(p).lower() for p in parts if p)]) + f".{suffix}"
