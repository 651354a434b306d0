"""What the page of a report shows: its text with what was read from it marked, and each reading explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tacitus.analysis.words import day
from tacitus.briefings import checked_claims, material
from tacitus.desk.views.marking import Mark, Piece, pieces
from tacitus.errors import LedgerError
from tacitus.ledger import Ledger
from tacitus.ontology import ontology
from tacitus.publishing.notes import web
from tacitus.publishing.sentences import event_title
from tacitus.records import Claim, ClaimCheck, CodedReport, Evidence, EvidenceField, Factuality, Mention, Report

FIELD_WORDS: dict[EvidenceField, str] = {
    "trigger": "happening",
    "initiator": "by",
    "target": "target",
    "facility": "facility",
    "weapon": "weapon",
    "place": "place",
    "date": "date",
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "captured": "captured",
    "displaced": "displaced",
    "attribution": "who says so",
    "responds_to": "what it answers",
    "cue": "words of an answer",
}
FACTUALITY: dict[Factuality, str] = {
    "occurred": "told as having happened",
    "ongoing": "told as going on",
    "claimed": "told as the claim of a party",
    "disputed": "told as disputed",
    "denied": "told as denied",
    "negated": "told as not having happened",
    "threatened": "a threat",
    "planned": "a plan",
    "hypothetical": "supposed, not told as a fact",
}


@dataclass(frozen=True)
class Read:
    """One value as it was read: which sort, the words, the rule that read them so, how sure it is (1: certain)."""

    field: str
    words: str
    how: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True)
class Happening:
    """One passage that tells of a happening: what was read, and the event it stands in or why in none."""

    id: str
    number: int
    anchor: str
    heading: str
    standing: str
    read: tuple[Read, ...]
    event: str | None
    event_title: str
    why_none: str


@dataclass(frozen=True)
class Stated:
    """One claim of the report, with its check."""

    claim: Claim
    anchor: str
    check: ClaimCheck | None


@dataclass(frozen=True)
class ReportView:
    """All that the page of a report shows. `link` is its address where that is one of the web."""

    report: Report
    published: str
    link: str | None
    pieces: tuple[Piece, ...]
    happenings: tuple[Happening, ...]
    claims: tuple[Stated, ...]
    refused: str | None = None

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of marks in the text, each with its word."""
        here = {mark.kind for piece in self.pieces for mark in piece.marks}
        known: list[tuple[str, str]] = [*FIELD_WORDS.items(), ("claim", "claim")]
        return [(kind, words) for kind, words in known if kind in here]

    @property
    def kept(self) -> tuple[Happening, ...]:
        """The happenings that stand in an event."""
        return tuple(h for h in self.happenings if h.event)

    @property
    def left_out(self) -> tuple[Happening, ...]:
        """The happenings that stand in no event."""
        return tuple(h for h in self.happenings if not h.event)


def report_view(ledger: Ledger, id_: str, here: tuple[int, int] | None = None) -> ReportView:
    """The view of a report of the ledger; `here` are the words to stand out. Raises LedgerError where there is none."""
    coded = ledger.coded(id_)
    checks = {c.id: check for c, check in checked_claims(material(ledger), [id_])} if coded.claims else {}
    happenings = []
    for number, mention in enumerate(coded.mentions, 1):
        event, why = ledger.placed(id_).get(mention.id, (None, None))
        title = ""
        if event is not None:
            try:
                title = event_title(ledger.event(event))
            except LedgerError as error:  # a reviewer rejected it
                event, why = None, str(error).removeprefix(f"{ledger.name}: ")
        happenings.append(_happening(mention, number, event, title, why))
    return _view(coded, happenings, checks, here)


def coded_view(coded: CodedReport, prefix: str) -> ReportView:
    """The view of a report that no ledger holds yet: what was read, without events and checks.

    `prefix` begins the anchors, so that several reports can stand on one page.
    """
    happenings = [_happening(m, n, None, "", None, prefix) for n, m in enumerate(coded.mentions, 1)]
    return _view(coded, happenings, {}, None, prefix)


def _view(
    coded: CodedReport,
    happenings: Sequence[Happening],
    checks: dict[str, ClaimCheck],
    here: tuple[int, int] | None,
    prefix: str = "",
) -> ReportView:
    report = coded.report
    stated = tuple(Stated(c, f"{prefix}claim-{n}", checks.get(c.id)) for n, c in enumerate(coded.claims, 1))
    marks = [*_marks(coded.mentions, happenings), *_claim_marks(stated)]
    return ReportView(
        report=report,
        published=day(report.published_on) if report.published_on else "no date of publication",
        link=web(report.url),
        pieces=tuple(pieces(report.text, marks, here)),
        happenings=tuple(happenings),
        claims=stated,
        refused=coded.refused,
    )


def _happening(
    mention: Mention, number: int, event: str | None, title: str, why: str | None, prefix: str = ""
) -> Happening:
    label = ontology().action(mention.action).label
    aside = ", told in passing" if mention.role == "background" else ""
    return Happening(
        id=mention.id,
        number=number,
        anchor=f"{prefix}m{number}",
        heading=f"{label[0].upper()}{label[1:]}",
        standing=f"{FACTUALITY[mention.factuality]}{aside}",
        read=tuple(_read(e) for e in sorted(mention.evidence, key=lambda e: (e.field != "trigger", e.start))),
        event=event,
        event_title=title,
        why_none=why or "",
    )


def _read(said: Evidence) -> Read:
    return Read(FIELD_WORDS[said.field], said.text, said.how, said.confidence, said.start, said.end)


def _marks(mentions: Iterable[Mention], happenings: Sequence[Happening]) -> Iterable[Mark]:
    for mention, happening in zip(mentions, happenings, strict=True):
        numbered = False
        for said in mention.evidence:
            number = happening.number if said.field == "trigger" and not numbered else None
            numbered = numbered or number is not None
            words = f"{FIELD_WORDS[said.field]} of {happening.number}"
            yield Mark(said.start, said.end, said.field, words, happening.anchor, number)


def _claim_marks(stated: Iterable[Stated]) -> Iterable[Mark]:
    for one in stated:
        said = one.claim.evidence
        yield Mark(said.start, said.end, "claim", f"a claim ({one.claim.kind})", one.anchor)
