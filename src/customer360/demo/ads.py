"""Advertising platforms: the clicks behind paid visits, and what the platforms say of each day."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from customer360.demo import versions
from customer360.demo.assortment_files import decimals
from customer360.demo.clock import DAY, to_utc, zulu_texts
from customer360.demo.layouts import Columns, Csv
from customer360.demo.rand import Bools, Floats, Ints, chance, weighted
from customer360.demo.text import hexes, join, pool, take
from customer360.demo.warts import Shape
from customer360.demo.web_devices import Devices
from customer360.demo.web_sessions import NONE, ORDER, PAID, Sessions
from customer360.demo.webshop import DEVICES, Orders
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

PLATFORMS = ["google", "facebook", "instagram", "bing"]
FORMS = "iscriviti"  # the campaign whose ads are forms
FORM_PLATFORMS = [1, 2]
_KEPT = 0.88  # of the paid visits: the others lose the click on their way
_UNSEEN = 0.22  # clicks by people who refuse cookies, as a share of those that became visits
_UNTRACKED = 1.1  # further clicks that only the platform counts
_RATE = np.array([0.045, 0.011, 0.009, 0.030])  # clicks by impression
_PRICE = np.array([85.0, 62.0, 71.0, 48.0])  # cents by click
_FORM_CLICKS = 6.0  # a day and platform, for 20,000 people
_CLAIMED_TWICE, _CLAIMED_AT_LEAST = 0.8, 0.012


@dataclass(frozen=True)
class Clicks:
    """Clicks on ads that led to the site, sorted by time, shape (c,).

    Attributes:
        second: Local second; platform: position in PLATFORMS.
        device: 0 mobile, 1 desktop, 2 tablet.
        session: Session that followed, NONE where the tracker saw none.
        id: Key.
    """

    second: Ints
    platform: Ints
    device: Ints
    session: Ints
    id: Any

    @property
    def n(self) -> int:
        """Number of clicks."""
        return len(self.second)

    def by_session(self, sessions: int) -> Any:
        """Key of the click that led to each session, null for most, shape (sessions,)."""
        rows = np.full(sessions, NONE, dtype=np.int64)
        seen = np.flatnonzero(self.session != NONE)
        rows[self.session[seen]] = seen
        return take(self.id, rows)


def clicks(world: World, owned: Devices, seen: Sessions) -> Clicks:
    """Draw the clicks behind paid sessions, and some that the tracker never saw."""
    calendar = world.calendar
    rng = world.streams.get("ad clicks")
    session = np.flatnonzero(np.isin(seen.source, PAID) & chance(rng, seen.n, _KEPT))
    lost = np.flatnonzero(chance(rng, len(session), _UNSEEN))
    hours = rng.integers(-3 * 3600, 3 * 3600, len(lost))
    second = np.r_[
        seen.second[session] - rng.integers(1, 7, len(session)),
        np.clip(
            seen.second[session[lost]] + hours, calendar.start * DAY, (calendar.end + 1) * DAY - 1
        ),
    ]
    platform = np.searchsorted(PAID, seen.source[session])
    device = owned.kind[seen.device[session]]
    order = np.argsort(second, kind="stable")
    ids = rng.integers(0, 2**63, len(second), dtype=np.int64).astype(np.uint64)
    return Clicks(
        second=second[order],
        platform=np.r_[platform, platform[lost]][order],
        device=np.r_[device, weighted(rng, [70, 25, 5], len(lost))][order],
        session=np.r_[session, np.full(len(lost), NONE)][order],
        id=join("C", hexes(ids)),
    )


def export(out: Output, world: World, seen: Sessions, orders: Orders, made: Clicks) -> None:
    """Write clicks, one file per week, and daily results, one parquet file per month."""
    _export_clicks(out, world, made)
    _export_results(out, world, seen, orders, made)


def _export_clicks(out: Output, world: World, made: Clicks) -> None:
    calendar = world.calendar

    def render(rows: Ints) -> Columns:
        day = calendar.at(made.second[rows] // DAY)
        return {
            "click_id": take(made.id, rows),
            "clicked_at": zulu_texts(to_utc(made.second[rows])),
            "platform": take(pool(PLATFORMS), made.platform[rows]),
            "campaign": world.campaigns.advertised(day),
            "device_type": take(pool(DEVICES), made.device[rows]),
        }

    columns = ("click_id", "clicked_at", "platform", "campaign", "device_type")
    names, file_of = versions.weekly(calendar, "clicks", made.second // DAY)
    shape = Shape("ads", "clicks", Csv(columns), "click_id", "clicked_at", text="campaign")
    deliver(out, shape, (names, file_of), render)
    out.know("ads", "clicks", made.n)


def _export_results(
    out: Output, world: World, seen: Sessions, orders: Orders, made: Clicks
) -> None:
    """Write what the platforms say: the sales of each day, and more than those."""
    calendar = world.calendar
    rng = world.streams.get("ad results")
    size, kinds = len(calendar), len(PLATFORMS)
    cell = calendar.at(made.second // DAY) * kinds + made.platform
    known = np.bincount(cell, minlength=size * kinds)
    sold = np.flatnonzero((seen.kind == ORDER) & np.isin(seen.source, PAID))
    cell = calendar.at(seen.second[sold] // DAY) * kinds + np.searchsorted(PAID, seen.source[sold])
    sales = np.bincount(cell, minlength=size * kinds)
    count = known + rng.poisson(known * _UNTRACKED + 0.5)
    claimed = sales + rng.poisson(sales * _CLAIMED_TWICE + count * _CLAIMED_AT_LEAST)
    worth = float(orders.total.mean()) if orders.n else 0.0
    platform = np.tile(np.arange(kinds), size)
    day = np.repeat(np.arange(size), kinds)
    names = world.campaigns.advertised(day)
    # the forms run all the time beside the other ads
    form_day = np.repeat(np.arange(size), len(FORM_PLATFORMS))
    form_platform = np.tile(FORM_PLATFORMS, size)
    form_count = rng.poisson(_FORM_CLICKS * world.people.n / 20_000, len(form_day))
    forms = pool([FORMS] * len(form_day))
    _write(
        out,
        world,
        {
            "day": np.r_[day, form_day],
            "platform": np.r_[platform, form_platform],
            "campaign": pa.concat_arrays([names, forms]),
            "clicks": np.r_[count, form_count],
            "claims": np.r_[claimed, rng.poisson(form_count * _CLAIMED_AT_LEAST)],
        },
        (rng, worth),
    )


def _write(
    out: Output, world: World, told: dict[str, Any], drawn: tuple[np.random.Generator, float]
) -> None:
    calendar = world.calendar
    rng, worth = drawn
    day, platform, count, claims = (told[k] for k in ("day", "platform", "clicks", "claims"))
    n = len(day)
    impressions = np.round(count / _RATE[platform] * _noise(rng, n, 0.2)).astype(np.int64)
    spend = np.round(count * _PRICE[platform] * _noise(rng, n, 0.15)).astype(np.int64)
    revenue = np.round(claims * worth * _noise(rng, n, 0.2)).astype(np.int64)
    rows = pa.table(
        {
            "result_date": pa.array((calendar.start + day).astype(np.int32)).cast(pa.date32()),
            "platform": take(pool(PLATFORMS), platform),
            "campaign": told["campaign"],
            "impressions": pa.array(np.maximum(impressions, count)),
            "clicks": pa.array(count),
            "spend_amount": decimals(spend),
            "currency_code": pool(["EUR"] * n),
            "reported_conversions": pa.array(claims),
            "reported_revenue_amount": decimals(revenue),
        }
    )
    month = calendar.month_no[day]
    for number, date in enumerate(calendar.month_starts):
        mine: Bools = month == number
        out.parquet(
            "ads", "daily_results", f"daily_results_{date:%Y-%m}", rows.filter(pa.array(mine))
        )
    out.know("ads", "daily_results", n)


def _noise(rng: np.random.Generator, n: int, spread: float) -> Floats:
    return rng.lognormal(0.0, spread, n)
