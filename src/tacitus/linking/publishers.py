"""Who is an independent source: one publisher under any spelling, or one wire story however often printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from tacitus.linking.telling import fold
from tacitus.records import Report

COPY_SHARE = 0.7
"""Share of common five-word runs from which two texts are one story (Broder 1997, shingling)."""
RUN = 5
AGENCIES = {
    "ap": "ap",
    "associated press": "ap",
    "afp": "afp",
    "agence france presse": "afp",
    "reuters": "reuters",
    "xinhua": "xinhua",
    "tass": "tass",
    "ani": "ani",
    "pti": "pti",
    "dpa": "dpa",
    "efe": "efe",
    "ansa": "ansa",
    "upi": "upi",
    "anadolu": "anadolu",
    "kyodo": "kyodo",
    "kuna": "kuna",
    "sana": "sana",
    "irna": "irna",
    "interfax": "interfax",
    "ukrinform": "ukrinform",
    "yonhap": "yonhap",
}
CREDIT = re.compile(r"^.{0,80}?\(([\w ]{2,25})\)\s*(?:[-–—:]|--)", re.DOTALL)


def normal_publisher(name: str) -> str:
    """One spelling of a publisher: "https://www.Example.com/" and "example.com" are one."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", name.strip().casefold()).rstrip("/")
    return fold(bare).removeprefix("the ")


def independent_publishers(reports: Iterable[Report]) -> dict[str, str]:
    """Report id -> the independent publisher behind it, named by one of its spellings or report ids.

    Reports are one publisher's where the names agree, where both are credited to one agency in the dateline, or
    where the texts are nearly the same. A report without a publisher stands alone unless its text is a copy.
    """
    known = {r.id: r for r in reports}
    parent = {id_: id_ for id_ in known}

    def root(id_: str) -> str:
        while parent[id_] != id_:
            id_ = parent[id_]
        return id_

    def join(a: str, b: str) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    first_of: dict[str, str] = {}
    for id_ in sorted(known):
        for name in _names(known[id_]):
            join(first_of.setdefault(name, id_), id_)
    for a, b in combinations(sorted(known), 2):
        if root(a) != root(b) and _is_copy(_runs(known[a].text), _runs(known[b].text)):
            join(a, b)
    return {id_: root(id_) for id_ in known}


def _names(report: Report) -> list[str]:
    """The names under which a report counts: its agency credit if it has one, and its own publisher."""
    names = [f"publisher {normal_publisher(report.publisher)}"] if report.publisher else []
    credit = CREDIT.match(report.text[:120])
    agency = AGENCIES.get(fold(credit.group(1))) if credit else None
    return [f"publisher {agency}"] if agency else [_as_agency(name) for name in names]


def _as_agency(name: str) -> str:
    bare = name.removeprefix("publisher ")
    return f"publisher {AGENCIES.get(bare, bare)}"


@lru_cache(maxsize=2048)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = fold(text).split()
    return frozenset(tuple(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def _is_copy(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    """Containment of the shorter in the longer, so that a shortened wire story is still the same story."""
    if min(len(a), len(b)) < RUN:
        return a == b
    return len(a & b) >= COPY_SHARE * min(len(a), len(b))
