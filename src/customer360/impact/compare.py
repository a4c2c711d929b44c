"""The comparison itself: SQL on two attached files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from customer360.impact.figures import (
    Change,
    Customers,
    IdentityImpact,
    Ids,
    Records,
    Segment,
)
from customer360.impact.files import UnfitFileError, opened

__all__ = ["compare"]

_LARGEST = 10
_IDS_NAMED = 5

_PREPARED = """
    -- the records that are in both files: only these can tell what became of a customer
    create table flows as
    select
        old.customer_id as before_id,
        new.customer_id as after_id,
        count(*) as record_count
    from before_customer_identities as old
    inner join after_customer_identities as new
        on old.record_key = new.record_key
    group by old.customer_id, new.customer_id;

    create table before_sides as
    select
        before_id,
        count(*) as other_count,
        any_value(after_id) as any_after_id,
        sum(record_count)::bigint as record_count
    from flows
    group by before_id;

    create table after_sides as
    select
        after_id,
        count(*) as other_count,
        sum(record_count)::bigint as record_count
    from flows
    group by after_id;

    create table before_revenue as
    select customer_id, sum(historic_clv_reporting) as revenue
    from before_customer_360
    group by customer_id;

    create table after_revenue as
    select customer_id, sum(historic_clv_reporting) as revenue
    from after_customer_360
    group by customer_id;
"""

_CUSTOMERS = """
    select
        (select count(*) from before_customer_360),
        (select count(*) from after_customer_360),
        (select count(*) from after_sides where other_count > 1),
        (select count(*) from before_sides where other_count > 1)
"""

_RECORDS = """
    select
        (select count(*) from before_customer_identities),
        (select count(*) from after_customer_identities),
        (select coalesce(sum(record_count), 0)::bigint from flows),
        (select coalesce(sum(record_count), 0)::bigint from flows where before_id <> after_id)
"""

_FATES = """
    select
        case
            when sides.before_id is null then 'vanished'
            when sides.other_count > 1 then 'split'
            when heirs.other_count = 1 and sides.any_after_id = old.customer_id then 'unchanged'
            when heirs.other_count = 1 then 'renamed'
            when sides.any_after_id = old.customer_id then 'grown'
            else 'merged'
        end as fate,
        count(*)
    from before_customer_360 as old
    left join before_sides as sides
        on old.customer_id = sides.before_id
    left join after_sides as heirs
        on sides.any_after_id = heirs.after_id
    group by fate
"""

_ORIGINS = """
    select
        case
            when old.customer_id is not null then 'kept'
            when known.customer_id is not null then 'revived'
            else 'created'
        end as origin,
        count(*)
    from after_customer_360 as new
    left join before_customer_360 as old
        on new.customer_id = old.customer_id
    left join (select distinct customer_id from before_customer_identity_events) as known
        on new.customer_id = known.customer_id
    group by origin
"""

_SEGMENTS = """
    with before_segments as (
        select
            coalesce(rfm_segment, 'no purchase') as segment,
            count(*) as customers,
            sum(historic_clv_reporting) as revenue
        from before_customer_360
        group by segment
    ),

    after_segments as (
        select
            coalesce(rfm_segment, 'no purchase') as segment,
            count(*) as customers,
            sum(historic_clv_reporting) as revenue
        from after_customer_360
        group by segment
    )

    select
        coalesce(old.segment, new.segment) as segment,
        coalesce(old.customers, 0),
        coalesce(new.customers, 0),
        coalesce(old.revenue, 0),
        coalesce(new.revenue, 0)
    from before_segments as old
    full join after_segments as new
        on old.segment = new.segment
    order by coalesce(old.revenue, 0) desc, segment
"""

# what the profile counts of orders without a customer: up to and including its last day
_WITHOUT_CUSTOMER = """
    select coalesce(sum(net_amount_reporting), 0)
    from {name}_fct_orders
    where
        customer_id is null
        and ordered_on <= (select max(as_of_date) from {name}_customer_360)
"""

_CHANGES = """
    with concerned as (
        select {one}_id as customer_id, {other}_id as other_id, record_count
        from flows
        where {one}_id in (select {one}_id from {one}_sides where other_count > 1)
    ),

    summed as (
        select
            concerned.customer_id,
            count(*) as other_count,
            list(concerned.other_id order by concerned.record_count desc, concerned.other_id)
                as other_ids,
            sum(concerned.record_count)::bigint as record_count,
            sum(coalesce(revenue.revenue, 0)) as other_revenue
        from concerned
        left join {other}_revenue as revenue
            on concerned.other_id = revenue.customer_id
        group by concerned.customer_id
    )

    select
        summed.customer_id,
        summed.other_count,
        summed.other_ids[1:{named}],
        summed.record_count,
        coalesce(revenue.revenue, 0) as revenue,
        summed.other_revenue
    from summed
    left join {one}_revenue as revenue
        on summed.customer_id = revenue.customer_id
    order by revenue desc, summed.customer_id
    limit {limit}
"""


def compare(before: Path, after: Path) -> IdentityImpact:
    """Compare two published files.

    Args:
        before: The old file: published, or built by dbt.
        after: The new file.

    Returns:
        The figures; no personal values, customers by their ids.

    Raises:
        UnfitFileError: A file is missing, is no published file, or is in another currency.
    """
    with opened(before, after) as connection:
        currencies = _currency(connection, "before"), _currency(connection, "after")
        if None not in currencies and currencies[0] != currencies[1]:
            raise UnfitFileError(
                f"the reporting currencies differ ({currencies[0]} before, {currencies[1]} after):"
                " publish both in one"
            )
        try:
            connection.execute(_PREPARED)
            return _figures(connection, currencies)
        except duckdb.Error as error:
            reason = str(error).splitlines()[0].rstrip(".")
            raise UnfitFileError(f"the files cannot be compared: {reason}") from error


def _figures(
    connection: duckdb.DuckDBPyConnection, currencies: tuple[str | None, str | None]
) -> IdentityImpact:
    segments = [Segment(*row) for row in connection.execute(_SEGMENTS).fetchall()]
    return IdentityImpact(
        currency_before=currencies[0],
        currency_after=currencies[1],
        as_of_before=_as_of(connection, "before"),
        as_of_after=_as_of(connection, "after"),
        customers=Customers(*_row(connection, _CUSTOMERS)),
        records=_records(connection),
        ids=_ids(connection),
        segments=segments,
        totals=_totals(connection, segments),
        largest_merges=_changes(connection, "after", "before"),
        largest_splits=_changes(connection, "before", "after"),
    )


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row


def _currency(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    row = connection.execute(
        f"select min(currency_code) from {name}_reconciliation"
        " where measure = 'net_amount_of_customers'"
    ).fetchone()
    return None if row is None else row[0]


def _as_of(connection: duckdb.DuckDBPyConnection, name: str) -> dt.date | None:
    day: dt.date | None = _row(connection, f"select max(as_of_date) from {name}_customer_360")[0]
    return day


def _records(connection: duckdb.DuckDBPyConnection) -> Records:
    before, after, in_both, moved = _row(connection, _RECORDS)
    return Records(
        before=before,
        after=after,
        in_both=in_both,
        moved=moved,
        unchanged_share=_share(in_both - moved, in_both),
        gone=before - in_both,
        new=after - in_both,
    )


def _ids(connection: duckdb.DuckDBPyConnection) -> Ids:
    fates = dict(connection.execute(_FATES).fetchall())
    origins = dict(connection.execute(_ORIGINS).fetchall())
    unchanged, renamed = fates.get("unchanged", 0), fates.get("renamed", 0)
    return Ids(
        unchanged=unchanged,
        grown=fates.get("grown", 0),
        merged=fates.get("merged", 0),
        split=fates.get("split", 0),
        renamed=renamed,
        vanished=fates.get("vanished", 0),
        kept=origins.get("kept", 0),
        created=origins.get("created", 0),
        revived=origins.get("revived", 0),
        stability=_share(unchanged, unchanged + renamed),
    )


def _totals(connection: duckdb.DuckDBPyConnection, segments: list[Segment]) -> list[Segment]:
    customers = Segment(
        name="all customers",
        customers_before=sum(part.customers_before or 0 for part in segments),
        customers_after=sum(part.customers_after or 0 for part in segments),
        revenue_before=sum((part.revenue_before for part in segments), Decimal(0)),
        revenue_after=sum((part.revenue_after for part in segments), Decimal(0)),
    )
    nobodys = Segment(
        name="orders without a customer",
        customers_before=None,
        customers_after=None,
        revenue_before=_row(connection, _WITHOUT_CUSTOMER.format(name="before"))[0],
        revenue_after=_row(connection, _WITHOUT_CUSTOMER.format(name="after"))[0],
    )
    everything = Segment(
        name="all orders",
        customers_before=None,
        customers_after=None,
        revenue_before=customers.revenue_before + nobodys.revenue_before,
        revenue_after=customers.revenue_after + nobodys.revenue_after,
    )
    return [customers, nobodys, everything]


def _changes(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> list[Change]:
    query = _CHANGES.format(one=one, other=other, named=_IDS_NAMED, limit=_LARGEST)
    changes = []
    for customer, others, ids, records, own, theirs in connection.execute(query).fetchall():
        revenue = {one: own, other: theirs}
        changes.append(
            Change(customer, others, tuple(ids), records, revenue["before"], revenue["after"])
        )
    return changes


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
