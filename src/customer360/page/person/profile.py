"""One customer on one screen, as far as the role may see."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ..context import Context
from ..style import show
from . import aside, headline, identity
from .customer import Customer, choose
from .records import show_records
from .timeline import show_timeline
from .touched import show_interests

__all__ = ["render"]

Part = Callable[[Context, Customer], str]
# what stands beside and in the middle of the screen, by role
_MIDDLE: dict[str, Callable[[Context, str], None]] = {
    "customer_service": show_timeline,
    "store_manager": show_timeline,
    "marketing": show_interests,
    "data_steward": show_records,
}
_LEFT: tuple[Part, ...] = (
    identity.contact,
    identity.sources,
    identity.consents,
    identity.service,
    aside.favourites,
)
_RIGHT: tuple[Part, ...] = (
    aside.risk,
    aside.open_things,
    aside.points,
    aside.suggestions,
    identity.contact_points,
)


def render(context: Context) -> None:
    """Show the profile of the customer in the address, or of who was looked at last."""
    customer = choose(context)
    if customer is None:
        return
    show(headline.headline(context, customer))
    left, middle, right = st.columns([1.05, 2, 1.25], gap="small")
    with left:
        show("".join(part(context, customer) for part in _LEFT))
    with right:
        show("".join(part(context, customer) for part in _RIGHT))
    with middle:
        _MIDDLE[context.role.key](context, customer.customer_id)
