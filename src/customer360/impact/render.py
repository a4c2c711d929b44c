"""The figures as tables for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table

from customer360.impact.figures import Change, IdentityImpact, Segment

__all__ = ["render"]

_WHOLE = 100


def render(impact: IdentityImpact, console: Console) -> None:
    """Print a comparison; counts, amounts and customer ids only.

    Args:
        impact: The figures.
        console: Where to print.
    """
    currency = impact.currency_after or impact.currency_before or "reporting currency"
    console.print(_overview(impact))
    console.print(_ids(impact))
    console.print(
        f"Customers of unchanged records that kept their id: {_percent(impact.ids.stability)} "
        f"(must be 100 %). Records whose customer id is the same: "
        f"{_percent(impact.records.unchanged_share)}.",
        soft_wrap=True,
        highlight=False,
    )
    console.print(_segments([*impact.segments, *impact.totals], currency))
    for title, changes in (
        (f"Largest merges by revenue ({currency})", impact.largest_merges),
        (f"Largest splits by revenue ({currency})", impact.largest_splits),
    ):
        if changes:
            console.print(_changes(title, changes))


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, box=box.SIMPLE, title_justify="left")
    for number, column in enumerate(columns):
        # an id or a figure cut in half is worse than a wide table
        table.add_column(column, justify="right" if number else "left", no_wrap=True)
    return table


def _overview(impact: IdentityImpact) -> Table:
    table = _table("Before and after", ("", "before", "after", "difference"))
    customers, records = impact.customers, impact.records
    table.add_row("as of", str(impact.as_of_before or ""), str(impact.as_of_after or ""), "")
    for name, before, after in (
        ("customers", customers.before, customers.after),
        ("records", records.before, records.after),
    ):
        table.add_row(name, f"{before:,}", f"{after:,}", f"{after - before:+,}")
    return table


def _ids(impact: IdentityImpact) -> Table:
    ids, records, customers = impact.ids, impact.records, impact.customers
    table = _table("What became of them", ("", "number"))
    for name, number in (
        ("ids unchanged, with the same records", ids.unchanged),
        ("ids that took in others", ids.grown),
        ("ids merged into another", ids.merged),
        ("ids of customers split up", ids.split),
        ("ids lost with the same records", ids.renamed),
        ("ids vanished with all records", ids.vanished),
        ("ids created", ids.created),
        ("ids revived", ids.revived),
        ("customers made of several before", customers.merged_into),
        ("customers that fell apart", customers.split_up),
        ("records in both files", records.in_both),
        ("records that moved", records.moved),
        ("records gone", records.gone),
        ("records new", records.new),
    ):
        table.add_row(name, f"{number:,}")
    return table


def _segments(segments: Sequence[Segment], currency: str) -> Table:
    table = _table(
        f"Customers and revenue by RFM segment ({currency})",
        ("", "customers", "after", "difference", "revenue", "after", "difference"),
    )
    for part in segments:
        table.add_row(
            part.name,
            _number(part.customers_before),
            _number(part.customers_after),
            _number(part.customers_difference, sign=True),
            _amount(part.revenue_before),
            _amount(part.revenue_after),
            f"{part.revenue_difference:+,.2f}",
        )
    return table


def _changes(title: str, changes: Sequence[Change]) -> Table:
    table = _table(title, ("customer", "customers", "records", "revenue", "after"))
    for change in changes:
        table.add_row(
            change.customer_id,
            f"{change.other_customers:,}",
            f"{change.records:,}",
            _amount(change.revenue_before),
            _amount(change.revenue_after),
        )
    return table


def _number(number: int | None, *, sign: bool = False) -> str:
    if number is None:
        return ""
    return f"{number:+,}" if sign else f"{number:,}"


def _amount(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _percent(share: float | None) -> str:
    if share is None:
        return "none to count"
    # 100 % is said only where it is true
    percent = round(_WHOLE * share, 2)
    return f"{99.99 if percent == _WHOLE and share < 1 else percent:.2f} %"
