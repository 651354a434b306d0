"""When it happened: which date phrase belongs to which happening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.attaching import has_gone_on, is_since, nearest
from tacitus.coding.clauses import REPORTING
from tacitus.coding.dates import DateSpan
from tacitus.coding.draft import Draft
from tacitus.coding.scene import Located, Scene
from tacitus.coding.settings import SPOKEN
from tacitus.records import HAPPENED, DateRange

NAMED = frozenset({"point", "range", "relative_to_event"})
"""Kinds of expression that say when something happened."""
STRETCH = frozenset({"duration"})
"""Kinds that say how long it went on; they yield to a named day."""
FINENESS = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
CARRIED = 0.5
AT_ONCE = frozenset({"when", "as", "while"})
REACH = 2
"""Sentences back from which a day may be carried on."""


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """A date phrase of the scene, and the draft its words hang on, if any."""

    located: Located[DateSpan]
    sentence: int
    owner: Draft | None


def set_dates(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Give each draft its date.

    Its own words come first, then a day named in its sentence, then the day of what was told just before it in the
    paragraph. A day that only a reporting verb carries ("said on Tuesday") serves where nothing else is said. The day
    of another happening told within its clause is not its own ("struck the base over attacks that began on Monday"),
    nor that of words about one already past ("said on Tuesday it hit men who had fired"), and what did not happen, or
    not yet, is lent none.
    """
    said = list(_said(scene, drafts))
    for date in said:
        if date.owner is not None and (date.owner.when is None or _better(date.located, date.owner)):
            date.owner.when = date.located
    for draft in drafts:
        if draft.when is not None:
            _set(scene, draft, draft.when, "date grammar", 1.0)
    for draft in drafts:
        if draft.date_evidence is None:
            _lend(scene, draft, drafts, said)
    for draft in drafts:
        if draft.date_evidence is None:
            draft.beside = _explained(draft, drafts)
    if scene.index == 0 and drafts and drafts[0].date_evidence is None and drafts[0].beside is None:
        _date_lead(scene, drafts[0], said)


def _said(scene: Scene, drafts: Sequence[Draft]) -> Iterable[_Said]:
    sentences = scene.sentences
    for located in scene.dates:
        span = located.value
        if located.start < scene.body or span.kind not in NAMED | STRETCH or span.range.start is None:
            continue
        token = scene.doc[located.start : located.end].root
        if any(is_since(t) for t in token.ancestors):
            continue
        owner = nearest(token, drafts)
        if span.kind in STRETCH and (owner is None or not _lasts(owner, located)):
            continue
        if owner is not None and _describes(owner.frame.head, token):
            owner = None
        yield _Said(located, sentences.index(scene.sentence_of(token.i)), owner)


def _lasts(draft: Draft, located: Located[DateSpan]) -> bool:
    """Whether the happening went on for the stretch: "three days of fighting", "attacked in five days"."""
    doc = draft.frame.scene.doc
    after = doc[located.end : draft.frame.start].text.lower()
    opened = located.value.text.split()[0].lower()
    return after == "of" or (opened in {"in", "within", "over"} and draft.frame.head.tag_.startswith("VB"))


def _set(scene: Scene, draft: Draft, located: Located[DateSpan], how: str, confidence: float) -> None:
    draft.date = located.value.range
    draft.date_evidence = scene.evidence("date", located.start, located.end, how, confidence)


def _better(located: Located[DateSpan], draft: Draft) -> bool:
    """Of two dates of one happening, a named day before a stretch, the exacter, then the nearer."""
    assert draft.when is not None  # asked only then
    return _rank(located, draft) < _rank(draft.when, draft)


def _rank(located: Located[DateSpan], draft: Draft) -> tuple[bool, int, int]:
    span = located.value
    return span.kind in STRETCH, FINENESS[span.range.precision], abs(located.start - draft.frame.head.i)


def _lend(scene: Scene, draft: Draft, drafts: Sequence[Draft], said: Sequence[_Said]) -> None:
    """Give a draft without a date that of its sentence, or of the nearest sentence before it that gives one.

    What is told as background is of another time than what is in focus, unless they share a sentence, and what has
    gone on since some day is of no one day.
    """
    if draft.factuality not in HAPPENED or has_gone_on(draft):
        return
    here = scene.sentences.index(draft.frame.sentence)
    for sentence in range(here, max(-1, here - REACH - 1), -1):
        if sentence < here and not _goes_on(draft):
            return
        fitting = [s for s in said if s.sentence == sentence and _may_lend(s, draft, back=here - sentence)]
        if fitting:
            chosen = min(fitting, key=lambda s: (_strangeness(s, draft), *_rank(s.located, draft)))
            _set(scene, draft, chosen.located, "carried from the words before", CARRIED)
            return


def _date_lead(scene: Scene, lead: Draft, said: Sequence[_Said]) -> None:
    """Give what a report opens with the day that only its next sentence names: "Boats were sunk. On Sunday ..."."""
    here = scene.sentences.index(lead.frame.sentence)
    if here > 0 or lead.factuality not in HAPPENED or lead.role != "focus" or lead.action in SPOKEN:
        return
    free = (s for s in said if s.sentence == 1 and s.owner is None and _goes_on_with(scene, s.located))
    day = next((s.located for s in free if s.located.value.range.precision == "day"), None)
    if day is not None:
        _set(scene, lead, day, "carried from the words after", CARRIED)


def _goes_on_with(scene: Scene, day: Located[DateSpan]) -> bool:
    """Whether a day is that of what its sentence tells next, and of nothing before or said: "On Sunday they met"."""
    verb = clauses.governing_verb(scene.doc[day.start : day.end].root)
    if day.value.kind != "point" or verb is None or verb.lower_ in REPORTING:
        return False
    told = verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i)  # "..., the army said"
    return told and not any(c.dep_ == "aux" and c.lower_ != "did" for c in verb.children)


def _goes_on(draft: Draft) -> bool:
    """Whether a draft is told in the stream of the paragraph, so that the days named before hold for it.

    "Had been shot" is past before the past, except in reported speech, where it is only the shift of tense.
    """
    if draft.distinct or draft.action in SPOKEN:
        return False
    return draft.role == "focus" or any(t.lower_ in REPORTING and t.tag_.startswith("VB") for t in draft.frame.sentence)


def _may_lend(said: _Said, draft: Draft, *, back: int) -> bool:
    """Whether a date told `back` sentences before may be that of the draft too."""
    if said.located.value.kind in STRETCH:
        return False
    if said.owner is None and not back and _describes(draft.frame.head, draft.frame.scene.doc[said.located.start]):
        return False
    if said.owner is None:
        return not _dates_only_speech(said.located, draft)
    if back:
        return back == 1 and said.owner.role == "focus" and not said.owner.distinct
    return not _of_another(said.owner.frame.head, draft.frame.head)


def _explained(draft: Draft, drafts: Sequence[Draft]) -> DateRange | None:
    """The day of the happening in whose clause a draft without a day is told."""
    told = {d.frame.head: d.date for d in drafts if d.has_own_date}
    return next((told[t] for t in draft.frame.head.ancestors if t in told), None)


def _describes(head: Token, day: Token) -> bool:
    """Whether a happening is told only to describe a thing, and the day is that of what is done to the thing.

    "Searched today through a tower wrecked by a missile" does not date the missile.
    """
    chain = [head, *head.ancestors]
    told = next((i for i, t in enumerate(chain) if _is_undergone(t)), None)
    verb = clauses.governing_verb(day)
    return told is not None and verb is not None and verb in chain[told + 1 :]


def _is_undergone(verb: Token) -> bool:
    """Whether a verb is a participle that says what was done to the noun before it; one with an object is misread."""
    return verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and not clauses.direct_objects(verb)


def _dates_only_speech(located: Located[DateSpan], draft: Draft) -> bool:
    """Whether a day is that on which something already past was told: "said on Tuesday it hit men who had fired".

    What is said to be so ("said on Friday it was sending armour") is of that day, and what is said in the past tense of
    one's own may be.
    """
    speech = clauses.governing_verb(draft.frame.scene.doc[located.start : located.end].root)
    if speech is None or speech.lower_ not in REPORTING:
        return False
    head = draft.frame.head
    verb = head if clauses.is_verb(head) else clauses.governing_verb(head)
    if verb is None or verb == speech:
        return draft.role != "focus"
    fronted = verb.i < speech.i
    past = any(c.dep_ == "aux" and c.lower_ in {"had", "'d"} for c in verb.children)
    return verb.head != speech or fronted or past


def _of_another(owner: Token, head: Token) -> bool:
    """Whether the happening a day belongs to is told within another's clause, not as of one time with it ("when")."""
    chain = [owner, *owner.ancestors]
    if head not in chain[1:]:
        return False
    link = chain[chain.index(head) - 1]
    if owner.dep_ == "acl" and owner.tag_ == "VBG":
        return False  # "clashes of protesters demanding his resignation on Sunday"
    if link.dep_ == "prep" and link.lower_ in {"after", "following", "during"} and owner.head == link:
        return False  # "arrested a suspect after a shootout on Tuesday"
    return link.dep_ != "conj" and not any(c.lower_ in AT_ONCE for c in link.children if c.dep_ in {"mark", "advmod"})


def _strangeness(said: _Said, draft: Draft) -> int:
    """How far the happening a date belongs to is from the draft: alike, of no happening, of another time."""
    if said.owner is None:
        return 1
    return 0 if said.owner.role == draft.role else 2
