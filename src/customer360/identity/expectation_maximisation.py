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
    "given_name": 8,
    "birth_date": 8,
    "middle_name": 4,
    "gender": 2,
    "occupation": 2,
    "national_id": 4,
}
# the household comparison is one of four: a digit for each, one above its level, 0 for missing
HOUSEHOLD_PARTS = {"family_name": 6, "address": 4, "locality": 4, "contact": 6}

_ROUNDS = 100
_SETTLED = 1e-7
# pairs by which a level that nobody showed is not impossible
_FLOOR = 0.5
# pairs by which a combination of the household is drawn towards the product of its four parts:
# 20 believes rare combinations too much, 1000 forgets what relatives look like
_BACKOFF = 100.0
# points that the eye would give, to tell matches from others in the first round: bits by level
_FIRST_BITS: dict[str, list[float]] = {
    "given_name": [-4, -1, 0, 2, 3, 4, 4, 1],
    "birth_date": [-5, -4, -2, 0, 1, 1, 4, 6],
    "middle_name": [-2, 0, 1, 2],
    "gender": [-2, 0.5],
    "occupation": [-0.5, 1.5],
    "national_id": [-4, 0, 6, 8],
    "family_name": [-3, -1, 0, 0, 3, 4],
    "address": [-1, 0, 1, 2],
    "locality": [-1, 0, 0.5, 1],
    "contact": [-1, 2, 3, 4, 5, 6],
}
_FIRST_PRIOR_BITS = -5.0


@dataclass(frozen=True)
class MatchModel:
    """What was learnt.

    Attributes:
        prior: Share of matches among the candidate pairs, 0 to 1.
        levels: One row per comparison and level that was seen: `comparison`, `level`,
            `m_probability`, `u_probability`, `weight` (bits, log2(m / u)), sorted.
    """

    prior: float
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

    A pair of the training set shares one value; the comparison of that value was taken out of it, so
    that u is what strangers show who share something else. Missing values say nothing. The prior is
    then found for the candidate pairs alone, m and u given.

    Args:
        patterns: One row per combination of levels: `is_candidate`, `<comparison>_level` for each
            of COMPARISONS and `household_level` (null or -1: missing), `pair_count`.

    Returns:
        The model; with no training pairs a prior of 0.5 and no levels.
    """
    order = [f"{name}_level" for name in COMPARISONS] + ["household_level"]
    rows = patterns.fillna(-1).sort_values(["is_candidate", *order], kind="stable")
    seen = rows["is_candidate"].to_numpy(dtype=bool)
    training, candidates = _Patterns(rows[~seen]), _Patterns(rows[seen])
    if not training.size:
        return MatchModel(0.5, pd.DataFrame(columns=_COLUMNS))
    posterior = _posterior(training.first_bits() + _FIRST_PRIOR_BITS)
    weights: dict[str, _Levels] = {}
    for _ in range(_ROUNDS):
        weights = training.maximise(posterior)
        prior = _share(training.counts, posterior)
        found = _posterior(training.bits(weights) + _log_odds(prior))
        moved = float(np.abs(found - posterior).max())
        posterior = found
        if moved < _SETTLED:
            break
    return MatchModel(_prior_of(candidates, weights, prior), _as_frame(weights))


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
        self.counts: Floats = rows["pair_count"].to_numpy(dtype=np.float64)
        self.size = len(rows)
        self.values: dict[str, Ints] = {
            name: rows[f"{name}_level"].to_numpy(dtype=np.int64) for name in COMPARISONS
        }
        self.household: Ints = rows["household_level"].to_numpy(dtype=np.int64)
        self.parts = household_parts(self.household)
        self.codes, self.code_of = np.unique(self.household, return_inverse=True)

    def first_bits(self) -> Floats:
        total = np.zeros(self.size)
        for name, values in {**self.values, **self.parts}.items():
            points = np.asarray(_FIRST_BITS[name], dtype=np.float64)
            total += np.where(values < 0, 0.0, points[np.maximum(values, 0)])
        return total

    def bits(self, weights: dict[str, _Levels]) -> Floats:
        total = np.zeros(self.size)
        for name, levels in weights.items():
            total += levels.bits(self.household if name == "household" else self.values[name])
        return total

    def maximise(self, posterior: Floats) -> dict[str, _Levels]:
        """Shares of each level among matches and others, as the posterior sees them."""
        match, other = self.counts * posterior, self.counts * (1 - posterior)
        found: dict[str, _Levels] = {}
        for name, values in self.values.items():
            if (values >= 0).any():
                size = COMPARISONS[name]
                found[name] = _Levels(
                    np.arange(size), _shares(values, match, size), _shares(values, other, size)
                )
        found["household"] = self._household(match, other)
        return found

    def _household(self, match: Floats, other: Floats) -> _Levels:
        """Shares of each combination, among those that miss the same parts."""
        parts = household_parts(self.codes)
        missing = sum((values < 0) << place for place, values in enumerate(parts.values()))
        return _Levels(
            self.codes,
            self._combined(match, parts, np.asarray(missing)),
            self._combined(other, parts, np.asarray(missing)),
        )

    def _combined(self, weight: Floats, parts: dict[str, Ints], missing: Ints) -> Floats:
        product = np.ones(len(self.codes))
        for name, values in parts.items():
            share = _shares(self.parts[name], weight, HOUSEHOLD_PARTS[name])
            product *= np.where(values < 0, 1.0, share[np.maximum(values, 0)])
        counted = np.bincount(self.code_of, weights=weight, minlength=len(self.codes))
        total = np.bincount(missing, weights=counted, minlength=16)[missing]
        shares: Floats = (counted + _BACKOFF * product) / (total + _BACKOFF)
        # nothing known is no evidence
        return np.where(missing == 15, 1.0, shares)  # noqa: PLR2004 -- all four bits


def _shares(values: Ints, weight: Floats, size: int) -> Floats:
    known = values >= 0
    counted = np.bincount(values[known], weights=weight[known], minlength=size) + _FLOOR
    shares: Floats = counted / counted.sum()
    return shares


def _share(counts: Floats, posterior: Floats) -> float:
    return float(np.clip((counts * posterior).sum() / counts.sum(), 1e-6, 1 - 1e-6))


def _log_odds(prior: float) -> float:
    return float(np.log2(prior / (1 - prior)))


def _posterior(bits: Floats) -> Floats:
    found: Floats = 1 / (1 + 2.0 ** -np.clip(bits, -60, 60))
    return found


def _prior_of(candidates: _Patterns, weights: dict[str, _Levels], prior: float) -> float:
    if not candidates.size:
        return prior
    bits = candidates.bits(weights)
    for _ in range(_ROUNDS):
        found = _share(candidates.counts, _posterior(bits + _log_odds(prior)))
        if abs(found - prior) < _SETTLED:
            break
        prior = found
    return prior


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
