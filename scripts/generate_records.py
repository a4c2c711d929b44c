"""Generate person records of five sources, and the truth of who is who, to measure matching."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.demo import GenerateError, RecordOptions, generate_records, level


def main(
    out: Annotated[Path, typer.Option("--out", help="Directory of the two files.")],
    records: Annotated[int, typer.Option(help="Number of records.")] = 1_000_000,
    difficulty: Annotated[
        str | None, typer.Option(help="usual (the rates of the demo) or hardest.")
    ] = None,
    hard: Annotated[
        float | None, typer.Option(help="Between the two: 0 is usual, 1 hardest.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of all random draws.")] = 7,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the files of an earlier run.")
    ] = False,
) -> None:
    """Write records.parquet and truth.parquet to OUT."""
    console = Console(stderr=True)
    begin = time.perf_counter()
    try:
        persons = generate_records(
            RecordOptions(out, records, level(difficulty, hard), seed, overwrite)
        )
    except GenerateError as error:
        console.print(str(error), style="red", soft_wrap=True)
        raise typer.Exit(2) from None
    seconds = time.perf_counter() - begin
    text = f"{records} records of {persons} persons in {out}, {seconds:.1f} s"
    console.print(text, soft_wrap=True, highlight=False)


if __name__ == "__main__":
    typer.run(main)
