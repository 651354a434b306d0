"""The stretch of time over which a claim counts: "since October", "in seven weeks", "this year", "so far"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Sentence

from tacitus.coding.dates import DateSpan
from tacitus.coding.scene import Located, Scene, within

OVER = frozenset("in over within during past last first throughout of for the whole".split())
"""Words before a length of time that make it a window; "for nine hours" is how long one thing lasted."""
PERIODS = ("this ", "in ", "last month", "last year", "last week", "during ", "over ", "past ", "so far this ")
SHORT = dt.timedelta(days=2)
"""Over no more than this a toll is one happening's own, unless somebody is said to keep count."""
OVER_IT, STRETCHES = frozenset({"in", "over", "during", "within"}), frozenset({"time", "period", "span", "stretch"})
"""How a count is said to be of the time of the count before it: "in the same time"."""
SO_FAR = frozenset(
    [("so", "far"), ("to", "date"), ("same", "period"), ("that", "day"), ("the", "day"), ("the", "week")]
)
SINGLE = frozenset("strike attack blast explosion bombing raid shelling ambush shooting airstrike".split())
REACH = 10
"""Words after "since" in which its clause names its date: "since the siege began in April"."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window and its words. `since` and `until` are None where they are not known.

    `long` is set where it is longer than one happening lasts; `open` where it runs from a start to now; `dated` where
    it is a month or week that may also be the date of one happening ("in May", "last week"), `again` where it is that
    of the count before ("in the same time").
    """

    start: int
    end: int
    since: dt.date | None
    until: dt.date | None
    long: bool
    open: bool = False
    dated: bool = False
    again: bool = False


def windows_of(scene: Scene, sentence: Sentence, published: dt.date | None) -> list[Window]:
    """The windows of a sentence, in text order."""
    dates = within(scene.dates, sentence.start, sentence.end)
    found = [w for d in dates if (w := _dated(scene, d, published)) is not None]
    taken = {i for d in dates if d.value.kind == "since" for i in range(d.start, d.end)}
    worded = list(_worded(scene, sentence, dates, taken, published))
    # "Since the siege began in February": the month is the start of the window, not one of its own; "so far this
    # year" is the year.
    inside = {w.start for s in worded for w in found if s.start < w.start < s.end}
    dated = {w.start for w in found}
    found = [w for w in found if w.start not in inside] + [w for w in worded if w.open or w.end not in dated]
    return sorted(found, key=lambda w: w.start)


def _dated(scene: Scene, located: Located[DateSpan], published: dt.date | None) -> Window | None:
    span = located.value
    first, last = span.range.start, span.range.end
    if span.kind == "since":
        long = first is None or published is None or published - first > SHORT
        return Window(located.start, located.end, first, published, long, open=True)
    before = scene.words[max(0, located.start - 3) : located.start]
    if first is None or last is None:
        # Without a day of publication the ends of "between 1 May and 7 June" have no year, yet they are a window.
        ranged = before[-1:] in (["between"], ["from"])
        return Window(located.start, located.end, None, None, long=True) if ranged else None
    long = last - first > SHORT
    words = span.text.lower()
    if span.kind == "duration":
        if not (words.startswith(("in ", "over ", "within ", "during ", "for a ")) or OVER & set(before)):
            return None
        return Window(located.start, located.end, first, last, long)
    if span.kind == "range":
        return Window(located.start, located.end, first, last, long) if long else None
    if span.kind != "point" or span.range.precision not in {"week", "month", "year"}:
        return None
    if words.startswith(PERIODS) or before[-1:] in (["in"], ["during"], ["of"], ["over"], ["for"]):
        until = min(last, published) if published else last
        alone = scene.words[located.end : located.end + 1] == ["alone"]
        return Window(
            located.start, located.end, first, until, long, dated=not (alone or words.startswith(("this ", "so far")))
        )
    return None


def _worded(
    scene: Scene,
    sentence: Sentence,
    dates: Sequence[Located[DateSpan]],
    taken: set[int],
    published: dt.date | None,
) -> Iterator[Window]:
    """Windows that name no date of their own: "since the war began", "so far"."""
    words = scene.words
    for i in range(sentence.start, sentence.end - 1):
        if words[i] == "since" and i not in taken and _opens(scene, i):
            after = [d for d in dates if i < d.start <= i + REACH and d.value.kind in {"point", "range"}]
            after = [d for d in after if not {",", ";", '"'} & set(words[i : d.start])]
            since = after[0].value.range.start if after else None
            end = after[0].end if after else i + 1
            yield Window(i, end, since, published, long=not _names_one(scene, i), open=True)
        elif (words[i], words[i + 1]) == ("as", "of"):
            until = next((d for d in dates if d.start in {i, i + 2}), None)
            if until is not None:
                yield Window(i, until.end, None, until.value.range.end, long=True, dated=True)
        elif (
            words[i] in OVER_IT
            and tuple(words[i + 1 : i + 3]) == ("the", "same")
            and STRETCHES & set(words[i + 3 : i + 4])
        ):
            yield Window(i, i + 4, None, published, long=True, open=True, again=True)
        elif (words[i], words[i + 1]) in SO_FAR:
            yield Window(i, i + 2, None, published, long=words[i] in {"so", "to", "same"})


def _names_one(scene: Scene, index: int) -> bool:
    """Whether "since" names one happening ("since the strike on Monday"), whose toll is still being told."""
    return any(c.dep_ == "pobj" and c.lower_ in SINGLE for c in scene.doc[index].children)


def _opens(scene: Scene, index: int) -> bool:
    """Whether "since" opens a phrase: "has since turned back" does not, nor does the "since" of a reason."""
    token = scene.doc[index]
    nothing_after = scene.doc[index + 1].is_punct or scene.doc[index + 1].tag_ == "VBN"
    return token.tag_ == "IN" and token.dep_ in {"prep", "mark", "pcomp", "advmod", "dep"} and not nothing_after


def window_after(windows: Sequence[Window], index: int, end: int, barriers: Sequence[int]) -> Window | None:
    """The first window from `index` up to `end` with no barrier (a token index) before it."""
    for window in windows:
        if index <= window.start < end:
            return window if not any(index <= b < window.start for b in barriers) else None
    return None
