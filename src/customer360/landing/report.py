"""What one landing did, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["FileOutcome", "LandingReport", "TableReport", "summarise"]


@dataclass(frozen=True)
class FileOutcome:
    """What happened to one file in this run.

    Attributes:
        system: System that delivered it.
        table: Raw table.
        file_name: Path relative to the system's folder.
        kind: new, grew, changed, skipped, repeated or refused.
        rows_landed: Rows that landed in this run.
        rows_rejected: Rows that were rejected in this run.
        message: What a person should know, without values of the file; may be empty.
    """

    system: str
    table: str
    file_name: str
    kind: str
    rows_landed: int = 0
    rows_rejected: int = 0
    message: str = ""


@dataclass(frozen=True)
class TableReport:
    """Counts of one raw table in this run.

    Attributes:
        system: System.
        table: Raw table.
        new: Files that landed under a name not seen before, also such without rows.
        grew: Files that begin with what landed under their name before; landed in full.
        changed: Files with other content than landed under their name before; landed in full.
        skipped: Files that landed before with the same name and content.
        repeated: Files whose content landed before under another name; not landed again.
        refused: Files of which nothing can land.
        rows_landed: Rows that landed.
        rows_rejected: Rows that went into `rejected_rows`.
    """

    system: str
    table: str
    new: int
    grew: int
    changed: int
    skipped: int
    repeated: int
    refused: int
    rows_landed: int
    rows_rejected: int


@dataclass(frozen=True)
class LandingReport:
    """What one landing did.

    Attributes:
        tables: One report per table that has files, sorted by system and table.
        notable: Outcomes with a message, sorted by system, table and file name.
        rows_dropped: Rows of interrupted earlier loads that were removed first.
        seconds: Time taken.
    """

    tables: tuple[TableReport, ...]
    notable: tuple[FileOutcome, ...]
    rows_dropped: int
    seconds: float

    @property
    def rows_landed(self) -> int:
        """Rows that landed in this run, over all tables."""
        return sum(table.rows_landed for table in self.tables)

    @property
    def rows_rejected(self) -> int:
        """Rows that were rejected in this run, over all tables."""
        return sum(table.rows_rejected for table in self.tables)

    @property
    def files(self) -> int:
        """Files that were found, over all tables."""
        kinds = ("new", "grew", "changed", "skipped", "repeated", "refused")
        return sum(self.count(kind) for kind in kinds)

    def count(self, kind: str) -> int:
        """Return the number of files of one kind, over all tables.

        Args:
            kind: new, grew, changed, skipped, repeated or refused.
        """
        return sum(int(getattr(table, kind)) for table in self.tables)


def summarise(outcomes: Iterable[FileOutcome], rows_dropped: int, seconds: float) -> LandingReport:
    """Count outcomes per table.

    Args:
        outcomes: One per file.
        rows_dropped: Rows of interrupted earlier loads that were removed first.
        seconds: Time taken.
    """
    grouped: dict[tuple[str, str], list[FileOutcome]] = {}
    notable = []
    for outcome in outcomes:
        grouped.setdefault((outcome.system, outcome.table), []).append(outcome)
        if outcome.message:
            notable.append(outcome)
    tables = tuple(_table_report(*key, files) for key, files in sorted(grouped.items()))
    notable.sort(key=lambda outcome: (outcome.system, outcome.table, outcome.file_name))
    return LandingReport(tables, tuple(notable), rows_dropped, seconds)


def _table_report(system: str, table: str, files: list[FileOutcome]) -> TableReport:
    kinds = [file.kind for file in files]
    return TableReport(
        system=system,
        table=table,
        new=kinds.count("new"),
        grew=kinds.count("grew"),
        changed=kinds.count("changed"),
        skipped=kinds.count("skipped"),
        repeated=kinds.count("repeated"),
        refused=kinds.count("refused"),
        rows_landed=sum(file.rows_landed for file in files),
        rows_rejected=sum(file.rows_rejected for file in files),
    )
