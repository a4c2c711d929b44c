"""CSV files: a fast path for sound parts, the careful splitter for the others.

A file is read in blocks. A block whose quotes all stand where they belong is parsed by
`pyarrow.csv`; where that is not so, or where it reports a broken row, the same block goes through
`csv_records`, row by row. Both give the same rows for sound input; the second also says which
rows are broken and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from customer360.contract import TableContract
from customer360.landing.csv_records import Dialect, Record, Window, split_records
from customer360.landing.rows import (
    Piece,
    RefusedFileError,
    Reject,
    check_columns,
    column_names,
    escaped,
    normalise,
    text_table,
)
from customer360.landing.text_file import open_text

__all__ = ["read_csv"]

BLOCK = 16 << 20
_HEADER_BYTES = 1 << 20
# one broken row should not make the whole block slow
_WINDOW = 1 << 18
_DELIMITERS = (b",", b";", b"\t", b"|")
_QUOTE, _LINE_FEED, _RETURN = b'"\n\r'


@dataclass(frozen=True)
class _Header:
    dialect: Dialect
    names: Sequence[str]
    size: int


def read_csv(path: Path, contract: TableContract, block: int = BLOCK) -> Iterator[Piece]:
    """Read one CSV file.

    The delimiter is the one of `, ; tab |` under which the header names most columns of the
    contract. Row numbers count records after the header, broken ones too; lines without any
    character are no records, a record that goes over several lines counts once.

    Args:
        path: File to read.
        contract: The raw table.
        block: Bytes per block; memory stays at a small multiple of it.

    Yields:
        Parts of the file in order; none for a file with a header only.

    Raises:
        RefusedFileError: Before the first part: the file is empty, is no text, lacks a required
            column or names a column twice.
    """
    with open_text(path) as file:
        data = file.read(block)
        header = _read_header(data[:_HEADER_BYTES], contract)
        data = data[header.size :]
        reader = _BlockReader(header)
        at_end = False
        while data or not at_end:
            more = file.read(block)
            at_end = not more
            data += more
            yield from reader.read(data, at_end)
            data = data[reader.used :]


def _read_header(data: bytes, contract: TableContract) -> _Header:
    position = len(data) - len(data.lstrip(b"\r\n"))
    if position == len(data):
        raise RefusedFileError("the file is empty")
    # old Mac files end their lines with a return sign alone
    newline = b"\r" if b"\r" in data and b"\n" not in data else b"\n"
    best: tuple[int, int, _Header] | None = None
    for delimiter in _DELIMITERS:
        dialect = Dialect(delimiter, newline)
        record, end = next(split_records(Window(data[position:], dialect, complete=True)))
        raw_names = _header_fields(record)
        known = sum(normalise(name) in contract.column_names for name in raw_names)
        if best is None or (known, len(raw_names)) > best[:2]:
            best = (known, len(raw_names), _Header(dialect, raw_names, position + end))
    assert best is not None
    names = column_names(best[2].names)
    check_columns(contract, names)
    return _Header(best[2].dialect, names, best[2].size)


def _header_fields(record: Record) -> list[str]:
    if b"\0" in record.raw:
        raise RefusedFileError("the file holds NUL bytes in its first line, it is no text")
    try:
        if record.fields is None:
            # quoted under another delimiter, perhaps: no reason to give up on the file yet
            return [record.raw.decode("utf-8")]
        return [(field or b"").decode("utf-8") for field in record.fields]
    except UnicodeDecodeError as error:
        raise RefusedFileError("the first line is not readable as UTF-8 text") from error


class _BlockReader:
    """Reads the blocks of one file in order.

    Attributes:
        rows: Number of records so far.
        used: Number of bytes of the last block that are read; the rest goes before the next one.
    """

    def __init__(self, header: _Header) -> None:
        self.rows = 0
        self.used = 0
        self._header = header

    def read(self, data: bytes, at_end: bool) -> Iterator[Piece]:
        """Read a block: at once where all of it is sound, else window by window."""
        self.used = 0
        piece = self._fast(data, at_end)
        if piece is not None:
            yield piece
            return
        size = _WINDOW
        while self.used < len(data):
            part = data[self.used : self.used + size]
            whole = self.used + len(part) == len(data)
            before = self.used
            piece = self._fast(part, whole and at_end) or self._careful(part, whole and at_end)
            if len(piece.row_numbers) or piece.rejects:
                yield piece
            if self.used > before:
                size = _WINDOW
            elif whole:
                return
            else:
                # one record is longer than the window
                size *= 4

    def _fast(self, data: bytes, at_end: bool) -> Piece | None:
        end = _sound_end(data, self._header.dialect, at_end)
        table = _parse_fast(data[:end], self._header) if end else None
        if table is None:
            return None
        first = self.rows + 1
        self.rows += table.num_rows
        self.used += end
        return Piece(table, np.arange(first, self.rows + 1, dtype=np.int64))

    def _careful(self, data: bytes, at_end: bool) -> Piece:
        rows: list[list[str | None]] = []
        row_numbers: list[int] = []
        rejects: list[Reject] = []
        used = 0
        for record, following in split_records(Window(data, self._header.dialect, at_end)):
            used = following
            self.rows += 1
            outcome = _read_record(record, self.rows, len(self._header.names))
            if isinstance(outcome, Reject):
                rejects.append(outcome)
            else:
                rows.append(outcome)
                row_numbers.append(self.rows)
        # behind the last record of a file there are only line ends
        self.used += len(data) if at_end else used
        return Piece(text_table(self._header.names, rows), np.array(row_numbers, np.int64), rejects)


def _sound_end(data: bytes, dialect: Dialect, at_end: bool) -> int:
    """Return how many bytes are whole records with well placed quotes, 0 where any is not."""
    if dialect.newline != b"\n" or b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return 0
    codes = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(codes == _QUOTE)
    end = len(data)
    if not at_end:
        end = data.rfind(b"\n") + 1
        while end and np.searchsorted(quotes, end) % 2:
            # that line end is inside quotes: look before the quote that opens them
            end = data.rfind(b"\n", 0, int(quotes[np.searchsorted(quotes, end) - 1])) + 1
    quotes = quotes[: np.searchsorted(quotes, end)]
    return end if _well_quoted(codes[:end], quotes, dialect) else 0


def _well_quoted(codes: Any, quotes: Any, dialect: Dialect) -> bool:
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    padded = np.concatenate(([_LINE_FEED], codes, [_LINE_FEED]))
    delimiter = dialect.delimiter[0]
    before, after = padded[opening], padded[closing + 2]
    # a quote next to a quote is a doubled one: it closes and opens at once
    opens = (before == delimiter) | (before == _LINE_FEED)
    opens[1:] |= opening[1:] == closing[:-1] + 1
    closes = (after == delimiter) | (after == _LINE_FEED) | (after == _RETURN)
    closes[:-1] |= opening[1:] == closing[:-1] + 1
    return bool(opens.all() and closes.all())


def _parse_fast(data: bytes, header: _Header) -> Any | None:
    if not data.endswith(b"\n"):
        # without it pyarrow takes an empty last field for a quoted one where the one before is
        data += b"\n"
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(
                column_names=header.names, use_threads=False, block_size=len(data) + 1
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=header.dialect.delimiter.decode(), newlines_in_values=True
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(header.names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        # ragged rows, wrong encoding or no row at all: the careful path finds out which
        return None


def _read_record(record: Record, number: int, expected: int) -> list[str | None] | Reject:
    problem = _problem(record, expected)
    if problem:
        return Reject(number, problem[0], problem[1], escaped(record.raw))
    try:
        return [None if part is None else part.decode("utf-8") for part in record.fields or []]
    except UnicodeDecodeError:
        return Reject(number, "invalid_encoding", "not UTF-8", escaped(record.raw))


def _problem(record: Record, expected: int) -> tuple[str, str] | None:
    if b"\0" in record.raw:
        return "nul_byte", "the row holds a NUL byte"
    if record.fields is None:
        if record.problem == "unclosed_quote":
            return record.problem, "a quoted field has no closing quote before a delimiter"
        return record.problem, "text stands between a closing quote and the next delimiter"
    if len(record.fields) != expected:
        return "ragged_row", f"expected {expected} fields, found {len(record.fields)}"
    return None
