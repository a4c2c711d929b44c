"""Errors of a clustering by the kind of the records that they touch."""

from __future__ import annotations

import pandas as pd

__all__ = ["errors_by_kind"]

_NO_KIND = "(none)"


def errors_by_kind(records: pd.DataFrame) -> pd.DataFrame:
    """Count, for each kind, the pairs that went wrong and touch a record of that kind.

    A pair of records of two kinds counts for both, so the figures do not add up to the total. In a
    group of n records of which k are of the kind, n (n - 1) / 2 - (n - k) (n - k - 1) / 2 pairs
    touch it.

    Args:
        records: One row per record, columns `truth`, `found` and `kind`; a null in `found` is a
            record that was linked to nothing, one in `kind` becomes `(none)`.

    Returns:
        One row per kind, sorted: `kind`, `records`, `missed_pairs` (belong together and do not
        stand together) and `wrong_pairs` (stand together and do not belong together).
    """
    records = records.assign(kind=records["kind"].fillna(_NO_KIND).astype(str))
    linked = records.dropna(subset=["found"])
    right = _touching(linked, ["truth", "found"])
    errors = pd.DataFrame(
        {
            "records": records.groupby("kind").size(),
            "missed_pairs": _touching(records, ["truth"]).sub(right, fill_value=0),
            "wrong_pairs": _touching(linked, ["found"]).sub(right, fill_value=0),
        }
    )
    return errors.fillna(0).astype("int64").rename_axis("kind").reset_index()


def _touching(records: pd.DataFrame, group: list[str]) -> pd.Series[int]:
    """Return the pairs within groups that touch each kind, by kind."""
    cells = records.groupby([*group, "kind"]).size().rename("own").reset_index()
    everybody = cells.groupby(group)["own"].transform("sum")
    others = everybody - cells["own"]
    cells["pairs"] = everybody * (everybody - 1) // 2 - others * (others - 1) // 2
    return cells.groupby("kind")["pairs"].sum()
