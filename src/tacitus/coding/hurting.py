"""How many were hurt: the figures a sentence gives of killed, wounded, missing, captured and displaced.

Each rule reads one way of saying it and yields `Hurt`s; whose happening they belong to is decided elsewhere
(`tacitus.coding.casualties`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from tacitus.coding import clauses, tolls
from tacitus.coding.numbers import NumberSpan, add, count_of_phrase
from tacitus.coding.people import (
    clean,
    is_part,
    parted,
    people_after,
    people_before,
    people_left,
    phrase,
    who,
    whole_numbers,
)
from tacitus.coding.scene import Located, Scene, at
from tacitus.records import EvidenceField, Figure

STATUS: dict[str, EvidenceField] = {
    **dict.fromkeys(
        """kill kills killed killing dead die dies died dying deaths death fatalities slain slaying perished murdered
        murdering murder executed executing execution massacred slaughtered slaughtering beheaded behead beheads
        beheading lynched assassinated assassinating assassination killings lives life hacked strangled
        martyred succumbed""".split(),
        "killed",
    ),
    **dict.fromkeys(
        """wound wounds wounded wounding injure injures injured injuring hurt hurting injuries maimed maiming
        hospitalised hospitalized injury""".split(),
        "wounded",
    ),
    **dict.fromkeys(["missing", "unaccounted"], "missing"),
    **dict.fromkeys(
        """arrested detained captured abducted kidnapped seized arresting detaining capturing abducting kidnapping
        jailed nabbed hostage hostages captive prisoner prisoners arrests custody""".split(),
        "captured",
    ),
    **dict.fromkeys(["displaced", "displacing"], "displaced"),
}
DYING = frozenset("die dies died dying perished succumbed".split())
OF_NATURE = frozenset(
    """attack cancer cholera coronavirus covid covid-19 dehydration disease ebola failure fever heat heatstroke hunger
    illness malaria malnutrition measles causes pneumonia starvation stroke thirst typhoid""".split()
)
"""What people die of without anybody's deed; of attacks only the heart's."""
LIVES = frozenset({"lives", "life"})
LOSING = frozenset("lost lose loses losing".split())
REMAINS = frozenset({"bodies", "corpses"})
TO_DEATH = frozenset("hacked beaten beat burned burnt stabbed clubbed shot hanged stoned trampled crushed".split())
DEED_NOUNS = frozenset("death deaths killing killings murder assassination execution".split())
HARMS = frozenset(
    """wound wounds injury injuries burns shrapnel gunshots smoke shock concussion concussions help treatment
    hospital""".split()
)
LIMBS = frozenset("leg legs arm arms hand hands foot feet eye eyes finger fingers limb limbs".split())
INDIRECT: dict[str, EvidenceField] = {
    **dict.fromkeys([*LOSING, *REMAINS, "gunned", "toll"], "killed"),
    **dict.fromkeys([*HARMS, *LIMBS, "harmed", "beaten", "beat"], "wounded"),
}
"""Words that tell of people hurt only in some company, which the rules below ask for."""
TELLING = STATUS.keys() | INDIRECT.keys()
BEARING = frozenset(
    "suffer suffered suffering sustain sustained sustaining have had receive received seek sought".split()
)
TREATING = frozenset("treat treats treated treating taken rushed admitted hospitalised hospitalized flown".split())
FATALLY = frozenset({"fatally", "mortally"})
LONG = frozenset("war wars conflict crisis insurgency uprising rebellion unrest famine genocide".split())
"""What goes on too long to be one happening."""
NOW = "now"
"""What makes a number a toll: "54 are now dead" is of all, whoever died last."""
DEAD_OR_HURT = frozenset("dead killed wounded injured hurt missing".split())


OTHER_SOURCE = "another source's number"
TOLL = "toll"
COUNTED = "counted noun phrase"
AT_ONCE = 3
"""Words from who died to the next counted, where "and" alone joins them."""
ANYBODY = frozenset("people persons person others them".split())
"""Words that may name again those already counted."""


@dataclass(frozen=True, slots=True)
class Hurt:
    """One figure as said: tokens `start` to `end` give it, `anchor` is the word of hurt; `how` names the rule."""

    status: EvidenceField
    figure: Figure
    start: int
    end: int
    anchor: Token
    how: str


def hurts_of(scene: Scene) -> list[tuple[Span, list[Hurt]]]:
    """The sentences of a scene after its dateline, each with its figures."""
    found: list[tuple[Span, list[Hurt]]] = []
    counted: EvidenceField | None = None
    for sentence in scene.sentences:
        if sentence.end > scene.body:
            read = hurts(scene, sentence, counted)
            counted = read[-1].status if read else None
            found.append((sentence, read))
    return found


def hurts(scene: Scene, sentence: Span, before: EvidenceField | None = None) -> list[Hurt]:
    """The figures of a sentence in text order, each number read once for a status.

    `before` is what the sentence before counted last: a bare number in this one may be another source's count of it.
    """
    found: list[Hurt] = []
    nobody = list(_nobody(scene, sentence))
    for hurt in (*nobody, *_counted(scene, sentence, nobody)):
        if not any(f.status == hurt.status and f.start < hurt.end and hurt.start < f.end for f in found):
            found.append(hurt)
    found.sort(key=lambda h: (h.start, h.status))
    found = _added(found)
    found = [replace(h, how=OTHER_SOURCE) if _of_another(scene, sentence, h) else h for h in found]
    for number in tolls.other_figures(scene, sentence):
        told = [f for f in found if f.start < number.start]
        status = told[-1].status if told else before
        if status is not None and not any(f.start < number.end and number.start < f.end for f in found):
            found.append(_of_number(status, number, scene.doc[number.start], OTHER_SOURCE))
    return found


def _added(found: Sequence[Hurt]) -> list[Hurt]:
    """ "Four soldiers were killed and 12 militants died": summed, where they are different people."""
    kept: list[Hurt] = []
    for hurt in found:
        first = next((k for k in kept if _is_beside(k, hurt)), None)
        if first is None:
            kept.append(hurt)
        else:
            figure = add(first.figure, hurt.figure).model_copy(update={"who": first.figure.who})
            kept[kept.index(first)] = replace(first, figure=figure, end=hurt.end)
    return kept


def _is_beside(a: Hurt, b: Hurt) -> bool:
    """Whether two figures of one status are of different people, each counted in a clause of its own."""
    if a.status != b.status or not a.how == b.how == COUNTED:
        return False
    joined = b.anchor.doc[b.start - 1].lower_ == "and" and 0 < b.start - a.anchor.i <= AT_ONCE
    beside = joined or a.anchor in b.anchor.conjuncts
    return beside and _is_undergone(a.anchor) and _is_undergone(b.anchor) and _others(a, b)


def _is_undergone(verb: Token) -> bool:
    return clauses.is_verb(verb) and (clauses.is_passive(verb) or verb.lower_ in DYING)


def _others(a: Hurt, b: Hurt) -> bool:
    """Whether both say who they are, in other words: "three men" and "three of them" may be the same."""
    one, other = ((h.figure.who or "").lower().split()[-1:] for h in (a, b))
    return bool(one and other) and one != other and other[0] not in ANYBODY


def _of_another(scene: Scene, sentence: Span, hurt: Hurt) -> bool:
    """Whether a figure is one source's beside others'; a toll that a source gives is newer, unless it is set off."""
    if hurt.how == TOLL:
        return tolls.is_of_another(scene, sentence.start, hurt.start)
    return tolls.is_given(scene, hurt.start)


def _nobody(scene: Scene, sentence: Span) -> Iterator[Hurt]:
    """ "Nobody was hurt", "no casualties", "without loss of life", "hurting no one": none killed, none wounded."""
    for start, end, statuses in tolls.nobody(scene.words, sentence.start, sentence.end):
        for status in statuses:
            yield Hurt(status, Figure(low=0, best=0, high=0), start, end, scene.doc[start], "nobody hurt")


def _counted(scene: Scene, sentence: Span, nobody: list[Hurt]) -> Iterator[Hurt]:
    for i in range(sentence.start, sentence.end):
        if scene.words[i] not in TELLING:
            continue
        word = scene.doc[i]
        status = _status(word)
        if status is None or any(h.start <= word.i < h.end for h in nobody) or _in_all(word):
            continue
        toll = tolls.toll(scene, word)
        if toll is not None:
            yield _of_number(status, toll, word, TOLL)
            continue
        number = tolls.number_at(scene, word) if word.lower_ in DEAD_OR_HURT else None
        if number is not None:
            by_now = NOW in scene.words[number.end : word.i]
            yield _of_number(status, number, word, TOLL if by_now else "number grammar")
            continue
        found = _of_people(scene, word, status)
        if found is None and word.lower_ in STATUS:
            found = _beside(scene, word, status)
        if found is not None:
            yield found


def _in_all(word: Token) -> bool:
    """Whether a whole war is said to have done it: "the war has killed thousands" is the figure of no one happening."""
    if not clauses.is_verb(word):
        return False
    named = clauses.subjects(word) if not clauses.is_passive(word) else clauses.agents(word)
    return any(t.lower_ in LONG for t in (*named, *clauses.objects_of_preposition(word, frozenset({"in", "during"}))))


def _status(word: Token) -> EvidenceField | None:
    """What the word says of people; a part of speech that cannot say it gives None."""
    status = STATUS.get(word.lower_) or INDIRECT.get(word.lower_)
    if status == "wounded" and any(c.lower_ in FATALLY for c in word.children):
        return "killed"
    if word.lower_ in TO_DEATH and word.doc[word.i + 1 : word.i + 3].text.lower() == "to death":
        return None  # "death" tells it
    if word.lower_ == "gunned" and word.doc[word.i : word.i + 3].text.lower().find("down") < 0:
        return None
    return status


def _of_people(scene: Scene, word: Token, status: EvidenceField) -> Hurt | None:
    """The figure of the people whom the word says it of; a phrase with a number before one without."""
    first: Hurt | None = None
    for noun in _people(word):
        inside = first is not None and first.start <= noun.i < first.end
        if inside or noun.i < scene.body or parted(noun, word) or not clean(scene, noun):
            continue
        start, end = whole_numbers(scene, *phrase(noun, scene.body))
        figure = None if is_part(scene, start) else count_of_phrase(scene.doc[start:end].text)
        if figure is None or not (figure.low or figure.high):
            continue
        numbered = any(start <= n.start < end for n in scene.numbers)
        if at(scene.places, noun.i) is not None and not numbered:
            continue
        figure = figure.model_copy(update={"who": who(scene, noun)})
        found = Hurt(status, figure, start, end, word, COUNTED)
        if numbered:
            return found
        first = first or found
    return first


def _people(word: Token) -> list[Token]:
    """The nouns that those hurt are named by, the likeliest first."""
    low = word.lower_
    if low in LIVES:
        return _losing_lives(word)
    if low in LOSING:
        return [t for t in clauses.direct_objects(word) if t.lower_ not in LIVES | LIMBS][:1]
    if low in LIMBS | HARMS and word.tag_.startswith("NN"):
        return _harmed(word)
    if low in HARMS and clauses.is_verb(word):
        return []  # "came to help the injured"
    if low in DEED_NOUNS and word.tag_.startswith("NN"):
        if low == "death" and word.i and word.doc[word.i - 1].lower_ == "to":
            return _done_to(word.head.head) if word.head.head.lower_ in TO_DEATH else []
        return clauses.objects_of_preposition(word, frozenset({"of", "among"}))[:1]
    if low in REMAINS:
        return [word] if any(c.dep_ == "nummod" or c.tag_ in {"CD", "DT"} for c in word.children) else []
    if low in DYING:
        if _by_nature(word):
            return []
        # "two of the wounded died": they are counted again in the toll, if anywhere
        if any(t.lower_ in {"wounded", "injured"} for s in clauses.subjects(word)[:1] for t in s.subtree):
            return []
        return clauses.subjects(word)[:1] + people_before(word)
    beside = people_after(word) + people_before(word) if low in DEAD_OR_HURT else []
    if low == "dead" or (beside and not clauses.is_verb(word)):
        return beside + people_left(word) + _described(word)
    if clauses.is_verb(word):
        said = _done_to(word) or _described(word)
        return beside + said if _has_own_people(word, beside) else said + beside
    return _described(word)


def _by_nature(dying: Token) -> bool:
    """ "Died of a heart attack": no happening's dead."""
    causes = clauses.objects_of_preposition(dying, frozenset({"of", "from"}))
    return any(
        c.lower_ in OF_NATURE and (c.lower_ != "attack" or any(x.lower_ == "heart" for x in c.children)) for c in causes
    )


def _has_own_people(word: Token, beside: list[Token]) -> bool:
    """ "One was killed and 12 people injured": a further participle is said of the people named between."""
    return word.dep_ == "conj" and word.tag_ == "VBN" and any(t.i > word.head.i for t in beside)


def _losing_lives(word: Token) -> list[Token]:
    """ "seven people lost their lives", "took the lives of six recruits"."""
    owners = clauses.objects_of_preposition(word, frozenset({"of"}))
    if owners:
        return owners[:1]
    return clauses.subjects(word.head)[:1] + people_before(word.head) if word.head.lower_ in {*LOSING, "gave"} else []


def _harmed(word: Token) -> list[Token]:
    """ "injuries to two men", "lost a leg", "suffered burns", "were treated for shock", "sought medical help"."""
    bearers = clauses.objects_of_preposition(word, frozenset({"to", "among"}))
    if bearers and word.lower_ in HARMS:
        return [t for t in bearers if t.lower_ not in LIMBS][:1]
    verb = clauses.governing_verb(word)
    if verb is None:
        return []
    if word.lower_ in LIMBS:
        return clauses.subjects(verb)[:1] if verb.lower_ in LOSING else []
    if verb.lower_ in BEARING:
        return clauses.subjects(verb)[:1]
    if verb.lower_ in TREATING:
        return _done_to(verb)
    return []


def _done_to(verb: Token) -> list[Token]:
    """Those a verb is done to: the subjects of a passive, the objects of an active verb."""
    if clauses.is_passive(verb):
        return clauses.passive_subjects(verb)[:1] or clauses.direct_objects(verb)[:1]
    objects = clauses.direct_objects(verb)[:1]
    if not objects and verb.dep_ == "conj" and clauses.is_passive(verb.head):
        return clauses.passive_subjects(verb.head)[:1]
    if not objects and verb.lower_ in {"burned", "burnt"}:
        return clauses.subjects(verb)[:1]
    return objects


def _described(word: Token) -> list[Token]:
    """Those of whom an adjective says it: "confirmed dead", "left two hurt", "the dead were a farmer and his son"."""
    found: list[Token] = []
    if word.dep_ in {"nsubj", "nsubjpass"} and word.head.lower_ in {"were", "was", "are", "is"}:
        found += [c for c in word.head.children if c.dep_ == "attr"]
    if word.dep_ in {"oprd", "acomp", "advcl", "attr", "advmod", "ccomp", "xcomp", "acl"}:
        if clauses.is_passive(word.head):
            found += clauses.passive_subjects(word.head)[:1]
        found += clauses.direct_objects(word.head)[:1]
        found += clauses.subjects(word)[:1]
        if word.head.lower_ in {"be", "is", "are", "was", "were", "been", "lay", "lying"}:
            found += clauses.subjects(word.head)[:1]
    if word.dep_ in {"amod", "acl", "relcl"} and word.head.tag_.startswith("NN"):
        found.append(word.head)
    return [t for t in found if t != word]


def _beside(scene: Scene, word: Token, status: EvidenceField) -> Hurt | None:
    """ "five dead", "about 70 injured": a number beside the word with no noun of its own."""
    number = tolls.number_beside(scene, word)
    return None if number is None else _of_number(status, number, word, "number grammar")


def _of_number(status: EvidenceField, number: Located[NumberSpan], word: Token, how: str) -> Hurt:
    return Hurt(status, number.value.figure, number.start, number.end, word, how)
