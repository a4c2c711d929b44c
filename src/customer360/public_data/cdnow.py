"""CDNOW as the raw files of the feed contract.

Source: the CDNOW data set of Fader and Hardie (brucehardie.com, "Notes on the CDNOW data"): all
purchases, from January 1997 to June 1998, of the 23,570 customers who first bought at CDNOW in the
first quarter of 1997, in dollars. The papers use the 1/10 sample of its customers.

Every row is an order: two rows of one customer and day stay two, with their number of discs as the
quantity of one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from customer360.public_data.errors import PublicDataError
from customer360.public_data.files import read_source, seconds, write_landing
from customer360.public_data.money import decimals, whole_units

__all__ = ["CDNOW_NOTE", "CDNOW_SYSTEM", "CdnowWritten", "land_cdnow", "load_cdnow"]

CDNOW_SYSTEM = "cdnow"
CDNOW_NOTE = (
    "CDNOW, data set of P. Fader and B. Hardie (brucehardie.com).\n"
    "Purchases of the customers who first bought at CDNOW in the first quarter of 1997.\n"
)
_COLUMNS = ("customer_id", "date", "n_cds", "amount")
_WANTED = {
    "customer_id": "every purchase has a customer",
    "date": "give days as dates or as 1997-01-31",
    "n_cds": "give whole numbers of discs",
    "amount": "give dollars as numbers",
}


@dataclass(frozen=True)
class CdnowWritten:
    """Rows written.

    Attributes:
        orders: Purchases.
        customers: People who made them.
    """

    orders: int
    customers: int


def load_cdnow(path: Path) -> pd.DataFrame:
    """Read the purchases.

    Args:
        path: Parquet file with the columns customer_id, date, n_cds and amount.

    Returns:
        One row per purchase, sorted by customer, day, discs and amount.

    Raises:
        PublicDataError: The file is missing, is no parquet file, lacks a column, or a row of it
            says not who bought, when, how many discs or for how much.
    """
    rows = read_source(path, _COLUMNS, "CDNOW", "give the purchases of CDNOW as parquet")
    numbers = {name: pd.to_numeric(rows[name], errors="coerce") for name in ("n_cds", "amount")}
    purchases = rows.assign(date=_days(rows["date"]), **numbers)
    wrong = purchases.isna()
    wrong["n_cds"] |= purchases["n_cds"] % 1 != 0
    for name in _COLUMNS:
        if wrong[name].any():
            place = int(np.flatnonzero(wrong[name])[0])
            found = rows[name].iloc[place]
            raise PublicDataError(
                f"{path}: {name} of row {place + 1:,} is {'missing' if pd.isna(found) else found}, "
                f"{int(wrong[name].sum()):,} such rows in all: {_WANTED[name]}"
            )
    # said of the rows of the file, before they are sorted
    whole_units(purchases["amount"], 100, "amount")
    purchases = purchases.assign(customer_id=purchases["customer_id"].astype(str))
    return purchases.sort_values(list(_COLUMNS), ignore_index=True)


def _days(dates: pd.Series[Any]) -> pd.Series[Any]:
    """Read days; a number is none, whatever it may count from."""
    if pd.api.types.is_numeric_dtype(dates):
        return pd.Series(pd.NaT, index=dates.index)
    return pd.to_datetime(dates, format="ISO8601", errors="coerce")


def land_cdnow(purchases: Path, out: Path, notify: Callable[[str], None]) -> CdnowWritten:
    """Write CDNOW as raw files in the shape of the feed contract.

    Args:
        purchases: Parquet file of the purchases.
        out: Landing folder to write.
        notify: Called with a line of progress before each slow step.

    Returns:
        What was written.

    Raises:
        PublicDataError: The file cannot be read or has another shape than expected, or `out`
            cannot be written.
    """
    notify(f"reading {purchases}")
    source = load_cdnow(purchases)
    notify(f"writing {len(source):,} purchases to {out}")
    tables = _tables(source)
    write_landing(out, tables, CDNOW_NOTE)
    return CdnowWritten(len(source), tables["feeds/identities"].num_rows)


def _tables(source: pd.DataFrame) -> Mapping[str, Any]:
    first = source.groupby("customer_id", sort=True)["date"].min().reset_index()
    order_ids = pa.array(np.arange(1, len(source) + 1))
    amounts = decimals(whole_units(source["amount"], 100, "amount"), 2)
    return {
        "feeds/identities": pa.table(
            {
                "source_system": pa.array([CDNOW_SYSTEM] * len(first)),
                "source_record_id": pa.array(first["customer_id"], pa.string()),
                "created_at": seconds(first["date"]),
            }
        ),
        "feeds/orders": pa.table(
            {
                "source_system": pa.array([CDNOW_SYSTEM] * len(source)),
                "order_id": order_ids,
                "source_record_id": pa.array(source["customer_id"], pa.string()),
                "channel": pa.array(["web"] * len(source)),
                "ordered_at": seconds(source["date"]),
                "order_type": pa.array(["sale"] * len(source)),
                "currency_code": pa.array(["USD"] * len(source)),
                "order_amount": amounts,
            }
        ),
        "feeds/order_lines": pa.table(
            {
                "source_system": pa.array([CDNOW_SYSTEM] * len(source)),
                "order_id": order_ids,
                "line_number": pa.array(np.ones(len(source), dtype=np.int64)),
                "quantity": source["n_cds"].to_numpy(np.int64),
                "line_amount": amounts,
            }
        ),
    }
