"""A landing folder of parquet files that appears as a whole and replaces only its own kind."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from customer360.public_data.errors import PublicDataError

__all__ = ["by_month", "write_landing"]

_NOTE = "README.txt"


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
