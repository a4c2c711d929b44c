"""Figures worked out by hand, and by asking every pair."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from customer360.scoring.measures import (
    MeasureError,
    area_under_roc,
    average_precision,
    brier_score,
    calibration_error,
    lift_by_decile,
    log_losses,
    probability_figures,
)


def test_the_area_is_the_share_of_pairs_that_stand_right() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        y = rng.integers(0, 2, 40)
        s = rng.integers(0, 6, 40) / 5
        pairs = [
            1.0 if a > b else 0.5 if a == b else 0.0
            for (a, first), (b, second) in itertools.product(zip(s, y, strict=True), repeat=2)
            if first == 1 and second == 0
        ]
        assert area_under_roc(y, s) == pytest.approx(np.mean(pairs))


def test_average_precision_by_hand() -> None:
    # hits at places 1 and 3: (1/1 + 2/3) / 2
    assert average_precision([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1]) == pytest.approx(5 / 6)


def test_brier_by_hand() -> None:
    assert brier_score([1, 0], [0.8, 0.4]) == pytest.approx((0.04 + 0.16) / 2)


def test_log_losses_by_hand_and_bounded() -> None:
    assert log_losses([1, 0], [0.5, 0.75]) == pytest.approx([np.log(2), np.log(4)])
    assert log_losses([0], [1.0])[0] == pytest.approx(-np.log(1e-6))


def test_calibration_error_counts_bins_of_equal_count() -> None:
    # two bins of two: said .1 and .6, happened 0 and 1/2
    assert calibration_error([0, 0, 1, 0], [0.1, 0.1, 0.6, 0.6], bins=2) == pytest.approx(0.1)
    # the bin of equal width would hold all four and call it perfect
    assert calibration_error([1, 1, 0, 0], [0.49, 0.49, 0.51, 0.51], bins=2) == pytest.approx(0.51)


def test_lift_by_hand() -> None:
    y = [1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    deciles = lift_by_decile(y, np.arange(20, 0, -1))
    assert deciles["decile"].tolist() == list(range(1, 11))
    assert deciles["customer_count"].tolist() == [2] * 10
    assert deciles["outcome_rate"].tolist() == [1.0, 0.5, 0.5] + [0.0] * 7
    assert deciles["lift"].tolist() == [5.0, 2.5, 2.5] + [0.0] * 7
    assert deciles["mean_score"].iloc[0] == 19.5


def test_equal_scores_share_their_outcomes() -> None:
    deciles = lift_by_decile([1] * 5 + [0] * 15, np.zeros(20))
    assert deciles["lift"].tolist() == pytest.approx([1.0] * 10)


def test_no_figure_depends_on_the_order_of_rows() -> None:
    rng = np.random.default_rng(2)
    y, p = rng.integers(0, 2, 333), rng.integers(0, 8, 333) / 8
    order = rng.permutation(333)
    assert probability_figures(y, p) == pytest.approx(probability_figures(y[order], p[order]))
    assert np.allclose(lift_by_decile(y, p), lift_by_decile(y[order], p[order]))


def test_shuffled_labels_are_worth_a_half() -> None:
    rng = np.random.default_rng(3)
    area = area_under_roc(rng.permutation(np.arange(4000) % 2), rng.random(4000))
    assert area == pytest.approx(0.5, abs=0.03)


def test_one_class_has_no_area() -> None:
    figures = probability_figures([0, 0, 0], [0.1, 0.2, 0.3])
    assert figures["auc"] is None
    assert figures["pr_auc"] is None
    assert figures["top_decile_lift"] is None
    assert figures["base_rate"] == 0
    assert figures["brier"] == pytest.approx(0.14 / 3)


def test_nothing_has_no_figures() -> None:
    figures = probability_figures([], [])
    assert figures.pop("customer_count") == 0
    assert set(figures.values()) == {None}


@pytest.mark.parametrize(
    ("labels", "scores"),
    [([0, 1], [0.5]), ([0, 2], [0.5, 0.5]), ([0, 1], [0.5, np.nan]), ([0, 1], [0.5, 1.5])],
)
def test_what_is_no_label_or_probability_is_refused(labels: list[int], scores: list[float]) -> None:
    with pytest.raises(MeasureError):
        probability_figures(labels, scores)
