"""Made-up coded reports of a world at the density of real ones, in the order in which they are published.

On each day some 200 happenings are told of in 60 countries, a fifth of them in the one with the worst war and few in
most, as event data sets of the world count them. A happening has one to eight tellings, 2.5 on average, published on
its day or within three, and a report tells of one to three. Towns, armed groups and publishers are each a few that
are in the news every day and many that are not. Tellings leave out sides, know only the province or the country, give
the day before or no date, count the dead differently, recall what is weeks old, deny, or say that it was an answer.

The first so many reports are always the same; nothing of any real report is in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from tacitus.records import (
    Actor,
    Casualties,
    CodedReport,
    DateRange,
    Evidence,
    Figure,
    Mention,
    Place,
    Report,
    Response,
)

FIRST_DAY = date(2000, 1, 1)
HAPPENINGS_A_DAY = 200
COUNTRIES, TOWNS, PROVINCES, PUBLISHERS, GROUPS = 60, 120, 8, 80, 4
LATEST_TELLING_DAYS, RECALLED_DAYS = 3, 40
MOST_IN_A_REPORT = 3
TELLINGS = (1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 8)
ACTIONS = {
    "armed_clash": 22,
    "shelling": 18,
    "air_strike": 12,
    "drone_attack": 8,
    "killing": 10,
    "bombing": 5,
    "abduction": 5,
    "protest": 12,
    "arrest": 6,
    "riot": 2,
}
FACILITIES = ("a market", "the Noor mosque", "the Rose hospital", "a school", "the Tower barracks")


@dataclass(frozen=True)
class Country:
    """A country of the world: the finest place is the first."""

    place: Place
    provinces: tuple[Place, ...]
    towns: tuple[Place, ...]
    army: Actor
    groups: tuple[Actor, ...]


@dataclass(frozen=True)
class Happening:
    """What happened, as nobody but the maker of this world knows it."""

    id: str
    day: date
    country: Country
    town: Place
    action: str
    initiators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    facilities: tuple[str, ...]
    killed: int
    answers: bool


def reports(mentions: int) -> Iterator[CodedReport]:
    """Coded reports with so many mentions in all, by day of publication; the last one may hold one or two more."""
    told, day = 0, FIRST_DAY
    coming: dict[date, list[Happening]] = defaultdict(list)
    while told < mentions:
        random = Random(day.toordinal())
        for number in range(HAPPENINGS_A_DAY):
            happening = _happening(f"h{day:%y%m%d}{number}", day, random)
            for _ in range(random.choice(TELLINGS)):
                late = int(random.triangular(0, LATEST_TELLING_DAYS, 0.5))
                late = random.randrange(7, RECALLED_DAYS) if random.random() < 0.03 else late
                coming[day + timedelta(days=late)].append(happening)
        for coded in _published(day, coming.pop(day, []), random):
            if told >= mentions:
                return
            told += len(coded.mentions)
            yield coded
        day += timedelta(days=1)


def _published(day: date, happenings: Sequence[Happening], random: Random) -> Iterator[CodedReport]:
    """The reports of one day: each publisher tells of a happening once, of a few of one country together."""
    desks: dict[tuple[int, str], list[Happening]] = defaultdict(list)
    for happening in happenings:
        paper = _often_the_first(PUBLISHERS, random)
        told = desks[paper, happening.country.place.name]
        if happening not in told:
            told.append(happening)
    for number, ((paper, _), told) in enumerate(desks.items()):
        for start in range(0, len(told), MOST_IN_A_REPORT):
            yield _report(
                f"r{day:%y%m%d}-{number}-{start}", f"paper {paper}", day, told[start:][:MOST_IN_A_REPORT], random
            )


def _report(id_: str, paper: str, day: date, told: Sequence[Happening], random: Random) -> CodedReport:
    sentences, mentions, start = [], [], 0
    for number, happening in enumerate(told):
        telling = _telling(happening, day, random)
        word = str(telling["action"]).replace("_", " ").capitalize()
        where = telling["places"][0].name if telling["places"] else "the area"
        rest = " ".join(f"word{random.randrange(20_000)}" for _ in range(14))
        sentence = f"{word} in {where} {happening.id} {rest} according to {paper}."
        trigger = Evidence(report=id_, field="trigger", start=start, end=start + len(word), text=word, how="made up")
        at = start + len(word) + 4
        place = Evidence(report=id_, field="place", start=at, end=at + len(where), text=where, how="made up")
        evidence = (trigger, place) if telling["places"] else (trigger,)
        mentions.append(Mention(id=f"{id_}:m{number}", report=id_, evidence=evidence, **telling))
        sentences.append(sentence)
        start += len(sentence) + 1
    report = Report(id=id_, text=" ".join(sentences), publisher=paper, published=day, lang="en")
    return CodedReport(report=report, mentions=tuple(mentions))


def _telling(happening: Happening, published: date, random: Random) -> dict[str, Any]:
    """One happening as one report tells it."""
    chance = random.random
    day = happening.day - timedelta(days=int(chance() < 0.06))
    when = DateRange(start=day, end=day, precision="day")
    recalled = (published - happening.day).days > LATEST_TELLING_DAYS
    if chance() < (0.5 if recalled else 0.06):
        when = DateRange()
    dead = max(0, happening.killed + (random.choice((-1, 1, 2)) if chance() < 0.2 else 0))
    told: dict[str, Any] = {
        "action": "killing" if chance() < 0.05 and dead else happening.action,
        "date": when,
        "places": (_place_told(happening, random),),
        "initiators": () if chance() < 0.15 else happening.initiators,
        "targets": () if chance() < 0.25 else happening.targets,
        "facilities": () if chance() < 0.4 else happening.facilities,
        "casualties": Casualties(killed=Figure(low=dead, best=dead, high=dead)) if dead else Casualties(),
        "role": "background" if recalled else "focus",
        "factuality": "denied" if chance() < 0.02 else "occurred",
    }
    if happening.answers and happening.targets:
        told["responds_to"] = Response(cue="in response to", text=f"an attack by {happening.targets[0].name}")
    return told


def _place_told(happening: Happening, random: Random) -> Place:
    exactness = random.random()
    if exactness < 0.08:
        return happening.country.place
    if exactness < 0.2:
        return next(p for p in happening.country.provinces if p.admin1 == happening.town.admin1)
    return happening.town


def _happening(id_: str, day: date, random: Random) -> Happening:
    country = _country(_often_the_first(COUNTRIES, random))
    action = random.choices(list(ACTIONS), cum_weights=list(accumulate(ACTIONS.values())))[0]
    group, army = country.groups[_often_the_first(GROUPS, random)], country.army
    civilians = Actor(id="group:civilians", name="civilians", kind="civilians", country=country.place.country)
    crowd = Actor(id="group:protesters", name="protesters", kind="protesters", country=country.place.country)
    if action in ("protest", "riot"):
        initiators, targets = (crowd,), ()
    elif action in ("air_strike", "drone_attack", "arrest"):
        initiators, targets = (army,), (group,) if random.random() < 0.7 else (civilians,)
    else:
        sides = [(army,), (group,), (civilians,)]
        initiators = sides.pop(int(random.random() < 0.6))
        targets = random.choice(sides)
    return Happening(
        id=id_,
        day=day,
        country=country,
        town=country.towns[_often_the_first(TOWNS, random)],
        action=action,
        initiators=initiators,
        targets=targets,
        facilities=(random.choice(FACILITIES),) if random.random() < 0.2 else (),
        killed=int(random.expovariate(0.4)) if action not in ("protest", "arrest", "abduction") else 0,
        answers=action in ("shelling", "air_strike") and random.random() < 0.05,
    )


@cache
def _country(number: int) -> Country:
    random = Random(number)
    code = f"X{chr(65 + number % 26)}" if number < 26 else f"{'YZQ'[number // 26 - 1]}{chr(65 + number % 26)}"
    name = f"Landia {number}"
    south, west = random.uniform(-40, 50), random.uniform(-170, 160)

    def place(label: str, kind: str, province: int | None) -> Place:
        return Place(
            name=label,
            lat=south + random.uniform(0, 8),
            lon=west + random.uniform(0, 8),
            country=code,
            admin1=None if province is None else f"Province {number}-{province}",
            precision=kind,
            gazetteer_id=f"{code}-{label}",
        )

    return Country(
        place=place(name, "country", None),
        provinces=tuple(place(f"Province {number}-{n}", "admin1", n) for n in range(PROVINCES)),
        towns=tuple(place(f"Town {number}-{n}", "exact", n % PROVINCES) for n in range(TOWNS)),
        army=Actor(id=f"{code}:military", name=f"Army of {name}", kind="state_forces", country=code),
        groups=tuple(
            Actor(id=f"front-{code}-{n}", name=f"Front {n} of {name}", kind="rebels", country=code)
            for n in range(GROUPS)
        ),
    )


def _often_the_first(number: int, random: Random) -> int:
    """A number below `number`, n with a chance in proportion to 1 / (n + 1) (Zipf)."""
    return random.choices(range(number), cum_weights=_zipf(number))[0]


@cache
def _zipf(number: int) -> list[float]:
    return list(accumulate(1 / (n + 1) for n in range(number)))
