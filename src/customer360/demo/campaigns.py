"""Promotions: when they run, what they cover, and how much they give."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo.catalogue import Catalogue
from customer360.demo.clock import Calendar, to_day
from customer360.demo.rand import Bools, Floats, Ints, Streams, chance
from customer360.demo.text import choose, pool, take

NONE = -1
BRAND = "brand"
# code|first month and day|last month and day|percent|share of the assortment
_YEARLY = """
SALDI-INV|01-05|02-16|40|0.65
SANVAL|02-17|02-20|15|0.15
PRIMAVERA|03-20|04-07|20|0.35
CASA|05-08|05-22|25|0.30
SALDI-EST|07-05|08-18|40|0.65
SETTEMBRE|09-12|09-25|20|0.30
BLACKWEEK|11-22|12-01|30|0.70
NATALE|12-06|12-24|15|0.40
"""


@dataclass(frozen=True)
class Campaigns:
    """Promotions of the run.

    Attributes:
        codes: Promotion codes, by campaign.
        percent: Discount, by campaign.
        covers: Whether a campaign covers an article, shape (campaigns, articles).
        on: Campaign that runs on each day of the calendar, NONE for none, shape (days,).
    """

    codes: list[str]
    percent: Ints
    covers: Bools
    on: Ints

    def pull(self) -> Floats:
        """How much a promotion draws people on each day: 1 without any, shape (days,)."""
        return np.where(self.on == NONE, 1.0, 1.0 + self.percent[self.on] / 100.0)

    def advertised(self, days: Ints) -> Any:
        """Name of what is advertised on days of the calendar: the promotion or the brand."""
        running = self.on[days]
        codes = pool([code.lower() for code in self.codes])
        return choose(running == NONE, BRAND, take(codes, running))


def make(streams: Streams, calendar: Calendar, catalogue: Catalogue) -> Campaigns:
    """Lay the yearly campaigns over the calendar.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        catalogue: Assortment.

    Returns:
        One campaign per year and line of the yearly plan.
    """
    rng = streams.get("campaigns")
    codes: list[str] = []
    percent: list[int] = []
    shares: list[float] = []
    on = np.full(len(calendar), NONE, dtype=np.int64)
    for year in range(calendar.dates[0].year, calendar.dates[-1].year + 1):
        for line in _YEARLY.strip().splitlines():
            code, begin, end, discount, share = line.split("|")
            first = to_day(dt.date.fromisoformat(f"{year}-{begin}"))
            last = to_day(dt.date.fromisoformat(f"{year}-{end}"))
            on[(calendar.days >= first) & (calendar.days <= last)] = len(codes)
            codes.append(f"{code}{year % 100}")
            percent.append(int(discount))
            shares.append(float(share))
    covers = chance(rng, len(codes) * catalogue.n, np.repeat(shares, catalogue.n))
    return Campaigns(codes, np.array(percent, dtype=np.int64), covers.reshape(-1, catalogue.n), on)
