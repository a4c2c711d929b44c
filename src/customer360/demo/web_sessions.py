"""Sessions on the web: those that led to an order, and those that came without a cause we know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from customer360.demo.behaviour import web_seconds
from customer360.demo.clock import DAY
from customer360.demo.rand import Bools, Ints, chance, expand, weighted
from customer360.demo.rhythm import WEB
from customer360.demo.web_devices import Devices
from customer360.demo.webshop import GUEST, Accounts, Orders
from customer360.demo.world import World

(
    INSTALL, PUSH, OPEN, LAND, LOGIN, SEARCH, READ, VIEW, ADD, REMOVE, LOGIN_LATE, SHIPPING,
    PAYMENT, REVIEW, PURCHASE,
) = range(15)  # fmt: skip
STAGES = 15
GAPS = np.array(
    [25.0, 20.0, 20.0, 20.0, 35.0, 30.0, 150.0, 50.0, 25.0, 20.0, 40.0, 70.0, 60.0, 30.0, 45.0]
)  # seconds
BOUNCE, LOOK, CONTENT, CART, ORDER = range(5)
SOURCES = [
    None, "google", "google", "newsletter", "facebook", "instagram", "bing", "tradelink", "app",
    "sms",
]  # fmt: skip
MEDIA = [None, "cpc", "organic", "email", "cpc", "cpc", "cpc", "affiliate", "push", "sms"]
DIRECT, NEWSLETTER, PUSHED, TEXTED = 0, 3, 8, 9
PAID = np.array([1, 4, 5, 6])
NONE = -1
_TRACKED = 0.56  # orders whose session the tracker saw: many refuse cookies
_SESSIONS_A_YEAR = 1.5
_SOURCE_WEIGHTS = [34, 17, 20, 12, 6, 5, 2, 4]


@dataclass(frozen=True)
class Sessions:
    """Sessions, shape (s,).

    Attributes:
        person: Visitor; device: device; second: local second of the first event.
        kind: BOUNCE to ORDER; order: order that it led to, NONE for none.
        account: Account that logs in, GUEST for none.
        counts: Events per stage, shape (s, STAGES).
        source: Where the visit came from.
        mail: Message to many that led to it, NONE for none.
        topic: Category that it is about, NONE for whatever the person likes.
        article: Article that is looked at first, NONE for any.
    """

    person: Ints
    device: Ints
    second: Ints
    kind: Ints
    order: Ints
    account: Ints
    counts: Ints
    source: Ints
    mail: Ints
    topic: Ints
    article: Ints

    @property
    def n(self) -> int:
        """Number of sessions."""
        return len(self.person)


@dataclass(frozen=True)
class Visits:
    """Visits that become sessions, shape (v,); the attributes are those of Sessions."""

    person: Ints
    device: Ints
    second: Ints
    kind: Ints
    source: Ints
    mail: Ints
    topic: Ints
    article: Ints


def none(n: int) -> Ints:
    """NONE for each of n rows."""
    return np.full(n, NONE, dtype=np.int64)


def sessions(world: World, owned: Devices, accounts: Accounts, orders: Orders) -> Sessions:
    """Draw the sessions: those that led to an order, and all the others.

    Args:
        world: World.
        owned: Devices.
        accounts: Accounts.
        orders: Web orders.

    Returns:
        Sessions sorted by time.
    """
    rng = world.streams.get("sessions")
    tracked = np.flatnonzero(chance(rng, orders.n, _TRACKED) & (owned.base[orders.person] >= 0))
    person, second = _visits(rng, world, owned)
    n, m = len(tracked), len(person)
    kind = np.r_[np.full(n, ORDER), weighted(rng, [20, 29, 10, 41], m)]
    every = np.r_[orders.person[tracked], person]
    order = np.r_[tracked, none(m)]
    account = np.r_[
        orders.account[tracked], _logged(rng, accounts, person, second, (kind[n:], 0.38))
    ]
    device = owned.used(rng, every, np.r_[orders.second[tracked], second] // DAY)
    lines = np.bincount(orders.lines.of, minlength=max(orders.n, 1))[np.maximum(order, 0)]
    counts = _counts(rng, kind, account, lines)
    _review(world.streams.get("checkout review"), counts)
    # the purchase event happens when the order does, so its session began that much earlier
    length = (counts[:n] * GAPS).sum(axis=1).astype(np.int64)
    begin = np.r_[orders.second[tracked] - length, second]
    source = weighted(rng, _SOURCE_WEIGHTS, n + m)
    free = none(n + m)
    return by_time(
        [Sessions(every, device, begin, kind, order, account, counts, source, free, free, free)]
    )


def led_by(
    rng: np.random.Generator, accounts: Accounts, visits: Visits, logs_in: float
) -> Sessions:
    """Make sessions without an order of visits.

    Args:
        rng: Source of the draws.
        accounts: Accounts.
        visits: Visits.
        logs_in: Share of the account holders who log in.

    Returns:
        Sessions in the order of the visits.
    """
    n = len(visits.person)
    account = _logged(rng, accounts, visits.person, visits.second, (visits.kind, logs_in))
    counts = _counts(rng, visits.kind, account, np.zeros(n, dtype=np.int64))
    _review(rng, counts)
    return Sessions(order=none(n), account=account, counts=counts, **vars(visits))


def by_time(parts: Sequence[Sessions]) -> Sessions:
    """Put sessions together, sorted by time."""
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])
    }
    order = np.argsort(columns["second"], kind="stable")
    return Sessions(**{name: column[order] for name, column in columns.items()})


def in_app(seen: Sessions, owned: Devices) -> Sessions:
    """Let sessions, sorted by time, of the app begin as such: installed once, then opened."""
    app = owned.app[seen.device]
    pushed = app & (seen.source == PUSHED)
    counts = seen.counts.copy()
    counts[:, OPEN] = app & ~pushed
    counts[:, PUSH] = pushed
    counts[app, LAND] = 0
    device, first = np.unique(seen.device, return_index=True)
    fresh = first[owned.app[device] & (owned.installed[device] * DAY <= seen.second[first])]
    counts[fresh, INSTALL] = 1
    return replace(seen, counts=counts)


def _logged(
    rng: np.random.Generator,
    accounts: Accounts,
    person: Ints,
    second: Ints,
    how: tuple[Ints, float],
) -> Ints:
    kind, share = how
    known = accounts.first[person]
    logs_in: Bools = (known != GUEST) & chance(rng, len(person), share) & (kind != BOUNCE)
    logs_in &= np.r_[accounts.created, 0][known] <= second
    return np.where(logs_in, known, GUEST)


def _visits(rng: np.random.Generator, world: World, owned: Devices) -> tuple[Ints, Ints]:
    calendar, people, habit = world.calendar, world.people, world.habit
    clock = np.r_[0.0, np.cumsum(world.busy[WEB, False])]
    begin = clock[calendar.at(people.active_from(calendar))]
    end = clock[calendar.at(people.active_to(calendar)) + 1]
    keen = np.array([0.9, 2.2, 3.4])[habit.preference] * rng.gamma(1.2, 1 / 1.2, people.n)
    keen = np.where((owned.base >= 0) & (end > begin), keen, 0.0)
    mean = keen * (end - begin)
    scale = _SESSIONS_A_YEAR * people.n * len(calendar) / 365.25 / max(float(mean.sum()), 1e-9)
    of, _ = expand(rng.poisson(mean * scale))
    point = begin[of] + rng.random(len(of)) * (end - begin)[of]
    day = np.clip(np.searchsorted(clock, point, side="right") - 1, 0, len(calendar) - 1)
    return of, web_seconds(rng, calendar, day)


def _counts(rng: np.random.Generator, kind: Ints, account: Ints, lines: Ints) -> Ints:
    n = len(kind)
    counts = np.zeros((n, STAGES), dtype=np.int64)
    bought = kind == ORDER
    lines = np.where(bought, lines, 0)
    cart = kind == CART
    counts[:, LAND] = 1
    logged = account != GUEST
    early = logged & (~bought | chance(rng, n, 0.5))
    counts[:, LOGIN] = early
    counts[:, LOGIN_LATE] = logged & ~early
    counts[:, SEARCH] = chance(rng, n, 0.25) & (kind != BOUNCE)
    counts[:, READ] = np.where(kind == CONTENT, 1 + rng.poisson(0.7, n), 0)
    looks = np.where((kind == LOOK) | cart, 1 + rng.poisson(1.6, n), 0)
    counts[:, VIEW] = np.where(bought, lines + rng.poisson(0.7, n), looks)
    counts[:, ADD] = np.where(bought, lines, np.where(cart, 1 + rng.poisson(0.4, n), 0))
    counts[:, ADD] = np.minimum(counts[:, ADD], counts[:, VIEW])
    counts[:, REMOVE] = cart & chance(rng, n, 0.15)
    counts[:, SHIPPING] = bought | (cart & chance(rng, n, 0.35))
    counts[:, PAYMENT] = bought | ((counts[:, SHIPPING] > 0) & chance(rng, n, 0.45))
    counts[:, PURCHASE] = bought
    return counts


def _review(rng: np.random.Generator, counts: Ints) -> None:
    """Let all buyers and half of those who chose how to pay look over their order once more."""
    doubts = (counts[:, PAYMENT] > 0) & chance(rng, len(counts), 0.5)
    counts[:, REVIEW] = (counts[:, PURCHASE] > 0) | doubts
