"""How good probabilities are: who is ahead of whom, how near they are, and what a tenth is worth.

All functions take labels (n,) of 0 and 1 (or booleans) and scores (n,) without missing values, and
none depends on the order of the rows: where scores are equal, each row counts as the mean of its
equals, so a figure cannot be moved by sorting. Areas, ROC and precision-recall, are those of
scikit-learn (ROC-AUC: Hanley, McNeil (1982), Radiology 143, p. 31: the share of pairs in which the
positive is ahead, ties a half; average precision: Manning et al., Introduction to Information
Retrieval, 8.4). The Brier score is Brier (1950), Monthly Weather Review 78, p. 1.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

__all__ = [
    "MeasureError",
    "area_under_roc",
    "average_precision",
    "brier_score",
    "calibration_error",
    "lift_by_decile",
    "log_losses",
    "probability_figures",
]

Floats = NDArray[np.float64]

_TENTHS = 10
# a certainty that was wrong must not cost infinitely much
_SURE = 1e-6


class MeasureError(ValueError):
    """Labels and scores do not fit together, are missing, or are no labels or scores."""


def area_under_roc(labels: ArrayLike, scores: ArrayLike) -> float | None:
    """Share of the pairs of a positive and a negative in which the positive scores higher.

    Args:
        labels: (n,) 0 or 1.
        scores: (n,) in any unit; ties count a half.

    Returns:
        0 to 1; None where only one class is present.

    Raises:
        MeasureError: See the class.
    """
    y, s = _checked(labels, scores)
    return float(roc_auc_score(y, s)) if _has_both(y) else None


def average_precision(labels: ArrayLike, scores: ArrayLike) -> float | None:
    """Area under the precision-recall curve, by steps, as average precision.

    Args:
        labels: (n,) 0 or 1.
        scores: (n,) in any unit; equal scores are one step.

    Returns:
        0 to 1; its level without skill is the base rate. None where only one class is present.

    Raises:
        MeasureError: See the class.
    """
    y, s = _checked(labels, scores)
    return float(average_precision_score(y, s)) if _has_both(y) else None


def brier_score(labels: ArrayLike, probabilities: ArrayLike) -> float | None:
    """Mean squared distance of probability and label.

    Args:
        labels: (n,) 0 or 1.
        probabilities: (n,) 0 to 1.

    Returns:
        0 (perfect) to 1; None without rows.

    Raises:
        MeasureError: See the class.
    """
    y, p = _checked(labels, probabilities, are_probabilities=True)
    return float(brier_score_loss(y, p, pos_label=1)) if y.size else None


def calibration_error(
    labels: ArrayLike, probabilities: ArrayLike, bins: int = _TENTHS
) -> float | None:
    """Expected calibration error over bins of EQUAL COUNT: mean |mean probability - rate|.

    Bins of equal width, the other custom, hide everything in one bin where probabilities lie
    together (Nixon et al. (2019), "Measuring Calibration in Deep Learning", section 3).

    Args:
        labels: (n,) 0 or 1.
        probabilities: (n,) 0 to 1.
        bins: Number of bins; sizes differ by at most one row.

    Returns:
        0 to 1, weighted by the rows of the bins; None without rows.

    Raises:
        MeasureError: See the class.
    """
    y, p = _checked(labels, probabilities, are_probabilities=True)
    if not y.size:
        return None
    probability, rate = _ascending(y, p)
    parts = zip(np.array_split(probability, bins), np.array_split(rate, bins), strict=True)
    return float(sum(abs(float(a.sum() - b.sum())) for a, b in parts) / y.size)


def lift_by_decile(labels: ArrayLike, scores: ArrayLike) -> pd.DataFrame:
    """Tenths of the rows by score, and how much more often it happened to them than to all.

    Args:
        labels: (n,) 0 or 1.
        scores: (n,) in any unit.

    Returns:
        Up to ten rows: `decile` (1 holds the highest scores), `customer_count`, `mean_score`,
        `outcome_rate`, and `lift` = outcome_rate / rate of all, NaN where it happened to nobody.

    Raises:
        MeasureError: See the class.
    """
    y, s = _checked(labels, scores)
    score, rate = (column[::-1] for column in _ascending(y, s))
    overall = float(y.mean()) if y.size else 0.0
    rows = [
        (decile, part.size, float(score[part].mean()), float(rate[part].mean()))
        for decile, part in enumerate(np.array_split(np.arange(y.size), _TENTHS), start=1)
        if part.size
    ]
    deciles = pd.DataFrame(rows, columns=["decile", "customer_count", "mean_score", "outcome_rate"])
    deciles["lift"] = deciles["outcome_rate"] / overall if overall else np.nan
    return deciles


def log_losses(labels: ArrayLike, probabilities: ArrayLike) -> Floats:
    """Logarithmic loss of each row, in nats; probabilities are kept off 0 and 1 by 1e-6.

    Args:
        labels: (n,) 0 or 1.
        probabilities: (n,) 0 to 1.

    Returns:
        (n,) losses, 0 and above.

    Raises:
        MeasureError: See the class.
    """
    y, p = _checked(labels, probabilities, are_probabilities=True)
    kept = np.clip(p, _SURE, 1 - _SURE)
    return -np.where(y == 1, np.log(kept), np.log1p(-kept))


def probability_figures(labels: ArrayLike, probabilities: ArrayLike) -> dict[str, float | None]:
    """All figures of one model on one day.

    Args:
        labels: (n,) 0 or 1.
        probabilities: (n,) 0 to 1.

    Returns:
        `auc`, `pr_auc`, `brier`, `calibration_error`, `base_rate`, `customer_count` and
        `top_decile_lift`; None where the figure is not defined.

    Raises:
        MeasureError: See the class.
    """
    y, p = _checked(labels, probabilities, are_probabilities=True)
    lift = lift_by_decile(y, p)["lift"]
    return {
        "auc": area_under_roc(y, p),
        "pr_auc": average_precision(y, p),
        "brier": brier_score(y, p),
        "calibration_error": calibration_error(y, p),
        "base_rate": float(y.mean()) if y.size else None,
        "customer_count": float(y.size),
        "top_decile_lift": float(lift.iloc[0]) if lift.notna().any() else None,
    }


def _has_both(labels: Floats) -> bool:
    return bool(labels.size) and 0 < labels.sum() < labels.size


def _ascending(labels: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Scores in order, and for each the rate of the labels of all that score the same."""
    levels, place, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    rates = np.bincount(place, weights=labels, minlength=levels.size) / sizes
    return np.repeat(levels, sizes), np.repeat(rates, sizes)


def _checked(
    labels: ArrayLike, scores: ArrayLike, *, are_probabilities: bool = False
) -> tuple[Floats, Floats]:
    y = np.asarray(labels, dtype=np.float64)
    s = np.asarray(scores, dtype=np.float64)
    if y.ndim != 1 or y.shape != s.shape:
        raise MeasureError(f"labels {y.shape} and scores {s.shape} are no two equal columns")
    if not np.isin(y, (0.0, 1.0)).all():
        raise MeasureError("labels other than 0 and 1")
    if not np.isfinite(s).all():
        raise MeasureError("scores that are missing or infinite")
    if are_probabilities and s.size and (s.min() < 0 or s.max() > 1):
        raise MeasureError("probabilities outside 0 to 1")
    return y, s
