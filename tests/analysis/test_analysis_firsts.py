"""A first says among how much it is one, and what came nearest before it."""

from made_up import KATAIB, US, event, material, on, report

from tacitus.analysis.firsts import closest, find_firsts
from tacitus.analysis.queries import ask
from tacitus.records import Place

DRONE, MISSILE, BALLISTIC = ("drone",), ("missile",), ("missile", "ballistic missile")
SYRIA = (Place(name="Al-Tanf", country="SY"),)


def attack(day: int, weapons: tuple[str, ...], **values: object):
    return event(day, KATAIB, US, weapons=weapons, **values)


USUAL = [attack(d, DRONE) for d in (0, 3, 6, 9)]


def test_the_first_use_of_a_weapon_says_by_whom_since_when_and_among_how_many() -> None:
    new = attack(20, BALLISTIC)
    (first,) = find_firsts(ask(since=on(15)), material([*USUAL, new], [report("r", 1)])).firsts
    assert (first.event, first.weapon, first.scope, first.by) == (new.id, "ballistic missile", "by", "Kataib Hezbollah")
    assert (first.since, first.searched, first.nearest) == (on(0), 4, None)


def test_what_others_used_before_is_the_nearest_earlier_case() -> None:
    other = event(10, US, KATAIB, weapons=BALLISTIC)
    found = find_firsts(ask(by=["kataib-hezbollah"], since=on(15)), material([*USUAL, other, attack(20, BALLISTIC)]))
    assert found.firsts[0].nearest == other.id


def test_a_weapon_used_before_is_no_first_but_may_be_one_in_another_country() -> None:
    there = [event(d, KATAIB, None, weapons=MISSILE, places=SYRIA) for d in (1, 2, 4)]
    again, elsewhere = attack(20, DRONE), event(21, KATAIB, None, weapons=DRONE, places=SYRIA)
    (first,) = find_firsts(ask(since=on(15)), material([*USUAL, *there, again, elsewhere])).firsts
    assert (first.event, first.scope, first.country) == (elsewhere.id, "by and in", "SY")


def test_among_too_few_earlier_events_nothing_is_called_a_first() -> None:
    assert find_firsts(ask(), material([*USUAL[:2], attack(20, BALLISTIC)])).firsts == ()


def test_the_deadliest_is_so_by_its_least_figure_against_the_greatest_of_the_others() -> None:
    old = attack(0, DRONE, killed=9)
    small = [attack(d, DRONE, killed=2) for d in (5, 6, 7)]
    (one,) = find_firsts(ask(since=on(15)), material([old, *small, attack(20, DRONE, killed=7)])).deadliest
    assert (one.killed, one.since, one.nearest, one.searched) == ((7, 7), on(0), old.id, 3)


def test_a_closer_name_of_a_weapon_stands_for_the_wider_one() -> None:
    assert closest(["missile", "close-range ballistic missile", "ballistic missile", "drone"]) == [
        "close-range ballistic missile",
        "drone",
    ]
