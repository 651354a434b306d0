"""The gold of the dispatches suite: articles.jsonl, events.jsonl and claims.jsonl (docs/own-gold.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from tacitus.errors import InputRefusedError
from tacitus.evaluation.loading import Gold, gold_file, json_rows, unique
from tacitus.ontology.actions import ACLED
from tacitus.records import ClaimKind, Report

CLAIM_KINDS: Mapping[str, ClaimKind] = {
    "exactly": "count",
    "at least": "count",
    "more than": "count",
    "more than (a dozen)": "count",
    "approximately": "count",
    "nearly": "count",
    "ordinal round": "ordinal",
    "exactly (ordinal)": "ordinal",
    "first": "first",
    "first use": "first",
}
"""The relations of gold claims, and the kind of claim that each asks for."""


def day(text: str | dt.date) -> dt.date:
    """The first day of an ISO date that may lack its day or month. Raises ValueError."""
    if isinstance(text, dt.date):
        return text
    year, month, day_, *_ = [*(int(part) for part in str(text)[:10].split("-")), 1, 1]
    return dt.date(year, month, day_)


def _or(default: Any) -> BeforeValidator:
    return BeforeValidator(lambda value: default if value is None else value)


class Article(Gold):
    """One report; `lang` is its ISO 639-1 code."""

    id: str
    text: str
    lang: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | dt.datetime | None = None

    @property
    def report(self) -> Report:
        """The article as a report to be coded."""
        return Report.model_validate(self.model_dump())


class Toll(Gold):
    """The dead by one article; `high` None is open, `qualifier` marks a figure that is not this event's alone."""

    low: int | None = None
    high: int | None = None
    qualifier: str | None = None

    @property
    def usable(self) -> bool:
        """Whether the figure is this event's own."""
        return self.low is not None and self.qualifier != "combined_or_ambiguous"


class GoldMention(Gold):
    """That an article tells of an event, and the sentence that does."""

    article_id: str
    key_sentence: str = ""
    fatalities: Annotated[Toll, _or(Toll())] = Toll()


class GoldEvent(Gold):
    """One event and every article that tells of it."""

    event_id: str
    date: dt.date
    date_precision: Annotated[Literal["day", "week", "month", "year"], _or("day")] = "day"
    event_type: str
    sub_event_type: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: tuple[GoldMention, ...] = Field(min_length=1)
    optional: Annotated[bool, _or(False)] = False
    mentions_exhaustive: Annotated[bool, _or(True)] = True
    response_to: str | None = None
    response_basis: str | None = None

    @field_validator("date", mode="before")
    @classmethod
    def _day(cls, value: str) -> dt.date:
        return day(value)

    @field_validator("event_type")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in ACLED:
            raise ValueError(f"{value!r} is none of ACLED's event types ({', '.join(ACLED)})")
        return value

    @property
    def title(self) -> str:
        """The event in one line."""
        return f"{self.date} {self.sub_event_type} at {self.place or 'an unknown place'}, {self.country}"


class GoldClaim(Gold):
    """An aggregate statement of one article; `relation` is one of CLAIM_KINDS."""

    claim_id: str
    article_id: str
    sentence: str | None = None
    count: int | None = None
    relation: str

    @field_validator("relation")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in CLAIM_KINDS:
            raise ValueError(f"{value!r} is none of {', '.join(CLAIM_KINDS)}")
        return value

    @property
    def kind(self) -> ClaimKind:
        """The kind of claim that finds it."""
        return CLAIM_KINDS[self.relation]


@dataclass(frozen=True, slots=True)
class DispatchGold:
    """The three files of a dispatches folder; articles by id, in their order."""

    articles: Mapping[str, Article]
    events: tuple[GoldEvent, ...]
    claims: tuple[GoldClaim, ...]


def load(folder: Path) -> DispatchGold:
    """Read and check the three files. Raises InputRefusedError for a faulty row, a double id or an unknown article."""
    paths = [gold_file(folder, f"{name}.jsonl") for name in ("articles", "events", "claims")]
    articles = {a.id: a for a in unique(json_rows(paths[0], Article), lambda a: a.id, paths[0])}
    events = tuple(unique(json_rows(paths[1], GoldEvent), lambda e: e.event_id, paths[1]))
    claims = tuple(unique(json_rows(paths[2], GoldClaim), lambda c: c.claim_id, paths[2]))
    for path, id_, article in (
        *((paths[1], e.event_id, m.article_id) for e in events for m in e.mentions),
        *((paths[2], c.claim_id, c.article_id) for c in claims),
    ):
        if article not in articles:
            raise InputRefusedError(
                str(path), f"{id_} names the article {article!r}, which articles.jsonl does not hold"
            )
    return DispatchGold(articles, events, claims)
