"""The predicted value: which candidate predicts, and that it is sane for every customer."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from customer360.scoring.bg_nbd_fit import HistoryError
from customer360.scoring.value import (
    NEVER_BOUGHT,
    ClosedWindow,
    predict_value,
    value_figures,
)

DAYS = 900
AS_OF = 720


@cache
def orders(drifts: bool = False) -> pd.DataFrame:
    """Order days of a shop: of BG/NBD customers, or of ones whose habits drift."""
    random = np.random.default_rng(11)
    customers = 3000
    start = random.integers(0, 500, customers)
    mean = np.exp(random.normal(3.5, 0.6, customers))
    rate = random.gamma(0.9, 1 / 40, customers)
    leave = np.zeros(customers) if drifts else random.beta(0.6, 3.0, customers)
    alive = np.ones(customers, dtype=bool)
    rows = []
    for day in range(DAYS):
        if drifts:
            rate = np.clip(rate * np.exp(random.normal(-0.003, 0.08, customers)), 0.002, 0.4)
        buys = (day == start) | ((day > start) & alive & (random.random(customers) < rate))
        alive &= ~((day > start) & buys & (random.random(customers) < leave))
        rows.append(pd.DataFrame({"customer_id": np.flatnonzero(buys), "day": day}))
    table = pd.concat(rows, ignore_index=True)
    own = mean[table["customer_id"].to_numpy()]
    return table.assign(amount=own * random.gamma(4, 0.25, len(table)))


def features(table: pd.DataFrame, as_of: int) -> pd.DataFrame:
    known = table[table["day"] <= as_of]
    first = known.groupby("customer_id")["day"].transform("min")
    known = known.assign(ago=as_of - known["day"])
    by = known.groupby("customer_id")
    frame = pd.DataFrame(
        {
            "as_of_date": pd.Timestamp("2024-01-01") + pd.Timedelta(days=as_of),
            "days_since_first_order": by["ago"].max(),
            "days_since_last_order": by["ago"].min(),
            "order_day_count": by.size(),
            "net_amount_reporting": by["amount"].sum(),
            "gross_amount_reporting": by["amount"].sum(),
            "repeat_amount_reporting": known["amount"]
            .where(known["day"] > first, 0.0)
            .groupby(known["customer_id"])
            .sum(),
        }
    )
    for days in (30, 60, 90, 180, 365):
        recent = known[known["ago"] < days].groupby("customer_id")
        frame[f"order_days_{days}d"] = recent.size().reindex(frame.index, fill_value=0)
        frame[f"net_amount_{days}d"] = recent["amount"].sum().reindex(frame.index, fill_value=0.0)
    return frame.reset_index()


def outcomes(table: pd.DataFrame, as_of: int, days: int) -> pd.DataFrame:
    ids = features(table, as_of)["customer_id"]
    came = table[table["day"].between(as_of + 1, as_of + days)].groupby("customer_id")
    return pd.DataFrame(
        {
            "customer_id": ids,
            "horizon_days": days,
            "order_day_count": came.size().reindex(ids, fill_value=0).to_numpy(),
            "net_amount_reporting": came["amount"].sum().reindex(ids, fill_value=0.0).to_numpy(),
        }
    )


@cache
def window(drifts: bool, as_of: int, days: int = 90) -> ClosedWindow:
    table = orders(drifts)
    return ClosedWindow(features(table, as_of), outcomes(table, as_of, days))


def few(**columns: list[float]) -> pd.DataFrame:
    """A frame of a few customers; what is not told follows from order_day_count 1, 10 days ago."""
    n = len(next(iter(columns.values())))
    defaults = {
        "days_since_first_order": [10.0] * n,
        "days_since_last_order": [10.0] * n,
        "order_day_count": [1.0] * n,
        "net_amount_reporting": [50.0] * n,
        "gross_amount_reporting": [50.0] * n,
    } | columns
    frame = pd.DataFrame(defaults).assign(
        customer_id=[f"c{number}" for number in range(n)], as_of_date=pd.Timestamp("2026-01-31")
    )
    for days in (90, 365):
        is_recent = frame["days_since_first_order"] < days
        frame[f"order_days_{days}d"] = frame["order_day_count"].where(is_recent, 0.0)
        frame[f"net_amount_{days}d"] = frame["net_amount_reporting"].where(is_recent, 0.0)
    return frame


def test_the_model_predicts_where_it_is_true() -> None:
    table = orders()
    past = [window(False, 630), window(False, 540)]
    result = predict_value(features(table, AS_OF), past, 180)
    assert result.model_name == "bg_nbd_gamma_gamma"
    chosen = result.validation.set_index("model_name")["is_chosen"]
    assert chosen.to_dict() == {name: name == result.model_name for name in chosen.index}
    came = outcomes(table, AS_OF, 180)
    figures = value_figures(
        came["net_amount_reporting"], result.predictions["predicted_net_amount"]
    )
    assert abs(figures.total_bias) < 0.1
    assert figures.pearson_r > 0.6
    counts = value_figures(came["order_day_count"], result.predictions["predicted_order_count"])
    assert abs(counts.total_bias) < 0.1


def test_the_blend_predicts_where_habits_drift_and_is_better_there() -> None:
    table = orders(drifts=True)
    known, came = features(table, AS_OF), outcomes(table, AS_OF, 180)["net_amount_reporting"]
    learnt = predict_value(known, [window(True, 630), window(True, 540)], 180)
    assert learnt.model_name == "blend"
    plain = predict_value(known, horizon_days=180)
    assert plain.model_name == "bg_nbd_gamma_gamma"
    with_blend = value_figures(came, learnt.predictions["predicted_net_amount"])
    without = value_figures(came, plain.predictions["predicted_net_amount"])
    assert with_blend.rmse < 0.97 * without.rmse
    assert abs(with_blend.total_bias) < abs(without.total_bias)


def test_neither_the_order_of_rows_nor_of_windows_matters() -> None:
    known = features(orders(drifts=True), AS_OF)
    past = [window(True, 630), window(True, 540)]
    shuffled = [
        ClosedWindow(w.features.sample(frac=1, random_state=1), w.outcomes[::-1])
        for w in reversed(past)
    ]
    first = predict_value(known, past).predictions
    second = predict_value(known.sample(frac=1, random_state=2), shuffled).predictions
    assert first["customer_id"].tolist() == known["customer_id"].tolist()
    pd.testing.assert_frame_equal(
        first, second.sort_values("customer_id", ignore_index=True), check_exact=True
    )


def test_a_customer_who_came_more_recently_is_not_worth_less() -> None:
    known = features(orders(), AS_OF)
    one = known[known["order_day_count"] == 5].iloc[[0]]
    last = np.arange(0, 90, 5)
    probes = pd.concat([one] * len(last), ignore_index=True).assign(
        customer_id=range(10_000, 10_000 + len(last)),
        days_since_first_order=400,
        days_since_last_order=last,
        order_days_90d=2,
        net_amount_90d=80.0,
    )
    result = predict_value(pd.concat([known, probes], ignore_index=True), [window(False, 630)])
    predictions = result.predictions.tail(len(last))
    assert (np.diff(predictions["predicted_net_amount"]) <= 0).all()
    assert (np.diff(predictions["predicted_order_count"]) <= 0).all()


def test_who_never_bought_gets_no_prediction_but_a_reason() -> None:
    known = features(orders(), AS_OF)
    nobody = known.iloc[[0, 1]].assign(customer_id=[-1, -2], order_day_count=[0, np.nan])
    mixed = pd.concat([nobody, known], ignore_index=True)
    result = predict_value(mixed, [window(False, 630)])
    without = predict_value(known, [window(False, 630)])
    missing = result.predictions.head(2)
    assert missing["reason"].tolist() == [NEVER_BOUGHT] * 2
    assert missing.drop(columns=["customer_id", "reason"]).isna().all(axis=None)
    rest = result.predictions.iloc[2:].reset_index(drop=True)
    assert rest["reason"].isna().all()
    pd.testing.assert_frame_equal(rest, without.predictions)


@pytest.mark.parametrize("rows", [0, 3])
def test_nobody_bought(rows: int) -> None:
    frame = few(order_day_count=[0.0] * rows)
    result = predict_value(frame)
    assert result.model_name is None
    assert result.validation.empty
    assert len(result.predictions) == rows
    assert result.predictions["predicted_net_amount"].isna().all()
    assert (result.predictions["reason"] == NEVER_BOUGHT).all()


def test_one_time_buyers_are_predicted_by_their_rate() -> None:
    frame = few(days_since_first_order=[10.0, 200.0, 0.0], days_since_last_order=[10.0, 200.0, 0.0])
    result = predict_value(frame, horizon_days=90)
    assert result.model_name == "rate_90d"
    assert result.predictions["predicted_net_amount"].tolist() == [50.0, 0.0, 50.0]
    assert result.predictions["expected_days_to_next_order"].isna().all()


def test_returns_lower_the_prediction_and_never_below_zero() -> None:
    known = features(orders(), AS_OF)
    returned = known.assign(net_amount_reporting=known["net_amount_reporting"] * 0.8)
    kept = predict_value(known).predictions["predicted_net_amount"]
    less = predict_value(returned).predictions["predicted_net_amount"]
    np.testing.assert_allclose(less, kept * 0.8)
    negative = known.assign(net_amount_reporting=-5.0, net_amount_90d=-5.0)
    assert (predict_value(negative).predictions["predicted_net_amount"] == 0).all()
    some = known["customer_id"] % 7 == 0
    mixed = known.assign(
        net_amount_reporting=known["net_amount_reporting"].where(~some, -100.0),
        net_amount_90d=known["net_amount_90d"].where(~some, -100.0),
    )
    result = predict_value(mixed, [window(False, 630)])
    assert (result.predictions["predicted_net_amount"] >= 0).all()


def test_one_wholesaler_does_not_upset_the_rest() -> None:
    known = features(orders(), AS_OF)
    giant = known.iloc[[0]].assign(
        customer_id=-1,
        days_since_first_order=AS_OF,
        days_since_last_order=0,
        order_day_count=700,
        net_amount_reporting=7e6,
        gross_amount_reporting=7e6,
    )
    result = predict_value(pd.concat([known, giant], ignore_index=True), [window(False, 630)])
    assert np.isfinite(result.predictions["predicted_net_amount"]).all()
    without = predict_value(known, [window(False, 630)])
    ratio = (
        result.predictions["predicted_net_amount"].iloc[:-1].sum()
        / without.predictions["predicted_net_amount"].sum()
    )
    assert 0.9 < ratio < 1.1


def test_poor_windows_are_not_learnt_from() -> None:
    known = features(orders(), AS_OF)
    plain = predict_value(known).predictions
    whole = window(False, 630)
    tiny = ClosedWindow(whole.features.head(50), whole.outcomes)
    empty = ClosedWindow(whole.features, whole.outcomes.head(0))
    once = ClosedWindow(whole.features.assign(order_day_count=1), whole.outcomes)
    result = predict_value(known, [tiny, empty, once])
    assert result.validation.empty
    pd.testing.assert_frame_equal(result.predictions, plain)


def test_a_window_of_new_customers_is_left_out_if_there_is_a_better_one() -> None:
    known = features(orders(), AS_OF)
    young = window(False, 60, 180)
    alone = predict_value(known, [window(False, 630)])
    both = predict_value(known, [young, window(False, 630)])
    pd.testing.assert_frame_equal(alone.validation, both.validation)
    assert predict_value(known, [young]).validation["horizon_days"].eq(180).all()


def test_windows_that_know_the_future_are_refused() -> None:
    with pytest.raises(ValueError, match="knows the future"):
        predict_value(features(orders(), AS_OF), [window(False, 640)])


def test_contradictory_frames_are_refused() -> None:
    known = features(orders(), AS_OF)
    with pytest.raises(ValueError, match="stands twice"):
        predict_value(pd.concat([known, known.head(1)]))
    with pytest.raises(ValueError, match="positive"):
        predict_value(known, horizon_days=0)
    whole = window(False, 630)
    mixed = whole.outcomes.assign(horizon_days=np.arange(len(whole.outcomes)) % 2 + 30)
    with pytest.raises(ValueError, match="several horizons"):
        predict_value(known, [ClosedWindow(whole.features, mixed)])
    with pytest.raises(HistoryError):
        predict_value(few(order_day_count=[2.0], days_since_last_order=[20.0]))


def test_figures_by_hand() -> None:
    figures = value_figures([10.0, 0.0, 20.0, 10.0], [12.0, 0.0, 16.0, 8.0])
    assert figures.rmse == pytest.approx(np.sqrt((4 + 0 + 16 + 4) / 4))
    assert figures.mae == pytest.approx(2.0)
    assert figures.total_bias == pytest.approx(-0.1)
    assert figures.top_decile_capture == pytest.approx(0.5)
    assert figures.pearson_r == pytest.approx(np.corrcoef([10, 0, 20, 10], [12, 0, 16, 8])[0, 1])


def test_figures_do_not_depend_on_the_order_of_equals() -> None:
    came = np.arange(40.0)
    said = np.where(came > 37, 2.0, 1.0)
    captured = value_figures(came, said).top_decile_capture
    assert captured == pytest.approx((38 + 39 + 2 * np.arange(38).mean()) / came.sum())
    assert value_figures(came[::-1], said[::-1]).top_decile_capture == pytest.approx(captured)


def test_figures_of_nothing() -> None:
    figures = value_figures([0.0, 0.0], [1.0, 1.0])
    assert figures.rmse == 1
    assert np.isnan([figures.pearson_r, figures.total_bias, figures.top_decile_capture]).all()
    with pytest.raises(ValueError, match="not empty"):
        value_figures([], [])
    with pytest.raises(ValueError, match="finite"):
        value_figures([1.0], [float("nan")])
