from __future__ import annotations

from datetime import date

from tacitus.publishing.briefing import compose
from tacitus.publishing.html import html
from tacitus.publishing.projection import thinned
from tacitus.publishing.sentences import event_sentence
from tacitus.records import DateRange, Event, EventEvidence, Place, Report, Source

TEXT = "Shells fell on Kupiansk. Officials in Washington accused Moscow."
REPORT = Report(id="a", text=TEXT, publisher="Daily Example", published=date(2024, 1, 2))
DAY = DateRange(start=date(2024, 1, 1), end=date(2024, 1, 1), precision="day")


def event(id_: str, action: str, place: Place, words: str) -> Event:
    start = TEXT.index(words)
    evidence = EventEvidence(field="trigger", report="a", start=start, end=start + len(words), text=words)
    source = Source(id="a", publisher="Daily Example", published=REPORT.published)
    return Event(
        id=id_, action=action, date=DAY, places=(place,), reports=(source,), publishers=1, evidence=(evidence,)
    )


SHELLING = event("s", "shelling", Place(name="Kupiansk", lat=49.7, lon=37.6, country="UA"), "Shells fell")
ACCUSATION = event("w", "accusation", Place(name="Washington", lat=38.9, lon=-77.0, country="US"), "accused")


def test_the_map_shows_deeds_and_not_where_somebody_spoke_of_them() -> None:
    page = html(compose([SHELLING, ACCUSATION], [], {"a": REPORT}))
    pictures = "".join(part.split("</svg>")[0] for part in page.split("<svg")[1:])
    assert "Kupiansk" in pictures
    assert "Washington" not in pictures
    assert "Washington" in page


def test_where_nothing_but_statements_is_known_they_are_drawn() -> None:
    page = html(compose([ACCUSATION], [], {"a": REPORT}))
    assert "Washington" in "".join(part.split("</svg>")[0] for part in page.split("<svg")[1:])


def test_a_briefing_tells_deeds_before_statements() -> None:
    louder = ACCUSATION.model_copy(update={"publishers": 4})
    happened = compose([louder, SHELLING], [], {"a": REPORT}).sections[0]
    assert [item.events for item in happened.items] == [("s",), ("w",)]


def test_a_weapon_is_named_once_by_its_closest_name() -> None:
    named = SHELLING.model_copy(update={"weapons": ("missile", "ballistic missile", "drone")})
    assert "weapons named: ballistic missile, drone" in event_sentence(named)


def test_outlines_lose_only_points_that_nobody_sees() -> None:
    ring = [(0.0, 0.0), (0.1, 0.1), (5.0, 0.0), (5.2, 0.2), (5.0, 5.0)]
    assert thinned(ring) == [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)]
    assert thinned([]) == []
