"""How values are written, in each language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from customer360.page.context import Context

Make = Callable[..., Context]
NO_VALUE = [None, float("nan"), pd.NaT]


@pytest.mark.parametrize(
    ("amount", "currency", "english", "italian"),
    [
        (1234.5, None, "€1,234.50", "1.234,50\u00a0€"),
        (-20, None, "\u2212€20.00", "\u221220,00\u00a0€"),
        (-0.001, None, "€0.00", "0,00\u00a0€"),
        (1234.5, "PLN", "1,234.50\u00a0zł", "1.234,50\u00a0zł"),
        (7, "CHF", "7.00\u00a0CHF", "7,00\u00a0CHF"),
    ],
)
def test_money(
    context: Make, amount: float, currency: str | None, english: str, italian: str
) -> None:
    for language, text in (("en", english), ("it", italian)):
        assert context("management", language).money(amount, currency=currency) == text


def test_counts_and_shares(context: Make) -> None:
    english, italian = context("management"), context("management", "it")
    assert english.count(1234567) == "1,234,567"
    assert italian.count(1234567) == "1.234.567"
    assert italian.count(-1.25, decimals=1) == "\u22121,2"
    assert english.share(0.305, decimals=1) == "30.5%"
    assert italian.share(0.3) == "30\u00a0%"


def test_days(context: Make) -> None:
    moment = pd.Timestamp(2025, 3, 3, 14, 5)
    assert context("management").day(moment) == "3 Mar 2025"
    assert context("management", "it").day(dt.date(2025, 8, 1)) == "1 ago 2025"
    assert context("management").moment(moment) == "3 Mar 2025, 14:05"
    assert context("management").month(moment) == "Mar 2025"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-3, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "2 months ago"),
        (729, "24 months ago"),
        (730, "2 years ago"),
    ],
)
def test_ago_is_told_in_the_largest_unit_of_two_or_more(
    context: Make, days: int, text: str
) -> None:
    asked = context("management")
    assert asked.ago(asked.today - dt.timedelta(days=days)) == text


@pytest.mark.parametrize("value", NO_VALUE)
def test_no_value_is_a_dash(context: Make, value: Any) -> None:
    asked = context("management")
    writers = (asked.money, asked.count, asked.share, asked.day, asked.month, asked.moment)
    assert {write(value) for write in (*writers, asked.ago)} == {"\u2013"}
    assert asked.word("rfm_segment", value) == "\u2013"


def test_one_and_many(context: Make) -> None:
    asked = context("management")
    assert asked.counted("open.articles", 1) == "one article"
    assert asked.counted("open.articles", 1200) == "1,200 articles"


def test_a_stores_manager_reads_the_part_of_the_store(context: Make) -> None:
    rows = context("store_manager").rows("profiles", "true or customer_id is not null")
    assert rows["store_id"].unique().tolist() == ["IT001"]
