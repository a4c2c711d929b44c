"""Articles to suggest: from the warehouse to the rows of the schema `scores`."""

from __future__ import annotations

import duckdb
import pandas as pd

from customer360.scoring.probability_scores import ScoredTables
from customer360.scoring.suggestions import (
    SUGGESTION_COLUMNS,
    ProductSuggestions,
    SuggestionSettings,
    suggest_products,
)
from customer360.scoring.warehouse import ScoreSettings, read_products, read_purchases

__all__ = ["score_suggestions"]

_MEASURES = ["recall", "ndcg", "hit"]


def score_suggestions(
    connection: duckdb.DuckDBPyConnection, settings: ScoreSettings, features: pd.DataFrame
) -> ScoredTables:
    """Suggest articles to buy again and articles to discover.

    Args:
        connection: The build file.
        settings: Settings of the project.
        features: Features of the as-of date, all customers.

    Returns:
        Rows of the run; none where nobody bought anything that has an article number.
    """
    purchases = read_purchases(connection)
    if purchases.empty:
        nothing = pd.DataFrame(columns=list(SUGGESTION_COLUMNS))
        return ScoredTables({"product_suggestions": nothing}, "suggestions: no articles known")
    result = suggest_products(
        purchases,
        read_products(connection),
        pd.Timestamp(settings.as_of_date),
        SuggestionSettings(
            horizon_days=settings.purchase_horizon_days,
            most_suggestions=settings.suggestions_per_customer,
        ),
        features["customer_id"],
    )
    used = ", ".join(f"{kind} by {model}" for kind, model in sorted(result.selected.items()))
    return ScoredTables(
        {
            "product_suggestions": result.suggestions,
            "model_runs": _models(result, settings),
            "model_figures": _figures(result),
        },
        f"suggestions: {used}",
    )


def _models(result: ProductSuggestions, settings: ScoreSettings) -> pd.DataFrame:
    figures = result.figures
    return pd.DataFrame(
        {
            "score_name": figures["suggestion_type"],
            "horizon_days": settings.purchase_horizon_days,
            "model_name": figures["model_name"],
            "is_used": figures["is_selected"],
            "decision_reason": figures["reason"],
            "training_row_count": figures["customers"],
            "trained_from": figures["as_of_date"],
            "trained_to": figures["as_of_date"],
        }
    )


def _figures(result: ProductSuggestions) -> pd.DataFrame:
    long = result.figures.melt(
        ["suggestion_type", "model_name", "as_of_date"],
        _MEASURES,
        var_name="figure_name",
        value_name="figure_value",
    )
    return long.rename(columns={"suggestion_type": "score_name", "as_of_date": "cutoff_date"})
