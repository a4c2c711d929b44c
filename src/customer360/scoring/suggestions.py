"""Products to suggest to each customer: to buy again, and to discover.

Both kinds are learnt, measured and listed apart, for they are good at different things. The
simplest model that is not worse is used, by NDCG on the newest closed window, from which the
competing models have not learnt; after that, the chosen one learns from this window too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from customer360.scoring.co_purchase import Neighbours
from customer360.scoring.discovery import neighbours_in, new_products
from customer360.scoring.pair_features import pair_table
from customer360.scoring.product_traits import ProductTraits, product_traits
from customer360.scoring.purchase_learner import PurchaseLearner
from customer360.scoring.purchase_log import PurchaseLog, day_number, encode_purchases
from customer360.scoring.repurchase import LEARNT_RANKING
from customer360.scoring.suggestion_choice import (
    DEFAULT_MODELS,
    TRAINING_WINDOWS,
    choose_models,
    closed_windows,
)
from customer360.scoring.suggestion_lists import (
    SUGGESTION_COLUMNS,
    discovery_list,
    popular_list,
    repurchase_list,
)
from customer360.scoring.suggestion_windows import DISCOVERY, MOST_PAIRS, REPURCHASE, learn
from customer360.scoring.transforms import sampled_customers

__all__ = [
    "SUGGESTION_COLUMNS",
    "ProductSuggestions",
    "SuggestionSettings",
    "combined_ranking",
    "suggest_products",
]

# customers listed at a time: bounds the memory of their candidates, and keeps it near the processor
_BLOCK = 10_000


@dataclass(frozen=True)
class SuggestionSettings:
    """What is asked for.

    Attributes:
        horizon_days: Days that a suggestion looks ahead.
        next_order: A suggestion is right if it is in the next order; else, anywhere in the window.
        most_suggestions: Of each kind, per customer.
        most_training_customers: Customers to learn from; a sample where there are more.
        least_measured: Customers who must have bought in the newest closed window, or no models
            are compared.
    """

    horizon_days: int = 30
    next_order: bool = False
    most_suggestions: int = 10
    most_training_customers: int = 5_000
    least_measured: int = 30


@dataclass(frozen=True)
class ProductSuggestions:
    """What to suggest, and how good that was in the past.

    Attributes:
        suggestions: `customer_id`, `suggestion_type` (repurchase, discovery), `suggestion_rank`
            (from 1), `product_id`, `score_value` (compares one customer's suggestions of a type),
            `reason_code`, `reason_product_id` (may be null); by type, customer and rank, those of
            customers without purchases at the end.
        figures: By `suggestion_type` and `model_name`, simplest first: `recall`, `ndcg` and `hit`
            at ten, 0 to 1, `customers` measured, `as_of_date` of the measured window,
            `is_selected`, `reason`. Empty where no window is closed.
        selected: Model used for each type.
    """

    suggestions: pd.DataFrame
    figures: pd.DataFrame
    selected: Mapping[str, str]


def suggest_products(
    purchases: pd.DataFrame,
    products: pd.DataFrame,
    as_of: date | pd.Timestamp,
    settings: SuggestionSettings | None = None,
    customers: Iterable[object] = (),
) -> ProductSuggestions:
    """Suggest products to every customer who has bought, and to others who are named.

    Args:
        purchases: `customer_id`, `product_id`, `ordered_on`, `quantity`; see `encode_purchases`.
            Nothing after `as_of` changes anything.
        products: `product_id`, `category`.
        as_of: Last day that is known.
        settings: What is asked for.
        customers: Further ids; who has no purchases is suggested what is popular.

    Returns:
        The suggestions. Who has bought nearly all that is popular gets fewer discoveries.

    Raises:
        PurchaseError: A frame lacks a column, has a null in a key, or a product twice.
    """
    wanted = settings or SuggestionSettings()
    log = encode_purchases(purchases, products, as_of)
    day = day_number(as_of)
    sampled = sampled_customers(
        pd.Series(log.customers), wanted.most_training_customers / max(len(log.customers), 1)
    )
    sample = log.of_customers(sampled)
    windows = closed_windows(sample, day, wanted.horizon_days, wanted.next_order)
    figures = choose_models(windows, wanted.horizon_days, wanted.least_measured)
    chosen = figures[figures["is_selected"]]
    models = {
        **DEFAULT_MODELS,
        **dict(zip(chosen["suggestion_type"], chosen["model_name"], strict=True)),
    }
    learners = {
        kind: learn(windows[:TRAINING_WINDOWS], kind) if model == LEARNT_RANKING else None
        for kind, model in models.items()
    }
    del windows
    traits = product_traits(log, day)
    neighbours = None
    if learners[DISCOVERY]:
        speakers = pair_table(sample, traits, day, MOST_PAIRS)
        neighbours = neighbours_in(speakers, len(sample.customers), len(sample.products))
    lists = _lists(log, day, (traits, neighbours), models, learners, wanted.most_suggestions)
    strangers = pd.Index(list(customers)).unique().difference(log.customers)
    if len(strangers):
        lists.append(popular_list(log, traits, strangers, wanted.most_suggestions))
    return ProductSuggestions(pd.concat(lists, ignore_index=True), figures, models)


def combined_ranking(suggestions: pd.DataFrame, depth: int = 10) -> pd.DataFrame:
    """One list per customer: what to buy again, filled up with discoveries.

    Ranking both by probability instead was measured and is no better (Online Retail .384 against
    .387 NDCG at ten, Complete Journey equal).

    Args:
        suggestions: `SUGGESTION_COLUMNS`.
        depth: Products per customer.

    Returns:
        `customer_id`, `suggestion_rank` (from 1), `product_id`, by customer and rank.
    """
    ordered = suggestions.assign(is_new=suggestions["suggestion_type"] != REPURCHASE).sort_values(
        ["customer_id", "is_new", "suggestion_rank"], ignore_index=True
    )
    place = ordered.groupby("customer_id").cumcount() + 1
    ordered["suggestion_rank"] = place.astype(np.int64)
    kept = ordered.loc[place <= depth, ["customer_id", "suggestion_rank", "product_id"]]
    return kept.reset_index(drop=True)


def _lists(
    log: PurchaseLog,
    day: int,
    known: tuple[ProductTraits, Neighbours | None],
    models: Mapping[str, str],
    learners: Mapping[str, PurchaseLearner | None],
    most: int,
) -> list[pd.DataFrame]:
    """Both lists of all customers, some thousands at a time."""
    traits, neighbours = known
    again, first = [], []
    # without customers there is still one part: the columns
    for start in range(0, max(len(log.customers), 1), _BLOCK):
        part = log.block(start, start + _BLOCK)
        pairs = pair_table(part, traits, day, MOST_PAIRS)
        everyone = np.ones(len(part.customers), np.bool_)
        new = new_products(part, pairs, traits, neighbours, everyone)
        again.append(repurchase_list(part, pairs, models[REPURCHASE], learners[REPURCHASE], most))
        first.append(discovery_list(part, new, learners[DISCOVERY], most))
    return [*again, *first]
