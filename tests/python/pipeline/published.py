"""Reading published files back for comparison."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

# the history of ids: which builds there were, not what the data says
HISTORY = ("customer_identity_events", "customer_identity_redirects")
# learnt from customers in the order of their ids, and of all runs there were
SCORES = (
    "customer_scores",
    "customer_recommendations",
    "model_runs",
    "model_figures",
    "model_deciles",
    "model_features",
    "feature_drift",
)
# whom a hold-out leaves out is drawn by lot, from the id
DRAWN_BY_ID = (
    "audiences",
    "audience_members",
    "campaign_triggers",
    "next_best_action",
    "next_best_action_candidates",
    "overview_actions",
)
DRAWN_COLUMNS = (
    "next_best_action",
    "next_best_action_channel",
    "next_best_action_expires_on",
)


def tables(published: Path, *, without: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Each published table and view as the sorted list of its rows, every row as one text.

    `without` names tables and columns that are left out, and with a table the views over it.
    """
    with duckdb.connect(str(published), read_only=True) as connection:
        views = dict(
            connection.execute(
                "select view_name, sql from duckdb_views() where not internal"
            ).fetchall()
        )
        names = [
            name
            for (name,) in connection.execute(
                "select table_name from information_schema.tables order by table_name"
            ).fetchall()
            if name not in without and not _reads(views.get(name, ""), without)
        ]
        return {name: sorted(map(str, _rows(connection, name, without))) for name in names}


def _reads(sql: str, left_out: tuple[str, ...]) -> bool:
    return any(re.search(rf"\bmain\.{name}\b", sql) for name in left_out)


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, without: tuple[str, ...]
) -> list[tuple[object, ...]]:
    columns = [
        f'"{name}"'
        for (name,) in connection.execute(
            "select column_name from information_schema.columns where table_name = ?"
            " order by ordinal_position",
            [table],
        ).fetchall()
        if name not in without
    ]
    rows = connection.execute(f'select {", ".join(columns)} from "{table}"').fetchall()
    # a table that describes columns, as attribute_freshness, tells of them in its first one
    return [row for row in rows if row[0] not in without]


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
    """Like `tables`, each customer id replaced by the smallest record key of its customer.

    Rows that tell of a former id, as the words by which customers are found, are history.
    """
    with duckdb.connect(str(published), read_only=True) as connection:
        retired = {
            identifier
            for (identifier,) in connection.execute(
                "select retired_customer_id from customer_identity_redirects"
            ).fetchall()
        }
        names = dict(
            connection.execute(
                "select customer_id, min(record_key) from customer_identities group by customer_id"
            ).fetchall()
        )
    result = {}
    for table, rows in tables(published, without=without).items():
        result[table] = sorted(
            _replaced(row, names) for row in rows if retired.isdisjoint(row.split("'"))
        )
    return result


def _replaced(row: str, names: dict[str, str]) -> str:
    parts = row.split("'")
    return "'".join(names.get(part, part) for part in parts)
