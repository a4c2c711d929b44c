"""Which files of the landing folder belong to which raw table."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from customer360.contract import Contract, SystemContract, TableContract
from customer360.landing.rows import LandingError

__all__ = ["FORMATS", "LandingFile", "discover"]

# file name ending -> format
FORMATS = {".csv": "csv", ".jsonl": "json", ".ndjson": "json", ".parquet": "parquet"}


@dataclass(frozen=True)
class LandingFile:
    """One file of the landing folder.

    Attributes:
        path: Where it is.
        name: Path relative to its system's folder, with forward slashes.
        table: The raw table it belongs to.
        format: csv, json or parquet.
    """

    path: Path
    name: str
    table: TableContract
    format: str


def discover(
    landing: Path, contract: Contract, systems: Collection[str] = ()
) -> tuple[LandingFile, ...]:
    """Find all files to land.

    Args:
        landing: Folder with one folder per system.
        contract: All raw tables.
        systems: Names of the systems to look at; empty for all.

    Returns:
        Files sorted by system, table and name; without hidden files and READMEs.

    Raises:
        LandingError: The folder does not exist, a folder or file belongs to no known system, or
            a file has the name of no known table or type; lists the known ones.
    """
    if not landing.is_dir():
        raise LandingError(f"the landing folder {landing} does not exist or is no folder")
    unknown = sorted(set(systems) - set(contract.system_names))
    if unknown:
        raise LandingError(
            f"no system is called {', '.join(unknown)}; "
            f"known systems: {', '.join(contract.system_names)}"
        )
    files: list[LandingFile] = []
    for name in sorted(os.listdir(landing)):
        entry = landing / name
        if _ignored(name):
            continue
        if not entry.is_dir() or name not in contract.system_names:
            kind = "folder" if entry.is_dir() else "file"
            raise LandingError(
                f"the {kind} {_shown(name)} in {landing} belongs to no known system; "
                f"known systems, one folder each: {', '.join(contract.system_names)}"
            )
        if not systems or name in systems:
            files += _system_files(entry, contract.system(name))
    return tuple(sorted(files, key=lambda file: (file.table.system, file.table.name, file.name)))


def _system_files(folder: Path, system: SystemContract) -> Iterator[LandingFile]:
    for path in _walk(folder, frozenset()):
        name = _shown(path.relative_to(folder).as_posix())
        kind = FORMATS.get(path.suffix.lower())
        table = _table_name(path.stem.lower(), system.table_names)
        if kind is None or table is None:
            what = "type" if kind is None else "table"
            raise LandingError(
                f"the file {system.name}/{name} is of no known {what}; a file's name starts with "
                f"its table ({', '.join(system.table_names)}) and ends with its type "
                f"({', '.join(FORMATS)})"
            )
        yield LandingFile(path, name, system.table(table), kind)


def _walk(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    """Yield all files below a folder, through links too, but not in circles."""
    real = folder.resolve()
    if real in above:
        return
    for entry in sorted(folder.iterdir()):
        if _ignored(entry.name):
            continue
        if entry.is_dir():
            yield from _walk(entry, above | {real})
        elif entry.exists() and not entry.is_file():
            # reading a pipe would wait for ever
            raise LandingError(f"{_shown(str(entry))} is no file: only files can be landed")
        else:
            yield entry


def _table_name(stem: str, tables: Collection[str]) -> str | None:
    """Return the longest table name that the file's name starts with."""
    fitting = [
        table
        for table in tables
        if stem.startswith(table) and not stem[len(table) : len(table) + 1].isalpha()
    ]
    return max(fitting, key=len, default=None)


def _ignored(name: str) -> bool:
    return name.startswith(".") or name.split(".", maxsplit=1)[0].upper() == "README"


def _shown(name: str) -> str:
    """Return a file name as text, also where it is not UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
