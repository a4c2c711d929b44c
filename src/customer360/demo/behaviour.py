"""Shopping: who buys when and where; one row per visit to a till or web order."""

import numpy as np

from customer360.demo import places
from customer360.demo.clock import DAY, HOUR, SUNDAY, Calendar
from customer360.demo.rand import Bools, Floats, Ints, chance, expand, weighted
from customer360.demo.rhythm import WEB
from customer360.demo.world import World

ORDERS_A_YEAR = 5.0
WEB_SHARE = np.array([0.0, 0.22, 0.93])
_SATURDAY, _AUGUST = 5, 8
# share of the visits by hour of the day
_HOURS_SHOP = [0.0] * 9 + [4, 8, 10, 7, 4, 5, 8, 10, 13, 13, 8, 0, 0, 0, 0]
_HOURS_SATURDAY = [0.0] * 9 + [4, 9, 11, 9, 6, 8, 11, 13, 13, 9, 5, 0, 0, 0, 0]
_HOURS_SUNDAY = [0.0] * 9 + [0, 6, 10, 9, 6, 9, 14, 17, 14, 9, 3, 0, 0, 0, 0]
_HOURS_WEB = [
    2, 1, 0.5, 0.3, 0.3, 0.5, 1, 2, 3, 4, 4.5, 4.5, 5.5, 6, 4.5, 4, 4, 4.5, 5, 5.5, 7, 9, 8, 5,
]  # fmt: skip
_HOURS_WEB_SUNDAY = [
    2, 1, 0.5, 0.3, 0.2, 0.3, 0.5, 1, 2, 3, 4, 4, 3.5, 4, 4, 4, 5, 6, 7, 9, 12, 13, 10, 5,
]  # fmt: skip
_LUNCH = 13


def visits(world: World) -> tuple[Ints, Ints, Ints, Ints]:
    """Draw the purchases of both channels; scales the rates of the people to the wanted mean.

    Returns:
        Buyers and days of the visits to shops, buyers and days of the web orders; not sorted.
    """
    rng, calendar, people = world.streams.get("visits"), world.calendar, world.people
    share = WEB_SHARE[world.habit.preference]
    span = people.active_to(calendar) - people.active_from(calendar) + 1
    exposure = np.maximum(span, 0) / 365.25
    mean = float((people.rate * exposure).mean())
    people.rate *= ORDERS_A_YEAR * len(calendar) / 365.25 / max(mean, 1e-9)
    everyone = np.ones(people.n, dtype=np.bool_)
    shops = [
        _draw(rng, world, place, people.rate * (1 - share), people.country == place)
        for place in (places.ITALY, places.POLAND)
    ]
    web = _draw(rng, world, WEB, people.rate * share, everyone)
    return (
        np.concatenate([person for person, _ in shops]),
        np.concatenate([day for _, day in shops]),
        *web,
    )


def _draw(
    rng: np.random.Generator, world: World, place: int, rate: Floats, who: Bools
) -> tuple[Ints, Ints]:
    """Draw visits of some people to one place: person and day of each."""
    calendar, people = world.calendar, world.people
    begins, ends = people.active_from(calendar), people.active_to(calendar)
    persons, days = [], []
    for hunter in (False, True):
        clock = np.r_[0.0, np.cumsum(world.busy[place, hunter])]
        mine = np.flatnonzero(who & (people.hunter == hunter) & (ends >= begins))
        begin = clock[calendar.at(begins[mine])]
        length = clock[calendar.at(ends[mine]) + 1] - begin
        index, _ = expand(rng.poisson(rate[mine] * length / 365.25))
        point = begin[index] + rng.random(len(index)) * length[index]
        found = np.searchsorted(clock, point, side="right") - 1
        persons.append(mine[index])
        days.append(np.clip(found, 0, len(calendar) - 1).astype(np.int64))
    return np.concatenate(persons), np.concatenate(days)


def shop_seconds(rng: np.random.Generator, calendar: Calendar, days: Ints, polish: Bools) -> Ints:
    """Draw the local time of visits to shops on days of the calendar, shape (v,)."""
    weekday = calendar.weekday[days]
    hours = np.zeros(len(days), dtype=np.int64)
    for profile, mine in (
        (_HOURS_SHOP, weekday < _SATURDAY),
        (_HOURS_SATURDAY, weekday == _SATURDAY),
        (_HOURS_SUNDAY, weekday == SUNDAY),
    ):
        hours[mine] = weighted(rng, profile, int(mine.sum()))
    # lunch is later and longer in Italy
    lunch = (hours == _LUNCH) & ~polish & chance(rng, len(days), 0.5)
    hours = np.where(lunch, rng.integers(16, 20, len(days)), hours)
    second: Ints = (calendar.start + days) * DAY + hours * HOUR + rng.integers(0, HOUR, len(days))
    return second


def web_seconds(rng: np.random.Generator, calendar: Calendar, days: Ints) -> Ints:
    """Draw the local time of web orders on days of the calendar, shape (v,)."""
    sunday = calendar.weekday[days] == SUNDAY
    hours = np.where(
        sunday,
        weighted(rng, _HOURS_WEB_SUNDAY, len(days)),
        weighted(rng, _HOURS_WEB, len(days)),
    )
    second: Ints = (calendar.start + days) * DAY + hours * HOUR + rng.integers(0, HOUR, len(days))
    return second


def shops_visited(world: World, person: Ints, day: Ints) -> Ints:
    """Choose the shop of each visit: mostly the usual one, by the sea in August, shape (v,)."""
    rng = world.streams.get("shops visited")
    calendar, people, shops, habit = world.calendar, world.people, world.stores, world.habit
    towns = places.load()
    chosen = habit.shop[person]
    moved = calendar.start + day >= people.moved[person]
    chosen = np.where(moved, shops.near[people.address_later.town[person], 0], chosen)
    town = np.where(moved, people.address_later.town[person], people.address.town[person])
    fresh = shops.closest[town]
    # where a nearer shop opens, most visits go there from then on
    opened = (shops.opened[fresh] > calendar.start) & (shops.opened[fresh] <= calendar.start + day)
    chosen = np.where(opened & chance(rng, len(person), 0.65), fresh, chosen)
    august = calendar.month[day] == _AUGUST
    elsewhere = chance(rng, len(person), np.where(august, 0.30, 0.13))
    country = people.country[person]
    for code in (places.ITALY, places.POLAND):
        mine = elsewhere & (country == code)
        seaside = towns.sea[shops.town]
        usual_draw = shops.weight * (shops.country == code)
        summer_draw = usual_draw * np.where(seaside, 6.0, 0.6)
        count = int(mine.sum())
        drawn = np.where(
            august[mine], weighted(rng, summer_draw, count), weighted(rng, usual_draw, count)
        )
        chosen[mine] = drawn
    shut = shops.opened[chosen] > calendar.start + day
    return np.where(shut, habit.shop[person], chosen)
