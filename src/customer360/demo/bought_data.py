"""Bought data: what two providers know of persons, and one of postal codes; for a limited time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.demo import identity, places
from customer360.demo.clock import ISO, Calendar, date_texts, to_day
from customer360.demo.layouts import Columns, Csv
from customer360.demo.people import CHILD
from customer360.demo.rand import Bools, Floats, Ints, chance, mixed, weighted
from customer360.demo.text import blank, choose, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

PROVIDERS = ["datavia", "konsumio"]
AREA_PROVIDER = "mappalia"
INCOMES = ["low", "middle", "high"]
_EDUCATIONS = ["school", "degree", "other"]
_CLUSTERS = [
    "young urban", "settled families", "comfortable couples", "careful savers", "country classic",
]  # fmt: skip
_YOUNG, _SETTLED, _COMFORTABLE, _CAREFUL, _CLASSIC = range(5)
_YOUNG_TO, _OLD_FROM = 34, 62  # years
_URBANITY = ["city", "town", "country"]
_CITY, _TOWN = 300.0, 120.0  # thousand inhabitants
_KNOWN = {True: 0.29, False: 0.50}  # share of the people, by whether they ever buy
_BY_BOTH = 0.06
_ENDED, _AREAS_ENDED = 0.40, 0.06
_DELIVERIES = 4  # months between deliveries
_LONGEST = 540  # days that a licence goes on after the end of the data
NOISE = identity.Noise(
    nickname=0.02, typo=0.04, swapped=0.03, plain=0.6, cyrillic=0.0, no_birth=0.42, no_email=1.0,
    no_phone=1.0, no_address=0.03, shop_phone=0.0, placeholder=0.0,
    births=(3, 1, 0, 0), countries=(3, 1, 0, 0),
)  # fmt: skip
_COLUMNS = (
    "record_id", "provider", "licence_ends_on", "full_name", "birth_date", "street",
    "street_number", "city", "postal_code", "country_code", "income_band", "household_size",
    "has_children", "education_level", "lifestyle_cluster", "delivered_on",
)  # fmt: skip


@dataclass(frozen=True)
class Bought:
    """Records of the providers in the order of delivery, shape (b,).

    Attributes:
        person: Person; provider: position in PROVIDERS.
        delivered: Day of delivery; ends: last day of the licence.
        draws: How each is written.
        serial: Number that the provider gives.
    """

    person: Ints
    provider: Ints
    delivered: Ints
    ends: Ints
    draws: identity.Draws
    serial: Ints

    def ids(self, rows: Ints) -> Any:
        """Keys that the providers give, shape (k,)."""
        first = take(pool(["DV", "K-"]), self.provider[rows])
        return join(first, number(self.serial[rows], 9))

    def keys(self) -> Any:
        """Provider and key of all records in one text, shape (b,)."""
        every = np.arange(len(self.person))
        return join(take(pool(PROVIDERS), self.provider), "|", self.ids(every))


def make(world: World, buyers: Bools) -> Bought:
    """Draw whom the providers know: many who are no customers among them.

    Args:
        world: World.
        buyers: Who ever buys, by person.
    """
    calendar, people = world.calendar, world.people
    rng = world.streams.get("bought data")
    known = np.flatnonzero(chance(rng, people.n, np.where(buyers, _KNOWN[True], _KNOWN[False])))
    both = known[chance(rng, len(known), _BY_BOTH)]
    first = weighted(rng, [6, 4], people.n)
    person = np.r_[known, both]
    provider = np.r_[first[known], 1 - first[both]]
    n = len(person)
    days = _delivery_days(calendar)
    delivered = days[rng.integers(0, len(days), n)]
    ends = _licences(rng, calendar, delivered, _ENDED)
    order = np.lexsort((person, delivered))
    person, provider = person[order], provider[order]
    return Bought(
        person=person,
        provider=provider,
        delivered=delivered[order],
        ends=ends[order],
        draws=identity.throw(rng, people, person, NOISE),
        # the numbers of a provider say nothing about who is who
        serial=mixed(rng, n, 999_999_998),
    )


def _delivery_days(calendar: Calendar) -> Ints:
    days = [to_day(date) for date in calendar.month_starts[::_DELIVERIES]]
    return np.maximum(np.array(days, dtype=np.int64), calendar.start)


def _licences(rng: np.random.Generator, calendar: Calendar, delivered: Ints, ended: float) -> Ints:
    """Draw last days of licences: a share of them before the end of the data."""
    n = len(delivered)
    room = calendar.end - delivered
    early = delivered + (rng.random(n) ** 0.6 * room).astype(np.int64)
    later = calendar.end + rng.integers(0, _LONGEST, n)
    return np.where((room > 0) & chance(rng, n, ended), np.minimum(early, calendar.end - 1), later)


def export(out: Output, world: World, bought: Bought) -> None:
    """Write persons, one file per provider and delivery, and areas as parquet.

    Args:
        out: Output.
        world: World.
        bought: Records of the providers.
    """
    people, calendar = world.people, world.calendar
    rng = world.streams.get("what providers know")
    person = bought.person
    n = len(person)
    age = (calendar.start - people.birth[person]) / 365.25
    income = _incomes(rng, world)[person]
    # a provider guesses, and is right for most
    income = np.where(chance(rng, n, 0.8), income, rng.integers(0, len(INCOMES), n))
    size = np.clip(people.homes.size[person] + weighted(rng, [8, 1], n), 1, 9)
    child = people.homes.size[person] > CHILD
    children = np.where(chance(rng, n, 0.88), child, ~child)
    cluster = np.where(
        chance(rng, n, 0.7), _clusters(age, income, child), rng.integers(0, len(_CLUSTERS), n)
    )
    education = weighted(rng, [52, 38, 10], n)
    told = ~chance(rng, 4 * n, 0.12).reshape(4, n)

    def render(rows: Ints) -> Columns:
        text = identity.write(people, bought.draws, rows, bought.delivered[rows])
        return {
            "record_id": bought.ids(rows),
            "provider": take(pool(PROVIDERS), bought.provider[rows]),
            "licence_ends_on": date_texts(bought.ends[rows], ISO),
            "full_name": text.full,
            "birth_date": text.birth,
            "street": text.street,
            "street_number": text.street_number,
            "city": text.city,
            "postal_code": text.postal,
            "country_code": text.country,
            "income_band": blank(~told[0, rows], take(pool(INCOMES), income[rows])),
            "household_size": blank(~told[1, rows], number(size[rows])),
            "has_children": blank(~told[2, rows], take(pool(["false", "true"]), children[rows])),
            "education_level": blank(~told[3, rows], take(pool(_EDUCATIONS), education[rows])),
            "lifestyle_cluster": take(pool(_CLUSTERS), cluster[rows]),
            "delivered_on": date_texts(bought.delivered[rows], ISO),
        }

    days = _delivery_days(calendar)
    texts = date_texts(days, ISO).to_pylist()
    names = [f"people_{provider}_{text}" for provider in PROVIDERS for text in texts]
    file_of = bought.provider * len(days) + np.searchsorted(days, bought.delivered)
    shape = Shape(
        "external", "people", Csv(_COLUMNS, ";", ("full_name", "street", "city")), "record_id",
        "licence_ends_on", text="city",
    )  # fmt: skip
    deliver(out, shape, (names, file_of), render)
    out.know("external", "people", n)
    _export_areas(out, world)


def _incomes(rng: np.random.Generator, world: World) -> Ints:
    """Income band of each household, told by its people: more where more is bought, shape (n,)."""
    people = world.people
    wealth = rng.normal(0.0, 1.0, people.homes.count)[people.homes.of]
    wealth = wealth + 0.5 * np.log(people.rate + 0.3)
    low, high = np.quantile(wealth, [0.35, 0.8])
    return np.digitize(wealth, [low, high])


def _clusters(age: Floats, income: Ints, child: Bools) -> Ints:
    """Cluster of lifestyle that fits age, income and children, shape (n,)."""
    alone = np.where(income == 0, _CAREFUL, np.where(age > _OLD_FROM, _CLASSIC, _COMFORTABLE))
    return np.where(age < _YOUNG_TO, _YOUNG, np.where(child, _SETTLED, alone))


def _export_areas(out: Output, world: World) -> None:
    """Write the postal codes in which people live or lived, once a year."""
    calendar, people = world.calendar, world.people
    rng = world.streams.get("areas")
    towns = places.load()
    town = np.r_[people.address.town, people.address_later.town]
    written = towns.postal_text(town, np.r_[people.address.district, people.address_later.district])
    key = join(take(pool(["IT|", "PL|"]), towns.country[town]), written)
    codes = pc.dictionary_encode(key).indices.to_numpy()
    _, first = np.unique(codes, return_index=True)
    town, postal = town[first], take(written, first)
    n = len(first)
    wealth = rng.normal(0.0, 1.0, n) + 0.25 * np.log(towns.weight[town] / 100.0)
    income = np.digitize(wealth, [-0.5, 0.9])
    urban = np.where(towns.weight[town] > _CITY, 0, np.where(towns.weight[town] > _TOWN, 1, 2))
    median = 45.5 + 1.6 * urban + rng.normal(0.0, 2.4, n)
    cluster = rng.integers(0, len(_CLUSTERS), n)
    years = np.array([to_day(date) for date in calendar.month_starts[::12]], dtype=np.int64)
    days = np.maximum(years, calendar.start)
    ends = _licences(rng, calendar, np.full(n, days[-1]), _AREAS_ENDED)
    for day in days:
        renewed = ends if day == days[-1] else np.minimum(ends, day + _LONGEST)
        rows = pa.table(
            {
                "provider": pool([AREA_PROVIDER] * n),
                "postal_code": postal,
                "country_code": take(pool(["IT", "PL"]), towns.country[town]),
                "licence_ends_on": _dates(renewed),
                "income_band": take(pool(INCOMES), income),
                "median_age_years": pa.array(np.round(median, 1)),
                "urbanity": take(pool(_URBANITY), urban),
                "lifestyle_cluster": choose(
                    chance(rng, n, 0.1), None, take(pool(_CLUSTERS), cluster)
                ),
                "delivered_on": _dates(np.full(n, day)),
            }
        )
        name = date_texts(np.array([day]), ISO)[0].as_py()
        out.parquet("external", "areas", f"areas_{name}", rows)
    out.know("external", "areas", n)


def _dates(days: Ints) -> Any:
    return pa.array(days.astype(np.int32)).cast(pa.date32())
