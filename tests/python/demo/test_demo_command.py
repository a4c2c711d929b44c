"""The command: bad arguments, foreign files, and the mark of completeness."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from customer360.demo import GenerateError, Options, generate, is_complete

from .conftest import run

SCRIPT = Path(__file__).parents[3] / "scripts" / "generate_demo.py"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_command_writes_and_says_so_on_standard_error(tmp_path: Path) -> None:
    done = command("--people", "60", "--months", "1", "--out", str(tmp_path / "raw"))
    assert done.returncode == 0
    assert done.stdout == ""
    assert "web events" in done.stderr
    assert is_complete(tmp_path / "raw_truth")


def test_bad_arguments_give_one_sentence_and_code_two(tmp_path: Path) -> None:
    done = command("--out", str(tmp_path / "raw"), "--end", "31.12.2025")
    assert done.returncode == 2
    assert "--end" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "raw").exists()


@pytest.mark.parametrize(
    "bad", [{"people": 0}, {"months": 0}, {"seed": -1}, {"end": dt.date(1990, 1, 1)}]
)
def test_bad_arguments_are_refused_before_anything_is_written(
    tmp_path: Path, bad: dict[str, Any]
) -> None:
    with pytest.raises(GenerateError, match=f"--{next(iter(bad))}"):
        generate(Options(tmp_path / "raw", **bad), Console(quiet=True))
    assert not (tmp_path / "raw").exists()


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=st.integers(50, 120), months=st.integers(1, 2), seed=st.integers(0, 2**63))
def test_tiny_runs_come_to_their_end(tmp_path: Path, people: int, months: int, seed: int) -> None:
    options = Options(tmp_path / "raw", None, people, months, seed, overwrite=True)
    assert is_complete(generate(options, Console(quiet=True)))


def test_a_directory_with_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "letter.txt").write_text("keep")
    with pytest.raises(GenerateError, match="not empty"):
        generate(Options(tmp_path / "raw", people=60, months=1), Console(quiet=True))


def test_overwrite_removes_only_what_a_run_owns(tmp_path: Path) -> None:
    first = run(tmp_path, people=60, months=2)
    (first.out / "pos" / "letter.txt").write_text("keep")
    (first.out / "pos" / "own.csv").write_text("keep")
    (first.out / "note.csv").write_text("keep")
    old = {path.name for path in (first.out / "pos").iterdir()}
    options = Options(first.out, people=60, months=1, overwrite=True)
    generate(options, Console(quiet=True))
    new = {path.name for path in (first.out / "pos").iterdir()}
    assert {"letter.txt", "own.csv"} <= new
    assert (first.out / "note.csv").exists()
    assert len(new) < len(old)


def test_truth_inside_the_output_is_refused(tmp_path: Path) -> None:
    options = Options(tmp_path / "raw", truth=tmp_path / "raw" / "truth", people=60, months=1)
    with pytest.raises(GenerateError, match="outside"):
        generate(options, Console(quiet=True))


def test_an_interrupted_run_is_not_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(tmp_path, people=60, months=1)
    assert is_complete(done.truth)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("customer360.demo.web_events.export", stop)
    options = Options(done.out, people=60, months=1, overwrite=True)
    with pytest.raises(KeyboardInterrupt):
        generate(options, Console(quiet=True))
    assert not is_complete(done.truth)
    assert not is_complete(tmp_path / "nowhere")
