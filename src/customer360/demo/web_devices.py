"""Devices that the tracker sees: browsers with their cookies, and installations of the app."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo.clock import DAY, NEVER
from customer360.demo.habits import STORE_ONLY
from customer360.demo.rand import Bools, Ints, chance, expand, weighted
from customer360.demo.text import hexes
from customer360.demo.world import World

NO_DEVICE = -1
MOBILE = 0
PLATFORMS = ["ios", "android"]
_APP_USERS = 0.17  # of the people with a device


@dataclass(frozen=True)
class Devices:
    """Devices, by device, shape (d,); the two of each slot first, then installations of the app.

    Attributes:
        owner: Person; kind: 0 mobile, 1 desktop, 2 tablet; app: whether an app installation.
        id: Key.
        base: First device slot of each person, -1 for none, by person; count: slots.
        reset: Day on which the cookie of a slot was deleted and the next device began, by slot.
        borrowed: Person whose first device another one uses, itself for most, by person.
        platform: Position in PLATFORMS where it is an app installation.
        installed: First day of an app installation; NEVER where it is as old as the data.
        own_app: App installation that a person has beside browsers, NO_DEVICE for none, by person.
    """

    owner: Ints
    kind: Ints
    app: Bools
    id: Any
    base: Ints
    count: Ints
    reset: Ints
    borrowed: Ints
    platform: Ints
    installed: Ints
    own_app: Ints

    def used(self, rng: np.random.Generator, person: Ints, day: Ints) -> Ints:
        """Draw the browser that people, who all have one, use on days, shape (k,)."""
        borrows = (self.borrowed[person] != person) & chance(rng, len(person), 0.4)
        user = np.where(borrows, self.borrowed[person], person)
        rank = np.where(
            borrows, 0, (rng.random(len(person)) ** 1.8 * self.count[user]).astype(np.int64)
        )
        slot = self.base[user] + rank
        return 2 * slot + (day >= self.reset[slot])

    def has_app(self, person: Ints, second: Ints) -> Bools:
        """Whether persons have the app beside browsers at local seconds, shape (k,)."""
        device = self.own_app[person]
        since = self.installed[np.maximum(device, 0)]
        has: Bools = (device != NO_DEVICE) & ((since == NEVER) | (since < second // DAY))
        return has


def devices(world: World) -> Devices:
    """Give devices to the people who look at the web shop."""
    calendar, people, habit = world.calendar, world.people, world.habit
    rng = world.streams.get("devices")
    n = people.n
    online = (habit.preference != STORE_ONLY) | chance(rng, n, 0.40)
    count = np.where(online, 1 + rng.binomial(2, 0.32, n), 0)
    base = np.where(online, np.cumsum(count) - count, -1)
    of, rank = expand(count)
    slots = len(of)
    kind = np.where(
        rank == 0, weighted(rng, [70, 25, 5], slots), weighted(rng, [25, 55, 20], slots)
    )
    cleared = chance(rng, slots, 0.25)
    reset = np.where(
        cleared, rng.integers(calendar.start, calendar.end + 1, slots), calendar.end + 1
    )
    first = np.arange(n) - people.homes.role
    shares = (people.homes.role > 0) & (base[first] >= 0) & chance(rng, n, 0.2)
    # each slot is two devices: the cookie before it was deleted and the one after
    ids = rng.integers(0, 2**63, 2 * slots, dtype=np.int64).astype(np.uint64)
    app = np.repeat((kind == MOBILE) & chance(rng, slots, 0.09), 2)
    # what came after a deleted cookie is an installation of its own
    old = np.full(2 * slots, NEVER, dtype=np.int64)
    old[1::2] = reset
    users, keys, platform, installed = _installations(world, online, 2 * slots)
    own = np.full(n, NO_DEVICE, dtype=np.int64)
    own[users] = 2 * slots + np.arange(len(users))
    return Devices(
        owner=np.r_[np.repeat(of, 2), users],
        kind=np.r_[np.repeat(kind, 2), np.full(len(users), MOBILE)],
        app=np.r_[app, np.ones(len(users), dtype=np.bool_)],
        id=hexes(np.r_[ids, keys]),
        base=base,
        count=count,
        reset=reset,
        borrowed=np.where(shares, first, np.arange(n)),
        platform=platform,
        installed=np.r_[old, installed],
        own_app=own,
    )


def _installations(world: World, online: Bools, slots: int) -> tuple[Ints, Any, Ints, Ints]:
    """Draw who has the app: persons, keys, platform of all devices, and days of installation."""
    calendar, people = world.calendar, world.people
    rng = world.streams.get("app")
    users = np.flatnonzero(chance(rng, people.n, _APP_USERS) & online)
    k = len(users)
    keys = rng.integers(0, 2**63, k, dtype=np.int64).astype(np.uint64)
    begin, end = people.active_from(calendar)[users], people.active_to(calendar)[users]
    day = begin + (rng.random(k) * np.maximum(end - begin, 1)).astype(np.int64)
    before = (people.joined[users] < calendar.start) & chance(rng, k, 0.5)
    return users, keys, weighted(rng, [0.42, 0.58], slots + k), np.where(before, NEVER, day)
