"""Export of the contact centre: requesters, requests as they change, and every contact of each."""

from typing import Any

import numpy as np

from customer360.demo import identity, versions
from customer360.demo.clock import DAY, to_utc, zulu_texts
from customer360.demo.contact_centre import (
    CHANNELS,
    NONE,
    PHONE,
    REASONS,
    Requesters,
    Tickets,
    in_hours,
)
from customer360.demo.layouts import Columns, Csv, Json
from customer360.demo.rand import Ints, chance, expand
from customer360.demo.text import blank, choose, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.webshop import order_ids
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

OPENED, REPLIED, CLOSED = range(3)


def export(out: Output, world: World, tickets: Tickets, requesters: Requesters) -> None:
    """Write requesters by month, requests and their contacts by week.

    Args:
        out: Output.
        world: World.
        tickets: Requests.
        requesters: Who asks.
    """
    _export_requesters(out, world, requesters)
    _export_tickets(out, world, tickets, requesters)
    _export_interactions(out, world, tickets)


def ticket_ids(rows: Ints) -> Any:
    """Keys of requests, shape (k,)."""
    return join("T", number(rows + 1, 7))


def _export_requesters(out: Output, world: World, requesters: Requesters) -> None:
    calendar, people = world.calendar, world.people
    rng = out.streams.get("requester versions")
    made = versions.make(rng, world, requesters.person, requesters.created, 0.3)

    def render(rows: Ints) -> Columns:
        who = made.record[rows]
        text = identity.write(people, requesters.draws, who, made.day[rows])
        return {
            "requester_id": requesters.ids(who),
            "full_name": text.full,
            "email": text.email,
            "phone": text.phone,
            "created_at": zulu_texts(to_utc(requesters.created[who])),
            "updated_at": zulu_texts(to_utc(made.second[rows])),
        }

    columns = ("requester_id", "full_name", "email", "phone", "created_at", "updated_at")
    names, file_of = versions.monthly(calendar, "requesters", made.second // DAY)
    shape = Shape(
        "support", "requesters", Csv(columns, ";", ("full_name",)), "requester_id",
        text="full_name",
    )  # fmt: skip
    deliver(out, shape, (names, file_of), render)
    out.know("support", "requesters", len(requesters.person))


def _export_tickets(out: Output, world: World, tickets: Tickets, requesters: Requesters) -> None:
    calendar, catalogue = world.calendar, world.catalogue
    end = (calendar.end + 1) * DAY
    every = np.arange(tickets.n)
    done = np.flatnonzero(tickets.closed < end)
    answered = np.flatnonzero((tickets.closed >= end) & (tickets.replied < end))
    row = np.r_[every, answered, done]
    state = np.repeat([OPENED, REPLIED, CLOSED], [tickets.n, len(answered), len(done)])
    second = np.r_[tickets.opened, tickets.replied[answered], tickets.closed[done]]
    order = np.argsort(second, kind="stable")
    row, state, second = row[order], state[order], second[order]

    def render(versions_of: Ints) -> Columns:
        rows, now = row[versions_of], state[versions_of]
        requester = tickets.requester[rows]
        article, score = tickets.article[rows], tickets.score[rows]
        return {
            "ticket_id": ticket_ids(rows),
            "requester_id": blank(requester == NONE, requesters.ids(np.maximum(requester, 0))),
            "channel": take(pool(CHANNELS), tickets.channel[rows]),
            "opened_at": zulu_texts(to_utc(tickets.opened[rows])),
            "first_reply_at": blank(now == OPENED, zulu_texts(to_utc(tickets.replied[rows]))),
            "closed_at": blank(now != CLOSED, zulu_texts(to_utc(tickets.closed[rows]))),
            "reason": take(pool(REASONS), tickets.reason[rows]),
            "is_complaint": take(pool(["false", "true"]), tickets.complaint[rows]),
            "order_id": blank(
                tickets.order[rows] == NONE, order_ids(np.maximum(tickets.order[rows], 0))
            ),
            "product_code": take(catalogue.sku, article),
            "satisfaction_score": choose((now == CLOSED) & (score > 0), number(score), None),
            "updated_at": zulu_texts(to_utc(second[versions_of])),
        }

    columns = (
        "ticket_id", "requester_id", "channel", "opened_at", "first_reply_at", "closed_at",
        "reason", "is_complaint", "order_id", "product_code", "satisfaction_score", "updated_at",
    )  # fmt: skip
    layout = Json(columns, ("is_complaint", "satisfaction_score"), omitted=("product_code",))
    names, file_of = versions.weekly(calendar, "tickets", second // DAY)
    shape = Shape("support", "tickets", layout, "ticket_id", "opened_at", text="reason")
    deliver(out, shape, (names, file_of), render)
    out.know("support", "tickets", tickets.n)


def _export_interactions(out: Output, world: World, tickets: Tickets) -> None:
    """Write the first contact, the first reply, and what went to and fro until the end."""
    calendar = world.calendar
    rng = out.streams.get("support interactions")
    further = rng.poisson(np.where(tickets.complaint, 1.4, 0.5))
    of, rank = expand(2 + further)
    share = rng.random(len(of))
    opened, replied, closed = (
        part[of] for part in (tickets.opened, tickets.replied, tickets.closed)
    )
    between = replied + (share * (closed - replied)).astype(np.int64)
    awake = np.minimum(in_hours(rng, between), closed)
    second = np.where(rank == 0, opened, np.where(rank == 1, replied, awake))
    # a person who wrote is at times called back
    moved = (rank > 0) & chance(rng, len(of), 0.15)
    channel = np.where(moved, PHONE, tickets.channel[of])
    back = np.where(rank == 0, 0, np.where(rank == 1, 1, rng.integers(0, 2, len(of))))
    keep = np.flatnonzero(second < (calendar.end + 1) * DAY)
    keep = keep[np.argsort(second[keep], kind="stable")]
    of, second, channel, back = of[keep], second[keep], channel[keep], back[keep]

    def render(rows: Ints) -> Columns:
        return {
            "interaction_id": join("TI", number(rows + 1, 8)),
            "ticket_id": ticket_ids(of[rows]),
            "interaction_at": zulu_texts(to_utc(second[rows])),
            "channel": take(pool(CHANNELS), channel[rows]),
            "direction": take(pool(["inbound", "outbound"]), back[rows]),
        }

    columns = ("interaction_id", "ticket_id", "interaction_at", "channel", "direction")
    names, file_of = versions.weekly(calendar, "interactions", second // DAY)
    shape = Shape(
        "support", "interactions", Csv(columns), "interaction_id", "interaction_at", text="channel"
    )
    deliver(out, shape, (names, file_of), render)
    out.know("support", "interactions", len(keep))
