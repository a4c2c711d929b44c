"""The run: demo if there is nothing, landing, build, publication, summary."""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from rich.console import Console

from customer360.contract import Contract, load_contract
from customer360.landing import LandingReport, land, landed_digest
from customer360.landing.discover import discover
from customer360.landing.render import render
from customer360.pipeline.dbt_build import BuildReport, build
from customer360.pipeline.lock import only_run
from customer360.pipeline.publish import publish
from customer360.pipeline.state import inputs_digest, read_state, write_state
from customer360.pipeline.summary import QUERIES_TO_TRY, Summary, summarise_published
from customer360.scoring import score_warehouse

__all__ = ["RunError", "RunSettings", "run"]

_SLOWEST_SHOWN = 10
# all that reads the schema `scores`, directly or not
_NEEDS_SCORES = "source:scores+"


class RunError(RuntimeError):
    """A step failed; the published file is as it was before."""


@dataclass(frozen=True)
class RunSettings:
    """What a run works on.

    Attributes:
        project: Folder of the dbt project.
        landing: Folder with one folder per system.
        warehouse: Folder of the build file and the published file.
        name: Name of the published file, without its ending.
        variables: dbt variables, besides those of dbt_project.yml.
        make_demo: Called with an empty folder to fill when there is nothing to land; null refuses.
        show_slowest: Whether the slowest models are listed at the end.
        build_arguments: Further arguments of `dbt build`.
    """

    project: Path
    landing: Path
    warehouse: Path
    name: str = "customer_360"
    variables: Mapping[str, object] = field(default_factory=dict)
    make_demo: Callable[[Path], None] | None = None
    show_slowest: bool = False
    build_arguments: Sequence[str] = ()

    @property
    def build_file(self) -> Path:
        """The file that dbt builds in; one writer, no readers."""
        return self.warehouse / f"build_{self.name}.duckdb"

    @property
    def published(self) -> Path:
        """The file for readers."""
        return self.warehouse / f"{self.name}.duckdb"

    @property
    def artifacts(self) -> Path:
        """Folder of dbt's manifest, compiled SQL and logs."""
        return self.warehouse / f"dbt_{self.name}"

    @property
    def state_file(self) -> Path:
        """What the last published build was made of."""
        return self.warehouse / f"{self.name}.state.json"


def run(settings: RunSettings, console: Console) -> Summary:
    """Take the data the whole way from files to the published profile.

    Args:
        settings: What to work on.
        console: Where progress and summary go.

    Returns:
        The closing figures.

    Raises:
        RunError: A step failed, with what to do about it.
        LandingError: The landing folder is not usable.
        PublishError: A mart is missing in the build file.
        OSError, duckdb.Error: A folder or a file cannot be used.
    """
    steps = _Steps(console)
    with only_run(settings.warehouse / f".{settings.name}.lock", steps.say):
        contract = load_contract(settings.project / "models" / "staging")
        _make_demo_if_empty(settings, contract, steps)
        report = _land(settings, contract, steps)
        render(report, console)
        digest = inputs_digest(
            settings.project, landed_digest(settings.build_file), settings.variables
        )
        state = read_state(settings.state_file)
        summary = _still_published(settings) if state.get("inputs") == digest else None
        if summary is None:
            _build_and_publish(settings, steps, digest)
            summary = summarise_published(settings.published)
        else:
            steps.say("nothing new since the last build: the published file stays as it is")
        _show(summary, settings, steps, console)
    return summary


class _Steps:
    """One line per step, with its seconds and the peak memory up to its end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.taken: dict[str, str] = {}

    def say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False)

    def done(self, step: str, started: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.taken[step] = f"{time.monotonic() - started:.1f} s (peak {peak:,.0f} MB)"


def _still_published(settings: RunSettings) -> Summary | None:
    """Return the figures of the published file; null where it is gone or was damaged."""
    try:
        return summarise_published(settings.published)
    except duckdb.Error:
        return None


def _make_demo_if_empty(settings: RunSettings, contract: Contract, steps: _Steps) -> None:
    with only_run(settings.landing.with_name(f".{settings.landing.name}.lock"), steps.say):
        _make_demo_unlocked(settings, contract, steps)


def _make_demo_unlocked(settings: RunSettings, contract: Contract, steps: _Steps) -> None:
    if settings.landing.is_dir() and discover(settings.landing, contract):
        return
    if settings.build_file.exists():
        # files that were moved away after landing are landed all the same
        steps.say(f"{settings.landing} holds no files: what was landed before stays")
        settings.landing.mkdir(parents=True, exist_ok=True)
        return
    if settings.make_demo is None:
        raise RunError(
            f"{settings.landing} holds no files: put exports into {settings.landing}/<system>/, "
            "see README.md, 'Your own files'"
        )
    steps.say(f"demo: {settings.landing} is empty, writing the demo retailer into it")
    started = time.monotonic()
    # under another name until it is whole: a killed run never leaves half a demo to be landed
    unfinished = settings.landing.with_name(f".{settings.landing.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    settings.make_demo(unfinished)
    shutil.rmtree(settings.landing, ignore_errors=True)
    unfinished.rename(settings.landing)
    steps.done("demo", started)


def _land(settings: RunSettings, contract: Contract, steps: _Steps) -> LandingReport:
    steps.say(f"landing: {settings.landing}")
    started = time.monotonic()
    former = read_state(settings.state_file).get("landing")
    if former not in (None, str(settings.landing)):
        steps.say(
            f"note: this warehouse already holds files of {former}; those of {settings.landing} "
            "join them. NAME=other make run builds a file of its own"
        )
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    report = land(settings.landing, settings.build_file, contract, notify=steps.say)
    steps.done("landing", started)
    return report


def _build_and_publish(settings: RunSettings, steps: _Steps, digest: str) -> None:
    steps.say("build: models and tests that no score is needed for")
    prepared = _build(settings, steps, "build", "--exclude", _NEEDS_SCORES)
    steps.say("score: what customers may do next")
    started = time.monotonic()
    scored = score_warehouse(
        settings.build_file, settings.project / "models" / "staging", steps.say
    )
    steps.done("score", started)
    for line in scored.lines:
        steps.say(f"  {line}")
    steps.say("build: models and tests that scores are part of")
    finished = _build(settings, steps, "build on scores", "--select", _NEEDS_SCORES)
    steps.say(f"build: {_counted(prepared, finished)}")
    if settings.show_slowest:
        timings = [*prepared.timings, *finished.timings]
        slowest = sorted(timings, key=lambda timing: (-timing.seconds, timing.name))
        for timing in [t for t in slowest if t.kind == "model"][:_SLOWEST_SHOWN]:
            steps.say(f"  {timing.seconds:6.1f} s  {timing.name}")
    steps.say(f"publish: {settings.published}")
    started = time.monotonic()
    publish(settings.build_file, settings.artifacts / "manifest.json", settings.published)
    write_state(settings.state_file, {"inputs": digest, "landing": str(settings.landing)})
    steps.done("publish", started)


def _build(settings: RunSettings, steps: _Steps, step: str, *selection: str) -> BuildReport:
    started = time.monotonic()
    report = build(
        settings.project,
        target="landed",
        database=settings.build_file,
        artifacts=settings.artifacts,
        variables=settings.variables,
        notify=steps.say,
        arguments=(*settings.build_arguments, *selection),
    )
    steps.done(step, started)
    if not report.succeeded:
        failures = "\n  ".join(report.failures)
        raise RunError(
            f"the build failed, the published file stays as it was:\n  {failures}\n"
            f"dbt's own words are in {settings.artifacts}/logs/dbt.log"
        )
    return report


def _counted(*reports: BuildReport) -> str:
    return ", ".join(
        f"{sum(report.counts.get(kind, 0) for report in reports)} {plural}"
        for kind, plural in (
            ("seed", "seeds"),
            ("model", "models"),
            ("test", "tests"),
            ("unit_test", "unit tests"),
        )
    )


def _show(summary: Summary, settings: RunSettings, steps: _Steps, console: Console) -> None:
    share = "-" if summary.anonymous_share is None else f"{summary.anonymous_share:.1%}"
    taken = ", ".join(f"{step} {figure}" for step, figure in steps.taken.items())
    console.rule()
    steps.say(f"customers        {summary.customers:,} from {summary.records:,} source records")
    steps.say(f"orders           {summary.orders:,}, of which anonymous {share}")
    steps.say(
        f"rejected rows    {summary.rejected_rows:,} (and {summary.repeated_rows:,} that came "
        "again); see the table rejected_records"
    )
    steps.say(
        "reconciliation   "
        + (
            "every row and every cent accounted for"
            if summary.unreconciled == 0
            else f"{summary.unreconciled} checks do not add up; see the table reconciliation"
        )
    )
    steps.say(f"published        {settings.published}")
    steps.say(f"time             {taken}")
    steps.say('\nThree queries to try, for example with: .venv/bin/python scripts/query.py "..."\n')
    for query in QUERIES_TO_TRY:
        steps.say(query + ";\n")
