"""What the warehouse remembers about landed files; the only memory that landing trusts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from customer360.landing.rows import LandingError

__all__ = ["LedgerEntry", "drop_unfinished", "landed_digest", "open_warehouse", "read_ledger"]

RAW_PREFIX = "raw_"


@dataclass(frozen=True)
class LedgerEntry:
    """One row of `landed_files`: one file name with one content.

    Attributes:
        file_name: Path relative to the system's folder.
        file_id: Identity of the content.
        table_name: Raw table.
        size_bytes: Size of the content in bytes.
        rows_landed: Rows in the raw table, by this name.
        rows_rejected: Rows in `rejected_rows`, by this name.
        status: landed, repeated (content known under another name) or refused.
        message: What a person should know; may be empty.
    """

    file_name: str
    file_id: str
    table_name: str
    size_bytes: int
    rows_landed: int
    rows_rejected: int
    status: str
    message: str


@contextmanager
def open_warehouse(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for landing; no second landing can run meanwhile.

    Args:
        database: The DuckDB file; made where it does not exist.

    Yields:
        The connection. DuckDB's lock on the file lasts as long as it and ends with the process.

    Raises:
        LandingError: The file is in use by another process or is no DuckDB database.
    """
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(database))
    except (duckdb.Error, OSError) as error:
        raise LandingError(
            f"the warehouse {database} cannot be opened; is another process using it? ({error})"
        ) from error
    try:
        yield connection
    finally:
        connection.close()


def drop_unfinished(connection: duckdb.DuckDBPyConnection) -> int:
    """Delete the rows of loads that were interrupted.

    Args:
        connection: Open warehouse.

    Returns:
        Number of rows deleted.
    """
    rows = connection.execute(
        "select table_schema, table_name from information_schema.columns"
        " where starts_with(table_schema, ?) and column_name = '_dlt_load_id'"
        " and table_catalog = current_database() order by all",
        [RAW_PREFIX],
    ).fetchall()
    deleted = 0
    for schema, table in rows:
        finished = f'(select load_id from "{schema}"._dlt_loads where status = 0)'
        if not _has_table(connection, schema, "_dlt_loads"):
            finished = "(select null where false)"
        found = connection.execute(
            f'delete from "{schema}"."{table}" where _dlt_load_id not in {finished}'
        ).fetchone()
        deleted += found[0] if found else 0
    return deleted


def read_ledger(connection: duckdb.DuckDBPyConnection, schema: str) -> list[LedgerEntry]:
    """Read what one system has landed in finished loads.

    Args:
        connection: Open warehouse.
        schema: Schema of the system's raw tables.

    Returns:
        One entry per file name and content, in no particular order.
    """
    if not all(_has_table(connection, schema, name) for name in ("landed_files", "_dlt_loads")):
        return []
    rows = connection.execute(
        "select file_name, file_id, table_name, size_bytes, rows_landed, rows_rejected, status,"
        f" coalesce(message, '') from \"{schema}\".landed_files where _dlt_load_id in"
        f' (select load_id from "{schema}"._dlt_loads where status = 0)'
    ).fetchall()
    return [LedgerEntry(*row) for row in rows]


def landed_digest(database: Path) -> str:
    """Return a short name for all content that ever landed, was rejected or was refused.

    It does not depend on the order in which files came. It changes when a file brings content
    that was not there before, and when the first or the last name of a content changes: the first
    is shown in reports, the last tells what is newest.

    Args:
        database: The DuckDB file; a missing one counts as empty.

    Returns:
        64 hexadecimal digits.

    Raises:
        LandingError: The file is in use by another process or is no DuckDB database.
    """
    digest = hashlib.sha256()
    if database.exists():
        try:
            with duckdb.connect(str(database), read_only=True) as connection:
                for line in _digest_lines(connection):
                    digest.update(line.encode())
        except duckdb.Error as error:
            raise LandingError(f"the warehouse {database} cannot be read ({error})") from error
    return digest.hexdigest()


def _digest_lines(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    schemas = connection.execute(
        "select distinct table_schema from information_schema.tables"
        " where table_name = 'landed_files' and starts_with(table_schema, ?) order by all",
        [RAW_PREFIX],
    ).fetchall()
    for (schema,) in schemas:
        names: dict[tuple[str, str], list[str]] = {}
        for entry in read_ledger(connection, schema):
            names.setdefault((entry.table_name, entry.file_id), []).append(entry.file_name)
        for (table, file_id), seen in sorted(names.items()):
            # content is shown under its first name and ranks by its last
            yield f"{schema}\t{table}\t{file_id}\t{min(seen)}\t{max(seen)}\n"


def _has_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    found = connection.execute(
        "select 1 from information_schema.tables where table_schema = ? and table_name = ?"
        " and table_catalog = current_database()",
        [schema, table],
    ).fetchone()
    return found is not None
