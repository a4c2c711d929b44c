"""Run the pipeline on the folders given on the command line; a process of its own, to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from customer360.pipeline import RunSettings, run

if __name__ == "__main__":
    landing, warehouse = map(Path, sys.argv[1:3])
    run(
        RunSettings(
            project=Path(__file__).resolve().parents[3],
            landing=landing,
            warehouse=warehouse,
            build_arguments=("--exclude-resource-type", "test", "unit_test"),
        ),
        Console(quiet=True),
    )
