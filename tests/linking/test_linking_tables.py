"""The tables of linking are whole, and a faulty one is refused with the row."""

import pytest

from tacitus.errors import TableError
from tacitus.linking import kinship, load_weights
from tacitus.ontology.tables import rows


def test_every_action_of_the_ontology_has_its_kin():
    actions = {row["action"] for _, row in rows("tacitus.ontology", "actions.csv", ("action",))}
    ours = {row["action"] for _, row in rows("tacitus.linking", "alike.csv", ("action",))}
    assert actions == ours


def test_an_unknown_action_is_alike_only_to_itself():
    assert kinship("tickling").families == {"tickling"}


def test_agreement_speaks_for_and_contradiction_against():
    weights = load_weights()
    for slot in ("place", "initiator", "target", "action"):
        best = "same_spot" if slot == "place" else "same"
        worst = {"place": "far", "action": "related"}.get(slot, "different")
        assert weights.of(slot, best) > 0 > weights.of(slot, worst)
    assert weights.of("date", "same_day") > 0 > weights.of("date", "adjacent")


def test_weights_can_be_read_from_a_file_of_ones_own(tmp_path):
    file = tmp_path / "w.csv"
    file.write_text("slot,level,m,u\nprior,candidate,0.5,0.5\ndate,same_day,0.9,0.1\ndate,apart,0.1,0.9\n")
    weights = load_weights(file)
    assert weights.prior == 0
    assert weights.of("date", "same_day") == -weights.of("date", "apart")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("slot,level,m\n", "columns"),
        ("slot,level,m,u\nprior,candidate,0.5,x\n", "line 2"),
        ("slot,level,m,u\nprior,candidate,0,1\n", "line 2"),
        ("slot,level,m,u\nprior,candidate,0.5,0.5\nprior,candidate,0.5,0.5\n", "twice"),
        ("slot,level,m,u\nprior,candidate,0.5,0.5\ndate,same_day,0.9,0.1\n", "sum to 1"),
        ("slot,level,m,u\ndate,same_day,1,1\n", "prior"),
    ],
)
def test_a_faulty_table_is_refused_with_the_fault(tmp_path, text, fault):
    file = tmp_path / "w.csv"
    file.write_text(text)
    with pytest.raises(TableError, match=fault):
        load_weights(file)


def test_an_absent_table_is_refused_with_its_path(tmp_path):
    with pytest.raises(TableError, match=r"none\.csv"):
        load_weights(tmp_path / "none.csv")
