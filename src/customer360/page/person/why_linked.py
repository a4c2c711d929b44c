"""Why the records of a customer are one person: every link between two of them, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ..context import Context, is_missing
from ..customer_links import link
from ..record_names import record_name
from ..style import chip, element, heading, panel, show
from .customer import choose
from .evidence import weighed

__all__ = ["render"]

# what a look can take in; more are counted
_LINKS_SHOWN = 40


def render(context: Context) -> None:
    """Show the records of the customer and the links that join them, the certain ones first."""
    customer = choose(context)
    if customer is None:
        return
    name = customer.profile["display_name"]
    shown = context.t("profile.nameless") if is_missing(name) else str(name)
    heading(context.t("why.title", name=shown))
    links = context.rows(
        "why_linked",
        "customer_id = ?",
        [customer.customer_id],
        columns="left_record_key, right_record_key, rule_id, reason_text, evidence, match_weight",
        order="(rule_id = 'weights'), match_weight desc nulls first, left_record_key,"
        " right_record_key, rule_id",
    )
    records = context.rows(
        "identities",
        "customer_id = ?",
        [customer.customer_id],
        columns="record_key, source_system, record_type, source_record_id",
        order="source_system, record_type, source_record_id",
    )
    st.markdown(_summary(context, records, links))
    left, right = st.columns([1, 2.4], gap="small")
    with left:
        show(_records(context, records, links))
        link(
            context,
            "profile",
            customer.customer_id,
            context.t("why.to_profile"),
        )
    with right:
        show(_links(context, records, links))


def _summary(context: Context, records: pd.DataFrame, links: pd.DataFrame) -> str:
    if len(records) == 1:
        return context.t("why.single")
    by_rule = int((links["rule_id"] != "weights").sum())
    return context.t(
        "why.summary", records=len(records), by_rule=by_rule, weighed=len(links) - by_rule
    )


def _records(context: Context, records: pd.DataFrame, links: pd.DataFrame) -> str:
    ends = pd.concat([links["left_record_key"], links["right_record_key"]]).value_counts()
    lines = [
        element(
            "li",
            element("span", text=record_name(context, row)),
            element(
                "span",
                css="quiet",
                text=f" {context.counted('why.links', int(ends.get(row['record_key'], 0)))}",
            ),
        )
        for row in records.to_dict("records")
    ]
    title = context.t("panel.records", records=len(records))
    return panel(title, element("ul", *lines, css="plain tall", tabindex="0"))


def _links(context: Context, records: pd.DataFrame, links: pd.DataFrame) -> str:
    names = {row["record_key"]: record_name(context, row) for row in records.to_dict("records")}
    lines = [_link(context, names, row) for row in links.head(_LINKS_SHOWN).to_dict("records")]
    if len(links) > _LINKS_SHOWN:
        lines.append(
            element("li", css="quiet", text=context.t("why.more", more=len(links) - _LINKS_SHOWN))
        )
    return panel(
        context.t("panel.links"), element("ol", *lines, css="plain links tall", tabindex="0")
    )


def _link(context: Context, names: Mapping[str, str], row: Mapping[Any, Any]) -> str:
    left, right = row["left_record_key"], row["right_record_key"]
    reason = (
        row["reason_text"]
        if context.language == "en"
        else context.word("rule", row["rule_id"], row["reason_text"])
    )
    if row["rule_id"] == "weights":
        evidence = weighed(context, row["evidence"], row["match_weight"])
    else:
        evidence = element("p", element("code", text=row["evidence"]))
    return element(
        "li",
        element(
            "p",
            element("b", text=reason),
            chip(context.t("why.by_rule"), "good") if row["rule_id"] != "weights" else "",
        ),
        element(
            "p",
            css="quiet",
            text=f"{names.get(left, left)}  ⟷  {names.get(right, right)}",
        ),
        evidence,
    )
