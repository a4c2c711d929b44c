"""How good ranked lists of products are: recall, normalised discounted gain and hits at a depth.

All customers count alike, whatever they bought. A product is either bought or not, so the gain of
a place is 1 or 0.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["RANKING_MEASURES", "RankingError", "customer_figures", "mean_figures"]

RANKING_MEASURES = ("recall", "ndcg", "hit")

_KEY = ["customer_id", "product_id"]


class RankingError(ValueError):
    """A list or a basket lacks a column, is not unique, or the depth is below 1."""


def customer_figures(ranked: pd.DataFrame, bought: pd.DataFrame, depth: int = 10) -> pd.DataFrame:
    """Compare each customer's list with what the customer bought.

    Recall is the share of the bought products on the list; NDCG the discounted gain (1 / log2(1 +
    place) for each bought product) over that of the best list possible (Järvelin, Kekäläinen
    (2002), "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), pp. 422-446, with
    the discount of Burges et al. (2005)); hit is whether one of them is there.

    Args:
        ranked: One row per customer and product suggested: `customer_id`, `product_id`,
            `suggestion_rank` (1 is the best). Rows beyond the depth do not count.
        bought: One row per customer and product bought: `customer_id`, `product_id`.
        depth: Places that count.

    Returns:
        One row per customer in `bought`, index `customer_id`, sorted; columns `recall`, `ndcg` and
        `hit`, each 0 to 1. A customer without a list has 0.

    Raises:
        RankingError: See the class.
    """
    _check(ranked, bought, depth)
    listed = ranked.loc[ranked["suggestion_rank"] <= depth, [*_KEY, "suggestion_rank"]]
    found = bought[_KEY].merge(listed, on=_KEY)
    found["gain"] = 1 / np.log2(1 + found["suggestion_rank"].to_numpy(np.float64))
    size = bought.groupby("customer_id").size().sort_index()
    by_customer = found.groupby("customer_id")["gain"].agg(["size", "sum"]).reindex(size.index)
    hits = by_customer["size"].fillna(0).to_numpy(np.float64)
    best = np.r_[0.0, np.cumsum(1 / np.log2(np.arange(2, depth + 2)))]
    bought_count = size.to_numpy(np.int64)
    return pd.DataFrame(
        {
            "recall": hits / bought_count,
            "ndcg": by_customer["sum"].fillna(0).to_numpy(np.float64)
            / best[np.minimum(bought_count, depth)],
            "hit": (hits > 0).astype(np.float64),
        },
        index=size.index,
    )


def mean_figures(figures: pd.DataFrame) -> Mapping[str, float | None]:
    """Average the figures of customers.

    Args:
        figures: (n,) rows of `customer_figures`.

    Returns:
        `recall`, `ndcg` and `hit`, 0 to 1; None where there is no customer.
    """
    if figures.empty:
        return dict.fromkeys(RANKING_MEASURES)
    means: NDArray[np.float64] = figures[list(RANKING_MEASURES)].to_numpy(np.float64).mean(axis=0)
    return dict(zip(RANKING_MEASURES, means.tolist(), strict=True))


def _check(ranked: pd.DataFrame, bought: pd.DataFrame, depth: int) -> None:
    if depth < 1:
        raise RankingError(f"depth {depth} is below 1")
    for name, frame, columns in (
        ("ranked", ranked, [*_KEY, "suggestion_rank"]),
        ("bought", bought, _KEY),
    ):
        missing = set(columns) - set(frame.columns)
        if missing:
            raise RankingError(f"{name}: no column {', '.join(sorted(missing))}")
        if bool(frame.duplicated(_KEY).any()):
            raise RankingError(f"{name}: a product twice for one customer")
    if bool(ranked.duplicated(["customer_id", "suggestion_rank"]).any()):
        raise RankingError("ranked: two products in one place")
