"""How rows become lines of a file: CSV in several dialects, and JSON lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.demo.rand import Ints
from customer360.demo.text import join, quoted

Columns = Mapping[str, Any]


@dataclass(frozen=True)
class Block:
    """Formatted lines, one behind the other.

    Attributes:
        data: Bytes of all lines, each with its line feed.
        offsets: Where each line begins, and the end, shape (lines + 1,).
    """

    data: memoryview
    offsets: Ints

    def span(self, first: int, last: int) -> memoryview:
        """Bytes of the lines first to last, last excluded."""
        return self.data[int(self.offsets[first]) : int(self.offsets[last])]


def _block(lines: Any) -> Block:
    count = len(lines)
    if count == 0:
        return Block(memoryview(b""), np.zeros(1, dtype=np.int64))
    buffers = lines.buffers()
    offsets = np.frombuffer(buffers[1], dtype=np.int32)[lines.offset : lines.offset + count + 1]
    return Block(memoryview(buffers[2]), offsets.astype(np.int64))


@dataclass(frozen=True)
class Csv:
    """Delimited text with a header.

    Attributes:
        columns: Names of the columns as render() gives them.
        delimiter: One character.
        free: Columns whose values may need quotes.
        header: Names in the header where they are written otherwise.
    """

    columns: tuple[str, ...]
    delimiter: str = ","
    free: tuple[str, ...] = ()
    header: tuple[str, ...] = ()

    extension = "csv"

    def head(self) -> bytes:
        """The header line."""
        return (self.delimiter.join(self.header or self.columns) + "\n").encode()

    def lines(self, values: Columns) -> Block:
        """Format columns of equal length."""
        parts: list[Any] = []
        for name in self.columns:
            column = values[name]
            parts += [quoted(column, self.delimiter) if name in self.free else column]
            parts += [pa.scalar(self.delimiter)]
        parts[-1] = pa.scalar("\n")
        return _block(
            pc.binary_join_element_wise(*parts, "", null_handling="replace", null_replacement="")
        )


@dataclass(frozen=True)
class Json:
    """One JSON object per line.

    Attributes:
        columns: Names of the keys; the first one is never null.
        numbers: Keys whose values are JSON numbers.
        omitted: Keys that are left out where the value is null; elsewhere null is written.
        free: Keys whose text may hold quotes.
    """

    columns: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()
    free: tuple[str, ...] = ()

    extension = "jsonl"
    delimiter = ""

    def head(self) -> bytes:
        """JSON lines have no header."""
        return b""

    def lines(self, values: Columns) -> Block:
        """Format columns of equal length."""
        parts: list[Any] = []
        for place, name in enumerate(self.columns):
            column = values[name]
            if name in self.free:
                column = pc.replace_substring(column, '"', '\\"')
            mark = "" if name in self.numbers else '"'
            start = f'{"," if place else "{"}"{name}":'
            if column.null_count:
                other = "" if name in self.omitted else f"{start}null"
                parts.append(pc.fill_null(join(start + mark, column, mark), other))
            else:
                parts += [pa.scalar(start + mark), column, pa.scalar(mark)]
        return _block(pc.binary_join_element_wise(*parts, pa.scalar("}\n"), ""))


Layout = Csv | Json
