"""Versions of records, and the files of weekly and monthly exports."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from customer360.demo.clock import DAY, ISO, Calendar, add_months, date_texts, to_date, to_day
from customer360.demo.rand import Bools, Ints, chance
from customer360.demo.world import World

WEEK = 7


@dataclass(frozen=True)
class Versions:
    """Versions of records, in the order of their time; every array of shape (v,).

    Attributes:
        record: Record.
        day: Day as of which the version tells name and address.
        second: Time of the change, local.
        first: Whether it is the first version.
    """

    record: Ints
    day: Ints
    second: Ints
    first: Bools


def make(
    rng: np.random.Generator, world: World, person: Ints, created: Ints, told: float
) -> Versions:
    """Make the versions of records: the first, and one per change that the person tells.

    Args:
        rng: Source of the draws.
        world: World.
        person: Person of each record, shape (n,).
        created: Local second of creation, shape (n,).
        told: Probability that a move or a marriage is told.

    Returns:
        At least one version per record.
    """
    calendar, people = world.calendar, world.people
    records, days, seconds = [np.arange(len(person))], [created // DAY], [created]
    first = [np.ones(len(person), dtype=np.bool_)]
    for event in (people.moved[person], people.married[person]):
        day = event + rng.integers(2, 90, len(person))
        heard = (event > created // DAY) & (day <= calendar.end) & chance(rng, len(person), told)
        who = np.flatnonzero(heard)
        records.append(who)
        days.append(day[who])
        seconds.append(day[who] * DAY + rng.integers(9 * 3600, 20 * 3600, len(who)))
        first.append(np.zeros(len(who), dtype=np.bool_))
    every = [np.concatenate(part) for part in (records, days, seconds)]
    marks = np.concatenate(first)
    order = np.lexsort((every[0], every[2]))
    return Versions(every[0][order], every[1][order], every[2][order], marks[order])


def weekly(calendar: Calendar, stem: str, days: Ints) -> tuple[list[str], Ints]:
    """Name weekly files and tell in which one each day falls; earlier days go into the first."""
    count = (len(calendar) + WEEK - 1) // WEEK
    ends = [min(calendar.start + WEEK * (i + 1) - 1, calendar.end) for i in range(count)]
    return [f"{stem}_{to_date(day).isoformat()}" for day in ends], calendar.at(days) // WEEK


def monthly(calendar: Calendar, stem: str, days: Ints) -> tuple[list[str], Ints]:
    """Name monthly files and tell in which one each day falls; earlier days go into the first."""
    names = [f"{stem}_{date:%Y-%m}" for date in calendar.month_starts]
    return names, calendar.month_no[calendar.at(days)]


def last_day(month: dt.date) -> int:
    """Number of the last day of the month that begins on a date."""
    return to_day(add_months(month, 1)) - 1


def daily(calendar: Calendar, stem: str, days: Ints) -> tuple[list[str], Ints]:
    """Name daily files and tell in which one each day falls; days outside go into the nearest."""
    return [f"{stem}_{text}" for text in date_texts(calendar.days, ISO).to_pylist()], calendar.at(
        days
    )
