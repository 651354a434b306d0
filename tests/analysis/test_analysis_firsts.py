"""A first says among how much it is one, and what came nearest before it."""

from hypothesis import given
from hypothesis import strategies as st
from made_up import KATAIB, US, event, material, on, report

from tacitus.analysis.firsts import closest, find_firsts
from tacitus.analysis.queries import ask
from tacitus.records import Event, Place

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


happened = st.builds(
    lambda day, us, weapons, abroad, dead: event(
        day,
        *((US, KATAIB) if us else (KATAIB, US)),
        weapons=weapons,
        killed=dead,
        **({"places": SYRIA} if abroad else {}),
    ),
    st.integers(0, 12),
    st.booleans(),
    st.sampled_from([(), DRONE, MISSILE, BALLISTIC]),
    st.booleans(),
    st.integers(0, 4),
)


@given(st.lists(happened, max_size=25))
def test_a_first_is_one_among_all_events_before_it_and_the_deadliest_since_the_last_as_deadly(
    some: list[Event],
) -> None:
    found = find_firsts(ask(), material(some))
    by_id = {e.id: e for e in some}
    for first in found.firsts:
        one = by_id[first.event]
        before = [e for e in some if e.date.start < one.date.start]
        used = [e for e in before if any(first.weapon in w for w in e.weapons)]
        theirs = [e for e in before if e.initiators == one.initiators]
        among = theirs if first.scope != "by and in" else [e for e in theirs if e.places == one.places]
        assert first.searched == len(among) >= 3
        assert not any(e in used for e in among)
        assert first.nearest == max(((e.date.start, e.id) for e in used), default=(None, None))[1]
    told = {d.event: d for d in found.deadliest}
    in_time = sorted(some, key=lambda e: (e.date.start, e.id))
    for one in in_time:
        dead = one.casualties.killed.best
        before = [e for e in in_time if e.date.start < one.date.start]
        as_many = [n for n, e in enumerate(before) if e.casualties.killed.best >= dead]
        between = before[as_many[-1] + 1 :] if as_many else before
        assert (one.id in told) == (dead > 0 and sum(e.casualties.killed.best > 0 for e in between) >= 3)
        if one.id in told:
            assert told[one.id].searched == len(between)
            assert told[one.id].nearest == (before[as_many[-1]].id if as_many else None)
