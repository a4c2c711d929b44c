"""Churn, purchase and first purchase: from the warehouse to the rows of the schema `scores`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from customer360.scoring.buy_till_you_die import FitError, fit_bg_nbd, probability_no_purchase
from customer360.scoring.probability import score_probability
from customer360.scoring.probability_result import DataAvailable, ProbabilitySettings
from customer360.scoring.warehouse import ScoreSettings, read_examples

__all__ = ["ScoredTables", "data_available", "score_probabilities", "with_bg_nbd"]

_MOST_EXAMPLES = 150_000
_OUTCOMES = ["outcome_order_days", "outcome_net_amount"]
_LEAVING = "churn_probability"


@dataclass(frozen=True)
class ScoredTables:
    """What one score adds to the tables of a run.

    Attributes:
        tables: Name of a table of the schema `scores` -> rows.
        line: One sentence: the model that is used, or why none is.
    """

    tables: Mapping[str, pd.DataFrame]
    line: str


def score_probabilities(
    connection: duckdb.DuckDBPyConnection,
    settings: ScoreSettings,
    features: pd.DataFrame,
    name: str,
    horizon_days: int,
    buyers: bool,
) -> ScoredTables:
    """Score one probability for buyers, or for those who never bought.

    Args:
        connection: The build file.
        settings: Settings of the project.
        features: Features of the as-of date, all customers.
        name: churn_probability (nothing is bought), else something is bought.
        horizon_days: Days that the score looks ahead.
        buyers: Whether buyers are scored, or those who never bought.

    Returns:
        Rows of the run.
    """
    has_bought = features["order_day_count"] > 0
    scored = features[has_bought if buyers else ~has_bought].reset_index(drop=True)
    examples = read_examples(connection, horizon_days, buyers=buyers, most_rows=_MOST_EXAMPLES)
    bought = examples["outcome_order_days"] > 0
    training = examples.drop(columns=_OUTCOMES).assign(
        label=~bought if name == _LEAVING else bought
    )
    if buyers:
        scored, training = (with_bg_nbd(frame, horizon_days) for frame in (scored, training))
    result = score_probability(
        training,
        scored,
        horizon_days,
        data_available(features),
        ProbabilitySettings(
            least_buyers=settings.score_least_buyers, least_days=settings.score_least_history_days
        ),
    )
    named = {"score_name": name}
    tables = {
        "customer_scores": pd.DataFrame(
            {
                "customer_id": result.scores["customer_id"],
                "score_name": name,
                "horizon_days": horizon_days,
                "score_value": result.scores["probability"],
                "model_name": result.selected_model,
                "missing_reason": result.missing_reason,
            }
        ),
        "model_runs": result.models.assign(horizon_days=horizon_days, **named),
        "model_figures": result.figures.assign(**named),
        "model_deciles": result.deciles.assign(**named),
        "model_features": result.features.assign(**named),
        "feature_drift": result.drift.rename(
            columns={
                "population_stability_index": "stability_index",
                "has_drifted": "is_drifting",
            }
        ).assign(**named),
    }
    told = result.missing_reason or f"{result.selected_model} is used"
    return ScoredTables(tables, f"{name}: {'; '.join([told, *result.alarms])}")


def data_available(features: pd.DataFrame) -> DataAvailable:
    """Count buyers and days of data in the features of the as-of date, all customers."""
    history = features["history_days"].max()
    buyers = int((features["order_day_count"] > 0).sum())
    return DataAvailable(buyers, 0 if pd.isna(history) else int(history))


def with_bg_nbd(features: pd.DataFrame, horizon_days: int) -> pd.DataFrame:
    """Add what BG/NBD says: the probability of no order in the horizon, fitted day by day.

    Args:
        features: Rows of buyers, of one or several as-of dates.
        horizon_days: Days ahead.

    Returns:
        The rows with bg_nbd_no_order_probability, NaN on days on which nothing can be fitted.
    """
    parts = [_of_one_day(day, horizon_days) for _, day in features.groupby("as_of_date", sort=True)]
    said = pd.concat(parts) if parts else pd.Series(dtype="float64")
    return features.assign(bg_nbd_no_order_probability=said.reindex(features.index))


def _of_one_day(day: pd.DataFrame, horizon_days: int) -> pd.Series[float]:
    frequency = (day["order_day_count"] - 1).to_numpy()
    age = day["days_since_first_order"].to_numpy()
    recency = age - day["days_since_last_order"].to_numpy()
    try:
        model = fit_bg_nbd(frequency, recency, age)
    except FitError:
        return pd.Series(float("nan"), index=day.index)
    said = probability_no_purchase(model, frequency, recency, age, horizon_days)
    return pd.Series(said, index=day.index)
