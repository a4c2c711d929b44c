"""How good predictions of an amount were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["ValueFigures", "value_figures"]

_TENTHS = 10


@dataclass(frozen=True)
class ValueFigures:
    """How good predictions were.

    Attributes:
        rmse: Root of the mean squared error.
        mae: Mean absolute error.
        pearson_r: Correlation; NaN where one side is constant.
        total_bias: Total predicted / total that came - 1; NaN where nothing came.
        top_decile_capture: Share of the total that came from the tenth of the customers with
            the highest predictions; NaN where nothing came.
    """

    rmse: float
    mae: float
    pearson_r: float
    total_bias: float
    top_decile_capture: float


def value_figures(actual: ArrayLike, predicted: ArrayLike) -> ValueFigures:
    """Measure predictions against what came.

    Args:
        actual: What came, shape (n,), n >= 1.
        predicted: What was predicted, shape (n,).

    Returns:
        The figures; the top decile has at least one customer, and where it ends within equal
        predictions, each of these counts as their mean, whatever their order.

    Raises:
        ValueError: Lengths differ, nobody was predicted, or a value is no number.
    """
    came = np.asarray(actual, dtype=np.float64)
    said = np.asarray(predicted, dtype=np.float64)
    if came.ndim != 1 or came.shape != said.shape or not len(came):
        raise ValueError("actual and predicted must be vectors of the same length, not empty")
    if not (np.isfinite(came).all() and np.isfinite(said).all()):
        raise ValueError("actual and predicted must be finite")
    error = said - came
    total = float(came.sum())
    varies = len(came) > 1 and float(np.ptp(came)) > 0 and float(np.ptp(said)) > 0
    return ValueFigures(
        rmse=float(np.sqrt(np.mean(error**2))),
        mae=float(np.mean(np.abs(error))),
        pearson_r=float(np.corrcoef(came, said)[0, 1]) if varies else float("nan"),
        total_bias=float(said.sum()) / total - 1 if total else float("nan"),
        top_decile_capture=_of_top_decile(came, said) / total if total else float("nan"),
    )


def _of_top_decile(came: NDArray[np.float64], said: NDArray[np.float64]) -> float:
    size = max(1, round(len(came) / _TENTHS))
    last = np.partition(said, len(said) - size)[len(said) - size]
    above, level = said > last, said == last
    return float(came[above].sum() + (size - above.sum()) * came[level].mean())
