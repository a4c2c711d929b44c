"""Web events: devices, sessions, and what happens in each session."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import baskets
from customer360.demo import campaigns as promo
from customer360.demo.behaviour import web_seconds
from customer360.demo.catalogue import EUR
from customer360.demo.clock import DAY, ISO, date_texts, to_utc, zulu_texts
from customer360.demo.habits import STORE_ONLY
from customer360.demo.layouts import Columns, Json
from customer360.demo.rand import Bools, Ints, chance, expand, weighted
from customer360.demo.rhythm import WEB
from customer360.demo.text import blank, choose, hexes, join, money, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.webshop import DEVICES, GUEST, Accounts, Orders, account_ids, order_ids
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

(LAND, LOGIN, SEARCH, READ, VIEW, ADD, REMOVE, LOGIN_LATE, SHIPPING, PAYMENT, PURCHASE) = range(11)
STAGES = 11
_EVENTS = [
    "page_view", "login", "search", "content_read", "product_view", "add_to_cart",
    "remove_from_cart", "login", "checkout_shipping", "checkout_payment", "purchase",
]  # fmt: skip
_PATHS = [
    "/", "/accedi", "/cerca", "/storie/{}", "/p/{}", "/carrello", "/carrello", "/accedi",
    "/checkout/spedizione", "/checkout/pagamento", "/checkout/grazie",
]  # fmt: skip
_GAPS = np.array([20.0, 35.0, 30.0, 150.0, 50.0, 25.0, 20.0, 40.0, 70.0, 60.0, 45.0])  # seconds
BOUNCE, LOOK, CONTENT, CART, ORDER = range(5)
_TRACKED = 0.56  # orders whose session the tracker saw: many refuse cookies
_SESSIONS_A_YEAR = 1.5
_SOURCES = [None, "google", "google", "newsletter", "facebook", "instagram", "bing", "tradelink"]
_MEDIA = [None, "cpc", "organic", "email", "paid_social", "paid_social", "cpc", "affiliate"]
_SOURCE_WEIGHTS = [34, 17, 20, 12, 6, 5, 2, 4]
_NEWSLETTER = 3
_DUPLICATES = 0.01
_COLUMNS = (
    "event_id", "event_at", "event_name", "device_id", "account_id", "session_id", "device_type",
    "page_url", "product_code", "category", "search_term", "quantity", "unit_price",
    "currency_code", "order_id", "utm_source", "utm_medium", "utm_campaign",
)  # fmt: skip
_OMITTED = (
    "product_code", "category", "search_term", "quantity", "unit_price", "currency_code",
    "order_id", "utm_source", "utm_medium", "utm_campaign",
)  # fmt: skip


@dataclass(frozen=True)
class Devices:
    """Devices, by device, shape (d,).

    Attributes:
        owner: Person; kind: 0 mobile, 1 desktop, 2 tablet; app: whether an app installation.
        id: Key.
        base: First device slot of each person, -1 for none, by person; count: slots.
        reset: Day on which the cookie of a slot was deleted and the next device began, by slot.
        borrowed: Person whose first device another one uses, itself for most, by person.
    """

    owner: Ints
    kind: Ints
    app: Bools
    id: Any
    base: Ints
    count: Ints
    reset: Ints
    borrowed: Ints


@dataclass(frozen=True)
class Sessions:
    """Sessions sorted by time, shape (s,).

    Attributes:
        person: Visitor; device: device; second: local second of the first event.
        kind: BOUNCE to ORDER; order: order that it led to, -1 for none.
        account: Account that logs in, GUEST for none.
        counts: Events per stage, shape (s, STAGES).
        source: Where the visit came from.
    """

    person: Ints
    device: Ints
    second: Ints
    kind: Ints
    order: Ints
    account: Ints
    counts: Ints
    source: Ints


@dataclass(frozen=True)
class Events:
    """Events by session and order within it, shape (e,)."""

    session: Ints
    stage: Ints
    second: Ints
    account: Ints
    article: Ints
    quantity: Ints


def devices(world: World) -> Devices:
    """Give devices to the people who look at the web shop."""
    calendar, people, habit = world.calendar, world.people, world.habit
    rng = world.streams.get("devices")
    n = people.n
    online = (habit.preference != STORE_ONLY) | chance(rng, n, 0.40)
    count = np.where(online, 1 + rng.binomial(2, 0.32, n), 0)
    base = np.where(online, np.cumsum(count) - count, -1)
    of, rank = expand(count)
    slots = len(of)
    kind = np.where(
        rank == 0, weighted(rng, [70, 25, 5], slots), weighted(rng, [25, 55, 20], slots)
    )
    cleared = chance(rng, slots, 0.25)
    reset = np.where(
        cleared, rng.integers(calendar.start, calendar.end + 1, slots), calendar.end + 1
    )
    first = np.arange(n) - people.homes.role
    shares = (people.homes.role > 0) & (base[first] >= 0) & chance(rng, n, 0.2)
    # each slot is two devices: the cookie before it was deleted and the one after
    ids = rng.integers(0, 2**63, 2 * slots, dtype=np.int64).astype(np.uint64)
    app = np.repeat((kind == 0) & chance(rng, slots, 0.09), 2)
    return Devices(
        owner=np.repeat(of, 2),
        kind=np.repeat(kind, 2),
        app=app,
        id=hexes(ids),
        base=base,
        count=count,
        reset=reset,
        borrowed=np.where(shares, first, np.arange(n)),
    )


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
    order = np.r_[tracked, np.full(m, -1)]
    known = accounts.first[person]
    logs_in = (known != GUEST) & chance(rng, m, 0.38) & (kind[n:] != BOUNCE)
    logs_in &= accounts.created[np.maximum(known, 0)] <= second
    account = np.r_[orders.account[tracked], np.where(logs_in, known, GUEST)]
    device = _which(rng, owned, every, np.r_[orders.second[tracked], second] // DAY)
    counts = _counts(rng, kind, account, orders, order)
    # the purchase event happens when the order does, so its session began that much earlier
    length = (counts[:n] * _GAPS).sum(axis=1).astype(np.int64)
    begin = np.r_[orders.second[tracked] - length, second]
    source = weighted(rng, _SOURCE_WEIGHTS, n + m)
    by_time = np.argsort(begin, kind="stable")
    return Sessions(
        every[by_time], device[by_time], begin[by_time], kind[by_time], order[by_time],
        account[by_time], counts[by_time], source[by_time],
    )  # fmt: skip


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


def _which(rng: np.random.Generator, owned: Devices, person: Ints, day: Ints) -> Ints:
    borrows = (owned.borrowed[person] != person) & chance(rng, len(person), 0.4)
    user = np.where(borrows, owned.borrowed[person], person)
    rank = np.where(
        borrows, 0, (rng.random(len(person)) ** 1.8 * owned.count[user]).astype(np.int64)
    )
    slot = owned.base[user] + rank
    return 2 * slot + (day >= owned.reset[slot])


def _counts(
    rng: np.random.Generator, kind: Ints, account: Ints, orders: Orders, order: Ints
) -> Ints:
    n = len(kind)
    counts = np.zeros((n, STAGES), dtype=np.int64)
    bought = kind == ORDER
    lines = np.bincount(orders.lines.of, minlength=max(orders.n, 1))[np.maximum(order, 0)]
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


def events(world: World, orders: Orders, seen: Sessions) -> Events:
    """Unfold sessions into events."""
    rng = world.streams.get("events")
    cell, rank = expand(seen.counts.ravel())
    session, stage = cell // STAGES, cell % STAGES
    del cell
    n = len(session)
    gap = np.maximum(
        _GAPS[stage] * np.where(seen.kind[session] == ORDER, 1.0, rng.gamma(1.5, 0.67, n)), 1
    )
    passed = np.cumsum(gap.astype(np.int64))
    begin = np.r_[True, session[1:] != session[:-1]] if n else np.zeros(0, dtype=np.bool_)
    at_begin = passed[begin][np.cumsum(begin) - 1] if n else passed
    # the first event stands at the beginning, each later one after its gap
    second = seen.second[session] + passed - at_begin
    fixed = (stage == PURCHASE).nonzero()[0]
    second[fixed] = np.maximum(second[fixed], orders.second[seen.order[session[fixed]]])
    logged = _logged_in(session, stage)
    account = np.where(logged, seen.account[session], GUEST)
    article, quantity = _articles(rng, world, orders, seen, (session, stage, rank))
    return Events(session, stage.astype(np.int64), second, account, article, quantity)


def _logged_in(session: Ints, stage: Ints) -> Bools:
    """Whether a login came before or is the event itself."""
    login = np.cumsum((stage == LOGIN) | (stage == LOGIN_LATE))
    if len(session) == 0:
        return np.zeros(0, dtype=np.bool_)
    begin = np.r_[True, session[1:] != session[:-1]]
    own = (stage == LOGIN) | (stage == LOGIN_LATE)
    before = (login - own)[begin][np.cumsum(begin) - 1]
    logged: Bools = login > before
    return logged


def _articles(
    rng: np.random.Generator,
    world: World,
    orders: Orders,
    seen: Sessions,
    which: tuple[Ints, Ints, Ints],
) -> tuple[Ints, Ints]:
    catalogue, habit = world.catalogue, world.habit
    session, stage, rank = which
    n = len(session)
    article = np.full(n, -1, dtype=np.int64)
    quantity = np.zeros(n, dtype=np.int64)
    shown = np.flatnonzero((stage == VIEW) | (stage == ADD) | (stage == REMOVE))
    person = seen.person[session[shown]]
    taste = habit.likes[person, np.isin(rank[shown], [2, 5, 8]).astype(np.int64)]
    article[shown] = catalogue.draw(rng, taste)
    first = np.searchsorted(orders.lines.of, np.arange(orders.n + 1))
    order = seen.order[session[shown]]
    size = np.where(order >= 0, first[order + 1] - first[order], 0)
    from_order = rank[shown] < size
    row = (first[order] + rank[shown])[from_order]
    article[shown[from_order]] = orders.lines.article[row]
    into_cart = shown[stage[shown] != VIEW]
    quantity[into_cart] = 1000
    quantity[shown[from_order]] = orders.lines.quantity[row]
    # outside orders what goes into the cart is what was looked at: the same rank, the same article
    _same_as_viewed(seen, session, stage, rank, article)
    return article, quantity


def _same_as_viewed(seen: Sessions, session: Ints, stage: Ints, rank: Ints, article: Ints) -> None:
    later = np.flatnonzero((stage == ADD) | (stage == REMOVE))
    start = np.searchsorted(session, session[later])
    before = seen.counts[:, :VIEW].sum(axis=1)[session[later]]
    article[later] = article[start + before + rank[later]]


def export(out: Output, world: World, owned: Devices, seen: Sessions, every: Events) -> None:
    """Write events, one file per day; about one in a hundred is delivered twice."""
    calendar = world.calendar
    rng = out.streams.get("event delivery")
    n, last = len(every.session), len(calendar) - 1
    utc = to_utc(every.second)
    day = np.clip(utc // DAY - calendar.start, 0, last)
    twice = np.flatnonzero(chance(rng, n, _DUPLICATES))
    again = np.minimum(day[twice] + chance(rng, len(twice), 0.4), last)
    rows = np.r_[np.arange(n), twice]
    file_of = np.r_[day, again]
    keys = rng.integers(0, 2**63, n, dtype=np.int64).astype(np.uint64)
    session_keys = rng.integers(0, 2**63, len(seen.person), dtype=np.int64).astype(np.uint64)
    millis = rng.integers(0, 1000, n)
    view = _Tracker(world, owned, seen, every, (utc, keys, session_keys, millis))
    order = np.lexsort((rows, utc[rows], file_of))
    layout = Json(_COLUMNS, numbers=("quantity", "unit_price"), omitted=_OMITTED)
    shape = Shape("web", "events", layout, "event_id", "event_at", text="page_url")
    names = [f"events_{d}" for d in date_texts(calendar.days, ISO).to_pylist()]
    deliver(out, shape, (names, file_of[order]), view.render, rows[order])
    out.know("web", "events", n)


@dataclass(frozen=True)
class _Tracker:
    """The export of the tracker."""

    world: World
    owned: Devices
    seen: Sessions
    every: Events
    drawn: tuple[Ints, Any, Any, Ints]

    def render(self, rows: Ints) -> Columns:
        seen, every, catalogue = self.seen, self.every, self.world.catalogue
        utc, keys, session_keys, millis = self.drawn
        session, stage, article = every.session[rows], every.stage[rows], every.article[rows]
        device = seen.device[session]
        app = self.owned.app[device]
        at = utc[rows]
        stamp = choose(app, number(at * 1000 + millis[rows]), zulu_texts(at))
        day = self.world.calendar.at(every.second[rows] // DAY)
        price = catalogue.price[EUR, self.world.calendar.month_no[day], np.maximum(article, 0)]
        cart = (stage == ADD) | (stage == REMOVE)
        has_article = article >= 0
        category = np.where(has_article, catalogue.category[np.maximum(article, 0)], -1)
        terms = pool([s.lower() for s in dict.fromkeys(catalogue.subcategory.to_pylist())])
        term = np.where(stage == SEARCH, rows * 7919 % len(terms), -1)
        landed = stage == LAND
        source = np.where(landed, seen.source[session], -1)
        return {
            "event_id": hexes(keys[rows]),
            "event_at": stamp,
            "event_name": take(pool(_EVENTS), stage),
            "device_id": take(self.owned.id, device),
            "account_id": account_ids(every.account[rows]),
            "session_id": hexes(session_keys[session]),
            "device_type": take(pool(DEVICES), self.owned.kind[device]),
            "page_url": self._urls(stage, article, rows),
            "product_code": take(catalogue.sku, article),
            "category": take(pool(catalogue.categories), category),
            "search_term": take(terms, term),
            "quantity": blank(~cart, baskets.quantities(every.quantity[rows])),
            "unit_price": blank(~has_article, money(price)),
            "currency_code": choose(has_article, "EUR", None),
            "order_id": blank(stage != PURCHASE, order_ids(np.maximum(seen.order[session], 0))),
            "utm_source": take(pool(_SOURCES), source),
            "utm_medium": take(pool(_MEDIA), source),
            "utm_campaign": self._campaigns(source, day),
        }

    def _urls(self, stage: Ints, article: Ints, rows: Ints) -> Any:
        host = "https://www.ginestra.example"
        plain = take(pool([host + p.replace("{}", "") for p in _PATHS]), stage)
        product = join(host, "/p/", take(self.world.catalogue.sku, np.maximum(article, 0)))
        story = join(host, "/storie/", number(1 + rows * 31 % 40))
        return choose(stage == VIEW, product, choose(stage == READ, story, plain))

    def _campaigns(self, source: Ints, day: Ints) -> Any:
        months = pool([f"newsletter_{d:%Y_%m}" for d in self.world.calendar.month_starts])
        running = self.world.campaigns.on[day]
        codes = pool([code.lower() for code in self.world.campaigns.codes])
        paid = np.isin(source, [1, 4, 5, 6])
        named = choose(running == promo.NONE, "brand", take(codes, running))
        mailed = choose(
            source == _NEWSLETTER, take(months, self.world.calendar.month_no[day]), None
        )
        return choose(paid, named, mailed)
