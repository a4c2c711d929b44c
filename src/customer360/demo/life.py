"""Where persons stand as customers: what came before a moment, and who soon leaves."""

from dataclasses import dataclass

import numpy as np

from customer360.demo.clock import DAY, HOUR
from customer360.demo.people import People
from customer360.demo.rand import Bools, Floats, Ints
from customer360.demo.receipts import Receipts
from customer360.demo.webshop import Orders
from customer360.demo.world import World

NONE = -1
_BITS = 33  # a second since 1970 fits into them
_AWAKE, _ASLEEP = 7 * HOUR, 23 * HOUR


@dataclass(frozen=True)
class Moments:
    """Moments of persons, for asking what came before.

    Attributes:
        key: Person and second in one number, sorted, shape (m,).
        row: Position of each among the moments as they were given, shape (m,).
    """

    key: Ints
    row: Ints

    def last(self, person: Ints, second: Ints) -> Ints:
        """Latest moment of a person at or before a second, NONE where there is none, shape (k,)."""
        if len(self.key) == 0:
            return np.full(len(person), NONE, dtype=np.int64)
        place = np.searchsorted(self.key, _key(person, second), side="right") - 1
        same = (place >= 0) & (self.key[np.maximum(place, 0)] >> _BITS == person)
        return np.where(same, self.row[np.maximum(place, 0)], NONE)

    def within(self, person: Ints, begin: Ints, end: Ints) -> Bools:
        """Whether a person has a moment from begin on and before end, shape (k,)."""
        first = np.searchsorted(self.key, _key(person, begin), side="left")
        after = np.searchsorted(self.key, _key(person, end), side="left")
        found: Bools = after > first
        return found


def _key(person: Ints, second: Ints) -> Ints:
    return (person.astype(np.int64) << _BITS) + second


def moments(person: Ints, second: Ints) -> Moments:
    """Sort moments of persons; both of shape (m,)."""
    key = _key(person, second)
    row = np.argsort(key, kind="stable")
    return Moments(key[row], row)


def purchases(sold: Receipts, orders: Orders) -> Moments:
    """Moments at which persons bought, at a till or on the web; returns do not count."""
    sales = np.flatnonzero(sold.original < 0)
    person = np.r_[sold.person[sales], orders.person]
    return moments(person, np.r_[sold.second[sales], orders.second])


def buyers(people: People, sold: Receipts, orders: Orders) -> Bools:
    """Who bought anything at all, by person, shape (n,)."""
    bought: Bools = np.bincount(np.r_[sold.person, orders.person], minlength=people.n) > 0
    return bought


def soon_gone(people: People, person: Ints, day: Ints, within: int) -> Bools:
    """Whether a person leaves for good within some days from a day on, shape (k,)."""
    ahead = people.left[person] - day
    soon: Bools = (ahead >= 0) & (ahead <= within)
    return soon


def gone(people: People, person: Ints, day: Ints) -> Bools:
    """Whether a person has left for good before a day, shape (k,)."""
    away: Bools = people.left[person] < day
    return away


def years(world: World) -> Floats:
    """Years of the run for which each person is a customer, shape (n,)."""
    people, calendar = world.people, world.calendar
    span = people.active_to(calendar) - people.active_from(calendar) + 1
    length: Floats = np.maximum(span, 0) / 365.25
    return length


def some_day(rng: np.random.Generator, world: World, person: Ints) -> Ints:
    """Draw a day of the run on which each person is a customer, shape (k,)."""
    people, calendar = world.people, world.calendar
    begin, end = people.active_from(calendar)[person], people.active_to(calendar)[person]
    day: Ints = begin + (rng.random(len(person)) * np.maximum(end - begin + 1, 1)).astype(np.int64)
    return day


def at_some_hour(rng: np.random.Generator, day: Ints) -> Ints:
    """Draw a local second on days while people are awake, shape (k,)."""
    second: Ints = day * DAY + rng.integers(_AWAKE, _ASLEEP, len(day))
    return second
