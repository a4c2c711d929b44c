"""What readers hand on: text columns, row numbers, rejected rows, or a file's refusal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from customer360.contract import TableContract

__all__ = [
    "MAX_COLUMNS",
    "LandingError",
    "Piece",
    "RefusedFileError",
    "Reject",
    "check_columns",
    "column_names",
    "escaped",
    "normalise",
    "text_schema",
    "text_table",
]

# A file that uses values as column names would otherwise widen its raw table without end.
MAX_COLUMNS = 1000


class LandingError(ValueError):
    """Landing cannot start or go on; the message says what a person should change."""


class RefusedFileError(ValueError):
    """Nothing of one file can be landed; the message says why, without values of the file."""


@dataclass(frozen=True)
class Reject:
    r"""One row that did not land.

    Attributes:
        row_number: Its place in the file, 1 for the first data row.
        reason: Short code in snake_case.
        detail: One sentence with counts, never with values of the row.
        raw_row: The row as text; bytes that are not UTF-8 as `\xNN`, NUL as `\x00`.
    """

    row_number: int
    reason: str
    detail: str
    raw_row: str


@dataclass(frozen=True)
class Piece:
    """A part of one file.

    Attributes:
        table: Text columns with normalised names, one row per sound row (a `pyarrow.Table`).
        row_numbers: Place of each sound row in the file, int64, same length as `table`.
        rejects: The broken rows of this part.
    """

    table: Any
    row_numbers: NDArray[np.int64]
    rejects: Sequence[Reject] = field(default_factory=tuple)


@lru_cache(maxsize=10_000)
def normalise(name: str) -> str:
    """Return a column name in lower case with single underscores for everything else.

    Accents are dropped (`Città` is `citta`); a leading digit gets an underscore before it. A name
    without any letter or digit becomes the empty string.

    Args:
        name: Name as written in the file.
    """
    plain = unicodedata.normalize("NFKD", name.strip().lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return f"_{plain}" if plain[:1].isdigit() else plain


def column_names(raw_names: Sequence[str]) -> list[str]:
    """Return normalised names for a header; a column without a name gets `unnamed_<place>`.

    Args:
        raw_names: Names as written, in the order of the file.

    Raises:
        RefusedFileError: Two columns have the same normalised name, or there are too many.
    """
    if len(raw_names) > MAX_COLUMNS:
        raise RefusedFileError(f"{len(raw_names)} columns; at most {MAX_COLUMNS} are read")
    names = [normalise(raw) or f"unnamed_{place}" for place, raw in enumerate(raw_names, 1)]
    twins = [place for place, name in enumerate(names, 1) if names.count(name) > 1]
    if twins:
        # places, not names: the first line of a file without a header holds values of a person
        places = ", ".join(map(str, twins))
        raise RefusedFileError(f"columns {places} share names (compared without case and signs)")
    return names


def check_columns(contract: TableContract, found: Sequence[str]) -> None:
    """Refuse a file that lacks required columns.

    Args:
        contract: The raw table.
        found: Normalised names of the file's columns.

    Raises:
        RefusedFileError: A required column is missing; names the missing ones, and the
            found ones where they are a header for sure.
    """
    missing = [name for name in contract.required if name not in found]
    if missing:
        # a file without a header has values of a person in its first line, and one of them may
        # look like a column ("email"): names are repeated only where most of them are known
        known = sum(name in contract.column_names for name in found)
        listed = ", ".join(found)
        if not known or 2 * known < len(found):
            listed = f"{len(found)}, {known or 'none'} of them known to the contract"
        raise RefusedFileError(
            f"required columns missing: {', '.join(missing)}; columns found: {listed}"
        )


def text_table(names: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Any:
    """Build a table of text columns from rows.

    Args:
        names: Column names.
        rows: Rows of equal length to `names`.

    Returns:
        A `pyarrow.Table` whose columns are all of type string.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table(
        [pa.array(column, pa.string()) for column in columns], schema=text_schema(names)
    )


def text_schema(names: Iterable[str]) -> Any:
    """Return an arrow schema of text columns.

    Args:
        names: Column names.
    """
    return pa.schema([(name, pa.string()) for name in names])


def escaped(raw: bytes) -> str:
    r"""Return bytes as text that keeps everything: bad bytes as `\xNN`, NUL as `\x00`.

    Args:
        raw: Bytes of a row.
    """
    return raw.decode("utf-8", "backslashreplace").replace("\0", "\\x00")
