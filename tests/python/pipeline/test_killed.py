"""A run that is killed at any moment leaves nothing behind that the next run would trip over."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import published
from runs import deliver, run_in, settings_of

DRIVER = Path(__file__).with_name("killed_driver.py")
KILLS = 3


class Reader(threading.Thread):
    """Opens the published file over and over, as dashboards do, and notes what it saw."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.seen: set[tuple[int, ...]] = set()
        self.faults: list[str] = []
        self.reads = 0
        self.stop = threading.Event()

    def run(self) -> None:
        while not self.stop.wait(0.05):
            try:
                self.seen.add(figures(self.path))
                self.reads += 1
            except duckdb.Error as error:
                self.faults.append(str(error))


def figures(path: Path) -> tuple[int, ...]:
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute(
            """
            select
                (select count(*) from customer_360),
                (select count(*) from fct_orders),
                (select count(*) from fct_order_lines),
                (select count(*) from rejected_records),
                (select count(*) from reconciliation)
            """
        ).fetchone()
    assert row is not None
    return tuple(row)


def start(place: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(DRIVER), str(place)])


def test_a_killed_run_is_as_if_it_had_not_been(
    demo: Path, files: list[Path], tmp_path: Path
) -> None:
    first = [name for name in files if "2025-03" not in name.name]
    rest = [name for name in files if "2025-03" in name.name]
    assert first
    assert rest
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    deliver(demo, first, calm)
    before = figures(run_in(calm))
    shutil.copytree(calm, disturbed)
    deliver(demo, rest, calm)
    started = time.monotonic()
    assert start(calm).wait() == 0
    whole = time.monotonic() - started
    undisturbed = settings_of(calm).published

    deliver(demo, rest, disturbed)
    target = settings_of(disturbed).published
    reader = Reader(target)
    reader.start()
    chance = random.Random(20251231)  # noqa: S311 -- moments to kill at, no secret
    killed = 0
    # at a moment of each part of a run: early, in the middle, late
    for part in range(KILLS):
        victim = start(disturbed)
        time.sleep(whole * (part + chance.random()) / KILLS)
        victim.kill()
        killed += victim.wait() == -signal.SIGKILL
    assert start(disturbed).wait() == 0
    reader.stop.set()
    reader.join()

    # where a machine is now faster than before, the latest may have come to its end
    assert killed >= KILLS - 1
    assert reader.reads > 50
    assert reader.faults == []
    assert reader.seen <= {before, figures(target)}
    assert published.partition(target) == published.partition(undisturbed)
    # a build that was killed after it had given ids is one more build in the history of ids
    assert published.renamed(target, without=published.HISTORY) == published.renamed(
        undisturbed, without=published.HISTORY
    )
    leftovers = [
        path.name for path in target.parent.iterdir() if path.name.startswith(".customer_360.d")
    ]
    assert leftovers == []
