"""The contact centre: who asks or complains about what, and when."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from customer360.demo import identity, life
from customer360.demo.clock import DAY, HOUR
from customer360.demo.rand import Bools, Ints, chance, expand, weighted
from customer360.demo.receipts import Receipts
from customer360.demo.text import blank, join, number
from customer360.demo.webshop import Orders, Refunds
from customer360.demo.world import World

PHONE, EMAIL, CHAT, FORM = range(4)
CHANNELS = ["phone", "email", "chat", "form"]
REASONS = [
    "delivery", "quality", "price", "billing", "return", "availability", "account", "question",
]  # fmt: skip
DELIVERY, RETURN, QUESTION = 0, 4, 7
NONE = -1
_CHANNEL_WEIGHTS = [40, 28, 20, 12]
_DELIVERIES, _RETURNS, _GOODS_WEB, _GOODS = 0.033, 0.14, 0.010, 0.006
_QUESTIONS = 0.05  # a customer and year
_LEAVES_ANGRY, _ANGRY_DAYS = 0.11, 56
_OPEN_DAYS, _NEVER_CLOSED = 45, 0.12
_NAMELESS, _BY_PHONE = 0.25, 0.35
_OPENS, _CLOSES = 9 * HOUR, 19 * HOUR
NOISE = identity.Noise(
    nickname=0.10, typo=0.05, swapped=0.08, plain=0.5, no_birth=1.0, no_email=0.08, no_phone=0.25,
    no_address=1.0, landline=0.06, clerk=0.015, shop_phone=0.003, placeholder=0.008, variant=0.06,
)  # fmt: skip


@dataclass(frozen=True)
class Tickets:
    """Requests in the order of their opening, shape (t,).

    Attributes:
        person: Who asks; requester: row among the requesters, NONE where nobody is named.
        channel: PHONE to FORM; reason: position in REASONS; complaint: whether it is one.
        order: Web order that it is about; article: article; NONE for none.
        opened, replied, closed: Local seconds; the last two may lie behind the end of the data.
        score: Satisfaction, 1 to 5, NONE for none.
    """

    person: Ints
    requester: Ints
    channel: Ints
    reason: Ints
    complaint: Bools
    order: Ints
    article: Ints
    opened: Ints
    replied: Ints
    closed: Ints
    score: Ints

    @property
    def n(self) -> int:
        """Number of requests."""
        return len(self.person)


@dataclass(frozen=True)
class Requesters:
    """Persons as the help desk knows them, in the order of their first request, shape (r,)."""

    person: Ints
    created: Ints
    draws: identity.Draws

    def ids(self, rows: Ints) -> Any:
        """Keys of requesters, shape (k,)."""
        return join("RQ", number(rows + 1, 6))


@dataclass(frozen=True)
class _Causes:
    """What makes people call, shape (c,)."""

    person: Ints
    day: Ints
    reason: Ints
    complaint: Bools
    order: Ints
    article: Ints


def make(
    world: World, sold: Receipts, orders: Orders, refunds: Refunds, buyers: Bools
) -> tuple[Tickets, Requesters]:
    """Draw the requests, and whom the help desk knows by name.

    Args:
        world: World.
        sold: Receipts.
        orders: Web orders.
        refunds: Refunds of web orders.
        buyers: Who ever buys, by person.

    Returns:
        Requests, and requesters.
    """
    calendar = world.calendar
    rng = world.streams.get("contact centre")
    causes = (
        _deliveries(rng, world, orders),
        _money_back(rng, orders, refunds),
        _goods_of_orders(rng, orders),
        _goods_of_shops(rng, sold),
        _questions(rng, world),
        _last_straws(rng, world, buyers),
    )
    every = _Causes(
        **{name: np.concatenate([getattr(c, name) for c in causes]) for name in vars(causes[0])}
    )
    inside = np.flatnonzero((every.day >= calendar.start) & (every.day <= calendar.end))
    every = _Causes(**{name: part[inside] for name, part in vars(every).items()})
    n = len(inside)
    channel = weighted(rng, _CHANNEL_WEIGHTS, n)
    time = np.where(
        channel == PHONE, rng.integers(_OPENS, _CLOSES, n), rng.integers(7 * HOUR, 23 * HOUR, n)
    )
    opened = every.day * DAY + time
    order = np.lexsort((every.person, opened))
    every = _Causes(**{name: part[order] for name, part in vars(every).items()})
    opened, channel = opened[order], channel[order]
    replied, closed = _handled(rng, calendar.end, opened, channel, every.complaint)
    requester, known = _named(rng, every.person, opened, channel)
    tickets = Tickets(
        person=every.person,
        requester=requester,
        channel=channel,
        reason=every.reason,
        complaint=every.complaint,
        order=every.order,
        article=every.article,
        opened=opened,
        replied=replied,
        closed=closed,
        score=_scores(rng, every.complaint, closed - opened),
    )
    return tickets, _requesters(rng, world, known, channel)


def _deliveries(rng: np.random.Generator, world: World, orders: Orders) -> _Causes:
    """Parcels that do not come; more often for people who will not order again."""
    day = orders.second // DAY
    share = np.where(life.soon_gone(world.people, orders.person, day, 90), 2.0, 1.0) * _DELIVERIES
    rows = np.flatnonzero(chance(rng, orders.n, share))
    n = len(rows)
    return _Causes(
        person=orders.person[rows],
        day=day[rows] + rng.integers(2, 10, n),
        reason=np.full(n, DELIVERY),
        complaint=chance(rng, n, 0.7),
        order=rows,
        article=np.full(n, NONE),
    )


def _money_back(rng: np.random.Generator, orders: Orders, refunds: Refunds) -> _Causes:
    rows = np.flatnonzero(chance(rng, len(refunds.order), _RETURNS))
    order, n = refunds.order[rows], len(rows)
    return _Causes(
        person=orders.person[order],
        day=refunds.second[rows] // DAY + rng.integers(1, 8, n),
        reason=np.full(n, RETURN),
        complaint=chance(rng, n, 0.3),
        order=order,
        article=np.full(n, NONE),
    )


def _goods_of_orders(rng: np.random.Generator, orders: Orders) -> _Causes:
    rows = np.flatnonzero(chance(rng, orders.n, _GOODS_WEB))
    day = orders.done[rows] // DAY + rng.integers(1, 12, len(rows))
    first = np.searchsorted(orders.lines.of, rows)
    return _goods(rng, (orders.person[rows], day), rows, orders.lines.article[first])


def _goods_of_shops(rng: np.random.Generator, sold: Receipts) -> _Causes:
    rows = np.flatnonzero((sold.original < 0) & chance(rng, sold.n, _GOODS))
    day = sold.second[rows] // DAY + rng.integers(1, 15, len(rows))
    first = np.searchsorted(sold.lines.of, rows)
    return _goods(
        rng, (sold.person[rows], day), np.full(len(rows), NONE), sold.lines.article[first]
    )


def _goods(rng: np.random.Generator, who: tuple[Ints, Ints], order: Ints, article: Ints) -> _Causes:
    """What was bought is not what it should be: quality, price or bill."""
    person, day = who
    n = len(person)
    return _Causes(
        person=person,
        day=day,
        reason=weighted(rng, [0, 62, 14, 16, 0, 8, 0, 0], n),
        complaint=chance(rng, n, 0.75),
        order=order,
        article=article.astype(np.int64),
    )


def _questions(rng: np.random.Generator, world: World) -> _Causes:
    person, _ = expand(rng.poisson(_QUESTIONS * life.years(world)))
    n = len(person)
    likes = world.habit.likes[person, 0]
    article = np.where(chance(rng, n, 0.3), world.catalogue.draw(rng, likes), NONE)
    reason = weighted(rng, [0, 0, 6, 8, 0, 22, 20, 44], n)
    return _Causes(
        person=person,
        day=life.some_day(rng, world, person),
        reason=reason,
        complaint=chance(rng, n, 0.11) & (reason != QUESTION),
        order=np.full(n, NONE),
        article=article,
    )


def _last_straws(rng: np.random.Generator, world: World, buyers: Bools) -> _Causes:
    """Complaints of the last weeks of people who then stop buying."""
    people, calendar = world.people, world.calendar
    leaves = buyers & (people.left <= calendar.end)
    angry = leaves & chance(rng, people.n, _LEAVES_ANGRY)
    person, _ = expand(angry * (1 + rng.poisson(0.5, people.n)))
    n = len(person)
    ago = 2 + (rng.random(n) ** 1.3 * _ANGRY_DAYS).astype(np.int64)
    return _Causes(
        person=person,
        day=people.left[person] - ago,
        reason=weighted(rng, [14, 34, 14, 20, 10, 8, 0, 0], n),
        complaint=np.ones(n, dtype=np.bool_),
        order=np.full(n, NONE),
        article=np.full(n, NONE),
    )


def _handled(
    rng: np.random.Generator, end: int, opened: Ints, channel: Ints, complaint: Bools
) -> tuple[Ints, Ints]:
    """Draw the first reply and the end of requests; a few of the last weeks stay open."""
    n = len(opened)
    at_once = np.isin(channel, [PHONE, CHAT])
    later = in_hours(rng, opened + (rng.gamma(1.4, 5.0, n) * HOUR).astype(np.int64) + 300)
    replied = np.where(at_once, opened + rng.integers(20, 420, n), later)
    work = rng.gamma(1.1, np.where(complaint, 62.0, 18.0), n) * HOUR
    quick = at_once & ~complaint & chance(rng, n, 0.6)
    slow = in_hours(rng, replied + work.astype(np.int64) + 600)
    closed = np.where(quick, replied + rng.integers(120, 1500, n), slow)
    stuck = (opened // DAY > end - _OPEN_DAYS) & chance(rng, n, _NEVER_CLOSED)
    return replied, np.where(stuck, (end + 60) * DAY, closed)


def in_hours(rng: np.random.Generator, second: Ints) -> Ints:
    """Put local seconds of the night into the next morning, shape (k,)."""
    time = second % DAY
    morning = second - time + _OPENS + rng.integers(0, 2 * HOUR, len(second))
    return np.where(time < _OPENS, morning, np.where(time > _CLOSES, morning + DAY, second))


def _scores(rng: np.random.Generator, complaint: Bools, took: Ints) -> Ints:
    n = len(took)
    content = weighted(rng, [3, 5, 13, 32, 47], n)
    cross = weighted(rng, [30, 23, 21, 16, 10], n)
    slow = (took > 5 * DAY) & chance(rng, n, 0.6)
    score = 1 + np.where(complaint, cross, content) - slow
    return np.where(chance(rng, n, 0.38), np.maximum(score, 1), NONE)


def _named(
    rng: np.random.Generator, person: Ints, opened: Ints, channel: Ints
) -> tuple[Ints, tuple[Ints, Ints, Ints]]:
    """Decide who is known: requester of each request, and person, begin and request of each."""
    n = len(person)
    nameless = (channel == PHONE) & chance(rng, n, _NAMELESS)
    # who calls is at times not found under the address that wrote before
    apart = (channel == PHONE) & chance(rng, n, _BY_PHONE)
    named = np.flatnonzero(~nameless)
    key = person[named] * 2 + apart[named]
    _, first, of = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    requester = np.full(n, NONE, dtype=np.int64)
    requester[named] = place[of]
    rows = named[first[order]]
    return requester, (person[rows], opened[rows], rows)


def _requesters(
    rng: np.random.Generator, world: World, known: tuple[Ints, Ints, Ints], channel: Ints
) -> Requesters:
    person, created, ticket = known
    draws = identity.throw(rng, world.people, person, NOISE)
    by_phone = channel[ticket] == PHONE
    n = len(person)
    draws = replace(
        draws,
        email=blank(by_phone & chance(rng, n, 0.55), draws.email),
        phone=blank(~by_phone & chance(rng, n, 0.6), draws.phone),
    )
    return Requesters(person, created, draws)


def complaints(tickets: Tickets) -> life.Moments:
    """Moments of the complaints of persons, named or not."""
    rows = np.flatnonzero(tickets.complaint)
    return life.moments(tickets.person[rows], tickets.opened[rows])
