"""The report says what the tables of a run say, of the newest run alone."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from customer360.score_report import ScoreReportError, score_report


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "published.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("""
            create table model_runs as
            select * from (values
                ('old', 1, 'churn_probability', 'rfm_rule', true, 'the only one'),
                ('new', 2, 'churn_probability', 'logistic', true, 'the lowest log loss'),
                ('new', 2, 'churn_probability', 'rfm_rule', false, 'worse than logistic'),
                ('new', 2, 'predicted_net_amount', 'blend', true, 'the best')
            ) as runs (run_id, run_number, score_name, model_name, is_used, decision_reason);
            alter table model_runs add column horizon_days integer default 90;
            alter table model_runs add column training_row_count bigint default 1000;
            alter table model_runs add column trained_from date default date '2024-01-31';
            alter table model_runs add column trained_to date default date '2025-09-30';
            alter table model_runs add column as_of_date date default date '2025-12-31';
            create table model_figures as
            select * from (values
                ('old', 'churn_probability', 'rfm_rule', 'auc', 0.111),
                ('new', 'churn_probability', 'logistic', 'auc', 0.812),
                ('new', 'churn_probability', 'logistic', 'base_rate', 0.5),
                ('new', 'churn_probability', 'rfm_rule', 'auc', 0.777),
                ('new', 'churn_probability', 'rfm_rule', 'base_rate', 0.5),
                ('new', 'predicted_net_amount', 'blend', 'rmse', 71.25),
                ('new', 'predicted_net_amount', 'blend', 'top_decile_capture', 0.4)
            ) as figures (run_id, score_name, model_name, figure_name, figure_value);
            alter table model_figures add column cutoff_date date default date '2025-09-30';
            create table model_deciles as
            select * from (values
                ('new', 'churn_probability', 'logistic', 1, 100, 0.9, 0.88, 1.76),
                ('new', 'churn_probability', 'rfm_rule', 1, 100, 0.7, 0.66, 1.32)
            ) as deciles (
                run_id, score_name, model_name, decile, customer_count, mean_score, outcome_rate,
                lift
            );
            create table model_features as
            select * from (values
                ('new', 'churn_probability', 'logistic', 'order_days_90d', 3.0),
                ('new', 'churn_probability', 'logistic', 'tickets_90d', 1.0)
            ) as features (run_id, score_name, model_name, feature_name, importance);
            create table feature_drift as
            select * from (values
                ('new', 'churn_probability', 'tickets_90d', 0.31, true),
                ('new', 'churn_probability', 'order_days_90d', 0.05, false)
            ) as drift (run_id, score_name, feature_name, stability_index, is_drifting);
            create table customer_scores as
            select
                'k1' as customer_id, 'churn_probability' as score_name,
                null::double as score_value, 'too few buyers: 3, 500 are needed' as missing_reason
        """)
    return path


def test_the_newest_run_is_told_and_no_other(published: Path) -> None:
    report = score_report(published)
    assert "Run `new`, scored as of 2025-12-31" in report
    assert "the only one" not in report
    assert "0.111" not in report


def test_each_score_has_its_models_figures_and_reasons(published: Path) -> None:
    report = score_report(published)
    assert "| logistic | yes | the lowest log loss |" in report
    assert "| rfm_rule | no | worse than logistic |" in report
    assert "| 2025-09-30 | logistic | 0.812 |" in report
    # the tenths and features are those of the model that is used
    assert "| 1 | 100 | 0.900 | 0.880 | 1.760 |" in report
    assert "1.320" not in report
    assert "| order_days_90d | 0.750 |" in report
    assert "tickets_90d (0.31)" in report
    assert "| blend | 71.250 |" in report
    assert "| churn_probability | too few buyers: 3, 500 are needed | 1 |" in report


def test_without_a_file_or_a_run_it_says_so(tmp_path: Path, published: Path) -> None:
    with pytest.raises(ScoreReportError, match="does not exist"):
        score_report(tmp_path / "none.duckdb")
    with duckdb.connect(str(published)) as connection:
        connection.execute("delete from model_runs")
    with pytest.raises(ScoreReportError, match="no run of the scores"):
        score_report(published)
