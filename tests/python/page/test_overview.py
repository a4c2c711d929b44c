"""What the overview pages reckon from the role views, against figures reckoned by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from customer360.page.context import Context
from customer360.page.overview import campaigns, channels, health, segments, start, stores
from customer360.page.overview.panel import numbers, signed
from customer360.page.roles import ROLES
from customer360.page.source import Published

from .conftest import AS_OF
from .overview_rows import DECEMBER, NOVEMBER

MakeContext = Callable[..., Context]


@pytest.fixture
def of(company_file: Path) -> MakeContext:
    """Make the context of a role that looks at the company."""
    return lambda role, language="en": make_context(company_file, role, language)


def make_context(file: Path, role: str, language: str = "en") -> Context:
    store = "IT001" if ROLES[role].by_store else None
    return Context(Published(file), ROLES[role], store, language, "EUR", AS_OF, {})


def by(frame: pd.DataFrame, key: str, value: str) -> dict[str, Any]:
    return dict(zip(frame[key], frame[value], strict=True))


# headlines


def test_a_month_that_began_is_no_month_to_compare(of: MakeContext) -> None:
    found = start.months_over(of("management"))
    assert found["sales_month"].iloc[-1] == pd.Timestamp(DECEMBER)
    assert len(found) == 3


def test_headlines_stand_beside_the_month_before_and_the_year_before(of: MakeContext) -> None:
    found = {line.key: line for line in start.headlines(start.months_over(of("management")))}
    revenue = found["net_amount_reporting"]
    assert (revenue.value, revenue.before, revenue.year_before) == (12000, 10000, 8000)
    assert revenue.less_is_good is False
    anonymous = found["anonymous_order_share"]
    assert (anonymous.value, anonymous.before, anonymous.less_is_good) == (0.4, 0.5, True)
    researched = found["researched_order_share"]
    assert (researched.value, researched.before) == (0.05, 0.1)
    # nobody knows how it was a year ago
    assert pd.isna(researched.year_before)


def test_without_a_month_that_is_over_there_are_no_headlines(empty_file: Path) -> None:
    assert start.months_over(make_context(empty_file, "management")).empty


# segments


def test_segments_stand_from_the_warmest_to_the_coldest_with_the_month_before(
    of: MakeContext,
) -> None:
    found = segments.sizes(of("management"))
    december = found[found["month"] == pd.Timestamp(DECEMBER)]
    assert list(december["rfm_segment"]) == ["champions", "hibernating", "other"]
    assert list(december["customer_count"]) == [40, 50, 10]
    assert list(december["before"].iloc[:2]) == [30, 70]
    assert pd.isna(december["before"].iloc[2])


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("none", "new_customers", "entered"),
        ("hibernating", "champions", "came_back"),
        ("at_risk", "need_attention", "came_back"),
        ("champions", "about_to_sleep", "cooled"),
        ("need_attention", "hibernating", "cooled"),
        ("champions", "loyal_customers", "shifted"),
        ("champions", "champions", "stayed"),
        ("other", "other", "unclear"),
        ("champions", "other", "unclear"),
        ("fans_of_ours", "champions", "unclear"),
    ],
)
def test_the_direction_of_a_move(before: str, after: str, direction: str) -> None:
    assert list(segments.directions(pd.Series([before]), pd.Series([after]))) == [direction]


def test_every_segment_of_the_seed_has_its_place_by_recency() -> None:
    seed = pd.read_csv(Path(__file__).parents[3] / "seeds" / "reference" / "rfm_segments.csv")
    # a step of the recency score towards buying again never cools a customer
    for frequency in range(1, 6):
        column = seed[seed["frequency_score"] == frequency].sort_values("recency_score")
        moves = segments.directions(
            column["rfm_segment"].iloc[:-1].reset_index(drop=True),
            column["rfm_segment"].iloc[1:].reset_index(drop=True),
        )
        assert set(moves) <= {"came_back", "shifted", "stayed"}


def test_moves_of_a_month_are_those_from_one_segment_to_another(of: MakeContext) -> None:
    found = segments.movements(of("management"))
    moves = segments.moves_of_month(found, pd.Timestamp(DECEMBER))
    assert list(zip(moves["from_segment"], moves["to_segment"], strict=True)) == [
        ("hibernating", "champions"),
        ("champions", "at_risk"),
        ("need_attention", "hibernating"),
        ("champions", "loyal_customers"),
    ]
    assert segments.moves_of_month(found, pd.Timestamp(NOVEMBER)).empty


def test_risk_leaves_out_those_who_never_bought(of: MakeContext) -> None:
    found = segments.risk(of("management"))
    assert list(found["lifecycle_stage"]) == ["active", "active", "slipping", "lapsed"]
    assert list(found["risk_band"]) == ["low", "high", "high", "high"]


def test_marketing_sees_people_and_no_money(of: MakeContext) -> None:
    assert "net_amount_reporting" not in segments.sizes(of("marketing"))
    assert "predicted_clv_next_365d" not in segments.risk(of("marketing"))
    assert "net_amount_365d_reporting" not in stores.stores(of("marketing"))


# stores


def test_stores_stand_by_the_share_of_regulars_who_slip_away(of: MakeContext) -> None:
    found = stores.stores(of("management"))
    assert list(found["store_id"]) == ["IT002", "IT001", "IT003", "other"]
    assert list(found["leaving_share"].iloc[:2]) == [0.2, 0.1]
    # too few people: unknown, which is not none
    assert found["leaving_share"].iloc[2:].isna().all()


def test_two_stores_of_one_name_are_told_apart(of: MakeContext) -> None:
    names = by(stores.stores(of("management")), "store_id", "name")
    assert names == {
        "IT001": "Bottega (IT001)",
        "IT002": "Bottega (IT002)",
        "IT003": "Emporio",
        "other": "Small stores together",
    }


def test_sales_of_a_store_are_parted_by_who_bought(of: MakeContext) -> None:
    found = stores.sales(of("management"), "IT001")
    assert list(found["known"]) == [3000, 3000]
    assert list(found["anonymous"]) == [1000, 3000]


def test_a_manager_sees_the_regulars_of_the_own_store_who_slip_away(of: MakeContext) -> None:
    found = stores.regulars_at_risk(of("store_manager"))
    assert list(found["display_name"]) == ["Ines Abituale", "Ugo Abituale"]
    assert list(stores.stores(of("store_manager"))["store_id"]) == ["IT001"]


# channels


def test_channels_are_credited_for_twelve_months(of: MakeContext) -> None:
    found, untouched = channels.credited(of("management"))
    assert list(found["channel"]) == ["store", "ads"]
    assert by(found, "channel", "last_touch") == {"store": 600, "ads": 400}
    assert by(found, "channel", "spend")["ads"] == 100
    assert by(found, "channel", "reported")["ads"] == 1200
    assert untouched == 0.5


def test_without_revenue_no_share_is_without_a_touch(empty_file: Path) -> None:
    found, untouched = channels.credited(make_context(empty_file, "management"))
    assert found.empty
    assert pd.isna(untouched)


def test_ways_stand_by_segment_and_rank(of: MakeContext) -> None:
    found = channels.journeys(of("marketing"))
    assert list(found["channel_path"]) == ["store", "web > store", "web"]


# campaigns


def test_a_verdict_is_clear_where_the_interval_leaves_zero_out(of: MakeContext) -> None:
    found = campaigns.campaigns(of("management"))
    verdicts = by(found, "campaign_id", "verdict")
    assert verdicts == {"C5": "worse", "C1": "better", "C2": "unclear", "C3": "worse", "C4": None}


def test_an_interval_that_touches_zero_is_not_clear() -> None:
    ends = pd.DataFrame({"purchase_lift_lower": [0.0, -0.1], "purchase_lift_upper": [0.1, 0.0]})
    assert list(campaigns.verdicts(ends)) == ["unclear", "unclear"]


def test_campaigns_have_one_name_each_with_their_day(of: MakeContext) -> None:
    names = list(campaigns.campaigns(of("management", "it"))["name"])
    assert names[0] == "Befana · e-mail\n30 dic 2025 · C5"
    assert names[2] == "Senza nome · SMS\n1 nov 2025 · C2"
    assert len(set(names)) == len(names)


# data health


def test_systems_stand_by_their_unusable_rows_in_ten_thousand(of: MakeContext) -> None:
    found = health.systems(of("data_steward"))
    assert list(found["source_system"]) == ["crm", "pos"]
    assert list(found["unusable"]) == [50, 10]


@pytest.mark.parametrize("role", ["management", "data_steward"])
def test_anonymous_share_counts_the_tills_alone(of: MakeContext, role: str) -> None:
    found = health.anonymous(of(role))
    last = found.iloc[-1]
    assert (last["order_count"], last["anonymous_order_count"]) == (200, 100)
    assert last["share"] == 0.5
    assert ("recoverable_order_count" in found) == (role == "data_steward")


def test_reasons_leave_out_rows_that_only_came_again(of: MakeContext) -> None:
    found = health.reasons(of("data_steward"))
    assert by(found, "rejection_reason", "row_count") == {"unusable_email": 5, "ragged_row": 2}


# words and numbers


def test_null_whole_numbers_become_one_kind_of_null() -> None:
    frame = pd.DataFrame({"few": pd.array([1, None], dtype="Int64"), "name": ["a", None]})
    turned = numbers(frame)
    assert turned["few"].dtype == "float64"
    assert pd.isna(turned["few"].iloc[1])


def test_a_change_is_written_with_its_sign() -> None:
    assert signed("3", 3) == "+3"
    assert signed("3", -3) == "-3"
