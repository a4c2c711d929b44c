"""Column lineage goes through unions, and its page asks nobody for anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from customer360.lineage import LineageError, write_lineage

PROJECT = """
name: lineage_trial
version: 1.0.0
profile: lineage_trial
flags: {send_anonymous_usage_stats: false}
models: {lineage_trial: {+materialized: table}}
"""
PROFILES = """
lineage_trial:
  target: dev
  outputs: {dev: {type: duckdb, path: trial.duckdb}}
"""
MODELS = {
    "tills": "select 1 as receipt_id, 10 as amount",
    "shop": "select 2 as shop_order_id, 20 as order_amount",
    "orders": """
        with final as (
            select receipt_id as order_id, amount from {{ ref('tills') }}
            union all
            select shop_order_id, order_amount from {{ ref('shop') }}
        )
        select * from final
    """,
    "totals": "select sum(amount) as revenue from {{ ref('orders') }}",
}
BOTH = (
    "from dbt.cli.main import dbtRunner as r; r().invoke(['run']); r().invoke(['docs', 'generate'])"
)


@pytest.fixture(scope="module")
def artifacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("lineage")
    (project / "models").mkdir()
    (project / "dbt_project.yml").write_text(PROJECT)
    (project / "profiles.yml").write_text(PROFILES)
    for name, sql in MODELS.items():
        (project / "models" / f"{name}.sql").write_text(sql)
    done = subprocess.run(
        [sys.executable, "-c", BOTH],
        cwd=project,
        env={key: value for key, value in os.environ.items() if not key.startswith("DBT_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (project / "target" / "catalog.json").exists(), done.stdout
    return project / "target"


def test_a_column_is_followed_through_a_union(artifacts: Path, tmp_path: Path) -> None:
    report = write_lineage(artifacts, tmp_path / "pages" / "lineage.html")
    assert report.unread == ()
    assert report.edges == {
        ("tills.receipt_id", "orders.order_id"),
        ("shop.shop_order_id", "orders.order_id"),
        ("tills.amount", "orders.amount"),
        ("shop.order_amount", "orders.amount"),
        ("orders.amount", "totals.revenue"),
    }
    page = (tmp_path / "pages" / "lineage.html").read_text()
    # its own script is a module, which runs later and would otherwise tell its makers
    assert "<script>window.colibriTelemetry = false;</script>" in page
    assert '<script type="module"' in page


def test_a_missing_artefact_is_said(tmp_path: Path) -> None:
    with pytest.raises(LineageError, match=r"manifest\.json is missing: `dbt docs generate`"):
        write_lineage(tmp_path, tmp_path / "lineage.html")
