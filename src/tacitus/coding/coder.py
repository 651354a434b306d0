"""The coder: a report in, its mentions and claims out. Stateless; same report, same version, same output."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Self

from tacitus.actors import ActorRegistry
from tacitus.coding.annotating import fill, outline
from tacitus.coding.assembling import mention
from tacitus.coding.attribution import set_attribution
from tacitus.coding.claim_records import claim
from tacitus.coding.claims import ClaimReading, read_claims
from tacitus.coding.deciding import decide_by_doers
from tacitus.coding.detecting import Weighing
from tacitus.coding.draft import Draft
from tacitus.coding.drafting import drafts_of
from tacitus.coding.encoder import encoder
from tacitus.coding.glancing import glance
from tacitus.coding.learned import detection, retold, side_weights
from tacitus.coding.lending import lend_days, lend_from_report, lend_nationality
from tacitus.coding.merging import join_in_report, join_in_sentence
from tacitus.coding.parsing import parser
from tacitus.coding.parting import part_by_country
from tacitus.coding.responses import set_responses
from tacitus.coding.responsibility import address_denials, set_responsibility
from tacitus.coding.scene import Scene
from tacitus.coding.senses import climate, domains, is_history
from tacitus.coding.series import give_aftermath
from tacitus.coding.sides import set_sides
from tacitus.coding.slots import VERBAL_TRIGGERS
from tacitus.coding.standing import set_standing
from tacitus.gazetteer import Gazetteer
from tacitus.ontology import ontology
from tacitus.reading.language import refusal_for_language
from tacitus.records import CodedReport, Report


class Coder:
    """Codes reports. Holds the registry and the gazetteer, both loaded at first use.

    Without its `learned` parts (tacitus.coding.learned, tacitus.coding.encoder) the rules decide alone; without what it
    `encodes` the linear models do without the encoder, in half the time. With `glances` reports that can tell of no
    conflict are left at a glance (tacitus.coding.glancing); without, every report is parsed.

    >>> coder = Coder()
    >>> coded = coder.code(report)
    """

    def __init__(
        self,
        registry: ActorRegistry | None = None,
        gazetteer: Gazetteer | None = None,
        *,
        learned: bool = True,
        encodes: bool = True,
        glances: bool = True,
    ) -> None:
        self._registry = registry
        self._gazetteer = gazetteer
        self._learned = learned
        self._encodes = learned and encodes
        self._glances = learned and glances

    @cached_property
    def registry(self) -> ActorRegistry:
        """The actor registry in use."""
        return self._registry or ActorRegistry.load()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer in use. Raises MissingIndexError where its index was never built."""
        return self._gazetteer or Gazetteer.open()

    def load(self) -> Self:
        """Load now what is else loaded at first use: for a run over many reports.

        Tables, models and parser live as long as the process. They are left out of the garbage collector's rounds,
        which would else take a tenth of the time of coding.
        """
        _ = (
            self.registry,
            self.gazetteer,
            ontology().lexicon,
            parser(),
            domains(),
            glance(),
            detection(),
            encoder(),
            side_weights(),
            retold(),
        )
        gc.collect()
        gc.freeze()
        return self

    def code(self, report: Report) -> CodedReport:
        """Code one report. A report in another language comes back refused, with the language named."""
        refusal = refusal_for_language(report)
        if refusal is not None:
            return CodedReport(report=report, refused=refusal)
        readings, drafts = self.read(report)
        ids = {id(f): f"{report.id}:m{n}" for n, d in enumerate(drafts, 1) for f in d.frames}
        return CodedReport(
            report=report,
            mentions=tuple(mention(report.id, n, d, ids) for n, d in enumerate(drafts, 1)),
            claims=tuple(claim(report.id, n, r) for n, r in enumerate(readings, 1)),
        )

    def read(self, report: Report) -> tuple[list[ClaimReading], list[Draft]]:
        """The claims and mentions of a report in English before they become records."""
        scenes = outline(report)
        if self._glances and not self._passes(scenes, report):
            return [], []
        readings = self._filled(scenes, report)
        return readings, self._drafts(scenes, readings, report.published_on)

    def tellings(self, report: Report) -> list[Draft]:
        """What a report in English tells, before the tellings of one happening are joined: to learn joining from."""
        scenes = outline(report)
        return self._told(scenes, self._filled(scenes, report), report.published_on)

    def _filled(self, scenes: list[Scene], report: Report) -> list[ClaimReading]:
        """The claims of a report, once its scenes are filled."""
        fill(scenes, report, self.registry, self.gazetteer)
        return [r for scene in scenes for r in read_claims(scene, report.published_on)]

    def may_tell(self, report: Report) -> bool:
        """Whether a report in English, by a glance at its words, may tell of conflict (tacitus.coding.glancing)."""
        return self._passes(outline(report), report)

    def _passes(self, scenes: Sequence[Scene], report: Report) -> bool:
        return glance().may_tell(scenes, self.registry, report.published_on)

    def code_all(self, reports: Iterable[Report]) -> Iterator[CodedReport]:
        """Code reports one by one, in order."""
        return map(self.code, reports)

    def _drafts(self, scenes: list[Scene], claims: list[ClaimReading], published: date | None) -> list[Draft]:
        """The tellings of a report, those of one happening joined; each step sees only happenings of its reach."""
        told = self._told(scenes, claims, published)
        model = retold() if self._learned else None
        told = join_in_report(told, model)
        lend_from_report(told)
        lend_days(told)
        address_denials(told)
        if self._learned:
            set_sides(told, side_weights())
            for draft in told:
                decide_by_doers(draft)
            told = join_in_report(told, model)
        told = part_by_country(told)
        lend_nationality(told, scenes, self.registry)
        return told

    def _told(self, scenes: list[Scene], claims: list[ClaimReading], published: date | None) -> list[Draft]:
        """The tellings of a report, those of a sentence joined, those of different sentences not yet."""
        told: list[Draft] = []
        weighing = self._weighing(scenes)
        balances = [climate(s).balance for s in scenes]
        for scene, balance in zip(scenes, balances, strict=True):
            deeds = [d for d in reversed(told) if d.action not in VERBAL_TRIGGERS]
            last = next((d for d in deeds if d.role == "focus"), deeds[0] if deeds else None)
            drafts = give_aftermath(
                join_in_sentence(drafts_of(scene, last, claims, sum(balances) - balance, weighing)), last
            )
            set_responsibility(scene, drafts, told)
            set_attribution(scene, drafts)
            set_standing(scene, drafts, last)
            set_responses(scene, drafts, last)
            told += [d for d in drafts if not is_history(d, published)]
        return told

    def _weighing(self, scenes: Sequence[Scene]) -> Weighing | None:
        """What weighs the triggers of a report."""
        if not self._learned:
            return None
        return Weighing(detection(), encoder().read(scenes) if self._encodes else None)
