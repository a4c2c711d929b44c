"""Web events: what happens in each session, and the export of the tracker."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import baskets
from customer360.demo.catalogue import EUR
from customer360.demo.clock import DAY, ISO, date_texts, to_utc, zulu_texts
from customer360.demo.layouts import Columns, Json
from customer360.demo.mailings import mailing_ids
from customer360.demo.rand import Bools, Ints, chance, expand
from customer360.demo.text import blank, choose, hexes, join, money, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.web_devices import PLATFORMS, Devices
from customer360.demo.web_sessions import (
    ADD,
    GAPS,
    LOGIN,
    LOGIN_LATE,
    MEDIA,
    NONE,
    ORDER,
    PAID,
    PURCHASE,
    READ,
    REMOVE,
    SEARCH,
    SOURCES,
    STAGES,
    VIEW,
    Sessions,
)
from customer360.demo.webshop import DEVICES, GUEST, Orders, account_ids, order_ids
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

_EVENTS = [
    "app_install", "push_opened", "app_open", "page_view", "login", "search", "content_read",
    "product_view", "add_to_cart", "remove_from_cart", "login", "checkout_shipping",
    "checkout_payment", "checkout_review", "purchase",
]  # fmt: skip
_PATHS = [
    None, None, None, "/", "/accedi", "/cerca", "/storie/{}", "/p/{}", "/carrello", "/carrello",
    "/accedi", "/checkout/spedizione", "/checkout/pagamento", "/checkout/riepilogo",
    "/checkout/grazie",
]  # fmt: skip
_STORIES = 5  # about each category
_OTHER_STORIES = ["Sostenibilità", "Artigiani", "Ricette di famiglia"]
_DUPLICATES = 0.01
_COLUMNS = (
    "event_id", "event_at", "event_name", "device_id", "account_id", "session_id", "device_type",
    "page_url", "product_code", "category", "search_term", "quantity", "unit_price",
    "currency_code", "order_id", "utm_source", "utm_medium", "utm_campaign", "content_topic",
    "app_platform", "ad_click_id",
)  # fmt: skip
_OMITTED = (
    "product_code", "category", "search_term", "quantity", "unit_price", "currency_code",
    "order_id", "utm_source", "utm_medium", "utm_campaign", "content_topic", "app_platform",
    "ad_click_id",
)  # fmt: skip


@dataclass(frozen=True)
class Events:
    """Events by session and order within it, shape (e,).

    Attributes:
        session: Session; stage: what happened; first: whether it is the first of its session.
        second: Local second; account: account logged in, GUEST for none.
        article, quantity: Article and thousandths of it, NONE and 0 for none.
        story: Category of the article that was read; NONE for another story.
    """

    session: Ints
    stage: Ints
    first: Bools
    second: Ints
    account: Ints
    article: Ints
    quantity: Ints
    story: Ints


def events(world: World, orders: Orders, seen: Sessions) -> Events:
    """Unfold sessions into events."""
    rng = world.streams.get("events")
    cell, rank = expand(seen.counts.ravel())
    session, stage = cell // STAGES, cell % STAGES
    del cell
    n = len(session)
    gap = np.maximum(
        GAPS[stage] * np.where(seen.kind[session] == ORDER, 1.0, rng.gamma(1.5, 0.67, n)), 1
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
    story = _stories(world, seen, session, stage)
    return Events(session, stage.astype(np.int64), begin, second, account, article, quantity, story)


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


def _stories(world: World, seen: Sessions, session: Ints, stage: Ints) -> Ints:
    """What the articles read are about: mostly what the reader likes, shape (e,)."""
    rng = world.streams.get("stories")
    story = np.full(len(session), NONE, dtype=np.int64)
    read = np.flatnonzero(stage == READ)
    likes = world.habit.likes[seen.person[session[read]], rng.integers(0, 2, len(read))]
    some = rng.integers(0, len(world.catalogue.categories), len(read))
    about = np.where(chance(rng, len(read), 0.65), likes, some)
    about = np.where(seen.topic[session[read]] != NONE, seen.topic[session[read]], about)
    story[read] = np.where(chance(rng, len(read), 0.15), NONE, about)
    return story


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
    article = np.full(n, NONE, dtype=np.int64)
    quantity = np.zeros(n, dtype=np.int64)
    shown = np.flatnonzero((stage == VIEW) | (stage == ADD) | (stage == REMOVE))
    person = seen.person[session[shown]]
    taste = habit.likes[person, np.isin(rank[shown], [2, 5, 8]).astype(np.int64)]
    topic = seen.topic[session[shown]]
    article[shown] = catalogue.draw(rng, np.where(topic != NONE, topic, taste))
    wanted = seen.article[session[shown]]
    known = (wanted != NONE) & (rank[shown] == 0)
    article[shown[known]] = wanted[known]
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


def export(
    out: Output, world: World, owned: Devices, seen: Sessions, every: Events, ad_clicks: Any
) -> None:
    """Write events, one file per day; about one in a hundred is delivered twice.

    Args:
        out: Output.
        world: World.
        owned: Devices.
        seen: Sessions.
        every: Their events.
        ad_clicks: Key of the click of an ad that led to each session, null for most, by session.
    """
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
    session_keys = rng.integers(0, 2**63, seen.n, dtype=np.int64).astype(np.uint64)
    millis = rng.integers(0, 1000, n)
    view = _Tracker(world, owned, seen, every, (utc, keys, session_keys, millis), ad_clicks)
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
    ad_clicks: Any

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
        category = np.where(has_article, catalogue.category[np.maximum(article, 0)], NONE)
        terms = pool([s.lower() for s in dict.fromkeys(catalogue.subcategory.to_pylist())])
        term = np.where(stage == SEARCH, rows * 7919 % len(terms), NONE)
        landed = every.first[rows]
        source = np.where(landed, seen.source[session], NONE)
        return {
            "event_id": hexes(keys[rows]),
            "event_at": stamp,
            "event_name": take(pool(_EVENTS), stage),
            "device_id": take(self.owned.id, device),
            "account_id": account_ids(every.account[rows]),
            "session_id": hexes(session_keys[session]),
            "device_type": take(pool(DEVICES), self.owned.kind[device]),
            "page_url": self._urls(rows),
            "product_code": take(catalogue.sku, article),
            "category": take(pool(catalogue.categories), category),
            "search_term": take(terms, term),
            "quantity": blank(~cart, baskets.quantities(every.quantity[rows])),
            "unit_price": blank(~has_article, money(price)),
            "currency_code": choose(has_article, "EUR", None),
            "order_id": blank(stage != PURCHASE, order_ids(np.maximum(seen.order[session], 0))),
            "utm_source": take(pool(SOURCES), source),
            "utm_medium": take(pool(MEDIA), source),
            "utm_campaign": self._campaigns(source, day, session),
            "content_topic": self._topics(stage, every.story[rows], rows),
            "app_platform": take(pool(PLATFORMS), np.where(app, self.owned.platform[device], NONE)),
            "ad_click_id": take(self.ad_clicks, np.where(landed, session, NONE)),
        }

    def _urls(self, rows: Ints) -> Any:
        stage, article, story = (
            part[rows] for part in (self.every.stage, self.every.article, self.every.story)
        )
        host = "https://www.ginestra.example"
        plain = take(pool([p and host + p.replace("{}", "") for p in _PATHS]), stage)
        product = join(host, "/p/", take(self.world.catalogue.sku, np.maximum(article, 0)))
        # the stories about a category stand together, those about none come first
        page = join(host, "/storie/", number(1 + (story + 1) * _STORIES + rows * 31 % _STORIES))
        return choose(stage == VIEW, product, choose(stage == READ, page, plain))

    def _topics(self, stage: Ints, story: Ints, rows: Ints) -> Any:
        topics = pool(self.world.catalogue.categories + _OTHER_STORIES)
        other = len(topics) - len(_OTHER_STORIES) + rows * 31 % _STORIES % len(_OTHER_STORIES)
        return take(topics, np.where(stage == READ, np.where(story >= 0, story, other), NONE))

    def _campaigns(self, source: Ints, day: Ints, session: Ints) -> Any:
        paid = np.isin(source, PAID)
        mailed = mailing_ids(np.where(source == NONE, NONE, self.seen.mail[session]))
        return choose(paid, self.world.campaigns.advertised(day), mailed)
