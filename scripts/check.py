"""Everything that CI runs, in the order in which it fails soonest."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

REPOSITORY = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Check:
    """One check: a name, the group it belongs to and the command."""

    name: str
    group: str
    command: tuple[str, ...]
    streams: bool = False


def _tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


CHECKS = (
    Check("ruff check", "lint", _tool("ruff", "check", ".")),
    Check("ruff format", "lint", _tool("ruff", "format", "--check", ".")),
    Check("mypy", "lint", _tool("mypy")),
    Check("yamllint", "lint", _tool("yamllint", "--strict", ".")),
    Check(
        "strict YAML",
        "lint",
        (sys.executable, "scripts/check_yaml.py", "--target", "sample"),
    ),
    Check(
        "personas",
        "build",
        _tool("dbt", "--quiet", "build", "--target", "sample"),
    ),
    Check(
        "metrics",
        "build",
        (
            *(sys.executable, "scripts/metrics.py", "check"),
            *("--database", "target/sample.duckdb", "--artifacts", "target"),
        ),
    ),
    Check(
        "dbt docs",
        "build",
        _tool(
            "dbt",
            "--quiet",
            "docs",
            "generate",
            "--target",
            "sample",
        ),
    ),
    Check(
        "coverage of docs",
        "build",
        _tool(
            "dbt-coverage",
            *("compute", "doc", "--run-artifacts-dir", "target"),
            *("--model-path-filter", "models/marts/", "--cov-fail-under", "1.0"),
        ),
    ),
    Check(
        "dbt-bouncer",
        "build",
        _tool("dbt-bouncer", "run", "--config-file", "dbt-bouncer.yml"),
    ),
    Check("sqlfluff", "lint", _tool("sqlfluff", "lint", "models", "tests", "analyses")),
    Check(
        "pytest",
        "pytest",
        _tool(
            "pytest",
            *("-q", "-n", "2", "--durations", "25"),
            # a file in one process: what its tests share is made once
            *("--dist", "loadfile", "--no-loadscope-reorder"),
        ),
        streams=True,
    ),
)
GROUPS = ("lint", "build", "pytest")


def main(
    only: Annotated[
        str | None, typer.Option(help=f"One group of checks: {', '.join(GROUPS)}.")
    ] = None,
) -> None:
    """Run the checks; go on after a failure, and name all failures at the end."""
    console = Console(soft_wrap=True)
    if only is not None and only not in GROUPS:
        console.print(f"--only {only}: no such group; known: {', '.join(GROUPS)}")
        raise typer.Exit(code=2)
    sample = REPOSITORY / "target" / "sample.duckdb"
    sample.parent.mkdir(parents=True, exist_ok=True)
    # personas are built from nothing: the memory of ids must not come from an earlier build
    sample.unlink(missing_ok=True)
    environment = os.environ | {
        "CUSTOMER360_SAMPLE_DATABASE": str(sample),
        "DBT_PROFILES_DIR": str(REPOSITORY),
        # statistics on two busy cores: one thread each
        "OMP_NUM_THREADS": "1",
    }
    failed = [
        check.name
        for check in CHECKS
        if only in (None, check.group) and not _passes(check, environment, console)
    ]
    if failed:
        console.print(f"failed: {', '.join(failed)}", style="red")
        raise typer.Exit(code=1)
    console.print("all checks passed", style="green")


def _passes(check: Check, environment: dict[str, str], console: Console) -> bool:
    started = time.monotonic()
    if check.streams:
        console.print(f"{check.name} ...")
    outcome = subprocess.run(
        check.command,
        cwd=REPOSITORY,
        env=environment,
        check=False,
        text=True,
        stdout=None if check.streams else subprocess.PIPE,
        stderr=None if check.streams else subprocess.STDOUT,
    )
    passed = outcome.returncode == 0
    verdict, seconds = "passed" if passed else "FAILED", time.monotonic() - started
    console.print(f"{check.name:<18} {verdict} in {seconds:.0f} s", highlight=False)
    if not passed and outcome.stdout:
        console.print(outcome.stdout, markup=False, highlight=False)
    return passed


if __name__ == "__main__":
    typer.run(main)
