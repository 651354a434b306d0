"""Decisions of reviewers. Each names the revision of the event that the reviewer saw; if it has changed since, nothing
is done and the answer is 409 (optimistic locking)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from tacitus.desk.api.shapes import DecisionList
from tacitus.desk.desk import TheDesk
from tacitus.desk.inputs import LONGEST_ID, LONGEST_NAME, LONGEST_REASON, MOST_SPLIT, DecisionId
from tacitus.desk.problems import BODY_REFUSALS, REFUSALS, answers
from tacitus.desk.reviewing import Asked, decide, take_back
from tacitus.desk.visitors import Decider, needs
from tacitus.ledger import Decision
from tacitus.options import SetField

router = APIRouter(prefix="/decisions", tags=["decisions"], dependencies=[Depends(needs("read"))], responses=REFUSALS)
EVENT = "^E[0-9a-f]{12}$"
_SAID = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*\S[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
_NAMED = r"^[^\x00-\x1f\x7f-\x9f]*\S[^\x00-\x1f\x7f-\x9f]*$"


class Signed(BaseModel):
    """Why, and who."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=LONGEST_REASON, pattern=_SAID)
    author: str | None = Field(
        None,
        min_length=1,
        max_length=LONGEST_NAME,
        pattern=_NAMED,
        description="Who decides, on a desk without accounts; else it is who asks.",
    )


class Seen(BaseModel):
    """An event, and its revision when the reviewer looked at it."""

    model_config = ConfigDict(extra="forbid")

    event: str = Field(pattern=EVENT)
    revision: int = Field(ge=1, le=2**31 - 1)


class OfOne(Signed, Seen):
    """A decision on one event."""


class Merge(Signed):
    """Several events are one; the oldest id stays."""

    kind: Literal["merge"]
    events: list[Seen] = Field(min_length=2, max_length=20)

    def asked(self) -> Asked:
        """What is to be done."""
        return Asked("merge", {one.event: one.revision for one in self.events})


class Split(OfOne):
    """Some reports or mentions of an event tell of another one."""

    kind: Literal["split"]
    off: list[Annotated[str, Field(min_length=1, max_length=LONGEST_ID + 20)]] = Field(
        min_length=1, max_length=MOST_SPLIT, description="Ids of reports or mentions."
    )

    def asked(self) -> Asked:
        """What is to be done."""
        return Asked("split", {self.event: self.revision}, off=tuple(self.off))


class Set(OfOne):
    """A field of an event has another value."""

    kind: Literal["set"]
    field: SetField
    value: JsonValue = Field(
        description="As in the event's JSON, or the words that `tacitus review set` takes: 5-8, 2024-01-31, unknown."
    )

    def asked(self) -> Asked:
        """What is to be done."""
        return Asked("set", {self.event: self.revision}, field=self.field.value, value=self.value)


class Plain(OfOne):
    """An event is confirmed, or none, or a remark is kept on it."""

    kind: Literal["confirm", "reject", "note"]

    def asked(self) -> Asked:
        """What is to be done."""
        return Asked(self.kind, {self.event: self.revision})


TheDecision = Annotated[Merge | Split | Set | Plain, Body(discriminator="kind")]


@router.get("", response_model=DecisionList, responses=answers(404))
def decisions(
    desk: TheDesk,
    event: Annotated[str | None, Query(pattern=EVENT, description="Only those that shape this event now.")] = None,
) -> dict[str, Any]:
    """All decisions, the first first, the undone among them."""
    with desk.reading() as ledger:
        return {"decisions": ledger.decisions(event)}


@router.post("", status_code=201, responses=BODY_REFUSALS | answers(404, 409))
def decision(desk: TheDesk, visitor: Decider, body: TheDecision) -> Decision:
    """Decide on events. It holds, whatever is read or coded anew, until it is undone."""
    return decide(desk, visitor, body.asked(), body.author, body.reason)


@router.post("/{id}/undo", responses=BODY_REFUSALS | answers(404, 409))
def undo(desk: TheDesk, visitor: Decider, id: DecisionId, body: Signed) -> Decision:
    """Take a decision back: what the machine and the other decisions say stands again."""
    return take_back(desk, visitor, id, body.author, body.reason)
