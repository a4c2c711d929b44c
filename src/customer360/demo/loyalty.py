"""Loyalty programme: members, cards, and the ledger of points with lots that expire."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import identity, versions
from customer360.demo.catalogue import ean_check
from customer360.demo.clock import DAY, ISO, NEVER, Calendar, date_texts, stamp_texts
from customer360.demo.habits import WEB_ONLY
from customer360.demo.hard_cases import BIT
from customer360.demo.layouts import Columns, Csv
from customer360.demo.people import People
from customer360.demo.rand import (
    Bools,
    Floats,
    Ints,
    Streams,
    chance,
    group_rank,
    mixed,
    some_of,
    weighted,
)
from customer360.demo.text import choose, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

MEMBER_SHARE = 0.45
NO_CARD = -1
LOT_DAYS = 548  # eighteen months
VOUCHER = 200
EARN, REDEEM, EXPIRE, ADJUST = range(4)
_KINDS = ["earn", "redeem", "expire", "adjust"]
NOISE = identity.Noise(
    nickname=0.06, typo=0.04, swapped=0.02, plain=0.35, cyrillic=0.3, no_birth=0.15, no_email=0.14,
    no_phone=0.12, no_address=0.08, landline=0.10, clerk=0.01, placeholder=0.006,
    births=(1, 5, 2, 0.5), countries=(6, 2, 1, 0.5),
)  # fmt: skip
_MEMBER_COLUMNS = (
    "member_id", "given_name", "family_name", "birth_date", "gender", "email", "phone", "street",
    "street_number", "city", "postal_code", "region", "country_code", "tier", "status",
    "home_store_id", "enrolled_at", "updated_at",
)  # fmt: skip


@dataclass(frozen=True)
class Programme:
    """Members and cards.

    Attributes:
        person: Person of each membership, shape (m,); shop: shop of enrolment.
        enrolled: Local second of enrolment.
        duplicate: Whether the person was a member already.
        draws: How each membership was written down.
        first: First membership of each person, -1 for none; second: the duplicate one.
        card_member: Membership of each card, shape (c,); issued, lost: days.
        card_number: Numbers.
        replacement: Card that replaces the first of a membership, NO_CARD for none, shape (m,).
    """

    person: Ints
    shop: Ints
    enrolled: Ints
    duplicate: Bools
    draws: identity.Draws
    first: Ints
    second: Ints
    card_member: Ints
    issued: Ints
    lost: Ints
    card_number: Any
    replacement: Ints

    @property
    def n(self) -> int:
        """Number of memberships."""
        return len(self.person)

    def member_id(self, rows: Ints) -> Any:
        """Keys of memberships, shape (k,)."""
        return join("M", number(rows + 100_001, 7))

    def card_of(self, member: Ints, day: Ints) -> Ints:
        """Card of a membership on a day; memberships of -1 and early days give NO_CARD."""
        at = np.maximum(member, 0)
        new = self.replacement[at]
        card = np.where((new != NO_CARD) & (day >= self.issued[np.maximum(new, 0)]), new, at)
        return np.where((member >= 0) & (day >= self.issued[at]), card, NO_CARD)

    def card_on(self, person: Ints, day: Ints, rng: np.random.Generator) -> Ints:
        """Card that a person has at hand on a day, NO_CARD for none, shape (k,)."""
        card = self.card_of(self.first[person], day)
        other = self.card_of(self.second[person], day)
        return np.where((other != NO_CARD) & chance(rng, len(person), 0.6), other, card)


def enrol(world: World) -> Programme:
    """Decide who joins the programme, when, and with which cards."""
    calendar, people, habit = world.calendar, world.people, world.habit
    rng = world.streams.get("loyalty")
    keen = 0.55 * np.log(people.rate + 0.5) - 1.2 * (habit.preference == WEB_ONLY)
    keen = keen + rng.gumbel(0.0, 1.0, people.n)
    count = round(MEMBER_SHARE * people.n)
    person = np.sort(np.argsort(-keen, kind="stable")[:count])
    enrolled = _enrolment_days(rng, calendar, people, person)
    twice = np.flatnonzero(some_of(rng, enrolled < calendar.end - 60, 0.02))
    again = rng.integers(enrolled[twice] + 30, calendar.end, len(twice))
    again = np.maximum(again, calendar.start)
    person = np.r_[person, person[twice]]
    enrolled = np.r_[enrolled, again]
    n = len(person)
    replaced = some_of(rng, enrolled < calendar.end - 40, 0.05)
    who = np.flatnonzero(replaced)
    swap = rng.integers(np.maximum(enrolled[who], calendar.start) + 5, calendar.end, len(who))
    lost = np.full(n + len(who), NEVER, dtype=np.int64)
    lost[who] = swap
    replacement = np.full(n, NO_CARD, dtype=np.int64)
    replacement[who] = n + np.arange(len(who))
    twelve = 290_000_000_000 + mixed(rng, n + len(who), 999_999_998)
    draws = identity.throw(rng, people, person, NOISE)
    draws.bits[count:] |= BIT["duplicate_membership"]
    draws.bits[twice] |= BIT["duplicate_membership"]
    draws.bits[who] |= BIT["replaced_card"]
    first = np.full(people.n, -1, dtype=np.int64)
    first[person[:count]] = np.arange(count)
    second = np.full(people.n, -1, dtype=np.int64)
    second[person[count:]] = np.arange(count, n)
    return Programme(
        person=person,
        shop=habit.shop[person],
        enrolled=enrolled * DAY + rng.integers(10 * 3600, 19 * 3600, n),
        duplicate=np.arange(n) >= count,
        draws=draws,
        first=first,
        second=second,
        card_member=np.r_[np.arange(n), who],
        issued=np.r_[enrolled, swap],
        lost=lost,
        card_number=number(twelve * 10 + ean_check(twelve)),
        replacement=replacement,
    )


def _enrolment_days(
    rng: np.random.Generator, calendar: Calendar, people: People, person: Ints
) -> Ints:
    n = len(person)
    joined = people.joined[person]
    begin = people.active_from(calendar)[person]
    end = np.maximum(people.active_to(calendar)[person], begin)
    later = begin + ((end - begin) * rng.beta(0.8, 3.0, n)).astype(np.int64)
    before = joined + (rng.random(n) * np.maximum(calendar.start - joined, 1)).astype(np.int64)
    long_ago = (joined < calendar.start) & chance(rng, n, 0.8)
    return np.where(long_ago, before, later)


@dataclass(frozen=True)
class Earning:
    """What moves points: purchases with a card and their returns, shape (e,).

    Attributes:
        member: Membership; second: local time; points: points earned, negative for a return.
        reference: Receipt or order.
    """

    member: Ints
    second: Ints
    points: Ints
    reference: Any


@dataclass(frozen=True)
class Ledger:
    """Entries of the ledger sorted by time, shape (l,); source is the position in Earning or -1."""

    member: Ints
    second: Ints
    kind: Ints
    points: Ints
    source: Ints


def book(streams: Streams, calendar: Calendar, programme: Programme, moves: Earning) -> Ledger:
    """Book earned, used and expired points, oldest lots first.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        programme: Members.
        moves: What moves points.

    Returns:
        The ledger; a balance never falls below zero.
    """
    rng = streams.get("points")
    saver = chance(rng, programme.n, 0.42)  # never redeems
    earn = np.flatnonzero(moves.points > 0)
    expiry = (moves.second[earn] // DAY + LOT_DAYS + 1) * DAY + 3 * 3600
    lapses = earn[expiry // DAY <= calendar.end]
    steps = np.r_[np.arange(len(moves.points)), lapses]
    lapse = np.r_[np.zeros(len(moves.points), dtype=np.bool_), np.ones(len(lapses), dtype=np.bool_)]
    at = np.where(
        lapse, (moves.second[steps] // DAY + LOT_DAYS + 1) * DAY + 3 * 3600, moves.second[steps]
    )
    order = np.lexsort((at, moves.member[steps]))
    steps, lapse, at = steps[order], lapse[order], at[order]
    member = moves.member[steps]
    gained = np.where(lapse, 0, np.maximum(moves.points[steps], 0))
    given_back = np.where(lapse, 0, np.maximum(-moves.points[steps], 0))
    matured = np.where(lapse, moves.points[steps], 0)
    eager = ~saver[member] & (gained > 0) & chance(rng, len(steps), 0.75)
    spent, expired, undone = _walk(member, gained, matured, given_back, eager)
    parts = [
        (np.flatnonzero(gained > 0), EARN, gained),
        (np.flatnonzero(spent > 0), REDEEM, spent),
        (np.flatnonzero(expired > 0), EXPIRE, expired),
        (np.flatnonzero(undone > 0), ADJUST, undone),
    ]
    rows = np.concatenate([p[0] for p in parts])
    kind = np.concatenate([np.full(len(p[0]), p[1]) for p in parts])
    points = np.concatenate([p[2][p[0]] for p in parts])
    seconds = at[rows] + 30 * (kind == REDEEM)
    source = np.where(kind == EXPIRE, -1, steps[rows])
    order = np.lexsort((kind, rows, seconds))
    return Ledger(member[rows][order], seconds[order], kind[order], points[order], source[order])


def _walk(
    member: Ints, gained: Ints, matured: Ints, given_back: Ints, eager: Bools
) -> tuple[Ints, Ints, Ints]:
    """Step through all members at once: the k-th step of each member in round k.

    With the oldest lots used first, what has lapsed is what matured beyond all that was taken.
    """
    n = len(member)
    spent, expired, undone = (np.zeros(n, dtype=np.int64) for _ in range(3))
    if n == 0:
        return spent, expired, undone
    rank = group_rank(member)
    by_rank = np.argsort(rank, kind="stable")
    ends = np.cumsum(np.bincount(rank))
    size = int(member.max()) + 1
    have, taken, old = (np.zeros(size, dtype=np.int64) for _ in range(3))
    begin = 0
    for end in ends:
        row = by_rank[begin:end]
        who = member[row]
        old[who] += matured[row]
        gone = np.where(matured[row] > 0, np.maximum(old[who] - taken[who], 0), 0)
        taken[who] += gone
        expired[row] = gone
        back = np.minimum(given_back[row], have[who] - taken[who])
        undone[row] = back
        taken[who] += back
        free = have[who] - taken[who]
        use = np.where(eager[row] & (free >= VOUCHER), free // VOUCHER * VOUCHER, 0)
        spent[row] = use
        taken[who] += use
        have[who] += gained[row]
        begin = int(end)
    return spent, expired, undone


def export(out: Output, world: World, programme: Programme, moves: Earning, ledger: Ledger) -> None:
    """Write members, cards and points.

    Args:
        out: Output.
        world: World.
        programme: Members and cards.
        moves: What moved points.
        ledger: Points.
    """
    calendar, stores = world.calendar, world.stores
    earned = np.maximum(moves.points, 0).astype(np.float64)
    spend = np.bincount(moves.member, weights=earned, minlength=programme.n).astype(np.float64)
    _export_members(out, world, programme, spend)
    _export_cards(out, calendar, programme)
    names, file_of = versions.weekly(calendar, "points", ledger.second // DAY)
    italian = stores.country[programme.shop] == 0

    def render(rows: Ints) -> Columns:
        kind, second, source = ledger.kind[rows], ledger.second[rows], ledger.source[rows]
        # the Italian desk writes what goes away with a minus sign, the Polish one without;
        # a correction always has its sign
        minus = (kind != EARN) & (italian[ledger.member[rows]] | (kind == ADJUST))
        lapse = second // DAY + LOT_DAYS
        return {
            "entry_id": join("E", number(rows + 1, 9)),
            "member_id": programme.member_id(ledger.member[rows]),
            "entry_type": take(pool(_KINDS), kind),
            "points": number(np.where(minus, -1, 1) * ledger.points[rows]),
            "booked_at": stamp_texts(second),
            "expires_at": choose(kind == EARN, date_texts(lapse, ISO), None),
            "receipt_id": take(moves.reference, source),
        }

    columns = (
        "entry_id",
        "member_id",
        "entry_type",
        "points",
        "booked_at",
        "expires_at",
        "receipt_id",
    )
    shape = Shape("loyalty", "points", Csv(columns), "entry_id", "booked_at", "points")
    deliver(out, shape, (names, file_of), render)
    out.know("loyalty", "points", len(ledger.member))


def _export_members(out: Output, world: World, programme: Programme, spend: Floats) -> None:
    calendar, people, stores = world.calendar, world.people, world.stores
    rng = out.streams.get("member versions")
    made = versions.make(rng, world, programme.person, programme.enrolled, 0.5)
    yearly = spend / max(len(calendar) / 365.25, 0.1)
    tier = np.digitize(yearly, [400.0, 1200.0])
    risen = np.flatnonzero((tier > 0) & (programme.enrolled // DAY < calendar.end - 30))
    low = np.maximum(programme.enrolled[risen] // DAY, calendar.start) + 10
    day = rng.integers(low, calendar.end + 1, len(risen))
    second = day * DAY + rng.integers(2 * 3600, 4 * 3600, len(risen))
    record = np.r_[made.record, risen]
    days = np.r_[made.day, day]
    seconds = np.r_[made.second, second]
    raised = np.r_[np.zeros(len(made.record), dtype=np.bool_), np.ones(len(risen), dtype=np.bool_)]
    order = np.lexsort((record, seconds))
    record, days, seconds, raised = record[order], days[order], seconds[order], raised[order]
    # once risen, later versions keep the tier
    since = np.full(programme.n, NEVER * DAY, dtype=np.int64)
    since[risen] = second
    reached = np.where(seconds >= since[record], tier[record], 0)
    blocked = programme.duplicate & chance(rng, programme.n, 0.2)
    status = weighted(rng, [0.97, 0.01, 0.02], programme.n)
    status = np.where(blocked, 1, status)

    def render(rows: Ints) -> Columns:
        who = record[rows]
        text = identity.write(people, programme.draws, who, days[rows])
        return {
            "member_id": programme.member_id(who),
            "given_name": text.given,
            "family_name": text.family,
            "birth_date": text.birth,
            "gender": take(pool(["F", "M", None]), np.where(who % 11 == 0, 2, text.gender)),
            "email": text.email,
            "phone": text.phone,
            "street": text.street,
            "street_number": text.street_number,
            "city": text.city,
            "postal_code": text.postal,
            "region": text.region,
            "country_code": text.country,
            "tier": take(pool(["base", "silver", "gold"]), reached[rows]),
            "status": take(pool(["active", "blocked", "closed"]), status[who]),
            "home_store_id": take(stores.id, programme.shop[who]),
            "enrolled_at": stamp_texts(programme.enrolled[who]),
            "updated_at": stamp_texts(seconds[rows]),
        }

    names, file_of = versions.weekly(calendar, "members", seconds // DAY)
    free = ("given_name", "family_name", "street", "city")
    shape = Shape("loyalty", "members", Csv(_MEMBER_COLUMNS, free=free), "member_id", text="city")
    deliver(out, shape, (names, file_of), render)
    out.know("loyalty", "members", programme.n)


def _export_cards(out: Output, calendar: Calendar, programme: Programme) -> None:
    gone = np.flatnonzero(programme.lost < NEVER)
    card = np.r_[np.arange(len(programme.card_member)), gone]
    day = np.r_[programme.issued, programme.lost[gone]]
    state = np.r_[
        np.zeros(len(programme.card_member), dtype=np.int64), np.ones(len(gone), dtype=np.int64)
    ]
    order = np.lexsort((card, day))
    card, day, state = card[order], day[order], state[order]

    def render(rows: Ints) -> Columns:
        return {
            "card_number": take(programme.card_number, card[rows]),
            "member_id": programme.member_id(programme.card_member[card[rows]]),
            "issued_at": date_texts(programme.issued[card[rows]], ISO),
            "status": take(pool(["active", "lost"]), state[rows]),
        }

    names, file_of = versions.monthly(calendar, "cards", day)
    columns = ("card_number", "member_id", "issued_at", "status")
    shape = Shape("loyalty", "cards", Csv(columns), "card_number")
    deliver(out, shape, (names, file_of), render)
    out.know("loyalty", "cards", len(programme.card_member))
