"""How many were hurt: figures of killed, wounded, missing and captured, and whose happening they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tacitus.coding import clauses
from tacitus.coding.attaching import nearest
from tacitus.coding.draft import Draft, FigureReading
from tacitus.coding.numbers import count_of_phrase
from tacitus.coding.scene import Scene, noun_phrase
from tacitus.records import EvidenceField, Figure

STATUS: dict[str, EvidenceField] = {
    **dict.fromkeys(
        """kill kills killed killing dead die dies died dying deaths death fatalities slain slaying perished murdered
        murdering executed executing massacred slaughtered slaughtering beheaded lynched assassinated lives life
        hacked strangled""".split(),
        "killed",
    ),
    **dict.fromkeys(
        """wound wounds wounded wounding injure injures injured injuring hurt hurting injuries maimed
        hospitalised hospitalized""".split(),
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
DYING = frozenset("die dies died dying perished".split())
LOSS = frozenset({"lives", "life"})
TOTALS = frozenset("dead deaths death fatalities toll".split())
BELIEVING = frozenset("believed feared reported thought confirmed said presumed found left listed counted".split())
# What the figure counts must be people: "killed off two offers" and "hit three buildings" are not tolls.
THINGS = frozenset(
    """attack attacks strike strikes day days week weeks month months year years hour hours minute minutes time times
    building buildings house houses home homes vehicle vehicles drone drones missile missiles rocket rockets site sites
    round rounds km kilometres kilometers miles percent place places village villages town towns tank tanks ship ships
    raid raids jets shells incident incidents cow cows cattle sheep goats ewes fire control power town city ground it
    ship tanker vessel boat weapons damage evidence action part base post hill contest bill toll lot bearings""".split()
)
NEAR_WORDS = 4


def set_figures(scene: Scene, drafts: Sequence[Draft], previous: Draft | None) -> None:
    """Give the drafts of a scene the figures of their sentences; a sentence without a happening tells of the last.

    `previous` is the last happening of the paragraphs before. Totals since a date are claims, not this
    happening's figures, and are left to `tacitus.coding.claims`.
    """
    for sentence in scene.sentences:
        if sentence.end <= scene.body or is_running_total(scene, sentence.start, sentence.end):
            continue
        here = [d for d in drafts if d.frame.sentence == sentence]
        before = [d for d in drafts if d.frame.sentence.start < sentence.start]
        taken: set[tuple[int, EvidenceField]] = set()
        for word in sentence:
            status = STATUS.get(word.lower_)
            if status is None:
                continue
            found = _figure(scene, word, status)
            if found is None or (found.evidence.start, status) in taken:
                continue
            taken.add((found.evidence.start, status))
            draft = _owner(word, here) or (before[-1] if before else previous)
            if draft is not None:
                draft.figures.append(found)


def is_running_total(scene: Scene, start: int, end: int) -> bool:
    """Whether a sentence counts since a date ("56 personnel have been injured since October")."""
    return any(d.value.kind == "since" for d in scene.dates if start <= d.start < end)


def _owner(word: Token, here: Sequence[Draft]) -> Draft | None:
    hurting = [d for d in here if not d.frame.trigger.needs.startswith("speaker")]
    return nearest(word, hurting) or (hurting[-1] if hurting else None)


def _figure(scene: Scene, word: Token, status: EvidenceField) -> FigureReading | None:
    """The figure that a word of hurt gives: of the people in its clause, else of a number close by."""
    for noun in _people(word):
        start, end = _phrase(noun)
        if _is_part(scene, start) or noun.lower_ in THINGS or any(w.covers(noun.i) for w in scene.weapons):
            continue
        figure = count_of_phrase(scene.doc[start:end].text)
        if figure is not None and (figure.low or figure.high):
            figure = figure.model_copy(update={"who": _who(scene, noun)})
            return FigureReading(status, figure, scene.evidence(status, start, end, "counted noun phrase"))
    return next(_numbers_near(scene, word, status), None)


def _people(word: Token) -> list[Token]:
    """The nouns that those hurt are named by, the likeliest first."""
    if word.lower_ in LOSS:
        verb = word.head
        return clauses.subjects(verb) if verb.lower_ in {"lost", "lose", "losing", "gave"} else []
    if clauses.is_verb(word):
        if word.lower_ in DYING:
            return clauses.subjects(word)[:1]
        if clauses.is_passive(word) or word.dep_ in {"oprd", "acomp", "amod"}:
            found = clauses.passive_subjects(word)[:1]
            if word.dep_ in {"oprd", "xcomp", "acomp"} and word.head.lower_ in BELIEVING:
                found += clauses.direct_objects(word.head)[:1] + clauses.passive_subjects(word.head)[:1]
            return found or clauses.direct_objects(word)[:1]
        return clauses.direct_objects(word)[:1]
    found = []
    if word.dep_ in {"oprd", "acomp", "advcl", "attr", "advmod", "ccomp"}:
        if clauses.is_passive(word.head):
            found += clauses.passive_subjects(word.head)[:1]
        found += clauses.direct_objects(word.head)[:1]
        found += [s for s in clauses.subjects(word.head) if word.lower_ == "dead"][:1]
    if word.dep_ in {"amod", "acl", "relcl"} and word.head.tag_.startswith("NN"):
        found.append(word.head)
    found += [t for t in clauses.objects_of_preposition(word, frozenset({"to", "of", "among"})) if t.lower_ not in THINGS]
    return [t for t in found if t != word]


def _phrase(noun: Token) -> tuple[int, int]:
    """A noun phrase with what is coordinated with it: "four recruits and a cook", no relative clauses."""
    start, end = noun.left_edge.i, noun.i + 1
    for conjunct in noun.conjuncts:
        if conjunct.i > noun.i and conjunct.tag_.startswith(("NN", "CD")):
            end = max(end, conjunct.i + 1)
    for child in noun.children:
        if child.lower_ == "of" and child.i == end and end <= noun.i + 1:
            end = max([end, *(g.i + 1 for g in child.children if g.dep_ == "pobj")])
    while start < noun.i and noun.doc[start].tag_ in {",", "``", "''", ":", "CC", "SYM"}:
        start += 1
    return start, end


def _is_part(scene: Scene, start: int) -> bool:
    """Parts of a whole already counted: "including three children", "among them two women"."""
    return bool({"including", "among", "them"} & set(scene.words[max(0, start - 2) : start]))


def _numbers_near(scene: Scene, word: Token, status: EvidenceField) -> Iterator[FigureReading]:
    """"five dead", "put the dead at four", "the death toll rose to 31": a number beside the word."""
    sentence = word.sent
    usable = [
        n
        for n in scene.numbers
        if sentence.start <= n.start < sentence.end and n.value.unit is None and not n.value.ordinal
        and not _is_part(scene, n.start) and scene.words[n.end : n.end + 1] != ["of"] and not _counts_things(scene, n.start, n.end)
    ]
    before = [n for n in usable if 0 <= word.i - n.end <= 2 and not _barrier(scene, n.end, word.i)]
    after = [n for n in usable if 0 < n.start - word.i <= NEAR_WORDS + 3 and not _barrier(scene, word.i + 1, n.start)]
    ordered = [*reversed(before), *(after if word.lower_ in TOTALS or word.tag_.startswith("VB") else [])]
    for number in ordered:
        value = number.value
        yield FigureReading(
            status,
            Figure(low=value.low, best=value.best, high=value.high, who=None),
            scene.evidence(status, number.start, number.end, "number grammar"),
        )


def _counts_things(scene: Scene, start: int, end: int) -> bool:
    following = scene.words[end : end + 1]
    return bool(following and following[0] in THINGS) or any(w.start == end for w in scene.weapons)


def _barrier(scene: Scene, start: int, end: int) -> bool:
    return any(w in {",", ";", "and", "while", "but"} for w in scene.words[start:end])


def _who(scene: Scene, noun: Token) -> str | None:
    start, end = noun_phrase(noun)
    return scene.doc[start:end].text if noun.tag_.startswith("NN") else None
