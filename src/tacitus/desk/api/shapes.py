"""The shapes of what the API gives, for its documentation.

Events and claims are written by `tacitus.publishing.exports`, as on the command line; these models say what stands in
them and are checked against real answers by the tests.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from tacitus.ledger.decisions import Decision
from tacitus.records import (
    ActorKind,
    ClaimCheck,
    ClaimKind,
    CodedReport,
    DateRange,
    EventEvidence,
    PlacePrecision,
    Relation,
    Span,
    Status,
)


class ActorOut(BaseModel):
    """A side."""

    id: str
    name: str
    kind: ActorKind
    country: str | None


class PlaceOut(BaseModel):
    """A place, in degrees; its precision says what the point stands for."""

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: PlacePrecision
    gazetteer_id: str | None


class FigureOut(BaseModel):
    """A number of people; `high` null: no upper bound is given."""

    low: int | None
    best: int | None
    high: int | None


class CasualtiesOut(BaseModel):
    """People hurt; what nothing is said of is left out."""

    killed: FigureOut | None = None
    wounded: FigureOut | None = None
    missing: FigureOut | None = None
    captured: FigureOut | None = None
    displaced: FigureOut | None = None


class ResponseOut(BaseModel):
    """What an event answers, by its id or that of a claim."""

    event: str | None = None
    claim: str | None = None
    cue: str
    inferred: bool


class SourceOut(BaseModel):
    """A report behind an event."""

    id: str
    publisher: str | None
    published: date | datetime | None


class EventOut(BaseModel):
    """One event, as a line of `tacitus events --format jsonl`."""

    id: str
    action: str
    status: Status
    summary: str
    date: DateRange
    places: list[PlaceOut]
    initiators: list[ActorOut]
    targets: list[ActorOut]
    facilities: list[str]
    weapons: list[str]
    casualties: CasualtiesOut
    response_to: list[ResponseOut]
    reports: list[SourceOut]
    publishers: int = Field(description="Independent ones.")
    codes: dict[str, Any] = Field(description="In ACLED, PLOVER, UCDP and CAMEO.")
    evidence: list[EventEvidence]
    revision: int
    decisions: list[str]


class EventList(BaseModel):
    """A page of events."""

    events: list[EventOut]
    next: str | None = Field(description="The cursor of the next page; null at the end.")


class Features(BaseModel):
    """A FeatureCollection (RFC 7946), one feature a place; `next` is the cursor of the next page."""

    type: Literal["FeatureCollection"]
    features: list[dict[str, Any]]
    next: str | None = None


class RevisionOut(BaseModel):
    """One form that an event had, and why; `record` is null where it was withdrawn."""

    number: int
    recorded: datetime
    reason: str
    hash: str = Field(description="SHA-256, chained with all rows of the history before it.")
    record: dict[str, Any] | None


class RevisionList(BaseModel):
    """The forms of an event, the first first."""

    revisions: list[RevisionOut]
    next: int | None = Field(description="What to give as `after` for the next ones; null at the end.")


class Lines(BaseModel):
    """What the command of the same name prints, line by line."""

    lines: list[str]


class ReportOut(BaseModel):
    """A report as it is cited."""

    id: str
    title: str | None
    url: str | None
    publisher: str | None
    published: date | datetime | None
    lang: str | None


class ReportList(BaseModel):
    """A page of reports, the latest first."""

    reports: list[ReportOut]
    next: str | None = Field(description="The cursor of the next page; null at the end.")


class MentionPlaced(BaseModel):
    """Where a mention stands: in an event, or why in none."""

    event: str | None
    why: str | None


class ReportRead(BaseModel):
    """A report with its text, as `tacitus code` prints it, and where its mentions stand."""

    coded: CodedReport
    placed: dict[str, MentionPlaced] = Field(description="By the id of the mention.")


class ClaimOut(BaseModel):
    """One claim with its check, as a line of `tacitus claims --format jsonl`."""

    id: str
    report: str
    kind: ClaimKind
    value: int | Literal["increase", "decrease"] | None
    relation: Relation
    action: str | None
    actors: list[ActorOut]
    targets: list[ActorOut]
    weapons: list[str]
    places: list[PlaceOut]
    since: date | None
    as_of: date | None
    claimant: str | None
    evidence: Span
    check: ClaimCheck


class ClaimList(BaseModel):
    """A page of claims, by report and where they stand in it."""

    claims: list[ClaimOut]
    next: str | None = Field(description="The cursor of the next page; null at the end.")


class ChoiceOut(BaseModel):
    """A value that events can be asked for by, and how many have it."""

    value: str
    words: str
    events: int


class Choices(BaseModel):
    """The values with the most events first."""

    choices: list[ChoiceOut]


class PairOut(BaseModel):
    """Two sides, and how many events there are that the first did to the second."""

    by: str
    by_name: str
    against: str
    against_name: str
    events: int


class Pairs(BaseModel):
    """The pairs with the most events first."""

    pairs: list[PairOut]


class SpotOut(BaseModel):
    """A place and how many events stand at it; `latest` is the last of them."""

    place: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    events: int
    latest: str


class Spots(BaseModel):
    """The places with the most events first."""

    places: list[SpotOut]


class DayCounts(BaseModel):
    """How many events each day has, and how many are dated less exactly or not at all."""

    on: dict[str, int]
    loose: int


class DecisionList(BaseModel):
    """The decisions, the first first, the undone among them."""

    decisions: list[Decision]


class Kept(BaseModel):
    """What became of reports that were added: ids of events and reports, and a line for each that was refused."""

    new: list[str] = Field(description="Events made.")
    merged: list[str] = Field(description="Events that took in further reports.")
    redirected: list[str]
    gone: list[str]
    kept: list[str] = Field(description="Reports kept for the first time.")
    updated: list[str]
    unchanged: list[str]
    refused: list[str]


class Preview(BaseModel):
    """What would come out of reports, of which nothing is kept."""

    coded: list[CodedReport]
    refused: list[str]


class Why(BaseModel):
    """Where a number of a briefing comes from, as `tacitus why` prints it."""

    id: str
    lines: list[str]


class About(BaseModel):
    """What stands behind this API."""

    name: str
    version: str
    visitor: str | None = Field(description="Who asks; null on a desk without accounts.")
    may: list[str] = Field(description="What they may do.")
    counts: dict[str, int] = Field(description="How many records of each kind the ledger holds.")
