"""Shopping: who buys when and where; one row per visit to a till or web order."""

from dataclasses import dataclass

import numpy as np

from customer360.demo import campaigns as promo
from customer360.demo import places, stores
from customer360.demo.catalogue import Catalogue
from customer360.demo.clock import DAY, HOUR, SUNDAY, Calendar
from customer360.demo.people import People
from customer360.demo.rand import Bools, Floats, Ints, Streams, chance, expand, weighted

ORDERS_A_YEAR = 5.0
STORE_ONLY, MIXED, WEB_ONLY = range(3)
PREFERENCES = ["store", "mixed", "web"]
_WEB_SHARE = np.array([0.0, 0.26, 0.95])
_SATURDAY, _AUGUST, _DECEMBER = 5, 8, 12
_MONTHS_SHOP = [1.05, 0.82, 0.90, 0.95, 0.95, 0.95, 1.05, 0.62, 1.0, 1.0, 1.08, 1.55]
_MONTHS_WEB = [1.08, 0.85, 0.90, 0.92, 0.92, 0.90, 1.0, 0.80, 0.98, 1.0, 1.30, 1.35]
_WEEK_SHOP = [0.75, 0.80, 0.85, 0.90, 1.15, 1.75, 1.0]
_WEEK_WEB = [1.05, 1.0, 1.0, 0.98, 0.88, 0.85, 1.3]
# share of the visits by hour of the day
_HOURS_SHOP = [0.0] * 9 + [4, 8, 10, 7, 4, 5, 8, 10, 13, 13, 8, 0, 0, 0, 0]
_HOURS_SATURDAY = [0.0] * 9 + [4, 9, 11, 9, 6, 8, 11, 13, 13, 9, 5, 0, 0, 0, 0]
_HOURS_SUNDAY = [0.0] * 9 + [0, 6, 10, 9, 6, 9, 14, 17, 14, 9, 3, 0, 0, 0, 0]
_HOURS_WEB = [
    2,
    1,
    0.5,
    0.3,
    0.3,
    0.5,
    1,
    2,
    3,
    4,
    4.5,
    4.5,
    5.5,
    6,
    4.5,
    4,
    4,
    4.5,
    5,
    5.5,
    7,
    9,
    8,
    5,
]
_HOURS_WEB_SUNDAY = [
    2,
    1,
    0.5,
    0.3,
    0.2,
    0.3,
    0.5,
    1,
    2,
    3,
    4,
    4,
    3.5,
    4,
    4,
    4,
    5,
    6,
    7,
    9,
    12,
    13,
    10,
    5,
]
_LUNCH = 13


@dataclass(frozen=True)
class Habits:
    """How each person shops, by person, shape (n,).

    Attributes:
        preference: 0 shops only, 1 both, 2 web only.
        shop: Usual shop.
        likes: The two favourite categories, shape (n, 2).
        member: Whether the person joins the loyalty programme.
        enrolled: Day of enrolment, far in the future for others.
    """

    preference: Ints
    shop: Ints
    likes: Ints


@dataclass(frozen=True)
class Visits:
    """Purchases of one channel, sorted by time; every array of shape (v,).

    Attributes:
        person: Buyer.
        shop: Shop, -1 for the web.
        second: Local time.
    """

    person: Ints
    shop: Ints
    second: Ints

    @property
    def n(self) -> int:
        """Number of visits."""
        return len(self.person)


def habits(streams: Streams, people: People, catalogue: Catalogue, shops: stores.Stores) -> Habits:
    """Draw the habits of all people."""
    rng = streams.get("habits")
    n = people.n
    age = -people.birth / 365.25 + 54
    lean = np.clip(1.5 - age / 90.0, 0.5, 1.3)  # the young buy more on the web
    draw = rng.random(n)
    preference = np.where(
        draw < 0.10 * lean, WEB_ONLY, np.where(draw < 0.40 * lean, MIXED, STORE_ONLY)
    )
    base = catalogue.season.mean(axis=0)
    women, men = base.copy(), base.copy()
    women[catalogue.categories.index("Abbigliamento uomo")] *= 0.4
    men[catalogue.categories.index("Abbigliamento donna")] *= 0.25
    likes = np.zeros((n, 2), dtype=np.int64)
    for column in range(2):
        likes[:, column] = np.where(
            people.gender == 0, weighted(rng, women, n), weighted(rng, men, n)
        )
    return Habits(
        preference=preference.astype(np.int64),
        shop=stores.usual(rng, shops, people.address.town),
        likes=likes,
    )


def rhythm(
    streams: Streams, calendar: Calendar, campaigns: promo.Campaigns
) -> dict[tuple[int, bool], Floats]:
    """Draw how busy each day is.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        campaigns: Promotions.

    Returns:
        By country (2 for the web) and promotion hunter: weight of each day, mean 1, shape (days,).
    """
    out = {}
    for place in (places.ITALY, places.POLAND, 2):
        rng = streams.get(f"rhythm {place}")
        web = place == 2  # noqa: PLR2004
        months, week = (_MONTHS_WEB, _WEEK_WEB) if web else (_MONTHS_SHOP, _WEEK_SHOP)
        base = np.array(months)[calendar.month - 1] * np.array(week)[calendar.weekday]
        base = base * rng.lognormal(0.0, 0.10, len(calendar)) * _advent(calendar, web)
        if not web:
            base = base * calendar.shop_open(place)
        running = campaigns.on != promo.NONE
        for hunter in (False, True):
            pull = campaigns.pull() ** 0.6
            pull = np.where(running, 6.0 * pull, 0.25) if hunter else pull
            out[place, hunter] = base * pull / (base * pull).mean()
    return out


def _advent(calendar: Calendar, web: bool) -> Floats:
    """Before Christmas shops fill up to the last day, parcels must leave earlier."""
    day = np.array([date.day for date in calendar.dates])
    december = calendar.month == _DECEMBER
    if web:
        return np.where(december & (day > 20), 0.45, np.where(december & (day > 5), 1.2, 1.0))  # noqa: PLR2004
    return np.where(december, np.where(day <= 24, 0.75 + day / 40.0, 0.7), 1.0)  # noqa: PLR2004


def visits(
    streams: Streams,
    calendar: Calendar,
    people: People,
    habit: Habits,
    days: dict[tuple[int, bool], Floats],
) -> tuple[Ints, Ints, Ints, Ints]:
    """Draw the purchases of both channels.

    Returns:
        Buyers and days of the visits to shops, buyers and days of the web orders; not sorted.
    """
    rng = streams.get("visits")
    share = _WEB_SHARE[habit.preference]
    clocks = {key: np.r_[0.0, np.cumsum(weights)] for key, weights in days.items()}
    span = people.active_to(calendar) - people.active_from(calendar) + 1
    exposure = np.maximum(span, 0) / 365.25
    mean = float((people.rate * exposure).mean())
    scale = ORDERS_A_YEAR * len(calendar) / 365.25 / max(mean, 1e-9)
    people.rate *= scale
    shop_person, shop_day = _draw(rng, calendar, people, clocks, 1.0 - share, None)
    web_person, web_day = _draw(rng, calendar, people, clocks, share, 2)
    return shop_person, shop_day, web_person, web_day


def _draw(
    rng: np.random.Generator,
    calendar: Calendar,
    people: People,
    clocks: dict[tuple[int, bool], Floats],
    share: Floats,
    place: int | None,
) -> tuple[Ints, Ints]:
    first = calendar.at(people.active_from(calendar))
    last = calendar.at(people.active_to(calendar))
    alive = people.active_to(calendar) >= people.active_from(calendar)
    persons, found = [], []
    for (where, hunter), clock in clocks.items():
        mine = (people.hunter == hunter) & alive
        if place is None:
            mine &= people.country == where
        if where == 2 and place is None or place not in (None, where):  # noqa: PLR2004
            continue
        who = np.flatnonzero(mine)
        begin, end = clock[first[who]], clock[last[who] + 1]
        counts = rng.poisson(people.rate[who] * share[who] * (end - begin) / 365.25)
        index, _ = expand(counts)
        point = begin[index] + rng.random(len(index)) * (end - begin)[index]
        persons.append(who[index])
        found.append(np.clip(np.searchsorted(clock, point, side="right") - 1, 0, len(calendar) - 1))
    return np.concatenate(persons), np.concatenate(found).astype(np.int64)


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
    hours = np.where(lunch, 17, hours)
    return (calendar.start + days) * DAY + hours * HOUR + rng.integers(0, HOUR, len(days))


def web_seconds(rng: np.random.Generator, calendar: Calendar, days: Ints) -> Ints:
    """Draw the local time of web orders on days of the calendar, shape (v,)."""
    sunday = calendar.weekday[days] == SUNDAY
    hours = np.where(
        sunday,
        weighted(rng, _HOURS_WEB_SUNDAY, len(days)),
        weighted(rng, _HOURS_WEB, len(days)),
    )
    return (calendar.start + days) * DAY + hours * HOUR + rng.integers(0, HOUR, len(days))


def shops_visited(
    streams: Streams,
    calendar: Calendar,
    shops: stores.Stores,
    habit: Habits,
    people: People,
    person: Ints,
    day: Ints,
) -> Ints:
    """Choose the shop of each visit: mostly the usual one, by the sea in August, shape (v,)."""
    rng = streams.get("shops visited")
    towns = places.load()
    chosen = habit.shop[person]
    moved = calendar.start + day >= people.moved[person]
    chosen = np.where(moved, shops.near[people.address_later.town[person], 0], chosen)
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
