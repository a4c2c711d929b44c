"""Text columns as Arrow arrays: built by the column, never by the row."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from customer360.demo.rand import Bools, Ints

_HEX = np.frombuffer("".join(f"{i:02x}" for i in range(256)).encode(), dtype="S2")


def pool(values: Sequence[str | None]) -> Any:
    """Make a lookup pool of strings, for take()."""
    return pa.array(list(values), type=pa.string())


def take(values: Any, codes: npt.NDArray[Any]) -> Any:
    """Look codes up in a pool; a negative code gives null.

    Args:
        values: Pool of k strings.
        codes: Positions in the pool, shape (n,).

    Returns:
        String array of length n.
    """
    codes = np.asarray(codes, dtype=np.int64)
    missing = codes < 0
    if missing.any():
        return pc.take(values, pa.array(codes, mask=missing))
    return pc.take(values, pa.array(codes))


def join(*parts: Any) -> Any:
    """Concatenate arrays and constants by row; a null part makes the row null."""
    return pc.binary_join_element_wise(*parts, "")


def choose(mask: Bools, yes: Any, no: Any) -> Any:
    """Take yes where the mask holds and no elsewhere; both may be constants or None for null."""
    yes = pa.scalar(yes, pa.string()) if yes is None or isinstance(yes, str) else yes
    no = pa.scalar(no, pa.string()) if no is None or isinstance(no, str) else no
    return pc.if_else(pa.array(mask), yes, no)


def select(codes: npt.NDArray[Any], *options: Any) -> Any:
    """Take by row the option whose number stands in codes, shape (n,)."""
    return pc.choose(pa.array(np.asarray(codes, dtype=np.int64)), *options)


def blank(mask: Bools, values: Any) -> Any:
    """Make the rows of the mask null."""
    return choose(mask, None, values)


def number(values: npt.NDArray[Any], width: int = 0) -> Any:
    """Write whole numbers, with leading zeros up to a width."""
    written = pc.cast(pa.array(np.asarray(values, dtype=np.int64)), pa.string())
    return pc.utf8_lpad(written, width, "0") if width else written


def money(cents: Ints, comma: bool = False) -> Any:
    """Write cents as a decimal number with two places.

    Args:
        cents: Amounts in cents, may be negative, shape (n,).
        comma: Whether the decimal sign is a comma.

    Returns:
        String array of length n.
    """
    whole = np.abs(cents)
    if len(whole) == 0:
        return pa.array([], pa.string())
    if int(whole.max()) < 4 * len(whole) + 1000:
        # each amount written once, then looked up: amounts repeat far more often than not
        size = int(whole.max()) + 1
        table = _plain_money(np.arange(size, dtype=np.int64), comma)
        written = take(table, whole)
    else:
        written = _plain_money(whole, comma)
    negative = cents < 0
    return choose(negative, join("-", written), written) if negative.any() else written


def _plain_money(cents: Ints, comma: bool) -> Any:
    fractions = pool([f"{',' if comma else '.'}{i:02d}" for i in range(100)])
    return join(number(cents // 100), take(fractions, cents % 100))


def hexes(values: npt.NDArray[np.uint64]) -> Any:
    """Write 64-bit numbers as 16 hexadecimal digits."""
    table = _HEX.view(np.uint8).reshape(256, 2)
    digits = table[values.astype(">u8").view(np.uint8)].reshape(-1)
    offsets = np.arange(len(values) + 1, dtype=np.int32) * 16
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(offsets), pa.py_buffer(digits))


def quoted(values: Any, delimiter: str) -> Any:
    """Put CSV quotes around the values that need them."""
    needs = pc.match_substring_regex(values, f'[{delimiter}"\\n]')
    if not pc.any(needs).as_py():
        return values
    return pc.if_else(needs, join('"', pc.replace_substring(values, '"', '""'), '"'), values)


def is_null(values: Any) -> Bools:
    """Tell by row whether a value is missing, shape (n,)."""
    return np.asarray(pc.is_null(values).to_numpy(zero_copy_only=False), dtype=np.bool_)


def repeats(values: Any) -> Bools:
    """Mark every value that stood earlier in the array already, shape (n,)."""
    encoded = pc.dictionary_encode(values)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    order = np.argsort(codes, kind="stable")
    again = np.zeros(len(codes), dtype=np.bool_)
    again[order[1:]] = codes[order[1:]] == codes[order[:-1]]
    marks: Bools = again & (codes >= 0)
    return marks
