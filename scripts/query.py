"""Ask the published file a question in SQL and print the answer as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text


def main(
    sql: Annotated[str, typer.Argument(help="One query.")],
    database: Annotated[Path, typer.Option(help="The published file.")] = Path(
        "warehouse/customer_360.duckdb"
    ),
    limit: Annotated[int, typer.Option(help="Rows to print at most.")] = 50,
) -> None:
    """Run one read-only query; the published file stays free for the next build."""
    if not database.exists():
        Console(stderr=True).print(f"{database} does not exist: `make run` publishes it")
        raise typer.Exit(code=2)
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            answer = connection.execute(sql)
            names = [column[0] for column in answer.description or []]
            rows = answer.fetchmany(limit + 1)
    except duckdb.Error as error:
        Console(stderr=True, soft_wrap=True).print(str(error), markup=False)
        raise typer.Exit(code=1) from error
    # data is data: what looks like markup in it is shown as it stands
    table = Table()
    for name in names:
        table.add_column(Text(name))
    for row in rows[:limit]:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console = Console()
    console.print(table)
    if len(rows) > limit:
        console.print(f"... more than {limit} rows; see --limit")


if __name__ == "__main__":
    typer.run(main)
