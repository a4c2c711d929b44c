"""A small demo, and runs of the real pipeline on parts of it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from rich.console import Console

from customer360.demo import Options, generate
from customer360.pipeline import RunSettings, run

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw files of 300 people over two months, hard cases and broken rows included."""
    folder = tmp_path_factory.mktemp("demo") / "landing"
    options = Options(out=folder, people=300, months=2, seed=11, end=dt.date(2025, 3, 31))
    generate(options, Console(quiet=True))
    return folder


@pytest.fixture(scope="session")
def files(demo: Path) -> list[Path]:
    """The demo's files, relative to its folder, in order of their names."""
    return sorted(path.relative_to(demo) for path in demo.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def run_on(
    demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Iterable[Sequence[Path]]], Path]:
    """Deliver the demo's files in batches, run after each, and give back the published file."""

    def deliver(batches: Iterable[Sequence[Path]]) -> Path:
        place = tmp_path_factory.mktemp("run")
        settings = RunSettings(
            project=REPOSITORY,
            landing=place / "landing",
            warehouse=place / "warehouse",
            # the tests of the build run once, in the undisturbed run: here the data is compared
            build_arguments=("--exclude-resource-type", "test", "unit_test"),
        )
        for batch in batches:
            for name in batch:
                target = settings.landing / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(demo / name, target)
            run(settings, Console(quiet=True))
        return settings.published

    return deliver


@pytest.fixture(scope="session")
def undisturbed(run_on: Callable[[Iterable[Sequence[Path]]], Path], files: list[Path]) -> Path:
    """The published file of one run on all files at once."""
    return run_on([files])
