"""Exact amounts: what a source keeps as binary floats, as whole units and as decimals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from customer360.public_data.errors import PublicDataError

__all__ = ["decimals", "half_away", "whole_units"]

# A price read as a binary float is off by far less than this share of its smallest unit.
_TOLERANCE = 1e-4
# once where it was stored, once where it is scaled here, and as much again to be safe
_ROUNDINGS = 4
_PRECISION = 18


def whole_units(values: Any, per_unit: int, what: str) -> NDArray[np.int64]:
    """Read amounts that were stored as floats as whole numbers of their smallest unit.

    Args:
        values: Amounts in the main unit of the currency, shape (n,).
        per_unit: Smallest units per main unit: 100 for cents, 1000 for tenths of a cent.
        what: Name of the column, for the sentence of the error.

    Returns:
        Amounts in the smallest unit, int64, shape (n,).

    Raises:
        PublicDataError: A value is missing or has a fraction of the smallest unit.
    """
    scaled = np.asarray(values, dtype=np.float64) * per_unit
    rounded = np.rint(scaled)
    # of billions even the nearest float is off by more
    allowed = np.maximum(_TOLERANCE, _ROUNDINGS * np.spacing(np.abs(scaled)))
    off = ~(np.abs(scaled - rounded) < allowed)
    if off.any():
        place = int(np.flatnonzero(off)[0])
        raise PublicDataError(
            f"{what}: {int(off.sum()):,} values are no whole numbers of 1/{per_unit}, "
            f"the first in row {place + 1:,}"
        )
    return rounded.astype(np.int64)


def half_away(numerator: NDArray[np.int64], denominator: Any) -> NDArray[np.int64]:
    """Divide whole numbers and round to the nearest one, halves away from zero.

    Args:
        numerator: Dividends, shape (n,).
        denominator: Positive divisors, one number or shape (n,).

    Returns:
        Rounded quotients, int64, shape (n,).
    """
    divisor = np.asarray(denominator, dtype=np.int64)
    size = (2 * np.abs(numerator) + divisor) // (2 * divisor)
    result: NDArray[np.int64] = (np.sign(numerator) * size).astype(np.int64)
    return result


def decimals(units: NDArray[np.int64], scale: int, known: NDArray[np.bool_] | None = None) -> Any:
    """Make an Arrow column of decimals from whole numbers of the smallest unit.

    Args:
        units: Amounts in units of 10 ** -scale, shape (n,).
        scale: Digits after the point.
        known: Which values exist, shape (n,); the others become nulls. Null for all.

    Returns:
        `pyarrow.Array` of decimal128(18, scale), length n.
    """
    low = np.ascontiguousarray(units, dtype="<i8")
    # 128 bits, little end first: the upper half repeats the sign
    words = np.stack([low, low >> 63], axis=1)
    bits = None
    if known is not None:
        bits = pa.py_buffer(np.packbits(known, bitorder="little").tobytes())
    kind = pa.decimal128(_PRECISION, scale)
    return pa.Array.from_buffers(kind, len(low), [bits, pa.py_buffer(words.tobytes())])
