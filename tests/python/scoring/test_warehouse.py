"""The edge to the warehouse, on a file of a few rows: what is read, refused and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from customer360.scoring.tables import load_score_tables
from customer360.scoring.warehouse import (
    ScoreInputError,
    ScoreSettings,
    inputs_fingerprint,
    read_examples,
    read_features,
    read_products,
    read_purchases,
    read_settings,
    write_run,
)

REPOSITORY = Path(__file__).resolve().parents[3]
STAGING = REPOSITORY / "models" / "staging"
MARTS = """
create schema marts;
create table marts.score_settings as
select
    1 as added_later, date '2025-01-31' as as_of_date, 90 as churn_horizon_days,
    30 as purchase_horizon_days, 365 as value_horizon_days, 180 as value_learning_horizon_days,
    500 as score_least_buyers, 180 as score_least_history_days, 5 as suggestions_per_customer;
create table marts.customer_features as
select * from (values
    ('b', date '2025-01-31', true, 3::bigint, 10.50::decimal(18, 2), null::bigint, true),
    ('a', date '2025-01-31', true, 0::bigint, 0.00::decimal(18, 2), null::bigint, false),
    ('b', date '2024-12-31', false, 2::bigint, 7.25::decimal(18, 2), 4::bigint, true),
    ('a', date '2024-12-31', false, 0::bigint, 0.00::decimal(18, 2), null::bigint, false),
    ('c', date '2024-12-31', false, 1::bigint, -2.00::decimal(18, 2), 9::bigint, false)
) as rows (
    customer_id, as_of_date, is_current, order_day_count, net_amount_reporting,
    days_since_last_order, may_email_marketing
);
create table marts.customer_outcomes as
select * from (values
    ('b', date '2024-12-31', 30::bigint, 1::bigint, 3.25::decimal(18, 2)),
    ('a', date '2024-12-31', 30::bigint, 0::bigint, 0.00::decimal(18, 2)),
    ('c', date '2024-12-31', 30::bigint, 0::bigint, -5.00::decimal(18, 2)),
    ('b', date '2024-12-31', 14::bigint, 0::bigint, 0.00::decimal(18, 2))
) as rows (customer_id, as_of_date, horizon_days, order_day_count, net_amount_reporting);
create table marts.fct_order_lines as
select * from (values
    ('o1', 1, 'b', 'shirt', date '2025-01-31', 2.000::decimal(18, 3), false, false),
    ('o2', 1, 'b', 'shirt', date '2025-01-31', null, false, false),
    ('o3', 1, 'b', 'pan', date '2025-01-30', 1.000, false, false),
    ('later', 1, 'b', 'pan', date '2025-02-01', 1.000, false, false),
    ('back', 1, 'b', 'pan', date '2025-01-30', -1.000, true, false),
    ('never', 1, 'b', 'pan', date '2025-01-29', 1.000, false, true),
    ('nobody', 1, null, 'pan', date '2025-01-29', 1.000, false, false),
    ('nameless', 1, 'b', null, date '2025-01-29', 1.000, false, false),
    ('by-post', 1, 'b', 'postage', date '2025-01-29', 1.000, false, false)
) as rows (
    order_key, line_number, customer_id, product_id, ordered_on, quantity, is_return, is_cancelled
);
create table marts.dim_products as
select * from (values
    ('shirt', 'clothes', true), ('pan', null, true), ('postage', 'fees', false)
) as rows (product_id, category, may_be_suggested);
"""
READ = (
    "customer_features",
    "customer_outcomes",
    "dim_products",
    "fct_order_lines",
    "score_settings",
)


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(MARTS)
        yield connection


def test_settings_are_read_by_their_names(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert read_settings(warehouse) == ScoreSettings(
        as_of_date=dt.date(2025, 1, 31),
        churn_horizon_days=90,
        purchase_horizon_days=30,
        value_horizon_days=365,
        value_learning_horizon_days=180,
        score_least_buyers=500,
        score_least_history_days=180,
        suggestions_per_customer=5,
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("update marts.score_settings set churn_horizon_days = 0", "churn_horizon_days is 0; give"),
        (
            "update marts.score_settings"
            " set score_least_buyers = null, suggestions_per_customer = -1",
            "score_least_buyers is null, suggestions_per_customer is -1; give 1 or more",
        ),
        ("delete from marts.score_settings", "has 0 rows instead of one: build it again"),
        (
            "insert into marts.score_settings from marts.score_settings",
            "has 2 rows instead of one: build it again",
        ),
    ],
)
def test_settings_that_make_no_sense_are_named(
    warehouse: duckdb.DuckDBPyConnection, change: str, sentence: str
) -> None:
    warehouse.execute(change)
    with pytest.raises(ScoreInputError, match=sentence):
        read_settings(warehouse)


@pytest.mark.parametrize("mart", READ)
def test_a_mart_that_is_not_built_is_named_with_what_to_do(
    warehouse: duckdb.DuckDBPyConnection, mart: str
) -> None:
    warehouse.execute(f"drop table marts.{mart}")
    with pytest.raises(
        ScoreInputError, match=f"not built: {mart}; `dbt build --selector score_inputs`"
    ):
        read_settings(warehouse)


def test_nothing_is_built_in_an_empty_file() -> None:
    with duckdb.connect() as connection, pytest.raises(ScoreInputError, match=", ".join(READ)):
        read_settings(connection)


def test_the_features_of_the_as_of_date_are_scored(warehouse: duckdb.DuckDBPyConnection) -> None:
    frame = read_features(warehouse)
    assert frame["customer_id"].tolist() == ["a", "b"]
    assert frame["as_of_date"].eq(pd.Timestamp("2025-01-31")).all()
    assert frame["net_amount_reporting"].tolist() == [0.0, 10.5]
    numbers = ["order_day_count", "net_amount_reporting", "days_since_last_order"]
    assert {str(kind) for kind in frame.dtypes[numbers]} == {"float64"}
    assert frame["days_since_last_order"].isna().all()
    assert frame["may_email_marketing"].dtype == bool


@pytest.mark.parametrize(
    ("horizon", "buyers", "found"),
    [
        (30, True, [("b", 1.0, 3.25), ("c", 0.0, -5.0)]),
        (30, False, [("a", 0.0, 0.0)]),
        (14, True, [("b", 0.0, 0.0)]),
        (90, True, []),
    ],
)
def test_what_is_learnt_from_are_earlier_days_with_what_followed(
    warehouse: duckdb.DuckDBPyConnection,
    horizon: int,
    buyers: bool,
    found: list[tuple[str, float, float]],
) -> None:
    frame = read_examples(warehouse, horizon, buyers=buyers, most_rows=100)
    outcomes = ["customer_id", "outcome_order_days", "outcome_net_amount"]
    assert list(frame[outcomes].itertuples(index=False, name=None)) == found
    assert set(frame.columns) == {*read_features(warehouse).columns, *outcomes}
    assert not frame["is_current"].any()


def test_of_many_a_share_of_customers_is_drawn_with_all_their_days(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    warehouse.execute(
        """
        delete from marts.customer_features;
        delete from marts.customer_outcomes;
        insert into marts.customer_features by name
        select md5(who::varchar) as customer_id, day as as_of_date, false as is_current,
            1 as order_day_count
        from range(4000) as people (who)
        cross join (values (date '2024-11-30'), (date '2024-12-31')) as days (day);
        insert into marts.customer_outcomes
        select customer_id, as_of_date, 30, 0, 0 from marts.customer_features;
        """
    )
    drawn = read_examples(warehouse, 30, buyers=True, most_rows=2_000)
    # a quarter of 8,000 rows, by the ids: three standard deviations are some 170 rows
    assert len(drawn) == pytest.approx(2_000, abs=170)
    assert (drawn.groupby("customer_id").size() == 2).all()
    assert drawn.equals(read_examples(warehouse, 30, buyers=True, most_rows=2_000))
    assert drawn["customer_id"].is_monotonic_increasing
    assert len(read_examples(warehouse, 30, buyers=True, most_rows=8_000)) == 8_000


def test_purchases_are_summed_by_day_and_are_those_of_known_customers_by_the_date(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    frame = read_purchases(warehouse)
    assert list(frame.itertuples(index=False, name=None)) == [
        ("b", "pan", pd.Timestamp("2025-01-30"), 1.0),
        ("b", "shirt", pd.Timestamp("2025-01-31"), 3.0),
    ]


def test_articles_come_in_the_order_of_their_numbers(warehouse: duckdb.DuckDBPyConnection) -> None:
    frame = read_products(warehouse)
    assert frame["product_id"].tolist() == ["pan", "postage", "shirt"]
    assert frame["category"].isna().tolist() == [True, False, False]


def test_the_fingerprint_does_not_see_the_order_of_rows(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    before = inputs_fingerprint(warehouse)
    for mart in READ:
        warehouse.execute(
            f"create or replace table marts.{mart} as"
            f" select * from marts.{mart} as rows order by hash(rows)"
        )
    assert inputs_fingerprint(warehouse) == before


@pytest.mark.parametrize(
    "change",
    [
        "update marts.customer_features set days_since_last_order = 0 where is_current",
        "update marts.customer_outcomes set net_amount_reporting = 3.26 where horizon_days = 14",
        "update marts.fct_order_lines set quantity = null where order_key = 'o3'",
        "update marts.dim_products set category = 'kitchen' where product_id = 'pan'",
        "update marts.score_settings set purchase_horizon_days = 29",
        "delete from marts.fct_order_lines where order_key = 'later'",
    ],
)
def test_the_fingerprint_sees_every_change(
    warehouse: duckdb.DuckDBPyConnection, change: str
) -> None:
    before = inputs_fingerprint(warehouse)
    warehouse.execute(change)
    assert inputs_fingerprint(warehouse) != before


def rows_of_a_run(value: float) -> dict[str, pd.DataFrame]:
    """One row of every table; what may be null is null in some."""
    rows: dict[str, dict[str, object]] = {
        "customer_scores": {"customer_id": "a", "score_name": "churn_probability"}
        | {"horizon_days": None, "score_value": value, "model_name": None, "missing_reason": None},
        "product_suggestions": {"customer_id": "a", "suggestion_type": "repurchase"}
        | {"suggestion_rank": 1, "product_id": "pan", "score_value": value}
        | {"reason_code": "due_again", "reason_product_id": None},
        "model_runs": {"score_name": "churn_probability", "horizon_days": 30, "model_name": "rule"}
        | {"model_version": "1", "is_used": True, "decision_reason": "the best"}
        | {"training_row_count": 2, "trained_from": pd.NaT, "trained_to": pd.NaT},
        "model_figures": {"score_name": "churn_probability", "model_name": "rule"}
        | {"cutoff_date": pd.Timestamp("2024-12-31"), "figure_name": "auc", "figure_value": value},
        "model_deciles": {"score_name": "churn_probability", "model_name": "rule"}
        | {"cutoff_date": pd.Timestamp("2024-12-31"), "decile": 1, "customer_count": 1}
        | {"mean_score": value, "outcome_rate": 1.0, "lift": None},
        "model_features": {"score_name": "churn_probability", "model_name": "rule"}
        | {"feature_name": "recency", "importance": value},
        "feature_drift": {"score_name": "churn_probability", "feature_name": "recency"}
        | {"stability_index": value, "is_drifting": False},
    }
    for name in ("customer_scores", "product_suggestions", "model_runs"):
        rows[name]["as_of_date"] = dt.date(2025, 1, 31)
    # columns in another order than in the contract: they go by their names
    return {name: pd.DataFrame([row])[sorted(row)] for name, row in rows.items()}


def scores_of(connection: duckdb.DuckDBPyConnection, run: str) -> list[tuple[object, ...]]:
    return connection.execute(
        "select score_value, missing_reason from scores.customer_scores where run_id = ?", [run]
    ).fetchall()


def test_tables_are_made_as_the_contract_says(warehouse: duckdb.DuckDBPyConnection) -> None:
    write_run(warehouse, STAGING, "first", rows_of_a_run(0.5))
    for table in load_score_tables(STAGING).values():
        described = warehouse.execute(f"describe scores.{table.name}").fetchall()
        assert {name: kind.lower() for name, kind, *_ in described} == dict(table.columns)
    assert warehouse.execute("select * from scores.model_deciles").fetchall() == [
        ("first", "churn_probability", "rule", dt.date(2024, 12, 31), 1, 1, 0.5, 1.0, None)
    ]


def test_runs_are_numbered_and_old_ones_stay(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert write_run(warehouse, STAGING, "first", rows_of_a_run(0.5)) == 1
    assert write_run(warehouse, STAGING, "second", rows_of_a_run(0.75)) == 2
    assert scores_of(warehouse, "first") == [(0.5, None)]
    assert scores_of(warehouse, "second") == [(0.75, None)]


def test_the_same_run_takes_its_own_place_and_is_the_newest(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    for run in ("first", "second", "first"):
        write_run(warehouse, STAGING, run, rows_of_a_run(0.5))
    for name in load_score_tables(STAGING):
        assert warehouse.execute(
            f"select run_id, count(*) from scores.{name} group by run_id order by run_id"
        ).fetchall() == [("first", 1), ("second", 1)]
    numbers = dict(warehouse.execute("select run_id, run_number from scores.model_runs").fetchall())
    assert numbers["first"] > numbers["second"]


@pytest.mark.parametrize("table", ["model_runs", "feature_drift"])
def test_a_run_that_lacks_something_leaves_nothing_behind(
    warehouse: duckdb.DuckDBPyConnection, table: str
) -> None:
    write_run(warehouse, STAGING, "first", rows_of_a_run(0.5))
    rows = rows_of_a_run(0.75)
    rows[table] = rows[table].drop(columns="score_name")
    for run in ("first", "second"):
        with pytest.raises(KeyError, match="score_name"):
            write_run(warehouse, STAGING, run, rows)
    assert scores_of(warehouse, "first") == [(0.5, None)]
    assert scores_of(warehouse, "second") == []
