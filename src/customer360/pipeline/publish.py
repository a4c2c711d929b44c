"""Publication: the marts in one file that readers open, replaced as a whole.

Marts are copied as tables. What a role may see (models/marts/roles) is published as views over
these tables: nothing is stored twice, and a view never tells anything but what the tables say.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from customer360.memory import memory_limit

__all__ = ["PublishError", "publish"]

# The oldest storage that DuckDB still writes: clients older than 2.0 can read it.
_STORAGE_VERSION = "v1.0.0"
_ROLES = "marts/roles/"


class PublishError(RuntimeError):
    """There is nothing to publish, a mart is missing, or a role view reads more than marts."""


@dataclass(frozen=True)
class _Mart:
    name: str
    schema: str
    description: str
    columns: dict[str, str]
    # columns by which the rows of a table lie in the file
    order: tuple[str, ...]
    # how dbt names it in SQL; and what a view selects, null where a table is copied
    relation_name: str
    view_sql: str | None = None


def publish(build_file: Path, manifest: Path, published: Path) -> int:
    """Copy every mart into a new file and put it in the place of the published one.

    Readers that hold the old file keep reading it; whoever opens the path gets the old file or
    the new one, never half of it.

    Args:
        build_file: The DuckDB file that dbt built; no other process may have it open.
        manifest: dbt's manifest.json, which names the marts and describes their columns; the
            compiled SQL of the role views lies beside it.
        published: Path of the published DuckDB file.

    Returns:
        Number of tables and views published.

    Raises:
        PublishError: The build file or a mart in it is missing, or a role view reads what is not a
            published table.
    """
    if not build_file.exists():
        raise PublishError(f"{build_file} does not exist: build before publishing")
    marts = _marts(manifest)
    published.parent.mkdir(parents=True, exist_ok=True)
    for leftover in published.parent.glob(f".{published.name}.*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
    temporary = published.with_name(f".{published.name}.{os.getpid()}")
    spill = published.with_name(f".{published.name}.spill")
    with duckdb.connect(
        config={"temp_directory": str(spill), "memory_limit": memory_limit()}
    ) as connection:
        connection.execute(f"attach {_text(str(build_file))} as build (read_only)")
        connection.execute(
            f"attach {_text(str(temporary))} as publication (storage_version '{_STORAGE_VERSION}')"
        )
        _fill(connection, marts)
        connection.execute("detach publication")
        connection.execute("detach build")
    _force_to_disk(temporary)
    # readers have no business writing; and what a tool wrote and left behind must not be replayed
    temporary.chmod(0o444)
    published.with_name(f"{published.name}.wal").unlink(missing_ok=True)
    temporary.replace(published)
    _force_to_disk(published.parent)
    return len(marts)


def _fill(connection: duckdb.DuckDBPyConnection, marts: Sequence[_Mart]) -> None:
    for mart in marts:
        if mart.view_sql is None:
            _copy(connection, mart)
    # thousands of comments, each forced to disk on its own, would take as long as the data
    connection.execute("begin")
    connection.execute("use publication")
    for mart in marts:
        if mart.view_sql is not None:
            _create_view(connection, mart, mart.view_sql)
        _describe(connection, mart)
    connection.execute("use memory")
    connection.execute("commit")


def _marts(manifest: Path) -> list[_Mart]:
    nodes: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    marts = {
        key: _Mart(
            name=node["alias"],
            schema=node["schema"],
            description=node["description"],
            columns={name: column["description"] for name, column in node["columns"].items()},
            order=_order(node),
            relation_name=node["relation_name"],
        )
        for key, node in nodes.items()
        if node["resource_type"] == "model" and node["path"].startswith("marts/")
    }
    if not marts:
        raise PublishError(f"{manifest} names no mart")
    views = {key for key in marts if nodes[key]["path"].startswith(_ROLES)}
    tables = {key: mart for key, mart in marts.items() if key not in views}
    for key in views:
        sql = _view_sql(nodes[key], manifest.parent, tables)
        marts[key] = replace(marts[key], view_sql=sql)
    return sorted(marts.values(), key=lambda mart: mart.name)


def _order(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Rows of one customer lie together, so that a reader of one customer reads little else."""
    stated = node.get("config", {}).get("meta", {}).get("published_order")
    if stated is not None:
        return tuple(stated)
    return ("customer_id",) if "customer_id" in node["columns"] else ()


def _view_sql(node: Mapping[str, Any], artifacts: Path, tables: Mapping[str, _Mart]) -> str:
    """Return what a role view selects, with the published tables in the place of the built ones."""
    # the manifest holds the compiled SQL of the last build only, which may have been of a part
    compiled = artifacts / "compiled" / node["package_name"] / node["original_file_path"]
    try:
        sql: str = compiled.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PublishError(f"{compiled} is missing: build {node['alias']} again") from error
    for dependency in node["depends_on"]["nodes"]:
        if dependency not in tables:
            raise PublishError(
                f"the role view {node['alias']} reads {dependency}, which is not published: "
                "let it read marts outside models/marts/roles alone"
            )
        table = tables[dependency]
        sql = sql.replace(table.relation_name, f'main."{table.name}"')
    return sql


def _copy(connection: duckdb.DuckDBPyConnection, mart: _Mart) -> None:
    source = f'build."{mart.schema}"."{mart.name}"'
    target = f'publication.main."{mart.name}"'
    order = f" order by {', '.join(mart.order)}" if mart.order else ""
    try:
        connection.execute(f"create table {target} as select * from {source}{order}")
    except duckdb.CatalogException as error:
        raise PublishError(f"the mart {mart.name} is not built: {error}") from error


def _create_view(connection: duckdb.DuckDBPyConnection, mart: _Mart, sql: str) -> None:
    # the names in a view hold wherever the file is opened: without the name of a catalog
    try:
        connection.execute(f'create view main."{mart.name}" as {sql}')
    except duckdb.Error as error:
        raise PublishError(f"the role view {mart.name} cannot be published: {error}") from error


def _describe(connection: duckdb.DuckDBPyConnection, mart: _Mart) -> None:
    kind = "table" if mart.view_sql is None else "view"
    target = f'publication.main."{mart.name}"'
    connection.execute(f"comment on {kind} {target} is {_text(mart.description)}")
    for column, description in mart.columns.items():
        connection.execute(f'comment on column {target}."{column}" is {_text(description)}')


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _force_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
