from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer360.contract import Contract, TableContract
from customer360.landing import csv_records
from customer360.landing import read_csv as read_csv_module
from customer360.landing.read_csv import BLOCK, read_csv
from customer360.landing.rows import RefusedFileError, Reject

HEADER = "order_id,amount,note\n"
Landed = dict[int, list[str | None]]


@pytest.fixture(scope="module")
def orders(contract: Contract) -> TableContract:
    return contract.system("shop").table("orders")


def read(
    path: Path, table: TableContract, data: bytes | str, block: int = BLOCK
) -> tuple[Landed, list[Reject]]:
    """Return the landed rows by row number, and the rejected ones."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    landed: Landed = {}
    rejects: list[Reject] = []
    for piece in read_csv(path, table, block):
        rows: list[dict[str, Any]] = piece.table.to_pylist()
        for number, row in zip(piece.row_numbers.tolist(), rows, strict=True):
            landed[number] = list(row.values())
        rejects += piece.rejects
    numbers = sorted([*landed, *(reject.row_number for reject in rejects)])
    assert numbers == list(range(1, len(numbers) + 1)), "every row has one place"
    return landed, rejects


def test_text_comes_as_it_is(tmp_path: Path, orders: TableContract) -> None:
    data = HEADER + '001, 12.50 ,NULL\n2,,""\n3,1e5,"a ""b"", c"\n\n4,"two\nlines",Żółć\n'
    landed, rejects = read(tmp_path / "f", orders, data)
    assert not rejects
    assert landed == {
        1: ["001", " 12.50 ", "NULL"],
        2: ["2", None, ""],
        3: ["3", "1e5", 'a "b", c'],
        4: ["4", "two\nlines", "Żółć"],
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(
    tmp_path: Path, orders: TableContract, delimiter: str, newline: str
) -> None:
    lines = ["order_id,amount,note", '1,"2",x', "2,3,"]
    data = newline.join(lines).replace(",", delimiter) + newline
    landed, rejects = read(tmp_path / "f", orders, data)
    assert not rejects
    assert landed == {1: ["1", "2", "x"], 2: ["2", "3", None]}


def test_names_are_normalised_and_extra_columns_kept(tmp_path: Path, orders: TableContract) -> None:
    path = tmp_path / "f"
    path.write_text(" Order-ID ,AMOUNT,Città,2nd,,_file_id\n1,2,3,4,5,6\n", encoding="utf-8")
    (piece,) = read_csv(path, orders)
    names = ["order_id", "amount", "citta", "_2nd", "unnamed_5", "file_id"]
    assert piece.table.column_names == names


def test_ragged_rows_are_rejected_with_their_place(tmp_path: Path, orders: TableContract) -> None:
    landed, rejects = read(tmp_path / "f", orders, HEADER + "1,2,x\n2,3\n3,4,y,z\n4,5,w\n")
    assert list(landed) == [1, 4]
    assert rejects == [
        Reject(2, "ragged_row", "expected 3 fields, found 2", "2,3"),
        Reject(3, "ragged_row", "expected 3 fields, found 4", "3,4,y,z"),
    ]


def test_rows_that_are_not_utf8_are_rejected(tmp_path: Path, orders: TableContract) -> None:
    data = HEADER.encode() + b"1,2,\xc3\xa8\n2,3,caff\xe8 \xc3\xa8\n3,4,x\n"
    landed, rejects = read(tmp_path / "f", orders, data)
    assert landed == {1: ["1", "2", "è"], 3: ["3", "4", "x"]}
    assert rejects == [Reject(2, "invalid_encoding", "not UTF-8", r"2,3,caff\xe8 è")]


def test_a_nul_byte_breaks_its_row_only(tmp_path: Path, orders: TableContract) -> None:
    landed, rejects = read(tmp_path / "f", orders, HEADER + "1,2,a\0b\n2,3,x\n")
    assert list(landed) == [2]
    assert rejects == [Reject(1, "nul_byte", "the row holds a NUL byte", r"1,2,a\x00b")]


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks(tmp_path: Path, orders: TableContract, mark: str) -> None:
    text = HEADER + "1,2,Łódź 😀\n"
    bom = "\ufeff" if mark.endswith("e") and "16-" in mark else ""
    landed, rejects = read(tmp_path / "f", orders, (bom + text).encode(mark))
    assert landed == {1: ["1", "2", "Łódź 😀"]}
    assert not rejects


def test_half_a_utf16_pair_breaks_its_row_only(tmp_path: Path, orders: TableContract) -> None:
    text = "\ufeff" + HEADER + "1,2,\ud83d\n2,3,x\n"
    landed, rejects = read(tmp_path / "f", orders, text.encode("utf-16-le", "surrogatepass"))
    assert list(landed) == [2]
    assert [(row.row_number, row.reason) for row in rejects] == [(1, "invalid_encoding")]


def test_an_unclosed_quote_takes_its_own_line_only(tmp_path: Path, orders: TableContract) -> None:
    data = HEADER + '1,2,"open\n2,3,x\n3,4,"closed"\n4,5,"a\nb"\n5,6,"last\n'
    landed, rejects = read(tmp_path / "f", orders, data)
    assert landed == {2: ["2", "3", "x"], 3: ["3", "4", "closed"], 4: ["4", "5", "a\nb"]}
    assert [(row.row_number, row.reason, row.raw_row) for row in rejects] == [
        (1, "unclosed_quote", '1,2,"open'),
        (5, "unclosed_quote", '5,6,"last'),
    ]


def test_text_after_a_closing_quote_is_rejected(tmp_path: Path, orders: TableContract) -> None:
    landed, rejects = read(tmp_path / "f", orders, HEADER + '1,2,"x"y\n2,3,z\n')
    assert landed == {2: ["2", "3", "z"]}
    assert [(row.row_number, row.reason) for row in rejects] == [(1, "bad_quotes")]


def test_a_quote_inside_an_unquoted_field_is_text(tmp_path: Path, orders: TableContract) -> None:
    landed, rejects = read(tmp_path / "f", orders, HEADER + '1,5" pipe, "x"\n')
    assert landed == {1: ["1", '5" pipe', ' "x"']}
    assert not rejects


def test_header_only_gives_no_part(tmp_path: Path, orders: TableContract) -> None:
    assert read(tmp_path / "f", orders, HEADER) == ({}, [])
    assert read(tmp_path / "f", orders, HEADER.strip()) == ({}, [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\r\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"order_id,amo\0unt\n1,2\n", "NUL bytes in its first line"),
        (b"\x89PNG\r\n\x1a\nabc", "first line is not readable as UTF-8"),
        (b"\xff\xfeo", "not UTF-16 throughout"),
        (b"order_id,x\n1,2\n", "required columns missing: amount; columns found: order_id, x"),
        (b"Anna,Rossi\n1,2\n", "columns found: 2, none of them known to the contract"),
        (b"order_id,amount,Order ID\n1,2,3\n", "columns 1, 3 share names"),
        (b",".join(b"c%d" % n for n in range(1001)), "1001 columns; at most 1000"),
    ],
)
def test_files_that_are_refused(
    tmp_path: Path, orders: TableContract, data: bytes, message: str
) -> None:
    with pytest.raises(RefusedFileError, match=message):
        read(tmp_path / "f", orders, data)


@pytest.mark.parametrize("block", [1 << 12, 1 << 14])
def test_blocks_do_not_show(
    tmp_path: Path, orders: TableContract, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_records, "MAX_QUOTED", 2000)
    monkeypatch.setattr(read_csv_module, "_WINDOW", 256)
    lines = []
    for number in range(1, 3001):
        odd = {7: f'{number},2,"a\nb,{number}"', 500: f"{number},2", 900: f'{number},2,"open'}
        place = next((step for step in (900, 500, 7) if number % step == 0), 0)
        lines.append(odd.get(place, f"{number},1,x{number}"))
    landed, rejects = read(tmp_path / "f", orders, HEADER + "\n".join(lines), block)
    assert {row.row_number: row.reason for row in rejects} == {
        **dict.fromkeys(range(500, 3001, 500), "ragged_row"),
        **dict.fromkeys(range(900, 3001, 900), "unclosed_quote"),
    }
    assert all(row[0] == str(number) for number, row in landed.items())
    assert landed[7] == ["7", "2", "a\nb,7"]


TEXT = st.text(
    st.sampled_from(list("ab\",;\n\r\t |\\'NULLé😀")) | st.characters(codec="utf-8"), max_size=12
).filter(lambda text: "\0" not in text)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=12),
    written=st.sampled_from([(",", 64), (",", BLOCK), (";", BLOCK), ("\t", BLOCK), ("|", 64)]),
)
def test_what_a_csv_writer_writes_comes_back(
    tmp_path: Path,
    orders: TableContract,
    rows: list[tuple[str, str, str]],
    written: tuple[str, int],
) -> None:
    delimiter, block = written
    newline = "\r\n" if delimiter == ";" else "\n"
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, delimiter=delimiter, lineterminator=newline)
    writer.writerow(("order_id", "amount", "note"))
    writer.writerows(rows)
    landed, rejects = read(tmp_path / "f", orders, text.getvalue(), block)
    assert not rejects
    assert [tuple(row) for row in landed.values()] == rows


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=st.lists(st.sampled_from(['"', ",", "\n", "\r\n", "a", "b", '""', "é", "1"])).map("".join),
    block=st.sampled_from([16, BLOCK]),
)
def test_no_byte_of_a_broken_file_is_lost(
    tmp_path: Path, orders: TableContract, body: str, block: int
) -> None:
    landed, rejects = read(tmp_path / "f", orders, HEADER + body, block)
    kept = sum(value.count("a") for row in landed.values() for value in row if value)
    assert kept + sum(row.raw_row.count("a") for row in rejects) == body.count("a")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=st.lists(
        st.sampled_from(['"', ",", "\n", "\r\n", "\r", "a", '""', ',"', '",', "é", " ", "1,2,3\n"])
    ).map("".join)
)
def test_both_paths_read_the_same(tmp_path: Path, orders: TableContract, body: str) -> None:
    fast = read(tmp_path / "f", orders, HEADER + body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_csv_module, "_parse_fast", lambda _data, _header: None)
        assert read(tmp_path / "f", orders, HEADER + body) == fast
