"""B-cubed scores against the definition, record by record."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer360.evaluation import bcubed_score

LABELS = st.lists(
    st.tuples(st.integers(0, 4), st.one_of(st.none(), st.integers(0, 4))), max_size=12
)


def by_definition(labels: list[tuple[int, int | None]]) -> tuple[float, float]:
    """Average over records, each with its own cluster and entity as sets."""
    precision = recall = 0.0
    for place, (truth, found) in enumerate(labels):
        entity = {i for i, label in enumerate(labels) if label[0] == truth}
        cluster = {place}
        if found is not None:
            cluster = {i for i, label in enumerate(labels) if label[1] == found}
        precision += len(cluster & entity) / len(cluster)
        recall += len(cluster & entity) / len(entity)
    return precision / len(labels), recall / len(labels)


@given(LABELS)
def test_averages_are_those_over_all_records(labels: list[tuple[int, int | None]]) -> None:
    frame = pd.DataFrame(
        {
            "truth": pd.Series([truth for truth, _ in labels], dtype="Int64"),
            "found": pd.Series([found for _, found in labels], dtype="Int64"),
        }
    )
    score = bcubed_score(frame)
    expected = by_definition(labels) if labels else (1.0, 1.0)
    assert (score.precision, score.recall) == pytest.approx(expected)


def test_one_wrong_record_in_four() -> None:
    frame = pd.DataFrame({"truth": ["a", "a", "a", "b"], "found": ["x", "x", "x", "x"]})
    score = bcubed_score(frame)
    # three records with 3 of 4 and one with 1 of 4
    assert (score.precision, score.recall) == (0.625, 1.0)
    assert score.f1 == pytest.approx(2 * 0.625 / 1.625)


def test_a_record_without_truth_is_refused() -> None:
    with pytest.raises(ValueError, match="without truth"):
        bcubed_score(pd.DataFrame({"truth": ["a", None], "found": ["x", "x"]}))
    with pytest.raises(ValueError, match="found"):
        bcubed_score(pd.DataFrame({"truth": ["a"]}))
