"""Splink from standardised records to clusters, in a DuckDB file of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker

from customer360.benchmark import splink_model
from customer360.benchmark.measure import peak_memory_mb
from customer360.memory import memory_limit

__all__ = ["THRESHOLD", "THRESHOLDS", "SplinkRun", "link"]

THRESHOLD = 0.95
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99)

_THREADS = 2
_SAMPLED_PAIRS = 1e7
_SEED = 7


@dataclass(frozen=True)
class SplinkRun:
    """What Splink made and what it cost.

    Attributes:
        seconds: Wall time of each step up to the clusters at THRESHOLD.
        peak_memory_mb: High-water mark up to there, in MiB.
        clusters: File with record_number and found, by threshold.
        scored_pairs: Pairs at or above the lowest threshold.
    """

    seconds: dict[str, float]
    peak_memory_mb: float
    clusters: dict[float, Path]
    scored_pairs: int


def link(standardised: Path, workspace: Path, notify: Callable[[str], None]) -> SplinkRun:
    """Train, block, score and cluster.

    Args:
        standardised: The DuckDB file that standardise built.
        workspace: Folder for Splink's database and the clusters; made where it does not exist.
        notify: Called with lines of progress.

    Returns:
        Where the clusters are, and what they cost.

    Raises:
        duckdb.Error: The standardised records cannot be read.
    """
    workspace.mkdir(parents=True, exist_ok=True)
    logging.getLogger("splink").setLevel(logging.ERROR)
    seconds: dict[str, float] = {}
    with duckdb.connect(str(workspace / "splink.duckdb"), config=_config()) as connection:
        with _timed("reading", seconds, notify):
            _read(connection, standardised)
        linker = Linker(DuckDBAPI(connection).register("input"), splink_model.settings())
        with _timed("training", seconds, notify):
            _train(linker)
        with _timed("scoring", seconds, notify):
            pairs = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
        cluster = linker.clustering.cluster_pairwise_predictions_at_threshold
        with _timed("clustering", seconds, notify):
            answers = {THRESHOLD: cluster(pairs, THRESHOLD)}
        peak = peak_memory_mb()
        # help that nobody has in practice: the threshold that the truth likes best
        others = [each for each in THRESHOLDS if each != THRESHOLD]
        answers |= {each: cluster(pairs, each) for each in others}
        clusters = {
            each: _write(connection, answer.physical_name, workspace / f"clusters_{each}.parquet")
            for each, answer in answers.items()
        }
        scored = connection.execute(f"select count(*) from {pairs.physical_name}").fetchall()
    return SplinkRun(seconds, peak, clusters, int(scored[0][0]))


def _config() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": _THREADS,
        "memory_limit": memory_limit(),
        "preserve_insertion_order": False,
    }


def _read(connection: duckdb.DuckDBPyConnection, standardised: Path) -> None:
    path = str(standardised).replace("'", "''")
    connection.execute(f"attach '{path}' as standardised (read_only)")
    connection.execute(f"create table input as {splink_model.INPUT_SQL}")
    connection.execute("detach standardised")


def _train(linker: Linker) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(
        list(splink_model.DETERMINISTIC_RULES), recall=splink_model.RECALL_OF_RULES
    )
    training.estimate_u_using_random_sampling(max_pairs=_SAMPLED_PAIRS, seed=_SEED)
    for rule in splink_model.TRAINING_RULES:
        training.estimate_parameters_using_expectation_maximisation(rule)


def _write(connection: duckdb.DuckDBPyConnection, table: str, target: Path) -> Path:
    path = str(target).replace("'", "''")
    connection.execute(
        f"copy (select unique_id as record_number, cluster_id as found from {table})"
        f" to '{path}' (format parquet)"
    )
    return target


@contextmanager
def _timed(name: str, seconds: dict[str, float], notify: Callable[[str], None]) -> Iterator[None]:
    started = time.monotonic()
    yield
    seconds[name] = time.monotonic() - started
    notify(f"{name}: {seconds[name]:.1f} s")
