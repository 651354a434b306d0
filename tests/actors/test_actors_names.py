"""Named actors are found in the spellings of news, and words that only look like them are not."""

from datetime import date

import pytest

from tacitus.actors import ActorRegistry, ActorSpan

REGISTRY = ActorRegistry.load()


def ids(text: str, **how: object) -> list[str]:
    return [span.actor.id for span in REGISTRY.find(text, **how)]  # type: ignore[arg-type]


def only(text: str, **how: object) -> ActorSpan:
    (span,) = REGISTRY.find(text, **how)  # type: ignore[arg-type]
    return span


@pytest.mark.parametrize(
    ("spelling", "identifier"),
    [
        ("Kataib Hezbollah", "kataib-hezbollah"),
        ("Kata'ib Hezbollah", "kataib-hezbollah"),
        ("Kata\u2019ib Hizballah", "kataib-hezbollah"),
        ("Kataeb Hizbullah", "kataib-hezbollah"),
        ("the Hezbollah Brigades", "kataib-hezbollah"),
        ("Hizbollah", "hezbollah"),
        ("Hizballah", "hezbollah"),
        ("al-Shabaab", "al-shabaab"),
        ("Al Shabab", "al-shabaab"),
        ("al-Qaida", "al-qaeda"),
        ("Al Qaeda", "al-qaeda"),
        ("Da'esh", "isis"),
        ("the Islamic State group", "isis"),
        ("ISKP", "isis-khorasan"),
        ("Hashd al-Shaabi", "pmf"),
        ("Hashed al-Sha\u02bfbi", "pmf"),
        ("the Popular Mobilisation Forces", "pmf"),
        ("Ansar Allah", "houthis"),
        ("the Huthis", "houthis"),
        ("the Qods Force", "quds-force"),
        ("Iran's Revolutionary Guards", "irgc"),
        ("the Kurdistan Workers\u2019 Party", "pkk"),
        ("Taleban", "taliban"),
        ("the Pakistani Taliban", "ttp"),
        ("Baluch Liberation Army", "bla"),
        ("S\u00e9l\u00e9ka", "seleka"),
        ("Cartel del Noreste", "cdn-mexico"),
        ("the U.S. Central Command", "centcom"),
        ("US-led coalition", "global-coalition"),
        ("the Saudi-led coalition", "saudi-led-coalition"),
    ],
)
def test_a_name_is_found_in_every_spelling_of_the_news(spelling: str, identifier: str) -> None:
    span = only(f"A depot held by {spelling} burned on Monday.")
    assert span.actor.id == identifier
    assert span.text == spelling.removeprefix("the ")


@pytest.mark.parametrize(
    "text",
    [
        "The rights of everybody else come first, he told us.",
        "It is hot, and who is to mend the road?",
        "Let them hum a tune over jam on toast.",
        "The PM fed her pet, a snap decision, and ran out of ice.",
    ],
)
def test_common_words_are_not_abbreviations(text: str) -> None:
    named = [span for span in REGISTRY.find(text) if not span.is_group]
    assert named == []


def test_an_ambassador_is_not_assad() -> None:
    assert ids("The ambassador spoke first.") == ["group:ambassador"]
    assert ids("Assad spoke first.") == ["assad-government"]


def test_headings_in_capitals_are_read_and_their_small_words_are_not_names() -> None:
    assert ids("HEZBOLLAH FIRES ON ISRAELI ARMY POSTS") == ["hezbollah", "IL:military"]
    assert ids("THE WAR IS OVER\nIS claimed the blast.") == ["isis"]


def test_a_text_without_capitals_is_read_without_them() -> None:
    found = ids("farc guerrillas fired on u.s. troops and told us so.")
    assert found == ["farc", "US:military"]


def test_the_possessive_stays_outside_the_name() -> None:
    assert only("It was Hamas\u2019s word.").text == "Hamas"
    assert only("It was the Houthis' word.").text == "Houthis"


def test_members_of_a_name_are_the_name() -> None:
    assert only("Two Boko Haram fighters fled.").text == "Boko Haram fighters"
    assert ids("Members of the Houthi movement and fighters from the ELN fled.") == ["houthis", "eln"]
    assert only("The militant group Hamas denied it.").text == "militant group Hamas"


def test_a_rulers_forces_are_those_of_the_state() -> None:
    assert only("It was shelled by Assad's forces.").actor.id == "SY:military"


def test_the_longest_name_wins() -> None:
    assert ids("Islamic State West Africa Province said so.") == ["isis-west-africa"]
    assert ids("Harakat Ansar Allah al-Awfiya said so.") == ["harakat-ansar-allah-al-awfiya"]


def test_an_actor_out_of_its_years_is_refused() -> None:
    text = "The raid was blamed on Tamil Tigers."
    assert "ltte" in ids(text, on=date(2005, 3, 1))
    assert "ltte" not in ids(text, on=date(2024, 3, 1))
    assert REGISTRY.active("ltte", date(2005, 3, 1))
    assert not REGISTRY.active("ltte", date(2024, 3, 1))
    assert REGISTRY.active("US:military", date(1800, 1, 1))


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("SNA fighters shelled a village in northern Syria.", "sna-syria"),
        ("SNA troops retook a village near Mogadishu, Somalia.", "somali-national-army"),
        ("RSF men looted the market in Khartoum, Sudan.", "sudan-rsf"),
        ("The RSF ranks France 20th in its press freedom index.", "reporters-without-borders"),
        ("ADF rebels burned a church in eastern Congo.", "adf-uganda"),
        ("The ADF said the Australian crew was safe.", "adf-australia"),
    ],
)
def test_names_that_several_actors_share_are_told_apart_by_the_countries_of_the_text(
    text: str, identifier: str
) -> None:
    assert identifier in ids(text)


def test_countries_known_from_elsewhere_decide_too() -> None:
    assert ids("ASWJ men took the village.", countries=["MZ"])[0] == "isis-mozambique"
    assert ids("ASWJ men took the village.", countries=["SO"])[0] == "aswj-somalia"


def test_an_abbreviation_with_another_common_meaning_needs_its_country_beside_it() -> None:
    assert "afp-philippines" not in ids("PARIS (AFP) - Two people were hurt.")
    assert "afp-philippines" in ids("The AFP said two Filipino marines were hurt.")


def test_a_name_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert "boko-haram" not in ids("He read Boko. Haram was next.")
    assert "isis-west-africa" not in ids("It was Islamic State.\n\nWest Africa Province is far away.")


def test_newspapers_seas_and_wars_are_no_sides() -> None:
    assert ids("The Washington Post wrote of the Gulf of Oman and the Korean War.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The council met Algoney Hamdan Dagalo in Nairobi.",
        "Maher al-Assad left for Moscow with them.",
        "Mohammed Sinwar was killed in a tunnel, the army said.",
        "The prayers at Mount Arafat ended on Friday.",
    ],
)
def test_a_surname_behind_the_given_name_of_another_is_not_the_one_we_know(text: str) -> None:
    assert not set(ids(text)) & {"sudan-hemedti", "assad-government", "sinwar", "arafat"}


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("The talks were led by Mohammed Hamdan Dagalo.", "sudan-hemedti"),
        ("General Mohamed Hamdan 'Hemedti' Dagalo took the oath.", "sudan-hemedti"),
        ("Bashar Hafez al-Assad left Damascus.", "assad-government"),
        ("Field Marshal Haftar spoke in Benghazi.", "lna"),
        ("On Friday Prime Minister Netanyahu spoke.", "netanyahu"),
        ("But Trump refused.", "trump"),
        ("The talks failed. However Netanyahu agreed to send a delegation to Doha.", "netanyahu"),
        ("Yesterday Modi flew to the border and spoke to the soldiers there.", "modi"),
        ("Rebel Leader Machar Killed", "riek-machar"),
        ("Muhammad Morsi was deposed by the army.", "morsi"),
    ],
)
def test_a_surname_behind_its_own_given_name_or_a_title_is_the_one_we_know(text: str, identifier: str) -> None:
    assert identifier in ids(text)
