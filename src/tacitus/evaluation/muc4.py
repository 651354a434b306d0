"""The MUC-4 suite: documents on Latin America, 1989-90 (lower-case) -> role fillers, scored by CEAF-REE.

The five roles follow from the mentions of violence: described groups that act are individual perpetrators, named
actors are perpetrator organisations, facilities are targets. Victims are the persons whom the words of the figures
name: "senator federico estrada" killed is one victim, "11 peasants" none, since the set names persons only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from tacitus.evaluation.ceaf import Entity, align, normalised
from tacitus.evaluation.loading import Gold, chosen, gold_file, json_rows, unique
from tacitus.evaluation.metrics import Tally
from tacitus.evaluation.results import ErrorCase, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import System
from tacitus.ontology import ontology
from tacitus.ontology.cues import cues
from tacitus.records import Actor, CodedReport, Evidence, EvidenceField, Mention, Report

Role = Literal["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"]
ROLES: tuple[Role, ...] = get_args(Role)
DAMAGE = frozenset({"property_destruction"})
"""Outside the violence family, but an incident of MUC-4 (arson, attack on property)."""

HURT = frozenset({"killed", "wounded"})
JOINED = re.compile(r",|\band\b")
COUNTED = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|several|some|many|no|both|of|his|her|their|our)\b", re.I
)
"""Words of a figure that are no name."""
TITLES = cues("rank") | frozenset(
    {"dr", "mr", "mrs", "archbishop", "bishop", "father", "director", "captain", "lieutenant"}
)

Fillers = Mapping[Role, tuple[Entity, ...]]


class Document(Gold):
    """A document with the entities of each role: every entity a list of (words, offset)."""

    docid: str
    doctext: str = Field(min_length=1)
    extracts: dict[Role, tuple[tuple[tuple[str, int], ...], ...]]

    @property
    def fillers(self) -> Fillers:
        """The gold entities as normalised strings."""
        return {
            role: tuple(frozenset(normalised(words) for words, _ in entity) for entity in self.extracts.get(role, ()))
            for role in ROLES
        }


@dataclass
class _Filler:
    """An entity in the making: the mention told first stands for it."""

    start: int
    words: str
    names: set[str] = field(default_factory=set)


def load(folder: Path) -> Iterator[Document]:
    """The documents of every .jsonl file of the folder, by file name. Raises InputRefusedError."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        gold_file(folder, "dev.jsonl")
    return unique((d for path in paths for d in json_rows(path, Document)), lambda d: d.docid, folder)


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Code and score the documents of the part, one at a time."""
    tallies: dict[Role, Tally] = {role: Tally() for role in ROLES}
    errors: list[ErrorCase] = []
    number = 0
    for number, document in enumerate(chosen(load(folder), lambda d: d.docid, part, limit), 1):
        coded = system.code(Report(id=document.docid, text=document.doctext))
        errors += score_fillers(document, fillers(coded), tallies)
        if progress is not None:
            progress(number, None)
    total = Tally.sum(tallies.values())
    measures: dict[str, Measure] = {
        "ceaf_ree_f1": total.f1,
        "precision": total.precision,
        "recall": total.recall,
        "roles": {role: tally.f1 for role, tally in tallies.items()},
    }
    details = {"ceaf_ree_f1": total.detail, **{f"roles: {role}": t.detail for role, t in tallies.items()}}
    return Result("muc4", part, number, measures, rows_of(measures, details), tuple(errors))


def score_fillers(document: Document, predicted: Fillers, tallies: Mapping[Role, Tally]) -> Iterator[ErrorCase]:
    """Add one document to the tallies of the roles; gives its missed and false entities."""
    for role, wanted in document.fillers.items():
        got = predicted.get(role, ())
        pairs = align(got, wanted)
        tallies[role].add(len(pairs), len(got), len(wanted))
        for i, entity in enumerate(got):
            if i not in pairs:
                yield ErrorCase(document.docid, "false", role, "", _words(entity), document.doctext)
        for j, entity in enumerate(wanted):
            if j not in pairs.values():
                yield ErrorCase(document.docid, "missed", role, _words(entity), "", document.doctext)


def fillers(coded: CodedReport) -> Fillers:
    """The role fillers of a coded document, each entity by the words that name it first."""
    found: dict[Role, dict[str, _Filler]] = {role: {} for role in ROLES}
    for mention in coded.mentions:
        if mention.happened and _is_incident(mention):
            for role, key, evidence in _of_mention(mention):
                entity = found[role].setdefault(key, _Filler(evidence.start, evidence.text))
                if evidence.start < entity.start:
                    entity.start, entity.words = evidence.start, evidence.text
    return {role: tuple(_distinct(entities.values())) for role, entities in found.items()}


def _distinct(entities: Iterable[_Filler]) -> Iterator[Entity]:
    words = (normalised(e.words) for e in sorted(entities, key=lambda e: e.start))
    return (frozenset({w}) for w in dict.fromkeys(words) if w)


def _is_incident(mention: Mention) -> bool:
    return ontology().action(mention.action).family == "violence" or mention.action in DAMAGE


def _of_mention(mention: Mention) -> Iterator[tuple[Role, str, Evidence]]:
    """Role, entity key and words of every filler of a mention."""
    for actor, evidence in _sides(mention, "initiator", mention.initiators):
        yield ("PerpInd" if actor.id.startswith("group:") else "PerpOrg"), _key(actor, evidence), evidence
    for evidence in mention.evidence:
        if evidence.field in HURT:
            for name in _names(evidence):
                yield "Victim", normalised(name.text), name
        elif evidence.field == "facility":
            yield "Target", normalised(evidence.text), evidence
        elif evidence.field == "weapon":
            yield "Weapon", normalised(evidence.text), evidence


def _names(evidence: Evidence) -> Iterator[Evidence]:
    """The persons named in the words of a figure, without their rank: not "11 peasants", nor "two bodyguards"."""
    for part in JOINED.split(evidence.text):
        words = part.split()
        titles = [i for i, word in enumerate(words, 1) if word.lower().strip(".") in TITLES]
        name = " ".join(words[max(titles, default=0) :])
        if len(name.split()) > 1 and not COUNTED.search(part):
            yield evidence.model_copy(update={"text": name, "start": evidence.start + evidence.text.index(part)})


def _key(actor: Actor, evidence: Evidence) -> str:
    """Described groups of one kind are not one entity; a named actor is, whatever it is called."""
    return normalised(evidence.text) if actor.id.startswith("group:") else actor.id


def _sides(mention: Mention, slot: EvidenceField, actors: tuple[Actor, ...]) -> Iterator[tuple[Actor, Evidence]]:
    """Each span of a side with its actor: by name where the words are a name, else by position."""
    spans = [e for e in mention.evidence if e.field == slot]
    named = {normalised(a.name): a for a in actors}
    for position, evidence in enumerate(spans):
        actor = named.get(normalised(evidence.text))
        if actor is None and actors:
            actor = actors[min(position, len(actors) - 1)]
        if actor is not None:
            yield actor, evidence


def _words(entity: Entity) -> str:
    return " / ".join(sorted(entity))


SUITE = Suite(
    name="muc4",
    description="MUC-4 documents: perpetrators, targets, victims and weapons as entities (CEAF-REE, strict).",
    files=("*.jsonl",),
    score=score,
)
