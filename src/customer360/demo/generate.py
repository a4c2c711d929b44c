"""The run: from people to files, step by step, with the truth beside them."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from rich.console import Console

from customer360.demo import (
    ads,
    assortment_files,
    baskets,
    behaviour,
    bought_data,
    consent,
    contact_centre,
    contact_centre_files,
    crm,
    earning,
    leads,
    life,
    loyalty,
    mailings,
    message_files,
    messages,
    newsletter,
    receipts,
    social,
    survey_results,
    surveys,
    web_causes,
    web_devices,
    web_events,
    web_sessions,
    webshop,
    wish_lists,
    world,
)
from customer360.demo.clock import DAY, Calendar
from customer360.demo.places import POLAND
from customer360.demo.rand import Bools, Ints, Streams
from customer360.demo.truth import COMPLETE, FILES, Known, Part, Truth, by_draws
from customer360.demo.write import Output

TABLES = {
    "pos": ("receipts", "receipt_lines", "stores", "products"),
    "shop": ("accounts", "orders", "order_lines", "refunds", "products", "wish_list_items"),
    "web": ("events",),
    "loyalty": ("members", "cards", "points"),
    "crm": ("contacts",),
    "consent": ("events",),
    "email": ("subscribers", "campaigns", "events"),
    "support": ("requesters", "tickets", "interactions"),
    "survey": ("responses", "answers", "results"),
    "ads": ("daily_results", "clicks", "leads"),
    "social": ("profiles", "interactions"),
    "external": ("people", "areas"),
}
MIN_PEOPLE, MAX_PEOPLE, MAX_MONTHS = 50, 5_000_000, 120
_SUFFIXES = {".csv", ".jsonl", ".parquet", ".tmp"}
_T = TypeVar("_T")


class GenerateError(ValueError):
    """The arguments do not allow a run; the message is one sentence for the user."""


@dataclass(frozen=True)
class Options:
    """Arguments of a run.

    Attributes:
        out: Directory of the raw files.
        truth: Directory of the truth; beside out where None.
        people: Number of persons.
        months: Length of the data in months.
        seed: Seed of all random draws.
        end: Last day of data.
        overwrite: Whether earlier output may be replaced.
    """

    out: Path
    truth: Path | None = None
    people: int = 20_000
    months: int = 24
    seed: int = 7
    end: dt.date = dt.date(2025, 12, 31)
    overwrite: bool = False

    def truth_dir(self) -> Path:
        """Directory of the truth."""
        return self.truth or self.out.resolve().with_name(f"{self.out.resolve().name}_truth")


def check(options: Options) -> None:
    """Check the arguments.

    Args:
        options: Arguments of a run.

    Raises:
        GenerateError: If a run with them makes no sense or would hurt other files.
    """
    if not MIN_PEOPLE <= options.people <= MAX_PEOPLE:
        raise GenerateError(f"--people must be between {MIN_PEOPLE} and {MAX_PEOPLE}.")
    if not 1 <= options.months <= MAX_MONTHS:
        raise GenerateError(f"--months must be between 1 and {MAX_MONTHS}.")
    if options.seed < 0:
        raise GenerateError("--seed must not be negative.")
    if not dt.date(2005, 1, 1) <= options.end <= dt.date(2090, 1, 1):
        raise GenerateError("--end must be a day between 2005-01-01 and 2090-01-01.")
    out, truth = options.out.resolve(), options.truth_dir().resolve()
    if truth == out or out in truth.parents or truth in out.parents:
        raise GenerateError("The truth must lie outside the output directory, and not around it.")
    for folder in (out, truth):
        if folder.exists() and not folder.is_dir():
            raise GenerateError(f"{folder} is a file, not a directory.")
        if folder.is_dir() and any(folder.iterdir()) and not options.overwrite:
            raise GenerateError(
                f"{folder} is not empty; give --overwrite to replace what is there."
            )


def _clear(out: Path, truth: Path) -> None:
    """Remove what an earlier run wrote, and nothing else; the mark of completeness goes first."""
    (truth / COMPLETE).unlink(missing_ok=True)
    for name in FILES:
        (truth / name).unlink(missing_ok=True)
    for system, tables in TABLES.items():
        own = tuple(f"{dot}{table}_" for dot in ("", ".") for table in tables)
        folder = out / system
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.is_file() and path.suffix in _SUFFIXES and path.name.startswith(own):
                path.unlink()


class _Steps:
    """Tells the user what is under way, and how long each step took."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def __call__(self, label: str, work: Callable[[], _T]) -> _T:
        begin = time.perf_counter()
        result = work()
        self._console.print(f"{label:<28} {time.perf_counter() - begin:6.1f} s", highlight=False)
        return result


def generate(options: Options, console: Console | None = None) -> Path:
    """Generate the demo retailer.

    Args:
        options: Arguments of the run.
        console: Where progress goes; standard error where None.

    Returns:
        Directory of the truth, complete.

    Raises:
        GenerateError: If the arguments do not allow a run.
    """
    check(options)
    step = _Steps(console or Console(stderr=True))
    truth_dir = options.truth_dir()
    options.out.mkdir(parents=True, exist_ok=True)
    truth_dir.mkdir(parents=True, exist_ok=True)
    _clear(options.out, truth_dir)
    out = Output(options.out, Streams(options.seed))
    run = step("people and shops", lambda: _Run(options, step, out, Truth(truth_dir)))
    run.go()
    return truth_dir


class _Run:
    """One run; each method is a step that leaves its result for the later ones."""

    def __init__(self, options: Options, step: _Steps, out: Output, truth: Truth) -> None:
        self.options, self.step, self.out, self.truth = options, step, out, truth
        self.world = world.make(out.streams, Calendar(options.end, options.months), options.people)

    def go(self) -> None:
        """Run all steps."""
        self.step("shopping", self._shopping)
        self.step("baskets", self._baskets)
        self.step("receipts", self._receipts)
        self.step("web orders", self._orders)
        self.step("points", self._points)
        self.step("write tills", self._write_tills)
        self.step("write web shop", self._write_shop)
        self.step("write loyalty", self._write_loyalty)
        self.step("write CRM and consent", self._write_contacts)
        self.step("messages", self._messages)
        self.step("web sessions", self._sessions)
        self.step("web events", self._web)
        self.step("write messages", self._write_messages)
        self.step("write wish lists", self._write_wish_lists)
        self.step("contact centre and surveys", self._asked_and_said)
        self.step("ads and bought data", self._bought)
        self.step("truth", self._truth)

    def _shopping(self) -> None:
        made, calendar = self.world, self.world.calendar
        shop_person, shop_day, web_person, web_day = behaviour.visits(made)
        shop = behaviour.shops_visited(made, shop_person, shop_day)
        polish = made.stores.country[shop] == POLAND
        rng = made.streams.get("hours")
        second = behaviour.shop_seconds(rng, calendar, shop_day, polish)
        order = np.lexsort((shop_person, second))
        self.sales = (shop_person[order], shop[order], second[order])
        second = behaviour.web_seconds(rng, calendar, web_day)
        order = np.lexsort((web_person, second))
        self.web_sales = (web_person[order], second[order])

    def _fill(
        self, sales: tuple[Ints, Ints], zloty: Bools | None, share: float
    ) -> tuple[Ints, baskets.Lines]:
        person, second = sales
        rng = self.world.streams.get("baskets of the web" if zloty is None else "baskets")
        zloty = np.zeros(len(person), dtype=np.bool_) if zloty is None else zloty
        coupon = baskets.coupons(rng, len(person), share)
        day = second // DAY - self.world.calendar.start
        return coupon, baskets.fill(rng, self.world, baskets.Purchases(person, day, zloty, coupon))

    def _baskets(self) -> None:
        person, shop, second = self.sales
        zloty = self.world.stores.country[shop] == POLAND
        self.till_coupon, self.till_lines = self._fill((person, second), zloty, 0.035)
        self.web_coupon, self.web_lines = self._fill(self.web_sales, None, 0.09)

    def _receipts(self) -> None:
        self.programme = loyalty.enrol(self.world)
        sales = (*self.sales, self.till_coupon)
        self.sold = receipts.make(self.world, self.programme, sales, self.till_lines)
        del self.sales, self.till_lines, self.till_coupon

    def _orders(self) -> None:
        self.accounts = webshop.register(self.world, self.web_sales)
        sales = (*self.web_sales, self.web_coupon)
        self.orders = webshop.order(self.world, self.accounts, sales, self.web_lines)

    def _points(self) -> None:
        self.moves = earning.moves(
            self.programme, self.world.stores, self.sold, self.orders, self.accounts
        )
        made = self.world
        self.ledger = loyalty.book(made.streams, made.calendar, self.programme, self.moves)

    def _write_tills(self) -> None:
        made = self.world
        assortment_files.stores(self.out, made.calendar, made.stores)
        assortment_files.products(self.out, made.calendar, made.catalogue)
        receipts.export(self.out, made, self.programme, self.sold)

    def _write_shop(self) -> None:
        self.refunds = webshop.export(
            self.out, self.world, self.programme, self.accounts, self.orders
        )

    def _write_loyalty(self) -> None:
        loyalty.export(self.out, self.world, self.programme, self.moves, self.ledger)

    def _write_contacts(self) -> None:
        self.contacts = crm.make(self.world)
        crm.export(self.out, self.world, self.programme, self.contacts)
        calendar = self.world.calendar
        consent.export(self.out, calendar, self.accounts, self.programme, self.contacts)

    def _messages(self) -> None:
        made = self.world
        self.buyers = life.buyers(made.people, self.sold, self.orders)
        self.devices = web_devices.devices(made)
        self.subscribers = newsletter.subscribe(
            made, self.accounts, self.programme, self.contacts, self.buyers
        )
        self.mailings = mailings.plan(made)
        bought = life.purchases(self.sold, self.orders)
        self.messages = messages.send(made, self.devices, self.subscribers, self.mailings, bought)

    def _sessions(self) -> None:
        made, owned, accounts = self.world, self.devices, self.accounts
        base = web_sessions.sessions(made, owned, accounts, self.orders)
        web_causes.claim(made, base, self.messages)
        caused = [
            *web_causes.from_shops(made, owned, accounts, self.sold),
            web_causes.from_app(made, owned, accounts),
            web_causes.from_messages(made, owned, accounts, self.messages),
        ]
        self.seen = web_sessions.in_app(web_sessions.by_time([base, *caused]), owned)
        self.clicks = ads.clicks(made, owned, self.seen)

    def _web(self) -> None:
        every = web_events.events(self.world, self.orders, self.seen)
        led_by = self.clicks.by_session(self.seen.n)
        web_events.export(self.out, self.world, self.devices, self.seen, every, led_by)

    def _write_messages(self) -> None:
        newsletter.export(self.out, self.world, self.subscribers)
        mailings.export(self.out, self.world, self.mailings)
        message_files.export(self.out, self.world, self.subscribers, self.messages)

    def _write_wish_lists(self) -> None:
        wishes = wish_lists.make(self.world, self.accounts, self.sold, self.orders)
        wish_lists.export(self.out, self.world, wishes)

    def _asked_and_said(self) -> None:
        out, made = self.out, self.world
        self.tickets, self.requesters = contact_centre.make(
            made, self.sold, self.orders, self.refunds, self.buyers
        )
        contact_centre_files.export(out, made, self.tickets, self.requesters)
        cross = contact_centre.complaints(self.tickets)
        self.responses = surveys.make(made, self.sold, self.orders, self.subscribers, cross)
        surveys.export(out, made, self.sold, self.responses)
        survey_results.export(out, made, self.sold)
        self.profiles = social.profiles(made)
        social.export(
            out, made, self.profiles, social.interactions(made, self.profiles, self.tickets)
        )

    def _bought(self) -> None:
        out, made = self.out, self.world
        self.leads = leads.make(made, self.seen, self.clicks, self.buyers)
        ads.export(out, made, self.seen, self.orders, self.clicks)
        leads.export(out, made, self.clicks, self.leads)
        self.bought = bought_data.make(made, self.buyers)
        bought_data.export(out, made, self.bought)

    def _records(self) -> list[Part]:
        """Records of the systems around the shops, each under the key that its table has."""
        subscribers, requesters, profiles = self.subscribers, self.requesters, self.profiles
        bought = self.bought
        return [
            by_draws(
                "email",
                "subscribers",
                newsletter.subscriber_ids(np.arange(subscribers.n)),
                subscribers.draws,
            ),
            by_draws(
                "support",
                "requesters",
                requesters.ids(np.arange(len(requesters.person))),
                requesters.draws,
            ),
            Part("survey", "responses", *self.responses.respondents()),
            by_draws("ads", "leads", self.leads.ids(), self.leads.draws),
            by_draws(
                "social", "profiles", profiles.ids(np.arange(len(profiles.person))), profiles.draws
            ),
            by_draws("external", "people", bought.keys(), bought.draws),
        ]

    def _truth(self) -> None:
        truth, options, made = self.truth, self.options, self.world
        truth.people(made.people, made.habit)
        known = Known(
            self.accounts, self.orders, self.programme, self.contacts, self.devices, self.seen
        )
        truth.records(made.people, known, self._records())
        truth.purchases(self.sold, self.orders)
        truth.written(self.out)
        truth.totals(self.out, made.stores, self.sold, self.orders, self.refunds)
        arguments = {
            "people": options.people,
            "months": options.months,
            "seed": options.seed,
            "end": options.end.isoformat(),
        }
        truth.complete(arguments, self.out)
