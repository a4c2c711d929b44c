"""Weights of the comparisons, learnt without labels.

Fellegi and Sunter, "A Theory for Record Linkage", 1969; the estimation by expectation-maximisation
follows Winkler, "Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model", 1988.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["COMPARISONS", "HOUSEHOLD_PARTS", "MatchModel", "fit", "household_parts"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# number of levels of each comparison in seeds/rules/match_levels.csv
COMPARISONS = {
    "given_name": 9,
    "birth_date": 10,
    "middle_name": 4,
    "gender": 2,
    "occupation": 2,
    "national_id": 4,
}
# given names of pairs that were found by how names begin
_BEGUN, _BEGUN_OF = "given_name_begun", "given_name"
# the household comparison is one of four: a digit for each, one above its level, 0 for missing
HOUSEHOLD_PARTS = {"family_name": 6, "address": 4, "locality": 4, "contact": 6}
# a bit for each part that one of the two does not say
_ALL_MISSING = 2 ** len(HOUSEHOLD_PARTS) - 1

_ROUNDS = 100
_SETTLED = 1e-7
# pairs by which a level that nobody showed is not impossible
_FLOOR = 0.5
# pairs from which on a level was seen
_SEEN = 1.0
# pairs by which a combination of the household is drawn towards the product of its four parts:
# 20 believes rare combinations too much, 1000 forgets what relatives look like
_BACKOFF = 100.0
# points that the eye would give, to tell matches from others in the first round: bits by level
_FIRST_BITS: dict[str, list[float]] = {
    "given_name": [-4, -1, 0, 2, 3, 4, 4, 1, 0],
    "birth_date": [-5, -4, -2, 0, 1, 1, 4, 6, 4, 1],
    "middle_name": [-2, 0, 1, 2],
    "gender": [-2, 0.5],
    "occupation": [-0.5, 1.5],
    "national_id": [-4, 0, 6, 8],
    "family_name": [-3, -1, 0, 0, 3, 4],
    "address": [-1, 0, 1, 2],
    "locality": [-1, 0, 0.5, 1],
    "contact": [-1, 2, 3, 4, 5, 6],
}
# What records of one person usually show, by level: without it, namesakes whose birth dates differ
# can pass for one person who often mistakes the date. Counts for as much as _BELIEF times the data.
_USUAL: dict[str, tuple[float, ...]] = {
    "given_name": (0.03, 0.02, 0.01, 0.08, 0.08, 0.74, 0.02, 0.01, 0.01),
    "birth_date": (0.01, 0.01, 0.01, 0.02, 0.01, 0.01, 0.05, 0.80, 0.05, 0.03),
    "middle_name": (0.05, 0.05, 0.30, 0.60),
    "gender": (0.02, 0.98),
    "occupation": (0.10, 0.90),
    "national_id": (0.02, 0.02, 0.04, 0.92),
}
_BELIEF = 0.3
# comparisons that tell a person from a relative
_TELLING = ("given_name", "birth_date", "national_id")
_FIRST_PRIOR_BITS = -5.0
# pairs of the mean that every kind starts with
_FEW = 5.0
_FIRST_HOUSEHOLD_MOST = 4.0


@dataclass(frozen=True)
class MatchModel:
    """What was learnt.

    Attributes:
        levels: One row per comparison and level that was seen: `comparison`, `level`,
            `m_probability`, `u_probability`, `weight` (bits, log2(m / u)), sorted. Of `prior` the
            level is `found_by`, m the share of matches and u the rest.
    """

    levels: pd.DataFrame


def household_parts(levels: Ints) -> dict[str, Ints]:
    """Part the household level into its four comparisons.

    Args:
        levels: Household levels, shape (n,).

    Returns:
        The level of each part, shape (n,) each; -1 where one of the two does not say.
    """
    digits = {"family_name": 1000, "address": 100, "locality": 10, "contact": 1}
    return {part: levels // digit % 10 - 1 for part, digit in digits.items()}


def fit(patterns: pd.DataFrame) -> MatchModel:
    """Learn m and u of every level.

    First the comparisons of the person, from pairs that share one value (an e-mail, a given name).
    Each such kind has a prior of its own, since pairs with one e-mail are matches far more often
    than pairs with one given name, and so has what relatives share in it: or else the model learns
    to tell households from strangers instead of people from people.

    Then, with the person's weights held fast, the pairs that blocking found: the household
    comparison by group of rules, whose u is what relatives and namesakes show, a prior for each
    rule and size of block, and the given names of pairs found by how names begin. The comparison of
    what a rule asks for was taken out of its pairs: it is in the prior, and rarity with it, since a
    name that two records bear has small blocks.

    Args:
        patterns: One row per kind and combination of levels: `pair_group` (the shared value, or the
            group of the blocking rule), `found_by` (-1, or 100 times the number of the rule and the
            size class of the block), `<comparison>_level` for each of COMPARISONS,
            `household_level` and `given_name_begun_level`, the given names where the rule asked for
            their beginning (null or -1: missing), `pair_count`.

    Returns:
        The model; with no training pairs it has no levels.
    """
    order = ["pair_group", "found_by", *(f"{name}_level" for name in COMPARISONS)]
    order += ["household_level", "given_name_begun_level"]
    rows = patterns.fillna(-1).sort_values(order, kind="stable")
    is_found = (rows["found_by"] >= 0).to_numpy(dtype=bool)
    sampled, found = _Patterns(rows[~is_found]), _Patterns(rows[is_found])
    if not sampled.size or not found.size:
        return MatchModel(pd.DataFrame(columns=_COLUMNS))
    person = _learn_person(sampled)
    return MatchModel(_as_frame({**person, **_learn_found(found, person)}))


def _learn_person(pairs: _Patterns) -> dict[str, _Levels]:
    posterior = _posterior(pairs.first_bits() + _FIRST_PRIOR_BITS)
    weights: dict[str, _Levels] = {}
    for _ in range(_ROUNDS):
        weights = pairs.maximise(posterior)
        shared = pairs.bits_beside(pairs.beside_the_person(posterior))
        found = _posterior(pairs.bits(weights) + shared + pairs.prior_bits(posterior))
        moved = float(np.abs(found - posterior).max())
        posterior = found
        if moved < _SETTLED:
            break
    return weights


def _learn_found(pairs: _Patterns, person: dict[str, _Levels]) -> dict[str, _Levels]:
    # only pairs of which the person's own comparisons tell something: whether a birth date is given
    # does not depend on who shares a house, and the others would follow any guess
    telling = np.any([pairs.values[name] >= 0 for name in _TELLING], axis=0)
    everything, pairs = pairs, pairs.counting(telling)
    known = pairs.bits(person)
    posterior = _posterior(
        known + person[_BEGUN_OF].bits(pairs.begun) if _BEGUN_OF in person else known
    )
    learnt = pairs.beside_the_person(posterior)
    for _ in range(_ROUNDS):
        found = _posterior(known + pairs.bits_beside(learnt) + pairs.prior_bits(posterior))
        moved = float(np.abs(found - posterior).max())
        posterior = found
        learnt = pairs.beside_the_person(posterior)
        if moved < _SETTLED:
            break
    bits = known + pairs.bits_beside(learnt)
    prior = everything.priors(bits, pairs.shares_of_matches(posterior), ~pairs.kinds_counted())
    return {**learnt, **pairs.parts(posterior), "prior": prior}


_COLUMNS = ["comparison", "level", "m_probability", "u_probability", "weight"]


@dataclass(frozen=True)
class _Levels:
    levels: Ints
    m: Floats
    u: Floats

    def bits(self, values: Ints) -> Floats:
        """Weights of values, shape (n,); 0 where missing or never seen."""
        place = np.clip(np.searchsorted(self.levels, values), 0, len(self.levels) - 1)
        known = self.levels[place] == values
        return np.where(known, np.log2(self.m / self.u)[place], 0.0)


class _Patterns:
    """Combinations of levels with their counts."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows
        self.counts: Floats = rows["pair_count"].to_numpy(dtype=np.float64)
        self.size = len(rows)
        self.values: dict[str, Ints] = {
            name: rows[f"{name}_level"].to_numpy(dtype=np.int64) for name in COMPARISONS
        }
        self.household_levels: Ints = rows["household_level"].to_numpy(dtype=np.int64)
        self.begun: Ints = rows[f"{_BEGUN}_level"].to_numpy(dtype=np.int64)
        groups = rows["pair_group"].to_numpy(dtype=str)
        self.groups, self.group_of = np.unique(groups, return_inverse=True)
        found_by: Ints = rows["found_by"].to_numpy(dtype=np.int64)
        self.kinds, self.kind_of = np.unique(
            np.stack([self.group_of, found_by]), axis=1, return_inverse=True
        )

    def counting(self, mask: npt.NDArray[np.bool_]) -> _Patterns:
        """The same patterns, of which only some count."""
        return _Patterns(self._rows.assign(pair_count=np.where(mask, self.counts, 0.0)))

    def first_bits(self) -> Floats:
        total = self.first_household_bits()
        for name, values in self.values.items():
            total += _points(name, values)
        return total

    def first_household_bits(self) -> Floats:
        """Points by eye; what relatives share counts for little, or the first guess is a family."""
        total = np.zeros(self.size)
        for name, values in household_parts(self.household_levels).items():
            total += _points(name, values)
        return np.minimum(total, _FIRST_HOUSEHOLD_MOST)

    def bits(self, weights: dict[str, _Levels]) -> Floats:
        """Bits of the person's comparisons."""
        total = np.zeros(self.size)
        for name, levels in weights.items():
            total += levels.bits(self.values[name])
        return total

    def prior_bits(self, posterior: Floats) -> Floats:
        """Log odds of a match among the pairs of the same kind."""
        share = self.shares_of_matches(posterior)
        bits: Floats = np.log2(share / (1 - share))[self.kind_of]
        return bits

    def kinds_counted(self) -> npt.NDArray[np.bool_]:
        """Whether any pair of a kind counts, shape (kinds,)."""
        counted: npt.NDArray[np.bool_] = np.bincount(self.kind_of, weights=self.counts) > 0
        return counted

    def priors(self, bits: Floats, shares: Floats, is_open: npt.NDArray[np.bool_]) -> _Levels:
        """The share of matches of each kind, by `found_by`.

        Of kinds that are open (whose pairs agree on all that tells a person, as those with one name
        and birth date do) it is learnt here, with all weights held fast.
        """
        for _ in range(_ROUNDS):
            posterior = _posterior(bits + np.log2(shares / (1 - shares))[self.kind_of])
            found = np.where(is_open, self.shares_of_matches(posterior), shares)
            moved = float(np.abs(found - shares).max())
            shares = found
            if moved < _SETTLED:
                break
        order = np.argsort(self.kinds[1], kind="stable")
        return _Levels(self.kinds[1][order], shares[order], 1 - shares[order])

    def shares_of_matches(self, posterior: Floats) -> Floats:
        """The share of matches of each kind, shape (kinds,)."""
        matches = np.bincount(self.kind_of, weights=self.counts * posterior)
        pairs = np.bincount(self.kind_of, weights=self.counts)
        # a kind of a few pairs is drawn to the mean
        mean = float(matches.sum() / pairs.sum())
        shares: Floats = (matches + _FEW * mean) / (pairs + _FEW)
        return np.clip(shares, 1e-6, 1 - 1e-6)

    def maximise(self, posterior: Floats) -> dict[str, _Levels]:
        """Shares of each level of a person among matches and others, as the posterior sees them.

        What matches show is learnt from where they are: a kind of pairs that holds few of them has
        little say, or its namesakes pass for matches.
        """
        match, other = self.counts * posterior, self.counts * (1 - posterior)
        match = match * self.shares_of_matches(posterior)[self.kind_of]
        return {
            name: _person_levels(name, values, match, other)
            for name, values in self.values.items()
            if (values >= 0).any()
        }

    def beside_the_person(self, posterior: Floats) -> dict[str, _Levels]:
        """Shares of what relatives share, by group of pairs, and of names that begin alike."""
        match, other = self.counts * posterior, self.counts * (1 - posterior)
        learnt = {}
        for place, group in enumerate(self.groups):
            mine = self.group_of == place
            learnt[f"household_{group}"] = _household_levels(
                self.household_levels[mine], match[mine], other[mine]
            )
        if (self.begun >= 0).any():
            learnt[_BEGUN] = _person_levels(_BEGUN_OF, self.begun, match, other)
        return learnt

    def parts(self, posterior: Floats) -> dict[str, _Levels]:
        """Shares of each part of the household, for combinations that nobody showed."""
        match, other = self.counts * posterior, self.counts * (1 - posterior)
        return {
            f"household_{group}__{part}": _levels(
                part, values[mine], match[mine], other[mine], HOUSEHOLD_PARTS[part]
            )
            for place, group in enumerate(self.groups)
            for part, values in household_parts(self.household_levels).items()
            if ((mine := self.group_of == place) & (values >= 0)).any()
        }

    def bits_beside(self, learnt: dict[str, _Levels]) -> Floats:
        """Bits of the household, each group by its own, and of names that begin alike."""
        total = learnt[_BEGUN].bits(self.begun) if _BEGUN in learnt else np.zeros(self.size)
        for place, group in enumerate(self.groups):
            mine = self.group_of == place
            total[mine] += learnt[f"household_{group}"].bits(self.household_levels[mine])
        return total


def _person_levels(name: str, values: Ints, match: Floats, other: Floats) -> _Levels:
    return _levels(name, values, match, other, COMPARISONS[name], _USUAL[name])


def _levels(
    name: str,
    values: Ints,
    match: Floats,
    other: Floats,
    size: int,
    usual: tuple[float, ...] | None = None,
) -> _Levels:
    """Shares of each level; one that nobody showed weighs what the eye would give it."""
    m, u = _shares(values, match, size, usual), _shares(values, other, size)
    known = values >= 0
    seen = np.bincount(values[known], weights=(match + other)[known], minlength=size) >= _SEEN
    return _Levels(np.arange(size), m, np.where(seen, u, m / 2.0 ** np.asarray(_FIRST_BITS[name])))


def _household_levels(levels: Ints, match: Floats, other: Floats) -> _Levels:
    """Shares of each combination, among those that miss the same parts."""
    codes, code_of = np.unique(levels, return_inverse=True)
    parts, parts_of_code = household_parts(levels), household_parts(codes)
    missing = np.zeros(len(codes), dtype=np.int64)
    for place, values in enumerate(parts_of_code.values()):
        missing += (values < 0).astype(np.int64) << place

    def combined(weight: Floats) -> Floats:
        product = np.ones(len(codes))
        for name, values in parts_of_code.items():
            share = _shares(parts[name], weight, HOUSEHOLD_PARTS[name])
            product *= np.where(values < 0, 1.0, share[np.maximum(values, 0)])
        counted = np.bincount(code_of, weights=weight, minlength=len(codes))
        total = np.bincount(missing, weights=counted, minlength=_ALL_MISSING + 1)[missing]
        shares: Floats = (counted + _BACKOFF * product) / (total + _BACKOFF)
        # nothing known is no evidence
        return np.where(missing == _ALL_MISSING, 1.0, shares)

    return _Levels(codes, combined(match), combined(other))


def _points(name: str, values: Ints) -> Floats:
    points = np.asarray(_FIRST_BITS[name], dtype=np.float64)
    return np.where(values < 0, 0.0, points[np.maximum(values, 0)])


def _shares(
    values: Ints, weight: Floats, size: int, usual: tuple[float, ...] | None = None
) -> Floats:
    known = values >= 0
    counted = np.bincount(values[known], weights=weight[known], minlength=size) + _FLOOR
    if usual is not None:
        counted += _BELIEF * counted.sum() * np.asarray(usual)
    shares: Floats = counted / counted.sum()
    return shares


def _posterior(bits: Floats) -> Floats:
    found: Floats = 1 / (1 + 2.0 ** -np.clip(bits, -60, 60))
    return found


def _as_frame(weights: dict[str, _Levels]) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {
                "comparison": name,
                "level": levels.levels,
                "m_probability": levels.m,
                "u_probability": levels.u,
                "weight": np.log2(levels.m / levels.u),
            }
        )
        for name, levels in weights.items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame.sort_values(["comparison", "level"], kind="stable", ignore_index=True)
