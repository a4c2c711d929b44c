"""The population stability index, by hand and at its ends."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from customer360.scoring.drift import feature_drift, population_stability_index


def test_by_hand() -> None:
    learnt = np.array([0.0] * 50 + [1.0] * 50)
    scored = np.array([0.0] * 80 + [1.0] * 20)
    expected = 0.3 * np.log(0.8 / 0.5) + -0.3 * np.log(0.2 / 0.5)
    assert population_stability_index(learnt, scored) == pytest.approx(expected)


def test_the_same_people_have_not_drifted() -> None:
    values = np.random.default_rng(1).gamma(1, 3, 1000)
    assert population_stability_index(values, np.repeat(values, 3)) == pytest.approx(0)


def test_missing_values_are_a_bin() -> None:
    learnt = np.array([1.0] * 90 + [np.nan] * 10)
    scored = np.array([1.0] * 60 + [np.nan] * 40)
    expected = -0.3 * np.log(0.6 / 0.9) + 0.3 * np.log(0.4 / 0.1)
    assert population_stability_index(learnt, scored) == pytest.approx(expected)


def test_a_shift_beyond_all_is_finite_and_large() -> None:
    index = population_stability_index(np.arange(100.0), np.arange(1000.0, 1100.0))
    assert index is not None
    assert 2 < index < 20


def test_the_farthest_first_and_only_shared_features() -> None:
    learnt = pd.DataFrame({"b": np.arange(100.0), "a": np.arange(100.0), "x": 1.0})
    scored = pd.DataFrame({"b": np.arange(100.0) + 80, "a": np.arange(100.0), "y": 1.0})
    drift = feature_drift(learnt, scored)
    assert drift["feature_name"].tolist() == ["b", "a"]
    assert drift["has_drifted"].tolist() == [True, False]


def test_empty_and_constant_features() -> None:
    learnt = pd.DataFrame({"nulls": [np.nan] * 5, "ones": [1.0] * 5})
    drift = feature_drift(learnt, learnt)
    assert drift["population_stability_index"].tolist() == [0.0, 0.0]
    assert feature_drift(learnt, learnt.head(0)).empty
