"""How busy each day is, in the shops of each country and on the web."""

import numpy as np

from customer360.demo import campaigns as promo
from customer360.demo import places
from customer360.demo.clock import Calendar
from customer360.demo.rand import Floats, Streams

WEB = 2  # the place that is no country
_DECEMBER, _FIRST_GIFTS, _LAST_PARCEL, _EVE = 12, 5, 20, 24
_MONTHS_SHOP = [1.05, 0.82, 0.90, 0.95, 0.95, 0.95, 1.05, 0.62, 1.0, 1.0, 1.08, 1.55]
_MONTHS_WEB = [1.08, 0.85, 0.90, 0.92, 0.92, 0.90, 1.0, 0.80, 0.98, 1.0, 1.30, 1.35]
_WEEK_SHOP = [0.75, 0.80, 0.85, 0.90, 1.15, 1.75, 1.0]
_WEEK_WEB = [1.05, 1.0, 1.0, 0.98, 0.88, 0.85, 1.3]


def rhythm(
    streams: Streams, calendar: Calendar, campaigns: promo.Campaigns
) -> dict[tuple[int, bool], Floats]:
    """Draw how busy each day is.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        campaigns: Promotions.

    Returns:
        By country (WEB for the web) and promotion hunter: weight of each day, mean 1,
        shape (days,).
    """
    out = {}
    for place in (places.ITALY, places.POLAND, WEB):
        rng = streams.get(f"rhythm {place}")
        web = place == WEB
        months, week = (_MONTHS_WEB, _WEEK_WEB) if web else (_MONTHS_SHOP, _WEEK_SHOP)
        base = np.array(months)[calendar.month - 1] * np.array(week)[calendar.weekday]
        base = base * rng.lognormal(0.0, 0.10, len(calendar)) * _advent(calendar, web)
        if not web:
            base = base * calendar.shop_open(place)
        running = campaigns.on != promo.NONE
        for hunter in (False, True):
            pull = campaigns.pull() ** 0.6
            pull = np.where(running, 6.0 * pull, 0.25) if hunter else pull
            out[place, hunter] = base * pull / (base * pull).mean()
    return out


def _advent(calendar: Calendar, web: bool) -> Floats:
    """Before Christmas shops fill up to the last day, parcels must leave earlier."""
    day = np.array([date.day for date in calendar.dates])
    december = calendar.month == _DECEMBER
    if web:
        factor = np.where(day > _LAST_PARCEL, 0.45, np.where(day > _FIRST_GIFTS, 1.2, 1.0))
    else:
        factor = np.where(day > _EVE, 0.7, 0.75 + day / 40.0)
    return np.where(december, factor, 1.0)
