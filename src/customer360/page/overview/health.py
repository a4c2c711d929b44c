"""How sound the data is: what is connected, what could not be used, how old it is, what adds up."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from customer360.page.charts import (
    BLUE,
    SHARE,
    Measure,
    Series,
    keys,
    ranked,
    trend,
)
from customer360.page.context import Context
from customer360.page.style import element, show

from .panel import (
    Column,
    Panel,
    Tile,
    figures,
    fine_share,
    heading,
    look,
    names,
    numbers,
    page_title,
    ratio,
    tiles,
)

__all__ = ["anonymous", "reasons", "render", "systems"]

_TOP_REASONS = 25
# a row whose key came again is no fault: exports repeat what they said before
_REPEATED = "repeated_key"
_PER_ROWS = 10_000


def systems(context: Context) -> pd.DataFrame:
    """Read what each connected system brought, the one with most unusable rows first.

    Returns:
        One row per system of which rows were landed: the sums of `source_status`, and `unusable`,
        its unusable rows in ten thousand.
    """
    status = numbers(context.rows("source_status"))
    counts = ["landed_row_count", "rejected_row_count", "repeated_row_count"]
    found = status[status["is_connected"]].groupby("source_system", as_index=False)[counts].sum()
    landed = found["landed_row_count"].where(found["landed_row_count"] > 0)
    return found.assign(unusable=found["rejected_row_count"] / landed * _PER_ROWS).sort_values(
        ["unusable", "source_system"], ascending=[False, True], ignore_index=True
    )


def anonymous(context: Context) -> pd.DataFrame:
    """Read by month the share of till purchases by nobody known, the oldest month first.

    Returns:
        One row per month: `month`, `order_count`, `anonymous_order_count`, `share`; and
        `recoverable_order_count` where the role sees it.
    """
    subject = "anonymous_sales" if context.has("anonymous_sales") else "store_months"
    found = numbers(context.rows(subject, "channel = 'store'"))
    counts = ["order_count", "anonymous_order_count", "recoverable_order_count"]
    sums = found.groupby("sales_month", as_index=False)[[c for c in counts if c in found]].sum()
    orders = sums["order_count"].where(sums["order_count"] > 0)
    return sums.assign(
        month=pd.to_datetime(sums["sales_month"]), share=sums["anonymous_order_count"] / orders
    )


def reasons(context: Context) -> pd.DataFrame:
    """Read why rows could not be used, the most frequent reason first; repeated ones left out."""
    view = context.view("rejected_records")
    return context.published.query(
        "select source_system, source_table, rejection_stage, rejection_reason,"
        f" count(*) as row_count from {view} where rejection_reason <> '{_REPEATED}' group by all"
        f" order by row_count desc, source_system, source_table, rejection_stage,"
        f" rejection_reason limit {_TOP_REASONS}"
    )


def render(context: Context) -> None:
    """Show the page."""
    page_title(context.t("page.health"))
    tiles(_headlines(context))
    left, right = st.columns(2, gap="medium")
    with left:
        _unusable(context, systems(context)).show(context)
        if context.has("reconciliation"):
            _show_sums(context)
    with right:
        if context.has("store_months") or context.has("anonymous_sales"):
            _anonymous(context, anonymous(context)).show(context)
        if context.has("attribute_freshness"):
            _show_freshness(context)
    if context.has("rejected_records"):
        _show_reasons(context)


def _headlines(context: Context) -> list[Tile]:
    status = numbers(context.rows("source_status"))
    landed = status["landed_row_count"].sum()
    shown = [
        _connected(context, status),
        Tile(context.t("health.landed"), context.count(landed)),
        Tile(
            context.t("health.unusable"),
            context.count(status["rejected_row_count"].sum()),
            since=context.t(
                "health.of_landed",
                share=context.share(ratio(status["rejected_row_count"].sum(), landed), decimals=2),
            ),
        ),
    ]
    if context.has("reconciliation"):
        sums = context.rows("reconciliation")
        good = int(sums["is_reconciled"].sum())
        shown.append(
            Tile(
                context.t("health.reconciled"),
                context.t("health.of", part=context.count(good), whole=context.count(len(sums))),
            )
        )
    if context.has("attribute_freshness"):
        attributes = context.rows("attribute_freshness", "is_stale is not null")
        shown.append(
            Tile(
                context.t("health.stale"),
                context.t(
                    "health.of",
                    part=context.count(int(attributes["is_stale"].sum())),
                    whole=context.count(len(attributes)),
                ),
            )
        )
    return shown


def _connected(context: Context, status: pd.DataFrame) -> Tile:
    """Say how many systems are connected; those that the contract names, where that is known."""
    title = context.t("health.connected")
    if not context.has("source_maturity"):
        connected = status.loc[status["is_connected"], "source_system"].nunique()
        return Tile(title, context.count(connected))
    maturity = context.rows("source_maturity")
    if maturity.empty:
        return Tile(title, context.count(0))
    missing = maturity["missing_systems"].iloc[0]
    return Tile(
        title,
        context.t(
            "health.of",
            part=context.count(maturity["pieces_connected"].iloc[0]),
            whole=context.count(maturity["pieces_total"].iloc[0]),
        ),
        since=None if pd.isna(missing) else context.t("health.missing", systems=missing),
    )


def _unusable(context: Context, found: pd.DataFrame) -> Panel:
    table = found.assign(
        name=[context.word("source_system", code) for code in found["source_system"]]
    )
    return Panel(
        title=context.t("health.unusable.title"),
        finding=_unusable_finding(context, table),
        chart=ranked(
            table,
            Measure("unusable", context.t("health.per_rows"), ",.1f"),
            label="name",
            look=look(context),
        ),
        table=table,
        columns={
            "name": Column(context.t("health.system")),
            "landed_row_count": Column(context.t("health.landed"), context.count),
            "rejected_row_count": Column(context.t("health.unusable"), context.count),
            "repeated_row_count": Column(context.t("health.repeated"), context.count),
        },
    )


def _unusable_finding(context: Context, table: pd.DataFrame) -> str:
    if table.empty:
        return ""
    worst = table.iloc[0]
    return context.t(
        "health.unusable.finding",
        system=worst["name"],
        unusable=context.count(worst["rejected_row_count"]),
        landed=context.count(worst["landed_row_count"]),
    )


def _anonymous(context: Context, found: pd.DataFrame) -> Panel:
    title = context.t("health.anonymous_share")
    columns = {
        "month": Column(context.t("overview.month"), context.month),
        "order_count": Column(context.t("health.till_purchases"), context.count),
        "anonymous_order_count": Column(context.t("health.by_nobody"), context.count),
        "share": Column(title, fine_share(context)),
    }
    if "recoverable_order_count" in found:
        columns["recoverable_order_count"] = Column(context.t("health.recoverable"), context.count)
    series = Series("kind", {title: BLUE})
    return Panel(
        title=context.t("health.anonymous.title"),
        finding=_anonymous_finding(context, found),
        chart=trend(
            found.assign(kind=title),
            Measure("share", title, SHARE),
            series=series,
            look=look(context),
        ),
        table=found[::-1],
        columns=columns,
        keys=keys(series, points=True),
    )


def _anonymous_finding(context: Context, found: pd.DataFrame) -> str:
    if found.empty:
        return ""
    last = found.iloc[-1]
    finding = context.t(
        "health.anonymous.finding",
        month=context.month(last["month"]),
        share=context.share(last["share"], decimals=1),
    )
    if "recoverable_order_count" not in found:
        return finding
    recoverable = context.count(found["recoverable_order_count"].sum())
    return f"{finding} {context.t('health.anonymous.recoverable', orders=recoverable)}"


def _show_freshness(context: Context) -> None:
    """Name the attributes that are older than they may be; all groups as a table."""
    found = numbers(context.rows("attribute_freshness", order="fed_by, attribute_name"))
    judged = found[found["is_stale"].notna()]
    late = judged[judged["is_stale"].astype("bool")]
    heading(context.t("health.fresh.title"))
    finding = context.t(
        "health.fresh.finding", late=context.count(len(late)), judged=context.count(len(judged))
    )
    show(element("p", css="finding", text=finding))
    columns = {
        "name": Column(context.t("health.attribute")),
        "group": Column(context.t("health.fed_by")),
        "days_since_last_known": Column(context.t("health.days"), context.count),
        "target_days": Column(context.t("health.target"), context.count),
        "older_share": Column(context.t("health.older_share"), fine_share(context)),
    }
    if not late.empty:
        figures(context, context.t("health.stale"), _attributes(context, late), columns)
    with st.expander(context.t("overview.figures")):
        figures(context, context.t("health.fresh.title"), _attributes(context, found), columns)


def _attributes(context: Context, found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(
        name=found["attribute_name"].str.replace("_", " "),
        group=names(context, "fed_by", found["fed_by"]),
    )


def _show_sums(context: Context) -> None:
    """Say whether what came in is all there; name the sums that differ."""
    found = numbers(context.rows("reconciliation"))
    different = found[~found["is_reconciled"]]
    heading(context.t("health.sums.title"))
    finding = context.t(
        "health.sums.finding",
        good=context.count(len(found) - len(different)),
        sums=context.count(len(found)),
    )
    show(element("p", css="finding", text=finding))
    columns = {
        "system": Column(context.t("health.system")),
        "source_table": Column(context.t("health.table")),
        "measure": Column(context.t("health.measure")),
        "currency_code": Column(context.t("health.currency")),
        "source_value": Column(context.t("health.came_in"), partial(context.count, decimals=2)),
        "mart_value": Column(context.t("health.held"), partial(context.count, decimals=2)),
        "rejected_value": Column(context.t("health.put_aside"), partial(context.count, decimals=2)),
        "difference": Column(context.t("health.difference"), partial(context.count, decimals=2)),
    }
    if not different.empty:
        figures(context, context.t("health.difference"), _sums(context, different), columns)
    with st.expander(context.t("overview.figures")):
        figures(context, context.t("health.sums.title"), _sums(context, found), columns)


def _sums(context: Context, found: pd.DataFrame) -> pd.DataFrame:
    systems_ = {
        code: context.word("source_system", code) for code in found["source_system"].unique()
    }
    measures = {
        code: context.word("reconciliation_measure", code) for code in found["measure"].unique()
    }
    return found.assign(
        system=found["source_system"].map(systems_), measure=found["measure"].map(measures)
    )


def _show_reasons(context: Context) -> None:
    """Show why rows could not be used."""
    found = reasons(context)
    heading(context.t("health.reasons.title", reasons=len(found)))
    if found.empty:
        st.info(context.t("health.reasons.none"))
        return
    table = found.assign(
        system=names(context, "source_system", found["source_system"]),
        stage=names(context, "rejection_stage", found["rejection_stage"]),
        reason=found["rejection_reason"].str.replace("_", " "),
    )
    columns = {
        "system": Column(context.t("health.system")),
        "source_table": Column(context.t("health.table")),
        "stage": Column(context.t("health.stage")),
        "reason": Column(context.t("health.reason")),
        "row_count": Column(context.t("health.rows"), context.count),
    }
    figures(context, context.t("health.reasons.title", reasons=len(found)), table, columns)
