"""Probabilities that mean what they say: scores to rates, and rates to the rates of today.

Platt scaling: Platt (1999), "Probabilistic Outputs for Support Vector Machines", section 2.1
(with its targets kept off 0 and 1). Isotonic regression: Zadrozny, Elkan (2002), "Transforming
Classifier Scores into Accurate Multiclass Probability Estimates", section 3.2. Prior shift:
Saerens, Latinne, Decaestecker (2002), "Adjusting the Outputs of a Classifier to New a Priori
Probabilities", formula 2.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

__all__ = [
    "IsotonicScale",
    "PlattScale",
    "fit_isotonic",
    "fit_platt",
    "log_odds",
    "shift_prior",
]

Floats = NDArray[np.float64]

_SURE = 1e-6
# weight of a score's own order within a step of the isotonic scale
_WITHIN_STEP = 1e-4


@dataclass(frozen=True)
class PlattScale:
    """p -> 1 / (1 + exp(-(slope * log odds of p + intercept))).

    Attributes:
        slope: 1 leaves the spread of the probabilities.
        intercept: 0 leaves their level.
    """

    slope: float
    intercept: float

    def apply(self, probabilities: Floats) -> Floats:
        """Calibrated probabilities, (n,) to (n,)."""
        return _logistic(self.slope * log_odds(probabilities) + self.intercept)


@dataclass(frozen=True)
class IsotonicScale:
    """A monotone step function from scores to rates, linear between its steps.

    Attributes:
        scores: (k,) ascending scores.
        rates: (k,) rates at these scores, ascending or descending.
        missing_rate: Rate of the rows without a score.
    """

    scores: Floats
    rates: Floats
    missing_rate: float

    def apply(self, scores: Floats) -> Floats:
        """Rates of (n,) scores; NaN gets the rate of the rows that had none."""
        known = np.nan_to_num(scores, nan=float(self.scores[0]))
        return np.where(
            np.isnan(scores), self.missing_rate, np.interp(known, self.scores, self.rates)
        )


def log_odds(probabilities: Floats) -> Floats:
    """log(p / (1 - p)) of (n,) probabilities, kept off 0 and 1 by 1e-6."""
    kept = np.clip(probabilities, _SURE, 1 - _SURE)
    return np.log(kept) - np.log1p(-kept)


def fit_platt(probabilities: Floats, labels: Floats) -> PlattScale:
    """Slope and intercept in log odds that fit the labels best.

    Args:
        probabilities: (n,) of a model on rows that it had not learnt from.
        labels: (n,) 0 or 1.

    Returns:
        The scale; the one that changes nothing if only one class is present.
    """
    if not 0 < labels.sum() < labels.size:
        return PlattScale(slope=1.0, intercept=0.0)
    model = LogisticRegression(C=1e6, max_iter=200)
    model.fit(log_odds(probabilities).reshape(-1, 1), labels)
    return PlattScale(slope=float(model.coef_[0, 0]), intercept=float(model.intercept_[0]))


def fit_isotonic(scores: Floats, labels: Floats) -> IsotonicScale:
    """Monotone rates of scores, rising or falling as the labels do.

    Rows of different scores keep their order within a step of the function, by a weight too small
    to move a rate: a rule is not punished for being calibrated.

    Args:
        scores: (n,) in any unit, NaN where there is none.
        labels: (n,) 0 or 1, at least one row.

    Returns:
        The scale.
    """
    known = ~np.isnan(scores)
    overall = float(labels.mean())
    missing_rate = overall if known.all() else float(labels[~known].mean())
    levels, place = np.unique(scores[known], return_inverse=True)
    if levels.size <= 1:
        # one value has no order
        rates = np.full(1, float(labels[known].mean()) if known.any() else overall)
        return IsotonicScale(levels if levels.size else np.zeros(1), rates, missing_rate)
    rises = bool(np.corrcoef(place, labels[known])[0, 1] >= 0) if np.ptp(labels[known]) else True
    model = IsotonicRegression(y_min=0.0, y_max=1.0, increasing=rises)
    fitted = np.asarray(model.fit(scores[known], labels[known]).predict(levels), dtype=np.float64)
    order = np.linspace(0, 1, levels.size)
    rates = (1 - _WITHIN_STEP) * fitted + _WITHIN_STEP * (order if rises else 1 - order)
    return IsotonicScale(levels, rates, missing_rate)


def shift_prior(probabilities: Floats, learnt_rate: float, new_rate: float) -> Floats:
    """Probabilities of a model that learnt at one base rate, at another.

    Args:
        probabilities: (n,).
        learnt_rate: Base rate of the rows learnt from.
        new_rate: Base rate now.

    Returns:
        (n,) probabilities with the difference of the two log odds added to theirs.
    """
    both = log_odds(np.array([learnt_rate, new_rate]))
    return _logistic(log_odds(probabilities) + (both[1] - both[0]))


def _logistic(values: Floats) -> Floats:
    return 1 / (1 + np.exp(-values))
