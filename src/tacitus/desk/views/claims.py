"""What the board of claims shows: aggregate claims beside the ledger, each with its check, and counts over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.analysis.curves import Curve, find_curve, series_of
from tacitus.analysis.findings import Material
from tacitus.analysis.words import day, span
from tacitus.briefings import checked_claims, material
from tacitus.desk.views.marking import Quote, quote
from tacitus.desk.views.pictures import Picture, drawn
from tacitus.ledger import Ledger
from tacitus.publishing.briefing import VERDICT
from tacitus.publishing.curves import curve_picture
from tacitus.records import Claim, ClaimCheck, ClaimKind, Verdict

MOST = 500
"""Claims that are checked for the board: those of the latest reports."""
MOST_CURVES, FEWEST_POINTS = 3, 3
KINDS: dict[ClaimKind, str] = {"count": "a count", "ordinal": "an ordinal", "first": "a first", "trend": "a trend"}
SIGN = {"exactly": "", "at_least": "at least ", "more_than": "more than ", "about": "about ", "at_most": "at most "}


@dataclass(frozen=True)
class ClaimRow:
    """One claim: its words in their sentence, who says it, what it says, and what the ledger holds."""

    claim: Claim
    check: ClaimCheck
    quote: Quote | None
    publisher: str
    published: str
    says: str
    days: str

    @property
    def kind(self) -> str:
        """Which kind of claim it is, in words."""
        return KINDS[self.claim.kind]

    @property
    def verdict(self) -> str:
        """How it compares, in words."""
        return VERDICT[self.check.verdict]

    @property
    def who(self) -> str:
        """Who makes the claim."""
        return self.claim.claimant or self.publisher


@dataclass(frozen=True)
class CurveView:
    """Counts over time beside the ledger's own."""

    curve: Curve
    heading: str
    picture: Picture


@dataclass(frozen=True)
class Board:
    """The board: all claims looked at, and the curves; `left_out` claims of earlier reports are not on it."""

    rows: tuple[ClaimRow, ...]
    curves: tuple[CurveView, ...]
    left_out: int

    def verdicts(self) -> dict[Verdict, int]:
        """How many claims come out how."""
        counted = Counter(row.check.verdict for row in self.rows)
        return {verdict: counted[verdict] for verdict in VERDICT}

    def kinds(self) -> dict[ClaimKind, int]:
        """How many claims there are of each kind."""
        counted = Counter(row.claim.kind for row in self.rows)
        return {kind: counted[kind] for kind in KINDS}

    def some(self, kind: str | None, verdict: str | None) -> tuple[ClaimRow, ...]:
        """The claims of a kind and verdict, where given."""
        return tuple(r for r in self.rows if kind in (None, r.claim.kind) and verdict in (None, r.check.verdict))


def board(ledger: Ledger) -> Board:
    """Check the claims of the latest reports, and lay counts of one thing beside the ledger's."""
    held = material(ledger)
    claims = ledger.finder().claims(MOST)
    checks = {claim.id: check for claim, check in checked_claims(held, {c.report for c in claims})}
    rows = tuple(_row(c, checks[c.id], held) for c in claims)
    return Board(rows, tuple(_curves(claims, held)), len(held.claims()) - len(claims))


def _row(claim: Claim, check: ClaimCheck, held: Material) -> ClaimRow:
    report = held.report(claim.report)
    said = claim.evidence
    value = f"{claim.value:,}" if isinstance(claim.value, int) else claim.value or ""
    return ClaimRow(
        claim=claim,
        check=check,
        quote=quote(report, said.start, said.end) if report else None,
        publisher=(report.publisher if report else None) or "publisher not named",
        published=day(report.published_on) if report and report.published_on else "no date",
        says=f"{SIGN[claim.relation]}{value}",
        days=span(claim.since, claim.as_of),
    )


def _curves(claims: Sequence[Claim], held: Material) -> list[CurveView]:
    found: list[CurveView] = []
    shown: set[tuple[str, ...]] = set()
    for query in series_of(claims):
        if len(found) >= MOST_CURVES:
            break
        curve = find_curve(query, held)
        points = tuple(p.claim for p in curve.points)
        # Counts since two days a week apart are one series.
        if len(points) < FEWEST_POINTS or any(set(points) & set(others) for others in shown):
            continue
        shown.add(points)
        key = f"curve-{len(found)}"
        heading = f"{curve.asked[0].upper()}{curve.asked[1:]}, {span(curve.since, None)}"
        found.append(CurveView(curve, heading, _picture(key, curve)))
    return found


def _picture(key: str, curve: Curve) -> Picture:
    return drawn(key, lambda width, prefix: curve_picture(curve, width=width, height=260, prefix=prefix))
