"""The command from files to figures."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

REPOSITORY = Path(__file__).resolve().parents[3]
SCRIPT = REPOSITORY / "scripts" / "evaluate_identity.py"
RECORDS = pd.DataFrame(
    [
        ("1", "till", "Anna", "Rossi", "04/13/1956", "anna.rossi@x.it", "00100", "red"),
        ("2", "shop", "Anna", "Rossi", "04/13/1956", "anna.rossi@x.it", "00100", "blue"),
        ("3", "shop", "Piotr", "Zielinski", "12/30/1980", "piotr@y.pl", "30001", None),
        ("4", "till", "Piotr", "Zielinski", "12/30/1980", "piotr@y.pl", "30001", None),
        ("5", "till", "Greta", "Baumgarten", "02/02/1999", "gb@z.de", "10115", "red"),
        ("6", "shop", "Oleg", "Sidorov", "07/17/1970", "oleg@w.ru", "190000", "red"),
    ],
    columns=["record_id", "source_system", "fname", "Last Name", "DOB", "e-mail", "zip", "colour"],
)
TRUTH = pd.DataFrame(
    {
        "record_id": ["1", "2", "3", "4", "5"],
        "entity_id": ["a", "a", "p", "p", "g"],
        "kind": ["twin", "plain", "plain", "plain", "plain"],
    }
)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    RECORDS.to_parquet(tmp_path / "records.parquet")
    TRUTH.to_parquet(tmp_path / "truth.parquet")
    return [
        *("--records", str(tmp_path / "records.parquet")),
        *("--truth", str(tmp_path / "truth.parquet")),
    ]


def test_from_files_to_figures(tmp_path: Path, files: list[str]) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    out = tmp_path / "figures.json"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *files, "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(scratch)},
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert json.loads(out.read_text()) == figures
    assert {name: figures[name] for name in ("precision", "recall", "f1", "bcubed_f1")} == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "bcubed_f1": 1.0,
    }
    assert (figures["records"], figures["clusters"], figures["largest_cluster"]) == (6, 4, 2)
    assert figures["records_without_truth"] == 1
    assert figures["columns_used"]["family_name"] == ["Last Name"]
    assert figures["columns_not_used"] == ["colour"]
    assert figures["date_formats"] == {"DOB": {"MM/DD/YYYY": 4}}
    assert figures["errors_by_kind"]["twin"] == {
        "records": 1,
        "missed_pairs": 0,
        "wrong_pairs": 0,
    }
    assert figures["seconds"] == pytest.approx(sum(figures["seconds_by_step"].values()), abs=0.01)
    assert figures["peak_memory_mb"] > 50
    assert "columns not used: colour" in done.stderr
    # nothing stays behind
    assert list(scratch.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "figures.json",
        "records.parquet",
        "scratch",
        "truth.parquet",
    ]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate_identity_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "{folder}/gone/figures.json"], "gone does not exist"),
        (["--out", "{folder}"], "is a folder"),
        (["--keep", "{folder}"], "is there already and not an empty folder"),
        (["--records", "{folder}/gone.parquet"], "gone.parquet does not exist"),
        (["--truth", "{folder}/records.parquet"], "the column entity_id is missing"),
    ],
)
def test_what_cannot_be_used_exits_with_2(
    script: ModuleType, tmp_path: Path, files: list[str], arguments: list[str], sentence: str
) -> None:
    app = typer.Typer()
    app.command()(script.main)
    given = [argument.format(folder=tmp_path) for argument in arguments]
    result = CliRunner().invoke(app, [*files, *given])
    assert result.exit_code == 2
    assert sentence in result.stderr.splitlines()[-1]
    assert result.stdout == ""
