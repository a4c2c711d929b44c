"""BG/NBD: when customers without a contract buy again, and whether they still do.

Source: Fader, Hardie, Lee (2005), "'Counting Your Customers' the Easy Way: An Alternative to the
Pareto/NBD Model", Marketing Science 24 (2). The story: while alive, a customer buys at rate
lambda ~ Gamma(r, alpha); after every repeat purchase the customer leaves for good with
probability p ~ Beta(a, b). The code is this project's own.

A history is three numbers per customer, in any one unit of time (here days, in the paper weeks):

- frequency x: repeat purchases, so order days after the first one,
- recency t_x: time from the first to the last purchase, 0 if there was no repeat purchase,
- age T: time from the first purchase to the as-of date.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, hyp2f1

from customer360.scoring.bg_nbd_fit import (
    BgNbd,
    FitError,
    HistoryError,
    checked_histories,
    fit_bg_nbd,
    log_branches,
    log_likelihood,
)

__all__ = [
    "BgNbd",
    "FitError",
    "HistoryError",
    "expected_days_to_next_order",
    "expected_purchases",
    "fit_bg_nbd",
    "log_likelihood",
    "probability_alive",
    "probability_no_purchase",
]

Floats = NDArray[np.float64]

# distance kept from the removable poles of the expectation at a = 1 and a + b + x = 1, 0, -1, ...
_POLE = 1e-6
_NODES = 200
_HALF = 0.5


def probability_alive(
    model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> Floats:
    """Probability that a customer has not left.

    A customer leaves only after a repeat purchase, so those without one count as alive: this is
    no score of churn, `probability_no_purchase` is.

    Args:
        model: Parameters.
        frequency: Repeat purchases, shape (n,).
        recency: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).

    Returns:
        Probabilities, shape (n,).

    Raises:
        HistoryError: See `fit_bg_nbd`.
    """
    alive, gone = log_branches(model, *checked_histories(frequency, recency, age))
    return np.asarray(np.exp(alive - np.logaddexp(alive, gone)), dtype=np.float64)


def probability_no_purchase(
    model: BgNbd,
    frequency: ArrayLike,
    recency: ArrayLike,
    age: ArrayLike,
    horizon: ArrayLike,
) -> Floats:
    """Probability that a customer buys nothing within a horizon from now.

    No purchase until T + h is the history (x, t_x, T + h), so this is the ratio of two
    likelihoods, L(x, t_x, T + h) / L(x, t_x, T). All but one of their terms cancel:
    1 - P(alive) * (1 - ((alpha + T) / (alpha + T + h)) ^ (r + x)).

    Args:
        model: Parameters.
        frequency: Repeat purchases, shape (n,).
        recency: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).
        horizon: Length of the horizon, a number or shape (n,).

    Returns:
        Probabilities, shape (n,).

    Raises:
        HistoryError: See `fit_bg_nbd`; or a horizon is negative or no number.
    """
    x, t_x, age_ = checked_histories(frequency, recency, age)
    alive = probability_alive(model, x, t_x, age_)
    longer = np.log1p(_horizons(horizon) / (model.alpha + age_))
    return np.asarray(1 + alive * np.expm1(-(model.r + x) * longer), dtype=np.float64)


def expected_purchases(
    model: BgNbd,
    frequency: ArrayLike,
    recency: ArrayLike,
    age: ArrayLike,
    horizon: ArrayLike,
) -> Floats:
    """Expected number of purchases within a horizon from now, equation (10) of the paper.

    The paper's 2F1(r + x, b + x; a + b + x - 1; z) overflows for a customer with many orders.
    Euler's transformation turns it into (1 - z)^(a - 1 - r - x) * 2F1(a + b - 1 - r, a - 1;
    a + b + x - 1; z), where x stands in the denominator only and the power cancels. Where that
    series fails too, at the borders of the parameters, the probability to leave is integrated
    out numerically.

    Args:
        model: Parameters.
        frequency: Repeat purchases, shape (n,).
        recency: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).
        horizon: Length of the horizon, a number or shape (n,).

    Returns:
        Expected purchases, shape (n,), not negative.

    Raises:
        HistoryError: See `fit_bg_nbd`; or a horizon is negative or no number.
    """
    x, t_x, age_ = checked_histories(frequency, recency, age)
    length = np.broadcast_to(_horizons(horizon), x.shape)
    if_alive = _purchases_by_series(model, x, age_, length)
    # at least the chance of one purchase, at most what someone who cannot leave buys
    growth = np.log1p(length / (model.alpha + age_))
    least = -np.expm1(-(model.r + x) * growth)
    most = (model.r + x) * length / (model.alpha + age_)
    failed = ~((if_alive >= least * (1 - _POLE)) & (if_alive <= most * (1 + _POLE)))
    if failed.any():
        if_alive[failed] = _purchases_by_quadrature(model, x[failed], growth[failed])
    alive = probability_alive(model, x, t_x, age_)
    return np.asarray(alive * np.clip(if_alive, least, most), dtype=np.float64)


def expected_days_to_next_order(
    model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> Floats:
    """Time from now until which a customer has bought again with probability 1/2.

    Solves `probability_no_purchase` = 1/2 for the horizon: the median of the wait.

    Args:
        model: Parameters.
        frequency: Repeat purchases, shape (n,).
        recency: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).

    Returns:
        Times in the unit of the histories, shape (n,); NaN where the probability never falls to
        1/2, which is where the customer is alive with a probability of 1/2 or less.

    Raises:
        HistoryError: See `fit_bg_nbd`.
    """
    x, t_x, age_ = checked_histories(frequency, recency, age)
    alive = probability_alive(model, x, t_x, age_)
    days = np.full(len(x), np.nan)
    some = alive > _HALF
    with np.errstate(over="ignore", divide="ignore"):
        exponent = -np.log1p(-_HALF / alive[some]) / (model.r + x[some])
        days[some] = (model.alpha + age_[some]) * np.expm1(exponent)
    days[~np.isfinite(days)] = np.nan
    return days


def _horizons(horizon: ArrayLike) -> Floats:
    length = np.asarray(horizon, dtype=np.float64)
    if not np.isfinite(length).all() or (length < 0).any():
        raise HistoryError("horizon: a value is negative or no number")
    return length


def _purchases_by_series(model: BgNbd, x: Floats, age: Floats, length: Floats) -> Floats:
    """Expected purchases of customers who are alive; no number or nonsense where it fails."""
    a = model.a if abs(model.a - 1) > _POLE else 1 + _POLE
    c = a + model.b + x - 1
    c = np.where((c <= _POLE) & (np.abs(c - np.rint(c)) < _POLE), np.rint(c) + _POLE, c)
    z = length / (model.alpha + age + length)
    with np.errstate(invalid="ignore", over="ignore"):
        series = hyp2f1(a + model.b - 1 - model.r, a - 1, c, z)
        return np.asarray(c / (a - 1) * (1 - np.exp((a - 1) * np.log1p(-z)) * series))


def _purchases_by_quadrature(model: BgNbd, x: Floats, growth: Floats) -> Floats:
    """The same by integration of (1 - (1 + p h / (alpha + T)) ^ -(r + x)) / p over p.

    The nodes are quantiles of p ~ Beta(a, b + x), one set per distinct x. `growth` is the
    logarithm of 1 + h / (alpha + T).
    """
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    expected = np.empty(len(x))
    for frequency in np.unique(x):
        rows = x == frequency
        quantiles = betaincinv(model.a, model.b + frequency, (nodes + 1) / 2)
        p = np.maximum(quantiles, np.finfo(np.float64).tiny)
        # ages come in days, so few differ: a row of nodes for each that does
        distinct, place = np.unique(growth[rows], return_inverse=True)
        bought = -np.expm1(-(model.r + frequency) * np.log1p(p * np.expm1(distinct[:, None])))
        expected[rows] = ((bought / p) @ weights / 2)[place]
    return expected
