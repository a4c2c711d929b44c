"""The tables of the schema `scores`, as the dbt project describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["ScoreTable", "load_score_tables"]


@dataclass(frozen=True)
class ScoreTable:
    """One table of the schema `scores`.

    Attributes:
        name: Name of the table.
        columns: Type of each column, in the order of the contract.
    """

    name: str
    columns: Mapping[str, str]


def load_score_tables(staging: Path) -> dict[str, ScoreTable]:
    """Read the contract of the tables that scoring writes.

    Args:
        staging: Folder `models/staging`.

    Returns:
        Name -> table, in the order of the contract.

    Raises:
        OSError: The contract is not there.
    """
    path = staging / "scores" / "_scores__sources.yml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    described: list[dict[str, Any]] = document["sources"][0]["tables"]
    return {
        str(table["name"]): ScoreTable(
            str(table["name"]),
            {str(column["name"]): str(column["data_type"]) for column in table["columns"]},
        )
        for table in described
    }
