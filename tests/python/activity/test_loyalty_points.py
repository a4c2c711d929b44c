"""Lots of points against a loop that spends them one by one: first expiring, first spent."""

from __future__ import annotations

import csv
import datetime as dt
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from customer360.contract import load_contract
from customer360.landing import land
from customer360.pipeline.dbt_build import build

REPOSITORY = Path(__file__).resolve().parents[3]
MEMBERS = 300
FIRST_DAY = dt.datetime.fromisoformat("2025-01-01 12:00")
NEVER = dt.date.max
LOTS = "select entry_id, open_points from marts.fct_loyalty_points where open_points is not null"
UNCOVERED = "select sum(uncovered_points) from marts.fct_loyalty_points"


@dataclass
class Account:
    """What an account holds, spent in the order of the bookings."""

    lots: list[list[Any]] = field(default_factory=list)
    uncovered: int = 0

    def book(self, entry: str, points: int, expires: dt.date, at: dt.datetime) -> None:
        if points > 0:
            self.lots.append([expires, at, entry, points])
            return
        wanted = -points
        for lot in sorted(self.lots):
            taken = min(lot[3], wanted)
            lot[3] -= taken
            wanted -= taken
        self.uncovered += wanted


def random_bookings() -> list[tuple[str, str, str, int, dt.datetime, dt.date]]:
    """Bookings of members: lots lapse in any order, some uses take more than there is."""
    rng = random.Random(20251122)  # noqa: S311 -- draws of a test, no secret
    bookings = []
    for member in range(MEMBERS):
        at = FIRST_DAY
        for number in range(rng.randrange(1, 14)):
            at += dt.timedelta(hours=rng.choice([0, 0, 5, 30, 700]))
            kind = rng.choice(["earn", "earn", "earn", "redeem", "expire", "adjust"])
            points = rng.randrange(1, 60)
            points = points if kind == "earn" else -points
            if kind == "adjust":
                points = rng.choice([-1, 1]) * abs(points)
            lapses = at.date() + dt.timedelta(days=rng.choice([3, 40, 40, 200, 400]))
            expires = lapses if points > 0 and rng.random() < 0.85 else NEVER
            # keys in no order of time
            key = f"M{member:03}-{(number * 7) % 20:02}"
            bookings.append((key, f"M{member:03}", kind, points, at, expires))
    rng.shuffle(bookings)
    return bookings


@pytest.fixture(scope="module")
def bookings() -> list[tuple[str, str, str, int, dt.datetime, dt.date]]:
    return random_bookings()


@pytest.fixture(scope="module")
def accounts(
    bookings: list[tuple[str, str, str, int, dt.datetime, dt.date]],
) -> dict[str, Account]:
    found: dict[str, Account] = {}
    # of two bookings at one time what comes in is booked before what goes out
    for key, member, _, points, at, expires in sorted(
        bookings, key=lambda booking: (booking[4], booking[3] <= 0, booking[0])
    ):
        found.setdefault(member, Account()).book(key, points, expires, at)
    return found


@pytest.fixture(scope="module")
def built(
    bookings: list[tuple[str, str, str, int, dt.datetime, dt.date]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    place = tmp_path_factory.mktemp("points")
    folder = place / "landing" / "loyalty"
    folder.mkdir(parents=True)
    with (folder / "members.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["member_id", "given_name", "family_name"])
        writer.writerows([f"M{member:03}", f"Anna{member}", "Prova"] for member in range(MEMBERS))
    with (folder / "points.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["entry_id", "member_id", "entry_type", "points", "booked_at", "expires_at"]
        )
        writer.writerows(
            (key, member, kind, points, at.isoformat(sep=" "), "" if day == NEVER else day)
            for key, member, kind, points, at, day in bookings
        )
    contract = load_contract(REPOSITORY / "models" / "staging")
    land(place / "landing", place / "points.duckdb", contract)
    report = build(
        REPOSITORY,
        target="landed",
        database=place / "points.duckdb",
        artifacts=place / "dbt",
        variables={"as_of_date": "2028-01-01"},
        notify=lambda _line: None,
        arguments=[
            *("--select", "+fct_loyalty_points", "+customer_loyalty", "+loyalty_liability"),
            *("--resource-type", "seed", "--resource-type", "model"),
        ],
    )
    assert report.succeeded, report.failures
    return place / "points.duckdb"


def fetch(database: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_each_lot_holds_what_spending_one_by_one_leaves(
    built: Path, accounts: dict[str, Account]
) -> None:
    expected = {lot[2]: lot[3] for account in accounts.values() for lot in account.lots}
    assert dict(fetch(built, LOTS)) == expected
    # the bookings are such that spending in the order of earning would be another answer
    assert any(lot[3] for account in accounts.values() for lot in sorted(account.lots)[:-1])


def test_what_no_lot_covers_is_told(built: Path, accounts: dict[str, Account]) -> None:
    assert fetch(built, UNCOVERED) == [(sum(a.uncovered for a in accounts.values()),)]


def test_lots_add_up_with_the_ledger_the_profile_and_the_liability(
    built: Path, bookings: list[tuple[str, str, str, int, dt.datetime, dt.date]]
) -> None:
    ledger = sum(booking[3] for booking in bookings)
    (opened,) = fetch(built, "select sum(open_points) from marts.fct_loyalty_points")[0]
    (uncovered,) = fetch(built, UNCOVERED)[0]
    (balance,) = fetch(built, "select sum(points_balance) from marts.customer_loyalty")[0]
    (owed,) = fetch(built, "select sum(open_points) from marts.loyalty_liability")[0]
    assert opened - uncovered == ledger == balance
    assert owed == opened
