"""One run of all scores: reads the build file, learns, scores, and writes the schema `scores`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
from threadpoolctl import threadpool_limits

from customer360.scoring.probability_scores import ScoredTables, score_probabilities
from customer360.scoring.suggestion_scores import score_suggestions
from customer360.scoring.value_scores import score_value
from customer360.scoring.warehouse import (
    ScoreSettings,
    inputs_fingerprint,
    read_features,
    read_settings,
    write_run,
)

__all__ = ["MODEL_VERSION", "ScoreReport", "score_warehouse"]

# to be raised with every change of features, models or settings in code: runs tell them apart
MODEL_VERSION = "2"
# dbt is done by then; the rest of the memory is for the models
_MEMORY_LIMIT = "2GB"


@dataclass(frozen=True)
class ScoreReport:
    """What a run did.

    Attributes:
        run_id: The run: the same for the same data and code.
        lines: One sentence per score: the model that is used, or why none is.
    """

    run_id: str
    lines: tuple[str, ...]


def score_warehouse(
    database: Path, staging: Path, notify: Callable[[str], None] = lambda _line: None
) -> ScoreReport:
    """Score every customer of a build file as of its as-of date.

    Args:
        database: The DuckDB file that dbt built in; nobody else may have it open.
        staging: Folder `models/staging`, which holds the contract of the schema `scores`.
        notify: Called with a line before each slow step.

    Returns:
        Which models are used. The scores are in the schema `scores`; runs of other data stay.

    Raises:
        ScoreInputError: What scores are made of is not built in the file.
        duckdb.Error: The file cannot be opened.
    """
    # on two busy cores two threads of one fit wait for each other
    with threadpool_limits(1), duckdb.connect(str(database)) as connection:
        connection.execute(f"set memory_limit = '{_MEMORY_LIMIT}'")
        settings = read_settings(connection)
        features = read_features(connection)
        parts = _score(connection, settings, features, notify)
        run_id = _run_id(settings, inputs_fingerprint(connection))
        tables = _joined([part.tables for part in parts])
        tables["model_runs"] = tables["model_runs"].assign(
            as_of_date=settings.as_of_date, model_version=MODEL_VERSION
        )
        for name in ("customer_scores", "product_suggestions"):
            tables[name] = tables[name].assign(as_of_date=settings.as_of_date)
        write_run(connection, staging, run_id, tables)
    return ScoreReport(run_id, tuple(part.line for part in parts))


def _score(
    connection: duckdb.DuckDBPyConnection,
    settings: ScoreSettings,
    features: pd.DataFrame,
    notify: Callable[[str], None],
) -> list[ScoredTables]:
    parts = []
    for name, horizon, buyers in (
        ("churn_probability", settings.churn_horizon_days, True),
        ("purchase_probability", settings.purchase_horizon_days, True),
        ("prospect_score", settings.churn_horizon_days, False),
    ):
        notify(f"score: {name}, {horizon} days")
        parts.append(score_probabilities(connection, settings, features, name, horizon, buyers))
    notify(f"score: value, {settings.value_horizon_days} days")
    parts.append(score_value(connection, settings, features))
    notify("score: articles to suggest")
    parts.append(score_suggestions(connection, settings, features))
    return parts


def _run_id(settings: ScoreSettings, fingerprint: str) -> str:
    digest = hashlib.sha256(f"{MODEL_VERSION}|{settings}|{fingerprint}".encode()).hexdigest()
    return f"{settings.as_of_date}-{digest[:12]}"


def _joined(parts: list[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    names = sorted({name for part in parts for name in part})
    return {
        name: pd.concat([part[name] for part in parts if name in part], ignore_index=True)
        for name in names
    }
