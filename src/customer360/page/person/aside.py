"""The right of the profile: risk, what is open, points, what they like and might like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..context import Context, is_missing
from ..style import chip, definition, element, panel
from .customer import Customer

__all__ = ["favourites", "open_things", "points", "risk", "suggestions"]

_KIND_OF_BAND = {"high": "bad", "medium": "warn", "low": "good"}
_REASONS = 3
_SUGGESTED = {"discovery": 3, "repurchase": 2}


def risk(context: Context, customer: Customer) -> str:
    """Return how likely they stay away, and why."""
    profile = customer.profile
    if is_missing(profile.get("risk_band")):
        return ""
    band = profile["risk_band"]
    head = [chip(context.word("risk_band", band), _KIND_OF_BAND.get(band, ""))]
    if not is_missing(profile.get("churn_probability_90d")):
        likely = context.share(profile["churn_probability_90d"])
        head.append(element("span", css="quiet", text=context.t("risk.likely", share=likely)))
    return panel(
        context.t("panel.risk"),
        element("p", *head, css="chips"),
        *_risk_reasons(context, customer),
    )


def _risk_reasons(context: Context, customer: Customer) -> list[str]:
    if context.role.key != "customer_service":
        reason = customer.profile["at_risk_reason"]
        text = context.t("risk.no_reason") if is_missing(reason) else context.word("risk", reason)
        return [element("p", text=text)]
    reasons = context.rows(
        "risk_reasons",
        "customer_id = ?",
        [customer.customer_id],
        columns="reason, evidence_type, evidence_on, reason_text",
        order="reason_rank",
        limit=_REASONS,
    )
    lines = []
    for row in reasons.to_dict("records"):
        if context.language == "en":
            text = row["reason_text"]
        else:
            text = context.word("risk_evidence", row["evidence_type"])
            if not is_missing(row["evidence_on"]):
                text += f", {context.day(row['evidence_on'])}"
        lines.append(
            element(
                "li",
                element("b", text=context.word("risk", row["reason"])),
                element("span", text=f" {text}"),
            )
        )
    if not lines:
        return [element("p", css="quiet", text=context.t("risk.no_reason"))]
    return [element("ol", *lines, css="reasons")]


def open_things(context: Context, customer: Customer) -> str:
    """Return the cart they left and the articles on their lists."""
    profile = customer.profile
    lines = []
    if not is_missing(profile.get("open_cart_quantity")) and profile["open_cart_quantity"] > 0:
        lines.append(definition(context.t("open.cart"), _cart(context, profile), kind="strong"))
    if not is_missing(profile.get("open_list_item_count")) and profile["open_list_item_count"] > 0:
        articles = context.counted("open.articles", profile["open_list_item_count"])
        lines.append(definition(context.t("open.list"), articles))
    return panel(context.t("panel.open"), *lines) if lines else ""


def _cart(context: Context, profile: Mapping[str, Any]) -> str:
    parts = [context.counted("open.articles", profile["open_cart_quantity"])]
    if not is_missing(profile.get("open_cart_amount_reporting")):
        parts.append(context.money(profile["open_cart_amount_reporting"]))
    if not is_missing(profile.get("open_cart_left_at")):
        parts.append(context.ago(profile["open_cart_left_at"]))
    return ", ".join(parts)


def points(context: Context, customer: Customer) -> str:
    """Return the points they have, and those about to lapse."""
    profile = customer.profile
    if is_missing(profile.get("points_balance")):
        return ""
    lines = [definition(context.t("points.balance"), context.count(profile["points_balance"]))]
    lapsing = profile["points_expiring_30d"]
    if not is_missing(lapsing) and lapsing > 0:
        when = context.day(profile["next_points_expiry_on"])
        text = context.t("points.lapse", points=context.count(lapsing), day=when)
        lines.append(definition(context.t("points.lapsing"), text, kind="warn"))
    return panel(context.t("panel.points"), *lines)


def favourites(context: Context, customer: Customer) -> str:
    """Return what they buy most, where, and what they are interested in."""
    profile = customer.profile
    lines = [
        definition(context.t(f"favourite.{key}"), write(profile[column]))
        for key, column, write in (
            ("category", "favourite_category", str),
            ("brand", "favourite_brand", str),
            ("interest", "top_interest", str),
            ("where", "preferred_purchase_channel", lambda code: context.word("channel", code)),
            ("store", "preferred_store_id", str),
            ("promotion", "promotion_order_share", context.share),
        )
        if not is_missing(profile.get(column))
    ]
    return panel(context.t("panel.favourites"), *lines) if lines else ""


def suggestions(context: Context, customer: Customer) -> str:
    """Return what they may like next, and what they may need again."""
    if context.role.key == "data_steward":
        return ""
    most = max(_SUGGESTED.values())
    rows = context.rows(
        "suggestions",
        f"customer_id = ? and suggestion_rank <= {most}",
        [customer.customer_id],
        columns="suggestion_type, suggestion_rank, product_name, product_id, reason_code",
        order="suggestion_type, suggestion_rank",
    )
    lines = [
        element(
            "li",
            element(
                "span",
                text=row["product_id"] if is_missing(row["product_name"]) else row["product_name"],
            ),
            element("span", css="quiet", text=f" {context.word('suggestion', row['reason_code'])}"),
        )
        for row in rows.to_dict("records")
        if row["suggestion_rank"] <= _SUGGESTED.get(row["suggestion_type"], 0)
    ]
    if not lines:
        return ""
    return panel(context.t("panel.suggestions"), element("ul", *lines, css="plain"))
