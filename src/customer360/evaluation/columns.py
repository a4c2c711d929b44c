"""Which column of unknown records is which column of the feed contract."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["BIRTH_DATE_PARTS", "Alias", "ColumnMap", "map_columns", "read_aliases"]

BIRTH_DATE_PARTS = ("birth_year", "birth_month", "birth_day")
# what a system or a form puts around the name of a column; never words that name somebody else
# (employer_city, mother_name)
_BEFORE = (
    "customer",
    "client",
    "person",
    "patient",
    "contact",
    "user",
    "member",
    "cust",
    "current",
    "primary",
    "main",
    "home",
    "mailing",
    "residential",
    "residence",
    "res",
    "legal",
)
_AFTER = ("1", "text", "raw", "value", "clean", "std", "norm", "original", "at_birth")
_LETTERS_WITHOUT_MARK = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "æ": "ae", "đ": "d"})
_NAME = "name"


@dataclass(frozen=True)
class Alias:
    """One name that a column bears in the wild.

    Attributes:
        column_name: The name.
        contract_column: Column of the feed contract, a part of the birth date, or `name`.
        fills_gaps: Whether its values may stand in where a better-named column is empty.
    """

    column_name: str
    contract_column: str
    fills_gaps: bool


@dataclass(frozen=True)
class ColumnMap:
    """What each column of the records is taken for.

    Attributes:
        used: Source columns by contract column; the first one counts, the others stand in where it
            is empty. Holds birth_year, birth_month and birth_day too where a date comes in parts.
        not_used: Columns that are taken for nothing, in the order of the records.
    """

    used: Mapping[str, tuple[str, ...]]
    not_used: tuple[str, ...]


@dataclass(frozen=True)
class _Candidate:
    rank: int
    place: int
    column: str
    fills_gaps: bool


def read_aliases(path: Path) -> tuple[Alias, ...]:
    """Read the seed of column names.

    Args:
        path: The file record_columns.csv.

    Returns:
        Its rows in their order.

    Raises:
        FileNotFoundError: The file is not there.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Alias(row["column_name"], row["contract_column"], row["fills_gaps"] == "true")
            for row in csv.DictReader(lines)
        )


def map_columns(
    names: Sequence[str], contract_columns: Sequence[str], aliases: Sequence[Alias]
) -> ColumnMap:
    """Take each column for a column of the contract, by its name alone.

    Names are compared in lower case, without marks on letters, all other signs as underscores, then
    once more without underscores (`firstName` is `first_name`). A contract column's own name goes
    before aliases, aliases in their order before names with a common word around them
    (`customer_surname`, `city_1`), then the order of the columns decides.

    Args:
        names: Names of the columns.
        contract_columns: Columns of the contract that may be filled.
        aliases: Further names.

    Returns:
        The mapping.
    """
    names_known = _Names(contract_columns, aliases)
    candidates: dict[str, list[_Candidate]] = {}
    for place, column in enumerate(names):
        found = names_known.find(column)
        if found is not None:
            contract_column, rank, fills_gaps = found
            candidate = _Candidate(rank, place, column, fills_gaps)
            candidates.setdefault(contract_column, []).append(candidate)
    _settle_name(candidates)
    _settle_birth_date_parts(candidates)
    used = {}
    for contract_column, found_columns in candidates.items():
        first, *rest = sorted(found_columns, key=lambda c: (c.rank, c.place))
        fillers = (c.column for c in rest if c.fills_gaps)
        used[contract_column] = (first.column, *fillers)
    taken = {column for columns in used.values() for column in columns}
    return ColumnMap(used, tuple(name for name in names if name not in taken))


class _Names:
    """All known names with the contract column and the rank of each."""

    def __init__(self, contract_columns: Sequence[str], aliases: Sequence[Alias]) -> None:
        own = [Alias(name, name, True) for name in (*contract_columns, _NAME, *BIRTH_DATE_PARTS)]
        self._count = len(own) + len(aliases)
        self._known: dict[str, tuple[str, int, bool]] = {}
        known = [*enumerate(own), *enumerate(aliases, len(own))]
        for form in (_worded, _squashed):
            for rank, alias in known:
                found = (alias.contract_column, rank, alias.fills_gaps)
                self._known.setdefault(form(alias.column_name), found)

    def find(self, column: str) -> tuple[str, int, bool] | None:
        """Return contract column, rank and whether it fills gaps; null for an unknown name."""
        worded = _worded(column)
        for form in (worded, _squashed(column)):
            if form in self._known:
                return self._known[form]
        for stripped in _without_common_words(worded):
            if stripped in self._known:
                contract_column, rank, fills_gaps = self._known[stripped]
                return contract_column, self._count + rank, fills_gaps
        return None


def _worded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.strip().lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "_", plain.translate(_LETTERS_WITHOUT_MARK)).strip("_")


def _squashed(name: str) -> str:
    return _worded(name).replace("_", "")


def _without_common_words(worded: str) -> list[str]:
    heads = [worded.removeprefix(f"{word}_") for word in _BEFORE if worded.startswith(f"{word}_")]
    tails = [
        name.removesuffix(f"_{word}")
        for name in (worded, *heads)
        for word in _AFTER
        if name.endswith(f"_{word}")
    ]
    return [*heads, *tails]


def _settle_name(candidates: dict[str, list[_Candidate]]) -> None:
    """A column that is only called name is what the others are not."""
    named = candidates.pop(_NAME, [])
    if not named:
        return
    has_given, has_family = "given_name" in candidates, "family_name" in candidates
    meant = "full_name"
    if has_given != has_family:
        meant = "family_name" if has_given else "given_name"
    candidates.setdefault(meant, []).extend(named)


def _settle_birth_date_parts(candidates: dict[str, list[_Candidate]]) -> None:
    """Parts without a year are no date; a column birth_day without a year is the whole date."""
    if "birth_year" in candidates:
        return
    candidates.pop("birth_month", None)
    days = [c for c in candidates.pop("birth_day", []) if _worded(c.column) == "birth_day"]
    if days:
        candidates.setdefault("birth_date", []).extend(days)
