from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import typer
from typer.testing import CliRunner

from .conftest import Ground

REPOSITORY = Path(__file__).resolve().parents[3]
HEADER = "order_id,amount,note\n"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("land_script", REPOSITORY / "scripts" / "land.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(script: ModuleType, ground: Ground, staging: Path, *more: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(script.main)
    arguments = ["--landing", str(ground.folder), "--database", str(ground.database)]
    result = CliRunner().invoke(app, [*arguments, "--models", str(staging), *more])
    return result.exit_code, " ".join(result.output.split())


def test_rejected_rows_and_refused_files_are_said_without_values(
    script: ModuleType, ground: Ground, staging: Path
) -> None:
    ground.put("shop/orders.csv", HEADER + "1,2,Anna Rossi\n2,Anna Rossi\n")
    for number in range(13):
        ground.put(f"shop/order_lines_{number:02}.csv", f"Anna,Rossi {number}\n")
    code, output = run(script, ground, staging)
    assert code == 0
    assert "shop.orders 1 0 1 1" in output
    assert (
        "rows rejected: shop/orders.csv: 1 rows rejected (1 ragged_row), the first is row 2"
        in output
    )
    # nothing of them is in the warehouse: each one is named
    assert output.count("refused: shop/order_lines_") == 13
    assert "more files" not in output
    assert "14 files: 1 rows landed, 1 rejected; 13 files refused" in output
    assert "Anna" not in output


def test_unusable_configuration_exits_with_2(
    script: ModuleType, ground: Ground, staging: Path
) -> None:
    ground.put("crm/contacts.csv", "x\n")
    ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    code, output = run(script, ground, staging)
    assert code == 2
    assert "the folder crm in" in output
    assert "known systems, one folder each: shop, till" in output
    assert not ground.database.exists()
    assert run(script, ground, staging, "--system", "crm")[0] == 2


def test_an_empty_folder_is_a_sentence(script: ModuleType, ground: Ground, staging: Path) -> None:
    assert run(script, ground, staging) == (0, "There is no file to land.")


def test_one_system_can_be_landed(script: ModuleType, ground: Ground, staging: Path) -> None:
    ground.put("shop/orders.csv", HEADER + "1,2,x\n")
    ground.put("till/stores.csv", "store_id\n1\n")
    code, output = run(script, ground, staging, "--system", "till")
    assert code == 0
    assert "1 files: 1 rows landed" in output
    assert "shop.orders" not in output
