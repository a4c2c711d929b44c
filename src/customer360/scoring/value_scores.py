"""Predicted value: from the warehouse to the rows of the schema `scores`."""

from __future__ import annotations

import duckdb
import pandas as pd

from customer360.scoring.probability_scores import ScoredTables, data_available
from customer360.scoring.value import ClosedWindow, ValuePrediction, predict_value
from customer360.scoring.warehouse import ScoreSettings, read_examples

__all__ = ["closed_windows_of", "score_value"]

_VALUES = ("predicted_net_amount", "predicted_order_count", "expected_days_to_next_order")
_MOST_EXAMPLES = 150_000
# the newest closed windows say most about the next one
_WINDOWS = 3
_NO_WINDOW = "no closed window to compare models on"


def score_value(
    connection: duckdb.DuckDBPyConnection, settings: ScoreSettings, features: pd.DataFrame
) -> ScoredTables:
    """Predict net spend, order days and the days to the next order of every buyer.

    Args:
        connection: The build file.
        settings: Settings of the project.
        features: Features of the as-of date, all customers.

    Returns:
        Rows of the run. Those who never bought have none; too few buyers or days give a reason.
    """
    buyers = features[features["order_day_count"] > 0].reset_index(drop=True)
    horizon = settings.value_horizon_days
    reason = data_available(features).too_little(
        settings.score_least_buyers, settings.score_least_history_days
    )
    if reason is not None:
        return ScoredTables(
            {"customer_scores": _missing(buyers, horizon, reason)}, f"value: {reason}"
        )
    windows: list[ClosedWindow] = []
    for length in (horizon, settings.value_learning_horizon_days):
        windows = windows or closed_windows_of(
            read_examples(connection, length, buyers=True, most_rows=_MOST_EXAMPLES), length
        )
    result = predict_value(buyers, windows, horizon)
    cutoff = max((window.features["as_of_date"].iloc[0] for window in windows), default=None)
    return ScoredTables(
        {
            "customer_scores": _scores(result, horizon),
            "model_runs": _models(result, horizon, windows),
            "model_figures": _figures(result, cutoff),
        },
        f"value: {result.model_name} is used",
    )


def closed_windows_of(examples: pd.DataFrame, horizon_days: int) -> list[ClosedWindow]:
    """Cut examples into windows, the newest ones only.

    Args:
        examples: From `read_examples`.
        horizon_days: Their length.

    Returns:
        At most three windows, the newest first.
    """
    days = sorted(examples["as_of_date"].unique(), reverse=True)[:_WINDOWS]
    windows = []
    for day in days:
        rows = examples[examples["as_of_date"] == day].reset_index(drop=True)
        outcomes = pd.DataFrame(
            {
                "customer_id": rows["customer_id"],
                "horizon_days": horizon_days,
                "order_day_count": rows["outcome_order_days"],
                "net_amount_reporting": rows["outcome_net_amount"],
            }
        )
        windows.append(ClosedWindow(rows, outcomes))
    return windows


def _missing(buyers: pd.DataFrame, horizon: int, reason: str) -> pd.DataFrame:
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "customer_id": buyers["customer_id"],
                    "score_name": name,
                    "horizon_days": _horizon_of(name, horizon),
                    "score_value": float("nan"),
                    "model_name": None,
                    "missing_reason": reason,
                }
            )
            for name in _VALUES
        ],
        ignore_index=True,
    )


def _scores(result: ValuePrediction, horizon: int) -> pd.DataFrame:
    parts = []
    for name in _VALUES:
        value = result.predictions[name]
        parts.append(
            pd.DataFrame(
                {
                    "customer_id": result.predictions["customer_id"],
                    "score_name": name,
                    "horizon_days": _horizon_of(name, horizon),
                    "score_value": value,
                    "model_name": result.predictions["model_name"],
                    "missing_reason": value.isna().map({True: "not to be expected", False: None}),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _horizon_of(name: str, horizon: int) -> int | None:
    return None if name == "expected_days_to_next_order" else horizon


def _models(result: ValuePrediction, horizon: int, windows: list[ClosedWindow]) -> pd.DataFrame:
    days = [window.features["as_of_date"].iloc[0] for window in windows]
    names = list(result.validation["model_name"]) or [result.model_name]
    return pd.DataFrame(
        {
            "score_name": "predicted_net_amount",
            "horizon_days": horizon,
            "model_name": names,
            "is_used": [name == result.model_name for name in names],
            "decision_reason": _reasons(result) or [_NO_WINDOW],
            "training_row_count": sum(len(window.features) for window in windows),
            "trained_from": min(days, default=pd.NaT),
            "trained_to": max(days, default=pd.NaT),
        }
    )


def _reasons(result: ValuePrediction) -> list[str]:
    """Why each candidate is used or not, by its error on closed windows."""
    reasons = []
    for row in result.validation.to_dict("records"):
        said = f"RMSE {row['rmse']:.2f}, bias {row['total_bias']:+.1%} on closed windows"
        if row["model_name"] == result.model_name:
            reasons.append(f"the simplest that is not worse than the best: {said}")
        else:
            reasons.append(f"worse than {result.model_name}, or no better and less simple: {said}")
    return reasons


def _figures(result: ValuePrediction, cutoff: pd.Timestamp | None) -> pd.DataFrame:
    measured = result.validation.select_dtypes("number").columns.difference(["horizon_days"])
    long = result.validation.melt(
        "model_name", list(measured), var_name="figure_name", value_name="figure_value"
    )
    return long.assign(score_name="predicted_net_amount", cutoff_date=cutoff)
