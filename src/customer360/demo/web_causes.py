"""Sessions with a cause: a purchase in a shop that follows, a message, the app on the phone."""

import numpy as np

from customer360.demo import life
from customer360.demo.behaviour import web_seconds
from customer360.demo.clock import DAY, HOUR, NEVER
from customer360.demo.messages import Messages
from customer360.demo.rand import Ints, chance, expand, weighted
from customer360.demo.receipts import Receipts
from customer360.demo.web_devices import Devices
from customer360.demo.web_sessions import (
    CART,
    DIRECT,
    LOOK,
    NEWSLETTER,
    NONE,
    ORDER,
    PUSHED,
    REMOVE,
    TEXTED,
    VIEW,
    Sessions,
    Visits,
    led_by,
    none,
)
from customer360.demo.webshop import Accounts
from customer360.demo.world import World

_RESEARCHED, _RESEARCH_DAYS = 0.07, 7  # of the purchases at a till by people with a device
_RECOVERED, _CART_DAYS = 0.018, 14
_APP_SESSIONS = 5.0  # a year
_LANDS = 0.75  # of the clicks: the others refuse cookies
_ATTENTION = 4 * DAY  # for which a message is taken as the cause of a visit
_BY_MAIL = 0.14  # of the sessions with an order that come within it
_SOURCES_OF_SHOPPERS = [40, 14, 30, 0, 3, 2, 4, 2]


def from_shops(world: World, owned: Devices, accounts: Accounts, sold: Receipts) -> list[Sessions]:
    """Draw sessions before purchases at a till: looking around, and carts that were left.

    Args:
        world: World.
        owned: Devices.
        accounts: Accounts.
        sold: Receipts.

    Returns:
        Sessions that looked at the category bought, up to a week before, and carts left with an
        article that was bought in the shop within two weeks.
    """
    rng = world.streams.get("looked at before the shop")
    sales = np.flatnonzero((sold.original < 0) & (owned.base[sold.person] >= 0))
    looked = sales[chance(rng, len(sales), _RESEARCHED)]
    left = sales[chance(rng, len(sales), _RECOVERED)]
    looks = _before(rng, world, owned, sold, (looked, LOOK, _RESEARCH_DAYS))
    carts = _before(rng, world, owned, sold, (left, CART, _CART_DAYS))
    same = chance(rng, len(looks.article), 0.5)
    looks = Visits(**(vars(looks) | {"article": np.where(same, looks.article, NONE)}))
    research, carts_left = (led_by(rng, accounts, visits, 0.45) for visits in (looks, carts))
    research.counts[:, VIEW] += 1 + rng.poisson(0.6, research.n)
    carts_left.counts[:, REMOVE] = 0
    return [research, carts_left]


def _before(
    rng: np.random.Generator,
    world: World,
    owned: Devices,
    sold: Receipts,
    which: tuple[Ints, int, int],
) -> Visits:
    """Visits some days before purchases, about one of the articles bought."""
    receipts, kind, days = which
    calendar = world.calendar
    begins = np.searchsorted(sold.lines.of, receipts)
    size = np.searchsorted(sold.lines.of, receipts, side="right") - begins
    line = begins + (rng.random(len(receipts)) * size).astype(np.int64)
    article = sold.lines.article[line].astype(np.int64)
    person = sold.person[receipts]
    # the sooner the likelier; on the day itself it is some hours before, on the way to the shop
    ago = (rng.random(len(receipts)) ** 1.6 * (days * DAY - 2 * HOUR)).astype(np.int64) + HOUR
    second = sold.second[receipts] - ago
    night = (second % DAY) < 7 * HOUR
    second = np.where(night, second - 9 * HOUR, second)
    known = (second >= calendar.start * DAY) & (ago <= days * DAY - 9 * HOUR)
    person, second, article = person[known], second[known], article[known]
    n = len(person)
    return Visits(
        person=person,
        device=owned.used(rng, person, second // DAY),
        second=second,
        kind=np.full(n, kind),
        source=weighted(rng, _SOURCES_OF_SHOPPERS, n),
        mail=none(n),
        topic=world.catalogue.category[article],
        article=article,
    )


def from_app(world: World, owned: Devices, accounts: Accounts) -> Sessions:
    """Draw the sessions of people who have the app, the one of its installation included."""
    calendar, people = world.calendar, world.people
    rng = world.streams.get("app sessions")
    users = np.flatnonzero(owned.own_app != NONE)
    since = owned.installed[owned.own_app[users]]
    begin = np.where(since == NEVER, people.active_from(calendar)[users], since)
    end = np.maximum(people.active_to(calendar)[users] + 1, begin + 1)
    mean = _APP_SESSIONS * (end - begin) / 365.25 * rng.gamma(1.2, 1 / 1.2, len(users))
    of, _ = expand(rng.poisson(mean))
    day = begin[of] + (rng.random(len(of)) * (end - begin)[of]).astype(np.int64)
    installs = np.flatnonzero(since != NEVER)
    who, day = users[np.r_[of, installs]], np.r_[day, since[installs]]
    day = np.minimum(day, calendar.end)
    n = len(who)
    visits = Visits(
        person=who,
        device=owned.own_app[who],
        second=web_seconds(rng, calendar, day - calendar.start),
        kind=weighted(rng, [18, 38, 14, 30], n),
        source=np.full(n, DIRECT),
        mail=none(n),
        topic=none(n),
        article=none(n),
    )
    return led_by(rng, accounts, visits, 0.6)


def claim(world: World, seen: Sessions, sent: Messages) -> None:
    """Give sessions that follow a message to it; the messages count as opened and clicked.

    Args:
        world: World.
        seen: Sessions; their source and message are changed in place.
        sent: Messages; opened and clicked are changed in place.
    """
    rng = world.streams.get("visits by mail")
    wanted = seen.source == NEWSLETTER
    wanted |= (seen.kind == ORDER) & chance(rng, seen.n, _BY_MAIL)
    rows = np.flatnonzero(wanted)
    mails = np.flatnonzero(sent.by_mail & sent.reads)
    person = sent.person[mails]
    before = life.moments(person, sent.second[mails]).last(seen.person[rows], seen.second[rows])
    found = before >= 0
    message = mails[before[found]] if len(mails) else before[found]
    visit = rows[found]
    soon = seen.second[visit] - sent.second[message] <= _ATTENTION
    message, visit = message[soon], visit[soon]
    # who came by a message that nobody sent typed the address
    seen.source[seen.source == NEWSLETTER] = DIRECT
    message, first = np.unique(message, return_index=True)
    visit = visit[first]
    click = seen.second[visit] - rng.integers(3, 25, len(visit))
    late = click > sent.second[message] + 20
    message, visit, click = message[late], visit[late], click[late]
    seen.source[visit] = NEWSLETTER
    seen.mail[visit] = sent.mailing[message]
    sent.clicked[message] = click
    sent.opened[message] = np.maximum(click - rng.integers(8, 90, len(click)), sent.second[message])
    sent.claimed[message] = True


def from_messages(world: World, owned: Devices, accounts: Accounts, sent: Messages) -> Sessions:
    """Draw the sessions that clicks on messages led to; call it after claim()."""
    rng = world.streams.get("clicks that land")
    clicks = np.flatnonzero((sent.clicked != NONE) & ~sent.claimed)
    person = sent.person[clicks]
    push = sent.pushed[clicks]
    lands = push | ((owned.base[person] >= 0) & chance(rng, len(clicks), _LANDS))
    clicks, person, push = clicks[lands], person[lands], push[lands]
    second = sent.clicked[clicks] + np.where(
        push, rng.integers(1, 4, len(clicks)), rng.integers(4, 400, len(clicks))
    )
    inside = second < (world.calendar.end + 1) * DAY
    clicks, person, push, second = clicks[inside], person[inside], push[inside], second[inside]
    device = owned.own_app[person]
    device[~push] = owned.used(rng, person[~push], second[~push] // DAY)
    n = len(clicks)
    visits = Visits(
        person=person,
        device=device,
        second=second,
        kind=weighted(rng, [22, 40, 12, 26], n),
        source=np.where(push, PUSHED, np.where(sent.by_mail[clicks], NEWSLETTER, TEXTED)),
        mail=sent.mailing[clicks],
        topic=sent.topic[clicks],
        article=none(n),
    )
    return led_by(rng, accounts, visits, 0.4)
