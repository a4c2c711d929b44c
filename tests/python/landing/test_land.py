from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer360.contract import Contract
from customer360.landing import FileOutcome, LandingError, land, landed_digest, read
from customer360.landing.ledger import drop_unfinished

from .conftest import Ground

HEADER = "order_id,amount,note\n"
ReadBack = Callable[[Path], dict[str, list[tuple[Any, ...]]]]


def file_id(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()[:16]


def told(outcomes: tuple[FileOutcome, ...]) -> list[tuple[str, str, str]]:
    return [(outcome.file_name, outcome.kind, outcome.message) for outcome in outcomes]


def test_rows_rejected_rows_and_ledger_land_together(ground: Ground, read_back: ReadBack) -> None:
    data = "order_id,Extra,amount\n1,NULL,2.50\n2,x\n3,,4\n"
    ground.put("shop/2024/orders_1.csv", data)
    ground.put("till/stores.jsonl", '{"store_id":7,"city":"Roma","open":true}\n')
    report = ground.land()
    key = file_id(data)
    orders = ground.rows(
        "select order_id, amount, note, extra, _file_id, _row_number from raw_shop.orders"
    )
    assert orders == [("1", "2.50", None, "NULL", key, 1), ("3", "4", None, None, key, 3)]
    back = read_back(ground.database)
    detail = "expected 3 fields, found 2"
    assert back["raw_shop.rejected_rows"] == [
        (key, "2024/orders_1.csv", "orders", 2, "ragged_row", detail, "2,x")
    ]
    message = "1 rows rejected (1 ragged_row), the first is row 2"
    assert back["raw_shop.landed_files"] == [
        ("2024/orders_1.csv", key, "orders", len(data), 2, 1, "landed", message)
    ]
    assert back["raw_till.stores"][0][:2] == ("7", "Roma")
    assert back["raw_till.rejected_rows"] == []
    types = dict(ground.rows("select column_name, column_type from (describe raw_shop.orders)"))
    assert types.pop("_row_number") == "BIGINT"
    assert set(types.values()) == {"VARCHAR"}
    assert (report.rows_landed, report.rows_rejected, report.files) == (3, 1, 2)
    assert told(report.notable) == [("2024/orders_1.csv", "new", message)]
    loads = ground.rows("select load_id, status from raw_shop._dlt_loads")
    assert loads == [(*ground.rows("select distinct _dlt_load_id from raw_shop.orders")[0], 0)]


def test_nothing_new_changes_nothing(
    ground: Ground, read_back: ReadBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    ground.put("shop/orders_bad.csv", "x\n1\n")
    ground.land()
    before = read_back(ground.database)
    monkeypatch.setattr("customer360.landing.run.load_batches", pytest.fail)
    report = ground.land()
    assert read_back(ground.database) == before
    assert (report.count("skipped"), report.count("refused")) == (1, 1)
    assert [outcome.file_name for outcome in report.notable] == ["orders_bad.csv"]


def test_known_content_under_another_name_is_recorded_once(ground: Ground) -> None:
    data = HEADER + "1,2,x\n"
    ground.put("shop/orders_b.csv", data)
    ground.put("shop/orders_c.csv", data)
    first = ground.land()
    ground.put("shop/orders_a.csv", data)
    second = ground.land()
    assert told(first.notable) == [("orders_c.csv", "repeated", "same content as orders_b.csv")]
    assert told(second.notable) == [("orders_a.csv", "repeated", "same content as orders_b.csv")]
    assert ground.rows("select count(*) from raw_shop.orders") == [(1,)]
    assert ground.rows("select min(file_name), count(*) from raw_shop.landed_files") == [
        ("orders_a.csv", 3)
    ]
    assert ground.land().count("skipped") == 3


def test_the_same_content_lands_for_each_table(ground: Ground) -> None:
    data = "order_id,amount\n1,2\n"
    ground.put("shop/orders.csv", data)
    ground.put("shop/order_lines.csv", data)
    assert ground.land().count("new") == 2
    assert ground.rows("select count(*) from raw_shop.order_lines") == [(1,)]


def test_files_without_rows_are_not_repeated(ground: Ground) -> None:
    ground.put("shop/orders_1.csv", HEADER)
    ground.put("shop/orders_2.csv", HEADER)
    ground.put("shop/order_lines_1.csv", "")
    ground.put("shop/order_lines_2.csv", "")
    ground.land()
    ground.put("shop/orders_3.csv", HEADER)
    ground.land()
    rows = ground.rows("select file_name, status, message from raw_shop.landed_files order by 1")
    assert rows == [
        ("order_lines_1.csv", "refused", "the file is empty"),
        ("order_lines_2.csv", "refused", "the file is empty"),
        ("orders_1.csv", "landed", "header only, no data rows"),
        ("orders_2.csv", "landed", "header only, no data rows"),
        ("orders_3.csv", "landed", "header only, no data rows"),
    ]
    assert ground.rows("select count(*) from raw_shop.orders") == [(0,)]


def test_a_file_that_grew_or_changed_lands_in_full_and_is_said(ground: Ground) -> None:
    start = HEADER + "1,2,x\n"
    grown = ground.put("shop/orders_grown.csv", start)
    other = ground.put("shop/orders_other.csv", HEADER + "5,6,y\n")
    ground.land()
    grown.write_text(start + "2,3,z\n", encoding="utf-8")
    other.write_text(HEADER + "5,7,y\n6,7,y\n", encoding="utf-8")
    report = ground.land()
    assert [(file.file_name, file.kind) for file in report.notable] == [
        ("orders_grown.csv", "grew"),
        ("orders_other.csv", "changed"),
    ]
    assert (report.count("new"), report.rows_landed) == (0, 4)
    rows = ground.rows("select order_id, count(*) from raw_shop.orders group by all order by 1")
    assert rows == [("1", 2), ("2", 1), ("5", 2), ("6", 1)]


def test_a_refused_file_is_tried_again_when_it_changes(ground: Ground) -> None:
    path = ground.put("shop/orders.csv", "order_id,note\n1,x\n")
    assert ground.land().count("refused") == 1
    path.write_text("order_id,note,amount\n1,x,2\n", encoding="utf-8")
    report = ground.land()
    assert (report.count("refused"), report.count("new"), report.rows_landed) == (0, 1, 1)
    statuses = ground.rows("select status, message from raw_shop.landed_files order by 1")
    assert statuses == [
        ("landed", ""),
        ("refused", "required columns missing: amount; columns found: order_id, note"),
    ]


def test_columns_may_come_later(ground: Ground) -> None:
    ground.put("shop/orders_1.csv", HEADER + "1,2,x\n")
    ground.land()
    ground.put("shop/orders_2.csv", "order_id,amount,order,2nd\n2,3,a,b\n")
    ground.put("shop/orders_3.jsonl", '{"order_id":3,"amount":4,"third":{"a":1}}\n')
    ground.land()
    rows = ground.rows(
        'select order_id, note, "order", _2nd, third from raw_shop.orders order by 1'
    )
    assert rows == [
        ("1", "x", None, None, None),
        ("2", None, "a", "b", None),
        ("3", None, None, None, '{"a":1}'),
    ]


def batches() -> list[tuple[str, bytes]]:
    files = [(f"shop/orders_{n}.csv", f"{HEADER}{n},1,x\n{n},2\n") for n in range(6)]
    files += [("shop/orders_copy.csv", files[0][1]), ("shop/orders_0a.csv", files[3][1])]
    files += [("till/stores.jsonl", '{"store_id":1}\nx\n'), ("shop/order_lines.csv", "x\n1\n")]
    return [(name, text.encode()) for name, text in files]


def meaning(database: Path, read_back: ReadBack) -> dict[str, Any]:
    """Return what downstream makes of the raw tables: a content has its smallest name."""
    back: dict[str, Any] = read_back(database)
    for table in [name for name in back if name.endswith("rejected_rows")]:
        back[table] = sorted((row[0], *row[2:]) for row in back[table])
    for table in [name for name in back if name.endswith("landed_files")]:
        back[table] = sorted({row[:4] for row in back[table]})
    return back


def test_ten_batches_are_one_in_any_order(
    tmp_path: Path, contract: Contract, read_back: ReadBack
) -> None:
    def grounds() -> Iterator[Ground]:
        for number in itertools.count():
            yield Ground(tmp_path / f"l{number}", tmp_path / f"w{number}" / "b.duckdb", contract)

    at_once, one_by_one, shuffled = itertools.islice(grounds(), 3)
    for name, data in batches():
        at_once.put(name, data.decode())
    at_once.land()
    for name, data in batches():
        one_by_one.put(name, data.decode())
        one_by_one.land()
    for place, (name, data) in enumerate(batches()[::-1]):
        shuffled.put(name, data.decode())
        if place % 3 == 0 or place == len(batches()) - 1:
            shuffled.land()
    expected = meaning(at_once.database, read_back)
    assert len(expected["raw_shop.orders"]) == 6
    for ground in (one_by_one, shuffled):
        assert meaning(ground.database, read_back) == expected
        assert landed_digest(ground.database) == landed_digest(at_once.database)


def test_the_digest_tells_new_content_from_none(ground: Ground) -> None:
    empty = landed_digest(ground.database)
    ground.put("shop/orders_1.csv", HEADER + "1,2,x\n")
    ground.land()
    one = landed_digest(ground.database)
    ground.put("shop/orders_3.csv", HEADER + "1,2,x\n")
    ground.land()
    renamed = landed_digest(ground.database)
    # between the first and the last name: neither what is shown nor what is newest changes
    ground.put("shop/orders_2.csv", HEADER + "1,2,x\n")
    ground.land()
    repeated = landed_digest(ground.database)
    ground.put("shop/order_lines.csv", "")
    ground.land()
    refused = landed_digest(ground.database)
    assert renamed == repeated
    assert len({empty, one, renamed, refused}) == 4


def test_rows_of_an_unfinished_load_are_dropped_first(ground: Ground, read_back: ReadBack) -> None:
    ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    ground.put("till/stores.csv", "store_id\n1\n")
    ground.land()
    whole = read_back(ground.database)
    with duckdb.connect(str(ground.database)) as connection:
        connection.execute("delete from raw_till._dlt_loads")
        connection.execute("insert into raw_shop.orders by name select '9' as _dlt_load_id")
        connection.execute("create schema raw_new")
        connection.execute("create table raw_new.t as select 1 as a, 'x' as _dlt_load_id")
    digest = landed_digest(ground.database)
    report = ground.land()
    # the order, the store, its row in the ledger and the row of a schema without any load
    assert report.rows_dropped == 4
    assert report.count("new") == 1
    whole["raw_new.t"] = []
    assert read_back(ground.database) == whole
    assert landed_digest(ground.database) != digest


def test_a_file_that_changes_while_it_is_read_stops_its_system(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    sound_reader = read._READERS["csv"]

    def meddle(*args: Any) -> Iterator[Any]:
        yield from sound_reader(*args)
        path.write_text(HEADER + "1,2,x\n2,", encoding="utf-8")

    with monkeypatch.context() as patch:
        patch.setitem(read._READERS, "csv", meddle)
        with pytest.raises(LandingError, match=r"shop/orders.csv changed while it was read"):
            ground.land()
    assert not ground.database.with_name("build.dlt").exists()
    path.write_text(HEADER + "1,2,x\n2,3,\n", encoding="utf-8")
    ground.land()
    assert ground.rows("select order_id from raw_shop.orders order by 1") == [("1",), ("2",)]


def test_a_failed_load_is_one_sentence_and_leaves_nothing(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.put("shop/orders.csv", HEADER + "1,2,Anna\n")

    def fail(*_args: Any) -> Iterator[Any]:
        raise RuntimeError("Anna")

    with monkeypatch.context() as patch:
        patch.setattr("customer360.landing.read.ledger_table", fail)
        with pytest.raises(LandingError, match=r"^raw_shop could not be loaded: RuntimeError$"):
            ground.land()
    assert ground.land().rows_landed == 1


def test_an_unreadable_file_is_named_and_the_others_land(ground: Ground) -> None:
    ground.put("shop/orders_1.csv", HEADER + "1,2,x\n")
    (ground.folder / "shop/orders_2.csv").symlink_to(ground.folder / "nowhere.csv")
    report = ground.land()
    assert report.rows_landed == 1
    message = "not readable: No such file or directory"
    assert told(report.notable) == [("orders_2.csv", "refused", message)]


def test_a_busy_or_wrong_warehouse_is_said(ground: Ground) -> None:
    ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    ground.database.parent.mkdir()
    ground.database.write_bytes(b"this is no database at all" * 1000)
    with pytest.raises(LandingError, match="cannot be opened"):
        ground.land()
    with pytest.raises(LandingError, match="cannot be read"):
        landed_digest(ground.database)


def test_a_second_landing_at_the_same_time_is_refused(ground: Ground) -> None:
    ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    ground.land()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import duckdb; c = duckdb.connect({str(ground.database)!r}); print(1, flush=True);"
            " input()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(LandingError, match="is another process using it"):
            ground.land()
        holder.kill()


def test_an_empty_folder_makes_no_warehouse(ground: Ground) -> None:
    report = ground.land()
    assert (report.files, report.rows_landed, report.tables) == (0, 0, ())
    assert not ground.database.exists()


def test_parquet_lands_as_text(ground: Ground) -> None:
    (ground.folder / "shop").mkdir()
    table = pa.table({"order_id": [1, 2], "amount": [1.5, None]})
    pq.write_table(table, ground.folder / "shop/orders.parquet")
    (ground.folder / "shop/orders_bad.parquet").write_bytes(b"PAR1")
    report = ground.land()
    assert (report.rows_landed, report.count("refused")) == (2, 1)
    rows = ground.rows("select order_id, amount, _row_number from raw_shop.orders order by 1")
    assert rows == [("1", "1.5", 1), ("2", None, 2)]


def test_dlt_keeps_nothing_outside_and_reports_nobody(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    before = dict(os.environ)
    ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    ground.land()
    assert list(home.iterdir()) == []
    assert dict(os.environ) == before
    assert [path.name for path in ground.database.parent.iterdir()] == ["build.duckdb"]


def test_drop_unfinished_leaves_other_schemas_alone() -> None:
    with duckdb.connect() as connection:
        connection.execute("create table t as select 'x' as _dlt_load_id")
        assert drop_unfinished(connection) == 0
        assert connection.execute("select count(*) from t").fetchone() == (1,)


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=st.lists(st.sampled_from(["1,2,x", "1,2", '1,"2', "é,,", '1,2,"a\nb"', "1,2,x,y"])))
def test_every_row_lands_or_is_rejected(
    tmp_path_factory: pytest.TempPathFactory, contract: Contract, lines: list[str]
) -> None:
    base = tmp_path_factory.mktemp("rows")
    ground = Ground(base / "landing", base / "b.duckdb", contract)
    ground.put("shop/orders.csv", HEADER + "\n".join(lines))
    report = land(ground.folder, ground.database, contract)
    assert report.rows_landed + report.rows_rejected == len(lines)
    numbers = ground.rows(
        "select _row_number from raw_shop.orders"
        " union all select row_number from raw_shop.rejected_rows order by 1"
    )
    assert [number for (number,) in numbers] == list(range(1, len(lines) + 1))
