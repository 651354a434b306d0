"""The tables say where they are wrong, and what they hold is whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

import tacitus.actors
from tacitus.actors import ActorRegistry
from tacitus.actors.tables import load_tables, package_tables, plural
from tacitus.errors import TableError

REGISTRY = ActorRegistry.load()
PACKAGE = Path(tacitus.actors.__file__).parent


@pytest.fixture
def with_rows(tmp_path: Path) -> Callable[[str, str], None]:
    """Load the package's tables with lines added to one of them."""

    def load(table: str, lines: str) -> None:
        for file in PACKAGE.glob("*.csv"):
            text = file.read_text(encoding="utf-8")
            (tmp_path / file.name).write_text(text + (lines if file.name == table else ""), encoding="utf-8")
        ActorRegistry(load_tables(folder=tmp_path))

    return load


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("hamas,Other,,rebels,PS,,,,,Wikidata\n", "'hamas' stands twice"),
        ("new-one,New One,,army,PS,,,,,Wikidata\n", "unknown kind 'army'"),
        ("new-one,New One,,rebels,XX,,,,,Wikidata\n", "unknown country 'XX'"),
        ("new-one,New One,,rebels,PS,nobody,,,,Wikidata\n", "unknown parent 'nobody'"),
        ("new-one,New One,,rebels,PS,,nobody,,,Wikidata\n", "backed by the unknown 'nobody'"),
        ("new-one,New One,,rebels,PS,,,2010,1999,Wikidata\n", "ends (1999) before it begins (2010)"),
        ("new-one,New One,,rebels,PS,,,soon,,Wikidata\n", "'soon' is no year"),
        ("new-one,New One,,rebels,PS,,,,,\n", "needs a name and a source"),
        ("new-one,New One,rebels,PS\n", "not as many cells"),
        ("new-one,New One,HAMAS|Hamas,rebels,PS,,,,,Wikidata\n", "both claim 'Hamas'"),
        ("a-one,A One,,rebels,PS,b-one,,,,W\nb-one,B One,,rebels,PS,a-one,,,,W\n", "its own parent"),
    ],
)
def test_a_wrong_row_of_the_registry_is_named(with_rows: Callable[[str, str], None], line: str, why: str) -> None:
    with pytest.raises(TableError) as error:
        with_rows("registry.csv", line)
    assert why in str(error.value)
    assert "registry.csv" in str(error.value)


@pytest.mark.parametrize(
    ("table", "line", "why"),
    [
        ("groups.csv", "zouave,,dancers,yes\n", "unknown kind 'dancers'"),
        ("groups.csv", "zouave,,militia,maybe\n", "unknown alone 'maybe'"),
        ("terms.csv", "zouave,,cavalry,people,yes\n", "unknown branch 'cavalry'"),
        ("terms.csv", "zouave,,military,gadget,yes\n", "unknown kind 'gadget'"),
        ("affiliations.csv", "zouaved,above,yes\n", "unknown position 'above'"),
        ("variants.csv", "zouave,taleban\n", "'taleban' is a variant of 'taliban' too"),
    ],
)
def test_a_wrong_row_of_another_table_is_named(
    with_rows: Callable[[str, str], None], table: str, line: str, why: str
) -> None:
    with pytest.raises(TableError) as error:
        with_rows(table, line)
    assert why in str(error.value)
    assert table in str(error.value)


def test_a_spelling_may_be_shared_where_country_or_years_part_the_actors(
    with_rows: Callable[[str, str], None],
) -> None:
    with_rows("registry.csv", "new-one,New One,Hamas,rebels,LB,,,,,Wikidata\n")


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"registry\.csv"):
        load_tables(folder=tmp_path)


def test_the_registry_holds_what_conflict_reporting_needs() -> None:
    assert len(REGISTRY) >= 800
    assert len(package_tables().groups) >= 250
    for identifier in (
        "centcom",
        "idf",
        "pmf",
        "islamic-resistance-in-iraq",
        "jnim",
        "arakan-army",
        "viv-ansanm",
        "sohr",
    ):
        assert REGISTRY.get(identifier) is not None


def test_every_named_actor_is_found_by_its_own_name_beside_its_country() -> None:
    """The name alone must do, given where the report is from."""
    missed = []
    for row in REGISTRY:
        countries = [row.country] if row.country else []
        found = {span.actor.id for span in REGISTRY.find(f"So said {row.name}, again.", countries=countries)}
        if row.id not in found:
            missed.append(row.id)
    assert missed == []


def test_parents_lead_up_to_the_state_or_the_movement() -> None:
    assert REGISTRY.parents("qassam-brigades") == ("hamas",)
    assert REGISTRY.parents("quds-force") == ("irgc", "IR:military")
    assert REGISTRY.parents("nobody") == ()
    row = REGISTRY.row("kataib-hezbollah")
    assert row is not None
    assert row.backed_by == ("IR",)


@pytest.mark.parametrize(
    ("noun", "many"), [("gunboat", "gunboats"), ("army", "armies"), ("boss", "bosses"), ("convoy", "convoys")]
)
def test_plurals_by_rule(noun: str, many: str) -> None:
    assert plural(noun) == many
