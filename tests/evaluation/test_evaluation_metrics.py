"""The measures, by value on cases that can be worked out by hand."""

import pytest

from tacitus.evaluation.metrics import Tally, bcubed, km, linked_pairs, longest, pair_spans, weighted_f1


def test_precision_recall_and_f1_follow_from_the_counts():
    tally = Tally(hits=3, predicted=4, gold=6)
    assert (tally.precision, tally.recall) == (3 / 4, 3 / 6)
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.5 / (0.75 + 0.5))


def test_a_measure_without_cases_is_nought():
    assert (Tally().precision, Tally().recall, Tally().f1) == (0, 0, 0)
    assert weighted_f1([], []) == 0
    assert bcubed({}, {}) == (0, 0, 0)


def test_weighted_f1_weighs_each_class_by_its_gold_items():
    gold = ["riot", "riot", "raid", "fire"]
    got = ["riot", "raid", "raid", "riot"]
    # riot: 1 right of 2 predicted and 2 gold, F1 2*1/(2+2). raid: 1 right of 2 predicted and 1 gold, F1 2*1/(2+1).
    # fire: none right.
    assert weighted_f1(gold, got) == pytest.approx((2 * (2 * 1 / 4) + 1 * (2 * 1 / 3) + 1 * 0) / 4)


def test_a_predicted_class_that_no_item_has_only_costs_precision_elsewhere():
    assert weighted_f1(["riot", "riot"], ["riot", "other"]) == pytest.approx(2 * 1 / (1 + 2))


def test_bcubed_scores_each_report_by_its_own_cluster():
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    got = {"a": "x", "b": "x", "c": "x", "d": "y"}
    # precision: a 2/3, b 2/3, c 1/3, d 1/1; recall: a 1, b 1, c 1/2, d 1/2.
    precision, recall = (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (1 + 1 + 0.5 + 0.5) / 4
    found = bcubed(gold, got)
    assert found == pytest.approx((precision, recall, 2 * precision * recall / (precision + recall)))


def test_pairs_of_reports_are_counted_from_the_sizes_of_clusters():
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    got = {"a": "x", "b": "x", "c": "x", "d": "y"}
    # gold pairs ab, cd; predicted ab, ac, bc; both ab.
    assert linked_pairs(gold, got) == Tally(hits=1, predicted=3, gold=2)


def test_spans_are_paired_one_to_one():
    assert pair_spans([(0, 10)], [(0, 4), (5, 9)]) == {0: 0}
    assert pair_spans([(0, 4), (5, 9)], [(0, 10)]) == {0: 0}


def test_pairing_leaves_a_long_prediction_to_the_span_that_has_no_other():
    # The first gold span meets both predictions, the second only the later one.
    assert pair_spans([(0, 12), (14, 20)], [(2, 5), (8, 18)]) == {0: 0, 1: 1}


def test_touching_spans_do_not_overlap():
    assert pair_spans([(0, 5)], [(5, 9)]) == {}


def test_of_overlapping_spans_the_longest_is_kept():
    assert longest([(0, 5), (0, 12), (11, 20), (30, 31)]) == [(0, 12), (30, 31)]


def test_distances_are_great_circles():
    assert km((0, 0), (0, 1)) == pytest.approx(111.19, abs=0.01)
    assert km((33.3, 44.4), (33.3, 44.4)) == 0
