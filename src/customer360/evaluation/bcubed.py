"""B-cubed precision and recall of a clustering."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["BcubedScore", "bcubed_score"]


@dataclass(frozen=True)
class BcubedScore:
    """Shares averaged over records, each record once.

    Attributes:
        precision: Mean share of a record's cluster that belongs to its entity, 0 to 1.
        recall: Mean share of a record's entity that stands in its cluster, 0 to 1.
    """

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed_score(records: pd.DataFrame) -> BcubedScore:
    """Compare a clustering with the truth, record by record, from the sizes of the groups.

    Each of the n records that share cluster C and entity E counts n / |C| for precision and n / |E|
    for recall (Bagga and Baldwin, "Algorithms for Scoring Coreference Chains", 1998).

    Args:
        records: One row per record, columns `truth` and `found`; a null in `found` is a record
            that was linked to nothing, a cluster of its own.

    Returns:
        The averages; 1 and 1 where there are no records.

    Raises:
        ValueError: A column is missing, or a record has no truth.
    """
    missing = {"truth", "found"} - set(records.columns)
    if missing:
        raise ValueError(f"records lack the columns {sorted(missing)}")
    if records["truth"].isna().any():
        raise ValueError("a record without truth cannot be judged")
    if records.empty:
        return BcubedScore(1.0, 1.0)
    entity_size = records.groupby("truth").size()
    cells = records.groupby(["truth", "found"]).size().rename("together").reset_index()
    cluster_size = cells.groupby("found")["together"].transform("sum")
    squares = cells["together"].astype(float) ** 2
    # a record without a cluster stands alone: all of its cluster is its entity
    alone = records.loc[records["found"].isna(), "truth"]
    precision = (squares / cluster_size).sum() + len(alone)
    recall = (squares / cells["truth"].map(entity_size)).sum()
    recall += (1 / entity_size.loc[alone]).sum()
    return BcubedScore(float(precision / len(records)), float(recall / len(records)))
