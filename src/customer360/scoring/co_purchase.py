"""Which products are bought by the same customers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from customer360.scoring.purchase_log import Ints, group_starts, places

__all__ = ["Neighbours", "co_purchases", "neighbours_of_pairs"]

Floats = NDArray[np.float64]

# phantom buyers of each product: keeps two chance buyers from looking like a perfect match
_PHANTOM_BUYERS = 10.0
_LEAST_TOGETHER = 2


@dataclass(frozen=True)
class Neighbours:
    """Products bought together, by product and place, best first.

    Attributes:
        start: (p + 1,) where the neighbours of each product begin.
        product: (n,) codes of the neighbours.
        similarity: (n,) above 0, below 1.
    """

    start: Ints
    product: Ints
    similarity: Floats


def co_purchases(
    customer: Ints, product: Ints, sizes: tuple[int, int], most: int, least_buyers: int
) -> Neighbours:
    """Find the products whose buyers overlap the most.

    Similarity is the cosine of the two sets of buyers (Sarwar et al. (2001), "Item-based
    collaborative filtering recommendation algorithms", WWW, section 3.1.1), with ten phantom
    buyers added to each product: together / sqrt((buyers + 10) * (other buyers + 10)).

    Args:
        customer: (n,) codes; each pair of customer and product once.
        product: (n,) codes.
        sizes: Number of customers and of products.
        most: Neighbours that a product keeps (ties: the lower code).
        least_buyers: Products with fewer buyers neither have neighbours nor are any.

    Returns:
        Neighbours with at least two common buyers.
    """
    count = np.bincount(product, minlength=sizes[1])
    kept = count[product] >= least_buyers
    bought = sparse.csr_array(
        (np.ones(int(kept.sum()), np.float32), (customer[kept], product[kept])), shape=sizes
    )
    together = sparse.coo_array(bought.T @ bought)
    one, other = together.coords
    common = (one != other) & (together.data >= _LEAST_TOGETHER)
    one, other = one[common].astype(np.int64), other[common].astype(np.int64)
    weight = np.sqrt(count + _PHANTOM_BUYERS)
    similarity = together.data[common].astype(np.float64) / (weight[one] * weight[other])
    order = np.lexsort((other, -similarity, one))
    order = order[places(one[order]) < most]
    one = one[order]
    start = np.searchsorted(one, np.arange(sizes[1] + 1))
    return Neighbours(np.asarray(start, np.int64), other[order], similarity[order])


def neighbours_of_pairs(
    customer: Ints, product: Ints, weight: Floats, neighbours: Neighbours, width: int
) -> tuple[Ints, Floats, Ints]:
    """Sum, for each customer, what bought products say about others.

    Args:
        customer: (n,) codes.
        product: (n,) codes of products bought.
        weight: (n,) how much each pair counts.
        neighbours: Of all products.
        width: Number of products.

    Returns:
        (k,) sorted keys customer * width + neighbour, (k,) sums of weight * similarity, and (k,)
        the bought product that gave most (ties: the lower code).
    """
    size = neighbours.start[product + 1] - neighbours.start[product]
    source = np.repeat(np.arange(product.size), size)
    offset = np.arange(source.size) - np.repeat(np.cumsum(size) - size, size)
    at = neighbours.start[product[source]] + offset
    key = customer[source] * width + neighbours.product[at]
    gain = weight[source] * neighbours.similarity[at]
    bought = product[source]
    # bought products ascend within a customer: a stable sort keeps the lower code first
    order = np.argsort(key, kind="stable")
    key, gain, bought = key[order], gain[order], bought[order]
    starts = group_starts(key)
    if not starts.size:
        return key, gain, bought
    largest = np.maximum.reduceat(gain, starts)
    is_largest = np.flatnonzero(gain == np.repeat(largest, np.diff(np.r_[starts, key.size])))
    first = is_largest[np.searchsorted(is_largest, starts)]
    return key[starts], np.add.reduceat(gain, starts), bought[first]
