"""Fit of the BG/NBD model: its histories, its parameters, its likelihood.

The model and its source: `buy_till_you_die`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import betaln, digamma, gammaln

__all__ = [
    "BgNbd",
    "FitError",
    "HistoryError",
    "checked_histories",
    "fit_bg_nbd",
    "log_branches",
    "log_likelihood",
]

Floats = NDArray[np.float64]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]

# Beyond these the likelihood is flat: data without variance would walk to infinity. r, a, b are
# pure numbers, alpha counts in mean ages.
_LOWEST = np.log([1e-3, 1e-4, 1e-4, 1e-3])
_HIGHEST = np.log([1e2, 1e4, 1e2, 1e4])
# two starts: many leave early; hardly anyone leaves
_STARTS = np.log([[0.5, 0.5, 0.8, 2.5], [1.0, 0.5, 0.1, 5.0]])


class HistoryError(ValueError):
    """The histories contradict themselves: lengths, signs, or a last purchase after the end."""


class FitError(ValueError):
    """The histories are too poor to learn a model from them."""


@dataclass(frozen=True)
class BgNbd:
    """Parameters of a fitted BG/NBD model; `alpha` is in the unit of time of its histories.

    Attributes:
        r: Shape of the purchase rates among customers.
        alpha: Their inverse scale: the mean rate is r / alpha.
        a: First shape of the probability to leave after a purchase.
        b: Second shape: its mean is a / (a + b).
    """

    r: float
    alpha: float
    a: float
    b: float


def fit_bg_nbd(frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BgNbd:
    """Fit the BG/NBD model by maximum likelihood.

    Equal histories are counted once, so the order of the customers does not matter, not even in
    the last digit.

    Args:
        frequency: Repeat purchases, shape (n,).
        recency: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).

    Returns:
        The parameters.

    Raises:
        HistoryError: Lengths differ, a value is negative or no number, or recency exceeds age.
        FitError: Nobody ever bought again, or nobody has been a customer for any time.
    """
    x, t_x, age_ = checked_histories(frequency, recency, age)
    if not (x > 0).any():
        raise FitError("BG/NBD: nobody ever bought again, so no rate can be learnt")
    scale = float(age_.mean())
    if scale <= 0:
        raise FitError("BG/NBD: nobody has been a customer for any time")
    rows, counts = np.unique(np.column_stack([x, t_x, age_]), axis=0, return_counts=True)
    frequencies, of_row = np.unique(rows[:, 0], return_inverse=True)
    weights = counts / counts.sum()
    scaled = rows[:, 1:] / scale

    def loss(logs: Vector) -> tuple[float, Floats]:
        return _negative_mean_log_likelihood(logs, (frequencies, of_row, scaled, weights))

    bounds = list(zip(_LOWEST, _HIGHEST, strict=True))
    results = [
        minimize(
            loss,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
            options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
        )
        for start in _STARTS
    ]
    best = min(results, key=lambda result: float(result.fun))
    if not np.isfinite(best.fun):
        raise FitError("BG/NBD: the likelihood of the histories is no number")
    r, alpha, a, b = (float(value) for value in np.exp(best.x))
    return BgNbd(r, alpha * scale, a, b)


def log_likelihood(
    model: BgNbd, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> Floats:
    """Log-likelihood of each history, equation (6) of the paper.

    Args:
        model: Parameters.
        frequency: Repeat purchases, shape (n,).
        recency: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).

    Returns:
        Natural logarithms, shape (n,).

    Raises:
        HistoryError: See `fit_bg_nbd`.
    """
    x, t_x, age_ = checked_histories(frequency, recency, age)
    alive, gone = log_branches(model, x, t_x, age_)
    common = gammaln(model.r + x) - gammaln(model.r) + model.r * np.log(model.alpha)
    leaving = betaln(model.a, model.b + x) - betaln(model.a, model.b)
    return np.asarray(common + leaving + np.logaddexp(alive, gone), dtype=np.float64)


def checked_histories(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Check histories; the recency of those without a repeat purchase becomes 0.

    Args:
        frequency: Repeat purchases, shape (n,).
        recency: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).

    Returns:
        Frequency, recency and age, each of shape (n,).

    Raises:
        HistoryError: Lengths differ, a value is negative or no number, or recency exceeds age.
    """
    x, t_x, age_ = (np.asarray(values, dtype=np.float64) for values in (frequency, recency, age))
    if x.ndim != 1 or not x.shape == t_x.shape == age_.shape:
        raise HistoryError("frequency, recency and age must be vectors of the same length")
    t_x = np.where(x == 0, 0.0, t_x)
    for name, values in (("frequency", x), ("recency", t_x), ("age", age_)):
        if not np.isfinite(values).all() or (values < 0).any():
            raise HistoryError(f"{name}: a value is negative or no number")
    if (t_x > age_).any():
        raise HistoryError("recency exceeds age: a purchase lies after the as-of date")
    return x, t_x, age_


def log_branches(model: BgNbd, x: Floats, t_x: Floats, age: Floats) -> tuple[Floats, Floats]:
    """Logarithms of the likelihood's two branches, still alive and gone since t_x, less a factor.

    The factor, equal for both, is B(a, b + x) / B(a, b) * Gamma(r + x) / Gamma(r) * alpha^r.

    Args:
        model: Parameters.
        x: Repeat purchases, shape (n,).
        t_x: Time from first to last purchase, shape (n,).
        age: Time from first purchase to now, shape (n,).

    Returns:
        Natural logarithms, each of shape (n,); minus infinity where nobody can be gone.
    """
    alive = -(model.r + x) * np.log(model.alpha + age)
    leave = np.log(model.a) - np.log(model.b + np.maximum(x, 1) - 1)
    gone = np.where(x > 0, leave - (model.r + x) * np.log(model.alpha + t_x), -np.inf)
    return alive, gone


def _negative_mean_log_likelihood(
    logs: Floats, data: tuple[Floats, NDArray[np.intp], Floats, Floats]
) -> tuple[float, Floats]:
    """Loss and gradient by the logarithms of (r, alpha, a, b).

    `data` holds the distinct frequencies, the place of each row's frequency among them, recency
    and age of each row, and its weight: functions of x alone are evaluated once per frequency.
    """
    r, alpha, a, b = np.exp(logs)
    frequencies, of_row, (t_x, age), weights = data[0], data[1], data[2].T, data[3]
    x = frequencies[of_row]
    leave = np.log(a) - np.log(b + np.maximum(frequencies, 1) - 1)
    leave[frequencies == 0] = -np.inf
    log_age, log_recency = np.log(alpha + age), np.log(alpha + t_x)
    alive, gone = -(r + x) * log_age, leave[of_row] - (r + x) * log_recency
    both = np.logaddexp(alive, gone)
    is_alive = np.exp(alive - both)
    is_gone = 1 - is_alive
    of_frequency = np.bincount(of_row, weights, len(frequencies))
    gone_of_frequency = np.bincount(of_row, weights * is_gone, len(frequencies))
    common = gammaln(r + frequencies) - gammaln(r) + r * np.log(alpha)
    common += betaln(a, b + frequencies) - betaln(a, b)
    value = of_frequency @ common + weights @ both
    all_gone = gone_of_frequency.sum()
    mixed = digamma(a + b) - digamma(a + b + frequencies)
    by_r = of_frequency @ (digamma(r + frequencies) - digamma(r)) + np.log(alpha)
    by_r -= weights @ (is_alive * log_age + is_gone * log_recency)
    by_alpha = r / alpha - weights @ (
        (r + x) * (is_alive / (alpha + age) + is_gone / (alpha + t_x))
    )
    by_a = of_frequency @ mixed + all_gone / a
    by_b = of_frequency @ (mixed + digamma(b + frequencies) - digamma(b))
    by_b -= gone_of_frequency @ (1 / (b + np.maximum(frequencies, 1) - 1))
    gradient = np.array([by_r * r, by_alpha * alpha, by_a * a, by_b * b])
    return -float(value), -gradient
