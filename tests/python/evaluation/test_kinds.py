"""Errors by kind against the brute force over all pairs."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from customer360.evaluation import errors_by_kind

Label = tuple[int, int | None, str | None]
LABELS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.one_of(st.none(), st.integers(0, 3)),
        st.sampled_from(["twin", "moved", None]),
    ),
    max_size=12,
)


def together(left: Label, right: Label) -> bool:
    return left[1] is not None and left[1] == right[1]


@given(LABELS)
def test_errors_are_those_of_all_pairs(labels: list[Label]) -> None:
    frame = pd.DataFrame(
        {
            "truth": pd.Series([truth for truth, _, _ in labels], dtype="Int64"),
            "found": pd.Series([found for _, found, _ in labels], dtype="Int64"),
            "kind": pd.Series([kind for _, _, kind in labels], dtype="str"),
        }
    )
    expected = {}
    for kind in {kind for _, _, kind in labels}:
        pairs = [pair for pair in combinations(labels, 2) if kind in (pair[0][2], pair[1][2])]
        expected[kind or "(none)"] = (
            sum(label[2] == kind for label in labels),
            sum(a[0] == b[0] and not together(a, b) for a, b in pairs),
            sum(a[0] != b[0] and together(a, b) for a, b in pairs),
        )
    errors = errors_by_kind(frame)
    assert list(errors["kind"]) == sorted(expected)
    assert {kind: tuple(figures) for kind, *figures in errors.itertuples(index=False)} == expected
