"""Products bought before: in which order a customer will buy them again, and why."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from customer360.scoring.pair_features import PairTable
from customer360.scoring.purchase_learner import PurchaseLearner
from customer360.scoring.purchase_log import Ints, places

__all__ = [
    "DECAYED_FREQUENCY",
    "LEARNT_RANKING",
    "OWN_FREQUENCY",
    "POPULARITY",
    "best_places",
    "repurchase_reasons",
    "repurchase_scores",
]

Floats = NDArray[np.float64]

POPULARITY = "popularity"
OWN_FREQUENCY = "own_frequency"
DECAYED_FREQUENCY = "decayed_frequency"
LEARNT_RANKING = "learnt_ranking"

# three purchases show two gaps: the first that can resemble each other
_REGULAR = 3
# shares of the usual gap between which a product is due
_DUE_FROM, _DUE_TO = 0.8, 2.0
_RECENT_DAYS = 30


def repurchase_scores(pairs: PairTable, learner: PurchaseLearner | None) -> dict[str, Floats]:
    """Score each pair with each model, the simplest first.

    Args:
        pairs: (n,) customers and products bought.
        learner: Fitted on `PAIR_FEATURES`; None where there was too little to learn from.

    Returns:
        By model (n,) scores that compare the products of one customer: popularity (customer-days),
        own frequency (days), time-decayed own frequency (days), probability of a purchase.
    """
    scores = {
        POPULARITY: pairs.popularity,
        OWN_FREQUENCY: pairs.count,
        DECAYED_FREQUENCY: pairs.decayed,
    }
    if learner is not None:
        scores[LEARNT_RANKING] = learner.probabilities(pairs.features)
    return scores


def repurchase_reasons(pairs: PairTable, rows: Ints) -> NDArray[np.object_]:
    """Say why a product is suggested again.

    Args:
        pairs: Customers and products bought.
        rows: (k,) places in the table.

    Returns:
        (k,) `due_again`: three purchases or more, the last one about as long ago as usual;
        `bought_regularly`: three or more; `bought_recently`: in the last 30 days; else
        `bought_before`.
    """
    regular = pairs.count[rows] >= _REGULAR
    days = pairs.days_since[rows]
    lateness = days / pairs.cadence[rows]
    due = regular & (lateness >= _DUE_FROM) & (lateness <= _DUE_TO)
    return np.select(
        [due, regular, days <= _RECENT_DAYS],
        ["due_again", "bought_regularly", "bought_recently"],
        "bought_before",
    ).astype(np.object_)


def best_places(customer: Ints, score: Floats, depth: int) -> tuple[Ints, Ints]:
    """Find the best rows of each customer.

    Args:
        customer: (n,) codes, sorted; within a customer, rows stand in the order that decides ties.
        score: (n,) any unit, larger is better.
        depth: Rows a customer gets at most.

    Returns:
        (k,) rows by customer and place, and (k,) their places from 1.
    """
    order = np.lexsort((-score, customer))
    place = places(customer[order])
    kept = place < depth
    return order[kept], place[kept] + 1
