"""The public data sets, on which days they are asked what, and the way of each to the marts.

Days are split in time only: what is scored on a test day has learnt from windows that were closed
by that day. One build holds the features of all days, each of which looks no further than itself.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from customer360.contract import load_contract
from customer360.landing import land
from customer360.pipeline.dbt_build import build
from customer360.public_data import land_cdnow, land_complete_journey, land_online_retail

__all__ = [
    "DATA_SETS",
    "BenchmarkError",
    "ChurnTask",
    "DataSet",
    "SuggestionTask",
    "ValueTask",
    "built",
]

Notify = Callable[[str], None]

# what scoring reads, and what these are made of
_MARTS = (
    "+customer_features",
    "+customer_outcomes",
    "+score_settings",
    "+fct_order_lines",
    "+fct_orders",
    "+dim_products",
)
# the next window is asked of the customers whose first is known; below this there are hardly any
_LEAST_HISTORY_DAYS = 45


class BenchmarkError(RuntimeError):
    """A data set cannot be landed or built; the message says which and why."""


@dataclass(frozen=True)
class ChurnTask:
    """Who buys nothing in the days after a test day.

    Attributes:
        horizon_days: Those days.
        test_days: Days on which customers are scored; each figure is the mean over them.
        active_days: Only customers who bought in so many days before; None: all.
        training_step_days, training_days: Models learn from up to so many days, so far apart, the
            latest a horizon before the test day.
    """

    horizon_days: int
    test_days: Sequence[dt.date]
    active_days: int | None
    training_step_days: int
    training_days: int

    def days_learnt_from(self, test_day: dt.date, first_day: dt.date) -> list[dt.date]:
        """The days of training of a test day, the latest first.

        Args:
            test_day: The day that is scored.
            first_day: First day of the data; days with hardly any history are left out.
        """
        latest = test_day - dt.timedelta(days=self.horizon_days)
        steps = [self.training_step_days * step for step in range(self.training_days)]
        days = [latest - dt.timedelta(days=step) for step in steps]
        return [day for day in days if (day - first_day).days >= _LEAST_HISTORY_DAYS]


@dataclass(frozen=True)
class ValueTask:
    """What customers spend in the days after a test day.

    Attributes:
        test_day: The day.
        horizon_days: Days after it.
        learning_days: Length of the one window learnt from, which closes on the test day.
    """

    test_day: dt.date
    horizon_days: int
    learning_days: int

    @property
    def learning_day(self) -> dt.date:
        """The day on which the window learnt from opens."""
        return self.test_day - dt.timedelta(days=self.learning_days)


@dataclass(frozen=True)
class SuggestionTask:
    """Which articles customers buy in the days after a test day.

    Attributes:
        test_day: The day.
        horizon_days: Days after it.
        next_order: Whether only the first order of these days counts.
    """

    test_day: dt.date
    horizon_days: int
    next_order: bool


@dataclass(frozen=True)
class DataSet:
    """A public data set and what it is asked.

    Attributes:
        name: Its name, also of its folder.
        source: File below the folder of public data; None: from a Python package.
        land_into: Writes its raw files: source, landing folder, lines of progress.
        currency: The one its amounts are in.
        first_day: First day with a purchase.
    """

    name: str
    source: str | None
    land_into: Callable[[Path, Path, Notify], object]
    currency: str
    first_day: dt.date
    churn: ChurnTask | None = None
    value: ValueTask | None = None
    suggestions: SuggestionTask | None = None

    @property
    def feature_days(self) -> list[dt.date]:
        """All days on which features are wanted."""
        days: set[dt.date] = set()
        if self.churn:
            for test_day in self.churn.test_days:
                days |= {test_day, *self.churn.days_learnt_from(test_day, self.first_day)}
        if self.value:
            days |= {self.value.test_day, self.value.learning_day}
        return sorted(days)

    def dbt_variables(self) -> dict[str, object]:
        """The project's variables for this data set."""
        variables: dict[str, object] = {
            "reporting_currency": self.currency,
            "feature_dates": [str(day) for day in self.feature_days],
        }
        if self.churn:
            variables["churn_horizon_days"] = self.churn.horizon_days
        if self.value:
            variables["value_horizon_days"] = self.value.horizon_days
            variables["value_learning_horizon_days"] = self.value.learning_days
        return variables


def built(data_set: DataSet, data: Path, workspace: Path, project: Path, notify: Notify) -> Path:
    """Land a data set and build the marts that scoring reads, anew.

    Args:
        data_set: Which one.
        data: Folder of the public data: `cdnow/`, `online_retail_uci/`.
        workspace: Folder for landed files, database and dbt's files; what it held of this data set
            goes.
        project: Folder of the dbt project.
        notify: Called with lines of progress.

    Returns:
        The DuckDB file.

    Raises:
        BenchmarkError: A model failed.
        PublicDataError: The source is missing or has another shape than expected.
    """
    folder = workspace / data_set.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    database = folder / "build.duckdb"
    data_set.land_into(data / (data_set.source or ""), folder / "landing", notify)
    land(
        folder / "landing",
        database,
        load_contract(project / "models" / "staging"),
        notify=notify,
    )
    report = build(
        project,
        target="landed",
        database=database,
        artifacts=folder / "dbt",
        variables=data_set.dbt_variables(),
        notify=notify,
        arguments=[
            *("--select", *_MARTS),
            *("--resource-type", "seed", "--resource-type", "model"),
        ],
    )
    if not report.succeeded:
        raise BenchmarkError(f"{data_set.name}: " + "; ".join(report.failures))
    return database


def _days_before(last: dt.date, *days: int) -> list[dt.date]:
    return [last - dt.timedelta(days=before) for before in days]


DATA_SETS = (
    DataSet(
        name="complete_journey",
        source=None,
        land_into=lambda _source, out, notify: land_complete_journey(out, notify),
        currency="USD",
        first_day=dt.date(2017, 1, 1),
        churn=ChurnTask(
            horizon_days=28,
            test_days=_days_before(dt.date(2017, 12, 31), 119, 89, 59, 29),
            active_days=84,
            training_step_days=14,
            training_days=12,
        ),
        value=ValueTask(dt.date(2017, 7, 1), horizon_days=182, learning_days=91),
        suggestions=SuggestionTask(dt.date(2017, 12, 1), horizon_days=30, next_order=True),
    ),
    DataSet(
        name="online_retail",
        source="online_retail_uci/transactions.parquet",
        land_into=land_online_retail,
        currency="GBP",
        first_day=dt.date(2010, 12, 1),
        churn=ChurnTask(
            horizon_days=60,
            test_days=_days_before(dt.date(2011, 12, 9), 120, 60),
            active_days=180,
            training_step_days=14,
            training_days=10,
        ),
        suggestions=SuggestionTask(dt.date(2011, 11, 9), horizon_days=30, next_order=False),
    ),
    DataSet(
        name="cdnow",
        source="cdnow/master.parquet",
        land_into=land_cdnow,
        currency="USD",
        first_day=dt.date(1997, 1, 1),
        churn=ChurnTask(
            horizon_days=91,
            test_days=_days_before(dt.date(1998, 6, 30), 91),
            active_days=None,
            training_step_days=28,
            training_days=9,
        ),
    ),
    DataSet(
        name="cdnow_sample",
        source="cdnow/sample.parquet",
        land_into=land_cdnow,
        currency="USD",
        first_day=dt.date(1997, 1, 1),
        value=ValueTask(dt.date(1997, 9, 30), horizon_days=273, learning_days=91),
    ),
)
