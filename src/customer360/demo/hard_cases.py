"""Hard cases of identity: their names, and those that lie in the people themselves."""

from typing import Any

import numpy as np
import pyarrow.compute as pc

from customer360.demo import names
from customer360.demo.clock import Calendar
from customer360.demo.name_lists import FEMALE, IT, MALE
from customer360.demo.people import CHILD, PARTNER, People, give_emails
from customer360.demo.rand import Bools, Ints, Streams, chance, some_of
from customer360.demo.rates import USUAL, Rates
from customer360.demo.text import choose, pool, take

# in the order of importance: the first that holds becomes hard_case of a record
CASES = [
    "clerk_email",
    "shop_phone",
    "placeholder",
    "recycled_phone",
    "twins",
    "father_and_son",
    "shared_household_email",
    "duplicate_membership",
    "duplicate_account",
    "several_crm_contacts",
    "married_name",
    "moved_house",
    "shared_landline",
    "cyrillic",
    "transliterated",
    "nickname",
    "typo",
    "swapped_names",
    "replaced_card",
    "guest_later_registered",
    "guest_checkout",
    "diacritics_dropped",
    "email_variant",
    "missing_fields",
    "shared_device",
]
BIT = {name: 1 << place for place, name in enumerate(CASES)}
_BIG_FAMILY = 4
_NAME_ROUNDS = 20
_GAP = 120  # days that an operator keeps a number before it goes to someone else


def plant(streams: Streams, calendar: Calendar, people: People, rates: Rates = USUAL) -> None:
    """Put the hard cases that lie in the people into them; changes people in place.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        people: People without hard cases.
        rates: How many of each case.
    """
    rng = streams.get("hard cases")
    first = np.arange(people.n) - people.homes.role
    people.cases["twins"] = _twins(rng, people, rates.twins)
    if rates.distinct_names:
        _tell_apart(streams.get("distinct names"), people)
    people.cases["father_and_son"] = _father_and_son(rng, people, first, rates.father_and_son)
    # addresses come after the names are what they are
    give_emails(streams.get("emails"), people, by_rank=rates.next_free_mail)
    people.cases["shared_household_email"] = _household_mail(rng, people, first, rates)
    people.cases["moved_house"] = _moves(rng, calendar, people, rates.moved)
    people.cases["married_name"] = _marriages(rng, calendar, people, rates.married)
    people.cases["recycled_phone"] = _recycled(rng, calendar, people, rates.recycled)
    people.cases["shared_phone"] = _household_phone(
        streams.get("household phones"), people, first, rates.household_phone
    )


def _twins(rng: np.random.Generator, people: People, share: float) -> Bools:
    homes = people.homes
    second = (homes.role == CHILD + 1) & (homes.size >= _BIG_FAMILY)
    chosen = np.flatnonzero(some_of(rng, second, share))
    people.birth[chosen] = people.birth[chosen - 1]
    people.family[chosen] = people.family[chosen - 1]
    people.family_later[chosen] = people.family[chosen - 1]
    # parents do not name two children alike
    near = np.abs(people.given[chosen] - people.given[chosen - 1]) <= 1
    spare = people.given[chosen]
    for (culture, gender), (first, count) in names.load().given_range.items():
        mine = (people.culture[chosen] == culture) & (people.gender[chosen] == gender)
        other = first + (people.given[chosen - 1] - first + 3) % count
        spare = np.where(mine, other, spare)
    people.given[chosen] = np.where(near, spare, people.given[chosen])
    return _marked(people.n, chosen, chosen - 1)


def _father_and_son(rng: np.random.Generator, people: People, first: Ints, share: float) -> Bools:
    homes = people.homes
    father = np.where(people.gender[first] == MALE, first, np.minimum(first + 1, people.n - 1))
    son = (homes.role == CHILD) & (people.gender == MALE) & (people.gender[father] == MALE)
    son &= (people.culture == people.culture[father]) & (homes.role[father] <= PARTNER)
    son &= ~people.cases["twins"]
    chosen = np.flatnonzero(some_of(rng, son, share))
    people.given[chosen] = people.given[father[chosen]]
    people.family[chosen] = people.family[father[chosen]]
    people.family_later[chosen] = people.family[chosen]
    return _marked(people.n, chosen, father[chosen])


def _household_mail(rng: np.random.Generator, people: People, first: Ints, rates: Rates) -> Bools:
    known = ~np.asarray(people.email.is_null())[first]
    size = people.homes.size
    heads = (people.homes.role == 0) & (size > 1) & (size <= round(rates.mail_family))
    chosen = some_of(rng, heads & known, rates.household_mail)
    shared = chosen[first]
    people.email = choose(shared, take(people.email, first), people.email)
    people.email_2 = choose(shared & (people.homes.role > 0), None, people.email_2)
    return shared


def _moves(rng: np.random.Generator, calendar: Calendar, people: People, share: float) -> Bools:
    chosen = some_of(rng, np.ones(people.n, dtype=np.bool_), share * len(calendar) / 730)
    people.moved[chosen] = rng.integers(calendar.start + 20, calendar.end, int(chosen.sum()))
    return chosen


def _marriages(rng: np.random.Generator, calendar: Calendar, people: People, share: float) -> Bools:
    # a woman in Italy keeps her name
    young = calendar.start - people.birth < 45 * 365
    able = (people.gender == FEMALE) & (people.culture != IT) & young & ~people.cases["twins"]
    chosen = np.flatnonzero(some_of(rng, able, share))
    donors = rng.integers(0, people.n, len(chosen))
    same = people.culture[donors] == people.culture[chosen]
    chosen, donors = chosen[same], donors[same]
    people.family_later[chosen] = people.family[donors]
    people.married[chosen] = rng.integers(calendar.start + 20, calendar.end, len(chosen))
    return _marked(people.n, chosen)


def _recycled(rng: np.random.Generator, calendar: Calendar, people: People, share: float) -> Bools:
    """Hand the number of someone who left to someone who joined well after."""
    source = np.arange(people.n)
    pairs = []
    for country in (0, 1):
        here = people.country == country
        left = np.flatnonzero(here & (people.left < calendar.end - _GAP))
        joined = np.flatnonzero(here & (people.joined > calendar.start + _GAP))
        count = min(max(4, round(share * len(np.flatnonzero(here)))), len(left), len(joined))
        # the first to leave and the last to join, each in the order of time
        left = left[np.argsort(people.left[left], kind="stable")][: 2 * count]
        joined = joined[np.argsort(people.joined[joined], kind="stable")][-2 * count :]
        giver = left[np.sort(rng.choice(len(left), count, replace=False))]
        taker = joined[np.sort(rng.choice(len(joined), count, replace=False))]
        fits = people.joined[taker] >= people.left[giver] + _GAP
        source[taker[fits]] = giver[fits]
        pairs += [giver[fits], taker[fits]]
    people.mobile = take(people.mobile, source)
    return _marked(people.n, *pairs)


def _tell_apart(rng: np.random.Generator, people: People) -> None:
    """Draw given names again until no two persons of a household bear the same one."""
    pools = names.load()
    same_name = pc.dictionary_encode(pools.given_slug).indices.to_numpy()
    role = people.homes.role
    asked = np.flatnonzero(role > 0)
    for _ in range(_NAME_ROUNDS):
        name = same_name[people.given]
        clash = np.zeros(len(asked), dtype=np.bool_)
        for back in range(1, int(role.max()) + 1):
            clash |= (role[asked] >= back) & (name[asked] == name[asked - back])
        asked_again = asked[clash]
        if len(asked_again) == 0:
            return
        people.given[asked_again] = pools.draw_given(
            rng, people.culture[asked_again], people.gender[asked_again]
        )


def _household_phone(rng: np.random.Generator, people: People, first: Ints, share: float) -> Bools:
    """Let members of some households give the mobile of the head as theirs."""
    heads = (people.homes.role == 0) & (people.homes.size > 1) & ~people.cases["recycled_phone"]
    chosen = some_of(rng, heads, share, at_least=0)
    borrows = chosen[first] & (people.homes.role > 0) & ~people.cases["recycled_phone"]
    borrows &= chance(rng, people.n, 0.5)
    source = np.where(borrows, first, np.arange(people.n))
    if borrows.any():
        people.mobile = take(people.mobile, source)
    return _marked(people.n, np.flatnonzero(borrows), first[borrows])


def _marked(n: int, *places: Ints) -> Bools:
    marks = np.zeros(n, dtype=np.bool_)
    for place in places:
        marks[place] = True
    return marks


def main_case(bits: Ints) -> Any:
    """Name of the most important case of each record, null for none, shape (n,)."""
    table = pool(CASES)
    lowest = bits & -bits
    code = np.where(bits > 0, np.round(np.log2(np.maximum(lowest, 1))).astype(np.int64), -1)
    return take(table, code)


def all_cases(bits: Ints) -> Any:
    """Names of all cases of each record joined by a bar, null for none, shape (n,)."""
    found, codes = np.unique(bits, return_inverse=True)
    names = ["|".join(c for c in CASES if int(value) & BIT[c]) or None for value in found]
    return take(pool(names), codes)


def person_bits(people: People, persons: Ints) -> Ints:
    """Cases that lie in the persons themselves, as bits, shape (k,)."""
    bits = np.zeros(len(persons), dtype=np.int64)
    for name in ("twins", "father_and_son", "moved_house", "married_name"):
        bits |= BIT[name] * people.cases[name][persons]
    return bits
