"""The nouns of Tacitus: what is read, what is coded, what is kept.

Three kinds of record are never mixed: a `Mention` is what one report says of one happening, an `Event` is
one happening merged from any number of mentions, a `Claim` is an aggregate statement ("more than 60 attacks
since mid-October") that is checked against the ledger and never becomes an event.

All models are frozen. Offsets are code points into `Report.text`, end exclusive.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

Factuality = Literal[
    "occurred", "ongoing", "claimed", "disputed", "denied", "negated", "threatened", "planned", "hypothetical"
]
Role = Literal["focus", "background"]
Status = Literal["reported", "confirmed", "claimed", "disputed", "denied"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country", "water"]
ActorKind = Literal[
    "state_forces",
    "government",
    "rebels",
    "militia",
    "identity_militia",
    "rioters",
    "protesters",
    "civilians",
    "external",
    "organisation",
    "unidentified",
]
ClaimKind = Literal["count", "ordinal", "first", "trend"]
Relation = Literal["exactly", "at_least", "more_than", "about", "at_most"]
Verdict = Literal["agrees", "ledger_below", "contradicted", "not_comparable"]
EvidenceField = Literal[
    "trigger",
    "initiator",
    "target",
    "facility",
    "weapon",
    "place",
    "date",
    "killed",
    "wounded",
    "missing",
    "captured",
    "displaced",
    "attribution",
    "responds_to",
    "cue",
]

HAPPENED: frozenset[Factuality] = frozenset({"occurred", "ongoing", "claimed", "disputed"})
"""The factualities that make events (docs/codebook.md)."""

# Scores are printed with three digits so that the same input gives the same bytes on any machine.
Confidence = Annotated[float, Field(ge=0, le=1), PlainSerializer(lambda x: round(x, 3), return_type=float)]


class Record(BaseModel):
    """Base of all records: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """Words of a report: `text == report.text[start:end]`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Evidence(Span):
    """The words behind one coded value, and the rule that read them so.

    `how` names the rule, gazetteer step or model; `confidence` is a probability in [0, 1].
    """

    report: str
    field: EvidenceField
    how: str
    confidence: Confidence = 1.0


class Report(Record):
    """One published text as read; `text` is stored as read and never rewritten."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | datetime | None = None
    lang: str | None = None

    @property
    def published_on(self) -> date | None:
        """The local date of publication, without the time."""
        return self.published.date() if isinstance(self.published, datetime) else self.published


class DateRange(Record):
    """When it happened, local time, both ends included; both None where it is unknown."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"

    @model_validator(mode="after")
    def _ordered(self) -> DateRange:
        if (self.start is None) != (self.end is None):
            raise ValueError("a date range has both ends or neither")
        if self.start and self.end and self.end < self.start:
            raise ValueError("a date range ends before it starts")
        return self


class Place(Record):
    """Where it happened, no more exactly than the text says. Degrees, WGS 84; None where not geocoded."""

    name: str
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    admin1: str | None = None
    precision: PlacePrecision = "exact"
    gazetteer_id: str | None = None
    confidence: Confidence = 1.0


class Actor(Record):
    """A side: an actor of the registry (`id` is its key) or a described group (`id` starts with "group:").

    `country` is the home country, ISO 3166-1 alpha-2; `affiliation` is what the text attaches ("Iran-backed").
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    affiliation: str | None = None


class Figure(Record):
    """A number of people. `high` None: no upper bound given ("at least six" is low 6, high None)."""

    low: int | None = Field(default=None, ge=0)
    best: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)
    who: str | None = None


class Casualties(Record):
    """What a text says of people hurt in one happening; None where it says nothing."""

    killed: Figure | None = None
    wounded: Figure | None = None
    missing: Figure | None = None
    captured: Figure | None = None
    displaced: Figure | None = None


class Response(Record):
    """What a text says a happening answers: the words, the cue, and the mention meant where it is known."""

    cue: str
    text: str
    mention: str | None = None


class Mention(Record):
    """What one report says of one happening. Every value has its `Evidence`."""

    id: str
    report: str
    action: str
    factuality: Factuality = "occurred"
    role: Role = "focus"
    date: DateRange = DateRange()
    places: tuple[Place, ...] = ()
    initiators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    facilities: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    casualties: Casualties = Casualties()
    attribution: str | None = None
    responds_to: Response | None = None
    evidence: tuple[Evidence, ...]

    @model_validator(mode="after")
    def _triggered(self) -> Mention:
        if not any(e.field == "trigger" for e in self.evidence):
            raise ValueError("a mention needs the words that name the happening (evidence 'trigger')")
        return self

    @property
    def happened(self) -> bool:
        """Whether this factuality makes an event."""
        return self.factuality in HAPPENED


class Claim(Record):
    """An aggregate statement of one report; `value` is a number, or increase/decrease for a trend."""

    id: str
    report: str
    kind: ClaimKind
    value: int | Literal["increase", "decrease"] | None = None
    relation: Relation = "exactly"
    what: str | None = None
    action: str | None = None
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    weapons: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    since: date | None = None
    as_of: date | None = None
    claimant: str | None = None
    evidence: Span


class CodedReport(Record):
    """What `tacitus code` prints for one report; `refused` is the reason when nothing was coded."""

    report: Report
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    refused: str | None = None


class Source(Record):
    """A report behind an event, as it is cited."""

    id: str
    publisher: str | None = None
    published: date | datetime | None = None
    url: str | None = None
    title: str | None = None


class EventResponse(Record):
    """A response link of an event; `inferred` is False only where a text states it."""

    event: str | None = None
    claim: str | None = None
    cue: str
    inferred: bool = False


class EventEvidence(Record):
    """The words behind a value of an event; offsets into the text of `report`."""

    field: EvidenceField
    report: str
    start: int
    end: int
    text: str


class TollReport(Record):
    """One figure of one publisher: the history from which an event's low/best/high are made."""

    field: Literal["killed", "wounded", "missing", "captured", "displaced"]
    report: str
    publisher: str | None
    published: date | datetime | None
    figure: Figure
    start: int
    end: int


class Event(Record):
    """One happening, merged from its mentions; what is merged keeps the list of what it was made from.

    `decisions` are the ids of the reviewers' decisions that shaped it (`tacitus review list` tells them).
    """

    id: str
    action: str
    status: Status = "reported"
    summary: str = ""
    date: DateRange = DateRange()
    places: tuple[Place, ...] = ()
    initiators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    facilities: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    casualties: Casualties = Casualties()
    tolls: tuple[TollReport, ...] = ()
    response_to: tuple[EventResponse, ...] = ()
    reports: tuple[Source, ...] = ()
    publishers: int = 0
    mentions: tuple[str, ...] = ()
    evidence: tuple[EventEvidence, ...] = ()
    decisions: tuple[str, ...] = ()
    revision: int = 1


class ClaimCheck(Record):
    """A claim beside the ledger: how many events the ledger holds for it, and what follows."""

    ledger_count: int | None
    verdict: Verdict
    events: tuple[str, ...] = ()
    why: str


SCHEMA_MODELS: tuple[type[Record], ...] = (Report, CodedReport, Mention, Claim, Event, ClaimCheck)
"""The records whose JSON Schema `tacitus schema` prints."""
