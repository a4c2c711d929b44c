"""Slips of the finger in contact points and birth dates: one letter or digit off."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow.compute as pc

from customer360.demo.hard_cases import BIT
from customer360.demo.identity import Draws
from customer360.demo.people import People
from customer360.demo.rand import Bools, Ints, chance, weighted
from customer360.demo.text import choose, is_null, join, select

_MONTHS = 12
_NOT_OWN = BIT["clerk_email"] | BIT["shop_phone"] | BIT["placeholder"]


@dataclass(frozen=True)
class Slips:
    """How often fingers slip; every value is a probability by record, 0 to 1.

    Attributes:
        birth: Day and month exchanged, or a year or a day beside the right one.
        email: A letter lost or two exchanged in the e-mail address.
        phone: Two digits of the phone exchanged.
    """

    birth: float = 0.0
    email: float = 0.0
    phone: float = 0.0


def slip(rng: np.random.Generator, people: People, draws: Draws, slips: Slips) -> Draws:
    """Let fingers slip in the birth date, e-mail address and phone of records.

    Args:
        rng: Source of the draws.
        people: People.
        draws: Dice of n records.
        slips: Probabilities.

    Returns:
        The dice with the slips in them, marked as typos.
    """
    n = len(draws.person)
    own = (draws.bits & _NOT_OWN) == 0
    in_birth = chance(rng, n, slips.birth) & ~draws.no_birth & own
    in_mail = chance(rng, n, slips.email) & ~is_null(draws.email) & own
    in_phone = chance(rng, n, slips.phone) & ~is_null(draws.phone) & own
    off = np.where(in_birth, _days_off(rng, people.birth[draws.person]), 0)
    return replace(
        draws,
        bits=draws.bits | BIT["typo"] * ((off != 0) | in_mail | in_phone),
        email=_slipped_mails(rng, draws.email, in_mail),
        phone=choose(in_phone, _slipped_phones(draws.phone), draws.phone),
        birth_slip=off,
    )


def _days_off(rng: np.random.Generator, days: Ints) -> Ints:
    """Days by which a mistyped birth date misses the right one, shape (n,)."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    years = dates.astype("datetime64[Y]")
    day = (dates - months).astype(np.int64)
    month = (months - years).astype(np.int64)
    turned = (years.astype("datetime64[M]") + day.astype("timedelta64[M]")).astype("datetime64[D]")
    turned += month.astype("timedelta64[D]")
    turned = np.where(day < _MONTHS, turned, dates - 1)
    by = rng.choice(np.array([-10, -1, 1, 10]), len(days))
    beside = (years + by.astype("timedelta64[Y]")).astype("datetime64[M]")
    moved = (beside + month.astype("timedelta64[M]")).astype("datetime64[D]")
    # a day that the other year or month lacks runs over into the next month, which is a slip too
    moved += day.astype("timedelta64[D]")
    wrong = np.where(weighted(rng, [1, 1], len(days)) == 0, turned, moved)
    off: Ints = wrong.astype(np.int64) - days
    return off


def _slipped_mails(rng: np.random.Generator, mail: Any, mask: Bools) -> Any:
    short = pc.replace_substring_regex(mail, "^(.+).@", "\\1@")
    host = pc.replace_substring_regex(mail, "([a-z])([a-z])\\.example$", "\\2\\1.example")
    lost = join(pc.replace_substring_regex(mail, "example$", ""), "exampl")
    return choose(mask, select(weighted(rng, [4, 4, 2], len(mail)), short, host, lost), mail)


def _slipped_phones(phone: Any) -> Any:
    return pc.replace_substring_regex(phone, "([0-9])([0-9])([0-9])$", "\\2\\1\\3")
