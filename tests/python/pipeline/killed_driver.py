"""Run the pipeline in the folder given on the command line; a process of its own, to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from runs import run_in

if __name__ == "__main__":
    run_in(Path(sys.argv[1]))
