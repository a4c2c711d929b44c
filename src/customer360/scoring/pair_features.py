"""What is known of each customer and product bought before: how often, when last, how regularly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from customer360.scoring.product_traits import RATE_DAYS, ProductTraits
from customer360.scoring.purchase_log import (
    Ints,
    PurchaseLog,
    distinct,
    group_starts,
    places,
)

__all__ = ["PAIR_FEATURES", "PairTable", "decay", "pair_table"]

Floats = NDArray[np.float64]

PAIR_FEATURES = (
    *("decayed_7d", "decayed_21d", "decayed_90d", "decayed_200d", "order_days"),
    *("share_21d", "share_90d", "share_of_orders"),
    *("days_since", "lateness", "lateness_capped", "off_cadence", "cadence"),
    *("orders_since", "rate_since_first", "decayed_orders_7", "decayed_orders_9"),
    *("decayed_orders_97", "popularity_60d", "popularity_28d", "popularity_7d"),
    *("repeat_rate", "repeats", "category_90d", "share_of_category"),
    *("customer_orders", "basket_size", "customer_days_since", "customer_days_known"),
    *("customer_orders_21d", "customer_orders_90d"),
)

# half-life of what is called decayed without more, days: a season, in which habits change
_HALF_LIFE = 90.0
# the cadence of the product counts like so many gaps of the customer's own
_PRODUCT_GAPS = 2


@dataclass(frozen=True)
class PairTable:
    """One row per customer and product bought, sorted by both; the codes are those of the log.

    Attributes:
        customer: (n,) codes.
        product: (n,) codes.
        count: (n,) days on which it was bought.
        decayed: (n,) the same, each day halved every 90 days.
        days_since: (n,) days since the last of them.
        cadence: (n,) usual days between two of them, partly that of the product.
        popularity: (n,) customer-days of the product in the last 28 days.
        features: (n, m) `PAIR_FEATURES`.
    """

    customer: Ints
    product: Ints
    count: Floats
    decayed: Floats
    days_since: Floats
    cadence: Floats
    popularity: Floats
    features: NDArray[np.float32]

    def rows(self, kept: NDArray[np.bool_]) -> PairTable:
        """Some of the rows; (n,) which ones."""
        return PairTable(
            self.customer[kept],
            self.product[kept],
            self.count[kept],
            self.decayed[kept],
            self.days_since[kept],
            self.cadence[kept],
            self.popularity[kept],
            self.features[kept],
        )


@dataclass(frozen=True)
class _Pairs:
    """Pairs as sums over the log: counts, decayed counts, first and last day, customers' orders."""

    customer: Ints
    product: Ints
    count: Floats
    first: Ints
    last: Ints
    decayed: dict[str, Floats]
    orders_since: Ints
    orders_since_first: Ints

    def rows(self, kept: NDArray[np.bool_]) -> _Pairs:
        return _Pairs(
            self.customer[kept],
            self.product[kept],
            self.count[kept],
            self.first[kept],
            self.last[kept],
            {name: values[kept] for name, values in self.decayed.items()},
            self.orders_since[kept],
            self.orders_since_first[kept],
        )


@dataclass(frozen=True)
class _Orders:
    """Days on which customers bought, and how many of them came after each entry of the log."""

    customer: Ints
    day: Ints
    since: Ints


def decay(ages: Ints, half_life_days: float) -> Floats:
    """Weights 0.5 ** (age / half-life): (n,) ages in days, at least 0, to (n,)."""
    # ages repeat: a table is far cheaper than as many powers
    table = 0.5 ** (np.arange(int(ages.max(initial=0)) + 1) / half_life_days)
    return np.asarray(table[ages], np.float64)


def pair_table(
    log: PurchaseLog, traits: ProductTraits, day: int, most_per_customer: int
) -> PairTable:
    """Sum up each customer and product as seen at the end of a day.

    Own cadence (days between first and last purchase over their number less one) leans on that of
    the product, which leans on that of all products. Counts that decay with the customer's own
    orders instead of days follow Hu et al. (2020), "Modeling Personalized Item Frequency
    Information for Next-basket Recommendation", SIGIR, section 4.

    Args:
        log: Purchases up to `day`.
        traits: Of its products on that day; of all customers, the log may be that of some.
        day: Last day that is known, in days since 1970-01-01.
        most_per_customer: Only so many products of a customer, those with the largest decayed
            counts (ties: the lower code).

    Returns:
        The table; empty for an empty log.

    Raises:
        ValueError: The log has a later purchase.
    """
    if log.day.size and int(log.day.max()) > day:
        raise ValueError("the log has purchases after the day")
    orders = _customer_orders(log)
    every = _summed(log, day, orders.since)
    pairs = every.rows(_largest(every.customer, every.decayed["decayed_90d"], most_per_customer))
    days_since = (day + 1 - pairs.last).astype(np.float64)
    cadence = (pairs.last - pairs.first + _PRODUCT_GAPS * traits.gap[pairs.product]) / (
        pairs.count - 1 + _PRODUCT_GAPS
    )
    columns = {
        **{name: np.log(values + 1e-3) for name, values in pairs.decayed.items()},
        **_rhythm_columns(pairs, days_since, cadence),
        **_category_columns(log, every, pairs),
        **_customer_columns(log, day, pairs, orders),
        "repeat_rate": np.log(traits.repeat_rate)[pairs.product],
        "repeats": np.log1p(traits.repeats)[pairs.product],
    }
    for place, days in enumerate(RATE_DAYS):
        columns[f"popularity_{days}d"] = traits.rates[pairs.product, place]
    # by column in memory: filling rows crosswise takes far longer
    features = np.empty((len(PAIR_FEATURES), pairs.customer.size), np.float32).T
    for place, name in enumerate(PAIR_FEATURES):
        features[:, place] = columns[name]
    return PairTable(
        pairs.customer,
        pairs.product,
        pairs.count,
        pairs.decayed["decayed_90d"],
        days_since,
        cadence,
        traits.popularity[pairs.product],
        features,
    )


def _summed(log: PurchaseLog, day: int, since: Ints) -> _Pairs:
    starts = group_starts(log.keys(log.customer, log.product))
    ends = np.r_[starts[1:], log.day.size][: starts.size] - 1
    age = day + 1 - log.day
    half_lives = {"decayed_7d": 7.0, "decayed_21d": 21.0, "decayed_90d": _HALF_LIFE}
    decayed = {name: _sum(decay(age, days), starts) for name, days in half_lives.items()}
    decayed["decayed_200d"] = _sum(decay(age, 200.0), starts)
    for name, kept in (("7", 0.7), ("9", 0.9), ("97", 0.97)):
        weights = decay(since, float(np.log(0.5) / np.log(kept)))
        decayed[f"decayed_orders_{name}"] = _sum(weights, starts)
    return _Pairs(
        log.customer[starts],
        log.product[starts],
        (ends - starts + 1).astype(np.float64),
        log.day[starts],
        log.day[ends],
        decayed,
        since[ends],
        since[starts] + 1,
    )


def _customer_orders(log: PurchaseLog) -> _Orders:
    first = int(log.day.min()) if log.day.size else 0
    span = int(log.day.max()) - first + 1 if log.day.size else 1
    key = log.customer * span + (log.day - first)
    orders = distinct(key)
    customer, offset = np.divmod(orders, span)
    ends = np.cumsum(np.bincount(customer, minlength=len(log.customers)))
    since = ends[log.customer] - 1 - np.searchsorted(orders, key)
    return _Orders(customer, offset + first, since)


def _sum(values: Floats, starts: Ints) -> Floats:
    if not starts.size:
        return np.zeros(0)
    return np.asarray(np.add.reduceat(values, starts), np.float64)


def _largest(customer: Ints, score: Floats, most: int) -> NDArray[np.bool_]:
    kept = np.ones(customer.size, np.bool_)
    heavy = np.bincount(customer)[customer] > most if customer.size else ~kept
    rows = np.flatnonzero(heavy)
    order = rows[np.lexsort((-score[rows], customer[rows]))]
    kept[order[places(customer[order]) >= most]] = False
    return kept


def _rhythm_columns(pairs: _Pairs, days_since: Floats, cadence: Floats) -> dict[str, Floats]:
    lateness = days_since / cadence
    return {
        "order_days": np.log(pairs.count),
        "days_since": np.log(days_since),
        "lateness": np.log(lateness),
        "lateness_capped": np.minimum(lateness, 5),
        "off_cadence": np.abs(np.log(lateness)),
        "cadence": np.log(cadence),
        "orders_since": np.log1p(pairs.orders_since),
        "rate_since_first": np.log((pairs.count - 0.5) / pairs.orders_since_first),
    }


def _category_columns(log: PurchaseLog, every: _Pairs, pairs: _Pairs) -> dict[str, Floats]:
    width = int(log.category.max(initial=0)) + 1
    of_pair = every.customer * width + log.category[every.product]
    keys = distinct(of_pair)
    group = np.searchsorted(keys, of_pair)
    weight = np.bincount(group, every.decayed["decayed_90d"], keys.size)
    at = np.searchsorted(keys, pairs.customer * width + log.category[pairs.product])
    of_category = weight[at]
    return {
        "category_90d": np.log(of_category + 0.1),
        "share_of_category": np.log((pairs.decayed["decayed_90d"] + 0.05) / (of_category + 0.1)),
    }


def _customer_columns(
    log: PurchaseLog, day: int, pairs: _Pairs, orders: _Orders
) -> dict[str, Floats]:
    of, days = orders.customer, orders.day
    size = len(log.customers)
    count = np.bincount(of, minlength=size).astype(np.float64)
    recent = {n: np.bincount(of, decay(day + 1 - days, float(n)), size) for n in (21, 90)}
    starts = group_starts(of)
    first, last = np.full(size, day), np.full(size, day)
    first[of[starts]] = days[starts]
    last[of[starts]] = days[np.r_[starts[1:], of.size][: starts.size] - 1]
    basket = np.bincount(log.customer, minlength=size) / np.maximum(count, 1)
    at = pairs.customer
    return {
        "share_21d": pairs.decayed["decayed_21d"] / np.maximum(recent[21][at], 1e-9),
        "share_90d": pairs.decayed["decayed_90d"] / np.maximum(recent[90][at], 1e-9),
        "share_of_orders": pairs.count / count[at],
        "customer_orders": np.log(count[at]),
        "basket_size": np.log(basket[at] + 0.5),
        "customer_days_since": np.log(day + 1.0 - last[at]),
        "customer_days_known": np.log(day + 2.0 - first[at]),
        "customer_orders_21d": np.log(recent[21][at] + 0.05),
        "customer_orders_90d": np.log(recent[90][at] + 0.05),
    }
