"""Pages from templates: the environment, its filters, the address of a built file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from tacitus import __version__
from tacitus.analysis.words import day, listed, plural, span
from tacitus.desk.desk import desk_of
from tacitus.desk.security import cleaned
from tacitus.desk.views.saying import actor_words, place_words
from tacitus.desk.visitors import visitor_of
from tacitus.ontology import ontology
from tacitus.publishing.findings import chance_words, stated_words, weekly
from tacitus.publishing.notes import date_of, web
from tacitus.publishing.sentences import event_title, figure_words

STATIC = Path(__file__).parent / "static"
BUILT = "/static/built"


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page: the template with what is shown, and what every page knows of the desk and its visitor."""
    return HTMLResponse(rendered(request, template, status=status, **shown), status)


def rendered(request: Request, template: str, **shown: Any) -> str:
    """The text of a page, or of the part of one that htmx asks for."""
    desk = desk_of(request)
    common = {
        "request": request,
        "visitor": visitor_of(request),
        "settings": desk.settings,
        "version": __version__,
        "url": lambda name, **parts: request.app.url_path_for(name, **parts),
    }
    return environment().get_template(template).render(common | shown)


@cache
def environment() -> Environment:
    """The templates of the desk; everything is escaped, and a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("tacitus.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": day,
        "span": span,
        "listed": listed,
        "plural": plural,
        "date_of": date_of,
        "web": web,
        "event_title": event_title,
        "figure": figure_words,
        "actor_words": actor_words,
        "place_words": place_words,
        "action_label": lambda name: ontology().action(name).label,
        "capitalize_first": lambda text: text[:1].upper() + text[1:],
        "weekly": weekly,
        "stated_words": stated_words,
        "chance_words": chance_words,
        "cleaned": cleaned,
    }
    made.globals |= {"asset": asset, "styles_of": styles_of}
    return made


def asset(name: str) -> str:
    """The address of what Vite built from an entry such as "overview.ts"."""
    entry = _entry(name)
    return f"{BUILT}/{entry['file']}" if entry else f"{BUILT}/{Path(name).stem}.js"


def styles_of(name: str) -> list[str]:
    """The addresses of the style sheets of an entry."""
    entry = _entry(name)
    return [f"{BUILT}/{file}" for file in entry.get("css", [])] if entry else []


def _entry(name: str) -> dict[str, Any] | None:
    entries = _manifest()
    found = (entry for source, entry in entries.items() if source == name or source.endswith(f"/{name}"))
    return next(found, None)


@cache
def _manifest() -> dict[str, Any]:
    """Vite's list of what it built; empty where nothing was."""
    path = STATIC / "built" / ".vite" / "manifest.json"
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
