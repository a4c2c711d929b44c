"""Figures with what was known before and what was to be reached, as tables to read and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.table import Table

__all__ = ["Figure", "Goal", "as_json", "reaches", "tables"]

_DIGITS = 4
_LARGE = 10


@dataclass(frozen=True)
class Goal:
    """What a figure is held against.

    Attributes:
        reference: What simple published or prototyped methods gave on the same data.
        to_reach: What this project wants to reach.
        better: higher, lower, nearer (to zero), or equal.
    """

    reference: float
    to_reach: float
    better: str


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        task: churn, value or suggestions.
        data_set: Name of the public data set.
        model: What was measured: the project's own choice, or a rule it is compared with.
        figure: Name of the measure.
        value: The number.
        day: Test day; None: the mean over the test days.
        goal: What the number is held against; None: shown for comparison.
    """

    task: str
    data_set: str
    model: str
    figure: str
    value: float
    day: str | None = None
    goal: Goal | None = None


def reaches(figure: Figure) -> bool | None:
    """Whether a figure is as good as wanted, rounded as the goal is written; None without goal."""
    if figure.goal is None:
        return None
    wanted = figure.goal.to_reach
    value = round(figure.value, _decimals(wanted))
    if figure.goal.better == "equal":
        return value == wanted
    if figure.goal.better == "higher":
        return value >= wanted
    return (abs(value) if figure.goal.better == "nearer" else value) <= wanted


def tables(figures: Sequence[Figure]) -> list[Table]:
    """One table per task.

    Args:
        figures: In the order in which they are to be shown.
    """
    found = []
    for task in dict.fromkeys(figure.task for figure in figures):
        columns = ("data set", "day", "model", "figure", "measured", "reference", "to reach", "")
        table = Table(*columns, title=task, title_justify="left")
        former = None
        for figure in (each for each in figures if each.task == task):
            if former not in (None, figure.data_set):
                table.add_section()
            former = figure.data_set
            table.add_row(*_cells(figure))
        found.append(table)
    return found


def as_json(figures: Sequence[Figure]) -> str:
    """All figures with all digits."""
    rows = [{**asdict(figure), "is_reached": reaches(figure)} for figure in figures]
    return json.dumps(rows, indent=2, allow_nan=False)


def _cells(figure: Figure) -> tuple[str, ...]:
    goal = figure.goal
    said = {True: "reached", False: "missed", None: ""}[reaches(figure)]
    return (
        figure.data_set,
        figure.day or "mean",
        figure.model,
        figure.figure,
        _text(figure.value),
        "" if goal is None else _text(goal.reference),
        "" if goal is None else _text(goal.to_reach),
        said,
    )


def _text(value: float) -> str:
    return f"{value:.1f}" if abs(value) >= _LARGE else f"{value:.{_DIGITS}f}"


def _decimals(value: float) -> int:
    _, _, decimals = repr(value).partition(".")
    return len(decimals.rstrip("0"))
