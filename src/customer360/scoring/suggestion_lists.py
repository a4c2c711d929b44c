"""The lists themselves: what the chosen models suggest to every customer, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from customer360.scoring.discovery import (
    NewProducts,
    discovery_reasons,
    discovery_scores,
)
from customer360.scoring.pair_features import PairTable
from customer360.scoring.product_traits import ProductTraits
from customer360.scoring.purchase_learner import PurchaseLearner
from customer360.scoring.purchase_log import Ints, PurchaseLog
from customer360.scoring.repurchase import (
    LEARNT_RANKING,
    POPULARITY,
    best_places,
    repurchase_reasons,
    repurchase_scores,
)
from customer360.scoring.suggestion_windows import DISCOVERY, REPURCHASE

__all__ = ["SUGGESTION_COLUMNS", "discovery_list", "popular_list", "repurchase_list"]

SUGGESTION_COLUMNS = (
    *("customer_id", "suggestion_type", "suggestion_rank", "product_id"),
    *("score_value", "reason_code", "reason_product_id"),
)


def repurchase_list(
    log: PurchaseLog, pairs: PairTable, model: str, learner: PurchaseLearner | None, most: int
) -> pd.DataFrame:
    """List the products that customers are likely to buy again.

    Args:
        log: Purchases.
        pairs: All customers and the products they bought.
        model: Name of the model (`repurchase_scores`).
        learner: Its fit, if it is a learnt one.
        most: Products per customer.

    Returns:
        `SUGGESTION_COLUMNS`, by customer and rank.
    """
    score = repurchase_scores(pairs, learner)[model]
    rows, place = best_places(pairs.customer, score, most)
    return _frame(
        log.customers.take(pairs.customer[rows]),
        REPURCHASE,
        (place, log.products.take(pairs.product[rows]), score[rows]),
        repurchase_reasons(pairs, rows),
        _ids(log, np.full(rows.size, -1)),
    )


def discovery_list(
    log: PurchaseLog, new: NewProducts, learner: PurchaseLearner | None, most: int
) -> pd.DataFrame:
    """List products new to each customer.

    Args:
        log: Purchases.
        new: All customers and the products that they have not bought and might.
        learner: The fitted model; None: popularity decides.
        most: Products per customer.

    Returns:
        `SUGGESTION_COLUMNS`, by customer and rank.
    """
    score = discovery_scores(new, learner)[POPULARITY if learner is None else LEARNT_RANKING]
    rows, place = best_places(new.customer, score, most)
    reasons, because = discovery_reasons(new, rows, learner is not None)
    return _frame(
        log.customers.take(new.customer[rows]),
        DISCOVERY,
        (place, log.products.take(new.product[rows]), score[rows]),
        reasons,
        _ids(log, because),
    )


def popular_list(
    log: PurchaseLog, traits: ProductTraits, customers: pd.Index, most: int
) -> pd.DataFrame:
    """List what is popular, for customers of whom no purchase is known.

    Args:
        log: Purchases of others.
        traits: Of its products.
        customers: (k,) ids.
        most: Products per customer.

    Returns:
        `SUGGESTION_COLUMNS`, by customer and rank; `score_value` in customer-days of the last 28
        days.
    """
    popular = traits.best[:most]
    rows = np.tile(popular, len(customers))
    return _frame(
        customers.repeat(popular.size),
        DISCOVERY,
        (
            np.tile(np.arange(popular.size) + 1, len(customers)),
            log.products.take(rows),
            traits.popularity[rows],
        ),
        np.full(rows.size, "popular", np.object_),
        _ids(log, np.full(rows.size, -1)),
    )


def _ids(log: PurchaseLog, product: Ints) -> pd.Series:
    """Ids of products, null for -1; numbers stay whole."""
    if pd.api.types.is_integer_dtype(log.products.dtype):
        known = pd.Series(log.products).astype("Int64")
    else:
        known = pd.Series(log.products, dtype=log.products.dtype)
    return known.reindex(product).reset_index(drop=True)


def _frame(
    customers: pd.Index,
    kind: str,
    ranked: tuple[Ints, pd.Index, NDArray[np.float64]],
    reasons: NDArray[np.object_],
    because: pd.Series,
) -> pd.DataFrame:
    place, products, score = ranked
    columns = (customers, kind, place, products, score, reasons, because.array)
    frame = pd.DataFrame(
        dict(zip(SUGGESTION_COLUMNS, columns, strict=True)), index=pd.RangeIndex(place.size)
    )
    return frame.astype({"suggestion_type": "str", "reason_code": "str"})
