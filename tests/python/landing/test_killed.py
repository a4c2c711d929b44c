"""Landing is killed again and again; in the end everything is there exactly once."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from customer360.contract import Contract, load_contract
from customer360.landing import land, landed_digest

from .conftest import Ground

ReadBack = Callable[[Path], dict[str, list[tuple[Any, ...]]]]
SEQUENCES = 2
KILLS = 6
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


@pytest.fixture
def processes() -> ForkServerContext:
    # forks of a process that has everything imported and no threads: quick to start and to kill
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    return context


def fill(ground: Ground) -> None:
    for number in range(10):
        rows = "".join(f"{number}-{row},{row}.50,text {row}\n" for row in range(1000))
        ground.put(f"shop/orders_{number}.csv", "order_id,amount,note\n" + rows + "broken\n")
        ground.put(f"shop/order_lines_{number}.csv", "order_id,quantity\n" + f"{number},1\n" * 500)
        lines = "".join(f'{{"store_id":"{number}-{row}"}}\n' for row in range(500))
        ground.put(f"till/stores_{number}.jsonl", lines)
    ground.put("shop/orders_copy.csv", (ground.folder / "shop/orders_7.csv").read_bytes())
    ground.put("shop/orders_refused.csv", "a,b\n")


def test_killed_at_any_moment(
    tmp_path: Path,
    contract: Contract,
    staging: Path,
    read_back: ReadBack,
    processes: ForkServerContext,
) -> None:
    undisturbed = Ground(tmp_path / "landing", tmp_path / "undisturbed.duckdb", contract)
    fill(undisturbed)

    def start(database: Path) -> multiprocessing.process.BaseProcess:
        process = processes.Process(target=land_it, args=(undisturbed.folder, database, staging))
        process.start()
        return process

    start(tmp_path / "warm_up.duckdb").join()
    started = time.monotonic()
    whole = start(undisturbed.database)
    whole.join()
    takes = time.monotonic() - started
    assert whole.exitcode == 0
    expected = read_back(undisturbed.database)
    assert len(expected["raw_shop.orders"]) == 10_000

    moments = random.Random(20240501)  # noqa: S311
    killed = 0
    for sequence in range(SEQUENCES):
        database = tmp_path / f"killed_{sequence}.duckdb"
        for kill in range(KILLS):
            process = start(database)
            # one moment in each part of the time that a landing takes
            time.sleep(takes * (kill + moments.random()) / KILLS)
            process.kill()
            process.join()
            killed += process.exitcode != 0
        start(database).join()
        assert read_back(database) == expected
        assert landed_digest(database) == landed_digest(undisturbed.database)
    assert killed > SEQUENCES
