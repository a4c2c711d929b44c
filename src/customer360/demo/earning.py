"""What earns points: receipts with a card, and web orders of accounts that know the card."""

from typing import Any

import numpy as np
import pyarrow as pa

from customer360.demo.clock import DAY
from customer360.demo.loyalty import NO_CARD, Earning, Programme
from customer360.demo.rand import Ints
from customer360.demo.receipts import Receipts
from customer360.demo.stores import Stores
from customer360.demo.text import take
from customer360.demo.webshop import CANCELLED, GUEST, Accounts, Orders, order_ids

_ZLOTY_A_POINT = 4  # a point for a whole euro, or for four whole zloty


def moves(
    programme: Programme, stores: Stores, sold: Receipts, orders: Orders, accounts: Accounts
) -> Earning:
    """Collect what moves points: one point for a whole euro, taken back by returns.

    Args:
        programme: Members and cards.
        stores: Shops.
        sold: Receipts.
        orders: Web orders.
        accounts: Accounts.

    Returns:
        Moves sorted by time.
    """
    rows = np.flatnonzero(sold.card != NO_CARD)
    member = programme.card_member[sold.card[rows]]
    zloty = stores.country[sold.shop[rows]] == 1
    points = sold.total[rows] // np.where(zloty, 100 * _ZLOTY_A_POINT, 100)
    points = np.where(sold.original[rows] >= 0, -points, points)
    web, web_member = _web(programme, orders, accounts)
    second = np.r_[sold.second[rows], orders.second[web]]
    every: Any = pa.concat_arrays([take(sold.id, rows), order_ids(web)])
    gained: Ints = np.r_[points, orders.total[web] // 100]
    whose = np.r_[member, web_member]
    order = np.flatnonzero(gained != 0)
    order = order[np.argsort(second[order], kind="stable")]
    return Earning(whose[order], second[order], gained[order], take(every, order))


def _web(programme: Programme, orders: Orders, accounts: Accounts) -> tuple[Ints, Ints]:
    account = np.maximum(orders.account, 0)
    member = programme.first[orders.person]
    known = (orders.account != GUEST) & accounts.card[account] & (orders.status != CANCELLED)
    known &= (member >= 0) & (
        programme.enrolled[np.maximum(member, 0)] // DAY <= orders.second // DAY
    )
    rows = np.flatnonzero(known)
    return rows, member[rows]
