"""Subscribers of the newsletter: who gave an address, where, and how each of them reads."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from customer360.demo import identity, life, versions
from customer360.demo.clock import DAY, HOUR, ISO, NEVER, date_texts, to_utc, zulu_texts
from customer360.demo.crm import Contacts
from customer360.demo.layouts import Columns, Csv
from customer360.demo.loyalty import Programme
from customer360.demo.rand import Bools, Ints, chance, weighted
from customer360.demo.slips import Slips, slip
from customer360.demo.text import blank, is_null, join, number, pool, repeats, take
from customer360.demo.warts import Shape
from customer360.demo.webshop import Accounts
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

ALL, SELDOM_CLICKS, SOMETIMES, NOTHING = range(4)  # what a subscriber opens
WEEKLY, FORTNIGHTLY, MONTHLY = range(3)
SHOP, TILL, PAGE = range(3)
_WAYS = ["shop", "till", "landing page"]
_JOINS = (0.74, 0.70, 0.50)  # of the new accounts, members and contacts
_PAGE_ONLY = {True: 0.10, False: 0.16}  # of the others, by whether they ever buy
_SECOND = 0.02
_MONTHS_APART = 3
NOISE = identity.Noise(
    nickname=0.12, typo=0.03, swapped=0.01, plain=0.45, cyrillic=0.35, no_birth=0.55, no_email=0.0,
    no_phone=0.0, no_address=0.0, second_email=0.25, variant=0.07, shop_phone=0.0,
    placeholder=0.003, births=(1, 4, 2, 1), countries=(5, 2, 1, 1),
)  # fmt: skip
_SLIPS = Slips(birth=0.01, email=0.015)
_COLUMNS = (
    "subscriber_id", "email", "given_name", "family_name", "birth_date", "country_code", "status",
    "signup_source", "subscribed_at", "unsubscribed_at", "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Subscribers:
    """Subscribers in the order of their subscription, shape (s,).

    Attributes:
        person: Person; since: local second of the subscription; way: where it was given.
        draws: How each is written.
        dead: Whether the address does not exist.
        reads: ALL to NOTHING; rhythm: WEEKLY to MONTHLY; texts: whether text messages come too.
        left: Local second of the unsubscription, NEVER days for none; filled while messages go out.
        bounced: The same for the bounce after which nothing is sent any more.
    """

    person: Ints
    since: Ints
    way: Ints
    draws: identity.Draws
    dead: Bools
    reads: Ints
    rhythm: Ints
    texts: Bools
    left: Ints
    bounced: Ints

    @property
    def n(self) -> int:
        """Number of subscribers."""
        return len(self.person)


def subscriber_ids(rows: Ints) -> Any:
    """Keys of subscribers, shape (k,)."""
    return join("S", number(rows + 1, 7))


def subscribe(
    world: World, accounts: Accounts, programme: Programme, contacts: Contacts, buyers: Bools
) -> Subscribers:
    """Decide who subscribes, where and when.

    Args:
        world: World.
        accounts: Accounts of the web shop.
        programme: Loyalty programme.
        contacts: Contacts of the CRM.
        buyers: Who ever buys, by person.

    Returns:
        Subscribers without duplicates of an address: the tool refuses those.
    """
    calendar, people = world.calendar, world.people
    rng = world.streams.get("subscribers")
    person, since, way = _sign_ups(rng, world, (accounts, programme, contacts), buyers)
    order = np.lexsort((person, since))
    person, since, way = person[order], since[order], way[order]
    right = identity.throw(rng, people, person, NOISE)
    draws = slip(rng, people, right, _SLIPS)
    dead = ~np.asarray(pc.equal(draws.email, right.email).fill_null(True))
    known = ~is_null(draws.email) & ~repeats(pc.utf8_lower(draws.email))
    keep = np.flatnonzero(known & (since < (calendar.end + 1) * DAY))
    n = len(keep)
    never = np.full(n, NEVER * DAY, dtype=np.int64)
    return Subscribers(
        person=person[keep],
        since=since[keep],
        way=way[keep],
        draws=draws.rows(keep),
        dead=dead[keep],
        reads=weighted(rng, [0.13, 0.30, 0.32, 0.25], n),
        rhythm=weighted(rng, [0.40, 0.35, 0.25], n),
        texts=chance(rng, n, 0.25),
        left=never,
        bounced=never.copy(),
    )


def _sign_ups(
    rng: np.random.Generator,
    world: World,
    records: tuple[Accounts, Programme, Contacts],
    buyers: Bools,
) -> tuple[Ints, Ints, Ints]:
    """Draw who subscribes when and where: with a record, on a page alone, or a second time."""
    calendar, people = world.calendar, world.people
    accounts, programme, contacts = records
    n = people.n
    persons, seconds, ways = [], [], []
    told = np.zeros(n, dtype=np.bool_)
    given = (
        (accounts.person, accounts.created, SHOP),
        (programme.person, programme.enrolled, TILL),
        (contacts.person, contacts.created, TILL),
    )
    for (whose, at, way), share in zip(given, _JOINS, strict=True):
        yes = np.flatnonzero(~told[whose] & chance(rng, len(whose), share))
        # of two records of one person the first one counts
        _, first = np.unique(whose[yes], return_index=True)
        rows = yes[first]
        told[whose] = True
        persons.append(whose[rows])
        seconds.append(at[rows])
        ways.append(np.full(len(rows), way))
    share_alone = np.where(buyers, _PAGE_ONLY[True], _PAGE_ONLY[False])
    alone = np.flatnonzero(~told & chance(rng, n, share_alone))
    persons.append(alone)
    seconds.append(life.at_some_hour(rng, life.some_day(rng, world, alone)))
    ways.append(np.full(len(alone), PAGE))
    # some forget that they are on the list, or want it at work as well
    again = np.concatenate(persons)[chance(rng, sum(map(len, persons)), _SECOND)]
    persons.append(again)
    later = rng.integers(calendar.start * DAY, (calendar.end + 1) * DAY, len(again))
    seconds.append(later // DAY * DAY + rng.integers(8 * HOUR, 22 * HOUR, len(again)))
    ways.append(np.full(len(again), PAGE))
    return np.concatenate(persons), np.concatenate(seconds), np.concatenate(ways)


def export(out: Output, world: World, subscribers: Subscribers) -> None:
    """Write all subscribers as they stand at the end of every third month and of the run."""
    calendar, people = world.calendar, world.people
    rng = out.streams.get("newsletter form")
    given, family = chance(rng, subscribers.n, 0.75), chance(rng, subscribers.n, 0.55)
    ends = [
        *(versions.last_day(date) for date in calendar.month_starts[_MONTHS_APART - 1 :: 3]),
        calendar.end,
    ]
    days = np.unique([day for day in ends if calendar.start <= day <= calendar.end])
    rows = [np.flatnonzero(subscribers.since < (day + 1) * DAY) for day in days]
    file_of = np.repeat(np.arange(len(days)), [len(r) for r in rows])
    who = np.concatenate(rows)

    def render(which: Ints) -> Columns:
        row, now = who[which], (days[file_of[which]] + 1) * DAY
        since, left, bounced = (
            part[row] for part in (subscribers.since, subscribers.left, subscribers.bounced)
        )
        is_left, is_bounced = left < now, bounced < now
        status = np.where(is_bounced, 2, is_left.astype(np.int64))
        text = identity.write(people, subscribers.draws, row, since // DAY)
        changed = np.maximum(since, np.where(is_left, left, np.where(is_bounced, bounced, since)))
        return {
            "subscriber_id": subscriber_ids(row),
            "email": text.email,
            "given_name": blank(~given[row], text.given),
            "family_name": blank(~family[row], text.family),
            "birth_date": text.birth,
            "country_code": text.country,
            "status": take(pool(["subscribed", "unsubscribed", "bounced"]), status),
            "signup_source": take(pool(_WAYS), subscribers.way[row]),
            "subscribed_at": zulu_texts(to_utc(since)),
            "unsubscribed_at": blank(~is_left, zulu_texts(to_utc(np.where(is_left, left, since)))),
            "updated_at": zulu_texts(to_utc(changed)),
        }

    names = [f"subscribers_{text}" for text in date_texts(days, ISO).to_pylist()]
    shape = Shape(
        "email",
        "subscribers",
        Csv(_COLUMNS, ";", free=("given_name", "family_name")),
        "subscriber_id",
        text="signup_source",
    )
    deliver(out, shape, (names, file_of), render)
    out.know("email", "subscribers", subscribers.n)
