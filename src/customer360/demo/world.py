"""The world before anyone buys: days, assortment, shops, people and their habits."""

from dataclasses import dataclass

from customer360.demo import campaigns, catalogue, habits, hard_cases, people, rhythm, stores
from customer360.demo.clock import Calendar
from customer360.demo.rand import Floats, Streams


@dataclass(frozen=True)
class World:
    """What every later step needs to know.

    Attributes:
        streams: Random streams.
        calendar: Days of the run.
        catalogue: Assortment.
        campaigns: Promotions.
        stores: Shops.
        people: People, with the hard cases in them.
        habit: Their habits.
        busy: By country (rhythm.WEB for the web) and promotion hunter, weight of each day.
    """

    streams: Streams
    calendar: Calendar
    catalogue: catalogue.Catalogue
    campaigns: campaigns.Campaigns
    stores: stores.Stores
    people: people.People
    habit: habits.Habits
    busy: dict[tuple[int, bool], Floats]


def make(streams: Streams, calendar: Calendar, persons: int) -> World:
    """Make a world.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        persons: Number of people.

    Returns:
        The world on its first morning.
    """
    goods = catalogue.make(streams, calendar)
    offers = campaigns.make(streams, calendar, goods)
    shops = stores.make(streams, calendar)
    everyone = people.make(streams, calendar, persons)
    hard_cases.plant(streams, calendar, everyone)
    habit = habits.habits(streams, everyone, goods, shops)
    busy = rhythm.rhythm(streams, calendar, offers)
    return World(streams, calendar, goods, offers, shops, everyone, habit, busy)
