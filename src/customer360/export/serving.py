"""One thin record per customer, by id, for a site, an app or a search that shows what fits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from customer360.export.profiling import ProfilingBasis, permitted_sql
from customer360.export.published import literal

__all__ = ["NEEDED", "write_serving"]

NEEDED = {
    "customer_360": ("customer_id", "rfm_segment", "lifecycle_stage", "favourite_category"),
    "customer_consents": ("customer_id", "purpose", "is_permitted"),
    "customer_identities": ("customer_id", "record_type", "source_record_id"),
    "customer_identity_redirects": ("retired_customer_id", "customer_id"),
    "customer_interests": ("customer_id", "topic", "interest_rank", "interest_share"),
    "customer_recommendations": ("customer_id", "suggestion_type", "suggestion_rank"),
    "next_best_action": ("customer_id", "action_id", "subject_key", "expires_on"),
}
# topics of a personal ranking; what comes after them is noise
_TOPICS = 10
# records of those who have said who they are; a device, a card at the till or an address does not
_ACCOUNTS = ("account", "member", "feed")

_CUSTOMERS = """
    with permitted as ({permitted}),

    profiled as (
        select
            customer_id,
            lifecycle_stage,
            rfm_segment,
            favourite_category,
            favourite_brand,
            favourite_product_id,
            preferred_store_id
        from customer_360
        where customer_id in (select customer_id from permitted)
    ),

    actions as (
        select
            customer_id,
            action_id,
            subject_key,
            expires_on
        from next_best_action
        where action_id <> 'none' and customer_id in (select customer_id from permitted)
    ),

    suggestions as (
        select
            customer_id,
            list(product_id order by suggestion_rank) filter (suggestion_type = 'repurchase')
                as buy_again_product_ids,
            list(product_id order by suggestion_rank) filter (suggestion_type = 'discovery')
                as discover_product_ids
        from customer_recommendations
        where customer_id in (select customer_id from permitted)
        group by customer_id
    ),

    interests as (
        select
            customer_id,
            list(
                struct_pack(topic := topic, share := cast(interest_share as double))
                order by interest_rank
            ) as interests
        from customer_interests
        where interest_rank <= {topics} and customer_id in (select customer_id from permitted)
        group by customer_id
    )

    select
        customers.customer_id,
        customers.as_of_date,
        customers.loyalty_tier,
        customers.points_balance,
        customers.points_expiring_next,
        customers.next_points_expiry_on,
        profiled.customer_id is not null as may_be_profiled,
        profiled.* exclude (customer_id),
        actions.action_id as next_best_action,
        actions.subject_key as next_best_action_subject_key,
        actions.expires_on as next_best_action_expires_on,
        suggestions.* exclude (customer_id),
        interests.interests
    from customer_360 as customers
    left join profiled using (customer_id)
    left join actions using (customer_id)
    left join suggestions using (customer_id)
    left join interests using (customer_id)
    order by customers.customer_id
"""
_OWN_IDS = """
    select
        source_system,
        record_type,
        source_record_id,
        customer_id
    from customer_identities
    where record_type in {accounts}
    order by source_system, record_type, source_record_id, customer_id
"""
_REDIRECTS = """
    select
        retired_customer_id,
        customer_id
    from customer_identity_redirects
    order by retired_customer_id
"""


def write_serving(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    basis: ProfilingBasis,
    say: Callable[[str], None],
) -> dict[str, int]:
    """Write customers, accounts and redirects as Parquet and as JSON lines, each sorted by its id.

    `customers` has one record per customer without name, address, e-mail or phone: points, and of
    those who may be profiled stage, segment, favourites, the next best action, articles in the
    order in which to show them, and their topics in the order in which to rank what they search.
    `accounts` leads from the ids that a shop or a programme gave to customer_id, `redirects` from
    ids that customers had before a merge.

    Args:
        connection: From `open_published`, checked for `NEEDED`.
        folder: Exists and is empty.
        basis: Whose behaviour may be used.
        say: Called with a line of progress per set of records.

    Returns:
        Rows by name of the set.
    """
    queries = {
        "customers": _CUSTOMERS.format(permitted=permitted_sql(basis), topics=_TOPICS),
        "accounts": _OWN_IDS.format(accounts=_ACCOUNTS),
        "redirects": _REDIRECTS,
    }
    rows: dict[str, int] = {}
    for name, query in queries.items():
        parquet, lines = folder / f"{name}.parquet", folder / f"{name}.jsonl"
        copied = connection.execute(f"copy ({query}) to {literal(parquet)} (format parquet)")
        counted = copied.fetchone()
        assert counted is not None
        rows[name] = counted[0]
        connection.execute(
            f"copy (from read_parquet({literal(parquet)})) to {literal(lines)}"
            " (format json, array false)"
        )
        say(f"export: {rows[name]:,} {name} for serving")
    return rows
