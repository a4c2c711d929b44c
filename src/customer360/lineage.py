"""The column lineage of the dbt project as one page: which column is made of which."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["LineageError", "LineageReport", "write_lineage"]


class LineageError(RuntimeError):
    """The lineage cannot be read; the message says what to change."""


@dataclass(frozen=True)
class LineageReport:
    """What one reading found.

    Attributes:
        edges: Pairs of columns, `table.column`: the second is made of the first.
        unread: One sentence for each column whose SQL could not be followed.
    """

    edges: frozenset[tuple[str, str]]
    unread: tuple[str, ...]


def write_lineage(artifacts: Path, page: Path) -> LineageReport:
    """Follow each column through the compiled SQL and write a page that needs no network.

    dbt-colibri is called as a library: its command asks a package index for its newest version at
    every call, and its page would report its use.

    Args:
        artifacts: Folder with the manifest.json and catalog.json of `dbt docs generate`.
        page: The HTML file to write.

    Returns:
        How much was found.

    Raises:
        LineageError: An artefact is missing, or the SQL parser has changed.
    """
    for name in ("manifest.json", "catalog.json"):
        if not (artifacts / name).exists():
            raise LineageError(f"{artifacts / name} is missing: `dbt docs generate` writes it")
    _name_set_operations()
    extractor: Any = import_module("dbt_colibri.lineage_extractor.extractor")
    generator: Any = import_module("dbt_colibri.report.generator")
    unread = _Unread()
    logger = logging.getLogger("colibri")
    logger.addHandler(unread)
    logger.propagate = False
    try:
        found = extractor.DbtColumnLineageExtractor(
            str(artifacts / "manifest.json"), str(artifacts / "catalog.json")
        )
        report = generator.DbtColibriReportGenerator(found, light_mode=True, disable_telemetry=True)
        with tempfile.TemporaryDirectory() as scratch:
            report.generate_report(output_dir=scratch)
            edges = _edges(Path(scratch) / "colibri-manifest.json")
            page.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(Path(scratch) / "index.html", page)
    finally:
        logger.removeHandler(unread)
    return LineageReport(edges, tuple(unread.sentences))


def _edges(file: Path) -> frozenset[tuple[str, str]]:
    edges = json.loads(file.read_text(encoding="utf-8"))["lineage"]["edges"]
    return frozenset(
        (_name(edge["source"], edge["sourceColumn"]), _name(edge["target"], edge["targetColumn"]))
        for edge in edges
        # the others tell that one table reads another
        if edge["sourceColumn"] and edge["targetColumn"]
    )


def _name(node: str, column: str) -> str:
    return f"{node.rsplit('.', maxsplit=1)[-1]}.{column}"


class _Unread(logging.Handler):
    """Keeps the errors that dbt-colibri logs instead of raising them."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(" ".join(record.getMessage().split()))


def _name_set_operations() -> None:
    """Give the branches of a union the name under which dbt-colibri 0.3 looks for them.

    sqlglot 30 calls them `set_operation_scopes`; without this, every column that comes through a
    union is lost.
    """
    scope: Any = import_module("sqlglot.optimizer.scope").Scope
    if not hasattr(scope, "union_scopes"):
        scope.union_scopes = property(lambda self: self.set_operation_scopes)
