"""Metrics asked through MetricFlow, over a small shop whose numbers are counted by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import duckdb
import pytest
import yaml
from dbt.cli.main import dbtRunner

from customer360.metrics import Difference, MetricError, Metrics, differences

REPOSITORY = Path(__file__).resolve().parents[3]
SEMANTIC = REPOSITORY / "models" / "semantic"
MARTS = ("customer_360", "fct_orders", "loyalty_liability", "customer_churn_features")


@pytest.fixture(scope="module")
def metrics(tmp_path_factory: pytest.TempPathFactory) -> Metrics:
    """The project's own semantic layer, parsed over empty models of the same names."""
    folder = tmp_path_factory.mktemp("semantic")
    models = folder / "models"
    shutil.copytree(SEMANTIC, models)
    (models / "metricflow_time_spine.sql").write_text("select 1 as date_day", encoding="utf-8")
    for mart in MARTS:
        (models / f"{mart}.sql").write_text("select 1 as one", encoding="utf-8")
    project = {
        "name": "shop",
        "profile": "shop",
        "flags": {"send_anonymous_usage_stats": False},
        "models": {"shop": {"+schema": "marts"}},
    }
    output = {"type": "duckdb", "path": str(folder / "made.duckdb"), "schema": "x", "threads": 1}
    profile = {"shop": {"target": "x", "outputs": {"x": output}}}
    macro = "{% macro generate_schema_name(name, node) %}{{ name }}{% endmacro %}"
    (folder / "macros").mkdir()
    (folder / "macros" / "schema.sql").write_text(macro, encoding="utf-8")
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(project), encoding="utf-8")
    (folder / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    outcome = dbtRunner().invoke(
        [
            *("--quiet", "parse", "--project-dir", str(folder), "--profiles-dir", str(folder)),
            *("--target-path", str(folder / "target"), "--log-path", str(folder)),
        ]
    )
    assert outcome.success, outcome.exception
    return Metrics(folder / "target")


def _shop(connection: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Three customers, two of them buyers; five orders: one of nobody, a return, one cancelled."""
    connection.execute(f"""
        create table {schema}.customer_360 as
        select * from (values
            ('ann', 3, 10, true, false, false, 2, 'high', 90.0, 12.5, 'IT'),
            ('bob', 1, 400, false, false, true, 1, 'low', 30.0, null, 'PL'),
            ('eve', 0, null, false, false, false, 1, null, 0.0, null, 'IT')
        ) as customers (
            customer_id, order_count, days_since_last_order, may_email_marketing,
            may_sms_marketing, may_phone_marketing, source_system_count, risk_band,
            historic_clv_reporting, open_cart_amount_reporting, country_code
        ) cross join (select date '2025-12-31' as as_of_date);
        create table {schema}.fct_orders as
        select * from (values
            ('o1', 'ann', date '2025-12-21', 'store', false, false, 60.0),
            ('o2', null, date '2025-12-01', 'web', false, false, 40.0),
            ('o3', 'ann', date '2025-12-22', 'store', true, false, -10.0),
            ('o4', 'bob', date '2024-11-26', 'web', false, false, 30.0),
            ('o5', 'ann', date '2025-12-23', 'web', false, true, 99.0)
        ) as orders (
            order_key, customer_id, ordered_on, channel, is_return, is_cancelled,
            net_amount_reporting
        );
        alter table {schema}.fct_orders add column is_anonymous boolean;
        update {schema}.fct_orders set is_anonymous = customer_id is null;
        create table {schema}.loyalty_liability as
        select
            null::date as expiry_month, 'IT001' as home_store_id,
            4.2 as liability_amount_reporting;
        create table {schema}.customer_churn_features as
        select * from (values
            ('ann', date '2025-09-30', 20, 20, false, false),
            ('bob', date '2025-09-30', 308, 308, true, false),
            ('ann', date '2025-12-31', 10, 112, null, true),
            ('bob', date '2025-12-31', 400, 400, null, true)
        ) as days (
            customer_id, as_of_date, days_since_last_order, days_since_first_order, has_churned,
            is_current
        )
    """)


@pytest.fixture
def published() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    _shop(connection, "main")
    return connection


def _one(metrics: Metrics, connection: duckdb.DuckDBPyConnection, name: str) -> float:
    return float(metrics.answer(connection, [name]).iloc[0][name])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("customers", 3),
        ("buyers", 2),
        ("active_customers", 1),
        ("new_customers", 1),
        ("repeat_rate", 1 / 2),
        ("consented_reach", 2 / 3),
        ("match_rate", 1 / 3),
        ("high_risk_customers", 1),
        ("revenue_per_buyer", 60),
        ("open_cart_value", 12.5),
        ("points_liability", 4.2),
        ("revenue", 60 + 40 - 10 + 30),
        ("orders", 3),
        ("average_order_value", 130 / 3),
        ("anonymous_share", 1 / 3),
        ("churn_rate", 1 / 2),
    ],
)
def test_each_headline_metric_is_what_is_counted_by_hand(
    metrics: Metrics, published: duckdb.DuckDBPyConnection, name: str, expected: float
) -> None:
    assert _one(metrics, published, name) == pytest.approx(expected)


def test_a_metric_is_cut_by_a_dimension_and_by_days(
    metrics: Metrics, published: duckdb.DuckDBPyConnection
) -> None:
    by_channel = metrics.answer(published, ["revenue"], by=["order__channel"])
    assert by_channel.to_numpy().tolist() == [["store", 50.0], ["web", 70.0]]
    december = metrics.answer(
        published, ["orders"], since=dt.date(2025, 12, 1), until=dt.date(2025, 12, 21)
    )
    assert december["orders"].tolist() == [2]


def test_a_question_that_cannot_be_asked_names_what_there_is(
    metrics: Metrics, published: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(MetricError, match=r"no metric turnover; there are active_customers, "):
        metrics.answer(published, ["turnover"])
    with pytest.raises(MetricError, match="order__weather"):
        metrics.answer(published, ["revenue"], by=["order__weather"])


def test_without_a_build_it_says_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(MetricError, match="make run"):
        Metrics(tmp_path)


def test_a_number_that_metricflow_does_not_give_is_told(metrics: Metrics, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "made.duckdb")) as connection:
        connection.execute("create schema marts")
        _shop(connection, "marts")
        connection.execute("""
            create table marts.score_settings as select date '2025-12-31' as as_of_date;
            create table marts.overview_headline_metrics as
            select * from (values
                ('customers', 'as_of', 3.0), ('revenue', 'last_365_days', 90.0),
                ('orders', 'last_365_days', 2.0), ('churn_rate', 'latest_closed_day', 0.5),
                ('anonymous_share', 'last_365_days', 0.5)
            ) as metrics (metric_name, period, metric_value)
        """)
        assert differences(connection, metrics) == []
        connection.execute(
            "update marts.overview_headline_metrics set metric_value = metric_value + 1"
            " where metric_name = 'revenue'"
        )
        assert differences(connection, metrics) == [Difference("revenue", 91.0, 90.0)]
