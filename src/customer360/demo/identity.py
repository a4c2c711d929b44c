"""Records about people: what a clerk, a form or the person makes of a person's data."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from customer360.demo import hard_cases, names, places, stores
from customer360.demo.clock import DASHES, DOTS, ISO, SLASHES, date_texts, to_day
from customer360.demo.hard_cases import BIT
from customer360.demo.name_lists import RU
from customer360.demo.people import People
from customer360.demo.rand import Bools, Ints, chance, weighted
from customer360.demo.text import blank, choose, is_null, join, number, pool, select, take

HOST = "ginestra.example"
CLERK_MAILS = [f"s.bellandi@{HOST}", f"m.kosinska@{HOST}"]
_NO_MAILS = ["test@test.it", "noreply@ginestra.example", "n/a", "nessuna@email.it", "brak@brak.pl"]
_NO_PHONES = ["0000000000", "3333333333", "n/a", "000000000", "1234567890"]
_NO_BIRTH = dt.date(1900, 1, 1)
_COUNTRY_FORMS = ["IT", "Italia", "ITALY", "it", "PL", "Polska", "POLAND", "pl"]
_FORMS_PER_COUNTRY = 4
_PHONE_FORMS = 10


@dataclass(frozen=True)
class Noise:
    """How a system spoils what it is told; every value is a probability by record.

    Attributes:
        nickname, typo, swapped, plain, cyrillic: How names are written.
        no_birth, no_email, no_phone, no_address: What is missing.
        landline: Fixed instead of mobile phone, where there is one.
        second_email: The second e-mail address instead of the first.
        variant: Plus-addressing or capitals in the e-mail.
        clerk, shop_phone, placeholder: Contact points that are nobody's.
        phones: Weights of the ten ways to write a phone.
        births: Weights of the forms ISO, dd/mm/yyyy, dd.mm.yyyy, dd-mm-yyyy.
        countries: Weights of the forms code, name, capitals, small code.
    """

    nickname: float = 0.05
    typo: float = 0.03
    swapped: float = 0.015
    plain: float = 0.30
    cyrillic: float = 0.35
    no_birth: float = 0.2
    no_email: float = 0.05
    no_phone: float = 0.2
    no_address: float = 0.1
    landline: float = 0.05
    second_email: float = 0.15
    variant: float = 0.06
    clerk: float = 0.0
    shop_phone: float = 0.002
    placeholder: float = 0.005
    phones: tuple[float, ...] = (4, 1, 3, 5, 1, 1, 1, 0.5, 1, 0.5)
    births: tuple[float, ...] = (1, 0, 0, 0)
    countries: tuple[float, ...] = (1, 0, 0, 0)


@dataclass(frozen=True)
class Draws:
    """The dice of records, thrown once, so that every version of a record looks alike.

    All of shape (n,) by record; forms are codes. birth_slip is by how many days the birth date is
    mistyped, where that happens at all.
    """

    person: Ints
    bits: Ints
    given_form: Ints
    family_form: Ints
    swapped: Bools
    email: Any
    phone: Any
    birth_form: Ints
    no_birth: Bools
    no_address: Bools
    country_form: Ints
    birth_slip: Ints | None = None

    def rows(self, keep: Ints) -> "Draws":
        """The dice of some records, shape (k,)."""
        parts = {
            name: take(part, keep) if name in {"email", "phone"} else part[keep]
            for name, part in vars(self).items()
            if part is not None
        }
        return Draws(**parts)


@dataclass(frozen=True)
class Fields:
    """Fields of record versions as text, each of length k; null where missing."""

    given: Any
    family: Any
    full: Any
    birth: Any
    gender: Ints
    email: Any
    phone: Any
    street: Any
    street_number: Any
    city: Any
    postal: Any
    region: Any
    country: Any


def throw(rng: np.random.Generator, people: People, person: Ints, noise: Noise) -> Draws:
    """Decide how records about persons are spoilt.

    Args:
        rng: Source of the draws.
        people: People.
        person: Person of each record, shape (n,).
        noise: Probabilities of the system.

    Returns:
        Draws with the hard cases of each record in bits.
    """
    n = len(person)
    bits = hard_cases.person_bits(people, person)
    given_form, family_form, bits = _name_forms(rng, people, person, noise, bits)
    swapped = chance(rng, n, noise.swapped)
    bits |= BIT["swapped_names"] * swapped
    email, bits = _mails(rng, people, person, noise, bits)
    phone, bits = _phones(rng, people, person, noise, bits)
    no_birth = chance(rng, n, noise.no_birth)
    no_address = chance(rng, n, noise.no_address)
    missing = no_birth.astype(np.int64) + no_address + is_null(email) + is_null(phone)
    bits |= BIT["missing_fields"] * (missing > 1)
    fake_birth = chance(rng, n, noise.placeholder) & ~no_birth
    bits |= BIT["placeholder"] * fake_birth
    return Draws(
        person=person,
        bits=bits,
        given_form=given_form,
        family_form=family_form,
        swapped=swapped,
        email=email,
        phone=phone,
        birth_form=weighted(rng, noise.births, n) + len(noise.births) * fake_birth,
        no_birth=no_birth,
        no_address=no_address,
        country_form=weighted(rng, noise.countries, n),
    )


def _name_forms(
    rng: np.random.Generator, people: People, person: Ints, noise: Noise, bits: Ints
) -> tuple[Ints, Ints, Ints]:
    n = len(person)
    pools = names.load()
    russian = people.culture[person] == RU
    nick = chance(rng, n, noise.nickname) & pools.given_has[names.NICK, people.given[person]]
    bits = bits | BIT["nickname"] * nick
    given = np.where(nick, names.NICK, names.PROPER)
    family = np.full(n, names.PROPER)
    plain = chance(rng, n, noise.plain) & ~russian
    gendered = pools.family_code(people.family[person], people.gender[person])
    dropped = pools.given_has[names.PLAIN, people.given[person]] & ~nick
    dropped |= pools.family_has[names.PLAIN, gendered]
    bits |= BIT["diacritics_dropped"] * (plain & dropped)
    given = np.where(plain & ~nick, names.PLAIN, given)
    family = np.where(plain, names.PLAIN, family)
    native = chance(rng, n, noise.cyrillic) & russian
    bits |= BIT["cyrillic"] * native
    given = np.where(native, np.where(nick, names.CYRILLIC_NICK, names.CYRILLIC), given)
    family = np.where(native, names.CYRILLIC, family)
    other = russian & ~native & chance(rng, n, 0.5)
    form = np.where(people.country[person] == places.POLAND, names.LATIN_3, names.LATIN_2)
    bits |= BIT["transliterated"] * (russian & ~native)
    given = np.where(other & ~nick, form, given)
    family = np.where(other, form, family)
    slip = chance(rng, n, noise.typo) & ~native
    in_given = chance(rng, n, 0.4) & ~nick
    which = names.TYPO_1 + rng.integers(0, 3, n)
    bits |= BIT["typo"] * slip
    given = np.where(slip & in_given, which, given)
    family = np.where(slip & ~in_given, which, family)
    return given.astype(np.int64), family.astype(np.int64), bits


def _mails(
    rng: np.random.Generator, people: People, person: Ints, noise: Noise, bits: Ints
) -> tuple[Any, Ints]:
    n = len(person)
    second = take(people.email_2, person)
    use_second = chance(rng, n, noise.second_email) & ~is_null(second)
    mail = choose(use_second, second, take(people.email, person))
    mail, varied = vary_mails(rng, mail, noise.variant)
    bits = bits | BIT["email_variant"] * varied
    mail = blank(chance(rng, n, noise.no_email), mail)
    shared = people.cases["shared_household_email"][person] & ~use_second & ~is_null(mail)
    fake = chance(rng, n, noise.placeholder)
    mail = choose(fake, take(pool(_NO_MAILS), rng.integers(0, len(_NO_MAILS), n)), mail)
    # the clerk types an own address where the customer gives none, and at times to be quick
    lazy = chance(rng, n, np.where(is_null(mail), 4.0, 0.6) * noise.clerk)
    clerk = take(pool(CLERK_MAILS), people.country[person])
    mail = choose(lazy, clerk, mail)
    bits |= BIT["placeholder"] * (fake & ~lazy) | BIT["clerk_email"] * lazy
    bits |= BIT["shared_household_email"] * (shared & ~lazy & ~fake)
    return mail, bits


def vary_mails(rng: np.random.Generator, mail: Any, share: float) -> tuple[Any, Bools]:
    """Write a share of e-mail addresses with capitals or a plus tag.

    Args:
        rng: Source of the draws.
        mail: Addresses, null allowed, shape (n,).
        share: Share to vary.

    Returns:
        The addresses, and which were varied, both of shape (n,).
    """
    n = len(mail)
    varied = chance(rng, n, share) & ~is_null(mail)
    tags = take(pool(["+shop@", "+ginestra@", "+promo@"]), rng.integers(0, 3, n))
    local = pc.list_element(pc.split_pattern(mail, "@", max_splits=1), 0)
    host = pc.replace_substring_regex(mail, "^[^@]*@", "")
    capital = pc.utf8_capitalize(mail)
    options = select(
        weighted(rng, [4, 3, 3], n), join(local, tags, host), pc.utf8_upper(mail), capital
    )
    return choose(varied, options, mail), varied


def _phones(
    rng: np.random.Generator, people: People, person: Ints, noise: Noise, bits: Ints
) -> tuple[Any, Ints]:
    n = len(person)
    fixed = chance(rng, n, noise.landline)
    digits = choose(fixed, take(people.landline, person), take(people.mobile, person))
    phone = phone_texts(digits, people.country[person], weighted(rng, noise.phones, n))
    missing = chance(rng, n, noise.no_phone)
    shop = chance(rng, n, noise.shop_phone)
    fake = chance(rng, n, noise.placeholder) & ~shop
    shared = fixed & (people.homes.size[person] > 1)
    recycled = people.cases["recycled_phone"][person] & ~fixed
    own = ~(missing | shop | fake)
    bits = bits | BIT["shared_landline"] * (shared & own) | BIT["recycled_phone"] * (recycled & own)
    bits |= BIT["shop_phone"] * shop | BIT["placeholder"] * fake
    phone = blank(missing, phone)
    phone = choose(shop, take(pool(stores.SHOP_PHONES), people.country[person]), phone)
    fakes = take(pool(_NO_PHONES), rng.integers(0, len(_NO_PHONES), n))
    return choose(fake, fakes, phone), bits


def phone_texts(digits: Any, country: Ints, forms: Ints) -> Any:
    """Write national phone numbers in one of ten forms.

    Args:
        digits: National numbers, shape (n,).
        country: 0 Italy, 1 Poland, shape (n,).
        forms: Codes 0 to 9, shape (n,).

    Returns:
        String array of length n.
    """
    code = take(pool(["39", "48"]), country)
    a = pc.utf8_slice_codeunits(digits, 0, 3)
    b = pc.utf8_slice_codeunits(digits, 3, 6)
    c = pc.utf8_slice_codeunits(digits, 6)
    return select(
        forms % _PHONE_FORMS,
        join("+", code, digits),
        join("00", code, digits),
        join("+", code, " ", a, " ", b, " ", c),
        digits,
        join(a, "-", b, c),
        join(a, "/", b, c),
        join("+", code, " ", a, " ", b, c),
        join("(+", code, ") ", a, " ", b, " ", c),
        join(a, " ", b, " ", c),
        join(code, digits),
    )


def _birth_texts(people: People, draws: Draws, rows: Ints) -> Any:
    days = people.birth[draws.person[rows]]
    if draws.birth_slip is not None:
        days = days + draws.birth_slip[rows]
    forms = draws.birth_form[rows]
    fake = forms >= _FORMS_PER_COUNTRY
    days = np.where(fake, to_day(_NO_BIRTH), days)
    texts = [date_texts(days, form) for form in (ISO, SLASHES, DOTS, DASHES)]
    return blank(draws.no_birth[rows], select(forms % _FORMS_PER_COUNTRY, *texts))


def address(people: People, person: Ints, days: Ints) -> dict[str, Any]:
    """Write the addresses at which persons live on days.

    Args:
        people: People.
        person: Persons, shape (k,).
        days: Days, shape (k,).

    Returns:
        street, street_number, city, postal and region, each of length k.
    """
    towns, home = places.load(), people.address_on(person, days)
    slash = np.where(home.district % 9 > 0, 0, home.number % 4)
    return {
        "street": take(towns.streets, home.street),
        "street_number": join(number(home.number), take(pool(["", "/A", "/2", " m. 4"]), slash)),
        "city": take(towns.name, home.town),
        "postal": towns.postal_text(home.town, home.district),
        "region": take(towns.region, home.town),
    }


def country_texts(countries: Ints, forms: Ints) -> Any:
    """Write countries as code or name, forms 0 to 3, shape (k,)."""
    return take(pool(_COUNTRY_FORMS), countries * _FORMS_PER_COUNTRY + forms)


def write(people: People, draws: Draws, rows: Ints, days: Ints) -> Fields:
    """Write record versions.

    Args:
        people: People.
        draws: Dice of the records.
        rows: Record of each version, shape (k,).
        days: Day as of which a version tells name and address, shape (k,).

    Returns:
        Fields of length k.
    """
    person = draws.person[rows]
    pools = names.load()
    given = pools.given_text(people.given[person], draws.given_form[rows])
    family = pools.family_text(people.family_on(person, days), draws.family_form[rows])
    swapped = draws.swapped[rows]
    given, family = choose(swapped, family, given), choose(swapped, given, family)
    hidden = draws.no_address[rows]
    home = {name: blank(hidden, part) for name, part in address(people, person, days).items()}
    return Fields(
        given=given,
        family=family,
        full=join(given, " ", family),
        birth=_birth_texts(people, draws, rows),
        gender=people.gender[person],
        email=take(draws.email, rows),
        phone=take(draws.phone, rows),
        **home,
        country=country_texts(people.country[person], draws.country_form[rows]),
    )
