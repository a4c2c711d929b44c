"""Probabilities on made customers: what is learnt, what is refused, what is said."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

from customer360.scoring.calibration import fit_isotonic, fit_platt, shift_prior
from customer360.scoring.candidates import BOOSTING, LOGISTIC, RFM_RULE, fit_candidates
from customer360.scoring.leaks import boosting_alarm, suspected_leaks
from customer360.scoring.measures import area_under_roc
from customer360.scoring.probability import (
    LABEL,
    LabelWindowError,
    ProbabilityScores,
    score_probability,
)
from customer360.scoring.probability_result import DataAvailable, ProbabilitySettings
from customer360.scoring.selection import HeldOut, decide, validation_days
from customer360.scoring.transforms import (
    RFM_SUM,
    FeatureError,
    feature_matrix,
    sampled_customers,
    sorted_rows,
)

HORIZON = 30
SCORED_ON = pd.Timestamp("2026-06-30")
ENOUGH = DataAvailable(buyers=5000, days=400)
CUSTOMERS = 400


def made_day(on: pd.Timestamp, seed: int) -> pd.DataFrame:
    """Buyers at different rates; who buys rarely, late, or is angry, stays away."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(1.0, 0.03, CUSTOMERS)
    angry = rng.random(CUSTOMERS) < 0.3
    gaps = np.round(1 / (rate + 0.005))
    away = rng.random(CUSTOMERS) < np.exp(-rate * HORIZON * np.where(angry, 0.2, 1.6))
    orders = rng.poisson(rate * 200) + 1.0
    return pd.DataFrame(
        {
            "customer_id": [f"c{i:04d}" for i in range(CUSTOMERS)],
            "as_of_date": on,
            "days_since_last_order": np.round(rng.exponential(gaps)),
            "order_day_count": orders,
            "net_amount_reporting": orders * rng.gamma(2, 20, CUSTOMERS),
            "avg_days_between_orders": np.where(orders > 1, gaps, np.nan),
            "is_angry": pd.array(np.where(angry, True, False), dtype="boolean"),
            "always_one": 1,
            "never_known": None,
            LABEL: away,
        }
    )


@lru_cache(maxsize=1)
def _frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    days = [SCORED_ON - pd.Timedelta(days=HORIZON * back) for back in range(1, 7)]
    training = pd.concat([made_day(day, seed) for seed, day in enumerate(days)], ignore_index=True)
    return training, made_day(SCORED_ON, 99)


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Six months to learn from, and the day that is scored, with the labels to come."""
    training, scoring = _frames()
    return training.copy(), scoring.copy()


@lru_cache(maxsize=1)
def scored() -> ProbabilityScores:
    training, scoring = frames()
    return score_probability(training, scoring.drop(columns=LABEL), HORIZON, ENOUGH)


def test_it_tells_who_stays_away_and_how_sure_it_is() -> None:
    result = scored()
    labels = frames()[1].sort_values("customer_id")[LABEL]
    area = area_under_roc(labels, result.scores["probability"])
    rule = result.figures.query("model_name == @RFM_RULE and figure_name == 'auc'")
    assert area is not None
    assert area > rule["figure_value"].mean()
    assert result.scores["probability"].mean() == pytest.approx(labels.mean(), abs=0.06)
    assert result.missing_reason is None
    assert result.suspected_leaks == ()
    assert result.alarms == ()


def test_one_model_is_used_and_every_model_says_why() -> None:
    models = scored().models
    assert models.loc[models["is_used"], "model_name"].tolist() == [scored().selected_model]
    assert models["decision_reason"].str.len().gt(10).all()
    assert (models["trained_to"] == SCORED_ON - pd.Timedelta(days=HORIZON)).all()


def test_figures_are_of_days_a_horizon_apart_that_were_not_learnt_from() -> None:
    result = scored()
    days = sorted(result.figures["cutoff_date"].unique())
    assert len(days) == 3
    assert all(b - a >= pd.Timedelta(days=HORIZON) for a, b in itertools.pairwise(days))
    keys = ["model_name", "cutoff_date", "figure_name"]
    assert not result.figures.duplicated(keys).any()
    assert (result.deciles.groupby(["model_name", "cutoff_date"]).size() == 10).all()


def test_what_matters_is_named() -> None:
    features = scored().features
    assert not features.duplicated(["model_name", "feature_name"]).any()
    for model in (LOGISTIC, BOOSTING):
        top = features[features["model_name"] == model].nlargest(4, "importance")
        assert "is_angry" in set(top["feature_name"])


def test_neither_order_of_rows_nor_of_columns_changes_anything() -> None:
    training, scoring = frames()
    again = score_probability(
        training.sample(frac=1, random_state=5)[training.columns[::-1]],
        scoring.drop(columns=LABEL).sample(frac=1, random_state=6),
        HORIZON,
        ENOUGH,
    )
    for name in ("scores", "models", "figures", "deciles", "features", "drift"):
        pd.testing.assert_frame_equal(
            getattr(again, name), getattr(scored(), name), check_exact=True
        )


def test_an_open_label_window_is_refused() -> None:
    training, scoring = frames()
    with pytest.raises(LabelWindowError, match="still open"):
        score_probability(training, scoring.drop(columns=LABEL), HORIZON + 1, ENOUGH)


def test_a_row_without_a_label_is_refused() -> None:
    training, scoring = frames()
    training[LABEL] = training[LABEL].astype("boolean")
    training.loc[3, LABEL] = pd.NA
    with pytest.raises(LabelWindowError, match="no label"):
        score_probability(training, scoring.drop(columns=LABEL), HORIZON, ENOUGH)


def test_a_column_that_only_training_has_is_an_outcome() -> None:
    training, scoring = frames()
    with pytest.raises(FeatureError, match="outcome_order_days"):
        score_probability(
            training.assign(outcome_order_days=1), scoring.drop(columns=LABEL), HORIZON, ENOUGH
        )


def test_a_copy_of_the_label_is_caught_named_and_left_out() -> None:
    training, scoring = frames()
    noise = np.random.default_rng(8).normal(0, 0.1, len(training))
    result = score_probability(
        training.assign(knows=training[LABEL] + noise),
        scoring.drop(columns=LABEL).assign(knows=0.5),
        HORIZON,
        ENOUGH,
    )
    assert result.suspected_leaks == ("knows",)
    assert "knows" in result.alarms[0]
    assert "knows" not in set(result.features["feature_name"])
    assert result.scores.equals(scored().scores)


def test_a_leak_by_being_missing_is_caught() -> None:
    labels = np.arange(200.0) % 2
    features = pd.DataFrame({"gone": np.where(labels == 1, np.nan, 5.0), "fair": np.arange(200.0)})
    assert suspected_leaks(features, labels, 0.8) == ["gone"]
    assert suspected_leaks(features.head(10), labels[:10], 0.8) == []


def test_boosting_far_ahead_is_an_alarm() -> None:
    assert boosting_alarm(0.90, 0.80) is not None
    assert boosting_alarm(0.82, 0.80) is None
    assert boosting_alarm(None, 0.80) is None


def test_shuffled_labels_leave_no_model_but_a_rule() -> None:
    training, scoring = frames()
    training[LABEL] = np.random.default_rng(9).permutation(training[LABEL].to_numpy())
    result = score_probability(training, scoring.drop(columns=LABEL), HORIZON, ENOUGH)
    areas = result.figures.query("figure_name == 'auc'")["figure_value"]
    assert areas.mean() == pytest.approx(0.5, abs=0.03)
    assert result.selected_model in {"recency_rule", RFM_RULE}
    reasons = result.models.set_index("model_name")["decision_reason"]
    assert reasons[BOOSTING].startswith("does not beat the RFM rule")


@pytest.mark.parametrize(
    ("available", "reason"),
    [
        (DataAvailable(buyers=499, days=400), "too few buyers: 499"),
        (DataAvailable(buyers=500, days=179), "too few days of data: 179"),
    ],
)
def test_too_little_data_has_a_reason(available: DataAvailable, reason: str) -> None:
    training, scoring = frames()
    result = score_probability(training, scoring.drop(columns=LABEL), HORIZON, available)
    assert result.missing_reason is not None
    assert reason in result.missing_reason
    assert len(result.scores) == CUSTOMERS
    assert result.scores["probability"].isna().all()
    assert list(result.figures.columns) == list(scored().figures.columns)


def test_one_class_has_a_reason() -> None:
    training, scoring = frames()
    result = score_probability(
        training.assign(label=False), scoring.drop(columns=LABEL), HORIZON, ENOUGH
    )
    assert result.selected_model is None
    assert "0, 30 are needed" in str(result.missing_reason)


def test_a_model_that_cannot_be_measured_is_not_believed() -> None:
    training, scoring = frames()
    one_day = training[training["as_of_date"] == training["as_of_date"].max()]
    result = score_probability(one_day, scoring.drop(columns=LABEL), HORIZON, ENOUGH)
    assert "measured" in str(result.missing_reason)


def test_nobody_to_score() -> None:
    training, scoring = frames()
    empty = scoring.drop(columns=LABEL).head(0)
    assert score_probability(training, empty, HORIZON, ENOUGH).missing_reason == "nobody to score"


def test_people_who_never_bought_are_scored_without_rfm() -> None:
    training, scoring = frames()
    bought = ["days_since_last_order", "order_day_count", "net_amount_reporting"]
    bought.append("avg_days_between_orders")
    training[bought], scoring[bought] = np.nan, np.nan
    result = score_probability(training, scoring.drop(columns=LABEL), HORIZON, ENOUGH)
    assert result.selected_model in {LOGISTIC, BOOSTING, "average"}
    assert result.scores["probability"].between(0, 1).all()


def test_a_column_of_bg_nbd_competes() -> None:
    training, scoring = frames()
    for frame in (training, scoring):
        frame["bg_nbd_no_order_probability"] = np.exp(-frame["order_day_count"] / 10)
    few = replace(ProbabilitySettings(), validation_cutoffs=1)
    result = score_probability(training, scoring.drop(columns=LABEL), HORIZON, ENOUGH, few)
    assert "bg_nbd" in set(result.models["model_name"])
    assert result.figures["cutoff_date"].nunique() == 1


def test_sampling_keeps_whole_customers_and_the_same_ones() -> None:
    ids = pd.Series([f"c{i}" for i in range(5000)] * 2)
    kept = sampled_customers(ids, 0.3)
    assert kept.mean() == pytest.approx(0.3, abs=0.02)
    assert (kept[:5000] == kept[5000:]).all()
    assert (sampled_customers(ids[::-1], 0.3)[::-1] == kept).all()
    assert sampled_customers(ids, 1.0).all()
    training, scoring = frames()
    few = replace(ProbabilitySettings(), most_rows=1200)
    result = score_probability(training, scoring.drop(columns=LABEL), HORIZON, ENOUGH, few)
    assert 1000 < result.models["training_row_count"].iloc[0] < 1400


def test_rfm_quintiles_are_of_the_day_and_equal_for_equals() -> None:
    rows = sorted_rows(
        pd.DataFrame(
            {
                "customer_id": list("abcde") * 2,
                "as_of_date": ["2026-01-31"] * 5 + ["2026-02-28"] * 5,
                "order_day_count": [1, 2, 3, 4, 5, 10, 10, 10, 10, None],
            }
        )
    )
    # four equal ones share the mean rank 2.5 of 4: third or fourth fifth, and never bought is 0
    assert feature_matrix(rows)[RFM_SUM].tolist() == [1, 2, 3, 4, 5, 4, 4, 4, 4, 0]


def test_text_is_no_feature_and_a_customer_is_there_once() -> None:
    rows = pd.DataFrame({"customer_id": ["a", "a"], "as_of_date": "2026-01-31", "city": "Rome"})
    with pytest.raises(FeatureError, match="twice"):
        sorted_rows(rows)
    with pytest.raises(FeatureError, match="city"):
        feature_matrix(rows.head(1))


def test_a_matrix_without_differences_leaves_the_rules() -> None:
    features = feature_matrix(
        pd.DataFrame({"customer_id": ["a", "b"], "as_of_date": "2026-01-31", "one": 1})
    )
    assert set(fit_candidates(features, np.array([0.0, 1.0]))) == {RFM_RULE}


def test_validation_days_never_share_a_window() -> None:
    days = list(pd.date_range("2026-01-01", periods=15, freq="14D"))
    chosen = validation_days(days, HORIZON, 3)
    assert chosen == [days[8], days[11], days[14]]
    assert validation_days(days[:2], HORIZON, 3) == []


def held_out(predictions: dict[str, list[float]], labels: list[int]) -> HeldOut:
    return HeldOut(
        SCORED_ON,
        np.array(labels, dtype=np.float64),
        {name: np.array(values) for name, values in predictions.items()},
    )


def test_the_simplest_within_noise_wins() -> None:
    labels = [0, 1] * 50
    rule = [0.4, 0.6] * 50
    good = [0.2, 0.8] * 50
    hair = [0.2, 0.81] * 49 + [0.4, 0.2]
    decision = decide([held_out({RFM_RULE: rule, LOGISTIC: good, BOOSTING: hair}, labels)])
    assert decision.selected == LOGISTIC
    assert decide([held_out({RFM_RULE: good, LOGISTIC: good}, labels)]).selected == RFM_RULE


def test_scales_by_hand() -> None:
    assert shift_prior(np.array([0.5]), 0.5, 0.8) == pytest.approx([0.8])
    labels = np.array([0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0])
    said = np.array([0.9] * 4 + [0.1] * 4)
    assert fit_platt(said, labels).apply(np.array([0.9, 0.1])) == pytest.approx(
        [0.75, 0.25], abs=0.01
    )
    falling = fit_isotonic(np.array([1.0, 1.0, 2.0, 2.0, np.nan]), np.array([1.0, 1, 0, 1, 0]))
    assert falling.apply(np.array([1.0, 2.0, np.nan])) == pytest.approx([1, 0.5, 0], abs=1e-3)
    assert fit_platt(said, np.zeros(8)).apply(said) == pytest.approx(said)
