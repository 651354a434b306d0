"""What the model of retellings looks at: how two happenings of a report stand to each other, as names that hold or not.

It sees which slots agree, differ or are empty, never what stands in them, so that it can favour no side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tacitus.coding.agreeing import (
    CONFUSABLE,
    date_rank,
    ids,
    is_consequence,
    is_definite,
    named,
    share,
)
from tacitus.coding.draft import Draft
from tacitus.coding.frames import Frame
from tacitus.coding.scene import within
from tacitus.ontology import ontology

APART = frozenset("another separate separately elsewhere meanwhile earlier later also second third previous".split())
BACK = frozenset("the that this these those same".split())
GAPS = (0, 1, 2, 3, 5, 8)
CONJUNCTIONS = tuple(
    tuple(line.split())
    for line in """
    action gap
    action definite
    action place
    action date
    action killed
    action doers
    action done-to
    action doers done-to
    action consequence gap
    gap definite
    gap between
    gap place date
    place date
    doers place
    done-to place
    doers date
    killed date
    killed place
    head definite
    head gap
    role date
    role gap
    open action
    opens gap
    opens definite
    what
    what gap
    what definite
    lead gap
    lead action
    strangers action
    strangers gap
    strangers doers
    strangers definite
    """.split("\n")
    if line.strip()
)


def of_pair(first: Draft, second: Draft, between: int) -> Iterator[str]:
    """The features of two happenings, the first told before the second with `between` others that are like it."""
    values = dict(_values(first, second, between))
    yield from (f"{name}={value}" for name, value in values.items())
    for names in CONJUNCTIONS:
        if len(names) > 1:
            yield "/".join(f"{name}={values[name]}" for name in names)


def _values(a: Draft, b: Draft, between: int) -> Iterator[tuple[str, str]]:
    here = b.frame
    words = here.scene.words[here.sentence.start : here.start]
    yield "action", _relation(a, b)
    yield "what", "-".join(sorted({a.action, b.action}))
    yield "gap", _gap(a, b)
    yield "between", str(min(3, between))
    yield "definite", f"{is_definite(b):d}{_article(b)}"
    yield "head", f"{here.head.lower_ in {f.head.lower_ for f in a.frames}:d}{here.trigger.pos}"
    yield "consequence", f"{is_consequence(a):d}{is_consequence(b):d}"
    yield "open", f"{a.open:d}{b.open:d}"
    yield "doers", _sides(a, b, "initiators")
    yield "done-to", _sides(a, b, "targets")
    yield "place", _slot(_places(a), _places(b))
    yield "date", _dates(a, b)
    yield "killed", _figures(a, b, "killed")
    yield "wounded", _figures(a, b, "wounded")
    yield (
        "weapon",
        _slot({w.weapon.kind for w in a.weapons if w.weapon}, {w.weapon.kind for w in b.weapons if w.weapon}),
    )
    yield "facility", _slot({x.facility.name for x in a.facilities if x.facility}, _facilities(b))
    yield "role", f"{a.role[0]}{b.role[0]}"
    yield "fact", f"{a.factuality}-{b.factuality}"
    yield "opens", _opening(words)
    yield "lead", f"{a.frame.scene.index == 0 or a.frame.scene.before is None:d}"
    yield "told", str(min(3, len(a.frames)))
    yield "tense", _tense(b)
    yield "strangers", _strangers(a, b)
    yield "sentence", f"{bool(within(here.scene.places, here.sentence.start, here.sentence.end)):d}"


def _relation(a: Draft, b: Draft) -> str:
    if a.action == b.action:
        return "same"
    if any(a.action in group and b.action in group for group in CONFUSABLE):
        return "like"
    return "kin" if ontology().action(a.action).family == ontology().action(b.action).family else "other"


def _gap(a: Draft, b: Draft) -> str:
    """How far the second is told from the last telling of the first: in sentences of one paragraph, or paragraphs."""
    last = a.frames[-1]
    if last.scene is b.frame.scene:
        apart = b.frame.scene.sentence_number(b.frame.start) - last.scene.sentence_number(last.start)
        return f"s{min(3, abs(apart))}"
    paragraphs = abs(b.frame.scene.index - last.scene.index)
    return f"p{max(g for g in GAPS if g <= paragraphs)}"


def _article(b: Draft) -> str:
    frame = b.frame
    if frame.trigger.pos != "n":
        return "v"
    articles = [c.lower_ for c in frame.head.children if c.dep_ == "det"]
    if not articles:
        return "-"
    return "the" if articles[0] in BACK else "a"


def _sides(a: Draft, b: Draft, side: str) -> str:
    mine, theirs = ids(a, side), ids(b, side)
    if not mine or not theirs:
        return f"{bool(mine):d}{bool(theirs):d}"
    if share(a, b, side):
        return "named" if named(a, side) & named(b, side) else "shared"
    return f"differ{bool(named(a, side)):d}{bool(named(b, side)):d}"


def _slot(mine: Collection[object], theirs: Collection[object]) -> str:
    if not mine or not theirs:
        return f"{bool(mine):d}{bool(theirs):d}"
    return "shared" if set(mine) & set(theirs) else "differ"


def _places(draft: Draft) -> set[str | None]:
    return {r.place.gazetteer_id for r in draft.own_places if r.place.precision != "country"}


def _facilities(draft: Draft) -> set[str]:
    return {x.facility.name for x in draft.facilities if x.facility}


def _dates(a: Draft, b: Draft) -> str:
    own = f"{date_rank(a)[1] == 0 and a.date.start is not None:d}{date_rank(b)[1] == 0 and b.date.start is not None:d}"
    if own != "11":
        return own
    return "same" if a.date == b.date else "differ"


def _figures(a: Draft, b: Draft, status: str) -> str:
    mine, theirs = ({f.figure.low for f in d.figures if f.status == status} for d in (a, b))
    return _slot(mine, theirs)


def _strangers(a: Draft, b: Draft) -> str:
    """Whether the sentence of the second names sides, and such as those of the first do not name."""
    mine = {x for f in a.frames for x in _named_in(f)}
    theirs = _named_in(b.frame)
    return "none" if not theirs else "known" if theirs <= mine else "some" if theirs & mine else "new"


def _named_in(frame: Frame) -> set[str]:
    sides = within(frame.scene.actors, frame.sentence.start, frame.sentence.end)
    return {x.value.actor.id for x in sides if not x.value.is_group}


def _opening(words: list[str]) -> str:
    return next((w for w in words if w in APART), "-")


def _tense(b: Draft) -> str:
    head = b.frame.head
    return f"{head.tag_}{any(c.lower_ == 'had' for c in head.children):d}"
