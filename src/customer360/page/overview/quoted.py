"""The numbers that everybody quotes, each with how far it depends on who is held to be one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from customer360.page.context import Context, is_missing

from .panel import DASH, Column, figures, heading, numbers

__all__ = ["quoted", "show_quoted"]


def quoted(context: Context) -> pd.DataFrame:
    """Read the headline metrics, with their ranges where they have one.

    Returns:
        One row per metric, by name: `metric`, `value`, `range` and `period`, as they are written.
        Empty where the role has no headline metrics.
    """
    columns = ["metric", "value", "range", "period"]
    if not context.has("headline_metrics"):
        return pd.DataFrame(columns=columns)
    metrics = numbers(context.rows("headline_metrics", order="metric_name"))
    ranges = numbers(
        context.rows("headline_ranges", columns="figure_name, lowest_value, highest_value")
    )
    both = metrics.merge(ranges, how="left", left_on="metric_name", right_on="figure_name")
    rows = [
        {
            "metric": context.word("metric", row["metric_name"], row["label"]),
            "value": _written(context, row["unit"], row["metric_value"]),
            "range": _range(context, row),
            "period": context.word("metric_period", row["period"]),
        }
        for row in both.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=columns)


def show_quoted(context: Context) -> None:
    """Show them as a table; nothing where there are none."""
    found = quoted(context)
    if found.empty:
        return
    title = context.t("quoted.title", day=context.day(context.today))
    heading(title)
    st.caption(context.t("quoted.how"))
    columns = {
        "metric": Column(context.t("quoted.metric")),
        "value": Column(context.t("quoted.value")),
        "range": Column(context.t("quoted.range")),
        "period": Column(context.t("quoted.period")),
    }
    figures(context, title, found, columns)


def _range(context: Context, row: dict[Any, Any]) -> str:
    low, high = row["lowest_value"], row["highest_value"]
    if is_missing(low) or is_missing(high):
        return DASH
    return context.t(
        "quoted.from_to",
        low=_written(context, row["unit"], low),
        high=_written(context, row["unit"], high),
    )


def _written(context: Context, unit: str, value: float) -> str:
    if is_missing(value):
        return DASH
    if unit == "share":
        return context.share(value, decimals=1)
    return (
        context.money(value, decimals=0) if unit == "reporting_currency" else context.count(value)
    )
