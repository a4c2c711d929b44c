"""What counts as reached, and what is shown."""

from __future__ import annotations

import json

import pytest

from customer360.score_benchmark import Figure, as_json, reaches, tables
from customer360.score_benchmark.figures import Goal


def _figure(value: float, to_reach: float, better: str) -> Figure:
    return Figure("churn", "shop", "customer360", "auc", value, goal=Goal(0.5, to_reach, better))


@pytest.mark.parametrize(
    ("value", "to_reach", "better", "expected"),
    [
        (0.868, 0.868, "higher", True),
        # rounded as the goal is written: .8675 is .868
        (0.8675, 0.868, "higher", True),
        (0.8674, 0.868, "higher", False),
        (0.0151, 0.015, "lower", True),
        (0.0156, 0.015, "lower", False),
        (71.3, 72, "lower", True),
        (72.6, 72, "lower", False),
        (-0.07, 0.10, "nearer", True),
        (-0.16, 0.10, "nearer", False),
        (4.4136, 4.414, "equal", True),
        (4.4134, 4.414, "equal", False),
    ],
)
def test_a_goal_is_reached_at_its_own_precision(
    value: float, to_reach: float, better: str, expected: bool
) -> None:
    assert reaches(_figure(value, to_reach, better)) is expected


def test_a_figure_without_a_goal_is_neither_reached_nor_missed() -> None:
    assert reaches(Figure("churn", "shop", "rfm_rule", "auc", 0.7)) is None


def test_each_task_has_one_table_with_all_its_figures() -> None:
    figures = [
        Figure("churn", "shop", "customer360", "auc", 0.7),
        Figure("value", "shop", "customer360", "rmse", 12.0),
        Figure("churn", "till", "customer360", "auc", 0.8),
    ]
    found = tables(figures)
    assert [(table.title, table.row_count) for table in found] == [("churn", 2), ("value", 1)]


def test_json_keeps_all_digits() -> None:
    rows = json.loads(as_json([_figure(0.123456789012345, 0.1, "higher")]))
    assert rows[0]["value"] == 0.123456789012345
    assert rows[0]["is_reached"] is True
