"""Closed windows of the past: what was known at the end of a day, and what was bought after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from customer360.scoring.discovery import (
    NewProducts,
    discovery_scores,
    neighbours_in,
    new_products,
)
from customer360.scoring.pair_features import PairTable, pair_table
from customer360.scoring.product_traits import product_traits
from customer360.scoring.purchase_learner import PurchaseLearner, fit_purchase_learner
from customer360.scoring.purchase_log import Ints, PurchaseLog, bought_after
from customer360.scoring.ranking_measures import customer_figures
from customer360.scoring.repurchase import best_places, repurchase_scores

__all__ = [
    "DISCOVERY",
    "MOST_PAIRS",
    "REPURCHASE",
    "Window",
    "learn",
    "measure",
    "open_window",
]

Floats = NDArray[np.float64]

REPURCHASE = "repurchase"
DISCOVERY = "discovery"

# products of a customer that can be suggested again; the bought ones beyond it are hardly ever
MOST_PAIRS = 50


@dataclass(frozen=True)
class Window:
    """A day in the past, for the customers who bought in the days after it.

    Attributes:
        day: Last day that was known, in days since 1970-01-01.
        pairs: Products that they had bought.
        new: Products that they had not.
        bought: (n,) sorted keys of customer and product bought in the window.
        bought_before: (n,) whether the customer had bought the product before.
        width: Number of products, by which keys are divided.
    """

    day: int
    pairs: PairTable
    new: NewProducts
    bought: Ints
    bought_before: NDArray[np.bool_]
    width: int


def open_window(log: PurchaseLog, day: int, horizon_days: int, next_order: bool) -> Window:
    """Look at a day of the past as if it were today, and at what came after it.

    Args:
        log: Purchases; those after `day + horizon_days` change nothing.
        day: Last day to be known, in days since 1970-01-01.
        horizon_days: Length of the window, days.
        next_order: Only the first day of purchases in the window counts.

    Returns:
        The window, of customers who had bought before and bought again in it.
    """
    known = log.until(day)
    traits = product_traits(known, day)
    pairs = pair_table(known, traits, day, MOST_PAIRS)
    neighbours = neighbours_in(pairs, len(log.customers), len(log.products))
    bought = bought_after(log, day, horizon_days, next_order)
    width = max(len(log.products), 1)
    had_bought = np.zeros(len(log.customers), np.bool_)
    had_bought[known.customer] = True
    bought = bought[had_bought[bought // width]]
    buyers = np.zeros(len(log.customers), np.bool_)
    buyers[bought // width] = True
    return Window(
        day,
        pairs.rows(buyers[pairs.customer]),
        new_products(known, pairs, traits, neighbours, buyers),
        bought,
        np.isin(bought, known.keys(known.customer, known.product)),
        width,
    )


def learn(windows: Sequence[Window], kind: str) -> PurchaseLearner | None:
    """Fit the model of one kind on closed windows.

    Args:
        windows: Of one log.
        kind: `repurchase` or `discovery`.

    Returns:
        The model; None where there is too little to learn from.
    """
    tables = [one.pairs if kind == REPURCHASE else one.new for one in windows]
    return fit_purchase_learner(
        [table.features for table in tables],
        [
            np.isin(table.customer * one.width + table.product, one.bought)
            for one, table in zip(windows, tables, strict=True)
        ],
    )


def measure(
    window: Window, learners: Mapping[str, PurchaseLearner | None], depth: int
) -> dict[str, dict[str, pd.DataFrame]]:
    """Rank the products of a window with each model and compare with what was bought.

    Args:
        window: One that the models have not learnt from.
        learners: By kind, fitted on earlier windows.
        depth: Places that count.

    Returns:
        By kind (`repurchase`: against products bought before; `discovery`: against new ones) and
        model, the figures of each customer (`customer_figures`).
    """
    pairs, new = window.pairs, window.new
    again = _Candidates(
        pairs.customer, pairs.product, repurchase_scores(pairs, learners[REPURCHASE])
    )
    first = _Candidates(new.customer, new.product, discovery_scores(new, learners[DISCOVERY]))
    return {
        REPURCHASE: again.figures(window.bought[window.bought_before], window.width, depth),
        DISCOVERY: first.figures(window.bought[~window.bought_before], window.width, depth),
    }


@dataclass(frozen=True)
class _Candidates:
    """Products that can be ranked, sorted by customer and product, and scores by model."""

    customer: Ints
    product: Ints
    scores: Mapping[str, Floats]

    def figures(self, bought: Ints, width: int, depth: int) -> dict[str, pd.DataFrame]:
        truth = pd.DataFrame({"customer_id": bought // width, "product_id": bought % width})
        found = {}
        for name, score in self.scores.items():
            rows, place = best_places(self.customer, score, depth)
            ranked = pd.DataFrame(
                {
                    "customer_id": self.customer[rows],
                    "product_id": self.product[rows],
                    "suggestion_rank": place,
                }
            )
            found[name] = customer_figures(ranked, truth, depth)
        return found
