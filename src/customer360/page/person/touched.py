"""What moves a customer who may be written to: interests, occasions, answers to offers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from ..context import Context, is_missing
from ..style import chip, definition, element, panel, show

__all__ = ["show_interests"]

_TOPICS = 6
_OCCASIONS = 8
_MONTHS = 12


def show_interests(context: Context, customer_id: str) -> None:
    """Show interests, the segment month by month, answers to messages and occasions to write."""
    left, right = st.columns(2, gap="small")
    with left:
        show(_interests(context, customer_id) + _answers(context, customer_id))
    with right:
        show(_segments(context, customer_id))
    show(_occasions(context, customer_id))


def _interests(context: Context, customer_id: str) -> str:
    rows = context.rows(
        "interests",
        "customer_id = ?",
        [customer_id],
        columns="topic, interest_share, is_stated",
        order="interest_rank",
        limit=_TOPICS,
    )
    lines = [
        element(
            "li",
            element("span", css="name", text=row["topic"]),
            element(
                "meter",
                text=context.share(row["interest_share"]),
                min="0",
                max="1",
                value=f"{float(row['interest_share']):.4f}",
                aria_label=str(row["topic"]),
            ),
            element("span", css="amount", text=context.share(row["interest_share"])),
            chip(context.t("interest.stated"), "good") if row["is_stated"] else "",
        )
        for row in rows.to_dict("records")
    ]
    inside = (
        element("ul", *lines, css="bars")
        if lines
        else element("p", text=context.t("interest.none"))
    )
    return panel(context.t("panel.interests"), inside)


def _answers(context: Context, customer_id: str) -> str:
    profile = context.rows("profiles", "customer_id = ?", [customer_id]).to_dict("records")[0]
    answers: list[tuple[str, str, Callable[..., str]]] = [
        ("received", "emails_received_90d", context.count),
        ("opened", "email_open_rate_90d", context.share),
        ("clicked", "email_click_rate_90d", context.share),
        ("status", "email_engagement_status", partial(context.word, "engagement")),
        ("purchase", "purchase_probability_30d", context.share),
        ("prospect", "prospect_score", context.share),
    ]
    lines = [
        definition(context.t(f"answer.{key}"), write(profile[column]))
        for key, column, write in answers
        if not is_missing(profile[column])
    ]
    offers = context.rows("promotion_response", "customer_id = ?", [customer_id])
    if len(offers):
        band = offers.at[0, "promotion_sensitivity_band"]
        lines.append(definition(context.t("answer.offers"), context.word("offers", band)))
    return panel(context.t("panel.answers"), *lines)


def _segments(context: Context, customer_id: str) -> str:
    rows = context.rows(
        "rfm_history",
        "customer_id = ?",
        [customer_id],
        columns="month_end_on, rfm_segment, movement",
        order="month_end_on desc",
        limit=_MONTHS,
    )
    lines = [
        element(
            "li",
            element("time", text=context.month(row["month_end_on"])),
            chip(
                context.word("rfm_segment", row["rfm_segment"]),
                "quiet" if row["movement"] == "stayed" else "strong",
            ),
        )
        for row in rows.to_dict("records")
    ]
    inside = (
        element("ol", *lines, css="months")
        if lines
        else element("p", text=context.t("segment.none"))
    )
    return panel(context.t("panel.segments"), inside)


def _occasions(context: Context, customer_id: str) -> str:
    rows = context.rows(
        "triggers",
        "customer_id = ?",
        [customer_id],
        columns="trigger_id, fired_on, expires_on, channel, suppressed_by",
        order="fired_on desc, trigger_id",
        limit=_OCCASIONS,
    )
    lines = [
        element(
            "li",
            element("time", text=context.day(row["fired_on"])),
            element("span", text=context.word("action_reason", row["trigger_id"])),
            chip(
                context.t("occasion.live", channel=context.word("channel", row["channel"]))
                if is_missing(row["suppressed_by"])
                else context.word("action_reason", row["suppressed_by"]),
                "good" if is_missing(row["suppressed_by"]) else "quiet",
            ),
        )
        for row in rows.to_dict("records")
    ]
    inside = (
        element("ul", *lines, css="plain")
        if lines
        else element("p", text=context.t("occasion.none"))
    )
    return panel(context.t("panel.occasions"), inside)
