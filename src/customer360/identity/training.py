"""From the pairs of a warehouse to its match weights: read patterns, fit, write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from customer360.identity.expectation_maximisation import (
    HOUSEHOLD_PARTS,
    MatchModel,
    fit,
    household_parts,
)
from customer360.pipeline.dbt_build import build

__all__ = [
    "PATTERNS",
    "TrainingError",
    "compare_pairs",
    "learn",
    "load_weights",
    "weights_table",
    "write_weights",
]

# what is built to learn from, for dbt's --select
PATTERNS = "+int_identity__training_patterns"
# enough to tell any two levels apart, few enough to be the same on every machine
_DECIMALS = 4
_COLUMNS = ["comparison", "level", "meaning", "m_probability", "u_probability", "weight"]


class TrainingError(RuntimeError):
    """There is nothing to learn from; the message says why."""


def compare_pairs(
    project: Path, database: Path, artifacts: Path, notify: Callable[[str], None]
) -> None:
    """Build the training patterns in a database that holds landed records.

    Args:
        project: Folder of the dbt project.
        database: The DuckDB file; models are built in it.
        artifacts: Folder for dbt's manifest, compiled SQL and logs.
        notify: Called with lines of progress.

    Raises:
        TrainingError: A model failed.
    """
    report = build(
        project,
        target="landed",
        database=database,
        artifacts=artifacts,
        variables={"train_identity": True},
        notify=notify,
        arguments=[
            *("--select", PATTERNS, "match_levels"),
            *("--resource-type", "seed", "--resource-type", "model"),
        ],
    )
    if not report.succeeded:
        raise TrainingError("the models failed:\n  " + "\n  ".join(report.failures))


def learn(database: Path) -> pd.DataFrame:
    """Learn the weights from the training patterns of a build.

    Args:
        database: DuckDB file in which int_identity__training_patterns was built.

    Returns:
        The rows of seeds/rules/match_weights.csv, sorted.

    Raises:
        TrainingError: No two records can be compared.
        duckdb.Error: The file or the table is not there.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        patterns = connection.execute(
            "select * from intermediate.int_identity__training_patterns"
        ).df()
        meanings = connection.execute("select * from rules.match_levels").df()
    model = fit(patterns)
    if model.levels.empty:
        raise TrainingError("no two records share a value, so that there is nothing to compare")
    return weights_table(model, meanings)


def weights_table(model: MatchModel, meanings: pd.DataFrame) -> pd.DataFrame:
    """Bring a model into the shape of seeds/rules/match_weights.csv.

    Args:
        model: What was learnt.
        meanings: seeds/rules/match_levels.csv: `comparison`, `level`, `meaning`.

    Returns:
        One row per comparison and level.
    """
    table = model.levels.copy()
    words = {
        (str(comparison), int(level)): str(meaning)
        for comparison, level, meaning in zip(
            meanings["comparison"], meanings["level"], meanings["meaning"], strict=True
        )
    }
    table["meaning"] = [
        _meaning(str(comparison), int(level), words)
        for comparison, level in zip(table["comparison"], table["level"], strict=True)
    ]
    for column in ("m_probability", "u_probability", "weight"):
        # adding zero makes -0.0 plain
        table[column] = table[column].astype(float).round(_DECIMALS) + 0.0
    table["level"] = table["level"].astype(int)
    return table.sort_values(["comparison", "level"], kind="stable", ignore_index=True)[_COLUMNS]


def write_weights(weights: pd.DataFrame, path: Path) -> None:
    """Write the weights as a seed.

    Args:
        weights: The table of weights_table.
        path: The csv file; replaced.
    """
    weights.to_csv(path, index=False, lineterminator="\n")


def load_weights(weights: pd.DataFrame, database: Path) -> None:
    """Put the weights where the seed would stand, in a database that is not the project's own.

    Args:
        weights: The table of weights_table.
        database: The DuckDB file.
    """
    with duckdb.connect(str(database)) as connection:
        connection.register("learnt", weights)
        connection.execute("create schema if not exists rules")
        connection.execute("create or replace table rules.match_weights as select * from learnt")


def _meaning(comparison: str, level: int, words: dict[tuple[str, int], str]) -> str:
    if comparison == "prior":
        return f"found by rule {level // 100} in a block of up to {2 ** (level % 100)} records"
    if comparison == "given_name_begun":
        return words.get(("given_name", level), "")
    part = next((part for part in HOUSEHOLD_PARTS if comparison.endswith(f"__{part}")), None)
    if part is not None:
        return words.get((part, level), "")
    if not comparison.startswith("household"):
        return words.get((comparison, level), "")
    parts = household_parts(np.array([level]))
    said = [
        f"{part.replace('_', ' ')} {words.get((part, int(parts[part][0])), 'unknown')}"
        for part in HOUSEHOLD_PARTS
        if parts[part][0] >= 0
    ]
    return "; ".join(said) or "nothing to compare"
