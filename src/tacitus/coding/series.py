"""What looks like a happening and is none of its own: series, counted happenings, bounds of time, aftermath."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.claims import ClaimReading
from tacitus.coding.deciding import CONSEQUENCES, decide
from tacitus.coding.draft import Draft
from tacitus.coding.slots import VERBAL_TRIGGERS
from tacitus.ontology.cues import cues

SERIES_NOUNS = frozenset(
    """series string spate wave campaign number dozens scores succession run rash hundreds spree""".split()
)
SERIES_WORDS = frozenset(
    """recent latest repeated further more such previous past frequent regular almost-daily daily continued ongoing
    many numerous several future similar most""".split()
)
ROUNDS = frozenset({"rounds", "waves", "sets", "series", "strings"})
STATES = frozenset({"talks", "ceasefire", "sanction", "deployment"})
"""Actions whose plural is one happening."""
ABOUT = frozenset({"over", "to", "for", "of", "after", "against", "from", "about"})
BEGINNING = frozenset("began begun begin beginning started starting start".split())
MISHAPS = frozenset({"?strike", "?blast"})
BESIDE = frozenset({"advcl", "conj", "xcomp", "ccomp"})
HEADLINE = 30
"""Words: a whole paragraph this short may be a headline with a full stop."""
MANY = 9


def is_series(draft: Draft) -> bool:
    """Plural attacks in general, "a series of attacks", "recent attacks", are no single happening.

    They are one where they have a day or a place of their own; a day on which they began is none.
    """
    f = draft.frame
    head = f.head
    if f.trigger.pos != "n" or head.tag_ not in {"NNS", "NNPS"} or draft.action in STATES:
        return False
    if _dates_a_beginning(draft) or _had_begun(head):
        return True
    if draft.has_own_day:
        return False
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in SERIES_NOUNS:
        return True
    if any(r.place.precision != "country" for r in draft.own_places):
        return False
    if not SERIES_WORDS.isdisjoint(c.lower_ for c in head.children):
        return not _is_light_object(draft)
    if any((n.value.value or 0) > MANY for n in f.scene.numbers if n.end <= f.start <= n.end + 3 and not n.value.unit):
        return True
    if draft.figures:
        return False
    bare = not any(c.dep_ in {"det", "poss", "nummod", "amod", "compound", "nmod"} for c in head.children)
    if head.dep_ == "nsubj" and head.head.tag_ == "VBD" and _tells(draft, head.head):
        return False  # "strikes on the suburbs killed two"
    return (head.dep_ == "nsubj" and bare) or (head.dep_ == "pobj" and head.head.lower_ in ABOUT)


def _tells(draft: Draft, verb: Token) -> bool:
    """Whether a verb tells a happening itself."""
    return any(m.start <= verb.i < m.end for m in draft.frame.scene.triggers)


def is_counted(draft: Draft, claims: Sequence[ClaimReading]) -> bool:
    """Whether a claim counts or compares what the trigger names: "an increase in attacks", "61 killed since May"."""
    f = draft.frame
    here = [c for c in claims if c.scene is f.scene and c.sentence == f.sentence]
    if any(c.kind in {"count", "trend"} and c.start <= f.head.i < c.end and clauses.is_noun(f.head) for c in here):
        return True
    counts = [c for c in here if c.kind == "count"]
    if any(_counts_verb(c, f.head) for c in counts):
        return True
    return f.trigger.action in CONSEQUENCES and any(c.since is not None for c in counts)


def _counts_verb(claim: ClaimReading, verb: Token) -> bool:
    """Whether a count says how often it was done: "attacked 19 times since", "three rounds of strikes have hit"."""
    if not clauses.is_verb(verb):
        return False
    words = claim.scene.doc[claim.start : claim.end]
    times = any(t.lower_ == "times" and clauses.governing_verb(t) == verb for t in words)
    if times:
        return claim.since is not None
    subjects = clauses.passive_subjects(verb) if clauses.is_passive(verb) else clauses.subjects(verb)
    return any(s.lower_ in ROUNDS and s in words for s in subjects)


def only_dates(draft: Draft) -> bool:
    """ "Since the unrest broke out": the happening only bounds a stretch of time."""
    node = draft.frame.head
    for _ in range(3):
        marked = any(c.lower_ == "since" and c.dep_ in {"mark", "prep"} for c in node.children)
        if node.dep_ in {"pobj", "advcl", "pcomp"} and (node.head.lower_ == "since" or marked):
            return True
        node = node.head
    return False


def is_calling(draft: Draft) -> bool:
    """Whether it says what somebody is there for, and no happening: "the coalition fighting IS"."""
    head = draft.frame.head
    return (
        head.lower_ in cues("fighting")
        and head.dep_ == "acl"
        and head.tag_ == "VBG"
        and not (draft.has_own_date or draft.figures or draft.own_places)
    )


def is_timeless(draft: Draft) -> bool:
    """A deed told in the simple present outside a headline is a story's, a manual's or a habit: "insurgents storm"."""
    f = draft.frame
    headline = f.scene.heading or len(f.scene.doc) <= HEADLINE
    present = f.trigger.pos == "v" and f.head.tag_ in {"VBP", "VBZ"} and draft.factuality == "occurred"
    return present and not headline and draft.action not in VERBAL_TRIGGERS and not draft.has_own_date


def only_names(draft: Draft) -> bool:
    """ "Denounced the raid as an act of war": a name for what is told elsewhere."""
    head = draft.frame.head
    if draft.frame.trigger.pos != "n" or draft.own_places or draft.has_own_date:
        return False
    return head.dep_ == "oprd" or (head.dep_ == "pobj" and head.head.lower_ in {"as", "like"})


def is_mishap(draft: Draft) -> bool:
    """ "Six people were killed when a helicopter crashed", unless the sentence speaks of an attack: an accident."""
    f = draft.frame
    if f.trigger.action not in CONSEQUENCES | MISHAPS:
        return False
    above = f.head.head if f.head.dep_ in BESIDE else f.head
    told = [f.head, *(c for c in f.head.children if c.dep_ == "advcl"), above, *above.conjuncts]
    if cues("crashing").isdisjoint(t.lower_ for t in told):
        return False
    words = f.scene.words[f.sentence.start : f.sentence.end]
    kinds = {w.value.kind for w in f.scene.weapons if f.sentence.start <= w.start < f.sentence.end}
    armed = (x for x in f.scene.actors if f.sentence.start <= x.start < f.sentence.end)
    fought = any(x.value.actor.kind in {"rebels", "militia", "rioters"} for x in armed)
    return not (fought or kinds - {"aircraft"} or not cues("hostile").isdisjoint(words))


def is_sent_unarmed(draft: Draft) -> bool:
    """ "Sent a delegation to Aden": what is sent is no weapon and no force."""
    launched = draft.frame.trigger.action == "?launch" and draft.frame.trigger.pos == "v"
    return launched and not draft.weapons and draft.frame.head.lower_ in cues("sending")


def is_on_paper(draft: Draft) -> bool:
    """ "Serving a warrant of arrest": an arrest that is ordered is none yet."""
    head = draft.frame.head
    return draft.frame.trigger.pos == "n" and head.dep_ == "pobj" and head.head.head.lower_ in cues("papers")


def is_rejected(draft: Draft) -> bool:
    """ "Rwanda rejects the accusation": what is denied was said before, and by others."""
    verb = draft.frame.head.head
    spoken = draft.frame.trigger.pos == "n" and draft.action in VERBAL_TRIGGERS
    denied = verb.lower_ in cues("denying") and clauses.is_verb(verb)
    return spoken and denied and draft.frame.head.dep_ in {"dobj", "nsubjpass"}


def give_aftermath(drafts: list[Draft], previous: Draft | None) -> list[Draft]:
    """Deaths and damage told without a cause of their own go to the happening before, if there is one.

    `previous` is the last happening of the paragraphs before.
    """
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else previous
        if _is_aftermath(draft) and before is not None and before.action not in VERBAL_TRIGGERS:
            before.figures += [f for f in draft.figures if f not in before.figures]
            before.weapons += draft.weapons
            if before.open and draft.weapons:
                decide(before)  # "a missile destroyed 72 flats" tells what the attack was
        elif draft.frame.trigger.words != "die":
            kept.append(draft)
    return kept


def _is_aftermath(draft: Draft) -> bool:
    """Whether a draft says only that people were hurt or things damaged: no doer, place or day of its own."""
    consequence = all(f.trigger.action in CONSEQUENCES for f in draft.frames)
    return consequence and not draft.initiators and not draft.own_places and not draft.has_own_date


def _dates_a_beginning(draft: Draft) -> bool:
    """ "Attacks that began on 17 October": the day is that of the first of many."""
    if draft.when is None:
        return False
    token = draft.frame.scene.doc[draft.when.start : draft.when.end].root
    verb = next((t for t in token.ancestors if clauses.is_verb(t)), None)
    return verb is not None and not BEGINNING.isdisjoint({verb.lower_, *(c.lower_ for c in verb.children)})


def _had_begun(noun: Token) -> bool:
    """ "The attacks had begun on 17 October": many, of which the day is only the first's."""
    verb = noun.head
    perfect = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    return noun.dep_ == "nsubj" and verb.lower_ in BEGINNING and perfect


def _is_light_object(draft: Draft) -> bool:
    """ "Carried out several strikes": the verb makes the plural a happening."""
    verb = clauses.governing_verb(draft.frame.head)
    carried_out = verb is not None and verb.lower_ in clauses.LIGHT_VERBS and verb.tag_ in {"VBD", "VBN"}
    return carried_out and draft.frame.head.dep_ in {"dobj", "nsubjpass"}


def is_seized(draft: Draft) -> bool:
    """A shipment that was seized is no help that arrived."""
    head = draft.frame.head
    if draft.action != "aid" or draft.frame.trigger.pos != "n" or head.dep_ not in {"dobj", "nsubjpass"}:
        return False
    beside = (m for m in draft.frame.scene.triggers if m.start <= head.head.i < m.end)
    return any(t.action in {"?seize", "interception"} for m in beside for t in m.values)


NO_HAPPENING = (
    is_calling,
    is_mishap,
    is_on_paper,
    is_rejected,
    is_seized,
    is_sent_unarmed,
    is_series,
    is_timeless,
    only_dates,
    only_names,
)
"""What tells a trigger apart that names no happening of its own, each asked of a draft."""
