from __future__ import annotations

import importlib.util
from pathlib import Path

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner, Result

from .conftest import Publish, alter

REPOSITORY = Path(__file__).resolve().parents[3]
LINE = {
    "InvoiceNo": "536365",
    "StockCode": "85123A",
    "Description": "HOLDER",
    "Quantity": 6,
    "InvoiceDate": pd.Timestamp("2010-12-01 08:26"),
    "UnitPrice": 2.55,
    "CustomerID": 17850.0,
    "Country": "United Kingdom",
}


def command(script: str, *arguments: str | Path) -> Result:
    path = REPOSITORY / "scripts" / script
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    app = typer.Typer()
    app.command()(module.main)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def transactions(tmp_path: Path) -> Path:
    path = tmp_path / "transactions.parquet"
    pd.DataFrame([LINE]).to_parquet(path)
    return path


@pytest.mark.parametrize(
    ("script", "arguments"),
    [
        ("land_complete_journey.py", []),
        ("land_online_retail.py", ["--transactions", "none.parquet"]),
    ],
)
def test_comparing_what_was_never_published_exits_with_2_and_one_sentence(
    script: str, arguments: list[str], tmp_path: Path
) -> None:
    missing = tmp_path / "none.duckdb"
    done = command(script, *arguments, "--verify", missing)
    assert done.exit_code == 2
    assert done.stderr == f"{missing} does not exist: run scripts/run.py on the data first\n"


def test_landing_a_missing_file_exits_with_2_and_writes_nothing(tmp_path: Path) -> None:
    missing, out = tmp_path / "none.parquet", tmp_path / "landing"
    done = command("land_online_retail.py", "--transactions", missing, "--out", out)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{missing} does not exist")
    assert not out.exists()


def test_a_difference_exits_with_1_and_says_both_sides(
    transactions: Path, tmp_path: Path, publish: Publish
) -> None:
    out = tmp_path / "landing"
    landed = command("land_online_retail.py", "--transactions", transactions, "--out", out)
    assert landed.exit_code == 0
    assert "1  lines, 0.0% of them without customer" in landed.stdout
    published = publish(out, "feeds")
    compare = ("land_online_retail.py", "--transactions", transactions, "--verify", published)
    same = command(*compare)
    assert same.exit_code == 0
    assert "holds exactly what the source holds" in same.stdout
    alter(published, "update fct_orders set net_amount_reporting = 15.31")
    other = command(*compare)
    assert other.exit_code == 1
    assert "pence of all orders: the source has 1,530, the published file has 1,531" in other.stderr
