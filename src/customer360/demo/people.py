"""People: names, birth, contact points, and when each of them is a customer."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.demo import households, names, places
from customer360.demo.clock import NEVER, Calendar, date_texts, to_date
from customer360.demo.name_lists import EN, FEMALE, IT, MALE, PL, RU
from customer360.demo.rand import (
    Bools,
    Floats,
    Ints,
    Streams,
    chance,
    group_rank,
    mixed,
    weighted,
)
from customer360.demo.rates import USUAL, Rates
from customer360.demo.text import choose, join, number, pool, repeats, select, take

PARTNER, CHILD = 1, 2
_FAMILY_SIZE = 3  # from this size on there are grown-up children
_CULTURES = {places.ITALY: [0.83, 0.04, 0.07, 0.06], places.POLAND: [0.02, 0.81, 0.13, 0.04]}
_MAIL_HOSTS = [
    "postamail.example", "libera.example", "virgola.example", "mailbox.example", "inboxy.example",
    "poczta.example", "skrzynka.example", "onepost.example", "fibramail.example",
    "yandeks.example",
]  # fmt: skip
_HOST_WEIGHTS = np.array(
    [
        [0.50, 0.16, 0.08, 0.12, 0.08, 0.0, 0.0, 0.02, 0.04, 0.0],
        [0.02, 0.0, 0.0, 0.38, 0.10, 0.30, 0.18, 0.02, 0.0, 0.0],
        [0.12, 0.02, 0.0, 0.30, 0.10, 0.05, 0.03, 0.02, 0.0, 0.36],
        [0.15, 0.02, 0.0, 0.40, 0.30, 0.02, 0.01, 0.10, 0.0, 0.0],
    ]
)
_WORK_HOSTS = [f"{name}.example" for name in (
    "studio-bassi", "officine-nord", "logistyka", "edil-sud", "kancelaria", "tecnoplast",
    "hurtownia", "northgate", "scuola-verdi", "szpital", "trasporti-po", "biuro",
)]  # fmt: skip
_OPEN_AGES = (18, 88)
_YEAR = 365.25
_ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
), strict=True))  # fmt: skip
_CENTURY = 2000


@dataclass
class People:
    """All persons of the run.

    Every attribute is by person, shape (n,); days are day numbers, `NEVER` where nothing happens.

    Attributes:
        homes: Households.
        culture: Language of the name; gender: 0 female, 1 male.
        given: Given name code; family: family name code; family_later: after marriage.
        birth: Birth day.
        joined: First day as a customer; left: day of leaving for good.
        moved: Day of moving house; married: day of the change of name.
        address: Address before moving; address_later: after it.
        email: Own e-mail or null; email_2: second one or null.
        mobile: Mobile number, national form; landline: fixed phone, national form.
        rate: Orders a year while a customer.
        hunter: Whether the person buys mainly in promotions.
        cases: Hard cases of the person by name, each a mark by person.
    """

    homes: households.Households
    culture: Ints
    gender: Ints
    given: Ints
    family: Ints
    family_later: Ints
    birth: Ints
    joined: Ints
    left: Ints
    moved: Ints
    married: Ints
    address: households.Addresses
    address_later: households.Addresses
    mobile: Any
    landline: Any
    rate: Floats
    hunter: Bools
    email: Any = None
    email_2: Any = None
    cases: dict[str, Bools] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.gender)

    @property
    def country(self) -> Ints:
        """Country of residence, 0 Italy, 1 Poland, shape (n,)."""
        return self.homes.country[self.homes.of]

    def family_on(self, persons: Ints, days: Ints) -> Ints:
        """Family name code that persons bear on days, by gender, shape (k,)."""
        code = np.where(
            days >= self.married[persons], self.family_later[persons], self.family[persons]
        )
        return names.load().family_code(code, self.gender[persons])

    def address_on(self, persons: Ints, days: Ints) -> households.Addresses:
        """Address at which persons live on days, shape (k,)."""
        later = days >= self.moved[persons]
        old, new = self.address, self.address_later

        def pick(before: Ints, after: Ints) -> Ints:
            return np.where(later, after[persons], before[persons])

        return households.Addresses(
            pick(old.town, new.town),
            pick(old.street, new.street),
            pick(old.number, new.number),
            pick(old.district, new.district),
        )

    def active_from(self, calendar: Calendar) -> Ints:
        """First day of the run on which each person may buy."""
        return np.maximum(self.joined, calendar.start)

    def active_to(self, calendar: Calendar) -> Ints:
        """Last day of the run on which each person may buy; before active_from for none."""
        return np.minimum(self.left, calendar.end)


def make(streams: Streams, calendar: Calendar, n: int, rates: Rates = USUAL) -> People:
    """Make n people in households.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        n: Number of people.
        rates: How hard the world is.

    Returns:
        People without hard cases and e-mail addresses yet.
    """
    homes = households.make(streams.get("households"), n, rates)
    rng = streams.get("people")
    country = homes.country[homes.of]
    first = np.arange(n) - homes.role  # position of the head
    gender = _genders(rng, homes, first)
    culture = _cultures(rng, homes, country)
    pools = names.load()
    given = pools.draw_given(rng, culture, gender)
    family = _families(rng, homes, culture, gender, first)
    birth = _births(rng, calendar, homes, first)
    joined, left = _spans(rng, calendar, n)
    live = households.addresses(rng, country)
    never = np.full(n, NEVER, dtype=np.int64)
    home = homes.home
    at_home = households.Addresses(*(part[homes.of] for part in vars(home).values()))
    towns = places.load()
    return People(
        homes=homes,
        culture=culture,
        gender=gender,
        given=given,
        family=family,
        family_later=family.copy(),
        birth=birth,
        joined=joined,
        left=left,
        moved=never,
        married=never.copy(),
        address=at_home,
        address_later=live,
        mobile=_mobiles(rng, country),
        landline=towns.landline(at_home.town, homes.landline[homes.of]),
        rate=rng.gamma(0.7, 1.0, n) + 0.02,
        hunter=chance(rng, n, 0.12),
    )


def _genders(rng: np.random.Generator, homes: households.Households, first: Ints) -> Ints:
    gender = chance(rng, len(first), 0.46).astype(np.int64)
    partner = homes.role == PARTNER
    other = 1 - gender[first]
    gender[partner] = np.where(chance(rng, len(first), 0.94), other, gender[first])[partner]
    return gender


def _cultures(rng: np.random.Generator, homes: households.Households, country: Ints) -> Ints:
    own = np.zeros(len(country), dtype=np.int64)
    of_home = np.zeros(homes.count, dtype=np.int64)
    for code, shares in _CULTURES.items():
        own[country == code] = weighted(rng, shares, int((country == code).sum()))
        mine = homes.country == code
        of_home[mine] = weighted(rng, shares, int(mine.sum()))
    mixed_couple = (homes.role == PARTNER) & chance(rng, len(country), 0.15)
    return np.where(mixed_couple, own, of_home[homes.of])


def _families(
    rng: np.random.Generator, homes: households.Households, culture: Ints, gender: Ints, first: Ints
) -> Ints:
    family = names.load().draw_family(rng, culture)
    # a partner outside Italy mostly bears the same name; children bear the father's
    shares = (homes.role == PARTNER) & (culture != IT) & (culture == culture[first])
    shares &= chance(rng, len(culture), 0.85)
    family[shares] = family[first[shares]]
    father = np.where((gender[first] == FEMALE) & (homes.size > 1), first + 1, first)
    father = np.minimum(father, len(culture) - 1)
    child = (homes.role >= CHILD) & (culture == culture[father])
    family[child] = family[father[child]]
    return family


def _births(
    rng: np.random.Generator, calendar: Calendar, homes: households.Households, first: Ints
) -> Ints:
    n = len(first)
    low, high = _OPEN_AGES
    age = 18 + rng.gamma(3.2, 9.0, n)
    age = np.where(age > high, rng.uniform(low, high, n), age)
    parents = homes.size >= _FAMILY_SIZE
    age = np.where(parents, 42 + 30 * rng.beta(1.6, 2.6, n), age)
    age = np.where(
        homes.role == PARTNER,
        np.maximum(age[first] + rng.normal(-1, 4, n), low + rng.random(n)),
        age,
    )
    # grown-up children, at least twenty years younger than either parent
    parent = np.minimum(age[first], age[np.minimum(first + 1, n - 1)])
    room = np.maximum(parent - low - 20, 1.0)
    age = np.where(homes.role >= CHILD, low + 0.1 + room * rng.random(n), age)
    return (calendar.start - age * _YEAR).astype(np.int64)


def _spans(rng: np.random.Generator, calendar: Calendar, n: int) -> tuple[Ints, Ints]:
    old = chance(rng, n, 0.68)
    before = calendar.start - 1 - rng.exponential(900, n)
    during = calendar.start + rng.random(n) * len(calendar)
    joined = np.where(old, np.maximum(before, calendar.start - 3650), during).astype(np.int64)
    # how soon people leave differs between people, so that the long-standing ones stay
    hazard = rng.gamma(1.1, 0.22 / 1.1, n) + 1e-4
    stay = rng.exponential(1.0, n) / hazard * _YEAR
    left = np.maximum(joined, calendar.start) + 1 + np.minimum(stay, NEVER / 2).astype(np.int64)
    return joined, np.where(left > calendar.end, NEVER, left)


def _mobiles(rng: np.random.Generator, country: Ints) -> Any:
    unique = mixed(rng, len(country), 400_000_000)
    # Italian mobiles begin with 32 to 39, Polish ones with 5 to 8
    return number(
        np.where(country == places.ITALY, 3_200_000_000 + 2 * unique, 500_000_000 + unique)
    )


def give_emails(rng: np.random.Generator, people: People, by_rank: bool = False) -> None:
    """Give people e-mail addresses made of their names; changes people in place.

    Args:
        rng: Source of the draws.
        people: People.
        by_rank: Whether an address that is taken gets the next free number, as a mail host would
            give it, instead of the number of the person.
    """
    n, culture, birth = people.n, people.culture, people.birth
    given, family, gender = people.given, people.family, people.gender
    pools = names.load()
    own = take(pools.given_slug, given)
    last = take(pools.family_slug, pools.family_code(family, gender))
    nick = take(pools.nick_slug, given)
    year = np.array([to_date(d).year for d in range(int(birth.min()), int(birth.max()) + 1)])[
        birth - int(birth.min())
    ]
    initial = pc.utf8_slice_codeunits(own, 0, 1)
    two, four = number(year % 100, 2), number(year)
    local = select(
        weighted(rng, [0.30, 0.17, 0.12, 0.12, 0.12, 0.09, 0.08], n),
        join(own, ".", last),
        join(own, ".", last, two),
        join(initial, last, two),
        join(last, ".", own),
        join(nick, last, number(rng.integers(1, 99, n))),
        join(own, "_", four),
        join(nick, ".", last, "_", two),
    )
    hosts = np.zeros(n, dtype=np.int64)
    for code in (IT, PL, RU, EN):
        mine = culture == code
        hosts[mine] = weighted(rng, _HOST_WEIGHTS[code], int(mine.sum()))
    work = join(own, ".", last)
    work_host = take(pool(_WORK_HOSTS), rng.integers(0, len(_WORK_HOSTS), n))
    first = pa.concat_arrays([local, work])
    after = pa.concat_arrays([take(pool(_MAIL_HOSTS), hosts), work_host])
    wanted = join(first, "@", after)
    again = repeats(wanted)
    # two persons with one name never share an address by accident: the later one gets a number
    serial = number(_next_free(wanted) if by_rank else np.tile(np.arange(n), 2))
    every = choose(again, join(first, ".", serial, "@", after), wanted)
    people.email = choose(chance(rng, n, 0.93), every[:n], None)
    people.email_2 = choose(chance(rng, n, 0.16), every[n:], None)


def _next_free(values: Any) -> Ints:
    """Number equal values 1, 2, 3 and so on in the order in which they stand, shape (k,)."""
    codes = pc.dictionary_encode(values).indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    rank = np.empty(len(codes), dtype=np.int64)
    rank[order] = 1 + group_rank(codes[order])
    return rank


def codice_fiscale(people: People, persons: Ints) -> Any:
    """Compute the Italian tax code of persons, from the name at birth, shape (k,)."""
    pools, towns = names.load(), places.load()
    days = people.birth[persons]
    low = int(days.min()) if len(days) else 0
    span = range(low, (int(days.max()) if len(days) else 0) + 1)
    dates = [to_date(day) for day in span]
    months = "ABCDEHLMPRST"
    women = [f"{d.year % 100:02d}{months[d.month - 1]}{d.day + 40:02d}" for d in dates]
    men = [f"{d.year % 100:02d}{months[d.month - 1]}{d.day:02d}" for d in dates]
    gender = people.gender[persons]
    birth = take(pool(women + men), days - low + len(dates) * (gender == MALE))
    family = pools.family_code(people.family[persons], gender)
    abroad = {PL: "Z127", RU: "Z154", EN: "Z114"}
    registry = take(towns.registry, people.homes.home.town[people.homes.of[persons]])
    for culture, code in abroad.items():
        registry = choose(people.culture[persons] == culture, code, registry)
    head = join(
        take(pools.family_tax, family),
        take(pools.given_tax, people.given[persons]),
        birth,
        registry,
    )
    return join(head, _tax_check(head))


def _tax_check(head: Any) -> Any:
    letters = np.frombuffer("".join(head.to_pylist()).encode("ascii"), dtype=np.uint8)
    matrix = letters.reshape(-1, 15)
    odd = np.zeros(128, dtype=np.int64)
    even = np.zeros(128, dtype=np.int64)
    for letter, value in _ODD.items():
        odd[ord(letter)] = value
        even[ord(letter)] = int(letter) if letter.isdigit() else ord(letter) - ord("A")
    total = odd[matrix[:, 0::2]].sum(axis=1) + even[matrix[:, 1::2]].sum(axis=1)
    return take(pool([chr(ord("A") + i) for i in range(26)]), total % 26)


def pesel(people: People, persons: Ints) -> Any:
    """Compute the Polish personal number of persons, with its check digit, shape (k,)."""
    days = people.birth[persons]
    text = date_texts(days, "%Y%m%d")
    digits = np.frombuffer("".join(text.to_pylist()).encode(), dtype=np.uint8).reshape(-1, 8) - 48
    digits = digits.astype(np.int64)
    year = digits[:, :4] @ np.array([1000, 100, 10, 1])
    month = digits[:, 4] * 10 + digits[:, 5] + 20 * (year >= _CENTURY)
    serial = (persons * 7_919) % 1000
    sex = 2 * (persons % 5) + (people.gender[persons] == MALE)
    parts = [digits[:, 2], digits[:, 3], month // 10, month % 10, digits[:, 6], digits[:, 7]]
    parts += [serial // 100, serial // 10 % 10, serial % 10, sex]
    matrix = np.stack(parts, axis=1)
    check = (10 - (matrix @ np.array([1, 3, 7, 9, 1, 3, 7, 9, 1, 3])) % 10) % 10
    value = np.column_stack([matrix, check]) @ 10 ** np.arange(10, -1, -1, dtype=np.int64)
    return number(value, 11)


def person_ids(persons: Ints) -> Any:
    """Write the key of persons in the truth, shape (k,)."""
    return join("P", number(persons, 7))
