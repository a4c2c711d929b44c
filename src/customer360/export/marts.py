"""The published marts as files that other tools read: Parquet, and DuckDB for older clients."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from customer360.export.files import force_to_disk, new_folder
from customer360.export.profiling import ProfilingBasis
from customer360.export.published import (
    ExportError,
    as_of_date,
    literal,
    open_published,
    relations,
    require,
)
from customer360.export.role_views import ROLE_PREFIX, RoleViews, find_views, write_database
from customer360.export.serving import NEEDED, write_serving

__all__ = ["MARKER", "ExportReport", "export_marts", "export_name"]

# what every export holds, and nothing else does
MARKER = "export.json"
_PROGRESS_SECONDS = 5.0


@dataclass(frozen=True)
class ExportReport:
    """What an export holds, as written into its `export.json`.

    Attributes:
        published: Name of the published file.
        as_of_date: Last day that it knows; null without customers.
        role: The role whose views it holds; null for everything.
        store: The store whose rows these are; null for all.
        tables: Rows of each mart or view.
        serving: Rows of each set of thin records; empty for a role.
    """

    published: str
    as_of_date: dt.date | None
    role: str | None
    store: str | None
    tables: Mapping[str, int]
    serving: Mapping[str, int]


def export_name(published: Path, role: str | None, store: str | None) -> str:
    """Name an export by what it was made from and for whom, fit for a file name."""
    parts = [published.stem, *(part for part in (role, store) if part is not None)]
    return ".".join(re.sub(r"[^\w-]", "_", part) for part in parts)


def export_marts(
    published: Path,
    target: Path,
    *,
    role: str | None = None,
    store: str | None = None,
    basis: ProfilingBasis = ProfilingBasis.CONSENT,
    say: Callable[[str], None],
) -> ExportReport:
    """Write a folder of Parquet files and a DuckDB file, and put it in the place of the former one.

    Without a role: every mart as `parquet/<mart>.parquet`, the published file itself as
    `<name>.duckdb` (its storage is the one that older clients open, its role views work there) and
    the thin records in `serving/`. With a role: its views alone, as Parquet and as tables of a
    DuckDB file, so that nothing else can be read from it; of a role that works in one store, the
    rows of that store.

    Args:
        published: The file that `make run` published.
        target: The folder.
        role: Whose views to export; null for everything.
        store: The store of a role that sees people by store alone; null for every other role.
        basis: Whose behaviour the thin records may use.
        say: Called with a line of progress now and then.

    Returns:
        What the folder holds; `export.json` in it says the same.

    Raises:
        ExportError: No published file or one of another version, no such role or store, or
            something at the target that is no export.
    """
    if not published.is_file():
        raise ExportError(f"{published} does not exist: `make run` publishes it")
    if not target.parent.is_dir():
        raise ExportError(f"{target.parent} is no folder: the export cannot stand in it")
    if store is not None and role is None:
        raise ExportError("a store goes with the role that sees it: name the role as well")
    with new_folder(target, MARKER) as folder:
        database = folder / f"{export_name(published, role, store)}.duckdb"
        source = published
        if role is None:
            say(f"export: copying {published} ({published.stat().st_size / 1e6:,.0f} MB)")
            # the copy is read from: the published file may be replaced meanwhile
            source = database
            shutil.copyfile(published, database)
            force_to_disk(database)
        with open_published(source, folder) as connection:
            require(connection, published, NEEDED)
            if role is None:
                report = _write_everything(connection, published, folder, basis, say)
            else:
                views = find_views(connection, role, store)
                report = _write_views(connection, published, folder, database, views, say)
        database.chmod(0o400)
        (folder / MARKER).write_text(_as_text(report), encoding="utf-8")
    return report


def _write_everything(
    connection: duckdb.DuckDBPyConnection,
    published: Path,
    folder: Path,
    basis: ProfilingBasis,
    say: Callable[[str], None],
) -> ExportReport:
    # the views of all roles would be the marts again
    names = [name for name in relations(connection) if not name.startswith(ROLE_PREFIX)]
    tables = _write_parquet(connection, "published", names, folder / "parquet", say)
    (folder / "serving").mkdir()
    serving = write_serving(connection, folder / "serving", basis, say)
    return ExportReport(published.name, as_of_date(connection), None, None, tables, serving)


def _write_views(
    connection: duckdb.DuckDBPyConnection,
    published: Path,
    folder: Path,
    database: Path,
    views: RoleViews,
    say: Callable[[str], None],
) -> ExportReport:
    write_database(connection, views, database)
    tables = _write_parquet(connection, "exported", views.names, folder / "parquet", say)
    connection.execute("detach exported")
    day = as_of_date(connection)
    return ExportReport(published.name, day, views.role, views.store, tables, {})


def _write_parquet(
    connection: duckdb.DuckDBPyConnection,
    catalog: str,
    names: Sequence[str],
    folder: Path,
    say: Callable[[str], None],
) -> dict[str, int]:
    folder.mkdir()
    rows: dict[str, int] = {}
    said = time.monotonic()
    for name in names:
        file = folder / f"{name}.parquet"
        # snappy, because every reader of Parquet knows it
        copied = connection.execute(
            f'copy (from {catalog}.main."{name}") to {literal(file)}'
            " (format parquet, compression snappy)"
        ).fetchone()
        assert copied is not None
        rows[name] = copied[0]
        if time.monotonic() - said >= _PROGRESS_SECONDS:
            said = time.monotonic()
            say(f"export: {len(rows)} of {len(names)} tables")
    return rows


def _as_text(report: ExportReport) -> str:
    return json.dumps(asdict(report), indent=2, default=str) + "\n"
