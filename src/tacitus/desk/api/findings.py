"""What the ledger shows: each finding as the command of the same name gives it with `--format json`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Self, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field, field_validator, model_validator

from tacitus.analysis.answering import LULL, WITHIN, Exchange, find_exchange
from tacitus.analysis.curves import Curve, find_curve
from tacitus.analysis.excitation import Excitation, find_excitation
from tacitus.analysis.expectation import Expectation, find_expectation
from tacitus.analysis.findings import Finding, Material
from tacitus.analysis.firsts import Firsts, find_firsts
from tacitus.analysis.numbering import Rounds, find_rounds
from tacitus.analysis.queries import Query as Asked
from tacitus.analysis.queries import ask
from tacitus.analysis.trends import Trend, find_trend
from tacitus.briefings import material
from tacitus.desk.desk import Desk, TheDesk
from tacitus.desk.inputs import MOST_DAYS
from tacitus.desk.problems import REFUSALS, answers
from tacitus.desk.visitors import needs
from tacitus.filters import ACTIONS, Day, Name, country_code, known_action, ordered
from tacitus.publishing.countries import country_place
from tacitus.records import Status

router = APIRouter(
    prefix="/findings",
    tags=["findings"],
    dependencies=[Depends(needs("read"))],
    responses=REFUSALS | answers(503),
)
Found = TypeVar("Found", bound=Finding)
Days = Annotated[int, Query(ge=1, le=MOST_DAYS)]


class Question(BaseModel):
    """Which events are asked about; `refused` of the finding tells why there is no answer."""

    by: list[Name] = Field([], max_length=10, description="Who did it: US, Iran-backed, an id or a part of a name.")
    against: list[Name] = Field([], max_length=10, description="To whom, in the same words.")
    since: Day | None = Field(None, description="First day.")
    until: Day | None = Field(None, description="Last day.")
    country: str | None = Field(None, pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2 code of the place.")
    actor: Name | None = Field(None, description="A side, on either side.")
    action: str | None = Field(None, json_schema_extra={"enum": ACTIONS}, description="Without it, violent events.")
    weapon: Name | None = Field(None, description="A weapon used, such as drone.")
    status: Status | None = Field(None, description="How an event stands.")

    @field_validator("action")
    @classmethod
    def _known(cls, action: str | None) -> str | None:
        return known_action(action)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        ordered(self.since, self.until)
        return self

    def asked(self) -> Asked:
        """The same as a question to the analysis."""
        return ask(
            by=self.by,
            against=self.against,
            actor=self.actor,
            action=self.action,
            weapon=self.weapon,
            country=country_place(country_code(self.country)),
            since=self.since,
            until=self.until,
            status=self.status,
        )


TheQuestion = Annotated[Question, Query()]


@router.get("/rounds")
def rounds(
    desk: TheDesk,
    question: TheQuestion,
    gap: Annotated[
        int | None, Query(ge=0, le=MOST_DAYS, description="Days that events of one round may lie apart.")
    ] = None,
    possible: Annotated[bool, Query(description="Count events too whose other side is not named.")] = False,
) -> Rounds:
    """The rounds of one side against another, beside the ordinals that reports give."""
    return _found(desk, question, lambda asked, held: find_rounds(asked, held, gap, possible))


@router.get("/curve")
def curve(desk: TheDesk, question: TheQuestion) -> Curve:
    """The counts that officials give over time beside the ledger's own."""
    return _found(desk, question, find_curve)


@router.get("/trend")
def trend(
    desk: TheDesk,
    question: TheQuestion,
    before: Annotated[int | None, Query(ge=1, le=MOST_DAYS, description="Days before since to compare with.")] = None,
) -> Trend:
    """How often it happens, and whether that changed."""
    return _found(desk, question, lambda asked, held: find_trend(asked, held, before))


@router.get("/responses")
def responses(desk: TheDesk, question: TheQuestion, within: Days = WITHIN, lull: Days = LULL) -> Exchange:
    """How two sides answer each other: how often, how fast, how hard, and who broke a lull."""
    return _found(desk, question, lambda asked, held: find_exchange(asked, held, within, lull))


@router.get("/firsts")
def firsts(desk: TheDesk, question: TheQuestion) -> Firsts:
    """Firsts and records of the days asked about, among all earlier events."""
    return _found(desk, question, find_firsts)


@router.get("/excitation")
def excitation(desk: TheDesk, question: TheQuestion) -> Excitation:
    """How much of what a side does is excited by what was done before."""
    return _found(desk, question, find_excitation)


@router.get("/forecast")
def forecast(desk: TheDesk, question: TheQuestion) -> Expectation:
    """How many events the next four weeks may bring, with the back-test that it must pass."""
    return _found(desk, question, find_expectation)


def _found(desk: Desk, question: Question, analysis: Callable[[Asked, Material], Found]) -> Found:
    with desk.analysing() as ledger:
        return analysis(question.asked(), material(ledger))
