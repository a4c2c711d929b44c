"""The lists that dbt needs in more than one place agree with the contract of the raw tables."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import yaml

from customer360.contract import load_contract

REPOSITORY = Path(__file__).resolve().parents[2]
CONTRACT = load_contract(REPOSITORY / "models" / "staging")
TABLES = {(table.system, table.name) for table in CONTRACT.tables()}


def test_each_raw_table_has_a_persona_seed_with_known_columns_as_text() -> None:
    described = yaml.safe_load((REPOSITORY / "seeds/sample/_sample__seeds.yml").read_text())
    types = {seed["name"]: seed["config"]["column_types"] for seed in described["seeds"]}
    found = set()
    for path in (REPOSITORY / "seeds" / "sample").glob("*.csv"):
        system, table = path.stem.removeprefix("sample_").split("__")
        found.add((system, table))
        with path.open(newline="") as lines:
            columns = next(csv.reader(lines))
        contract = next(t for t in CONTRACT.tables() if (t.system, t.name) == (system, table))
        assert set(columns) <= set(contract.column_names), path.name
        assert types[path.stem] == dict.fromkeys(columns, "varchar"), path.name
    assert found == TABLES


def test_each_raw_table_is_counted_for_the_reconciliation() -> None:
    macro = (REPOSITORY / "macros/landing/landed_row_counts.sql").read_text()
    body = macro[macro.index("set tables =") : macro.index("-%}", macro.index("set tables ="))]
    counted = {
        (system, table)
        for system, names in re.findall(r"'(\w+)': \[(.*?)\]", body, flags=re.DOTALL)
        for table in re.findall(r"'(\w+)'", names)
    }
    assert counted == TABLES


def test_each_raw_table_has_its_rejects_collected() -> None:
    mart = (REPOSITORY / "models/marts/data_quality/rejected_records.sql").read_text()
    systems = re.search(r"for system in \[(.*?)\]", mart, flags=re.DOTALL)
    assert systems is not None
    assert set(re.findall(r"'(\w+)'", systems[1])) == {system for system, _ in TABLES}
    for system in {system for system, _ in TABLES}:
        model = REPOSITORY / f"models/staging/{system}/stg_{system}__rejected_rows.sql"
        listed = set(re.findall(r"'(\w+)'", model.read_text())) - {system}
        assert listed == {table for owner, table in TABLES if owner == system}, system
