"""The reviewer's queue: two customers who may be one, side by side, and a decision about them."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from .context import Context, is_missing
from .customer_links import link
from .decisions import Decision, DecisionError, append_decision, read_decisions, take_back
from .person.evidence import weighed
from .record_names import record_name
from .style import chip, element, heading, panel, show

__all__ = ["render"]

_DEFAULT_FILE = "seeds/rules/steward_decisions.csv"
_COMPARED = (
    *("full_name", "given_name", "family_name", "birth_date", "gender", "email", "phone"),
    *("street", "street_number", "postal_code", "city", "region", "country_code"),
)

Pair = Mapping[Hashable, Any]


def render(context: Context) -> None:
    """Show the first pair that nobody decided about, and what was decided since the last run."""
    path = Path(os.environ.get("CUSTOMER360_DECISIONS", _DEFAULT_FILE))
    try:
        decisions = read_decisions(path)
    except DecisionError as error:
        st.error(context.t("decide.no_file", file=f"`{path}`", other=error.other))
        return
    heading(context.t("page.review"))
    queue = _open_pairs(context, decisions)
    if queue:
        _show_pair(context, path, queue)
    else:
        st.success(context.t("decide.empty"))
    _show_undone(context, path, decisions)


def _open_pairs(context: Context, decisions: list[Decision]) -> list[Pair]:
    """Return the pairs in doubt without a decision; those put off come last."""
    rows = context.rows("review_queue", order="review_rank").to_dict("records")
    decided = {decision.pair for decision in decisions}
    later: list[int] = st.session_state.setdefault("later", [])
    there = [row for row in rows if frozenset(_keys(row)) not in decided]
    return sorted(there, key=lambda row: (row["review_rank"] in later, row["review_rank"]))


def _keys(pair: Pair) -> tuple[str, str]:
    return str(pair["left_record_key"]), str(pair["right_record_key"])


def _show_pair(context: Context, path: Path, queue: list[Pair]) -> None:
    pair = queue[0]
    st.markdown(context.counted("decide.count", len(queue)))
    show(_why_in_doubt(context, pair))
    left, right = st.columns([1.5, 1], gap="small")
    with left:
        show(_side_by_side(context, pair))
        with st.container(horizontal=True):
            for side in ("left", "right"):
                customer = str(pair[f"{side}_customer_id"])
                link(context, "profile", customer, context.t(f"decide.{side}_profile"))
    with right:
        show(_evidence(context, pair))
        _form(context, path, pair)


def _why_in_doubt(context: Context, pair: Pair) -> str:
    money = context.money(
        float(pair["left_net_amount_reporting"]) + float(pair["right_net_amount_reporting"]),
        decimals=0,
    )
    suggested = context.word("decision", pair["suggested_decision"])
    return element(
        "p",
        chip(context.word("doubt", pair["reason"]), "warn"),
        element("span", text=context.t("decide.worth", money=money)),
        element("span", css="quiet", text=context.counted("decide.pairs", pair["pair_count"])),
        chip(context.t("decide.suggested", decision=suggested), "quiet"),
        css="chips",
    )


def _side_by_side(context: Context, pair: Pair) -> str:
    """Return what the two records state, and what else their customers hold."""
    keys = _keys(pair)
    records = context.rows(
        "identities",
        "record_key in (?, ?)",
        list(keys),
        columns="record_key, source_system, record_type, source_record_id",
    )
    names = {row["record_key"]: record_name(context, row) for row in records.to_dict("records")}
    stated = context.rows(
        "attributes",
        "customer_id in (?, ?)",
        [pair["left_customer_id"], pair["right_customer_id"]],
        columns="customer_id, attribute_name, attribute_value, is_golden, record_key",
        order="attribute_name, is_golden desc, survivorship_rank, record_key",
    )
    head = element(
        "tr",
        element("td"),
        *(
            element(
                "th",
                element("span", text=names.get(key, key)),
                scope="col",
            )
            for key in keys
        ),
    )
    customers = (str(pair["left_customer_id"]), str(pair["right_customer_id"]))
    lines = []
    for attribute in _COMPARED:
        rows = stated[stated["attribute_name"] == attribute]
        if len(rows):
            lines.append(_compared_line(context, attribute, rows, keys, customers))
    return panel(context.t("panel.side_by_side"), element("table", head, *lines, css="beside"))


def _compared_line(
    context: Context,
    attribute: str,
    rows: pd.DataFrame,
    keys: tuple[str, str],
    customers: tuple[str, str],
) -> str:
    cells, own = [], []
    for key, customer in zip(keys, customers, strict=True):
        of_record = rows[rows["record_key"] == key]["attribute_value"].unique()
        of_others = rows[(rows["customer_id"] == customer) & (rows["record_key"] != key)]
        also = [
            str(value) for value in of_others["attribute_value"].unique() if value not in of_record
        ]
        own.append({str(value).casefold() for value in (*of_record, *also)})
        cells.append(
            element(
                "td",
                element("b", text=", ".join(map(str, of_record))),
                element("span", css="quiet", text=f" {', '.join(also)}") if also else "",
            )
        )
    both = own[0] and own[1]
    kind = "" if not both else "same" if own[0] & own[1] else "differs"
    said = context.t(f"decide.{kind}") if kind else ""
    sign = {"same": "=", "differs": "\u2260"}.get(kind, "")
    return element(
        "tr",
        element(
            "th",
            element("span", text=context.word("attribute", attribute)),
            element("span", text=f" {sign}", aria_hidden="true"),
            element("span", css="said", text=said),
            scope="row",
        ),
        *cells,
        css=kind,
    )


def _evidence(context: Context, pair: Pair) -> str:
    left, right = _keys(pair)
    rows = context.rows(
        "evidence",
        "(left_record_key = ? and right_record_key = ?)"
        " or (left_record_key = ? and right_record_key = ?)",
        [left, right, right, left],
        columns="evidence, match_weight, is_contradiction",
    )
    lines = []
    if len(rows):
        lines.append(weighed(context, rows.at[0, "evidence"], rows.at[0, "match_weight"]))
        if rows.at[0, "is_contradiction"]:
            lines.append(element("p", chip(context.t("decide.contradiction"), "bad")))
    else:
        lines.append(element("p", css="quiet", text=context.t("evidence.none")))
    if not is_missing(pair["average_weight"]):
        bits = context.count(pair["average_weight"], decimals=1)
        lines.append(element("p", css="quiet", text=context.t("decide.average", bits=bits)))
    return panel(context.t("panel.evidence"), *lines)


def _form(context: Context, path: Path, pair: Pair) -> None:
    # Enter in a field decides nothing
    with st.form("decision", clear_on_submit=False, enter_to_submit=False, border=True):
        name = st.text_input(
            context.t("decide.name"), key="decided_by", persist_state="session", autocomplete="name"
        )
        reason = st.text_input(context.t("decide.reason"), key=f"reason_{pair['review_rank']}")
        with st.container(horizontal=True):
            linked = st.form_submit_button(context.t("decide.link"), icon=":material/link:")
            apart = st.form_submit_button(
                context.t("decide.keep_apart"), icon=":material/call_split:"
            )
            later = st.form_submit_button(context.t("decide.later"), icon=":material/schedule:")
        st.caption(context.t("decide.effect"))
    if later:
        st.session_state["later"].append(pair["review_rank"])
        st.rerun()
    if linked or apart:
        _decide(context, path, pair, "link" if linked else "keep_apart", (name, reason))


def _decide(
    context: Context, path: Path, pair: Pair, decision: str, signed: tuple[str, str]
) -> None:
    try:
        append_decision(path, decision, _keys(pair), *signed)
    except DecisionError as error:
        st.error(context.t(f"decide.refused.{error.reason}", other=error.other))
        return
    except OSError:
        st.error(context.t("decide.not_writable", file=f"`{path}`"))
        return
    st.rerun()


def _show_undone(context: Context, path: Path, decisions: list[Decision]) -> None:
    """List what no run has read yet; each can be taken back by who decided."""
    built = set(context.rows("decisions", columns="decision_id")["decision_id"])
    waiting = [decision for decision in decisions if decision.decision_id not in built]
    if not waiting:
        return
    st.subheader(context.counted("decide.waiting", len(waiting)), anchor=False)
    me = " ".join(st.session_state.get("decided_by", "").split())
    for decision in reversed(waiting):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            show(
                element(
                    "p",
                    chip(context.word("decision", decision.decision), "strong"),
                    element(
                        "span", text=f"{decision.left_record_key} ⟷ {decision.right_record_key}"
                    ),
                    element(
                        "span",
                        css="quiet",
                        text=f"{decision.decided_by}, {decision.decided_on}: {decision.reason}",
                    ),
                    css="chips",
                )
            )
            if decision.decided_by == me and st.button(
                context.t("decide.undo"), key=f"undo_{decision.decision_id}"
            ):
                take_back(path, decision.decision_id)
                st.rerun()
