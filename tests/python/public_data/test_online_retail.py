from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from customer360.contract import load_contract
from customer360.public_data import (
    PublicDataError,
    land_online_retail,
    load_online_retail,
    verify_online_retail,
)
from customer360.public_data.online_retail import category_of, online_retail_tables

from .conftest import Publish, change_rows

REPOSITORY = Path(__file__).resolve().parents[3]
LINES = "single lines"
ROWS = [
    ("536365", "85123A", "HOLDER", 6, "2010-12-01 08:26", 2.55, 17850.0, "United Kingdom"),
    ("536365", "85123A", "HOLDER", 6, "2010-12-01 08:26", 2.55, 17850.0, "United Kingdom"),
    ("536365", "POST", "POSTAGE", 1, "2010-12-01 08:27", 18.0, 17850.0, "United Kingdom"),
    ("536366", "PADS", "PADS", 15, "2011-01-02 10:00", 0.001, None, "Unspecified"),
    ("C536367", "85123A", "HOLDER", -2, "2011-01-03 10:00", 2.55, 17850.0, "EIRE"),
    ("A563186", "B", "Adjust bad debt", 1, "2011-01-04 10:00", -11062.06, None, "United Kingdom"),
    ("536368", "22139", "damaged", -5, "2011-01-05 10:00", 0.0, None, "United Kingdom"),
    ("536369", "22139", "GIFT", 1, "2011-01-06 10:00", 0.0, 12346.0, "Germany"),
    ("536365", "22139", "RETROSPOT", 1, "2010-12-01 08:26", 4.25, 17850.0, "United Kingdom"),
]


@pytest.fixture
def source() -> pd.DataFrame:
    frame = pd.DataFrame(
        ROWS,
        columns=[
            "InvoiceNo",
            "StockCode",
            "Description",
            "Quantity",
            "InvoiceDate",
            "UnitPrice",
            "CustomerID",
            "Country",
        ],
    )
    return frame.assign(InvoiceDate=pd.to_datetime(frame["InvoiceDate"]))


@pytest.fixture
def transactions(source: pd.DataFrame, tmp_path: Path) -> Path:
    path = tmp_path / "transactions.parquet"
    source.to_parquet(path)
    return path


def all_rows(source: pd.DataFrame, table: str) -> dict[Any, dict[str, Any]]:
    tables, _ = online_retail_tables(source)
    listed = [
        row
        for name, part in tables.items()
        if name.startswith(f"feeds/{table}_2") or name == f"feeds/{table}"
        for row in part.to_pylist()
    ]
    if table == "order_lines":
        return {(row["order_id"], row["line_number"]): row for row in listed}
    return {row["order_id" if table == "orders" else "source_record_id"]: row for row in listed}


def test_the_same_line_twice_is_two_lines_and_places_run_on(source: pd.DataFrame) -> None:
    lines = all_rows(source, "order_lines")
    of_first = {key[1]: row["product_code"] for key, row in lines.items() if key[0] == "536365"}
    assert of_first == {1: "85123A", 2: "85123A", 3: "POST", 4: "22139"}


def test_an_order_is_worth_the_sum_of_its_lines_at_the_time_of_its_first(
    source: pd.DataFrame,
) -> None:
    order = all_rows(source, "orders")["536365"]
    assert order["order_amount"] == Decimal("52.85")
    assert str(order["ordered_at"]) == "2010-12-01 08:26:00"
    assert order["source_record_id"] == 17850
    assert order["currency_code"] == "GBP"


@pytest.mark.parametrize(
    ("invoice", "order_type", "channel", "amount"),
    [
        ("536365", "sale", "web", "52.85"),
        ("C536367", "return", "web", "-5.10"),
        ("A563186", "sale", "unknown", "-11062.06"),
        ("536368", "sale", "unknown", "0.00"),
        ("536369", "sale", "web", "0.00"),
    ],
)
def test_each_kind_of_invoice_is_named(
    source: pd.DataFrame, invoice: str, order_type: str, channel: str, amount: str
) -> None:
    order = all_rows(source, "orders")[invoice]
    assert (order["order_type"], order["channel"]) == (order_type, channel)
    assert order["order_amount"] == Decimal(amount)


def test_fractions_of_a_penny_are_rounded_per_line_and_counted(source: pd.DataFrame) -> None:
    line = all_rows(source, "order_lines")["536366", 1]
    assert (line["unit_price"], line["line_amount"]) == (Decimal("0.001"), Decimal("0.02"))
    _, written = online_retail_tables(source)
    assert (written.rounded_lines, written.rounded_away) == (1, -5)


def test_counts_tell_sales_returns_adjustments_and_stock_apart(source: pd.DataFrame) -> None:
    _, written = online_retail_tables(source)
    assert (written.lines, written.anonymous_lines, written.customers) == (9, 3, 2)
    kinds = (written.sales, written.returns, written.adjustments, written.stock_entries)
    assert kinds == (3, 1, 1, 1)


def test_a_note_about_stock_does_not_name_the_article(source: pd.DataFrame) -> None:
    lines = all_rows(source, "order_lines")
    assert lines["536368", 1]["product_name"] is None
    assert lines["536368", 1]["quantity"] == -5
    assert lines["536365", 4]["product_name"] == "RETROSPOT"


def test_a_customer_has_the_country_of_the_latest_line(source: pd.DataFrame) -> None:
    people = all_rows(source, "identities")
    assert {key: row["country_code"] for key, row in people.items()} == {12346: "DE", 17850: "IE"}
    assert str(people[17850]["updated_at"]) == "2011-01-03 10:00:00"


def test_codes_that_are_no_goods_are_named() -> None:
    codes = pd.Series(["85123A", "m", "DOT", "B", "gift_0001_20", "AMAZONFEE"])
    assert category_of(codes).tolist() == [
        "goods",
        "manual entry",
        "postage",
        "adjustment",
        "voucher",
        "fee",
    ]


def test_every_file_has_a_table_and_its_columns_in_the_contract(source: pd.DataFrame) -> None:
    feeds = load_contract(REPOSITORY / "models" / "staging").system("feeds")
    tables, _ = online_retail_tables(source)
    for name, table in tables.items():
        fitting = feeds.table(name.removeprefix("feeds/").split("_2")[0])
        assert set(fitting.required) <= set(table.column_names) <= set(fitting.column_names)


def test_an_invoice_of_two_customers_is_refused(source: pd.DataFrame) -> None:
    source.loc[1, "CustomerID"] = 1.0
    with pytest.raises(PublicDataError, match="more than one customer"):
        online_retail_tables(source)


def test_a_missing_file_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PublicDataError, match="does not exist"):
        load_online_retail(tmp_path / "none.parquet")


def test_a_file_that_is_no_parquet_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("text", encoding="utf-8")
    with pytest.raises(PublicDataError, match="not readable as parquet"):
        load_online_retail(tmp_path / "text.parquet")


def test_a_missing_column_is_named(source: pd.DataFrame, tmp_path: Path) -> None:
    source.drop(columns="UnitPrice").to_parquet(tmp_path / "part.parquet")
    with pytest.raises(PublicDataError, match="lacks the columns UnitPrice"):
        load_online_retail(tmp_path / "part.parquet")


@pytest.fixture
def published(transactions: Path, tmp_path: Path, publish: Publish) -> Path:
    land_online_retail(transactions, tmp_path / "landing", lambda line: None)
    return publish(tmp_path / "landing", "feeds")


def test_what_was_published_in_full_has_no_difference(published: Path, transactions: Path) -> None:
    assert verify_online_retail(published, transactions) == []


@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        ("fct_order_lines", "update set net_amount_reporting = 0 where product_id = 'POST'", LINES),
        ("fct_order_lines", "update set line_amount = 0", "pence of all lines"),
        ("fct_order_lines", "delete where order_key = '536365' and line_number = 2", "lines"),
        ("fct_order_lines", "update set customer_id = null", "anonymous lines"),
        ("fct_orders", "update set order_type = 'sale', is_return = false", "returns"),
        ("fct_orders", "update set net_amount_reporting = 1", "pence of adjustments"),
        ("fct_orders", "update set customer_id = '12346'", "orders and value per customer"),
        ("customer_360", "delete where customer_id = '12346'", "customers"),
        ("dim_products", "delete where product_id = 'B'", "products"),
    ],
)
def test_each_kind_of_loss_is_named(
    published: Path, transactions: Path, table: str, change: str, named: str
) -> None:
    change_rows(published, table, change)
    assert named in [
        difference.what for difference in verify_online_retail(published, transactions)
    ]
