"""The table of headline metrics against MetricFlow: two readers of one definition."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import duckdb

from customer360.metrics.ask import Metrics

__all__ = ["Difference", "differences"]

_YEAR_DAYS = 365
# both add up decimals; ratios are divided in another order
_RELATIVE = 1e-9


@dataclass(frozen=True)
class Difference:
    """A metric of which the two say different numbers.

    Attributes:
        metric: Its name.
        in_table: What overview_headline_metrics holds.
        by_metricflow: What MetricFlow answers; null: nothing.
    """

    metric: str
    in_table: float | None
    by_metricflow: float | None


def differences(connection: duckdb.DuckDBPyConnection, metrics: Metrics) -> list[Difference]:
    """Ask MetricFlow for every headline metric.

    Args:
        connection: A build file.
        metrics: Its semantic layer.

    Returns:
        Metrics that differ, sorted; empty: all agree.

    Raises:
        duckdb.Error: A mart is missing.
    """
    rows = connection.execute(
        "select metric_name, period, metric_value from marts.overview_headline_metrics order by 1"
    ).fetchall()
    found = []
    for name, period, value in rows:
        since, until = _days(connection, str(period))
        answer = metrics.answer(connection, [name], since=since, until=until)
        said = None if answer.empty else _number(answer.iloc[0][name])
        if not _equal(_number(value), said):
            found.append(Difference(name, _number(value), said))
    return found


def _days(
    connection: duckdb.DuckDBPyConnection, period: str
) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a period; none where the metric is of the as-of date by itself."""
    if period == "last_365_days":
        [as_of] = _row(connection, "select max(as_of_date) from marts.score_settings")
        return as_of - dt.timedelta(days=_YEAR_DAYS - 1), as_of
    if period == "latest_closed_day":
        [day] = _row(
            connection,
            "select max(as_of_date) from marts.customer_churn_features"
            " where has_churned is not null",
        )
        # without a closed day there is nothing to ask for
        day = day or dt.date(1970, 1, 1)
        return day, day
    return None, None


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[dt.date, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row


def _number(value: object) -> float | None:
    number = float("nan") if value is None else float(str(value))
    return None if math.isnan(number) else number


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_RELATIVE, abs_tol=_RELATIVE)
