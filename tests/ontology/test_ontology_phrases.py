"""Phrases of the tables are found in running words: longest first, inflected, with gaps where the table allows."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tacitus.ontology import PhraseTable, forms, ontology


def triggers(sentence):
    return [v.action for m in ontology().lexicon.triggers.longest(sentence.split()) for v in m.values]


def test_a_phrase_is_found_in_all_its_forms():
    for sentence in ("jets bombed it", "they were bombing it", "a jet bombs it"):
        assert "?bomb" in triggers(sentence)


def test_a_gap_takes_in_the_object():
    assert "interception" in triggers("troops shot two enemy drones down")


def test_a_gap_is_not_endless():
    assert triggers("troops shot at the gate of the old town hall and then sat") == ["?shoot"]


def test_the_longest_phrase_wins():
    assert triggers("a drone strike") == ["drone_attack"]


def test_irregular_verbs_and_compounds_are_inflected():
    assert {"struck", "striking", "strikes"} <= forms("strike", "v")
    assert "airstrikes" in forms("airstrike", "n")


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3), min_size=1, max_size=5), WORDS)
def test_every_match_is_a_phrase_of_the_table_and_none_overlap(phrases, words):
    table = PhraseTable(([frozenset({w}) for w in phrase], tuple(phrase)) for phrase in phrases)
    found = table.longest(words)
    for match in found:
        assert tuple(words[match.start : match.end]) in match.values
    assert all(a.end <= b.start for a, b in pairwise(found))
