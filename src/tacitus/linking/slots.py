"""The comparisons of two tellings, one function a slot; each gives a level of weights.csv and says it in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

from tacitus.linking.comparison import Comparison
from tacitus.linking.figures import bounds
from tacitus.linking.identity import FINE
from tacitus.linking.sharing import KEPT_PAIRS, Shared
from tacitus.linking.sides import ONE_SIDE
from tacitus.linking.tables import kinship
from tacitus.linking.telling import fold
from tacitus.linking.traits import SLACK_DAYS, Traits, When
from tacitus.records import DateRange, Figure, Place

RECENT_DAYS = 3
"""How many days before its publication a report without a date mostly speaks of."""
SAME_SPOT_KM, NEAR_KM, REGION_KM = 2.0, 25.0, 75.0
REACH_KM = {"exact": 0.0, "near": 40.0, "admin2": 15.0, "admin1": 75.0, "country": 0.0, "water": 150.0}
"""How far from its point a place of that precision may reach."""
PLACE_RANK = ("same_spot", "near", "inside", "country", "region", "unknown", "far")
CONFLICTS: Mapping[str, frozenset[str]] = {
    "date": frozenset({"adjacent", "adjacent_night", "apart"}),
    "place": frozenset({"near", "region", "far"}),
    "action": frozenset({"related"}),
    "initiator": frozenset({"different", "neighbours"}),
    "target": frozenset({"different", "neighbours"}),
    "facility": frozenset({"different"}),
    "weapon": frozenset({"different"}),
    "killed": frozenset({"different"}),
}
"""What speaks for two happenings where one report tells both."""
GROUNDS: Mapping[str, frozenset[str]] = {
    "place": frozenset({"same_spot", "near", "inside"}),
    "facility": frozenset({"same"}),
    "wording": frozenset({"same"}),
}
"""What tells one happening from others of its kind and days."""
ONE_NIGHT = frozenset({"same_day", "adjacent_night", "undated_recent"})
SAME_NAME = 0.75
"""Likeness of two spellings of one name (al-Noor, al-Nour)."""
GENERIC_WORDS = """a al an and ain air airbase airport at barracks base building camp centre center city compound
el facility garrison headquarters hospital house in market mosque near of office police prison school site station the
town village"""
GENERIC = frozenset(GENERIC_WORDS.split())
OTHER_REPORT = Comparison("report", "other_report", "told by two reports")
GIVEN = Comparison("ground", "given", "")
NO_GROUND = Comparison("ground", "none", "no place, named side or facility in common")
ONE_SET = Comparison("set", "one_set", "one side, one kind of action, one country, one night")
OTHER_SET = Comparison("set", "other", "")
SAME_WORDING = Comparison("wording", "same", "the same sentence")
OTHER_WORDING = Comparison("wording", "other", "different words")


def compare_dates(a: Traits, b: Traits) -> Comparison:
    """Same day, a day apart, overlapping ranges, or apart beyond what their precisions allow."""
    if a.when.said.start is None or b.when.said.start is None:
        return _undated(a, b)
    found = _two_dates(a.when, b.when)
    return _adjacent(a, b, found) if found.level == "adjacent" else found


@lru_cache(maxsize=KEPT_PAIRS)
def _two_dates(one: When, other: When) -> Comparison:
    left, right = one.said, other.said
    gap = days_between(left, right)
    if gap > max(SLACK_DAYS[left.precision], SLACK_DAYS[right.precision]):
        return Comparison("date", "apart", f"too far apart in time: {gap} days ({_span(left)}, {_span(right)})")
    if left.precision == right.precision == "day":
        if gap:
            return Comparison("date", "adjacent", f"one day apart ({_span(left)}, {_span(right)})")
        return Comparison("date", "same_day", f"same day or night, {_span(max(left, right, key=_start))}")
    return Comparison("date", "overlapping", f"dates that fit ({_span(left)}, {_span(right)})")


def days_between(a: DateRange, b: DateRange) -> int:
    """Days from the end of the earlier range to the start of the later; 0 where they overlap or one is unknown."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return 0
    return max(0, (b.start - a.end).days, (a.start - b.end).days)


def compare_places(a: Traits, b: Traits) -> Comparison:
    """The best agreement over the places of both, as exactly as both are known."""
    return _two_settings(a.places, b.places)


@lru_cache(maxsize=KEPT_PAIRS)
def _two_settings(left: Shared[tuple[Place, ...]], right: Shared[tuple[Place, ...]]) -> Comparison:
    pairs = [_two_places(p, q) for p, q in product(left.value, right.value)]
    if not pairs:
        return Comparison("place", "unknown", "a place is not given")
    return min(pairs, key=lambda c: (PLACE_RANK.index(c.level), c.words))


def km(p: Place, q: Place) -> float | None:
    """Great-circle distance in kilometres; None where one has no coordinates."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return None
    la, lo, ma, mo = map(math.radians, (p.lat, p.lon, q.lat, q.lon))
    h = math.sin((ma - la) / 2) ** 2 + math.cos(la) * math.cos(ma) * math.sin((mo - lo) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def compare_actions(a: Traits, b: Traits) -> Comparison:
    """The same action, one that reports confuse with it, a general word for any attack, or another of the family."""
    return _two_actions(a.action, b.action)


@lru_cache(maxsize=KEPT_PAIRS)
def _two_actions(left: str, right: str) -> Comparison:
    left, right = sorted((left, right))
    if left == right:
        return Comparison("action", "same", f"both {_plain(left)}")
    both = f"{_plain(left)} and {_plain(right)}"
    one, other = kinship(left), kinship(right)
    if one.alike & other.alike:
        return Comparison("action", "alike", f"{both}, which reports confuse")
    if (one.general or other.general) and one.families & other.families:
        return Comparison("action", "general", f"{both}, one of which can be any attack")
    return Comparison("action", "related", f"{both}")


def compare_weapons(a: Traits, b: Traits) -> Comparison:
    """Whether the weapons named share a word."""
    return _two_arsenals(a.weapons, b.weapons)


@lru_cache(maxsize=KEPT_PAIRS)
def _two_arsenals(one: Shared[tuple[str, ...]], other: Shared[tuple[str, ...]]) -> Comparison:
    left, right = (sorted(set(those.value)) for those in (one, other))
    if not left or not right:
        return Comparison("weapon", "unknown", "a weapon is not named")
    shared = _stems(left) & _stems(right)
    if shared:
        return Comparison("weapon", "same", f"both with {', '.join(sorted(shared))}")
    return Comparison("weapon", "different", f"different weapons ({', '.join(left)}; {', '.join(right)})")


def compare_facilities(a: Traits, b: Traits) -> Comparison:
    """Whether the facilities bear the same proper name; a bare "base" or "hospital" says too little either way."""
    return _two_sites(a.facilities, b.facilities)


@lru_cache(maxsize=KEPT_PAIRS)
def _two_sites(one: Shared[tuple[str, ...]], other: Shared[tuple[str, ...]]) -> Comparison:
    named = [[(f, n) for f in sorted(those.value) if (n := _proper(f))] for those in (one, other)]
    if not named[0] or not named[1]:
        return Comparison("facility", "unknown", "no named facility in both")
    for (left, n), (right, m) in product(*named):
        if SequenceMatcher(None, n, m).ratio() >= SAME_NAME or set(n.split()) & set(m.split()):
            return Comparison(
                "facility", "same", f"same facility ({left}; {right})" if left != right else f"both {left}"
            )
    return Comparison("facility", "different", f"different named facility ({named[0][0][0]}; {named[1][0][0]})")


def compare_killed(a: Traits, b: Traits) -> Comparison:
    """Tolls that are equal, that could be counts of the same dead at different hours, or that could not."""
    return _two_tolls(a.killed, b.killed)


@lru_cache(maxsize=KEPT_PAIRS)
def _two_tolls(left: Shared[Figure | None], right: Shared[Figure | None]) -> Comparison:
    spans = [span for figure in (left.value, right.value) if figure and (span := bounds(figure))]
    if len(spans) < 2:
        return Comparison("killed", "unknown", "no toll in both")
    (low, high), (low2, high2) = sorted(spans, key=lambda s: (s[0], math.inf if s[1] is None else s[1]))
    words = f"tolls {_toll(low, high)} and {_toll(low2, high2)}"
    if low == low2:
        return Comparison("killed", "same", words)
    if high is None or low2 <= high or low2 - high <= max(3, low2 // 2):
        return Comparison("killed", "compatible", words)
    return Comparison("killed", "different", words)


def compare_reports(a: Traits, b: Traits, others: Mapping[str, Comparison]) -> Comparison:
    """Two passages of one report tell of one happening where they refer back or agree, and of two where they do not.

    `others` are the comparisons of the other slots, by slot.
    """
    if a.report != b.report:
        return OTHER_REPORT
    if a.denies != b.denies:
        return Comparison("report", "denial_beside", "asserted and denied in one report")
    if others["date"].level == "adjacent":
        return Comparison("report", "told_apart", "one report gives them two days")
    later = max(a, b, key=lambda t: (t.trigger, t.key))
    if later.refers_back:
        return Comparison("report", "refers_back", "one report, the later passage refers back")
    if not any(others[slot].level in levels for slot, levels in CONFLICTS.items()):
        return Comparison("report", "told_again", "two passages of one report that contradict each other in nothing")
    return Comparison("report", "same_report", "two passages of one report")


def compare_grounds(a: Traits, b: Traits, others: Mapping[str, Comparison]) -> Comparison:
    """Whether anything beyond the time and the kind of action agrees: a place, a named side, a facility, the report.

    Where two reports leave out all of these, what they leave unsaid must not pass for agreement.
    """
    if a.report == b.report:
        return GIVEN
    for slot, levels in GROUNDS.items():
        if others[slot].level in levels:
            return GIVEN
    # One action in one country on one day is one event by the codebook, wherever in the country it is told of.
    told = (others["place"].level, others["date"].level, others["action"].level)
    if told == ("country", "same_day", "same"):
        return GIVEN
    left, right = a.sides, b.sides
    if others["initiator"].level in ONE_SIDE and left.initiator_named and right.initiator_named:
        return GIVEN
    if others["target"].level in ONE_SIDE and left.target_named and right.target_named:
        return GIVEN
    return NO_GROUND


def compare_sets(a: Traits, b: Traits, others: Mapping[str, Comparison]) -> Comparison:
    """Whether both tell of one co-ordinated set: one action by one side in one country in one night (the codebook)."""
    one = (
        others["initiator"].level in ONE_SIDE
        and a.sides.initiator_named
        and b.sides.initiator_named
        and others["date"].level in ONE_NIGHT
        and others["action"].level != "related"
        and others["target"].level != "different"
        and not a.countries.isdisjoint(b.countries)
    )
    return ONE_SET if one else OTHER_SET


def as_site(comparison: Comparison) -> Comparison:
    """Within one co-ordinated set two distant places are two sites of it."""
    if comparison.slot == "place" and comparison.level in ("region", "far"):
        return Comparison("place", "other_site", f"two sites: {comparison.words}")
    return comparison


def compare_wording(a: Traits, b: Traits) -> Comparison:
    """The same sentence in two reports, with the trigger at the same place, is a copy."""
    if a.report != b.report and a.wording is not None and a.wording == b.wording:
        return SAME_WORDING
    return OTHER_WORDING


def _adjacent(a: Traits, b: Traits, found: Comparison) -> Comparison:
    """A day apart: a series where the reports are a day apart as well, else perhaps one night told two ways."""
    if a.published is None or b.published is None or a.report == b.report:
        return found
    later = _start(a.when.said) > _start(b.when.said)
    moved_on = a.published > b.published if later else b.published > a.published
    return found if moved_on else Comparison("date", "adjacent_night", found.words)


def _undated(a: Traits, b: Traits) -> Comparison:
    """Where one gives no date, its publication bounds it: what a report tells first happened in the days before."""
    spans = [_span_or_publication(t) for t in (a, b)]
    if spans[0] is None or spans[1] is None:
        return Comparison("date", "undated", "a date is not given")
    days = days_between(spans[0], spans[1])
    if days <= RECENT_DAYS:
        return Comparison("date", "undated_recent", "one gives no date but is of the same days")
    return Comparison("date", "undated_earlier", f"one gives no date; the reports lie {days} days apart")


def _span_or_publication(telling: Traits) -> DateRange | None:
    day = telling.published
    if telling.when.said.start is not None:
        return telling.when.said
    return None if day is None else DateRange(start=day, end=day, precision="day")


def _two_places(p: Place, q: Place) -> Comparison:
    p, q = sorted((p, q), key=lambda x: (x.name, x.precision, x.lat or 0.0, x.lon or 0.0))
    if p.country and q.country and p.country != q.country:
        return Comparison("place", "far", f"{p.name} and {q.name} lie in different countries")
    names = p.name if p.name == q.name else f"{p.name} and {q.name}"
    if "country" in (p.precision, q.precision):
        return Comparison("place", "country", f"{names}, one known only to the country")
    fine = p.precision in FINE and q.precision in FINE
    if fine and p.gazetteer_id and p.gazetteer_id == q.gazetteer_id:
        return Comparison("place", "same_spot", f"same place ({names})")
    distance = km(p, q)
    if distance is None:
        same = fold(p.name) == fold(q.name)
        return Comparison("place", "same_spot" if same and fine else "unknown", f"{names}, not on the map")
    reach = REACH_KM[p.precision] + REACH_KM[q.precision]
    if not fine:
        if p.admin1 and q.admin1 and fold(p.admin1) == fold(q.admin1):
            return Comparison("place", "inside", f"{names}, both in {p.admin1}")
        # Two provinces or two waters with different names are two places, however near their centres lie.
        framed = p.precision in FINE or q.precision in FINE or fold(p.name) == fold(q.name)
        level = "inside" if framed and distance <= reach else "far"
        return Comparison("place", level, f"{names}, {distance:.0f} km apart, one known only roughly")
    level = "far"
    if distance <= SAME_SPOT_KM:
        level = "same_spot"
    elif distance <= NEAR_KM + reach:
        level = "near"
    elif distance <= REGION_KM + reach:
        level = "region"
    lead = "same place" if level == "same_spot" else "places"
    return Comparison("place", level, f"{lead} {distance:.0f} km apart ({names})")


def _stems(words: Iterable[str]) -> set[str]:
    return {w.removesuffix("s") for text in words for w in fold(text).replace("_", " ").split() if len(w) > 2}


def _proper(facility: str) -> str:
    words = [w for part in facility.replace("-", " ").split() if (w := part.strip(".,'’\"()")) and w[0].isupper()]
    return " ".join(w.casefold() for w in words if w.casefold() not in GENERIC)


def _toll(low: int, high: int | None) -> str:
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}-{high}"


def _plain(action: str) -> str:
    return action.replace("_", " ")


def _start(when: DateRange) -> date:
    return when.start or date.min


def _span(when: DateRange) -> str:
    return f"{when.start}" if when.start == when.end else f"{when.start} to {when.end}"


def figure_words(figure: Figure) -> str:
    """A figure as people write it: "8", "5-8", "at least 6"; empty where nothing is known."""
    span = bounds(figure)
    return _toll(*span) if span else ""
