"""What is published adds up with what the demo's truth says was written, not with our staging."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

RunOn = Callable[[Sequence[Path]], Path]

MONEY = """
    select
        source_system,
        currency_code,
        case
            when source_system = 'pos' then order_type
            when order_id like 'refund:%' then 'refund'
            when is_cancelled then 'cancelled_order'
            else 'order'
        end as type,
        count(*),
        sum(abs(order_amount))
    from fct_orders
    group by all
"""

# how many rows of the truth's kinds of damage each table must have in rejected_records
REJECTED = """
    select source_system, source_table, count(*)
    from rejected_records
    where
        rejection_reason <> 'repeated_key'
        -- placeholders typed as contact points are the demo's own, not damage
        and rejection_reason <> 'unusable_contact_point'
    group by all
"""


@pytest.fixture(scope="module")
def totals(demo: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(
        (demo.with_name("landing_truth") / "totals.json").read_text()
    )
    return found


def test_money_agrees_with_the_truth_to_the_cent(
    undisturbed: Path, totals: dict[str, list[dict[str, Any]]]
) -> None:
    with duckdb.connect(str(undisturbed), read_only=True) as connection:
        published = {tuple(row[:3]): tuple(row[3:]) for row in connection.execute(MONEY).fetchall()}
    written = {
        (row["system"], row["currency"], row["type"]): (row["rows"], Decimal(row["amount"]))
        for row in totals["money"]
        if row["rows"]
    }
    # the truth counts all orders that were placed as orders, cancelled ones besides
    assert published == written


def test_every_good_key_is_published_and_every_broken_row_rejected(
    undisturbed: Path, totals: dict[str, list[dict[str, Any]]], demo: Path
) -> None:
    with duckdb.connect(str(undisturbed), read_only=True) as connection:
        kept = {
            (system, table): int(mart)
            for system, table, mart in connection.execute(
                "select source_system, source_table, mart_value from reconciliation"
                " where measure = 'row_count'"
            ).fetchall()
        }
        rejected = {tuple(row[:2]): row[2] for row in connection.execute(REJECTED).fetchall()}
        # a file that is an identical copy lands once, so does its damage
        broken = connection.execute(
            """
            select broken.system, broken."table", count(*)
            from read_parquet(?) as broken
            inner join read_parquet(?) as files
                on broken.system = files.system and broken.file = files.file
            where files.copy_of is null
            group by all
            """,
            [
                str(demo.with_name("landing_truth") / f"{name}.parquet")
                for name in ("broken_rows", "files")
            ],
        ).fetchall()
        placeholders = connection.execute(
            "select count(distinct raw_row) from rejected_records"
            " where rejection_reason = 'unusable_contact_point'"
        ).fetchone()
    assert placeholders is not None
    # a consent for "n/a" is well written and of no use: the truth counts it as good
    kept["consent", "events"] += placeholders[0]
    for row in totals["tables"]:
        key = (row["system"], row["table"])
        assert kept[key] == row["distinct_keys"], key
    assert rejected == {(system, table): count for system, table, count in broken}


def test_the_till_alone_is_enough(run_on: RunOn, files: list[Path], undisturbed: Path) -> None:
    alone = run_on([name for name in files if name.parts[0] == "pos"])
    with duckdb.connect(str(alone), read_only=True) as connection:
        row = connection.execute(
            "select count(*), sum(order_count), count(email), bool_or(is_loyalty_member)"
            " from customer_360"
        ).fetchone()
        assert row is not None
        customers, orders, _, members = row
        unreconciled = connection.execute(
            "select count(*) from reconciliation where not is_reconciled"
        ).fetchone()
    assert customers > 20
    assert orders > 50
    assert members is False
    assert unreconciled == (0,)
