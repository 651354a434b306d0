"""What requests may hold, each with its bounds, so that nothing from outside is larger than it needs to be."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from tacitus.filters import LONGEST_NAME as LONGEST_NAME

LONGEST_REASON = 1000
LONGEST_ID, LONGEST_TITLE = 256, 1000
MOST_AT_ONCE, USUALLY_AT_ONCE = 500, 50
LONGEST_TEXT, LONGEST_ADDRESS = 200_000, 2000
MOST_REPORTS, MOST_SPLIT, MOST_CLAIMS = 50, 500, 50
MOST_DAYS = 36_500
MOST_BODY_BYTES = 25 * 1024 * 1024

EventId = Annotated[str, Path(pattern="^E[0-9a-f]{12}$", description="Id of an event.")]
ReportId = Annotated[str, Path(min_length=1, max_length=LONGEST_ID, description="Id of a report.")]
DecisionId = Annotated[str, Path(pattern="^D[1-9][0-9]{0,9}$", description="Id of a decision.")]
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE, description="The most to give at once.")]
