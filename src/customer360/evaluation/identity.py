"""Any set of person records with a known truth, through landing and models, and its score."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from customer360.evaluation.bcubed import BcubedScore, bcubed_score
from customer360.evaluation.kinds import errors_by_kind
from customer360.evaluation.pairwise import PairwiseScore, pairwise_score
from customer360.evaluation.records import Prepared, open_work_file, prepare, read_truth
from customer360.evaluation.resolve import Resolution, resolve

__all__ = ["IdentityEvaluation", "evaluate_identity"]

_DIGITS = 6


@dataclass(frozen=True)
class IdentityEvaluation:
    """Figures of one set.

    Attributes:
        pairs: Pairs of records with truth.
        bcubed: Averages over records with truth.
        kinds: Per kind of record: `kind`, `records`, `missed_pairs`, `wrong_pairs`; null where the
            truth names no kinds.
        clusters: Clusters over all records, single ones too.
        largest_cluster: Records in the largest cluster.
        without_truth: Records that were resolved but not scored.
        without_cluster: Records that the models gave no customer; each counts as single.
        prepared: What the records were taken for.
        seconds_preparing: Wall time of reading both files and writing the landing file.
        seconds: Wall time of each step, landing to clusters.
        peak_memory_mb: High-water mark of the process and its children, in MiB.
    """

    pairs: PairwiseScore
    bcubed: BcubedScore
    kinds: pd.DataFrame | None
    clusters: int
    largest_cluster: int
    without_truth: int
    without_cluster: int
    prepared: Prepared
    seconds_preparing: float
    seconds: Mapping[str, float]
    peak_memory_mb: float

    def as_dict(self) -> dict[str, object]:
        """Return all figures in the shape of the command's JSON."""
        columns = self.prepared.columns
        figures: dict[str, object] = {
            "precision": round(self.pairs.precision, _DIGITS),
            "recall": round(self.pairs.recall, _DIGITS),
            "f1": round(self.pairs.f1, _DIGITS),
            "bcubed_precision": round(self.bcubed.precision, _DIGITS),
            "bcubed_recall": round(self.bcubed.recall, _DIGITS),
            "bcubed_f1": round(self.bcubed.f1, _DIGITS),
            "clusters": self.clusters,
            "largest_cluster": self.largest_cluster,
            "records": self.prepared.records,
            "records_without_truth": self.without_truth,
            "records_without_cluster": self.without_cluster,
            "true_pairs": self.pairs.true_pairs,
            "found_pairs": self.pairs.found_pairs,
            "right_pairs": self.pairs.right_pairs,
            "seconds": round(sum(self.seconds.values()), 3),
            "seconds_by_step": {name: round(taken, 3) for name, taken in self.seconds.items()},
            "seconds_preparing": round(self.seconds_preparing, 3),
            "peak_memory_mb": round(self.peak_memory_mb, 1),
            "columns_used": {name: list(sources) for name, sources in columns.used.items()},
            "columns_not_used": list(columns.not_used),
            "date_formats": {
                column: dict(formats.values) for column, formats in self.prepared.dates.items()
            },
        }
        if self.kinds is not None:
            figures["errors_by_kind"] = {
                str(row["kind"]): {
                    name: int(row[name]) for name in ("records", "missed_pairs", "wrong_pairs")
                }
                for row in self.kinds.to_dict("records")
            }
        return figures


def evaluate_identity(
    records: Path,
    truth: Path,
    workspace: Path,
    notify: Callable[[str], None],
    *,
    project: Path,
    train: bool = True,
) -> IdentityEvaluation:
    """Resolve a set of records and hold the clusters against the truth.

    The truth is looked at twice: before, for being usable, and after, for the score; landing and
    models never see it.

    Args:
        records: Parquet file with one row per record.
        truth: Parquet file with record_id and entity_id, and perhaps kind.
        workspace: Empty folder; holds the databases and, in the end, clusters.parquet (record_id,
            customer_id).
        notify: Called with lines of progress.
        project: Folder of the dbt project.
        train: Whether weights are learnt from the records.

    Returns:
        The figures.

    Raises:
        UnusableInputError: Records or truth cannot be used.
        ResolveError: Models failed.
        LandingError: Landing refused the records.
    """
    started = time.monotonic()
    with open_work_file(workspace) as connection:
        prepared = prepare(connection, records, workspace, project, notify)
        read_truth(connection, truth, notify)
    seconds_preparing = time.monotonic() - started
    resolution = resolve(prepared.landing, workspace, notify, project=project, train=train)
    with open_work_file(workspace) as connection:
        _attach_clusters(connection, resolution, workspace)
        judged = _judged(connection)
        clusters, largest = _sizes(connection)
        lost = _count(connection, "found is null")
        unjudged = prepared.records - len(judged)
    notify(f"scoring {len(judged):,} records")
    if lost:
        notify(f"{lost:,} records were given no customer; each counts as a cluster of its own")
    return IdentityEvaluation(
        pairs=pairwise_score(judged),
        bcubed=bcubed_score(judged),
        kinds=errors_by_kind(judged) if judged["kind"].notna().any() else None,
        clusters=clusters,
        largest_cluster=largest,
        without_truth=unjudged,
        without_cluster=lost,
        prepared=prepared,
        seconds_preparing=seconds_preparing,
        seconds=resolution.seconds,
        peak_memory_mb=_peak_memory_mb(),
    )


def _attach_clusters(
    connection: duckdb.DuckDBPyConnection, resolution: Resolution, workspace: Path
) -> None:
    """Make the table `resolved`: each record with the number of its customer, and write the ids."""
    path = str(resolution.database).replace("'", "''")
    connection.execute(f"attach '{path}' as built (read_only)")
    connection.execute("""
        create or replace table resolved as
        with answers as (
            select
                cast(split_part(record_key, '|', -1) as bigint) as record_number,
                customer_id
            from built.intermediate.int_identity__customer_ids
        ),
        customers as (
            select customer_id, row_number() over () as found
            from (select distinct customer_id from answers)
        )
        select numbered.record_id, answers.customer_id, customers.found
        from numbered
        left join answers on numbered.record_number = answers.record_number
        left join customers on answers.customer_id = customers.customer_id
    """)
    target = str(workspace / "clusters.parquet").replace("'", "''")
    connection.execute(
        f"copy (select record_id, customer_id from resolved) to '{target}' (format parquet)"
    )


def _judged(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return truth and found cluster of each record with truth, both as numbers."""
    return connection.execute("""
        with entities as (
            select entity_id, row_number() over () as truth
            from (select distinct entity_id from truth_read where entity_id is not null)
        )
        select entities.truth, resolved.found, truth_read.kind
        from truth_read
        inner join entities on truth_read.entity_id = entities.entity_id
        inner join resolved on truth_read.record_id = resolved.record_id
    """).df()


def _sizes(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    row = connection.execute("""
        select coalesce(count(*), 0), coalesce(max(records), 0)
        from (select found, count(*) as records from resolved where found is not null group by 1)
    """).fetchone()
    assert row is not None
    alone = _count(connection, "found is null")
    return int(row[0]) + alone, max(int(row[1]), min(alone, 1))


def _count(connection: duckdb.DuckDBPyConnection, condition: str) -> int:
    row = connection.execute(f"select count(*) from resolved where {condition}").fetchone()
    assert row is not None
    return int(row[0])


def _peak_memory_mb() -> float:
    """Return the high-water mark of this process or of a child, whichever is higher."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / 1024
