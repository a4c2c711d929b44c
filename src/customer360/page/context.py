"""What a page is given: who looks, at which file, in which language; and how it writes values."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .labels import label, word
from .roles import Role
from .source import Problem, Published, PublishedError

__all__ = ["Context", "is_missing"]

_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł"}
_DASH = "\u2013"
_MINUS = "\u2212"


def is_missing(value: Any) -> bool:
    """Return whether a value of a frame is null, in any of the ways in which pandas writes it."""
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


@dataclass(frozen=True)
class Context:
    """Who looks at the page, and at what.

    Attributes:
        published: The file.
        role: The role; it reads its own views alone.
        store_id: Its store, where the role sees one store's part; else null.
        language: One of labels.LANGUAGES.
        currency: Code of the reporting currency.
        today: The last day that the data knows; missing where nothing happened yet.
        pages: The role's pages by key, as Streamlit links to them.
    """

    published: Published
    role: Role
    store_id: str | None
    language: str
    currency: str
    today: Any
    pages: Mapping[str, Any]

    def view(self, subject: str) -> str:
        """Return the name of the role's view of a subject."""
        return f"role_{self.role.key}__{subject}"

    def rows(
        self,
        subject: str,
        where: str = "true",
        parameters: Sequence[Any] = (),
        *,
        columns: str = "*",
        order: str = "all",
        limit: int | None = None,
    ) -> pd.DataFrame:
        """Read the role's view of a subject; a store's manager gets the part of the store.

        Args:
            subject: As in `role_<role>__<subject>`.
            where: Condition with question marks.
            parameters: Values of the question marks.
            columns: What is selected.
            order: What the rows are sorted by; by all columns if nothing is said.
            limit: Most rows that are read.

        Raises:
            PublishedError: As in Published.query.
        """
        condition, values = where, list(parameters)
        if self.role.by_store:
            condition, values = f"store_id = ? and ({where})", [self.store_id, *values]
        sql = f"select {columns} from {self.view(subject)} where {condition} order by {order}"
        return self.published.query(sql if limit is None else f"{sql} limit {limit}", values)

    def has(self, subject: str) -> bool:
        """Return whether the role has a view of a subject."""
        found = self.published.query(
            "select count(*) as views from information_schema.tables"
            " where table_catalog = 'published' and table_name = ?",
            [self.view(subject)],
        )
        return bool(found.at[0, "views"])

    def columns(self, subject: str) -> set[str]:
        """Return the columns of the role's view of a subject.

        Raises:
            PublishedError: There is no such view.
        """
        rows = self.published.query(
            "select column_name from information_schema.columns"
            " where table_catalog = 'published' and table_name = ?",
            [self.view(subject)],
        )
        if rows.empty:
            raise PublishedError(Problem.NO_TABLE, f"{self.view(subject)} is not there")
        return set(rows["column_name"])

    def t(self, key: str, **values: object) -> str:
        """Return a text of labels.csv in the language of the page."""
        return label(self.language, key, **values)

    def word(self, family: str, code: object, otherwise: str | None = None) -> str:
        """Return the name of a code, such as a segment's, or what is to stand in its place.

        A dash stands for no code.
        """
        return _DASH if is_missing(code) else word(self.language, family, code, otherwise)

    def count(self, number: Any, *, decimals: int = 0) -> str:
        """Write a number; a dash for none."""
        if is_missing(number):
            return _DASH
        text = f"{float(number):,.{decimals}f}".replace("-", _MINUS)
        return text.translate(str.maketrans(",.", ".,")) if self.language == "it" else text

    def counted(self, key: str, number: Any, **values: object) -> str:
        """Return a text with a number in it: `<key>.one` for one, else `<key>.many`."""
        form = "one" if number == 1 else "many"
        return self.t(f"{key}.{form}", number=self.count(number), **values)

    def money(self, amount: Any, *, decimals: int = 2, currency: str | None = None) -> str:
        """Write an amount, of the reporting currency unless another is named."""
        if is_missing(amount):
            return _DASH
        code = currency or self.currency
        symbol = _SYMBOLS.get(code, code)
        text = self.count(abs(float(amount)), decimals=decimals)
        sign = _MINUS if round(float(amount), decimals) < 0 else ""
        leading = self.language == "en" and len(symbol) == 1
        return f"{sign}{symbol}{text}" if leading else f"{sign}{text}\u00a0{symbol}"

    def share(self, part: Any, *, decimals: int = 0) -> str:
        """Write a share of 0 to 1 as per cent."""
        if is_missing(part):
            return _DASH
        text = self.count(float(part) * 100, decimals=decimals)
        return f"{text}%" if self.language == "en" else f"{text}\u00a0%"

    def day(self, date: Any) -> str:
        """Write a date or the date of a moment, such as 3 Mar 2025."""
        if is_missing(date):
            return _DASH
        return f"{date.day} {self.t(f'month.{date.month}')} {date.year}"

    def month(self, date: Any) -> str:
        """Write a month, such as Mar 2025."""
        if is_missing(date):
            return _DASH
        return f"{self.t(f'month.{date.month}')} {date.year}"

    def moment(self, moment: Any) -> str:
        """Write a moment, such as 3 Mar 2025, 14:05."""
        return _DASH if is_missing(moment) else f"{self.day(moment)}, {moment:%H:%M}"

    def ago(self, date: Any) -> str:
        """Write how long before today something was, in the largest unit of two or more."""
        if is_missing(date) or is_missing(self.today):
            return _DASH
        days = (_as_date(self.today) - _as_date(date)).days
        if days <= 0:
            return self.t("ago.today")
        if days == 1:
            return self.t("ago.yesterday")
        for unit, length in (("years", 365), ("months", 30), ("weeks", 7), ("days", 1)):
            if days >= 2 * length:
                return self.t(f"ago.{unit}", number=days // length)
        raise AssertionError("two days are two of the smallest unit")


def _as_date(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
