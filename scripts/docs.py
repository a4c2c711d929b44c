"""The documentation of the project as two pages that open without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.lineage import LineageError, write_lineage

REPOSITORY = Path(__file__).resolve().parents[1]


def main(
    database: Annotated[Path, typer.Option(help="DuckDB file that dbt built in.")] = Path(
        "warehouse/build_customer_360.duckdb"
    ),
    out: Annotated[Path, typer.Option(help="Folder of the pages.")] = Path("warehouse/docs"),
) -> None:
    """Write what dbt knows of every table and column, and which column is made of which."""
    console = Console(soft_wrap=True, markup=False, highlight=False)
    if not database.exists():
        console.print(f"{database} does not exist: `make run` first", style="red")
        raise typer.Exit(code=2)
    artifacts = (out / "dbt").resolve()
    done = subprocess.run(
        [
            *(str(Path(sys.executable).parent / "dbt"), "--quiet", "docs", "generate", "--static"),
            *("--project-dir", str(REPOSITORY), "--profiles-dir", str(REPOSITORY)),
            *("--target", "landed", "--target-path", str(artifacts)),
            *("--log-path", str(artifacts / "logs")),
        ],
        env=os.environ | {"CUSTOMER360_DATABASE": str(database.resolve())},
        check=False,
    )
    if done.returncode != 0:
        raise typer.Exit(code=done.returncode)
    docs, lineage = out / "dbt_docs.html", out / "lineage.html"
    (artifacts / "static_index.html").replace(docs)
    try:
        report = write_lineage(artifacts, lineage)
    except LineageError as error:
        console.print(str(error), style="red")
        raise typer.Exit(code=1) from error
    console.print(f"tables and columns   {docs}")
    console.print(f"column lineage       {lineage} ({len(report.edges):,} edges)")
    for sentence in report.unread:
        console.print(f"not followed: {sentence}", style="yellow")


if __name__ == "__main__":
    typer.run(main)
