"""Resolve any set of person records with the project's own models and score it against a truth."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from customer360.contract import ContractError
from customer360.evaluation import (
    IdentityEvaluation,
    ResolveError,
    UnusableInputError,
    evaluate_identity,
)
from customer360.landing import LandingError

REPOSITORY = Path(__file__).resolve().parents[1]
FAILURES = (ResolveError, LandingError, ContractError, OSError, duckdb.Error)


def main(
    records: Annotated[
        Path, typer.Option(help="Parquet file: record_id, source_system and any further columns.")
    ],
    truth: Annotated[Path, typer.Option(help="Parquet file: record_id, entity_id, maybe kind.")],
    out: Annotated[Path | None, typer.Option(help="Write the JSON to this file too.")] = None,
    keep: Annotated[
        Path | None, typer.Option(help="Keep database and clusters.parquet in this new folder.")
    ] = None,
    train: Annotated[bool, typer.Option(help="Learn the weights from these records.")] = True,
) -> None:
    """Print precision, recall and costs of one set as JSON; progress goes to stderr."""
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        _check_targets(out, keep)
        # libraries may print: stdout is for the figures alone
        with contextlib.redirect_stdout(sys.stderr), _workspace(keep) as workspace:
            found = evaluate_identity(
                records, truth, workspace, console.print, project=REPOSITORY, train=train
            )
    except UnusableInputError as error:
        console.print(str(error), style="red")
        raise typer.Exit(code=2) from error
    except FAILURES as error:
        console.print(f"{error}; nothing was scored", style="red")
        raise typer.Exit(code=1) from error
    text = _as_json(found)
    if out is not None:
        out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


def _check_targets(out: Path | None, keep: Path | None) -> None:
    if out is not None and not out.parent.is_dir():
        raise UnusableInputError(f"--out: the folder {out.parent} does not exist")
    if out is not None and out.is_dir():
        raise UnusableInputError(f"--out: {out} is a folder")
    if keep is not None and keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise UnusableInputError(f"--keep: {keep} is there already and not an empty folder")


@contextlib.contextmanager
def _workspace(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="evaluate_identity_") as folder:
        yield Path(folder)


def _as_json(found: IdentityEvaluation) -> str:
    return json.dumps(found.as_dict(), indent=2, ensure_ascii=False, allow_nan=False)


if __name__ == "__main__":
    typer.run(main)
