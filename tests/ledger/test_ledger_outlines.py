"""What analyses read of a ledger's events in place of the events says the same as they do, after every change."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import insert
from telling_factories import coded, mention

from tacitus.analysis.answering import find_exchange
from tacitus.analysis.firsts import find_firsts
from tacitus.analysis.material import Kept, Listed
from tacitus.analysis.numbering import find_rounds
from tacitus.analysis.queries import ask
from tacitus.analysis.trends import find_trend
from tacitus.ledger.index import put
from tacitus.ledger.sifting import Sought
from tacitus.ledger.standing import rows_of
from tacitus.publishing.countries import country_place
from tacitus.records import Actor, Casualties, DateRange, Event, EventEvidence, EventResponse, Figure, Place

START = date(2024, 1, 1)
ARMY = Actor(id="SY:military", name="Army", kind="state_forces", country="SY")
POLICE = Actor(id="SY:police", name="Police", kind="state_forces", country="SY")
FRONT = Actor(id="front", name="Front", kind="rebels")
BACKED = Actor(id="group:militia", name="militias", kind="militia", affiliation="Army-backed")
SIDES = [(), (ARMY,), (POLICE,), (FRONT,), (BACKED,), (ARMY, BACKED), (FRONT, BACKED)]
HOMS, ZAHLE = Place(name="Homs", country="SY", admin1="Homs"), Place(name="Zahle", country="LB", confidence=0.5)
SEA = Place(name="Sea", precision="water")
PLACES = [(), (HOMS,), (ZAHLE,), (HOMS, ZAHLE), (SEA,), (HOMS, SEA)]
WEAPONS = [(), ("missile",), ("ballistic missile", "missile"), ("drone",), ("drone", "missile")]
ASPECTS = "id action status date places initiators targets weapons casualties response_to".split()
QUESTIONS = {
    "all": ask(),
    "by the army": ask(by=["SY"], country=country_place("SY")),
    "February in Lebanon": ask(country=country_place("LB"), since=date(2024, 2, 1), until=date(2024, 2, 29)),
    "with missiles": ask(weapon="missile", since=date(2024, 1, 20)),
    "denied": ask(status="denied"),
    "between two": ask(by=["SY"], against=["front"]),
}


def some_events() -> list[Event]:
    random = Random(5)
    made = []
    for number in range(300):
        day = START + timedelta(days=random.randrange(70))
        long = random.random() < 0.1
        when = DateRange(start=day, end=day + timedelta(days=6 * long), precision="week" if long else "day")
        dead = random.choice([None, 0, 1, 3, 8, number])
        answered = random.choice(made).id if made and random.random() < 0.1 else None
        made.append(
            Event(
                id=f"e{number:03}",
                action=random.choice(["air_strike", "shelling", "protest"]),
                status=random.choices(["reported", "claimed", "denied"], [8, 1, 1])[0],
                date=DateRange() if random.random() < 0.1 else when,
                places=random.choice(PLACES),
                initiators=random.choice(SIDES),
                targets=random.choice(SIDES),
                weapons=random.choice(WEAPONS if day > START + timedelta(days=30) else WEAPONS[:3]),
                casualties=Casualties(killed=Figure(low=dead, high=random.choice([None, dead])))
                if dead
                else Casualties(),
                response_to=(EventResponse(event=answered, cue="in response to"),) if answered else (),
                evidence=(EventEvidence(field="trigger", report="r", start=0, end=6, text="struck"),),
            )
        )
    return made


@pytest.fixture
def filled(ledger):
    with ledger._writing() as conn:
        for age, event in enumerate(some_events(), 1):
            for table, rows in rows_of(event, age, rejected=0).items():
                if rows:
                    conn.execute(insert(table), rows)
            put(conn, [(age, event)])
    return ledger


def test_an_outline_says_of_an_event_what_the_event_says(filled):
    def told(them):
        return sorted(tuple(getattr(one, aspect) for aspect in ASPECTS) for one in them)

    everything = list(filled.events())
    assert len(everything) == 300
    assert told(filled.sieve().outlines(Sought())) == told(everything)


@pytest.mark.parametrize("asked", QUESTIONS)
def test_what_is_found_in_a_ledger_is_found_in_a_list_of_its_events_event_for_event(filled, asked):
    listed, query = Listed(list(filled.events())), QUESTIONS[asked]
    for analysis in (find_firsts, find_rounds, find_trend, find_exchange):
        assert analysis(query, Kept(filled.sieve())) == analysis(query, listed)


def test_there_are_firsts_of_every_scope_and_records_to_find(filled):
    found = find_firsts(ask(), Kept(filled.sieve()))
    assert {first.scope for first in found.firsts} == {"by", "by and against", "by and in"}
    assert any(first.nearest for first in found.firsts) and found.deadliest


def test_a_question_of_some_days_of_those_read_already_gives_the_same(filled):
    days = {"since": START + timedelta(days=20), "until": START + timedelta(days=40)}
    fresh, used = filled.sieve(), filled.sieve()
    used.outlines(Sought())
    assert fresh.outlines(Sought(**days)) == used.outlines(Sought(**days)) != used.outlines(Sought())


def test_a_decision_on_an_event_changes_what_may_come_first_and_what_is_read(ledger):
    ledger.add([coded("a", mention("a", weapons=("barrel bomb",)))])
    (event,) = ledger.events()
    assert ledger.sieve().weapons() == ["barrel bomb"]
    ledger.set_field(event.id, "weapons", ["mortar"], author="Ana", reason="a film")
    assert ledger.sieve().weapons() == ["mortar"]
    assert [o.weapons for o in ledger.sieve().outlines(Sought())] == [("mortar",)]
    ledger.reject(event.id, author="Ana", reason="a film")
    assert ledger.sieve().weapons() == ledger.sieve().outlines(Sought()) == []
