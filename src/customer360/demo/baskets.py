"""Baskets: the lines of receipts and web orders, with prices, promotions and coupons."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import campaigns as promo
from customer360.demo.catalogue import EUR, PLN
from customer360.demo.rand import Bools, Ints, chance, expand, group_rank, weighted
from customer360.demo.text import choose, join, number, select
from customer360.demo.world import World

COUPON_PERCENT = 10
NO_COUPON = -1
COUPONS = ["BENVENUTO10", "COMPLEANNO10", "GRAZIE10", "APP10"]
GRAMS = 1_000
_LIKE_FIRST, _LIKE_SECOND = 0.42, 0.62


@dataclass(frozen=True)
class Purchases:
    """Purchases whose baskets are wanted, sorted by time; every array of shape (v,).

    Attributes:
        person: Buyer.
        day: Day of the calendar.
        zloty: Whether prices are in zloty.
        coupon: Coupon, NO_COUPON for none.
    """

    person: Ints
    day: Ints
    zloty: Bools
    coupon: Ints


@dataclass(frozen=True)
class Lines:
    """Lines of purchases, in the order of the purchases; every array of shape (l,).

    Attributes:
        of: Position of the purchase.
        line: Position in the purchase, from 1.
        article: Article.
        quantity: In thousandths of a piece or of a kilogram.
        price: Shelf price of one piece in cents.
        discount: Discount in cents.
        amount: Paid in cents.
        campaign: Campaign that gave the discount, promo.NONE for none.
    """

    of: Ints
    line: Ints
    article: Ints
    quantity: Ints
    price: Ints
    discount: Ints
    amount: Ints
    campaign: Ints

    @property
    def n(self) -> int:
        """Number of lines."""
        return len(self.of)

    def totals(self, purchases: int) -> Ints:
        """Sum of the amounts by purchase in cents, shape (purchases,)."""
        return np.bincount(self.of, weights=self.amount, minlength=purchases).astype(np.int64)

    def and_then(self, more: "Lines") -> "Lines":
        """These lines with more of them behind."""
        pairs = zip(vars(self).values(), vars(more).values(), strict=True)
        return Lines(*(np.concatenate(pair) for pair in pairs))

    def rows(self, keep: Ints) -> "Lines":
        """The lines at some positions."""
        return Lines(*(column[keep] for column in vars(self).values()))


def coupons(rng: np.random.Generator, n: int, share: float) -> Ints:
    """Draw which purchases bring a coupon, shape (n,)."""
    kind = weighted(rng, [3, 2, 3, 1], n)
    return np.where(chance(rng, n, share), kind, NO_COUPON)


def fill(rng: np.random.Generator, world: World, bought: Purchases) -> Lines:
    """Fill the baskets of purchases.

    Args:
        rng: Source of the draws.
        world: World.
        bought: Purchases.

    Returns:
        At least one line per purchase, about three on average.
    """
    catalogue, campaigns = world.catalogue, world.campaigns
    n = len(bought.person)
    counts = 1 + rng.poisson(rng.gamma(1.3, 1.7, n))
    of, _ = expand(np.minimum(counts, 25))
    article = _articles(rng, world, bought, of)
    article = _hunted(rng, world, bought, of, article)
    # an article stands once on a receipt
    keys = np.sort(of * catalogue.n + article)
    keys = keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
    of, article = keys // catalogue.n, keys % catalogue.n
    day = bought.day[of]
    weighed = catalogue.weighed[article]
    pieces = 1 + weighted(rng, [86, 10, 2.5, 1, 0.5], len(of))
    grams = 20 * rng.integers(5, 60, len(of))
    quantity = np.where(weighed, grams, pieces * GRAMS)
    currency = np.where(bought.zloty[of], PLN, EUR)
    price = catalogue.price[currency, world.calendar.month_no[day], article]
    gross = (price * quantity + GRAMS // 2) // GRAMS
    running = campaigns.on[day]
    given = (running != promo.NONE) & campaigns.covers[running, article]
    given &= chance(rng, len(of), 0.93)
    percent = np.where(given, campaigns.percent[running], 0)
    with_coupon = bought.coupon[of] != NO_COUPON
    percent = percent + np.where(with_coupon, COUPON_PERCENT, 0)
    discount = (gross * percent + 50) // 100
    columns = {
        "of": of,
        "line": group_rank(of) + 1,
        "article": article,
        "quantity": quantity,
        "price": price,
        "discount": discount,
        "amount": gross - discount,
        "campaign": np.where(given, running, promo.NONE),
    }
    # tens of millions of lines: half the width is half the memory
    return Lines(**{name: column.astype(np.int32) for name, column in columns.items()})


def _articles(rng: np.random.Generator, world: World, bought: Purchases, of: Ints) -> Ints:
    calendar, catalogue, habit = world.calendar, world.catalogue, world.habit
    month = calendar.month[bought.day[of]] - 1
    cumulative = np.cumsum(catalogue.season, axis=1)
    cumulative /= cumulative[:, -1:]
    kinds = cumulative.shape[1]
    flat = (cumulative + np.arange(12)[:, None]).ravel()
    drawn = np.searchsorted(flat, month + rng.random(len(of)), side="right") - month * kinds
    drawn = np.clip(drawn, 0, kinds - 1)
    u = rng.random(len(of))
    likes = habit.likes[bought.person[of]]
    category = np.where(
        u < _LIKE_FIRST, likes[:, 0], np.where(u < _LIKE_SECOND, likes[:, 1], drawn)
    )
    return catalogue.draw(rng, category)


def _hunted(
    rng: np.random.Generator, world: World, bought: Purchases, of: Ints, article: Ints
) -> Ints:
    """Let promotion hunters look again, up to three times, for what the promotion covers."""
    catalogue, campaigns, people = world.catalogue, world.campaigns, world.people
    running = campaigns.on[bought.day[of]]
    hunting = people.hunter[bought.person[of]] & (running != promo.NONE)
    for _ in range(3):
        again = np.flatnonzero(hunting & ~campaigns.covers[running, article])
        article[again] = catalogue.draw(rng, catalogue.category[article[again]])
    return article


def quantities(thousandths: Ints, comma: bool = False) -> Any:
    """Write quantities: whole pieces, or kilograms with three places, shape (n,)."""
    whole = thousandths % GRAMS == 0
    size = np.abs(thousandths)
    point = "," if comma else "."
    pieces = number(size // GRAMS)
    kilos = join(pieces, point, number(size % GRAMS, 3))
    written = select(whole.astype(np.int64), kilos, pieces)
    return choose(thousandths < 0, join("-", written), written)
