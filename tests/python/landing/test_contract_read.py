from __future__ import annotations

from pathlib import Path

import pytest

from customer360.contract import Contract, ContractError, load_contract

REPOSITORY = Path(__file__).resolve().parents[3]


def test_tables_columns_keys_and_required_columns_are_read(contract: Contract) -> None:
    assert contract.system_names == ("shop", "till")
    orders = contract.system("shop").table("orders")
    assert orders.column_names == ("order_id", "amount", "note")
    assert orders.required == ("order_id", "amount")
    assert orders.key == ("order_id",)
    assert orders.columns[2].description == "Text."
    assert [table.name for table in contract.tables()] == ["orders", "order_lines", "stores"]


def test_the_projects_own_contract_is_sound() -> None:
    contract = load_contract(REPOSITORY / "models" / "staging")
    assert {"crm", "pos", "shop", "web"} <= set(contract.system_names)
    for table in contract.tables():
        assert table.required, table.name
        assert contract.system(table.system).schema == f"raw_{table.system}"


def test_unknown_names_list_the_known_ones(contract: Contract) -> None:
    with pytest.raises(ContractError, match="known systems: shop, till"):
        contract.system("crm")
    with pytest.raises(ContractError, match="known tables: orders, order_lines"):
        contract.system("shop").table("refunds")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [", "not readable as YAML"),
        ("version: 2", "has no sources"),
        ("sources: [{name: x}]", "has no tables"),
        ("sources: [{name: x, tables: [{name: t, columns: [{name: a}]}]}]", "it has no key"),
        (
            "sources: [{name: x, tables: [{name: t, columns: [{name: a}],"
            " config: {meta: {key: [b]}}}]}]",
            "its key names b",
        ),
        (
            "sources: [{name: x, tables: [{name: t, columns: [{name: a}, {name: a}],"
            " config: {meta: {key: [a]}}}]}]",
            "names a twice",
        ),
        ("sources: [{tables: []}]", "has no name"),
    ],
)
def test_a_broken_contract_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "_x__sources.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ContractError, match=problem):
        load_contract(tmp_path)


def test_a_folder_without_sources_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="no _<system>__sources"):
        load_contract(tmp_path)
