"""Random streams by name, and the few draws that every module needs."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.signedinteger[Any]]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Streams:
    """Independent generators, one per name, so that a change in one step leaves the others alone.

    Args:
        seed: Non-negative seed of the whole run.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def get(self, name: str) -> np.random.Generator:
        """Return the generator of a name, always from its beginning."""
        digest = hashlib.sha256(name.encode()).digest()
        key = tuple(int.from_bytes(digest[i : i + 4], "little") for i in range(0, 16, 4))
        return np.random.Generator(
            np.random.PCG64(np.random.SeedSequence(self._seed, spawn_key=key))
        )


def chance(rng: np.random.Generator, n: int, probability: float | Floats) -> Bools:
    """Draw n independent yes/no answers.

    Args:
        rng: Source of the draws.
        n: Number of draws.
        probability: Probability of a yes, one for all or shape (n,).

    Returns:
        Shape (n,).
    """
    return rng.random(n) < probability


def weighted(rng: np.random.Generator, weights: Sequence[float] | Floats, n: int) -> Ints:
    """Draw n indices with probabilities in proportion to weights.

    Args:
        rng: Source of the draws.
        weights: Non-negative weights, shape (k,).
        n: Number of draws.

    Returns:
        Indices into weights, shape (n,).
    """
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
    found = np.searchsorted(cumulative, rng.random(n) * cumulative[-1], side="right")
    chosen: Ints = np.minimum(found, len(cumulative) - 1).astype(np.int64)
    return chosen


def some_of(rng: np.random.Generator, candidates: Bools, share: float, at_least: int = 2) -> Bools:
    """Mark a share of the candidates, and never fewer than a minimum where there are enough.

    Args:
        rng: Source of the draws.
        candidates: Who may be marked, shape (n,).
        share: Share of the candidates to mark.
        at_least: Minimum number of marks.

    Returns:
        Marks, shape (n,), a subset of candidates.
    """
    places = np.flatnonzero(candidates)
    count = min(len(places), max(at_least, round(share * len(places))))
    marks = np.zeros(len(candidates), dtype=np.bool_)
    marks[rng.choice(places, size=count, replace=False) if count else places[:0]] = True
    return marks


def mixed(rng: np.random.Generator, n: int, modulus: int) -> Ints:
    """Give n different numbers below modulus that look random but never collide.

    Args:
        rng: Source of the starting point.
        n: How many numbers, at most modulus.
        modulus: A number without the prime factor 3.

    Returns:
        Shape (n,).
    """
    start = int(rng.integers(0, modulus))
    step = 3**18 % modulus if modulus > 3**18 else 3**11 % modulus
    return (np.arange(n, dtype=np.int64) * step + start) % modulus


def group_rank(groups: Ints) -> Ints:
    """Number the members of each run of equal values from 0.

    Args:
        groups: Values in which equal ones stand together, shape (n,).

    Returns:
        Position within the run, shape (n,).
    """
    n = len(groups)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    lengths = np.diff(np.r_[starts, n])
    return np.arange(n, dtype=np.int64) - np.repeat(starts, lengths)


def expand(counts: Ints) -> tuple[Ints, Ints]:
    """Repeat each index by its count.

    Args:
        counts: Non-negative counts, shape (n,).

    Returns:
        The repeated index and the rank within it, both of shape (counts.sum(),).
    """
    index = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    first = np.cumsum(counts) - counts
    return index, np.arange(len(index), dtype=np.int64) - first[index]
