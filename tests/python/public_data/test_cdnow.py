from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from customer360.contract import load_contract
from customer360.public_data import PublicDataError, land_cdnow, load_cdnow

from .test_files import read_all

REPOSITORY = Path(__file__).resolve().parents[3]
ROWS = [
    ("00002", "1997-01-12", 5, 77.00),
    ("00001", "1997-01-01", 1, 11.77),
    ("00002", "1997-01-12", 1, 12.00),
    ("00003", "1998-06-30", 2, 0.00),
    ("00003", "1997-01-02", 2, 20.76),
    ("00002", "1997-01-12", 1, 12.00),
]


@pytest.fixture
def source() -> pd.DataFrame:
    frame = pd.DataFrame(ROWS, columns=["customer_id", "date", "n_cds", "amount"])
    return frame.assign(date=pd.to_datetime(frame["date"]))


def quiet(_line: str) -> None:
    """Say nothing."""


def written(source: pd.DataFrame, folder: Path) -> dict[str, list[dict[str, Any]]]:
    folder.mkdir(exist_ok=True)
    source.to_parquet(folder / "purchases.parquet")
    land_cdnow(folder / "purchases.parquet", folder / "landing", quiet)
    files = sorted((folder / "landing" / "feeds").glob("*.parquet"))
    return {path.stem: pq.read_table(path).to_pylist() for path in files}


def test_every_purchase_is_an_order_with_one_line(source: pd.DataFrame, tmp_path: Path) -> None:
    tables = written(source, tmp_path)
    told = sorted(
        (
            order["source_record_id"],
            str(order["ordered_at"]),
            line["quantity"],
            order["order_amount"],
            line["line_amount"],
        )
        for order, line in zip(tables["orders"], tables["order_lines"], strict=True)
        if order["order_id"] == line["order_id"] and line["line_number"] == 1
    )
    # two rows of one customer and day stay two, also where they are alike
    assert told == sorted(
        (who, f"{day} 00:00:00", discs, Decimal(f"{amount:.2f}"), Decimal(f"{amount:.2f}"))
        for who, day, discs, amount in ROWS
    )
    assert len({order["order_id"] for order in tables["orders"]}) == len(ROWS)
    kinds = {
        (order["order_type"], order["channel"], order["currency_code"])
        for order in tables["orders"]
    }
    assert kinds == {("sale", "web", "USD")}


def test_a_customer_is_known_since_the_first_purchase(source: pd.DataFrame, tmp_path: Path) -> None:
    people = written(source, tmp_path)["identities"]
    assert {row["source_record_id"]: str(row["created_at"]) for row in people} == {
        "00001": "1997-01-01 00:00:00",
        "00002": "1997-01-12 00:00:00",
        "00003": "1997-01-02 00:00:00",
    }


def test_what_was_written_is_counted(source: pd.DataFrame, tmp_path: Path) -> None:
    source.to_parquet(tmp_path / "purchases.parquet")
    lines: list[str] = []
    done = land_cdnow(tmp_path / "purchases.parquet", tmp_path / "landing", lines.append)
    assert (done.orders, done.customers) == (6, 3)
    assert len(lines) == 2
    assert "6 purchases" in lines[1]


def test_the_same_purchases_in_any_order_give_the_same_bytes(
    source: pd.DataFrame, tmp_path: Path
) -> None:
    first = tmp_path / "first"
    written(source, first)
    before = read_all(first / "landing")
    assert sorted(before) == [
        "README.txt",
        "feeds/identities.parquet",
        "feeds/order_lines.parquet",
        "feeds/orders.parquet",
    ]
    written(source, first)
    assert read_all(first / "landing") == before
    written(source.iloc[[4, 2, 0, 5, 3, 1]], tmp_path / "second")
    assert read_all(tmp_path / "second" / "landing") == before


def test_every_file_has_a_table_and_its_columns_in_the_contract(
    source: pd.DataFrame, tmp_path: Path
) -> None:
    feeds = load_contract(REPOSITORY / "models" / "staging").system("feeds")
    for name, rows in written(source, tmp_path).items():
        fitting = feeds.table(name)
        assert set(fitting.required) <= set(rows[0]) <= set(fitting.column_names)


@pytest.mark.parametrize(
    ("column", "values", "sentence"),
    [
        (
            "customer_id",
            ["00002", None, None, "00003", "00003", "00002"],
            "row 2 is missing, 2 such",
        ),
        ("date", [pd.NaT, *pd.to_datetime(["1997-01-01"] * 5)], "date of row 1 is missing, 1 such"),
        ("date", ["1997-01-01"] * 5 + ["31/12/97"], "date of row 6 is 31/12/97, 1 such"),
        ("date", [19970101] * 6, "date of row 1 is 19970101, 6 such rows in all: give days"),
        (
            "n_cds",
            [1, 1, 1.5, 1, 1, 1],
            "n_cds of row 3 is 1.5, 1 such rows in all: give whole numbers",
        ),
        (
            "n_cds",
            [1, 1, 1, None, 1, 1],
            "n_cds of row 4 is missing, 1 such rows in all: give whole numbers",
        ),
        ("amount", ["1", "2", "x", "4", "5", "6"], "amount of row 3 is x, 1 such"),
        (
            "amount",
            [1.0, 2.0, 3.0, 4.0, None, 6.0],
            "amount of row 5 is missing, 1 such rows in all: give dollars",
        ),
        (
            "amount",
            [1.0, 2.005, 3.0, 4.0, 5.0, 6.0],
            "no whole numbers of 1/100, the first in row 2",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(
    source: pd.DataFrame, tmp_path: Path, column: str, values: list[Any], sentence: str
) -> None:
    source[column] = pd.Series(values)
    source.to_parquet(tmp_path / "bad.parquet")
    with pytest.raises(PublicDataError, match=sentence):
        land_cdnow(tmp_path / "bad.parquet", tmp_path / "landing", quiet)
    assert not (tmp_path / "landing").exists()


def test_numbers_as_ids_and_days_as_text_are_read(source: pd.DataFrame, tmp_path: Path) -> None:
    other = source.assign(
        customer_id=source["customer_id"].astype(int), date=source["date"].dt.strftime("%Y-%m-%d")
    )
    other.to_parquet(tmp_path / "other.parquet")
    read = load_cdnow(tmp_path / "other.parquet")
    assert read["customer_id"].tolist() == ["1", "2", "2", "2", "3", "3"]
    assert read["date"].max() == pd.Timestamp("1998-06-30")


def test_a_missing_file_and_a_missing_column_are_said_in_one_sentence(
    source: pd.DataFrame, tmp_path: Path
) -> None:
    with pytest.raises(PublicDataError, match=r"does not exist: give the purchases of CDNOW"):
        load_cdnow(tmp_path / "none.parquet")
    source.drop(columns="n_cds").to_parquet(tmp_path / "part.parquet")
    with pytest.raises(PublicDataError, match="lacks the columns n_cds of CDNOW"):
        load_cdnow(tmp_path / "part.parquet")


def test_no_purchases_are_no_rows(source: pd.DataFrame, tmp_path: Path) -> None:
    assert {name: len(rows) for name, rows in written(source.head(0), tmp_path).items()} == {
        "identities": 0,
        "order_lines": 0,
        "orders": 0,
    }
