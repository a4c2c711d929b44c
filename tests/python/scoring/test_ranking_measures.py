from __future__ import annotations

import math

import pandas as pd
import pytest

from customer360.scoring.ranking_measures import RankingError, customer_figures, mean_figures


def ranked(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer_id", "product_id", "suggestion_rank"])


def bought(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["customer_id", "product_id"])


def of(figures: pd.DataFrame, customer: str) -> list[float]:
    values: list[float] = figures.loc[[customer]].to_numpy()[0].tolist()
    return values


def test_figures_by_hand() -> None:
    lists = ranked(("a", "x", 1), ("a", "y", 2), ("a", "z", 3), ("b", "x", 1))
    baskets = bought(("a", "y"), ("a", "z"), ("a", "w"), ("a", "v"), ("b", "y"))
    found = customer_figures(lists, baskets, 3)
    gain = 1 / math.log2(3) + 1 / math.log2(4)
    best = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    assert of(found, "a") == pytest.approx([2 / 4, gain / best, 1.0])
    assert of(found, "b") == [0.0, 0.0, 0.0]
    assert mean_figures(found) == pytest.approx(
        {"recall": 0.25, "ndcg": gain / best / 2, "hit": 0.5}
    )


def test_a_perfect_list_is_worth_one_however_short_the_basket() -> None:
    found = customer_figures(ranked(("a", "x", 1), ("a", "y", 2)), bought(("a", "x")), 10)
    assert of(found, "a") == [1.0, 1.0, 1.0]


def test_places_beyond_the_depth_do_not_count() -> None:
    found = customer_figures(ranked(("a", "y", 1), ("a", "x", 2)), bought(("a", "x")), 1)
    assert of(found, "a") == [0.0, 0.0, 0.0]


def test_a_customer_without_a_list_counts_as_zero_and_one_without_a_basket_does_not_count() -> None:
    found = customer_figures(ranked(("a", "x", 1), ("c", "x", 1)), bought(("a", "x"), ("b", "x")))
    assert found["hit"].to_dict() == {"a": 1.0, "b": 0.0}


def test_the_order_of_rows_changes_nothing() -> None:
    lists = ranked(*((c, p, n + 1) for c in "ab" for n, p in enumerate("xyz")))
    baskets = bought(("a", "y"), ("b", "x"), ("b", "z"))
    turned = customer_figures(lists[::-1], baskets[::-1])
    pd.testing.assert_frame_equal(customer_figures(lists, baskets), turned)


def test_nobody_bought_anything() -> None:
    found = customer_figures(ranked(("a", "x", 1)), bought().astype("str"))
    assert found.empty
    assert mean_figures(found) == {"recall": None, "ndcg": None, "hit": None}


@pytest.mark.parametrize(
    ("lists", "baskets", "depth", "message"),
    [
        (ranked(("a", "x", 1)), bought(("a", "x")), 0, "depth 0"),
        (ranked(("a", "x", 1), ("a", "x", 2)), bought(("a", "x")), 5, "ranked: a product twice"),
        (ranked(("a", "x", 1), ("a", "y", 1)), bought(("a", "x")), 5, "two products in one place"),
        (ranked(("a", "x", 1)), bought(("a", "x"), ("a", "x")), 5, "bought: a product twice"),
        (bought(("a", "x")), bought(("a", "x")), 5, "no column suggestion_rank"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    lists: pd.DataFrame, baskets: pd.DataFrame, depth: int, message: str
) -> None:
    with pytest.raises(RankingError, match=message):
        customer_figures(lists, baskets, depth)
