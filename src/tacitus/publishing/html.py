"""A briefing as one HTML page that needs nothing else: styles and pictures are inside, and there is no script."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tacitus.analysis.words import day
from tacitus.publishing.notes import date_of, web
from tacitus.publishing.parts import Briefing
from tacitus.publishing.pictures import NARROW, WIDE, pictures
from tacitus.publishing.sentences import event_title


def html(briefing: Briefing) -> str:
    """The whole page. All text is escaped; only web addresses become links.

    Each picture stands in twice, wide and narrow, and the style sheet shows the one that fits the window: a picture
    scaled down to a telephone would have unreadable words.
    """
    drawn = [
        {
            "caption": picture.caption,
            "wide": Markup(picture.draw(WIDE, f"{picture.key}-wide")),
            "narrow": Markup(picture.draw(NARROW, f"{picture.key}-narrow")),
        }
        for picture in pictures(briefing)
    ]
    return _environment().get_template("briefing.html").render(briefing=briefing, pictures=drawn)


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
