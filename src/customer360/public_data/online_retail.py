"""UCI Online Retail as the raw files of the feed contract.

Source: "Online Retail", UCI Machine Learning Repository, data set 352 (CC BY 4.0): 541,909 invoice
lines of a British web shop for gifts, 1 December 2010 to 9 December 2011, pounds sterling.

What becomes what:

- An invoice is an order, its time that of its first line. An invoice whose number begins with C
  takes goods back: a return. Its amounts and quantities stay negative.
- An invoice whose number begins with A adjusts a bad debt (product B): no sale and no return. It
  stays in the orders, so that the totals are those of the source, with its sign and with the
  channel `unknown`; its product has the category `adjustment`.
- An invoice without customer on which every price is 0 records stock that was found, lost or
  damaged: also channel `unknown`, type sale as everything that is no return, amount 0, quantities
  with the sign of the source.
- A line without price says in its description what happened to the stock, not what the article
  is called: such a description does not become a name of the product.
- Lines that are the same in every column are true lines: the source numbers none, so a line's
  number is its place within the invoice.
- A line's amount is quantity times price, exact in thousandths and then rounded to pence, halves
  away from zero. Four lines with the price 0.001 have fractions of a penny and become 0.00.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from customer360.public_data.errors import PublicDataError
from customer360.public_data.files import by_month, read_source, seconds, write_landing
from customer360.public_data.money import decimals, half_away, whole_units

__all__ = [
    "ONLINE_RETAIL_NOTE",
    "ONLINE_RETAIL_SYSTEM",
    "RetailWritten",
    "category_of",
    "land_online_retail",
    "load_online_retail",
    "online_retail_tables",
]

ONLINE_RETAIL_SYSTEM = "online_retail"
ONLINE_RETAIL_NOTE = (
    "Online Retail, UCI Machine Learning Repository, data set 352 (CC BY 4.0).\n"
    "Invoice lines of a British web shop, December 2010 to December 2011.\n"
)
_CURRENCY = "GBP"
_COLUMNS = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
# Codes of the stock list that are no goods; everything else is.
_CATEGORIES = {
    "AMAZONFEE": "fee",
    "B": "adjustment",
    "BANK CHARGES": "fee",
    "C2": "postage",
    "CRUK": "fee",
    "D": "discount",
    "DOT": "postage",
    "M": "manual entry",
    "POST": "postage",
    "S": "sample",
}
_VOUCHERS = "GIFT_"
# Names of the source that are a country or a common spelling of one; the rest stays empty.
_COUNTRIES = {
    "Australia": "AU",
    "Austria": "AT",
    "Bahrain": "BH",
    "Belgium": "BE",
    "Brazil": "BR",
    "Canada": "CA",
    "Cyprus": "CY",
    "Czech Republic": "CZ",
    "Denmark": "DK",
    "EIRE": "IE",
    "Finland": "FI",
    "France": "FR",
    "Germany": "DE",
    "Greece": "GR",
    "Hong Kong": "HK",
    "Iceland": "IS",
    "Israel": "IL",
    "Italy": "IT",
    "Japan": "JP",
    "Lebanon": "LB",
    "Lithuania": "LT",
    "Malta": "MT",
    "Netherlands": "NL",
    "Norway": "NO",
    "Poland": "PL",
    "Portugal": "PT",
    "RSA": "ZA",
    "Saudi Arabia": "SA",
    "Singapore": "SG",
    "Spain": "ES",
    "Sweden": "SE",
    "Switzerland": "CH",
    "USA": "US",
    "United Arab Emirates": "AE",
    "United Kingdom": "GB",
}


@dataclass(frozen=True)
class RetailWritten:
    """Rows written.

    Attributes:
        lines: Invoice lines.
        anonymous_lines: Those of invoices without customer.
        customers: Records in identities.
        sales: Invoices that sell.
        returns: Invoices that begin with C.
        adjustments: Invoices that begin with A.
        stock_entries: Invoices without customer and without any price.
        rounded_lines: Lines whose exact amount has a fraction of a penny.
        rounded_away: What rounding took away in all, in thousandths of a pound.
    """

    lines: int
    anonymous_lines: int
    customers: int
    sales: int
    returns: int
    adjustments: int
    stock_entries: int
    rounded_lines: int
    rounded_away: int


def load_online_retail(path: Path) -> pd.DataFrame:
    """Read the invoice lines.

    Args:
        path: Parquet file with the eight columns of the data set under their own names.

    Returns:
        One row per line in the order of the file.

    Raises:
        PublicDataError: The file is missing, is no parquet file or lacks a column.
    """
    return read_source(
        path, _COLUMNS, "Online Retail", "give the invoice lines of Online Retail as a parquet file"
    )


def land_online_retail(
    transactions: Path, out: Path, notify: Callable[[str], None]
) -> RetailWritten:
    """Write Online Retail as raw files in the shape of the feed contract.

    Args:
        transactions: Parquet file of the invoice lines.
        out: Landing folder to write.
        notify: Called with a line of progress before each slow step.

    Returns:
        What was written.

    Raises:
        PublicDataError: The file cannot be read or has another shape than expected, or `out`
            cannot be written.
    """
    notify(f"reading {transactions}")
    source = load_online_retail(transactions)
    notify(f"making orders of {len(source):,} invoice lines")
    tables, written = online_retail_tables(source)
    notify(f"writing {len(tables)} files to {out}")
    write_landing(out, tables, ONLINE_RETAIL_NOTE)
    return written


def online_retail_tables(source: pd.DataFrame) -> tuple[Mapping[str, Any], RetailWritten]:
    """Turn the invoice lines into raw tables.

    Args:
        source: From `load_online_retail`, n lines.

    Returns:
        `feeds/file name` -> rows, each a `pyarrow.Table`; and the counts.

    Raises:
        PublicDataError: An invoice names two customers, or a price has a fraction of a thousandth.
    """
    lines = _read_lines(source)
    invoices = _invoices(lines)
    kinds = invoices["kind"].value_counts()
    tables = {
        "feeds/identities": _identities(lines),
        **by_month("feeds/orders", _orders(invoices), _months(invoices["ordered_at"])),
        **by_month("feeds/order_lines", _order_lines(lines), _months(lines["ordered_at"])),
    }
    lost = lines["thousandths"] - 10 * lines["pence"]
    return tables, RetailWritten(
        lines=len(lines),
        anonymous_lines=int(lines["customer"].isna().sum()),
        customers=tables["feeds/identities"].num_rows,
        sales=int(kinds.get("sale", 0)),
        returns=int(kinds.get("return", 0)),
        adjustments=int(kinds.get("adjustment", 0)),
        stock_entries=int(kinds.get("stock", 0)),
        rounded_lines=int((lost != 0).sum()),
        rounded_away=int(lost.sum()),
    )


def category_of(codes: pd.Series[Any]) -> pd.Series[Any]:
    """Name the kind of thing that a stock code stands for.

    Args:
        codes: Stock codes as in the source, shape (n,).

    Returns:
        adjustment, discount, fee, manual entry, postage, sample, voucher or goods, shape (n,).
    """
    upper = codes.str.upper()
    named = upper.map(_CATEGORIES).astype("object")
    named[upper.str.startswith(_VOUCHERS)] = "voucher"
    return named.fillna("goods")


def _read_lines(source: pd.DataFrame) -> pd.DataFrame:
    """Number the lines, read the money exactly, bring customer and time of the invoice to each."""
    by_invoice = source.groupby("InvoiceNo", sort=False)
    if (by_invoice["CustomerID"].nunique() > 1).any():
        raise PublicDataError("an invoice names more than one customer")
    price = whole_units(source["UnitPrice"], 1000, "UnitPrice")
    thousandths = price * source["Quantity"].to_numpy(np.int64)
    return source.assign(
        line_number=by_invoice.cumcount() + 1,
        ordered_at=by_invoice["InvoiceDate"].transform("min"),
        customer=by_invoice["CustomerID"].transform("first").astype("Int64"),
        price=price,
        thousandths=thousandths,
        pence=half_away(thousandths, 10),
    )


def _invoices(lines: pd.DataFrame) -> pd.DataFrame:
    grouped = lines.groupby("InvoiceNo", sort=True)
    invoices = grouped.agg(
        customer=("customer", "first"),
        ordered_at=("ordered_at", "first"),
        pence=("pence", "sum"),
        highest=("price", "max"),
        lowest=("price", "min"),
    ).reset_index()
    number = invoices["InvoiceNo"].str
    priceless = (invoices["highest"] == 0) & (invoices["lowest"] == 0)
    kind = np.select(
        [
            number.startswith("C").to_numpy(bool),
            number.startswith("A").to_numpy(bool),
            (priceless & invoices["customer"].isna()).to_numpy(bool),
        ],
        ["return", "adjustment", "stock"],
        "sale",
    )
    return invoices.assign(kind=kind)


def _identities(lines: pd.DataFrame) -> Any:
    """One record per customer, with the country of the latest line."""
    known = lines[lines["customer"].notna()].sort_values("ordered_at", kind="stable")
    people = (
        known.groupby("customer", sort=True)
        .agg(
            country=("Country", "last"),
            created_at=("ordered_at", "first"),
            updated_at=("ordered_at", "last"),
        )
        .reset_index()
    )
    return pa.table(
        {
            "source_system": pa.array([ONLINE_RETAIL_SYSTEM] * len(people)),
            "source_record_id": people["customer"].to_numpy(np.int64),
            "country_code": _text(people["country"].map(_COUNTRIES)),
            "created_at": seconds(people["created_at"]),
            "updated_at": seconds(people["updated_at"]),
        }
    )


def _orders(invoices: pd.DataFrame) -> Any:
    no_sale = invoices["kind"].isin(["adjustment", "stock"])
    return pa.table(
        {
            "source_system": pa.array([ONLINE_RETAIL_SYSTEM] * len(invoices)),
            "order_id": _text(invoices["InvoiceNo"]),
            "source_record_id": pa.array(invoices["customer"], pa.int64(), from_pandas=True),
            "channel": pa.array(np.where(no_sale, "unknown", "web")),
            "ordered_at": seconds(invoices["ordered_at"]),
            "order_type": pa.array(np.where(invoices["kind"] == "return", "return", "sale")),
            "currency_code": pa.array([_CURRENCY] * len(invoices)),
            "order_amount": decimals(invoices["pence"].to_numpy(np.int64), 2),
        }
    )


def _order_lines(lines: pd.DataFrame) -> Any:
    named = lines["Description"].where(lines["price"] != 0)
    return pa.table(
        {
            "source_system": pa.array([ONLINE_RETAIL_SYSTEM] * len(lines)),
            "order_id": _text(lines["InvoiceNo"]),
            "line_number": lines["line_number"].to_numpy(np.int64),
            "product_code": _text(lines["StockCode"]),
            "product_name": _text(named),
            "category": _text(category_of(lines["StockCode"])),
            "quantity": lines["Quantity"].to_numpy(np.int64),
            "unit_price": decimals(lines["price"].to_numpy(np.int64), 3),
            "line_amount": decimals(lines["pence"].to_numpy(np.int64), 2),
        }
    )


def _months(times: pd.Series[Any]) -> NDArray[np.str_]:
    return times.to_numpy().astype("datetime64[M]").astype(np.str_)


def _text(values: pd.Series[Any]) -> Any:
    return pa.array(values, pa.string(), from_pandas=True)
