"""A briefing as one HTML page that needs nothing else: styles and pictures are inside, and there is no script."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tacitus.analysis.words import day
from tacitus.publishing.briefing import Briefing
from tacitus.publishing.mapping import event_map, marks
from tacitus.publishing.notes import date_of, web
from tacitus.publishing.sentences import event_title, said_only
from tacitus.publishing.timelines import event_timeline


def html(briefing: Briefing) -> str:
    """The whole page. All text is escaped; only web addresses become links.

    Map and timeline stand in twice, wide and narrow, and the style sheet shows the one that fits the window:
    a picture scaled down to a telephone would have unreadable words.
    """
    return _environment().get_template("briefing.html").render(briefing=briefing, pictures=_pictures(briefing))


def _pictures(briefing: Briefing) -> list[dict[str, object]]:
    events = [e for e in briefing.events if not said_only(e)] or briefing.events
    pictures: list[dict[str, object]] = []
    if marks(events):
        pictures.append(
            {
                "caption": "Where it happened, as exactly as the reports say. Statements and threats are not drawn.",
                "wide": Markup(event_map(events, prefix="map-wide")),
                "narrow": Markup(event_map(events, width=360, height=380, prefix="map-narrow")),
            }
        )
    if any(e.date.precision == "day" for e in events):
        since, until = briefing.scope.since, briefing.scope.until
        pictures.append(
            {
                "caption": "When it happened, by kind of action.",
                "wide": Markup(event_timeline(events, since=since, until=until, prefix="time-wide")),
                "narrow": Markup(event_timeline(events, since=since, until=until, width=360, prefix="time-narrow")),
            }
        )
    return pictures


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tacitus.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "date_of": date_of, "web": web, "event_title": event_title}
    return environment
