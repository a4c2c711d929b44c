"""Web shop: accounts, orders of accounts and guests, their lines, refunds."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import baskets, identity, versions
from customer360.demo.clock import DAY, HOUR, ISO, NEVER, date_texts, to_utc, zulu_texts
from customer360.demo.habits import STORE_ONLY
from customer360.demo.hard_cases import BIT
from customer360.demo.layouts import Columns, Csv, Json
from customer360.demo.loyalty import NO_CARD, Programme
from customer360.demo.rand import Bools, Ints, chance, some_of, weighted
from customer360.demo.text import choose, join, money, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver, late

GUEST = -1
_AT_ONCE, _NEVER, _LATER = range(3)  # when a buyer registers
PAID, SHIPPED, DELIVERED, CANCELLED = range(4)
STATUSES = ["paid", "shipped", "delivered", "cancelled"]
DEVICES = ["mobile", "desktop", "tablet"]
_PAYMENTS = ["card", "paypal", "klarna", "satispay", "blik"]
_REASONS = ["size", "not_as_described", "damaged", "changed_mind", "too_late", None]
_FREE_SHIPPING, _SHIPPING = 7_900, 590
ACCOUNT_NOISE = identity.Noise(
    nickname=0.07, typo=0.02, plain=0.30, cyrillic=0.4, no_birth=0.45, no_email=0.0, no_phone=0.25,
    no_address=0.25, landline=0.02, shop_phone=0.0, placeholder=0.003, variant=0.05,
    births=(1, 0, 0, 0), countries=(1, 0, 0, 0),
)  # fmt: skip
GUEST_NOISE = identity.Noise(
    nickname=0.08, typo=0.04, plain=0.40, cyrillic=0.35, no_birth=1.0, no_email=0.02, no_phone=0.25,
    no_address=0.0, landline=0.02, shop_phone=0.0, placeholder=0.008, variant=0.08,
    countries=(6, 2, 1, 1),
)  # fmt: skip
_ACCOUNT_COLUMNS = (
    "account_id", "email", "phone", "given_name", "family_name", "birth_date", "gender",
    "loyalty_card_number", "street", "street_number", "city", "postal_code", "region",
    "country_code", "locale", "created_at", "updated_at", "newsletter_opt_in",
)  # fmt: skip
_ORDER_COLUMNS = (
    "order_id", "account_id", "guest_name", "guest_email", "guest_phone", "ordered_at", "status",
    "currency_code", "total_amount", "shipping_amount", "coupon_code", "payment_method",
    "device_type", "shipping_street", "shipping_city", "shipping_postal_code",
    "shipping_country_code", "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Accounts:
    """Accounts of the web shop, by account, shape (a,).

    Attributes:
        person: Owner; created: local second of registration.
        draws: How each account is written.
        first: First account of each person, GUEST for none; second: a further one.
        card: Whether the owner typed the loyalty card.
    """

    person: Ints
    created: Ints
    draws: identity.Draws
    first: Ints
    second: Ints
    card: Bools

    @property
    def n(self) -> int:
        """Number of accounts."""
        return len(self.person)


@dataclass(frozen=True)
class Orders:
    """Web orders sorted by time, by order, shape (o,).

    Attributes:
        person: Buyer; second: local time; utc: the same in UTC.
        account: Account that was logged in, GUEST for none.
        coupon: Coupon; device: 0 mobile, 1 desktop, 2 tablet.
        shipping, total: Cents.
        done: Local second of the last change; status: status then; cancelled: whether cancelled.
        guest: How a guest order is written, by guest order; guest_row: its place, -1 for others.
        lines: Lines of all orders.
    """

    person: Ints
    second: Ints
    utc: Ints
    account: Ints
    coupon: Ints
    device: Ints
    shipping: Ints
    total: Ints
    done: Ints
    status: Ints
    guest: identity.Draws
    guest_row: Ints
    lines: baskets.Lines

    @property
    def n(self) -> int:
        """Number of orders."""
        return len(self.person)


@dataclass(frozen=True)
class Refunds:
    """Refunds sorted by time: order, local second and cents of each; all of shape (f,)."""

    order: Ints
    second: Ints
    amount: Ints


def account_ids(rows: Ints) -> Any:
    """Keys of accounts; GUEST gives null, shape (k,)."""
    return choose(rows >= 0, join("A", number(np.maximum(rows, 0) + 1, 8)), None)


def order_ids(rows: Ints) -> Any:
    """Keys of orders, shape (k,)."""
    return join("W", number(rows + 1, 9))


def register(world: World, bought: tuple[Ints, Ints]) -> Accounts:
    """Decide who registers, and when.

    Args:
        world: World.
        bought: Person and local second of each web order.

    Returns:
        Accounts in the order of registration.
    """
    calendar, people, habit = world.calendar, world.people, world.habit
    rng = world.streams.get("accounts")
    n = people.n
    person, second = bought
    first = np.full(n, NEVER * DAY, dtype=np.int64)
    np.minimum.at(first, person, second)
    buyer = first < NEVER * DAY
    kind = weighted(rng, [0.70, 0.17, 0.13], n)
    early = (
        (people.joined < calendar.start) & (habit.preference != STORE_ONLY) & chance(rng, n, 0.6)
    )
    ago = people.joined * DAY + ((calendar.start - people.joined) * rng.random(n) * DAY).astype(
        np.int64
    )
    at_once = np.where(early, ago, first - rng.integers(2_400, 5_400, n))
    later = first + rng.integers(DAY, 120 * DAY, n)
    created = np.where(kind == _AT_ONCE, at_once, later)
    has = buyer & (kind != _NEVER)
    # some only look around and register without ever buying on the web
    begin, end = people.active_from(calendar), people.active_to(calendar)
    looks = ~buyer & chance(rng, n, 0.04) & (end > begin)
    day = begin + ((end - begin) * rng.random(n)).astype(np.int64)
    created = np.where(looks, day * DAY + rng.integers(8 * HOUR, 23 * HOUR, n), created)
    has = (has | looks) & (created < (calendar.end + 1) * DAY)
    has &= ~np.asarray(people.email.is_null())
    owner = np.flatnonzero(has)
    at = created[owner]
    double = np.flatnonzero(some_of(rng, at < (calendar.end - 60) * DAY, 0.02))
    again = rng.integers(
        np.maximum(at[double], calendar.start * DAY), calendar.end * DAY, len(double)
    )
    owner, at = np.r_[owner, owner[double]], np.r_[at, again]
    extra = np.r_[
        np.zeros(len(owner) - len(double), dtype=np.bool_), np.ones(len(double), dtype=np.bool_)
    ]
    order = np.argsort(at, kind="stable")
    owner, at, extra = owner[order], at[order], extra[order]
    draws = identity.throw(rng, people, owner, ACCOUNT_NOISE)
    doubled = np.isin(owner, owner[extra])
    draws.bits[doubled] |= BIT["duplicate_account"]
    draws.bits[(kind[owner] == _LATER) & buyer[owner]] |= BIT["guest_later_registered"]
    firsts, seconds = np.full(n, GUEST, dtype=np.int64), np.full(n, GUEST, dtype=np.int64)
    firsts[owner[~extra]] = np.flatnonzero(~extra)
    seconds[owner[extra]] = np.flatnonzero(extra)
    return Accounts(owner, at, draws, firsts, seconds, chance(rng, len(owner), 0.5))


def order(
    world: World, accounts: Accounts, bought: tuple[Ints, Ints, Ints], lines: baskets.Lines
) -> Orders:
    """Make web orders.

    Args:
        world: World.
        accounts: Accounts.
        bought: Person, local second and coupon of each order, sorted by time.
        lines: Their lines.

    Returns:
        Orders with shipping, status and what guests typed.
    """
    calendar, people = world.calendar, world.people
    rng = world.streams.get("orders")
    person, second, coupon = bought
    n = len(person)
    account = accounts.first[person]
    known = (account != GUEST) & (accounts.created[np.maximum(account, 0)] <= second)
    other = accounts.second[person]
    newer = (other != GUEST) & (accounts.created[np.maximum(other, 0)] <= second)
    account = np.where(newer & chance(rng, n, 0.7), other, account)
    account = np.where(known & chance(rng, n, 0.93), account, GUEST)
    goods = lines.totals(n)
    shipping = np.where(goods >= _FREE_SHIPPING, 0, _SHIPPING)
    cancelled = chance(rng, n, 0.045)
    final = np.where(cancelled, CANCELLED, DELIVERED)
    wait = np.where(
        cancelled, rng.integers(HOUR, 40 * HOUR, n), rng.integers(40 * HOUR, 160 * HOUR, n)
    )
    done = second + wait
    unfinished = done >= (calendar.end + 1) * DAY
    sent = second + 30 * HOUR
    status = np.where(unfinished, np.where(sent < (calendar.end + 1) * DAY, SHIPPED, PAID), final)
    done = np.where(unfinished, np.where(status == SHIPPED, sent, second), done)
    guests = np.flatnonzero(account == GUEST)
    draws = identity.throw(rng, people, person[guests], GUEST_NOISE)
    registered = accounts.first[person[guests]] != GUEST
    draws.bits[:] |= np.where(registered, BIT["guest_later_registered"], BIT["guest_checkout"])
    guest_row = np.full(n, -1, dtype=np.int64)
    guest_row[guests] = np.arange(len(guests))
    return Orders(
        person=person,
        second=second,
        utc=to_utc(second),
        account=account,
        coupon=coupon,
        device=weighted(rng, [0.58, 0.34, 0.08], n),
        shipping=shipping,
        total=goods + shipping,
        done=done,
        status=status.astype(np.int64),
        guest=draws,
        guest_row=guest_row,
        lines=lines,
    )


def export(
    out: Output, world: World, programme: Programme, accounts: Accounts, orders: Orders
) -> Refunds:
    """Write accounts, orders, order lines and refunds.

    Returns:
        The refunds.
    """
    _export_accounts(out, world, programme, accounts)
    _export_orders(out, world, orders)
    _export_lines(out, world, orders)
    return _export_refunds(out, world, orders)


def _export_accounts(out: Output, world: World, programme: Programme, accounts: Accounts) -> None:
    calendar, people = world.calendar, world.people
    rng = out.streams.get("account versions")
    made = versions.make(rng, world, accounts.person, accounts.created, 0.6)
    member = programme.first[accounts.person]
    locales = pool(["it-IT", "pl-PL", "ru-RU", "en-GB"])

    def render(rows: Ints) -> Columns:
        who, day = made.record[rows], made.day[rows]
        text = identity.write(people, accounts.draws, who, day)
        card = programme.card_of(member[who], np.maximum(day, calendar.start))
        shown = np.where(accounts.card[who], card, NO_CARD)
        opted = np.where(made.second[rows] // DAY > calendar.start + 200, who % 2, -1)
        return {
            "account_id": account_ids(who),
            "email": text.email,
            "phone": text.phone,
            "given_name": text.given,
            "family_name": text.family,
            "birth_date": text.birth,
            "gender": take(pool(["f", "m", None]), np.where(_untold(who), 2, text.gender)),
            "loyalty_card_number": take(programme.card_number, shown),
            "street": text.street,
            "street_number": text.street_number,
            "city": text.city,
            "postal_code": text.postal,
            "region": text.region,
            "country_code": text.country,
            "locale": take(locales, people.culture[accounts.person[who]]),
            "created_at": zulu_texts(to_utc(accounts.created[who])),
            "updated_at": zulu_texts(to_utc(made.second[rows])),
            "newsletter_opt_in": take(pool(["0", "1"]), opted),
        }

    names, file_of = versions.weekly(calendar, "accounts", made.second // DAY)
    free = ("given_name", "family_name", "street", "city")
    shape = Shape("shop", "accounts", Csv(_ACCOUNT_COLUMNS, free=free), "account_id", text="city")
    deliver(out, shape, (names, file_of), render)
    out.know("shop", "accounts", accounts.n)


def _untold(records: Ints) -> Bools:
    """Three of seven leave the gender empty."""
    return np.isin(records % 7, [0, 1, 2])


def _export_orders(out: Output, world: World, orders: Orders) -> None:
    calendar, people = world.calendar, world.people
    rng = out.streams.get("order versions")
    n, last = orders.n, len(calendar) - 1
    day = orders.utc // DAY - calendar.start
    changed = np.flatnonzero(orders.done > orders.second)
    final_day = np.clip(orders.done // DAY - calendar.start, 0, last)
    between = changed[(orders.status[changed] == DELIVERED) & chance(rng, len(changed), 0.4)]
    sent_day = np.clip((orders.second[between] + 30 * HOUR) // DAY - calendar.start, 0, last)
    row = np.r_[np.arange(n), between, changed]
    status = np.r_[
        np.zeros(n, dtype=np.int64), np.full(len(between), SHIPPED), orders.status[changed]
    ]
    at = np.r_[orders.utc, to_utc(orders.second[between] + 30 * HOUR), to_utc(orders.done[changed])]
    first_file = np.clip(
        late(rng, np.clip(day, 0, last), np.zeros(n, dtype=np.int64), last), 0, last
    )
    file_of = np.r_[first_file, sent_day, final_day[changed]]

    def render(deliveries: Ints) -> Columns:
        rows = row[deliveries]
        guest = orders.guest_row[rows]
        typing = np.flatnonzero(guest >= 0)
        typed = identity.write(
            people, orders.guest, guest[typing], orders.second[rows[typing]] // DAY
        )
        of_guest = np.full(len(rows), -1, dtype=np.int64)
        of_guest[typing] = np.arange(len(typing))
        person = orders.person[rows]
        sent_to = identity.address(people, person, orders.second[rows] // DAY)
        payment = (rows * 2_654_435_761 >> 9) % 100
        pays = np.searchsorted([52, 80, 92, 97], payment, side="right")
        return {
            "order_id": order_ids(rows),
            "account_id": account_ids(orders.account[rows]),
            "guest_name": take(typed.full, of_guest),
            "guest_email": take(typed.email, of_guest),
            "guest_phone": take(typed.phone, of_guest),
            "ordered_at": zulu_texts(orders.utc[rows]),
            "status": take(pool(STATUSES), status[deliveries]),
            "currency_code": take(pool(["EUR"]), np.zeros(len(rows), dtype=np.int64)),
            "total_amount": money(orders.total[rows]),
            "shipping_amount": money(orders.shipping[rows]),
            "coupon_code": take(pool(baskets.COUPONS), orders.coupon[rows]),
            "payment_method": take(pool(_PAYMENTS), pays),
            "device_type": take(pool(DEVICES), orders.device[rows]),
            "shipping_street": join(sent_to["street"], " ", sent_to["street_number"]),
            "shipping_city": sent_to["city"],
            "shipping_postal_code": sent_to["postal"],
            "shipping_country_code": identity.country_texts(people.country[person], rows % 2),
            "updated_at": zulu_texts(at[deliveries]),
        }

    layout = Json(
        _ORDER_COLUMNS,
        numbers=("total_amount", "shipping_amount"),
        omitted=("guest_name", "guest_email", "guest_phone", "coupon_code"),
        free=("shipping_street", "guest_name"),
    )
    names = [f"orders_{d}" for d in date_texts(calendar.days, ISO).to_pylist()]
    shape = Shape(
        "shop", "orders", layout, "order_id", "ordered_at", "total_amount", "shipping_city"
    )
    deliver(out, shape, (names, file_of), render)
    out.know("shop", "orders", n)


def _export_lines(out: Output, world: World, orders: Orders) -> None:
    calendar, campaigns, catalogue = world.calendar, world.campaigns, world.catalogue
    rng = out.streams.get("late order lines")
    lines, last = orders.lines, len(calendar) - 1
    day = np.clip(orders.utc // DAY - calendar.start, 0, last)
    arrival = late(rng, day, np.zeros(orders.n, dtype=np.int64), last)

    def render(rows: Ints) -> Columns:
        return {
            "order_id": order_ids(lines.of[rows]),
            "line_number": number(lines.line[rows]),
            "product_code": take(catalogue.sku, lines.article[rows]),
            "quantity": baskets.quantities(lines.quantity[rows]),
            "unit_price": money(lines.price[rows]),
            "discount_amount": money(lines.discount[rows]),
            "line_amount": money(lines.amount[rows]),
            "promotion_code": take(pool(campaigns.codes), lines.campaign[rows]),
        }

    columns = (
        "order_id", "line_number", "product_code", "quantity", "unit_price", "discount_amount",
        "line_amount", "promotion_code",
    )  # fmt: skip
    numbers = ("line_number", "quantity", "unit_price", "discount_amount", "line_amount")
    shape = Shape(
        "shop",
        "order_lines",
        Json(columns, numbers),
        "order_id",
        amount="line_amount",
        orphans=True,
    )
    names = [f"order_lines_{d}" for d in date_texts(calendar.days, ISO).to_pylist()]
    deliver(out, shape, (names, arrival[lines.of]), render)
    out.know("shop", "order_lines", lines.n)


def _export_refunds(out: Output, world: World, orders: Orders) -> Refunds:
    calendar, catalogue = world.calendar, world.catalogue
    rng = out.streams.get("refunds")
    lines = orders.lines
    delivered = orders.status == DELIVERED
    back = chance(rng, orders.n, 0.10) & delivered
    whole = back & chance(rng, orders.n, 0.2)
    paid_back = whole | (orders.status == CANCELLED)
    single = np.flatnonzero(
        (back & ~whole)[lines.of] & catalogue.returnable[lines.article] & chance(rng, lines.n, 0.5)
    )
    all_of = np.flatnonzero(paid_back)
    order_no = np.r_[lines.of[single], all_of]
    line_no = np.r_[lines.line[single], np.full(len(all_of), -1)]
    quantity = np.r_[lines.quantity[single], np.full(len(all_of), -1)]
    amount = np.r_[lines.amount[single], orders.total[all_of]]
    wait = np.where(
        orders.status == CANCELLED,
        rng.integers(600, 2 * HOUR, orders.n),
        rng.integers(3 * DAY, 28 * DAY, orders.n),
    )
    second = (orders.done + wait)[order_no]
    inside = second < (calendar.end + 1) * DAY
    keep = np.flatnonzero(inside)[np.argsort(second[inside], kind="stable")]
    order_no, line_no, quantity = order_no[keep], line_no[keep], quantity[keep]
    amount, second = amount[keep], second[keep]
    reason = weighted(rng, [5, 2, 1, 3, 1, 2], len(keep))

    def render(rows: Ints) -> Columns:
        of_line = line_no[rows] >= 0
        return {
            "refund_id": join("RF", number(rows + 1, 7)),
            "order_id": order_ids(order_no[rows]),
            "line_number": choose(of_line, number(line_no[rows]), None),
            "refunded_at": zulu_texts(to_utc(second[rows])),
            "quantity": choose(of_line, baskets.quantities(quantity[rows]), None),
            "refund_amount": money(amount[rows]),
            "reason": take(pool(_REASONS), reason[rows]),
        }

    columns = (
        "refund_id", "order_id", "line_number", "refunded_at", "quantity", "refund_amount",
        "reason",
    )  # fmt: skip
    shape = Shape(
        "shop", "refunds", Csv(columns), "refund_id", "refunded_at", "refund_amount", "reason"
    )
    names, file_of = versions.weekly(calendar, "refunds", to_utc(second) // DAY)
    deliver(out, shape, (names, file_of), render)
    out.know("shop", "refunds", len(keep))
    return Refunds(order_no, second, amount)
