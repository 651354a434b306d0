"""A mention in the making: mutable, one a frame, until it is frozen into a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from tacitus.coding.arguments import Argument
from tacitus.coding.dates import DateSpan
from tacitus.coding.frames import Frame
from tacitus.coding.scene import Located
from tacitus.records import DateRange, Evidence, Factuality, Figure, Place, Response, Role

CARRIED = "carried"
"""How the evidence of a place or date begins that was told of the happening before."""


@dataclass(eq=False)
class PlaceReading:
    """A place of the happening with the words that give it."""

    place: Place
    evidence: Evidence
    token: int


@dataclass(eq=False)
class FigureReading:
    """A figure of people hurt, of one status, with the words that give it."""

    status: str
    figure: Figure
    evidence: Evidence


@dataclass(eq=False)
class Draft:
    """What one frame says so far. `frames[0]` is the first; merging adds the others."""

    frames: list[Frame]
    action: str
    initiators: list[Argument] = field(default_factory=list)
    targets: list[Argument] = field(default_factory=list)
    facilities: list[Argument] = field(default_factory=list)
    weapons: list[Argument] = field(default_factory=list)
    places: list[PlaceReading] = field(default_factory=list)
    when: Located[DateSpan] | None = None
    date: DateRange = field(default_factory=DateRange)
    date_evidence: Evidence | None = None
    beside: DateRange | None = None
    """When that happened which it is told to explain: "in November ... after missiles were fired"."""
    figures: list[FigureReading] = field(default_factory=list)
    factuality: Factuality = "occurred"
    role: Role = "focus"
    attribution: str | None = None
    attribution_evidence: Evidence | None = None
    response: Response | None = None
    response_evidence: list[Evidence] = field(default_factory=list)
    response_frame: Frame | None = None
    """The frame that the words after the cue name, where they name one."""
    distinct: bool = False
    """Words such as "another" or "earlier" set this happening apart from the others of the report."""
    open: bool = False
    """The action was decided without a weapon or other sign of its own, and yields to a sharper one."""

    @property
    def frame(self) -> Frame:
        """The frame the mention is named by."""
        return self.frames[0]

    @property
    def own_places(self) -> list[PlaceReading]:
        """The places that its own words give, not those carried over from the words before."""
        return [r for r in self.places if not r.evidence.how.startswith(CARRIED)]

    @property
    def has_own_date(self) -> bool:
        """Whether its own words date it."""
        return self.date_evidence is not None and not self.date_evidence.how.startswith(CARRIED)

    @property
    def has_own_day(self) -> bool:
        """Whether its own words date it to the day."""
        return self.has_own_date and self.date.precision == "day"

    @property
    def has_day_of_sentence(self) -> bool:
        """Whether words of its sentence date it to the day, be they its own or not."""
        evidence, frame = self.date_evidence, self.frame
        if evidence is None or self.date.precision != "day":
            return False
        start, end, _ = frame.scene.span(frame.sentence.start, frame.sentence.end)
        return start <= evidence.start < end

    @property
    def order(self) -> tuple[int, int]:
        """Where the draft stands in the report."""
        return self.frames[0].order
