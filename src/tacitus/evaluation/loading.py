"""Reads gold files one row at a time and says which row of which file is not well formed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from tacitus.errors import InputRefusedError
from tacitus.evaluation.results import Part

T = TypeVar("T")

HELD_OUT = 5
"""One in so many items is held out: improve a coder on `dev`, report on `held`."""


class Gold(BaseModel):
    """Base of the gold rows: frozen; columns that no score needs are let pass."""

    model_config = ConfigDict(frozen=True, extra="ignore")


G = TypeVar("G", bound=Gold)


def gold_file(folder: Path, name: str) -> Path:
    """The file of that name in the folder. Raises InputRefusedError where folder or file is absent."""
    if not folder.is_dir():
        raise InputRefusedError(
            str(folder), "is not a folder", "give the folder that holds the gold files of the suite"
        )
    path = folder / name
    if not path.is_file():
        raise InputRefusedError(str(folder), f"holds no {name}", "see docs/own-gold.md for the files a suite reads")
    return path


def json_rows(path: Path, model: type[G]) -> Iterator[G]:
    """The rows of a JSON-lines file as models, blank lines skipped. Raises InputRefusedError (file, line)."""
    for number, line in _lines(path):
        try:
            yield model.model_validate_json(line)
        except ValidationError as error:
            raise InputRefusedError(
                f"{path}, line {number}", fault(error), "correct the line or take it out"
            ) from error


def fault(error: ValidationError) -> str:
    """The first fault of a row in one line: where in it, and what is wrong."""
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"{where}: {first['msg']}" if where else first["msg"]


def in_part(id_: str, part: Part) -> bool:
    """Whether the item of that id belongs to the part; the held-out fifth are ids whose SHA-256 divides by five."""
    if part == "all":
        return True
    held = int(hashlib.sha256(id_.encode()).hexdigest(), 16) % HELD_OUT == 0
    return held == (part == "held")


def chosen(items: Iterable[T], id_of: Callable[[T], str], part: Part, limit: int | None) -> Iterator[T]:
    """The first `limit` items of the part, in their order."""
    return islice((item for item in items if in_part(id_of(item), part)), limit)


def unique(items: Iterable[T], id_of: Callable[[T], str], where: Path) -> Iterator[T]:
    """The items, refused where two bear one id."""
    seen: set[str] = set()
    for item in items:
        id_ = id_of(item)
        if id_ in seen:
            raise InputRefusedError(str(where), f"the id {id_!r} stands twice", "give every item an id of its own")
        seen.add(id_)
        yield item


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise InputRefusedError(str(path), f"is not UTF-8 ({error.reason})", "save it as UTF-8") from error
