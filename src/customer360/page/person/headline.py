"""The top of the profile: who it is, what they are worth, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ..context import Context, is_missing
from ..style import chip, element
from .customer import Customer

__all__ = ["headline"]

_KIND_OF_STAGE = {
    "new": "good",
    "active": "good",
    "won_back": "good",
    "slipping": "warn",
    "lapsed": "bad",
}


def headline(context: Context, customer: Customer) -> str:
    """Return the top of the screen."""
    return element(
        "header",
        element("div", _name(context, customer.profile), _standing(context, customer), css="who"),
        _figures(context, customer),
        _next_action(context, customer),
        css="headline",
    )


def _name(context: Context, profile: Mapping[str, Any]) -> str:
    name = profile["display_name"]
    shown = context.t("profile.nameless") if is_missing(name) else name
    parts = [_age(context, profile)]
    parts += [str(profile[key]) for key in ("city", "country_code") if _has(profile, key)]
    if _has(profile, "first_seen_at"):
        parts.append(context.t("profile.known_since", day=context.month(profile["first_seen_at"])))
    return element("h1", text=shown) + element(
        "p", css="quiet", text=" · ".join(part for part in parts if part)
    )


def _age(context: Context, profile: Mapping[str, Any]) -> str:
    if _has(profile, "birth_date") and not is_missing(context.today):
        born, today = profile["birth_date"], context.today
        years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        return context.t("profile.age", years=years, day=context.day(born))
    if _has(profile, "age_decade"):
        return context.t("profile.age_decade", decade=profile["age_decade"])
    return ""


def _standing(context: Context, customer: Customer) -> str:
    """Return stage, segment with where it came from, and tier."""
    profile, chips = customer.profile, []
    if _has(profile, "lifecycle_stage"):
        stage = profile["lifecycle_stage"]
        since = context.day(profile["lifecycle_since"])
        chips.append(
            element(
                "span",
                chip(context.word("lifecycle_stage", stage), _KIND_OF_STAGE.get(stage, "")),
                element("span", css="quiet", text=context.t("profile.since", day=since)),
            )
        )
    if _has(profile, "rfm_segment"):
        chips.append(_segment(context, customer))
    if _has(profile, "loyalty_tier"):
        tier = context.word("loyalty_tier", profile["loyalty_tier"])
        chips.append(chip(context.t("profile.tier", tier=tier), "quiet"))
    for flag, kind in (
        ("is_leaving_regular", "warn"),
        ("is_lapsed_regular", "bad"),
        ("is_regular", ""),
    ):
        if profile.get(flag) is True:
            chips.append(chip(context.t(f"profile.{flag}"), kind))
            break
    return element("p", *chips, css="chips")


def _segment(context: Context, customer: Customer) -> str:
    segment = chip(context.word("rfm_segment", customer.profile["rfm_segment"]), "strong")
    if context.role.by_store:
        return segment
    moves = context.rows(
        "rfm_history",
        "customer_id = ? and movement <> 'stayed'",
        [customer.customer_id],
        columns="month_end_on, former_rfm_segment",
        order="month_end_on desc",
        limit=1,
    )
    if moves.empty:
        return segment
    former, month = moves.at[0, "former_rfm_segment"], context.month(moves.at[0, "month_end_on"])
    movement = (
        context.t("profile.segment_entered", month=month)
        if is_missing(former)
        else context.t(
            "profile.segment_moved", former=context.word("rfm_segment", former), month=month
        )
    )
    return element("span", segment, element("span", css="quiet", text=movement))


def _figures(context: Context, customer: Customer) -> str:
    """Return the numbers of this customer, amounts in the one currency in which they buy."""
    profile, money = _in_own_currency(context, customer)
    tiles: list[tuple[str, str, Callable[..., str]]] = [
        ("spent", "gross_amount_reporting", money),
        ("returned", "returned_amount_reporting", money),
        ("clv", "historic_clv_reporting", context.money),
        ("clv_next", "predicted_clv_next_365d", context.money),
        ("spent_here", "store_recent_net_amount_reporting", context.money),
        ("orders", "order_count", context.count),
        ("orders_here", "store_order_count", context.count),
        ("average", "average_order_value_reporting", money),
        ("last_order", "last_order_at", context.ago),
        ("next_order", "expected_next_order_date", context.day),
    ]
    if context.role.by_store:
        tiles = [tile for tile in tiles if tile[0] != "orders"]
    else:
        tiles = [tile for tile in tiles if tile[0] != "orders_here"]
    written = [
        element(
            "div",
            element("dt", text=context.t(f"figure.{key}")),
            element("dd", text=write(profile[column])),
        )
        for key, column, write in tiles
        if _has(profile, column) and not (key == "returned" and profile[column] == 0)
    ]
    return element("dl", *written, css="figures") if written else ""


def _in_own_currency(
    context: Context, customer: Customer
) -> tuple[Mapping[str, Any], Callable[..., str]]:
    """Return the profile with amounts in the customer's currency, where there is one other."""
    profile = customer.profile
    if "returned_amount_reporting" not in profile:
        return profile, context.money
    sums = context.rows(
        "orders",
        "customer_id = ? and not is_cancelled group by currency_code",
        [customer.customer_id],
        columns=(
            "currency_code, count(*) filter (not is_return) as purchases,"
            " sum(order_amount) filter (not is_return) as spent,"
            " sum(order_amount) filter (is_return) as returned"
        ),
    )
    if len(sums) != 1 or sums.at[0, "currency_code"] == context.currency:
        return profile, context.money
    own = sums.to_dict("records")[0]
    amounts = {
        "gross_amount_reporting": own["spent"],
        "returned_amount_reporting": own["returned"],
        "average_order_value_reporting": own["spent"] / own["purchases"],
    }
    return {**profile, **amounts}, partial(context.money, currency=own["currency_code"])


def _next_action(context: Context, customer: Customer) -> str:
    if context.role.key == "data_steward":
        return ""
    rows = context.rows("actions", "customer_id = ?", [customer.customer_id])
    if rows.empty:
        return ""
    action = rows.to_dict("records")[0]
    title = element("h2", text=context.t("action.title"))
    idle = action["action_id"] == "none"
    reason = context.word("action_reason", action["reason_code"])
    if idle:
        text = element("p", text=context.t("action.none"), css="do")
        return element("section", title, text, element("p", text=reason), css="action idle")
    text = action["description_it"] if context.language == "it" else action["description"]
    if context.language == "en" and not is_missing(action["reason_text"]):
        reason = action["reason_text"]
    channel = context.word("channel", action["channel"])
    until = context.t("action.until", day=context.day(action["expires_on"]), channel=channel)
    return element(
        "section",
        title,
        element("p", text=text, css="do"),
        element("p", text=reason),
        element("p", text=until, css="until"),
        css="action",
    )


def _has(profile: Mapping[str, Any], column: str) -> bool:
    return not is_missing(profile.get(column))
