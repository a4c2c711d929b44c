"""What every overview is made of: tiles, and charts with a title, a finding and their figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from customer360.page.charts import Key, Look
from customer360.page.context import Context
from customer360.page.style import chip, element, show

__all__ = [
    "DASH",
    "Column",
    "Panel",
    "Tile",
    "capital",
    "figures",
    "fine_share",
    "heading",
    "largest",
    "look",
    "month_choice",
    "names",
    "numbers",
    "page_title",
    "ratio",
    "signed",
    "tiles",
    "whole_money",
]

# a table of so many rows and columns is read as it stands; a larger one is scrolled and sorted
_READ_ROWS = 40
_READ_COLUMNS = 6
# stands where there is no figure
DASH = "\u2013"
# rows of a scrolled table that are seen at once, and the height for them in pixels
_SHORT = 12
_TALL = 460


@dataclass(frozen=True)
class Tile:
    """One headline number.

    Attributes:
        title: What it is, with its unit.
        value: The number, as written.
        change: How it changed, as written with its sign; null: nothing to compare with.
        since: What it is compared with; or what else there is to say about it.
        less_is_good: Whether a smaller number is better; null: neither is.
    """

    title: str
    value: str
    change: str | None = None
    since: str | None = None
    less_is_good: bool | None = False


@dataclass(frozen=True)
class Column:
    """A column of a table of figures.

    Attributes:
        title: Its heading, with its unit.
        write: How a value is written; null: as it is.
    """

    title: str
    write: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Panel:
    """A chart with its words.

    Attributes:
        title: What the chart shows, with the unit.
        finding: The main finding, from the data.
        chart: The chart.
        table: The figures behind it, in the order in which they are read.
        columns: Columns of the table that are shown.
        keys: The legend of the chart.
    """

    title: str
    finding: str
    chart: alt.LayerChart
    table: pd.DataFrame
    columns: Mapping[str, Column]
    keys: Sequence[Key] = ()

    def show(self, context: Context) -> None:
        """Show it; without rows, say that there is nothing to show."""
        heading(self.title)
        if self.table.empty:
            st.info(context.t("overview.empty"))
            return
        show(element("p", css="finding", text=self.finding))
        if self.keys:
            show(element("div", *(_key(key) for key in self.keys), css="keys"))
        st.altair_chart(self.chart, width="stretch", alt=f"{self.title}. {self.finding}")
        with st.expander(context.t("overview.figures")):
            figures(context, self.title, self.table, self.columns)


def _key(key: Key) -> str:
    sign = element("b", text=key.sign, style=f"color: {key.colour}", aria_hidden="true")
    return element("span", sign, element("span", text=key.name))


def figures(
    context: Context, title: str, table: pd.DataFrame, columns: Mapping[str, Column]
) -> None:
    """Show figures as a table, and say why some are missing or stand together.

    Args:
        context: Who looks.
        title: What it shows, for those who hear it read.
        table: The rows.
        columns: Columns that are shown, in order.
    """
    shown = table[list(columns)].rename(columns={name: columns[name].title for name in columns})
    written: dict[Any, str | Callable[[object], str] | None] = {
        column.title: column.write for column in columns.values() if column.write
    }
    styled = shown.style.format(written, na_rep=DASH).hide(axis="index")
    if len(table) <= _READ_ROWS and len(columns) <= _READ_COLUMNS:
        st.table(styled, hide_index=True, alt=title)
    else:
        st.dataframe(
            styled,
            hide_index=True,
            width="stretch",
            height="auto" if len(table) <= _SHORT else _TALL,
            alt=title,
            placeholder=DASH,
        )
    if shown.isna().any(axis=None):
        st.caption(context.t("overview.missing"))
    if (table == "other").any(axis=None):
        st.caption(context.t("overview.other"))


def page_title(title: str) -> None:
    """Show the title of a page."""
    show(element("h1", text=title))


def heading(title: str) -> None:
    """Show the title of a chart or table."""
    show(element("h3", css="title", text=title))


def capital(text: str) -> str:
    """Write the first letter large, as at the start of a sentence."""
    return text[:1].upper() + text[1:]


def tiles(shown: list[Tile]) -> None:
    """Show headline numbers side by side, as many a row as fit."""
    show(element("dl", *(_tile(tile) for tile in shown), css="tiles"))


def _tile(tile: Tile) -> str:
    below = [] if tile.change is None else [_change(tile.change, tile.less_is_good)]
    below += [] if tile.since is None else [element("span", css="quiet", text=tile.since)]
    return element(
        "div",
        element("dt", text=tile.title),
        element("dd", css="number", text=tile.value),
        *([element("dd", *below)] if below else []),
    )


def _change(change: str, less_is_good: bool | None) -> str:
    """Write a change on the colour of what it means; its sign says the rest."""
    if less_is_good is None:
        return chip(change, "quiet")
    return chip(change, "good" if change.startswith("-") == less_is_good else "bad")


def whole_money(context: Context) -> Callable[[Any], str]:
    """Return what writes an amount without cents."""
    return partial(context.money, decimals=0)


def fine_share(context: Context) -> Callable[[Any], str]:
    """Return what writes a share with one decimal."""
    return partial(context.share, decimals=1)


def ratio(part: float, whole: float) -> float | None:
    """Return a part of a whole; of nothing there is none."""
    return part / whole if whole else None


def signed(text: str, number: float) -> str:
    """Write a sign before a number that was written without one; a tile looks for it."""
    return f"{'-' if number < 0 else '+'}{text}"


def numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn whole numbers that may be null into floats, so that null is one thing: NaN."""
    nullable = frame.select_dtypes("Int64").columns
    return frame.astype(dict.fromkeys(nullable, "float64"))


def names(context: Context, family: str, codes: pd.Series) -> pd.Series:
    """Return the names of codes, such as segments, in the language of the page.

    Args:
        context: Who looks.
        family: What they are codes of: the first part of their keys in labels.csv.
        codes: The codes.
    """
    words = {code: context.word(family, code) for code in codes.unique()}
    return codes.map(words).astype("object")


def largest(table: pd.DataFrame, column: str) -> pd.Series:
    """Return the row with the largest value, the first of several; null values are none.

    Args:
        table: At least one row.
        column: The values.
    """
    return table.sort_values(column, ascending=False, kind="stable").iloc[0]


def look(context: Context) -> Look:
    """Return how charts are written for this reader."""
    return Look(context.language, context.currency, context.t("overview.few"))


def month_choice(context: Context, months: pd.Series, key: str) -> pd.Timestamp:
    """Let the reader choose one of the months, the latest first.

    Args:
        context: Who looks.
        months: Months with figures, at least one.
        key: Name of the choice.
    """
    choices = sorted(months.unique(), reverse=True)
    chosen: pd.Timestamp = st.selectbox(
        context.t("overview.month"), choices, format_func=context.month, key=key, width=200
    )
    return chosen
