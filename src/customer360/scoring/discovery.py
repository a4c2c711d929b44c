"""Products new to a customer: what is popular, in a favourite category, or bought together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from customer360.scoring.co_purchase import Neighbours, co_purchases, neighbours_of_pairs
from customer360.scoring.pair_features import PairTable
from customer360.scoring.product_traits import ProductTraits
from customer360.scoring.purchase_learner import PurchaseLearner
from customer360.scoring.purchase_log import Ints, PurchaseLog, distinct, group_starts
from customer360.scoring.repurchase import LEARNT_RANKING, POPULARITY, best_places

__all__ = [
    "NewProducts",
    "discovery_reasons",
    "discovery_scores",
    "neighbours_in",
    "new_products",
]

Floats = NDArray[np.float64]

_POPULAR = 40
_NEIGHBOURS = 10
# bought products that speak for others, the most frequent ones lately
_SPEAKERS = 10
# share of a customer's purchases that makes a category a favourite
_FAVOURITE = 0.2


@dataclass(frozen=True)
class NewProducts:
    """Candidates, sorted by customer and product; none was bought by the customer.

    Attributes:
        customer: (n,) codes.
        product: (n,) codes.
        popularity: (n,) customer-days of the last 28 days.
        together: (n,) how much bought products speak for it; 0: not at all.
        because: (n,) code of the bought product that speaks most for it; -1: none does.
        of_category: (n,) share of the customer's purchases in its category, 0 to 1.
        features: (n, m) for the learner.
    """

    customer: Ints
    product: Ints
    popularity: Floats
    together: Floats
    because: Ints
    of_category: Floats
    features: NDArray[np.float32]


def neighbours_in(pairs: PairTable, customers: int, products: int) -> Neighbours:
    """Find the products bought together, among those that tell customers apart from chance.

    Args:
        pairs: Customers and products bought.
        customers: Number of customers.
        products: Number of products.

    Returns:
        Ten neighbours of each product at most; products bought by fewer than half a percent of the
        customers in the table (at least two) have none.
    """
    least = max(2, group_starts(pairs.customer).size // 200)
    sizes = (customers, products)
    return co_purchases(pairs.customer, pairs.product, sizes, _NEIGHBOURS, least)


def new_products(
    log: PurchaseLog,
    pairs: PairTable,
    traits: ProductTraits,
    neighbours: Neighbours | None,
    wanted: NDArray[np.bool_],
) -> NewProducts:
    """Find products that customers have not bought and might.

    Args:
        log: Purchases up to the day; whatever stands in it is not new.
        pairs: Pairs of the same day.
        traits: Of the same day.
        neighbours: Products bought together; None: only popular ones are looked for.
        wanted: (c,) of which customers.

    Returns:
        The most popular products and those bought together with what the customer bought.
    """
    mine = pairs.rows(wanted[pairs.customer])
    width = max(len(log.products), 1)
    key, together, because = _spoken_for(mine, neighbours, width)
    everyone = np.flatnonzero(wanted)
    popular = (everyone[:, None] * width + traits.best[None, :_POPULAR]).ravel()
    every = distinct(np.r_[popular, key])
    rows = wanted[log.customer]
    owned = log.keys(log.customer[rows], log.product[rows])
    every = every[_places_in(owned, every) < 0]
    at = _places_in(key, every)
    customer, product = np.divmod(every, width)
    together = np.where(at >= 0, np.r_[together, 0.0][at], 0.0)
    totals = np.bincount(mine.customer, mine.decayed, len(log.customers)).astype(np.float64)
    of_category = _category_share(mine, log.category, totals, customer, product)
    features = (
        np.log(together + 0.01),
        np.log(of_category + 0.01),
        np.log(totals[customer] + 0.1),
    )
    return NewProducts(
        customer,
        product,
        traits.popularity[product],
        together,
        np.where(at >= 0, np.r_[because, -1][at], -1),
        of_category,
        np.column_stack([traits.rates[product], *features]).astype(np.float32),
    )


def discovery_scores(new: NewProducts, learner: PurchaseLearner | None) -> dict[str, Floats]:
    """Score each candidate with each model, the simplest first.

    Args:
        new: (n,) candidates.
        learner: Fitted on their features; None where there was too little to learn from.

    Returns:
        By model (n,) scores that compare the products of one customer: popularity (customer-days
        of the last 28 days), probability of a purchase.
    """
    scores = {POPULARITY: new.popularity}
    if learner is not None:
        scores[LEARNT_RANKING] = learner.probabilities(new.features)
    return scores


def discovery_reasons(
    new: NewProducts, rows: Ints, personal: bool
) -> tuple[NDArray[np.object_], Ints]:
    """Say why a product is suggested as new.

    Args:
        new: Candidates.
        rows: (k,) places in it.
        personal: Whether the model knew more than popularity.

    Returns:
        (k,) `bought_together`, `favourite_category` (a fifth of the purchases) or `popular`, and
        (k,) codes of the bought product that led to it; -1: none did.
    """
    if not personal:
        return np.full(rows.size, "popular", np.object_), np.full(rows.size, -1)
    because = new.because[rows]
    reasons = np.select(
        [because >= 0, new.of_category[rows] >= _FAVOURITE],
        ["bought_together", "favourite_category"],
        "popular",
    )
    return reasons.astype(np.object_), because


def _spoken_for(
    mine: PairTable, neighbours: Neighbours | None, width: int
) -> tuple[Ints, Floats, Ints]:
    if neighbours is None:
        return np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int64)
    rows, _ = best_places(mine.customer, mine.decayed, _SPEAKERS)
    rows.sort()
    return neighbours_of_pairs(
        mine.customer[rows], mine.product[rows], mine.decayed[rows], neighbours, width
    )


def _category_share(
    mine: PairTable, category: Ints, totals: Floats, customer: Ints, product: Ints
) -> Floats:
    """Share of the customer's decayed purchases in the category of the product; 0 if unknown."""
    width = int(category.max(initial=0)) + 1
    of_pair = mine.customer * width + category[mine.product]
    keys = distinct(of_pair)
    weight = np.r_[np.bincount(np.searchsorted(keys, of_pair), mine.decayed, keys.size), 0.0]
    at = _places_in(keys, customer * width + category[product])
    share = weight[at] / np.maximum(totals[customer], 1e-9)
    return np.where((at >= 0) & (category[product] > 0), share, 0.0)


def _places_in(keys: Ints, wanted: Ints) -> Ints:
    """Place of each value in sorted keys; -1 where it is not there."""
    if not keys.size:
        return np.full(wanted.size, -1)
    at = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    return np.where(keys[at] == wanted, at, -1)
