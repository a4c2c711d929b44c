"""Broken rows: copies of good rows with a key of their own, each spoilt in one way.

They come on top of the good rows, so that what the good rows add up to stays known exactly.
"""

import csv
import io
import json
from dataclasses import dataclass

import numpy as np

from customer360.demo.layouts import Csv, Json, Layout
from customer360.demo.rand import Ints

SHARE = 0.0005
KINDS = (
    "ragged_long",
    "ragged_short",
    "truncated_json",
    "bad_date",
    "bad_amount",
    "missing_key",
    "latin1_bytes",
    "orphan_line",
)
_BAD_DATES = ("31/02/2024 25:61:00", "0000-00-00 00:00:00", "ieri", "2024-13-45T99:00:00Z")
_BAD_AMOUNTS = ("n.d.", "12,3,4", "#REF!", "--")
_LATIN = "Caffè Città"


@dataclass(frozen=True)
class Shape:
    """What the writer must know of a table.

    Attributes:
        system: System; table: table.
        layout: How rows become lines.
        key: Column that gets a key of its own in a broken row.
        date: Required date, if any; amount: required number, if any; text: free text, if any.
        orphans: Whether lines without their parent occur.
    """

    system: str
    table: str
    layout: Layout
    key: str
    date: str | None = None
    amount: str | None = None
    text: str | None = None
    orphans: bool = False

    def kinds(self) -> list[str]:
        """Kinds of broken rows that make sense here."""
        fits = {
            "ragged_long": isinstance(self.layout, Csv),
            "ragged_short": isinstance(self.layout, Csv),
            "truncated_json": isinstance(self.layout, Json),
            "bad_date": self.date is not None,
            "bad_amount": self.amount is not None,
            "missing_key": True,
            "latin1_bytes": self.text is not None,
            "orphan_line": self.orphans,
        }
        return [kind for kind in KINDS if fits[kind]]


@dataclass(frozen=True)
class Plan:
    """Which delivered rows get a broken copy behind them.

    Attributes:
        places: Positions among the delivered rows, rising, shape (b,).
        kinds: Kind by broken row.
        start: Serial number of the first one.
    """

    places: Ints
    kinds: list[str]
    start: int

    def within(self, first: int, last: int) -> range:
        """Which broken rows belong behind the rows first to last, last excluded."""
        low, high = np.searchsorted(self.places, [first, last])
        return range(int(low), int(high))


def plan(rng: np.random.Generator, shape: Shape, rows: int, start: int) -> Plan:
    """Choose where rows break: a share of them, and every kind at least once.

    Args:
        rng: Source of the draws.
        shape: Table.
        rows: Number of delivered rows.
        start: Serial number of the first broken row.

    Returns:
        The plan; empty where there are no rows.
    """
    kinds = shape.kinds()
    count = max(len(kinds), round(SHARE * rows)) if rows else 0
    places = np.sort(rng.integers(0, max(rows, 1), count))
    chosen = [kinds[i % len(kinds)] for i in rng.permutation(count)]
    return Plan(places.astype(np.int64), chosen, start)


def spoil(shape: Shape, line: bytes, kind: str, serial: int) -> tuple[bytes, str | None]:
    """Make a broken copy of a line.

    Args:
        shape: Table.
        line: The good line with its line feed.
        kind: One of KINDS.
        serial: Number of the broken row, part of its key.

    Returns:
        The broken line, and its key where it has one.
    """
    if isinstance(shape.layout, Json):
        return _spoil_json(shape, line, kind, serial)
    return _spoil_csv(shape, shape.layout, line, kind, serial)


def _values(shape: Shape, old_key: str, kind: str, serial: int) -> dict[str, str]:
    key = "" if kind == "missing_key" else f"{old_key}X{serial}"
    changed = {shape.key: key}
    if kind == "bad_date" and shape.date:
        changed[shape.date] = _BAD_DATES[serial % len(_BAD_DATES)]
    if kind == "bad_amount" and shape.amount:
        changed[shape.amount] = _BAD_AMOUNTS[serial % len(_BAD_AMOUNTS)]
    if kind == "latin1_bytes" and shape.text:
        changed[shape.text] = _LATIN
    return changed


def _spoil_csv(
    shape: Shape, layout: Csv, line: bytes, kind: str, serial: int
) -> tuple[bytes, str | None]:
    fields = next(csv.reader([line.decode().rstrip("\n")], delimiter=layout.delimiter))
    changed = _values(shape, fields[layout.columns.index(shape.key)], kind, serial)
    for name, value in changed.items():
        fields[layout.columns.index(name)] = value
    if kind == "ragged_long":
        fields += ["", "EXTRA", "1"]
    if kind == "ragged_short":
        fields = fields[: max(2, len(fields) // 3)]
    out = io.StringIO()
    csv.writer(out, delimiter=layout.delimiter, lineterminator="\n").writerow(fields)
    return _encoded(out.getvalue(), kind), changed[shape.key] or None


def _spoil_json(shape: Shape, line: bytes, kind: str, serial: int) -> tuple[bytes, str | None]:
    row = json.loads(line)
    changed = _values(shape, str(row[shape.key]), kind, serial)
    row.update(changed)
    if kind == "missing_key":
        row[shape.key] = None
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    if kind == "truncated_json":
        text = text[: 2 * len(text) // 3]
    return _encoded(text + "\n", kind), changed[shape.key] or None


def _encoded(text: str, kind: str) -> bytes:
    if kind != "latin1_bytes":
        return text.encode()
    # only the planted words are in the wrong encoding, so that the rest stays as it was
    before, _, after = text.partition(_LATIN)
    return before.encode() + _LATIN.encode("latin-1") + after.encode()
