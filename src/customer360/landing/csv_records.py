"""The careful CSV splitter: one record at a time, nothing swallowed.

A quoted field must start right after a delimiter and its closing quote must stand right before a
delimiter or the end of the line. Where that does not hold, only the physical line on which the
record starts is broken and reading goes on with the next line, so one stray quote cannot take the
rows after it. A quote inside an unquoted field is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["MAX_QUOTED", "Dialect", "Record", "Window", "split_records"]

# A quoted field that goes on for longer than this counts as one whose closing quote is missing.
MAX_QUOTED = 1 << 20


@dataclass(frozen=True)
class Dialect:
    r"""How a CSV file is written.

    Attributes:
        delimiter: One ASCII byte.
        newline: `\n` (a `\r` before it is part of the line end), or `\r` for old Mac files.
    """

    delimiter: bytes
    newline: bytes


@dataclass(frozen=True)
class Record:
    """One record of a CSV file.

    Attributes:
        raw: Its bytes without the line end; for a broken record its first physical line.
        fields: Its fields, None for an empty unquoted one; None where the quoting is broken.
        problem: Reason code where the quoting is broken, else the empty string.
    """

    raw: bytes
    fields: list[bytes | None] | None
    problem: str = ""


@dataclass(frozen=True)
class Window:
    """The part of a file that is in memory.

    Attributes:
        data: Bytes, from the start of a record on.
        dialect: How the file is written.
        complete: Whether the file ends where `data` ends.
    """

    data: bytes
    dialect: Dialect
    complete: bool

    def line_end(self, position: int) -> int:
        """Return the offset of the next line end, or the length of the data."""
        found = self.data.find(self.dialect.newline, position)
        return len(self.data) if found < 0 else found

    def line(self, start: int, end: int) -> bytes:
        r"""Return bytes up to a line end, without the `\r` that belongs to it."""
        line = self.data[start:end]
        return line[:-1] if self.dialect.newline == b"\n" and line.endswith(b"\r") else line

    def cut_off(self, position: int) -> bool:
        """Tell whether what decides about this offset may be in bytes not read yet."""
        return not self.complete and position >= len(self.data)


def split_records(window: Window) -> Iterator[tuple[Record, int]]:
    """Split bytes into records; lines without any character are no records.

    Where the file goes on behind the data, the last records are left for the next window.

    Args:
        window: The bytes and how they are written.

    Yields:
        The record and the offset at which the next one starts.
    """
    position = 0
    while position < len(window.data):
        line_end = window.line_end(position)
        if window.cut_off(line_end):
            return
        line = window.line(position, line_end)
        following = line_end + 1
        if not line:
            position = following
            continue
        if b'"' in line:
            found = _quoted_record(window, position, line_end)
            if found is None:
                return
            record, following = found
        else:
            fields = [part or None for part in line.split(window.dialect.delimiter)]
            record = Record(line, fields)
        yield record, min(following, len(window.data))
        position = following


def _quoted_record(window: Window, start: int, line_end: int) -> tuple[Record, int] | None:
    """Split a record with quotes; None where it may go on in bytes not read yet."""
    data, delimiter = window.data, window.dialect.delimiter
    fields: list[bytes | None] = []
    position, end = start, line_end
    while True:
        if data[position : position + 1] == b'"':
            closing = _closing_quote(data, position)
            # two more bytes tell whether the field ends there
            decided_at = position + MAX_QUOTED if closing < 0 else closing + 2
            if window.cut_off(decided_at):
                return None
            after = closing + 1
            if closing < 0 or not _ends_field(window, after):
                problem = "bad_quotes" if 0 <= closing < line_end else "unclosed_quote"
                return Record(window.line(start, line_end), None, problem), line_end + 1
            fields.append(data[position + 1 : closing].replace(b'""', b'"'))
            end = max(end, window.line_end(closing))
        else:
            found = data.find(delimiter, position, end)
            after = end if found < 0 else found
            fields.append(
                (data[position:found] if found >= 0 else window.line(position, end)) or None
            )
        if data[after : after + 1] != delimiter:
            if window.cut_off(end):
                return None
            return Record(window.line(start, end), fields), end + 1
        position = after + 1


def _closing_quote(data: bytes, opening: int) -> int:
    position = opening + 1
    while True:
        found = data.find(b'"', position, opening + MAX_QUOTED)
        if found < 0 or data[found + 1 : found + 2] != b'"':
            return found
        position = found + 2


def _ends_field(window: Window, after: int) -> bool:
    follower = window.data[after : after + 1]
    if follower in (b"", window.dialect.delimiter, window.dialect.newline):
        return True
    return window.dialect.newline == b"\n" and window.data[after : after + 2] == b"\r\n"
