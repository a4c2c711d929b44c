"""Arrow tables in the shape of the raw schemas, gathered into large batches.

Large batches matter: dlt and DuckDB have a cost per batch that thousands of small files would pay
each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from customer360.contract import TableContract
from customer360.landing.ledger import LedgerEntry
from customer360.landing.rows import Piece, Reject, text_schema

__all__ = ["RawBatch", "RejectedBatch", "ledger_table"]

_BATCH_ROWS = 250_000
_BATCH_BYTES = 64 << 20
_REJECTED = pa.schema(
    [
        ("file_id", pa.string()),
        ("file_name", pa.string()),
        ("table_name", pa.string()),
        ("row_number", pa.int64()),
        ("reason", pa.string()),
        ("detail", pa.string()),
        ("raw_row", pa.string()),
    ]
)
_LANDED = pa.schema(
    [
        ("file_name", pa.string()),
        ("file_id", pa.string()),
        ("table_name", pa.string()),
        ("size_bytes", pa.int64()),
        ("rows_landed", pa.int64()),
        ("rows_rejected", pa.int64()),
        ("status", pa.string()),
        ("message", pa.string()),
    ]
)


class RawBatch:
    """Rows of one raw table that wait to be written.

    Attributes:
        rows: Number of rows that wait.
    """

    def __init__(self, contract: TableContract) -> None:
        names = [*contract.column_names, "_file_id"]
        # goes first, so that every batch has all columns of the contract
        self._frame = text_schema(names).append(pa.field("_row_number", pa.int64())).empty_table()
        self._tables: list[Any] = []
        self._bytes = 0
        self.rows = 0

    @property
    def full(self) -> bool:
        """Whether the batch should be written now."""
        return self.rows >= _BATCH_ROWS or self._bytes >= _BATCH_BYTES

    def add(self, piece: Piece, file_id: str) -> None:
        """Add the sound rows of a part of a file."""
        rows = piece.table.num_rows
        if not rows:
            return
        table = piece.table.append_column("_file_id", pa.repeat(file_id, rows))
        self._tables.append(table.append_column("_row_number", pa.array(piece.row_numbers)))
        self._bytes += table.nbytes
        self.rows += rows

    def take(self) -> Any:
        """Return the waiting rows as one `pyarrow.Table` and start anew."""
        table = pa.concat_tables([self._frame, *self._tables], promote_options="default")
        self._tables, self._bytes, self.rows = [], 0, 0
        return table.combine_chunks()


class RejectedBatch:
    """Rejected rows that wait to be written."""

    def __init__(self) -> None:
        self._rows: list[tuple[object, ...]] = []
        self._characters = 0

    @property
    def full(self) -> bool:
        """Whether the batch should be written now."""
        return len(self._rows) >= _BATCH_ROWS or self._characters >= _BATCH_BYTES

    def add(self, rejects: Sequence[Reject], file_id: str, file_name: str, table: str) -> None:
        """Add rejected rows of a file."""
        for row in rejects:
            values = (row.row_number, row.reason, row.detail, row.raw_row)
            self._rows.append((file_id, file_name, table, *values))
            self._characters += len(row.raw_row)

    def take(self) -> Any:
        """Return the waiting rows as one `pyarrow.Table` and start anew."""
        table = _table(_REJECTED, self._rows)
        self._rows, self._characters = [], 0
        return table


def ledger_table(entries: Sequence[LedgerEntry]) -> Any:
    """Return ledger entries as a `pyarrow.Table` with the columns of `landed_files`.

    Args:
        entries: Entries of one load.
    """
    names = _LANDED.names
    return _table(_LANDED, [tuple(getattr(entry, name) for name in names) for entry in entries])


def _table(schema: Any, rows: Sequence[tuple[object, ...]]) -> Any:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
