"""The benchmark from public files to figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
from threadpoolctl import threadpool_limits

from customer360.score_benchmark.churn import churn_figures
from customer360.score_benchmark.data_sets import DataSet, built
from customer360.score_benchmark.figures import Figure
from customer360.score_benchmark.suggestions import suggestion_figures
from customer360.score_benchmark.value import figures_of_value

__all__ = ["benchmark_scores", "measured"]


def benchmark_scores(
    data_sets: Sequence[DataSet],
    data: Path,
    workspace: Path,
    project: Path,
    notify: Callable[[str], None],
) -> list[Figure]:
    """Land and build each data set, and measure on it what it can tell.

    Args:
        data_sets: Which ones.
        data: Folder of the public data.
        workspace: Folder for the databases; what it held of these data sets goes.
        project: Folder of the dbt project.
        notify: Called with lines of progress.

    Returns:
        All figures, by data set.

    Raises:
        BenchmarkError: A model failed.
        PublicDataError: A source is missing or has another shape than expected.
    """
    figures: list[Figure] = []
    for data_set in data_sets:
        notify(f"{data_set.name}: landing and building")
        database = built(data_set, data, workspace, project, notify)
        figures += measured(data_set, database, notify)
    return figures


def measured(data_set: DataSet, database: Path, notify: Callable[[str], None]) -> list[Figure]:
    """Measure on a build that is there.

    Args:
        data_set: What was built.
        database: The DuckDB file.
        notify: Called with lines of progress.
    """
    figures: list[Figure] = []
    with threadpool_limits(1), duckdb.connect(str(database), read_only=True) as connection:
        if data_set.churn:
            notify(f"{data_set.name}: churn on {len(data_set.churn.test_days)} days")
            figures += churn_figures(connection, data_set, data_set.churn)
        if data_set.value:
            notify(f"{data_set.name}: value")
            figures += figures_of_value(connection, data_set, data_set.value)
        if data_set.suggestions:
            notify(f"{data_set.name}: suggestions")
            figures += suggestion_figures(connection, data_set, data_set.suggestions)
    return figures
