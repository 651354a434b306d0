"""The jobs of a briefing: what is selected of a ledger and composed, how it is rendered, why a number stands in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from tacitus.analysis.claims import check_against
from tacitus.analysis.material import Kept, Listed, Material
from tacitus.errors import UnknownIdError
from tacitus.ledger import Changed, Ledger, Past
from tacitus.publishing import html, markdown, pdf, reasons
from tacitus.publishing.briefing import compose
from tacitus.publishing.parts import Briefing, Scope
from tacitus.records import Claim, ClaimCheck, Event

_LATEST = datetime.max.replace(tzinfo=UTC)


def material(ledger: Ledger | Past) -> Material:
    """All that an analysis may read of a ledger, which must stay open; of a past one everything is read at once."""
    if isinstance(ledger, Past):
        return Listed(list(ledger.events()), list(ledger.reports()), list(ledger.claims()))
    return Kept(ledger.sieve())


def checked_claims(held: Material, reports: Collection[str] | None = None) -> list[tuple[Claim, ClaimCheck]]:
    """Every claim of those reports (of all, where None) with its check, in the order of the reports."""
    claims = held.claims(reports)
    return _checked(held, claims, claims)


def checked(held: Material, claims: Sequence[Claim]) -> list[tuple[Claim, ClaimCheck]]:
    """Some claims with their checks; the others of their reports are read beside them."""
    return _checked(held, claims, held.claims({c.report for c in claims}))


def _checked(held: Material, claims: Iterable[Claim], others: Iterable[Claim]) -> list[tuple[Claim, ClaimCheck]]:
    beside: dict[str, list[Claim]] = defaultdict(list)
    for claim in others:
        beside[claim.report].append(claim)
    return [(c, check_against(c, held, held.report(c.report), beside[c.report])) for c in claims]


def briefing(ledger: Ledger, scope: Scope, format: str) -> str | bytes:
    """A briefing on a scope as Markdown ("md") or HTML ("html"), a text, or as "pdf"."""
    with ledger.snapshot() as still:
        made, _ = composed(still, scope)
    if format == "pdf":
        return pdf.pdf(made)
    return html.html(made) if format == "html" else markdown.markdown(made)


def composed(ledger: Ledger, scope: Scope) -> tuple[Briefing, Material]:
    """The briefing on a scope, and all that was read for it; of a snapshot, so that its numbers agree."""
    view = ledger if scope.as_of is None else ledger.as_of(scope.as_of)
    held = material(view)
    events = list(view.events(scope.since, scope.until, scope.country, scope.actor))
    cited = {r.id for e in events for r in e.reports}
    checked = checked_claims(held, cited)
    changes = _changes(ledger, scope, {e.id for e in events})
    return compose(events, checked, held.reports_by_id, scope, held, changes), held


def why(ledger: Ledger, scope: Scope, number: str) -> Iterator[str]:
    """The lines that explain the numbers of a statement of a briefing. Raises UnknownIdError where it has none such."""
    with ledger.snapshot() as still:
        made, held = composed(still, scope)
        sentence = reasons.statements(made).get(number)
        if sentence is None:
            raise UnknownIdError(
                f"{number}: no statement of the briefing on {scope.window()}; give the options that it was made with"
            )
        return iter(list(reasons.reason_lines(sentence, held)))


def _changes(ledger: Ledger, scope: Scope, within: set[str]) -> list[Changed]:
    """What became of the events of a scope since the last briefing."""
    if scope.changed_since is None:
        return []
    found = ledger.changes(scope.changed_since, scope.as_of or _LATEST).events
    return [c for c in found if c.subject in within or c.into in within or (c.after is None and _meant(c, scope))]


def _meant(change: Changed, scope: Scope) -> bool:
    """Whether an event that stands no longer was one of the scope."""
    event = Event.model_validate(change.before)
    start, end = event.date.start, event.date.end
    if (scope.since and (end is None or end < scope.since)) or (scope.until and (start is None or start > scope.until)):
        return False
    if scope.country and all(p.country != scope.country for p in event.places):
        return False
    sides = (*event.initiators, *event.targets)
    words = (scope.actor or "").casefold()
    return not words or any(a.id == scope.actor or words in a.name.casefold() for a in sides)
