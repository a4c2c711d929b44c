"""Records of any shape become one landing file; what cannot be used is refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from customer360.contract import load_contract
from customer360.evaluation import UnusableInputError
from customer360.evaluation.records import Prepared, open_work_file, prepare, read_truth

REPOSITORY = Path(__file__).resolve().parents[3]


def prepared(folder: Path, records: Any, said: list[str] | None = None) -> Prepared:
    # brackets are a pattern for DuckDB
    path = folder / "my [1] records.parquet"
    pq.write_table(records, path) if isinstance(records, pa.Table) else records.to_parquet(path)
    notify: Callable[[str], None] = said.append if said is not None else lambda _line: None
    with open_work_file(folder) as connection:
        return prepare(connection, path, folder, REPOSITORY, notify)


def landed(folder: Path) -> list[dict[str, Any]]:
    """Return the landing file's rows in the order of the records, without nulls."""
    with duckdb.connect(str(folder / "evaluation.duckdb")) as connection:
        found = connection.execute(f"""
            select landed.*, numbered.record_id as of_record
            from '{folder}/landing/feeds/identities_records.parquet' as landed
            inner join numbered
                on landed.source_record_id = cast(numbered.record_number as varchar)
            order by of_record
        """)
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    hidden = ("source_record_id", "of_record")
    return [
        {name: value for name, value in row.items() if value is not None and name not in hidden}
        for row in rows
    ]


def test_contract_columns_with_gaps_filled_and_placeholders_gone(tmp_path: Path) -> None:
    said: list[str] = []
    records = pd.DataFrame(
        {
            "Record ID": ["1", "2", "3"],
            "source_system": ["crm", "POS", None],
            "First Name": [" Ann ", "NaN", "Null"],
            "phone": ["123", None, "None"],
            "mobile": ["777", "888", "n/a"],
            "state": ["NA", "-", "ny"],
            "town": ["NA", "unknown", "York"],
            "dob": ["04/13/1956", "04/31/1956", ""],
            "shoe_size": ["1", "2", "3"],
        }
    )
    result = prepared(tmp_path, records, said)
    assert landed(tmp_path) == [
        {
            "source_system": "set_crm",
            "given_name": "Ann",
            "phone": "123",
            "region": "NA",
            "birth_date": "1956-04-13",
        },
        {"source_system": "set_POS", "phone": "888", "birth_date": "1956-04-31"},
        {
            "source_system": "set_unnamed",
            "given_name": "Null",
            "region": "ny",
            "city": "York",
        },
    ]
    assert result.records == 3
    assert result.columns.not_used == ("shoe_size",)
    assert "columns not used: shoe_size" in said
    assert "column phone: phone, then mobile" in said


def test_sources_named_like_the_houses_own_systems_are_fed(tmp_path: Path) -> None:
    systems = load_contract(REPOSITORY / "models" / "staging").system_names
    assert {"email", "survey"} <= set(systems)
    prepared(
        tmp_path,
        pd.DataFrame(
            {
                "record_id": [f"{number:02}" for number in range(len(systems))],
                "source_system": systems,
                "full_name": ["Ann Bell"] * len(systems),
            }
        ),
    )
    fed = [row["source_system"] for row in landed(tmp_path)]
    assert fed == [f"set_{system}" for system in systems]
    assert not set(fed) & set(systems)


def test_other_types_than_text(tmp_path: Path) -> None:
    table = pa.table(
        {
            "record_id": pa.array([7, 8]),
            "birth_date": pa.array([0, 10_000], pa.date32()),
            "postcode": pa.array([2281.0, None], pa.float64()),
            "phone": pa.array(["5550100.0", "5550101.0"]),
            "ssn": pa.array([b"12-3", None], pa.binary()),
            "created": pa.array([0, 1_000_000], pa.timestamp("us")),
        }
    )
    prepared(tmp_path, table)
    assert landed(tmp_path) == [
        {
            "source_system": "set_unnamed",
            "birth_date": "1970-01-01",
            "postal_code": "2281",
            "phone": "5550100",
            "national_id": "12-3",
            "created_at": "1970-01-01 00:00:00",
        },
        {
            "source_system": "set_unnamed",
            "birth_date": "1997-05-19",
            "phone": "5550101",
            "created_at": "1970-01-01 00:00:01",
        },
    ]


def test_a_birth_date_in_parts(tmp_path: Path) -> None:
    records = pd.DataFrame(
        {
            "record_id": ["a", "b"],
            "by": ["1956", "1957"],
            "bm": ["4", "11"],
            "bd": ["1", None],
            "dob": [None, "1957-11-02"],
        }
    )
    prepared(tmp_path, records)
    assert [row.get("birth_date") for row in landed(tmp_path)] == ["1956-04-01", "1957-11-02"]


def test_the_order_of_the_file_is_not_seen(tmp_path: Path) -> None:
    records = pd.DataFrame(
        {"record_id": [f"r{i}" for i in range(50)], "email": [f"{i}@x.it" for i in range(50)]}
    )
    numbers = []
    for name, frame in (("one", records), ("two", records.sample(frac=1, random_state=3))):
        (tmp_path / name).mkdir()
        prepared(tmp_path / name, frame)
        path = tmp_path / name / "landing/feeds/identities_records.parquet"
        numbers.append(pd.read_parquet(path).set_index("email")["source_record_id"].sort_index())
    pd.testing.assert_series_equal(numbers[0], numbers[1])
    assert list(numbers[0]) != sorted(numbers[0], key=int)


def refusal(folder: Path, records: pd.DataFrame) -> str:
    with pytest.raises(UnusableInputError) as caught:
        prepared(folder, records)
    return str(caught.value)


def test_unusable_records(tmp_path: Path) -> None:
    names = {"name": ["a", "b", "c", "d"]}
    assert "column record_id is missing; its columns are name" in refusal(
        tmp_path, pd.DataFrame(names)
    )
    assert "1 of 4 rows have no record_id" in refusal(
        tmp_path, pd.DataFrame({"record_id": ["1", "2", "3", None], **names})
    )
    assert "1 values of record_id are there more than once, such as 2" in refusal(
        tmp_path, pd.DataFrame({"record_id": ["1", "2", "2", "2"], **names})
    )
    assert "has no rows" in refusal(
        tmp_path, pd.DataFrame({"record_id": pd.Series([], dtype="str")})
    )
    for columns in ({"shoe_size": ["1"]}, {"gender": ["f"], "shoe_size": ["1"]}):
        message = refusal(tmp_path, pd.DataFrame({"record_id": ["1"], **columns}))
        assert "no column tells one person from another" in message
        assert "shoe_size" in message


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("record_id,name\n")
    (tmp_path / "empty.parquet").touch()
    with open_work_file(tmp_path) as connection:
        for name, why in (
            ("gone.parquet", "does not exist"),
            ("text.parquet", "not readable as parquet"),
            ("empty.parquet", "not readable as parquet"),
            ("", "is no file"),
        ):
            with pytest.raises(UnusableInputError, match=why):
                prepare(connection, tmp_path / name, tmp_path, REPOSITORY, print)


def test_text_that_is_no_utf8_is_said(tmp_path: Path) -> None:
    bad = pa.array([b"\xff\xfe"], pa.binary()).view(pa.string())
    with pytest.raises(UnusableInputError, match=r"records\.parquet is not readable"):
        prepared(tmp_path, pa.table({"record_id": ["1"], "name": bad}))


def truth_refusal(folder: Path, truth: pd.DataFrame) -> str:
    prepared(folder, pd.DataFrame({"record_id": ["1", "2", "3"], "name": ["a", "b", "c"]}))
    truth.to_parquet(folder / "truth.parquet")
    said: list[str] = []
    with open_work_file(folder) as connection:
        try:
            read_truth(connection, folder / "truth.parquet", said.append)
        except UnusableInputError as error:
            return str(error)
    return "fine: " + " ".join(said)


def test_unusable_truth(tmp_path: Path) -> None:
    entities = {"entity_id": ["x", "y", "z"]}
    assert "column entity_id is missing" in truth_refusal(
        tmp_path, pd.DataFrame({"record_id": ["1"]})
    )
    assert "column record_id is missing" in truth_refusal(tmp_path, pd.DataFrame(entities))
    assert "2 record ids are not among the records, such as 7, 8" in truth_refusal(
        tmp_path, pd.DataFrame({"record_id": ["1", "7", "8"], **entities})
    )
    assert "1 values of record_id are there more than once, such as 1" in truth_refusal(
        tmp_path, pd.DataFrame({"record_id": ["1", "1", "2"], **entities})
    )
    assert "1 of 3 rows have no record_id" in truth_refusal(
        tmp_path, pd.DataFrame({"record_id": ["1", None, "2"], **entities})
    )
    assert "entity_id is empty throughout" in truth_refusal(
        tmp_path,
        pd.DataFrame({"record_id": ["1"], "entity_id": pd.Series([None], dtype="str")}),
    )


def test_records_without_truth_are_counted(tmp_path: Path) -> None:
    said = truth_refusal(
        tmp_path, pd.DataFrame({"record_id": ["1", "2"], "entity_id": ["x", None]})
    )
    assert said == "fine: truth: 2 records have none; they are resolved but not scored"
