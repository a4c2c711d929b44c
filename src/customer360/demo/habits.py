"""Habits: how each person shops."""

from dataclasses import dataclass

import numpy as np

from customer360.demo import stores
from customer360.demo.catalogue import Catalogue
from customer360.demo.people import People
from customer360.demo.rand import Ints, Streams, weighted

STORE_ONLY, MIXED, WEB_ONLY = range(3)
PREFERENCES = ["store", "mixed", "web"]


@dataclass(frozen=True)
class Habits:
    """How each person shops, by person, shape (n,).

    Attributes:
        preference: 0 shops only, 1 both, 2 web only.
        shop: Usual shop.
        likes: The two favourite categories, shape (n, 2).
    """

    preference: Ints
    shop: Ints
    likes: Ints


def habits(streams: Streams, people: People, catalogue: Catalogue, shops: stores.Stores) -> Habits:
    """Draw the habits of all people."""
    rng = streams.get("habits")
    n = people.n
    age = -people.birth / 365.25 + 54
    lean = np.clip(1.5 - age / 90.0, 0.5, 1.3)  # the young buy more on the web
    draw = rng.random(n)
    preference = np.where(
        draw < 0.10 * lean, WEB_ONLY, np.where(draw < 0.40 * lean, MIXED, STORE_ONLY)
    )
    base = catalogue.season.mean(axis=0)
    women, men = base.copy(), base.copy()
    women[catalogue.categories.index("Abbigliamento uomo")] *= 0.4
    men[catalogue.categories.index("Abbigliamento donna")] *= 0.25
    likes = np.zeros((n, 2), dtype=np.int64)
    for column in range(2):
        likes[:, column] = np.where(
            people.gender == 0, weighted(rng, women, n), weighted(rng, men, n)
        )
    return Habits(
        preference=preference.astype(np.int64),
        shop=stores.usual(rng, shops, people.address.town),
        likes=likes,
    )
