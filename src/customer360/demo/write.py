"""Files: rows by file, whole files only, late rows, second deliveries, and what was written."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from customer360.demo.layouts import Block, Columns
from customer360.demo.rand import Ints, Streams, chance
from customer360.demo.warts import Plan, Shape, plan, spoil

CHUNK_ROWS = 300_000
_AGAIN, _PARTLY = 0.008, 0.005
_FEW_FILES = 4
Render = Callable[[Ints], Columns]
Files = tuple[Sequence[str], Ints]


@dataclass(frozen=True)
class FileRow:
    """One written file: rows include broken ones."""

    system: str
    table: str
    file: str
    rows: int
    broken: int
    copy_of: str | None


@dataclass(frozen=True)
class BrokenRow:
    """One broken row in one file."""

    system: str
    table: str
    file: str
    kind: str
    key: str | None


@dataclass
class Output:
    """Everything that a run writes below its directory.

    Attributes:
        root: Directory of the raw files.
        streams: Random streams.
        files: Files written so far; broken: broken rows in them.
        distinct: Good distinct keys by system and table.
    """

    root: Path
    streams: Streams
    files: list[FileRow] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)
    distinct: dict[tuple[str, str], int] = field(default_factory=dict)

    def rows_of(self, system: str, table: str) -> int:
        """Rows written for a table so far."""
        return sum(f.rows for f in self.files if (f.system, f.table) == (system, table))

    def know(self, system: str, table: str, keys: int) -> None:
        """Note how many good distinct keys a table has."""
        self.distinct[system, table] = self.distinct.get((system, table), 0) + int(keys)

    def parquet(self, system: str, table: str, stem: str, rows: Any) -> None:
        """Write an Arrow table as one parquet file."""
        name = f"{stem}.parquet"
        path = self._path(system, name)
        waiting = path.with_name(f".{name}.tmp")
        pq.write_table(rows, waiting)
        os.replace(waiting, path)
        self.files.append(FileRow(system, table, name, rows.num_rows, 0, None))

    def save(self, system: str, name: str, parts: Iterable[bytes | memoryview]) -> None:
        """Write one file under a temporary name, then give it its own."""
        path = self._path(system, name)
        waiting = path.with_name(f".{name}.tmp")
        with waiting.open("wb") as handle:
            handle.writelines(parts)
        os.replace(waiting, path)

    def _path(self, system: str, name: str) -> Path:
        folder = self.root / system
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name


def deliver(
    out: Output, shape: Shape, files: Files, render: Render, rows: Ints | None = None
) -> None:
    """Write the rows of a table into its files.

    Args:
        out: Output.
        shape: Table.
        files: File names without extension, and the file of each delivered row, shape (d,).
        render: Gives the columns of some rows as text.
        rows: Row of each delivery, shape (d,); every row once, in order, where missing.

    Files keep the order in which rows are given. Some files come again under a second name, whole
    or in part.
    """
    stems, file_of = files
    rows = np.arange(len(file_of), dtype=np.int64) if rows is None else rows
    order = np.argsort(file_of, kind="stable")
    file_of, rows = file_of[order], rows[order]
    rng = out.streams.get(f"delivery {shape.system} {shape.table} {stems[0]}")
    broken = plan(rng, shape, len(rows), 1 + len(out.broken))
    used, starts = np.unique(file_of, return_index=True)
    ends = np.r_[starts[1:], len(rows)]
    copies = _copies(rng, used)
    at = 0
    while at < len(used):
        upto = int(np.searchsorted(ends, starts[at] + CHUNK_ROWS, side="right"))
        upto = max(upto, at + 1)
        base = int(starts[at])
        block = shape.layout.lines(render(rows[base : int(ends[upto - 1])]))
        for place in range(at, upto):
            span = (int(starts[place]), int(ends[place]))
            _write_file(out, shape, stems[used[place]], (block, base, span), broken)
            kind = copies.get(int(used[place]))
            if kind:
                _write_copy(out, shape, stems[used[place]], (block, base, span), kind)
        at = upto


def _copies(rng: np.random.Generator, used: Ints) -> dict[int, str]:
    """Choose the files that come twice: whole ("again") or in part ("partly")."""
    if len(used) < _FEW_FILES:
        return {}
    whole, part = max(1, round(_AGAIN * len(used))), max(1, round(_PARTLY * len(used)))
    chosen = rng.choice(used, whole + part, replace=False).tolist()
    return dict.fromkeys(chosen[:whole], "again") | dict.fromkeys(chosen[whole:], "partly")


Placed = tuple[Block, int, tuple[int, int]]


def _write_file(out: Output, shape: Shape, stem: str, placed: Placed, broken: Plan) -> None:
    block, base, (first, last) = placed
    name = f"{stem}.{shape.layout.extension}"
    parts: list[bytes | memoryview] = [shape.layout.head()]
    at = first
    which = broken.within(first, last)
    for i in which:
        place = int(broken.places[i])
        parts.append(block.span(at - base, place + 1 - base))
        at = place + 1
        good = bytes(block.span(place - base, place + 1 - base))
        line, key = spoil(shape, good, broken.kinds[i], broken.start + i)
        parts.append(line)
        out.broken.append(BrokenRow(shape.system, shape.table, name, broken.kinds[i], key))
    parts.append(block.span(at - base, last - base))
    out.save(shape.system, name, parts)
    count = len(which)
    out.files.append(FileRow(shape.system, shape.table, name, last - first + count, count, None))


def _write_copy(out: Output, shape: Shape, stem: str, placed: Placed, kind: str) -> None:
    block, base, (first, last) = placed
    source, name = (f"{s}.{shape.layout.extension}" for s in (stem, f"{stem}_2"))
    if kind == "again":
        # the same bytes, so the broken rows come twice as well
        out.save(shape.system, name, [(out.root / shape.system / source).read_bytes()])
        twice = [b for b in out.broken if (b.system, b.file) == (shape.system, source)]
        out.broken += [BrokenRow(b.system, b.table, name, b.kind, b.key) for b in twice]
        count = last - first + len(twice)
        row = FileRow(shape.system, shape.table, name, count, len(twice), source)
    else:
        begin = first + (last - first) * 2 // 5
        span = block.span(begin - base, last - base)
        out.save(shape.system, name, [shape.layout.head(), span])
        row = FileRow(shape.system, shape.table, name, last - begin, 0, source)
    out.files.append(row)


def late(
    rng: np.random.Generator, days: Ints, group: Ints, last: int, share: float = 0.015
) -> Ints:
    """Let the rows of some groups, such as the shops of a day, arrive one to three days later.

    Args:
        rng: Source of the draws.
        days: Day of each row, position in the calendar, shape (n,).
        group: Small non-negative group number of each row, shape (n,).
        last: Last day of the calendar.
        share: Share of the groups of a day that are late.

    Returns:
        Day of the file of each row, shape (n,).
    """
    if len(days) == 0:
        return days
    groups = int(group.max()) + 1
    slow = chance(rng, (last + 1) * groups, share) * rng.integers(1, 4, (last + 1) * groups)
    arrival: Ints = np.minimum(days + slow[days * groups + group], last)
    return arrival
