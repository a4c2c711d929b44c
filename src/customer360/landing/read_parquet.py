"""Parquet files: every value as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from customer360.contract import TableContract
from customer360.landing.rows import (
    Piece,
    RefusedFileError,
    Reject,
    check_columns,
    column_names,
    escaped,
    text_schema,
)

__all__ = ["read_parquet"]

BATCH_ROWS = 65_536


def read_parquet(path: Path, contract: TableContract, rows: int = BATCH_ROWS) -> Iterator[Piece]:
    """Read one parquet file.

    Timestamps and dates become ISO 8601 text (`2024-05-01T10:00:00.000000`, with `Z` where the
    column has a time zone), decimals keep their digits, nested values become JSON, bytes that
    are not UTF-8 become hexadecimal digits. Row numbers count rows of the file.

    Args:
        path: File to read.
        contract: The raw table.
        rows: Rows per part.

    Yields:
        Parts of the file in order.

    Raises:
        RefusedFileError: Before the first part: the file is corrupt anywhere, lacks a required
            column or names a column twice.
    """
    try:
        with pq.ParquetFile(path) as file:
            names = column_names(file.schema_arrow.names)
            check_columns(contract, names)
            # a damaged page shows only when it is read: read all before anything lands
            for _ in file.iter_batches(batch_size=rows):
                pass
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise
        raise RefusedFileError("the file is not readable as parquet") from error
    rows_before = 0
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=rows):
            if batch.num_rows:
                yield _piece(batch, names, rows_before)
            rows_before += batch.num_rows


def _piece(batch: Any, names: Sequence[str], rows_before: int) -> Piece:
    sound, columns = _readable(batch)
    row_numbers = np.arange(rows_before + 1, rows_before + 1 + batch.num_rows, dtype=np.int64)
    rejects = [
        Reject(int(row_numbers[place]), "invalid_encoding", "not UTF-8", _raw(columns, int(place)))
        for place in np.flatnonzero(~sound)
    ]
    if rejects:
        columns = [column.filter(pa.array(sound)) for column in columns]
    texts = [_as_text(column) for column in columns]
    table = pa.Table.from_arrays(texts, schema=text_schema(names))
    return Piece(table, row_numbers[sound], rejects)


def _readable(batch: Any) -> tuple[Any, list[Any]]:
    """Return which rows have UTF-8 in all text columns, and the columns without dictionaries."""
    sound = np.ones(batch.num_rows, bool)
    columns = []
    for column in batch.columns:
        plain = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
        columns.append(plain)
        if not (pa.types.is_string(plain.type) or pa.types.is_large_string(plain.type)):
            continue
        try:
            plain.validate(full=True)
        except pa.ArrowInvalid:
            values = plain.cast(pa.large_binary()).to_pylist()
            sound &= [value is None or _is_utf8(value) for value in values]
    return sound, columns


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _raw(columns: Sequence[Any], place: int) -> str:
    texts = []
    for column in columns:
        value = column[place : place + 1]
        if pa.types.is_string(value.type) or pa.types.is_large_string(value.type):
            value = value.cast(pa.large_binary())
        first = value[0].as_py()
        texts.append(escaped(first) if isinstance(first, bytes) else str(first or ""))
    return "|".join(texts)


def _as_text(column: Any) -> Any:
    kind = column.type
    if pa.types.is_nested(kind):
        return pa.array([_json(value) for value in column.to_pylist()], pa.string())
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _binary_as_text(column)
    if pa.types.is_timestamp(kind):
        # arrow writes a space between date and time
        return pc.replace_substring(column.cast(pa.string()), " ", "T", max_replacements=1)
    if pa.types.is_duration(kind) or pa.types.is_fixed_size_binary(kind):
        return pa.array([_json(value) for value in column.to_pylist()], pa.string())
    return column.cast(pa.string())


def _json(value: object) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _binary_as_text(column: Any) -> Any:
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        values = [value if value is None else value.hex() for value in column.to_pylist()]
        return pa.array(values, pa.string())
