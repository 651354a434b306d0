"""The system under test: what a suite may ask of it, and Tacitus itself as one answer.

A suite only calls the methods of `System` that it needs, so another system (or a test's stand-in) may refuse the rest.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from tacitus.records import CodedReport, Report

if TYPE_CHECKING:
    from tacitus.actors import ActorRegistry
    from tacitus.gazetteer import Gazetteer, Resolution

NameKind = Literal["actor", "place", "weapon", "facility"]
Linker = Callable[[Sequence[Mapping[str, str]]], Mapping[str, str]]
"""Coded rows -> row id -> event label."""

WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Codes(Protocol):
    """Anything that codes a report, such as `tacitus.coding.Coder`."""

    def code(self, report: Report) -> CodedReport:
        """The mentions and claims of one report."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Events and claims as `tacitus events` and `tacitus claims` print them with --format jsonl, one dict each."""

    events: Sequence[Mapping[str, Any]]
    claims: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Name:
    """A name or noun found in a text: offsets (end exclusive), what it is, and its class where a table gives one."""

    start: int
    end: int
    kind: NameKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A place found at offsets of a text; degrees, WGS 84."""

    start: int
    end: int
    lat: float
    lon: float


class System(Codes, Protocol):
    """Everything that the suites ask of a system under test."""

    def keep(self, coded: Iterable[CodedReport]) -> Kept:
        """Link coded reports into events."""
        ...

    def link(self, rows: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
        """Row id -> event label for coded rows with MAVERICK's columns (without event_id)."""
        ...

    def names(self, text: str) -> Sequence[Name]:
        """The actors, places, weapons and facilities named in a text."""
        ...

    def points(self, text: str) -> Sequence[Point]:
        """The places named in a text, found and resolved; what is not resolved is left out."""
        ...

    def resolve(self, text: str, spans: Sequence[tuple[int, int]]) -> Sequence[Point | None]:
        """The points of place names that stand at the given offsets, in their order; None for an abstention."""
        ...


class Tacitus:
    """Tacitus as the system under test; the coder, registry and gazetteer are loaded at first use.

    `coder` replaces the coder, `link` the linker of coded rows.
    """

    def __init__(
        self,
        coder: Codes | None = None,
        *,
        link: Linker | None = None,
        registry: ActorRegistry | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self._coder, self._link, self._registry, self._gazetteer = coder, link, registry, gazetteer

    @cached_property
    def coder(self) -> Codes:
        """The coder in use."""
        from tacitus.coding import Coder

        return self._coder or Coder(self._registry, self._gazetteer)

    @cached_property
    def registry(self) -> ActorRegistry:
        """The actor registry in use."""
        from tacitus.actors import ActorRegistry

        return self._registry or ActorRegistry.load()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer in use. Raises MissingIndexError where its index was never built."""
        from tacitus.gazetteer import Gazetteer

        return self._gazetteer or Gazetteer.open()

    def code(self, report: Report) -> CodedReport:
        """Code one report."""
        return self.coder.code(report)

    def keep(self, coded: Iterable[CodedReport]) -> Kept:
        """Keep coded reports in a ledger of their own that is thrown away afterwards; refused ones are left out."""
        from tacitus.ledger import Ledger
        from tacitus.publishing.exports import event_json

        with (
            tempfile.TemporaryDirectory(prefix="tacitus-evaluate-") as folder,
            Ledger.open(Path(folder) / "ledger.db") as ledger,
        ):
            ledger.add(one for one in coded if one.refused is None)
            events = [event_json(event) for event in ledger.events()]
            claims = [claim.model_dump(mode="json") for claim in ledger.claims()]
        return Kept(events, claims)

    def link(self, rows: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
        """The labels of the linker given, else of the one for coded rows."""
        from tacitus.linking.rows import link_columns

        return self._link(rows) if self._link is not None else link_columns(rows).labels

    def names(self, text: str) -> Sequence[Name]:
        """The actors of the registry, places of the gazetteer, weapons and facilities of the lexicon.

        A bare country is a place, and a place inside the name of an actor is none.
        """
        from tacitus.ontology import ontology

        actors = [a for a in self.registry.find(text) if not a.ambiguous]
        found = [Name(a.start, a.end, "actor", a.actor.kind) for a in actors]
        found += [
            Name(place.start, place.end, "place")
            for place in self.gazetteer.find(text)
            if not any(a.start <= place.start and place.end <= a.end for a in actors)
        ]
        words = list(_words(text))
        lower = [text[start:end].lower() for start, end in words]
        lexicon = ontology().lexicon
        tables: tuple[tuple[NameKind, Any], ...] = (("weapon", lexicon.weapons), ("facility", lexicon.facilities))
        for kind, table in tables:
            for match in table.longest(lower):
                start, end = words[match.start][0], words[match.end - 1][1]
                found.append(Name(start, end, kind, match.values[0].kind))
        return sorted(found, key=lambda n: (n.start, n.end, n.kind))

    def points(self, text: str) -> Sequence[Point]:
        """The places that the gazetteer finds in a text and decides on."""
        spans = [(s.start, s.end) for s in self.gazetteer.find(text)]
        return [point for r in self._resolutions(text, spans) if (point := _point(r)) is not None]

    def resolve(self, text: str, spans: Sequence[tuple[int, int]]) -> Sequence[Point | None]:
        """The places for names at given offsets, decided together; what no table lists is placed by its context."""
        from tacitus.gazetteer import placed_by_context

        return [_point(r) for r in placed_by_context(self._resolutions(text, spans))]

    def _resolutions(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Resolution]:
        from tacitus.gazetteer import resolve

        found = [self.gazetteer.span_of(text, start, end) for start, end in spans]
        return resolve(found, countries_hint=self.gazetteer.countries_in(text))


def _point(resolution: Resolution) -> Point | None:
    span, place = resolution.span, resolution.toponym
    return None if place is None else Point(span.start, span.end, place.lat, place.lon)


def _words(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in WORD.finditer(text))
