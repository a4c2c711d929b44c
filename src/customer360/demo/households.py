"""Households: who lives with whom, and where."""

from dataclasses import dataclass

import numpy as np

from customer360.demo import places
from customer360.demo.rand import Ints, chance, expand, mixed, weighted
from customer360.demo.rates import USUAL, Rates

_POLISH_SHARE = 0.28
_STREET_WEIGHT = 400.0  # thousand inhabitants added to each town, so that small ones are lived in


@dataclass(frozen=True)
class Addresses:
    """Addresses by some index.

    Attributes:
        town: Town; street: street; number: house number; district: digits of the postal code.
            All of shape (n,).
    """

    town: Ints
    street: Ints
    number: Ints
    district: Ints


@dataclass(frozen=True)
class Households:
    """People grouped into households.

    Attributes:
        of: Household of each person, shape (n,).
        role: 0 head, 1 partner, 2 and more children, shape (n,).
        size: Persons in the household of each person, shape (n,).
        country: 0 Italy, 1 Poland, by household.
        home: Address by household.
        landline: Digits of the fixed phone, unique by household.
    """

    of: Ints
    role: Ints
    size: Ints
    country: Ints
    home: Addresses
    landline: Ints

    @property
    def count(self) -> int:
        """Number of households."""
        return len(self.country)


def addresses(rng: np.random.Generator, country: Ints) -> Addresses:
    """Draw an address in the given country for each element of country, shape (n,)."""
    towns = places.load()
    n = len(country)
    town = np.zeros(n, dtype=np.int64)
    for code in (places.ITALY, places.POLAND):
        mine = country == code
        weights = np.where(towns.country == code, towns.weight + _STREET_WEIGHT / 10, 0.0)
        town[mine] = weighted(rng, weights, int(mine.sum()))
    first = np.where(country == places.ITALY, 0, towns.italian_streets)
    count = np.where(
        country == places.ITALY, towns.italian_streets, len(towns.streets) - towns.italian_streets
    )
    street = first + (rng.random(n) * count).astype(np.int64)
    house = 1 + np.minimum(rng.exponential(28.0, n), 240).astype(np.int64)
    return Addresses(town, street, house, rng.integers(0, 1000, n))


def make(rng: np.random.Generator, people: int, rates: Rates = USUAL) -> Households:
    """Group people into households.

    Args:
        rng: Source of the draws.
        people: Number of people n.
        rates: How hard the world is.

    Returns:
        Households; the people of one stand next to each other.
    """
    sizes = weighted(rng, rates.household_sizes, people) + 1
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), people)) + 1]
    sizes[-1] -= int(sizes.sum()) - people
    of, role = expand(sizes)
    count = len(sizes)
    country = chance(rng, count, _POLISH_SHARE).astype(np.int64)
    return Households(
        of=of,
        role=role,
        size=sizes[of],
        country=country,
        home=addresses(rng, country),
        landline=1_000_000 + mixed(rng, count, 8_999_999),
    )
