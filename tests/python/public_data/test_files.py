from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from customer360.contract import load_contract
from customer360.public_data import PublicDataError
from customer360.public_data.complete_journey import SOURCE_SYSTEM
from customer360.public_data.files import by_month, write_landing
from customer360.public_data.online_retail import ONLINE_RETAIL_SYSTEM

REPOSITORY = Path(__file__).resolve().parents[3]
ROWS = pa.table({"a": [1, 2, 3]})
NOTE = "Some data.\nMore about it.\n"


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_no_set_bears_the_name_of_a_system_of_the_house() -> None:
    systems = load_contract(REPOSITORY / "models" / "staging").system_names
    assert not {SOURCE_SYSTEM, ONLINE_RETAIL_SYSTEM} & set(systems)


def test_a_month_gets_its_rows_in_their_order() -> None:
    parts = by_month("pos/receipts", ROWS, np.array(["2017-02", "2017-01", "2017-02"]))
    assert {name: part["a"].to_pylist() for name, part in parts.items()} == {
        "pos/receipts_2017-01": [2],
        "pos/receipts_2017-02": [1, 3],
    }


def test_writing_again_replaces_the_folder_and_gives_the_same_bytes(tmp_path: Path) -> None:
    out = tmp_path / "landing"
    write_landing(out, {"pos/old": ROWS, "pos/stores": ROWS}, NOTE)
    write_landing(out, {"pos/stores": ROWS}, NOTE)
    first = read_all(out)
    write_landing(out, {"pos/stores": ROWS}, NOTE)
    assert sorted(first) == ["README.txt", "pos/stores.parquet"]
    assert read_all(out) == first
    assert [path.name for path in tmp_path.iterdir()] == ["landing"]
    assert pq.read_table(out / "pos" / "stores.parquet").equals(ROWS)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    write_landing(tmp_path / "new" / "landing", {"pos/stores": ROWS}, NOTE)
    (tmp_path / "empty").mkdir()
    write_landing(tmp_path / "empty", {"pos/stores": ROWS}, NOTE)
    assert (tmp_path / "empty" / "pos" / "stores.parquet").exists()


@pytest.mark.parametrize("note", [None, "Other data.\n"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, note: str | None) -> None:
    (tmp_path / "own.csv").write_text("mine", encoding="utf-8")
    if note:
        (tmp_path / "README.txt").write_text(note, encoding="utf-8")
    before = read_all(tmp_path)
    with pytest.raises(PublicDataError, match="not written by this command"):
        write_landing(tmp_path, {"pos/stores": ROWS}, NOTE)
    assert read_all(tmp_path) == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PublicDataError, match="cannot be written"):
        write_landing(tmp_path / "file" / "landing", {"pos/stores": ROWS}, NOTE)
