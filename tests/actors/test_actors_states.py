"""State actors are found for every country, by the same patterns."""

from collections import Counter

import pytest

from tacitus.actors import ActorRegistry
from tacitus.actors.tables import package_tables

REGISTRY = ActorRegistry.load()


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(span.text, span.actor.id, span.ambiguous) for span in REGISTRY.find(text)]


@pytest.mark.parametrize(
    ("phrase", "identifier"),
    [
        ("US forces", "US:military"),
        ("U.S. military", "US:military"),
        ("American troops", "US:military"),
        ("American warplanes", "US:military"),
        ("American fighter aircraft", "US:military"),
        ("American gunship", "US:military"),
        ("Israeli army", "IL:military"),
        ("Russian forces", "RU:military"),
        ("Ukrainian air force", "UA:military"),
        ("Turkish drones", "TR:military"),
        ("Turkish armed drones", "TR:military"),
        ("Russian F-16 fighter jets", "RU:military"),
        ("Nigeria's army", "NG:military"),
        ("Nigeria\u2019s army", "NG:military"),
        ("armed forces of Ukraine", "UA:military"),
        ("armed forces of the United States", "US:military"),
        ("Kenyan police", "KE:police"),
        ("Skopje's police", "MK:police"),
        ("Iraqi government", "IQ:government"),
        ("Iraqi interior ministry", "IQ:government"),
        ("Iraqi officials", "IQ:government"),
        ("Iraq's government", "IQ:government"),
        ("foreign ministry in Tehran", "IR:government"),
        ("Jordanian intelligence service", "JO:intelligence"),
        ("North Korean soldiers", "KP:military"),
    ],
)
def test_natural_names_of_state_actors(phrase: str, identifier: str) -> None:
    assert found(f"It was said that {phrase} were there.") == [(phrase, identifier, False)]


def test_only_the_state_is_the_actor_of_its_attacks() -> None:
    assert found("An Israeli drone strike hit a car.")[0] == ("Israeli", "IL:military", False)
    assert found("Russia's latest missile attacks hit a port.")[0] == ("Russia", "RU:military", False)


def test_states_that_share_a_noun_are_each_an_actor() -> None:
    assert [identifier for _, identifier, _ in found("US, British and French warplanes took off.")] == [
        "US:military",
        "GB:military",
        "FR:military",
    ]


@pytest.mark.parametrize("name", ["Israel", "the United States", "Washington", "Tehran", "Moscow"])
def test_a_bare_country_or_capital_is_its_government_and_may_be_a_place(name: str) -> None:
    ((text, identifier, ambiguous),) = found(f"Talks were proposed by {name} on Monday.")
    assert (text, ambiguous) == (name.removeprefix("the "), True)
    assert identifier.endswith(":government")


def test_a_country_before_an_attack_may_be_where_it_happened() -> None:
    assert found("Syria strikes continued.") == [("Syria", "SY:government", True)]
    assert found("Kyiv drone attack: what we know.") == [("Kyiv", "UA:government", True)]


def test_the_demonym_of_a_place_is_no_side() -> None:
    assert found("It fell on the Iraqi city of Mosul.") == []


def test_the_own_country_of_a_named_actor_is_no_second_actor() -> None:
    assert found("Yemen's Houthi rebels and Lebanese Hezbollah agreed.") == [
        ("Houthi rebels", "houthis", False),
        ("Lebanese Hezbollah", "hezbollah", False),
    ]


def test_people_of_a_country_are_its_civilians() -> None:
    (span,) = REGISTRY.find("Five Palestinians were hurt.")
    assert (span.actor.kind, span.actor.country, span.is_group) == ("civilians", "PS", True)


def test_every_country_is_read_by_the_same_rules() -> None:
    rows = package_tables().countries
    owners = Counter(demonym for row in rows for demonym in row.demonyms)
    checked = 0
    for row in rows:
        for demonym in row.demonyms[:1]:
            if owners[demonym] > 1:
                continue
            for noun, branch in (("warplanes", "military"), ("police", "police"), ("officials", "government")):
                assert found(f"Several {demonym} {noun} were seen.") == [
                    (f"{demonym} {noun}", f"{row.code}:{branch}", False)
                ]
            checked += 1
    assert checked > 180


@pytest.mark.parametrize(
    ("code", "branch", "name"),
    [
        ("US", "military", "Military Forces of the United States"),
        ("PK", "police", "Police Forces of Pakistan"),
        ("IR", "government", "Government of Iran"),
        ("IL", "intelligence", "Intelligence Services of Israel"),
    ],
)
def test_state_actors_have_natural_names(code: str, branch: str, name: str) -> None:
    assert REGISTRY.state(code, branch).name == name
    assert REGISTRY.get(f"{code}:{branch}") == REGISTRY.state(code, branch)


def test_an_unknown_state_actor_is_none() -> None:
    assert REGISTRY.get("ZZ:military") is None
    assert REGISTRY.get("US:circus") is None


@pytest.mark.parametrize(
    "text",
    ["Pakistan's former prime minister was arrested.", "The former president of Brazil was charged."],
)
def test_who_has_left_office_does_not_act_for_the_state(text):
    (only,) = REGISTRY.find(text)
    assert only.actor.id == "group:former-official"
    assert only.actor.country in {"PK", "BR"}


def test_a_name_that_reads_further_wins_over_a_state_with_a_noun():
    assert [a for _, a, _ in found("Iran's Islamic Revolutionary Guard Corps denied it.")] == ["irgc"]


def test_a_merchant_ship_is_no_trader():
    assert found("A merchant ship was hit.") == []


def test_a_body_is_named_as_it_is_and_people_in_the_plural():
    assert [s.actor.name for s in REGISTRY.find("An army base and a soldier")] == ["army", "soldiers"]
