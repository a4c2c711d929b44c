"""One step of the benchmark in a process of its own, so that its peak memory is its own.

`python -m customer360.benchmark.worker <job>` reads the arguments of the job as JSON from stdin and
writes its figures as JSON into the file that they name; progress goes to stderr.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from customer360.benchmark.measure import PROGRESS, peak_memory_mb

__all__ = ["JOBS"]

Figures = dict[str, Any]
# jobs import what they need: none pays for the libraries of another


def _notify(line: str) -> None:
    sys.stderr.write(f"{PROGRESS}{line}\n")


def _generate(out: str, records: int, hard: float) -> Figures:
    from customer360.demo import RecordOptions, generate_records  # noqa: PLC0415 -- of this job alone

    return {"persons": generate_records(RecordOptions(Path(out), records, hard))}


def _prepare(records: str, workspace: str, project: str) -> Figures:
    from customer360.evaluation.records import open_work_file, prepare  # noqa: PLC0415 -- of this job alone

    with open_work_file(Path(workspace)) as connection:
        prepared = prepare(connection, Path(records), Path(workspace), Path(project), _silent)
    return {"landing": str(prepared.landing), "records": prepared.records}


def _ours(landing: str, workspace: str, project: str) -> Figures:
    from customer360.evaluation import resolve  # noqa: PLC0415 -- of this job alone

    started = time.monotonic()
    resolution = resolve(Path(landing), Path(workspace), _notify, project=Path(project))
    seconds, peak = time.monotonic() - started, peak_memory_mb()
    clusters = Path(workspace) / "clusters.parquet"
    with duckdb.connect(str(resolution.database), read_only=True) as connection:
        connection.execute(f"""
            copy (
                select
                    cast(split_part(record_key, '|', -1) as bigint) as record_number,
                    customer_id as found
                from intermediate.int_identity__customer_ids
            ) to '{_quoted(clusters)}' (format parquet)
        """)
    return {
        "seconds": seconds,
        "seconds_by_step": resolution.seconds,
        "peak_memory_mb": peak,
        "clusters": str(clusters),
    }


def _standardise(landing: str, workspace: str, project: str) -> Figures:
    from customer360.benchmark.standardise import standardise  # noqa: PLC0415 -- of this job alone

    done = standardise(Path(landing), Path(workspace), _notify, project=Path(project))
    return {
        "landing_seconds": done.landing_seconds,
        "build_seconds": done.build_seconds,
        "model_seconds": done.model_seconds,
        "peak_memory_mb": peak_memory_mb(),
        "database": str(Path(workspace) / "build.duckdb"),
    }


def _splink(standardised: str, workspace: str) -> Figures:
    from customer360.benchmark.splink_side import THRESHOLD, link  # noqa: PLC0415 -- of this job alone

    started = time.monotonic()
    run = link(Path(standardised), Path(workspace), _notify)
    _notify(f"splink: {time.monotonic() - started:.1f} s with all thresholds")
    return {
        "seconds": sum(run.seconds.values()),
        "seconds_by_step": run.seconds,
        "peak_memory_mb": run.peak_memory_mb,
        "threshold": THRESHOLD,
        "scored_pairs": run.scored_pairs,
        "clusters": {str(threshold): str(path) for threshold, path in run.clusters.items()},
    }


def _score(clusters: str, truth: str, prepared: str) -> Figures:
    from customer360.evaluation import pairwise_score  # noqa: PLC0415 -- of this job alone

    with duckdb.connect(prepared, read_only=True) as connection:
        judged = connection.execute(f"""
            select
                dense_rank() over (order by truth.entity_id) as truth,
                case
                    when answers.found is not null then dense_rank() over (order by answers.found)
                end as found
            from '{_quoted(Path(truth))}' as truth
            inner join numbered on truth.record_id = numbered.record_id
            left join '{_quoted(Path(clusters))}' as answers
                on numbered.record_number = answers.record_number
            where truth.entity_id is not null
        """).df()
    score = pairwise_score(judged)
    return {"precision": score.precision, "recall": score.recall, "f1": score.f1}


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _silent(_: str) -> None:
    return None


JOBS: dict[str, Callable[..., Figures]] = {
    "generate": _generate,
    "prepare": _prepare,
    "ours": _ours,
    "standardise": _standardise,
    "splink": _splink,
    "score": _score,
}


def _main() -> None:
    asked = json.load(sys.stdin)
    target = Path(asked.pop("figures"))
    # libraries may print
    with contextlib.redirect_stdout(sys.stderr):
        figures = JOBS[sys.argv[1]](**asked)
    target.write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    _main()
