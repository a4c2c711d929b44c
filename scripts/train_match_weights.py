"""Learn the match weights from the records at hand, without labels."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from customer360.identity.training import TrainingError, compare_pairs, learn, write_weights

PROJECT = Path(__file__).resolve().parents[1]


def main(
    database: Annotated[
        Path, typer.Option(help="A build file, as make run leaves it; it is copied, not changed.")
    ] = Path("warehouse/build_customer_360.duckdb"),
    out: Annotated[Path, typer.Option(help="The csv file to write.")] = Path(
        "seeds/rules/match_weights.csv"
    ),
) -> None:
    """Write what each level of each comparison says to seeds/rules/match_weights.csv."""
    console = Console(stderr=True, soft_wrap=True)
    if not database.is_file():
        console.print(f"{database} does not exist; `make run` makes it", style="red")
        raise typer.Exit(code=2)
    if not out.resolve().parent.is_dir():
        console.print(f"the folder of {out} does not exist", style="red")
        raise typer.Exit(code=2)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "training.duckdb"
        shutil.copyfile(database, copy)
        try:
            compare_pairs(PROJECT, copy, Path(folder) / "dbt", console.print)
            weights = learn(copy)
        except (TrainingError, duckdb.Error) as error:
            console.print(f"nothing was learnt: {error}", style="red")
            raise typer.Exit(code=1) from error
    write_weights(weights, out)
    console.print(f"{len(weights)} weights written to {out}; the next build uses them")


if __name__ == "__main__":
    typer.run(main)
