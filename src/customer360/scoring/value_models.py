"""The candidates for a customer's future value, each from one frame of features.

Plain functions of `value`, which chooses among them: rates of recent windows, BG/NBD with
Gamma-Gamma, and a blend of both whose weights were learnt on windows that are closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import nnls

from customer360.scoring.buy_till_you_die import (
    FitError,
    expected_days_to_next_order,
    expected_purchases,
    fit_bg_nbd,
)
from customer360.scoring.gamma_gamma import expected_mean_spend, fit_gamma_gamma

__all__ = ["BLEND", "MODEL", "RATE_90D", "RATE_365D", "Basis", "Blend", "fit_blend", "make_basis"]

Floats = NDArray[np.float64]

RATE_90D = "rate_90d"
RATE_365D = "rate_365d"
MODEL = "bg_nbd_gamma_gamma"
BLEND = "blend"

# A customer counts fully in the blend up to about five times the average expected spend and ever
# less beyond: spend varies with its size, and one wholesaler shall not set the weights of all.
_FULL_WEIGHT = 5.0
# of a shop that takes back all that it sells nothing is expected; its customers count all the same
_LEAST_AVERAGE = 1e-9


@dataclass(frozen=True)
class Basis:
    """What the candidates say about one frame of buyers for one horizon, n customers.

    Attributes:
        orders: Order days expected by each of `RATE_90D`, `RATE_365D`, and by `MODEL` if it
            could be fitted, each of shape (n,).
        amounts: Net spend expected by each of them, each of shape (n,).
        mean_spend: What one order day of a customer is worth, shape (n,).
        next_order_days: Median days until the next order, NaN where none is likely, shape (n,).
        horizon: Days of the horizon.
    """

    orders: dict[str, Floats]
    amounts: dict[str, Floats]
    mean_spend: Floats
    next_order_days: Floats
    horizon: int


@dataclass(frozen=True)
class Blend:
    """Weights of the blend, none negative.

    Attributes:
        of_orders: Of the model, the 90 day rate, and a constant per day, shape (3,).
        of_amounts: Of the model, the 90 day rate of orders at the mean spend, the 90 day rate
            of spend, and a constant per day, shape (4,).
    """

    of_orders: Floats
    of_amounts: Floats

    def predict(self, basis: Basis) -> tuple[Floats, Floats]:
        """Predict by the weights.

        Args:
            basis: A frame's basis that has the model, n customers.

        Returns:
            Order days and net spend, each of shape (n,).
        """
        return _order_columns(basis) @ self.of_orders, _amount_columns(basis) @ self.of_amounts


def make_basis(buyers: pd.DataFrame, fit_rows: NDArray[np.bool_], horizon: int) -> Basis:
    """Compute what each candidate that needs no closed window expects.

    Net spend of the model is its gross spend less the share of all spend that was returned.
    Gamma-Gamma reads all order days, the first one too: it is all that is known of the many who
    bought once.

    Args:
        buyers: Features of customers with at least one order day; see `value.predict_value`.
        fit_rows: Rows from which the models are fitted, shape (n,).
        horizon: Days to look ahead.

    Returns:
        The candidates' expectations; without `MODEL` where the rows are too poor for it.

    Raises:
        HistoryError: Order days, first and last order of a customer contradict each other.
    """
    age = _column(buyers, "days_since_first_order")
    days = _column(buyers, "order_day_count")
    mean_gross = np.maximum(_column(buyers, "gross_amount_reporting"), 0.0) / days
    # a shop open for 60 days has no 90 days to divide by
    lived = float(age.max()) + 1
    orders, amounts = {}, {}
    for name, window in ((RATE_90D, 90), (RATE_365D, 365)):
        per_window = horizon / min(window, lived)
        orders[name] = _column(buyers, f"order_days_{window}d") * per_window
        amounts[name] = np.maximum(_column(buyers, f"net_amount_{window}d"), 0.0) * per_window
    next_order = np.full(len(buyers), np.nan)
    recency = age - _column(buyers, "days_since_last_order")
    history = (days - 1, recency, age)
    try:
        bg_nbd = fit_bg_nbd(*(values[fit_rows] for values in history))
        gamma_gamma = fit_gamma_gamma(days[fit_rows], mean_gross[fit_rows])
    except FitError:
        return Basis(orders, amounts, mean_gross, next_order, horizon)
    gross = float(np.maximum(_column(buyers, "gross_amount_reporting"), 0.0).sum())
    kept = float(np.clip(_column(buyers, "net_amount_reporting").sum() / gross, 0.0, 1.0))
    mean_spend = expected_mean_spend(gamma_gamma, days, mean_gross) * kept
    orders[MODEL] = expected_purchases(bg_nbd, *history, horizon)
    amounts[MODEL] = orders[MODEL] * mean_spend
    next_order = expected_days_to_next_order(bg_nbd, *history)
    return Basis(orders, amounts, mean_spend, next_order, horizon)


def fit_blend(windows: Sequence[tuple[Basis, Floats, Floats, NDArray[np.bool_]]]) -> Blend:
    """Learn the weights of the blend on closed windows, by weighted non-negative least squares.

    Weights cannot be negative: a higher rate never lowers a prediction, so the blend stays
    monotone and sane outside of what it was learnt on.

    Args:
        windows: Per closed window its basis with the model, the order days and net spend of its
            customers that followed, each of shape (n,), and the rows to learn from, shape (n,).

    Returns:
        The weights.
    """
    orders = [
        (_order_columns(basis)[rows], days[rows], _trust(basis.orders[MODEL])[rows])
        for basis, days, _, rows in windows
    ]
    amounts = [
        (_amount_columns(basis)[rows], spend[rows], _trust(basis.amounts[MODEL])[rows])
        for basis, _, spend, rows in windows
    ]
    return Blend(_weights(orders), _weights(amounts))


def _weights(parts: Sequence[tuple[Floats, Floats, Floats]]) -> Floats:
    columns, actual, trust = (np.concatenate(values) for values in zip(*parts, strict=True))
    # scaled columns: amounts may be millions, the constant is 1
    scaled = columns * trust[:, None]
    size = np.maximum(np.sqrt((scaled**2).sum(axis=0)), np.finfo(np.float64).tiny)
    return np.asarray(nnls(scaled / size, actual * trust)[0] / size, dtype=np.float64)


def _trust(expected: Floats) -> Floats:
    """Square roots of the weights: the inverse of how much the outcome may vary."""
    average = max(float(expected.mean()), _LEAST_AVERAGE)
    return np.asarray(1 / np.sqrt(expected + _FULL_WEIGHT * average), dtype=np.float64)


def _order_columns(basis: Basis) -> Floats:
    constant = np.full(len(basis.mean_spend), float(basis.horizon))
    return np.column_stack([basis.orders[MODEL], basis.orders[RATE_90D], constant])


def _amount_columns(basis: Basis) -> Floats:
    constant = np.full(len(basis.mean_spend), float(basis.horizon))
    at_mean_spend = basis.orders[RATE_90D] * basis.mean_spend
    return np.column_stack([basis.amounts[MODEL], at_mean_spend, basis.amounts[RATE_90D], constant])


def _column(frame: pd.DataFrame, name: str) -> Floats:
    return frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
