"""Messages: who gets, opens and clicks what, who tires of it, and who is left out on purpose."""

from dataclasses import dataclass

import numpy as np

from customer360.demo import campaigns as promo
from customer360.demo import life, offers
from customer360.demo.clock import DAY, HOUR
from customer360.demo.mailings import EMAIL, NO_TOPIC, PUSH, SMS, Mailings
from customer360.demo.newsletter import NOTHING, Subscribers
from customer360.demo.rand import Bools, Floats, Ints, chance
from customer360.demo.web_devices import Devices
from customer360.demo.world import World

NONE = -1
HELD_OUT_SHARE = 0.05
_GETS = np.array([0.92, 0.42, 0.20])  # newsletters that subscribers of each rhythm get
_GETS_OTHERS = 0.8
_OPENS = np.array([0.80, 0.42, 0.16, 0.006])  # messages that each kind of reader opens
_CLICKS = np.array([0.17, 0.012, 0.09, 0.02])  # of the opened ones
_TIRES, _FORGETS = 0.80, 7.0  # by each further message of a week; days after which a third is left
_LEAVES, _COMPLAINS, _SOFT_BOUNCES = 0.0012, 0.0003, 0.003
_TEXT_CLICKS = 0.03
_LEAVING_DAYS = 60


@dataclass(frozen=True)
class Messages:
    """Messages to one subscriber each, in the order of sending, shape (m,).

    Attributes:
        mailing: Message to many; subscriber: subscriber; person: person.
        topic: Category that it is about; by_mail, pushed: whether by e-mail, by the app.
        reads: Whether the subscriber ever opens one.
        second: Local second of sending.
        held: Left out on purpose; bounced: came back.
        opened, clicked, left, complained: Local second of it, NONE for never.
        claimed: Whether a session of the site is known to be its click.
    """

    mailing: Ints
    subscriber: Ints
    person: Ints
    topic: Ints
    by_mail: Bools
    pushed: Bools
    reads: Bools
    second: Ints
    held: Bools
    bounced: Bools
    opened: Ints
    clicked: Ints
    left: Ints
    complained: Ints
    claimed: Bools

    @property
    def n(self) -> int:
        """Number of messages."""
        return len(self.mailing)


def send(
    world: World,
    owned: Devices,
    subscribers: Subscribers,
    mailings: Mailings,
    bought: life.Moments,
) -> Messages:
    """Send all messages, one to many after the other, since each one tires its readers.

    Args:
        world: World.
        owned: Devices.
        subscribers: Subscribers; left and bounced are filled in place.
        mailings: Messages to many.
        bought: Moments of the purchases.

    Returns:
        The messages with what came of them.
    """
    rng = world.streams.get("messages")
    odds = offers.Odds(world, bought)
    load, last = np.zeros(subscribers.n), 0
    parts = []
    for mailing in range(mailings.n):
        at = int(mailings.second[mailing])
        load *= np.exp(-(at - last) / (_FORGETS * DAY))
        last = at
        part = _send_one(rng, world, owned, (subscribers, mailings, mailing), (load, odds))
        load[part.subscriber[~part.held]] += 1.0
        parts.append(part)
    return Messages(
        **{
            name: np.concatenate([getattr(p, name) for p in parts])
            for name in Messages.__dataclass_fields__
        }
    )


def _send_one(
    rng: np.random.Generator,
    world: World,
    owned: Devices,
    what: tuple[Subscribers, Mailings, int],
    state: tuple[Floats, offers.Odds],
) -> Messages:
    subscribers, mailings, mailing = what
    load, odds = state
    at, channel = int(mailings.second[mailing]), int(mailings.channel[mailing])
    offer, topic = int(mailings.offer[mailing]), int(mailings.topic[mailing])
    row = _recipients(rng, owned, what)
    person = subscribers.person[row]
    k = len(row)
    second = at + rng.integers(0, 40 * 60, k)
    held = np.zeros(k, dtype=np.bool_)
    if offer != promo.NONE:
        held = odds.held_out(rng, person, at, HELD_OUT_SHARE)
    goes = ~held
    dead = subscribers.dead[row] & (channel == EMAIL)
    bounced = goes & (dead | (chance(rng, k, _SOFT_BOUNCES) & (channel == EMAIL)))
    arrived = goes & ~bounced
    keen = _keen(world, person, at, (topic, offer)) * _TIRES ** np.maximum(load[row], 0.0)
    opens = arrived & chance(rng, k, np.minimum(_OPENS[subscribers.reads[row]] * keen, 0.95))
    clicks = opens & chance(rng, k, np.minimum(_CLICKS[subscribers.reads[row]] * keen, 0.9))
    if channel == SMS:
        clicks = arrived & chance(rng, k, np.minimum(_TEXT_CLICKS * keen, 0.5))
    if channel == PUSH:
        clicks = opens  # opening it opens the app
    opened = second + 20 + (rng.exponential(5.0, k) ** 1.3 * HOUR).astype(np.int64)
    clicked = opened + np.where(channel == PUSH, 0, rng.integers(8, 240, k))
    leaves = (
        arrived & (channel == EMAIL) & chance(rng, k, _unsubscribing(world, person, at, load[row]))
    )
    complains = opens & ~leaves & chance(rng, k, _COMPLAINS * (1 + load[row]))
    left = opened + rng.integers(30, 600, k)
    end = (world.calendar.end + 1) * DAY
    # who leaves the list has opened the message before
    opens |= leaves
    if channel == SMS:
        opens = np.zeros(k, dtype=np.bool_)
    leaves &= left < end
    subscribers.left[row[leaves]] = left[leaves]
    subscribers.bounced[row[bounced & dead]] = second[bounced & dead] + 60
    never = np.full(k, NONE, dtype=np.int64)
    return Messages(
        mailing=np.full(k, mailing),
        subscriber=row,
        person=person,
        topic=np.full(k, topic),
        by_mail=np.full(k, channel == EMAIL),
        pushed=np.full(k, channel == PUSH),
        reads=arrived & (subscribers.reads[row] != NOTHING),
        second=second,
        held=held,
        bounced=bounced,
        opened=np.where(opens & (opened < end), opened, never),
        clicked=np.where(clicks & (clicked < end), clicked, never),
        left=np.where(leaves, left, never),
        complained=np.where(complains & (left < end), left, never),
        claimed=np.zeros(k, dtype=np.bool_),
    )


def _recipients(
    rng: np.random.Generator, owned: Devices, what: tuple[Subscribers, Mailings, int]
) -> Ints:
    subscribers, mailings, mailing = what
    at, channel = int(mailings.second[mailing]), int(mailings.channel[mailing])
    listed = (subscribers.since < at) & (subscribers.left > at) & (subscribers.bounced > at)
    if channel == SMS:
        listed &= subscribers.texts
    if channel == PUSH:
        listed &= owned.has_app(subscribers.person, np.full(subscribers.n, at))
    gets = _GETS[subscribers.rhythm] if mailings.news[mailing] else _GETS_OTHERS
    return np.flatnonzero(listed & chance(rng, subscribers.n, gets))


def _keen(world: World, person: Ints, at: int, about: tuple[int, int]) -> Floats:
    """How much more than usual persons care for a message, shape (k,)."""
    topic, offer = about
    people = world.people
    keen = np.ones(len(person))
    if topic != NO_TOPIC:
        liked = (world.habit.likes[person] == topic).any(axis=1)
        keen *= np.where(liked, 1.6, 0.85)
    if offer != promo.NONE:
        keen *= np.where(people.hunter[person], 2.1, 1.05)
    day = np.full(len(person), at // DAY)
    keen *= np.where(life.soon_gone(people, person, day, _LEAVING_DAYS), 0.55, 1.0)
    return keen * np.where(life.gone(people, person, day), 0.2, 1.0)


def _unsubscribing(world: World, person: Ints, at: int, load: Floats) -> Floats:
    """Probability to leave the list on a message: the more of them in a week, the likelier."""
    people, day = world.people, np.full(len(person), at // DAY)
    away = life.gone(people, person, day)
    away |= life.soon_gone(people, person, day, _LEAVING_DAYS)
    return _LEAVES * (1.0 + 0.9 * load**1.5) * np.where(away, 3.0, 1.0)
