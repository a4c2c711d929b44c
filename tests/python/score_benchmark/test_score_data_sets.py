"""No window that is learnt from is open on the day that is scored."""

from __future__ import annotations

import datetime as dt

import pytest

from customer360.score_benchmark import DATA_SETS, DataSet


def _named(data_set: DataSet) -> str:
    return data_set.name


@pytest.mark.parametrize("data_set", DATA_SETS, ids=_named)
def test_windows_learnt_from_close_by_the_test_day(data_set: DataSet) -> None:
    if data_set.churn:
        for test_day in data_set.churn.test_days:
            horizon = dt.timedelta(days=data_set.churn.horizon_days)
            learnt = data_set.churn.days_learnt_from(test_day, data_set.first_day)
            assert learnt
            assert max(learnt) + horizon == test_day
    if data_set.value:
        length = dt.timedelta(days=data_set.value.learning_days)
        assert data_set.value.learning_day + length == data_set.value.test_day


@pytest.mark.parametrize("data_set", DATA_SETS, ids=_named)
def test_features_are_built_for_every_day_that_is_asked(data_set: DataSet) -> None:
    asked: set[dt.date] = set()
    if data_set.churn:
        for test_day in data_set.churn.test_days:
            asked |= {test_day, *data_set.churn.days_learnt_from(test_day, data_set.first_day)}
    if data_set.value:
        asked |= {data_set.value.test_day, data_set.value.learning_day}
    assert data_set.dbt_variables()["feature_dates"] == sorted(str(day) for day in asked)
