"""What to do with each file, from its content and what the warehouse remembers."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from customer360.landing.discover import LandingFile
from customer360.landing.fingerprint import Fingerprint, fingerprint
from customer360.landing.ledger import LedgerEntry
from customer360.landing.report import FileOutcome

__all__ = ["Plan", "PlannedFile", "make_plan"]

_HASHING_THREADS = 2


@dataclass(frozen=True)
class PlannedFile:
    """One file that brings something to the warehouse.

    Attributes:
        file: The file.
        content: Identity of its content.
        kind: new, grew, changed or repeated.
        message: Why it is that kind; empty for new.
    """

    file: LandingFile
    content: Fingerprint
    kind: str
    message: str = ""


@dataclass
class Plan:
    """What to do with one system's files.

    Attributes:
        settled: Outcomes of the files that change nothing: skipped, refused before, unreadable.
        repeated: Files whose content is in the warehouse under another name.
        groups: Files to read; those of a group have the same table and content, the first one
            in the order of names is read for all.
    """

    settled: list[FileOutcome] = field(default_factory=list)
    repeated: list[PlannedFile] = field(default_factory=list)
    groups: list[list[PlannedFile]] = field(default_factory=list)

    @property
    def has_work(self) -> bool:
        """Whether anything has to be written to the warehouse."""
        return bool(self.repeated or self.groups)


class _Memory:
    """The ledger of one system, by name and by content."""

    def __init__(self, entries: Sequence[LedgerEntry]) -> None:
        self.by_name: dict[tuple[str, str], list[LedgerEntry]] = {}
        self.first_name: dict[tuple[str, str], str] = {}
        for entry in entries:
            self.by_name.setdefault((entry.table_name, entry.file_name), []).append(entry)
            if entry.status == "landed" and entry.rows_landed + entry.rows_rejected:
                content = (entry.table_name, entry.file_id)
                known = self.first_name.get(content, entry.file_name)
                self.first_name[content] = min(known, entry.file_name)


def make_plan(files: Sequence[LandingFile], entries: Sequence[LedgerEntry]) -> Plan:
    """Decide about the files of one system.

    Args:
        files: All its files.
        entries: What the warehouse remembers about the system.

    Returns:
        The plan; the same for any order of `files`.
    """
    memory = _Memory(entries)
    ordered = sorted(files, key=lambda file: (file.table.name, file.name))
    with ThreadPoolExecutor(_HASHING_THREADS) as pool:
        contents = pool.map(lambda file: _content(file, memory), ordered)
        plan = Plan()
        groups: dict[tuple[str, str], list[PlannedFile]] = {}
        for file, content in zip(ordered, contents, strict=True):
            if isinstance(content, OSError):
                message = f"not readable: {content.strerror}"
                plan.settled.append(_outcome(file, "refused", message))
                continue
            planned = _decide(file, content, memory, plan)
            if planned is not None:
                groups.setdefault((file.table.name, content.file_id), []).append(planned)
    plan.groups = list(groups.values())
    return plan


def _content(file: LandingFile, memory: _Memory) -> Fingerprint | OSError:
    earlier = memory.by_name.get((file.table.name, file.name), [])
    try:
        return fingerprint(file.path, {entry.size_bytes for entry in earlier if entry.size_bytes})
    except OSError as error:
        return error


def _decide(
    file: LandingFile, content: Fingerprint, memory: _Memory, plan: Plan
) -> PlannedFile | None:
    """Settle a file in the plan, or return it where it has to be read."""
    earlier = memory.by_name.get((file.table.name, file.name), [])
    for entry in earlier:
        if entry.file_id == content.file_id:
            refused = entry.status == "refused"
            kind, message = ("refused", entry.message) if refused else ("skipped", "")
            plan.settled.append(_outcome(file, kind, message))
            return None
    twin = memory.first_name.get((file.table.name, content.file_id))
    if twin is not None:
        message = f"same content as {twin}"
        plan.repeated.append(PlannedFile(file, content, "repeated", message))
        return None
    return _changed(file, content, [entry for entry in earlier if entry.status != "refused"])


def _changed(
    file: LandingFile, content: Fingerprint, earlier: Sequence[LedgerEntry]
) -> PlannedFile:
    if not earlier:
        return PlannedFile(file, content, "new")
    if any(content.prefixes.get(entry.size_bytes) == entry.file_id for entry in earlier):
        message = "grew: begins with what landed under this name before; landed in full again"
        return PlannedFile(file, content, "grew", message)
    message = "changed: other content than landed under this name before; landed in full again"
    return PlannedFile(file, content, "changed", message)


def _outcome(file: LandingFile, kind: str, message: str) -> FileOutcome:
    return FileOutcome(file.table.system, file.table.name, file.name, kind, message=message)
