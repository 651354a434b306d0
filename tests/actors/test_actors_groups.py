"""Described groups carry their kind and what qualifies them; an affiliation is an attribute, never a side."""

import pytest

from tacitus.actors import ActorRegistry, ActorSpan

REGISTRY = ActorRegistry.load()


def only(text: str) -> ActorSpan:
    (span,) = REGISTRY.find(text)
    return span


@pytest.mark.parametrize(
    ("phrase", "core", "identifier", "kind"),
    [
        ("three masked gunmen", "masked gunmen", "group:gunman", "unidentified"),
        ("unidentified gunmen", "unidentified gunmen", "group:gunman", "unidentified"),
        ("separatist gunmen", "separatist gunmen", "group:gunman", "rebels"),
        ("unknown militants", "unknown militants", "group:militant", "unidentified"),
        ("suspected jihadists", "suspected jihadists", "group:jihadist", "rebels"),
        ("armed men", "armed men", "group:armed-man", "unidentified"),
        ("rebels", "rebels", "group:rebel", "rebels"),
        ("militiamen", "militiamen", "group:militiaman", "militia"),
        ("tribal fighters", "tribal fighters", "group:tribal-fighter", "identity_militia"),
        ("the Fulani herders", "Fulani herders", "fulani-militia", "identity_militia"),
        ("masked settlers", "masked settlers", "group:settler", "identity_militia"),
        ("40 villagers", "villagers", "group:villager", "civilians"),
        ("aid workers", "aid workers", "group:aid-worker", "civilians"),
        ("two children", "children", "group:child", "civilians"),
        ("demonstrators", "demonstrators", "group:demonstrator", "protesters"),
        ("an angry mob", "angry mob", "group:angry-mob", "rioters"),
        ("six soldiers", "soldiers", "group:soldier", "state_forces"),
        ("a police officer", "police officer", "group:police-officer", "state_forces"),
        ("officials", "officials", "group:official", "government"),
        ("peacekeepers", "peacekeepers", "group:peacekeeper", "external"),
        ("bandits", "bandits", "group:bandit", "militia"),
    ],
)
def test_a_described_group(phrase: str, core: str, identifier: str, kind: str) -> None:
    span = only(f"By noon {phrase} had come.")
    assert (span.text, span.actor.id, span.actor.kind) == (core, identifier, kind)


def test_a_group_of_a_country_keeps_the_country() -> None:
    span = only("Some Nigerian villagers fled.")
    assert (span.text, span.actor.id, span.actor.country) == ("Nigerian villagers", "group:villager", "NG")


def test_a_weak_head_is_an_actor_only_when_qualified() -> None:
    assert REGISTRY.find("The group left, and so did its members.") == []
    assert only("A militant group left.").actor.kind == "rebels"
    assert only("Kurdish forces left.").actor.kind == "militia"


def test_a_common_noun_at_the_end_of_a_proper_name_is_no_actor() -> None:
    assert REGISTRY.find("They crossed into Mae Hong Son at night.") == []


@pytest.mark.parametrize(
    ("phrase", "identifier", "affiliation"),
    [
        ("Iran-backed militias", "group:militia", "Iran-backed"),
        ("Iranian-backed militias", "group:militia", "Iranian-backed"),
        ("Iranian backed militias", "group:militia", "Iranian backed"),
        ("pro-Russian separatists", "group:separatist", "pro-Russian"),
        ("Rwanda-backed M23 rebels", "m23", "Rwanda-backed"),
        ("Turkish-backed factions", "group:faction", "Turkish-backed"),
        ("Islamic State-linked gunmen", "group:gunman", "Islamic State-linked"),
        ("al-Qaeda-affiliated group", "group:group", "al-Qaeda-affiliated"),
        ("US-backed, Kurdish-led Syrian Democratic Forces", "sdf", "US-backed, Kurdish-led"),
        ("Iran\u2011backed militants", "group:militant", "Iran\u2011backed"),
    ],
)
def test_an_affiliation_belongs_to_the_actor_after_it(phrase: str, identifier: str, affiliation: str) -> None:
    span = only(f"On Monday {phrase} opened fire.")
    assert (span.text, span.actor.id, span.actor.affiliation) == (phrase, identifier, affiliation)


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        ("Fighters loyal to Haftar advanced.", "loyal to Haftar"),
        ("A militia backed by Rwanda advanced.", "backed by Rwanda"),
        ("An armed group linked to al-Qaeda advanced.", "linked to al-Qaeda"),
    ],
)
def test_an_affiliation_may_follow(text: str, affiliation: str) -> None:
    assert only(text).actor.affiliation == affiliation


def test_what_a_country_holds_made_or_flags_is_not_done_by_it() -> None:
    assert REGISTRY.find("The Panama-flagged carrier struck an Iranian-made mine.") == []


def test_a_coalition_led_by_a_state_is_not_an_affiliation() -> None:
    assert only("The Saudi-led coalition denied it.").actor.affiliation is None
