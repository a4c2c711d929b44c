"""The load into the warehouse through dlt: one package per system, all or nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from customer360.landing.rows import LandingError

__all__ = ["drop_pending", "load_batches", "working_folder"]

# Settings of dlt, all in code so that no folder on the machine can change what lands:
# the load id makes a load all or nothing; no id per row, which dlt would make row by row in
# Python; no memory outside the warehouse (no state, no files of an earlier run); no telemetry.
_SETTINGS = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "NORMALIZE__PARQUET_NORMALIZER__ADD_DLT_LOAD_ID": "true",
    "NORMALIZE__PARQUET_NORMALIZER__ADD_DLT_ID": "false",
    "RESTORE_FROM_DESTINATION": "false",
    "LOAD__WORKERS": "2",
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "DATA_WRITER__FILE_MAX_ITEMS": "2000000",
}


def working_folder(database: Path) -> Path:
    """Return the folder next to the warehouse in which dlt keeps a load until it is done.

    Args:
        database: The DuckDB file.
    """
    return database.with_name(f"{database.stem}.dlt")


def drop_pending(database: Path) -> None:
    """Remove what an interrupted load left in the working folder.

    Args:
        database: The DuckDB file, opened by the caller so that nobody else is loading.
    """
    shutil.rmtree(working_folder(database), ignore_errors=True)


def load_batches(
    connection: duckdb.DuckDBPyConnection,
    database: Path,
    schema: str,
    batches: Callable[[], Iterator[tuple[str, Any]]],
) -> None:
    """Load batches as one dlt package: they count when its load id is complete.

    Args:
        connection: Open warehouse.
        database: Its file.
        schema: Schema to load into, also the name of the pipeline.
        batches: Gives table names and arrow tables.

    Raises:
        LandingError: The batches raised it, or dlt could not load them.
    """
    folder = working_folder(database).resolve()
    with _environment({**_SETTINGS, "DLT_DATA_DIR": str(folder), "DLT_PROJECT_DIR": str(folder)}):
        # takes more than a second: not for runs without anything new
        import dlt  # noqa: PLC0415
        from dlt.pipeline.exceptions import PipelineStepFailed  # noqa: PLC0415

        def marked() -> Iterator[Any]:
            for table, rows in batches():
                yield dlt.mark.with_table_name(rows, table)

        try:
            pipeline = dlt.pipeline(
                pipeline_name=schema,
                pipelines_dir=str(folder / "pipelines"),
                destination=dlt.destinations.duckdb(credentials=connection),
                dataset_name=schema,
            )
            resource = dlt.resource(marked, name="landing", write_disposition="append")
            pipeline.run(resource, loader_file_format="parquet")
        except PipelineStepFailed as error:
            raise _reason(error, schema) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _reason(error: BaseException, schema: str) -> LandingError:
    """Return the error that the batches raised, or one sentence for any other."""
    root = error
    while (cause := root.__cause__ or root.__context__) is not None:
        root = cause
        if isinstance(root, LandingError):
            return root
    # not the text of the error: it may quote values
    why = root.strerror if isinstance(root, OSError) else None
    return LandingError(f"{schema} could not be loaded: {why or type(root).__name__}")


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
