"""Person records of five sources and the truth behind them, to measure identity resolution with.

The people are those of the demo retailer; there are no purchases, so that millions of records take
a minute.
"""

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from customer360.demo import hard_cases, hubs, identity, people, rates, record_sources
from customer360.demo.catalogue import ean_check
from customer360.demo.clock import Calendar
from customer360.demo.generate import GenerateError, Options
from customer360.demo.hard_cases import BIT, CASES
from customer360.demo.identity import Draws
from customer360.demo.people import People, person_ids
from customer360.demo.rand import Bools, Ints, Streams, chance, group_rank, mixed, weighted
from customer360.demo.record_sources import CRM, LOYALTY, NEWSLETTER, SHOP, SUPPORT, Source
from customer360.demo.slips import slip
from customer360.demo.text import blank, choose, is_null, join, number, pool, select, take

RECORDS, TRUTH = "records.parquet", "truth.parquet"
COLUMNS = (
    "source_system", "record_id", "given_name", "family_name", "full_name", "birth_date", "gender",
    "email", "phone", "street", "street_number", "city", "postal_code", "region", "country_code",
    "loyalty_card_number",
)  # fmt: skip
TRUTH_COLUMNS = ("record_id", "entity_id", "kind")
PLAIN = "plain"
DIFFICULTIES = {"usual": 0.0, "hardest": 1.0}
MAX_RECORDS = 10_000_000
CHUNK_RECORDS = 250_000
_MOST_EACH, _STOPS = 12, 0.4  # records of a person: geometric, 2.5 on average
_MEAN_EACH = (1 - (1 - _STOPS) ** _MOST_EACH) / _STOPS
_MONTHS = 24
_NO_CARD = -1
_NAMED_SHOPS = 0.6  # in the hardest world, share of hub records that name a shop of many
_CARDS = 999_999_998
_NOT_OWN_MAIL = BIT["clerk_email"] | BIT["placeholder"]
_AGAIN = {CRM: "several_crm_contacts", LOYALTY: "duplicate_membership", SHOP: "duplicate_account"}
# cases that only these records know, each with the case behind which it stands in importance
_FURTHER = {"shared_phone": "shared_household_email", "lent_card": "placeholder"}
_FURTHER_BIT = {name: 1 << (len(CASES) + place) for place, name in enumerate(_FURTHER)}


@dataclass(frozen=True)
class RecordOptions:
    """Arguments of a run.

    Attributes:
        out: Directory of the two files.
        records: Number of records, 1 to MAX_RECORDS.
        hard: 0 for the demo's usual rates, 1 for the hardest.
        seed: Seed of all random draws, not negative.
        overwrite: Whether earlier files may be replaced.
    """

    out: Path
    records: int = 1_000_000
    hard: float = 0.0
    seed: int = 7
    overwrite: bool = False


@dataclass(frozen=True)
class Plan:
    """Whose records there are, in the order in which they are written; all of shape (n,).

    Attributes:
        person: Person of each record.
        source: Source code.
        day: Day as of which the record tells name and address.
        bits: Hard cases that lie in the number of records of a person.
        name: Number that names the record, a permutation of 0 to n - 1.
        card: Serial number of the card of a loyalty record, _NO_CARD elsewhere.
        card_of: First card by person, _NO_CARD for none, shape (people,).
    """

    person: Ints
    source: Ints
    day: Ints
    bits: Ints
    name: Ints
    card: Ints
    card_of: Ints


def level(difficulty: str | None, hard: float | None) -> float:
    """Turn what the user asked for into a number.

    Args:
        difficulty: A name of DIFFICULTIES, or None.
        hard: A number between 0 and 1, or None.

    Returns:
        0 for usual to 1 for hardest; 0 where nothing is asked for.

    Raises:
        GenerateError: If both are given, or one is unknown.
    """
    if difficulty is not None and hard is not None:
        raise GenerateError("Give either --difficulty or --hard, not both.")
    if difficulty is not None and difficulty not in DIFFICULTIES:
        raise GenerateError(f"--difficulty must be {' or '.join(DIFFICULTIES)}.")
    if hard is not None and not 0 <= hard <= 1:
        raise GenerateError("--hard must be between 0 and 1.")
    return DIFFICULTIES[difficulty] if difficulty is not None else hard or 0.0


def check(options: RecordOptions) -> None:
    """Check the arguments.

    Args:
        options: Arguments of a run.

    Raises:
        GenerateError: If a run with them makes no sense or would hurt other files.
    """
    if not 1 <= options.records <= MAX_RECORDS:
        raise GenerateError(f"--records must be between 1 and {MAX_RECORDS}.")
    if options.seed < 0:
        raise GenerateError("--seed must not be negative.")
    level(None, options.hard)
    for folder in (options.out, *options.out.parents):
        if folder.exists() and not folder.is_dir():
            raise GenerateError(f"{folder} is a file, not a directory.")
    for name in (RECORDS, TRUTH):
        if (options.out / name).exists() and not options.overwrite:
            raise GenerateError(
                f"{options.out / name} exists; give --overwrite to replace what is there."
            )


def generate_records(options: RecordOptions) -> int:
    """Write person records and the truth behind them.

    Args:
        options: Arguments of the run.

    Returns:
        Number of persons who have a record.

    Raises:
        GenerateError: If the arguments do not allow a run, or the files cannot be written.
    """
    check(options)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        return _generate(options)
    except OSError as error:
        why = error.strerror or error
        raise GenerateError(f"{options.out} cannot be written: {why}.") from error


def _generate(options: RecordOptions) -> int:
    streams = Streams(options.seed)
    calendar = Calendar(Options(options.out).end, _MONTHS)
    everyone = _people(streams, calendar, options)
    plan = make_plan(streams, calendar, everyone, options.records)
    _write_files(options.out, _Renderer(streams, everyone, plan, options.hard))
    return int(plan.person.max()) + 1


def _people(streams: Streams, calendar: Calendar, options: RecordOptions) -> People:
    # one percent and 200 persons more than the average asks for: far more than chance can need
    count = math.ceil(1.01 * options.records / _MEAN_EACH) + 200
    how = rates.between(options.hard)
    everyone = people.make(streams, calendar, count, how)
    hard_cases.plant(streams, calendar, everyone, how)
    return everyone


def make_plan(
    streams: Streams,
    calendar: Calendar,
    everyone: People,
    records: int,
) -> Plan:
    """Decide who leaves how many records, in which sources and when.

    Args:
        streams: Random streams.
        calendar: Days of the run.
        everyone: People, more than the records need.
        records: Number of records n.

    Returns:
        The plan; the last person may have fewer records than drawn.
    """
    rng = streams.get("records")
    person = _persons(rng, everyone.n, records)
    source = _sources(rng, everyone, person)
    bits = _again_bits(person, source)
    begin = everyone.joined[person]
    end = np.maximum(np.minimum(everyone.left[person], calendar.end), begin + 1)
    day = begin + ((end - begin) * rng.random(records)).astype(np.int64)
    order = rng.permutation(records)
    person, source = person[order], source[order]
    card = np.where(source == LOYALTY, np.cumsum(source == LOYALTY) - 1, _NO_CARD)
    member = np.flatnonzero(card != _NO_CARD)[::-1]
    card_of = np.full(everyone.n, _NO_CARD, dtype=np.int64)
    card_of[person[member]] = card[member]
    return Plan(person, source, day[order], bits[order], rng.permutation(records), card, card_of)


def _persons(rng: np.random.Generator, n: int, records: int) -> Ints:
    """Repeat persons by their number of records until there are enough, shape (records,)."""
    counts = np.minimum(rng.geometric(_STOPS, n), _MOST_EACH)
    return np.repeat(np.arange(n, dtype=np.int64), counts)[:records]


def _sources(rng: np.random.Generator, everyone: People, person: Ints) -> Ints:
    sources = record_sources.USUAL
    n = len(person)
    source = weighted(rng, [s.weight for s in sources], n)
    # without an e-mail address there is neither an account nor a newsletter
    offline = is_null(everyone.email)[person]
    source = np.where(offline & (source == SHOP), LOYALTY, source)
    source = np.where(offline & (source == NEWSLETTER), CRM, source)
    further = _rank(person, source) > 0
    stays = chance(rng, n, np.array([s.again for s in sources])[source])
    often = np.array([CRM, SHOP, SUPPORT])[weighted(rng, [0.25, 0.25, 0.50], n)]
    often = np.where(offline & (often == SHOP), SUPPORT, often)
    return np.where(further & ~stays, often, source)


def _rank(person: Ints, source: Ints) -> Ints:
    """Number the records of a person in a source from 0, shape (n,)."""
    key = person * len(record_sources.USUAL) + source
    order = np.argsort(key, kind="stable")
    rank = np.empty(len(key), dtype=np.int64)
    rank[order] = group_rank(key[order])
    return rank


def _again_bits(person: Ints, source: Ints) -> Ints:
    key = person * len(record_sources.USUAL) + source
    several = np.bincount(key)[key] > 1
    bits = np.zeros(len(key), dtype=np.int64)
    for code, case in _AGAIN.items():
        bits |= BIT[case] * (several & (source == code))
    return bits


class _Renderer:
    """Writes the records of a plan as text, a chunk at a time."""

    def __init__(self, streams: Streams, everyone: People, plan: Plan, hard: float) -> None:
        sources = record_sources.sources(hard)
        self.people, self.plan, self.sources = everyone, plan, sources
        self.rng = [streams.get(f"records of {source.name}") for source in sources]
        self.hubs = hubs.make(streams, len(plan.person), _NAMED_SHOPS * hard)
        self.cards = _card_numbers(streams, int(plan.card.max()) + 1)
        self.first = np.arange(everyone.n) - everyone.homes.role

    @property
    def n(self) -> int:
        """Number of records."""
        return len(self.plan.person)

    def chunk(self, rows: Ints) -> tuple[Any, Any]:
        """Write some records.

        Args:
            rows: Records, shape (k,).

        Returns:
            Tables of records and of truth, k rows each in the order of rows.
        """
        parts, bits, places = [], np.zeros(len(rows), dtype=np.int64), []
        for code, source in enumerate(self.sources):
            mine = np.flatnonzero(self.plan.source[rows] == code)
            if len(mine):
                part, bits[mine] = self._of_source(code, source, rows[mine])
                parts.append(part)
                places.append(mine)
        back = np.argsort(np.concatenate(places), kind="stable")
        records = pa.concat_tables(parts).combine_chunks().take(pa.array(back))
        truth = {
            "record_id": records["record_id"],
            "entity_id": person_ids(self.plan.person[rows]),
            "kind": kinds(bits),
        }
        return records, pa.table(truth)

    def _of_source(self, code: int, source: Source, rows: Ints) -> tuple[Any, Ints]:
        rng, plan, n = self.rng[code], self.plan, len(rows)
        person = plan.person[rows]
        draws = identity.throw(rng, self.people, person, source.noise)
        draws = hubs.spread(rng, self.people, draws, self.hubs)
        draws = slip(rng, self.people, draws, source.slips)
        _keep_resolvable(rng, draws)
        text = identity.write(self.people, draws, np.arange(n), plan.day[rows])
        case = _letters(rng, source, n)
        given, family = (_cased(case, name) for name in (text.given, text.family))
        card, lent = self._cards(rng, source, rows)
        own_mail = ~is_null(text.email) & ((draws.bits & _NOT_OWN_MAIL) == 0)
        only_given = chance(rng, n, source.no_family) & own_mail
        street, house = _street(source, text)
        values = {
            "source_system": pa.repeat(source.name, n),
            "record_id": join("R", number(plan.name[rows], 8)),
            "given_name": None if source.one_name else given,
            "family_name": None if source.one_name else blank(only_given, family),
            "full_name": join(given, " ", family) if source.one_name else None,
            "birth_date": text.birth,
            "gender": _genders(rng, source, text.gender),
            "email": text.email,
            "phone": text.phone,
            "street": None if street is None else _cased(case, street),
            "street_number": house,
            "city": _cased(case, text.city),
            "postal_code": text.postal,
            "region": text.region if source.street else None,
            "country_code": text.country,
            "loyalty_card_number": card,
        }
        bits = draws.bits | plan.bits[rows] | _FURTHER_BIT["lent_card"] * lent
        bits |= _FURTHER_BIT["shared_phone"] * self._shares_phone(draws)
        table = {k: pa.nulls(n, pa.string()) if v is None else v for k, v in values.items()}
        return pa.table(table), bits

    def _shares_phone(self, draws: Draws) -> Bools:
        other = BIT["shop_phone"] | BIT["placeholder"] | BIT["shared_landline"]
        own = ~is_null(draws.phone) & ((draws.bits & other) == 0)
        shared: Bools = self.people.cases["shared_phone"][draws.person] & own
        return shared

    def _cards(self, rng: np.random.Generator, source: Source, rows: Ints) -> tuple[Any, Bools]:
        plan, homes, n = self.plan, self.people.homes, len(rows)
        person = plan.person[rows]
        member = (homes.role[person] + 1) % homes.size[person]
        lent = chance(rng, n, source.lent_card) & (homes.size[person] > 1)
        holder = np.where(lent, self.first[person] + member, person)
        shown = np.where(plan.source[rows] == LOYALTY, plan.card[rows], plan.card_of[holder])
        shown = np.where(chance(rng, n, source.card), shown, _NO_CARD)
        return take(self.cards, shown), lent & (shown != _NO_CARD)


def kinds(bits: Ints) -> Any:
    """Name the most important hard case of each record, "plain" for none, shape (n,)."""
    name = hard_cases.main_case(bits & ((1 << len(CASES)) - 1))
    lowest = bits & -bits
    for case, before in _FURTHER.items():
        less = lowest > BIT[before]
        name = choose(((bits & _FURTHER_BIT[case]) > 0) & less, case, name)
    return pc.fill_null(name, PLAIN)


def _card_numbers(streams: Streams, count: int) -> Any:
    twelve = 290_000_000_000 + mixed(streams.get("record cards"), count, _CARDS)
    return number(twelve * 10 + ean_check(twelve))


def _keep_resolvable(rng: np.random.Generator, draws: Draws) -> None:
    """Let most records that nobody could tell apart tell the address or the birth date.

    These are records without a contact point of their own, and those of a father or son of one
    name behind one e-mail address.
    """
    no_mail = is_null(draws.email) | ((draws.bits & _NOT_OWN_MAIL) > 0)
    no_phone = is_null(draws.phone) | ((draws.bits & BIT["shop_phone"]) > 0)
    lost = no_mail & no_phone
    draws.no_address[lost & chance(rng, len(lost), 0.9)] = False
    draws.no_birth[lost & chance(rng, len(lost), 0.6)] = False
    both = BIT["father_and_son"] | BIT["shared_household_email"]
    namesakes = (draws.bits & both) == both
    draws.no_birth[namesakes & chance(rng, len(lost), 0.8)] = False


def _letters(rng: np.random.Generator, source: Source, n: int) -> Ints:
    """Draw how names and addresses are written: 0 as they are, 1 capitals, 2 small, shape (n,)."""
    rest = 1 - source.capitals - source.small
    return weighted(rng, [rest, source.capitals, source.small], n)


def _cased(case: Ints, values: Any) -> Any:
    if not case.any():
        return values
    return select(case, values, pc.utf8_upper(values), pc.utf8_lower(values))


def _street(source: Source, text: identity.Fields) -> tuple[Any, Any]:
    if not source.street:
        return None, None
    if source.one_street:
        return join(text.street, " ", text.street_number), None
    return text.street, text.street_number


def _genders(rng: np.random.Generator, source: Source, gender: Ints) -> Any:
    if not source.genders:
        return None
    told = take(pool(source.genders), gender)
    return blank(chance(rng, len(gender), source.no_gender), told)


def _write_files(out: Path, renderer: _Renderer) -> None:
    """Write both files under temporary names, then give them their own."""
    waiting = [out / f".{name}.tmp" for name in (RECORDS, TRUTH)]
    columns = (COLUMNS, TRUTH_COLUMNS)
    schemas = [pa.schema([(column, pa.string()) for column in part]) for part in columns]
    with (
        pq.ParquetWriter(waiting[0], schemas[0]) as records,
        pq.ParquetWriter(waiting[1], schemas[1]) as truth,
    ):
        for begin in range(0, renderer.n, CHUNK_RECORDS):
            rows = np.arange(begin, min(begin + CHUNK_RECORDS, renderer.n), dtype=np.int64)
            for writer, table in zip((records, truth), renderer.chunk(rows), strict=True):
                writer.write_table(table)
    # the truth goes first and comes last: where it stands, both are whole and of one run
    (out / TRUTH).unlink(missing_ok=True)
    for path, name in zip(waiting, (RECORDS, TRUTH), strict=True):
        os.replace(path, out / name)
