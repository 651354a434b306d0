"""The curated tables are checked as they are read, and a fault is named by file, line and reason."""

from pathlib import Path

import pytest

from tacitus.errors import TableError
from tacitus.gazetteer import fold
from tacitus.gazetteer.tables import read_abbreviations, read_countries, read_stopwords, read_supplement

SUPPLEMENT = "id,name,aliases,feature,country,admin1,lat,lon,radius_km,source\n"
GOOD = "al-tanf,al-Tanf,Tanf,base,SY,Homs,33.505,38.617,5,Wikipedia\n"


def test_the_supplement_covers_hundreds_of_places_in_today_s_conflicts() -> None:
    rows = read_supplement()
    assert len(rows) >= 400
    assert {"UA", "RU", "PS", "IL", "LB", "SY", "IQ", "YE", "IR", "SD", "SO", "ET", "CD", "MZ", "NG", "MM"} <= {
        row.country for row in rows
    }
    assert all(row.source for row in rows)


def test_every_country_has_a_name_and_a_point_and_no_nationality_two_countries() -> None:
    rows = read_countries()
    assert {"XK", "PS", "TW", "EH", "SS"} <= {row.code for row in rows}
    owners: dict[str, str] = {}
    for row in rows:
        for word in row.demonyms:
            assert owners.setdefault(fold(word), row.code) == row.code, word


def test_every_stop_word_has_a_reason_and_no_country_is_one() -> None:
    words = read_stopwords()
    assert {"of", "police", "march", "man", "mobile", "reading"} <= set(words)
    assert all(words.values())
    assert not {"iraq", "chad", "jordan", "mali", "niger", "turkey", "georgia"} & set(words)


def test_abbreviations_name_states() -> None:
    assert ("La", "US", "Louisiana") in {(r.abbreviation, r.country, r.admin1) for r in read_abbreviations()}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (GOOD.replace("base", "fortress"), "unknown feature 'fortress'"),
        (GOOD.replace("33.505", "93.505"), "lat 93.505 is not between"),
        (GOOD.replace("38.617", "east"), "lon 'east' is not a number"),
        (GOOD.replace("SY", "Syria"), "not an ISO 3166-1 alpha-2 code"),
        (GOOD.replace(",Wikipedia", ","), "source is empty"),
        (GOOD.replace(",Wikipedia", ""), "9 cells, wanted 10"),
        (GOOD + GOOD, "already on line 2"),
    ],
)
def test_a_faulty_row_is_refused_with_its_place_and_the_reason(tmp_path: Path, line: str, why: str) -> None:
    table = tmp_path / "supplement.csv"
    table.write_text(SUPPLEMENT + line, encoding="utf-8")
    with pytest.raises(TableError, match=r"supplement\.csv line [23]: ") as caught:
        read_supplement(table)
    assert why in str(caught.value)


def test_a_table_with_other_columns_or_no_table_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "supplement.csv"
    with pytest.raises(TableError, match="cannot be read"):
        read_supplement(table)
    table.write_text("id,name\n", encoding="utf-8")
    with pytest.raises(TableError, match="columns are id,name"):
        read_supplement(table)
