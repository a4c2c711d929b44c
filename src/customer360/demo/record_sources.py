"""The five systems of generated person records: what each asks, and how it spoils the answer."""

from dataclasses import dataclass, replace
from typing import Any

from customer360.demo import crm, loyalty, webshop
from customer360.demo.identity import Noise
from customer360.demo.slips import Slips

CRM, LOYALTY, SHOP, SUPPORT, NEWSLETTER = range(5)
# factor by which the hardest world raises a probability, and the most that it may become
_RAISED = {
    "nickname": (2.5, 0.25),
    "typo": (2.5, 0.14),
    "swapped": (2.0, 0.15),
    "plain": (1.3, 0.60),
    "no_birth": (1.8, 0.80),
    "no_email": (1.3, 0.35),
    "no_phone": (1.4, 0.60),
    "no_address": (1.5, 0.50),
    "landline": (2.2, 0.30),
    "second_email": (1.6, 0.45),
    "variant": (2.0, 0.16),
    "clerk": (1.8, 0.12),
    "shop_phone": (3.0, 0.04),
    "placeholder": (2.0, 0.04),
}
NO_SLIPS = Slips()
_HARDEST_SLIPS = Slips(birth=0.025, email=0.02, phone=0.02)


@dataclass(frozen=True)
class Source:
    """A system that keeps person records; shares are by record, 0 to 1.

    Attributes:
        name: Its name.
        weight: Weight among the sources of a record.
        again: Share of the further records of one person here that stay; the others go to a source
            where people come again and again.
        noise: How it spoils what it is told.
        slips: How often fingers slip.
        genders: Words for woman and man; empty where it does not ask.
        no_gender: Share without a gender.
        one_name: Whether one field holds the whole name.
        no_family: Share without a family name.
        one_street: Whether the house number stands behind the street.
        street: Whether it asks for the street at all.
        card: Share of the records of members that show the loyalty card.
        lent_card: Share of these cards that belong to somebody of the same household.
        capitals: Share written in capitals.
        small: Share written in small letters.
    """

    name: str
    weight: float
    again: float
    noise: Noise
    slips: Slips = NO_SLIPS
    genders: tuple[str, ...] = ()
    no_gender: float = 0.0
    one_name: bool = False
    no_family: float = 0.0
    one_street: bool = False
    street: bool = True
    card: float = 0.0
    lent_card: float = 0.0
    capitals: float = 0.0
    small: float = 0.0


_SUPPORT_NOISE = replace(
    webshop.GUEST_NOISE, nickname=0.10, typo=0.05, swapped=0.10, plain=0.5, no_email=0.10,
    no_phone=0.25, no_address=0.35, landline=0.06, clerk=0.02, shop_phone=0.004, placeholder=0.01,
)  # fmt: skip
_NEWSLETTER_NOISE = Noise(
    nickname=0.12, typo=0.03, swapped=0.01, plain=0.45, cyrillic=0.35, no_birth=0.55, no_email=0.0,
    no_phone=0.55, no_address=0.30, landline=0.01, second_email=0.25, variant=0.08, shop_phone=0.0,
    placeholder=0.004, births=(1, 4, 2, 1),
)  # fmt: skip
USUAL = (
    Source(
        "crm", 0.22, 0.4, crm.NOISE, genders=("femmina", "maschio"), no_gender=0.2, one_street=True,
        card=0.22, capitals=0.05,
    ),
    Source("loyalty", 0.26, 0.12, loyalty.NOISE, genders=("F", "M"), no_gender=0.09, card=1.0),
    Source(
        "shop", 0.27, 0.3, webshop.ACCOUNT_NOISE, genders=("f", "m"), no_gender=0.43, card=0.3,
        small=0.03,
    ),
    Source(
        "support", 0.12, 1.0, _SUPPORT_NOISE, one_name=True, one_street=True, card=0.25, small=0.10,
    ),
    Source(
        "newsletter", 0.13, 0.2, _NEWSLETTER_NOISE, genders=("female", "male"), no_gender=0.6,
        no_family=0.05, street=False, small=0.06,
    ),
)  # fmt: skip


def sources(hard: float) -> tuple[Source, ...]:
    """The five sources at a level of difficulty.

    Args:
        hard: 0 for the usual noise, 1 for the hardest.

    Returns:
        Sources in the order of their codes.
    """
    return tuple(_harder(source, hard) for source in USUAL)


def _harder(source: Source, hard: float) -> Source:
    noise = source.noise
    raised: dict[str, Any] = {
        name: _raised(getattr(noise, name), factor, most, hard)
        for name, (factor, most) in _RAISED.items()
    }
    slips = Slips(*(hard * share for share in vars(_HARDEST_SLIPS).values()))
    return replace(
        source,
        noise=replace(noise, **raised),
        slips=slips,
        no_family=source.no_family * (1 + hard),
        lent_card=0.03 * hard if source.card < 1 else 0.0,
    )


def _raised(usual: float, factor: float, most: float, hard: float) -> float:
    return usual + hard * (max(usual, min(most, factor * usual)) - usual)
