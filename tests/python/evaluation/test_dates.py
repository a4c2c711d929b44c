"""Dates of an unknown format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer360.evaluation.dates import rewrite_dates

FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%m-%d-%Y",
    "%d%m%Y",
    "%m%d%Y",
    "%Y-%d-%m",
    "%d %B %Y",
    "%B %d, %Y",
    "%d-%b-%Y",
    "%Y-%m-%d %H:%M:%S",
    "%m/%d/%Y 10:30",
)
# in all months, and on days that are no month
TELLING = [dt.date(1960 + month, month, 12 + month) for month in range(1, 13)]
DATES = st.lists(st.dates(dt.date(1900, 1, 1), dt.date(2025, 12, 31)), max_size=30)


def rewritten(
    values: Sequence[str], sources: Sequence[str] | None = None, *, keep_time: bool = False
) -> list[str]:
    rows = list(zip(range(len(values)), sources or ["s"] * len(values), values, strict=True))
    with duckdb.connect() as connection:
        connection.execute("create table r (place int, source_system text, value text)")
        places = ", ".join(["(?, ?, ?)"] * len(rows))
        connection.execute(f"insert into r values {places}", [each for row in rows for each in row])
        rewrite_dates(connection, "r", "value", "out", keep_time=keep_time)
        found = connection.execute(
            'select o.iso from r left join "out" as o'
            " on r.source_system = o.source_system and r.value = o.value order by place"
        ).fetchall()
    return [iso for (iso,) in found]


@pytest.mark.parametrize("pattern", FORMATS)
@settings(max_examples=5, deadline=None)
@given(dates=DATES)
def test_the_format_of_a_column_is_found(pattern: str, dates: list[dt.date]) -> None:
    dates = [*TELLING, *dates]
    written = [day.strftime(pattern) for day in dates]
    assert rewritten(written) == [day.isoformat() for day in dates]


@pytest.mark.parametrize("pattern", ["%d/%m/%y", "%m/%d/%y", "%d%m%y", "%m.%d.%y"])
def test_two_digits_of_a_year(pattern: str) -> None:
    dates = [*TELLING, dt.date(1931, 5, 17), dt.date(2030, 3, 14), dt.date(1999, 12, 31)]
    assert rewritten([day.strftime(pattern) for day in dates]) == [d.isoformat() for d in dates]


def test_day_first_where_nothing_tells() -> None:
    assert rewritten(["03/04/1999", "05060708", "01.02.03"]) == [
        "1999-04-03",
        "0506-07-08",
        "2003-02-01",
    ]


def test_a_typing_error_keeps_the_order_of_its_column() -> None:
    months_first = [day.strftime("%m/%d/%Y") for day in TELLING]
    wrong = {
        "04/31/1956": "1956-04-31",
        "31/04/1956": "1956-31-04",
        "02/O6/1977": "1977-02-O6",
        "3/|9/1977": "1977-03-|9",
        "0/206/1977": "1977-02-06",
        "07/213/2204": "2204-07-213",
        "": "",
        "soon": "soon",
        "1956": "1956",
        "1956-04": "1956-04",
        "-0050-01-0": "-0050-01-0",
    }
    found = rewritten([*months_first, *wrong])
    assert dict(zip(wrong, found[len(months_first) :], strict=True)) == wrong


def test_eight_digits_and_a_little_more_or_less() -> None:
    years_first = [day.strftime("%Y%m%d") for day in TELLING]
    wrong = {
        "19560431": "1956-04-31",
        "18168921": "1816-89-21",
        "1948o109": "1948-o1-09",
        "096840429": "0968-40-429",
        "1956041": "1956-04-01",
        "19560401.0": "1956-04-01",
    }
    found = rewritten([*years_first, *wrong])
    assert dict(zip(wrong, found[len(years_first) :], strict=True)) == wrong


@pytest.mark.parametrize("pattern", ["%d%m%Y", "%m%d%Y"])
def test_numbers_that_lost_their_leading_zero(pattern: str) -> None:
    days = [*TELLING, dt.date(1970, 2, 3)]
    written = [day.strftime(pattern).removeprefix("0") for day in days]
    assert rewritten(written) == [day.isoformat() for day in days]


def test_a_source_may_write_in_an_order_of_its_own() -> None:
    many = [(day + dt.timedelta(days=i)).strftime("%Y%m%d") for i in range(20) for day in TELLING]
    few = [day.strftime("%m%d%Y") for day in TELLING]
    typed = ["13/01/1990"]
    sources = ["ssa"] * len(many) + ["wic"] * len(few)
    found = rewritten([*many, *few], sources)
    assert found[len(many) :] == [day.isoformat() for day in TELLING]
    # a few errors of typing are no order of their own
    months_first = [day.strftime("%m/%d/%Y") for day in TELLING]
    swapped = rewritten([*months_first, "03/04/1990", *typed], ["a"] * 14)
    assert swapped[-2:] == ["1990-03-04", "1990-13-01"]


def test_times_stay_where_they_are_wanted() -> None:
    values = ["13/01/2020 10:30:00", "2020-01-13T10:30:00Z", "14.01.2020"]
    assert rewritten(values, keep_time=True) == [
        "2020-01-13 10:30:00",
        "2020-01-13T10:30:00Z",
        "2020-01-14",
    ]
