"""How many customers each segment holds, who moved between them, and who is about to leave."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from customer360.page.charts import (
    BLUE,
    COUNT,
    GREY,
    MONEY,
    ORANGE,
    SKY,
    VERMILION,
    Measure,
    Series,
    keys,
    months,
    ranked,
)
from customer360.page.context import Context

from .panel import (
    Column,
    Panel,
    fine_share,
    largest,
    look,
    month_choice,
    names,
    numbers,
    page_title,
    ratio,
    whole_money,
)

__all__ = [
    "directions",
    "in_order_of_segments",
    "movements",
    "moves_of_month",
    "render",
    "risk",
    "sizes",
]

# From those who buy now to those who have stopped. The number says how warm a segment is: 3 buys,
# 2 cools, 1 is leaving. It follows the recency score of the segment (rfm_segments: 4 and 5, 3, 1
# and 2); loyal customers are among those who buy, for most of them have the higher score.
_WARMTH = {
    "champions": 3,
    "loyal_customers": 3,
    "potential_loyalists": 3,
    "new_customers": 3,
    "promising": 3,
    "need_attention": 2,
    "about_to_sleep": 2,
    "at_risk": 1,
    "cannot_lose_them": 1,
    "hibernating": 1,
}
_STAGES = ("new", "active", "won_back", "slipping", "lapsed")
_BANDS = {"low": BLUE, "medium": ORANGE, "high": VERMILION, "other": GREY}
_DIRECTIONS = ("entered", "came_back", "cooled", "shifted", "stayed", "unclear")
_TOP_MOVES = 10


def sizes(context: Context) -> pd.DataFrame:
    """Read how large each segment was at each month end, and a month before.

    Returns:
        One row per month end and segment, from the warmest to the coldest: the columns of
        `segments` and `before`, the number of customers a month before (NaN: no such row).
    """
    found = numbers(context.rows("segments"))
    found = found.assign(month=_month(found["month_end_on"]))
    earlier = found[["month", "rfm_segment", "customer_count"]].rename(
        columns={"customer_count": "before"}
    )
    earlier["month"] += pd.DateOffset(months=1)
    joined = found.merge(earlier, how="left", on=["month", "rfm_segment"])
    return _in_order(joined, "rfm_segment", list(_WARMTH), first=["month"])


def movements(context: Context) -> pd.DataFrame:
    """Read who moved from segment to segment in each month.

    Returns:
        One row per month, segment before and segment after: the columns of `segment_movements`,
        `month` and `direction`, as `directions` says.
    """
    found = numbers(context.rows("segment_movements"))
    return found.assign(
        month=_month(found["month_end_on"]),
        direction=directions(found["from_segment"], found["to_segment"]),
    )


def directions(before: pd.Series, after: pd.Series) -> pd.Series:
    """Say what a move from one segment to another means.

    Args:
        before: Segment a month before; none: no purchase by then.
        after: Segment at the month end.

    Returns:
        entered (first purchase), came_back (to warmer segments), cooled, shifted (to another
        segment as warm), stayed, or unclear (a segment without a name: small groups together).
    """
    change = after.map(_WARMTH) - before.map(_WARMTH)
    direction = pd.Series("unclear", index=before.index, dtype="object")
    direction[change > 0] = "came_back"
    direction[change < 0] = "cooled"
    direction[change == 0] = "shifted"
    direction[(change == 0) & (before == after)] = "stayed"
    direction[before == "none"] = "entered"
    return direction


def moves_of_month(found: pd.DataFrame, month: pd.Timestamp) -> pd.DataFrame:
    """Return the moves of a month from one segment to another, the largest first."""
    moved = ~found["direction"].isin(["stayed", "entered", "unclear"])
    return found[moved & (found["month"] == month)].sort_values(
        ["customer_count", "from_segment", "to_segment"], ascending=[False, True, True]
    )


def risk(context: Context) -> pd.DataFrame:
    """Read customers by stage and risk of leaving, those who never bought left out."""
    found = numbers(context.rows("lifecycle", "lifecycle_stage <> 'prospect'"))
    ordered = _in_order(found, "lifecycle_stage", list(_STAGES))
    return _in_order(ordered, "risk_band", list(_BANDS), first=["lifecycle_stage_place"])


def in_order_of_segments(codes: pd.Series) -> list[str]:
    """Return the distinct segments from the warmest to the coldest, unknown ones last."""
    frame = pd.DataFrame({"code": codes.unique()})
    return list(_in_order(frame, "code", list(_WARMTH))["code"])


def render(context: Context) -> None:
    """Show the page."""
    page_title(context.t("page.segments"))
    part = st.segmented_control(
        context.t("segments.part"),
        list(_PARTS),
        format_func=lambda name: context.t(f"segments.part.{name}"),
        default="sizes",
        required=True,
        key="segments_part",
        label_visibility="collapsed",
    )
    read, show_part = _PARTS[part or "sizes"]
    found = read(context)
    if found.empty:
        st.info(context.t("overview.empty"))
    else:
        show_part(context, found)


def _show_sizes(context: Context, found: pd.DataFrame) -> None:
    month = month_choice(context, found["month"], "segments_sizes_month")
    of_month = found[found["month"] == month]
    if "net_amount_reporting" not in found:
        _sizes(context, of_month).show(context)
        return
    people, money = st.columns(2, gap="medium")
    with people:
        _sizes(context, of_month).show(context)
    with money:
        _revenue(context, of_month).show(context)


def _sizes(context: Context, of_month: pd.DataFrame) -> Panel:
    table = of_month.assign(name=names(context, "rfm_segment", of_month["rfm_segment"]))
    top = largest(table, "customer_count")
    month = top["month"]
    before = context.month(month - pd.DateOffset(months=1))
    earlier = Measure("before", before, COUNT)
    return Panel(
        title=context.t("segments.sizes.title", month=context.month(month)),
        finding=context.t(
            "segments.sizes.finding",
            segment=top["name"],
            customers=context.count(top["customer_count"]),
            share=context.share(top["customer_share"]),
            before=before,
        ),
        chart=ranked(
            table,
            Measure("customer_count", context.t("overview.customers"), COUNT),
            label="name",
            look=look(context),
            before=earlier,
        ),
        table=table,
        columns={
            "name": Column(context.t("overview.segment")),
            "customer_count": Column(context.t("overview.customers"), context.count),
            "before": Column(before, context.count),
            "customer_share": Column(context.t("overview.share"), fine_share(context)),
            "order_count": Column(context.t("overview.purchases_so_far"), context.count),
        },
        keys=keys(None, before=earlier),
    )


def _revenue(context: Context, of_month: pd.DataFrame) -> Panel:
    table = of_month.assign(name=names(context, "rfm_segment", of_month["rfm_segment"]))
    total = table["net_amount_reporting"].sum()
    richest = largest(table, "net_amount_reporting")
    share = richest["net_amount_reporting"] / total if total else None
    title = context.t("overview.revenue_so_far", currency=context.currency)
    return Panel(
        title=context.t(
            "segments.revenue.title",
            month=context.month(richest["month"]),
            currency=context.currency,
        ),
        finding=context.t(
            "segments.revenue.finding", segment=richest["name"], share=context.share(share)
        ),
        chart=ranked(
            table,
            Measure("net_amount_reporting", title, MONEY),
            label="name",
            look=look(context),
        ),
        table=table.assign(
            by_customer=table["net_amount_reporting"] / table["customer_count"].replace(0, pd.NA)
        ),
        columns={
            "name": Column(context.t("overview.segment")),
            "net_amount_reporting": Column(title, whole_money(context)),
            "by_customer": Column(context.t("segments.by_customer"), whole_money(context)),
        },
    )


def _show_movements(context: Context, moves: pd.DataFrame) -> None:
    overall, single = st.columns(2, gap="medium")
    with single:
        month = month_choice(context, moves["month"], "segments_moves_month")
        _top_moves(context, moves_of_month(moves, month), month).show(context)
    with overall:
        _movements(context, moves).show(context)
        st.caption(context.t("segments.warmth"))


def _movements(context: Context, moves: pd.DataFrame) -> Panel:
    meanings = {name: context.t(f"segments.{name}") for name in _DIRECTIONS}
    table = (
        moves.pivot_table("customer_count", "month", "direction", aggfunc="sum")
        .reindex(columns=list(_DIRECTIONS))
        .fillna(0)
        .reset_index()
    )
    drawn = ["came_back", "entered", "cooled"]
    parts = table.assign(cooled=-table["cooled"]).melt(["month"], drawn, "part", "customers")
    last = table.iloc[-1]
    series = Series(
        "part",
        {
            meanings["came_back"]: BLUE,
            meanings["entered"]: SKY,
            meanings["cooled"]: VERMILION,
        },
    )
    return Panel(
        title=context.t("segments.movements.title"),
        finding=context.t(
            "segments.movements.finding",
            month=context.month(last["month"]),
            entered=context.count(last["entered"]),
            came_back=context.count(last["came_back"]),
            cooled=context.count(last["cooled"]),
        ),
        chart=months(
            parts.replace({"part": meanings}),
            Measure("customers", context.t("overview.customers"), COUNT),
            series=series,
            look=look(context),
        ),
        table=table[::-1],
        columns={"month": Column(context.t("overview.month"), context.month)}
        | {name: Column(meanings[name], context.count) for name in _DIRECTIONS},
        keys=keys(series),
    )


def _top_moves(context: Context, moves: pd.DataFrame, month: pd.Timestamp) -> Panel:
    before, after = (
        names(context, "rfm_segment", moves[name]) for name in ("from_segment", "to_segment")
    )
    meanings = {name: context.t(f"segments.{name}") for name in ("came_back", "shifted", "cooled")}
    table = moves.assign(
        move=before + "\n→ " + after,
        before=before,
        after=after,
        meaning=moves["direction"].map(meanings),
    )
    amount = {
        "net_amount_reporting": Column(
            context.t("overview.revenue_so_far", currency=context.currency), whole_money(context)
        )
    }
    series = Series(
        "meaning",
        {
            meanings["came_back"]: BLUE,
            meanings["shifted"]: GREY,
            meanings["cooled"]: VERMILION,
        },
    )
    return Panel(
        title=context.t("segments.moves.title", month=context.month(month)),
        finding=_moves_finding(context, table),
        chart=ranked(
            table.head(_TOP_MOVES),
            Measure("customer_count", context.t("overview.customers"), COUNT),
            label="move",
            look=look(context),
            series=series,
        ),
        table=table,
        columns={
            "before": Column(context.t("segments.from")),
            "after": Column(context.t("segments.to")),
            "meaning": Column(context.t("segments.meaning")),
            "customer_count": Column(context.t("overview.customers"), context.count),
        }
        | (amount if "net_amount_reporting" in table else {}),
        keys=keys(series),
    )


def _moves_finding(context: Context, table: pd.DataFrame) -> str:
    if table.empty:
        return ""
    largest = table.iloc[0]
    return context.t(
        "segments.moves.finding",
        customers=context.count(largest["customer_count"]),
        before=largest["before"],
        after=largest["after"],
        shown=min(_TOP_MOVES, len(table)),
        moves=len(table),
    )


def _show_risk(context: Context, found: pd.DataFrame) -> None:
    table = found.assign(
        stage=names(context, "lifecycle_stage", found["lifecycle_stage"]),
        band=names(context, "risk_band", found["risk_band"]),
    )
    present = set(table["band"])
    bands = {context.word("risk_band", band): colour for band, colour in _BANDS.items()}
    series = Series("band", {name: bands[name] for name in bands if name in present})
    if "predicted_clv_next_365d" not in table:
        _risk(context, table, series).show(context)
        return
    people, money = st.columns(2, gap="medium")
    with people:
        _risk(context, table, series).show(context)
    with money:
        _at_stake(context, table, series).show(context)


def _at_stake(context: Context, table: pd.DataFrame, series: Series) -> Panel:
    title = context.t("segments.expected")
    total = table["predicted_clv_next_365d"].sum(min_count=1)
    columns = {
        "stage": Column(context.t("segments.stage")),
        "band": Column(context.t("segments.risk")),
        "predicted_clv_next_365d": Column(title, whole_money(context)),
        "historic_clv_reporting": Column(
            context.t("overview.revenue_so_far", currency=context.currency), whole_money(context)
        ),
    }
    return Panel(
        title=context.t("segments.stake.title", currency=context.currency),
        finding=context.t("segments.stake.finding", amount=context.money(total, decimals=0)),
        chart=ranked(
            table,
            Measure("predicted_clv_next_365d", title, MONEY),
            label="stage",
            look=look(context),
            series=series,
        ),
        table=table,
        columns=columns,
        keys=keys(series),
    )


def _risk(context: Context, table: pd.DataFrame, series: Series) -> Panel:
    columns = {
        "stage": Column(context.t("segments.stage")),
        "band": Column(context.t("segments.risk")),
        "customer_count": Column(context.t("overview.customers"), context.count),
    }
    return Panel(
        title=context.t("segments.risk.title"),
        finding=_risk_finding(context, table),
        chart=ranked(
            table,
            Measure("customer_count", context.t("overview.customers"), COUNT),
            label="stage",
            look=look(context),
            series=series,
        ),
        table=table,
        columns=columns,
        keys=keys(series),
    )


def _risk_finding(context: Context, table: pd.DataFrame) -> str:
    high = table[(table["risk_band"] == "high") & (table["lifecycle_stage"] != "lapsed")]
    finding = context.t(
        "segments.risk.finding",
        customers=context.count(high["customer_count"].sum()),
        share=context.share(ratio(high["customer_count"].sum(), table["customer_count"].sum())),
    )
    if "predicted_clv_next_365d" not in high:
        return finding
    expected = high["predicted_clv_next_365d"].sum(min_count=1)
    amount = context.money(expected, decimals=0)
    return f"{finding} {context.t('segments.risk.expected', amount=amount)}"


def _month(days: pd.Series) -> pd.Series:
    """Return the first day of the month of each day."""
    moments = pd.to_datetime(days)
    return moments - pd.to_timedelta(moments.dt.day - 1, unit="D")


def _in_order(
    frame: pd.DataFrame, column: str, order: list[str], first: list[str] | None = None
) -> pd.DataFrame:
    """Sort by the place of a code in an order; codes that are not in it come last."""
    place = {code: number for number, code in enumerate(order)}
    placed = frame.assign(**{f"{column}_place": frame[column].map(place).fillna(len(order))})
    return placed.sort_values([*(first or []), f"{column}_place", column], ignore_index=True)


# what is shown at a time: how it is read, and how it is shown
_PARTS = {
    "sizes": (sizes, _show_sizes),
    "movements": (movements, _show_movements),
    "risk": (risk, _show_risk),
}
