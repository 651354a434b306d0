"""What holds of every text: offsets, order, and that sides are read alike whichever they are."""

from hypothesis import given
from hypothesis import strategies as st

from tacitus.actors import ActorRegistry

REGISTRY = ActorRegistry.load()
PIECES = st.sampled_from(
    "Iran -backed militias US U.S. forces and ' ’s \n \n\n . , Hamas Israeli air strike army of the Ukraine Kyiv "
    "police gunmen suspected al - Qaeda ( IDF ) group loyal to Haftar north Korean drones IS is pro".split(" ")
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25))
def test_spans_are_words_of_the_text_in_order_and_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for span in REGISTRY.find(text):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        end = span.end


@given(st.lists(PIECES, max_size=25))
def test_the_same_text_gives_the_same_spans(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert REGISTRY.find(text) == REGISTRY.find(text)


def test_swapping_the_sides_swaps_the_actors_and_nothing_else() -> None:
    """The wording is the same, so the rules that read it are."""
    template = (
        "{0} warplanes killed two {1} soldiers, {1} officials said; {0} commanders called it a reply to {1} fire."
    )
    one = REGISTRY.find(template.format("Israeli", "Iranian"))
    other = REGISTRY.find(template.format("Iranian", "Israeli"))
    mirrored = {"IL": "IR", "IR": "IL"}
    assert [span.how for span in one] == [span.how for span in other]
    assert [mirrored[span.actor.id[:2]] + span.actor.id[2:] for span in one] == [span.actor.id for span in other]
    assert [span.actor.id for span in one] == [
        "IL:military",
        "IR:military",
        "IR:government",
        "IL:military",
        "IR:military",
    ]


def test_offsets_are_code_points() -> None:
    text = "\U0001f6a8 Ukra\u00efne? No: Hamas."
    (span,) = [s for s in REGISTRY.find(text) if s.actor.id == "hamas"]
    assert span.start == text.index("Hamas")


def test_an_empty_text_has_no_actors() -> None:
    assert REGISTRY.find("") == []


def test_an_affiliation_that_the_text_breaks_off_is_no_fault():
    assert [span.text for span in ActorRegistry.load().find("Israeli pro")] == ["Israeli"]
