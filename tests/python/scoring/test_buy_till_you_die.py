"""BG/NBD and Gamma-Gamma against the published figures, simulation, and numerical integration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.stats import beta, gamma

from customer360.scoring.bg_nbd_fit import _negative_mean_log_likelihood
from customer360.scoring.buy_till_you_die import (
    BgNbd,
    FitError,
    HistoryError,
    expected_days_to_next_order,
    expected_purchases,
    fit_bg_nbd,
    log_likelihood,
    probability_alive,
    probability_no_purchase,
)
from customer360.scoring.gamma_gamma import GammaGamma, expected_mean_spend, fit_gamma_gamma

Floats = NDArray[np.float64]
CDNOW = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)


@pytest.fixture(scope="module")
def cdnow() -> pd.DataFrame:
    rows = pd.read_csv(Path(__file__).parent / "data" / "cdnow_sample_39_weeks.csv")
    customers = rows.loc[rows.index.repeat(rows["customers"])].reset_index(drop=True)
    return customers.assign(
        recency=customers["recency_days"] / 7,
        age=customers["age_days"] / 7,
        mean_spend=customers["repeat_cents"] / 100 / customers["frequency"].clip(lower=1),
    )


def _simulated(
    model: BgNbd, customers: int, until: float, horizon: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Frequency, recency, age at `until`, and purchases in the horizon after it."""
    random = np.random.default_rng(7)
    rate = random.gamma(model.r, 1 / model.alpha, customers)
    leave = random.beta(model.a, model.b, customers)
    start = random.uniform(0, until / 2, customers)
    x, last, after = np.zeros(customers), start.copy(), np.zeros(customers)
    now, alive = start.copy(), np.ones(customers, dtype=bool)
    while alive.any():
        now += random.exponential(1 / np.maximum(rate, 1e-300))
        alive &= now < until + horizon
        before = alive & (now < until)
        x += before
        last = np.where(before, now, last)
        after += alive & ~before
        alive &= random.random(customers) > leave
    return x, last - start, until - start, after


def test_the_published_parameters_of_cdnow_come_out(cdnow: pd.DataFrame) -> None:
    model = fit_bg_nbd(cdnow["frequency"], cdnow["recency"], cdnow["age"])
    found = (model.r, model.alpha, model.a, model.b)
    assert found == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=5e-4)
    total = log_likelihood(model, cdnow["frequency"], cdnow["recency"], cdnow["age"]).sum()
    assert total == pytest.approx(-9582.4, abs=0.05)


def test_the_published_parameters_of_gamma_gamma_come_out(cdnow: pd.DataFrame) -> None:
    model = fit_gamma_gamma(cdnow["frequency"], cdnow["mean_spend"])
    assert (cdnow["frequency"] > 0).sum() == 946
    assert (model.p, model.q, model.gamma) == pytest.approx((6.25, 3.74, 15.44), abs=5e-3)


def test_the_example_of_the_paper() -> None:
    # Fader, Hardie, Lee (2005), "Implementing the BG/NBD Model in Excel": x 2, t_x 30.43, T 38.86
    expected = expected_purchases(CDNOW, [2], [30.43], [38.86], 39)
    assert expected[0] == pytest.approx(1.226, abs=1e-3)


def test_the_unit_of_time_does_not_matter(cdnow: pd.DataFrame) -> None:
    weeks = fit_bg_nbd(cdnow["frequency"], cdnow["recency"], cdnow["age"])
    days = fit_bg_nbd(cdnow["frequency"], cdnow["recency"] * 7, cdnow["age"] * 7)
    assert (days.r, days.alpha / 7) == pytest.approx((weeks.r, weeks.alpha), rel=1e-5)


def test_the_order_of_the_customers_does_not_matter(cdnow: pd.DataFrame) -> None:
    shuffled = cdnow.sample(frac=1, random_state=3)
    columns = ["frequency", "recency", "age"]
    assert fit_bg_nbd(*cdnow[columns].T.to_numpy()) == fit_bg_nbd(*shuffled[columns].T.to_numpy())
    spends = [fit_gamma_gamma(rows["frequency"], rows["mean_spend"]) for rows in (cdnow, shuffled)]
    assert spends[0] == spends[1]


def test_simulated_parameters_come_back() -> None:
    truth = BgNbd(0.8, 10.0, 0.6, 2.5)
    x, t_x, age, _ = _simulated(truth, 40_000, 100.0, 50.0)
    model = fit_bg_nbd(x, t_x, age)
    assert (model.r, model.alpha) == pytest.approx((truth.r, truth.alpha), rel=0.05)
    assert model.a / (model.a + model.b) == pytest.approx(0.6 / 3.1, rel=0.05)


def test_the_gradient_is_the_one_of_the_likelihood() -> None:
    frequencies = np.array([0.0, 1.0, 5.0])
    times = np.array([[0.0, 1.0], [0.5, 1.2], [0.9, 1.0], [0.2, 2.0]])
    data = (frequencies, np.array([0, 1, 2, 2]), times, np.array([0.4, 0.3, 0.2, 0.1]))
    at = np.log([0.5, 0.6, 0.8, 2.0])

    def loss(logs: Any) -> float:
        return _negative_mean_log_likelihood(logs, data)[0]

    found = _negative_mean_log_likelihood(at, data)[1]
    np.testing.assert_allclose(found, approx_fprime(at, loss, 1e-7), atol=1e-6)


def test_the_likelihood_is_the_integral_over_rates_and_leaving() -> None:
    x, t_x, age = 3.0, 8.0, 12.0

    def of_rate(rate: float, leave: float) -> float:
        stayed = (1 - leave) ** x * rate**x * np.exp(-rate * age)
        left = leave * (1 - leave) ** (x - 1) * rate**x * np.exp(-rate * t_x)
        return float(stayed + left)

    def over_rates(leave: float) -> float:
        rates = gamma(CDNOW.r, scale=1 / CDNOW.alpha)
        return float(quad(lambda rate: of_rate(rate, leave) * rates.pdf(rate), 0, np.inf)[0])

    leaving = beta(CDNOW.a, CDNOW.b)
    total = quad(lambda leave: over_rates(leave) * leaving.pdf(leave), 0, 1)[0]
    assert log_likelihood(CDNOW, [x], [t_x], [age])[0] == pytest.approx(np.log(total), abs=1e-4)


def test_no_purchase_is_the_ratio_of_two_likelihoods() -> None:
    x, t_x, age = np.array([0, 1, 4, 200]), np.array([0, 3, 30, 38]), np.array([20, 38, 38, 38.5])
    later = log_likelihood(CDNOW, x, t_x, age + 26) - log_likelihood(CDNOW, x, t_x, age)
    np.testing.assert_allclose(
        probability_no_purchase(CDNOW, x, t_x, age, 26), np.exp(later), rtol=1e-9
    )


def test_no_purchase_and_purchases_are_those_of_a_simulation() -> None:
    truth = BgNbd(0.9, 8.0, 0.7, 2.5)
    x, t_x, age, after = _simulated(truth, 200_000, 60.0, 20.0)
    silent = probability_no_purchase(truth, x, t_x, age, 20)
    expected = expected_purchases(truth, x, t_x, age, 20)
    alive = probability_alive(truth, x, t_x, age)
    groups = [
        *((silent >= low) & (silent < low + 0.1) for low in np.arange(0, 1, 0.1)),
        x == 0,
        (x == 1) & (age - t_x > 20),
        x > 8,
    ]
    for group in groups:
        if group.sum() < 500:
            continue
        error = 4 * np.sqrt(0.25 / group.sum())
        assert silent[group].mean() == pytest.approx((after[group] == 0).mean(), abs=error)
        spread = 4 * after[group].std() / np.sqrt(group.sum())
        assert expected[group].mean() == pytest.approx(after[group].mean(), abs=spread)
    # what 1 - P(alive) would say instead
    assert (1 - alive).mean() < (after == 0).mean() - 0.1


@pytest.mark.parametrize(
    "model",
    [
        CDNOW,
        BgNbd(1.4, 9.4, 0.012, 6.4),
        BgNbd(0.5, 5.0, 1.0, 2.0),
        BgNbd(0.5, 5.0, 0.3, 0.7),
        BgNbd(30.0, 0.1, 0.5, 1000.0),
        BgNbd(0.5, 0.1, 100.0, 2.0),
    ],
)
def test_expected_purchases_are_the_integral_over_leaving(model: BgNbd) -> None:
    for x, t_x, age in ((0.0, 0.0, 30.0), (2.0, 20.0, 30.0), (40.0, 29.0, 30.0), (0.0, 0.0, 0.0)):
        z = 26 / (model.alpha + age)

        def bought(u: float, x: float = x, z: float = z) -> float:
            p = max(float(beta.ppf(u, model.a, model.b + x)), 1e-300)
            return float(-np.expm1(-(model.r + x) * np.log1p(p * z)) / p)

        whole = quad(bought, 0, 1, limit=200)[0]
        alive = probability_alive(model, [x], [t_x], [age])[0]
        found = expected_purchases(model, [x], [t_x], [age], 26)[0]
        assert found == pytest.approx(whole * alive, rel=2e-3)


def test_who_bought_more_recently_is_not_less_likely_to_buy() -> None:
    age = np.full(40, 39.0)
    recency = np.linspace(0.5, 39, 40)
    for x in (1, 3, 20):
        history = (np.full(40, x), recency, age)
        assert (np.diff(probability_alive(CDNOW, *history)) >= 0).all()
        assert (np.diff(probability_no_purchase(CDNOW, *history, 13)) <= 0).all()
        assert (np.diff(expected_purchases(CDNOW, *history, 13)) >= 0).all()


def test_a_longer_horizon_is_not_quieter() -> None:
    horizons = np.linspace(0, 500, 50)
    history = (np.full(50, 3), np.full(50, 30.0), np.full(50, 39.0))
    silent = probability_no_purchase(CDNOW, *history, horizons)
    assert silent[0] == 1
    assert (np.diff(silent) < 0).all()
    assert (np.diff(expected_purchases(CDNOW, *history, horizons)) > 0).all()


def test_at_the_expected_day_half_have_bought_again() -> None:
    x, t_x = np.array([0, 1, 6, 26, 20]), np.array([0, 30, 38, 38.5, 5])
    age = np.full(5, 39.0)
    days = expected_days_to_next_order(CDNOW, x, t_x, age)
    known = ~np.isnan(days)
    assert known.tolist() == (probability_alive(CDNOW, x, t_x, age) > 0.5).tolist()
    assert known.tolist() == [True, True, True, True, False]
    at = probability_no_purchase(CDNOW, x[known], t_x[known], age[known], days[known])
    np.testing.assert_allclose(at, 0.5, rtol=1e-9)


@pytest.mark.parametrize(
    ("x", "t_x", "age"),
    [
        ([3.0] * 50, [30.0] * 50, [40.0] * 50),
        ([1.0] + [0.0] * 499, [3.0] + [0.0] * 499, [40.0] * 500),
        ([10_000.0] + [0.0, 1.0] * 50, [365.0] + [0.0, 30.0] * 50, [366.0] + [100.0] * 100),
        ([0.0, 5.0, 0.0, 2.0], [0.0, 20.0, 0.0, 1.0], [0.0, 20.0, 0.0, 90.0]),
        ([50.0] * 30, [50.0] * 30, [50.0] * 30),
    ],
)
def test_degenerate_histories_give_finite_numbers(
    x: list[float], t_x: list[float], age: list[float]
) -> None:
    model = fit_bg_nbd(x, t_x, age)
    history = (x, t_x, age)
    silent = probability_no_purchase(model, *history, 365)
    assert ((silent >= 0) & (silent <= 1)).all()
    expected = expected_purchases(model, *history, 365)
    assert np.isfinite(expected).all()
    # nobody buys more than ten times as often as the most frequent customer ever did
    most = max(1.0, max(n / max(days, 1.0) for n, days in zip(x, age, strict=True)) * 365)
    assert (expected <= 10 * most).all()
    days = expected_days_to_next_order(model, *history)
    assert (np.isnan(days) | (np.isfinite(days) & (days >= 0))).all()


def test_what_cannot_be_learnt_from_is_told() -> None:
    with pytest.raises(FitError, match="nobody ever bought again"):
        fit_bg_nbd([0, 0], [0, 0], [10, 20])
    with pytest.raises(FitError, match="nobody ever bought again"):
        fit_bg_nbd([], [], [])
    with pytest.raises(FitError, match="for any time"):
        fit_bg_nbd([1, 0], [0, 0], [0, 0])
    with pytest.raises(FitError, match="positive value"):
        fit_gamma_gamma([0, 1, 2], [0, 0, -5])


@pytest.mark.parametrize(
    ("x", "t_x", "age", "message"),
    [
        ([1, 2], [1], [2, 3], "same length"),
        ([-1], [0], [2], "frequency"),
        ([1], [-1], [2], "recency"),
        ([1], [1], [float("nan")], "age"),
        ([1], [3], [2], "after the as-of date"),
    ],
)
def test_contradictory_histories_are_refused(
    x: list[float], t_x: list[float], age: list[float], message: str
) -> None:
    with pytest.raises(HistoryError, match=message):
        probability_alive(CDNOW, x, t_x, age)


def test_a_negative_horizon_is_refused() -> None:
    with pytest.raises(HistoryError, match="horizon"):
        expected_purchases(CDNOW, [1], [1], [2], -1)


def test_the_recency_of_who_bought_once_is_not_read() -> None:
    assert probability_alive(CDNOW, [0], [float("nan")], [5])[0] == 1


def test_spend_lies_between_the_own_and_the_average() -> None:
    model = GammaGamma(p=6.25, q=3.74, gamma=15.44)
    spend = expected_mean_spend(model, [0, 1, 5, 500, 3], [0, 100, 100, 100, -20])
    assert spend[0] == pytest.approx(model.mean)
    assert model.mean < spend[1] < spend[2] < spend[3] < 100
    assert spend[3] == pytest.approx(100, rel=0.01)
    assert 0 < spend[4] < model.mean


def test_simulated_spends_come_back() -> None:
    random = np.random.default_rng(5)
    truth = GammaGamma(3.0, 4.0, 20.0)
    x = random.integers(1, 12, 20_000).astype(np.float64)
    scale = random.gamma(truth.q, 1 / truth.gamma, len(x))
    mean = random.gamma(truth.p * x, 1 / (scale * x))
    model = fit_gamma_gamma(x, mean)
    assert (model.p, model.q) == pytest.approx((truth.p, truth.q), rel=0.05)
    assert model.mean == pytest.approx(truth.mean, rel=0.02)


@pytest.mark.parametrize(
    ("x", "mean"),
    [([2.0] * 20, [10.0] * 20), ([1.0], [5.0]), ([1.0, 10_000.0, 3.0], [1e9, 0.01, 7.0])],
)
def test_degenerate_spends_give_finite_numbers(x: list[float], mean: list[float]) -> None:
    spend = expected_mean_spend(fit_gamma_gamma(x, mean), x, mean)
    assert np.isfinite(spend).all()
    assert (spend > 0).all()


def test_contradictory_spends_are_refused() -> None:
    with pytest.raises(HistoryError, match="same length"):
        fit_gamma_gamma([1], [1, 2])
    with pytest.raises(HistoryError, match="frequency"):
        fit_gamma_gamma([-1], [1])
    with pytest.raises(HistoryError, match="mean spend"):
        fit_gamma_gamma([1], [float("inf")])
