"""A small ledger of invented happenings at real places, for tests and for looking at what is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tacitus.records import (
    Actor,
    Casualties,
    Claim,
    DateRange,
    Event,
    EventEvidence,
    EventResponse,
    Figure,
    Place,
    Report,
    Source,
    Span,
    TollReport,
)

US = Actor(id="us_forces", name="United States", kind="state_forces", country="US")
KH = Actor(id="kataib_hezbollah", name="Kataib Hezbollah", kind="militia", country="IQ", affiliation="Iran-backed")
IRAN_BACKED = Actor(id="group:iran-backed-groups", name="Iran-backed groups", kind="militia", affiliation="Iran-backed")
HOUTHIS = Actor(id="houthis", name="Houthis", kind="rebels", country="YE")
RUSSIA = Actor(id="russian_forces", name="Russian Armed Forces", kind="state_forces", country="RU")
UKRAINE = Actor(id="ukrainian_forces", name="Ukrainian Armed Forces", kind="state_forces", country="UA")
CIVILIANS = Actor(id="group:civilians", name="civilians", kind="civilians")
SHIP = Actor(id="group:merchant-ship", name="a bulk carrier", kind="civilians")
SYRIA = Actor(id="syrian_forces", name="Syrian Armed Forces", kind="state_forces", country="SY")
GUNMEN = Actor(id="group:unidentified-gunmen", name="unidentified gunmen", kind="unidentified")
DEMONSTRATORS = Actor(id="group:demonstrators", name="demonstrators", kind="protesters", country="IQ")


def report(id: str, publisher: str, published: str, text: str) -> Report:
    return Report(
        id=id,
        publisher=publisher,
        published=date.fromisoformat(published),
        text=text,
        title=text.split(".")[0],
        url=f"https://news.example/{id}",
        lang="en",
    )


REPORTS = {
    r.id: r
    for r in (
        report(
            "r1",
            "Meridian Wire",
            "2023-11-22",
            "American aircraft struck a command post of Kataib Hezbollah near Jurf al Saqr and a store in Anbar"
            " province on Tuesday. At least eight fighters were killed, an Iraqi security official said. The strikes"
            " came in response to a ballistic missile attack on the Ain al-Asad air base a day earlier. It was the"
            " second round of American strikes since mid-November. The Pentagon has counted more than 60 attacks on"
            " its forces in Iraq and Syria since mid-October.",
        ),
        report(
            "r2",
            "Tigris Daily",
            "2023-11-22",
            "US jets hit two sites south of Baghdad and in Anbar overnight. Nine members of Kataib Hezbollah died, the"
            " group said in a statement. Several hundred people protested in Baghdad's streets against the raids.",
        ),
        report(
            "r3",
            "North Gulf Radio",
            "2023-11-21",
            "Two close-range ballistic missiles hit the Ain al-Asad air base on Monday, wounding eight service members."
            " It was the first use of such missiles against American forces since mid-October. No group has said it"
            " fired them.",
        ),
        report(
            "r4",
            "Meridian Wire",
            "2023-11-18",
            "Drones attacked a base used by American troops near al-Shaddadi in north-eastern Syria on Friday. Nobody"
            " was hurt. A mine went off near al-Tanf, officers said without giving a date.",
        ),
        report(
            "r5",
            "Red Sea Monitor",
            "2023-11-20",
            "The Houthis said they had attacked a bulk carrier in the southern Red Sea on Sunday. The owner denied that"
            " the vessel was hit. American aircraft then bombed launch sites in Yemen.",
        ),
        report(
            "r6",
            "Dnipro Herald",
            "2023-11-19",
            "Russian shelling killed three civilians in Kherson on Saturday, the regional governor said. Ukrainian"
            " troops fought Russian units near Avdiivka throughout the day. A Russian missile struck Odesa region"
            " earlier in the month, officials said.",
        ),
        report(
            "r7",
            "Black Sea Post",
            "2023-11-20",
            "Five people died when shells fell on Kherson on Saturday, hospital staff said. Russian drones were shot"
            " down over Kyiv before dawn on Sunday.",
        ),
        report(
            "r8",
            "Levant Review",
            "2023-11-17",
            "Gunmen killed a tribal elder near Deir ez-Zor on Thursday. Syrian artillery shelled villages in Idlib"
            " province, killing between four and six people.",
        ),
    )
}


@dataclass(frozen=True)
class Said:
    """Words of a report behind a value of an event."""

    report: str
    text: str
    field: str = "trigger"

    def evidence(self) -> EventEvidence:
        start = REPORTS[self.report].text.index(self.text)
        return EventEvidence(
            field=self.field, report=self.report, start=start, end=start + len(self.text), text=self.text
        )


def toll(field: str, words: Said, **figure: int) -> TollReport:
    e, source = words.evidence(), REPORTS[words.report]
    return TollReport(
        field=field,
        report=e.report,
        publisher=source.publisher,
        published=source.published,
        figure=Figure(**figure),
        start=e.start,
        end=e.end,
    )


def on(start: str, end: str | None = None, precision: str = "day") -> DateRange:
    return DateRange(start=date.fromisoformat(start), end=date.fromisoformat(end or start), precision=precision)


def event(id: str, action: str, dates: DateRange, said: tuple[Said, ...], **values: object) -> Event:
    ids = list(dict.fromkeys(s.report for s in said))
    publishers = {REPORTS[i].publisher for i in ids}
    sources = tuple(
        Source(id=i, publisher=r.publisher, published=r.published, url=r.url, title=r.title)
        for i, r in ((i, REPORTS[i]) for i in ids)
    )
    return Event(
        id=id,
        action=action,
        date=dates,
        reports=sources,
        publishers=len(publishers),
        evidence=tuple(s.evidence() for s in said),
        **values,
    )


JURF = Place(name="Jurf al Saqr", lat=32.86, lon=44.21, country="IQ", admin1="Babil", precision="near")
ANBAR = Place(name="Al Anbar", lat=33.0, lon=41.8, country="IQ", admin1="Al Anbar", precision="admin1")
ASAD = Place(name="Ain al-Asad Air Base", lat=33.79, lon=42.44, country="IQ", admin1="Al Anbar")
RED_SEA = Place(name="southern Red Sea", lat=14.8, lon=42.0, precision="water")
YEMEN = Place(name="Yemen", lat=15.5, lon=47.5, country="YE", precision="country")


def events() -> list[Event]:
    """Fifteen events in Iraq, Syria, Yemen, the Red Sea and Ukraine."""
    killed1 = Said("r1", "At least eight fighters were killed", "killed")
    killed2 = Said("r2", "Nine members of Kataib Hezbollah died", "killed")
    hurt = Said("r3", "wounding eight service members", "wounded")
    dead3, dead5 = Said("r6", "killed three civilians", "killed"), Said("r7", "Five people died", "killed")
    idlib = Said("r8", "killing between four and six people", "killed")
    return [
        event(
            "e01",
            "air_strike",
            on("2023-11-21"),
            (Said("r1", "struck"), Said("r2", "hit"), Said("r1", "in response to", "responds_to"), killed1, killed2),
            initiators=(US,),
            targets=(KH,),
            facilities=("command post",),
            places=(JURF, ANBAR),
            status="confirmed",
            summary="US air strikes on Kataib Hezbollah near Jurf al Saqr and in Al Anbar",
            casualties=Casualties(killed=Figure(low=8, best=9, high=9)),
            tolls=(toll("killed", killed1, low=8), toll("killed", killed2, low=9, best=9, high=9)),
            response_to=(EventResponse(event="e02", cue="in response to"),),
            mentions=("m1", "m2"),
        ),
        event(
            "e02",
            "missile_attack",
            on("2023-11-20"),
            (Said("r3", "hit"), Said("r1", "ballistic missile attack"), hurt),
            targets=(US,),
            weapons=("close-range ballistic missile",),
            facilities=("air base",),
            places=(ASAD,),
            summary="Ballistic missiles on Ain al-Asad",
            casualties=Casualties(wounded=Figure(low=8, best=8, high=8)),
            tolls=(toll("wounded", hurt, low=8, best=8, high=8),),
            mentions=("m3", "m4"),
        ),
        event(
            "e03",
            "protest",
            on("2023-11-21"),
            (Said("r2", "protested"),),
            initiators=(DEMONSTRATORS,),
            places=(Place(name="Baghdad", lat=33.34, lon=44.4, country="IQ", admin1="Baghdad"),),
            summary="Protest in Baghdad",
        ),
        event(
            "e04",
            "drone_attack",
            on("2023-11-17"),
            (Said("r4", "attacked"),),
            targets=(US,),
            weapons=("drone",),
            places=(Place(name="al-Shaddadi", lat=36.06, lon=40.73, country="SY", precision="near"),),
            summary="Drones on a base near al-Shaddadi",
        ),
        event(
            "e05",
            "vessel_attack",
            on("2023-11-19"),
            (Said("r5", "attacked a bulk carrier"), Said("r5", "denied")),
            initiators=(HOUTHIS,),
            targets=(SHIP,),
            places=(RED_SEA,),
            status="disputed",
            summary="Attack on a bulk carrier",
        ),
        event(
            "e06",
            "air_strike",
            on("2023-11-19", "2023-11-20"),
            (Said("r5", "bombed"),),
            initiators=(US,),
            targets=(HOUTHIS,),
            facilities=("launch site",),
            places=(YEMEN,),
            response_to=(EventResponse(event="e05", cue="then", inferred=True),),
            summary="US air strikes on launch sites in Yemen",
        ),
        event(
            "e07",
            "shelling",
            on("2023-11-18"),
            (Said("r6", "shelling"), Said("r7", "shells fell"), dead3, dead5),
            initiators=(RUSSIA,),
            targets=(CIVILIANS,),
            places=(Place(name="Kherson", lat=46.64, lon=32.62, country="UA", admin1="Kherson"),),
            casualties=Casualties(killed=Figure(low=3, best=5, high=5, who="civilians")),
            tolls=(
                toll("killed", dead3, low=3, best=3, high=3),
                toll("killed", dead5, low=5, best=5, high=5),
            ),
            summary="Shelling of Kherson",
        ),
        event(
            "e08",
            "armed_clash",
            on("2023-11-18"),
            (Said("r6", "fought"),),
            initiators=(UKRAINE,),
            targets=(RUSSIA,),
            places=(Place(name="Avdiivka", lat=48.14, lon=37.74, country="UA", precision="near"),),
            summary="Fighting near Avdiivka",
        ),
        event(
            "e09",
            "missile_attack",
            on("2023-11-01", "2023-11-17", "month"),
            (Said("r6", "struck Odesa region"),),
            initiators=(RUSSIA,),
            weapons=("missile",),
            places=(Place(name="Odesa", lat=46.8, lon=30.2, country="UA", precision="admin1"),),
            summary="Missile on Odesa region",
        ),
        event(
            "e10",
            "interception",
            on("2023-11-19"),
            (Said("r7", "shot down"),),
            initiators=(UKRAINE,),
            targets=(RUSSIA,),
            weapons=("drone",),
            places=(Place(name="Kyiv", lat=50.45, lon=30.52, country="UA"),),
            summary="Drones shot down over Kyiv",
        ),
        event(
            "e11",
            "killing",
            on("2023-11-16"),
            (Said("r8", "killed a tribal elder"),),
            initiators=(GUNMEN,),
            targets=(CIVILIANS,),
            places=(Place(name="Deir ez-Zor", lat=35.34, lon=40.14, country="SY", precision="near"),),
            summary="Killing near Deir ez-Zor",
        ),
        event(
            "e12",
            "shelling",
            on("2023-11-16"),
            (Said("r8", "shelled"), idlib),
            initiators=(SYRIA,),
            targets=(CIVILIANS,),
            places=(Place(name="Idlib", lat=35.8, lon=36.6, country="SY", admin1="Idlib", precision="admin1"),),
            casualties=Casualties(killed=Figure(low=4, high=6)),
            tolls=(toll("killed", idlib, low=4, high=6),),
            summary="Shelling in Idlib",
        ),
        event(
            "e13",
            "landmine",
            DateRange(),
            (Said("r4", "went off"),),
            places=(Place(name="al-Tanf", lat=33.5, lon=38.66, country="SY", precision="near"),),
            summary="Mine near al-Tanf",
        ),
        event(
            "e14",
            "denial",
            on("2023-11-20"),
            (Said("r5", "denied that the vessel was hit"),),
            initiators=(SHIP,),
            targets=(HOUTHIS,),
            places=(RED_SEA,),
            status="claimed",
            summary="Denial by the owner",
        ),
        event(
            "e15",
            "air_strike",
            on("2023-11-15"),
            (Said("r1", "American strikes since mid-November"),),
            initiators=(US,),
            targets=(KH,),
            places=(Place(name="Al Qaim", lat=34.37, lon=41.09, country="IQ", admin1="Al Anbar"),),
            summary="US air strike at Al Qaim",
        ),
    ]


def claim(id: str, report: str, words: str, **values: object) -> Claim:
    start = REPORTS[report].text.index(words)
    return Claim(id=id, report=report, evidence=Span(start=start, end=start + len(words), text=words), **values)


def claims() -> list[Claim]:
    """A count, an ordinal and a first."""
    iraq_syria = tuple(Place(name=n, country=c, precision="country") for n, c in (("Iraq", "IQ"), ("Syria", "SY")))
    return [
        claim(
            "c1",
            "r1",
            "more than 60 attacks on its forces in Iraq and Syria since mid-October",
            kind="count",
            value=60,
            relation="more_than",
            what="attacks",
            targets=(US,),
            places=iraq_syria,
            since=date(2023, 10, 11),
            as_of=date(2023, 11, 22),
            claimant="Pentagon",
        ),
        claim(
            "c2",
            "r1",
            "the second round of American strikes since mid-November",
            kind="ordinal",
            value=2,
            what="round of strikes",
            action="air_strike",
            actors=(US,),
            since=date(2023, 11, 11),
        ),
        claim(
            "c3",
            "r3",
            "the first use of such missiles against American forces since mid-October",
            kind="first",
            what="use of such missiles",
            weapons=("ballistic missiles",),
            targets=(US,),
            since=date(2023, 10, 11),
        ),
    ]
