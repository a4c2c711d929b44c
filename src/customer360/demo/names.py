"""Names as pools: every form in which a name is written, looked up by the name's code."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from customer360.demo.name_lists import (
    COMMON_LATIN,
    EN,
    FAMILY,
    FAMILY_STEMS,
    GIVEN,
    IT,
    MALE,
    PASSPORT_LATIN,
    PL,
    PLAIN_LETTERS,
    POLISH_LATIN,
    RU,
)
from customer360.demo.rand import Bools, Floats, Ints, weighted
from customer360.demo.text import pool, take

PROPER, PLAIN, NICK, CYRILLIC, CYRILLIC_NICK, LATIN_2, LATIN_3, TYPO_1, TYPO_2, TYPO_3 = range(10)
FORMS = 10
_VOWELS = "AEIOU"
_CODE = 3
_FOUR = 4


def plain(name: str) -> str:
    """Write a name without accents."""
    parts = unicodedata.normalize("NFKD", name.translate(PLAIN_LETTERS))
    return "".join(c for c in parts if not unicodedata.combining(c))


def latin(name: str, sounds: dict[str, str]) -> str:
    """Transliterate a Cyrillic name; any other name stays."""
    out = []
    for letter in name:
        sound = sounds.get(letter.lower(), letter)
        out.append(sound.capitalize() if letter.isupper() else sound)
    return "".join(out)


def typo(name: str, kind: int) -> str:
    """Misspell a name, always the same way for the same kind.

    Args:
        name: Name, of any length.
        kind: 0 drops a letter, 1 swaps two, 2 doubles one.

    Returns:
        The misspelt name; short names stay.
    """
    if len(name) < _FOUR:
        return name + name[-1]
    place = 1 + (sum(map(ord, name)) + 3 * kind) % (len(name) - 2)
    if kind == 0:
        return name[:place] + name[place + 1 :]
    if kind == 1 and name[place] != name[place + 1]:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return name[: place + 1] + name[place:]


def slug(name: str) -> str:
    """Write a name as it stands in an e-mail address."""
    return "".join(c for c in plain(name).lower() if c.isascii() and c.isalnum())


def tax_code(name: str, given: bool) -> str:
    """Three letters of the codice fiscale for a name."""
    letters = [c for c in plain(name).upper() if "A" <= c <= "Z"]
    consonants = [c for c in letters if c not in _VOWELS]
    vowels = [c for c in letters if c in _VOWELS]
    if given and len(consonants) > _CODE:
        consonants = [consonants[0], consonants[2], consonants[3]]
    return "".join((consonants + vowels + ["X"] * _CODE)[:_CODE])


def feminine(name: str, culture: int) -> str:
    """Form of a family name that a woman bears."""
    if culture == PL and name.endswith(("ski", "cki", "dzki")):
        return name[:-1] + "a"
    if culture == RU:
        return name[:-2] + "ая" if name.endswith("ий") else name + "а"  # noqa: RUF001
    return name


@dataclass(frozen=True)
class Pools:
    """All forms of all names.

    Attributes:
        given: One pool of length FORMS * len(names): form * n + code.
        family: The same, for 2 * n codes, women first.
        given_slug: Form in e-mail addresses by code; family_slug likewise.
        given_tax: Letters of the codice fiscale by code; family_tax likewise.
        given_has: Whether a form differs from the proper one, shape (FORMS, n).
        family_has: The same, shape (FORMS, 2 * n).
        given_range: First code and number of codes by (culture, gender).
        family_range: First code and number of codes by culture.
        families: Number of family names n.
    """

    given: Any
    family: Any
    given_slug: Any
    family_slug: Any
    nick_slug: Any
    given_tax: Any
    family_tax: Any
    given_has: Bools
    family_has: Bools
    given_range: dict[tuple[int, int], tuple[int, int]]
    family_range: dict[int, tuple[int, int]]
    families: int

    def draw_given(self, rng: np.random.Generator, cultures: Ints, genders: Ints) -> Ints:
        """Draw given name codes, shape (n,)."""
        codes = np.zeros(len(cultures), dtype=np.int64)
        for (culture, gender), (first, count) in self.given_range.items():
            mine = (cultures == culture) & (genders == gender)
            codes[mine] = first + weighted(rng, _falling(count, 12.0), int(mine.sum()))
        return codes

    def draw_family(self, rng: np.random.Generator, cultures: Ints) -> Ints:
        """Draw family name codes, shape (n,)."""
        codes = np.zeros(len(cultures), dtype=np.int64)
        for culture, (first, count) in self.family_range.items():
            mine = cultures == culture
            codes[mine] = first + weighted(rng, _falling(count, 120.0), int(mine.sum()))
        return codes

    def given_text(self, codes: Ints, forms: Ints) -> Any:
        """Write given names in the forms asked for, shape (n,)."""
        return take(self.given, forms * self.given_has.shape[1] + codes)

    def family_code(self, codes: Ints, genders: Ints) -> Ints:
        """Code of the form of a family name that a gender bears, shape (n,)."""
        coded: Ints = codes + self.families * (genders == MALE)
        return coded

    def family_text(self, gendered: Ints, forms: Ints) -> Any:
        """Write family names, by family_code, in the forms asked for, shape (n,)."""
        return take(self.family, forms * self.family_has.shape[1] + gendered)


def _falling(count: int, flat: float) -> Floats:
    return 1.0 / (np.arange(count, dtype=np.float64) + flat)


def _forms(name: str, nick: str, cyrillic: bool) -> list[str]:
    proper = latin(name, COMMON_LATIN)
    return [
        proper,
        plain(proper),
        latin(nick, COMMON_LATIN) if nick else proper,
        name if cyrillic else proper,
        nick if cyrillic and nick else name,
        latin(name, PASSPORT_LATIN),
        latin(name, POLISH_LATIN),
        typo(proper, 0),
        typo(proper, 1),
        typo(proper, 2),
    ]


def _families(culture: int) -> list[str]:
    stems, endings = FAMILY_STEMS[culture]
    common = [name.replace("_", " ") for name in FAMILY[culture].split()]
    rare = [stem + ending for ending in endings.split() for stem in stems.split()]
    return list(dict.fromkeys(common + rare))


def _pools(forms: list[list[str]]) -> tuple[Any, Bools]:
    by_form = list(zip(*forms, strict=True))
    different = np.array([[a != b for a, b in zip(f, by_form[0], strict=True)] for f in by_form])
    return pool([name for form in by_form for name in form]), different


@lru_cache(maxsize=1)
def load() -> Pools:
    """Build the pools once."""
    given: list[list[str]] = []
    given_range: dict[tuple[int, int], tuple[int, int]] = {}
    for key, text in GIVEN.items():
        first = len(given)
        for entry in text.split():
            name, _, nicks = entry.partition(":")
            # one code per nickname, so that both Beppe and Pino occur
            given += [_forms(name, nick, key[0] == RU) for nick in nicks.split("/")]
        given_range[key] = (first, len(given) - first)
    women: list[list[str]] = []
    men: list[list[str]] = []
    family_range: dict[int, tuple[int, int]] = {}
    for culture in (IT, PL, RU, EN):
        names = _families(culture)
        family_range[culture] = (len(men), len(names))
        men += [_forms(name, "", culture == RU) for name in names]
        women += [_forms(feminine(name, culture), "", culture == RU) for name in names]
    given_pool, given_has = _pools(given)
    family_pool, family_has = _pools(women + men)
    return Pools(
        given=given_pool,
        family=family_pool,
        given_slug=pool([slug(forms[PROPER]) for forms in given]),
        family_slug=pool([slug(forms[PROPER]) for forms in women + men]),
        nick_slug=pool([slug(forms[NICK]) for forms in given]),
        given_tax=pool([tax_code(forms[PROPER], given=True) for forms in given]),
        family_tax=pool([tax_code(forms[PROPER], given=False) for forms in women + men]),
        given_has=given_has,
        family_has=family_has,
        given_range=given_range,
        family_range=family_range,
        families=len(men),
    )
