"""The churn score against a truth that the test writes by hand."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from customer360.evaluation import evaluate_leaving

PEOPLE = 40
HORIZON = 90


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Forty people: the first ten left, the others buy 11, 12, 13... times a year, all by name."""
    with duckdb.connect() as connection:
        connection.execute(f"""
            copy (
                select
                    'P' || i as person_id,
                    case when i < 10 then date '2025-06-01' end as left_on,
                    cast(i + 1 as double) as orders_per_year
                from range({PEOPLE}) as people (i)
            ) to '{tmp_path}/people.parquet';
            copy (
                select 'crm' as source_system, 'contacts' as "table", 'C' || i as record_id,
                    'P' || i as person_id, null::varchar as hard_case
                from range({PEOPLE}) as people (i)
            ) to '{tmp_path}/records.parquet';
            copy (
                select 'R' || i as receipt_id, 'P' || i as person_id, false as is_anonymous
                from range({PEOPLE}) as people (i)
            ) to '{tmp_path}/receipts.parquet';
            copy (
                select 'O' || i as order_id, 'P' || i as person_id
                from range({PEOPLE}) as people (i)
            ) to '{tmp_path}/orders.parquet'
        """)
    return tmp_path


def _publish(path: Path, score: str, recency: str = "i") -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"""
            create table customer_identities as
            select 'crm|contact|C' || i as record_key, 'K' || i as customer_id
            from range({PEOPLE}) as people (i);
            create table score_settings as select {HORIZON} as churn_horizon_days;
            create table customer_360 as
            select
                'K' || i as customer_id,
                {score} as churn_probability_90d,
                {recency} as days_since_last_order,
                1 as recency_score, 1 as frequency_score, 1 as monetary_score,
                date '2025-12-31' as as_of_date
            from range({PEOPLE}) as people (i)
        """)
    return path


TRUE_CHANCE = f"case when i < 10 then 1 else exp(-(i + 1) * {HORIZON} / 365.25) end"


def test_the_true_chance_is_calibrated_and_ranks_perfectly(truth: Path) -> None:
    found = evaluate_leaving(_publish(truth / "p.duckdb", TRUE_CHANCE), truth)
    assert found.customers == PEOPLE
    assert found.left_share == pytest.approx(0.25)
    assert found.auc["churn_probability"] == 1.0
    assert found.rank_correlation["churn_probability"] == pytest.approx(1.0)
    assert found.calibration_error == pytest.approx(0.0, abs=1e-12)
    assert found.deciles["left_share"].tolist()[:2] == [1.0, 1.0]
    assert found.deciles["left_share"].tolist()[3:] == [0.0] * 7


def test_a_score_turned_round_is_seen(truth: Path) -> None:
    found = evaluate_leaving(_publish(truth / "p.duckdb", f"1 - ({TRUE_CHANCE})"), truth)
    assert found.auc["churn_probability"] == 0.0
    assert found.rank_correlation["churn_probability"] == pytest.approx(-1.0)
    assert found.calibration_error > 0.5


def test_a_score_of_half_the_chance_is_off_by_half_of_it(truth: Path) -> None:
    found = evaluate_leaving(_publish(truth / "p.duckdb", f"({TRUE_CHANCE}) / 2"), truth)
    chances = [1.0] * 10 + [np.exp(-(i + 1) * HORIZON / 365.25) for i in range(10, PEOPLE)]
    assert found.calibration_error == pytest.approx(np.mean(chances) / 2)


def test_purchases_without_a_name_make_silence_likelier(truth: Path) -> None:
    published = _publish(truth / "p.duckdb", TRUE_CHANCE)
    named = evaluate_leaving(published, truth).deciles["expected_share"]
    with duckdb.connect() as connection:
        connection.execute(f"""
            copy (
                select 'R' || i as receipt_id, 'P' || (i % {PEOPLE}) as person_id,
                    i >= {PEOPLE} as is_anonymous
                from range({4 * PEOPLE}) as people (i)
            ) to '{truth}/receipts.parquet'
        """)
    half = evaluate_leaving(published, truth).deciles["expected_share"]
    assert (half >= named).all()
    assert half.iloc[-1] > named.iloc[-1]


def test_a_missing_truth_is_named(truth: Path) -> None:
    published = _publish(truth / "p.duckdb", TRUE_CHANCE)
    (truth / "people.parquet").unlink()
    with pytest.raises(FileNotFoundError, match=r"people\.parquet"):
        evaluate_leaving(published, truth)


def test_nobody_with_a_score_is_said(truth: Path) -> None:
    published = _publish(truth / "p.duckdb", "cast(null as double)")
    with pytest.raises(ValueError, match="no customer has a churn score"):
        evaluate_leaving(published, truth)
