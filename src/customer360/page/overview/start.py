"""Management's headline numbers: the last month that is over, and how it compares."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from customer360.page.charts import BLUE, COUNT, GREY, MONEY, SKY, Measure, Series, keys, months
from customer360.page.context import Context, is_missing

from .panel import (
    DASH,
    Column,
    Panel,
    Tile,
    capital,
    figures,
    fine_share,
    heading,
    look,
    numbers,
    page_title,
    ratio,
    signed,
    tiles,
    whole_money,
)
from .quoted import show_quoted

__all__ = ["Headline", "headlines", "months_over", "render"]

# the headline numbers by column, and whether a smaller one is better; null: neither is
_COUNTS = {"customer_count": False, "new_customer_count": False, "order_count": False}
_AMOUNTS = {"net_amount_reporting": False}
_SHARES = {"anonymous_order_share": True, "researched_order_share": None}
_YEAR = 12


@dataclass(frozen=True)
class Headline:
    """A headline number of a month.

    Attributes:
        key: The column it comes from; its title is `start.<key>` in labels.csv.
        value: The number; NaN: too few people to show, or not known.
        before: The same a month before.
        year_before: The same twelve months before.
        less_is_good: Whether a smaller number is better; null: neither is.
    """

    key: str
    value: float
    before: float
    year_before: float
    less_is_good: bool | None


def months_over(context: Context) -> pd.DataFrame:
    """Read the months that are over, the oldest first; one that began is no month to compare.

    Returns:
        One row per month: the columns of `months` and the share researched online.
    """
    ended = context.rows("segments", columns="max(month_end_on) as last_day").at[0, "last_day"]
    if is_missing(ended):
        return numbers(context.rows("months", "false")).assign(researched_order_share=None)
    sales = context.rows("months", "sales_month <= ?", [ended], order="sales_month")
    journeys = context.rows("journey_months", columns="order_month, researched_order_share")
    joined = sales.merge(journeys, how="left", left_on="sales_month", right_on="order_month")
    return numbers(joined)


def headlines(months_: pd.DataFrame) -> list[Headline]:
    """Return the headline numbers of the last month.

    All headline numbers come from here: a table of them that is published with ranges of
    uncertainty is read in this place.

    Args:
        months_: From `months_over`, at least one row.
    """
    by_month = months_.set_index("sales_month")
    last = by_month.index[-1]
    compared = by_month.reindex([last, *(last - pd.DateOffset(months=n) for n in (1, _YEAR))])
    return [
        Headline(
            key=key,
            value=float(compared[key].iloc[0]),
            before=float(compared[key].iloc[1]),
            year_before=float(compared[key].iloc[2]),
            less_is_good=less_is_good,
        )
        for key, less_is_good in {**_AMOUNTS, **_COUNTS, **_SHARES}.items()
    ]


def render(context: Context) -> None:
    """Show the page."""
    page_title(context.t("page.start"))
    found = months_over(context)
    if found.empty:
        st.info(context.t("overview.empty"))
        return
    last = found["sales_month"].iloc[-1]
    st.caption(capital(context.t("start.month", month=context.month(last))))
    shown = headlines(found)
    tiles([_tile(context, headline) for headline in shown])
    with st.expander(context.t("overview.figures")):
        _compare(context, shown, last)
    _outlook(context)
    revenue, customers = st.columns(2, gap="medium")
    with revenue:
        _revenue(context, found).show(context)
    with customers:
        _customers(context, found).show(context)
    show_quoted(context)


def _tile(context: Context, headline: Headline) -> Tile:
    return Tile(
        title=context.t(f"start.{headline.key}"),
        value=_written(context, headline.key, headline.value),
        change=_change(context, headline.key, headline.value, headline.before),
        less_is_good=headline.less_is_good,
    )


def _written(context: Context, key: str, value: float) -> str:
    if key in _SHARES:
        return context.share(value, decimals=1)
    return context.money(value, decimals=0) if key in _AMOUNTS else context.count(value)


def _change(context: Context, key: str, value: float, before: float) -> str | None:
    """Write the change: of shares in points, of all others in per cent."""
    if pd.isna(value) or pd.isna(before) or before == 0:
        return None
    if key in _SHARES:
        points = (value - before) * 100
        return context.t(
            "start.points", number=signed(context.count(abs(points), decimals=1), points)
        )
    change = value / before - 1
    return signed(context.share(abs(change), decimals=1), change)


def _compare(context: Context, shown: list[Headline], last: pd.Timestamp) -> None:
    """Show the headline numbers as a table, with the same month a year before."""
    before, year_before = (last - pd.DateOffset(months=n) for n in (1, _YEAR))
    table = pd.DataFrame(
        [
            {
                "title": context.t(f"start.{line.key}"),
                "value": _written(context, line.key, line.value),
                "before": _written(context, line.key, line.before),
                "change": _change(context, line.key, line.value, line.before) or DASH,
                "year_before": _written(context, line.key, line.year_before),
                "year_change": _change(context, line.key, line.value, line.year_before) or DASH,
            }
            for line in shown
        ]
    )
    change = context.t("start.change")
    columns = {
        "title": Column(" "),
        "value": Column(context.month(last)),
        "before": Column(context.month(before)),
        "change": Column(f"{change} ({context.month(before)})"),
        "year_before": Column(context.month(year_before)),
        "year_change": Column(f"{change} ({context.month(year_before)})"),
    }
    figures(context, context.t("page.start"), table, columns)


def _outlook(context: Context) -> None:
    """Show what is known of the days to come: numbers of today, which no earlier month has."""
    stages = numbers(context.rows("lifecycle"))
    points = numbers(context.rows("points", "is_overdue is distinct from true"))
    at_risk = stages[(stages["risk_band"] == "high") & (stages["lifecycle_stage"] != "lapsed")]
    heading(context.t("start.outlook", day=context.day(context.today)))
    tiles(
        [
            Tile(
                context.t("start.expected"),
                context.money(stages["predicted_clv_next_365d"].sum(min_count=1), decimals=0),
            ),
            Tile(
                context.t("start.high_risk"),
                context.count(at_risk["customer_count"].sum(min_count=1)),
            ),
            Tile(
                context.t("start.expected_at_risk"),
                context.money(at_risk["predicted_clv_next_365d"].sum(min_count=1), decimals=0),
            ),
            Tile(
                context.t("start.points_open"),
                context.money(points["liability_amount_reporting"].sum(min_count=1), decimals=0),
            ),
        ]
    )


def _revenue(context: Context, found: pd.DataFrame) -> Panel:
    known, anonymous = context.t("start.known"), context.t("start.anonymous")
    table = found.assign(
        month=found["sales_month"],
        anonymous=found["anonymous_net_amount_reporting"],
        known=found["net_amount_reporting"] - found["anonymous_net_amount_reporting"],
    )
    parts = table.melt(["month"], ["known", "anonymous"], "part", "amount").replace(
        {"part": {"known": known, "anonymous": anonymous}}
    )
    last = table.iloc[-1]
    series = Series("part", {known: BLUE, anonymous: GREY})
    return Panel(
        title=context.t("start.revenue.title", currency=context.currency),
        finding=context.t(
            "start.revenue.finding",
            month=context.month(last["month"]),
            amount=context.money(last["net_amount_reporting"], decimals=0),
            share=context.share(ratio(last["anonymous"], last["net_amount_reporting"])),
        ),
        chart=months(
            parts,
            Measure("amount", context.t("start.net_amount_reporting"), MONEY),
            series=series,
            look=look(context),
        ),
        table=table[::-1],
        columns={
            "month": Column(context.t("overview.month"), context.month),
            "net_amount_reporting": Column(
                context.t("start.net_amount_reporting"), whole_money(context)
            ),
            "known": Column(known, whole_money(context)),
            "anonymous": Column(anonymous, whole_money(context)),
            "anonymous_order_share": Column(
                context.t("start.anonymous_order_share"), fine_share(context)
            ),
        },
        keys=keys(series),
    )


def _customers(context: Context, found: pd.DataFrame) -> Panel:
    new, again = context.t("start.new_customer_count"), context.t("start.again")
    table = found.assign(
        month=found["sales_month"], again=found["customer_count"] - found["new_customer_count"]
    )
    parts = table.melt(["month"], ["again", "new_customer_count"], "part", "customers").replace(
        {"part": {"again": again, "new_customer_count": new}}
    )
    last = table.iloc[-1]
    series = Series("part", {again: BLUE, new: SKY})
    return Panel(
        title=context.t("start.customers.title"),
        finding=context.t(
            "start.customers.finding",
            month=context.month(last["month"]),
            customers=context.count(last["customer_count"]),
            share=context.share(ratio(last["again"], last["customer_count"])),
        ),
        chart=months(
            parts,
            Measure("customers", context.t("overview.customers"), COUNT),
            series=series,
            look=look(context),
        ),
        table=table[::-1],
        columns={
            "month": Column(context.t("overview.month"), context.month),
            "customer_count": Column(context.t("start.customer_count"), context.count),
            "again": Column(again, context.count),
            "new_customer_count": Column(new, context.count),
            "order_count": Column(context.t("start.order_count"), context.count),
        },
        keys=keys(series),
    )
