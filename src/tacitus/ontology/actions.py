"""The action table and its crosswalks to ACLED, PLOVER, UCDP and CAMEO."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from tacitus.errors import TableError
from tacitus.ontology.tables import rows
from tacitus.records import ActorKind

Family = Literal["violence", "protest", "strategic", "verbal"]

COLUMNS = (
    "action",
    "parent",
    "label",
    "meaning",
    "acled_event_type",
    "acled_sub_event_type",
    "plover",
    "plover_mode",
    "cameo",
    "quad_class",
    "ucdp",
)

# The closed lists of the other schemes: ACLED Codebook (2023), PLOVER v1.0 (2022), UCDP GED Codebook 23.1.
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Air/drone strike",
        "Chemical weapon",
        "Grenade",
        "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack",
        "Suicide bomb",
    },
    "Violence against civilians": {"Abduction/forced disappearance", "Attack", "Sexual violence"},
    "Protests": {"Excessive force against protesters", "Peaceful protest", "Protest with intervention"},
    "Riots": {"Mob violence", "Violent demonstration"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
PLOVER = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
FAMILY_OF_ACLED: Mapping[str, Family] = MappingProxyType(
    {
        "Battles": "violence",
        "Explosions/Remote violence": "violence",
        "Violence against civilians": "violence",
        "Protests": "protest",
        "Riots": "protest",
        "Strategic developments": "strategic",
    }
)
UCDP_RULES = {"", "sides", "civilians"}
ARMED: frozenset[ActorKind] = frozenset({"state_forces", "rebels", "militia", "identity_militia"})
ON_THE_ARMED: Mapping[str, str] = MappingProxyType({"killing": "ground_assault"})
"""Actions on the unarmed whose codes are those of another where only the armed suffer them: to shoot soldiers is a
battle in ACLED's terms and no violence against civilians."""
STATE_KINDS: frozenset[ActorKind] = frozenset({"state_forces", "government", "external"})


@dataclass(frozen=True, slots=True)
class Action:
    """One row of actions.csv. `ucdp` is the rule by which the type of violence follows from the sides."""

    name: str
    parent: str
    label: str
    meaning: str
    acled_event_type: str
    acled_sub_event_type: str
    plover: str
    plover_mode: str
    cameo: str
    quad_class: int
    ucdp: str

    @property
    def family(self) -> Family:
        """violence, protest or strategic by the ACLED event type; verbal where ACLED has none."""
        return FAMILY_OF_ACLED.get(self.acled_event_type, "verbal")


class ActionTable:
    """The actions by name, checked: no unknown code, no action without a crosswalk, no name twice."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self._by_name: dict[str, Action] = {}
        for action in actions:
            if action.name in self._by_name:
                raise TableError(f"actions.csv: the action {action.name!r} stands twice")
            self._by_name[action.name] = action
        for action in self._by_name.values():
            _check(action, self._by_name)

    @classmethod
    def load(cls) -> ActionTable:
        """Read actions.csv of the package."""
        return cls(_action(line, row) for line, row in rows("tacitus.ontology", "actions.csv", COLUMNS))

    def __getitem__(self, name: str) -> Action:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Action]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def codes(self, name: str, initiators: Iterable[ActorKind], targets: Iterable[ActorKind]) -> dict[str, Any]:
        """The `codes` object of one event in the shape the exports use; an absent code is None."""
        hurt = list(targets)
        action = self._by_name[ON_THE_ARMED.get(name, name) if hurt and ARMED.issuperset(hurt) else name]
        violence = type_of_violence(action, list(initiators), hurt)
        return {
            "acled": {
                "event_type": action.acled_event_type or None,
                "sub_event_type": action.acled_sub_event_type or None,
            },
            "plover": {"type": action.plover, "mode": action.plover_mode or None},
            "ucdp": {"type_of_violence": violence},
            "cameo": action.cameo,
            "quad_class": action.quad_class,
        }


def type_of_violence(action: Action, initiators: list[ActorKind], targets: list[ActorKind]) -> int | None:
    """UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided; None where the sides do not tell.

    Follows the definitions of the UCDP GED codebook: one-sided where an organised actor kills civilians,
    state-based where a government is a side of the fighting, else non-state.
    """
    if not action.ucdp:
        return None
    if action.ucdp == "civilians" or (targets and all(kind == "civilians" for kind in targets)):
        return 3
    sides = set(initiators) | set(targets)
    if sides & STATE_KINDS:
        return 1
    return 2 if initiators and targets and "unidentified" not in sides else None


def _action(line: int, row: dict[str, str]) -> Action:
    if not row["quad_class"].isdigit():
        raise TableError(f"actions.csv, line {line}: quad_class must be 1, 2, 3 or 4, not {row['quad_class']!r}")
    names = {**row, "name": row["action"], "quad_class": int(row["quad_class"])}
    del names["action"]
    return Action(**names)  # type: ignore[arg-type]


def _check(action: Action, known: Mapping[str, Action]) -> None:
    def fault(what: str) -> TableError:
        return TableError(f"actions.csv, action {action.name!r}: {what}")

    if not action.label or not action.meaning:
        raise fault("label and meaning must be filled")
    if action.parent and action.parent not in known:
        raise fault(f"unknown parent {action.parent!r}")
    if action.plover not in PLOVER:
        raise fault(f"unknown PLOVER type {action.plover!r}")
    if action.quad_class != PLOVER[action.plover]:
        raise fault(f"PLOVER type {action.plover} is of QuadClass {PLOVER[action.plover]}, not {action.quad_class}")
    if action.acled_event_type and action.acled_sub_event_type not in ACLED.get(action.acled_event_type, ()):
        raise fault(f"ACLED has no {action.acled_sub_event_type!r} under {action.acled_event_type!r}")
    if not action.acled_event_type and action.acled_sub_event_type:
        raise fault("an ACLED sub-event type needs its event type")
    if not action.cameo.isdigit():
        raise fault(f"CAMEO code must be digits, not {action.cameo!r}")
    if action.ucdp not in UCDP_RULES:
        raise fault(f"ucdp must be empty, 'sides' or 'civilians', not {action.ucdp!r}")
