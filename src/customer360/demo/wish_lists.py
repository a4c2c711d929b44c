"""Wish lists of account holders; some of what stands on them is bought later, in a shop too."""

from dataclasses import dataclass

import numpy as np

from customer360.demo import versions
from customer360.demo.clock import DAY, HOUR, to_utc, zulu_texts
from customer360.demo.layouts import Columns, Json
from customer360.demo.rand import Bools, Ints, chance, expand
from customer360.demo.receipts import Receipts
from customer360.demo.text import blank, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.webshop import Accounts, Orders, account_ids
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

_KEEPS, _ITEMS = 0.26, 3.2
_WISHED = 0.10  # of what the keepers of lists buy
_LONGEST_WISH = 60  # days
_TIDIES, _BORED = 0.55, 0.18  # removed once bought, or else
_LISTS = ["Lista dei desideri", "Natale", "Casa nuova", "Compleanno", "Prezenty", "Moje"]
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Wishes:
    """Articles on lists in the order in which they were put there, shape (w,).

    Attributes:
        account: Account; article: article; added: local second; list: which list.
        removed: Local second, _NEVER for what is still on the list.
    """

    account: Ints
    article: Ints
    added: Ints
    list: Ints
    removed: Ints


def make(world: World, accounts: Accounts, sold: Receipts, orders: Orders) -> Wishes:
    """Draw what stands on lists.

    Args:
        world: World.
        accounts: Accounts.
        sold: Receipts.
        orders: Web orders.

    Returns:
        What keepers of lists wish, and a share of what they bought later.
    """
    calendar, people = world.calendar, world.people
    rng = world.streams.get("wish lists")
    end = (calendar.end + 1) * DAY
    keeps = chance(rng, accounts.n, _KEEPS)
    of, _ = expand(keeps * (1 + rng.poisson(_ITEMS, accounts.n)))
    begin = np.maximum(accounts.created[of], calendar.start * DAY)
    stop = np.maximum(
        np.minimum((people.left[accounts.person[of]] + 1) * DAY, end), begin + 2 * HOUR
    )
    added = begin + HOUR + (rng.random(len(of)) * (stop - begin - HOUR)).astype(np.int64)
    likes = world.habit.likes[accounts.person[of], rng.integers(0, 2, len(of))]
    article = world.catalogue.draw(rng, likes)
    removed = added + (rng.exponential(60.0, len(of)) * DAY).astype(np.int64) + HOUR
    removed = np.where(chance(rng, len(of), _BORED), removed, _NEVER)
    bought = _bought(rng, (world, keeps), accounts, sold, orders)
    account = np.r_[of, bought.account]
    article, added = np.r_[article, bought.article], np.r_[added, bought.added]
    removed = np.r_[removed, bought.removed]
    inside = np.flatnonzero(added < end)
    inside = inside[np.argsort(added[inside], kind="stable")]
    account = account[inside]
    # an account has one or two lists, in the language of its owner
    names = people.country[accounts.person[account]] * 4 + account % 2
    names = np.where(people.country[accounts.person[account]] == 0, account % 4, names)
    return Wishes(account, article[inside], added[inside], names, removed[inside])


def _bought(
    rng: np.random.Generator,
    where: tuple[World, Bools],
    accounts: Accounts,
    sold: Receipts,
    orders: Orders,
) -> Wishes:
    """Articles that keepers of lists bought, on the list some days or weeks before."""
    world, keeps = where
    sale = sold.original[sold.lines.of] < 0
    person = np.r_[sold.person[sold.lines.of][sale], orders.person[orders.lines.of]]
    article = np.r_[sold.lines.article[sale], orders.lines.article]
    second = np.r_[sold.second[sold.lines.of][sale], orders.second[orders.lines.of]]
    account = accounts.first[person]
    # GUEST is the last place: no account, no list
    keeper = np.r_[keeps, False][account]
    countable = ~world.catalogue.weighed[article]
    mine = np.flatnonzero(keeper & countable & chance(rng, len(person), _WISHED))
    account, article, second = account[mine], article[mine].astype(np.int64), second[mine]
    ago = (rng.random(len(mine)) ** 1.4 * _LONGEST_WISH * DAY).astype(np.int64) + 2 * HOUR
    added = second - ago
    since = np.maximum(accounts.created[account], world.calendar.start * DAY)
    tidied = np.where(
        chance(rng, len(mine), _TIDIES), second + rng.integers(60, 3 * DAY, len(mine)), _NEVER
    )
    keep = np.flatnonzero(added > since)
    free = np.zeros(len(keep), dtype=np.int64)
    return Wishes(account[keep], article[keep], added[keep], free, tidied[keep])


def export(out: Output, world: World, wishes: Wishes) -> None:
    """Write lists, one file per week; what is taken off comes again."""
    calendar, catalogue = world.calendar, world.catalogue
    n = len(wishes.account)
    off = np.flatnonzero(wishes.removed < (calendar.end + 1) * DAY)
    row = np.r_[np.arange(n), off]
    second = np.r_[wishes.added, wishes.removed[off]]
    gone = np.arange(len(row)) >= n
    order = np.argsort(second, kind="stable")
    row, second, gone = row[order], second[order], gone[order]

    def render(rows: Ints) -> Columns:
        item, now = row[rows], second[rows]
        return {
            "item_id": join("WL", number(item + 1, 7)),
            "account_id": account_ids(wishes.account[item]),
            "list_name": take(pool(_LISTS), wishes.list[item]),
            "product_code": take(catalogue.sku, wishes.article[item]),
            "added_at": zulu_texts(to_utc(wishes.added[item])),
            "removed_at": blank(~gone[rows], zulu_texts(to_utc(now))),
            "updated_at": zulu_texts(to_utc(now)),
        }

    columns = (
        "item_id", "account_id", "list_name", "product_code", "added_at", "removed_at",
        "updated_at",
    )  # fmt: skip
    names, file_of = versions.weekly(calendar, "wish_list_items", second // DAY)
    shape = Shape("shop", "wish_list_items", Json(columns), "item_id", "added_at", text="list_name")
    deliver(out, shape, (names, file_of), render)
    out.know("shop", "wish_list_items", n)
