"""The left of the profile: how to reach them, which systems know them, what they agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..context import Context, is_missing
from ..style import chip, definition, element, panel
from .customer import Customer

__all__ = ["consents", "contact", "contact_points", "service", "sources"]

_CHANNELS = ("email", "sms", "phone")
_CONTACTS_LISTED = 14


def contact(context: Context, customer: Customer) -> str:
    """Return how they are reached, as far as the role sees it."""
    profile = customer.profile
    lines = [
        definition(context.t(f"contact.{kind}"), profile[column], _source(context, profile, kind))
        for kind, column in (
            ("email", "email"),
            ("email", "masked_email"),
            ("phone", "phone"),
            ("phone", "masked_phone"),
        )
        if not is_missing(profile.get(column))
    ]
    address = _address(profile)
    if address:
        lines.append(
            definition(context.t("contact.address"), address, _source(context, profile, "address"))
        )
    for key, family, column in (
        ("preferred", "channel", "preferred_contact_channel"),
        ("best", "channel", "best_response_channel"),
        ("gender", "gender", "gender"),
        ("lifestyle", "lifestyle", "lifestyle_cluster"),
        ("household", "household", "household_size"),
    ):
        if not is_missing(profile.get(column)):
            lines.append(
                definition(
                    context.t(f"contact.{key}"),
                    context.word(family, profile[column]),
                    _source(context, profile, key),
                )
            )
    return panel(context.t("panel.contact"), *lines) if lines else ""


def _source(context: Context, profile: Mapping[str, Any], what: str) -> str:
    """Return the system that a value comes from, where the role sees it."""
    system = profile.get(f"{what}_source")
    # the view names the record; its system comes first
    return "" if is_missing(system) else context.word("source_system", str(system).split("|")[0])


def _address(profile: Mapping[str, Any]) -> str:
    def joined(*columns: str) -> str:
        there = [str(profile[name]) for name in columns if not is_missing(profile.get(name))]
        return " ".join(there)

    if is_missing(profile.get("street")):
        return ""
    lines = (joined("street", "street_number"), joined("postal_code", "city"), joined("region"))
    return ", ".join(line for line in lines if line)


def sources(context: Context, customer: Customer) -> str:
    """Return the systems that know them, with the number of records of each."""
    if context.role.key not in {"customer_service", "data_steward"}:
        return ""
    systems = context.rows(
        "identities",
        "customer_id = ? group by source_system",
        [customer.customer_id],
        columns="source_system, count(*) as records",
        order="records desc, source_system",
    )
    chips = [
        chip(
            f"{context.word('source_system', row['source_system'])} {row['records']}",
            f"source {row['source_system']}",
        )
        for row in systems.to_dict("records")
    ]
    total = int(systems["records"].sum())
    title = context.t("panel.sources", records=total, systems=len(systems))
    return panel(title, element("p", *chips, css="chips"))


def consents(context: Context, customer: Customer) -> str:
    """Return what they agreed to: per purpose and channel, or for marketing alone."""
    profile = customer.profile
    if context.role.key == "customer_service":
        return _consent_table(context, customer)
    if "may_email_marketing" not in profile:
        return ""
    chips = [
        _permission(context, context.word("channel", channel), profile[f"may_{channel}_marketing"])
        for channel in _CHANNELS
    ]
    return panel(context.t("panel.consents_marketing"), element("p", *chips, css="chips"))


def _permission(context: Context, text: str, permitted: Any) -> str:
    sign, kind = ("✓", "good") if permitted is True else ("✕", "quiet")
    said = context.t("consent.yes" if permitted is True else "consent.no")
    return element(
        "span",
        element("span", text=f"{sign} ", aria_hidden="true"),
        element("span", text=text),
        element("span", text=f" {said}", css="said"),
        css=f"chip {kind}",
    )


def _consent_table(context: Context, customer: Customer) -> str:
    rows = context.rows(
        "consents",
        "customer_id = ?",
        [customer.customer_id],
        columns="purpose, channel, is_permitted, declared_at",
    )
    if rows.empty:
        return panel(context.t("panel.consents"), element("p", text=context.t("consent.none")))
    lines = []
    for purpose, given in rows.groupby("purpose", sort=True):
        chips = [
            _permission(context, context.word("channel", row["channel"]), row["is_permitted"])
            for row in given.to_dict("records")
        ]
        lines.append(
            element(
                "dl",
                element("dt", text=context.word("purpose", purpose)),
                element("dd", *chips, css="chips"),
            )
        )
    declared = context.t("consent.declared", day=context.day(rows["declared_at"].max()))
    return panel(
        context.t("panel.consents"), *lines, element("p", css="quiet small", text=declared)
    )


def service(context: Context, customer: Customer) -> str:
    """Return what went wrong and how content they are."""
    profile = customer.profile
    if "open_ticket_count" not in profile:
        return ""
    lines = []
    if not is_missing(profile["open_ticket_count"]):
        number = profile["open_ticket_count"]
        kind = "bad" if number else ""
        lines.append(definition(context.t("service.open"), context.count(number), kind=kind))
    if not is_missing(profile["last_complaint_at"]):
        about = context.word("complaint_reason", profile["last_complaint_reason"])
        ago = context.ago(profile["last_complaint_at"])
        lines.append(definition(context.t("service.complaint"), f"{about}, {ago}"))
    if not is_missing(profile["last_nps"]):
        lines.append(definition(context.t("service.nps"), f"{profile['last_nps']:.0f} / 10"))
    if not is_missing(profile.get("last_csat")):
        lines.append(definition(context.t("service.csat"), f"{profile['last_csat']:.0f} / 5"))
    if not is_missing(profile["satisfaction_trend"]):
        trend = context.word("satisfaction_trend", profile["satisfaction_trend"])
        lines.append(definition(context.t("service.trend"), trend))
    return panel(context.t("panel.service"), *lines)


def contact_points(context: Context, customer: Customer) -> str:
    """Return every contact that any record states, for who decides about identities."""
    if context.role.key != "data_steward":
        return ""
    points = context.rows(
        "contact_points",
        "customer_id = ?",
        [customer.customer_id],
        order="is_golden desc, contact_type, record_count desc, contact_point",
        limit=_CONTACTS_LISTED,
    )
    lines = [
        element(
            "li",
            element("span", css="value", text=row["contact_point"]),
            chip(
                context.t("contact.chosen")
                if row["is_golden"]
                else context.word("value_scope", row["value_scope"]),
                "good" if row["is_golden"] else "quiet",
            ),
            element(
                "span", css="quiet", text=context.counted("contact.records", row["record_count"])
            ),
        )
        for row in points.to_dict("records")
    ]
    return panel(context.t("panel.contact_points"), element("ul", *lines, css="plain"))
