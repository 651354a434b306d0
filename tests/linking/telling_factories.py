"""Small makers of mentions and coded reports for the tests of linking and of the ledger."""

from datetime import date, timedelta

from tacitus.linking import Telling
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

TUESDAY = date(2024, 3, 5)
SARMIN = Place(name="Sarmin", lat=35.903, lon=36.726, country="SY", admin1="Idlib", gazetteer_id="sarmin")
BINNISH = Place(name="Binnish", lat=35.957, lon=36.714, country="SY", admin1="Idlib", gazetteer_id="binnish")
RAQQA = Place(name="Raqqa", lat=35.952, lon=39.008, country="SY", admin1="Raqqa", gazetteer_id="raqqa")
IDLIB = Place(name="Idlib", lat=35.75, lon=36.7, country="SY", admin1="Idlib", precision="admin1")
SYRIA = Place(name="Syria", lat=35.0, lon=38.0, country="SY", precision="country")
ZAHLE = Place(name="Zahle", lat=33.85, lon=35.9, country="LB", admin1="Beqaa", gazetteer_id="zahle")
ARMY = Actor(id="XA:military", name="Army of A", kind="state_forces", country="XA")
STATE = Actor(id="XA:government", name="Government of A", kind="government", country="XA")
FRONT = Actor(id="front", name="Front", kind="rebels", country="SY")
LEAGUE = Actor(id="league", name="League", kind="militia", country="SY")
GUNMEN = Actor(id="group:gunmen", name="gunmen", kind="unidentified")
MILITANTS = Actor(id="group:militant", name="militants", kind="rebels")
CIVILIANS = Actor(id="group:civilians", name="civilians", kind="civilians", country="SY")


def on(day, days=1, precision="day"):
    return DateRange(start=day, end=day + timedelta(days=days - 1), precision=precision)


def dead(low=None, high=None, best=None):
    return Casualties(killed=Figure(low=low, best=best, high=high))


def mention(report, number=1, text=None, answers=None, **slots):
    """A mention of an air strike by the army on the front in Sarmin on a Tuesday; any slot can be given anew."""
    text = text or report_text(report)
    told = {
        "action": "air_strike",
        "date": on(TUESDAY),
        "places": (SARMIN,),
        "initiators": (ARMY,),
        "targets": (FRONT,),
    } | slots
    trigger = Evidence(
        report=report, field="trigger", start=0, end=len(text.split()[0]), text=text.split()[0], how="test"
    )
    if answers is not None:
        told["responds_to"] = Response(cue="in reply to", text=answers[0], mention=answers[1])
    return Mention(id=f"{report}-{number}", report=report, evidence=(trigger,), **told)


def report_text(report):
    """Texts that are no copies of each other."""
    return " ".join(f"{word}{report}" for word in ("Planes", "came", "over", "town", "at", "night", "and", "left"))


def coded(id_, *mentions, publisher=None, published=TUESDAY + timedelta(days=1), text=None, claims=()):
    report = Report(id=id_, text=text or report_text(id_), publisher=publisher or f"paper {id_}", published=published)
    return CodedReport(report=report, mentions=mentions or (mention(id_),), claims=claims)


def telling(report="a", number=1, publisher=None, published=TUESDAY + timedelta(days=1), text=None, **slots):
    one = mention(report, number, text, **slots)
    return Telling(one, coded(report, one, publisher=publisher, published=published, text=text).report)
