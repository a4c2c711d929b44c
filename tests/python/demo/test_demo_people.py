"""People, their behaviour and the hard cases of their identity."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest

from customer360.demo.catalogue import ean_check
from customer360.demo.hard_cases import CASES

from .conftest import Demo


def test_most_receipts_name_nobody(demo: Demo) -> None:
    receipts = demo.table("receipts")
    share = sum(row["is_anonymous"] for row in receipts) / len(receipts)
    assert 0.60 <= share <= 0.70


def test_anonymous_receipts_carry_no_card_and_others_something(demo: Demo) -> None:
    truth = {row["receipt_id"]: row for row in demo.table("receipts")}
    rows = {row["receipt_id"]: row for row in demo.rows("pos", "receipts", "receipt_id")}
    assert rows.keys() == truth.keys()
    for key, row in rows.items():
        named = row["loyalty_card_number"] or row["customer_email"] or row["customer_phone"]
        if truth[key]["is_anonymous"]:
            assert not row["loyalty_card_number"]
            assert not named or truth[key]["hard_case"]
        else:
            assert named


@pytest.mark.parametrize("case", CASES)
def test_every_hard_case_occurs(demo: Demo, case: str) -> None:
    records = demo.table("records")
    assert any(case in (row["all_cases"] or "").split("|") for row in records)


@pytest.mark.parametrize(
    "case", ["lent_card", "lent_card_own_email", "clerk_email", "shop_phone", "placeholder"]
)
def test_hard_cases_occur_at_the_till(demo: Demo, case: str) -> None:
    assert any(row["hard_case"] == case for row in demo.table("receipts"))


def test_every_record_is_in_the_truth_once(demo: Demo) -> None:
    records = demo.table("records")
    ids = Counter((r["source_system"], r["table"], r["record_id"]) for r in records)
    assert max(ids.values()) == 1
    people = {row["person_id"] for row in demo.table("people")}
    nobodys = [row for row in records if row["person_id"] is None]
    shared = {"devices": "shared_device", "responses": "shared_household_email"}
    assert {row["table"] for row in nobodys} <= shared.keys()
    assert all(shared[row["table"]] in row["all_cases"] for row in nobodys)
    owners = {row["person_id"] for row in records} - {None}
    assert owners <= people
    assert len(owners) < len(people)
    for system, table, key in (
        ("shop", "accounts", "account_id"),
        ("loyalty", "members", "member_id"),
        ("crm", "contacts", "contact_id"),
        ("email", "subscribers", "subscriber_id"),
        ("support", "requesters", "requester_id"),
        ("ads", "leads", "lead_id"),
        ("social", "profiles", "profile_id"),
    ):
        written = {row[key] for row in demo.rows(system, table, key)}
        assert written == {r["record_id"] for r in records if r["table"] == table}
    bought = {
        f"{row['provider']}|{row['record_id']}"
        for row in demo.rows("external", "people", "record_id")
    }
    assert bought == {r["record_id"] for r in records if r["table"] == "people"}
    answered = {
        row["email"].strip().lower()
        for row in demo.rows("survey", "responses", "response_id")
        if row["email"]
    }
    assert answered == {r["record_id"] for r in records if r["table"] == "responses"}


def test_guest_orders_are_records_and_others_have_an_account(demo: Demo) -> None:
    guests = {r["record_id"] for r in demo.table("records") if r["table"] == "orders"}
    accounts = {r["record_id"]: r["person_id"] for r in demo.table("records")}
    buyers = {row["order_id"]: row["person_id"] for row in demo.table("orders")}
    for row in demo.newest("shop", "orders", "order_id"):
        if row["account_id"]:
            assert accounts[row["account_id"]] == buyers[row["order_id"]]
        else:
            assert row["order_id"] in guests


def test_shown_cards_belong_to_the_buyer_unless_lent(demo: Demo) -> None:
    members = {r["record_id"]: r["person_id"] for r in demo.table("records")}
    cards = {row["card_number"]: row for row in demo.rows("loyalty", "cards", "card_number")}
    truth = {row["receipt_id"]: row for row in demo.table("receipts")}
    for row in demo.rows("pos", "receipts", "receipt_id"):
        if row["loyalty_card_number"]:
            holder = members[cards[row["loyalty_card_number"]]["member_id"]]
            fact = truth[row["receipt_id"]]
            lent = (fact["hard_case"] or "").startswith("lent_card")
            assert (holder == fact["person_id"]) != lent


def test_nobody_buys_before_joining_or_after_leaving(demo: Demo) -> None:
    people = {row["person_id"]: row for row in demo.table("people")}
    buyers = {row["order_id"]: row["person_id"] for row in demo.table("orders")}
    for row in demo.newest("shop", "orders", "order_id"):
        person = people[buyers[row["order_id"]]]
        day = datetime.fromisoformat(row["ordered_at"]).date()
        assert (day - person["joined_on"]).days >= -1
        assert person["left_on"] is None or day <= person["left_on"]


def groups(people: list[dict[str, Any]], *columns: str) -> dict[tuple[Any, ...], set[str]]:
    found: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for row in people:
        found[tuple(row[column] for column in columns)].add(row["person_id"])
    return found


def test_twins_share_birth_date_and_home_father_and_son_their_name(demo: Demo) -> None:
    people = demo.table("people")
    cases: dict[str, set[str]] = defaultdict(set)
    for row in demo.table("records"):
        for case in (row["all_cases"] or "").split("|"):
            cases[case].add(row["person_id"])
    births = groups(people, "household_id", "birth_date")
    twins = set().union(*(group for group in births.values() if len(group) > 1))
    assert cases["twins"] <= twins
    names = groups(people, "household_id", "given_name", "family_name")
    same = set().union(*(group for group in names.values() if len(group) > 1))
    assert cases["father_and_son"] <= same


def test_only_households_share_an_email_and_only_recycling_a_mobile(demo: Demo) -> None:
    people = [row for row in demo.table("people") if row["email"]]
    homes = {row["person_id"]: row["household_id"] for row in people}
    for persons in groups(people, "email").values():
        assert len({homes[person] for person in persons}) == 1
    shared = [g for g in groups(demo.table("people"), "mobile").values() if len(g) > 1]
    assert shared
    assert all(len(group) == 2 for group in shared)


def test_recycled_numbers_rest_between_two_owners(demo: Demo) -> None:
    people = {row["person_id"]: row for row in demo.table("people")}
    for pair in groups(demo.table("people"), "mobile").values():
        if len(pair) == 2:
            first, second = sorted((people[p] for p in pair), key=lambda row: row["joined_on"])
            assert (second["joined_on"] - first["left_on"]).days >= 90


def test_barcodes_have_the_right_check_digit(demo: Demo) -> None:
    codes = {row["product_code"] for row in demo.rows("pos", "receipt_lines", "receipt_id")}
    barcodes = [code for code in codes if code.isdigit()]
    assert len(barcodes) > 300
    for code in barcodes:
        weights = [1, 3] * 6
        total = sum(int(d) * w for d, w in zip(code, weights, strict=False))
        assert len(code) == 13
        assert (10 - total % 10) % 10 == int(code[-1])


def test_ean_check_of_a_known_number() -> None:
    assert ean_check(np.array([400638133393]))[0] == 1


def test_national_ids_are_well_formed(demo: Demo) -> None:
    people = {row["person_id"]: row for row in demo.table("people")}
    contacts = [r for r in demo.table("records") if r["table"] == "contacts"]
    owner = {r["record_id"]: people[r["person_id"]] for r in contacts}
    kinds = Counter[str]()
    for row in demo.rows("crm", "contacts", "contact_id"):
        value = row["national_id"]
        if not value:
            continue
        person = owner[row["contact_id"]]
        kinds[person["country_code"]] += 1
        born: date = person["birth_date"]
        if person["country_code"] == "PL":
            total = sum(
                int(d) * w for d, w in zip(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3], strict=False)
            )
            assert len(value) == 11
            assert (10 - total % 10) % 10 == int(value[-1])
            assert value[:2] == f"{born.year % 100:02d}"
            assert int(value[2:4]) == born.month + 20 * (born.year >= 2000)
            assert (int(value[9]) % 2 == 1) == (person["gender"] == "m")
        else:
            assert len(value) == 16
            assert value[6:8] == f"{born.year % 100:02d}"
            assert value[8] == "ABCDEHLMPRST"[born.month - 1]
            assert int(value[9:11]) == born.day + 40 * (person["gender"] == "f")
    assert min(kinds["IT"], kinds["PL"]) > 3


def test_points_never_fall_below_zero(demo: Demo) -> None:
    balance: Counter[str] = Counter()
    rows = {row["entry_id"]: row for row in demo.rows("loyalty", "points", "entry_id")}
    assert {row["entry_type"] for row in rows.values()} == {"earn", "redeem", "expire", "adjust"}
    for key in sorted(rows):
        row = rows[key]
        sign = 1 if row["entry_type"] == "earn" else -1
        balance[row["member_id"]] += sign * abs(int(row["points"]))
        assert balance[row["member_id"]] >= 0
        assert bool(row["expires_at"]) == (row["entry_type"] == "earn")


def test_shops_rest_on_polish_sundays_and_fill_up_on_saturdays(demo: Demo) -> None:
    polish: Counter[int] = Counter()
    italian: Counter[int] = Counter()
    for row in demo.rows("pos", "receipts", "receipt_id"):
        text = row["receipt_at"]
        if "/" in text:
            italian[datetime.strptime(text[:10], "%d/%m/%Y").weekday()] += 1  # noqa: DTZ007
        else:
            polish[date.fromisoformat(text[:10]).weekday()] += 1
    assert polish[6] < 0.3 * polish[0]
    assert italian[5] > 1.5 * italian[1]


def test_accounts_speak_only_after_login(demo: Demo) -> None:
    sessions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in demo.rows("web", "events", "event_id"):
        sessions[row["session_id"]].append(row)
    seen = 0
    for rows in sessions.values():
        logins = [row for row in rows if row["event_name"] == "login"]
        named = [row for row in rows if row["account_id"]]
        seen += bool(named)
        assert bool(logins) == bool(named)
    assert seen > 50
