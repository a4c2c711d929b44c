"""Pairwise precision and recall of a clustering."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["PairwiseScore", "pairwise_score"]


@dataclass(frozen=True)
class PairwiseScore:
    """Pairs of records, counted.

    Attributes:
        true_pairs: Pairs that belong together by the truth.
        found_pairs: Pairs that the clustering puts together.
        right_pairs: Pairs in both.
    """

    true_pairs: int
    found_pairs: int
    right_pairs: int

    @property
    def precision(self) -> float:
        """Right pairs among the found ones, 0 to 1; 1 where nothing was found."""
        return self.right_pairs / self.found_pairs if self.found_pairs else 1.0

    @property
    def recall(self) -> float:
        """Right pairs among the true ones, 0 to 1; 1 where there are none."""
        return self.right_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pairwise_score(records: pd.DataFrame) -> PairwiseScore:
    """Compare a clustering with the truth, pair by pair, without forming the pairs.

    A group of n records holds n (n - 1) / 2 pairs; right pairs are those of the groups that agree
    on both labels (Menestrina, Whang, Garcia-Molina, "Evaluating Entity Resolution Results", 2010).

    Args:
        records: One row per record, columns `truth` and `found`; a null in `found` is a record
            that was linked to nothing.

    Returns:
        The counted pairs.

    Raises:
        ValueError: A column is missing, or a record has no truth.
    """
    missing = {"truth", "found"} - set(records.columns)
    if missing:
        raise ValueError(f"records lack the columns {sorted(missing)}")
    if records["truth"].isna().any():
        raise ValueError("a record without truth cannot be judged")
    linked = records.dropna(subset=["found"])
    return PairwiseScore(
        true_pairs=_pairs(records.groupby("truth").size()),
        found_pairs=_pairs(linked.groupby("found").size()),
        right_pairs=_pairs(linked.groupby(["truth", "found"]).size()),
    )


def _pairs(sizes: pd.Series[int]) -> int:
    return int((sizes * (sizes - 1) // 2).sum())
