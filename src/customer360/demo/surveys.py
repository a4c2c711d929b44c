"""Surveys of single persons: how content they are, and what they say that they like."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from customer360.demo import identity, life, versions
from customer360.demo.clock import DAY, to_utc, zulu_texts
from customer360.demo.hard_cases import BIT
from customer360.demo.layouts import Columns, Csv
from customer360.demo.newsletter import Subscribers
from customer360.demo.rand import Bools, Floats, Ints, chance, weighted
from customer360.demo.receipts import Receipts
from customer360.demo.text import blank, choose, is_null, join, number, pool, take
from customer360.demo.warts import Shape
from customer360.demo.webshop import Orders
from customer360.demo.world import World
from customer360.demo.write import Output, deliver

NPS, CSAT, TASTES = range(3)
_TYPES = ["nps", "csat", "tastes"]
NONE = -1
_BY_RECEIPT, _BY_ORDER, _TASTES = 0.012, 0.055, 0.11
_TELLS = np.array([0.22, 0.85, 0.93])  # share who give their e-mail, by type
_USUAL, _BETWEEN, _WITHIN = 7.9, 1.3, 1.1  # score of 0 to 10: mean and spreads
_LEAVING, _LEAVING_DAYS, _CROSS, _CROSS_DAYS = 2.6, 90, 2.2, 60
_LOW, _HIGH = 6.5, 8.5
_SAYS = 0.28
_FAMILY_SIZE = 3
NOISE = identity.Noise(
    no_birth=1.0, no_email=0.0, no_phone=1.0, no_address=1.0, second_email=0.15, variant=0.06,
    shop_phone=0.0, placeholder=0.0,
)  # fmt: skip
# by country, three bands of scores from low to high
_COMMENTS = [
    "mai più, nessuno risponde", "qualità in calo, prezzi in salita", "attesa lunga in cassa",
    "tutto bene, ma poca scelta", "nella media", "spedizione un po' lenta, prodotto ok",
    "personale gentilissimo", "torno sempre volentieri", "bello il negozio, \"belle\" le idee",
    "nigdy więcej, brak odpowiedzi", "jakość spada, ceny rosną", "za długo czekałam na paczkę",
    "w porządku, ale mały wybór", "przeciętnie", "dostawa powolna, towar ok",
    "przemiła obsługa", "zawsze chętnie wracam", "piękny sklep, polecam",
]  # fmt: skip
_PER_BAND = 3
_QUESTIONS = [
    "interest", "lifestyle", "motivation", "preferred_contact_channel", "household_size",
]  # fmt: skip
_INTEREST, _LIFESTYLE, _MOTIVE, _CHANNEL, _HOUSEHOLD = range(5)
LIFESTYLES = ["family", "sustainable", "trendy", "classic", "minimalist"]
MOTIVES = ["price", "quality", "gift", "novelty", "convenience"]
_CONTACT = ["email", "sms", "phone", "post"]


@dataclass(frozen=True)
class Responses:
    """Filled forms sorted by time, shape (f,).

    Attributes:
        person: Who answered; second: local second; type: NPS to TASTES.
        receipt: Receipt with the invitation, NONE for none.
        score: Score, NONE where none is asked; band: 0 low to 2 high.
        draws: How the e-mail is written; null where it was not given.
    """

    person: Ints
    second: Ints
    type: Ints
    receipt: Ints
    score: Ints
    band: Ints
    draws: identity.Draws

    @property
    def n(self) -> int:
        """Number of forms."""
        return len(self.person)

    def respondents(self) -> tuple[Any, Ints, Ints]:
        """Addresses as keys, the person of each, and hard cases; NONE where several share one."""
        known = np.flatnonzero(~is_null(self.draws.email))
        written = pc.utf8_lower(pc.utf8_trim_whitespace(take(self.draws.email, known)))
        encoded = pc.dictionary_encode(written)
        code = encoded.indices.to_numpy()
        size = len(encoded.dictionary)
        whose, bits = self.person[known], self.draws.bits[known]
        low, high = np.full(size, np.iinfo(np.int64).max), np.full(size, NONE, dtype=np.int64)
        np.minimum.at(low, code, whose)
        np.maximum.at(high, code, whose)
        marks = np.zeros(size, dtype=np.int64)
        np.bitwise_or.at(marks, code, bits)
        several = low != high
        # what several people share is nobody's own, whatever else is special about them
        marks = np.where(several, BIT["shared_household_email"], marks)
        return encoded.dictionary, np.where(several, NONE, low), marks


def make(
    world: World,
    sold: Receipts,
    orders: Orders,
    subscribers: Subscribers,
    complained: life.Moments,
) -> Responses:
    """Draw who answers, and how content they are.

    Args:
        world: World.
        sold: Receipts.
        orders: Web orders.
        subscribers: Subscribers of the newsletter, who are asked about their tastes.
        complained: Moments of complaints.

    Returns:
        The forms.
    """
    calendar, people = world.calendar, world.people
    rng = world.streams.get("surveys")
    receipt = np.flatnonzero((sold.original < 0) & chance(rng, sold.n, _BY_RECEIPT))
    order = np.flatnonzero(chance(rng, orders.n, _BY_ORDER))
    fans = np.flatnonzero(chance(rng, subscribers.n, _TASTES * len(calendar) / 730))
    sizes = [len(receipt), len(order), len(fans)]
    person = np.r_[sold.person[receipt], orders.person[order], subscribers.person[fans]]
    begin = np.maximum(subscribers.since[fans] // DAY, calendar.start)
    asked = begin + (rng.random(len(fans)) * (calendar.end - begin + 1)).astype(np.int64)
    second = np.r_[
        life.at_some_hour(rng, sold.second[receipt] // DAY + rng.integers(1, 5, len(receipt))),
        life.at_some_hour(rng, orders.second[order] // DAY + rng.integers(4, 10, len(order))),
        life.at_some_hour(rng, asked),
    ]
    kind = np.repeat([NPS, CSAT, TASTES], sizes)
    # after a web order either question is asked
    kind[sizes[0] :][: sizes[1]] = np.where(chance(rng, sizes[1], 0.35), NPS, CSAT)
    no_receipt = np.full(sizes[1] + sizes[2], NONE, dtype=np.int64)
    receipt = np.r_[receipt, no_receipt]
    inside = np.flatnonzero(second < (calendar.end + 1) * DAY)
    inside = inside[np.argsort(second[inside], kind="stable")]
    person, second, kind, receipt = (part[inside] for part in (person, second, kind, receipt))
    n = len(inside)
    content = _content(rng, world, person, second, complained)
    score = np.where(
        kind == NPS, np.round(content), np.round(1 + np.clip(content, 0, 10) * 0.4)
    ).astype(np.int64)
    score = np.where(kind == TASTES, NONE, np.clip(score, np.where(kind == NPS, 0, 1), 10))
    silent = ~chance(rng, n, np.where(receipt == NONE, _TELLS[kind], _TELLS[NPS]))
    draws = identity.throw(rng, people, person, NOISE)
    spaced = choose(chance(rng, n, 0.03), join(" ", draws.email, " "), draws.email)
    written = vars(draws) | {"email": blank(silent, spaced)}
    band = np.digitize(content, [_LOW, _HIGH])
    return Responses(person, second, kind, receipt, score, band, identity.Draws(**written))


def _content(
    rng: np.random.Generator, world: World, person: Ints, second: Ints, complained: life.Moments
) -> Floats:
    """How content persons are, about 0 to 10: less after a complaint and before they leave."""
    people = world.people
    mood = rng.normal(0.0, _BETWEEN, people.n)[person] + rng.normal(0.0, _WITHIN, len(person))
    leaving = life.soon_gone(people, person, second // DAY, _LEAVING_DAYS)
    cross = complained.within(person, second - _CROSS_DAYS * DAY, second)
    content: Floats = np.clip(_USUAL + mood - _LEAVING * leaving - _CROSS * cross, 0.0, 10.0)
    return content


def export(out: Output, world: World, sold: Receipts, made: Responses) -> None:
    """Write forms and what was answered about tastes, one file of each per month."""
    _export_responses(out, world, sold, made)
    _export_answers(out, world, made)


def _response_ids(rows: Ints) -> Any:
    return join("R", number(rows + 1, 7))


def _export_responses(out: Output, world: World, sold: Receipts, made: Responses) -> None:
    calendar, people = world.calendar, world.people
    rng = out.streams.get("survey comments")
    says = (made.type != TASTES) & chance(rng, made.n, _SAYS)
    which = rng.integers(0, _PER_BAND, made.n)
    place = (people.country[made.person] * 3 + made.band) * _PER_BAND + which

    def render(rows: Ints) -> Columns:
        score = made.score[rows]
        return {
            "response_id": _response_ids(rows),
            "survey_type": take(pool(_TYPES), made.type[rows]),
            "answered_at": zulu_texts(to_utc(made.second[rows])),
            "email": take(made.draws.email, rows),
            "receipt_id": take(sold.id, made.receipt[rows]),
            "score": choose(score != NONE, number(np.maximum(score, 0)), None),
            "comment": take(pool(_COMMENTS), np.where(says[rows], place[rows], NONE)),
        }

    columns = (
        "response_id", "survey_type", "answered_at", "email", "receipt_id", "score", "comment",
    )  # fmt: skip
    names, file_of = versions.monthly(calendar, "responses", made.second // DAY)
    shape = Shape(
        "survey", "responses", Csv(columns, free=("comment",)), "response_id", "answered_at",
        text="comment",
    )  # fmt: skip
    deliver(out, shape, (names, file_of), render)
    out.know("survey", "responses", made.n)


def _export_answers(out: Output, world: World, made: Responses) -> None:
    """Write stated tastes: mostly what the person likes and how they live."""
    calendar, catalogue = world.calendar, world.catalogue
    rng = out.streams.get("survey answers")
    form = np.flatnonzero(made.type == TASTES)
    response, question, value = _tastes(rng, world, made.person[form])
    response = form[response]
    values = pool(
        [*catalogue.categories, *LIFESTYLES, *MOTIVES, *_CONTACT, *(str(i) for i in range(1, 10))]
    )

    def render(rows: Ints) -> Columns:
        return {
            "response_id": _response_ids(response[rows]),
            "question_code": take(pool(_QUESTIONS), question[rows]),
            "answer_value": take(values, value[rows]),
        }

    columns = ("response_id", "question_code", "answer_value")
    names, file_of = versions.monthly(calendar, "answers", made.second[response] // DAY)
    shape = Shape("survey", "answers", Csv(columns), "response_id", text="answer_value")
    deliver(out, shape, (names, file_of), render)
    out.know("survey", "answers", len(response))


def _tastes(rng: np.random.Generator, world: World, person: Ints) -> tuple[Ints, Ints, Ints]:
    """Draw answers: form, question and value in one list of all values; no answer comes twice."""
    people, n = world.people, len(person)
    kinds = len(world.catalogue.categories)
    first = np.cumsum([0, kinds, len(LIFESTYLES), len(MOTIVES), len(_CONTACT)])
    likes, hunter = world.habit.likes[person], people.hunter[person]
    some = rng.integers(0, kinds, n)
    size = np.clip(people.homes.size[person] + (chance(rng, n, 0.12) * 1), 1, 9)
    family = weighted(rng, [5, 1, 1, 1, 1], n)
    style = np.where(size >= _FAMILY_SIZE, family, weighted(rng, [1, 3, 3, 4, 3], n))
    motive = np.where(hunter, weighted(rng, [8, 1, 1, 1, 1], n), weighted(rng, [2, 5, 2, 3, 3], n))
    channel = weighted(rng, [5, 2, 2, 1], n)
    asked: tuple[tuple[int, Ints, Bools], ...] = (
        (_INTEREST, likes[:, 0], chance(rng, n, 0.88)),
        (_INTEREST, likes[:, 1], chance(rng, n, 0.62)),
        (_INTEREST, some, chance(rng, n, 0.18)),
        (_LIFESTYLE, style, chance(rng, n, 0.80)),
        (_MOTIVE, motive, chance(rng, n, 0.85)),
        (_CHANNEL, channel, chance(rng, n, 0.55)),
        (_HOUSEHOLD, size - 1, chance(rng, n, 0.65)),
    )
    form = np.concatenate([np.flatnonzero(told) for *_, told in asked])
    question = np.repeat([code for code, *_ in asked], [int(told.sum()) for *_, told in asked])
    value = np.concatenate([answer[told] for _, answer, told in asked])
    every = np.stack([form, question, first[question] + value], axis=1)
    every = np.unique(every, axis=0)
    return every[:, 0], every[:, 1], every[:, 2]
