"""Weights without labels: what was put into made-up pairs comes out of them."""

import numpy as np
import pandas as pd
import pytest

from customer360.identity.expectation_maximisation import (
    COMPARISONS,
    MatchModel,
    fit,
    household_parts,
)
from customer360.identity.training import weights_table

LEVELS = [f"{name}_level" for name in COMPARISONS]
# shares of the levels among pairs of one person and of two
GIVEN_M = [0.03, 0.01, 0.01, 0.10, 0.05, 0.80, 0.0, 0.0, 0.0]
GIVEN_U = [0.96, 0.01, 0.0, 0.01, 0.01, 0.01, 0.0, 0.0, 0.0]
BIRTH_M = [0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.03, 0.90, 0.0, 0.0]
BIRTH_U = [0.80, 0.15, 0.02, 0.02, 0.0, 0.01, 0.0, 0.0, 0.0, 0.0]
# among pairs whose given names begin alike
BEGUN_M, BEGUN_U = [0.1, 0.9], [0.7, 0.3]
SHARES = {"email": 0.7, "given_name": 0.02, "birth_date": 0.2}


def made_up_pairs(seed: int = 5, size: int = 60_000) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    kinds = rng.choice(list(SHARES), size)
    match = rng.random(size) < np.array([SHARES[kind] for kind in kinds])
    pairs = pd.DataFrame({"pair_group": kinds, "found_by": -1})
    for level in LEVELS:
        pairs[level] = -1
    given = np.where(match, rng.choice(9, size, p=GIVEN_M), rng.choice(9, size, p=GIVEN_U))
    birth = np.where(match, rng.choice(10, size, p=BIRTH_M), rng.choice(10, size, p=BIRTH_U))
    begun = np.where(
        match, rng.choice([0, 5], size, p=BEGUN_M), rng.choice([0, 5], size, p=BEGUN_U)
    )
    pairs["given_name_level"] = np.where(kinds == "given_name", -1, given)
    pairs["birth_date_level"] = np.where(kinds == "birth_date", -1, birth)
    # family name alone: same (5) for most matches, different (0) for most others
    same = rng.random(size) < np.where(match, 0.9, 0.05)
    pairs["household_level"] = np.where(same, 6000, 1000)
    pairs["given_name_begun_level"] = -1
    found = pairs.assign(pair_group="contact", found_by=np.where(kinds == "email", 101, 201))
    by_initial = found.assign(
        found_by=1001, given_name_level=-1, birth_date_level=birth, given_name_begun_level=begun
    )
    # a rule that asks for all that tells a person
    silent = found[kinds == "email"].assign(found_by=801, given_name_level=-1, birth_date_level=-1)
    every = pd.concat([pairs, found, by_initial, silent], ignore_index=True)
    keys = ["pair_group", "found_by", *LEVELS, "given_name_begun_level", "household_level"]
    patterns: pd.DataFrame = every.groupby(keys).size().reset_index(name="pair_count")
    return patterns


@pytest.fixture(scope="module")
def model() -> MatchModel:
    return fit(made_up_pairs())


def shares(model: MatchModel, comparison: str, column: str) -> list[float]:
    rows = model.levels[model.levels["comparison"] == comparison]
    return [float(value) for value in rows[column]]


def test_the_shares_that_were_put_in_come_out(model: MatchModel) -> None:
    # matches are drawn a little towards what is usual, others are not
    assert shares(model, "given_name", "m_probability") == pytest.approx(GIVEN_M, abs=0.05)
    assert shares(model, "given_name", "u_probability") == pytest.approx(GIVEN_U, abs=0.01)
    assert shares(model, "birth_date", "m_probability") == pytest.approx(BIRTH_M, abs=0.05)
    assert shares(model, "birth_date", "u_probability") == pytest.approx(BIRTH_U, abs=0.01)


def test_each_rule_has_the_prior_of_its_own_pairs(model: MatchModel) -> None:
    priors = model.levels[model.levels["comparison"] == "prior"].set_index("level")
    by_email = float(priors["m_probability"].loc[101])
    assert by_email == pytest.approx(SHARES["email"], abs=0.03)
    assert float(priors["m_probability"].loc[201]) < by_email / 3


def test_names_that_begin_alike_are_learnt_among_their_like(model: MatchModel) -> None:
    begun = model.levels[model.levels["comparison"] == "given_name_begun"].set_index("level")
    m, u = begun["m_probability"], begun["u_probability"]
    assert [m.loc[0], m.loc[5]] == pytest.approx(BEGUN_M, abs=0.06)
    assert [u.loc[0], u.loc[5]] == pytest.approx(BEGUN_U, abs=0.02)


def test_a_kind_of_pairs_that_tells_no_person_has_a_prior_all_the_same(model: MatchModel) -> None:
    priors = model.levels[model.levels["comparison"] == "prior"].set_index("level")
    assert float(priors["m_probability"].loc[801]) == pytest.approx(SHARES["email"], abs=0.05)


def test_a_level_that_nobody_showed_weighs_what_the_eye_would_give_it(model: MatchModel) -> None:
    weights = model.levels.set_index(["comparison", "level"])["weight"]
    assert weights.loc["given_name", 8] == pytest.approx(0)
    assert weights.loc["birth_date", 9] == pytest.approx(1)


def test_a_combination_that_nobody_showed_can_be_weighed_by_its_parts(model: MatchModel) -> None:
    weights = model.levels.set_index(["comparison", "level"])["weight"]
    assert weights.loc["household_contact__family_name", 5] > 3
    assert weights.loc["household_contact__family_name", 0] < -3


def test_same_data_same_weights_in_any_order_of_rows() -> None:
    patterns = made_up_pairs()
    shuffled = patterns.sample(frac=1.0, random_state=3).reset_index(drop=True)
    pd.testing.assert_frame_equal(fit(patterns).levels, fit(shuffled).levels, check_exact=True)


def test_missing_says_nothing(model: MatchModel) -> None:
    assert (model.levels.loc[model.levels["comparison"] != "prior", "level"] >= 0).all()
    assert "middle_name" not in set(model.levels["comparison"])


def test_without_pairs_there_are_no_weights() -> None:
    assert fit(made_up_pairs().iloc[:0]).levels.empty


def test_household_levels_part_into_their_digits() -> None:
    parts = household_parts(np.array([6410, 1]))
    assert {name: list(values) for name, values in parts.items()} == {
        "family_name": [5, -1],
        "address": [3, -1],
        "locality": [0, -1],
        "contact": [-1, 0],
    }


def test_the_table_of_weights_is_sorted_and_says_what_each_level_means(model: MatchModel) -> None:
    meanings = pd.DataFrame(
        {
            "comparison": ["given_name", "family_name"],
            "level": [5, 5],
            "meaning": ["same", "same"],
        }
    )
    table = weights_table(model, meanings)
    keys = list(zip(table["comparison"], table["level"], strict=True))
    assert keys == sorted(keys)
    words = dict(zip(keys, table["meaning"], strict=True))
    assert words["given_name", 5] == "same"
    assert words["household_contact", 6000] == "family name same"
    assert words["prior", 101] == "found by rule 1 in a block of up to 2 records"
