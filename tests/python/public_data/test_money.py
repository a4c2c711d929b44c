from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer360.public_data import PublicDataError
from customer360.public_data.money import decimals, half_away, whole_units

CENTS = st.lists(st.integers(-(10**12), 10**12), max_size=50)


@given(CENTS)
def test_cents_survive_the_way_through_floats_and_decimals(cents: list[int]) -> None:
    floats = np.array([float(Decimal(value) / 100) for value in cents], dtype=np.float64)
    column = decimals(whole_units(floats, 100, "price"), 2)
    assert column.to_pylist() == [Decimal(value).scaleb(-2) for value in cents]


def test_billions_are_read_to_the_cent() -> None:
    assert whole_units([9_481_032_552.12], 100, "price").tolist() == [948_103_255_212]


def test_a_fraction_of_a_cent_is_refused_with_its_row() -> None:
    with pytest.raises(PublicDataError, match=r"price: 1 values .* row 2$"):
        whole_units([1.0, 0.001, 2.5], 100, "price")


def test_a_missing_amount_is_refused() -> None:
    with pytest.raises(PublicDataError, match="row 1"):
        whole_units([float("nan")], 100, "price")


def test_halves_are_rounded_away_from_zero() -> None:
    got = half_away(np.array([5, -5, 4, -4, 15, 25]), 10)
    assert got.tolist() == [1, -1, 0, 0, 2, 3]


def test_each_amount_may_have_a_divisor_of_its_own() -> None:
    assert half_away(np.array([100, 100]), np.array([3, 7])).tolist() == [33, 14]


def test_unknown_amounts_become_nulls() -> None:
    known = np.array([True, False, True])
    column = decimals(np.array([1, 2, -3]), 3, known)
    assert column.to_pylist() == [Decimal("0.001"), None, Decimal("-0.003")]
    column.validate(full=True)
