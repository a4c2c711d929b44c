"""JSON lines files: one object per line, every value as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa

from customer360.contract import TableContract
from customer360.landing.json_lines import BrokenLineError, read_members, simple_object
from customer360.landing.rows import (
    MAX_COLUMNS,
    Piece,
    RefusedFileError,
    Reject,
    check_columns,
    escaped,
    text_schema,
)
from customer360.landing.text_file import open_text

__all__ = ["read_json"]

BLOCK = 8 << 20
_MAX_HELD_REJECTS = 10_000
# What the fast path cannot judge: escapes that give NUL or half characters, spaced-out keys.
_DELICATE = re.compile(rb'\\u0000|\\u[dD][89a-fA-F]|"[ \t]+:')
_Row = dict[str, str | None]


def read_json(path: Path, contract: TableContract, block: int = BLOCK) -> Iterator[Piece]:
    """Read one JSON lines file.

    Row numbers count lines that hold anything but spaces, broken ones too.

    Args:
        path: File to read.
        contract: The raw table.
        block: Bytes per block; memory stays at a small multiple of it.

    Yields:
        Parts of the file in order; columns are the keys that occur in the part.

    Raises:
        RefusedFileError: Before the first part: the file is empty, has no JSON object in any line
            or its first block of objects lacks a required key altogether.
    """
    with open_text(path) as file:
        reader = _LineReader()
        held: list[Piece] = []
        checked = False
        for data in _blocks(file, block):
            piece = reader.read(data)
            if not checked and piece.table.num_rows:
                check_columns(contract, piece.table.column_names)
                checked = True
            held.append(piece)
            if checked:
                yield from held
                held = []
            elif reader.rows_before > _MAX_HELD_REJECTS:
                break
        if not checked:
            raise RefusedFileError(
                f"none of the first {reader.rows_before} lines is a JSON object"
                if reader.rows_before
                else "the file is empty"
            )


def _blocks(file: IO[bytes], block: int) -> Iterator[bytes]:
    rest = b""
    for data in iter(lambda: file.read(block), b""):
        whole, newline, rest = (rest + data).rpartition(b"\n")
        if newline:
            yield whole
    if rest:
        yield rest


class _LineReader:
    """Reads the lines of one file; knows how many there were and which columns they have.

    Attributes:
        rows_before: Number of lines read so far that hold anything.
    """

    def __init__(self) -> None:
        self.rows_before = 0
        self._columns: set[str] = set()

    def read(self, data: bytes) -> Piece:
        """Read whole lines."""
        delicate = _DELICATE.search(data) is not None
        rows: list[_Row] = []
        row_numbers: list[int] = []
        rejects: list[Reject] = []
        for raw in data.split(b"\n"):
            stripped = raw.strip()
            if not stripped:
                continue
            self.rows_before += 1
            try:
                rows.append(self._row(stripped, delicate))
                row_numbers.append(self.rows_before)
            except BrokenLineError as error:
                raw_row = escaped(stripped)
                rejects.append(Reject(self.rows_before, error.reason, str(error), raw_row))
        return Piece(_table(rows), np.array(row_numbers, np.int64), rejects)

    def _row(self, raw: bytes, delicate: bool) -> _Row:
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BrokenLineError("invalid_encoding", "not UTF-8") from error
        if not (delicate and _DELICATE.search(raw)):
            row = simple_object(line)
            # keys seen before are normalised ones, and each stands for itself
            if row is not None and self._columns.issuperset(row):
                return row
        row = read_members(line)
        columns = self._columns.union(row)
        if len(columns) > MAX_COLUMNS:
            raise BrokenLineError("too_many_columns", f"more than {MAX_COLUMNS} different keys")
        self._columns = columns
        return row


def _table(rows: list[_Row]) -> Any:
    keys = list(dict.fromkeys(chain.from_iterable(dict.fromkeys(map(tuple, rows)))))
    schema = text_schema(keys)
    struct = pa.array(rows, pa.struct(list(schema)))
    return pa.Table.from_arrays(struct.flatten(), schema=schema)
