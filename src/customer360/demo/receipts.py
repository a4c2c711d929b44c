"""Receipts of the tills: sales and returns, who shows a card, and the export of both countries."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import baskets
from customer360.demo.catalogue import EUR, PLN
from customer360.demo.clock import DAY, ISO, SLASHES, date_texts, stamp_texts
from customer360.demo.identity import CLERK_MAILS, phone_texts, vary_mails
from customer360.demo.layouts import Columns, Csv
from customer360.demo.loyalty import NO_CARD, Programme
from customer360.demo.people import People
from customer360.demo.rand import Bools, Ints, chance, expand, group_rank, weighted
from customer360.demo.stores import SHOP_PHONES, Stores
from customer360.demo.text import (
    blank,
    choose,
    is_null,
    join,
    money,
    number,
    pool,
    quoted,
    take,
)
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver, late

IDENTIFIED_SHARE = 0.35
CASES = [
    "clerk_email", "shop_phone", "placeholder", "lent_card_own_email", "lent_card",
    "recycled_phone", "shared_household_email",
]  # fmt: skip
_PAYMENTS = (["CONTANTI", "BANCOMAT", "CARTA CRED.", "BUONO"], ["gotówka", "karta", "BLIK", "bon"])
_RETURNS, _RETURN_DAYS = 0.045, 30
_RECEIPT_COLUMNS = (
    "receipt_id", "store_id", "till_id", "cashier_id", "receipt_at", "receipt_type",
    "original_receipt_id", "loyalty_card_number", "customer_email", "customer_phone",
    "payment_method", "coupon_code", "currency_code", "total_amount",
)  # fmt: skip
_LINE_COLUMNS = (
    "receipt_id", "line_number", "product_code", "product_name", "quantity", "unit_price",
    "discount_amount", "line_amount", "promotion_code",
)  # fmt: skip


@dataclass(frozen=True)
class Receipts:
    """Receipts sorted by shop and time; every array of shape (r,).

    Attributes:
        person: Buyer; shop: shop; second: local time.
        original: For a return, position of the sale; -1 for a sale.
        coupon: Coupon; card: card shown, NO_CARD for none.
        email, phone: Contact asked at the till, null for most.
        case: Position in CASES, -1 for none; anonymous: whether nothing points to a person.
        total: Cents, positive for returns as well.
        id: Number of the receipt.
        lines: All lines, in the order of the receipts.
    """

    person: Ints
    shop: Ints
    second: Ints
    original: Ints
    coupon: Ints
    card: Ints
    email: Any
    phone: Any
    case: Ints
    anonymous: Bools
    total: Ints
    id: Any
    lines: baskets.Lines

    @property
    def n(self) -> int:
        """Number of receipts."""
        return len(self.person)


def make(
    world: World,
    programme: Programme,
    sales: tuple[Ints, Ints, Ints, Ints],
    lines: baskets.Lines,
) -> Receipts:
    """Make receipts of sales, add the returns, and decide who is known at the till.

    Args:
        world: World.
        programme: Loyalty programme with its cards.
        sales: Person, shop, local second and coupon of each sale.
        lines: Their lines.

    Returns:
        Receipts with their lines.
    """
    rng = world.streams.get("receipts")
    person, shop, second, coupon = sales
    n = len(person)
    back, back_second, back_lines = _returns(rng, world, (shop, second), lines)
    person = np.r_[person, person[back]]
    shop = np.r_[shop, shop[back]]
    second = np.r_[second, back_second]
    coupon = np.r_[coupon, np.full(len(back), baskets.NO_COUPON)]
    original = np.r_[np.full(n, -1), back]
    every = lines.and_then(back_lines)
    order = np.lexsort((second, shop))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    person, shop, second, coupon = person[order], shop[order], second[order], coupon[order]
    original = np.where(original[order] >= 0, place[original[order]], -1)
    every = _regrouped(every, order)
    card, email, phone, case, anonymous = _known(world, programme, person, second)
    return Receipts(
        person=person,
        shop=shop,
        second=second,
        original=original,
        coupon=coupon,
        card=card,
        email=email,
        phone=phone,
        case=case,
        anonymous=anonymous,
        total=every.totals(len(person)),
        id=_ids(world.stores, shop, second),
        lines=every,
    )


def _regrouped(lines: baskets.Lines, order: Ints) -> baskets.Lines:
    """Bring lines, sorted by receipt, into a new order of the receipts."""
    counts = np.bincount(lines.of, minlength=len(order))
    begins = np.cumsum(counts) - counts
    of, rank = expand(counts[order])
    moved = lines.rows(begins[order][of] + rank)
    return baskets.Lines(**(vars(moved) | {"of": of.astype(np.int32)}))


def _ids(stores: Stores, shop: Ints, second: Ints) -> Any:
    day = second // DAY
    serial = group_rank(shop * 100_000 + day) + 1
    return join(take(stores.id, shop), "-", date_texts(day, "%y%m%d"), "-", number(serial, 4))


def _returns(
    rng: np.random.Generator, world: World, sales: tuple[Ints, Ints], lines: baskets.Lines
) -> tuple[Ints, Ints, baskets.Lines]:
    calendar, stores, catalogue = world.calendar, world.stores, world.catalogue
    shop, second = sales
    n = len(shop)
    can = catalogue.returnable[lines.article]
    wanted = chance(rng, n, _RETURNS * 1.15)
    wait = 1 + np.minimum(rng.gamma(1.6, 6.0, n), _RETURN_DAYS).astype(np.int64)
    day = second // DAY - calendar.start + wait
    inside = day < len(calendar)
    day = np.minimum(day, len(calendar) - 1)
    opens = np.stack([calendar.next_open(code) for code in (0, 1)])
    day = opens[stores.country[shop], day]
    wanted &= inside & (day < len(calendar))
    taken = can & wanted[lines.of] & (chance(rng, lines.n, 0.45) | (lines.line == 1))
    keep = np.flatnonzero(taken)
    back, of = np.unique(lines.of[keep], return_inverse=True)
    hour = rng.integers(10 * 3600, 19 * 3600, n)
    at = (calendar.start + day[back]) * DAY + hour[back]
    picked = lines.rows(keep)
    fresh = {"of": n + of, "line": group_rank(of) + 1}
    return back, at, baskets.Lines(**(vars(picked) | fresh))


def _known(
    world: World, programme: Programme, person: Ints, second: Ints
) -> tuple[Ints, Any, Any, Ints, Bools]:
    people, rng = world.people, world.streams.get("known at the till")
    n = len(person)
    day = second // DAY
    card = programme.card_on(person, day, rng)
    habit = rng.beta(2.2, 1.3, people.n)
    usual = habit[person]
    able = card != NO_CARD
    # the share of nameless receipts is a property of the trade: scale the habit of showing to it
    scale = (IDENTIFIED_SHARE - 0.028) * n / max(float(usual[able].sum()), 1.0)
    shows = able & chance(rng, n, np.minimum(usual * scale, 0.97))
    card = np.where(shows, card, NO_CARD)
    case = np.full(n, -1, dtype=np.int64)
    card, lent = _lend(rng, people, programme, (person, day), card)
    case[lent] = CASES.index("lent_card")
    has_mail = ~is_null(people.email)
    digital = (chance(rng, people.n, 0.09) & has_mail)[person]
    gives = chance(rng, n, np.where(card == NO_CARD, 0.42, 0.15)) & digital & ~lent
    own = lent & chance(rng, n, 0.2) & has_mail[person]
    case[own] = CASES.index("lent_card_own_email")
    # few leave a contact: write those, and let all others point nowhere
    asked = np.flatnonzero(gives | own)
    email, _ = vary_mails(rng, take(people.email, person[asked]), 0.04)
    email = take(email, _places(n, asked))
    tells = chance(rng, n, 0.012) & (card == NO_CARD) & ~gives
    told = np.flatnonzero(tells)
    forms = weighted(rng, [3, 0.5, 1, 8, 0.3, 0.3, 0.5, 0.1, 1, 0.3], len(told))
    digits = take(people.mobile, person[told])
    phone = take(phone_texts(digits, people.country[person[told]], forms), _places(n, told))
    recycled = tells & people.cases["recycled_phone"][person]
    case[recycled] = CASES.index("recycled_phone")
    shared = gives & people.cases["shared_household_email"][person]
    case[shared] = CASES.index("shared_household_email")
    free = (card == NO_CARD) & ~(gives | own | tells)
    email, phone, case = _nobody(rng, people.country[person], free, (email, phone, case))
    return card, email, phone, case, free


def _places(n: int, rows: Ints) -> Ints:
    """Position of each of n rows among the given ones, -1 for the others, shape (n,)."""
    places = np.full(n, -1, dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return places


def _lend(
    rng: np.random.Generator,
    people: People,
    programme: Programme,
    who: tuple[Ints, Ints],
    card: Ints,
) -> tuple[Ints, Bools]:
    """Let some receipts carry the card of someone else in the household."""
    person, day = who
    first = np.arange(people.n) - people.homes.role
    mate = np.where(people.homes.role > 0, first, np.minimum(first + 1, people.n - 1))
    mate = np.where(people.homes.size > 1, mate, np.arange(people.n))
    other = programme.card_on(mate[person], day, rng)
    n = len(person)
    lent = (card == NO_CARD) & (other != NO_CARD) & (mate[person] != person) & chance(rng, n, 0.06)
    return np.where(lent, other, card), lent


def _nobody(
    rng: np.random.Generator, country: Ints, free: Bools, state: tuple[Any, Any, Ints]
) -> tuple[Any, Any, Ints]:
    email, phone, case = state
    n = len(country)
    kind = np.where(free, weighted(rng, [0.991, 0.005, 0.0025, 0.0015], n), 0)
    clerk, shop, fake = (kind == i for i in (1, 2, 3))
    email = choose(clerk, take(pool(CLERK_MAILS), country), email)
    email = choose(fake, "test@test.it", email)
    phone = choose(shop, take(pool(SHOP_PHONES), country), phone)
    phone = choose(fake & chance(rng, n, 0.5), "3333333333", phone)
    for name, mine in (("clerk_email", clerk), ("shop_phone", shop), ("placeholder", fake)):
        case[mine] = CASES.index(name)
    return email, phone, case


def export(out: Output, world: World, programme: Programme, receipts: Receipts) -> None:
    """Write receipts and lines, one file per country and day."""
    calendar, stores = world.calendar, world.stores
    rng = out.streams.get("late receipts")
    day = receipts.second // DAY - calendar.start
    arrival = late(rng, day, receipts.shop, len(calendar) - 1)
    by_time = np.lexsort((receipts.second, receipts.shop))
    bounds = np.searchsorted(receipts.lines.of, np.arange(receipts.n + 1))
    for code, land in enumerate(("IT", "PL")):
        mine = by_time[stores.country[receipts.shop[by_time]] == code]
        days = date_texts(calendar.days, ISO).to_pylist()
        view = _Till(receipts, world, programme, code == 0)
        if len(mine) == 0:
            continue
        extra = () if code == 0 else ("fiscal_printer_no",)
        shape = Shape(
            "pos", "receipts",
            Csv(_RECEIPT_COLUMNS + extra, ";" if code == 0 else ","),
            key="receipt_id", date="receipt_at", amount="total_amount", text="cashier_id",
        )  # fmt: skip
        names = [f"receipts_{land}_{d}" for d in days]
        deliver(out, shape, (names, arrival[mine]), view.receipts, mine)
        shape = Shape(
            "pos", "receipt_lines", Csv(_LINE_COLUMNS, ";" if code == 0 else ","),
            key="receipt_id", amount="line_amount", text="product_name", orphans=True,
        )  # fmt: skip
        counts = bounds[mine + 1] - bounds[mine]
        rows = np.repeat(bounds[mine], counts) + group_rank(np.repeat(np.arange(len(mine)), counts))
        names = [f"receipt_lines_{land}_{d}" for d in days]
        deliver(out, shape, (names, np.repeat(arrival[mine], counts)), view.lines, rows)
    out.know("pos", "receipts", receipts.n)
    out.know("pos", "receipt_lines", receipts.lines.n)


@dataclass(frozen=True)
class _Till:
    """The export of the tills of one country."""

    all: Receipts
    world: World
    programme: Programme
    italian: bool

    def receipts(self, rows: Ints) -> Columns:
        r, italian = self.all, self.italian
        shop, second = r.shop[rows], r.second[rows]
        back = r.original[rows] >= 0
        total = np.where(back & italian, -r.total[rows], r.total[rows])
        # every fifth return is rung up without scanning the old receipt
        scanned = back & (rows % 5 > 0)
        pay = (rows * 2_654_435_761 >> 8) % 100
        payment = np.searchsorted([27, 70, 96], pay, side="right")
        till = join("T", number(1 + rows % 3))
        clerk = join("C", number(shop * 10 + (second // DAY + rows) % 6, 3))
        kinds = pool([None, "return"] if italian else ["sale", "return"])
        out = {
            "receipt_id": take(r.id, rows),
            "store_id": take(self.world.stores.id, shop),
            "till_id": till,
            "cashier_id": clerk,
            "receipt_at": stamp_texts(second, SLASHES if italian else ISO),
            "receipt_type": take(kinds, back.astype(np.int64)),
            "original_receipt_id": blank(~scanned, take(r.id, np.maximum(r.original[rows], 0))),
            "loyalty_card_number": take(self.programme.card_number, r.card[rows]),
            "customer_email": take(r.email, rows),
            "customer_phone": take(r.phone, rows),
            "payment_method": take(pool(_PAYMENTS[0 if italian else 1]), payment),
            "coupon_code": take(pool(baskets.COUPONS), r.coupon[rows]),
            "currency_code": take(
                pool(["EUR", "PLN"]), np.full(len(rows), EUR if italian else PLN)
            ),
            "total_amount": money(total, italian),
        }
        if not italian:
            out["fiscal_printer_no"] = join("ZBF", number(17_000_000 + shop * 37, 10))
        return out

    def lines(self, rows: Ints) -> Columns:
        lines, italian = self.all.lines, self.italian
        of, article, quantity = lines.of[rows], lines.article[rows], lines.quantity[rows]
        back = (self.all.original[of] >= 0) & italian
        sign = np.where(back, -1, 1)
        names = quoted(self.world.catalogue.till_name, ";" if italian else ",")
        codes = self.world.catalogue.sku if italian else self.world.catalogue.ean
        return {
            "receipt_id": take(self.all.id, of),
            "line_number": number(lines.line[rows]),
            "product_code": take(codes, article),
            "product_name": take(names, article),
            "quantity": baskets.quantities(quantity * sign, italian),
            "unit_price": money(lines.price[rows], italian),
            "discount_amount": money(lines.discount[rows], italian),
            "line_amount": money(lines.amount[rows] * sign, italian),
            "promotion_code": take(pool(self.world.campaigns.codes), lines.campaign[rows]),
        }
