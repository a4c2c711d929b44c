"""One small shop, landed and built as far as scores need it, for all tests that ask."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from customer360.contract import load_contract
from customer360.demo import Options, generate
from customer360.landing import land
from customer360.pipeline.dbt_build import build
from customer360.scoring import score_warehouse

from .made_by_hand import write_people_made_by_hand

MadeOnce = Callable[[str, Callable[[Path], None]], Path]

REPOSITORY = Path(__file__).resolve().parents[3]
STAGING = REPOSITORY / "models" / "staging"
BEGAN, AS_OF = dt.date(2024, 10, 1), dt.date(2025, 2, 28)
# the last of them is the day on which later events are planted
FEATURE_DATES = ("2024-10-31", "2024-11-30", "2024-12-31", "2025-01-31")
VARIABLES = {
    "as_of_date": str(AS_OF),
    "feature_dates": list(FEATURE_DATES),
    "churn_horizon_days": 28,
    "purchase_horizon_days": 14,
    "value_horizon_days": 56,
    "value_learning_horizon_days": 30,
    "score_least_buyers": 100,
    "score_least_history_days": 30,
}
READ_BY_SCORES = (
    "customer_features",
    "customer_outcomes",
    "dim_products",
    "fct_order_lines",
    "score_settings",
)


@dataclass(frozen=True)
class Shop:
    """A landed and built shop.

    Attributes:
        database: What was built; copy it before changing it.
        build_file: The file that dbt built in, for one test to go on with: dbt parses the project
            anew for every other file.
        artifacts: dbt's folder.
    """

    database: Path
    build_file: Path
    artifacts: Path


def build_marts(database: Path, artifacts: Path, *selected: str) -> None:
    """Build what the named models need, and them."""
    report = build(
        REPOSITORY,
        target="landed",
        database=database,
        artifacts=artifacts,
        variables=VARIABLES,
        notify=lambda _line: None,
        arguments=(
            *("--select", *(f"+{model}" for model in selected)),
            *("--exclude-resource-type", "test", "unit_test"),
        ),
    )
    assert report.succeeded, report.failures


@pytest.fixture(scope="session")
def shop(made_once: MadeOnce) -> Shop:
    """Nine hundred people over five months, and some made by hand; with the marts for scores."""

    def make(place: Path) -> None:
        landing, build_file = place / "landing", place / "build.duckdb"
        options = Options(out=landing, people=900, months=5, seed=11, end=AS_OF)
        generate(options, Console(quiet=True))
        write_people_made_by_hand(landing, BEGAN, AS_OF)
        land(landing, build_file, load_contract(STAGING))
        build_marts(build_file, place / "dbt", *READ_BY_SCORES)
        shutil.copyfile(build_file, place / "shop.duckdb")

    place = made_once("shop", make)
    return Shop(place / "shop.duckdb", place / "build.duckdb", place / "dbt")


@pytest.fixture
def marts(shop: Shop, tmp_path: Path) -> Path:
    """A file with the marts that scores are made of, as tables: to be changed and scored."""
    return _with_marts(shop, tmp_path / "scored.duckdb")


@pytest.fixture
def scored(shop: Shop, tmp_path: Path, made_once: MadeOnce) -> Path:
    """The same file with the scores of a first run in it."""

    def make(place: Path) -> None:
        score_warehouse(_with_marts(shop, place / "scored.duckdb"), STAGING)

    place = made_once("scored", make)
    return Path(shutil.copyfile(place / "scored.duckdb", tmp_path / "scored.duckdb"))


def _with_marts(shop: Shop, database: Path) -> Path:
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"attach '{shop.database}' as shop (read_only)")
        connection.execute("create schema marts")
        for name in READ_BY_SCORES:
            connection.execute(f"create table marts.{name} as from shop.marts.{name}")
    return database
