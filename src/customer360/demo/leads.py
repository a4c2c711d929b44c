"""Leads: forms filled in an ad, by customers and by people who never buy."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import identity, life, versions
from customer360.demo.ads import FORM_PLATFORMS, FORMS, PLATFORMS, Clicks
from customer360.demo.clock import DAY, to_utc, zulu_texts
from customer360.demo.layouts import Columns, Csv
from customer360.demo.rand import Bools, Ints, chance
from customer360.demo.text import choose, is_null, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.web_sessions import NONE, Sessions
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

_AFTER_CLICK = 0.009  # of the clicks that became visits
_ALONE = {True: 0.004, False: 0.05}  # of the people, by whether they ever buy
NOISE = identity.Noise(
    nickname=0.10, typo=0.05, plain=0.45, cyrillic=0.35, no_birth=1.0, no_email=0.04, no_phone=0.35,
    no_address=1.0, landline=0.01, second_email=0.25, shop_phone=0.0, placeholder=0.015,
    variant=0.08,
)  # fmt: skip


@dataclass(frozen=True)
class Leads:
    """Leads sorted by time, shape (l,).

    Attributes:
        person: Who filled the form; second: local second.
        click: Click before it, NONE for none; platform: position in PLATFORMS.
        draws: How each is written.
    """

    person: Ints
    second: Ints
    click: Ints
    platform: Ints
    draws: identity.Draws

    def ids(self) -> Any:
        """Keys of all leads, shape (l,)."""
        return join("LD", number(np.arange(len(self.person)) + 1, 6))


def make(world: World, seen: Sessions, clicks: Clicks, buyers: Bools) -> Leads:
    """Draw who fills a form, after a click on the site or within the ad itself.

    Args:
        world: World.
        seen: Sessions.
        clicks: Clicks on ads.
        buyers: Who ever buys, by person.
    """
    calendar, people = world.calendar, world.people
    rng = world.streams.get("leads")
    click = np.flatnonzero((clicks.session != NONE) & chance(rng, clicks.n, _AFTER_CLICK))
    after = clicks.second[click] + rng.integers(40, 500, len(click))
    share = np.where(buyers, _ALONE[True], _ALONE[False]) * len(calendar) / 730
    alone = np.flatnonzero(chance(rng, people.n, share))
    second = np.r_[after, life.at_some_hour(rng, life.some_day(rng, world, alone))]
    person = np.r_[seen.person[clicks.session[click]], alone]
    platform = np.r_[clicks.platform[click], rng.choice(FORM_PLATFORMS, len(alone))]
    click = np.r_[click, np.full(len(alone), NONE)]
    draws = identity.throw(rng, people, person, NOISE)
    reached = ~(is_null(draws.email) & is_null(draws.phone)) & (second < (calendar.end + 1) * DAY)
    keep = np.flatnonzero(reached)
    keep = keep[np.argsort(second[keep], kind="stable")]
    return Leads(person[keep], second[keep], click[keep], platform[keep], draws.rows(keep))


def export(out: Output, world: World, clicks: Clicks, leads: Leads) -> None:
    """Write leads, one file per month."""
    calendar, people = world.calendar, world.people
    ids = leads.ids()

    def render(rows: Ints) -> Columns:
        day = leads.second[rows] // DAY
        text = identity.write(people, leads.draws, rows, day)
        return {
            "lead_id": take(ids, rows),
            "submitted_at": zulu_texts(to_utc(leads.second[rows])),
            "platform": take(pool(PLATFORMS), leads.platform[rows]),
            "campaign": choose(
                leads.click[rows] != NONE, world.campaigns.advertised(calendar.at(day)), FORMS
            ),
            "click_id": take(clicks.id, leads.click[rows]),
            "full_name": text.full,
            "email": text.email,
            "phone": text.phone,
        }

    columns = (
        "lead_id", "submitted_at", "platform", "campaign", "click_id", "full_name", "email",
        "phone",
    )  # fmt: skip
    names, file_of = versions.monthly(calendar, "leads", leads.second // DAY)
    shape = Shape(
        "ads", "leads", Csv(columns, free=("full_name",)), "lead_id", "submitted_at",
        text="campaign",
    )  # fmt: skip
    deliver(out, shape, (names, file_of), render)
    out.know("ads", "leads", len(leads.person))
