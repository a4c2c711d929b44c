"""A small contract and helpers that read back what landed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from customer360.contract import Contract, load_contract
from customer360.landing import LandingReport, land

SOURCES = """
version: 2
sources:
  - name: shop
    description: "Web shop."
    schema: raw_shop
    tables:
      - name: orders
        description: "One row per order."
        config: {meta: {key: [order_id]}}
        columns:
          - name: order_id
            description: "Key."
            config: {meta: {required: true}}
          - name: amount
            description: "Paid."
            config: {meta: {required: true}}
          - name: note
            description: "Text."
      - name: order_lines
        description: "One row per line."
        config: {meta: {key: [order_id]}}
        columns:
          - {name: order_id, config: {meta: {required: true}}}
          - {name: quantity}
"""
TILL = """
sources:
  - name: till
    schema: raw_till
    tables:
      - name: stores
        config: {meta: {key: [store_id]}}
        columns:
          - {name: store_id, config: {meta: {required: true}}}
          - {name: city}
"""


def write_contract(folder: Path) -> Path:
    for system, text in (("shop", SOURCES), ("till", TILL)):
        (folder / system).mkdir(parents=True)
        (folder / system / f"_{system}__sources.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def staging(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_contract(tmp_path_factory.mktemp("staging"))


@pytest.fixture(scope="session")
def contract(staging: Path) -> Contract:
    return load_contract(staging)


@dataclass
class Ground:
    """A landing folder with its warehouse."""

    folder: Path
    database: Path
    contract: Contract

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def land(self) -> LandingReport:
        return land(self.folder, self.database, self.contract)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def ground(tmp_path: Path, contract: Contract) -> Ground:
    folder = tmp_path / "landing"
    folder.mkdir()
    return Ground(folder, tmp_path / "warehouse" / "build.duckdb", contract)


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all raw tables as sorted rows, without what differs from load to load."""
    with duckdb.connect(str(database)) as connection:
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables"
            " where starts_with(table_schema, 'raw_') and not starts_with(table_name, '_dlt')"
        ).fetchall()
        return {
            f"{schema}.{table}": connection.execute(
                f'select * exclude (_dlt_load_id) from "{schema}"."{table}" order by all'
            ).fetchall()
            for schema, table in sorted(tables)
        }


@pytest.fixture
def read_back() -> Callable[[Path], dict[str, list[tuple[Any, ...]]]]:
    return content
