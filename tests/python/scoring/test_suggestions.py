from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from customer360.scoring.co_purchase import co_purchases, neighbours_of_pairs
from customer360.scoring.pair_features import PAIR_FEATURES, PairTable, pair_table
from customer360.scoring.product_traits import product_traits
from customer360.scoring.purchase_log import (
    PurchaseError,
    PurchaseLog,
    bought_after,
    day_number,
    encode_purchases,
)
from customer360.scoring.suggestions import (
    SUGGESTION_COLUMNS,
    ProductSuggestions,
    SuggestionSettings,
    combined_ranking,
    suggest_products,
)

AS_OF = pd.Timestamp("2026-06-30")
NO_PRODUCTS = pd.DataFrame(
    {"product_id": pd.Series(dtype="str"), "category": pd.Series(dtype="str")}
)


def purchases(*rows: tuple[object, object, int]) -> pd.DataFrame:
    """Customer, product, days before AS_OF."""
    return pd.DataFrame(
        {
            "customer_id": [row[0] for row in rows],
            "product_id": [row[1] for row in rows],
            "ordered_on": [AS_OF - pd.Timedelta(days=row[2]) for row in rows],
            "quantity": 1.0,
        }
    )


def random_purchases(seed: int, customers: int, products: int, rows: int) -> pd.DataFrame:
    """Customers with favourites and a taste for what is in season."""
    rng = np.random.default_rng(seed)
    customer = rng.integers(0, customers, rows)
    days = rng.integers(0, 300, rows)
    favourite = (customer * 7 + rng.integers(0, 4, rows) ** 2) % products
    season = (days // 30 * 3 + rng.integers(0, 5, rows)) % products
    product = np.where(rng.random(rows) < 0.6, favourite, season)
    return pd.DataFrame(
        {
            "customer_id": [f"c{n:04d}" for n in customer],
            "product_id": [f"p{n:03d}" for n in product],
            "ordered_on": AS_OF - pd.to_timedelta(days, unit="D"),
            "quantity": rng.integers(1, 4, rows).astype(np.float64),
        }
    )


def catalogue(frame: pd.DataFrame) -> pd.DataFrame:
    ids = sorted(frame["product_id"].unique())
    return pd.DataFrame({"product_id": ids, "category": [f"k{n % 5}" for n in range(len(ids))]})


def table_of(log: PurchaseLog, most: int = 1000) -> PairTable:
    return pair_table(log, product_traits(log, day_number(AS_OF)), day_number(AS_OF), most)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return random_purchases(1, 300, 60, 9_000)


@pytest.fixture(scope="module")
def suggested(frame: pd.DataFrame) -> ProductSuggestions:
    return suggest_products(frame, catalogue(frame), AS_OF)


def test_decayed_counts_cadences_and_orders_since_are_those_of_a_loop() -> None:
    rows = random_purchases(2, 12, 8, 300)
    log = encode_purchases(rows, NO_PRODUCTS, AS_OF)
    table = table_of(log)
    days: dict[tuple[str, str], set[int]] = defaultdict(set)
    orders: dict[str, set[int]] = defaultdict(set)
    ages_of_rows = (AS_OF - rows["ordered_on"]).dt.days
    for c, p, age in zip(rows["customer_id"], rows["product_id"], ages_of_rows, strict=True):
        days[c, p].add(age)
        orders[c].add(age)
    assert len(days) == table.customer.size
    repeats: dict[str, int] = defaultdict(int)
    spans: dict[str, int] = defaultdict(int)
    for (_, product), ages in days.items():
        repeats[product] += len(ages) - 1
        spans[product] += max(ages) - min(ages)
    overall = sum(spans.values()) / sum(repeats.values())
    by_name = dict(zip(PAIR_FEATURES, table.features.T.astype(np.float64), strict=True))
    names = zip(log.customers.take(table.customer), log.products.take(table.product), strict=True)
    for n, (customer, product) in enumerate(names):
        ages = days[customer, product]
        assert table.count[n] == len(ages)
        assert table.decayed[n] == pytest.approx(sum(0.5 ** ((age + 1) / 90) for age in ages))
        decayed_21 = sum(0.5 ** ((age + 1) / 21) for age in ages)
        assert by_name["decayed_21d"][n] == pytest.approx(np.log(decayed_21 + 1e-3), abs=1e-5)
        later = sum(age < min(ages) for age in orders[customer])
        assert by_name["orders_since"][n] == pytest.approx(np.log1p(later), abs=1e-6)
        by_order = sum(0.9 ** sum(one < age for one in orders[customer]) for age in ages)
        assert by_name["decayed_orders_9"][n] == pytest.approx(np.log(by_order + 1e-3), abs=1e-5)
        gap = (spans[product] + 5 * overall) / (repeats[product] + 5)
        cadence = (max(ages) - min(ages) + 2 * gap) / (len(ages) + 1)
        assert table.cadence[n] == pytest.approx(cadence)
        assert table.days_since[n] == min(ages) + 1


def test_only_the_products_with_the_largest_decayed_counts_are_kept() -> None:
    log = encode_purchases(
        purchases(("a", "z", 1), ("a", "y", 1), ("a", "x", 9)), NO_PRODUCTS, AS_OF
    )
    table = table_of(log, 1)
    assert log.products.take(table.product).tolist() == ["y"]


def test_purchases_after_the_day_are_refused_where_features_are_made() -> None:
    log = encode_purchases(purchases(("a", "x", 0)), NO_PRODUCTS, AS_OF)
    with pytest.raises(ValueError, match="after the day"):
        pair_table(log, product_traits(log, day_number(AS_OF)), day_number(AS_OF) - 1, 5)


def test_co_purchases_and_their_sums_are_those_of_a_loop() -> None:
    rng = np.random.default_rng(3)
    owned = rng.random((40, 9)) < 0.4
    customer, product = (part.astype(np.int64) for part in np.nonzero(owned))
    weight = rng.random(customer.size)
    found = co_purchases(customer, product, (40, 9), 3, 2)
    gains: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    for one in range(9):
        near = []
        for other in range(9):
            together = int((owned[:, one] & owned[:, other]).sum())
            if other != one and together >= 2:
                size = (owned[:, one].sum() + 10) * (owned[:, other].sum() + 10)
                near.append((-together / np.sqrt(size), other))
        near = sorted(near)[:3]
        part = slice(found.start[one], found.start[one + 1])
        assert found.product[part].tolist() == [other for _, other in near]
        assert found.similarity[part] == pytest.approx([-value for value, _ in near])
        for n in np.flatnonzero(product == one).tolist():
            for value, other in near:
                gains[int(customer[n]), other][one] = -value * weight[n]
    key, total, because = neighbours_of_pairs(customer, product, weight, found, 9)
    assert [(k // 9, k % 9) for k in key.tolist()] == sorted(gains)
    for place, pair in enumerate(sorted(gains)):
        assert total[place] == pytest.approx(sum(gains[pair].values()))
        assert because[place] == min(gains[pair], key=lambda one: (-gains[pair][one], one))


def test_rare_products_have_no_neighbours() -> None:
    found = co_purchases(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), (2, 2), 5, 3)
    assert found.product.size == 0
    assert found.start.tolist() == [0, 0, 0]


def test_the_next_order_is_the_first_day_of_the_window_and_the_window_is_closed() -> None:
    rows = purchases(("a", "x", 10), ("a", "y", 8), ("a", "z", 8), ("a", "x", 5), ("b", "x", 4))
    log = encode_purchases(rows, NO_PRODUCTS, AS_OF)
    day = day_number(AS_OF)
    assert bought_after(log, day - 10, 5, next_order=False).tolist() == [0, 1, 2]
    assert bought_after(log, day - 10, 5, next_order=True).tolist() == [1, 2]
    assert bought_after(log, day - 10, 1, next_order=True).tolist() == []


def test_both_kinds_are_learnt_and_beat_the_simple_models_where_there_is_something_to_learn(
    suggested: ProductSuggestions,
) -> None:
    figures = suggested.figures.set_index(["suggestion_type", "model_name"])
    assert suggested.selected["repurchase"] == "learnt_ranking"
    assert figures["ndcg"].to_dict()["repurchase", "learnt_ranking"] > 0.3
    assert figures.groupby("suggestion_type")["is_selected"].sum().tolist() == [1, 1]
    assert set(figures["as_of_date"]) == {AS_OF - pd.Timedelta(days=30)}


def test_lists_are_complete_ranked_and_apart(
    frame: pd.DataFrame, suggested: ProductSuggestions
) -> None:
    rows = suggested.suggestions
    assert tuple(rows.columns) == SUGGESTION_COLUMNS
    assert not rows.duplicated(["customer_id", "suggestion_type", "suggestion_rank"]).any()
    assert not rows.duplicated(["customer_id", "product_id"]).any()
    lists = rows.groupby(["customer_id", "suggestion_type"])
    assert (lists["suggestion_rank"].max() == lists.size()).all()
    assert (lists["score_value"].diff().dropna() <= 0).all()
    assert set(rows["customer_id"]) == set(frame["customer_id"])
    owned = pd.MultiIndex.from_frame(frame[["customer_id", "product_id"]])
    is_owned = pd.MultiIndex.from_frame(rows[["customer_id", "product_id"]]).isin(owned)
    assert (is_owned == (rows["suggestion_type"] == "repurchase")).all()
    led = rows[rows["reason_product_id"].notna()]
    assert set(led["reason_code"]) <= {"bought_together"}
    assert pd.MultiIndex.from_frame(led[["customer_id", "reason_product_id"]]).isin(owned).all()


def test_the_order_of_rows_and_split_lines_change_nothing(
    frame: pd.DataFrame, suggested: ProductSuggestions
) -> None:
    shuffled = pd.concat([frame, frame.head(500)]).sample(frac=1, random_state=4)
    again = suggest_products(shuffled, catalogue(frame)[::-1], AS_OF)
    pd.testing.assert_frame_equal(again.suggestions, suggested.suggestions)
    pd.testing.assert_frame_equal(again.figures, suggested.figures)


def test_a_later_purchase_changes_nothing(
    frame: pd.DataFrame, suggested: ProductSuggestions
) -> None:
    later = frame.head(2_000).assign(ordered_on=AS_OF + pd.Timedelta(days=1), product_id="p999")
    again = suggest_products(pd.concat([frame, later]), catalogue(frame), AS_OF.date())
    pd.testing.assert_frame_equal(again.suggestions, suggested.suggestions)
    pd.testing.assert_frame_equal(again.figures, suggested.figures)


def test_whole_numbers_as_ids_stay_whole(frame: pd.DataFrame) -> None:
    numbers = frame.assign(
        customer_id=frame["customer_id"].str[1:].astype("int64"),
        product_id=frame["product_id"].str[1:].astype("int64"),
    )
    found = suggest_products(numbers, catalogue(numbers), AS_OF).suggestions
    assert found["customer_id"].dtype == found["product_id"].dtype == np.dtype("int64")
    assert str(found["reason_product_id"].dtype) == "Int64"


def test_ties_go_to_the_lower_product_id() -> None:
    rows = purchases(*(("a", one, 3) for one in "zxy"), *(("b", one, 3) for one in "wvu"))
    found = suggest_products(rows, NO_PRODUCTS, AS_OF).suggestions
    lists = found.groupby(["customer_id", "suggestion_type"])["product_id"].agg(list)
    assert lists.to_dict() == {
        ("a", "repurchase"): ["x", "y", "z"],
        ("a", "discovery"): ["u", "v", "w"],
        ("b", "repurchase"): ["u", "v", "w"],
        ("b", "discovery"): ["x", "y", "z"],
    }


def test_little_data_uses_the_simple_models_and_says_why() -> None:
    rows = purchases(("a", "x", 1), ("a", "x", 40), ("a", "x", 80), ("b", "y", 200))
    found = suggest_products(rows, NO_PRODUCTS, AS_OF)
    assert found.selected == {"repurchase": "decayed_frequency", "discovery": "popularity"}
    assert set(found.figures["reason"]) <= {
        "0 customers are too few to compare models",
        "1 customers are too few to compare models",
    }
    reasons = found.suggestions.set_index(["customer_id", "product_id"])["reason_code"]
    assert reasons.to_dict() == {
        ("a", "x"): "bought_regularly",
        ("b", "y"): "bought_before",
        ("a", "y"): "popular",
        ("b", "x"): "popular",
    }


@pytest.mark.parametrize(
    ("days", "reason"),
    [((35, 65, 95), "due_again"), ((2, 32, 62), "bought_regularly"), ((3,), "bought_recently")],
)
def test_reasons_to_buy_again(days: tuple[int, ...], reason: str) -> None:
    rows = purchases(*(("a", "x", one) for one in days))
    assert suggest_products(rows, NO_PRODUCTS, AS_OF).suggestions["reason_code"].tolist() == [
        reason
    ]


def test_returns_and_nothing_at_all_are_no_purchases() -> None:
    rows = purchases(("a", "x", 1), ("b", "y", 1)).assign(quantity=[0.0, -1.0])
    found = suggest_products(rows, NO_PRODUCTS, date(2026, 6, 30), customers=["a"])
    assert found.suggestions.empty
    assert tuple(found.suggestions.columns) == SUGGESTION_COLUMNS
    assert found.figures.empty


def test_customers_without_purchases_get_what_is_popular() -> None:
    rows = purchases(("a", "x", 1), ("b", "x", 1), ("b", "y", 1), ("a", "w", 60))
    found = suggest_products(rows, NO_PRODUCTS, AS_OF, customers=["new", "a", "new"]).suggestions
    assert found.loc[found["customer_id"] == "new", "product_id"].tolist() == ["x", "y", "w"]
    assert found["reason_product_id"].isna().all()


def test_a_customer_with_ten_thousand_orders_among_others(frame: pd.DataFrame) -> None:
    days = pd.date_range(end=AS_OF, periods=10_000)
    heavy = pd.DataFrame({"ordered_on": days, "product_id": "p001", "customer_id": "till"})
    heavy.loc[::2, "product_id"] = "p002"
    rows = pd.concat([frame.head(3_000), heavy.assign(quantity=1.0)])
    found = suggest_products(rows, catalogue(rows), AS_OF).suggestions
    again = found[(found["customer_id"] == "till") & (found["suggestion_type"] == "repurchase")]
    assert sorted(again["product_id"]) == ["p001", "p002"]
    assert np.isfinite(found["score_value"]).all()


def test_a_sample_learns_but_everyone_gets_suggestions(frame: pd.DataFrame) -> None:
    settings = SuggestionSettings(most_training_customers=120, most_suggestions=3)
    found = suggest_products(frame, catalogue(frame), AS_OF, settings)
    assert found.figures["customers"].max() < 160
    assert found.suggestions["customer_id"].nunique() == frame["customer_id"].nunique()
    assert found.suggestions["suggestion_rank"].max() == 3


def test_the_combined_list_is_filled_up_with_discoveries(suggested: ProductSuggestions) -> None:
    combined = combined_ranking(suggested.suggestions, 12)
    for customer, rows in combined.groupby("customer_id"):
        own = suggested.suggestions[suggested.suggestions["customer_id"] == customer]
        again = own[own["suggestion_type"] == "repurchase"]["product_id"].tolist()
        new = own[own["suggestion_type"] == "discovery"]["product_id"].tolist()
        assert rows["product_id"].tolist() == [*again, *new][:12]
        assert all(b - a == 1 for a, b in pairwise(rows["suggestion_rank"]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"drop": "quantity"}, "purchases: no column quantity"),
        ({"null": "product_id"}, "purchases: a row without"),
    ],
)
def test_broken_purchases_are_refused(change: dict[str, str], message: str) -> None:
    rows = purchases(("a", "x", 1))
    if "drop" in change:
        rows = rows.drop(columns=change["drop"])
    else:
        rows[change["null"]] = None
    with pytest.raises(PurchaseError, match=message):
        suggest_products(rows, NO_PRODUCTS, AS_OF)


def test_a_product_twice_in_the_catalogue_is_refused() -> None:
    twice = pd.DataFrame({"product_id": ["x", "x"], "category": ["k", None]})
    with pytest.raises(PurchaseError, match="products: a product twice"):
        suggest_products(purchases(("a", "x", 1)), twice, AS_OF)
