"""Ask a metric of the semantic layer by any dimension, or hold the headline numbers against it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table

from customer360.metrics import MetricError, Metrics, differences

app = typer.Typer(add_completion=False, no_args_is_help=True)
_PROBLEMS = Console(stderr=True, soft_wrap=True, markup=False, highlight=False)
Day = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.command()
def ask(
    names: Annotated[list[str], typer.Argument(help="Metrics, as in models/semantic/metrics.yml.")],
    by: Annotated[
        list[str] | None, typer.Option(help="metric_time__month, order__channel, ...")
    ] = None,
    since: Day = None,
    until: Day = None,
    published: Annotated[Path, typer.Option(help="The published file.")] = Path(
        "warehouse/customer_360.duckdb"
    ),
    artifacts: Annotated[Path, typer.Option(help="dbt's folder of that build.")] = Path(
        "warehouse/dbt_customer_360"
    ),
) -> None:
    """Print metrics, cut by what is asked for."""
    try:
        metrics = Metrics(artifacts)
        with _opened(published) as connection:
            answer = metrics.answer(
                connection,
                names,
                by or [],
                None if since is None else since.date(),
                None if until is None else until.date(),
            )
    except (MetricError, duckdb.Error) as error:
        _PROBLEMS.print(str(error), style="red")
        raise typer.Exit(code=2) from error
    table = Table(*(str(column) for column in answer.columns))
    for row in answer.itertuples(index=False):
        table.add_row(*("" if value is None else str(value) for value in row))
    Console().print(table)


@app.command()
def check(
    database: Annotated[Path, typer.Option(help="The file that dbt built in.")],
    artifacts: Annotated[Path, typer.Option(help="dbt's folder of that build.")],
) -> None:
    """Exit with 1 where overview_headline_metrics and MetricFlow disagree."""
    try:
        metrics = Metrics(artifacts)
        with _opened(database) as connection:
            found = differences(connection, metrics)
    except (MetricError, duckdb.Error) as error:
        _PROBLEMS.print(str(error), style="red")
        raise typer.Exit(code=2) from error
    for one in found:
        _PROBLEMS.print(
            f"{one.metric}: the table says {one.in_table}, MetricFlow {one.by_metricflow}",
            style="red",
        )
    if found:
        raise typer.Exit(code=1)
    _PROBLEMS.print("every headline metric is what MetricFlow says")


def _opened(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.exists():
        raise MetricError(f"{path} does not exist: `make run` makes it")
    return duckdb.connect(str(path), read_only=True)


if __name__ == "__main__":
    app()
