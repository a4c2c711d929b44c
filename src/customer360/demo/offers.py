"""Offers: whom a message with one leaves out, so that those who got it buy more by its effect.

What people buy is drawn before any message is sent. So it is the leaving out that is drawn given
the purchases, with Bayes' rule: the two together are distributed exactly as if it had been decided
by lot and the offer had then raised the purchases of those who got it. Nothing that is known of a
person before the message tells who is left out.
"""

from dataclasses import dataclass

import numpy as np

from customer360.demo import places
from customer360.demo.behaviour import WEB_SHARE
from customer360.demo.clock import DAY
from customer360.demo.life import Moments
from customer360.demo.rand import Bools, Floats, Ints, chance
from customer360.demo.rhythm import WEB
from customer360.demo.world import World

DAYS = 7  # for which an offer works
_LIFT, _LIFT_HUNTERS = 1.10, 1.55  # how much likelier a purchase is with the offer than without


@dataclass(frozen=True)
class Odds:
    """What is known of the purchases.

    Attributes:
        world: World.
        bought: Moments of the purchases.
    """

    world: World
    bought: Moments

    def held_out(self, rng: np.random.Generator, person: Ints, at: int, share: float) -> Bools:
        """Choose who of the recipients of an offer is left out.

        Args:
            rng: Source of the draws.
            person: Recipients, shape (k,).
            at: Local second of the message.
            share: Share to leave out.

        Returns:
            Shape (k,).
        """
        begin = np.full(len(person), at)
        buys = self.bought.within(person, begin, begin + DAYS * DAY)
        chance_to_buy = np.clip(1.0 - np.exp(-self._expected(person, at)), 1e-9, 1.0)
        lift = np.where(self.world.people.hunter[person], _LIFT_HUNTERS, _LIFT)
        without = chance_to_buy / (share + (1.0 - share) * lift)
        given_no = (1.0 - without) / np.maximum(1.0 - chance_to_buy, 1e-9)
        return chance(rng, len(person), share * np.where(buys, without / chance_to_buy, given_no))

    def _expected(self, person: Ints, at: int) -> Floats:
        """Purchases that persons make on average in the days of an offer, shape (k,)."""
        made, people = self.world, self.world.people
        calendar = made.calendar
        begin = np.maximum(people.active_from(calendar)[person] * DAY, at)
        end = np.minimum((people.active_to(calendar)[person] + 1) * DAY, at + DAYS * DAY)
        web = WEB_SHARE[made.habit.preference[person]]
        expected = np.zeros(len(person))
        for hunter in (False, True):
            for place in (places.ITALY, places.POLAND, WEB):
                mine = people.hunter[person] == hunter
                part = (
                    web if place == WEB else np.where(people.country[person] == place, 1 - web, 0)
                )
                clock = np.r_[0.0, np.cumsum(made.busy[place, hunter])]
                days = np.arange(len(clock), dtype=np.float64) + calendar.start
                busy = np.interp(end / DAY, days, clock) - np.interp(begin / DAY, days, clock)
                expected += mine * part * np.maximum(busy, 0.0)
        rate: Floats = people.rate[person] / 365.25 * expected
        return rate
