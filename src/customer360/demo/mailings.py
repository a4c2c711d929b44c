"""Messages to many: the weekly newsletter, offers, text messages and those of the app."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import campaigns as promo
from customer360.demo import versions
from customer360.demo.clock import DAY, HOUR, to_date, to_utc, zulu_texts
from customer360.demo.layouts import Columns, Csv
from customer360.demo.rand import Bools, Floats, Ints, chance, weighted
from customer360.demo.text import choose, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

EMAIL, SMS, PUSH = range(3)
CHANNELS = ["email", "sms", "push"]
NO_TOPIC = -1
_NEWS_DAY, _SECOND_DAY, _TEXT_DAY = 1, 4, 5  # weekdays: Tuesday, Friday, Saturday
_BUSY_MONTHS = [11, 12]
_LONG, _BIG = 10, 25  # days of a promotion, percent
_NO_ONE_TOPIC = 0.28
_SUBJECTS = [
    "Le novità della settimana", "Scelti per voi", "Nuovi arrivi, appena scartati",
    "Nowości tygodnia", "Un'idea per il fine settimana", "Wybrane dla Ciebie",
]  # fmt: skip
_OFFER_SUBJECTS = ["Solo per pochi giorni: -{}%", "Do {}% taniej, tylko teraz", "-{}%, da oggi"]


@dataclass(frozen=True)
class Mailings:
    """Messages to many, sorted by time, shape (c,).

    Attributes:
        second: Local second of the begin of sending; channel: EMAIL, SMS or PUSH.
        topic: Category, NO_TOPIC for none; offer: promotion in it, promo.NONE for none.
        news: Whether it is the newsletter, which comes as often as a subscriber wants it.
    """

    second: Ints
    channel: Ints
    topic: Ints
    offer: Ints
    news: Bools

    @property
    def n(self) -> int:
        """Number of messages to many."""
        return len(self.second)


def mailing_ids(rows: Ints) -> Any:
    """Keys of messages to many; negative ones give null, shape (k,)."""
    return choose(rows >= 0, join("N", number(np.maximum(rows, 0) + 1, 5)), None)


def plan(world: World) -> Mailings:
    """Lay the messages of marketing over the calendar."""
    calendar, campaigns = world.calendar, world.campaigns
    rng = world.streams.get("mailings")
    weekday, at = calendar.weekday, np.arange(len(calendar))
    begins = np.flatnonzero(np.r_[True, campaigns.on[1:] != campaigns.on[:-1]])
    ends = np.r_[begins[1:], len(calendar)]
    runs = campaigns.on[begins] != promo.NONE
    begins, ends = begins[runs], ends[runs]
    big = campaigns.percent[campaigns.on[begins]] >= _BIG
    last_days = ends[ends - begins > _LONG] - 2
    news = at[weekday == _NEWS_DAY]
    more = at[(weekday == _SECOND_DAY) & np.isin(calendar.month, _BUSY_MONTHS)]
    texts = [at[(at >= begin) & (weekday == _TEXT_DAY)][:1] for begin in begins[big]]
    pushes = at[(weekday == _SECOND_DAY) & (np.arange(len(at)) // versions.WEEK % 3 == 0)]
    kinds = (
        (news, EMAIL, 0.6, True), (more, EMAIL, 0.7, True), (begins, EMAIL, 1.0, False),
        (last_days, EMAIL, 1.0, False), (np.concatenate([at[:0], *texts]), SMS, 1.0, False),
        (pushes, PUSH, 0.5, False),
    )  # fmt: skip
    day = np.concatenate([days for days, *_ in kinds])
    sizes = [len(days) for days, *_ in kinds]
    channel = np.repeat([kind[1] for kind in kinds], sizes)
    carries = chance(rng, len(day), np.repeat([kind[2] for kind in kinds], sizes))
    news_mark = np.repeat([kind[3] for kind in kinds], sizes)
    offer = np.where(carries, campaigns.on[day], promo.NONE)
    topic = _topics(rng, world.catalogue.season, calendar.month[day] - 1)
    topic = np.where((news_mark | (channel == PUSH)) & (offer == promo.NONE), topic, NO_TOPIC)
    second = (calendar.start + day) * DAY + rng.integers(7 * HOUR, 11 * HOUR, len(day))
    order = np.argsort(second, kind="stable")
    return Mailings(second[order], channel[order], topic[order], offer[order], news_mark[order])


def _topics(rng: np.random.Generator, season: Floats, month: Ints) -> Ints:
    """Draw what messages are about: what sells in that month, or no one category."""
    topic = np.zeros(len(month), dtype=np.int64)
    for code in np.unique(month):
        mine = month == code
        topic[mine] = weighted(rng, np.sqrt(season[code]), int(mine.sum()))
    return np.where(chance(rng, len(month), _NO_ONE_TOPIC), NO_TOPIC, topic)


def export(out: Output, world: World, mailings: Mailings) -> None:
    """Write the messages to many, one file per month."""
    calendar, catalogue, campaigns = world.calendar, world.catalogue, world.campaigns

    def render(rows: Ints) -> Columns:
        day, topic, offer = mailings.second[rows] // DAY, mailings.topic[rows], mailings.offer[rows]
        weeks = pool([f"{to_date(d):%G-W%V}" for d in day.tolist()])
        about = choose(topic >= 0, take(pool(catalogue.categories), topic), None)
        codes = take(pool(campaigns.codes), offer)
        names = choose(offer >= 0, codes, choose(topic >= 0, about, "novità"))
        percents = np.unique(campaigns.percent)
        offers = pool([s.format(int(p)) for p in percents for s in _OFFER_SUBJECTS])
        place = np.searchsorted(percents, campaigns.percent[np.maximum(offer, 0)])
        subject = choose(
            offer >= 0,
            take(offers, len(_OFFER_SUBJECTS) * place + rows % len(_OFFER_SUBJECTS)),
            take(pool(_SUBJECTS), rows % len(_SUBJECTS)),
        )
        email = mailings.channel[rows] == EMAIL
        return {
            "campaign_id": mailing_ids(rows),
            "campaign_name": join(weeks, " ", names),
            # the tool writes the channel only since it has others
            "channel": choose(
                email & (rows % 4 == 0), None, take(pool(CHANNELS), mailings.channel[rows])
            ),
            "subject": choose(email, subject, None),
            "topic": about,
            "offer_code": codes,
            "sent_at": zulu_texts(to_utc(mailings.second[rows])),
        }

    columns = (
        "campaign_id", "campaign_name", "channel", "subject", "topic", "offer_code", "sent_at",
    )  # fmt: skip
    names, file_of = versions.monthly(calendar, "campaigns", mailings.second // DAY)
    shape = Shape(
        "email",
        "campaigns",
        Csv(columns, free=("campaign_name", "subject")),
        "campaign_id",
        text="campaign_name",
    )
    deliver(out, shape, (names, file_of), render)
    out.know("email", "campaigns", mailings.n)
