"""What may be asked for, and what a wrong question gets."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from customer360.benchmark import BadOptionsError, check_splink, parse_sizes

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "benchmark_identity.py"


def test_sizes_are_read_and_sorted() -> None:
    assert parse_sizes("1000000, 100_000,1000000") == (100_000, 1_000_000)


@pytest.mark.parametrize("text", ["", "many", "1000,", "1e6", "999", "10000001", "-5000"])
def test_bad_sizes_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadOptionsError, match="--sizes must be") as refused:
        parse_sizes(text)
    assert "\n" not in str(refused.value)


def test_without_splink_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(BadOptionsError, match="extra `benchmark`"):
        check_splink()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--sizes", "many"], "--sizes must be"),
        (["--repeats", "0"], "--repeats must be"),
        (["--difficulty", "absurd"], "--difficulty must be"),
        (["--out", "/nowhere/at/all.json"], "--out: the folder"),
    ],
)
def test_a_wrong_option_ends_the_command_with_2(options: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *options], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
