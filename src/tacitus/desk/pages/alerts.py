"""The alerts on saved searches, each as a feed of Atom at an address that stays."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from tacitus.desk.desk import TheDesk
from tacitus.desk.visitors import needs
from tacitus.errors import UnknownIdError
from tacitus.watching.delivering import feed_of
from tacitus.watching.state import State

router = APIRouter(dependencies=[Depends(needs("read"))])

Name = Annotated[str, Path(pattern="^[a-z0-9][a-z0-9-]{0,62}$")]


@router.get("/alerts/{name}.atom", name="alert")
def alert(request: Request, desk: TheDesk, name: Name) -> Response:
    """What a saved search found, the latest first. Its links lead to this desk, by the name it was asked under."""
    path = desk.settings.watch
    state = State.existing(path) if path is not None else None
    address = str(request.base_url).rstrip("/")
    data = feed_of(state, name, address, f"{address}/alerts/{name}.atom") if state is not None else None
    if data is None:
        raise UnknownIdError(f"no alert {name!r}; `tacitus watch` makes those of its feeds.toml")
    return Response(data, media_type="application/atom+xml")
