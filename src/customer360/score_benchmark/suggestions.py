"""Articles suggested on a day of the past, held against what customers then bought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import numpy as np
import pandas as pd

from customer360.score_benchmark.data_sets import DataSet, SuggestionTask
from customer360.score_benchmark.figures import Figure, Goal
from customer360.scoring.ranking_measures import customer_figures, mean_figures
from customer360.scoring.suggestions import (
    SuggestionSettings,
    combined_ranking,
    suggest_products,
)
from customer360.scoring.warehouse import read_products, read_purchases

__all__ = ["suggestion_figures"]

_DEPTH = 10
_OURS = "customer360"
_KEY = ["customer_id", "product_id"]
# popular: bought by most customers in so many days; decay: purchases count by e as fast
_POPULAR_DAYS = 28
_DECAY_DAYS = 60.0
_GOALS: Mapping[tuple[str, str], Goal] = {
    ("complete_journey", "recall"): Goal(0.130, 0.140, "higher"),
    ("complete_journey", "ndcg"): Goal(0.200, 0.215, "higher"),
    ("online_retail", "recall"): Goal(0.179, 0.19, "higher"),
    ("online_retail", "ndcg"): Goal(0.349, 0.36, "higher"),
}


def suggestion_figures(
    connection: duckdb.DuckDBPyConnection, data_set: DataSet, task: SuggestionTask
) -> list[Figure]:
    """Suggest on the test day and hold the lists against what was bought.

    Args:
        connection: The build of the data set.
        data_set: Which one.
        task: What is asked.

    Returns:
        Figures at ten of both kinds in one list, of each kind by itself against what was bought
        again or for the first time, and of two simple rules.
    """
    day = pd.Timestamp(task.test_day)
    purchases = read_purchases(connection)
    known = purchases[purchases["ordered_on"] <= day]
    bought = _bought(connection, known["customer_id"], task)
    result = suggest_products(
        known,
        read_products(connection),
        day,
        SuggestionSettings(task.horizon_days, task.next_order, _DEPTH),
    )
    again = bought.merge(known[_KEY].drop_duplicates(), how="left", indicator=True)
    is_again = (again["_merge"] == "both").to_numpy()
    kinds = result.suggestions["suggestion_type"]
    popular = _popular(known, day)
    measured = {
        _OURS: (combined_ranking(result.suggestions, _DEPTH), bought),
        "popularity": (_for_everybody(popular, bought["customer_id"]), bought),
        "decayed_frequency": (_decayed(known, day, popular, bought["customer_id"]), bought),
        f"{_OURS}, repurchase": (result.suggestions[kinds == "repurchase"], again[is_again]),
        f"{_OURS}, discovery": (result.suggestions[kinds == "discovery"], again[~is_again]),
        "popularity, discovery": (
            _for_everybody(popular, again.loc[~is_again, "customer_id"]),
            again[~is_again],
        ),
    }
    return [
        _figure(data_set.name, model, name, value, task)
        for model, (ranked, truth) in measured.items()
        for name, value in mean_figures(customer_figures(ranked, truth[_KEY], _DEPTH)).items()
        if value is not None
    ]


def _bought(
    connection: duckdb.DuckDBPyConnection, known: Iterable[object], task: SuggestionTask
) -> pd.DataFrame:
    """What known customers bought in the window, of its first order or of all; each pair once."""
    lines = connection.execute(
        """
        select lines.customer_id, lines.product_id, orders.ordered_at, lines.order_key
        from marts.fct_order_lines as lines
        inner join marts.fct_orders as orders using (order_key)
        inner join marts.dim_products as products using (product_id)
        where
            products.may_be_suggested and lines.customer_id is not null
            and not lines.is_return and not lines.is_cancelled and lines.quantity > 0
            and lines.ordered_on > ?
            and lines.ordered_on <= ? + to_days(?)
        order by lines.customer_id, orders.ordered_at, lines.order_key, lines.product_id
        """,
        [task.test_day, task.test_day, task.horizon_days],
    ).df()
    lines = lines[lines["customer_id"].isin(set(known))]
    if task.next_order:
        first = lines.groupby("customer_id")["order_key"].transform("first")
        lines = lines[lines["order_key"] == first]
    return lines[_KEY].drop_duplicates(ignore_index=True)


def _popular(known: pd.DataFrame, day: pd.Timestamp) -> list[object]:
    """The products that most customers bought lately."""
    recent = known[known["ordered_on"] > day - pd.Timedelta(days=_POPULAR_DAYS)]
    buyers = recent.drop_duplicates(_KEY).groupby("product_id").size().reset_index(name="buyers")
    ranked = buyers.sort_values(["buyers", "product_id"], ascending=[False, True])
    return list(ranked["product_id"].head(2 * _DEPTH))


def _for_everybody(products: list[object], customers: pd.Series) -> pd.DataFrame:
    ids, best = customers.unique(), products[:_DEPTH]
    return pd.DataFrame(
        {
            "customer_id": np.repeat(ids, len(best)),
            "product_id": best * len(ids),
            "suggestion_rank": list(range(1, len(best) + 1)) * len(ids),
        }
    )


def _decayed(
    known: pd.DataFrame, day: pd.Timestamp, popular: list[object], customers: pd.Series
) -> pd.DataFrame:
    """Own purchases, recent ones first in weight, filled with what is popular."""
    own = known[known["customer_id"].isin(set(customers))]
    weight = np.exp(-(day - own["ordered_on"]).dt.days / _DECAY_DAYS)
    weighed = own.assign(weight=weight).groupby(_KEY)["weight"].sum().reset_index()
    ids = customers.unique()
    filling = pd.DataFrame(
        {
            "customer_id": np.repeat(ids, len(popular)),
            "product_id": popular * len(ids),
            # below every own purchase, in their order
            "weight": [-float(place) for place in range(1, len(popular) + 1)] * len(ids),
        }
    )
    both = pd.concat([weighed, filling], ignore_index=True).drop_duplicates(_KEY)
    ranked = both.sort_values(
        ["customer_id", "weight", "product_id"], ascending=[True, False, True], ignore_index=True
    )
    place = ranked.groupby("customer_id").cumcount() + 1
    return ranked.assign(suggestion_rank=place)[place <= _DEPTH].drop(columns="weight")


def _figure(data_set: str, model: str, name: str, value: float, task: SuggestionTask) -> Figure:
    goal = _GOALS.get((data_set, name)) if model == _OURS else None
    return Figure(
        "suggestions", data_set, model, f"{name} at {_DEPTH}", value, str(task.test_day), goal
    )
