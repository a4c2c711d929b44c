"""A small demo, and runs of the real pipeline on parts of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from rich.console import Console
from runs import deliver, run_in

from customer360.demo import Options, generate

MadeOnce = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def demo(made_once: MadeOnce) -> Path:
    """Raw files of 300 people over two months, hard cases and broken rows included."""

    def make(place: Path) -> None:
        options = Options(
            out=place / "landing", people=300, months=2, seed=11, end=dt.date(2025, 3, 31)
        )
        generate(options, Console(quiet=True))

    return made_once("demo", make) / "landing"


@pytest.fixture(scope="session")
def files(demo: Path) -> list[Path]:
    """The demo's files, relative to its folder, in order of their names."""
    return sorted(path.relative_to(demo) for path in demo.rglob("*") if path.is_file())


@pytest.fixture
def run_on(demo: Path, tmp_path: Path) -> Callable[[Sequence[Path]], Path]:
    """Run on some of the demo's files, the tests of the data included; the published file."""

    def run_on_files(names: Sequence[Path]) -> Path:
        deliver(demo, names, tmp_path)
        return run_in(tmp_path, with_tests=True)

    return run_on_files


@pytest.fixture(scope="session")
def undisturbed(made_once: MadeOnce, demo: Path, files: list[Path]) -> Path:
    """The published file of one run on all files at once."""

    def make(place: Path) -> None:
        deliver(demo, files, place)
        run_in(place)

    return made_once("undisturbed", make) / "warehouse" / "customer_360.duckdb"
