"""The customer that a page is about: found under its id, a retired one too, or not to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ..context import Context
from ..customer_links import chosen_customer, keep_customer
from ..style import markdown_text

__all__ = ["Customer", "choose", "look_up"]


@dataclass(frozen=True)
class Customer:
    """A customer as the role sees it.

    Attributes:
        customer_id: The living id.
        retired_id: The id that was asked for, where it is a former one; else null.
        profile: The columns of the role's profile.
    """

    customer_id: str
    retired_id: str | None
    profile: Mapping[str, Any]


def look_up(context: Context, asked: str) -> Customer | None:
    """Find a customer by its id or a former one.

    Args:
        context: Who looks.
        asked: The id.

    Returns:
        The customer; null where the role has no such customer.

    Raises:
        PublishedError: As in Published.query.
    """
    profile = _profile(context, asked)
    if profile is not None:
        return Customer(asked, None, profile)
    if not context.role.finds_by_id:
        return None
    living = context.rows(
        "search", "word_kind = 'customer' and word = ?", [asked], columns="customer_id"
    )
    if living.empty:
        return None
    customer_id = str(living.at[0, "customer_id"])
    profile = _profile(context, customer_id)
    return None if profile is None else Customer(customer_id, asked, profile)


def _profile(context: Context, customer_id: str) -> Mapping[str, Any] | None:
    rows = context.rows("profiles", "customer_id = ?", [customer_id])
    if rows.empty:
        return None
    return {str(name): value for name, value in rows.to_dict("records")[0].items()}


def choose(context: Context) -> Customer | None:
    """Return the customer of this page; where there is none, say why and lead to the search."""
    asked = chosen_customer()
    if asked is None:
        st.header(context.t("customer.none"))
        st.page_link(context.pages["search"], label=context.t("customer.to_search"))
        return None
    customer = look_up(context, asked)
    if customer is None:
        st.header(context.t("customer.unknown"))
        st.markdown(
            context.t(f"customer.unknown_hint.{context.role.key}", asked=markdown_text(asked))
        )
        st.page_link(context.pages["search"], label=context.t("customer.to_search"))
        return None
    keep_customer(customer.customer_id)
    if customer.retired_id is not None:
        st.info(
            context.t("customer.merged", retired=customer.retired_id, living=customer.customer_id)
        )
    return customer
