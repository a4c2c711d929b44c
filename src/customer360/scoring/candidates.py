"""The models that compete for a score, from a rule of one column to an average of two learners.

Each learns from (n, m) features of `feature_matrix` and (n,) labels and gives (n,) probabilities.
Equal data give equal models: LightGBM runs on one thread with fixed seeds, nothing else is random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import lightgbm
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from customer360.scoring.calibration import IsotonicScale, fit_isotonic
from customer360.scoring.transforms import BG_NBD, RECENCY, RFM_SUM, learnable

__all__ = [
    "AVERAGE",
    "BG_NBD_MODEL",
    "BOOSTING",
    "LOGISTIC",
    "RECENCY_RULE",
    "RFM_RULE",
    "Average",
    "Boosting",
    "Candidate",
    "Logistic",
    "Rule",
    "fit_boosting",
    "fit_candidates",
    "fit_logistic",
    "fit_rule",
]

Floats = NDArray[np.float64]

RECENCY_RULE = "recency_rule"
RFM_RULE = "rfm_rule"
BG_NBD_MODEL = "bg_nbd"
LOGISTIC = "logistic"
BOOSTING = "gradient_boosting"
AVERAGE = "average"

_RULES = {RECENCY_RULE: RECENCY, RFM_RULE: RFM_SUM, BG_NBD_MODEL: BG_NBD}

# features are standardised, so one penalty fits all; 0.002 to 0.05 differed by .001 of AUC
_INVERSE_PENALTY = 0.01
# beyond so many standard deviations a value is an outlier of the day, no more of the same
_FARTHEST = 6.0

_ROUNDS = 200
_BOOSTING = {
    "objective": "binary",
    "num_leaves": 8,
    "learning_rate": 0.03,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    "max_bin": 127,
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
# of all rows, at least so many and at most so many in a leaf: what fewer show is chance
_LEAF_SHARE, _LEAF_LEAST, _LEAF_MOST = 0.005, 20, 300


class Candidate(Protocol):
    """A fitted model."""

    def predict(self, features: pd.DataFrame) -> Floats:
        """(n,) probabilities of (n, m) features that hold at least the columns learnt from."""

    def importances(self) -> Mapping[str, float]:
        """How much each feature matters, 0 and above; compares features of one model."""


@dataclass(frozen=True)
class Rule:
    """One column, read off as a probability.

    Attributes:
        column: The feature.
        scale: From its values to rates.
    """

    column: str
    scale: IsotonicScale

    def predict(self, features: pd.DataFrame) -> Floats:
        """See `Candidate`."""
        return self.scale.apply(features[self.column].to_numpy())

    def importances(self) -> Mapping[str, float]:
        """See `Candidate`: the one column, 1."""
        return {self.column: 1.0}


@dataclass(frozen=True)
class Logistic:
    """Logistic regression on log1p, standardised columns and indicators of missing values.

    Attributes:
        columns: Features learnt from, m of them.
        with_missing: Features of which it learnt also whether they are missing, k of them.
        middles: (m,) medians after log1p, for missing values.
        means: (m + k,) means to take off.
        deviations: (m + k,) standard deviations to divide by.
        model: The regression.
    """

    columns: Sequence[str]
    with_missing: Sequence[str]
    middles: Floats
    means: Floats
    deviations: Floats
    model: LogisticRegression

    def predict(self, features: pd.DataFrame) -> Floats:
        """See `Candidate`."""
        raw = _filled(features, self.columns, self.with_missing, self.middles)
        standardised = _standardised(raw, self.means, self.deviations)
        return np.asarray(self.model.predict_proba(standardised)[:, 1], dtype=np.float64)

    def importances(self) -> Mapping[str, float]:
        """See `Candidate`: absolute coefficients per standard deviation."""
        names = [*self.columns, *(f"{name}_is_missing" for name in self.with_missing)]
        return dict(zip(names, np.abs(self.model.coef_[0]).tolist(), strict=True))


@dataclass(frozen=True)
class Boosting:
    """Gradient boosting of small trees.

    Attributes:
        columns: Features learnt from.
        model: The trees.
    """

    columns: Sequence[str]
    model: lightgbm.Booster

    def predict(self, features: pd.DataFrame) -> Floats:
        """See `Candidate`."""
        values = features[list(self.columns)].to_numpy()
        return np.asarray(self.model.predict(values, num_threads=1), dtype=np.float64)

    def importances(self) -> Mapping[str, float]:
        """See `Candidate`: the gain of all splits on a feature, as a share of all gain."""
        gain = self.model.feature_importance("gain")
        shares = gain / max(float(gain.sum()), np.finfo(np.float64).tiny)
        return dict(zip(self.columns, shares.tolist(), strict=True))


@dataclass(frozen=True)
class Average:
    """The mean of the probabilities of other models.

    Attributes:
        members: The models.
    """

    members: Sequence[Candidate]

    def predict(self, features: pd.DataFrame) -> Floats:
        """See `Candidate`."""
        every = np.stack([member.predict(features) for member in self.members])
        return np.asarray(every.mean(axis=0), dtype=np.float64)

    def importances(self) -> Mapping[str, float]:
        """See `Candidate`: mean of the members, each brought to a sum of 1."""
        total: dict[str, float] = {}
        for member in self.members:
            own = member.importances()
            scale = len(self.members) * (sum(own.values()) or 1.0)
            for name, value in own.items():
                total[name] = total.get(name, 0.0) + value / scale
        return total


def fit_candidates(features: pd.DataFrame, labels: Floats) -> dict[str, Candidate]:
    """All models that the columns allow, the simplest first.

    Args:
        features: (n, m) of `feature_matrix`.
        labels: (n,) 0 or 1, both present.

    Returns:
        Fitted models by name: recency rule, RFM rule, BG/NBD where its column is there, logistic
        regression, gradient boosting, and the average of these two. The two learners are left out
        where all rows are alike.
    """
    fitted: dict[str, Candidate] = {
        name: fit_rule(features, labels, column)
        for name, column in _RULES.items()
        if column in features
    }
    if learnable(features):
        logistic, boosting = fit_logistic(features, labels), fit_boosting(features, labels)
        fitted[LOGISTIC], fitted[BOOSTING] = logistic, boosting
        fitted[AVERAGE] = Average([logistic, boosting])
    return fitted


def fit_rule(features: pd.DataFrame, labels: Floats, column: str) -> Rule:
    """One column, calibrated by isotonic regression.

    Args:
        features: (n, m), `column` among them.
        labels: (n,) 0 or 1.
        column: The feature.

    Returns:
        The rule.
    """
    return Rule(column, fit_isotonic(features[column].to_numpy(), labels))


def fit_logistic(features: pd.DataFrame, labels: Floats) -> Logistic:
    """Logistic regression with an L2 penalty.

    Args:
        features: (n, m) with at least one column that is not constant.
        labels: (n,) 0 or 1, both present.

    Returns:
        The model.
    """
    columns = learnable(features)
    missing = features[columns].isna().mean()
    with_missing = [name for name in columns if 0 < missing[name] < 1]
    middles = np.array([_middle(_log(features[name].to_numpy())) for name in columns])
    raw = _filled(features, columns, with_missing, middles)
    means, deviations = raw.mean(axis=0), raw.std(axis=0)
    deviations[deviations == 0] = 1.0
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000)
    model.fit(_standardised(raw, means, deviations), labels)
    return Logistic(columns, with_missing, middles, means, deviations, model)


def fit_boosting(features: pd.DataFrame, labels: Floats) -> Boosting:
    """Gradient boosting on one thread, the same each time.

    Args:
        features: (n, m) with at least one column that is not constant; NaN is a value of its own.
        labels: (n,) 0 or 1, both present.

    Returns:
        The model.
    """
    columns = learnable(features)
    leaf = int(np.clip(_LEAF_SHARE * len(labels), _LEAF_LEAST, _LEAF_MOST))
    data = lightgbm.Dataset(features[columns].to_numpy(), labels)
    model = lightgbm.train({**_BOOSTING, "min_data_in_leaf": leaf}, data, _ROUNDS)
    return Boosting(columns, model)


def _log(values: Floats) -> Floats:
    """log1p of both signs: amounts may be negative after returns."""
    return np.sign(values) * np.log1p(np.abs(values))


def _middle(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else 0.0


def _filled(
    features: pd.DataFrame, columns: Sequence[str], with_missing: Sequence[str], middles: Floats
) -> Floats:
    values = _log(features[list(columns)].to_numpy())
    filled = np.where(np.isnan(values), middles, values)
    indicators = features[list(with_missing)].isna().to_numpy(dtype=np.float64)
    return np.hstack([filled, indicators])


def _standardised(raw: Floats, means: Floats, deviations: Floats) -> Floats:
    return np.clip((raw - means) / deviations, -_FARTHEST, _FARTHEST)
