"""The steward file: what people decided about two records, written so that nothing is lost.

The page appends to seeds/rules/steward_decisions.csv and takes back what no run has read yet. Lines
that others wrote stay as they are, to the byte; a reader sees the file before or after a change,
never half of it.
"""

from __future__ import annotations

import csv
import datetime as dt
import fcntl
import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

__all__ = ["Decision", "DecisionError", "append_decision", "read_decisions", "take_back"]


class DecisionError(RuntimeError):
    """The decision is not written; `reason` says why, `other` names the decision in the way."""

    def __init__(self, reason: str, other: str = "") -> None:
        super().__init__(f"{reason} {other}".strip())
        self.reason = reason
        self.other = other


@dataclass(frozen=True)
class Decision:
    """One row of the file; the attributes are its columns.

    Attributes:
        decision_id: Name of the decision.
        decision: link or keep_apart.
        left_record_key: One record.
        right_record_key: The other.
        decided_by: Who decided.
        decided_on: When, as 2025-12-31; empty: not said.
        reason: Why.
    """

    decision_id: str
    decision: str
    left_record_key: str
    right_record_key: str
    decided_by: str
    decided_on: str
    reason: str

    @property
    def pair(self) -> frozenset[str]:
        """The two records, in no order."""
        return frozenset((self.left_record_key, self.right_record_key))


_COLUMNS = [field.name for field in fields(Decision)]


def read_decisions(path: Path) -> list[Decision]:
    """Read the file.

    Raises:
        DecisionError: It is missing, or has other columns.
    """
    return [decision for decision, _ in _rows(_text(path))]


def append_decision(
    path: Path, decision: str, pair: tuple[str, str], decided_by: str, reason: str
) -> Decision:
    """Write a decision at the end of the file.

    Args:
        path: The file.
        decision: link or keep_apart.
        pair: Keys of the two records.
        decided_by: Who decides.
        reason: Why.

    Returns:
        What was written.

    Raises:
        DecisionError: A name or a reason is missing, the two records are decided about already, or
            earlier decisions say the contrary, which would stop the run.
        OSError: The file cannot be written.
    """
    by, why = " ".join(decided_by.split()), " ".join(reason.split())
    if not by or not why:
        raise DecisionError("unsigned")
    digest = hashlib.sha256("|".join((decision, *sorted(pair))).encode()).hexdigest()[:12]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    new = Decision(f"page-{digest}", decision, *pair, by, today, why)
    with _held(path):
        text = _text(path)
        _refuse_contradiction(new, [known for known, _ in _rows(text)])
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(astuple(new))
        _replace(path, f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line.getvalue()}")
    return new


def take_back(path: Path, decision_id: str) -> None:
    """Remove a decision from the file; one that is not there any more is no error.

    Raises:
        DecisionError, OSError: As in read_decisions, or the file cannot be written.
    """
    with _held(path):
        text = _text(path)
        kept = [raw for decision, raw in _rows(text) if decision.decision_id != decision_id]
        header = text.splitlines(keepends=True)[0]
        shorter = "".join((header, *kept))
        if shorter != text:
            _replace(path, shorter)


def _refuse_contradiction(new: Decision, known: Iterable[Decision]) -> None:
    """Refuse what would stop the next run; the same rule as macro check_steward_decisions."""
    decisions = list(known)
    for other in decisions:
        if other.pair == new.pair:
            raise DecisionError("decided", other.decision_id)
    everything = [*decisions, new]
    group = _linked_groups(everything)
    for other in everything:
        left, right = other.left_record_key, other.right_record_key
        if other.decision == "keep_apart" and group.get(left, left) == group.get(right, right):
            raise DecisionError("contrary", "" if other is new else other.decision_id)


def _linked_groups(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return the group of each record that is linked to another, directly or not."""
    group: dict[str, str] = {}
    for decision in decisions:
        if decision.decision != "link":
            continue
        left = group.setdefault(decision.left_record_key, decision.left_record_key)
        right = group.setdefault(decision.right_record_key, decision.right_record_key)
        for key in [key for key, name in group.items() if name == right]:
            group[key] = left
    return group


def _text(path: Path) -> str:
    try:
        # newline="": lines end as they were written
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError as error:
        raise DecisionError("no_file", str(path)) from error


def _rows(text: str) -> Iterator[tuple[Decision, str]]:
    """Give each decision with the text of its row, line end included; the header is none."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(iter(lines))
    if next(reader, None) != _COLUMNS:
        raise DecisionError("no_file", ",".join(_COLUMNS))
    start = reader.line_num
    for values in reader:
        raw, start = "".join(lines[start : reader.line_num]), reader.line_num
        if not values:
            continue
        if len(values) != len(_COLUMNS):
            raise DecisionError("no_file", raw.strip())
        yield Decision(*values), raw


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Let one writer at a time change the file."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
