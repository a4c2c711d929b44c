"""How hard the world is: the rates at which households and people hold hard cases of identity."""

from dataclasses import dataclass, replace
from typing import Any

_SHARES = (
    "twins", "father_and_son", "household_mail", "household_phone", "moved", "married", "recycled",
)  # fmt: skip
_NUMBERS = (*_SHARES, "mail_family")
_MOST_RECYCLED = 0.05
_COUPLE, _LARGEST_HOUSEHOLD = 2, 8


@dataclass(frozen=True)
class Rates:
    """Rates of the hard cases that lie in people and households; the defaults are the demo's.

    Attributes:
        household_sizes: Weights of households of one, two, three and more persons; 1 to 8 weights,
            none negative, not all 0.
        twins: Share of twins among the second children of households of four and more, 0 to 1.
        father_and_son: Share of sons who bear the name of their father, 0 to 1.
        household_mail: Share of the households of several persons, up to mail_family, that use one
            e-mail address, 0 to 1.
        mail_family: Largest household that shares an e-mail address, in persons, 2 to 8; between
            two levels of difficulty rounded to a whole number.
        household_phone: Share of the households of several persons in which each member but the
            head gives, at even odds, the mobile of the head, 0 to 1.
        moved: Share of people who move house within two years, 0 to 1.
        married: Share of the women below 45 years outside Italian culture who marry someone, 0 to
            1; those whose spouse, drawn among all people, is of their culture bear a new name.
        recycled: Share of people whose number came from someone who left, 0 to 0.05.
        distinct_names: Whether no two persons of a household bear one given name by accident; a
            father and son of one name are no accident.
        next_free_mail: Whether a taken e-mail address gets the next free number of its name, as a
            mail host would give it, instead of the number of the person.
    """

    household_sizes: tuple[float, ...] = (0.34, 0.29, 0.18, 0.14, 0.05)
    twins: float = 0.05
    father_and_son: float = 0.06
    household_mail: float = 0.06
    mail_family: float = 4
    household_phone: float = 0.0
    moved: float = 0.07
    married: float = 0.16
    recycled: float = 0.01
    distinct_names: bool = False
    next_free_mail: bool = False

    def __post_init__(self) -> None:
        """Check the ranges.

        Raises:
            ValueError: If a rate is out of its range.
        """
        sizes = self.household_sizes
        if not 1 <= len(sizes) <= _LARGEST_HOUSEHOLD or min(sizes) < 0 or sum(sizes) <= 0:
            raise ValueError("household_sizes must be 1 to 8 weights, none negative, not all 0.")
        for name in _SHARES:
            most = _MOST_RECYCLED if name == "recycled" else 1
            if not 0 <= getattr(self, name) <= most:
                raise ValueError(f"{name} must be between 0 and {most}.")
        if not _COUPLE <= self.mail_family <= _LARGEST_HOUSEHOLD:
            raise ValueError(f"mail_family must be between {_COUPLE} and {_LARGEST_HOUSEHOLD}.")


USUAL = Rates()
HARDEST = Rates(
    household_sizes=(0.20, 0.24, 0.21, 0.20, 0.10, 0.04, 0.01),
    twins=0.15,
    father_and_son=0.18,
    household_mail=0.30,
    mail_family=6,
    household_phone=0.20,
    moved=0.18,
    married=0.9,
    recycled=0.03,
    distinct_names=True,
    next_free_mail=True,
)


def between(hard: float) -> Rates:
    """Rates between the usual and the hardest, in a straight line.

    Args:
        hard: 0 for the usual rates, 1 for the hardest.

    Returns:
        The rates; names are distinct and e-mail addresses numbered as in the hardest at any level.
    """

    def mix(low: float, high: float) -> float:
        return low + hard * (high - low)

    longest = len(HARDEST.household_sizes)
    usual = USUAL.household_sizes + (0.0,) * (longest - len(USUAL.household_sizes))
    sizes = tuple(mix(*pair) for pair in zip(usual, HARDEST.household_sizes, strict=True))
    mixed: dict[str, Any] = {
        name: mix(getattr(USUAL, name), getattr(HARDEST, name)) for name in _NUMBERS
    }
    return replace(HARDEST, household_sizes=sizes, **mixed)
