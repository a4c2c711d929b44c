"""The rows of planned files as batches for the warehouse, with what happened to each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from customer360.contract import TableContract
from customer360.landing.batches import RawBatch, RejectedBatch, ledger_table
from customer360.landing.ledger import LedgerEntry
from customer360.landing.plan import Plan, PlannedFile
from customer360.landing.read_csv import read_csv
from customer360.landing.read_json import read_json
from customer360.landing.read_parquet import read_parquet
from customer360.landing.report import FileOutcome
from customer360.landing.rows import LandingError, Piece, RefusedFileError

__all__ = ["SystemReader"]

_READERS: dict[str, Callable[[Path, TableContract], Iterator[Piece]]] = {
    "csv": read_csv,
    "json": read_json,
    "parquet": read_parquet,
}


class SystemReader:
    """Reads the planned files of one system, batch by batch.

    Attributes:
        outcomes: One per file that was read or found repeated; complete after the last batch and
            true once the batches are in the warehouse.
        files: Number of files read so far.
        rows: Number of rows read so far, rejected ones too.
    """

    def __init__(self, plan: Plan, progress: Callable[[int, int], None]) -> None:
        self.outcomes: list[FileOutcome] = []
        self.files = 0
        self.rows = 0
        self._plan = plan
        self._progress = progress
        self._entries: list[LedgerEntry] = []
        self._rejected = RejectedBatch()

    def batches(self) -> Iterator[tuple[str, Any]]:
        """Yield table names and arrow tables: raw rows, then rejected rows, then the ledger.

        Raises:
            LandingError: A file changed or vanished while it was read.
        """
        for table, groups in groupby(self._plan.groups, lambda group: group[0].file.table):
            batch = RawBatch(table)
            for group in groups:
                for _ in self._read(group, batch):
                    if batch.full:
                        yield table.name, batch.take()
                    if self._rejected.full:
                        yield "rejected_rows", self._rejected.take()
            # without rows it still makes the table
            yield table.name, batch.take()
        for planned in self._plan.repeated:
            self._record(planned, "repeated", planned.message)
        yield "rejected_rows", self._rejected.take()
        yield "landed_files", ledger_table(self._entries)

    def _read(self, group: Sequence[PlannedFile], batch: RawBatch) -> Iterator[None]:
        """Read the first file of a group into the batch; yields after each part."""
        first = group[0]
        reasons: Counter[str] = Counter()
        landed, first_rejected = 0, 0
        try:
            for piece in _pieces(first):
                batch.add(piece, first.content.file_id)
                self._rejected.add(
                    piece.rejects, first.content.file_id, first.file.name, first.file.table.name
                )
                landed += piece.table.num_rows
                reasons.update(reject.reason for reject in piece.rejects)
                if piece.rejects and not first_rejected:
                    first_rejected = piece.rejects[0].row_number
                self.rows += piece.table.num_rows + len(piece.rejects)
                self._progress(self.files, self.rows)
                yield
        except RefusedFileError as error:
            for planned in group:
                self._record(planned, "refused", str(error))
            return
        finally:
            self.files += len(group)
        message = _message(landed, reasons, first_rejected)
        self._record(first, "landed", message, landed, reasons.total())
        for twin in group[1:]:
            # contents without rows are alike by nature, that says nothing about the file
            if landed or reasons:
                self._record(twin, "repeated", f"same content as {first.file.name}")
            else:
                self._record(twin, "landed", message)

    def _record(
        self,
        planned: PlannedFile,
        status: str,
        message: str = "",
        landed: int = 0,
        rejected: int = 0,
    ) -> None:
        file, content = planned.file, planned.content
        if status == "landed":
            message = "; ".join(part for part in (planned.message, message) if part)
        self._entries.append(
            LedgerEntry(
                file_name=file.name,
                file_id=content.file_id,
                table_name=file.table.name,
                size_bytes=content.size_bytes,
                rows_landed=landed,
                rows_rejected=rejected,
                status=status,
                message=message,
            )
        )
        kind = planned.kind if status == "landed" else status
        outcome = FileOutcome(
            file.table.system, file.table.name, file.name, kind, landed, rejected, message
        )
        self.outcomes.append(outcome)


def _pieces(planned: PlannedFile) -> Iterator[Piece]:
    file, content = planned.file, planned.content
    try:
        yield from _READERS[file.format](file.path, file.table)
        after = file.path.stat()
    except OSError as error:
        raise LandingError(_unsteady(planned, str(error.strerror))) from error
    # rows of one content must not land under the id of another
    if (after.st_size, after.st_mtime_ns) != (content.size_bytes, content.modified_ns):
        raise LandingError(_unsteady(planned, "its size or time of change is another one now"))


def _unsteady(planned: PlannedFile, why: str) -> str:
    system, name = planned.file.table.system, planned.file.name
    return (
        f"the file {system}/{name} changed while it was read ({why}); nothing of {system} landed"
        " in this run, start it again"
    )


def _message(landed: int, reasons: Counter[str], first_rejected: int) -> str:
    if not reasons:
        return "" if landed else "header only, no data rows"
    counts = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    return f"{reasons.total()} rows rejected ({counts}), the first is row {first_rejected}"
