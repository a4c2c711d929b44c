"""Pairwise scores against the brute force over all pairs."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer360.evaluation import pairwise_score

LABELS = st.lists(
    st.tuples(st.integers(0, 4), st.one_of(st.none(), st.integers(0, 4))), max_size=12
)


@given(LABELS)
def test_counts_are_those_of_all_pairs(labels: list[tuple[int, int | None]]) -> None:
    frame = pd.DataFrame(
        {
            "truth": pd.Series([truth for truth, _ in labels], dtype="Int64"),
            "found": pd.Series([found for _, found in labels], dtype="Int64"),
        }
    )
    pairs = list(combinations(labels, 2))
    score = pairwise_score(frame)
    assert score.true_pairs == sum(a[0] == b[0] for a, b in pairs)
    together = [(a, b) for a, b in pairs if a[1] is not None and a[1] == b[1]]
    assert score.found_pairs == len(together)
    assert score.right_pairs == sum(a[0] == b[0] for a, b in together)


def test_one_wrong_record_in_four() -> None:
    frame = pd.DataFrame({"truth": ["a", "a", "a", "b"], "found": ["x", "x", "x", "x"]})
    score = pairwise_score(frame)
    assert (score.precision, score.recall) == (0.5, 1.0)


def test_a_record_without_truth_is_refused() -> None:
    with pytest.raises(ValueError, match="without truth"):
        pairwise_score(pd.DataFrame({"truth": ["a", None], "found": ["x", "x"]}))
    with pytest.raises(ValueError, match="found"):
        pairwise_score(pd.DataFrame({"truth": ["a"]}))
