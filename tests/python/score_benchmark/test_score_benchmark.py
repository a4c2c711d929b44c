"""The whole way on made-up shops: files, marts, figures; and the same figures for the same data."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from customer360.public_data import PublicDataError
from customer360.score_benchmark import DATA_SETS, DataSet, Figure, benchmark_scores
from customer360.score_benchmark.data_sets import ChurnTask, SuggestionTask, ValueTask
from customer360.score_benchmark.suggestions import suggestion_figures

PROJECT = Path(__file__).resolve().parents[3]
CUSTOMERS = 700
FIRST_DAY = dt.date(2024, 1, 1)
DAYS = 540
_CORRELATION = ("customer360", "pearson_r")


def _say_nothing(_line: str) -> None:
    pass


def _made_up() -> pd.DataFrame:
    """Customers who come at their own rate and of whom some leave: something can be learnt."""
    random = np.random.default_rng(3)
    rate = random.gamma(0.8, 0.03, CUSTOMERS) + 0.002
    stays = random.exponential(300, CUSTOMERS)
    rows = []
    for customer in range(CUSTOMERS):
        start = random.uniform(0, 90)
        gaps = random.exponential(1 / rate[customer], 200)
        times = start + np.r_[0, np.cumsum(gaps)]
        kept = times[(times < DAYS) & (times <= start + stays[customer])].astype(int)
        rows += [(f"{customer:05d}", day, 1, 20.0 + customer % 7) for day in kept]
    frame = pd.DataFrame(rows, columns=["customer_id", "day", "n_cds", "amount"])
    return frame.assign(date=pd.Timestamp(FIRST_DAY) + pd.to_timedelta(frame.pop("day"), "D"))


def _shop() -> DataSet:
    cdnow = next(data_set for data_set in DATA_SETS if data_set.name == "cdnow")
    last = FIRST_DAY + dt.timedelta(days=DAYS - 1)
    return dataclasses.replace(
        cdnow,
        name="made_up",
        source="shop.parquet",
        first_day=FIRST_DAY,
        churn=ChurnTask(60, [last - dt.timedelta(days=60)], None, 30, 6),
        value=ValueTask(last - dt.timedelta(days=120), horizon_days=120, learning_days=90),
    )


def _by_name(figures: Sequence[Figure]) -> dict[tuple[str, str, str, str | None], float]:
    return {(f.task, f.model, f.figure, f.day): f.value for f in figures}


def test_a_shop_is_measured_and_measured_the_same_again(tmp_path: Path) -> None:
    purchases = _made_up()
    purchases.to_parquet(tmp_path / "shop.parquet")
    first = benchmark_scores([_shop()], tmp_path, tmp_path / "a", PROJECT, _say_nothing)

    values = _by_name(first)
    assert values["churn", "customer360", "auc", None] > 0.65
    assert (
        values["churn", "customer360", "auc", None] > values["churn", "recency_rule", "auc", None]
    )
    assert values["churn", "customer360", "calibration_error", None] < 0.1
    [correlation] = [
        value for (_, model, name, _), value in values.items() if (model, name) == _CORRELATION
    ]
    assert correlation > 0.3

    purchases.sample(frac=1, random_state=5).to_parquet(tmp_path / "shop.parquet")
    again = benchmark_scores([_shop()], tmp_path, tmp_path / "b", PROJECT, _say_nothing)
    assert again == first


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublicDataError, match=r"shop\.parquet"):
        benchmark_scores([_shop()], tmp_path, tmp_path / "a", PROJECT, _say_nothing)


@pytest.fixture
def shelves() -> duckdb.DuckDBPyConnection:
    """Two customers, four articles and postage, which is nothing to suggest."""
    connection = duckdb.connect()
    connection.execute("""
        create schema marts;
        create table marts.score_settings as select date '2025-12-31' as as_of_date;
        create table marts.dim_products as
        select * from (values
            ('bread', 'food', true), ('milk', 'food', true), ('tea', 'food', true),
            ('cake', 'food', true), ('post', 'postage', false)
        ) as products (product_id, category, may_be_suggested);
        create table marts.fct_orders as
        select * from (values
            ('o1', timestamp '2025-10-01 10:00'), ('o2', timestamp '2025-11-20 10:00'),
            ('o3', timestamp '2025-12-05 10:00'), ('o4', timestamp '2025-12-20 10:00'),
            ('o5', timestamp '2025-11-25 10:00'), ('o6', timestamp '2025-12-06 10:00')
        ) as orders (order_key, ordered_at);
        create table marts.fct_order_lines as
        select
            order_key, customer_id, product_id, cast(ordered_at as date) as ordered_on,
            1 as quantity, false as is_return, false as is_cancelled
        from (values
            ('o1', 'ann', 'bread'), ('o2', 'ann', 'milk'), ('o2', 'ann', 'post'),
            ('o3', 'ann', 'bread'), ('o3', 'ann', 'post'), ('o4', 'ann', 'tea'),
            ('o5', 'bob', 'milk'), ('o6', 'bob', 'cake')
        ) as lines (order_key, customer_id, product_id)
        inner join marts.fct_orders using (order_key)
    """)
    return connection


def test_suggestions_are_held_against_the_next_order_only(
    shelves: duckdb.DuckDBPyConnection,
) -> None:
    task = SuggestionTask(dt.date(2025, 12, 1), horizon_days=30, next_order=True)
    values = _by_name(suggestion_figures(shelves, _shop(), task))
    # by 1 December milk is bought by two in 28 days; Ann then takes bread, Bob cake, which no list
    # has: popularity knows neither, Ann's own purchases hold bread in second place
    day = str(task.test_day)
    assert values["suggestions", "popularity", "hit at 10", day] == 0.0
    assert values["suggestions", "decayed_frequency", "recall at 10", day] == 0.5
    assert values["suggestions", "decayed_frequency", "ndcg at 10", day] == pytest.approx(
        (1 / np.log2(3)) / 2
    )


def test_without_next_order_the_whole_window_counts(shelves: duckdb.DuckDBPyConnection) -> None:
    task = SuggestionTask(dt.date(2025, 12, 1), horizon_days=30, next_order=False)
    values = _by_name(suggestion_figures(shelves, _shop(), task))
    # Ann takes bread and tea, of which her list has bread: a half; Bob's has nothing
    day = str(task.test_day)
    assert values["suggestions", "decayed_frequency", "recall at 10", day] == 0.25
