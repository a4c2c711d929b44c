"""A landing folder of parquet files that appears as a whole and replaces only its own kind."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from customer360.public_data.errors import PublicDataError

__all__ = ["by_month", "read_source", "seconds", "write_landing"]

_NOTE = "README.txt"


def read_source(path: Path, columns: Sequence[str], name: str, advice: str) -> pd.DataFrame:
    """Read the parquet file of a data set.

    Args:
        path: The file.
        columns: Columns that it must have, under the names of the data set.
        name: Name of the data set, for the sentence of the error.
        advice: What to do where there is no file.

    Returns:
        These columns, rows in the order of the file.

    Raises:
        PublicDataError: The file is missing, is no parquet file or lacks a column.
    """
    if not path.is_file():
        raise PublicDataError(f"{path} does not exist: {advice}")
    try:
        rows = pd.read_parquet(path)
    except (pa.ArrowException, OSError) as error:
        raise PublicDataError(f"{path} is not readable as parquet") from error
    missing = [column for column in columns if column not in rows.columns]
    if missing:
        raise PublicDataError(f"{path} lacks the columns {', '.join(missing)} of {name}")
    return rows[list(columns)]


def seconds(times: pd.Series[Any]) -> Any:
    """Turn times without zone into an arrow column of whole seconds, shape (n,)."""
    return pa.array(times.to_numpy().astype("datetime64[s]"), pa.timestamp("s"))


def by_month(stem: str, rows: Any, months: NDArray[np.str_]) -> dict[str, Any]:
    """Split a table into one per month, as a system that exports each month would.

    Args:
        stem: System and table, such as `pos/receipts`.
        rows: The rows, a `pyarrow.Table` of length n.
        months: Month of each row as `2017-01`, shape (n,).

    Returns:
        `stem_2017-01` and so on -> its rows in their order; months sorted.
    """
    names, month_of = np.unique(months, return_inverse=True)
    return {
        f"{stem}_{name}": rows.filter(pa.array(month_of == place))
        for place, name in enumerate(names)
    }


def write_landing(out: Path, tables: Mapping[str, Any], note: str) -> None:
    """Write a landing folder, or put it in the place of one that was written before.

    The same tables give the same bytes. A killed run leaves the old folder, or none.

    Args:
        out: Folder with one folder per system.
        tables: `system/file name without its ending` -> rows, a `pyarrow.Table`.
        note: Where the data is from; goes into a README.txt, which landing does not read.

    Raises:
        PublicDataError: `out` exists and is no folder that this function wrote, or cannot be
            written.
    """
    if out.exists() and not _is_own(out, note):
        raise PublicDataError(
            f"{out} exists and was not written by this command: give an empty or a new folder"
        )
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        for name, rows in tables.items():
            path = unfinished / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(rows, path)
        (unfinished / _NOTE).write_text(note, encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        unfinished.rename(out)
    except OSError as error:
        raise PublicDataError(f"{out} cannot be written: {error.strerror}") from error


def _is_own(out: Path, note: str) -> bool:
    if not out.is_dir():
        return False
    if not any(out.iterdir()):
        return True
    found = out / _NOTE
    title = note.splitlines()[0]
    return found.is_file() and found.read_text(encoding="utf-8").startswith(title)
