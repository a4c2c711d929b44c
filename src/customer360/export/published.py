"""The published file as exports read it: read-only, with little memory, and only if it fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

__all__ = ["ExportError", "as_of_date", "literal", "open_published", "relations", "require"]

# sorting and joining go to disk beyond this; a copy from table to file needs far less
_MEMORY = "1GB"


class ExportError(RuntimeError):
    """Nothing is exported; the message says why and what to do."""


@contextmanager
def open_published(published: Path, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file so that its tables are found by their names alone.

    Args:
        published: The DuckDB file that `make run` published.
        scratch: Folder in which a temporary folder for sorting may be made, and is removed.

    Yields:
        A connection in memory to which the file is attached read-only; it writes files, no tables.

    Raises:
        ExportError: The file is missing, or is none that DuckDB can open.
    """
    if not published.is_file():
        raise ExportError(f"{published} does not exist: `make run` publishes it")
    with TemporaryDirectory(prefix=".export-", dir=scratch) as spill:
        connection = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spill})
        try:
            connection.execute(f"attach {literal(published)} as published (read_only)")
            connection.execute("use published")
        except duckdb.Error as error:
            connection.close()
            raise ExportError(f"{published} is no published file: {error}") from error
        try:
            yield connection
        finally:
            connection.close()


def relations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the published tables and views, sorted."""
    rows = connection.execute(
        """
        select table_name
        from information_schema.tables
        where table_catalog = 'published' and table_schema = 'main'
        order by table_name
        """
    ).fetchall()
    return [name for (name,) in rows]


def require(
    connection: duckdb.DuckDBPyConnection, published: Path, needed: Mapping[str, Sequence[str]]
) -> None:
    """Refuse a file that lacks a column.

    Args:
        connection: From `open_published`.
        published: Its path, for the message.
        needed: Columns that are read, by table.

    Raises:
        ExportError: A column is missing: the file was published by another version.
    """
    rows = connection.execute(
        "select table_name || '.' || column_name from information_schema.columns"
        " where table_catalog = 'published'"
    ).fetchall()
    there = {name for (name,) in rows}
    missing = sorted({f"{table}.{name}" for table in needed for name in needed[table]} - there)
    if missing:
        raise ExportError(
            f"{published} has no {', '.join(missing)}: another version published it; "
            "`make run` publishes it anew"
        )


def as_of_date(connection: duckdb.DuckDBPyConnection) -> dt.date | None:
    """Return the last day that the profile knows; null where there is no customer."""
    row = connection.execute("select max(as_of_date) from customer_360").fetchone()
    assert row is not None
    day: dt.date | None = row[0]
    return day


def literal(value: Path | str) -> str:
    """Write a value as SQL text."""
    return "'" + str(value).replace("'", "''") + "'"
