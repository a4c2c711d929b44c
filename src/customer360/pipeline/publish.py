"""Publication: the marts in one file that readers open, replaced as a whole."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

__all__ = ["PublishError", "publish"]

# The oldest storage that DuckDB still writes: clients older than 2.0 can read it.
_STORAGE_VERSION = "v1.0.0"


class PublishError(RuntimeError):
    """There is nothing to publish, or the build file cannot be read."""


@dataclass(frozen=True)
class _Mart:
    name: str
    schema: str
    description: str
    columns: dict[str, str]


def publish(build_file: Path, manifest: Path, published: Path) -> int:
    """Copy every mart into a new file and put it in the place of the published one.

    Readers that hold the old file keep reading it; whoever opens the path gets the old file or
    the new one, never half of it.

    Args:
        build_file: The DuckDB file that dbt built; no other process may have it open.
        manifest: dbt's manifest.json, which names the marts and describes their columns.
        published: Path of the published DuckDB file.

    Returns:
        Number of tables published.

    Raises:
        PublishError: The build file or a mart in it is missing.
    """
    if not build_file.exists():
        raise PublishError(f"{build_file} does not exist: build before publishing")
    marts = _marts(manifest)
    published.parent.mkdir(parents=True, exist_ok=True)
    for leftover in published.parent.glob(f".{published.name}.*"):
        leftover.unlink()
    temporary = published.with_name(f".{published.name}.{os.getpid()}")
    with duckdb.connect() as connection:
        connection.execute(f"attach {_text(str(build_file))} as build (read_only)")
        connection.execute(
            f"attach {_text(str(temporary))} as publication (storage_version '{_STORAGE_VERSION}')"
        )
        for mart in marts:
            _copy(connection, mart)
        connection.execute("detach publication")
        connection.execute("detach build")
    _force_to_disk(temporary)
    # readers have no business writing; and what a tool wrote and left behind must not be replayed
    temporary.chmod(0o444)
    published.with_name(f"{published.name}.wal").unlink(missing_ok=True)
    temporary.replace(published)
    _force_to_disk(published.parent)
    return len(marts)


def _marts(manifest: Path) -> list[_Mart]:
    nodes: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    marts = [
        _Mart(
            name=node["alias"],
            schema=node["schema"],
            description=node["description"],
            columns={name: column["description"] for name, column in node["columns"].items()},
        )
        for node in nodes.values()
        if node["resource_type"] == "model" and node["path"].startswith("marts/")
    ]
    if not marts:
        raise PublishError(f"{manifest} names no mart")
    return sorted(marts, key=lambda mart: mart.name)


def _copy(connection: duckdb.DuckDBPyConnection, mart: _Mart) -> None:
    source = f'build."{mart.schema}"."{mart.name}"'
    target = f'publication.main."{mart.name}"'
    try:
        connection.execute(f"create table {target} as select * from {source}")
    except duckdb.CatalogException as error:
        raise PublishError(f"the mart {mart.name} is not built: {error}") from error
    connection.execute(f"comment on table {target} is {_text(mart.description)}")
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
