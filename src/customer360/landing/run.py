"""Landing: from a folder of files to the raw tables of the warehouse."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from customer360.contract import Contract, SystemContract
from customer360.landing.discover import LandingFile, discover
from customer360.landing.ledger import drop_unfinished, open_warehouse, read_ledger
from customer360.landing.load import drop_pending, load_batches
from customer360.landing.plan import make_plan
from customer360.landing.read import SystemReader
from customer360.landing.report import FileOutcome, LandingReport, summarise
from customer360.landing.rows import LandingError

__all__ = ["land"]

_PROGRESS_SECONDS = 3.0


def land(
    landing: Path,
    database: Path,
    contract: Contract,
    systems: Collection[str] = (),
    notify: Callable[[str], None] = lambda _line: None,
) -> LandingReport:
    """Land every file that the warehouse does not have yet.

    Args:
        landing: Folder with one folder per system.
        database: The DuckDB file; made where it does not exist.
        contract: All raw tables.
        systems: Names of the systems to land; empty for all.
        notify: Called with a line of progress, every few seconds.

    Returns:
        What happened; `files` is 0 where the folder has none.

    Raises:
        LandingError: The folder or the warehouse is not usable (nothing landed), or a file
            changed while it was read (nothing of its system landed).
    """
    started = time.monotonic()
    files = discover(landing, contract, systems)
    if not files and not database.exists():
        return summarise([], 0, time.monotonic() - started)
    outcomes: list[FileOutcome] = []
    with open_warehouse(database) as connection:
        drop_pending(database)
        dropped = drop_unfinished(connection)
        for system in contract.systems:
            own = [file for file in files if file.table.system == system.name]
            outcomes += _land_system(connection, database, system, own, notify)
    # the build that follows in this process needs it more
    pa.default_memory_pool().release_unused()
    return summarise(outcomes, dropped, time.monotonic() - started)


def _land_system(
    connection: duckdb.DuckDBPyConnection,
    database: Path,
    system: SystemContract,
    files: Sequence[LandingFile],
    notify: Callable[[str], None],
) -> list[FileOutcome]:
    if not files:
        return []
    plan = make_plan(files, read_ledger(connection, system.schema))
    if not plan.has_work:
        return plan.settled
    to_read = sum(map(len, plan.groups))
    clock = _Clock()

    def progress(files_read: int, rows: int) -> None:
        if clock.due():
            notify(f"{system.name}: {files_read:,} of {to_read:,} files read, {rows:,} rows")

    reader = SystemReader(plan, progress)
    try:
        load_batches(connection, database, system.schema, reader.batches)
    except LandingError:
        # nothing of it may be seen, also before the next landing
        drop_unfinished(connection)
        raise
    if clock.started_long_ago():
        notify(f"{system.name}: {reader.rows:,} rows written to the warehouse")
    return plan.settled + reader.outcomes


class _Clock:
    """Says when a line of progress is due."""

    def __init__(self) -> None:
        self._started = self._last = time.monotonic()

    def due(self) -> bool:
        """Tell whether some seconds went by since this last told so."""
        if time.monotonic() - self._last < _PROGRESS_SECONDS:
            return False
        self._last = time.monotonic()
        return True

    def started_long_ago(self) -> bool:
        """Tell whether some seconds went by since the start."""
        return time.monotonic() - self._started >= _PROGRESS_SECONDS
