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
    ship tanker vessel boat weapons damage evidence action part base post hill contest bill toll lot bearings bodies
    blow blows seat seats case cases appeal contact interest patience wreckage car cars lorry lorries truck trucks
    aircraft plane planes helicopter helicopters jet position positions election territory money game match job jobs
    mine what that this which these""".split()
) - {"bodies"}
UNCOUNTED = frozenset("them they us we themselves their others those these whom".split())
BE = frozenset({"was", "were", "is", "are", "been", "be", "being"})
STEPPED_OVER = frozenset(
    """believed feared reported confirmed presumed found left shot lying badly seriously critically severely lightly
    slightly moderately gravely fatally reportedly also later either""".split()
)
ONE_MORE = frozenset({"a", "an", "another", "his", "her", "their", "its"})


def clean(scene: Scene, noun: Token) -> bool:
    """Whether a noun can name people who are counted."""
    if noun.lower_ in THINGS or noun.lower_ in UNCOUNTED:
        return False
    return at(scene.weapons, noun.i) is None and at(scene.facilities, noun.i) is None


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
        if top.dep_ in {"conj", "appos"} and top.head.tag_.startswith("NN"):
            top = top.head
        elif top.dep_ == "pobj" and top.head.lower_ in {"of", "from"} and top.head.head.tag_[:2] in {"NN", "CD"}:
            top = top.head.head
        else:
            break
    return [top] if top == doc[i] else [top, doc[i]]


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


def _added(noun: Token) -> list[Token]:
    """Nouns coordinated with this one, also where the parser hangs them on a noun inside the phrase."""
    found = [c for c in noun.conjuncts if c.i > noun.i and c.tag_.startswith(("NN", "CD"))]
    for child in noun.children:
        if child.dep_ == "prep":
            found += [
                t
                for t in child.subtree
                if t.dep_ == "conj"
                and t.tag_.startswith(("NN", "CD"))
                and not _in_clause(t, noun)
                and (t.left_edge.lower_ in ONE_MORE or t.left_edge.tag_ == "CD")
            ]
    return [t for t in found if not _in_clause(t, noun)]


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
