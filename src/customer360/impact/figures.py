"""The figures of a comparison."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

__all__ = ["Change", "Customers", "IdentityImpact", "Ids", "Records", "Segment"]


@dataclass(frozen=True)
class Customers:
    """Customers of both files.

    Attributes:
        before: Number in the old file.
        after: Number in the new file.
        merged_into: Customers after that hold records of several customers before.
        split_up: Customers before whose records are several customers after.
    """

    before: int
    after: int
    merged_into: int
    split_up: int


@dataclass(frozen=True)
class Records:
    """Source records that stand for a person.

    Attributes:
        before: Number in the old file.
        after: Number in the new file.
        in_both: Number in both; the next two count among these.
        moved: Records whose customer id is another one.
        unchanged_share: Share of records whose customer id is the same, 0 to 1; null without any.
        gone: Records of the old file alone.
        new: Records of the new file alone.
    """

    before: int
    after: int
    in_both: int
    moved: int
    unchanged_share: float | None
    gone: int
    new: int


@dataclass(frozen=True)
class Ids:
    """What became of the customer ids, by the records that are in both files.

    Each id before is counted once: unchanged + grown + merged + split + renamed + vanished are the
    customers before. Each id after is counted once: kept + created + revived are those after.

    Attributes:
        unchanged: Same id, same records.
        grown: Same id, all its records and others' too.
        merged: The id is gone, all its records are with others under another id.
        split: Its records are several customers, one of which may have the id.
        renamed: Same records, another id: what must never happen.
        vanished: None of its records is in the new file.
        kept: Ids after that are ids before.
        created: Ids after that the old file never knew.
        revived: Ids after that were retired in the old file.
        stability: Share of customers of unchanged records that kept their id, 0 to 1: 1 is right.
            Null where there is no such customer.
    """

    unchanged: int
    grown: int
    merged: int
    split: int
    renamed: int
    vanished: int
    kept: int
    created: int
    revived: int
    stability: float | None


@dataclass(frozen=True)
class Segment:
    """Customers and revenue of one part.

    Attributes:
        name: RFM segment, or "no purchase"; in the totals what they are of.
        customers_before: Customers in the old file; null where the part has none by its nature.
        customers_after: Customers in the new file; likewise.
        revenue_before: Net amount of their orders in the old file, reporting currency.
        revenue_after: Net amount of their orders in the new file, reporting currency.
    """

    name: str
    customers_before: int | None
    customers_after: int | None
    revenue_before: Decimal
    revenue_after: Decimal

    @property
    def customers_difference(self) -> int | None:
        """Customers after less customers before."""
        if self.customers_before is None or self.customers_after is None:
            return None
        return self.customers_after - self.customers_before

    @property
    def revenue_difference(self) -> Decimal:
        """Revenue after less revenue before."""
        return self.revenue_after - self.revenue_before


@dataclass(frozen=True)
class Change:
    """One merge or one split.

    Attributes:
        customer_id: The customer that took others in, or that fell apart.
        other_customers: Number of customers on the other side, itself included.
        other_customer_ids: The first of them by number of records, at most five.
        records: Records of the customer that are in both files.
        revenue_before: Net amount of all customers concerned in the old file.
        revenue_after: The same in the new file.
    """

    customer_id: str
    other_customers: int
    other_customer_ids: Sequence[str]
    records: int
    revenue_before: Decimal
    revenue_after: Decimal


@dataclass(frozen=True)
class IdentityImpact:
    """What became of the customers.

    Attributes:
        currency_before: Reporting currency of the old file; null where it does not say.
        currency_after: Reporting currency of the new file.
        as_of_before: Last day that the old profile knows; null where it is empty.
        as_of_after: Last day that the new profile knows.
        customers: Customers of both files.
        records: Records of both files.
        ids: What became of the ids.
        segments: RFM segments by revenue before.
        totals: All customers, orders without a customer, all orders.
        largest_merges: The ten merges with most revenue.
        largest_splits: The ten splits with most revenue.
    """

    currency_before: str | None
    currency_after: str | None
    as_of_before: dt.date | None
    as_of_after: dt.date | None
    customers: Customers
    records: Records
    ids: Ids
    segments: Sequence[Segment]
    totals: Sequence[Segment]
    largest_merges: Sequence[Change]
    largest_splits: Sequence[Change]

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as JSON knows them: amounts as numbers, days as text."""
        plain: dict[str, Any] = dataclasses.asdict(self)
        for name in ("segments", "totals"):
            plain[name] = [
                dataclasses.asdict(part)
                | {
                    "customers_difference": part.customers_difference,
                    "revenue_difference": part.revenue_difference,
                }
                for part in getattr(self, name)
            ]
        converted: dict[str, Any] = _as_json_value(plain)
        return converted


def _as_json_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_json_value(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json_value(part) for part in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
