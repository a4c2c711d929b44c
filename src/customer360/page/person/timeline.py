"""What happened between a customer and the house: shops, web, messages, calls, points, in lanes."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from .. import charts
from ..context import Context, is_missing
from ..style import element, show

__all__ = ["LANES", "read_timeline", "show_timeline"]

# lanes from top to bottom, each with its colour
LANES = {
    "store": charts.BLUE,
    "shop": charts.SKY,
    "web": charts.GREEN,
    "messages": charts.GREY,
    "service": charts.VERMILION,
    "loyalty": charts.ORANGE,
    "other": charts.PURPLE,
}
_MONTHS_DRAWN = 18
_LINES = 120
# pixels of a lane, and of the months below them
_LANE_HEIGHT = 23
_AXIS_HEIGHT = 30
_TIMES = "\u00d7"

_LANE = """
    case
        when touchpoint_type in ('order', 'return', 'cancelled_order')
            then case when channel = 'store' then 'store' else 'shop' end
        when touchpoint_type in ('support', 'complaint') then 'service'
        when channel in ('email', 'push', 'sms') then 'messages'
        when channel in ('web', 'app') then 'web'
        else 'other'
    end
"""
# what the views of the roles call the amount, and what they add to the words
_EVENTS = {
    "customer_service": """
        select
            touchpoint_at as happened_at, {lane} as lane, channel, touchpoint_type,
            order_net_amount_reporting as amount, product_name,
            case when touchpoint_type in ('search', 'support', 'complaint') then detail end
                as detail,
            null as points, null as is_own_store
        from {timeline} where customer_id = ?
        union all
        select
            booked_at, 'loyalty', 'loyalty', 'points_' || entry_type, null, null, null, points,
            null
        from {point_entries} where customer_id = ?
    """,
    "store_manager": """
        select
            touchpoint_at as happened_at, {lane} as lane, channel, touchpoint_type,
            own_net_amount_reporting as amount, cast(null as varchar) as product_name,
            complaint_reason as detail, null as points, is_own_store
        from {timeline} where store_id = ? and customer_id = ?
    """,
}


def read_timeline(context: Context, customer_id: str) -> pd.DataFrame:
    """Read what happened, one row per day, channel and kind of thing, newest first.

    Args:
        context: Who looks; a role that has a timeline.
        customer_id: The customer.

    Returns:
        Columns happened_on, lane, channel, touchpoint_type, times, amount, product_name,
        detail, points, is_own_store (null where the role has no store).

    Raises:
        PublishedError: As in Published.query.
    """
    events = _EVENTS[context.role.key].format(
        lane=_LANE, timeline=context.view("timeline"), point_entries=context.view("point_entries")
    )
    asked = [context.store_id, customer_id] if context.role.by_store else [customer_id, customer_id]
    return context.published.query(
        f"""
        with events as ({events})
        select
            cast(happened_at as date) as happened_on,
            lane,
            channel,
            case when starts_with(touchpoint_type, 'checkout_') then 'checkout'
                else touchpoint_type end as touchpoint_type,
            count(*) as times,
            sum(amount) as amount,
            max_by(product_name, happened_at) as product_name,
            max_by(detail, happened_at) as detail,
            sum(points) as points,
            bool_or(is_own_store) as is_own_store
        from events
        group by all
        order by max(happened_at) desc, lane, channel, touchpoint_type
        """,
        asked,
    )


def show_timeline(context: Context, customer_id: str) -> None:
    """Show the lanes and, below them, what happened, newest first."""
    events = read_timeline(context, customer_id)
    if events.empty:
        st.caption(context.t("timeline.empty"))
        return
    st.altair_chart(_lanes(context, events), width="stretch", alt=_in_words(context, events))
    there = [lane for lane in LANES if lane in set(events["lane"])]
    chosen = _chosen_lanes(context, there) if len(there) > 1 else []
    shown = events[events["lane"].isin(chosen)] if chosen else events
    lines = [_line(context, event) for event in shown.head(_LINES).to_dict("records")]
    show(
        element(
            "ol",
            *lines,
            css="timeline",
            tabindex="0",
            role="list",
            aria_label=context.t("timeline.list"),
        )
    )


def _chosen_lanes(context: Context, lanes: list[str]) -> list[str]:
    return st.pills(
        context.t("timeline.filter"),
        lanes,
        selection_mode="multi",
        format_func=lambda lane: context.t(f"lane.{lane}"),
        label_visibility="collapsed",
        key="lanes",
        wrap=True,
    )


def _lanes(context: Context, events: pd.DataFrame) -> alt.Chart:
    """Draw one dot per week and lane, the larger the more happened."""
    today = pd.Timestamp(context.today)
    since = today - pd.DateOffset(months=_MONTHS_DRAWN)
    drawn = events[pd.to_datetime(events["happened_on"]) > since]
    week = pd.Timedelta(weeks=1)
    weeks = pd.to_datetime(drawn["happened_on"]).dt.to_period("W").dt.start_time
    dots = (
        drawn.assign(week=weeks)
        .groupby(["week", "lane"], as_index=False)
        .agg(times=("times", "sum"), amount=("amount", "sum"))
    )
    names = {lane: context.t(f"lane.{lane}") for lane in LANES}
    order = [names[lane] for lane in LANES if lane in set(events["lane"])]
    dots["name"] = dots["lane"].map(names)
    dots["when"] = dots["week"].map(context.day)
    look = charts.Look(context.language, context.currency, "")
    chart = (
        alt.Chart(dots)
        .mark_circle(opacity=0.75, clip=True)
        .encode(
            x=alt.X(
                "week:T",
                title=None,
                scale=alt.Scale(domain=[(since - week).isoformat(), (today + week).isoformat()]),
                axis=alt.Axis(
                    format="%b %y",
                    tickCount="month",
                    labelOverlap=True,
                    labelFlush=True,
                    grid=False,
                ),
            ),
            y=alt.Y(
                "name:N",
                title=None,
                scale=alt.Scale(domain=order),
                axis=alt.Axis(labelLimit=110, grid=True, ticks=False, domain=False),
            ),
            size=alt.Size("times:Q", scale=alt.Scale(type="sqrt", range=[18, 260]), legend=None),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=list(names.values()), range=list(LANES.values())),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("name:N", title=context.t("timeline.lane")),
                alt.Tooltip("when:N", title=context.t("timeline.week")),
                alt.Tooltip("times:Q", title=context.t("timeline.times")),
            ],
        )
        .properties(
            height=_LANE_HEIGHT * len(order) + _AXIS_HEIGHT,
            # the last month's name is longer than what is left beside its tick
            padding={"left": 0, "top": 5, "right": 18, "bottom": 5},
        )
    )
    drawn_chart: alt.Chart = chart.configure(locale=look.locale()).configure_view(stroke=None)
    return drawn_chart


def _in_words(context: Context, events: pd.DataFrame) -> str:
    """Say what the lanes show, for who does not see them."""
    times = events.groupby("lane")["times"].sum()
    parts = [
        f"{context.t(f'lane.{lane}')}: {context.count(times[lane])}"
        for lane in LANES
        if lane in times.index
    ]
    return f"{context.t('timeline.alt')} {', '.join(parts)}"


def _line(context: Context, event: Any) -> str:
    kind, channel = event["touchpoint_type"], event["channel"]
    words = context.word("touch", kind)
    if event["times"] > 1:
        words += f" {_TIMES}{event['times']}"
    where = "" if event["lane"] == "loyalty" else context.word("channel", channel)
    if event["lane"] == "store" and event["is_own_store"] is not None:
        where = context.t("timeline.here" if event["is_own_store"] else "timeline.elsewhere")
    detail = ""
    if kind in {"support", "complaint"} and not is_missing(event["detail"]):
        detail = context.word("complaint_reason", event["detail"])
    elif not is_missing(event["points"]):
        detail = context.t("timeline.points", points=context.count(event["points"]))
    elif not is_missing(event["product_name"]):
        detail = event["product_name"]
    elif not is_missing(event["detail"]):
        detail = event["detail"]
    amount = event["amount"]
    return element(
        "li",
        element("time", text=context.day(event["happened_on"])),
        element("span", css=f"dot {event['lane']}", aria_hidden="true"),
        element(
            "span",
            element("b", text=words),
            element("span", css="quiet", text=f" {where}") if where else "",
            element("span", text=f" {detail}") if detail else "",
        ),
        "" if is_missing(amount) else element("span", css="amount", text=context.money(amount)),
    )
