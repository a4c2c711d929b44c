"""CRM: contacts that the clerks of three brands typed in, each brand with its own form."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from customer360.demo import identity, places, versions
from customer360.demo.clock import DAY, DOTS, ISO, SLASHES, stamp_texts
from customer360.demo.hard_cases import BIT
from customer360.demo.layouts import Columns, Csv
from customer360.demo.loyalty import NO_CARD, Programme
from customer360.demo.name_lists import EN, IT, PL, RU
from customer360.demo.people import People, codice_fiscale, pesel
from customer360.demo.rand import Ints, chance, some_of, weighted
from customer360.demo.text import blank, choose, join, number, pool, select, take
from customer360.demo.warts import Shape
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

CASA, MODA, GUSTO = range(3)
BRANDS = ["casa", "moda", "gusto"]
_NAMES = ["Ginestra Casa", "Ginestra Moda", "Ginestra Gusto"]
NOISE = identity.Noise(
    nickname=0.09, typo=0.05, swapped=0.035, plain=0.40, cyrillic=0.25, no_birth=0.40,
    no_email=0.20, no_phone=0.18, no_address=0.25, landline=0.14, second_email=0.35, variant=0.07,
    clerk=0.055, shop_phone=0.012, placeholder=0.015,
    births=(2, 5, 2, 1), countries=(4, 3, 2, 1),
)  # fmt: skip
_COLUMNS = (
    "contact_id", "brand", "title", "full_name", "given_name", "family_name", "birth_date",
    "gender", "email", "phone", "street", "city", "postal_code", "country", "national_id",
    "loyalty_card_number", "preferred_contact_channel", "notes", "created_at", "updated_at",
)  # fmt: skip
_NOTES = [
    "cliente gentile, preferisce essere chiamata la sera", "chiede fattura", 'dice "mai più SMS"',
    "lista nozze; regalo", "klient prosi o fakturę", "VIP", "taglia 42, scarpe 38", "cambio merce",
    "ha due bambini", "stała klientka; rabat 10%",
]  # fmt: skip
_TITLES = {
    IT: ("Sig.ra", "Sig."),
    PL: ("Pani", "Pan"),
    RU: ("г-жа", "г-н"),  # noqa: RUF001
    EN: ("Mrs", "Mr"),
}


@dataclass(frozen=True)
class Contacts:
    """Contacts sorted by creation, shape (c,).

    Attributes:
        person: Person; brand: 0 to 2; created: local second.
        draws: How each contact is written.
    """

    person: Ints
    brand: Ints
    created: Ints
    draws: identity.Draws

    @property
    def n(self) -> int:
        """Number of contacts."""
        return len(self.person)

    def ids(self, rows: Ints) -> Any:
        """Keys of contacts, shape (k,)."""
        return join(take(pool(["CA", "MO", "GU"]), self.brand[rows]), "-", number(rows + 1, 7))


def make(world: World) -> Contacts:
    """Decide whom clerks typed in, in which brand, and when."""
    calendar, people = world.calendar, world.people
    rng = world.streams.get("crm")
    n = people.n
    well_known = np.clip(0.20 + 0.022 * people.rate, 0.0, 0.75)
    in_any = chance(rng, n, well_known)
    home = weighted(rng, [4, 4, 2], n)
    several = some_of(rng, in_any, 0.17)
    again = several & chance(rng, n, 0.25)
    persons = [np.flatnonzero(mask) for mask in (in_any, several, again)]
    person = np.concatenate(persons)
    turn = np.repeat([0, 1, 2], [len(p) for p in persons])
    # the third time it is the first brand that typed the person once more
    brand = (home[person] + np.where(turn == 1, 1, 0)) % 3
    begin, end = (
        people.joined[person],
        np.maximum(people.active_to(calendar)[person], people.joined[person] + 1),
    )
    day = begin + ((end - begin) * rng.random(len(person)) ** 1.5).astype(np.int64)
    day = np.minimum(day, calendar.end)
    created = day * DAY + rng.integers(9 * 3600, 20 * 3600, len(person))
    order = np.lexsort((person, created))
    person, brand, created = person[order], brand[order], created[order]
    draws = identity.throw(rng, people, person, NOISE)
    draws.bits[:] |= BIT["several_crm_contacts"] * several[person]
    return Contacts(person, brand, created, draws)


def export(out: Output, world: World, programme: Programme, contacts: Contacts) -> None:
    """Write contacts, one file per brand and month."""
    calendar, people = world.calendar, world.people
    rng = out.streams.get("contact versions")
    made = versions.make(rng, world, contacts.person, contacts.created, 0.35)
    has_id = chance(rng, contacts.n, 0.14)
    has_card = chance(rng, contacts.n, 0.22)
    note = np.where(chance(rng, contacts.n, 0.12), rng.integers(0, len(_NOTES), contacts.n), -1)
    channel = weighted(rng, [4, 3, 2, 1, 5], contacts.n)
    titled = chance(rng, contacts.n, 0.6)
    view = _Form(people, programme, contacts, made, (has_id, has_card, titled), note, channel)
    for brand, name in enumerate(BRANDS):
        mine = np.flatnonzero(contacts.brand[made.record] == brand)
        if len(mine) == 0:
            continue
        days = made.second[mine] // DAY
        names, file_of = versions.monthly(calendar, f"contacts_{name}", days)
        shape = Shape("crm", "contacts", _layout(brand), "contact_id", text="city")
        deliver(out, shape, (names, file_of), view.render, mine)
    out.know("crm", "contacts", contacts.n)


def _layout(brand: int) -> Csv:
    # the form of one brand has one field for the name, the others have two
    left_out = {"given_name", "family_name"} if brand == GUSTO else {"full_name"}
    columns = tuple(c for c in _COLUMNS if c not in left_out)
    free = tuple(
        c
        for c in ("full_name", "given_name", "family_name", "street", "city", "notes")
        if c in columns
    )
    if brand == MODA:
        return Csv(columns, ";", free)
    if brand == CASA:
        header = tuple("_".join(p.capitalize() for p in c.split("_")) for c in columns)
        return Csv(columns, ",", free, tuple(h.replace("_Id", "_ID") for h in header))
    return Csv(columns, ",", free)


@dataclass(frozen=True)
class _Form:
    """The export of the contacts of all brands."""

    people: People
    programme: Programme
    contacts: Contacts
    made: versions.Versions
    flags: tuple[Any, Any, Any]
    note: Ints
    channel: Ints

    def render(self, rows: Ints) -> Columns:
        people, contacts = self.people, self.contacts
        who, day = self.made.record[rows], self.made.day[rows]
        has_id, has_card, titled = self.flags
        text = identity.write(people, contacts.draws, who, day)
        person = contacts.person[who]
        polish = people.country[person] == places.POLAND
        national = choose(polish, pesel(people, person), codice_fiscale(people, person))
        card = self.programme.card_of(self.programme.first[person], day)
        shown = np.where(has_card[who], card, NO_CARD)
        titles = pool([t for code in (0, 1, 2, 3) for t in _TITLES[code]])
        words = ["F", "M", "femmina", "maschio", "K", "M", None, None]
        gender = text.gender + 2 * np.where(polish, 2, who % 2)
        gender = np.where(who % 5 == 0, 6, gender)
        form = contacts.brand[who]
        stamps = [_stamps(self.made.second[rows], form), _stamps(contacts.created[who], form)]
        street = join(text.street, " ", text.street_number)
        return {
            "contact_id": contacts.ids(who),
            "brand": take(pool(_NAMES), form),
            "title": blank(~titled[who], take(titles, 2 * people.culture[person] + text.gender)),
            "full_name": text.full,
            "given_name": text.given,
            "family_name": text.family,
            "birth_date": text.birth,
            "gender": take(pool(words), gender),
            "email": text.email,
            "phone": text.phone,
            "street": street,
            "city": text.city,
            "postal_code": text.postal,
            "country": text.country,
            "national_id": blank(~has_id[who], national),
            "loyalty_card_number": take(self.programme.card_number, shown),
            "preferred_contact_channel": take(
                pool(["email", "sms", "phone", "post", None]), self.channel[who]
            ),
            "notes": take(pool(_NOTES), self.note[who]),
            "created_at": stamps[1],
            "updated_at": stamps[0],
        }


def _stamps(seconds: Ints, brand: Ints) -> Any:
    return select(
        brand,
        stamp_texts(seconds, ISO),
        stamp_texts(seconds, SLASHES),
        stamp_texts(seconds, DOTS),
    )
