"""One demo retailer for all tests, and a reader that knows which rows are broken."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from rich.console import Console

from customer360.demo import Options, generate

Row = dict[str, Any]
DELIMITERS = dict.fromkeys(
    ["receipts_IT", "receipt_lines_IT", "contacts_moda", "subscribers", "requesters", "people_"],
    ";",
)


@dataclass(frozen=True)
class Demo:
    """Output of one run."""

    out: Path
    truth: Path

    def table(self, name: str) -> list[Row]:
        """Rows of one parquet file of the truth."""
        rows: list[Row] = pq.read_table(self.truth / f"{name}.parquet").to_pylist()
        return rows

    @cached_property
    def totals(self) -> dict[str, Any]:
        """The totals of the truth."""
        totals: dict[str, Any] = json.loads((self.truth / "totals.json").read_text())
        return totals

    @cached_property
    def broken(self) -> dict[tuple[str, str], list[Row]]:
        """Broken rows by system and file."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.table("broken_rows"):
            found.setdefault((row["system"], row["file"]), []).append(row)
        return found

    def files(self, system: str, table: str) -> list[Path]:
        """Files of a table in the order of their names."""
        names = [
            row["file"]
            for row in self.table("files")
            if (row["system"], row["table"]) == (system, table)
        ]
        return [self.out / system / name for name in sorted(names)]

    def rows(self, system: str, table: str, key: str) -> list[Row]:
        """All good rows of a table, repeated deliveries included."""
        good: list[Row] = []
        for path in self.files(system, table):
            bad = self.broken.get((system, path.name), [])
            keys = {row["key"] for row in bad}
            read = _READERS[path.suffix]
            good += [row for row in read(path) if row.get(key) and row[key] not in keys]
        return good

    def newest(self, system: str, table: str, key: str, order: str = "updated_at") -> list[Row]:
        """The newest good version of every key."""
        newest: dict[str, Row] = {}
        for row in self.rows(system, table, key):
            old = newest.get(row[key])
            if old is None or str(old.get(order, "")) <= str(row.get(order, "")):
                newest[row[key]] = row
        return list(newest.values())


def _csv_rows(path: Path) -> list[Row]:
    delimiter = next((d for stem, d in DELIMITERS.items() if path.name.startswith(stem)), ",")
    text = path.read_bytes().decode("utf-8", "replace")
    lines = list(csv.reader(text.splitlines(), delimiter=delimiter))
    header = [name.lower() for name in lines[0]]
    return [dict(zip(header, line, strict=False)) for line in lines[1:]]


def _json_rows(path: Path) -> list[Row]:
    rows = []
    for line in path.read_bytes().splitlines():
        try:
            rows.append(json.loads(line.decode("utf-8", "replace")))
        except json.JSONDecodeError:
            continue
    return rows


def _parquet_rows(path: Path) -> list[Row]:
    rows: list[Row] = pq.read_table(path).to_pylist()
    return rows


_READERS = {".csv": _csv_rows, ".jsonl": _json_rows, ".parquet": _parquet_rows}


def run(folder: Path, people: int, months: int, seed: int = 7) -> Demo:
    """Generate into a folder, without a word."""
    options = Options(folder / "raw", None, people, months, seed)
    truth = generate(options, Console(quiet=True))
    return Demo(folder / "raw", truth)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Two thousand people, two years."""
    return run(tmp_path_factory.mktemp("demo"), people=2_000, months=24)


def counted(rows: list[Row], *columns: str) -> Counter[tuple[Any, ...]]:
    """Number of rows by some columns."""
    return Counter(tuple(row[column] for column in columns) for row in rows)
