"""Runs, put together by size, and both sides against each other."""

from __future__ import annotations

import dataclasses
import itertools
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Comparison", "Run", "Score", "Side", "as_dict", "compare", "growth"]


@dataclass(frozen=True)
class Score:
    """Pairwise figures of a clustering, 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Run:
    """One run of one side.

    Attributes:
        side: ours or splink.
        records: Number of records.
        repeat: Number of the run, from 1.
        seconds: Wall time from landing files to clusters.
        seconds_from_standardised: The same without landing and standardising.
        peak_memory_mb: High-water mark of the process that trains, scores and clusters, in MiB.
        score: Against the truth; Splink's is that of its usual threshold.
        seconds_by_step: Wall time by step.
        by_threshold: Splink's scores by threshold.
        peak_memory_mb_standardising: The same of the process that standardises for Splink.
    """

    side: str
    records: int
    repeat: int
    seconds: float
    seconds_from_standardised: float
    peak_memory_mb: float
    score: Score
    seconds_by_step: Mapping[str, float]
    by_threshold: Mapping[float, Score] = field(default_factory=dict)
    peak_memory_mb_standardising: float = 0.0

    def from_standardised(self, seconds: float) -> Run:
        """Return the same run with another time from standardised records."""
        return dataclasses.replace(self, seconds_from_standardised=seconds)


@dataclass(frozen=True)
class Side:
    """One side on one size: medians over its runs.

    Attributes:
        seconds: Wall time end to end.
        seconds_from_standardised: Wall time from standardised records.
        peak_memory_mb: High-water mark in MiB.
        score: Score of the first run; the runs differ in time, hardly in this.
        best_threshold: Splink's threshold with the highest F1, chosen by the truth.
        best_score: Score at it.
    """

    seconds: float
    seconds_from_standardised: float
    peak_memory_mb: float
    score: Score
    best_threshold: float | None = None
    best_score: Score | None = None


@dataclass(frozen=True)
class Comparison:
    """Both sides on one size.

    Attributes:
        records: Number of records.
        ours: This project.
        splink: Splink.
    """

    records: int
    ours: Side
    splink: Side

    def ratios(self) -> dict[str, float | None]:
        """Return ours / Splink by name of the figure; null where Splink's is 0."""
        ours, theirs = _figures(self.ours), _figures(self.splink)
        return {name: ours[name] / theirs[name] if theirs[name] else None for name in ours}


def compare(runs: Sequence[Run]) -> list[Comparison]:
    """Put runs together.

    Args:
        runs: Runs of both sides on one or more sizes.

    Returns:
        One comparison for each size, smallest first.

    Raises:
        ValueError: A size has no run of one side.
    """
    found = []
    for records in sorted({run.records for run in runs}):
        sides = {
            side: [run for run in runs if (run.side, run.records) == (side, records)]
            for side in ("ours", "splink")
        }
        if not all(sides.values()):
            raise ValueError(f"{records} records were not run on both sides")
        found.append(Comparison(records, _side(sides["ours"]), _side(sides["splink"])))
    return found


def growth(comparisons: Sequence[Comparison]) -> list[dict[str, float]]:
    """Return by what factor each size costs more than the one before it.

    Args:
        comparisons: What compare gave.

    Returns:
        For each size but the first: `records` and `from_records`, then `records_factor` and the
        factors of time and memory of both sides.
    """
    return [
        {
            "from_records": before.records,
            "records": after.records,
            "records_factor": after.records / before.records,
            "ours_seconds": after.ours.seconds / before.ours.seconds,
            "splink_seconds": after.splink.seconds / before.splink.seconds,
            "ours_seconds_from_standardised": after.ours.seconds_from_standardised
            / before.ours.seconds_from_standardised,
            "splink_seconds_from_standardised": after.splink.seconds_from_standardised
            / before.splink.seconds_from_standardised,
            "ours_peak_memory_mb": after.ours.peak_memory_mb / before.ours.peak_memory_mb,
            "splink_peak_memory_mb": after.splink.peak_memory_mb / before.splink.peak_memory_mb,
        }
        for before, after in itertools.pairwise(comparisons)
    ]


def as_dict(runs: Sequence[Run]) -> dict[str, object]:
    """Return everything in the shape of the command's JSON.

    Args:
        runs: All runs of the session.

    Returns:
        `sizes` (both sides and their ratios), `growth` and `runs`.

    Raises:
        ValueError: A size has no run of one side.
    """
    comparisons = compare(runs)
    return {
        "sizes": [
            {**dataclasses.asdict(each), "ours_by_splink": each.ratios()} for each in comparisons
        ],
        "growth": growth(comparisons),
        "runs": [dataclasses.asdict(run) for run in runs],
    }


def _side(runs: Sequence[Run]) -> Side:
    thresholds = runs[0].by_threshold
    best = max(thresholds, key=lambda each: thresholds[each].f1) if thresholds else None

    def median(figure: Callable[[Run], float]) -> float:
        return statistics.median(figure(run) for run in runs)

    return Side(
        seconds=median(lambda run: run.seconds),
        seconds_from_standardised=median(lambda run: run.seconds_from_standardised),
        peak_memory_mb=median(lambda run: run.peak_memory_mb),
        score=runs[0].score,
        best_threshold=best,
        best_score=thresholds[best] if best is not None else None,
    )


def _figures(side: Side) -> dict[str, float]:
    return {
        "seconds": side.seconds,
        "seconds_from_standardised": side.seconds_from_standardised,
        "peak_memory_mb": side.peak_memory_mb,
        "precision": side.score.precision,
        "recall": side.score.recall,
        "f1": side.score.f1,
    }
