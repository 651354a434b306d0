"""A claim is compared with the ledger, and the check says in words what follows and what does not."""

from datetime import date, timedelta

import pytest

from tacitus.analysis import check
from tacitus.analysis.counting import compare
from tacitus.records import Actor, Casualties, Claim, DateRange, Event, Figure, Place, Report, Source, Span

US = Actor(id="us_forces", name="United States", kind="state_forces", country="US")
US_NAVY = Actor(id="us_navy", name="US Navy", kind="state_forces", country="US")
KH = Actor(id="kataib_hezbollah", name="Kataib Hezbollah", kind="militia", country="IQ", affiliation="Iran-backed")
NUJABA = Actor(id="nujaba", name="Harakat al-Nujaba", kind="militia", country="IQ")
IRAN_BACKED = Actor(id="group:iran-backed", name="Iran-backed groups", kind="militia", affiliation="Iran-backed")
HOUTHIS = Actor(id="houthis", name="Houthis", kind="rebels", country="YE")
ISLAMIC_STATE = Actor(id="islamic-state", name="Islamic State", kind="rebels")
MILITANTS = Actor(id="group:militants", name="militants", kind="unidentified")
IRAQ = Place(name="Iraq", country="IQ", precision="country")
ASAD = Place(name="Ain al-Asad", lat=33.8, lon=42.4, country="IQ", admin1="Al Anbar")
REPORT = Report(id="r", text="...", published=date(2023, 11, 22))
START = date(2023, 10, 17)


def event(n: int, day: date | None, action: str = "rocket_attack", **values: object) -> Event:
    dates = DateRange(start=day, end=day, precision="day") if day else DateRange()
    return Event(id=f"e{n:03}", action=action, **{"date": dates, "targets": (US,), "places": (ASAD,), **values})


def attacks(number: int, first: date = START, **values: object) -> list[Event]:
    return [event(n, first + timedelta(days=n % 30), **values) for n in range(number)]


def claim(kind: str, value: int | str | None = None, **values: object) -> Claim:
    defaults = {"what": "attacks", "targets": (US,), "since": START}
    evidence = Span(start=0, end=3, text="...")
    return Claim(id="c", report="r", kind=kind, value=value, evidence=evidence, **{**defaults, **values})


@pytest.mark.parametrize(
    ("relation", "held", "verdict"),
    [
        ("more_than", 70, "agrees"),
        ("more_than", 61, "agrees"),
        ("more_than", 60, "ledger_below"),
        ("at_least", 60, "agrees"),
        ("at_least", 4, "ledger_below"),
        ("exactly", 60, "agrees"),
        ("exactly", 59, "ledger_below"),
        ("exactly", 61, "contradicted"),
        ("about", 50, "agrees"),
        ("about", 72, "agrees"),
        ("about", 73, "contradicted"),
        ("about", 40, "ledger_below"),
        ("at_most", 10, "agrees"),
        ("at_most", 61, "contradicted"),
    ],
)
def test_a_count_is_read_with_its_relation(relation: str, held: int, verdict: str) -> None:
    result = check(claim("count", 60, relation=relation), attacks(held), REPORT)
    assert (result.verdict, result.ledger_count, len(result.events)) == (verdict, held, held)


def test_a_ledger_that_holds_fewer_does_not_speak_against_the_claim() -> None:
    result = check(claim("count", 60, relation="more_than"), attacks(4), REPORT)
    assert "4 of the claimed more than 60" in result.why
    assert "does not speak against the claim" in result.why


def test_only_events_of_the_window_sides_and_places_are_counted() -> None:
    ledger = [
        event(1, START),
        event(2, START - timedelta(days=1)),
        event(3, date(2023, 11, 23)),
        event(4, START, targets=(HOUTHIS,)),
        event(5, START, places=(Place(name="Aden", country="YE"),)),
        event(6, START, action="protest"),
        event(7, START, status="denied"),
        event(8, START, targets=(US_NAVY,)),
    ]
    result = check(claim("count", 2, places=(IRAQ,)), ledger, REPORT)
    assert result.events == ("e001", "e008")


def test_what_the_ledger_does_not_know_of_an_event_is_told_and_not_counted() -> None:
    ledger = [event(1, START), event(2, None), event(3, START, targets=()), event(4, START, targets=(MILITANTS,))]
    result = check(claim("count", 2), ledger, REPORT)
    assert result.ledger_count == 1
    assert "3 more events may belong" in result.why


def test_disputed_events_alone_contradict_nothing() -> None:
    assert check(claim("count", 5), attacks(9, status="disputed"), REPORT).verdict == "agrees"
    assert check(claim("count", 5), attacks(9), REPORT).verdict == "contradicted"


def test_a_described_group_is_found_by_what_backs_it() -> None:
    strikes = [event(1, START, "air_strike", targets=(KH,)), event(2, START, "air_strike", targets=(NUJABA,))]
    result = check(claim("count", 1, targets=(IRAN_BACKED,), what="air strikes", action="air_strike"), strikes, REPORT)
    assert result.events == ("e001",)
    assert "1 more event may belong" in result.why


def test_strikes_are_any_attack_from_a_distance_and_air_strikes_only_those() -> None:
    ledger = [event(1, START, "air_strike"), event(2, START, "missile_attack"), event(3, START, "armed_clash")]
    assert check(claim("count", 2, what="strikes", action="air_strike"), ledger, REPORT).ledger_count == 2
    assert check(claim("count", 1, what="airstrikes", action="air_strike"), ledger, REPORT).ledger_count == 1
    assert check(claim("count", 3, what="attacks", action="air_strike"), ledger, REPORT).ledger_count == 3


@pytest.mark.parametrize(
    ("values", "report", "reason"),
    [
        ({"targets": (), "places": ()}, REPORT, "of whom or where"),
        ({"targets": (MILITANTS,)}, REPORT, "of whom or where"),
        ({"what": "meetings"}, REPORT, "no action"),
        ({"action": "picnic"}, REPORT, "picnic"),
        ({}, None, "has a date"),
        ({"value": None}, REPORT, "no number"),
        ({"since": date(2024, 1, 1)}, REPORT, "begins on 2024-01-01"),
    ],
)
def test_too_little_known_is_not_comparable_and_says_why(
    values: dict[str, object], report: Report | None, reason: str
) -> None:
    result = check(claim("count", **{"value": 60, **values}), attacks(70), report)
    assert (result.verdict, result.ledger_count, result.events) == ("not_comparable", None, ())
    assert reason in result.why


def test_a_place_that_cannot_be_asked_for_allows_only_the_verdict_below() -> None:
    region = Place(name="the region", precision="admin1")
    many = check(claim("count", 5, places=(region,)), attacks(9), REPORT)
    few = check(claim("count", 50, places=(region,)), attacks(9), REPORT)
    assert (many.verdict, few.verdict) == ("not_comparable", "ledger_below")
    assert "“the region”" in many.why


def hurt(n: int, low: int, high: int | None, field: str = "wounded", **values: object) -> Event:
    figure = Figure(low=low, high=high)
    return event(n, START, casualties=Casualties(**{field: figure}), **values)


@pytest.mark.parametrize(
    ("relation", "value", "verdict"),
    [("at_least", 45, "agrees"), ("more_than", 48, "ledger_below"), ("exactly", 46, "agrees")],
)
def test_people_hurt_are_summed_between_the_low_and_high_of_the_events(relation: str, value: int, verdict: str) -> None:
    ledger = [hurt(1, 40, 42), hurt(2, 5, 6), hurt(3, 9, 9, "killed"), event(4, START)]
    result = check(claim("count", value, relation=relation, what="soldiers hurt in attacks"), ledger, REPORT)
    assert (result.verdict, result.ledger_count, result.events) == (verdict, 45, ("e001", "e002"))
    assert "45 to 48 wounded" in result.why


def test_attacks_that_killed_people_count_attacks_and_people_killed_in_attacks_count_people() -> None:
    ledger = [hurt(n, 10, 10, "killed") for n in range(3)]
    assert check(claim("count", 3, what="attacks that killed soldiers"), ledger, REPORT).ledger_count == 3
    assert check(claim("count", 30, what="people killed in attacks"), ledger, REPORT).ledger_count == 30


def test_figures_that_do_not_tell_soldiers_apart_do_not_contradict_a_number_of_soldiers() -> None:
    soldiers, people = claim("count", 5, what="soldiers hurt"), claim("count", 5, what="people hurt")
    ledger = [hurt(1, 40, 42)]
    assert check(soldiers, ledger, REPORT).verdict == "not_comparable"
    assert check(people, ledger, REPORT).verdict == "contradicted"


def strike(n: int, day: date, target: Actor = KH, **values: object) -> Event:
    return event(n, day, "air_strike", initiators=(US,), targets=(target,), **values)


STRIKES = [
    strike(1, date(2023, 10, 26)),
    strike(2, date(2023, 10, 27)),
    strike(3, date(2023, 11, 8)),
    strike(4, date(2023, 11, 12)),
    strike(5, date(2023, 11, 15), ISLAMIC_STATE),
    strike(6, date(2023, 11, 21), reports=(Source(id="r"),)),
]


@pytest.mark.parametrize(("number", "verdict"), [(4, "agrees"), (7, "ledger_below"), (3, "contradicted")])
def test_strikes_a_day_apart_on_one_side_are_one_round(number: int, verdict: str) -> None:
    asked = claim("ordinal", number, what="round of strikes", action="air_strike", actors=(US,), targets=())
    result = check(asked, STRIKES, REPORT)
    assert (result.verdict, result.ledger_count) == (verdict, 4)
    assert result.events == ("e001", "e002", "e003", "e004", "e006")
    assert "26 October 2023 to 27 October 2023" in result.why


@pytest.mark.parametrize(
    ("target", "place", "rounds"),
    [
        (HOUTHIS, ASAD, "5"),
        (HOUTHIS, Place(name="Aden", country="YE"), "4 to 5"),
        (MILITANTS, ASAD, "4 to 5"),
    ],
)
def test_those_whom_one_state_backs_are_one_side_where_they_are_together(
    target: Actor, place: Place, rounds: str
) -> None:
    other = strike(7, date(2023, 11, 17), target, places=(place,))
    asked = claim("ordinal", 9, what="round of strikes", action="air_strike", actors=(US,), targets=())
    assert f"holds {rounds} rounds of the claimed 9" in check(asked, [*STRIKES, other], REPORT).why


def test_an_ordinal_agrees_where_only_events_with_a_side_not_named_make_up_the_number() -> None:
    asked = claim("ordinal", 5, what="round of strikes", action="air_strike", actors=(US,), targets=())
    result = check(asked, [*STRIKES, strike(7, date(2023, 11, 17), MILITANTS)], REPORT)
    assert (result.verdict, result.ledger_count) == ("agrees", 4)
    assert "of 1 the side is not named" in result.why


def test_an_ordinal_that_names_no_side_is_about_the_event_of_its_report() -> None:
    asked = claim("ordinal", 4, what=None, actors=(), targets=())
    result = check(asked, STRIKES, REPORT)
    assert (result.verdict, result.ledger_count) == ("agrees", 4)


def test_an_ordinal_without_a_beginning_is_not_contradicted_by_older_rounds() -> None:
    asked = claim("ordinal", 3, what="round of strikes", action="air_strike", actors=(US,), targets=(), since=None)
    assert check(asked, STRIKES, REPORT).verdict == "not_comparable"


def test_an_ordinal_whose_own_round_the_ledger_lacks_says_so() -> None:
    asked = claim("ordinal", 4, what="round of strikes", action="air_strike", actors=(US,), targets=(KH,))
    result = check(asked, STRIKES[:2], REPORT)
    assert (result.verdict, result.ledger_count) == ("ledger_below", 1)
    assert "none near the claim's date" in result.why


MISSILES = {"action": "missile_attack", "weapons": ("close-range ballistic missile",)}
OWN = event(9, date(2023, 11, 20), reports=(Source(id="r"),), **MISSILES)


@pytest.mark.parametrize(
    ("earlier", "verdict"),
    [
        (event(1, date(2023, 11, 2), summary="Missiles on a base", **MISSILES), "contradicted"),
        (event(1, date(2023, 11, 2), status="disputed", **MISSILES), "not_comparable"),
        (event(1, START - timedelta(days=3), **MISSILES), "agrees"),
        (event(1, date(2023, 11, 2), action="rocket_attack", weapons=("rocket",)), "agrees"),
        (event(1, date(2023, 11, 2), **{**MISSILES, "targets": (HOUTHIS,)}), "agrees"),
        (event(1, date(2023, 11, 2), action="missile_attack", weapons=("missile",)), "agrees"),
    ],
)
def test_a_first_is_contradicted_only_by_an_earlier_one_of_that_weapon_and_side(earlier: Event, verdict: str) -> None:
    asked = claim("first", 1, what="use of such missiles", weapons=("ballistic missiles",))
    result = check(asked, [earlier, OWN], REPORT)
    assert result.verdict == verdict
    assert ("e001" in result.events) == (verdict in ("contradicted", "not_comparable"))
    if verdict == "contradicted":
        assert "2 November 2023: Missiles on a base (e001)" in result.why


def test_a_first_in_a_ledger_that_holds_nothing_of_these_sides_is_not_comparable() -> None:
    asked = claim("first", 1, what="use of such missiles", weapons=("ballistic missiles",))
    assert check(asked, [strike(1, date(2023, 11, 2), HOUTHIS)], REPORT).verdict == "not_comparable"


@pytest.mark.parametrize(
    ("before", "after", "value", "verdict"),
    [
        (2, 20, "increase", "agrees"),
        (20, 2, "increase", "contradicted"),
        (20, 2, "decrease", "agrees"),
        (9, 11, "increase", "not_comparable"),
        (1, 3, "increase", "not_comparable"),
    ],
)
def test_a_trend_compares_equally_long_windows(before: int, after: int, value: str, verdict: str) -> None:
    start = date(2023, 10, 1)
    ledger = [event(n, start - timedelta(days=1 + n)) for n in range(before)]
    ledger += [event(100 + n, start + timedelta(days=n)) for n in range(after)]
    ledger.append(event(999, date(2022, 1, 1)))
    result = check(claim("trend", value, since=start), ledger, REPORT)
    assert result.verdict == verdict
    assert f"{after} on" in result.why
    assert f"{before} on the 53 days before it" in result.why


def test_a_ledger_that_begins_within_the_window_before_shows_no_trend() -> None:
    result = check(claim("trend", "increase"), attacks(30), REPORT)
    assert result.verdict == "not_comparable"
    assert "The ledger begins on 17 October 2023" in result.why


def test_a_number_is_contradicted_only_by_what_is_sure() -> None:
    assert compare("exactly", 5, 4, 9) == "agrees"
    assert compare("exactly", 5, 6, 9) == "contradicted"


def test_swapping_the_sides_of_claim_and_ledger_changes_no_verdict() -> None:
    forth = [event(n, START, initiators=(KH,), targets=(HOUTHIS,)) for n in range(3)]
    back = [event(n, START, initiators=(HOUTHIS,), targets=(KH,)) for n in range(3)]
    one = check(claim("count", 3, actors=(KH,), targets=(HOUTHIS,)), forth, REPORT)
    other = check(claim("count", 3, actors=(HOUTHIS,), targets=(KH,)), back, REPORT)
    assert (one.verdict, one.ledger_count, one.events) == (other.verdict, other.ledger_count, other.events)


@pytest.mark.parametrize("since", [START, None])
def test_what_was_read_beside_a_claim_as_of_yesterday_holds_the_report_that_makes_it(since: date | None) -> None:
    ordinal = claim("ordinal", 1, since=since, as_of=REPORT.published - timedelta(days=1))
    later = Report(id="later", text="...", published=REPORT.published + timedelta(days=1))
    result = check(ordinal, attacks(1), REPORT, [REPORT, later])
    assert "Read: the ledger holds 1 report of 1 publisher" in result.why
    assert "22 November 2023" in result.why
