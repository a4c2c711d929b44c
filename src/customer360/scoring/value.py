"""What a customer will spend: predicted net spend and order days over a horizon.

Several candidates are tried on windows of the past that are closed; the simplest that is not
worse than the best predicts the future. The candidates: `value_models`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from customer360.scoring.value_figures import ValueFigures, value_figures
from customer360.scoring.value_models import (
    BLEND,
    MODEL,
    RATE_90D,
    RATE_365D,
    Basis,
    fit_blend,
    make_basis,
)

__all__ = [
    "NEVER_BOUGHT",
    "ClosedWindow",
    "ValueFigures",
    "ValuePrediction",
    "predict_value",
    "value_figures",
]

Floats = NDArray[np.float64]

NEVER_BOUGHT = "never bought"
# from simple to elaborate: of candidates that are equally good the first one predicts
_SIMPLEST_FIRST = (RATE_90D, RATE_365D, MODEL, BLEND)
# not worse than the best: RMSE within half a percent, total within five points as close
_RMSE_TOLERANCE = 1.005
_BIAS_TOLERANCE = 0.05
# fewer customers than these teach no weights
_FEWEST_CUSTOMERS = 200
# the median customer of a window must have been known for this share of its length
_SHORTEST_AGE = 2 / 3
# models are fitted and weights learnt on that many customers at most, always the same ones
_SAMPLE = 50_000
_FOLDS = 5
# an order that is expected later than in ten years is not expected
_LATEST_NEXT_ORDER = 3650.0


@dataclass(frozen=True)
class ClosedWindow:
    """Features as of an earlier date, and what the customers did in the days after it.

    Attributes:
        features: As in `predict_value`.
        outcomes: Columns customer_id, horizon_days (the same in all rows), order_day_count and
            net_amount_reporting in these days. A customer without a row is not learnt from: one
            who bought nothing needs a row of zeros.
    """

    features: pd.DataFrame
    outcomes: pd.DataFrame


@dataclass(frozen=True)
class ValuePrediction:
    """Predictions, and why this model made them.

    Attributes:
        predictions: One row per row of the features, in their order: customer_id,
            predicted_order_count, predicted_net_amount, expected_days_to_next_order, model_name,
            reason (why there is no prediction).
        model_name: The model that was chosen; None if nobody ever bought.
        validation: One row per candidate that was tried on the past: model_name, customers,
            horizon_days, the columns of `ValueFigures`, is_chosen. Empty without closed windows.
    """

    predictions: pd.DataFrame
    model_name: str | None
    validation: pd.DataFrame


@dataclass(frozen=True)
class _Learnt:
    """A closed window, ready to learn from."""

    basis: Basis
    orders: Floats
    amounts: Floats
    fold: NDArray[np.uint64]
    median_age: float


def predict_value(
    features: pd.DataFrame, past: Sequence[ClosedWindow] = (), horizon_days: int = 365
) -> ValuePrediction:
    """Predict net spend and order days of each customer in the days after the features' date.

    Each candidate predicts the past window that is most like the wanted one; the blend predicts
    customers it did not learn from. Without a closed window BG/NBD predicts, and where it cannot
    be fitted, the rate of the last 90 days. The result does not depend on the order of the rows.

    Args:
        features: One row per customer: customer_id, as_of_date (the same in all rows),
            days_since_first_order, days_since_last_order, order_day_count,
            net_amount_reporting, gross_amount_reporting, order_days_90d, net_amount_90d,
            order_days_365d, net_amount_365d. Amounts in one currency, as floats; everything up
            to the as-of date. Further columns are not read.
        past: Windows that closed on or before that date.
        horizon_days: Days to predict.

    Returns:
        The predictions; amounts and counts are never negative.

    Raises:
        ValueError: The horizon is not positive, a customer stands twice, the outcomes of a
            window have several horizons, or a window was not closed on the as-of date.
        HistoryError: Order days, first and last order of a customer contradict each other.
    """
    if horizon_days <= 0:
        raise ValueError("horizon_days must be positive")
    buyers = _buyers(features)
    if buyers.empty:
        return ValuePrediction(_output(features, None), None, _validation([], None))
    basis = make_basis(buyers, _sampled(buyers), horizon_days)
    as_of = pd.Timestamp(buyers["as_of_date"].max())
    learnt = [window for window in (_learn(window, as_of) for window in past) if window]
    windows = _comparable(learnt) if MODEL in basis.orders else []
    tried = _try_out(windows)
    chosen = _choose({name: figures for name, _, _, figures in tried}, basis)
    if chosen == BLEND:
        orders, amounts = fit_blend([_rows(window) for window in windows]).predict(basis)
    else:
        orders, amounts = basis.orders[chosen], basis.amounts[chosen]
    days = basis.next_order_days
    predicted = pd.DataFrame(
        {
            "customer_id": buyers["customer_id"],
            "predicted_order_count": orders,
            "predicted_net_amount": amounts,
            "expected_days_to_next_order": np.where(days <= _LATEST_NEXT_ORDER, days, np.nan),
            "model_name": chosen,
        }
    )
    return ValuePrediction(_output(features, predicted), chosen, _validation(tried, chosen))


def _buyers(features: pd.DataFrame) -> pd.DataFrame:
    """Customers who bought, in the order of their ids: sums depend on it in their last digits."""
    if features["customer_id"].duplicated().any():
        raise ValueError("a customer stands twice in the features")
    bought = features["order_day_count"].fillna(0) > 0
    return features[bought].sort_values("customer_id", ignore_index=True)


def _hashes(buyers: pd.DataFrame) -> NDArray[np.uint64]:
    hashes = pd.util.hash_pandas_object(buyers["customer_id"].astype(str), index=False)
    return np.asarray(hashes, dtype=np.uint64)


def _sampled(buyers: pd.DataFrame) -> NDArray[np.bool_]:
    """Mark a sample that is the same in every run: the customers with the lowest hashes."""
    if len(buyers) <= _SAMPLE:
        return np.ones(len(buyers), dtype=np.bool_)
    hashes = _hashes(buyers)
    return np.asarray(hashes <= np.partition(hashes, _SAMPLE - 1)[_SAMPLE - 1])


def _learn(window: ClosedWindow, as_of: pd.Timestamp) -> _Learnt | None:
    """Prepare a closed window; None if it is too poor to learn from."""
    horizons = window.outcomes["horizon_days"].unique()
    if len(horizons) > 1:
        raise ValueError("the outcomes of a window have several horizons")
    if not len(horizons) or window.features.empty:
        return None
    closes = pd.Timestamp(window.features["as_of_date"].max()) + pd.Timedelta(days=horizons[0])
    if closes > as_of:
        raise ValueError(f"a window that closes on {closes:%Y-%m-%d} knows the future")
    columns = ["customer_id", "order_day_count", "net_amount_reporting"]
    came = window.outcomes[columns].set_axis(["customer_id", "_orders", "_amounts"], axis=1)
    known = _buyers(window.features.merge(came, on="customer_id", validate="1:1"))
    known = known[_sampled(known)].reset_index(drop=True)
    if len(known) < _FEWEST_CUSTOMERS:
        return None
    basis = make_basis(known, np.ones(len(known), dtype=np.bool_), int(horizons[0]))
    if MODEL not in basis.orders:
        return None
    return _Learnt(
        basis,
        known["_orders"].to_numpy(dtype=np.float64),
        known["_amounts"].to_numpy(dtype=np.float64),
        np.asarray(_hashes(known) % _FOLDS, dtype=np.uint64),
        float(known["days_since_first_order"].median()),
    )


def _comparable(windows: Sequence[_Learnt]) -> list[_Learnt]:
    """Sort the windows most like the wanted one first, drop those that look too far ahead.

    Customers who are new say little about a window that is much longer than they were known. If
    all windows are like that, the one whose customers were known for the longest time has to do.
    """
    ordered = sorted(windows, key=lambda window: (-window.basis.horizon, -window.median_age))
    known = [
        window for window in ordered if window.median_age >= _SHORTEST_AGE * window.basis.horizon
    ]
    return known or sorted(ordered, key=lambda window: -window.median_age)[:1]


def _rows(
    window: _Learnt, without_fold: int | None = None
) -> tuple[Basis, Floats, Floats, NDArray[np.bool_]]:
    if without_fold is None:
        rows = np.ones(len(window.orders), dtype=np.bool_)
    else:
        rows = window.fold != without_fold
    return window.basis, window.orders, window.amounts, rows


def _try_out(windows: Sequence[_Learnt]) -> list[tuple[str, int, int, ValueFigures]]:
    """Measure the net spend each candidate predicted for the first window."""
    if not windows:
        return []
    first = windows[0]
    predicted = dict(first.basis.amounts)
    blended = np.empty(len(first.amounts))
    for fold in range(_FOLDS):
        rows = first.fold == fold
        blend = fit_blend([_rows(window, fold) for window in windows])
        blended[rows] = blend.predict(first.basis)[1][rows]
    predicted[BLEND] = blended
    return [
        (name, len(blended), first.basis.horizon, value_figures(first.amounts, predicted[name]))
        for name in _SIMPLEST_FIRST
    ]


def _choose(tried: dict[str, ValueFigures], basis: Basis) -> str:
    """Choose the simplest candidate that is not worse than the one with the lowest RMSE."""
    if not tried:
        return MODEL if MODEL in basis.orders else RATE_90D
    best = min(tried.values(), key=lambda figures: figures.rmse)
    for name in _SIMPLEST_FIRST:
        figures = tried[name]
        as_close = abs(figures.total_bias) <= abs(best.total_bias) + _BIAS_TOLERANCE
        # NaN: nothing came, so there is no total to be close to
        if figures.rmse <= best.rmse * _RMSE_TOLERANCE and (as_close or isnan(figures.total_bias)):
            return name
    return BLEND


def _validation(
    tried: Sequence[tuple[str, int, int, ValueFigures]], chosen: str | None
) -> pd.DataFrame:
    names = ("rmse", "mae", "pearson_r", "total_bias", "top_decile_capture")
    rows = [
        (name, customers, horizon, *(getattr(figures, figure) for figure in names), name == chosen)
        for name, customers, horizon, figures in tried
    ]
    columns = ["model_name", "customers", "horizon_days", *names, "is_chosen"]
    return pd.DataFrame(rows, columns=columns)


def _output(features: pd.DataFrame, predicted: pd.DataFrame | None) -> pd.DataFrame:
    """Bring the predictions into the order of the features, with a reason where there is none."""
    if predicted is None:
        predicted = pd.DataFrame(
            {
                "customer_id": features["customer_id"].iloc[:0],
                "predicted_order_count": np.empty(0),
                "predicted_net_amount": np.empty(0),
                "expected_days_to_next_order": np.empty(0),
                "model_name": np.empty(0, dtype=np.str_),
            }
        )
    output = features[["customer_id"]].merge(predicted, on="customer_id", how="left")
    reason = pd.Series(NEVER_BOUGHT, index=output.index, dtype="str")
    return output.assign(reason=reason.where(output["predicted_net_amount"].isna()))
