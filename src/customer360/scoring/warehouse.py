"""The one edge between scoring and the warehouse: reads marts, writes the schema `scores`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb
import pandas as pd

from customer360.scoring.tables import load_score_tables

__all__ = [
    "ScoreInputError",
    "ScoreSettings",
    "inputs_fingerprint",
    "read_examples",
    "read_features",
    "read_products",
    "read_purchases",
    "read_settings",
    "write_run",
]

# hexadecimal digits of a customer_id by which customers are drawn
_DRAWN_DIGITS = 4
# all marts that this module reads
_READ = (
    "customer_features",
    "customer_outcomes",
    "dim_products",
    "fct_order_lines",
    "score_settings",
)


class ScoreInputError(RuntimeError):
    """The build file lacks what scores are made of; one sentence says what, and what to do."""


@dataclass(frozen=True)
class ScoreSettings:
    """What the dbt project says of scoring; see its variables for meaning and range.

    Attributes:
        as_of_date: Day on which is scored.
        churn_horizon_days, purchase_horizon_days, value_horizon_days: Days that scores look ahead.
        value_learning_horizon_days: Shorter windows to learn the value from.
        score_least_buyers, score_least_history_days: Below these nothing is scored.
        suggestions_per_customer: Articles per customer and type.
    """

    as_of_date: dt.date
    churn_horizon_days: int
    purchase_horizon_days: int
    value_horizon_days: int
    value_learning_horizon_days: int
    score_least_buyers: int
    score_least_history_days: int
    suggestions_per_customer: int


def read_settings(connection: duckdb.DuckDBPyConnection) -> ScoreSettings:
    """Read the settings that the build stands for.

    Raises:
        ScoreInputError: A mart that scoring reads is not built, or a setting makes no sense.
    """
    _refuse_unbuilt(connection)
    names = [setting.name for setting in fields(ScoreSettings)]
    rows = connection.execute(f"select {', '.join(names)} from marts.score_settings").fetchall()
    if len(rows) != 1:
        raise ScoreInputError(
            f"marts.score_settings has {len(rows)} rows instead of one: build it again"
        )
    wrong = [
        f"{name} is {'null' if value is None else value}"
        for name, value in zip(names, rows[0], strict=True)
        if name != "as_of_date" and (value is None or value < 1)
    ]
    if wrong:
        raise ScoreInputError(
            f"marts.score_settings: {', '.join(wrong)}; give 1 or more in the variables of dbt and "
            "build again"
        )
    return ScoreSettings(*rows[0])


def _refuse_unbuilt(connection: duckdb.DuckDBPyConnection) -> None:
    built = {
        name
        for (name,) in connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts'"
        ).fetchall()
    }
    missing = [name for name in _READ if name not in built]
    if missing:
        raise ScoreInputError(
            f"not built: {', '.join(missing)}; `dbt build --selector score_inputs` builds what "
            "scores are made of"
        )


def read_features(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Read the features of the as-of date, which are scored.

    Returns:
        The columns of customer_features, one row per customer, sorted; numbers as float64.
    """
    frame = connection.execute(
        "select * from marts.customer_features where is_current order by customer_id"
    ).df()
    return _plain_numbers(frame)


def read_examples(
    connection: duckdb.DuckDBPyConnection, horizon_days: int, *, buyers: bool, most_rows: int
) -> pd.DataFrame:
    """Read features of earlier dates with what became of the customers: what is learnt from.

    Args:
        connection: The build file.
        horizon_days: Length of the windows; closed ones only.
        buyers: Customers who had bought by the date; else those who had not.
        most_rows: Customers are drawn by their id so that about this many rows come, all dates of
            a customer or none.

    Returns:
        The columns of customer_features with outcome_order_days and outcome_net_amount, one row per
        customer and as-of date, sorted by both; numbers as float64.
    """
    had_bought = "order_day_count > 0" if buyers else "order_day_count = 0"
    counted = connection.execute(
        f"""
        select count(*)
        from marts.customer_features as features
        inner join marts.customer_outcomes as outcomes using (customer_id, as_of_date)
        where features.{had_bought} and outcomes.horizon_days = ?
        """,
        [horizon_days],
    ).fetchone()
    assert counted is not None
    # an id is a digest, so its first digits draw at random, and the same ones in each run
    share = min(1.0, most_rows / max(counted[0], 1))
    drawn = f"{int(share * 16**_DRAWN_DIGITS):0{_DRAWN_DIGITS}x}"
    # one digit more than the largest draws everybody
    frame = connection.execute(
        f"""
        select
            features.*,
            outcomes.order_day_count as outcome_order_days,
            cast(outcomes.net_amount_reporting as double) as outcome_net_amount
        from marts.customer_features as features
        inner join marts.customer_outcomes as outcomes using (customer_id, as_of_date)
        where
            features.{had_bought} and outcomes.horizon_days = ?
            and (? >= 1 or substr(features.customer_id, 1, {_DRAWN_DIGITS}) < ?)
        order by features.customer_id, features.as_of_date
        """,
        [horizon_days, share, drawn],
    ).df()
    return _plain_numbers(frame)


def read_purchases(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Read what customers bought up to the as-of date.

    Returns:
        Columns customer_id, product_id, ordered_on, quantity; one row per customer, article and
        day, sorted. Returns, cancelled orders and articles that may not be suggested are left out.
    """
    return connection.execute(
        """
        select
            customer_id,
            product_id,
            ordered_on,
            cast(sum(coalesce(quantity, 1)) as double) as quantity
        from marts.fct_order_lines
        inner join marts.dim_products using (product_id)
        cross join marts.score_settings
        where
            customer_id is not null and may_be_suggested
            and not is_return and not is_cancelled and ordered_on <= as_of_date
        group by customer_id, product_id, ordered_on
        order by customer_id, ordered_on, product_id
        """
    ).df()


def read_products(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Read the articles: columns product_id and category, sorted."""
    return connection.execute(
        "select product_id, category from marts.dim_products order by product_id"
    ).df()


def inputs_fingerprint(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a digest of all that scoring reads: the same data, the same digest, in any order."""
    digests = []
    for table in _READ:
        row = connection.execute(
            f"select count(*), bit_xor(hash(rows)) from marts.{table} as rows"
        ).fetchone()
        assert row is not None
        digests.append(f"{table}:{row[0]}:{row[1]}")
    return "|".join(digests)


def write_run(
    connection: duckdb.DuckDBPyConnection,
    staging: Path,
    run_id: str,
    tables: Mapping[str, pd.DataFrame],
) -> int:
    """Append a run to the schema `scores`, or put it in the place of the same run.

    Args:
        connection: The build file, writable.
        staging: Folder `models/staging`, which holds the contract of the tables.
        run_id: The run; its rows of an earlier time go.
        tables: Name -> rows, without run_id and run_number; columns as the contract names them.

    Returns:
        The number of the run; the newest run has the largest.

    Raises:
        KeyError: A table or a column of the contract is missing.
    """
    contract = load_score_tables(staging)
    connection.execute("begin")
    try:
        connection.execute("create schema if not exists scores")
        for table in contract.values():
            columns = ", ".join(f"{name} {kind}" for name, kind in table.columns.items())
            connection.execute(f"create table if not exists scores.{table.name} ({columns})")
        newest = connection.execute("select max(run_number) from scores.model_runs").fetchone()
        number = 1 + (newest[0] if newest and newest[0] is not None else 0)
        for table in contract.values():
            rows = tables[table.name].assign(run_id=run_id, run_number=number)
            rows = rows[list(table.columns)]
            connection.execute(f"delete from scores.{table.name} where run_id = ?", [run_id])
            connection.register("rows_of_run", rows)
            connection.execute(f"insert into scores.{table.name} by name select * from rows_of_run")
            connection.unregister("rows_of_run")
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
    return number


def _plain_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """Give whole and nullable numbers the plain type that models take; flags stay flags."""
    numbers = [
        name
        for name in frame.columns
        if pd.api.types.is_numeric_dtype(frame[name])
        and not pd.api.types.is_bool_dtype(frame[name])
    ]
    return frame.astype(dict.fromkeys(numbers, "float64"))
