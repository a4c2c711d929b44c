"""What scoring a probability needs to know, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["DataAvailable", "ProbabilityScores", "ProbabilitySettings"]


@dataclass(frozen=True)
class ProbabilitySettings:
    """What decides whether and from how much is learnt.

    Attributes:
        least_buyers: Fewer customers who ever bought, and there is no score (Klaviyo's limit).
        least_days: Fewer days of data, and there is no score.
        least_of_each_class: Fewer rows of training with the outcome, or without it, and there is
            none, on any day of validation too.
        validation_cutoffs: Days, a horizon apart, on which models are measured; at least 1.
        most_rows: Rows learnt from; of more, a share of the customers is kept by a hash.
        prior_rows: Probabilities are brought to the base rate of the latest closed day; so many
            rows of all days are added to it, so that a day of few rows moves little.
    """

    least_buyers: int = 500
    least_days: int = 180
    least_of_each_class: int = 30
    validation_cutoffs: int = 3
    most_rows: int = 40_000
    prior_rows: int = 200


@dataclass(frozen=True)
class DataAvailable:
    """How much there is to learn from.

    Attributes:
        buyers: Customers who ever bought, by the day of scoring.
        days: Days from the first order in the data to the day of scoring.
    """

    buyers: int
    days: int

    def too_little(self, least_buyers: int, least_days: int) -> str | None:
        """Say why there is too little to score anybody; None where there is enough."""
        if self.buyers < least_buyers:
            return f"too few buyers: {self.buyers}, {least_buyers} are needed"
        if self.days < least_days:
            return f"too few days of data: {self.days}, {least_days} are needed"
        return None


@dataclass(frozen=True)
class ProbabilityScores:
    """Scores of one outcome, and how they came to be. Frames may be empty, never without columns.

    Attributes:
        scores: One row per row of scoring, by customer: `customer_id`, `probability` (float, NaN
            where there is none).
        selected_model: Name of the model; None without scores.
        missing_reason: Why there are no scores; None with scores.
        models: `model_name`, `is_used`, `decision_reason`, `training_row_count`, `trained_from`,
            `trained_to`: the rows of the final fit.
        figures: `model_name`, `cutoff_date`, `figure_name` (`probability_figures`),
            `figure_value`, NaN where it is not defined.
        deciles: `model_name`, `cutoff_date` and the columns of `lift_by_decile`.
        features: `model_name`, `feature_name`, `importance`: of the final fit.
        drift: Columns of `feature_drift`: rows learnt from against rows scored.
        suspected_leaks: Features left out, since they know the outcome better than is plausible.
        alarms: What a person should look at, in sentences.
    """

    scores: pd.DataFrame
    selected_model: str | None
    missing_reason: str | None
    models: pd.DataFrame
    figures: pd.DataFrame
    deciles: pd.DataFrame
    features: pd.DataFrame
    drift: pd.DataFrame
    suspected_leaks: tuple[str, ...]
    alarms: tuple[str, ...]
