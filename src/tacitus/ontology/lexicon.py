"""The word tables of the coder: triggers, weapons, facilities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tacitus.errors import TableError
from tacitus.ontology.actions import ActionTable
from tacitus.ontology.inflection import forms
from tacitus.ontology.phrases import GAP, PhraseTable
from tacitus.ontology.tables import rows

TRIGGER_COLUMNS = ("words", "pos", "action", "needs")
ENTRY_COLUMNS = ("words", "class")

OPEN_ACTIONS = frozenset(
    """arson attack assault barrage blast blowup bomb bombard clash destroy drop fallto fire fireon gunfire handover
    hold kill killing launch launchnoun loot overrun pound protest raid ram repel seize seizeplace shoot
    shootdead shootnoun stab strike take underfire wreck""".split()
)
"""Triggers whose action follows from weapon, sides and target; written with a leading "?" in triggers.csv."""

NEEDS = frozenset(
    """acted-on agreement-object aid-object aid-subject armed-sides attributed called captive casualty computer
    context control-object crowd force force-enters force-leaves force-object forced government impose
    missile-subject officials person person-object place-object place-subject post-object prisoners
    protest-object restriction revenge route route-object sanctioned signed speaker target vessel-object victim
    violent-death weapon weapon-alone weapon-object weapon-of weapon-subject""".split()
)
"""What must stand in the clause before a trigger counts (see tacitus.coding.senses)."""

HYPHEN = re.compile(r"-(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of triggers.csv: words that name an action, of a part of speech, under a condition.

    `action` is a name of actions.csv or "?" and one of OPEN_ACTIONS; `unless` are words that, beside the
    trigger, show another sense ("shelling out").
    """

    words: str
    pos: str
    action: str
    needs: str
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One weapon or facility: its dictionary form and its class."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The three tables as phrase tables over lower-case words."""

    triggers: PhraseTable[Trigger]
    weapons: PhraseTable[Entry]
    facilities: PhraseTable[Entry]

    @classmethod
    def load(cls, actions: ActionTable) -> Lexicon:
        """Read triggers.csv, weapons.csv and facilities.csv of the package and check them."""
        return cls(
            triggers=PhraseTable((_parts(t.words, t.pos), t) for t in _triggers(actions)),
            weapons=PhraseTable(_entries("weapons.csv")),
            facilities=PhraseTable(_entries("facilities.csv")),
        )


def _triggers(actions: ActionTable) -> Iterator[Trigger]:
    seen: set[tuple[str, str, str]] = set()
    for line, row in rows("tacitus.ontology", "triggers.csv", TRIGGER_COLUMNS):
        where = f"triggers.csv, line {line} ({row['words']!r})"
        action, needs = row["action"], row["needs"]
        unless: frozenset[str] = frozenset()
        if "not:" in needs:
            needs, words = (part.strip() for part in needs.split("not:"))
            unless = frozenset(words.split())
        if row["pos"] not in ("v", "n", "x"):
            raise TableError(f"{where}: pos must be v, n or x, not {row['pos']!r}")
        if action[1:] not in OPEN_ACTIONS if action.startswith("?") else action not in actions:
            raise TableError(f"{where}: unknown action {action!r}")
        if needs and needs not in NEEDS:
            raise TableError(f"{where}: unknown condition {needs!r}; known: {', '.join(sorted(NEEDS))}")
        if (row["words"], row["pos"], needs) in seen:
            raise TableError(f"{where}: stands twice under one condition")
        seen.add((row["words"], row["pos"], needs))
        yield Trigger(row["words"], row["pos"], action, needs, unless)


def _entries(name: str) -> Iterable[tuple[list[frozenset[str]], Entry]]:
    for line, row in rows("tacitus.ontology", name, ENTRY_COLUMNS):
        if not row["words"] or not row["class"]:
            raise TableError(f"{name}, line {line}: words and class must be filled")
        yield _parts(row["words"], "n"), Entry(row["words"], row["class"])


def _parts(words: str, pos: str) -> list[frozenset[str]]:
    """Alternatives a word: the first word of a verb phrase and the last of a noun phrase are inflected.

    Hyphens before a letter are words of their own, as the tokenizer splits them ("anti-tank", but "F-15"). A type with
    a figure in it takes only an s ("F-15s").
    """
    parts = HYPHEN.sub(" - ", words.lower()).split()
    inflected = {"v": 0, "n": len(parts) - 1, "x": -1}[pos]
    return [_forms(part, pos) if i == inflected else frozenset({part}) for i, part in enumerate(parts)]


def _forms(part: str, pos: str) -> frozenset[str]:
    if pos == "n" and any(c.isdigit() for c in part):
        return frozenset({part, f"{part}s"})
    return forms(part, pos) if part != GAP and part.isalpha() else frozenset({part})
