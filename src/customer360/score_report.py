"""The newest run of the scores as a page to read: which models, how good, against what, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

__all__ = ["ScoreReportError", "score_report"]

_FEATURES_SHOWN = 12

_MODELS = """
    with newest as (select max(run_number) as run_number from model_runs)

    select
        score_name, horizon_days, model_name, is_used, decision_reason, training_row_count,
        trained_from, trained_to, run_id, as_of_date
    from model_runs
    inner join newest using (run_number)
    order by score_name, is_used desc, model_name
"""

_FIGURES = """
    select
        cutoff_date, model_name,
        max(figure_value) filter (figure_name = 'auc') as auc,
        max(figure_value) filter (figure_name = 'pr_auc') as pr_auc,
        max(figure_value) filter (figure_name = 'brier') as brier,
        max(figure_value) filter (figure_name = 'calibration_error') as calibration_error,
        max(figure_value) filter (figure_name = 'top_decile_lift') as lift,
        max(figure_value) filter (figure_name = 'base_rate') as base_rate
    from model_figures
    where run_id = $run and score_name = $score
    group by cutoff_date, model_name
    order by cutoff_date, auc desc, model_name
"""

_VALUE_FIGURES = """
    select
        model_name,
        max(figure_value) filter (figure_name = 'rmse') as rmse,
        max(figure_value) filter (figure_name = 'pearson_r') as pearson_r,
        max(figure_value) filter (figure_name = 'total_bias') as total_bias,
        max(figure_value) filter (figure_name = 'top_decile_capture') as top_decile_capture
    from model_figures
    where run_id = $run and score_name = $score
    group by model_name
    order by rmse, model_name
"""

_LIST_FIGURES = """
    select
        model_name,
        max(figure_value) filter (figure_name = 'recall') as recall,
        max(figure_value) filter (figure_name = 'ndcg') as ndcg,
        max(figure_value) filter (figure_name = 'hit') as hit
    from model_figures
    where run_id = $run and score_name = $score
    group by model_name
    order by ndcg desc, model_name
"""

# of figures that a score has, the first kind counts: columns, and the SQL that gives them
_KINDS = (
    (
        (
            "cutoff",
            "model",
            "AUC",
            "PR-AUC",
            "Brier",
            "calibration error",
            "lift of the first tenth",
            "base rate",
        ),
        _FIGURES,
    ),
    (("model", "RMSE", "correlation", "total bias", "taken by the first tenth"), _VALUE_FIGURES),
    (("model", "recall at 10", "NDCG at 10", "hit at 10"), _LIST_FIGURES),
)

_DECILES = """
    select
        decile, sum(customer_count) as customers,
        avg(mean_score) as mean_score, avg(outcome_rate) as outcome_rate, avg(lift) as lift
    from model_deciles
    where run_id = $run and score_name = $score and model_name = $model
    group by decile
    order by decile
"""

_FEATURES = f"""
    select feature_name, importance / sum(importance) over () as share
    from model_features
    where run_id = $run and score_name = $score and model_name = $model
    order by share desc, feature_name
    limit {_FEATURES_SHOWN}
"""

_DRIFT = """
    select feature_name, stability_index
    from feature_drift
    where run_id = $run and score_name = $score and is_drifting
    order by stability_index desc, feature_name
"""

_WITHOUT = """
    select score_name, missing_reason, count(*) as customers
    from customer_scores
    where score_value is null and missing_reason is not null
    group by score_name, missing_reason
    order by score_name, missing_reason
"""

_Row = tuple[object, ...]


class ScoreReportError(RuntimeError):
    """There is no file, or no run of the scores in it."""


def score_report(published: Path) -> str:
    """Write the report of the newest run.

    Args:
        published: The published DuckDB file.

    Returns:
        Markdown: for each score the models and why one is used, figures by cutoff, lift by decile,
        features that matter, features that drifted.

    Raises:
        ScoreReportError: The file is missing, or nothing was scored yet.
    """
    if not published.exists():
        raise ScoreReportError(f"{published} does not exist: `make run` makes it")
    with duckdb.connect(str(published), read_only=True) as connection:
        models = connection.execute(_MODELS).fetchall()
        if not models:
            raise ScoreReportError(f"{published} holds no run of the scores")
        run, as_of = models[0][8], models[0][9]
        parts = [
            "# How good the scores are",
            f"Run `{run}`, scored as of {as_of:%Y-%m-%d}. Every figure is of a day in the past, by "
            "models that knew nothing later than that day; a cutoff is such a day. Base rate: how "
            "often it happened to anybody.",
        ]
        for score in dict.fromkeys(str(row[0]) for row in models):
            of_score = [row for row in models if row[0] == score]
            parts += _of_score(connection, str(run), score, of_score)
        without = connection.execute(_WITHOUT).fetchall()
        if without:
            parts += [
                "## Without a score",
                _table(("score", "reason", "customers"), without),
            ]
    return "\n\n".join(parts) + "\n"


def _of_score(
    connection: duckdb.DuckDBPyConnection, run: str, score: str, models: Sequence[_Row]
) -> list[str]:
    asked = {"run": run, "score": score}
    used = next((str(row[2]) for row in models if row[3]), None)
    days = "" if models[0][1] is None else f", {models[0][1]} days"
    parts = [
        f"## {score}{days}",
        _table(
            ("model", "used", "why"),
            [(row[2], "yes" if row[3] else "no", row[4]) for row in models],
        ),
    ]
    for columns, query in _KINDS:
        figures = connection.execute(query, asked).fetchall()
        if any(row[-1] is not None for row in figures):
            parts.append(_table(columns, figures))
            break
    if used is None:
        return parts
    asked["model"] = used
    deciles = connection.execute(_DECILES, asked).fetchall()
    if deciles:
        told = ("tenth by score", "customers", "mean score", "it happened to", "lift")
        parts.append(_table(told, deciles))
    features = connection.execute(_FEATURES, asked).fetchall()
    if features:
        parts.append(_table((f"feature ({used})", "share of the importance"), features))
        del asked["model"]
        drifted = connection.execute(_DRIFT, asked).fetchall()
        names = ", ".join(f"{name} ({index:.2f})" for name, index in drifted) or "none"
        parts.append(f"Drifted since the days learnt from (stability index above .25): {names}.")
    return parts


def _table(columns: Sequence[str], rows: Sequence[_Row]) -> str:
    lines = [columns, ["---"] * len(columns), *[[_cell(value) for value in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.3f}"
    return str(value)
