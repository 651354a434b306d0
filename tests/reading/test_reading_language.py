"""Only English is coded; another language is refused by its name."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tacitus.reading import language_name, language_of, read, refusal_for_language
from tacitus.reading._fields import report_id
from tacitus.records import Report

ENGLISH = "Two shells landed near the grain store on Tuesday, and the mayor said that nobody was hurt."
FRENCH = (
    "Deux obus sont tombés mardi près du silo à grains de la ville, a indiqué le maire, qui assure que personne n'a "
    "été blessé et que la route a rouvert dans la soirée."
)


def report(text: str, lang: str | None = None) -> Report:
    return Report(id=report_id(text), text=text, lang=lang)


@pytest.mark.parametrize(
    "headline",
    [
        "Drone strike kills five in Gaza",
        "TWO KILLED IN KHERSON SHELLING OVERNIGHT",
        "Nigeria: bandits abduct 30 Zamfara schoolgirls",
        "Jihadists raid Burkina Faso garrison, seven dead",
        "Colombia: ELN ambush, nine soldiers dead",
        "Houthis fire missile at Eilat again",
        "RSF shells El Fasher market; 12 dead",
        "Sirens in Kiryat Shmona. One rocket, no casualties.",
        "Suicide bomber hits Mogadishu restaurant",
    ],
)
def test_short_english_headlines_full_of_foreign_names_are_english(headline: str) -> None:
    assert language_of(headline)[0] == "en"
    assert refusal_for_language(report(headline)) is None


@pytest.mark.parametrize(
    ("code", "headline"),
    [
        ("fr", "Mali : douze soldats tués dans une embuscade près de Ségou"),
        ("fr", "Attentat à Kaboul : 14 morts"),
        ("fr", "IRAK : DEUX ROQUETTES TIRÉES SUR UNE BASE AMÉRICAINE"),
        ("es", "Mueren cinco policías en una emboscada en Michoacán"),
        ("pt", "Ataque a base militar deixa cinco mortos em Cabo Delgado"),
        ("de", "Drohnenangriff auf US-Basis im Irak"),
        ("it", "Raid aereo su Gaza, cinque morti"),
        ("nl", "Vier doden bij aanslag in Kaboel"),
        ("no", "Fem drept i luftangrep mot Gaza"),
        ("tr", "Irak'ta ABD üssüne roketli saldırı"),
        ("so", "Shan qof oo lagu dilay weerar ka dhacay Muqdisho"),
        ("ru", "Пять человек погибли при ударе по Харькову"),
        ("uk", "П'ятеро загиблих через удар по Харкову"),
        ("ar", "مقتل خمسة في غارة على غزة"),
        ("zh", "加沙空袭造成五人死亡"),
    ],
)
def test_headlines_in_other_languages_are_told_and_refused_by_name(code: str, headline: str) -> None:
    found, confidence = language_of(headline)
    assert found == code and 0 < confidence <= 1
    assert refusal_for_language(report(headline)) == (
        f"written in {language_name(code)} ({code}); only English is coded"
    )


def test_a_french_article_is_read_and_refused_for_coding_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FRENCH)
    [found] = read(tmp_path / "a.txt")
    assert isinstance(found, Report)
    assert found.lang == "fr"
    assert refusal_for_language(found) == "written in French (fr); only English is coded"


@pytest.mark.parametrize(
    ("declared", "text", "lang", "refusal"),
    [
        ("en", ENGLISH, "en", None),
        ("en-US", ENGLISH, "en", None),
        ("eng", ENGLISH, "en", None),
        ("English", ENGLISH, "en", None),
        ("und", ENGLISH, "en", None),
        ("en", FRENCH, "fr", "written in French (fr); only English is coded"),
        ("fr", FRENCH, "fr", "written in French (fr); only English is coded"),
        ("fre", FRENCH, "fr", "written in French (fr); only English is coded"),
        (None, FRENCH, "fr", "written in French (fr); only English is coded"),
        ("de", ENGLISH, "de", "declared as German (de), though it reads as English; correct 'lang' to have it coded"),
        (
            "xx",
            ENGLISH,
            "xx",
            "declared as the language 'xx', though it reads as English; correct 'lang' to have it coded",
        ),
    ],
)
def test_a_declared_language_is_trusted_where_it_is_not_english_and_checked_where_it_is(
    tmp_path: Path, declared: str | None, text: str, lang: str, refusal: str | None
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "lang": declared}))
    [found] = read(tmp_path / "a.jsonl")
    assert isinstance(found, Report)
    assert found.lang == lang
    assert refusal_for_language(found) == refusal


def test_an_article_in_another_language_stays_so_whatever_english_it_quotes() -> None:
    quoting = f'{FRENCH} {FRENCH} {FRENCH} "The raid was carried out after the warning," said the spokesman.'
    assert refusal_for_language(report(quoting, "en")) == "written in French (fr); only English is coded"


def test_names_in_other_letters_do_not_hide_the_language_of_a_report() -> None:
    assert (
        refusal_for_language(
            report(f"{ENGLISH} {ENGLISH} {ENGLISH} It stands on the road to \u0645\u0648\u0635\u0644.")
        )
        is None
    )


def test_a_text_without_letters_has_no_language() -> None:
    assert language_of("12 : 45 -- 300") == ("und", 0.0)
    assert refusal_for_language(report("12 : 45 -- 300")) == "its language cannot be told; only English is coded"
    assert refusal_for_language(report("12 : 45 -- 300", "en")) is None


def test_names_of_languages() -> None:
    assert [language_name(code) for code in ("fr", "ps", "sw", "qq")] == ["French", "Pashto", "Swahili", "qq"]


GOLD = Path(os.environ.get("TACITUS_GOLD", "gold"))


@pytest.mark.skipif(not (GOLD / "dispatches").is_dir(), reason="the gold suites are not here (set TACITUS_GOLD)")
def test_no_english_report_of_the_gold_suites_is_refused_and_no_other_is_accepted() -> None:
    wrong = []
    for path in (GOLD / "dispatches" / "articles.jsonl", GOLD / "passages" / "passages.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found, _ = language_of(row["text"])
            if (found == "en") != (row.get("lang", "en") == "en"):
                wrong.append((row["id"], found))
    assert wrong == []
