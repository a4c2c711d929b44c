"""The run: from people to files, step by step, with the truth beside them."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from rich.console import Console

from customer360.demo import (
    assortment_files, baskets, behaviour, campaigns, catalogue, consent, crm, earning, hard_cases, loyalty,
    people, receipts, stores, web_events, webshop,
)  # fmt: skip
from customer360.demo.clock import DAY, Calendar
from customer360.demo.places import POLAND
from customer360.demo.rand import Ints, Streams
from customer360.demo.truth import COMPLETE, FILES, Truth
from customer360.demo.write import Output

SYSTEMS = ("pos", "shop", "web", "loyalty", "crm", "consent")
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
    for system in SYSTEMS:
        folder = out / system
        if folder.is_dir():
            for path in folder.iterdir():
                if path.is_file() and path.suffix in _SUFFIXES:
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
    run = _Run(options, step, Output(options.out, Streams(options.seed)), Truth(truth_dir))
    run.go()
    return truth_dir


class _Run:
    """One run; each method is a step that leaves its result for the later ones."""

    def __init__(self, options: Options, step: _Steps, out: Output, truth: Truth) -> None:
        self.options, self.step, self.out, self.truth = options, step, out, truth
        self.streams = out.streams
        self.calendar = Calendar(options.end, options.months)

    def go(self) -> None:
        """Run all steps."""
        self.step("people and shops", self._world)
        self.step("shopping", self._shopping)
        self.step("baskets", self._baskets)
        self.step("receipts", self._receipts)
        self.step("web orders", self._orders)
        self.step("points", self._points)
        self.step("write tills", self._write_tills)
        self.step("write web shop", self._write_shop)
        self.step("write loyalty", self._write_loyalty)
        self.step("write CRM and consent", self._write_contacts)
        self.step("web events", self._web)
        self.step("truth", self._truth)

    def _world(self) -> None:
        streams, calendar = self.streams, self.calendar
        self.catalogue = catalogue.make(streams, calendar)
        self.campaigns = campaigns.make(streams, calendar, self.catalogue)
        self.shops = stores.make(streams, calendar)
        self.people = people.make(streams, calendar, self.options.people)
        hard_cases.plant(streams, calendar, self.people)
        self.habit = behaviour.habits(streams, self.people, self.catalogue, self.shops)
        self.busy = behaviour.rhythm(streams, calendar, self.campaigns)

    def _shopping(self) -> None:
        streams, calendar = self.streams, self.calendar
        drawn = behaviour.visits(streams, calendar, self.people, self.habit, self.busy)
        shop_person, shop_day, web_person, web_day = drawn
        shop = behaviour.shops_visited(
            streams, calendar, self.shops, self.habit, self.people, shop_person, shop_day
        )
        polish = self.shops.country[shop] == POLAND
        rng = streams.get("hours")
        second = behaviour.shop_seconds(rng, calendar, shop_day, polish)
        order = np.lexsort((shop_person, second))
        self.sales = (shop_person[order], shop[order], second[order])
        second = behaviour.web_seconds(rng, calendar, web_day)
        order = np.lexsort((web_person, second))
        self.web_sales = (web_person[order], second[order])

    def _fill(self, name: str, person: Ints, second: Ints, zloty: Any, share: float) -> Any:
        rng = self.streams.get(name)
        coupon = baskets.coupons(rng, len(person), share)
        day = second // DAY - self.calendar.start
        bought = baskets.Purchases(person, day, zloty, coupon)
        lines = baskets.fill(
            rng, self.calendar, self.catalogue, self.campaigns, self.people, self.habit, bought
        )
        return coupon, lines

    def _baskets(self) -> None:
        person, shop, second = self.sales
        zloty = self.shops.country[shop] == POLAND
        self.till_coupon, self.till_lines = self._fill(
            "baskets tills", person, second, zloty, 0.035
        )
        person, second = self.web_sales
        euro = np.zeros(len(person), dtype=np.bool_)
        self.web_coupon, self.web_lines = self._fill("baskets web", person, second, euro, 0.09)

    def _receipts(self) -> None:
        self.programme = loyalty.enrol(
            self.streams, self.calendar, self.people, self.habit, self.shops
        )
        self.sold = receipts.make(
            self.streams, self.calendar, self.people, self.shops, self.programme,
            (*self.sales, self.till_coupon), self.till_lines, self.catalogue,
        )  # fmt: skip
        del self.sales, self.till_lines, self.till_coupon

    def _orders(self) -> None:
        self.accounts = webshop.register(
            self.streams, self.calendar, self.people, self.habit, self.web_sales
        )
        self.orders = webshop.order(
            self.streams, self.calendar, self.people, self.accounts,
            (*self.web_sales, self.web_coupon), self.web_lines,
        )  # fmt: skip

    def _points(self) -> None:
        self.moves = earning.moves(
            self.programme, self.shops, self.sold, self.orders, self.accounts
        )
        self.ledger = loyalty.book(self.streams, self.calendar, self.programme, self.moves)

    def _write_tills(self) -> None:
        assortment_files.stores(self.out, self.calendar, self.shops)
        assortment_files.products(self.out, self.calendar, self.catalogue)
        receipts.export(
            self.out,
            self.calendar,
            self.shops,
            self.catalogue,
            self.campaigns,
            self.programme,
            self.sold,
        )

    def _write_shop(self) -> None:
        self.refunds = webshop.export(
            self.out, self.calendar, self.people, self.programme, self.accounts, self.campaigns,
            self.catalogue, self.orders,
        )  # fmt: skip

    def _write_loyalty(self) -> None:
        spend = np.bincount(
            self.moves.member, weights=np.maximum(self.moves.points, 0), minlength=self.programme.n
        )
        loyalty.export(
            self.out, self.calendar, self.people, self.shops, self.programme, self.moves, self.ledger,
            spend,
        )  # fmt: skip

    def _write_contacts(self) -> None:
        self.contacts = crm.make(self.streams, self.calendar, self.people)
        crm.export(self.out, self.calendar, self.people, self.programme, self.contacts)
        consent.export(self.out, self.calendar, self.accounts, self.programme, self.contacts)

    def _web(self) -> None:
        streams, calendar = self.streams, self.calendar
        self.devices = web_events.devices(streams, calendar, self.people, self.habit)
        self.seen = web_events.sessions(
            streams, calendar, self.people, self.habit, self.devices, self.accounts, self.orders,
            self.busy[2, False],
        )  # fmt: skip
        every = web_events.events(streams, self.catalogue, self.habit, self.orders, self.seen)
        web_events.export(
            self.out, calendar, self.catalogue, self.campaigns, self.devices, self.seen, every
        )

    def _truth(self) -> None:
        truth, options = self.truth, self.options
        truth.people(self.people, self.habit)
        truth.records(
            self.people,
            self.accounts,
            self.orders,
            self.programme,
            self.contacts,
            self.devices,
            self.seen,
        )
        truth.purchases(self.sold, self.orders)
        truth.written(self.out)
        truth.totals(self.out, self.shops, self.sold, self.orders, self.refunds)
        arguments = {
            "people": options.people,
            "months": options.months,
            "seed": options.seed,
            "end": options.end.isoformat(),
        }
        truth.complete(arguments, self.out)
