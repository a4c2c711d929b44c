"""Splink from generated records to clusters, through the worker's own steps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]

pytest.importorskip("splink", reason="the extra `benchmark` is not installed")


def job(folder: Path, name: str, **arguments: object) -> dict[str, Any]:
    figures = folder / f"{name}.json"
    done = subprocess.run(
        [sys.executable, "-m", "customer360.benchmark.worker", name],
        input=json.dumps({"figures": str(figures), **arguments}),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    return found


def test_splink_clusters_a_thousand_records(tmp_path: Path) -> None:
    records, prepared = tmp_path / "records", tmp_path / "prepared"
    prepared.mkdir()
    project = str(REPOSITORY)
    job(tmp_path, "generate", out=str(records), records=1000, hard=1.0)
    landed = job(
        tmp_path,
        "prepare",
        records=str(records / "records.parquet"),
        workspace=str(prepared),
        project=project,
    )
    assert landed["records"] == 1000
    standardised = job(
        tmp_path,
        "standardise",
        landing=landed["landing"],
        workspace=str(tmp_path / "standardised"),
        project=project,
    )
    assert 0 < standardised["model_seconds"] <= standardised["build_seconds"]

    linked = job(
        tmp_path,
        "splink",
        standardised=standardised["database"],
        workspace=str(tmp_path / "splink"),
    )
    assert set(linked["clusters"]) == {"0.5", "0.8", "0.9", "0.95", "0.99"}
    assert linked["peak_memory_mb"] > 50
    scores = {
        threshold: job(
            tmp_path,
            "score",
            clusters=clusters,
            truth=str(records / "truth.parquet"),
            prepared=str(prepared / "evaluation.duckdb"),
        )
        for threshold, clusters in linked["clusters"].items()
    }
    assert scores["0.95"]["precision"] > 0.8
    assert scores["0.5"]["recall"] >= scores["0.95"]["recall"] > 0.4
