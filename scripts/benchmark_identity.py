"""Measure this project against Splink on the same generated records, in one session."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from customer360.benchmark import (
    BadOptionsError,
    BenchmarkError,
    Plan,
    as_dict,
    check_splink,
    compare,
    parse_sizes,
    run_session,
    tables,
)
from customer360.demo import GenerateError, level

REPOSITORY = Path(__file__).resolve().parents[1]


def main(
    sizes: Annotated[
        str, typer.Option(help="Numbers of records, with commas between them.")
    ] = "100000,1000000,5000000",
    repeats: Annotated[int, typer.Option(help="Runs of each side for each size.")] = 1,
    difficulty: Annotated[str, typer.Option(help="usual or hardest.")] = "hardest",
    out: Annotated[Path | None, typer.Option(help="Write all figures to this JSON file.")] = None,
) -> None:
    """Print time, memory, precision and recall of both sides; progress goes to stderr."""
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        plan = Plan(
            sizes=parse_sizes(sizes),
            repeats=_checked_repeats(repeats),
            hard=level(difficulty, None),
            project=REPOSITORY,
            notify=console.print,
        )
        _check_out(out)
        check_splink()
    except (BadOptionsError, GenerateError) as error:
        console.print(str(error), style="red")
        raise typer.Exit(code=2) from error
    try:
        runs = run_session(plan)
    except (BenchmarkError, OSError) as error:
        console.print(str(error), style="red")
        raise typer.Exit(code=1) from error
    if out is not None:
        out.write_text(json.dumps(as_dict(runs), indent=2) + "\n", encoding="utf-8")
    screen = Console(highlight=False)
    for table in tables(compare(runs)):
        screen.print(table)


def _checked_repeats(repeats: int) -> int:
    if repeats < 1:
        raise BadOptionsError("--repeats must be at least 1")
    return repeats


def _check_out(out: Path | None) -> None:
    if out is not None and not out.parent.is_dir():
        raise BadOptionsError(f"--out: the folder {out.parent} does not exist")
    if out is not None and out.is_dir():
        raise BadOptionsError(f"--out: {out} is a folder")


if __name__ == "__main__":
    typer.run(main)
