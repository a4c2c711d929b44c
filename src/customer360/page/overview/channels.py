"""Through which channels customers come to buy: shops and web together, and the ways there."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from customer360.page.charts import (
    BLUE,
    MONEY,
    ORANGE,
    SHARE,
    Measure,
    Series,
    keys,
    ranked,
    trend,
)
from customer360.page.context import Context

from .panel import (
    Column,
    Panel,
    capital,
    fine_share,
    heading,
    look,
    names,
    numbers,
    page_title,
    whole_money,
)
from .segments import in_order_of_segments

__all__ = ["credited", "journey_months", "journeys", "render"]

_MONTHS = 12
_SUMS = {
    "order_count": "order_count",
    "first_touch_amount_reporting": "first_touch",
    "last_touch_amount_reporting": "last_touch",
    "position_based_amount_reporting": "position_based",
    "spend_amount_reporting": "spend",
    "reported_revenue_amount_reporting": "reported",
}


def journey_months(context: Context) -> pd.DataFrame:
    """Read by month how many purchases went over several channels, the oldest month first."""
    found = numbers(context.rows("journey_months", order="order_month"))
    return found.assign(month=pd.to_datetime(found["order_month"]))


def journeys(context: Context) -> pd.DataFrame:
    """Read the most frequent ways to a purchase of each segment, the most frequent first."""
    return numbers(context.rows("segment_journeys", order="rfm_segment, path_rank"))


def credited(context: Context) -> tuple[pd.DataFrame, float]:
    """Read what the channels led to in the last twelve months with figures.

    Returns:
        One row per channel, the one with most revenue by the last touch first: the sums of
        `channels`; and the share of all revenue that no touch led to (NaN: no revenue).
    """
    found = numbers(context.rows("channels"))
    last = found["attribution_month"].max()
    recent = found[found["attribution_month"] > last - pd.DateOffset(months=_MONTHS)]
    sums = recent.groupby("channel", as_index=False)[list(_SUMS)].sum().rename(columns=_SUMS)
    found = sums.sort_values(["last_touch", "channel"], ascending=[False, True])
    untouched = found.loc[found["channel"] == "unattributed", "last_touch"].sum()
    total = found["last_touch"].sum()
    touched = found[found["channel"] != "unattributed"].reset_index(drop=True)
    return touched, untouched / total if total else float("nan")


def render(context: Context) -> None:
    """Show the page."""
    page_title(context.t("channels.title"))
    over_time, ways = st.columns(2, gap="medium")
    with over_time:
        _across(context, journey_months(context)).show(context)
    with ways:
        _ways(context, journeys(context))
    _credited(context, *credited(context)).show(context)


def _across(context: Context, found: pd.DataFrame) -> Panel:
    kinds = {
        "cross_channel_order_share": context.t("channels.cross"),
        "researched_order_share": context.t("channels.researched"),
    }
    parts = found.melt(["month"], list(kinds), "kind", "share").replace({"kind": kinds})
    series = Series("kind", dict(zip(kinds.values(), (BLUE, ORANGE), strict=True)))
    return Panel(
        title=context.t("channels.across.title"),
        finding=_across_finding(context, found),
        chart=trend(
            parts,
            Measure("share", context.t("channels.share_of_purchases"), SHARE),
            series=series,
            look=look(context),
        ),
        table=found[::-1],
        columns={
            "month": Column(context.t("overview.month"), context.month),
            "order_count": Column(context.t("channels.purchases_known"), context.count),
            "cross_channel_order_count": Column(context.t("channels.cross_count"), context.count),
            "cross_channel_order_share": Column(
                kinds["cross_channel_order_share"], fine_share(context)
            ),
            "store_order_count": Column(context.t("channels.in_store"), context.count),
            "researched_order_count": Column(context.t("channels.researched_count"), context.count),
            "researched_order_share": Column(kinds["researched_order_share"], fine_share(context)),
        },
        keys=keys(series, points=True),
    )


def _across_finding(context: Context, found: pd.DataFrame) -> str:
    if found.empty:
        return ""
    last = found.iloc[-1]
    return context.t(
        "channels.across.finding",
        month=context.month(last["month"]),
        cross=context.share(last["cross_channel_order_share"], decimals=1),
        researched=context.share(last["researched_order_share"], decimals=1),
        count=context.count(last["researched_order_count"]),
    )


def _ways(context: Context, found: pd.DataFrame) -> None:
    if found.empty:
        heading(context.t("channels.ways.none"))
        st.info(context.t("overview.empty"))
        return
    segment = st.selectbox(
        context.t("overview.segment"),
        in_order_of_segments(found["rfm_segment"]),
        format_func=lambda code: context.word("rfm_segment", code),
        key="channels_segment",
        width=260,
    )
    _ways_of(context, found[found["rfm_segment"] == segment], segment).show(context)


def _ways_of(context: Context, found: pd.DataFrame, segment: str) -> Panel:
    both, single = context.t("channels.both"), context.t("channels.single")
    table = found.assign(
        way=[_written(context, path) for path in found["channel_path"]],
        kind=found["is_cross_channel"].map({True: both, False: single}),
    )
    first = table.iloc[0]
    series = Series("kind", {single: BLUE, both: ORANGE})
    return Panel(
        title=context.t("channels.ways.title", segment=context.word("rfm_segment", segment)),
        finding=context.t(
            "channels.ways.finding",
            way=capital(first["way"]),
            share=context.share(first["order_share"]),
            both=context.share(
                table.loc[table["is_cross_channel"], "order_share"].sum(), decimals=1
            ),
        ),
        chart=ranked(
            table,
            Measure("order_share", context.t("channels.share_of_segment"), SHARE),
            label="way",
            look=look(context),
            series=series,
        ),
        table=table,
        columns={
            "way": Column(context.t("channels.way")),
            "kind": Column(context.t("channels.kind")),
            "order_count": Column(context.t("start.order_count"), context.count),
            "order_share": Column(context.t("overview.share"), fine_share(context)),
            "customer_count": Column(context.t("overview.customers"), context.count),
            "gross_amount_reporting": Column(
                context.t("channels.worth", currency=context.currency), whole_money(context)
            ),
        },
        keys=keys(series),
    )


def _written(context: Context, path: str) -> str:
    """Write a way such as `ads > web` in the words of the page."""
    return " → ".join(context.word("channel", step) for step in path.split(" > "))


def _credited(context: Context, found: pd.DataFrame, untouched: float) -> Panel:
    last, first = context.t("channels.last_touch"), context.t("channels.first_touch")
    table = found.assign(name=names(context, "channel", found["channel"]))
    earlier = Measure("first_touch", first, MONEY)
    return Panel(
        title=context.t("channels.credit.title", months=_MONTHS, currency=context.currency),
        finding=_credit_finding(context, table, untouched),
        chart=ranked(
            table,
            Measure("last_touch", last, MONEY),
            label="name",
            look=look(context),
            before=earlier,
        ),
        table=table,
        columns={
            "name": Column(context.t("overview.channel")),
            "order_count": Column(context.t("start.order_count"), context.count),
            "first_touch": Column(first, whole_money(context)),
            "last_touch": Column(last, whole_money(context)),
            "position_based": Column(context.t("channels.position_based"), whole_money(context)),
            "spend": Column(context.t("channels.spend"), whole_money(context)),
            "reported": Column(context.t("channels.reported"), whole_money(context)),
        },
        keys=keys(None, before=earlier),
    )


def _credit_finding(context: Context, table: pd.DataFrame, untouched: float) -> str:
    if table.empty:
        return ""
    finding = context.t(
        "channels.credit.finding",
        channel=capital(table["name"].iloc[0]),
        amount=context.money(table["last_touch"].iloc[0], decimals=0),
        untouched=context.share(untouched),
    )
    claimed = table[table["reported"] > 0]
    if claimed.empty:
        return finding
    return f"{finding} " + context.t(
        "channels.credit.claimed",
        reported=context.money(claimed["reported"].sum(), decimals=0),
        credited=context.money(claimed["last_touch"].sum(), decimals=0),
        spend=context.money(claimed["spend"].sum(), decimals=0),
    )
