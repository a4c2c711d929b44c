"""Runs of the real pipeline in a folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from customer360.pipeline import RunSettings, run

REPOSITORY = Path(__file__).resolve().parents[3]


def settings_of(place: Path, *, with_tests: bool = False) -> RunSettings:
    """Return the settings of a run of which all files lie in a folder.

    The unit tests run in the build of the personas. So do the tests of the data, unless they are
    asked for: most tests here compare the data themselves.
    """
    left_out = ("unit_test",) if with_tests else ("test", "unit_test")
    return RunSettings(
        project=REPOSITORY,
        landing=place / "landing",
        warehouse=place / "warehouse",
        build_arguments=("--exclude-resource-type", *left_out),
    )


def deliver(demo: Path, names: Iterable[Path], place: Path) -> None:
    """Copy files of the demo to where a run in this folder looks for them."""
    for name in names:
        target = settings_of(place).landing / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(demo / name, target)


def run_in(place: Path, *, with_tests: bool = False) -> Path:
    """Run, and give back the published file."""
    settings = settings_of(place, with_tests=with_tests)
    run(settings, Console(quiet=True))
    return settings.published
