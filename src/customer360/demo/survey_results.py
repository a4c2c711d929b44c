"""Surveys that exist only in sums: the yearly one of the brand, and the terminals in the shops."""

import datetime as dt

import numpy as np

from customer360.demo import versions
from customer360.demo.clock import DAY, ISO, date_texts, to_day
from customer360.demo.layouts import Columns, Csv
from customer360.demo.rand import Ints, chance
from customer360.demo.receipts import Receipts
from customer360.demo.text import choose, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

_BRAND_FROM, _BRAND_TO = (10, 1), (10, 31)  # months and days of the survey of the brand
_GROUPS = ["18-24", "25-34", "35-44", "45-54", "55-64", "65+"]
_ASKED_PER_GROUP = 160
_TOUCHES = 0.05  # share of the buyers who touch the terminal
_USUAL, _OF_SHOP, _CROWDED = 4.05, 0.16, 0.25
_HUNDREDTHS = 100


def export(out: Output, world: World, sold: Receipts) -> None:
    """Write the results of both surveys, one file per month.

    Args:
        out: Output.
        world: World.
        sold: Receipts: where more is sold, more is asked, and the crowd makes people impatient.
    """
    calendar, stores = world.calendar, world.stores
    rng = world.streams.get("survey results")
    month, shop, count, score = _terminals(rng, world, sold)
    starts = np.array([to_day(date) for date in calendar.month_starts], dtype=np.int64)
    ends = np.array([versions.last_day(date) for date in calendar.month_starts], dtype=np.int64)
    begin, end, group, asked, brand = _brand(rng, world)
    n = len(month)
    first = np.r_[np.maximum(starts[month], calendar.start), begin]
    last = np.r_[np.minimum(ends[month], calendar.end), end]
    shop = np.r_[shop, np.full(len(begin), -1)]
    group = np.r_[np.full(n, -1), group]
    count, score = np.r_[count, asked], np.r_[score, brand]
    by_brand = group >= 0

    def render(rows: Ints) -> Columns:
        years = date_texts(first[rows], "%Y")
        return {
            "survey_name": choose(
                by_brand[rows], join("Indagine di marca ", years), "Terminale in negozio"
            ),
            "survey_type": take(pool(["csat", "nps"]), by_brand[rows]),
            "period_start": date_texts(first[rows], ISO),
            "period_end": date_texts(last[rows], ISO),
            "store_id": take(stores.id, shop[rows]),
            "group_label": take(pool(_GROUPS), group[rows]),
            "response_count": number(count[rows]),
            "average_score": join(
                number(score[rows] // _HUNDREDTHS), ".", number(score[rows] % _HUNDREDTHS, 2)
            ),
        }

    columns = (
        "survey_name", "survey_type", "period_start", "period_end", "store_id", "group_label",
        "response_count", "average_score",
    )  # fmt: skip
    names, file_of = versions.monthly(calendar, "results", last)
    shape = Shape(
        "survey", "results", Csv(columns), "survey_name", "period_start", "response_count",
        text="group_label",
    )  # fmt: skip
    deliver(out, shape, (names, file_of), render)
    out.know("survey", "results", len(first))


def _terminals(
    rng: np.random.Generator, world: World, sold: Receipts
) -> tuple[Ints, Ints, Ints, Ints]:
    """Month, shop, answers and hundredths of the score of each terminal."""
    calendar, stores = world.calendar, world.stores
    months = len(calendar.month_starts)
    month = calendar.month_no[calendar.at(sold.second // DAY)]
    cell = month * stores.n + sold.shop
    sales = np.bincount(cell, minlength=months * stores.n).astype(np.float64)
    answers = rng.poisson(sales * _TOUCHES)
    usual = sales.reshape(months, stores.n).mean(axis=0)
    crowd = sales / np.maximum(np.tile(usual, months), 1.0)
    level = _USUAL + np.tile(rng.normal(0.0, _OF_SHOP, stores.n), months)
    level = level - _CROWDED * np.maximum(crowd - 1.2, 0.0)
    score = level + rng.normal(0.0, 1.0, len(level)) / np.sqrt(np.maximum(answers, 1))
    used = np.flatnonzero(answers)
    hundredths = np.round(np.clip(score[used], 1.0, 5.0) * _HUNDREDTHS).astype(np.int64)
    return used // stores.n, used % stores.n, answers[used], hundredths


def _brand(rng: np.random.Generator, world: World) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """First and last day, group, answers and hundredths of the score of each yearly survey."""
    calendar = world.calendar
    years = range(calendar.dates[0].year, calendar.dates[-1].year + 1)
    spans = [(to_day(dt.date(y, *_BRAND_FROM)), to_day(dt.date(y, *_BRAND_TO))) for y in years]
    spans = [(b, e) for b, e in spans if b >= calendar.start and e <= calendar.end]
    k = len(_GROUPS)
    begin = np.repeat(np.array([b for b, _ in spans], dtype=np.int64), k)
    end = np.repeat(np.array([e for _, e in spans], dtype=np.int64), k)
    group = np.tile(np.arange(k), len(spans))
    n = len(group)
    asked = rng.poisson(_ASKED_PER_GROUP, n)
    # the young recommend less
    score = 6.6 + 0.22 * group + rng.normal(0.0, 0.25, n) - 0.2 * chance(rng, n, 0.2)
    return begin, end, group, asked, np.round(score * _HUNDREDTHS).astype(np.int64)
