"""Generate the demo retailer: raw files of twelve systems, and apart from them the truth."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.demo import GenerateError, Options, generate


def main(
    out: Annotated[Path, typer.Option("--out", help="Directory of the raw files.")],
    people: Annotated[int, typer.Option(help="Number of persons.")] = 20_000,
    months: Annotated[int, typer.Option(help="Length of the data in months.")] = 24,
    seed: Annotated[int, typer.Option(help="Seed of all random draws.")] = 7,
    end: Annotated[str, typer.Option(help="Last day of data, YYYY-MM-DD.")] = "2025-12-31",
    truth: Annotated[
        Path | None, typer.Option(help="Directory of the truth; beside OUT by default.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the output of an earlier run.")
    ] = False,
) -> None:
    """Write the raw files of the demo retailer to OUT, and the truth beside it."""
    console = Console(stderr=True)
    try:
        last = dt.date.fromisoformat(end)
    except ValueError:
        console.print(f"--end must be a day as YYYY-MM-DD, not {end!r}.", style="red")
        raise typer.Exit(2) from None
    options = Options(out, truth, people, months, seed, last, overwrite)
    try:
        where = generate(options, console)
    except GenerateError as error:
        console.print(str(error), style="red", soft_wrap=True)
        raise typer.Exit(2) from None
    console.print(f"raw files in {out}, truth in {where}", soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
