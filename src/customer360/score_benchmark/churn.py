"""Churn on days of the past, by the project's own choice of model and by the rules it must beat."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import numpy as np
import pandas as pd

from customer360.score_benchmark.data_sets import BenchmarkError, ChurnTask, DataSet
from customer360.score_benchmark.figures import Figure, Goal
from customer360.scoring.measures import area_under_roc, average_precision, probability_figures
from customer360.scoring.probability import LABEL, score_probability
from customer360.scoring.probability_scores import data_available, with_bg_nbd
from customer360.scoring.transforms import (
    BG_NBD,
    RECENCY,
    RFM_SUM,
    feature_matrix,
    sorted_rows,
)
from customer360.scoring.warehouse import read_examples

__all__ = ["churn_figures"]

_OUTCOMES = ["outcome_order_days", "outcome_net_amount"]
# all that there are
_MOST_ROWS = 10**9
# model, test day, figures
_Measured = tuple[str, str, Mapping[str, float]]
_OURS = "customer360"
# a high sum of RFM quintiles is a good customer
_RULES = {"recency_rule": (RECENCY, 1), "rfm_rule": (RFM_SUM, -1), "bg_nbd": (BG_NBD, 1)}
_GOALS: Mapping[tuple[str, str], Goal] = {
    ("complete_journey", "auc"): Goal(0.865, 0.868, "higher"),
    ("complete_journey", "pr_auc"): Goal(0.481, 0.49, "higher"),
    ("complete_journey", "calibration_error"): Goal(0.017, 0.015, "lower"),
    ("online_retail", "auc"): Goal(0.740, 0.745, "higher"),
    ("cdnow", "auc"): Goal(0.840, 0.842, "higher"),
}
# calibration breaks in the fourth quarter first
_GOALS_OF_LAST_DAY: Mapping[tuple[str, str], Goal] = {
    ("online_retail", "calibration_error"): Goal(0.05, 0.05, "lower"),
}


def churn_figures(
    connection: duckdb.DuckDBPyConnection, data_set: DataSet, task: ChurnTask
) -> list[Figure]:
    """Score the test days and hold the scores against what came.

    Args:
        connection: The build of the data set.
        data_set: Which one.
        task: What is asked.

    Returns:
        The project's figures, means over the test days first, then day by day; then the ranking of
        the rules.

    Raises:
        BenchmarkError: There is too little data to score a test day.
    """
    examples = _examples(connection, task)
    measured: list[_Measured] = []
    for test_day in task.test_days:
        day = pd.Timestamp(test_day)
        of_day = examples[examples["as_of_date"] == day]
        wanted = [
            pd.Timestamp(each) for each in task.days_learnt_from(test_day, data_set.first_day)
        ]
        training = examples[examples["as_of_date"].isin(wanted)]
        scored = of_day.drop(columns=LABEL)
        result = score_probability(training, scored, task.horizon_days, data_available(of_day))
        if result.selected_model is None:
            raise BenchmarkError(f"{data_set.name}, {test_day}: {result.missing_reason}")
        rows = sorted_rows(of_day)
        labels = rows[LABEL].to_numpy(np.float64)
        own = probability_figures(labels, result.scores["probability"].to_numpy())
        measured.append((_OURS, str(test_day), _known(own)))
        features = feature_matrix(rows, [LABEL])
        for rule, (column, sign) in _RULES.items():
            scores = np.nan_to_num(features[column].to_numpy()) * sign
            ranked = {
                "auc": area_under_roc(labels, scores),
                "pr_auc": average_precision(labels, scores),
            }
            measured.append((rule, str(test_day), _known(ranked)))
    return [*_means(measured, data_set.name), *_by_day(measured, data_set.name)]


def _examples(connection: duckdb.DuckDBPyConnection, task: ChurnTask) -> pd.DataFrame:
    rows = read_examples(connection, task.horizon_days, buyers=True, most_rows=_MOST_ROWS)
    if task.active_days is not None:
        rows = rows[rows[RECENCY] < task.active_days]
    labelled = rows.drop(columns=_OUTCOMES).assign(**{LABEL: rows["outcome_order_days"] == 0})
    return with_bg_nbd(labelled.reset_index(drop=True), task.horizon_days)


def _known(figures: Mapping[str, float | None]) -> Mapping[str, float]:
    return {name: value for name, value in figures.items() if value is not None}


def _means(measured: list[_Measured], data_set: str) -> list[Figure]:
    found = []
    for model in dict.fromkeys(name for name, _, _ in measured):
        days = [figures for name, _, figures in measured if name == model]
        for figure in days[0]:
            mean = float(np.mean([day[figure] for day in days]))
            goal = _GOALS.get((data_set, figure)) if model == _OURS else None
            found.append(Figure("churn", data_set, model, figure, mean, goal=goal))
    return found


def _by_day(measured: list[_Measured], data_set: str) -> list[Figure]:
    last = max(day for _, day, _ in measured)
    return [
        Figure(
            "churn",
            data_set,
            model,
            figure,
            value,
            day,
            _GOALS_OF_LAST_DAY.get((data_set, figure)) if day == last else None,
        )
        for model, day, figures in measured
        if model == _OURS
        for figure, value in figures.items()
    ]
