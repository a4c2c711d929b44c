"""Export of what happened to messages: one event per row, delivered at least once."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import versions
from customer360.demo.clock import DAY, to_utc, zulu_texts
from customer360.demo.layouts import Columns, Csv
from customer360.demo.mailings import mailing_ids
from customer360.demo.messages import NONE, Messages
from customer360.demo.newsletter import Subscribers, subscriber_ids
from customer360.demo.rand import Bools, Ints, chance, weighted
from customer360.demo.text import blank, choose, hexes, join, pool, take
from customer360.demo.warts import Shape
from customer360.demo.webshop import DEVICES
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

SENT, HELD_OUT, OPENED, CLICKED, BOUNCED, UNSUBSCRIBED, COMPLAINED = range(7)
_TYPES = ["sent", "held_out", "opened", "clicked", "bounced", "unsubscribed", "complained"]
_AGAIN, _NAMELESS = 0.006, 0.01
_COLUMNS = (
    "event_id", "event_type", "event_at", "campaign_id", "subscriber_id", "email", "link_url",
    "link_category", "device_type",
)  # fmt: skip


def export(out: Output, world: World, subscribers: Subscribers, sent: Messages) -> None:
    """Write the events of messages, one file per day.

    Args:
        out: Output.
        world: World.
        subscribers: Subscribers.
        sent: Messages.
    """
    calendar = world.calendar
    rng = out.streams.get("message events")
    parts = (
        (SENT, ~sent.held, sent.second),
        (HELD_OUT, sent.held, sent.second),
        (OPENED, sent.opened != NONE, sent.opened),
        (CLICKED, sent.clicked != NONE, sent.clicked),
        (BOUNCED, sent.bounced, sent.second + 60),
        (UNSUBSCRIBED, sent.left != NONE, sent.left),
        (COMPLAINED, sent.complained != NONE, sent.complained),
    )
    rows = [np.flatnonzero(happened) for _, happened, _ in parts]
    message = np.concatenate(rows)
    kind = np.repeat([part[0] for part in parts], [len(r) for r in rows])
    at = to_utc(np.concatenate([part[2][r] for part, r in zip(parts, rows, strict=True)]))
    order = np.argsort(at, kind="stable")
    message, kind, at = message[order], kind[order], at[order]
    n, last = len(message), len(calendar) - 1
    by_address = chance(rng, n, _NAMELESS) & (kind >= OPENED) & sent.by_mail[message]
    keys = rng.integers(0, 2**63, n, dtype=np.int64).astype(np.uint64)
    devices = weighted(rng, [62, 31, 7], n)
    view = _Tool(world, subscribers, sent, (message, kind, at), (keys, devices, by_address))
    twice = np.flatnonzero(chance(rng, n, _AGAIN))
    names, file_of = versions.daily(calendar, "events", at // DAY)
    again = np.minimum(file_of[twice] + 1, last)
    shape = Shape("email", "events", Csv(_COLUMNS), "event_id", "event_at", text="device_type")
    deliver(out, shape, (names, np.r_[file_of, again]), view.render, np.r_[np.arange(n), twice])
    out.know("email", "events", n)


@dataclass(frozen=True)
class _Tool:
    """The export of the tool that sends."""

    world: World
    subscribers: Subscribers
    sent: Messages
    events: tuple[Ints, Ints, Ints]
    drawn: tuple[Any, Ints, Bools]

    def render(self, rows: Ints) -> Columns:
        sent, catalogue = self.sent, self.world.catalogue
        message, kind, at = (part[rows] for part in self.events)
        keys, devices, by_address = self.drawn
        devices, by_address = devices[rows], by_address[rows]
        who = sent.subscriber[message]
        email = take(self.subscribers.draws.email, np.where(by_address, who, NONE))
        clicked = kind == CLICKED
        topic = np.where(clicked, sent.topic[message], NONE)
        # a newsletter about no one category links to several of them
        likes = self.world.habit.likes[sent.person[message], rows % 2]
        linked = np.where(clicked & (topic == NONE) & (rows % 3 > 0), likes, topic)
        slugs = pool([_slug(name) for name in catalogue.categories])
        page = choose(linked >= 0, take(slugs, linked), "novita")
        return {
            "event_id": hexes(keys[rows]),
            "event_type": take(pool(_TYPES), kind),
            "event_at": zulu_texts(at),
            "campaign_id": mailing_ids(sent.mailing[message]),
            "subscriber_id": blank(by_address, subscriber_ids(who)),
            "email": email,
            "link_url": blank(~clicked, join("https://www.ginestra.example/c/", page)),
            "link_category": take(pool(catalogue.categories), linked),
            "device_type": take(
                pool(DEVICES),
                np.where(
                    (kind == OPENED) | clicked, np.where(sent.pushed[message], 0, devices), NONE
                ),
            ),
        }


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
