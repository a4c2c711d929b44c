"""All runs of one session, this project and Splink by turns."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from customer360.benchmark.measure import PROGRESS
from customer360.benchmark.summary import Run, Score

__all__ = ["BenchmarkError", "Plan", "run_session"]

_LAST_LINES = 12


class BenchmarkError(RuntimeError):
    """A step failed; the message names it and ends in what it said last."""


@dataclass(frozen=True)
class Plan:
    """What to run.

    Attributes:
        sizes: Numbers of records.
        repeats: Runs of each side for each size.
        hard: 0 for the demo's usual rates, 1 for the hardest.
        project: Folder of the dbt project.
        notify: Called with lines of progress.
    """

    sizes: tuple[int, ...]
    repeats: int
    hard: float
    project: Path
    notify: Callable[[str], None]


def run_session(plan: Plan) -> list[Run]:
    """Run both sides on each size, A B A B over the repeats.

    Untimed for both: making the records and giving their columns the names of the feed contract.

    Args:
        plan: What to run.

    Returns:
        All runs in their order.

    Raises:
        BenchmarkError: A step failed.
    """
    runs: list[Run] = []
    for size in plan.sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark_identity_") as folder:
            runs += _Session(plan, size, Path(folder)).run()
    return runs


class _Session:
    """The runs on one set of records."""

    def __init__(self, plan: Plan, size: int, folder: Path) -> None:
        self._plan, self._size, self._folder = plan, size, folder
        self._truth = str(folder / "records" / "truth.parquet")
        self._prepared = str(folder / "prepared" / "evaluation.duckdb")

    def run(self) -> list[Run]:
        landing = self._make_records()
        runs: list[Run] = []
        for repeat in range(self._plan.repeats):
            for side in (self._run_ours, self._run_splink):
                runs.append(self._in_workspace(side, landing, repeat + 1))
        return _with_our_share(runs)

    def _make_records(self) -> str:
        self._plan.notify(f"{self._size:,} records: making them")
        out = self._folder / "records"
        self._job("generate", out=str(out), records=self._size, hard=self._plan.hard)
        (self._folder / "prepared").mkdir()
        prepared = self._job(
            "prepare",
            records=str(out / "records.parquet"),
            workspace=str(self._folder / "prepared"),
            project=str(self._plan.project),
        )
        return str(prepared["landing"])

    def _in_workspace(
        self, side: Callable[[str, Path, int], Run], landing: str, repeat: int
    ) -> Run:
        space = self._folder / "run"
        try:
            return side(landing, space, repeat)
        finally:
            shutil.rmtree(space, ignore_errors=True)

    def _run_ours(self, landing: str, space: Path, repeat: int) -> Run:
        self._say("this project", repeat)
        done = self._job(
            "ours", landing=landing, workspace=str(space), project=str(self._plan.project)
        )
        return Run(
            side="ours",
            records=self._size,
            repeat=repeat,
            seconds=done["seconds"],
            # set when the standardising was measured too
            seconds_from_standardised=done["seconds"],
            peak_memory_mb=done["peak_memory_mb"],
            score=self._score(done["clusters"]),
            seconds_by_step=done["seconds_by_step"],
        )

    def _run_splink(self, landing: str, space: Path, repeat: int) -> Run:
        self._say("Splink", repeat)
        before = self._job(
            "standardise",
            landing=landing,
            workspace=str(space / "standardised"),
            project=str(self._plan.project),
        )
        done = self._job("splink", standardised=before["database"], workspace=str(space / "splink"))
        scores = {float(name): self._score(path) for name, path in done["clusters"].items()}
        standardising = before["landing_seconds"] + before["build_seconds"]
        return Run(
            side="splink",
            records=self._size,
            repeat=repeat,
            seconds=standardising + done["seconds"],
            seconds_from_standardised=done["seconds"],
            peak_memory_mb=done["peak_memory_mb"],
            score=scores[done["threshold"]],
            seconds_by_step={
                "landing": before["landing_seconds"],
                "standardising": before["build_seconds"],
                "standardising, models alone": before["model_seconds"],
                **done["seconds_by_step"],
            },
            by_threshold=scores,
            peak_memory_mb_standardising=before["peak_memory_mb"],
        )

    def _score(self, clusters: str) -> Score:
        return Score(
            **self._job("score", clusters=clusters, truth=self._truth, prepared=self._prepared)
        )

    def _say(self, side: str, repeat: int) -> None:
        self._plan.notify(f"{self._size:,} records: {side}, run {repeat} of {self._plan.repeats}")

    def _job(self, name: str, **arguments: object) -> dict[str, Any]:
        """Run a job of the worker and return its figures; what it says goes to stderr."""
        figures = self._folder / "figures.json"
        last: deque[str] = deque(maxlen=_LAST_LINES)
        with subprocess.Popen(
            [sys.executable, "-m", "customer360.benchmark.worker", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
        ) as worker:
            assert worker.stdin is not None
            assert worker.stderr is not None
            json.dump({"figures": str(figures), **arguments}, worker.stdin)
            worker.stdin.close()
            for line in worker.stderr:
                last.append(line.rstrip())
                if line.startswith(PROGRESS):
                    self._plan.notify(line.rstrip())
        if worker.returncode != 0:
            raise BenchmarkError(
                f"the step {name!r} failed on {self._size:,} records:\n" + "\n".join(last)
            )
        found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
        figures.unlink()
        return found


def _with_our_share(runs: list[Run]) -> list[Run]:
    """Take off our runs what the same landing and the same models took on Splink's side.

    dbt's start stays in our time: only the span of the standardising models is taken off.
    """
    spans = {
        run.repeat: run.seconds_by_step["standardising, models alone"]
        for run in runs
        if run.side == "splink"
    }
    return [
        run.from_standardised(
            run.seconds - run.seconds_by_step.get("landing", 0.0) - spans[run.repeat]
        )
        if run.side == "ours"
        else run
        for run in runs
    ]
