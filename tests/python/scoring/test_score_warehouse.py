"""Scoring a small shop, from its marts to the schema `scores`; and odd populations of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from customer360.scoring import ScoreInputError, score_warehouse
from customer360.scoring.tables import load_score_tables

from .conftest import AS_OF, STAGING, VARIABLES, Shop
from .made_by_hand import BORN_TODAY, IN_THE_RED, STALL, THOUSANDS

SCORES = tuple(load_score_tables(STAGING))
CHURN, PURCHASE, VALUE = (
    int(str(VARIABLES[f"{name}_horizon_days"])) for name in ("churn", "purchase", "value")
)
# what each score is of, and the days that it looks ahead
OF_BUYERS = {
    "churn_probability": CHURN,
    "purchase_probability": PURCHASE,
    "predicted_net_amount": VALUE,
    "predicted_order_count": VALUE,
    "expected_days_to_next_order": None,
}
OF_OTHERS = {"prospect_score": CHURN}


def change(database: Path, *statements: str) -> None:
    with duckdb.connect(str(database)) as connection:
        for statement in statements:
            connection.execute(statement)


def written(database: Path, run: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the schema `scores`, or those of one run, without the number of the run."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            name: connection.execute(
                f"select * exclude {'(run_id, run_number)' if name == 'model_runs' else '(run_id)'}"
                f" from scores.{name} where ? is null or run_id = ? order by all",
                [run, run],
            ).fetchall()
            for name in SCORES
        }


def scores(database: Path) -> pd.DataFrame:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute("select * from scores.customer_scores").df()


def run_of(database: Path) -> str:
    """The one run that there is."""
    with duckdb.connect(str(database), read_only=True) as connection:
        runs = connection.execute("select distinct run_id from scores.model_runs").fetchall()
    assert len(runs) == 1
    return str(runs[0][0])


def test_each_customer_has_each_score_or_a_reason(marts: Path) -> None:
    report = score_warehouse(marts, STAGING)
    assert report.run_id.startswith(f"{AS_OF}-")
    assert [line.split(":")[0] for line in report.lines] == [
        "churn_probability",
        "purchase_probability",
        "prospect_score",
        "value",
        "suggestions",
    ]
    with duckdb.connect(str(marts), read_only=True) as connection:
        current = connection.execute(
            "select customer_id, order_day_count > 0 from marts.customer_features where is_current"
        ).fetchall()
        rows = connection.execute(
            "select customer_id, score_name, horizon_days, as_of_date, run_id"
            " from scores.customer_scores"
        ).fetchall()
    expected = [
        (who, name, days, AS_OF, report.run_id)
        for who, has_bought in current
        for name, days in (OF_BUYERS if has_bought else OF_OTHERS).items()
    ]
    assert sorted(map(str, rows)) == sorted(map(str, expected))
    assert len({has_bought for _, has_bought in current}) == 2
    found = scores(marts)
    # nobody is left without: there is enough to learn from
    assert found.groupby("score_name")["score_value"].count().min() > 200
    assert (found["score_value"].isna() == found["missing_reason"].notna()).all()


def test_types_are_those_that_staging_expects(scored: Path) -> None:
    with duckdb.connect(str(scored), read_only=True) as connection:
        for table in load_score_tables(STAGING).values():
            described = connection.execute(f"describe scores.{table.name}").fetchall()
            assert {name: kind.lower() for name, kind, *_ in described} == dict(table.columns)
            filled = connection.execute(f"select count(*) from scores.{table.name}").fetchone()
            assert filled is not None
            assert filled[0] > 0, table.name
        used = connection.execute(
            "select score_name, count(*) from scores.model_runs where is_used group by all"
        ).fetchall()
        learnt = connection.execute(
            "select min(trained_from), max(trained_to) from scores.model_runs"
        ).fetchone()
        numbers = connection.execute(
            "select count(*) from scores.customer_scores"
            " where isnan(score_value) or isinf(score_value)"
        ).fetchone()
    assert {count for _, count in used} == {1}
    assert learnt is not None
    assert dt.date(2024, 10, 31) <= learnt[0] <= learnt[1] < AS_OF
    # what is not known is null, never NaN
    assert numbers == (0,)


def test_the_same_data_in_any_order_give_the_same_run_once(scored: Path) -> None:
    first, before = run_of(scored), written(scored)
    change(
        scored,
        *(
            f"create or replace table marts.{name} as from marts.{name} as rows order by hash(rows)"
            for name in ("customer_features", "customer_outcomes", "fct_order_lines")
        ),
    )
    assert score_warehouse(scored, STAGING).run_id == first
    assert run_of(scored) == first
    assert written(scored) == before


def test_other_data_are_another_run_and_the_former_stays(scored: Path) -> None:
    first, before = run_of(scored), written(scored)
    change(scored, "update marts.score_settings set suggestions_per_customer = 1")
    second = score_warehouse(scored, STAGING).run_id
    assert second != first
    assert written(scored, first) == before
    after = written(scored, second)
    assert after["customer_scores"] == before["customer_scores"]
    assert 0 < len(after["product_suggestions"]) < len(before["product_suggestions"])


def test_what_is_not_built_is_told_and_nothing_is_written(marts: Path) -> None:
    change(marts, "drop table marts.customer_outcomes")
    with pytest.raises(ScoreInputError, match="not built: customer_outcomes"):
        score_warehouse(marts, STAGING)
    with duckdb.connect(str(marts), read_only=True) as connection:
        schemas = connection.execute(
            "select schema_name from information_schema.schemata where schema_name = 'scores'"
        ).fetchall()
    assert schemas == []


def assert_sane(found: pd.DataFrame) -> None:
    """Probabilities are some, amounts are finite and not negative, dates lie ahead."""
    assert (found["score_value"].isna() == found["missing_reason"].notna()).all()
    known = found.dropna(subset="score_value")
    assert not known["score_value"].isin([float("inf")]).any()
    likely = known[known["score_name"].isin(["churn_probability", "purchase_probability"])]
    likely = pd.concat([likely, known[known["score_name"] == "prospect_score"]])
    assert likely["score_value"].between(0, 1).all()
    # money, orders and days to the next order
    assert (known["score_value"] >= 0).all()
    orders = known[known["score_name"] == "predicted_order_count"]
    # more days with an order than days there are none
    assert (orders["score_value"] <= orders["horizon_days"]).all()
    days = known.loc[known["score_name"] == "expected_days_to_next_order", "score_value"]
    assert (days <= 3650).all()


def test_extreme_customers_among_others_get_sane_scores(scored: Path, shop: Shop) -> None:
    found = scores(scored)
    assert_sane(found)
    with duckdb.connect(str(shop.database), read_only=True) as connection:
        ids = dict(
            connection.execute(
                "select source_record_id, customer_id from intermediate.int_identity__identities"
                " where source_system = ?",
                [STALL],
            ).fetchall()
        )
        told = {
            who: features
            for who, *features in connection.execute(
                "select customer_id, order_count, order_day_count, days_since_first_order,"
                " net_amount_reporting, returned_amount_reporting"
                " from marts.customer_features where is_current"
            ).fetchall()
        }
    assert told[ids[BORN_TODAY]] == [1, 1, 0, 25, 0]
    assert told[ids[IN_THE_RED]][3:] == [-70, -90]
    assert told[ids[THOUSANDS]][0] == 10_000
    values = found.pivot_table("score_value", "customer_id", "score_name")
    everybody = values["predicted_net_amount"]
    for who in (BORN_TODAY, IN_THE_RED, THOUSANDS):
        own = values.loc[ids[who]]
        assert own[["churn_probability", "purchase_probability"]].notna().all(), who
        assert own[["predicted_net_amount", "predicted_order_count"]].notna().all(), who
    # every day for months, thousands of orders: nobody is less likely to leave, or worth more
    churn = values["churn_probability"]
    assert churn[ids[THOUSANDS]] <= churn.quantile(0.05)
    assert everybody[ids[THOUSANDS]] == everybody.max()
    # who took back more than they ever bought is worth no more than most
    assert everybody[ids[IN_THE_RED]] <= everybody.median()


NO_BUYERS = (
    "delete from marts.customer_features where order_day_count > 0",
    "delete from marts.fct_order_lines",
)
NO_MONEY = ", ".join(f"net_amount_{days}d = -9" for days in (14, 30, 60, 90, 180, 365))
FIRST_DAY = ", ".join(
    [
        *(f"order_days_{days}d = 1" for days in (14, 30, 60, 90, 180, 365)),
        *(f"{name} = 0" for name in ("days_since_first_order", "days_since_last_order")),
        *(f"{name} = 0" for name in ("known_days", "repeat_amount_reporting")),
        "order_count = 1",
        "order_day_count = 1",
        *(f"days_since_{which}_last_order = null" for which in ("second", "third")),
        *(f"{name} = null" for name in ("last_gap_days", "longest_gap_days")),
        *(f"{name}_days_between_orders = null" for name in ("avg", "stddev")),
    ]
)


@pytest.mark.parametrize(
    ("statements", "lines"),
    [
        pytest.param(
            ["delete from marts.customer_features where order_day_count > 1"],
            ["value: rate_90d is used"],
            id="one-time buyers only",
        ),
        pytest.param(
            [
                "update marts.customer_features set net_amount_reporting = -9,"
                f" returned_amount_reporting = -9 - gross_amount_reporting, {NO_MONEY}"
                " where order_day_count > 0",
                "update marts.customer_outcomes"
                " set net_amount_reporting = -abs(net_amount_reporting)",
            ],
            ["value: rate_90d is used"],
            id="all took back more than they bought",
        ),
        pytest.param(
            [f"update marts.customer_features set {FIRST_DAY} where order_day_count > 0"],
            [],
            id="all first bought on the day",
        ),
        pytest.param(
            [
                "delete from marts.customer_features where not is_current",
                "delete from marts.customer_outcomes",
                f"update marts.customer_features set {FIRST_DAY} where order_day_count > 0",
                "update marts.customer_features set history_days = 0",
            ],
            ["churn_probability: too few days of data: 0, 30 are needed"],
            id="a shop on its first day",
        ),
        pytest.param(
            [
                "update marts.customer_outcomes set order_day_count = 0, net_amount_reporting = 0",
            ],
            ["churn_probability: too few customers who did, or who did not", "value: "],
            id="nobody came back",
        ),
        pytest.param(
            ["update marts.customer_outcomes set order_day_count = 1"],
            ["purchase_probability: too few customers who did, or who did not"],
            id="everybody came back",
        ),
        pytest.param(
            [*NO_BUYERS],
            [
                "churn_probability: nobody to score",
                "prospect_score: too few buyers: 0, 50 are needed",
                "value: too few buyers: 0",
                "suggestions: no articles known",
            ],
            id="nobody ever bought",
        ),
        pytest.param(
            [
                "delete from marts.customer_features",
                "delete from marts.customer_outcomes",
                "delete from marts.fct_order_lines",
                "delete from marts.dim_products",
                "update marts.score_settings set as_of_date = null",
            ],
            ["prospect_score: nobody to score"],
            id="nobody at all",
        ),
    ],
)
def test_odd_populations_get_sane_scores_or_a_reason(
    marts: Path, statements: Sequence[str], lines: Sequence[str]
) -> None:
    change(marts, "update marts.score_settings set score_least_buyers = 50", *statements)
    report = score_warehouse(marts, STAGING)
    for line in lines:
        assert any(told.startswith(line) for told in report.lines), report.lines
    found = scores(marts)
    with duckdb.connect(str(marts), read_only=True) as connection:
        current = connection.execute(
            "select count(*) filter (where order_day_count > 0),"
            " count(*) filter (where order_day_count = 0)"
            " from marts.customer_features where is_current"
        ).fetchone()
    assert current is not None
    assert len(found) == current[0] * len(OF_BUYERS) + current[1] * len(OF_OTHERS)
    assert_sane(found)
