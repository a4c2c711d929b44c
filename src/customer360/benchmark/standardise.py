"""The project's own cleaning of records, for Splink to start from what our matching starts from."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from customer360.contract import load_contract
from customer360.landing import land
from customer360.pipeline.dbt_build import build

__all__ = ["StandardiseError", "Standardised", "standardise"]

_MODELS = ("+int_identity__records", "given_name_variants")


class StandardiseError(RuntimeError):
    """Models failed; the message names them and says why."""


@dataclass(frozen=True)
class Standardised:
    """Seconds of the way from landing files to standardised records.

    Attributes:
        landing_seconds: Wall time of landing.
        build_seconds: Wall time of dbt, its start included.
        model_seconds: From the start of the first seed or model to the end of the last one.
    """

    landing_seconds: float
    build_seconds: float
    model_seconds: float


def standardise(
    landing: Path, workspace: Path, notify: Callable[[str], None], *, project: Path
) -> Standardised:
    """Land a folder and build int_identity__records in workspace/build.duckdb.

    Args:
        landing: Folder with one folder per system.
        workspace: Folder for the database and dbt's files; made where it does not exist.
        notify: Called with lines of progress.
        project: Folder of the dbt project.

    Returns:
        What it took.

    Raises:
        StandardiseError: Models failed.
        LandingError: The folder cannot be landed.
    """
    workspace.mkdir(parents=True, exist_ok=True)
    database, artifacts = workspace / "build.duckdb", workspace / "dbt"
    started = time.monotonic()
    land(landing, database, load_contract(project / "models" / "staging"), notify=notify)
    landed = time.monotonic()
    report = build(
        project,
        target="landed",
        database=database,
        artifacts=artifacts,
        variables={},
        notify=notify,
        arguments=[
            *("--select", *_MODELS),
            *("--resource-type", "seed", "--resource-type", "model"),
        ],
    )
    if not report.succeeded:
        raise StandardiseError("the models failed:\n  " + "\n  ".join(report.failures))
    built = time.monotonic()
    return Standardised(landed - started, built - landed, _span(artifacts / "run_results.json"))


def _span(run_results: Path) -> float:
    """Return seconds from the start of the first node to the end of the last one."""
    results = json.loads(run_results.read_text(encoding="utf-8"))["results"]
    timings = [timing for result in results for timing in result["timing"]]
    first = min(datetime.fromisoformat(timing["started_at"]) for timing in timings)
    last = max(datetime.fromisoformat(timing["completed_at"]) for timing in timings)
    return (last - first).total_seconds()
