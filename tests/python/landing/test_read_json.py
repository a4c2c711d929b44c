from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer360.contract import Contract, TableContract
from customer360.landing.read_json import BLOCK, read_json
from customer360.landing.rows import RefusedFileError, Reject

GOOD = '{"order_id":"1","amount":2}\n'


@pytest.fixture(scope="module")
def orders(contract: Contract) -> TableContract:
    return contract.system("shop").table("orders")


def read(
    path: Path, table: TableContract, data: bytes | str, block: int = BLOCK
) -> tuple[dict[int, dict[str, Any]], list[Reject]]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    landed: dict[int, dict[str, Any]] = {}
    rejects: list[Reject] = []
    for piece in read_json(path, table, block):
        for number, row in zip(piece.row_numbers.tolist(), piece.table.to_pylist(), strict=True):
            landed[number] = {key: value for key, value in row.items() if value is not None}
        rejects += piece.rejects
    numbers = sorted([*landed, *(reject.row_number for reject in rejects)])
    assert numbers == list(range(1, len(numbers) + 1)), "every line has one place"
    return landed, rejects


def test_values_land_as_they_are_written(tmp_path: Path, orders: TableContract) -> None:
    data = (
        '{"Order-ID": 123456789012345678901234567890, "amount" : 12.50, "note":"\\u00e8 \\"q\\""}\n'
        '{"order_id":"2","amount":-1E+5,"note":null,"yes":true,"no":false,"empty":""}\r\n'
        "   \n"
        '{"order_id":"3","amount":1.0,"address":{"Zip": "00100", "n":1.50},"tags":[1, 2.00, "x"]}'
    )
    landed, rejects = read(tmp_path / "f", orders, data)
    assert not rejects
    assert landed == {
        1: {"order_id": "123456789012345678901234567890", "amount": "12.50", "note": 'è "q"'},
        2: {"order_id": "2", "amount": "-1E+5", "yes": "true", "no": "false", "empty": ""},
        3: {
            "order_id": "3",
            "amount": "1.0",
            "address": '{"Zip": "00100", "n":1.50}',
            "tags": '[1, 2.00, "x"]',
        },
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "invalid_json"),
        ("[1]", "invalid_json"),
        ('"text"', "invalid_json"),
        ("null", "invalid_json"),
        ('{"order_id":"2","amount":3', "invalid_json"),
        ('{"order_id":"2","amount":}', "invalid_json"),
        ('{"order_id":"2" "amount":3}', "invalid_json"),
        ('{"order_id":"2","amount":3,}', "invalid_json"),
        ('{"order_id":"2","amount":3} x', "invalid_json"),
        ('{"order_id":"2"},{"order_id":"3"}', "invalid_json"),
        ('{"order_id":"2","amount":NaN}', "invalid_json"),
        ('{"order_id":"2","amount":' + "[" * 100_000 + "}", "invalid_json"),
        ("{order_id:2}", "invalid_json"),
        ("{1:2}", "invalid_json"),
        ('{"order_id":"2","amount":3,"amount":4}', "duplicate_key"),
        ('{"order_id":"2","Order ID":"3"}', "duplicate_key"),
        ('{"order_id" :"2","order_id":"3"}', "duplicate_key"),
        ('{"order_id":"2","amount":"\\u0000"}', "nul_byte"),
        ('{"order_id":"2","amount":"\\ud83d"}', "invalid_encoding"),
    ],
)
def test_broken_lines_are_rejected_with_their_place(
    tmp_path: Path, orders: TableContract, line: str, reason: str
) -> None:
    landed, rejects = read(tmp_path / "f", orders, GOOD + "\n" + line + "\n" + GOOD)
    assert list(landed) == [1, 3]
    assert [(row.row_number, row.reason, row.raw_row) for row in rejects] == [(2, reason, line)]


def test_pairs_of_escapes_are_one_character(tmp_path: Path, orders: TableContract) -> None:
    data = '{"order_id":"\\ud83d\\ude00","amount":"1"}\n'
    assert read(tmp_path / "f", orders, data) == ({1: {"order_id": "😀", "amount": "1"}}, [])


def test_a_line_that_is_not_utf8_is_rejected(tmp_path: Path, orders: TableContract) -> None:
    landed, rejects = read(tmp_path / "f", orders, GOOD.encode() + b'{"order_id":"\xe8"}\n')
    assert list(landed) == [1]
    assert rejects == [Reject(2, "invalid_encoding", "not UTF-8", r'{"order_id":"\xe8"}')]


def test_too_many_keys_break_the_row_that_brings_them(
    tmp_path: Path, orders: TableContract
) -> None:
    many = json.dumps({f"k{number}": number for number in range(1000)})
    landed, rejects = read(tmp_path / "f", orders, GOOD + many + "\n" + GOOD)
    assert list(landed) == [1, 3]
    assert [row.reason for row in rejects] == ["too_many_columns"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "the file is empty"),
        ("\n \n", "the file is empty"),
        ('[\n{"order_id":1}]\n', "none of the first 2 lines is a JSON object"),
        ('{"order_id":1,"x":2}\n', "required columns missing: amount; columns found: order_id, x"),
    ],
)
def test_files_that_are_refused(
    tmp_path: Path, orders: TableContract, data: str, message: str
) -> None:
    with pytest.raises(RefusedFileError, match=message):
        read(tmp_path / "f", orders, data)


def test_rejected_lines_before_the_first_object_are_kept(
    tmp_path: Path, orders: TableContract
) -> None:
    landed, rejects = read(tmp_path / "f", orders, "x\n" * 40 + GOOD, block=16)
    assert list(landed) == [41]
    assert len(rejects) == 40


VALUE = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=1, max_size=8),
    ascii_only=st.booleans(),
    block=st.sampled_from([64, BLOCK]),
)
def test_what_a_json_writer_writes_comes_back(
    tmp_path: Path,
    orders: TableContract,
    rows: list[tuple[object, ...]],
    ascii_only: bool,
    block: int,
) -> None:
    names = ("order_id", "amount", "note")
    objects = [dict(zip(names, row, strict=True)) for row in rows]
    # a first sound line, so that the file is not refused where all others hold a NUL
    objects.insert(0, dict.fromkeys(names, "x"))
    lines = [json.dumps(row, ensure_ascii=ascii_only) for row in objects]
    landed, rejects = read(tmp_path / "f", orders, "\n".join(lines), block)
    expected = [
        {key: _text(value) for key, value in row.items() if value is not None} for row in objects
    ]
    clean = [row for row in expected if not any("\0" in value for value in row.values())]
    assert list(landed.values()) == clean
    assert len(rejects) == len(expected) - len(clean)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
