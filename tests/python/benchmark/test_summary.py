"""Ratios, growth and the tables, from runs with round figures."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from customer360.benchmark import as_dict, compare, tables
from customer360.benchmark.summary import Run, Score, growth

GOOD, POOR = Score(0.9, 0.8, 0.85), Score(0.6, 0.4, 0.5)


def run(side: str, records: int, seconds: float, repeat: int = 1) -> Run:
    return Run(
        side=side,
        records=records,
        repeat=repeat,
        seconds=seconds,
        seconds_from_standardised=seconds / 2,
        peak_memory_mb=seconds * 10,
        score=GOOD if side == "ours" else POOR,
        seconds_by_step={"landing": 1.0},
        by_threshold={0.95: POOR, 0.5: Score(0.5, 0.8, 0.6)} if side == "splink" else {},
    )


RUNS = [
    run("ours", 1000, 10.0),
    run("splink", 1000, 20.0),
    run("ours", 1000, 30.0, repeat=2),
    run("splink", 1000, 60.0, repeat=2),
    run("ours", 10_000, 100.0),
    run("splink", 10_000, 400.0),
]


def test_a_ratio_is_ours_by_splink_of_the_medians() -> None:
    small, large = compare(RUNS)
    assert (small.ours.seconds, small.splink.seconds) == (20.0, 40.0)
    assert small.ratios()["seconds"] == pytest.approx(0.5)
    assert large.ratios()["peak_memory_mb"] == pytest.approx(0.25)
    assert large.ratios()["f1"] == pytest.approx(1.7)


def test_splinks_best_threshold_is_the_one_with_the_highest_f1() -> None:
    small = compare(RUNS)[0]
    assert (small.splink.best_threshold, small.ours.best_threshold) == (0.5, None)
    assert small.splink.best_score == Score(0.5, 0.8, 0.6)


def test_growth_is_a_factor_of_each_side() -> None:
    (step,) = growth(compare(RUNS))
    assert step["records_factor"] == pytest.approx(10.0)
    assert (step["ours_seconds"], step["splink_seconds"]) == (5.0, 10.0)


def test_a_size_of_one_side_only_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="not run on both sides"):
        compare(RUNS[:1])


def test_nothing_found_by_splink_has_no_ratio() -> None:
    nothing = Score(1.0, 0.0, 0.0)
    theirs = Run("splink", 1000, 1, 1.0, 1.0, 1.0, nothing, {}, {0.95: nothing})
    (only,) = compare([run("ours", 1000, 10.0), theirs])
    assert (only.ratios()["recall"], only.ratios()["precision"]) == (None, 0.9)


def test_tables_fit_and_name_both_sides() -> None:
    screen = io.StringIO()
    console = Console(file=screen, width=80)
    for table in tables(compare(RUNS)):
        console.print(table)
    shown = screen.getvalue()
    assert "…" not in shown
    for word in ("10,000", "ours", "Splink", "ratio", "best 0.5", "1.70"):
        assert word in shown


def test_figures_can_be_written_as_json() -> None:
    figures = json.loads(json.dumps(as_dict(RUNS)))
    assert figures["sizes"][0]["ours_by_splink"]["seconds"] == pytest.approx(0.5)
    assert [len(figures[name]) for name in ("sizes", "growth", "runs")] == [2, 1, 6]
