"""From rows of `customer_features` to columns that a model can learn from.

Everything here looks at one row, or at the customers of one day, so that a row means the same on a
day of training and on the day of scoring.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = [
    "AS_OF",
    "BG_NBD",
    "CUSTOMER",
    "RECENCY",
    "RFM_SUM",
    "FeatureError",
    "feature_matrix",
    "learnable",
    "sampled_customers",
    "sorted_rows",
]

Floats = NDArray[np.float64]

CUSTOMER = "customer_id"
AS_OF = "as_of_date"
RECENCY = "days_since_last_order"
BG_NBD = "bg_nbd_no_order_probability"
RFM_SUM = "rfm_sum"

# what tells the day apart, not the customer: a model would learn the calendar from it
_OF_THE_DAY = ("is_current", "history_days")
_RFM = {RECENCY: False, "order_day_count": True, "net_amount_reporting": True}
_QUINTILES = 5

_Columns = Mapping[str, Floats]
_Derived = Callable[[_Columns], Floats]


class FeatureError(ValueError):
    """A frame lacks a column, has one that is no number, or a customer twice on one day."""


def sorted_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows by day and customer: the order in which all else happens, whoever passed them.

    Args:
        frame: `customer_id`, `as_of_date` and more; one row per customer and day.

    Returns:
        The same rows and columns, `as_of_date` as a timestamp, with a new index from 0.

    Raises:
        FeatureError: A key column is missing or null, or a customer is there twice on a day.
    """
    missing = {CUSTOMER, AS_OF} - set(frame.columns)
    if missing:
        raise FeatureError(f"no column {', '.join(sorted(missing))}")
    rows = frame.assign(**{AS_OF: pd.to_datetime(frame[AS_OF])})
    if bool(rows[[CUSTOMER, AS_OF]].isna().any(axis=None)):
        raise FeatureError("a row without a customer or a day")
    if bool(rows.duplicated([CUSTOMER, AS_OF]).any()):
        raise FeatureError("a customer twice on one day")
    return rows.sort_values([AS_OF, CUSTOMER], ignore_index=True)


def sampled_customers(customers: pd.Series, share: float) -> NDArray[np.bool_]:
    """Rows of a share of the customers, the same ones on every day and in every run.

    Args:
        customers: (n,) ids.
        share: 0 to 1; from 1 on all stay.

    Returns:
        (n,) whether the row stays.
    """
    if share >= 1:
        return np.ones(len(customers), dtype=np.bool_)
    codes, ids = pd.factorize(customers)
    limit = int(share * 2**64)
    kept = [
        int.from_bytes(hashlib.blake2b(str(one).encode(), digest_size=8).digest()) < limit
        for one in ids
    ]
    return np.asarray(kept, dtype=np.bool_)[codes]


def feature_matrix(rows: pd.DataFrame, ignored: Iterable[str] = ()) -> pd.DataFrame:
    """All features of the rows as floats, with ratios and the RFM sum made of them.

    Args:
        rows: Of `sorted_rows`; any further columns that are numbers or booleans, nulls allowed.
            Quintiles of the RFM sum are those of the customers of the same day.
        ignored: Columns that are no features, as the label.

    Returns:
        (n, m) float64, NaN for null; `rfm_sum` is 0 for who never bought. Columns in the order of
        their names, so that the order in which they came does not matter.

    Raises:
        FeatureError: A column is no number.
    """
    unused = {CUSTOMER, AS_OF, *_OF_THE_DAY, *ignored}
    columns = {str(name): _floats(rows[name]) for name in rows.columns if name not in unused}
    made = {
        name: make(columns) for name, (needs, make) in _DERIVED.items() if needs <= set(columns)
    }
    rfm = _rfm_sum(rows[AS_OF], columns)
    every = {**columns, **made, RFM_SUM: rfm}
    return pd.DataFrame({name: every[name] for name in sorted(every)}, index=rows.index)


def _floats(column: pd.Series) -> Floats:
    if column.isna().all():
        return np.full(len(column), np.nan)
    try:
        values = column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise FeatureError(f"{column.name} is no number: {column.dtype}") from error
    return np.where(np.isfinite(values), values, np.nan)


def _rfm_sum(days: pd.Series, columns: _Columns) -> Floats:
    """Quintiles 1 to 5 of recency, frequency and money, added; equal values score the same."""
    total = np.zeros(len(days))
    for name, ascending in _RFM.items():
        if name in columns:
            values = pd.Series(columns[name], index=days.index)
            place = values.groupby(days).rank(pct=True, ascending=ascending)
            # ranks are means of ties; the small step keeps 0.2 * 5 from becoming 1.0000000002
            total += np.nan_to_num(np.ceil(place.to_numpy(dtype=np.float64) * _QUINTILES - 1e-9))
    return total


def _ratio(above: str, below: str, added: float = 1.0) -> tuple[set[str], _Derived]:
    return {above, below}, lambda c: c[above] / (c[below] + added)


def _change(recent: str, both: str) -> tuple[set[str], _Derived]:
    """Log ratio of the recent window to the one before it, of the same length."""

    def made(columns: _Columns) -> Floats:
        late = np.maximum(columns[recent], 0)
        early = np.maximum(columns[both] - columns[recent], 0)
        return np.log1p(late) - np.log1p(early)

    return {recent, both}, made


def _lateness(columns: _Columns) -> Floats:
    usual = columns["avg_days_between_orders"]
    return (columns[RECENCY] - usual) / (columns["stddev_days_between_orders"] + 1)


def _buying_span(columns: _Columns) -> Floats:
    return columns["days_since_first_order"] - columns[RECENCY]


_DERIVED: Mapping[str, tuple[set[str], _Derived]] = {
    "recency_by_cadence": _ratio(RECENCY, "avg_days_between_orders"),
    "recency_by_last_gap": _ratio(RECENCY, "last_gap_days"),
    "recency_by_longest_gap": _ratio(RECENCY, "longest_gap_days"),
    "lateness": (
        {RECENCY, "avg_days_between_orders", "stddev_days_between_orders"},
        _lateness,
    ),
    "buying_span_days": ({RECENCY, "days_since_first_order"}, _buying_span),
    "order_day_rate": _ratio("order_day_count", "days_since_first_order", added=7.0),
    "order_days_change_30d": _change("order_days_30d", "order_days_60d"),
    "order_days_change_90d": _change("order_days_90d", "order_days_180d"),
    "net_amount_change_30d": _change("net_amount_30d", "net_amount_60d"),
    "net_amount_change_90d": _change("net_amount_90d", "net_amount_180d"),
}


def learnable(features: pd.DataFrame) -> Sequence[str]:
    """Columns in which the rows differ: constant and empty ones teach nothing.

    Args:
        features: Of `feature_matrix`.

    Returns:
        Names of columns with two values or more, where null counts as one.
    """
    return [str(name) for name in features if features[name].nunique(dropna=False) > 1]
