"""Reading published files back for comparison."""

from __future__ import annotations

from pathlib import Path

import duckdb

# the history of ids: which builds there were, not what the data says
HISTORY = ("customer_identity_events", "customer_identity_redirects")


def tables(published: Path, *, without: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Each published table as the sorted list of its rows, every row as one text."""
    with duckdb.connect(str(published), read_only=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "select table_name from information_schema.tables order by table_name"
            ).fetchall()
            if name not in without
        ]
        return {
            name: sorted(
                str(row) for row in connection.execute(f'select * from "{name}"').fetchall()
            )
            for name in names
        }


def partition(published: Path) -> set[frozenset[str]]:
    """The customers as sets of record keys."""
    members: dict[str, set[str]] = {}
    with duckdb.connect(str(published), read_only=True) as connection:
        for customer, record in connection.execute(
            "select customer_id, record_key from customer_identities"
        ).fetchall():
            members.setdefault(customer, set()).add(record)
    return {frozenset(records) for records in members.values()}


def renamed(published: Path, *, without: tuple[str, ...]) -> dict[str, list[str]]:
    """Like `tables`, each customer id replaced by the smallest record key of its customer."""
    with duckdb.connect(str(published), read_only=True) as connection:
        names = dict(
            connection.execute(
                "select customer_id, min(record_key) from customer_identities group by customer_id"
            ).fetchall()
        )
    result = {}
    for table, rows in tables(published, without=without).items():
        result[table] = sorted(_replaced(row, names) for row in rows)
    return result


def _replaced(row: str, names: dict[str, str]) -> str:
    parts = row.split("'")
    return "'".join(names.get(part, part) for part in parts)
