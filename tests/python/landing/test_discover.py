from __future__ import annotations

import os
from pathlib import Path

import pytest

from customer360.contract import Contract
from customer360.landing.discover import discover
from customer360.landing.rows import LandingError


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_the_longest_table_name_wins_and_folders_may_nest(
    tmp_path: Path, contract: Contract
) -> None:
    touch(
        tmp_path,
        "shop/orders.csv",
        "shop/2024/05/order_lines_2024.csv",
        "shop/orders-1.ndjson",
        "shop/ORDERS.2.JSONL",
        "shop/orders2024.parquet",
        "shop/README.md",
        "shop/.gitkeep",
        "shop/.cache/x.tmp",
        "README",
    )
    found = {file.name: (file.table.name, file.format) for file in discover(tmp_path, contract)}
    assert found == {
        "2024/05/order_lines_2024.csv": ("order_lines", "csv"),
        "orders.csv": ("orders", "csv"),
        "orders-1.ndjson": ("orders", "json"),
        "ORDERS.2.JSONL": ("orders", "json"),
        "orders2024.parquet": ("orders", "parquet"),
    }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("crm/contacts.csv", "folder crm in .* known systems, one folder each: shop, till"),
        ("orders.csv", "file orders.csv in .* belongs to no known system"),
        ("shop/refunds.csv", r"shop/refunds.csv is of no known table; .*\(orders, order_lines\)"),
        ("shop/ordersheet.csv", "of no known table"),
        ("shop/orders.xlsx", r"of no known type; .*\(.csv, .jsonl, .ndjson, .parquet\)"),
    ],
)
def test_what_does_not_belong_is_one_error_that_lists_what_does(
    tmp_path: Path, contract: Contract, name: str, message: str
) -> None:
    touch(tmp_path, "shop/orders.csv", name)
    with pytest.raises(LandingError, match=message):
        discover(tmp_path, contract)


def test_a_missing_folder_is_named(tmp_path: Path, contract: Contract) -> None:
    with pytest.raises(LandingError, match=r"the landing folder .*nowhere does not exist"):
        discover(tmp_path / "nowhere", contract)


def test_systems_can_be_chosen(tmp_path: Path, contract: Contract) -> None:
    touch(tmp_path, "shop/orders.csv", "till/stores.csv")
    assert [file.name for file in discover(tmp_path, contract, ["till"])] == ["stores.csv"]
    with pytest.raises(LandingError, match="no system is called crm; known systems: shop, till"):
        discover(tmp_path, contract, ["crm"])


def test_links_are_followed_but_not_in_circles(tmp_path: Path, contract: Contract) -> None:
    touch(tmp_path, "elsewhere/orders_1.csv", "landing/shop/orders.csv")
    (tmp_path / "landing/shop/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/again").symlink_to(tmp_path / "elsewhere")
    names = [file.name for file in discover(tmp_path / "landing", contract)]
    assert names == ["linked/orders_1.csv", "orders.csv"]


def test_a_name_that_is_no_utf8_becomes_text(tmp_path: Path, contract: Contract) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / os.fsdecode(b"orders_\xe8.csv")).touch()
    assert [file.name for file in discover(tmp_path, contract)] == [r"orders_\xe8.csv"]
