"""Predicted spend on a day of the past, held against what customers then spent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import duckdb
import numpy as np
import pandas as pd

from customer360.score_benchmark.data_sets import DataSet, ValueTask
from customer360.score_benchmark.figures import Figure, Goal
from customer360.scoring.buy_till_you_die import fit_bg_nbd
from customer360.scoring.gamma_gamma import fit_gamma_gamma
from customer360.scoring.value import predict_value
from customer360.scoring.value_figures import value_figures
from customer360.scoring.value_models import make_basis
from customer360.scoring.value_scores import closed_windows_of
from customer360.scoring.warehouse import read_examples

__all__ = ["figures_of_value"]

_MOST_ROWS = 10**9
_OURS = "customer360"
_DAYS_PER_WEEK = 7
_GOALS: Mapping[tuple[str, str], Goal] = {
    ("cdnow_sample", "rmse"): Goal(72.3, 72, "lower"),
    ("cdnow_sample", "pearson_r"): Goal(0.57, 0.58, "higher"),
    ("cdnow_sample", "total_bias"): Goal(-0.16, 0.10, "nearer"),
    ("complete_journey", "rmse"): Goal(541, 525, "lower"),
    ("complete_journey", "total_bias"): Goal(-0.005, 0.03, "nearer"),
}
# Fader, Hardie, Lee (2005) and Fader, Hardie (2013), on the 1/10 sample, time in weeks
_PUBLISHED: Mapping[str, float] = {
    "r": 0.243,
    "alpha": 4.414,
    "a": 0.793,
    "b": 2.426,
    "p": 6.25,
    "q": 3.74,
    "gamma": 15.44,
}


def figures_of_value(
    connection: duckdb.DuckDBPyConnection, data_set: DataSet, task: ValueTask
) -> list[Figure]:
    """Predict the test day's window and hold it against what came.

    Args:
        connection: The build of the data set.
        data_set: Which one.
        task: What is asked.

    Returns:
        The project's figures, those of the models it chose from, and for the CDNOW sample the
        parameters that were published.
    """
    test = _of_day(connection, task.horizon_days, task.test_day)
    learnt_from = _of_day(connection, task.learning_days, task.learning_day)
    windows = closed_windows_of(learnt_from, task.learning_days)
    result = predict_value(test, windows, task.horizon_days)
    came = test["outcome_net_amount"].to_numpy(np.float64)
    basis = make_basis(test, np.ones(len(test), dtype=np.bool_), task.horizon_days)
    predicted = {_OURS: result.predictions["predicted_net_amount"].to_numpy(), **basis.amounts}
    figures = [
        _figure(data_set.name, model, name, value, task)
        for model, amounts in predicted.items()
        for name, value in asdict(value_figures(came, amounts)).items()
    ]
    if data_set.name == "cdnow_sample":
        figures += [
            _figure(data_set.name, _OURS, name, value, task)
            for name, value in _parameters(test).items()
        ]
    return figures


def _of_day(connection: duckdb.DuckDBPyConnection, horizon_days: int, day: object) -> pd.DataFrame:
    rows = read_examples(connection, horizon_days, buyers=True, most_rows=_MOST_ROWS)
    return rows[rows["as_of_date"] == pd.Timestamp(str(day))].reset_index(drop=True)


def _parameters(buyers: pd.DataFrame) -> Mapping[str, float]:
    """Parameters of the two models as the papers state them: weeks, repeat order days only."""
    frequency = buyers["order_day_count"] - 1
    age = buyers["days_since_first_order"] / _DAYS_PER_WEEK
    recency = age - buyers["days_since_last_order"] / _DAYS_PER_WEEK
    mean_spend = buyers["repeat_amount_reporting"] / frequency.clip(lower=1)
    return {
        **asdict(fit_bg_nbd(frequency, recency, age)),
        **asdict(fit_gamma_gamma(frequency, mean_spend)),
    }


def _figure(data_set: str, model: str, name: str, value: float, task: ValueTask) -> Figure:
    goal = _GOALS.get((data_set, name)) if model == _OURS else None
    if name in _PUBLISHED:
        goal = Goal(_PUBLISHED[name], _PUBLISHED[name], "equal")
    return Figure("value", data_set, model, name, value, str(task.test_day), goal)
