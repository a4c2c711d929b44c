"""What all processes of one run of pytest share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from customer360.pipeline.lock import only_run

MadeOnce = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """A folder that the first process to ask for it fills; the others wait, and find it whole."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Callable[[Path], None]) -> Path:
        place = shared / name
        with only_run(shared / f".{name}.lock", lambda _line: None):
            if not (shared / f".{name}.whole").exists():
                # what a process that failed here left behind is no beginning
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
                make(place)
                (shared / f".{name}.whole").touch()
        return place

    return folder
