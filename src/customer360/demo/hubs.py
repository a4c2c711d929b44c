"""Hubs: e-mail addresses and phones of clerks and shops that stand on many unrelated records."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from customer360.demo import identity, names, places
from customer360.demo.hard_cases import BIT
from customer360.demo.identity import Draws
from customer360.demo.name_lists import FEMALE, IT, PL
from customer360.demo.people import People
from customer360.demo.rand import Floats, Ints, Streams, chance, mixed, weighted
from customer360.demo.text import choose, join, number, take

RECORDS_EACH = 5_000  # records of all sources by shop
_FEWEST = 3
_CULTURE = {places.ITALY: IT, places.POLAND: PL}
_TOWN = {places.ITALY: "Milano", places.POLAND: "Warszawa"}
_PRIVATE = 0.3  # share of clerks who type a private address


@dataclass(frozen=True)
class Hubs:
    """Contact points of shops beside those of the head office; c shops in each country.

    Attributes:
        mails: Address of the clerk by country and shop, 2 * c texts.
        phones: Phone of the shop by country and shop, 2 * c national numbers.
        weights: How busy a shop is, shape (c,).
        share: Share of the hub's records that name a shop instead of the head office.
    """

    mails: Any
    phones: Any
    weights: Floats
    share: float


def make(streams: Streams, records: int, share: float) -> Hubs:
    """Make the shops of both countries.

    Args:
        streams: Random streams.
        records: Number of records of the run.
        share: Share of records with a hub that name a shop, 0 to 1.

    Returns:
        One shop by RECORDS_EACH records in each country, three at least.
    """
    rng = streams.get("hubs")
    count = max(_FEWEST, records // RECORDS_EACH)
    mails = pa.concat_arrays([_mails(rng, _CULTURE[country], count) for country in _CULTURE])
    towns = places.load()
    digits = 1_000_000 + mixed(rng, 2 * count, 8_999_999)
    town = np.repeat([towns.code(_TOWN[country]) for country in _CULTURE], count)
    weights = 1.0 / (np.arange(count, dtype=np.float64) + 10)
    return Hubs(mails, towns.landline(town, digits), weights, share)


def _mails(rng: np.random.Generator, culture: int, count: int) -> Any:
    pools = names.load()
    cultures = np.full(count, culture, dtype=np.int64)
    women = np.full(count, FEMALE, dtype=np.int64)
    given = take(pools.given_slug, pools.draw_given(rng, cultures, women))
    family = take(pools.family_slug, pools.draw_family(rng, cultures))
    name = join(given, ".", family, number(np.arange(count) + 1))
    private = join(name, ".lavoro@mailbox.example")
    return choose(chance(rng, count, _PRIVATE), private, join(name, "@", identity.HOST))


def spread(rng: np.random.Generator, people: People, draws: Draws, hubs: Hubs) -> Draws:
    """Let a share of the records with a clerk's address or a shop's phone name a shop.

    Args:
        rng: Source of the draws.
        people: People.
        draws: Dice of n records.
        hubs: Shops.

    Returns:
        The dice with the contact points of shops.
    """
    n, country = len(draws.person), people.country[draws.person]
    by_clerk = ((draws.bits & BIT["clerk_email"]) > 0) & chance(rng, n, hubs.share)
    of_shop = ((draws.bits & BIT["shop_phone"]) > 0) & chance(rng, n, hubs.share)
    shop: Ints = weighted(rng, hubs.weights, n) + len(hubs.weights) * country
    forms = weighted(rng, [1] * 10, n)
    phones = identity.phone_texts(take(hubs.phones, shop), country, forms)
    return replace(
        draws,
        email=choose(by_clerk, take(hubs.mails, shop), draws.email),
        phone=choose(of_shop, phones, draws.phone),
    )
