"""Measure the scores on public data: land, build the project's own marts, score, compare."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from customer360.contract import ContractError
from customer360.landing import LandingError
from customer360.public_data import PublicDataError
from customer360.score_benchmark import (
    DATA_SETS,
    BenchmarkError,
    DataSet,
    Figure,
    as_json,
    benchmark_scores,
    reaches,
    tables,
)

REPOSITORY = Path(__file__).resolve().parents[1]
FAILURES = (BenchmarkError, LandingError, ContractError, OSError, duckdb.Error)
_WIDTH = 120
NAMES = ", ".join(data_set.name for data_set in DATA_SETS)


def main(
    data: Annotated[
        Path,
        typer.Option(
            help="Folder with online_retail_uci/transactions.parquet, cdnow/master.parquet and "
            "cdnow/sample.parquet; the Complete Journey comes from its Python package."
        ),
    ] = Path("data/public"),
    only: Annotated[list[str] | None, typer.Option(help=f"Data sets, of {NAMES}.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write all digits as JSON here.")] = None,
    keep: Annotated[Path | None, typer.Option(help="Keep the databases in this folder.")] = None,
) -> None:
    """Print every figure beside its reference and what was to be reached."""
    console = Console(highlight=False, markup=False)
    # a file has no width of its own, and cut figures are none
    console.width = max(console.width, _WIDTH)
    problems = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        wanted = _wanted(only or [])
        if out is not None and not out.resolve().parent.is_dir():
            raise PublicDataError(f"--out: the folder {out.resolve().parent} does not exist")
        with _workspace(keep) as workspace:
            figures = benchmark_scores(wanted, data, workspace, REPOSITORY, problems.print)
    except PublicDataError as error:
        problems.print(str(error), style="red")
        raise typer.Exit(code=2) from error
    except FAILURES as error:
        problems.print(f"{error}; nothing was measured", style="red")
        raise typer.Exit(code=1) from error
    if out is not None:
        out.write_text(as_json(figures) + "\n", encoding="utf-8")
    _show(figures, console)


def _wanted(names: Sequence[str]) -> Sequence[DataSet]:
    unknown = sorted(set(names) - {data_set.name for data_set in DATA_SETS})
    if unknown:
        raise PublicDataError(f"--only: no data set {', '.join(unknown)}; there are {NAMES}")
    return [data_set for data_set in DATA_SETS if not names or data_set.name in names]


@contextlib.contextmanager
def _workspace(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="benchmark_scores_") as folder:
        yield Path(folder)


def _show(figures: Sequence[Figure], console: Console) -> None:
    for table in tables(figures):
        console.print(table)
    held = [reaches(figure) for figure in figures if figure.goal is not None]
    console.print(f"{sum(map(bool, held))} of {len(held)} figures reach what was wanted")


if __name__ == "__main__":
    typer.run(main)
