"""Whose happening the figures of people hurt belong to, and which of several figures a mention keeps."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from tacitus.coding import clauses
from tacitus.coding.attaching import is_since
from tacitus.coding.deciding import CONSEQUENCES, opposed
from tacitus.coding.draft import Draft, FigureReading
from tacitus.coding.hurting import DYING, LONG, OTHER_SOURCE, STATUS, TOLL, Hurt
from tacitus.coding.numbers import add
from tacitus.coding.scene import Scene, at
from tacitus.ontology import ontology
from tacitus.ontology.cues import cues
from tacitus.records import HAPPENED, Casualties, Evidence, EvidenceField, Figure

STATUSES: tuple[EvidenceField, ...] = ("killed", "wounded", "missing", "captured", "displaced")
HARMLESS = frozenset(a.name for a in ontology().actions if a.family not in {"violence", "protest"}) - {
    "property_destruction",
    "interception",
    "vessel_seizure",
    "arrest",
    "expulsion",
    "coup",
}
"""What hurts nobody itself: figures in its sentence tell of another happening."""
SELDOM = frozenset({"interception", "weapons_disrupted", "property_destruction", "arrest", "expulsion", "coup"})
"""What later sentences' figures are not about while there is another happening before."""
HOLDING = frozenset({"arrest", "expulsion"})
"""What hurts nobody by itself; debris of what is intercepted does."""
RECORDS = frozenset(
    """first deadliest worst highest biggest heaviest bloodiest largest second third fourth fifth sixth seventh eighth
    ninth tenth fewest lowest""".split()
)
BODILY = frozenset({"killed", "wounded", "missing"})
"""Whom another paragraph may count; the displaced and the captured are those of what is told beside them."""
Figures = Sequence[tuple[Span, Sequence[Hurt]]]
"""The sentences of a scene, each with its figures."""
VAGUE = frozenset("hundreds dozens scores several many thousands tens".split())
FOUGHT = frozenset({"armed_clash", "ground_assault"})
FOES = frozenset({"of-state", "against-state"})
"""The cues that tell whose dead are counted."""
SINCE_REACH = 8
"""Words from who was hurt to "since", and from it to the war."""
RESULTING = frozenset({"resulting", "leading", "causing", "leaving"})


def set_figures(scene: Scene, drafts: Sequence[Draft], told: Figures, previous: Draft | None = None) -> None:
    """Give the drafts of a scene the figures of their sentences; a sentence without a happening tells of the last.

    `told` are the figures of the scene (`hurting.hurts_of`), `previous` is the last happening of the paragraphs before.
    What the drafts had is replaced, so that figures can be shared out again once some candidates are gone. Totals since
    a date are claims, not this happening's figures, and are left to `tacitus.coding.claims`.
    """
    for draft in drafts:
        draft.figures = []
    able = [d for d in drafts if _can_hurt(d)]
    last = previous if previous is not None and _can_hurt(previous) else None
    for sentence, hurts in told:
        if not hurts:
            continue
        here = [d for d in able if d.frame.sentence == sentence]
        if not here and not cues("mishap").isdisjoint(scene.words[sentence.start : sentence.end]):
            continue
        before = _told_before(sentence, able, last)
        for hurt in hurts:
            if _is_running_total(scene, sentence, hurt) or _is_freed(hurt, sentence, here, drafts):
                continue
            owner = _owner(hurt.anchor, here)
            if owner is None:
                near = before is None or before.frame.scene is scene or hurt.status in BODILY
                owner = before or _told_after(sentence, able) if near else None
            elif before is not None and (_is_aftermath(owner, here) or _is_beside(owner, hurt)):
                owner = before
            if owner is None or (owner not in here and _by_others(scene, hurt.anchor, owner)):
                continue
            if not _has(owner, reading := _reading(scene, hurt)):
                owner.figures.append(reading)


def _by_others(scene: Scene, verb: Token, told: Draft) -> bool:
    """Whether those who hurt are others than did what was told: gunmen raided, soldiers "killed four of them".

    Those who die hurt nobody.
    """
    if not clauses.is_verb(verb) or clauses.is_passive(verb) or verb.lower_ in DYING:
        return False
    doers = {x.value.actor.kind for t in clauses.subjects(verb) if (x := at(scene.actors, t.i)) is not None}
    return opposed(doers, {a.actor.kind for a in told.initiators if a.actor is not None})


def _told_before(sentence: Span, able: Sequence[Draft], previous: Draft | None) -> Draft | None:
    """The chief happening of the last sentence that tells of one: the one nearest to the root of its parse.

    `previous` is the last of the paragraphs before.
    """
    before = [d for d in able if d.frame.sentence.start < sentence.start and d.factuality in HAPPENED]
    harmful = [d for d in before if d.action not in SELDOM]
    if not harmful and previous is not None and (not before or previous.action not in SELDOM):
        return previous
    before = harmful or before
    last = [d for d in before if d.frame.sentence == before[-1].frame.sentence]
    return min(last, key=lambda d: (d.role == "background", _depth(d.frame.head)), default=None)


def _is_beside(owner: Draft, hurt: Hurt) -> bool:
    """Whether who was hurt is told beside what seldom hurts: "two policemen were hurt and 14 people arrested"."""
    told = hurt.status in ("killed", "wounded") and owner.action in HOLDING
    return told and clauses.is_verb(hurt.anchor) and owner.frame.head in hurt.anchor.conjuncts


def _told_after(sentence: Span, able: Sequence[Draft]) -> Draft | None:
    """ "The toll has passed 60. Gunmen raided three villages": a report may lead with the dead."""
    return next((d for d in able if d.frame.sentence.start > sentence.start and d.factuality in HAPPENED), None)


def _is_aftermath(draft: Draft, here: Sequence[Draft]) -> bool:
    """Whether a decided draft says only that people were hurt, alone in its sentence: it tells of one before."""
    decided = not draft.action.startswith("?") and all(d.frame.trigger.action in CONSEQUENCES for d in here)
    return decided and not draft.initiators and not draft.own_places and not draft.has_own_date


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _has(draft: Draft, reading: FigureReading) -> bool:
    said = (reading.status, reading.evidence.start)
    return any((f.status, f.evidence.start) == said for f in draft.figures)


def _reading(scene: Scene, hurt: Hurt) -> FigureReading:
    return FigureReading(hurt.status, hurt.figure, scene.evidence(hurt.status, hurt.start, hurt.end, hurt.how))


def _can_hurt(draft: Draft) -> bool:
    trigger = draft.frame.trigger
    return trigger.words != "die" and not trigger.needs.startswith("speaker") and trigger.action not in HARMLESS


def _is_running_total(scene: Scene, sentence: Span, hurt: Hurt) -> bool:
    """Whether a figure counts since a date ("56 personnel have been injured since October").

    "The deadliest attack since March" compares and counts nothing; a comma ends the reach of "since". A war that they
    were hurt in since it began dates them too.
    """
    if _is_since_war(scene, hurt) or _only_dates(hurt.anchor) or _is_of_before(scene, hurt.anchor):
        return True
    for located in scene.dates:
        if located.value.kind != "since" or not sentence.start <= located.start < sentence.end:
            continue
        low, high = sorted((hurt.anchor.i, located.start))
        between = set(scene.words[low:high])
        if not between & (RECORDS | {",", ";"}):
            return True
    return False


def _only_dates(verb: Token) -> bool:
    """ "Four years since the general was killed": it says how long ago, and tells of no toll."""
    return any(is_since(t) for t in (verb, *verb.ancestors))


def _is_of_before(scene: Scene, verb: Token) -> bool:
    """ "62 had been injured before Monday": those of all the attacks till then."""
    had = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    return had and scene.words[verb.i + 1 : verb.i + 2] == ["before"]


def _is_since_war(scene: Scene, hurt: Hurt) -> bool:
    """ "More than 12 million have been displaced since the war began"."""
    for i in range(hurt.anchor.i, min(hurt.anchor.sent.end, hurt.anchor.i + SINCE_REACH)):
        if scene.words[i] in {",", ";"}:
            return False
        if scene.words[i] == "since":
            return not LONG.isdisjoint(scene.words[i : min(hurt.anchor.sent.end, i + SINCE_REACH)])
    return False


def _is_freed(hurt: Hurt, sentence: Span, here: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    """Whether the captives of a figure are those whom a release of the sentence sets free: nobody was taken then."""
    freeing = [d for d in drafts if d.frame.sentence == sentence and d.frame.trigger.action == "release"]
    return hurt.status == "captured" and _owner(hurt.anchor, [*here, *freeing]) in freeing


def _owner(word: Token, here: Sequence[Draft]) -> Draft | None:
    """The happening of the sentence fewest steps away in the parse, then fewest words.

    A result told in a participle ("resulting in injuries") is that of the happening told last before it.
    """
    result = next((t for t in word.ancestors if t.lower_ in RESULTING), None)
    told = [d for d in here if result is not None and d.frame.head.i < result.i]
    if told:
        return max(told, key=lambda d: d.frame.head.i)
    up = {t.i: n for n, t in enumerate((word, *word.ancestors))}
    return min(here, key=lambda d: _distance(word, up, d), default=None)


def _distance(word: Token, up: dict[int, int], draft: Draft) -> tuple[int, int, int]:
    f = draft.frame
    if f.start <= word.i < f.end:
        return (0, 0, 0)
    for steps, token in enumerate((f.head, *f.head.ancestors)):
        if token.i in up:
            return (steps + up[token.i], abs(f.head.i - word.i), f.head.i)
    return (len(word.doc), abs(f.head.i - word.i), f.head.i)


def casualties(draft: Draft) -> tuple[Casualties, list[Evidence]]:
    """The figures of a mention, one a status, with the words behind all that were read."""
    values: dict[str, Figure] = {}
    spoken: list[Evidence] = []
    for status in STATUSES:
        readings = sorted((f for f in draft.figures if f.status == status), key=lambda f: f.evidence.start)
        if readings:
            values[status] = _of_both_sides(readings) if draft.action in FOUGHT else _chosen(readings)
            spoken += [r.evidence for r in readings]
    return Casualties(**values), spoken


def _chosen(readings: Sequence[FigureReading]) -> Figure:
    """Of several figures the total told first; a toll told later is newer, and a number sharpens "dozens".

    Where another source gives another number for the same, both are kept as the bounds.
    """
    chosen = readings[0]
    for reading in readings[1:]:
        if reading.evidence.how == OTHER_SOURCE:
            continue
        if _is_newer(reading, chosen) or _is_sharper(reading, chosen):
            chosen = reading
    figure = chosen.figure
    for reading in readings:
        if reading.evidence.how == OTHER_SOURCE:
            figure = _spanned(figure, reading.figure)
    return figure


def _of_both_sides(readings: Sequence[FigureReading]) -> Figure:
    """What a fight cost: "two soldiers were killed ... six gunmen were killed" is told side by side, each kept once."""
    sides: dict[str, list[FigureReading]] = {}
    for reading in readings:
        sides.setdefault(_side_of(reading), []).append(reading)
    if not sides.keys() >= FOES:
        return _chosen(readings)
    figures = [_chosen(those) for side, those in sides.items() if side in FOES]
    return add(*figures).model_copy(update={"who": figures[0].who})


def _side_of(reading: FigureReading) -> str:
    words = (reading.figure.who or "").lower().split()[-1:]
    return next((side for side in sorted(FOES) if cues(side).intersection(words)), "")


def _spanned(a: Figure, b: Figure) -> Figure:
    """The bounds that hold both figures, open only where the greater is; no single best where they differ."""
    lows = [x for x in (a.low, b.low) if x is not None]
    greater = max((a, b), key=lambda f: (f.high or f.low or 0, f.high is None))
    return Figure(low=min(lows, default=None), best=a.best if a.best == b.best else None, high=greater.high, who=a.who)


def _is_newer(reading: FigureReading, than: FigureReading) -> bool:
    low, other = reading.figure.low, than.figure.low
    return reading.evidence.how == TOLL and low is not None and other is not None and low > other


def _is_sharper(reading: FigureReading, than: FigureReading) -> bool:
    """ "dozens of soldiers ... about 30", "hundreds ... at least 500": a number that keeps a vaguer lower bound."""
    vague, figure = than.figure, reading.figure
    if vague.best is not None or vague.high is not None or vague.low is None:
        return False
    if figure.best is not None:
        return figure.best >= vague.low
    return (
        figure.low is not None and figure.low > vague.low and not VAGUE.isdisjoint(than.evidence.text.lower().split())
    )


__all__ = ["STATUS", "casualties", "set_figures"]
