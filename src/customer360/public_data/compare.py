"""The published file and its source side by side: figures to the cent, rows one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from customer360.public_data.errors import PublicDataError

__all__ = ["Difference", "different_figures", "different_rows", "opened"]

SCHEMA = "published"


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same in the published file as in the source.

    Attributes:
        what: What was compared.
        sentence: What the source has and what the published file has.
    """

    what: str
    sentence: str

    def __str__(self) -> str:
        """Return both as one sentence."""
        return f"{self.what}: {self.sentence}"


@contextmanager
def opened(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file for reading, as the database `published` of a connection in memory.

    Args:
        published: The DuckDB file that the run published.

    Yields:
        The connection; the sources can be registered on it.

    Raises:
        PublicDataError: The file does not exist, is no DuckDB file or lacks a table.
    """
    if not published.is_file():
        raise PublicDataError(f"{published} does not exist: run scripts/run.py on the data first")
    with duckdb.connect() as connection:
        path = str(published).replace("'", "''")
        try:
            connection.execute(f"attach '{path}' as {SCHEMA} (read_only)")
            yield connection
        except (duckdb.IOException, duckdb.CatalogException) as error:
            reason = str(error).splitlines()[0]
            raise PublicDataError(f"{published} cannot be compared: {reason}") from error


def different_figures(
    connection: duckdb.DuckDBPyConnection, source: str, published: str
) -> list[Difference]:
    """Compare single figures.

    Args:
        connection: From `opened`, with the source registered.
        source: Query of one row on the source; its column names say what is counted.
        published: Query of one row with the same columns on the published file.

    Returns:
        One difference for each column whose value differs.
    """
    answer = connection.execute(source)
    names = [column[0] for column in answer.description or []]
    expected = answer.fetchone() or ()
    found = connection.execute(published).fetchone() or ()
    return [
        Difference(
            name.replace("_", " "),
            f"the source has {_shown(left)}, the published file has {_shown(right)}",
        )
        for name, left, right in zip(names, expected, found, strict=True)
        if left != right
    ]


def different_rows(
    connection: duckdb.DuckDBPyConnection, what: str, source: str, published: str
) -> list[Difference]:
    """Compare rows as multisets; their order does not count, their number does.

    Args:
        connection: From `opened`, with the source registered.
        what: What a row is, in the plural.
        source: Query of the rows on the source.
        published: Query of the rows on the published file, the same columns.

    Returns:
        At most one difference, with the number of rows on each side and the first of each.
    """
    missing = _only_in(connection, source, published)
    extra = _only_in(connection, published, source)
    parts = [
        f"{count:,} {where} (first: {first})"
        for (count, first), where in (
            (missing, "only in the source"),
            (extra, "only in the published file"),
        )
        if count
    ]
    return [Difference(what, "; ".join(parts))] if parts else []


def _only_in(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> tuple[int, str]:
    row = connection.execute(
        f"with difference as ({left} except all {right}) "
        "select count(*), min(cast(difference as varchar)) from difference"
    ).fetchone()
    assert row is not None
    return int(row[0]), str(row[1])


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
