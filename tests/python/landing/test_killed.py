"""Landing is killed again and again; in the end everything is there exactly once."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from customer360.contract import Contract, load_contract
from customer360.landing import land, landed_digest

from .conftest import Ground

ReadBack = Callable[[Path], dict[str, list[tuple[Any, ...]]]]
KILLS = 6
# (method of dlt's client, calls of it that return before the process dies); a system's load
# updates the schema once, copies once per table and completes once; shop comes before till
STEPS = (
    ("update_stored_schema", 0),
    ("update_stored_schema", 1),
    ("create_load_job", 2),
    ("create_load_job", 4),
    ("complete_load", 0),
    ("complete_load", 1),
)
# what dlt would import during the first load of each process
PRELOADED = (
    "customer360.landing.run",
    "dlt.common.libs.pandas",
    "dlt.common.libs.pyarrow",
    "dlt.destinations.impl.duckdb.duck",
    "dlt.load.load",
    "dlt.normalize.items_normalizers.arrow",
    "dlt.pipeline.pipeline",
)


def land_it(folder: Path, database: Path, staging: Path) -> None:
    land(folder, database, load_contract(staging))


def land_and_die(folder: Path, database: Path, staging: Path, place: str, calls: int) -> None:
    """Land, but kill the process when a method of dlt is called after so many calls of it."""
    from dlt.destinations.impl.duckdb.duck import DuckDbClient  # noqa: PLC0415

    original = getattr(DuckDbClient, place)
    returned = itertools.count()

    def dies(*arguments: Any, **options: Any) -> Any:
        if next(returned) == calls:
            # jobs that were started run in threads meanwhile
            time.sleep(0.1)
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*arguments, **options)

    setattr(DuckDbClient, place, dies)
    land_it(folder, database, staging)


def fill(ground: Ground) -> None:
    for number in range(10):
        rows = "".join(f"{number}-{row},{row}.50,text {row}\n" for row in range(1000))
        ground.put(f"shop/orders_{number}.csv", "order_id,amount,note\n" + rows + "broken\n")
        ground.put(f"shop/order_lines_{number}.csv", "order_id,quantity\n" + f"{number},1\n" * 500)
        lines = "".join(f'{{"store_id":"{number}-{row}"}}\n' for row in range(500))
        ground.put(f"till/stores_{number}.jsonl", lines)
    ground.put("shop/orders_copy.csv", (ground.folder / "shop/orders_7.csv").read_bytes())
    ground.put("shop/orders_refused.csv", "a,b\n")


@dataclass(frozen=True)
class Undisturbed:
    """A landing that nobody killed, and the means to start others over the same files."""

    ground: Ground
    staging: Path
    processes: ForkServerContext

    def start(self, database: Path, target: Callable[..., None], *more: object) -> BaseProcess:
        arguments = (self.ground.folder, database, self.staging, *more)
        process = self.processes.Process(target=target, args=arguments)
        process.start()
        return process


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, contract: Contract, staging: Path
) -> Undisturbed:
    # forks of a process that has everything imported and no threads: quick to start and to kill
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([*PRELOADED])
    base = tmp_path_factory.mktemp("undisturbed")
    ground = Ground(base / "landing", base / "undisturbed.duckdb", contract)
    fill(ground)
    whole = Undisturbed(ground, staging, processes)
    whole.start(ground.database, land_it).join()
    assert ground.rows("select count(*) from raw_shop.orders") == [(10_000,)]
    return whole


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_killed_between_the_steps_of_a_load(
    tmp_path: Path, undisturbed: Undisturbed, read_back: ReadBack, step: tuple[str, int]
) -> None:
    database = tmp_path / "killed.duckdb"
    killed = undisturbed.start(database, land_and_die, *step)
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    assert landed_digest(database) != landed_digest(undisturbed.ground.database)
    undisturbed.start(database, land_it).join()
    assert read_back(database) == read_back(undisturbed.ground.database)
    assert landed_digest(database) == landed_digest(undisturbed.ground.database)


def test_killed_at_any_moment(
    tmp_path: Path, undisturbed: Undisturbed, read_back: ReadBack
) -> None:
    started = time.monotonic()
    undisturbed.start(tmp_path / "timed.duckdb", land_it).join()
    takes = time.monotonic() - started
    moments = random.Random(20240501)  # noqa: S311
    database = tmp_path / "killed.duckdb"
    killed = 0
    for kill in range(KILLS):
        process = undisturbed.start(database, land_it)
        # one moment in each part of the time that a landing takes
        time.sleep(takes * (kill + moments.random()) / KILLS)
        process.kill()
        process.join()
        killed += process.exitcode != 0
    undisturbed.start(database, land_it).join()
    assert read_back(database) == read_back(undisturbed.ground.database)
    assert landed_digest(database) == landed_digest(undisturbed.ground.database)
    assert killed > 1
