"""Finding a customer by name, e-mail, phone, card, a system's number or id; misspelt or not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st

from . import customer_links
from .context import Context, is_missing
from .style import chip, element, heading, markdown_text, show

__all__ = ["Found", "Kind", "find", "kind_of", "render"]

# customers that are listed; whoever is not among them is found by typing more
_LISTED = 25
# pixels of the names, so that what follows stands in one line
_NAME_WIDTH = 230
# Jaro-Winkler likeness from which a word may be a slip for another: below 0.88 Rossi is Russo
_NAME_LIKENESS = 0.88
_EMAIL_LIKENESS = 0.93
# digits from which a number may be a phone or a card; and what all ways of writing a phone share
_NUMBER_DIGITS = 8
_PHONE_ENDING = 8
_PART_OF_PHONE = 4

_SHOWN = (
    *("customer_id", "display_name", "city", "email", "masked_email", "phone", "masked_phone"),
    *("birth_date", "last_order_at", "rfm_segment"),
)

_ALIKE_NAMES = """
with asked as (
    select distinct unnest(string_split(?, ' ')) as typed
),
words as (
    select distinct word from {view} where word_kind = 'name' and {part}
),
-- each word that there is is compared once, never each customer
alike as (
    select
        asked.typed,
        words.word,
        case
            when words.word = asked.typed then 1.0
            when starts_with(words.word, asked.typed) then 0.95
            else jaro_winkler_similarity(words.word, asked.typed)
        end as likeness
    from asked cross join words
    where words.word = asked.typed
        or (length(asked.typed) >= 3 and starts_with(words.word, asked.typed))
        or (
            length(asked.typed) >= 4
            and jaro_winkler_similarity(words.word, asked.typed) >= {likeness}
        )
),
best as (
    select search.customer_id, alike.typed, max(alike.likeness) as likeness
    from {view} as search
    inner join alike on search.word = alike.word
    where search.word_kind = 'name' and {part}
    group by search.customer_id, alike.typed
),
hits as (
    select customer_id, avg(likeness) as likeness
    from best
    group by customer_id
    having count(*) = (select count(*) from asked)
)
"""

_ALIKE_EMAILS = """
with words as (
    select distinct word from {view} where word_kind = 'email'
),
alike as (
    select word, jaro_winkler_similarity(word, ?) as likeness
    from words
    where jaro_winkler_similarity(word, ?) >= {likeness}
),
hits as (
    select search.customer_id, max(alike.likeness) as likeness
    from {view} as search
    inner join alike on search.word = alike.word
    where search.word_kind = 'email'
    group by search.customer_id
)
"""

_WORDS = """
with hits as (
    select customer_id, max(case when word = ? then 1.0 else 0.95 end) as likeness
    from {view}
    where word_kind = ? and {condition} and {part}
    group by customer_id
)
"""


class Kind(StrEnum):
    """What was typed; by its look alone."""

    NOTHING = "nothing"
    EMAIL = "email"
    CUSTOMER = "customer"
    NUMBER = "number"
    PART_OF_PHONE = "part_of_phone"
    RECORD = "record"
    NAME = "name"


@dataclass(frozen=True)
class Found:
    """Who was found.

    Attributes:
        kind: What was looked for.
        customers: One row per customer, most alike first, then whoever was here last: the id,
            what the role sees of _SHOWN, and `likeness` (1: exactly as typed); at most _LISTED.
        total: How many there are.
    """

    kind: Kind
    customers: pd.DataFrame = field(default_factory=pd.DataFrame)
    total: int = 0


def kind_of(typed: str) -> Kind:
    """Tell by its look what was typed.

    Args:
        typed: As typed.
    """
    text = typed.strip()
    digits = re.sub(r"\D", "", text)
    if not text:
        return Kind.NOTHING
    if "@" in text:
        return Kind.EMAIL
    if re.fullmatch(r"[0-9a-fA-F]{32}", text):
        return Kind.CUSTOMER
    if len(digits) >= _PART_OF_PHONE and re.fullmatch(r"[\d\s+()/.\-]+", text):
        return Kind.NUMBER if len(digits) >= _NUMBER_DIGITS else Kind.PART_OF_PHONE
    return Kind.RECORD if digits and not re.search(r"\s", text) else Kind.NAME


def find(context: Context, typed: str) -> Found:
    """Find customers that the role may see.

    Args:
        context: Who looks, where.
        typed: A name, part of one, an e-mail address, a phone, a card, a number or an id.

    Raises:
        PublishedError: As in Published.query.
    """
    kind = kind_of(typed)
    finders = {
        Kind.NOTHING: _find_nobody,
        Kind.EMAIL: _find_email,
        Kind.CUSTOMER: _find_customer,
        Kind.NUMBER: _find_number,
        Kind.PART_OF_PHONE: _find_part_of_phone,
        Kind.RECORD: _find_record,
        Kind.NAME: _find_name,
    }
    return Found(kind, *finders[kind](context, typed.strip()))


Hits = tuple[pd.DataFrame, int]


def _find_nobody(context: Context, typed: str) -> Hits:
    del context, typed
    return pd.DataFrame(), 0


def _find_name(context: Context, typed: str) -> Hits:
    fold_name = context.published.value("select fold_name_sql from page_settings")
    folded = context.published.value(f"select {fold_name} from (select ? as typed)", [typed])
    if is_missing(folded):
        return _find_nobody(context, typed)
    # the part of the store is asked for where the words are listed and where they are looked up
    part = [context.store_id] * 2 if context.role.by_store else []
    return _customers(context, _ALIKE_NAMES, [folded, *part], likeness=_NAME_LIKENESS)


def _find_email(context: Context, typed: str) -> Hits:
    address = typed.lower()
    exact = _look_up(context, "email", _hidden(context, address))
    if exact[1] or context.role.by_store:
        return exact
    return _customers(context, _ALIKE_EMAILS, [address, address], likeness=_EMAIL_LIKENESS)


def _find_customer(context: Context, typed: str) -> Hits:
    if context.role.finds_by_id:
        return _look_up(context, "customer", typed.lower())
    columns = f"{', '.join(_seen(context))}, 1.0 as likeness"
    people = context.rows("profiles", "customer_id = ?", [typed.lower()], columns=columns)
    return people, len(people)


def _find_number(context: Context, typed: str) -> Hits:
    digits = re.sub(r"\D", "", typed)
    card = _look_up(context, "loyalty_card", _hidden(context, digits))
    if card[1]:
        return card
    phone = _look_up(context, "phone_ending", _hidden(context, digits[-_PHONE_ENDING:]))
    return phone if phone[1] else _find_record(context, typed)


def _find_part_of_phone(context: Context, typed: str) -> Hits:
    digits = re.sub(r"\D", "", typed)
    phone = _look_up(context, "phone", digits, "ends_with(word, ?)")
    return phone if phone[1] else _find_record(context, typed)


def _find_record(context: Context, typed: str) -> Hits:
    code = re.sub(r"[^A-Za-z0-9]", "", typed).upper()
    return _look_up(context, "record", code, "starts_with(word, ?)")


def _hidden(context: Context, word: str) -> str:
    """Write a contact or card as the role's view holds it."""
    if not context.role.by_store:
        return word
    return hashlib.md5(word.encode(), usedforsecurity=False).hexdigest()


def _look_up(context: Context, kind: str, word: str, condition: str = "word = ?") -> Hits:
    part = [context.store_id] if context.role.by_store else []
    return _customers(context, _WORDS, [word, kind, word, *part], condition=condition)


def _customers(context: Context, hits: str, parameters: Sequence[Any], **parts: object) -> Hits:
    """Return the profiles of those who were hit, and how many there are."""
    part = "store_id = ?" if context.role.by_store else "true"
    columns = ", ".join(f"profiles.{name}" for name in _seen(context))
    sql = (
        hits.format(view=context.view("search"), part=part, **parts)
        + f"""
        select {columns}, hits.likeness, count(*) over () as found_count
        from {context.view("profiles")} as profiles
        inner join hits on profiles.customer_id = hits.customer_id
        where {part}
        order by
            hits.likeness desc,
            profiles.{context.role.newest_first} desc nulls last,
            profiles.customer_id asc
        limit {_LISTED}
        """
    )
    own = [context.store_id] if context.role.by_store else []
    people = context.published.query(sql, [*parameters, *own])
    return people, int(people["found_count"].max()) if len(people) else 0


def _seen(context: Context) -> list[str]:
    """Return the columns of _SHOWN that the role's profiles have."""
    there = context.columns("profiles")
    return [name for name in _SHOWN if name in there]


def render(context: Context) -> None:
    """Show the search field and who was found."""
    heading(context.t("page.search"))
    typed = customer_links.search_field(context)
    if kind_of(typed) is Kind.NOTHING:
        st.markdown(context.t("search.hint"))
        return
    with st.spinner(context.t("search.under_way")):
        found = find(context, typed)
    if found.total == 0:
        st.info(context.t("search.nobody", typed=markdown_text(typed)))
        st.markdown(context.t(f"search.nobody_hint.{context.role.key}"))
        return
    shown = len(found.customers)
    if shown == found.total:
        st.markdown(context.counted("search.found", found.total))
    else:
        total = context.count(found.total)
        st.markdown(context.t("search.too_many", total=total, shown=shown))
    for person in found.customers.to_dict("records"):
        _show_person(context, person)


def _show_person(context: Context, person: Mapping[Hashable, Any]) -> None:
    name = person["display_name"]
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        customer_links.link(
            context,
            "profile",
            person["customer_id"],
            context.t("profile.nameless") if is_missing(name) else name,
            width=_NAME_WIDTH,
        )
        show(element("div", *_facts(context, person), css="facts"))


def _facts(context: Context, person: Mapping[Hashable, Any]) -> list[str]:
    """Return what tells one namesake from another, as far as the role sees it."""
    facts: list[str] = []
    if person["likeness"] < 1:
        facts.append(chip(context.t("search.alike"), "quiet"))
    for column in ("city", "email", "masked_email", "phone", "masked_phone"):
        if not is_missing(person.get(column)):
            facts.append(element("span", css="fact", text=person[column]))
    if not is_missing(person.get("birth_date")):
        born = context.t("search.born", day=context.day(person["birth_date"]))
        facts.append(element("span", css="fact", text=born))
    if not is_missing(person.get("last_order_at")):
        last = context.t("search.last_order", ago=context.ago(person["last_order_at"]))
        facts.append(element("span", css="fact", text=last))
    if not is_missing(person.get("rfm_segment")):
        facts.append(chip(context.word("rfm_segment", person["rfm_segment"])))
    return facts
