from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from customer360.contract import Contract, TableContract
from customer360.landing.read_parquet import read_parquet
from customer360.landing.rows import RefusedFileError


@pytest.fixture(scope="module")
def orders(contract: Contract) -> TableContract:
    return contract.system("shop").table("orders")


def test_every_type_becomes_text(tmp_path: Path, orders: TableContract) -> None:
    when = datetime(2024, 5, 1, 10, 0, 0, 250_000, tzinfo=UTC)
    table = pa.table(
        {
            "Order_ID": pa.array([1, None], pa.int64()),
            "amount": pa.array([Decimal("12.50"), None], pa.decimal128(10, 2)),
            "note": pa.array([" NULL ", ""], pa.string()),
            "at": pa.array([when.replace(tzinfo=None), None], pa.timestamp("us")),
            "at_utc": pa.array([when, None], pa.timestamp("ms", "UTC")),
            "day": pa.array([date(2024, 5, 1), None], pa.date32()),
            "yes": pa.array([True, None]),
            "price": pa.array([12.5, None], pa.float64()),
            "kind": pa.array(["a", None]).dictionary_encode(),
            "nested": pa.array([{"a": [1, 2]}, None]),
            "raw": pa.array([b"\xff\x00", None], pa.binary()),
            "ascii": pa.array([b"abc", None], pa.binary()),
            "took": pa.array([timedelta(seconds=5), None], pa.duration("s")),
            "nothing": pa.nulls(2),
        }
    )
    pq.write_table(table, tmp_path / "f.parquet", store_schema=True)
    (piece,) = read_parquet(tmp_path / "f.parquet", orders)
    assert set(piece.table.schema.types) == {pa.string()}
    assert piece.row_numbers.tolist() == [1, 2]
    first, second = piece.table.to_pylist()
    assert first == {
        "order_id": "1",
        "amount": "12.50",
        "note": " NULL ",
        "at": "2024-05-01T10:00:00.250000",
        "at_utc": "2024-05-01T10:00:00.250Z",
        "day": "2024-05-01",
        "yes": "true",
        "price": "12.5",
        "kind": "a",
        "nested": '{"a": [1, 2]}',
        "raw": "ff00",
        "ascii": "abc",
        "took": '"0:00:05"',
        "nothing": None,
    }
    assert second.pop("note") == ""
    assert set(second.values()) == {None}


def test_rows_count_over_parts(tmp_path: Path, orders: TableContract) -> None:
    table = pa.table({"order_id": list(range(10)), "amount": [1] * 10})
    pq.write_table(table, tmp_path / "f.parquet", row_group_size=3)
    pieces = list(read_parquet(tmp_path / "f.parquet", orders, rows=4))
    assert [n for piece in pieces for n in piece.row_numbers.tolist()] == list(range(1, 11))


def test_text_that_is_not_utf8_is_rejected(tmp_path: Path, orders: TableContract) -> None:
    binary = pa.array([b"ok", b"caff\xe8"], pa.binary())
    broken = pa.Array.from_buffers(pa.string(), 2, binary.buffers())
    pq.write_table(pa.table({"order_id": ["1", "2"], "amount": broken}), tmp_path / "f.parquet")
    (piece,) = read_parquet(tmp_path / "f.parquet", orders)
    assert piece.table.to_pylist() == [{"order_id": "1", "amount": "ok"}]
    (reject,) = piece.rejects
    assert (reject.row_number, reject.reason, reject.raw_row) == (
        2,
        "invalid_encoding",
        r"2|caff\xe8",
    )


def test_damaged_files_are_refused(tmp_path: Path, orders: TableContract) -> None:
    path = tmp_path / "f.parquet"
    amounts = [f"{number * 7919 % 10007}" for number in range(20_000)]
    table = pa.table({"order_id": amounts, "amount": amounts})
    pq.write_table(table, path, row_group_size=5000, use_dictionary=False)
    sound = path.read_bytes()
    half = len(sound) // 2
    for damaged in (
        b"",
        b"order_id,amount\n1,2\n",
        sound[:half],
        sound[:half] + b"\xff" * 4000 + sound[half + 4000 :],
    ):
        path.write_bytes(damaged)
        with pytest.raises(RefusedFileError, match="not readable as parquet"):
            list(read_parquet(path, orders))


def test_missing_columns_are_named(tmp_path: Path, orders: TableContract) -> None:
    pq.write_table(pa.table({"order_id": [1]}), tmp_path / "f.parquet")
    with pytest.raises(RefusedFileError, match="required columns missing: amount"):
        list(read_parquet(tmp_path / "f.parquet", orders))
