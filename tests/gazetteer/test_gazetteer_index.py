"""Names are looked up in the index; without one the user is told what to do."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tacitus.errors import MissingIndexError
from tacitus.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Iraq", "country:IQ"),
        ("U.S.", "country:US"),
        ("DRC", "country:CD"),
        ("Jurf al-Sakhar", "supplement:jurf-al-sakhar"),
        ("Jurf al Saqr", "supplement:jurf-al-sakhar"),
        ("al-Asad", "airport:ORAA"),
        ("Tower 22", "supplement:tower-22"),
        ("Hmeimim", "airport:OSLK"),
        ("Bab el-Mandeb", "supplement:bab-al-mandab"),
        ("Anbar", "admin1:IQ-AN"),
        ("Zamzam", "supplement:zamzam-camp"),
        ("Donbas", "supplement:donbas"),
        ("Second Thomas Shoal", "supplement:second-thomas-shoal"),
    ],
)
def test_a_name_is_found_under_its_id(gazetteer: Gazetteer, name: str, identifier: str) -> None:
    assert identifier in [toponym.id for toponym in gazetteer.lookup(name)]


def test_other_scripts_are_looked_up_too(gazetteer: Gazetteer) -> None:
    assert "SY" in {toponym.country for toponym in gazetteer.lookup("دير الزور")}
    assert "UA" in {toponym.country for toponym in gazetteer.lookup("Херсон")}


def test_known_spellings_come_before_other_romanisations(gazetteer: Gazetteer) -> None:
    order = [match.how == "heavy" for match in gazetteer.matches("Tartus")]
    assert order == sorted(order)
    assert gazetteer.lookup("Tartus")[0].country == "SY"


def test_a_spelling_nobody_listed_is_found_by_its_sound(gazetteer: Gazetteer) -> None:
    assert any(m.how == "heavy" and m.toponym.country == "SY" for m in gazetteer.matches("Al-Mayyaadin"))


def test_a_name_nobody_knows_has_no_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyzzyqwertyville") == ()
    assert gazetteer.lookup("") == ()


def test_short_capitals_are_an_acronym_or_nothing(gazetteer: Gazetteer) -> None:
    """There is a village of Us in France and a town of Eu: "US" and "EU" are neither, "WHO" is nowhere."""
    assert [t.id for t in gazetteer.lookup("US")] == ["country:US"]
    assert [t.name for t in gazetteer.lookup("EU")] == ["Europe"]
    assert gazetteer.lookup("WHO") == ()
    assert "country:US" not in [t.id for t in gazetteer.lookup("Us")]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iraq", "IQ"),
        ("US", "US"),
        ("America", "US"),
        ("Congo", "CD"),  # as newswire says it
        ("Congo-Brazzaville", "CG"),
        ("DR Congo", "CD"),
        ("Türkiye", "TR"),
        ("us", None),
        ("Kosovo", "XK"),
        ("Palestinian territories", "PS"),
        ("Baghdad", None),
    ],
)
def test_country_names_give_their_codes(gazetteer: Gazetteer, name: str, code: str | None) -> None:
    assert gazetteer.country_of(name) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Israeli", "IL"),
        ("Ukrainians", "UA"),
        ("Palestinian", "PS"),
        ("Chechen", "RU"),
        ("Kurdish", None),
        ("table", None),
    ],
)
def test_nationalities_give_their_country(gazetteer: Gazetteer, word: str, code: str | None) -> None:
    assert gazetteer.demonym(word) == code


def test_capitals_stand_for_their_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.capital_of("Tehran") == "IR"
    assert gazetteer.capital_of("Kyiv") == "UA"
    assert gazetteer.capital_of("Basra") is None
    baghdad = next(t for t in gazetteer.lookup("Baghdad") if t.feature == "city" and t.country == "IQ")
    assert gazetteer.capital_of(baghdad.id) == "IQ"


def test_a_place_is_got_by_its_id(gazetteer: Gazetteer) -> None:
    for toponym in gazetteer.lookup("Tripoli")[:5]:
        assert gazetteer.get(toponym.id) == toponym
    assert gazetteer.get("geonames:0") is None


def test_many_threads_may_ask_at_once(gazetteer: Gazetteer) -> None:
    names = ["Kirkuk", "Mosul", "Goma", "Kherson", "Gao", "Marib"] * 20
    fresh = Gazetteer.open(gazetteer.path)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(fresh.lookup, names))
    assert found == [gazetteer.lookup(name) for name in names]


def test_a_missing_index_says_which_command_builds_it(tmp_path: Path) -> None:
    with pytest.raises(MissingIndexError, match="tacitus gazetteer build"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_an_index_of_another_version_or_kind_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("PRAGMA user_version = 999")
    with pytest.raises(MissingIndexError, match="version 999"):
        Gazetteer.open(other)
    text = tmp_path / "text.sqlite"
    text.write_text("this is not a database, however long it may be")
    with pytest.raises(MissingIndexError, match="not a gazetteer index"):
        Gazetteer.open(text)
