"""Two published files in one connection, held against what a comparison needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

__all__ = ["NEEDED", "UnfitFileError", "opened"]

# What is read of each file: table -> columns.
NEEDED = {
    "customer_identities": ("record_key", "customer_id"),
    "customer_360": ("customer_id", "rfm_segment", "historic_clv_reporting", "as_of_date"),
    "customer_identity_events": ("customer_id",),
    "fct_orders": ("customer_id", "net_amount_reporting", "ordered_on"),
    "reconciliation": ("measure", "currency_code"),
}
# where publication puts the marts, and where dbt builds them
_SCHEMAS = ("main", "marts")


class UnfitFileError(ValueError):
    """A file is missing or is no published file; one sentence that says what to do."""


@contextmanager
def opened(before: Path, after: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open both files for reading, as views `before_<table>` and `after_<table>`.

    Args:
        before: The old file: published by `customer360.pipeline.publish`, or built by dbt.
        after: The new file.

    Yields:
        A connection of its own in memory.

    Raises:
        UnfitFileError: A file cannot be opened, or lacks tables, columns or customers.
    """
    with duckdb.connect() as connection:
        for name, path in (("before", before), ("after", after)):
            if not path.is_file():
                raise UnfitFileError(f"--{name}: {path} is no file; `make run` publishes one")
            # DuckDB opens a file once: compared with itself it is attached once
            database = "before_file" if path.samefile(before) else f"{name}_file"
            if name == "before" or database != "before_file":
                _attach(connection, database, f"--{name}: {path}", path)
            _view(connection, database, name, path)
        yield connection


def _attach(connection: duckdb.DuckDBPyConnection, database: str, label: str, path: Path) -> None:
    text = str(path.resolve()).replace("'", "''")
    try:
        connection.execute(f"attach '{text}' as {database} (type duckdb, read_only)")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise UnfitFileError(f"{label} cannot be read as a DuckDB file: {reason}") from error


def _view(connection: duckdb.DuckDBPyConnection, database: str, name: str, path: Path) -> None:
    found = _columns(connection, database)
    schema = next((s for s in _SCHEMAS if (s, "customer_identities") in found), _SCHEMAS[0])
    for table, needed in NEEDED.items():
        columns = found.get((schema, table))
        if columns is None:
            raise UnfitFileError(
                f"--{name}: {path} has no table {table}; is it a file that `make run` published?"
            )
        missing = [column for column in needed if column not in columns]
        if missing:
            raise UnfitFileError(
                f"--{name}: {path}: {table} has no column {', '.join(missing)};"
                " publish it with this version"
            )
        connection.execute(
            f'create view {name}_{table} as select * from {database}."{schema}"."{table}"'
        )
    row = connection.execute(f"select count(*) from {name}_customer_360").fetchone()
    if row == (0,):
        raise UnfitFileError(f"--{name}: {path} holds no customer: there is nothing to compare")


def _columns(
    connection: duckdb.DuckDBPyConnection, database: str
) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    rows = connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns()"
        " where database_name = ? and not internal",
        [database],
    )
    for schema, table, column in rows.fetchall():
        found.setdefault((schema, table), set()).add(column)
    return found
