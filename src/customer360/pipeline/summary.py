"""The figures with which a run ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

__all__ = ["QUERIES_TO_TRY", "Summary", "summarise_published"]

QUERIES_TO_TRY = (
    "select rfm_segment, count(*) as customers, sum(historic_clv_reporting) as value\n"
    "from customer_360 group by rfm_segment order by value desc",
    "select display_name, order_count, preferred_order_weekday, points_balance\n"
    "from customer_360 where points_balance > 1000 and not has_ever_redeemed\n"
    "order by points_balance desc, customer_id limit 20",
    "select left_record_key, right_record_key, rule_id, evidence\n"
    "from customer_identity_edges where customer_id = (select customer_id from customer_360\n"
    "order by source_record_count desc, customer_id limit 1)",
)


@dataclass(frozen=True)
class Summary:
    """What the published file holds.

    Attributes:
        customers: Rows of customer_360.
        records: Source records that were linked to them.
        orders: Sales and returns of all channels.
        anonymous_share: Share of orders without a customer, 0 to 1; null without orders.
        rejected_rows: Rows that could not be used.
        repeated_rows: Rows that came again and were set aside.
        unreconciled: Checks of `reconciliation` that do not add up.
    """

    customers: int
    records: int
    orders: int
    anonymous_share: float | None
    rejected_rows: int
    repeated_rows: int
    unreconciled: int


def summarise_published(published: Path) -> Summary:
    """Read the closing figures from a published file."""
    with duckdb.connect(str(published), read_only=True) as connection:
        row = connection.execute(
            """
            select
                (select count(*) from customer_360),
                (select count(*) from customer_identities),
                (select count(*) from fct_orders),
                (select avg(case when is_anonymous then 1.0 else 0.0 end) from fct_orders),
                (select count(*) from rejected_records where rejection_reason <> 'repeated_key'),
                (select count(*) from rejected_records where rejection_reason = 'repeated_key'),
                (select count(*) from reconciliation where not is_reconciled)
            """
        ).fetchone()
    assert row is not None
    return Summary(*row)
