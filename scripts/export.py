"""Write the published marts for other tools: Parquet, DuckDB for older clients, thin records."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from customer360.export import ExportError, ProfilingBasis, export_marts, export_name


def main(
    published: Annotated[Path, typer.Option(help="The published file.")] = Path(
        "warehouse/customer_360.duckdb"
    ),
    out: Annotated[
        Path | None,
        typer.Option(help="Folder to write; else export_<name>[.<role>[.<store>]] beside it."),
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="Only what this role may see, such as marketing.")
    ] = None,
    store: Annotated[
        str | None, typer.Option(help="Of which store, for a role that sees one.")
    ] = None,
    profiling: Annotated[
        ProfilingBasis,
        typer.Option(
            help="Whose behaviour may choose content: who said yes, or who did not say no."
        ),
    ] = ProfilingBasis.CONSENT,
) -> None:
    """Export everything, or what one role may see, and put it in the place of the former export."""
    console = Console(soft_wrap=True)

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False)

    name = export_name(published, role, store)
    target = out or published.with_name(f"export_{name}")
    started = time.monotonic()
    try:
        report = export_marts(published, target, role=role, store=store, basis=profiling, say=say)
    except (ExportError, OSError, duckdb.Error) as error:
        Console(stderr=True, soft_wrap=True).print(str(error), style="red", markup=False)
        raise typer.Exit(code=2) from error
    parts = ["parquet/", f"{name}.duckdb", *(["serving/"] if report.serving else [])]
    rows = sum(report.tables.values())
    say(f"exported  {len(report.tables)} tables, {rows:,} rows, as of {report.as_of_date}")
    say(f"to        {target}: {', '.join(parts)}")
    say(f"time      {time.monotonic() - started:.1f} s")
    say("docs/connect.md says how other tools read it")


if __name__ == "__main__":
    typer.run(main)
