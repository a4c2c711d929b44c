"""dbt in this process, with one line of progress and the failures in plain words."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

__all__ = ["BuildReport", "NodeTiming", "build"]

# what dbt remembers of the project from one run to the next
_PARSED = "partial_parse.msgpack"
# what dbt parses; Python writes caches beside the tests, which are nothing to it
_PARSED_FILES = {".sql", ".yml", ".csv", ".md"}
_PROGRESS_SECONDS = 5.0
_FAILED = {"error", "fail", "runtime error"}


@dataclass(frozen=True)
class NodeTiming:
    """How long one node took, in seconds."""

    name: str
    kind: str
    seconds: float


@dataclass(frozen=True)
class BuildReport:
    """What one `dbt build` did.

    Attributes:
        succeeded: Whether every model was built and every test passed.
        counts: Number of nodes by kind (model, seed, test, unit_test).
        failures: One sentence per failed node, in the order of failing.
        timings: Seconds per node, slowest first.
        seconds: Wall time.
    """

    succeeded: bool
    counts: Mapping[str, int]
    failures: Sequence[str]
    timings: Sequence[NodeTiming]
    seconds: float


@dataclass
class _Progress:
    notify: Callable[[str], None]
    total: int = 0
    done: int = 0
    last: float = field(default_factory=time.monotonic)

    def __call__(self, event: Any) -> None:
        name = event.info.name
        if name == "LogStartLine":
            self.total = max(self.total, event.data.total)
        elif name == "NodeFinished":
            self.done += 1
            if time.monotonic() - self.last >= _PROGRESS_SECONDS:
                self.last = time.monotonic()
                self.notify(f"build: {self.done} of {self.total} models and tests")


def build(
    project: Path,
    *,
    target: str,
    database: Path,
    artifacts: Path,
    variables: Mapping[str, object],
    notify: Callable[[str], None],
    arguments: Sequence[str] = (),
) -> BuildReport:
    """Run `dbt build` on one target.

    Args:
        project: Folder of the dbt project; holds profiles.yml too.
        target: Target of profiles.yml: landed or sample.
        database: The DuckDB file to build in.
        artifacts: Folder for dbt's manifest, compiled SQL and logs; one per build file, so that
            builds of several warehouses never read each other's.
        variables: dbt variables, besides those of dbt_project.yml.
        notify: Called with a line of progress every few seconds.
        arguments: Further arguments of `dbt build`.

    Returns:
        What was built; failures are in the report, not raised.
    """
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 -- a second of import, not for each command
    from dbt.deprecations import reset_deprecations  # noqa: PLC0415 -- loads all of dbt

    # what an earlier run of this process warned of is no fault of this one
    reset_deprecations()
    _forget_older_parse(project, artifacts)
    # dbt reads paths from the project's folder, everybody else from where they stand
    os.environ["CUSTOMER360_DATABASE"] = str(database.resolve())
    os.environ["CUSTOMER360_SAMPLE_DATABASE"] = str(database.resolve())
    artifacts = artifacts.resolve()
    started = time.monotonic()
    progress = _Progress(notify)
    try:
        outcome = dbtRunner(callbacks=[progress]).invoke(
            [
                "build",
                *("--project-dir", str(project), "--profiles-dir", str(project)),
                *("--target", target, "--target-path", str(artifacts)),
                *("--log-path", str(artifacts / "logs"), "--log-level", "none"),
                *("--vars", yaml.safe_dump(dict(variables), default_flow_style=True).strip()),
                *arguments,
            ]
        )
    finally:
        _let_go_of_database()
    report = _report(outcome, time.monotonic() - started)
    if not report.succeeded:
        # whatever went wrong, the next run reads the project as it then is
        (artifacts / _PARSED).unlink(missing_ok=True)
    return report


def _forget_older_parse(project: Path, artifacts: Path) -> None:
    """Have dbt parse anew where the project is newer than what dbt remembers of it.

    Its partial parsing keeps unit tests that were renamed meanwhile, and fails on them.
    """
    kept = artifacts / _PARSED
    if not kept.exists():
        return
    parsed_at = kept.stat().st_mtime
    folders = [project / name for name in ("models", "macros", "seeds", "tests")]
    files = itertools.chain.from_iterable(folder.rglob("*.*") for folder in folders)
    read = (file for file in files if file.suffix in _PARSED_FILES)
    if any(file.stat().st_mtime > parsed_at for file in read):
        kept.unlink()


def _let_go_of_database() -> None:
    """Close dbt's connections: as long as they are open nobody else may open the file."""
    from dbt.adapters.duckdb.connections import (  # noqa: PLC0415 -- only known once dbt is loaded
        DuckDBConnectionManager,
    )

    DuckDBConnectionManager.close_all_connections()


def _claim(code: str) -> str:
    """Return the comment with which a test says what it claims and what to do when it fails."""
    lines = itertools.takewhile(lambda line: line.startswith("--"), code.splitlines())
    claim = " ".join(line.removeprefix("--").strip() for line in lines)
    return f"\n    {claim}" if claim else ""


def _report(outcome: Any, seconds: float) -> BuildReport:
    if outcome.exception is not None:
        return BuildReport(False, {}, [str(outcome.exception)], [], seconds)
    counts: dict[str, int] = {}
    failures: list[str] = []
    timings: list[NodeTiming] = []
    for result in outcome.result:
        kind = str(result.node.resource_type.value)
        counts[kind] = counts.get(kind, 0) + 1
        timings.append(NodeTiming(result.node.name, kind, float(result.execution_time)))
        if str(result.status.value) in _FAILED:
            path = result.node.original_file_path
            # a unit test has no SQL of its own
            claim = _claim(getattr(result.node, "raw_code", ""))
            failures.append(f"{kind} {result.node.name} ({path}): {result.message}{claim}")
    timings.sort(key=lambda timing: (-timing.seconds, timing.name))
    return BuildReport(bool(outcome.success), counts, failures, timings, seconds)
