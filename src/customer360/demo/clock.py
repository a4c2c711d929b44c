"""Days and seconds: the calendar of the run and the ways in which systems write time.

A day is a whole number of days since 1970-01-01, a second a whole number of seconds since then.
"""

import datetime as dt
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.demo.rand import Bools, Ints
from customer360.demo.text import join, pool, take

DAY = 86_400
HOUR = 3_600
NEVER = 1_000_000  # a day far behind every calendar
EPOCH = dt.date(1970, 1, 1)
SUNDAY = 6
_DECEMBER = 12
_TABLE_FROM, _TABLE_TO = -25_567, 54_786  # 1900-01-01 to 2120-01-01
_TIMES = pool([f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(DAY)])

ISO = "%Y-%m-%d"
SLASHES = "%d/%m/%Y"
DOTS = "%d.%m.%Y"
DASHES = "%d-%m-%Y"


def to_day(date: dt.date) -> int:
    """Number a date."""
    return (date - EPOCH).days


def to_date(day: int) -> dt.date:
    """Date of a day number."""
    return EPOCH + dt.timedelta(days=int(day))


@lru_cache(maxsize=16)
def _day_table(form: str) -> Any:
    days = pa.array(np.arange(_TABLE_FROM, _TABLE_TO, dtype=np.int32)).cast(pa.date32())
    return pc.strftime(days, format=form)


def date_texts(days: Ints, form: str) -> Any:
    """Write days between 1900 and 2119 in a strftime form, shape (n,)."""
    return take(_day_table(form), days - _TABLE_FROM)


def time_texts(seconds: Ints) -> Any:
    """Write the time of day of seconds as HH:MM:SS, shape (n,)."""
    return take(_TIMES, seconds % DAY)


def stamp_texts(seconds: Ints, form: str = ISO, between: str = " ", after: str = "") -> Any:
    """Write seconds as date and time, shape (n,)."""
    return join(date_texts(seconds // DAY, form), between, time_texts(seconds), after)


def zulu_texts(seconds: Ints) -> Any:
    """Write UTC seconds as 2024-01-31T10:11:12Z, shape (n,)."""
    return stamp_texts(seconds, between="T", after="Z")


def to_utc(local: Ints) -> Ints:
    """Turn local seconds of Rome or Warsaw into UTC, shape (n,)."""
    summer = np.zeros(len(local), dtype=np.bool_)
    if len(local):
        years = range(
            to_date(int(local.min()) // DAY).year, to_date(int(local.max()) // DAY).year + 1
        )
        for year in years:
            begin = _last_sunday(year, 3) * DAY + 2 * HOUR
            summer |= (local >= begin) & (local < _last_sunday(year, 10) * DAY + 3 * HOUR)
    return local - HOUR - HOUR * summer


def _last_sunday(year: int, month: int) -> int:
    last = to_day(dt.date(year, month, 31))
    return last - (last + 4) % 7


def add_months(date: dt.date, months: int) -> dt.date:
    """Shift the first of a month."""
    total = date.year * 12 + date.month - 1 + months
    return dt.date(total // 12, total % 12 + 1, 1)


def easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


class Calendar:
    """The days of a run.

    Args:
        end: Last day of data.
        months: Length of the data in months.
    """

    def __init__(self, end: dt.date, months: int) -> None:
        after = end + dt.timedelta(days=1)
        begin = add_months(after.replace(day=1), -months)
        day = min(after.day, 28)
        self.start = to_day(begin.replace(day=day))
        self.end = to_day(end)
        self.days = np.arange(self.start, self.end + 1, dtype=np.int64)
        self.months = months

    def __len__(self) -> int:
        return len(self.days)

    @cached_property
    def dates(self) -> list[dt.date]:
        """All days as dates."""
        return [to_date(int(day)) for day in self.days]

    @cached_property
    def weekday(self) -> Ints:
        """Weekday of each day, Monday 0, shape (days,)."""
        return (self.days + 3) % 7

    @cached_property
    def month(self) -> Ints:
        """Month of the year of each day, 1 to 12, shape (days,)."""
        return np.array([date.month for date in self.dates], dtype=np.int64)

    @cached_property
    def month_no(self) -> Ints:
        """Number of the calendar month of each day, from 0 at the first, shape (days,)."""
        first = self.dates[0].year * 12 + self.dates[0].month
        return np.array([d.year * 12 + d.month - first for d in self.dates], dtype=np.int64)

    @cached_property
    def month_starts(self) -> list[dt.date]:
        """First of each calendar month that the data touches."""
        first = self.dates[0].replace(day=1)
        return [add_months(first, i) for i in range(int(self.month_no[-1]) + 1)]

    def at(self, days: Ints) -> Ints:
        """Position of days in the calendar, clipped to it, shape (n,)."""
        return np.clip(days, self.start, self.end) - self.start

    def shop_open(self, country: int) -> Bools:
        """Whether shops of a country (0 Italy, 1 Poland) open, shape (days,)."""
        holidays: set[dt.date] = set()
        for year in {date.year for date in self.dates}:
            sunday = easter(year)
            holidays |= {sunday, sunday + dt.timedelta(days=1)}
            fixed = [(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)]
            fixed = fixed if country else [(1, 1), (5, 1), (8, 15), (12, 25), (12, 26)]
            holidays |= {dt.date(year, month, day) for month, day in fixed}
        shut = np.array([date in holidays for date in self.dates])
        if country:
            shut |= (self.weekday == SUNDAY) & ~self._trading_sundays()
        return ~shut

    def _trading_sundays(self) -> Bools:
        """The few Sundays on which Polish law lets shops open."""
        trading = []
        advent = range(8, 25)
        for date in self.dates:
            before_christmas = date.month == _DECEMBER and date.day in advent
            last_of_month = (date + dt.timedelta(days=7)).month != date.month
            trading.append(before_christmas or (last_of_month and date.month in {1, 4, 6, 8}))
        return np.array(trading)

    def next_open(self, country: int) -> Ints:
        """Position of the next open day at or after each day, len(self) if none, shape (days,)."""
        places = np.where(self.shop_open(country), np.arange(len(self)), len(self))
        return np.minimum.accumulate(places[::-1])[::-1].astype(np.int64)
