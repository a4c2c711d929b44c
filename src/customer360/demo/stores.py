"""Shops: where they stand, when they opened, and which one each person goes to."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import places
from customer360.demo.clock import Calendar
from customer360.demo.rand import Floats, Ints, Streams
from customer360.demo.text import pool

FLAGSHIP, CITY, OUTLET = range(3)
FORMATS = ["flagship", "city", "outlet"]
SHOP_PHONES = [
    "0255512340",
    "225551230",
]  # the head office of each country, typed where a clerk is lazy
NEAR = 3

# town|format|name|street|number
_SHOPS = """
Milano|flagship|Ginestra Milano Duomo|Corso Italia|3
Milano|city|Ginestra Milano Buenos Aires|Via Ripamonti|41
Roma|flagship|Ginestra Roma Corso|Via del Corso|118
Roma|city|Ginestra Roma Appia|Via Appia Nuova|220
Torino|city|Ginestra Torino|Via Garibaldi|18
Napoli|city|Ginestra Napoli Toledo|Via Toledo|256
Bologna|city|Ginestra Bologna|Strada Maggiore|12/A
Firenze|city|Ginestra Firenze|Via dei Mille|7
Genova|city|Ginestra Genova|Via XX Settembre|90
Venezia|city|Ginestra Mestre|Piazza San Marco|4
Verona|city|Ginestra Verona|Via Mazzini|33
Padova|city|Ginestra Padova|Via Roma|25
Bari|city|Ginestra Bari|Corso Vittorio Emanuele II|61
Palermo|city|Ginestra Palermo|Viale della Libertà|14
Catania|city|Ginestra Catania|Corso Italia|102
Bergamo|city|Ginestra "Oriocenter", Bergamo|Via Kennedy|71
Modena|city|Ginestra Modena|Via Emilia|58
Rimini|city|Ginestra Rimini Mare|Viale Europa|9
Viareggio|outlet|Ginestra Outlet Versilia|Via Bixio|200
Trieste|city|Ginestra Trieste|Via Carducci|15
Novara|outlet|Ginestra Outlet Ovest|Via dell'Industria|1
Perugia|city|Ginestra Perugia|Largo Augusto|6
Cagliari|city|Ginestra Cagliari|Via Roma|143
Salerno|city|Ginestra Salerno|Via Nazionale|28
Warszawa|flagship|Ginestra Warszawa Centrum|ul. Marszałkowska|104
Warszawa|city|Ginestra Mokotów|ul. Polna|11
Kraków|city|Ginestra Kraków|ul. Długa|21
Łódź|city|Ginestra Łódź, "Manufaktura"|ul. Piotrkowska|86
Wrocław|city|Ginestra Wrocław|ul. Rynek|17
Poznań|city|Ginestra Poznań|ul. 3 Maja|40
Gdańsk|city|Ginestra Gdańsk|ul. Grunwaldzka|141
Sopot|city|Ginestra Sopot|al. Niepodległości|5
Katowice|city|Ginestra Katowice|ul. Warszawska|30
Lublin|city|Ginestra Lublin|ul. Krótka|2
Gliwice|outlet|Ginestra Outlet Śląsk|ul. Kolejowa|55
"""
# shops that open while the data runs: position in the list -> share of the run that has passed
_LATE = {15: 0.15, 21: 0.35, 29: 0.5, 33: 0.3, 23: 0.7}


@dataclass(frozen=True)
class Stores:
    """Shops, by shop, shape (s,).

    Attributes:
        id: Key; name, street, number: as customers know them.
        format: 0 flagship, 1 city, 2 outlet.
        town: Town; country: 0 Italy, 1 Poland.
        opened: Day of opening.
        near: The nearest shops to each town, nearest first, shape (towns, NEAR).
        closest: The nearest shop to each town, whenever it opens, shape (towns,).
        weight: How many people a shop draws.
    """

    id: Any
    name: Any
    street: Any
    number: Any
    format: Ints
    town: Ints
    country: Ints
    opened: Ints
    near: Ints
    closest: Ints
    weight: Floats

    @property
    def n(self) -> int:
        """Number of shops."""
        return len(self.format)


def make(streams: Streams, calendar: Calendar) -> Stores:
    """Make the shops.

    Args:
        streams: Random streams.
        calendar: Days of the run.

    Returns:
        Italian shops first.
    """
    rng = streams.get("stores")
    towns = places.load()
    rows = [line.split("|") for line in _SHOPS.strip().splitlines()]
    town = np.array([towns.code(row[0]) for row in rows], dtype=np.int64)
    country = towns.country[town]
    kind = np.array([FORMATS.index(row[1]) for row in rows], dtype=np.int64)
    opened = calendar.start - rng.integers(400, 7000, len(rows))
    for shop, share in _LATE.items():
        opened[shop] = calendar.start + int(share * len(calendar))
    gap = (towns.where[:, None, :] - towns.where[town][None, :, :]) * [1.0, 0.7]
    far = np.hypot(gap[..., 0], gap[..., 1])
    far += 100.0 * (towns.country[:, None] != country[None, :])
    far += 1.2 * (kind == OUTLET) + rng.random(far.shape) * 0.1 - 0.06 * (kind == FLAGSHIP)
    closest = np.argmin(far, axis=1).astype(np.int64)
    # a person's usual shop has always been there; new ones are visited besides
    far += 50.0 * (opened > calendar.start)
    return Stores(
        id=pool([f"{'PL' if c else 'IT'}{i + 1:03d}" for i, c in enumerate(country)]),
        name=pool([row[2] for row in rows]),
        street=pool([row[3] for row in rows]),
        number=pool([row[4] for row in rows]),
        format=kind,
        town=town,
        country=country,
        opened=opened.astype(np.int64),
        near=np.argsort(far, axis=1, kind="stable")[:, :NEAR].astype(np.int64),
        closest=closest,
        weight=np.array([2.2, 1.0, 1.3])[kind],
    )


def usual(rng: np.random.Generator, stores: Stores, town: Ints) -> Ints:
    """Draw the usual shop of people who live in towns, shape (n,)."""
    return stores.near[town, np.minimum(rng.geometric(0.8, len(town)) - 1, NEAR - 1)]
