"""Who does what in a clause: subjects, objects and complements, read off the parse.

The parser is right most of the time about the frame of a clause and wrong about long attachments, so these
functions look near the head first and follow a parent only over relations that share their subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
RELATIVE = frozenset({"that", "which", "who", "whom", "whose"})
LIGHT_VERBS = frozenset(
    """carry carried carries carrying conduct conducted conducting conducts launch launched launches launching mount
    mounted mounting stage staged staging make made making perform performed execute executed deliver
    delivered commit committed undertake undertook undertaken order ordered wage waged waging begin began
    begun start started step stepped resume resumed keep kept continue continued claim claimed do did done
    have had use used using lead led unleash unleashed add added fire fired fires firing""".split()
)
REPORTING = frozenset(
    """say says said saying tell tells told report reports reported reporting announce announces announced add adds
    added according state states stated confirm confirms confirmed claim claims claimed acknowledge acknowledged
    acknowledges note noted notes write wrote writes disclose disclosed quote quoted cite citing speak spoke put
    puts insist insists insisted warn warned deny denies denied condemn condemned describe described call called
    explain explained believe believes believed count counts counted admit admits admitted declare declared
    reveal revealed estimate estimated blame blames blamed accuse accused accuses""".split()
)
UNDERGO_VERBS = frozenset(
    """come came coming face faced facing suffer suffered suffering see saw seen endure endured experience
    experienced""".split()
)
UNDERGONE = frozenset(
    """killed wounded injured arrested detained abducted kidnapped assassinated murdered executed beheaded lynched
    deported displaced jailed imprisoned sentenced tortured raped martyred""".split()
)
"""Past tenses that demand an object: without one they are participles whose auxiliary a headline leaves out."""
OUTCOMES = frozenset({"dead", "to death"})
"""What makes any deed done to somebody: "shot dead", "beaten to death"."""
AFTER_UNDERGONE = frozenset(
    """in by near on during after before outside inside as from when while amid with along across off since and but
    , . ; : - – — ) “ ” " '""".split()
)
"""What follows a participle, where the object of a past tense would stand."""
SEQUENCE = frozenset({"after", "before", "while", "when", "since", "by", "without", "despite", "upon"})
"""Prepositions whose gerund is done by the subject."""


def with_conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """The tokens and what is coordinated with them to their right, in order, each once."""
    found: dict[int, Token] = {}
    for token in tokens:
        found[token.i] = token
        for conjunct in token.conjuncts:
            if conjunct.i > token.i:
                found[conjunct.i] = conjunct
    return [found[i] for i in sorted(found)]


def is_verb(token: Token) -> bool:
    """Whether the tag is a verb's."""
    return bool(token.tag_.startswith("VB"))


def is_noun(token: Token) -> bool:
    """Whether the tag is a noun's or a pronoun's."""
    return token.tag_.startswith("NN") or token.tag_ in {"PRP", "WP", "CD", "DT", "JJ"}


def is_perfect(verb: Token | None) -> bool:
    """Whether a verb stands in the present perfect: what it tells may have happened at any time up to now."""
    return (
        verb is not None
        and is_verb(verb)
        and any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"have", "has", "'ve"} for c in verb.children)
    )


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive participle, with or without its auxiliary."""
    if _is_headline_passive(verb):
        return True
    if verb.tag_ != "VBN":
        return any(c.dep_ == "auxpass" for c in verb.children)
    if any(c.dep_ in {"auxpass"} or c.dep_ in PASSIVE_SUBJECT for c in verb.children):
        return True
    has_perfect = any(
        c.dep_ == "aux" and c.lower_ in {"have", "has", "had", "having", "'ve", "'d"} for c in verb.children
    )
    if has_perfect:
        return False
    if verb.dep_ == "conj" and is_verb(verb.head) and not any(c.dep_ in SUBJECT for c in verb.children):
        return is_passive(verb.head) and not any(c.dep_ == "dobj" for c in verb.children)
    return verb.dep_ in {"acl", "advcl", "amod", "relcl", "ROOT", "ccomp", "oprd", "xcomp"} and not any(
        c.dep_ in SUBJECT or c.dep_ == "dobj" for c in verb.children
    )


def _is_headline_passive(verb: Token) -> bool:
    """ "Gunman shot dead in Berlin", "Three soldiers killed in Mosul": no auxiliary, and no object either."""
    if verb.tag_ not in {"VBD", "VBN"} or not any(c.dep_ in SUBJECT for c in verb.children):
        return False
    if any(c.dep_ in {"aux", "auxpass", "dobj", "ccomp"} and c.lower_ not in OUTCOMES for c in verb.children):
        return False
    if any(c.dep_ == "dobj" for other in verb.conjuncts for c in other.children):
        return False  # "killed and wounded dozens"
    after = verb.doc[verb.i + 1 :]
    outcome = next((o for o in OUTCOMES if after[: len(o.split())].text.lower() == o), None)
    if outcome is None and verb.lower_ not in UNDERGONE:
        return False
    rest = after[len(outcome.split()) :] if outcome else after
    return not len(rest) or rest[0].lower_ in AFTER_UNDERGONE


def objects_of_preposition(head: Token, prepositions: frozenset[str]) -> list[Token]:
    """The nouns after one of the prepositions that hang on `head`, coordinated ones included."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative", "prt", "advmod"} and child.lower_ in prepositions:
            found += [g for g in child.children if g.dep_ in {"pobj", "pcomp"}]
            # "on and off", "in and around": the object hangs on the coordinated preposition
            for other in child.children:
                if other.dep_ in {"conj", "prep"} and other.tag_ == "IN":
                    found += [g for g in other.children if g.dep_ == "pobj"]
    return with_conjuncts(found)


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The logical subjects of an active verb, through conjunction, participles and relative clauses."""
    own = [c for c in verb.children if c.dep_ in SUBJECT]
    if own:
        if own[0].lower_ in RELATIVE and verb.dep_ == "relcl":
            return with_conjuncts([verb.head])
        return with_conjuncts(own)
    if depth > 4:
        return []
    parent = verb.head
    if verb.dep_ == "conj" and is_verb(parent):
        # "X was hit and burned": a passive parent's subject undergoes
        return (
            subjects(parent, depth + 1)
            if not is_passive(parent)
            else [c for c in parent.children if c.dep_ in PASSIVE_SUBJECT]
        )
    if verb.dep_ == "xcomp" and verb.tag_ == "VB" and (controller := direct_objects(parent)):
        return controller  # "prompting Washington to respond": the object acts
    if verb.dep_ in {"xcomp", "advcl"} and is_verb(parent):
        return subjects(parent, depth + 1) if not is_passive(parent) else passive_subjects(parent, depth + 1)
    if verb.dep_ == "pcomp" and parent.dep_ == "prep" and is_verb(parent.head):
        # "accused Kyiv of shelling it", "stopped them from firing": the object acts; "took it after shelling it": not
        if parent.lower_ not in SEQUENCE and (controller := direct_objects(parent.head)):
            return controller
        return subjects(parent.head, depth + 1)
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ in {"VBG", "VBD", "VBP", "VBZ"}:
        return with_conjuncts([parent])
    if verb.dep_ == "ccomp" and verb.tag_ == "VBG":
        return subjects(parent, depth + 1)
    return []


def passive_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """What a passive verb is done to."""
    own = [c for c in verb.children if c.dep_ in PASSIVE_SUBJECT or c.dep_ in SUBJECT]
    if own:
        if own[0].lower_ in RELATIVE and verb.dep_ == "relcl":
            return with_conjuncts([verb.head])
        return with_conjuncts(own)
    parent = verb.head
    if depth > 4:
        return []
    if verb.dep_ == "acl":
        # the parser hangs a participle on a far noun; the word just before it is the better guess
        before = verb.doc[verb.i - 1] if verb.i else parent
        return with_conjuncts([before]) if before.tag_.startswith("NN") else [parent]
    if verb.dep_ in {"relcl", "amod"}:
        return [parent]
    if verb.dep_ in {"conj", "xcomp", "advcl", "oprd"} and is_verb(parent):
        return passive_subjects(parent, depth + 1)
    return []


def agents(verb: Token) -> list[Token]:
    """The nouns after "by" of a passive verb."""
    found = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    return with_conjuncts(found) or objects_of_preposition(verb, frozenset({"by"}))


def direct_objects(verb: Token) -> list[Token]:
    """The direct objects, coordinated ones included."""
    return with_conjuncts(c for c in verb.children if c.dep_ in {"dobj", "oprd"})


def ancestors_until_clause(token: Token) -> Iterator[Token]:
    """The token's ancestors up to and including the head of its own clause."""
    for ancestor in token.ancestors:
        yield ancestor
        if is_verb(ancestor):
            return


def governing_verb(noun: Token) -> Token | None:
    """The verb whose subject, object or complement the noun is, through prepositions and "series of"."""
    for ancestor in ancestors_until_clause(noun):
        if is_verb(ancestor):
            return ancestor
    return None
