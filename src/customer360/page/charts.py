"""The charts of the page: a frame goes in, an Altair chart comes out; no query, no Streamlit.

Every function takes words and formats as arguments, so a chart reads the same in each language.
Colours are those of Okabe and Ito ("Color Universal Design", 2008), which people who cannot tell
red from green can tell apart; where colour says something, shape or position says it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

__all__ = [
    "BLUE",
    "COUNT",
    "GREEN",
    "GREY",
    "MONEY",
    "ORANGE",
    "PURPLE",
    "SHARE",
    "SKY",
    "VERMILION",
    "Key",
    "Look",
    "Measure",
    "Series",
    "intervals",
    "keys",
    "months",
    "ranked",
    "trend",
]

BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
VERMILION = "#D55E00"
SKY = "#56B4E9"
PURPLE = "#CC79A7"
# reads on white and on the dark background alike (contrast above 4 on both)
GREY = "#757575"

# formats of d3, which Vega uses; `$` takes the currency from the locale
COUNT = ",.0f"
SHARE = ".1%"
MONEY = "$,.0f"

_SYMBOLS = {"EUR": "€", "GBP": "£", "PLN": "zł", "USD": "$"}
_MONTH = "%b %Y"
_ROW_HEIGHT = 24
_TWO_LINES = 36
_LINE_HEIGHT = 13
# column with the place of a part in the stack
_PLACE = "place_in_stack"
# shapes of points, and the signs that stand for them in a legend
_SHAPES = {"circle": "●", "square": "■", "triangle-up": "▲", "diamond": "◆", "cross": "✚"}
_BAR = "■"
_TICK = "❙"
# counts up to here are written in full behind a bar
_WRITTEN_IN_FULL = 100_000
_HEIGHT = 300
# what the axis with its title takes of a chart's height
_AXIS_HEIGHT = 56
# as many months are written on an axis as a phone has room for
_MONTHS_WRITTEN = 5
# room for the number that stands behind a bar, as a share of the longest bar
_ROOM = 1.22
_TIMES: dict[str, dict[str, Any]] = {
    "en": {
        "dateTime": "%A, %e %B %Y, %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        "shortDays": ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        "months": [
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ],
        "shortMonths": [
            *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
            *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ],
    },
    "it": {
        "dateTime": "%A %e %B %Y, %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": [
            *("domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"),
        ],
        "shortDays": ["dom", "lun", "mar", "mer", "gio", "ven", "sab"],
        "months": [
            *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
            *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
        ],
        "shortMonths": [
            *("gen", "feb", "mar", "apr", "mag", "giu"),
            *("lug", "ago", "set", "ott", "nov", "dic"),
        ],
    },
}


@dataclass(frozen=True)
class Look:
    """How numbers and dates are written on a chart.

    Attributes:
        language: `en` or `it`.
        currency: ISO 4217 code of the amounts.
        few: Word that stands where a number is null: too few people to show.
    """

    language: str
    currency: str
    few: str

    def locale(self) -> alt.Locale:
        """Return the locale of d3-format and d3-time-format for this language."""
        symbol = _SYMBOLS.get(self.currency, self.currency)
        number: dict[str, Any] = {
            "decimal": ".",
            "thousands": ",",
            "grouping": [3],
            "currency": [symbol if len(symbol) == 1 else f"{symbol}\u00a0", ""],
        }
        if self.language == "it":
            number |= {
                "decimal": ",",
                "thousands": ".",
                "currency": ["", f"\u00a0{symbol}"],
                "percent": "\u00a0%",
            }
        return alt.Locale(number=number, time=_TIMES[self.language])


@dataclass(frozen=True)
class Measure:
    """A number of a frame.

    Attributes:
        column: Column that holds it.
        title: What it is, with its unit; stands on the axis and in the tooltip.
        format: How it is written: `COUNT`, `SHARE`, `MONEY` or another d3 format.
    """

    column: str
    title: str
    format: str


@dataclass(frozen=True)
class Series:
    """What tells the parts or lines of a chart apart.

    Attributes:
        column: Column with their names, as the reader should see them.
        colours: Colour by name; its order is the order of the legend and of the stack.
    """

    column: str
    colours: Mapping[str, str]


@dataclass(frozen=True)
class Key:
    """A line of a legend.

    Attributes:
        sign: The mark, as a character.
        colour: Its colour.
        name: What it stands for.
    """

    sign: str
    colour: str
    name: str


def keys(
    series: Series | None, *, before: Measure | None = None, points: bool = False
) -> list[Key]:
    """Return the legend of a chart; it stands outside, where it wraps on a narrow screen.

    Args:
        series: The parts or lines; null, or one alone: its axis says what it is.
        before: The tick across each bar, if there is one.
        points: Whether the marks are points, told apart by shape, too.
    """
    shown: list[Key] = []
    if series and len(series.colours) > 1:
        signs = list(_SHAPES.values()) if points else [_BAR] * len(series.colours)
        shown = [
            Key(sign, colour, name)
            for sign, (name, colour) in zip(signs, series.colours.items(), strict=False)
        ]
    return [*shown, Key(_TICK, GREY, before.title)] if before else shown


def months(data: pd.DataFrame, measure: Measure, *, series: Series, look: Look) -> alt.LayerChart:
    """Draw one bar a month, its parts stacked; negative parts hang below zero.

    Args:
        data: One row per month (column `month`) and part.
        measure: How tall a part is.
        series: The parts.
        look: Language and currency.

    Returns:
        The chart; a month without a value has no bar.
    """
    drawn = _stacked(_drawn(data, ["month", series.column, measure.column]), series)
    bars = (
        alt.Chart(drawn)
        .mark_bar()
        .encode(
            x=_month_axis(drawn),
            y=alt.Y(field=measure.column, type="quantitative", stack="zero", axis=_axis(measure)),
            color=_colour(series),
            order=alt.Order(field=_PLACE, type="quantitative"),
            tooltip=_tooltip(_month_tooltip(), series, measure),
        )
    )
    zero = (
        alt.Chart(_zero()).mark_rule(color=GREY).encode(y=alt.Y(field="zero", type="quantitative"))
    )
    return _finish([bars, zero], _HEIGHT, look)


def trend(data: pd.DataFrame, measure: Measure, *, series: Series, look: Look) -> alt.LayerChart:
    """Draw a line over the months for each series, told apart by colour and by shape of points.

    Args:
        data: One row per month (column `month`) and line.
        measure: How high a point is.
        series: The lines.
        look: Language and currency.

    Returns:
        The chart; a month without a value is a gap.
    """
    drawn = _drawn(data, ["month", series.column, measure.column])
    base = alt.Chart(drawn).encode(
        x=_month_axis(drawn),
        y=alt.Y(field=measure.column, type="quantitative", axis=_axis(measure)),
        color=_colour(series),
        tooltip=_tooltip(_month_tooltip(), series, measure),
    )
    points = base.mark_point(filled=True, size=55, opacity=1).encode(shape=_shape(series))
    return _finish([base.mark_line(), points], _HEIGHT, look)


def ranked(
    data: pd.DataFrame,
    measure: Measure,
    *,
    label: str,
    look: Look,
    series: Series | None = None,
    before: Measure | None = None,
) -> alt.LayerChart:
    """Draw horizontal bars in the order of the rows, each with its number behind it.

    Args:
        data: One row per bar, or per bar and part where there is a series.
        measure: How long a bar is.
        label: Column with the name of the bar, of one line or two; unique where there is no
            series.
        look: Language and currency, and the word where a number is null.
        series: The parts of a bar, stacked; the number behind the bar is their sum. None: bars of
            one colour.
        before: What the bar was earlier; drawn as a tick across it. None: no tick.

    Returns:
        The chart, as tall as it has bars.
    """
    columns = [label, measure.column]
    columns += [series.column] if series else []
    columns += [before.column] if before else []
    drawn = _drawn(data, columns)
    names = list(dict.fromkeys(drawn[label]))
    base = alt.Chart(_stacked(drawn, series) if series else drawn).encode(
        y=_name_axis(label, names), tooltip=_tooltip(label, series, measure, before)
    )
    scale = alt.Scale(domain=_domain(drawn, label, measure, before))
    bars = base.mark_bar(color=BLUE).encode(
        x=alt.X(
            field=measure.column,
            type="quantitative",
            stack="zero" if series else None,
            axis=_axis(measure),
            scale=scale,
        )
    )
    if series:
        bars = bars.encode(
            color=_colour(series), order=alt.Order(field=_PLACE, type="quantitative")
        )
    layers = [bars]
    if before:
        tick = base.mark_tick(color=GREY, thickness=3, size=_ROW_HEIGHT * 0.75)
        layers.append(tick.encode(x=alt.X(field=before.column, type="quantitative")))
    layers += _numbers(drawn, measure, label=label, before=before, look=look)
    return _finish(layers, _rows_height(names), look)


def intervals(
    data: pd.DataFrame,
    estimate: Measure,
    *,
    ends: tuple[Measure, Measure],
    label: str,
    verdict: Series,
    look: Look,
) -> alt.LayerChart:
    """Draw estimates with their intervals, one a row, and a line at zero.

    Args:
        data: One row per estimate.
        estimate: The point.
        ends: Lower and upper end of its interval.
        label: Column with the name of the row, unique.
        verdict: On which side of zero the interval lies; each verdict has its own shape, too.
        look: Language and currency.

    Returns:
        The chart, as tall as it has rows; a row without an estimate keeps its place, empty.
    """
    lower, upper = ends
    drawn = _drawn(data, [label, estimate.column, lower.column, upper.column, verdict.column])
    names = list(dict.fromkeys(drawn[label]))
    base = alt.Chart(drawn).encode(
        y=_name_axis(label, names),
        color=_colour(verdict),
        tooltip=_tooltip(label, verdict, estimate, lower, upper),
    )
    spans = base.mark_rule(strokeWidth=2.5).encode(
        x=alt.X(field=lower.column, type="quantitative", axis=_axis(estimate)),
        x2=alt.X2(field=upper.column),
    )
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=alt.X(field=estimate.column, type="quantitative"), shape=_shape(verdict)
    )
    zero = (
        alt.Chart(_zero())
        .mark_rule(color=GREY, strokeDash=[4, 3])
        .encode(x=alt.X(field="zero", type="quantitative"))
    )
    return _finish([spans, points, zero], _rows_height(names), look)


def _numbers(
    drawn: pd.DataFrame, measure: Measure, *, label: str, before: Measure | None, look: Look
) -> list[alt.Chart]:
    """Write the number behind each bar, or the word that says why there is none."""
    columns = [measure.column, *([before.column] if before else [])]
    sums = drawn.groupby(label, sort=False, as_index=False)[columns].sum(min_count=1)
    # behind the tick of what was, too, if it stands behind the bar
    sums = sums.assign(end=sums[columns].max(axis=1).clip(lower=0).fillna(0), word=look.few)
    missing = sums[measure.column].isna()
    place = {
        "y": _name_axis(label, list(sums[label])),
        "x": alt.X(field="end", type="quantitative"),
    }
    written = _behind_bar(measure, float(sums["end"].max()) if len(sums) else 0.0)
    number = alt.Text(field=measure.column, type="quantitative", format=written)
    return [
        alt.Chart(sums[~missing])
        .mark_text(align="left", dx=5, color=GREY)
        .encode(**place, text=number),
        alt.Chart(sums[missing])
        .mark_text(align="left", dx=5, color=GREY, fontStyle="italic")
        .encode(**place, text=alt.Text(field="word", type="nominal")),
    ]


def _behind_bar(measure: Measure, longest: float) -> str:
    """Return a format short enough for a phone; the tooltip and the table have every digit."""
    if measure.format == MONEY:
        return "$.3~s"
    return ".3~s" if measure.format == COUNT and longest > _WRITTEN_IN_FULL else measure.format


def _domain(
    drawn: pd.DataFrame, label: str, measure: Measure, before: Measure | None
) -> list[float]:
    """Leave room behind the longest bar for its number."""
    ends = [drawn.groupby(label)[measure.column].sum()]
    ends += [drawn[before.column]] if before else []
    values = pd.concat(ends).dropna()
    longest = float(values.max()) if len(values) else 0.0
    shortest = float(values.min()) if len(values) else 0.0
    return [min(0.0, shortest), longest * _ROOM if longest > 0 else 1.0]


def _drawn(data: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Keep the columns that are drawn; numbers as float, months as timestamps.

    Dates would be written without a time, which browsers west of Greenwich read as the day before.
    """
    drawn = data[list(dict.fromkeys(columns))].reset_index(drop=True)
    for column in drawn.columns:
        if column == "month":
            drawn[column] = pd.to_datetime(drawn[column])
        elif pd.api.types.is_numeric_dtype(drawn[column]):
            drawn[column] = drawn[column].astype("float64")
        else:
            drawn[column] = drawn[column].astype("object")
    return drawn


def _stacked(drawn: pd.DataFrame, series: Series) -> pd.DataFrame:
    """Add the place of each part in the stack."""
    places = {name: float(place) for place, name in enumerate(series.colours)}
    return drawn.assign(**{_PLACE: drawn[series.column].map(places).astype("float64")})


def _month_axis(drawn: pd.DataFrame) -> alt.X:
    """Write every month, or every so many, so that their names do not touch on a phone."""
    found = sorted(drawn["month"].dropna().unique())
    step = max(-(-len(found) // _MONTHS_WRITTEN), 1)
    values = [alt.DateTime(year=month.year, month=month.month, date=1) for month in found[::step]]
    axis = alt.Axis(title=None, format=_MONTH, grid=False, values=values)
    return alt.X(field="month", type="temporal", timeUnit="yearmonth", axis=axis)


def _month_tooltip() -> alt.Tooltip:
    return alt.Tooltip(
        field="month", type="temporal", timeUnit="yearmonth", format=_MONTH, title=" "
    )


def _name_axis(label: str, names: Sequence[str]) -> alt.Y:
    """Write every name beside its row, centred on it: of two lines the first stands higher."""
    axis = alt.Axis(
        title=None,
        labelLimit=190,
        labelOverlap=False,
        labelFlush=False,
        labelOffset=-_LINE_HEIGHT / 2 if _has_two_lines(names) else 0,
        labelLineHeight=_LINE_HEIGHT,
        labelExpr=r"split(datum.label, '\n')",
        ticks=False,
        domain=False,
    )
    return alt.Y(field=label, type="nominal", sort=list(names), axis=axis)


def _axis(measure: Measure) -> alt.Axis:
    """Write few numbers, short: thousands as k, per cent without idle zeros."""
    short = {COUNT: "~s", MONEY: "$~s", SHARE: "~%"}.get(measure.format, "~f")
    # each number has its own prefix: a format of the axis would write 200 beside 1k as 0.2k
    written = f"format(datum.value, '{short}')"
    return alt.Axis(
        title=measure.title,
        titleAnchor="end",
        labelExpr=written,
        tickCount=5,
        labelOverlap=True,
    )


def _colour(series: Series) -> alt.Color:
    names = list(series.colours)
    scale = alt.Scale(domain=names, range=list(series.colours.values()))
    return alt.Color(field=series.column, type="nominal", scale=scale, legend=None)


def _shape(series: Series) -> alt.Shape:
    names = list(series.colours)
    scale = alt.Scale(domain=names, range=list(_SHAPES)[: len(names)])
    return alt.Shape(field=series.column, type="nominal", scale=scale, legend=None)


def _tooltip(*parts: str | Measure | Series | alt.Tooltip | None) -> list[alt.Tooltip]:
    lines: list[alt.Tooltip] = []
    for part in parts:
        match part:
            case Measure(column, title, form):
                lines.append(
                    alt.Tooltip(field=column, type="quantitative", format=form, title=title)
                )
            case Series(column, _):
                lines.append(alt.Tooltip(field=column, type="nominal", title=" "))
            case str(column):
                lines.append(alt.Tooltip(field=column, type="nominal", title=" "))
            case alt.Tooltip():
                lines.append(part)
    return lines


def _zero() -> pd.DataFrame:
    return pd.DataFrame({"zero": [0.0]})


def _rows_height(names: Sequence[str]) -> int:
    """Return the height of a chart with these rows, its axis included."""
    rows = max(len(names), 1) * (_TWO_LINES if _has_two_lines(names) else _ROW_HEIGHT)
    return rows + _AXIS_HEIGHT


def _has_two_lines(names: Sequence[str]) -> bool:
    return any("\n" in str(name) for name in names)


def _finish(layers: Sequence[alt.Chart], height: int, look: Look) -> alt.LayerChart:
    chart = alt.LayerChart(layer=list(layers), height=height)
    chart.config = alt.Config(locale=look.locale(), view=alt.ViewConfig(strokeWidth=0))
    return chart
