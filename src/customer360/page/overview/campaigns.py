"""What campaigns brought: the purchases of those who were written to, against those left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from customer360.page.charts import BLUE, GREY, SHARE, VERMILION, Measure, Series, intervals, keys
from customer360.page.context import Context

from .panel import (
    Column,
    Panel,
    figures,
    fine_share,
    heading,
    look,
    names,
    numbers,
    page_title,
    signed,
    whole_money,
)
from .segments import in_order_of_segments

__all__ = ["campaigns", "groups", "render", "verdicts"]

_SHOWN = 15
_VERDICTS = {"better": BLUE, "unclear": GREY, "worse": VERMILION}
_GROUP_TYPES = ("rfm_segment", "age_band", "gender")
# how often an interval of 95 % misses zero where a campaign changed nothing
_BY_CHANCE = 0.05


def campaigns(context: Context) -> pd.DataFrame:
    """Read the campaigns, the latest first.

    Returns:
        One row per campaign: the columns of `campaigns`, `name` (unique: with day and id), and
        `verdict`, as `verdicts` says.
    """
    found = numbers(context.rows("campaigns", order="sent_at desc, campaign_id"))
    words = [
        f"{context.t('campaigns.nameless') if pd.isna(name) else name}"
        f" · {context.word('channel', channel)}\n{context.day(sent)} · {key}"
        for name, channel, sent, key in zip(
            found["campaign_name"],
            found["channel"],
            found["sent_at"],
            found["campaign_id"],
            strict=True,
        )
    ]
    return found.assign(
        name=pd.Series(words, index=found.index, dtype="object"), verdict=verdicts(found)
    )


def groups(context: Context, campaign_id: str) -> pd.DataFrame:
    """Read what a campaign did in the groups of its recipients."""
    found = numbers(context.rows("campaign_groups", "campaign_id = ?", [campaign_id]))
    return found.assign(verdict=verdicts(found))


def verdicts(found: pd.DataFrame) -> pd.Series:
    """Say on which side of zero the interval of the lift lies.

    Args:
        found: With purchase_lift_lower and purchase_lift_upper.

    Returns:
        better, worse, or unclear (the interval holds zero); null without an interval.
    """
    verdict = pd.Series("unclear", index=found.index, dtype="object")
    verdict[found["purchase_lift_lower"] > 0] = "better"
    verdict[found["purchase_lift_upper"] < 0] = "worse"
    return verdict.where(found["purchase_lift_lower"].notna(), None)


def render(context: Context) -> None:
    """Show the page."""
    page_title(context.t("page.campaigns"))
    found = campaigns(context)
    if found.empty:
        st.info(context.t("overview.empty"))
        return
    compared = found[found["verdict"].notna() & found["is_response_complete"]]
    all_, single = st.columns(2, gap="medium")
    with all_:
        _lifts(context, found, compared).show(context)
    with single:
        _one_campaign(context, compared)
    heading(context.t("campaigns.all.title"))
    st.caption(context.t("campaigns.all.text"))
    _all_campaigns(context, found)


def _lifts(context: Context, found: pd.DataFrame, compared: pd.DataFrame) -> Panel:
    shown = compared.head(_SHOWN)
    return Panel(
        title=context.t("campaigns.lifts.title", campaigns=len(shown)),
        finding=_lifts_finding(context, found, compared),
        chart=_chart(context, shown, "name"),
        keys=keys(_verdict_series(context), points=True),
        table=shown.assign(
            name=shown["name"].str.replace("\n", " · "),
            meaning=_meanings(context, shown["verdict"]),
        ),
        columns={
            "name": Column(context.t("campaigns.campaign")),
            "customer_count": Column(context.t("campaigns.written_to"), context.count),
            "purchase_rate": Column(context.t("campaigns.purchase_rate"), fine_share(context)),
            "held_out_customer_count": Column(context.t("campaigns.held_out"), context.count),
            "held_out_purchase_rate": Column(
                context.t("campaigns.held_out_rate"), fine_share(context)
            ),
        }
        | _lift_columns(context)
        | {
            "incremental_amount_reporting": Column(
                context.t("campaigns.incremental", currency=context.currency), whole_money(context)
            )
        },
    )


def _lifts_finding(context: Context, found: pd.DataFrame, compared: pd.DataFrame) -> str:
    counts = compared["verdict"].value_counts()
    return context.t(
        "campaigns.lifts.finding",
        compared=context.count(len(compared)),
        campaigns=context.count(len(found)),
        better=context.count(counts.get("better", 0)),
        worse=context.count(counts.get("worse", 0)),
        by_chance=context.count(len(compared) * _BY_CHANCE, decimals=1),
    )


def _one_campaign(context: Context, compared: pd.DataFrame) -> None:
    if compared.empty:
        return
    titles = dict(zip(compared["campaign_id"], compared["name"], strict=True))
    campaign = st.selectbox(
        context.t("campaigns.campaign"),
        list(titles),
        format_func=lambda key: titles[key].replace("\n", " · "),
        key="campaigns_one",
    )
    kind = st.segmented_control(
        context.t("campaigns.by"),
        _GROUP_TYPES,
        format_func=lambda key: context.t(f"campaigns.by.{key}"),
        default=_GROUP_TYPES[0],
        required=True,
        key="campaigns_by",
    )
    found = groups(context, campaign)
    _groups(context, found[found["group_type"] == kind], kind).show(context)


def _groups(context: Context, found: pd.DataFrame, kind: str) -> Panel:
    order = in_order_of_segments(found["group_name"])
    place = {code: number for number, code in enumerate(order)}
    table = found.sort_values("group_name", key=lambda names: names.map(place))
    words = {code: context.word(kind, code) for code in order}
    table = table.assign(
        name=table["group_name"].map(words).astype("object"),
        meaning=_meanings(context, table["verdict"]),
    )
    compared = table[table["verdict"].notna()]
    return Panel(
        title=context.t("campaigns.groups.title", kind=context.t(f"campaigns.by.{kind}").lower()),
        finding=context.t(
            "campaigns.groups.finding",
            compared=len(compared),
            groups=len(table),
            clear=int((compared["verdict"] != "unclear").sum()),
        ),
        chart=_chart(context, compared, "name"),
        keys=keys(_verdict_series(context), points=True),
        table=table,
        columns={
            "name": Column(context.t(f"campaigns.by.{kind}")),
            "customer_count": Column(context.t("campaigns.written_to"), context.count),
            "open_rate": Column(context.t("campaigns.open_rate"), fine_share(context)),
            "purchase_rate": Column(context.t("campaigns.purchase_rate"), fine_share(context)),
            "held_out_purchase_rate": Column(
                context.t("campaigns.held_out_rate"), fine_share(context)
            ),
        }
        | _lift_columns(context),
    )


def _all_campaigns(context: Context, found: pd.DataFrame) -> None:
    columns = {
        "campaign_name": Column(context.t("campaigns.campaign")),
        "channel_name": Column(context.t("overview.channel")),
        "sent_at": Column(context.t("campaigns.sent"), context.day),
        "recipient_count": Column(context.t("campaigns.messages"), context.count),
        "open_rate": Column(context.t("campaigns.open_rate"), fine_share(context)),
        "click_rate": Column(context.t("campaigns.click_rate"), fine_share(context)),
        "unsubscribe_rate": Column(context.t("campaigns.unsubscribe_rate"), fine_share(context)),
        "purchase_rate": Column(context.t("campaigns.purchase_rate"), fine_share(context)),
        "gross_amount_reporting": Column(
            context.t("campaigns.bought", currency=context.currency), whole_money(context)
        ),
        "held_out_customer_count": Column(context.t("campaigns.held_out"), context.count),
        "purchase_lift": Column(context.t("campaigns.lift"), _points(context)),
    }
    table = found.assign(channel_name=names(context, "channel", found["channel"]))
    figures(context, context.t("campaigns.all.title"), table, columns)


def _chart(context: Context, shown: pd.DataFrame, label: str) -> alt.LayerChart:
    return intervals(
        shown.assign(meaning=_meanings(context, shown["verdict"])),
        Measure("purchase_lift", context.t("campaigns.lift_axis"), SHARE),
        ends=(
            Measure("purchase_lift_lower", context.t("campaigns.lower"), SHARE),
            Measure("purchase_lift_upper", context.t("campaigns.upper"), SHARE),
        ),
        label=label,
        verdict=_verdict_series(context),
        look=look(context),
    )


def _verdict_series(context: Context) -> Series:
    colours = {context.t(f"campaigns.verdict.{key}"): _VERDICTS[key] for key in _VERDICTS}
    return Series("meaning", colours)


def _lift_columns(context: Context) -> dict[str, Column]:
    return {
        "purchase_lift": Column(context.t("campaigns.lift"), _points(context)),
        "purchase_lift_lower": Column(context.t("campaigns.lower"), _points(context)),
        "purchase_lift_upper": Column(context.t("campaigns.upper"), _points(context)),
        "meaning": Column(context.t("campaigns.meaning")),
    }


def _meanings(context: Context, verdict: pd.Series) -> pd.Series:
    words = {key: context.t(f"campaigns.verdict.{key}") for key in _VERDICTS}
    return verdict.map(words).astype("object")


def _points(context: Context) -> Callable[[Any], str]:
    """Return what writes a difference of two shares in points."""

    def write(difference: Any) -> str:
        points = float(difference) * 100
        return signed(context.count(abs(points), decimals=1), points)

    return write
