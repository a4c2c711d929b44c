"""The published identities against the demo's truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from customer360.evaluation.pairwise import PairwiseScore, pairwise_score

__all__ = [
    "DemoEvaluation",
    "evaluate_demo",
    "given_records",
    "person_of_customer",
    "refuse_missing",
    "true_records",
]

# the truth names records as the systems do, the marts by record_key
_RECORDS = """
    with truth as (
        select
            case "table"
                when 'accounts' then 'shop|account|'
                when 'orders' then 'shop|guest_order|'
                when 'members' then 'loyalty|member|'
                when 'contacts' then 'crm|contact|'
                when 'subscribers' then 'email|subscriber|'
                when 'requesters' then 'support|requester|'
                when 'responses' then 'survey|respondent|'
                when 'leads' then 'ads|lead|'
                when 'profiles' then 'social|profile|'
                when 'people' then 'external|person|'
                else 'web|device|'
            end || record_id as record_key,
            source_system || '.' || "table" as kind,
            person_id as truth,
            coalesce(hard_case, 'plain') as hard_case
        from read_parquet(?)
    )

    select truth.*, identities.customer_id as found
    from truth
    left join customer_identities as identities
        on truth.record_key = identities.record_key
    order by truth.record_key
"""

# records that nobody gave the retailer as their own
_NOT_GIVEN = ("web.devices", "external.people", "social.profiles")

_ORDERS = """
    select truth.person_id as truth, orders.customer_id as found
    from fct_orders as orders
    inner join read_parquet(?) as truth on orders.order_id = truth.receipt_id
    where orders.source_system = 'pos' and orders.customer_id is not null
    order by orders.order_id
"""


@dataclass(frozen=True)
class DemoEvaluation:
    """Figures of one published file.

    Attributes:
        people: Records in which somebody gave the retailer who they are.
        everything: The same with the devices that the truth gives to one person, bought people
            (of whom those out of licence may not be joined) and profiles of networks (most of which
            say nothing that could join them).
        receipts_right: Share of identified receipts whose customer is the true buyer, 0 to 1; the
            person of a customer is the one whom most of its records belong to. A lent card is wrong
            by this measure, though nobody could know.
        recall_by_case: Share of the records of each hard case that stand with at least one other
            record of their person, by name of the case.
    """

    people: PairwiseScore
    everything: PairwiseScore
    receipts_right: float
    recall_by_case: pd.Series[float]


def evaluate_demo(published: Path, truth: Path) -> DemoEvaluation:
    """Hold a published file against the truth of the demo.

    Args:
        published: The published DuckDB file.
        truth: Folder with records.parquet and receipts.parquet, as the generator wrote it.

    Returns:
        The figures.

    Raises:
        FileNotFoundError: One of the two is not there.
    """
    refuse_missing(published, truth / "records.parquet", truth / "receipts.parquet")
    with duckdb.connect(str(published), read_only=True) as connection:
        records = true_records(connection, truth)
        orders = connection.execute(_ORDERS, [str(truth / "receipts.parquet")]).df()
    people = given_records(records)
    return DemoEvaluation(
        people=pairwise_score(people),
        everything=pairwise_score(records),
        receipts_right=_receipts_right(people, orders),
        recall_by_case=_recall_by_case(people),
    )


def refuse_missing(*paths: Path) -> None:
    """Raise FileNotFoundError, with the name, where a file is not there."""
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"{path} does not exist")


def true_records(connection: duckdb.DuckDBPyConnection, truth: Path) -> pd.DataFrame:
    """Read whose each record is and whose it was taken for.

    Args:
        connection: The published file.
        truth: Folder of the demo's truth.

    Returns:
        Columns record_key, kind, truth (a person), hard_case, found (a customer, may be null);
        without devices that several people use, which have no person of their own.
    """
    records = connection.execute(_RECORDS, [str(truth / "records.parquet")]).df()
    return records.dropna(subset=["truth"])


def given_records(records: pd.DataFrame) -> pd.DataFrame:
    """Keep the records in which somebody gave the retailer who they are."""
    return records[~records["kind"].isin(_NOT_GIVEN)]


def person_of_customer(records: pd.DataFrame) -> pd.Series[Any]:
    """Person whom most records of a customer belong to; index: the customer."""
    counted = records.groupby(["found", "truth"]).size().reset_index(name="records")
    counted = counted.sort_values(["found", "records", "truth"], ascending=[True, False, True])
    return counted.drop_duplicates("found").set_index("found")["truth"]


def _receipts_right(records: pd.DataFrame, orders: pd.DataFrame) -> float:
    person_of = person_of_customer(records)
    known = orders[orders["found"].isin(person_of.index)]
    return float((known["found"].map(person_of) == known["truth"]).mean())


def _recall_by_case(records: pd.DataFrame) -> pd.Series[float]:
    together = records.groupby(["truth", "found"])["record_key"].transform("size") > 1
    several = records.groupby("truth")["record_key"].transform("size") > 1
    judged = records.assign(together=together.fillna(False))[several]
    return judged.groupby("hard_case")["together"].mean().sort_index()
