"""From one page to another with a customer in the hand."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from .context import Context
from .style import markdown_text

__all__ = ["chosen_customer", "keep_customer", "link", "search_field"]


def search_field(context: Context) -> str:
    """Ask who is looked for, and return what was typed; the address knows it too."""
    if "typed" not in st.session_state:
        st.session_state["typed"] = st.query_params.get("typed", "")
    typed: str = st.text_input(
        context.t("search.field"),
        key="typed",
        type="search",
        placeholder=context.t(f"search.placeholder.{context.role.key}"),
        persist_state="session",
        autocomplete="off",
    )
    if typed:
        st.query_params["typed"] = typed
    return typed


def link(
    context: Context,
    page: str,
    customer_id: str,
    text: str,
    *,
    width: int | Literal["content"] = "content",
) -> None:
    """Show a link to a page about a customer."""
    st.page_link(
        context.pages[page],
        label=markdown_text(text),
        width=width,
        query_params={"customer": customer_id},
    )


def chosen_customer() -> str | None:
    """Return the customer that the address names, or else who was looked at last."""
    named = st.query_params.get("customer")
    if named:
        st.session_state["customer"] = named.strip().lower()
    chosen: str | None = st.session_state.get("customer")
    return chosen


def keep_customer(customer_id: str) -> None:
    """Remember who is looked at, for the other pages and in the address."""
    st.session_state["customer"] = customer_id
    st.query_params["customer"] = customer_id
