"""The contract of the raw tables, read from the dbt source files.

`models/staging/<system>/_<system>__sources.yml` says once which systems, tables and columns exist,
which columns a file must have and what makes a row the same row when it comes again. Python reads
it from there, so landing and dbt cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = [
    "ColumnContract",
    "Contract",
    "ContractError",
    "SystemContract",
    "TableContract",
    "load_contract",
]


class ContractError(ValueError):
    """The source files are missing or do not describe raw tables."""


@dataclass(frozen=True)
class ColumnContract:
    """One raw column; every raw column is text.

    Attributes:
        name: Normalised name: lower case, digits and underscores.
        description: What the column holds.
        required: Whether a file without this column is refused.
    """

    name: str
    description: str
    required: bool


@dataclass(frozen=True)
class TableContract:
    """One raw table.

    Attributes:
        system: System that delivers the table.
        name: Name of the table, also the prefix of its files' names.
        description: What one row is.
        columns: Columns in the order of the source file.
        key: Columns that make a row the same row when it comes again.
    """

    system: str
    name: str
    description: str
    columns: tuple[ColumnContract, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of all columns, in contract order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that every file must have, in contract order."""
        return tuple(column.name for column in self.columns if column.required)


@dataclass(frozen=True)
class SystemContract:
    """One delivering system.

    Attributes:
        name: Name of the system and of its landing folder.
        description: What the system is.
        schema: Schema of its raw tables in the warehouse.
        tables: Its tables, in the order of the source file.
    """

    name: str
    description: str
    schema: str
    tables: tuple[TableContract, ...]

    @property
    def table_names(self) -> tuple[str, ...]:
        """Names of all tables, in contract order."""
        return tuple(table.name for table in self.tables)

    def table(self, name: str) -> TableContract:
        """Return one table.

        Args:
            name: Name of the table.

        Raises:
            ContractError: The system has no such table.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise ContractError(
            f"{self.name} has no table {name}; known tables: {', '.join(self.table_names)}"
        )


@dataclass(frozen=True)
class Contract:
    """All systems, sorted by name."""

    systems: tuple[SystemContract, ...]

    @property
    def system_names(self) -> tuple[str, ...]:
        """Names of all systems, sorted."""
        return tuple(system.name for system in self.systems)

    def system(self, name: str) -> SystemContract:
        """Return one system.

        Args:
            name: Name of the system.

        Raises:
            ContractError: There is no such system.
        """
        for system in self.systems:
            if system.name == name:
                return system
        raise ContractError(
            f"no system is called {name}; known systems: {', '.join(self.system_names)}"
        )

    def tables(self) -> Iterator[TableContract]:
        """Yield every table of every system."""
        for system in self.systems:
            yield from system.tables


def load_contract(staging: Path) -> Contract:
    """Read the contract of all raw tables.

    Args:
        staging: Folder `models/staging` with one folder per system.

    Returns:
        The contract, systems sorted by name.

    Raises:
        ContractError: There is no source file, a file is not readable YAML, a name comes twice or
            a key names a column that does not exist.
    """
    paths = sorted(staging.glob("*/_*__sources.yml"))
    if not paths:
        raise ContractError(f"no _<system>__sources.yml below {staging}")
    systems: dict[str, SystemContract] = {}
    for path in paths:
        for source in _sources(path):
            if not _meta(source).get("landed", True):
                continue  # what the project wrote itself, as scores
            system = _system(source, path)
            if system.name in systems:
                raise ContractError(f"{path}: system {system.name} is described twice")
            systems[system.name] = system
    return Contract(tuple(systems[name] for name in sorted(systems)))


def _sources(path: Path) -> list[Mapping[str, Any]]:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ContractError(f"{path}: not readable as YAML: {error}") from error
    sources = document.get("sources") if isinstance(document, dict) else None
    if not isinstance(sources, list) or not sources:
        raise ContractError(f"{path}: has no sources")
    return sources


def _system(source: Mapping[str, Any], path: Path) -> SystemContract:
    name = _name(source, path)
    tables = tuple(_table(name, table, path) for table in source.get("tables") or [])
    if not tables:
        raise ContractError(f"{path}: system {name} has no tables")
    _refuse_twins([table.name for table in tables], f"{path}: system {name}")
    schema = str(source.get("schema") or f"raw_{name}")
    return SystemContract(name, str(source.get("description") or ""), schema, tables)


def _table(system: str, table: Mapping[str, Any], path: Path) -> TableContract:
    name = _name(table, path)
    columns = tuple(_column(column, path) for column in table.get("columns") or [])
    names = [column.name for column in columns]
    _refuse_twins(names, f"{path}: table {name}")
    key = tuple(str(part) for part in _meta(table).get("key") or [])
    unknown = [part for part in key if part not in names]
    if unknown or not key:
        problem = f"its key names {', '.join(unknown)}" if unknown else "it has no key"
        raise ContractError(f"{path}: table {name}: {problem}; columns: {', '.join(names)}")
    return TableContract(system, name, str(table.get("description") or ""), columns, key)


def _column(column: Mapping[str, Any], path: Path) -> ColumnContract:
    required = bool(_meta(column).get("required", False))
    return ColumnContract(_name(column, path), str(column.get("description") or ""), required)


def _meta(node: Mapping[str, Any]) -> Mapping[str, Any]:
    config = node.get("config") or {}
    meta = config.get("meta") or {}
    return meta if isinstance(meta, dict) else {}


def _name(node: Mapping[str, Any], path: Path) -> str:
    name = node.get("name") if isinstance(node, dict) else None
    if not isinstance(name, str) or not name:
        raise ContractError(f"{path}: something has no name")
    return name


def _refuse_twins(names: list[str], where: str) -> None:
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise ContractError(f"{where} names {', '.join(twins)} twice")
