"""Features that know the answer: a score is not that good, so somebody looked past the date.

Source of the thought: Kaufman, Rosset, Perlich, Stitelman (2012), "Leakage in Data Mining", ACM
TKDD 6 (4), section 4.2: what predicts too well is looked at before it is believed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from customer360.scoring.measures import area_under_roc

__all__ = ["MOST_AHEAD", "boosting_alarm", "suspected_leaks"]

Floats = NDArray[np.float64]

# by itself, no single honest feature separates the classes so well
_IMPLAUSIBLE = 0.98
# nor so well where the rule of recency and frequency leaves twice as much open
_HIGH = 0.95
# fewer of a class than this separate by chance
_LEAST_OF_A_CLASS = 20
# enough rows to see an area of .95, few enough to look at every column
_MOST_ROWS = 20_000
# of ROC-AUC: on public data, boosting is within .02 of logistic regression
MOST_AHEAD = 0.04


def suspected_leaks(features: pd.DataFrame, labels: Floats, baseline: float | None) -> list[str]:
    """Features which separate the classes by themselves, better than is plausible.

    Args:
        features: (n, m) of `feature_matrix`; a missing value counts as one, below or above all.
        labels: (n,) 0 or 1.
        baseline: ROC-AUC of the RFM rule on the same rows; None where it has none.

    Returns:
        Names, sorted: an AUC, in either direction, of .98 or more, or of .95 or more with half the
        distance to 1 that the baseline leaves. Empty where a class has fewer than 20 rows.
    """
    step = max(1, len(labels) // _MOST_ROWS)
    y = labels[::step]
    if min(y.sum(), y.size - y.sum()) < _LEAST_OF_A_CLASS:
        return []
    limit = min(_IMPLAUSIBLE, max(_HIGH, (1 + (baseline or 0.5)) / 2))
    return sorted(
        str(name) for name in features if _separation(features[name].to_numpy()[::step], y) >= limit
    )


def boosting_alarm(boosting: float | None, logistic: float | None) -> str | None:
    """What to say if boosting is far ahead of logistic regression.

    Args:
        boosting: ROC-AUC on days that it had not learnt from.
        logistic: The same.

    Returns:
        The alarm, or None if they are within .04 of each other or one is not defined.
    """
    if boosting is None or logistic is None or boosting - logistic <= MOST_AHEAD:
        return None
    return (
        f"gradient boosting ({boosting:.3f}) is far ahead of logistic regression ({logistic:.3f}): "
        "look for a feature that knows what came after its date"
    )


def _separation(values: Floats, labels: Floats) -> float:
    missing = np.isnan(values)
    if missing.all():
        return 0.5
    known = values[~missing]
    ends = [float(known.min()) - 1, float(known.max()) + 1] if missing.any() else [0.0]
    areas = [area_under_roc(labels, np.where(missing, end, values)) for end in ends]
    return max(max(area, 1 - area) for area in areas if area is not None)
