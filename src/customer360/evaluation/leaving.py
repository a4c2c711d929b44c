"""The churn score against the demo's truth, which knows who had left for good."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import spearmanr

from customer360.evaluation.demo import (
    given_records,
    person_of_customer,
    refuse_missing,
    true_records,
)
from customer360.scoring.measures import area_under_roc, lift_by_decile

__all__ = ["LeavingEvaluation", "evaluate_leaving"]

Floats = NDArray[np.float64]

_DAYS_PER_YEAR = 365.25

_SCORED = """
    select
        profile.customer_id,
        profile.churn_probability_90d as churn_probability,
        cast(profile.days_since_last_order as double) as days_since_last_order,
        cast(profile.recency_score + profile.frequency_score + profile.monetary_score as double)
            as rfm_sum,
        cast(profile.as_of_date as date) as as_of_date,
        settings.churn_horizon_days as horizon_days
    from customer_360 as profile
    cross join score_settings as settings
    where profile.churn_probability_90d is not null
    order by profile.customer_id
"""

# of a person's purchases, those that say whose they are; one of the usual share is added, so that
# few purchases decide little
_PEOPLE = """
    with purchases as (
        select person_id, not is_anonymous as is_named from read_parquet($receipts)
        union all
        select person_id, true from read_parquet($orders)
    ),

    usual as (
        select avg(is_named::integer) as named_share from purchases
    ),

    by_person as (
        select person_id, count(*) as purchases, sum(is_named::integer) as named
        from purchases
        group by person_id
    )

    select
        people.person_id,
        people.left_on,
        people.orders_per_year
        * (coalesce(by_person.named, 0) + usual.named_share)
        / (coalesce(by_person.purchases, 0) + 1) as named_orders_per_year
    from read_parquet($people) as people
    cross join usual
    left join by_person using (person_id)
    order by people.person_id
"""
_TRUTH_FILES = ("records", "people", "receipts", "orders")


@dataclass(frozen=True)
class LeavingEvaluation:
    """How the churn score stands to who had left.

    Attributes:
        customers: Customers with a score and a person.
        left_share: Share of them who had left by the as-of date, 0 to 1.
        auc: Area under ROC for having left, by `churn_probability`, `recency_rule` and `rfm_rule`.
        rank_correlation: Spearman's, of the same with the true probability of no purchase in the
            horizon: who has left and who buys seldom. None where all are equal.
        calibration_error: Mean distance of `mean_score` and `expected_share` over the deciles.
        deciles: One row per tenth of the customers, highest scores first: `decile`,
            `customer_count`, `mean_score`, `left_share`, `expected_share`: the mean true
            probability of no purchase in the horizon, which is 1 for who left, else that of a
            Poisson process with the person's true rate of purchases that say whose they are. Who
            leaves within the horizon is counted as staying, so the truth lies a little higher.
    """

    customers: int
    left_share: float
    auc: dict[str, float | None]
    rank_correlation: dict[str, float | None]
    calibration_error: float
    deciles: pd.DataFrame


def evaluate_leaving(published: Path, truth: Path) -> LeavingEvaluation:
    """Hold the churn score of a published demo against its truth.

    Args:
        published: The published DuckDB file.
        truth: Folder of the truth, as the generator wrote it.

    Returns:
        The figures.

    Raises:
        FileNotFoundError: One of the files is not there.
        ValueError: No customer has a score.
    """
    files = {name: truth / f"{name}.parquet" for name in _TRUTH_FILES}
    refuse_missing(published, *files.values())
    with duckdb.connect(str(published), read_only=True) as connection:
        person_of = person_of_customer(given_records(true_records(connection, truth)))
        scored = connection.execute(_SCORED).df()
        asked = {name: str(path) for name, path in files.items() if name != "records"}
        people = connection.execute(_PEOPLE, asked).df()
    known = scored.assign(person_id=scored["customer_id"].map(person_of)).merge(people)
    if known.empty:
        raise ValueError(f"{published}: no customer has a churn score")
    left = (known["left_on"] <= known["as_of_date"]).to_numpy()
    rate = known["named_orders_per_year"].to_numpy() / _DAYS_PER_YEAR
    stays_away = np.where(left, 1.0, np.exp(-rate * known["horizon_days"].to_numpy()))
    score = known["churn_probability"].to_numpy(np.float64)
    ranked = {
        "churn_probability": score,
        "recency_rule": known["days_since_last_order"].to_numpy(np.float64),
        "rfm_rule": -known["rfm_sum"].fillna(0).to_numpy(np.float64),
    }
    deciles = _deciles(score, left, stays_away)
    return LeavingEvaluation(
        customers=len(known),
        left_share=float(left.mean()),
        auc={name: area_under_roc(left, values) for name, values in ranked.items()},
        rank_correlation={
            name: _rank_correlation(values, stays_away) for name, values in ranked.items()
        },
        calibration_error=float((deciles["mean_score"] - deciles["expected_share"]).abs().mean()),
        deciles=deciles,
    )


def _rank_correlation(values: Floats, chances: Floats) -> float | None:
    if np.ptp(values) == 0 or np.ptp(chances) == 0:
        return None
    return float(spearmanr(values, chances).statistic)


def _deciles(score: Floats, left: NDArray[np.bool_], stays_away: Floats) -> pd.DataFrame:
    tenths = lift_by_decile(left, score)
    order = np.argsort(-score, kind="stable")
    expected = [float(part.mean()) for part in np.array_split(stays_away[order], len(tenths))]
    return pd.DataFrame(
        {
            "decile": tenths["decile"],
            "customer_count": tenths["customer_count"],
            "mean_score": tenths["mean_score"],
            "left_share": tenths["outcome_rate"],
            "expected_share": expected,
        }
    )
