"""What a role may see, as tables of a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from customer360.export.published import ExportError, literal, relations

__all__ = ["ROLE_PREFIX", "RoleViews", "find_views", "roles", "write_database"]

# the views of a role are role_<role>__<view>
ROLE_PREFIX = "role_"
# the storage that clients older than DuckDB 2.0 open
_STORAGE_VERSION = "v1.0.0"


@dataclass(frozen=True)
class RoleViews:
    """The views of a role.

    Attributes:
        role: The role.
        store: The store to which it is bound; null where it is not.
        names: Its views, sorted; at least one.
        by_store: Those of them that have one part per store.
    """

    role: str
    store: str | None
    names: Sequence[str]
    by_store: frozenset[str]

    def where(self, name: str) -> str:
        """What keeps the rows of other stores out of a view."""
        if self.store is None or name not in self.by_store:
            return ""
        return f" where store_id = {literal(self.store)}"


def roles(names: Sequence[str]) -> list[str]:
    """Return the roles that have views of their own, sorted.

    Args:
        names: What is published; the views of a role are role_<role>__<view>.
    """
    views = (name for name in names if name.startswith(ROLE_PREFIX))
    return sorted({name.removeprefix(ROLE_PREFIX).split("__")[0] for name in views})


def find_views(connection: duckdb.DuckDBPyConnection, role: str, store: str | None) -> RoleViews:
    """Find the views of a role.

    Args:
        connection: From `open_published`.
        role: Whose.
        store: Of which store, for a role whose every view about people has a store_id.

    Raises:
        ExportError: No such role or store, a role of one store without it, or another one with it.
    """
    there = relations(connection)
    known = roles(there)
    if role not in known:
        said = f"there are: {', '.join(known)}" if known else "the file has no role views"
        raise ExportError(f"there is no role {role}; {said}")
    names = [name for name in there if name.startswith(f"{ROLE_PREFIX}{role}__")]
    by_store, of_people = (
        _views_with(connection, names, column) for column in ("store_id", "customer_id")
    )
    # whoever sees people by store alone works in one store, and sees no other's
    is_of_one_store = bool(of_people) and of_people <= by_store
    if is_of_one_store and store is None:
        raise ExportError(f"{role} sees one store: name it (--store, or STORE= of make export)")
    if not is_of_one_store and store is not None:
        raise ExportError(f"{role} is not bound to a store: leave the store out")
    if store is not None:
        _refuse_unknown_store(connection, store)
    return RoleViews(role, store, names, by_store)


def _views_with(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], column: str
) -> frozenset[str]:
    rows = connection.execute(
        "select table_name from information_schema.columns where table_catalog = 'published'"
        " and column_name = $column and list_contains($names, table_name)",
        {"column": column, "names": list(names)},
    ).fetchall()
    return frozenset(name for (name,) in rows)


def _refuse_unknown_store(connection: duckdb.DuckDBPyConnection, store: str) -> None:
    rows = connection.execute("select store_id from dim_stores order by store_id").fetchall()
    there = [name for (name,) in rows]
    if store not in there:
        raise ExportError(f"there is no store {store}; there are: {', '.join(there)}")


def write_database(connection: duckdb.DuckDBPyConnection, views: RoleViews, database: Path) -> None:
    """Copy views into tables of a new file, with their descriptions.

    Args:
        connection: From `open_published`; the file stays attached to it as `exported`.
        views: What to copy.
        database: The file, which clients older than DuckDB 2.0 open.
    """
    connection.execute(
        f"attach {literal(database)} as exported (storage_version '{_STORAGE_VERSION}')"
    )
    for name in views.names:
        connection.execute(
            f'create table exported.main."{name}" as from "{name}"{views.where(name)}'
        )
    comments = connection.execute(
        """
        select
            'table exported.main."' || view_name || '"' as described,
            comment
        from duckdb_views()
        where database_name = 'published' and list_contains($names, view_name)
        union all
        select
            'column exported.main."' || table_name || '"."' || column_name || '"' as described,
            comment
        from duckdb_columns()
        where database_name = 'published' and list_contains($names, table_name)
        order by described
        """,
        {"names": list(views.names)},
    ).fetchall()
    for described, comment in comments:
        if comment is not None:
            connection.execute(f"comment on {described} is {literal(comment)}")
