"""Score every customer of the last build; what was learnt and how good it is goes beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from customer360.scoring import ScoreInputError, score_warehouse

REPOSITORY = Path(__file__).resolve().parents[1]


def main(
    database: Annotated[Path, typer.Option(help="DuckDB file that dbt built in.")] = Path(
        "warehouse/build_customer_360.duckdb"
    ),
) -> None:
    """Score; afterwards `dbt build --selector after_scoring` brings the scores into the marts."""
    console = Console(soft_wrap=True)
    if not database.exists():
        console.print(f"{database} does not exist: `make run` first", style="red")
        raise typer.Exit(code=2)

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False)

    try:
        report = score_warehouse(database, REPOSITORY / "models" / "staging", say)
    except (ScoreInputError, duckdb.Error) as error:
        console.print(f"{database} cannot be scored: {error}", style="red", markup=False)
        raise typer.Exit(code=1) from error
    for line in report.lines:
        say(line)
    say(f"run {report.run_id}")


if __name__ == "__main__":
    typer.run(main)
