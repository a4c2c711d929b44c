"""Products, whoever buys them: how popular they are, how soon and how often bought again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from customer360.scoring.purchase_log import Ints, PurchaseLog, group_starts

__all__ = ["RATE_DAYS", "ProductTraits", "product_traits"]

Floats = NDArray[np.float64]

RATE_DAYS = (60, 28, 7)

# the cadence and the repeats of all products count like so many of each one's own
_PHANTOMS = 5
# days between two purchases where nobody has bought anything twice
_UNKNOWN_GAP = 30.0


@dataclass(frozen=True)
class ProductTraits:
    """Products at the end of a day.

    Attributes:
        popularity: (p,) customer-days of the last 28 days.
        rates: (p, 3) logarithm of customer-days per known customer, last 60, 28 and 7 days.
        gap: (p,) usual days between two purchases by one customer.
        repeat_rate: (p,) share of the buyers who bought it on two days or more, above 0.
        repeats: (p,) purchases beyond the first of a customer.
        best: (p,) codes, most popular first; ties: more often bought at any time, lower code.
    """

    popularity: Floats
    rates: NDArray[np.float32]
    gap: Floats
    repeat_rate: Floats
    repeats: Floats
    best: Ints


def product_traits(log: PurchaseLog, day: int) -> ProductTraits:
    """Sum up each product as seen at the end of a day.

    Args:
        log: Purchases up to `day`.
        day: Last day that is known, in days since 1970-01-01.

    Returns:
        The traits, p products of the log.
    """
    size = len(log.products)
    starts = group_starts(log.keys(log.customer, log.product))
    ends = np.r_[starts[1:], log.day.size][: starts.size] - 1
    product, again = log.product[starts], ends - starts
    repeats = np.bincount(product, again, size).astype(np.float64)
    span = np.bincount(product, log.day[ends] - log.day[starts], size)
    overall = span.sum() / repeats.sum() if repeats.any() else _UNKNOWN_GAP
    buyers = np.bincount(product, minlength=size)
    repeaters = np.bincount(product, again > 0, size)
    # a tiny share instead of none: its logarithm is taken
    share = max(repeaters.sum() / max(buyers.sum(), 1), 1e-3)
    counts = [np.bincount(log.product[log.day > day - days], minlength=size) for days in RATE_DAYS]
    known = group_starts(log.customer).size + 1
    popularity = counts[1].astype(np.float64)
    return ProductTraits(
        popularity,
        np.column_stack([np.log((count + 1) / known) for count in counts]).astype(np.float32),
        (span + _PHANTOMS * overall) / (repeats + _PHANTOMS),
        np.asarray((repeaters + _PHANTOMS * share) / (buyers + _PHANTOMS), np.float64),
        repeats,
        np.lexsort((-np.bincount(log.product, minlength=size), -popularity)),
    )
