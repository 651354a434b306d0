"""Rules for years and seasons: "since 2014", "late 2022", "last summer", "the winter of 2020"."""

from __future__ import annotations

import re

from tacitus.coding.dating.calendar import UNKNOWN, clipped, month_of, season_of, span_of, year_of
from tacitus.coding.dating.rules import Context, Found, Rule, rule, said
from tacitus.coding.dating.words import YEAR_ONLY, YEAR_REF
from tacitus.records import DateRange

_COUNTED = re.compile(
    r"[ -](?:people|men|women|soldiers|troops|civilians|fighters|children|houses|homes"
    r"|families|dead|others?|of|times|km|miles)\b"
)


_MONTHS_OF_PART = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first": (1, 6), "second": (7, 12)}


def _years(m: re.Match[str], _context: Context) -> Found | None:
    first, last = year_of(int(m["y"])), year_of(int(m["y2"]))
    return Found(span_of(first.start, last.end, "year"), "range") if int(m["y"]) < int(m["y2"]) else None


def _year(m: re.Match[str], context: Context) -> Found | None:
    if _COUNTED.match(context.low, m.end()):
        return None
    found = year_of(int(m["y"]))
    if part := said(m, "part") or said(m, "half"):
        first, last = _MONTHS_OF_PART[part]
        found = span_of(month_of(int(m["y"]), first).start, month_of(int(m["y"]), last).end, "year")
    return Found(clipped(found, context.published) if context.published and not _later(found, context) else found)


def _later(found: DateRange, context: Context) -> bool:
    return bool(found.start and context.published and found.start > context.published)


def _season(m: re.Match[str], context: Context) -> Found | None:
    season, mod, year, published = m["s"], said(m, "mod"), said(m, "y"), context.published
    if year and (digits := re.search(r"\d{4}", year)):
        return Found(season_of(int(digits.group()), season))
    if published is None:
        return Found(UNKNOWN)
    if mod == "this":
        return Found(season_of(published.year - (season == "winter" and published.month < 6), season))
    if mod in ("next", "coming") or context.ahead(m.start(), m.end()):
        first = season_of(published.year, season)
        return Found(first if _later(first, context) else season_of(published.year + 1, season))
    past = [season_of(published.year - back, season) for back in (0, 1, 2)]
    started = [s for s in past if s.start and s.end and (s.end < published if mod == "last" else s.start <= published)]
    return Found(clipped(started[0], published) if started else UNKNOWN)


YEARS: tuple[Rule, ...] = (
    rule(rf"(?:(?:in|between|from|during) )?(?P<y>{YEAR_ONLY}) ?(?:-|–|and|to|until) ?(?P<y2>{YEAR_ONLY})", _years),
    rule(
        r"(?:(?:in|since|of|during|until|till|by|from|throughout|before|after) )(?:the )?(?:whole of "
        r"|all of |(?P<half>first|second) half of )?"
        rf"(?:(?P<part>early|mid|late)[ -])?(?P<y>{YEAR_ONLY})",
        _year,
    ),
    rule(rf"(?P<part>early|mid|late)[ -](?P<y>{YEAR_ONLY})", _year),
)
SEASON: tuple[Rule, ...] = (
    rule(
        r"(?:in |during |since |over |of |until |by )?(?:the )?(?P<s>spring|summer|autumn|fall|winter)"
        rf"(?: [a-z]+)?(?:,? (?:of )?(?P<y>{YEAR_REF}))",
        _season,
    ),
    rule(
        r"(?:in |during |since |over |early |late |until )?(?:(?P<mod>last|this|next|coming) )(?P<s>spring"
        r"|summer|autumn|fall|winter)\b(?!(?:'s)? offensive)",
        _season,
    ),
    rule(
        r"(?:in|during|since|over|until) (?:the )?(?P<s>spring|summer|autumn"
        r"|winter)\b(?! [a-z]+s?\b(?<! and)(?<! when)(?<! as)(?<! with))",
        _season,
    ),
)
