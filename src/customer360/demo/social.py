"""Social networks: profiles that the social team could name, and what is said and sent there."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from customer360.demo import identity, life, names, versions
from customer360.demo.clock import DAY, NEVER, to_utc, zulu_texts
from customer360.demo.contact_centre import Tickets
from customer360.demo.layouts import Columns, Csv, Json
from customer360.demo.rand import Ints, chance, expand, weighted
from customer360.demo.text import blank, choose, join, number, pool, select, take
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

NONE = -1
PLATFORMS = ["facebook", "instagram", "tiktok"]
_TYPES = ["mention", "message", "comment", "reaction", "share"]
MENTION, MESSAGE, COMMENT, REACTION, SHARE = range(5)
SENTIMENTS = ["positive", "neutral", "negative"]
NEGATIVE = 2
_ON_NETWORKS, _TELLS_EMAIL = 0.055, 0.16
_EACH = 1.6  # interactions of a profile in a year
_STRANGERS = 1.5  # interactions of nobody known for each of a profile
_VENTS = {True: 0.45, False: 0.045}  # complaints told there too, by whether a profile is known
_BEFORE, _AFTER = DAY, 5 * DAY
NOISE = identity.Noise(
    nickname=0.35, typo=0.01, plain=0.5, cyrillic=0.3, no_birth=1.0, no_email=0.0, no_phone=1.0,
    no_address=1.0, second_email=0.3, shop_phone=0.0, placeholder=0.0,
)  # fmt: skip


@dataclass(frozen=True)
class Profiles:
    """Profiles in the order in which they were first seen, shape (p,).

    Attributes:
        person: Person; platform: position in PLATFORMS; created: local second.
        draws: How each is written.
        first: Profile of each person, NONE for none, by person.
    """

    person: Ints
    platform: Ints
    created: Ints
    draws: identity.Draws
    first: Ints

    def ids(self, rows: Ints) -> Any:
        """Keys of profiles; NONE gives null, shape (k,)."""
        return choose(rows >= 0, join("SP", number(np.maximum(rows, 0) + 1, 6)), None)


@dataclass(frozen=True)
class Interactions:
    """What was said or sent, sorted by time, shape (i,).

    Attributes:
        second: Local second; platform: position in PLATFORMS; profile: profile, NONE for none.
        type: MENTION to SHARE; sentiment: position in SENTIMENTS.
        topic: Category, article: article; NONE for none.
    """

    second: Ints
    platform: Ints
    profile: Ints
    type: Ints
    sentiment: Ints
    topic: Ints
    article: Ints


def profiles(world: World) -> Profiles:
    """Draw whom the social team knows: young people more often."""
    calendar, people = world.calendar, world.people
    rng = world.streams.get("social profiles")
    age = (calendar.start - people.birth) / 365.25
    share = _ON_NETWORKS * np.clip(1.9 - age / 45.0, 0.25, 1.6)
    person = np.flatnonzero(chance(rng, people.n, share))
    created = life.at_some_hour(rng, life.some_day(rng, world, person))
    order = np.lexsort((person, created))
    person, created = person[order], created[order]
    draws = identity.throw(rng, people, person, NOISE)
    told = chance(rng, len(person), _TELLS_EMAIL)
    first = np.full(people.n, NONE, dtype=np.int64)
    first[person] = np.arange(len(person))
    platform = weighted(rng, [4, 5, 2], len(person))
    draws = replace(draws, email=blank(~told, draws.email))
    return Profiles(person, platform, created, draws, first)


def interactions(world: World, known: Profiles, tickets: Tickets) -> Interactions:
    """Draw what is said: by profiles, by nobody known, and by people who complain.

    Args:
        world: World.
        known: Profiles.
        tickets: Requests at the contact centre.

    Returns:
        Interactions.
    """
    calendar, catalogue = world.calendar, world.catalogue
    rng = world.streams.get("social interactions")
    end = (calendar.end + 1) * DAY
    span = (end - known.created) / (365.25 * DAY)
    talks = rng.gamma(0.8, _EACH / 0.8, len(known.person))
    of, rank = expand(1 + rng.poisson(talks * span))
    at = known.created[of] + (rng.random(len(of)) * (end - known.created[of])).astype(np.int64)
    at = np.where(rank == 0, known.created[of], at)
    strangers = round(_STRANGERS * len(of))
    day = rng.integers(calendar.start, calendar.end + 1, strangers)
    by_nobody = life.at_some_hour(rng, day)
    vents, vented = _vents(rng, known, tickets)
    second = np.r_[at, by_nobody, vented]
    profile = np.r_[of, np.full(strangers, NONE), known.first[tickets.person[vents]]]
    sizes = (len(of) + strangers, len(vents))
    n = sum(sizes)
    person = np.r_[known.person[of], rng.integers(0, world.people.n, strangers)]
    likes = world.habit.likes[np.r_[person, tickets.person[vents]], 0]
    article = np.where(chance(rng, n, 0.22), catalogue.draw(rng, likes), NONE)
    about = tickets.article[vents]
    article[sizes[0] :] = about
    topic = np.where(chance(rng, n, 0.5), likes, NONE)
    topic = np.where(article != NONE, catalogue.category[np.maximum(article, 0)], topic)
    usual = weighted(rng, [46, 44, 10], n)
    kind = weighted(rng, [2, 2, 4, 7, 2], n)
    cross = weighted(rng, [3, 4, 3, 0, 0], n)
    platform = weighted(rng, [4, 5, 2], n)
    platform = np.where(profile != NONE, np.r_[known.platform, 0][profile], platform)
    vent = np.arange(n) >= sizes[0]
    keep = np.flatnonzero((second >= calendar.start * DAY) & (second < end))
    keep = keep[np.argsort(second[keep], kind="stable")]
    return Interactions(
        second=second[keep],
        platform=platform[keep],
        profile=profile[keep],
        type=np.where(vent, cross, kind)[keep],
        sentiment=np.where(vent, NEGATIVE, usual)[keep],
        topic=topic[keep],
        article=article[keep],
    )


def _vents(rng: np.random.Generator, known: Profiles, tickets: Tickets) -> tuple[Ints, Ints]:
    """Complaints that are told on a network as well, and when; a profile must be there by then."""
    rows = np.flatnonzero(tickets.complaint)
    at = tickets.opened[rows] + rng.integers(-_BEFORE, _AFTER, len(rows))
    profile = known.first[tickets.person[rows]]
    # NONE is the last place: never seen
    named = np.r_[known.created, NEVER * DAY][profile] <= at
    loud = chance(rng, len(rows), np.where(named, _VENTS[True], _VENTS[False]))
    loud &= named | (profile == NONE)
    return rows[loud], at[loud]


def export(out: Output, world: World, known: Profiles, said: Interactions) -> None:
    """Write profiles by month, interactions by week."""
    _export_profiles(out, world, known)
    _export_interactions(out, world, known, said)


def _export_profiles(out: Output, world: World, known: Profiles) -> None:
    calendar, people = world.calendar, world.people
    pools = names.load()
    rng = out.streams.get("handles")
    form = rng.integers(0, 4, len(known.person))
    tail = rng.integers(1, 990, len(known.person))

    def render(rows: Ints) -> Columns:
        person, day = known.person[rows], known.created[rows] // DAY
        text = identity.write(people, known.draws, rows, day)
        nick = take(pools.nick_slug, people.given[person])
        family = take(
            pools.family_slug, pools.family_code(people.family[person], people.gender[person])
        )
        serial = number(tail[rows])
        handle = select(
            form[rows],
            join(nick, ".", family, serial),
            join(nick, "_", serial),
            join(family, serial),
            join("la.", nick, ".", serial),
        )
        at = zulu_texts(to_utc(known.created[rows]))
        return {
            "profile_id": known.ids(rows),
            "platform": take(pool(PLATFORMS), known.platform[rows]),
            "handle": join("@", handle),
            "display_name": choose(rows % 4 == 0, text.given, text.full),
            "email": text.email,
            "created_at": at,
            "updated_at": at,
        }

    columns = (
        "profile_id", "platform", "handle", "display_name", "email", "created_at", "updated_at",
    )  # fmt: skip
    stems, file_of = versions.monthly(calendar, "profiles", known.created // DAY)
    shape = Shape(
        "social", "profiles", Csv(columns, free=("display_name",)), "profile_id",
        text="display_name",
    )  # fmt: skip
    deliver(out, shape, (stems, file_of), render)
    out.know("social", "profiles", len(known.person))


def _export_interactions(out: Output, world: World, known: Profiles, said: Interactions) -> None:
    calendar, catalogue = world.calendar, world.catalogue

    def render(rows: Ints) -> Columns:
        return {
            "interaction_id": join("SI", number(rows + 1, 8)),
            "interaction_at": zulu_texts(to_utc(said.second[rows])),
            "platform": take(pool(PLATFORMS), said.platform[rows]),
            "profile_id": known.ids(said.profile[rows]),
            "interaction_type": take(pool(_TYPES), said.type[rows]),
            "sentiment": take(pool(SENTIMENTS), said.sentiment[rows]),
            "topic": take(pool(catalogue.categories), said.topic[rows]),
            "product_code": take(catalogue.sku, said.article[rows]),
        }

    columns = (
        "interaction_id", "interaction_at", "platform", "profile_id", "interaction_type",
        "sentiment", "topic", "product_code",
    )  # fmt: skip
    layout = Json(columns, omitted=("topic", "product_code"))
    stems, file_of = versions.weekly(calendar, "interactions", said.second // DAY)
    shape = Shape(
        "social",
        "interactions",
        layout,
        "interaction_id",
        "interaction_at",
        text="interaction_type",
    )
    deliver(out, shape, (stems, file_of), render)
    out.know("social", "interactions", len(said.second))
