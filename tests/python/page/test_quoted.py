"""The numbers that everybody quotes, beside their ranges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from customer360.page.context import Context
from customer360.page.labels import labels
from customer360.page.overview.quoted import quoted
from customer360.page.roles import ROLES
from customer360.page.source import Published

from .conftest import AS_OF, REPOSITORY, Maker

METRICS = [
    ("customers", "Customers", "people", "as_of", 17465.0),
    ("repeat_rate", "Repeat rate", "share", "as_of", 0.7737),
    ("revenue", "Revenue", "reporting_currency", "last_365_days", 17978640.4),
    ("churn_rate", "Churn rate", "share", "latest_closed_day", None),
]


def _context(maker: Maker, folder: Path, language: str) -> Context:
    names = ("metric_name", "label", "unit", "period", "metric_value")
    rows: list[tuple[str, dict[str, Any]]] = [
        *(("overview_headline_metrics", dict(zip(names, row, strict=True))) for row in METRICS),
        (
            "overview_headline_ranges",
            {
                "figure_name": "customers",
                "unit": "people",
                "lowest_value": 17404.0,
                "highest_value": 19259.0,
            },
        ),
    ]
    path = maker.write(folder / "customer_360.duckdb", rows)
    return Context(Published(path), ROLES["management"], None, language, "EUR", AS_OF, {})


def test_each_number_stands_with_its_range_and_its_days(maker: Maker, tmp_path: Path) -> None:
    found = quoted(_context(maker, tmp_path, "en")).set_index("metric")
    assert list(found.loc["Customers"]) == ["17,465", "17,404 to 19,259", "the as-of date"]
    assert found.loc["Repeat rate", "value"] == "77.4%"
    # without a range, or without a value, there is a dash
    assert found.loc["Repeat rate", "range"] == "\u2013"
    assert found.loc["Churn rate", "value"] == "\u2013"


def test_numbers_are_written_as_the_language_does(maker: Maker, tmp_path: Path) -> None:
    found = quoted(_context(maker, tmp_path, "it")).set_index("metric")
    assert found.loc["Clienti", "range"] == "da 17.404 a 19.259"


def test_a_role_without_them_sees_none(maker: Maker, tmp_path: Path) -> None:
    context = _context(maker, tmp_path, "en")
    marketing = Context(context.published, ROLES["marketing"], None, "en", "EUR", AS_OF, {})
    assert quoted(marketing).empty


def test_every_headline_metric_has_a_name_in_each_language() -> None:
    file = REPOSITORY / "models" / "semantic" / "metrics.yml"
    defined = yaml.safe_load(file.read_text(encoding="utf-8"))["metrics"]
    headlines = {one["name"] for one in defined if one["config"]["meta"]["is_headline"]}
    assert {f"metric.{name}" for name in headlines} - set(labels()) == set()
