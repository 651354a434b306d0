"""The people whom a figure counts: which words name them, and how far their noun phrase reaches."""

from __future__ import annotations

from spacy.tokens import Token

from tacitus.coding.scene import Scene, at, noun_phrase

# What the figure counts must be people: "killed off two offers" and "hit three buildings" are not tolls.
THINGS = frozenset(
    """attack attacks strike strikes day days week weeks month months year years hour hours minute minutes time times
    building buildings house houses home homes vehicle vehicles drone drones missile missiles rocket rockets site sites
    round rounds km kilometres kilometers miles percent place places village villages town towns tank tanks ship ships
    raid raids jets shells incident incidents cow cows cattle sheep goats ewes fire control power town city ground it
    ship tanker vessel boat weapons damage evidence action part base post hill contest bill toll lot bearings
    blow blows seat seats case cases appeal contact interest patience wreckage car cars lorry lorries truck trucks
    aircraft plane planes helicopter helicopters jet position positions election territory money game match job jobs
    mine what that this which these""".split()
)
COLLECTIVES = frozenset(
    """number community family group crowd convoy unit army force militia police military side government party staff
    team population tally count majority many half most rest""".split()
)
"""Singular nouns of several people: one of them is not one person."""
UNSAID = frozenset({"every", "each", "how", "some", "any", "no", "what", "most", "many"})
UNCOUNTED = frozenset(
    "them they us we themselves their others those these whom anyone someone neither either no".split()
)
BE = frozenset({"was", "were", "is", "are", "been", "be", "being"})
STEPPED_OVER = (
    frozenset(
        """believed feared reported confirmed presumed found left shot lying badly seriously critically severely lightly
    slightly moderately gravely fatally reportedly also later either have has had""".split()
    )
    | BE
)
PARTING = frozenset({";", ":", "--"})
"""Words over which nothing is coordinated any more, whatever the parser says."""
LEAVING = frozenset({"left", "leaving", "leaves"})
LEFT_REACH = 12
ONE_MORE = frozenset({"a", "an", "another", "his", "her", "their", "its"})


def clean(scene: Scene, noun: Token) -> bool:
    """Whether a noun can name people who are counted."""
    if noun.lower_ in THINGS | UNCOUNTED | COLLECTIVES or noun.left_edge.lower_ in UNSAID:
        return numbered_directly(scene, noun)
    attributive = [c for c in noun.children if c.dep_ == "amod" and c.lower_ in {"dead", "wounded", "injured"}]
    if attributive and noun.tag_ == "NN":
        return False  # "a dead villager's wake", "the wounded man died": one of those counted elsewhere
    named = at(scene.actors, noun.i)
    if noun.tag_.startswith("NNP") and named is not None and named.value.how != "people":
        return numbered_directly(scene, noun)
    elsewhere = (at(scene.weapons, noun.i), at(scene.facilities, noun.i), at(scene.dates, noun.i))
    return elsewhere == (None, None, None)


def numbered_directly(scene: Scene, noun: Token) -> bool:
    """Whether a number stands before the noun in its phrase: "some 40 police", "two Hezbollah"."""
    if noun.lower_ in THINGS | UNCOUNTED:
        return False
    cardinals = [n for n in scene.numbers if not n.value.ordinal]
    return any(noun.left_edge.i <= n.start and n.end <= noun.i + 1 for n in cardinals)


def people_before(word: Token) -> list[Token]:
    """The nouns of the phrase that ends at the word: "left three fighters [dead]", "two men [shot dead]".

    The parser reads such small clauses many ways; the words stand side by side in all of them.
    """
    doc, i = word.doc, word.i - 1
    first = word.sent.start
    while i > first and doc[i].lower_ in STEPPED_OVER:
        i -= 1
    if i < first or not doc[i].tag_.startswith("NN") or (doc[i] in word.children and doc[i].dep_ == "compound"):
        return []
    if word.tag_ in {"VBD", "VBZ", "VBP"} and any(c.dep_ == "dobj" for c in word.children):
        return []
    top = doc[i]
    while True:
        if top.dep_ in {"conj", "appos"} and top.head.tag_.startswith("NN") and not parted(top.head, top):
            top = top.head
        elif top.dep_ == "pobj" and top.head.lower_ in {"of", "from"} and top.head.head.tag_[:2] in {"NN", "CD"}:
            top = top.head.head
        else:
            break
    return [top] if top == doc[i] else [top, doc[i]]


def people_left(word: Token) -> list[Token]:
    """The nouns between "left" and the word: "left three gunmen and a marine [dead]", however that is parsed."""
    doc, first = word.doc, word.i - 1
    while first > word.sent.start and word.i - first <= LEFT_REACH and doc[first].lower_ not in LEAVING:
        if doc[first].tag_[:2] == "VB" or doc[first].lower_ in {",", ";"}:
            return []
        first -= 1
    if doc[first].lower_ not in LEAVING:
        return []
    nouns = [t for t in doc[first + 1 : word.i] if t.tag_ in {"NNS", "NN"} and t.dep_ != "compound"]
    return nouns[:1]


def people_after(word: Token) -> list[Token]:
    """The noun of the phrase that follows at once: "shot dead [two joggers]", "left dead [a guard]"."""
    doc = word.doc
    if not word.i or doc[word.i - 1].lower_ not in {"shot", "left", "stabbed"}:
        return []
    noun = None
    for token in doc[word.i + 1 : word.sent.end]:
        if token.tag_ not in {"DT", "CD", "JJ", "JJR", "RBR", "PRP$", "POS", "NN", "NNS", "NNP", "NNPS"} and (
            token.lower_ not in {"at", "least", "than", "about", "around", "to", "up"} or noun is not None
        ):
            break
        if token.tag_.startswith("NN") or token.tag_ == "CD":
            noun = token
    return [] if noun is None else [noun]


def phrase(noun: Token, body: int = 0) -> tuple[int, int]:
    """The tokens of a noun phrase with what is added to it: "four recruits of the army and their cook".

    Relative clauses are left out, and so is what stands before `body`.
    """
    doc = noun.doc
    start, end = max(noun.left_edge.i, body), noun.i + 1
    for part in _added(noun):
        end = max(end, part.i + 1)
    if end == noun.i + 1:
        for child in noun.children:
            if child.lower_ == "of" and child.i == end:
                end = max([end, *(g.i + 1 for g in child.children if g.dep_ == "pobj")])
    opening = {",", "``", "''", ":", "CC", "SYM", "HYPH", "."}
    while start < noun.i and (doc[start].tag_ in opening or doc[start].lower_ in {"when", "that", "after", "while"}):
        start += 1
    return start, end


def whole_numbers(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The phrase widened to the whole of the numbers it cuts: "[between] six and seven fighters"."""
    cut = [n for n in scene.numbers if n.start < end and start < n.end]
    return min([start, *(n.start for n in cut)]), max([end, *(n.end for n in cut)])


def _added(noun: Token) -> list[Token]:
    """Nouns coordinated with this one, also where the parser hangs them elsewhere.

    On a noun inside the phrase ("workers of a charity and their driver"), on a name given in passing ("the man known
    as Abu Sharaf and his driver"), or on the verb as a second subject.
    """
    found = [c for c in noun.conjuncts if c.i > noun.i and not _in_clause(c, noun)]
    for child in noun.children:
        if child.dep_ in {"prep", "acl"}:
            found += [t for t in child.subtree if t.dep_ == "conj" and _is_one_more(t, noun)]
    found += [
        t for t in noun.head.children if t.dep_ == noun.dep_ and t.i > noun.i and t.left_edge.nbor(-1).lower_ == "and"
    ]
    named = [t for t in found if t.tag_.startswith(("NN", "CD")) and not _renames(noun, t)]
    return [t for t in named if not parted(noun, t)]


def parted(a: Token, b: Token) -> bool:
    """Whether words that end a list stand between two tokens."""
    low, high = sorted((a.i, b.i))
    return any(t.lower_ in PARTING for t in a.doc[low:high])


def _renames(noun: Token, other: Token) -> bool:
    """ "Four people, a couple and their lodgers": what follows a counted plural and a comma counts the same again."""
    doc, comma = noun.doc, noun.i + 1
    while comma < other.i and doc[comma].lower_ not in {",", "and"}:
        comma += 1
    if noun.tag_ not in {"NNS", "CD"} or comma + 2 >= len(doc) or doc[comma].lower_ != ",":
        return False
    return doc[comma + 1].tag_ != "CD" or doc[comma + 2].lower_ == "of"


def _is_one_more(token: Token, noun: Token) -> bool:
    first = token.left_edge
    if first.tag_ == "PRP$":
        return True
    return not _in_clause(token, noun) and (first.lower_ in ONE_MORE or first.tag_ == "CD")


def _in_clause(token: Token, noun: Token) -> bool:
    for ancestor in (token, *token.ancestors):
        if ancestor == noun:
            return False
        if ancestor.dep_ in {"relcl", "acl", "advcl"}:
            return True
    return False


def is_part(scene: Scene, start: int) -> bool:
    """Parts of a whole already counted: "including three children", "among them two women"."""
    before = scene.words[max(0, start - 2) : start]
    if before[-1:] == ["among"]:
        return before[0] not in BE
    return "including" in before or before == ["among", "them"] or before[-1:] == ["them"]


def who(scene: Scene, noun: Token) -> str | None:
    """The words that name those counted, without the number."""
    start, end = noun_phrase(noun)
    return scene.doc[start:end].text if noun.tag_.startswith("NN") else None
