"""The report of a landing as text for a person."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from customer360.landing.report import FileOutcome, LandingReport

__all__ = ["MESSAGES_PER_KIND", "render"]

MESSAGES_PER_KIND = 10
_LABELS = ("refused", "rows rejected", "repeated", "grew", "changed", "no rows")
# field of the table report -> heading
_COLUMNS = {
    "new": "new",
    "grew": "grew",
    "changed": "changed",
    "skipped": "skipped",
    "repeated": "repeated",
    "refused": "refused",
    "rows_landed": "rows landed",
    "rows_rejected": "rejected",
}


def render(report: LandingReport, console: Console, limit: int = MESSAGES_PER_KIND) -> None:
    """Print a report; file names, row numbers and reasons only, no values.

    Args:
        report: What the landing did.
        console: Where to print.
        limit: Messages per kind that are printed in full; the rest is counted.
    """
    if not report.files:
        console.print("There is no file to land.")
    else:
        console.print(_counts(report), soft_wrap=True)
        for label in _LABELS:
            files = [file for file in report.notable if _label(file) == label]
            _print_kind(label, files, console, limit)
    if report.rows_dropped:
        console.print(f"{report.rows_dropped:,} rows of an interrupted load were removed first.")
    if report.files:
        console.print(
            f"{report.files:,} files: {report.rows_landed:,} rows landed, "
            f"{report.rows_rejected:,} rejected; {report.count('refused'):,} files refused; "
            f"{report.seconds:.1f} s.",
            soft_wrap=True,
        )


def _counts(report: LandingReport) -> Table:
    # columns of zeros would only push the others off a narrow terminal
    shown = [
        name
        for name in _COLUMNS
        if name == "rows_landed" or any(getattr(table, name) for table in report.tables)
    ]
    table = Table(title="Landing", box=box.SIMPLE)
    table.add_column("table", no_wrap=True)
    for name in shown:
        table.add_column(_COLUMNS[name], justify="right", no_wrap=True)
    for row in report.tables:
        counts = (f"{getattr(row, name):,}" for name in shown)
        table.add_row(f"{row.system}.{row.table}", *counts)
    return table


def _label(file: FileOutcome) -> str:
    if file.kind != "new":
        return file.kind
    return "rows rejected" if file.rows_rejected else "no rows"


def _print_kind(label: str, files: list[FileOutcome], console: Console, limit: int) -> None:
    if label == "refused":
        # nothing of these is in the warehouse: each one is named
        limit = len(files)
    for file in files[:limit]:
        line = f"{label}: {file.system}/{file.file_name}: {file.message}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if len(files) > limit:
        console.print(f"{label}: {len(files) - limit:,} more files", highlight=False)
