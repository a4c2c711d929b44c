"""Entry of the page: who looks, in which language, at which page. `make page` starts it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st

from customer360.page.context import Context, is_missing
from customer360.page.labels import LANGUAGES, label
from customer360.page.problems import is_run_under_way, show_problem
from customer360.page.roles import PAGES, ROLES, Page, Role
from customer360.page.source import Published, PublishedError
from customer360.page.style import apply_style

_DEFAULT_FILE = "warehouse/customer_360.duckdb"
# a symbol by name would be fetched from the internet
_ICON = Path(__file__).with_name("icon.svg")


@st.cache_resource(show_spinner=False)
def _published(path: str) -> Published:
    return Published(Path(path))


def main() -> None:
    """Show the page that was asked for."""
    st.set_page_config(page_title="Customer 360", page_icon=_ICON, layout="wide")
    apply_style()
    published = _published(os.environ.get("CUSTOMER360_PUBLISHED", _DEFAULT_FILE))
    language = _asked("language", list(LANGUAGES))
    fixed = os.environ.get("CUSTOMER360_ROLE")
    role = ROLES[fixed if fixed in ROLES else _asked("role", list(ROLES))]
    pages: dict[str, Any] = {}
    page = st.navigation(_navigation(role, language, published, pages), expanded=True)
    with st.sidebar:
        if "search" in pages and page.url_path != pages["search"].url_path:
            _quick_search(pages["search"], language)
        if fixed not in ROLES:
            st.selectbox(
                label(language, "switch.role"),
                list(ROLES),
                format_func=lambda key: label(language, f"role.{key}"),
                key="role",
            )
        store = _store_switch(published, role, language)
        st.segmented_control(
            label(language, "switch.language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key="language",
            required=True,
        )
        _state_of_data(published, language)
    _remember_in_address(role, language, store)
    page.run()


def _quick_search(search: Any, language: str) -> None:
    """Offer the search on every other page."""

    def take() -> None:
        st.session_state["typed"] = st.session_state["quick"]
        st.session_state["is_search_asked"] = bool(st.session_state["quick"])
        st.session_state["quick"] = ""

    st.text_input(label(language, "page.search"), key="quick", type="search", on_change=take)
    if st.session_state.pop("is_search_asked", False):
        st.switch_page(search, query_params={"typed": st.session_state["typed"]})


def _asked(name: str, choices: list[str]) -> str:
    """Return what is chosen: in this session, or else by the address; the first by default."""
    if st.session_state.get(name) not in choices:
        named = st.query_params.get(name)
        st.session_state[name] = named if named in choices else choices[0]
    chosen: str = st.session_state[name]
    return chosen


def _navigation(
    role: Role, language: str, published: Published, pages: dict[str, Any]
) -> dict[str, list[Any]]:
    """Return the role's pages by heading; `pages` is filled with them by key."""
    groups: dict[str, list[Any]] = {}
    for key in role.pages:
        page = PAGES[key]
        title = label(language, f"page.{key}")
        shown = st.Page(
            partial(_render, page, role, language, published, pages),
            title=title,
            icon=page.icon,
            url_path=key,
            default=key == role.pages[0],
        )
        pages[key] = shown
        groups.setdefault(label(language, f"group.{page.group}"), []).append(shown)
    return groups


def _render(
    page: Page, role: Role, language: str, published: Published, pages: Mapping[str, Any]
) -> None:
    """Show a page; its module is loaded when somebody looks at it."""
    try:
        with st.spinner(label(language, "data.opening")):
            module = import_module(f"customer360.page.{page.module}")
            context = Context(
                published=published,
                role=role,
                store_id=st.session_state.get("store") if role.by_store else None,
                language=language,
                currency=published.value("select reporting_currency from page_settings"),
                today=published.value("select as_of_date from page_settings"),
                pages=pages,
            )
        module.render(context)
    except PublishedError as error:
        show_problem(error, published, language)


def _store_switch(published: Published, role: Role, language: str) -> str | None:
    """Let a role that sees one store choose it."""
    if not role.by_store:
        return None
    try:
        stores = published.query(
            f"select store_id, store_name from role_{role.key}__stores"
            " where store_id <> 'other' order by store_id"
        )
    except PublishedError:
        return None  # the page itself says what is wrong
    names = dict(zip(stores["store_id"], stores["store_name"], strict=True))
    if not names:
        return None
    _asked("store", list(names))
    chosen: str = st.selectbox(
        label(language, "switch.store"),
        list(names),
        format_func=lambda key: f"{names[key]} ({key})",
        key="store",
        persist_state="session",
    )
    return chosen


def _state_of_data(published: Published, language: str) -> None:
    try:
        day = published.value("select as_of_date from page_settings")
    except PublishedError:
        return
    st.caption(label(language, "data.as_of", day="" if is_missing(day) else f"{day:%d.%m.%Y}"))
    if is_run_under_way(published.path):
        st.caption(label(language, "data.run_under_way"))


def _remember_in_address(role: Role, language: str, store: str | None) -> None:
    """Write into the address what a link to this page has to say."""
    st.query_params["role"] = role.key
    st.query_params["language"] = language
    if store is not None:
        st.query_params["store"] = store


if __name__ == "__main__":
    main()
