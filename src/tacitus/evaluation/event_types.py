"""The event types suite: snippets with one of 30 classes - ACLED's 25 sub-event types and five outside them.

Labels of the CASE 2021 shared task on fine-grained event classification. A snippet from which nothing is coded, or
only what the classes do not know, gets no label and counts as missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import field_validator

from tacitus.evaluation.loading import Gold, chosen, gold_file, json_rows, unique
from tacitus.evaluation.metrics import class_tallies, ratio, weighted_f1
from tacitus.evaluation.picking import main_mention
from tacitus.evaluation.results import ErrorCase, ErrorKind, Measure, Part, Progress, Result, Suite, rows_of
from tacitus.evaluation.system import System
from tacitus.ontology import ontology
from tacitus.records import CodedReport, Mention, Report

ACLED_LABELS: Mapping[str, str] = {
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Agreement": "AGREEMENT",
    "Air/drone strike": "AIR_STRIKE",
    "Armed clash": "ARMED_CLASH",
    "Arrests": "ARREST",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Attack": "ATTACK",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Chemical weapon": "CHEM_WEAP",
    "Disrupted weapons use": "DISR_WEAP",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Grenade": "GRENADE",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Mob violence": "MOB_VIOL",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": "OTHER",
    "Peaceful protest": "PEACE_PROTEST",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Sexual violence": "SEX_VIOL",
    "Suicide bomb": "SUIC_BOMB",
    "Violent demonstration": "VIOL_DEMONSTR",
}
"""The labels of the shared task for ACLED's sub-event types, spelled as it spells them."""
PLOVER_LABELS: Mapping[str, str] = {
    "ACCUSE": "ATTRIB",
    "REJECT": "ATTRIB",
    **dict.fromkeys(("CONSULT", "SUPPORT", "REQUEST", "SANCTION", "CONCEDE", "COOPERATE", "AID", "THREATEN"), "DIPLO"),
}
"""Two of the five classes outside ACLED, for actions that have no ACLED type."""
UNCODED = frozenset({"NATURAL_DISASTER", "MAN_MADE_DISASTER", "ORG_CRIME"})
"""Classes that Tacitus leaves out of scope by its codebook: each of their snippets counts as missed."""
LABELS = frozenset({*ACLED_LABELS.values(), *PLOVER_LABELS.values(), *UNCODED})
NONE = "none"


class Snippet(Gold):
    """A text with its one class."""

    id: str
    text: str
    label: str

    @field_validator("label")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in LABELS:
            raise ValueError(f"{value!r} is none of the 30 classes ({', '.join(sorted(LABELS))})")
        return value


def load(folder: Path) -> Iterator[Snippet]:
    """The rows of snippets.jsonl. Raises InputRefusedError."""
    path = gold_file(folder, "snippets.jsonl")
    return unique(json_rows(path, Snippet), lambda s: s.id, path)


def label_of(coded: CodedReport) -> str:
    """The class of a coded snippet, by its main mention; NONE where nothing fits."""
    mention = main_mention(coded.mentions)
    if mention is None:
        return NONE
    if _is_claimed_first(mention):
        return "ATTRIB"
    action = ontology().action(mention.action)
    return ACLED_LABELS.get(action.acled_sub_event_type) or PLOVER_LABELS.get(action.plover, NONE)


def _is_claimed_first(mention: Mention) -> bool:
    """Whether the text speaks first of who claims it, then of the happening: "X claimed responsibility for"."""
    from tacitus.coding.responsibility import CLAIM  # loads the parser, which listing suites does without

    trigger = min(e.start for e in mention.evidence if e.field == "trigger")
    return any(e.field == "initiator" and e.how == CLAIM and e.start < trigger for e in mention.evidence)


def score(
    folder: Path, system: System, limit: int | None = None, part: Part = "all", progress: Progress | None = None
) -> Result:
    """Code and score the snippets of the part, one at a time."""
    gold: list[str] = []
    got: list[str] = []
    errors: list[ErrorCase] = []
    for number, snippet in enumerate(chosen(load(folder), lambda s: s.id, part, limit), 1):
        gold.append(snippet.label)
        got.append(label_of(system.code(Report(id=snippet.id, text=snippet.text))))
        if gold[-1] != got[-1]:
            kind: ErrorKind = "missed" if got[-1] == NONE else "wrong"
            errors.append(ErrorCase(snippet.id, kind, "event type", gold[-1], got[-1], snippet.text))
        if progress is not None:
            progress(number, None)
    tallies = class_tallies(gold, got)
    inside = [(g, p) for g, p in zip(gold, got, strict=True) if g in ACLED_LABELS.values()]
    measures: dict[str, Measure] = {
        "weighted_f1": weighted_f1(gold, got),
        "acled_weighted_f1": weighted_f1([g for g, _ in inside], [p for _, p in inside]),
        "accuracy": ratio(sum(g == p for g, p in zip(gold, got, strict=True)), len(gold)),
        "labelled": ratio(sum(p != NONE for p in got), len(got)),
        "classes": {label: tallies[label].f1 for label in sorted(set(gold))},
    }
    details = {f"classes: {label}": tallies[label].detail for label in set(gold)}
    return Result("event_types", part, len(gold), measures, rows_of(measures, details), tuple(errors))


SUITE = Suite(
    name="event_types",
    description="Snippets with one of 30 classes: ACLED's 25 sub-event types and five outside them (weighted F1).",
    files=("snippets.jsonl",),
    score=score,
)
