"""The shops and their regulars: how many slip away, and for the manager of a shop, who."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from customer360.page import customer_links
from customer360.page.charts import (
    BLUE,
    COUNT,
    GREY,
    MONEY,
    ORANGE,
    VERMILION,
    Measure,
    Series,
    keys,
    months,
    ranked,
)
from customer360.page.context import Context, is_missing
from customer360.page.style import element, show

from .panel import (
    DASH,
    Column,
    Panel,
    Tile,
    fine_share,
    heading,
    largest,
    look,
    numbers,
    page_title,
    ratio,
    tiles,
    whole_money,
)

__all__ = ["regulars_at_risk", "render", "sales", "stores"]

_TOP_STORES = 15
# regulars of a shop that are listed; the others are found by the search
_LISTED = 12


def stores(context: Context) -> pd.DataFrame:
    """Read the shops, those with the largest share of regulars who slip away first.

    Returns:
        One row per shop: the columns of `stores`, `name` (unique), and `leaving_share`, the share
        of its regulars who slip away (NaN: too few people to show, or no regulars).
    """
    found = numbers(context.rows("stores"))
    share = found["leaving_regular_count"] / found["regular_count"].where(
        found["regular_count"] > 0
    )
    name = found["store_name"].fillna(found["store_id"].replace("other", context.t("stores.other")))
    twice = name.duplicated(keep=False)
    name = name.where(~twice, name + " (" + found["store_id"] + ")")
    return found.assign(name=name, leaving_share=share).sort_values(
        ["leaving_share", "store_id"], ascending=[False, True], ignore_index=True
    )


def sales(context: Context, store_id: str) -> pd.DataFrame:
    """Read the sales of a shop by month, the oldest first; only till sales have a shop."""
    found = numbers(
        context.rows(
            "store_months", "store_id = ? and channel = 'store'", [store_id], order="sales_month"
        )
    )
    return found.assign(
        month=pd.to_datetime(found["sales_month"]),
        known=found["net_amount_reporting"] - found["anonymous_net_amount_reporting"],
        anonymous=found["anonymous_net_amount_reporting"],
    )


def regulars_at_risk(context: Context) -> pd.DataFrame:
    """Read the regulars of the manager's shop who slip away, the most valuable first."""
    found = context.rows(
        "profiles",
        "is_leaving_regular",
        columns="customer_id, display_name, at_risk_reason, store_last_order_on,"
        " avg_days_between_orders, store_recent_net_amount_reporting, next_best_action",
        order="store_recent_net_amount_reporting desc nulls last, customer_id",
    )
    return numbers(found)


def render(context: Context) -> None:
    """Show the page."""
    page_title(context.t("page.stores"))
    found = stores(context)
    if found.empty:
        st.info(context.t("overview.empty"))
    elif context.role.by_store:
        _own_store(context, found.iloc[0])
    else:
        _all_stores(context, found)


def _all_stores(context: Context, found: pd.DataFrame) -> None:
    if not context.has("store_months"):
        _regulars(context, found).show(context)
        return
    overview, single = st.columns(2, gap="medium")
    with overview:
        _regulars(context, found).show(context)
    with single:
        names = dict(zip(found["store_id"], found["name"], strict=True))
        store_id = st.selectbox(
            context.t("overview.store"),
            sorted(names),
            format_func=names.__getitem__,
            key="stores_one",
        )
        _sales(context, sales(context, store_id), names[store_id]).show(context)


def _regulars(context: Context, found: pd.DataFrame) -> Panel:
    leaving, lapsed = context.t("stores.leaving"), context.t("stores.lapsed")
    table = found.assign(place=found["name"])
    parts = (
        table.head(_TOP_STORES)
        .melt(["place"], ["leaving_regular_count", "lapsed_regular_count"], "part", "customers")
        .replace({"part": {"leaving_regular_count": leaving, "lapsed_regular_count": lapsed}})
    )
    columns = {
        "place": Column(context.t("overview.store")),
        "city": Column(context.t("stores.city")),
        "customer_count": Column(context.t("overview.customers"), context.count),
        "regular_count": Column(context.t("stores.regulars"), context.count),
        "leaving_regular_count": Column(leaving, context.count),
        "leaving_share": Column(context.t("stores.leaving_share"), fine_share(context)),
        "lapsed_regular_count": Column(lapsed, context.count),
    }
    if "net_amount_365d_reporting" in table:
        columns["net_amount_365d_reporting"] = Column(
            context.t("stores.revenue_365d", currency=context.currency), whole_money(context)
        )
        columns["anonymous_order_share_365d"] = Column(
            context.t("start.anonymous_order_share"), fine_share(context)
        )
    series = Series("part", {leaving: ORANGE, lapsed: VERMILION})
    return Panel(
        title=context.t("stores.regulars.title", stores=min(_TOP_STORES, len(table))),
        finding=_regulars_finding(context, table),
        chart=ranked(
            parts,
            Measure("customers", context.t("stores.regulars"), COUNT),
            label="place",
            look=look(context),
            series=series,
        ),
        table=table,
        columns=columns,
        keys=keys(series),
    )


def _regulars_finding(context: Context, table: pd.DataFrame) -> str:
    worst = table.iloc[0]
    if is_missing(worst["leaving_share"]):
        return context.t("overview.missing")
    known = table[table["leaving_share"].notna()]
    overall = ratio(known["leaving_regular_count"].sum(), known["regular_count"].sum())
    return context.t(
        "stores.regulars.finding",
        store=worst["name"],
        leaving=context.count(worst["leaving_regular_count"]),
        regulars=context.count(worst["regular_count"]),
        share=context.share(worst["leaving_share"]),
        overall=context.share(overall),
    )


def _sales(context: Context, found: pd.DataFrame, name: str) -> Panel:
    known, anonymous = context.t("start.known"), context.t("start.anonymous")
    parts = found.melt(["month"], ["known", "anonymous"], "part", "amount").replace(
        {"part": {"known": known, "anonymous": anonymous}}
    )
    series = Series("part", {known: BLUE, anonymous: GREY})
    return Panel(
        title=context.t("stores.sales.title", store=name, currency=context.currency),
        finding=_sales_finding(context, found),
        chart=months(
            parts,
            Measure("amount", context.t("start.net_amount_reporting"), MONEY),
            series=series,
            look=look(context),
        ),
        table=found[::-1],
        columns={
            "month": Column(context.t("overview.month"), context.month),
            "customer_count": Column(context.t("start.customer_count"), context.count),
            "order_count": Column(context.t("start.order_count"), context.count),
            "net_amount_reporting": Column(
                context.t("start.net_amount_reporting"), whole_money(context)
            ),
            "known": Column(known, whole_money(context)),
            "anonymous": Column(anonymous, whole_money(context)),
        },
        keys=keys(series),
    )


def _sales_finding(context: Context, found: pd.DataFrame) -> str:
    if found.empty:
        return ""
    year = found.tail(12)
    best = largest(year, "net_amount_reporting")
    return context.t(
        "stores.sales.finding",
        first=context.month(year["month"].iloc[0]),
        amount=context.money(year["net_amount_reporting"].sum(), decimals=0),
        best=context.month(best["month"]),
        share=context.share(ratio(year["anonymous"].sum(), year["net_amount_reporting"].sum())),
    )


def _own_store(context: Context, store: pd.Series) -> None:
    tiles(
        [
            Tile(context.t("stores.customers"), context.count(store["customer_count"])),
            Tile(context.t("stores.regulars"), context.count(store["regular_count"])),
            Tile(context.t("stores.leaving"), context.count(store["leaving_regular_count"])),
            Tile(context.t("stores.lapsed"), context.count(store["lapsed_regular_count"])),
            Tile(
                context.t("stores.revenue_365d", currency=context.currency),
                context.money(store["net_amount_365d_reporting"], decimals=0),
            ),
            Tile(
                context.t("start.anonymous_order_share"),
                context.share(store["anonymous_order_share_365d"], decimals=1),
            ),
        ]
    )
    who, money = st.columns(2, gap="medium")
    with who:
        _who_slips_away(context, regulars_at_risk(context))
    with money:
        _sales(context, sales(context, store["store_id"]), store["name"]).show(context)


def _who_slips_away(context: Context, found: pd.DataFrame) -> None:
    heading(context.t("stores.who.title"))
    if found.empty:
        st.info(context.t("stores.who.nobody"))
        return
    st.caption(context.t("stores.who.order"))
    for _, customer in found.head(_LISTED).iterrows():
        _slipping_customer(context, customer)
    if len(found) > _LISTED:
        st.caption(context.t("stores.who.more", shown=_LISTED, total=len(found)))


def _slipping_customer(context: Context, customer: pd.Series) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        customer_links.link(
            context, "profile", customer["customer_id"], customer["display_name"] or DASH
        )
        facts = [
            context.t("stores.who.last", ago=context.ago(customer["store_last_order_on"])),
            context.t(
                "stores.who.spent",
                amount=context.money(customer["store_recent_net_amount_reporting"], decimals=0),
            ),
        ]
        if not is_missing(customer["avg_days_between_orders"]):
            facts.append(
                context.t(
                    "stores.who.rhythm", days=context.count(customer["avg_days_between_orders"])
                )
            )
        show(
            element("div", *(element("span", css="fact", text=fact) for fact in facts), css="facts")
        )
