"""The project's own way from landed records to customers, in a database of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from customer360.contract import load_contract
from customer360.identity.training import (
    PATTERNS,
    TrainingError,
    compare_pairs,
    learn,
    load_weights,
)
from customer360.landing import land
from customer360.pipeline.dbt_build import build

__all__ = ["Ground", "Resolution", "ResolveError", "Step", "resolve"]


class ResolveError(RuntimeError):
    """A step failed; the message names the model and says why."""


@dataclass(frozen=True)
class Ground:
    """What the steps work on.

    Attributes:
        project: Folder of the dbt project.
        landing: Folder with one folder per system.
        database: The DuckDB file that is landed into and built in.
        artifacts: Folder of dbt's manifest, compiled SQL and logs.
        notify: Called with lines of progress.
    """

    project: Path
    landing: Path
    database: Path
    artifacts: Path
    notify: Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """One step of the way.

    Attributes:
        name: What it is called in the figures.
        work: Does it.
    """

    name: str
    work: Callable[[Ground], None]


@dataclass(frozen=True)
class Resolution:
    """Who is who.

    Attributes:
        database: The DuckDB file with all tables that were built.
        seconds: Wall time of each step, in the order of the steps.
    """

    database: Path
    seconds: dict[str, float]

    def clusters(self) -> pd.DataFrame:
        """Return the customer of each record.

        Returns:
            One row per record that belongs to a customer: `record_key`
            (`<source_system>|feed|<source_record_id>`) and `customer_id`.
        """
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(
                "select record_key, customer_id from intermediate.int_identity__customer_ids"
                " order by record_key"
            ).df()


def resolve(
    landing: Path,
    workspace: Path,
    notify: Callable[[str], None],
    *,
    project: Path,
    train: bool = True,
) -> Resolution:
    """Land a folder and find out which records are one person.

    Args:
        landing: Folder with one folder per system.
        workspace: Folder for the database and dbt's files; made where it does not exist.
        notify: Called with lines of progress.
        project: Folder of the dbt project.
        train: Whether the weights are learnt from these records; else those of the project's seeds
            are used as they are.

    Returns:
        Where the answer is, and how long each step took.

    Raises:
        ResolveError: Models failed.
        LandingError: The folder cannot be landed.
    """
    workspace.mkdir(parents=True, exist_ok=True)
    ground = Ground(project, landing, workspace / "build.duckdb", workspace / "dbt", notify)
    seconds: dict[str, float] = {}
    for step in _TRAINED if train else _UNTRAINED:
        with _timed(step.name, seconds, notify):
            step.work(ground)
    return Resolution(ground.database, seconds)


def _land(ground: Ground) -> None:
    contract = load_contract(ground.project / "models" / "staging")
    report = land(ground.landing, ground.database, contract, notify=ground.notify)
    for outcome in report.notable:
        ground.notify(f"{outcome.system}/{outcome.file_name}: {outcome.message}")


def _models(
    *selected: str, but: Sequence[str] = (), training: bool = False
) -> Callable[[Ground], None]:
    """Return a step that builds models with the seeds they read, without tests."""

    def work(ground: Ground) -> None:
        report = build(
            ground.project,
            target="landed",
            database=ground.database,
            artifacts=ground.artifacts,
            variables={"train_identity": training},
            notify=ground.notify,
            arguments=[
                *("--select", *selected),
                *(("--exclude", *but) if but else ()),
                *("--resource-type", "seed", "--resource-type", "model"),
            ],
        )
        if not report.succeeded:
            raise ResolveError("the models failed:\n  " + "\n  ".join(report.failures))
        slowest = ", ".join(f"{t.name} {t.seconds:.1f} s" for t in report.timings[:3])
        ground.notify(f"models: {len(report.timings)} seeds and models; slowest: {slowest}")

    return work


def _compare(ground: Ground) -> None:
    try:
        compare_pairs(ground.project, ground.database, ground.artifacts, ground.notify)
    except TrainingError as error:
        raise ResolveError(str(error)) from error


def _train(ground: Ground) -> None:
    # a handful of records may have no pair to learn from: then the project's weights serve
    try:
        weights = learn(ground.database)
    except TrainingError as error:
        ground.notify(f"training: {error}; the weights of the project are used")
        weights = pd.read_csv(ground.project / "seeds" / "rules" / "match_weights.csv")
    load_weights(weights, ground.database)


_CUSTOMERS = "+int_identity__customer_ids"

# Each step stands on those before it.
_TRAINED: tuple[Step, ...] = (
    Step("landing", _land),
    Step("comparisons", _compare),
    Step("training", _train),
    # the weights just learnt take the place of the seed
    Step("customers", _models(_CUSTOMERS, but=[PATTERNS, "match_weights"], training=True)),
)
_UNTRAINED: tuple[Step, ...] = (Step("landing", _land), Step("customers", _models(_CUSTOMERS)))


@contextmanager
def _timed(name: str, seconds: dict[str, float], notify: Callable[[str], None]) -> Iterator[None]:
    notify(f"{name}: started")
    started = time.monotonic()
    yield
    seconds[name] = time.monotonic() - started
    notify(f"{name}: {seconds[name]:.1f} s")
