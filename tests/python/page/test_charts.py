"""The charts: what they draw, in which order and words, also of nothing, one row and nulls."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest

from customer360.page.charts import (
    BLUE,
    COUNT,
    GREEN,
    GREY,
    MONEY,
    ORANGE,
    PURPLE,
    SHARE,
    SKY,
    VERMILION,
    Key,
    Look,
    Measure,
    Series,
    intervals,
    keys,
    months,
    ranked,
    trend,
)

ENGLISH, ITALIAN = Look("en", "EUR", "few"), Look("it", "EUR", "pochi")
PEOPLE = Measure("people", "Customers", COUNT)
PARTS = Series("part", {"known": BLUE, "unknown": GREY})

Spec = dict[str, Any]


def monthly() -> pd.DataFrame:
    """Two months of two parts; in the second nobody unknown is shown."""
    return pd.DataFrame(
        {
            "month": pd.to_datetime(["2025-11-01", "2025-11-01", "2025-12-01", "2025-12-01"]),
            "part": ["known", "unknown", "known", "unknown"],
            "people": pd.array([30, 20, 40, None], dtype="Int64"),
        }
    )


def named() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["Roma", "Bari", "Asti"],
            "people": pd.array([9, None, 4], dtype="Int64"),
            "before": [12.0, 3.0, None],
        }
    )


def lifts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["spring", "autumn", "unknown"],
            "lift": [0.02, -0.01, None],
            "lower": [0.01, -0.03, None],
            "upper": [0.03, 0.01, None],
            "verdict": ["better", "unclear", None],
        }
    )


def draw_months(data: pd.DataFrame, look: Look = ENGLISH) -> alt.LayerChart:
    return months(data, PEOPLE, series=PARTS, look=look)


def draw_trend(data: pd.DataFrame, look: Look = ENGLISH) -> alt.LayerChart:
    return trend(data, PEOPLE, series=PARTS, look=look)


def draw_ranked(data: pd.DataFrame, look: Look = ENGLISH) -> alt.LayerChart:
    return ranked(
        data, PEOPLE, label="name", look=look, before=Measure("before", "Nov 2025", COUNT)
    )


def draw_intervals(data: pd.DataFrame, look: Look = ENGLISH) -> alt.LayerChart:
    return intervals(
        data,
        Measure("lift", "Lift", SHARE),
        ends=(Measure("lower", "Lower", SHARE), Measure("upper", "Upper", SHARE)),
        label="name",
        verdict=Series("verdict", {"better": BLUE, "unclear": GREY, "worse": VERMILION}),
        look=look,
    )


CHARTS: list[tuple[Callable[..., alt.LayerChart], Callable[[], pd.DataFrame]]] = [
    (draw_months, monthly),
    (draw_trend, monthly),
    (draw_ranked, named),
    (draw_intervals, lifts),
]


def layers(chart: alt.LayerChart) -> list[Spec]:
    """The layers of a chart; each with the rows that it draws."""
    spec = chart.to_dict()
    shared = spec.get("data")
    return [
        {**layer, "rows": spec["datasets"][layer.get("data", shared)["name"]]}
        for layer in spec["layer"]
    ]


def marks(chart: alt.LayerChart) -> Iterator[tuple[str, Spec]]:
    for layer in layers(chart):
        mark = layer["mark"]
        yield (mark if isinstance(mark, str) else mark["type"]), layer


def layer_of(chart: alt.LayerChart, mark: str) -> Spec:
    return next(layer for name, layer in marks(chart) if name == mark)


@pytest.mark.parametrize(("draw", "data"), CHARTS)
@pytest.mark.parametrize("rows", [0, 1, 2])
def test_every_chart_draws_nothing_one_row_and_two(
    draw: Callable[..., alt.LayerChart], data: Callable[[], pd.DataFrame], rows: int
) -> None:
    first, *_ = layers(draw(data().head(rows)))
    assert len(first["rows"]) == rows


@pytest.mark.parametrize(("draw", "data"), CHARTS)
def test_a_chart_leaves_the_data_it_was_given_as_they_are(
    draw: Callable[..., alt.LayerChart], data: Callable[[], pd.DataFrame]
) -> None:
    given = data()
    draw(given)
    pd.testing.assert_frame_equal(given, data())


@pytest.mark.parametrize(("draw", "data"), CHARTS)
def test_italian_charts_write_numbers_and_months_in_italian(
    draw: Callable[..., alt.LayerChart], data: Callable[[], pd.DataFrame]
) -> None:
    locale = draw(data(), ITALIAN).to_dict()["config"]["locale"]
    assert (locale["number"]["decimal"], locale["number"]["thousands"]) == (",", ".")
    assert locale["number"]["currency"] == ["", "\u00a0€"]
    assert locale["time"]["shortMonths"][0] == "gen"


def test_a_currency_of_letters_stands_apart_from_its_amount() -> None:
    assert Look("en", "PLN", "").locale().to_dict()["number"]["currency"] == ["zł\u00a0", ""]
    assert Look("it", "CHF", "").locale().to_dict()["number"]["currency"] == ["", "\u00a0CHF"]
    assert Look("en", "EUR", "").locale().to_dict()["number"]["currency"] == ["€", ""]


def test_parts_of_a_month_are_stacked_in_the_order_of_the_legend() -> None:
    bars = layer_of(draw_months(monthly()), "bar")
    assert [row["place_in_stack"] for row in bars["rows"]] == [0, 1, 0, 1]
    assert bars["encoding"]["order"]["field"] == "place_in_stack"
    assert bars["encoding"]["y"]["stack"] == "zero"
    scale = bars["encoding"]["color"]["scale"]
    assert (scale["domain"], scale["range"]) == (["known", "unknown"], [BLUE, GREY])


def test_a_month_that_is_not_shown_is_null_and_not_zero() -> None:
    for chart in (draw_months(monthly()), draw_trend(monthly())):
        rows = layers(chart)[0]["rows"]
        assert [row["people"] for row in rows] == [30, 20, 40, None]


def test_a_month_is_the_same_west_of_greenwich() -> None:
    # a date without a time is read as UTC, and is then the day before in New York
    data = monthly().assign(month=[month.date() for month in monthly()["month"]])
    first = layers(draw_trend(data))[0]["rows"][0]["month"]
    assert first == "2025-11-01T00:00:00"


def test_as_many_months_are_written_as_a_phone_has_room_for() -> None:
    days = pd.date_range("2024-01-01", periods=24, freq="MS")
    data = pd.DataFrame({"month": days, "part": "known", "people": 1})
    values = layer_of(draw_months(data), "bar")["encoding"]["x"]["axis"]["values"]
    assert [(value["year"], value["month"]) for value in values] == [
        (2024, 1),
        (2024, 6),
        (2024, 11),
        (2025, 4),
        (2025, 9),
    ]
    values = layer_of(draw_months(monthly()), "bar")["encoding"]["x"]["axis"]["values"]
    assert [value["month"] for value in values] == [11, 12]


def test_lines_are_told_apart_by_shape_too() -> None:
    points = layer_of(draw_trend(monthly()), "point")
    assert points["encoding"]["shape"]["scale"] == {
        "domain": ["known", "unknown"],
        "range": ["circle", "square"],
    }


def test_bars_stand_in_the_order_of_the_rows() -> None:
    for _, layer in marks(draw_ranked(named())):
        assert layer["encoding"]["y"]["sort"][0] in {"Roma", "Bari"}
    assert layer_of(draw_ranked(named()), "bar")["encoding"]["y"]["sort"] == [
        "Roma",
        "Bari",
        "Asti",
    ]


def test_a_bar_of_too_few_people_says_so_and_has_no_length() -> None:
    chart = draw_ranked(named())
    assert [row["people"] for row in layer_of(chart, "bar")["rows"]] == [9, None, 4]
    numbers, words = (layer for name, layer in marks(chart) if name == "text")
    assert [(row["name"], row["people"]) for row in numbers["rows"]] == [("Roma", 9), ("Asti", 4)]
    assert [(row["name"], row["word"]) for row in words["rows"]] == [("Bari", "few")]


def test_the_number_stands_behind_the_bar_and_behind_the_tick() -> None:
    chart = draw_ranked(named())
    numbers = layer_of(chart, "text")
    # Roma had 12 before and has 9; of Asti before nothing is known
    assert {row["name"]: row["end"] for row in numbers["rows"]} == {"Roma": 12, "Asti": 4}
    low, high = layer_of(chart, "bar")["encoding"]["x"]["scale"]["domain"]
    assert low == 0
    assert high > 12


def test_the_number_behind_a_bar_of_parts_is_their_sum() -> None:
    data = pd.DataFrame(
        {
            "name": ["Roma", "Roma", "Bari"],
            "part": ["known", "unknown", "known"],
            "people": [5, 7, 1],
        }
    )
    chart = ranked(data, PEOPLE, label="name", look=ENGLISH, series=PARTS)
    assert {row["name"]: row["people"] for row in layer_of(chart, "text")["rows"]} == {
        "Roma": 12,
        "Bari": 1,
    }


def test_a_column_named_like_what_is_drawn_does_not_mix_up_the_rows() -> None:
    data = pd.DataFrame({"place": ["Roma", "Bari"], "part": ["known", "known"], "people": [2, 1]})
    chart = ranked(data, PEOPLE, label="place", look=ENGLISH, series=PARTS)
    assert [row["place"] for row in layer_of(chart, "bar")["rows"]] == ["Roma", "Bari"]


def test_names_of_two_lines_have_room_for_both() -> None:
    one = draw_ranked(named()).to_dict()
    two = draw_ranked(named().assign(name=["a\nb", "c\nd", "e\nf"])).to_dict()
    assert two["height"] > one["height"]
    assert two["layer"][0]["encoding"]["y"]["axis"]["labelOffset"] < 0


def test_large_numbers_behind_bars_are_short_and_small_ones_whole() -> None:
    def written(form: str, largest: float) -> str:
        data = pd.DataFrame({"name": ["a"], "people": [largest]})
        chart = ranked(data, Measure("people", "", form), label="name", look=ENGLISH)
        return str(layer_of(chart, "text")["encoding"]["text"]["format"])

    assert written(COUNT, 99_999) == COUNT
    assert written(COUNT, 1_234_567) == ".3~s"
    assert written(MONEY, 10) == "$.3~s"
    assert written(SHARE, 0.5) == SHARE


def test_an_interval_is_drawn_from_end_to_end_around_its_point() -> None:
    chart = draw_intervals(lifts())
    span = layer_of(chart, "rule")
    assert (span["encoding"]["x"]["field"], span["encoding"]["x2"]["field"]) == ("lower", "upper")
    point = layer_of(chart, "point")
    assert point["encoding"]["x"]["field"] == "lift"
    assert point["encoding"]["shape"]["scale"]["range"] == ["circle", "square", "triangle-up"]
    assert [row["lift"] for row in point["rows"]] == [0.02, -0.01, None]


def test_a_legend_names_parts_points_and_the_tick() -> None:
    assert keys(PARTS) == [Key("■", BLUE, "known"), Key("■", GREY, "unknown")]
    assert [key.sign for key in keys(PARTS, points=True)] == ["●", "■"]
    assert keys(None, before=Measure("before", "Nov 2025", COUNT)) == [Key("❙", GREY, "Nov 2025")]
    assert keys(Series("part", {"known": BLUE})) == []


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _seen_by(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    rgb = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return tuple(sum(a * b for a, b in zip(row, rgb, strict=True)) for row in matrix)


# what is left of red, green and blue to those who lack one cone (Machado and others, 2009)
PROTANOPIA = ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052))
DEUTERANOPIA = ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969))


@pytest.mark.parametrize("matrix", [PROTANOPIA, DEUTERANOPIA])
@pytest.mark.parametrize(
    "together",
    [
        (BLUE, GREY),
        (BLUE, SKY, VERMILION),
        (BLUE, GREY, VERMILION),
        (BLUE, ORANGE, VERMILION),
        (ORANGE, VERMILION),
        (BLUE, ORANGE, GREEN, PURPLE),
    ],
)
def test_colours_that_stand_together_are_told_apart_without_red_or_green(
    matrix: tuple[tuple[float, float, float], ...], together: tuple[str, ...]
) -> None:
    for one, other in itertools.combinations(together, 2):
        seen = zip(_seen_by(one, matrix), _seen_by(other, matrix), strict=True)
        assert sum((a - b) ** 2 for a, b in seen) ** 0.5 > 35, (one, other)


def test_grey_text_reads_on_white() -> None:
    assert 1.05 / (_luminance(GREY) + 0.05) > 4.5
