"""Gamma-Gamma: what a purchase of a customer is worth, pulled towards the average customer.

Source: Fader, Hardie (2013), "The Gamma-Gamma Model of Monetary Value"
(http://www.brucehardie.com/notes/025/). The story: the value of a purchase of a customer is
Gamma(p, nu), and nu ~ Gamma(q, gamma) among customers; it does not depend on how often they buy.
The code is this project's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

from customer360.scoring.bg_nbd_fit import FitError, HistoryError

__all__ = ["GammaGamma", "expected_mean_spend", "fit_gamma_gamma"]

Floats = NDArray[np.float64]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]

# q > 1: otherwise the average customer would spend without bound. gamma counts in mean spends.
_LOWEST = np.log([1e-2, 1.05, 1e-6])
_HIGHEST = np.log([1e4, 1e4, 1e6])
_START = np.log([2.0, 3.0, 1.0])


@dataclass(frozen=True)
class GammaGamma:
    """Parameters of a fitted Gamma-Gamma model; `gamma` is in the currency of its spends.

    Attributes:
        p: Shape of the values of one customer's purchases.
        q: Shape of their scale among customers, above 1.
        gamma: Inverse scale of that: the average customer's mean is p * gamma / (q - 1).
    """

    p: float
    q: float
    gamma: float

    @property
    def mean(self) -> float:
        """Mean value of a purchase of the average customer."""
        return self.p * self.gamma / (self.q - 1)


def fit_gamma_gamma(frequency: ArrayLike, mean_spend: ArrayLike) -> GammaGamma:
    """Fit the Gamma-Gamma model by maximum likelihood, equation (1a) of the note.

    Customers without a purchase or without a positive mean tell nothing and are left out. Equal
    customers are counted once, so their order does not matter.

    Args:
        frequency: Purchases over which the mean was taken, shape (n,).
        mean_spend: Mean value of a purchase, shape (n,), not read where frequency is 0.

    Returns:
        The parameters.

    Raises:
        HistoryError: Lengths differ, or a frequency is negative or no number.
        FitError: No customer has a purchase with a positive value.
    """
    x, spend = _spends(frequency, mean_spend)
    known = (x > 0) & (spend > 0)
    if not known.any():
        raise FitError("Gamma-Gamma: no customer has a purchase with a positive value")
    scale = float(np.average(np.sort(spend[known])))
    rows, counts = np.unique(
        np.column_stack([x[known], spend[known] / scale]), axis=0, return_counts=True
    )
    weights = counts / counts.sum()
    n, z = rows.T

    def loss(logs: Vector) -> tuple[float, Floats]:
        p, q, gamma = np.exp(logs)
        log_total, log_share = np.log(gamma + n * z), np.log(n * z)
        value = gammaln(p * n + q) - gammaln(p * n) - gammaln(q) + q * np.log(gamma)
        value += p * n * log_share - (p * n + q) * log_total - np.log(z)
        by_p = n * (digamma(p * n + q) - digamma(p * n) + log_share - log_total)
        by_q = digamma(p * n + q) - digamma(q) + np.log(gamma) - log_total
        by_gamma = q / gamma - (p * n + q) / (gamma + n * z)
        gradient = np.array([weights @ by_p * p, weights @ by_q * q, weights @ by_gamma * gamma])
        return -float(weights @ value), -gradient

    bounds = list(zip(_LOWEST, _HIGHEST, strict=True))
    best = minimize(
        loss,
        _START,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
    )
    if not np.isfinite(best.fun):
        raise FitError("Gamma-Gamma: the likelihood of the spends is no number")
    p, q, gamma = (float(value) for value in np.exp(best.x))
    return GammaGamma(p, q, gamma * scale)


def expected_mean_spend(model: GammaGamma, frequency: ArrayLike, mean_spend: ArrayLike) -> Floats:
    """Expected value of a customer's purchases, equation (5) of the note.

    It is a weighted mean of the customer's own mean and the average customer's: the more
    purchases are known, the more weighs the own one.

    Args:
        model: Parameters.
        frequency: Purchases over which the mean was taken, shape (n,).
        mean_spend: Mean value of a purchase, shape (n,), not read where frequency is 0; below 0
            counts as 0.

    Returns:
        Mean values, shape (n,), not negative.

    Raises:
        HistoryError: Lengths differ, or a frequency is negative or no number.
    """
    x, spend = _spends(frequency, mean_spend)
    total = x * np.maximum(spend, 0.0)
    return np.asarray(model.p * (model.gamma + total) / (model.p * x + model.q - 1))


def _spends(frequency: ArrayLike, mean_spend: ArrayLike) -> tuple[Floats, Floats]:
    x = np.asarray(frequency, dtype=np.float64)
    spend = np.asarray(mean_spend, dtype=np.float64)
    if x.ndim != 1 or x.shape != spend.shape:
        raise HistoryError("frequency and mean spend must be vectors of the same length")
    if not np.isfinite(x).all() or (x < 0).any():
        raise HistoryError("frequency: a value is negative or no number")
    spend = np.where(x > 0, spend, 0.0)
    if not np.isfinite(spend).all():
        raise HistoryError("mean spend: a value is no number")
    return x, spend
