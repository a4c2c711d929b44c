"""Probabilities of what customers do in the days after a date: leave, buy, buy for the first time.

Pure functions on frames. What is learnt from are rows of earlier days whose label windows have
closed; every figure is of a day whose labels the measured model had not seen, by models that knew
only windows closed by that day. How models compete: `selection`; which ones: `candidates`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from customer360.scoring.calibration import shift_prior
from customer360.scoring.candidates import (
    BOOSTING,
    LOGISTIC,
    Candidate,
    fit_candidates,
)
from customer360.scoring.drift import feature_drift
from customer360.scoring.leaks import boosting_alarm, suspected_leaks
from customer360.scoring.measures import area_under_roc, lift_by_decile, probability_figures
from customer360.scoring.probability_result import (
    DataAvailable,
    ProbabilityScores,
    ProbabilitySettings,
)
from customer360.scoring.selection import Decision, HeldOut, decide, validation_days
from customer360.scoring.transforms import (
    AS_OF,
    CUSTOMER,
    RFM_SUM,
    FeatureError,
    feature_matrix,
    sampled_customers,
    sorted_rows,
)

__all__ = [
    "LABEL",
    "DataAvailable",
    "LabelWindowError",
    "ProbabilityScores",
    "ProbabilitySettings",
    "score_probability",
]

Floats = NDArray[np.float64]

LABEL = "label"

_MODEL_COLUMNS = [
    "model_name",
    "is_used",
    "decision_reason",
    "training_row_count",
    "trained_from",
    "trained_to",
]
_FIGURE_COLUMNS = ["model_name", "cutoff_date", "figure_name", "figure_value"]
_DECILE_COLUMNS = [
    "model_name",
    "cutoff_date",
    "decile",
    "customer_count",
    "mean_score",
    "outcome_rate",
    "lift",
]
_FEATURE_COLUMNS = ["model_name", "feature_name", "importance"]
_DRIFT_COLUMNS = ["feature_name", "population_stability_index", "has_drifted"]


class LabelWindowError(ValueError):
    """A row of training was not closed by the day of scoring, or has no label: it would leak."""


@dataclass(frozen=True)
class _Learning:
    """Rows of training: days (n,), features (n, m), labels (n,), and who is learnt from (n,)."""

    days: pd.Series
    features: pd.DataFrame
    labels: Floats
    sample: NDArray[np.bool_]


@dataclass(frozen=True)
class _Fitted:
    """Models, with the base rate that they learnt at and the one of the latest day."""

    models: Mapping[str, Candidate]
    learnt_rate: float
    latest_rate: float

    def predict(self, name: str, features: pd.DataFrame) -> Floats:
        return shift_prior(self.models[name].predict(features), self.learnt_rate, self.latest_rate)


def score_probability(
    training: pd.DataFrame,
    scoring: pd.DataFrame,
    horizon_days: int,
    available: DataAvailable,
    settings: ProbabilitySettings | None = None,
) -> ProbabilityScores:
    """Learn an outcome from earlier days and give every customer of one day its probability.

    Args:
        training: `customer_id`, `as_of_date`, boolean `label`, and features: numbers or booleans,
            nulls allowed. Rows of several days, one per customer and day.
        scoring: The same columns without `label`, all of one day, the day of scoring.
        horizon_days: Days after `as_of_date` in which the label was looked for.
        available: How much data there is, which decides whether there are scores at all.
        settings: Limits; their defaults if None.

    Returns:
        Scores, figures and reasons; the same whatever the order of rows and columns.

    Raises:
        LabelWindowError: A label window reaches beyond the day of scoring, or a label is missing.
        FeatureError: The frames are not as described. A column that only training has is refused:
            what is not known on the day of scoring is an outcome.
    """
    limits = settings or ProbabilitySettings()
    rows, scored = sorted_rows(training), sorted_rows(scoring)
    _refuse_other_columns(rows, scored)
    _refuse_open_windows(rows, scored, horizon_days)
    days = _measurable_days(rows, horizon_days, limits)
    reason = _too_little(rows, scored, days, available, limits)
    if reason is not None:
        return _without_scores(scored, reason)

    learning, leaks = _learning(rows, limits)
    held_out = [_hold_out(learning, day, horizon_days, limits) for day in days]
    decision = decide(held_out)
    final = _fit(learning, learning.sample, limits)
    features = feature_matrix(scored, leaks)[list(learning.features)]
    probabilities = final.predict(decision.selected, features)
    figures = _figures(held_out)
    return ProbabilityScores(
        scores=pd.DataFrame({CUSTOMER: scored[CUSTOMER], "probability": probabilities}),
        selected_model=decision.selected,
        missing_reason=None,
        models=_models(decision, learning),
        figures=figures,
        deciles=_deciles(held_out),
        features=_importances(final.models),
        drift=feature_drift(learning.features[learning.sample], features),
        suspected_leaks=leaks,
        alarms=_alarms(leaks, figures),
    )


def _refuse_other_columns(rows: pd.DataFrame, scored: pd.DataFrame) -> None:
    different = (set(rows.columns) - {LABEL}) ^ set(scored.columns)
    if different or LABEL not in rows.columns:
        names = ", ".join(sorted(different | ({LABEL} - set(rows.columns))))
        raise FeatureError(f"columns that only training or only scoring has: {names}")
    if scored[AS_OF].nunique() > 1:
        raise FeatureError("more than one day of scoring")


def _refuse_open_windows(rows: pd.DataFrame, scored: pd.DataFrame, horizon_days: int) -> None:
    if bool(rows[LABEL].isna().any()):
        raise LabelWindowError("a row of training has no label")
    if horizon_days < 1:
        raise LabelWindowError("a label window of no days")
    if len(rows) and len(scored):
        latest, day = rows[AS_OF].max(), scored[AS_OF].iloc[0]
        if latest + pd.Timedelta(days=horizon_days) > day:
            raise LabelWindowError(
                f"the window of {horizon_days} days after {latest:%Y-%m-%d} is still open on "
                f"{day:%Y-%m-%d}, the day of scoring"
            )


def _measurable_days(
    rows: pd.DataFrame, horizon_days: int, limits: ProbabilitySettings
) -> list[pd.Timestamp]:
    """Days of validation that have, and have before them, enough of both classes."""
    labels = rows[LABEL].astype(bool)
    days = validation_days(list(rows[AS_OF].unique()), horizon_days, limits.validation_cutoffs)
    window = pd.Timedelta(days=horizon_days)
    return [
        day
        for day in days
        if _rarer(labels[rows[AS_OF] == day]) >= limits.least_of_each_class
        and _rarer(labels[rows[AS_OF] <= day - window]) >= limits.least_of_each_class
    ]


def _rarer(labels: pd.Series) -> int:
    positive = int(labels.sum())
    return min(positive, len(labels) - positive)


def _too_little(
    rows: pd.DataFrame,
    scored: pd.DataFrame,
    days: Sequence[pd.Timestamp],
    available: DataAvailable,
    limits: ProbabilitySettings,
) -> str | None:
    if not len(scored):
        return "nobody to score"
    too_little = available.too_little(limits.least_buyers, limits.least_days)
    if too_little is not None:
        return too_little
    rarer = _rarer(rows[LABEL].astype(bool))
    if rarer < limits.least_of_each_class:
        return (
            "too few customers who did, or who did not, among those to learn from: "
            f"{rarer}, {limits.least_of_each_class} are needed"
        )
    if not days:
        return "no earlier day on which a model could be measured before it is believed"
    return None


def _learning(rows: pd.DataFrame, limits: ProbabilitySettings) -> tuple[_Learning, tuple[str, ...]]:
    """Features without those that know the outcome, and the names of these."""
    labels = rows[LABEL].to_numpy(dtype=np.float64)
    features = feature_matrix(rows, [LABEL])
    leaks = suspected_leaks(features, labels, area_under_roc(labels, features[RFM_SUM]))
    if leaks:
        # ratios and the RFM sum are made anew, without them
        features = feature_matrix(rows, [LABEL, *leaks])
    left = [name for name in features if name == RFM_SUM or name not in leaks]
    sample = sampled_customers(rows[CUSTOMER], limits.most_rows / len(rows))
    return _Learning(rows[AS_OF], features[left], labels, sample), tuple(leaks)


def _hold_out(
    learning: _Learning, day: pd.Timestamp, horizon_days: int, limits: ProbabilitySettings
) -> HeldOut:
    closed = (learning.days <= day - pd.Timedelta(days=horizon_days)).to_numpy()
    fitted = _fit(learning, learning.sample & closed, limits)
    then = (learning.days == day).to_numpy()
    features = learning.features[then]
    predictions = {name: fitted.predict(name, features) for name in fitted.models}
    return HeldOut(day, learning.labels[then], predictions)


def _fit(learning: _Learning, kept: NDArray[np.bool_], limits: ProbabilitySettings) -> _Fitted:
    """Models of the rows that are kept; the base rate of their latest day, drawn to that of all."""
    labels, days = learning.labels[kept], learning.days[kept]
    rate = float(labels.mean())
    latest = labels[(days == days.max()).to_numpy()]
    latest_rate = (latest.sum() + limits.prior_rows * rate) / (latest.size + limits.prior_rows)
    models = fit_candidates(learning.features[kept], labels)
    return _Fitted(models, rate, float(latest_rate))


def _models(decision: Decision, learning: _Learning) -> pd.DataFrame:
    days = learning.days[learning.sample]
    rows = [
        (name, name == decision.selected, reason, len(days), days.min(), days.max())
        for name, reason in decision.reasons.items()
    ]
    return pd.DataFrame(rows, columns=_MODEL_COLUMNS)


def _figures(held_out: Sequence[HeldOut]) -> pd.DataFrame:
    rows = [
        (name, one.cutoff, figure, np.nan if value is None else value)
        for one in held_out
        for name, predicted in one.predictions.items()
        for figure, value in probability_figures(one.labels, predicted).items()
    ]
    return pd.DataFrame(rows, columns=_FIGURE_COLUMNS)


def _deciles(held_out: Sequence[HeldOut]) -> pd.DataFrame:
    parts = [
        lift_by_decile(one.labels, predicted).assign(model_name=name, cutoff_date=one.cutoff)
        for one in held_out
        for name, predicted in one.predictions.items()
    ]
    return pd.concat(parts, ignore_index=True)[_DECILE_COLUMNS]


def _importances(models: Mapping[str, Candidate]) -> pd.DataFrame:
    rows = [
        (name, feature, importance)
        for name, model in models.items()
        for feature, importance in sorted(
            model.importances().items(), key=lambda pair: (-pair[1], pair[0])
        )
    ]
    return pd.DataFrame(rows, columns=_FEATURE_COLUMNS)


def _alarms(leaks: Sequence[str], figures: pd.DataFrame) -> tuple[str, ...]:
    found = [
        f"{name} was left out: by itself it tells the outcome better than is plausible"
        for name in leaks
    ]
    areas = figures[figures["figure_name"] == "auc"].groupby("model_name")["figure_value"].mean()
    ahead = boosting_alarm(areas.get(BOOSTING), areas.get(LOGISTIC))
    return (*found, *([] if ahead is None else [ahead]))


def _without_scores(scored: pd.DataFrame, reason: str) -> ProbabilityScores:
    return ProbabilityScores(
        scores=pd.DataFrame({CUSTOMER: scored[CUSTOMER], "probability": np.nan}),
        selected_model=None,
        missing_reason=reason,
        models=pd.DataFrame(columns=_MODEL_COLUMNS),
        figures=pd.DataFrame(columns=_FIGURE_COLUMNS),
        deciles=pd.DataFrame(columns=_DECILE_COLUMNS),
        features=pd.DataFrame(columns=_FEATURE_COLUMNS),
        drift=pd.DataFrame(columns=_DRIFT_COLUMNS),
        suspected_leaks=(),
        alarms=(),
    )
