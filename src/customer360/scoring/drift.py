"""How far the customers who are scored are from those that were learnt from."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["DRIFTED", "feature_drift", "population_stability_index"]

Floats = NDArray[np.float64]

# the custom of credit scoring: below .1 nothing, above .25 a different population
DRIFTED = 0.25
_BINS = 10
# an empty bin is a bin with half a row, else its logarithm were infinite
_HALF_A_ROW = 0.5


def population_stability_index(learnt: Floats, scored: Floats) -> float | None:
    """Sum over bins of (share scored - share learnt) * log(share scored / share learnt).

    Source: Siddiqi (2006), "Credit Risk Scorecards", p. 136 f.; Yurdakul, Naranjo (2020),
    "Statistical properties of the population stability index", Journal of Risk Model Validation 14
    (formula 1). Bins: the tenths of the values learnt from, equal values together, and missing
    values as a bin of their own.

    Args:
        learnt: (n,) values, NaN where missing.
        scored: (m,) values, NaN where missing.

    Returns:
        0 (the same) and above; None if one side has no rows.
    """
    if not learnt.size or not scored.size:
        return None
    known = learnt[~np.isnan(learnt)]
    edges = (
        np.unique(np.quantile(known, np.linspace(0, 1, _BINS + 1)[1:-1], method="lower"))
        if known.size
        else np.zeros(0)
    )
    before, after = _counts(learnt, edges), _counts(scored, edges)
    used = (before > 0) | (after > 0)
    expected = np.maximum(before[used], _HALF_A_ROW) / learnt.size
    actual = np.maximum(after[used], _HALF_A_ROW) / scored.size
    return float(((actual - expected) * np.log(actual / expected)).sum())


def feature_drift(learnt: pd.DataFrame, scored: pd.DataFrame) -> pd.DataFrame:
    """The index of every feature, the farthest first.

    Args:
        learnt: (n, k) of `feature_matrix`, rows of training.
        scored: (m, k) of `feature_matrix`, rows of the day of scoring.

    Returns:
        `feature_name`, `population_stability_index`, `has_drifted` (above .25), sorted by index
        and name. Features that only one of the frames has are left out, as are all if one frame
        has no rows.
    """
    names = sorted(set(learnt.columns) & set(scored.columns))
    found = [
        (name, population_stability_index(learnt[name].to_numpy(), scored[name].to_numpy()))
        for name in names
    ]
    drift = pd.DataFrame(
        [(name, index, index > DRIFTED) for name, index in found if index is not None],
        columns=["feature_name", "population_stability_index", "has_drifted"],
    )
    return drift.sort_values(
        ["population_stability_index", "feature_name"], ascending=[False, True], ignore_index=True
    )


def _counts(values: Floats, edges: Floats) -> Floats:
    """Rows of the bins up to each edge, above the last edge, and of the missing."""
    missing = np.isnan(values)
    places = np.where(missing, edges.size + 1, np.searchsorted(edges, values, side="left"))
    return np.bincount(places, minlength=edges.size + 2).astype(np.float64)
