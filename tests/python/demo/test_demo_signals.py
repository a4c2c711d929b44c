"""What happens in one system shows in the others."""

from __future__ import annotations

import bisect
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from statistics import mean
from typing import Any

import numpy as np
import pytest

from customer360.demo import behaviour, life, offers, world
from customer360.demo.clock import DAY, Calendar
from customer360.demo.rand import Streams

from .conftest import Demo, Row

PLACEHOLDERS = {"test@test.it", "n/a", "nessuna@email.it", "brak@brak.pl"}
CHECKOUT = ("checkout_shipping", "checkout_payment", "checkout_review")
LAST_DAY = dt.date(2025, 12, 31)


def moment(text: str) -> dt.datetime:
    """A time as any of the systems writes it, without its zone."""
    if text.isdigit():
        return dt.datetime.fromtimestamp(int(text) / 1000, dt.UTC).replace(tzinfo=None)
    if "/" in text:
        return dt.datetime.strptime(text, "%d/%m/%Y %H:%M:%S")  # noqa: DTZ007
    return dt.datetime.fromisoformat(text.removesuffix("Z"))


class Signals:
    """The demo's rows, each once, and the persons behind them."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo

    def once(self, system: str, table: str, key: str) -> list[Row]:
        """Rows of a table without repeated deliveries."""
        return list({row[key]: row for row in self.demo.rows(system, table, key)}.values())

    @cached_property
    def people(self) -> dict[str, Row]:
        return {row["person_id"]: row for row in self.demo.table("people")}

    @cached_property
    def person(self) -> dict[tuple[str, str], str | None]:
        """Person by table and record."""
        return {(r["table"], r["record_id"]): r["person_id"] for r in self.demo.table("records")}

    @cached_property
    def sales(self) -> dict[str, Row]:
        """Sales at Italian tills, whose articles have the codes of the web shop."""
        rows = self.once("pos", "receipts", "receipt_id")
        return {
            r["receipt_id"]: r for r in rows if "/" in r["receipt_at"] and not r["receipt_type"]
        }

    @cached_property
    def till(self) -> list[tuple[str, str, dt.datetime]]:
        """Person, article and time of each line of a sale."""
        buyer = {row["receipt_id"]: row["person_id"] for row in self.demo.table("receipts")}
        lines = self.demo.rows("pos", "receipt_lines", "receipt_id")
        times = {key: moment(row["receipt_at"]) for key, row in self.sales.items()}
        return [
            (buyer[row["receipt_id"]], row["product_code"], times[row["receipt_id"]])
            for row in lines
            if row["receipt_id"] in times
        ]

    @cached_property
    def sessions(self) -> dict[str, list[Row]]:
        """Events of each session, in order of their time."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.once("web", "events", "event_id"):
            found[row["session_id"]].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: moment(row["event_at"]))
        return found

    @cached_property
    def messages(self) -> list[Row]:
        return self.once("email", "events", "event_id")

    @cached_property
    def offers(self) -> dict[str, str]:
        """Offer of each message to many; empty for none."""
        return {
            r["campaign_id"]: r["offer_code"]
            for r in self.once("email", "campaigns", "campaign_id")
        }

    @cached_property
    def buyers(self) -> set[str]:
        tables = ("receipts", "orders")
        return {row["person_id"] for table in tables for row in self.demo.table(table)}

    @cached_property
    def tickets(self) -> list[Row]:
        return self.demo.newest("support", "tickets", "ticket_id")

    def left(self, person: str | None) -> dt.date | None:
        """Day on which a person stops buying, None for never and for nobody known."""
        day: dt.date | None = self.people[person]["left_on"] if person else None
        return day


@pytest.fixture(scope="module")
def signals(demo: Demo) -> Signals:
    return Signals(demo)


def test_what_is_written_is_made_up(signals: Signals) -> None:
    written: list[str] = []
    for system, table, key in (
        ("email", "subscribers", "subscriber_id"),
        ("support", "requesters", "requester_id"),
        ("survey", "responses", "response_id"),
        ("ads", "leads", "lead_id"),
        ("social", "profiles", "profile_id"),
    ):
        rows = signals.once(system, table, key)
        written += [row["email"].strip().lower() for row in rows if row["email"]]
    assert len(written) > 1000
    # a mistyped address may lack the last letter of the host that nobody can own
    assert all(
        mail.endswith((".example", ".exampl")) for mail in written if mail not in PLACEHOLDERS
    )
    links = {row["link_url"] for row in signals.messages if row["link_url"]}
    assert all(link.startswith("https://www.ginestra.example/") for link in links)


def test_subscribers_are_customers_and_others(signals: Signals) -> None:
    rows = signals.demo.newest("email", "subscribers", "subscriber_id")
    persons = {signals.person["subscribers", row["subscriber_id"]] for row in rows}
    assert 0.3 < len(persons) / len(signals.people) < 0.8
    assert persons - signals.buyers
    assert {row["signup_source"] for row in rows} == {"shop", "till", "landing page"}
    assert {row["status"] for row in rows} == {"subscribed", "unsubscribed", "bounced"}
    mails = [row["email"].lower() for row in rows]
    assert len(mails) == len(set(mails))
    assert all(bool(row["unsubscribed_at"]) for row in rows if row["status"] == "unsubscribed")


def test_only_offers_are_held_out_and_few_of_them(signals: Signals) -> None:
    kinds: Counter[tuple[bool, str]] = Counter(
        (bool(signals.offers[row["campaign_id"]]), row["event_type"]) for row in signals.messages
    )
    assert kinds[False, "held_out"] == 0
    assert 0.04 < kinds[True, "held_out"] / (kinds[True, "held_out"] + kinds[True, "sent"]) < 0.06
    assert kinds.total() / len(signals.people) < 60


def test_leaving_out_looks_like_a_lot_and_the_offer_like_a_cause() -> None:
    calendar = Calendar(LAST_DAY, 12)
    made = world.make(Streams(3), calendar, 20_000)
    shop_person, shop_day, web_person, web_day = behaviour.visits(made)
    person = np.r_[shop_person, web_person]
    second = (calendar.start + np.r_[shop_day, web_day]) * DAY + 12 * 3600
    bought = life.moments(person, second)
    odds = offers.Odds(made, bought)
    rng = np.random.default_rng(5)
    everyone = np.arange(made.people.n)
    hunter = made.people.hunter
    held, buys, before = [], [], []
    for day in range(40, 340, 8):
        at = (calendar.start + day) * DAY
        begin = np.full(len(everyone), at)
        held.append(odds.held_out(rng, everyone, at, 0.05))
        buys.append(bought.within(everyone, begin, begin + 7 * DAY))
        before.append(bought.within(everyone, begin - 30 * DAY, begin))
    left_out, bought_then, bought_before = (np.stack(part) for part in (held, buys, before))
    assert left_out.mean() == pytest.approx(0.05, abs=0.002)
    # the same people as the others before the message ...
    assert bought_before[left_out].mean() == pytest.approx(
        bought_before[~left_out].mean(), abs=0.01
    )
    # ... who then buy less, hunters by far
    lift = {
        who: float(
            bought_then[~left_out & (hunter == who)].mean()
            / bought_then[left_out & (hunter == who)].mean()
        )
        for who in (False, True)
    }
    assert 1.03 < lift[False] < 1.2
    assert 1.35 < lift[True] < 1.85


def test_hunters_open_offers_more_than_other_messages(signals: Signals) -> None:
    seen: Counter[tuple[bool, bool, str]] = Counter()
    for row in signals.messages:
        person = signals.person.get(("subscribers", row["subscriber_id"]))
        if person:
            offer = bool(signals.offers[row["campaign_id"]])
            seen[signals.people[person]["promo_hunter"], offer, row["event_type"]] += 1

    def opens(hunter: bool, offer: bool) -> float:
        return seen[hunter, offer, "opened"] / seen[hunter, offer, "sent"]

    assert opens(True, True) > 1.3 * opens(True, False)
    assert opens(True, True) > 1.3 * opens(False, True)


def test_many_messages_in_a_week_tire(signals: Signals) -> None:
    sent: dict[str, list[tuple[dt.datetime, str]]] = defaultdict(list)
    for row in signals.messages:
        if row["event_type"] == "sent":
            sent[row["subscriber_id"]].append((moment(row["event_at"]), row["campaign_id"]))
    happened = {
        (row["event_type"], row["subscriber_id"], row["campaign_id"]) for row in signals.messages
    }
    opened: dict[bool, list[bool]] = defaultdict(list)
    left: dict[bool, list[bool]] = defaultdict(list)
    for subscriber, times in sent.items():
        times.sort()
        for place, (at, campaign) in enumerate(times):
            first = bisect.bisect_left(times, (at - dt.timedelta(days=7), ""))
            busy = place - first >= 2
            opened[busy].append(("opened", subscriber, campaign) in happened)
            left[busy].append(("unsubscribed", subscriber, campaign) in happened)
    assert mean(opened[True]) < 0.9 * mean(opened[False])
    assert mean(left[True]) > mean(left[False])


def test_nothing_is_sent_to_who_left_the_list(signals: Signals) -> None:
    last: dict[str, str] = {}
    for row in signals.messages:
        if row["event_type"] == "sent" and row["subscriber_id"]:
            key = row["subscriber_id"]
            last[key] = max(last.get(key, ""), row["event_at"])
    gone = signals.demo.newest("email", "subscribers", "subscriber_id")
    gone = [row for row in gone if row["status"] == "unsubscribed"]
    assert gone
    for row in gone:
        # a message may be on its way already
        late = moment(last[row["subscriber_id"]]) - moment(row["unsubscribed_at"])
        assert late < dt.timedelta(hours=1)


def test_clicks_on_messages_lead_to_visits(signals: Signals) -> None:
    clicks: dict[str, list[dt.datetime]] = defaultdict(list)
    for row in signals.messages:
        if row["event_type"] == "clicked":
            clicks[row["campaign_id"]].append(moment(row["event_at"]))
    visits = [rows[0] for rows in signals.sessions.values() if rows[0].get("utm_medium") == "email"]
    assert len(visits) > 200
    for times in clicks.values():
        times.sort()
    for row in visits:
        assert row["utm_source"] == "newsletter"
        at, times = moment(row["event_at"]), clicks[row["utm_campaign"]]
        place = bisect.bisect_right(times, at) - 1
        assert place >= 0
        assert at - times[place] < dt.timedelta(minutes=10)
    ordered = [rows for rows in signals.sessions.values() if rows[-1]["event_name"] == "purchase"]
    assert any(rows[0].get("utm_medium") == "email" for rows in ordered)


def near(day: dt.date, left: dt.date | None, within: int) -> bool:
    return left is not None and 0 <= (left - day).days <= within


def test_people_complain_more_before_they_leave(signals: Signals) -> None:
    begin = LAST_DAY - dt.timedelta(days=730)
    near_days = far_days = near_count = far_count = 0
    leavers = {p for p in signals.buyers if signals.left(p)}
    for person in leavers:
        left, joined = signals.left(person), signals.people[person]["joined_on"]
        assert left
        days = (left - max(begin, joined)).days
        near_days += min(56, days)
        far_days += max(0, days - 56)
    for row in signals.tickets:
        who = signals.person.get(("requesters", row["requester_id"]))
        if row["is_complaint"] and who in leavers:
            if near(moment(row["opened_at"]).date(), signals.left(who), 56):
                near_count += 1
            else:
                far_count += 1
    assert near_count > 20
    assert near_count / near_days > 3 * far_count / far_days


def test_the_contact_centre_hears_of_orders_and_refunds(signals: Signals) -> None:
    rows = signals.tickets
    assert {row["channel"] for row in rows} == {"phone", "email", "chat", "form"}
    orders = {row["order_id"]: row["person_id"] for row in signals.demo.table("orders")}
    refunds = {row["order_id"] for row in signals.once("shop", "refunds", "refund_id")}
    for row in rows:
        person = signals.person.get(("requesters", row["requester_id"]))
        if row["order_id"] and person:
            assert orders[row["order_id"]] == person
        if row["reason"] == "return" and row["order_id"]:
            assert row["order_id"] in refunds
    late = [r for r in rows if r["reason"] == "delivery" and r["is_complaint"]]
    assert sum(bool(row["order_id"]) for row in late) > 0.6 * len(late)
    nameless = [row for row in rows if not row["requester_id"]]
    assert {row["channel"] for row in nameless} == {"phone"}
    still_open = [row for row in rows if not row["closed_at"]]
    assert 0 < len(still_open) < 0.06 * len(rows)
    scores: dict[bool, list[int]] = defaultdict(list)
    for row in rows:
        if row["satisfaction_score"]:
            scores[row["is_complaint"]].append(int(row["satisfaction_score"]))
    assert mean(scores[True]) < mean(scores[False]) - 0.7
    assert {score for of in scores.values() for score in of} == {1, 2, 3, 4, 5}


def test_every_contact_belongs_to_a_request_and_begins_with_the_customer(signals: Signals) -> None:
    first: dict[str, Row] = {}
    for row in signals.once("support", "interactions", "interaction_id"):
        old = first.get(row["ticket_id"])
        if old is None or row["interaction_at"] < old["interaction_at"]:
            first[row["ticket_id"]] = row
    opened = {row["ticket_id"]: row["opened_at"] for row in signals.tickets}
    assert opened == {key: row["interaction_at"] for key, row in first.items()}
    assert {row["direction"] for row in first.values()} == {"inbound"}


def test_answers_get_worse_before_people_leave_and_after_complaints(signals: Signals) -> None:
    complaints: dict[str, list[dt.date]] = defaultdict(list)
    for row in signals.tickets:
        person = signals.person.get(("requesters", row["requester_id"]))
        if row["is_complaint"] and person:
            complaints[person].append(moment(row["opened_at"]).date())
    buyer = {row["receipt_id"]: row["person_id"] for row in signals.demo.table("receipts")}
    scores: dict[str, list[float]] = defaultdict(list)
    for row in signals.once("survey", "responses", "response_id"):
        if not row["score"]:
            assert row["survey_type"] == "tastes"
            continue
        score = int(row["score"])
        nps = row["survey_type"] == "nps"
        assert (0 <= score <= 10) if nps else (1 <= score <= 5)
        person = buyer.get(row["receipt_id"])
        if row["email"]:
            person = signals.person["responses", row["email"].strip().lower()]
        if person:
            day, content = moment(row["answered_at"]).date(), score / (10 if nps else 5)
            leaving = near(day, signals.left(person), 90)
            cross = any(0 < (day - at).days < 60 for at in complaints[person])
            scores["leaving" if leaving else "cross" if cross else "usual"].append(content)
    assert mean(scores["leaving"]) < mean(scores["usual"]) - 0.1
    assert mean(scores["cross"]) < mean(scores["usual"]) - 0.1


def test_surveys_have_names_receipts_tastes_and_sums(signals: Signals) -> None:
    rows = {row["response_id"]: row for row in signals.once("survey", "responses", "response_id")}
    receipts = {row["receipt_id"] for row in signals.demo.table("receipts")}
    assert {row["receipt_id"] for row in rows.values() if row["receipt_id"]} <= receipts
    assert any(not row["email"] and not row["receipt_id"] for row in rows.values())
    answers = signals.demo.rows("survey", "answers", "response_id")
    assert {rows[row["response_id"]]["survey_type"] for row in answers} == {"tastes"}
    assert {row["question_code"] for row in answers} == {
        "interest", "lifestyle", "motivation", "preferred_contact_channel", "household_size",
    }  # fmt: skip
    results = signals.demo.rows("survey", "results", "survey_name")
    by_shop = [row for row in results if row["store_id"]]
    by_age = [row for row in results if row["group_label"]]
    assert len(by_shop) > 300
    assert len({row["group_label"] for row in by_age}) == 6
    assert all(1 <= float(row["average_score"]) <= 5 for row in by_shop)
    assert all(int(row["response_count"]) > 0 for row in results)


def test_clicks_on_ads_lead_to_visits_and_platforms_claim_too_much(signals: Signals) -> None:
    clicks = {row["click_id"]: row for row in signals.once("ads", "clicks", "click_id")}
    sales: Counter[str] = Counter()
    landed = 0
    for rows in signals.sessions.values():
        first, *others = rows
        assert not any(row.get("ad_click_id") for row in others)
        if first.get("utm_medium") == "cpc" and rows[-1]["event_name"] == "purchase":
            sales[first["utm_source"]] += 1
        if first.get("ad_click_id"):
            landed += 1
            click = clicks[first["ad_click_id"]]
            assert (first["utm_source"], first["utm_medium"]) == (click["platform"], "cpc")
            wait = moment(first["event_at"]) - moment(click["clicked_at"])
            assert dt.timedelta(0) <= wait < dt.timedelta(seconds=10)
    assert 0 < landed < len(clicks)
    claims: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    results = signals.demo.rows("ads", "daily_results", "campaign")
    for row in results:
        claims[row["platform"]] += row["reported_conversions"]
        counted[row["platform"]] += row["clicks"]
        assert row["impressions"] >= row["clicks"] >= 0
    assert claims.keys() == {row["platform"] for row in clicks.values()}
    assert all(claims[platform] > 1.2 * sales[platform] for platform in claims)
    own = Counter(row["platform"] for row in clicks.values())
    assert all(counted[platform] > own[platform] for platform in own)
    assert sum(row["spend_amount"] for row in results) > 0


def test_some_leads_buy_and_some_never_do(signals: Signals) -> None:
    leads = signals.once("ads", "leads", "lead_id")
    persons = {signals.person["leads", row["lead_id"]] for row in leads}
    assert persons & signals.buyers
    assert persons - signals.buyers
    clicks = {row["click_id"] for row in signals.once("ads", "clicks", "click_id")}
    used = {row["click_id"] for row in leads if row["click_id"]}
    assert used
    assert used <= clicks
    assert len(used) < len(leads)


def test_most_of_what_is_said_on_networks_names_nobody(signals: Signals) -> None:
    rows = signals.once("social", "interactions", "interaction_id")
    profiles = {row["profile_id"]: row for row in signals.once("social", "profiles", "profile_id")}
    named = [row for row in rows if row["profile_id"]]
    assert {row["profile_id"] for row in named} <= profiles.keys()
    assert 0.2 < len(named) / len(rows) < 0.5
    with_mail = sum(bool(row["email"]) for row in profiles.values())
    assert 0 < with_mail < 0.35 * len(profiles)
    # who complains at the contact centre does so there, too
    complaints: dict[str, list[dt.datetime]] = defaultdict(list)
    for row in signals.tickets:
        person = signals.person.get(("requesters", row["requester_id"]))
        if row["is_complaint"] and person:
            complaints[person].append(moment(row["opened_at"]))
    near_complaint: dict[bool, list[bool]] = defaultdict(list)
    for row in named:
        person = signals.person["profiles", row["profile_id"]]
        at = moment(row["interaction_at"])
        times = complaints[person] if person else []
        close = any(abs((at - time).days) < 6 for time in times)
        near_complaint[close].append(row["sentiment"] == "negative")
    assert mean(near_complaint[True]) > 2 * mean(near_complaint[False])


def test_bought_data_ends_for_many_and_knows_strangers(signals: Signals) -> None:
    rows = signals.demo.rows("external", "people", "record_id")
    ended = [dt.date.fromisoformat(row["licence_ends_on"]) < LAST_DAY for row in rows]
    assert 0.3 < mean(ended) < 0.5
    assert all(row["delivered_on"] <= row["licence_ends_on"] for row in rows)
    persons = {signals.person["people", f"{row['provider']}|{row['record_id']}"] for row in rows}
    assert 0.2 < len(persons) / len(signals.people) < 0.5
    elsewhere = {who for (table, _), who in signals.person.items() if table != "people"}
    assert persons - elsewhere - signals.buyers
    areas = signals.demo.rows("external", "areas", "postal_code")
    codes = {row["postal_code"] for row in areas}
    assert {row["postal_code"] for row in rows if row["postal_code"]} <= codes
    newest = max(row["delivered_on"] for row in areas)
    over = [row["licence_ends_on"] < LAST_DAY for row in areas if row["delivered_on"] == newest]
    assert 0 < mean(over) < 0.15


def test_some_wishes_come_true_at_a_till(signals: Signals) -> None:
    rows = signals.demo.newest("shop", "wish_list_items", "item_id")
    till = {(person, article) for person, article, _ in signals.till}
    true = sum(
        (signals.person["accounts", row["account_id"]], row["product_code"]) in till for row in rows
    )
    assert true > 20
    removed = [row for row in rows if row["removed_at"]]
    assert 0.1 < len(removed) / len(rows) < 0.6
    assert all(row["added_at"] < row["removed_at"] for row in removed)


def test_the_app_is_installed_once_and_has_a_device_of_its_own(signals: Signals) -> None:
    platforms: dict[str, set[Any]] = defaultdict(set)
    installs: Counter[str] = Counter()
    named = pushed = 0
    for rows in signals.sessions.values():
        for place, row in enumerate(rows):
            platforms[row["device_id"]].add(row.get("app_platform"))
            if row.get("app_platform"):
                assert row["device_type"] == "mobile"
                named += row["event_name"] == "login"
            if row["event_name"] == "app_install":
                installs[row["device_id"]] += 1
                assert place == 0
        pushed += rows[0]["event_name"] == "push_opened"
        if rows[0]["event_name"] == "push_opened":
            assert rows[0]["utm_campaign"] in signals.offers
    app = {device for device, found in platforms.items() if found != {None}}
    assert all(len(found) == 1 for found in platforms.values())
    assert set(installs.values()) == {1}
    assert installs.keys() < app
    assert min(named, pushed) > 20
    both = {signals.person["devices", d] for d in app} & {
        signals.person["devices", d] for d in platforms.keys() - app
    }
    assert both - {None}


def of_persons(
    signals: Signals, rows: Iterable[tuple[str, str, dt.datetime]]
) -> dict[tuple[str, str], list[dt.datetime]]:
    """Times by person and article or category."""
    found: dict[tuple[str, str], list[dt.datetime]] = defaultdict(list)
    for person, what, at in rows:
        if person in signals.people:
            found[person, what].append(at)
    return found


def within(times: list[dt.datetime], begin: dt.datetime, days: int) -> bool:
    end = begin + dt.timedelta(days=days)
    return any(begin <= time <= end for time in times)


def test_carts_are_left_at_every_stage_and_some_bought_in_a_shop(signals: Signals) -> None:
    till = of_persons(signals, signals.till)
    stages: Counter[str] = Counter()
    recovered: Counter[str] = Counter()
    for rows in signals.sessions.values():
        names = [row["event_name"] for row in rows]
        if "add_to_cart" not in names or "purchase" in names:
            continue
        stage = next((name for name in reversed(CHECKOUT) if name in names), "cart")
        stages[stage] += 1
        person = signals.person.get(("devices", rows[0]["device_id"]))
        articles = {row["product_code"] for row in rows if row["event_name"] == "add_to_cart"}
        last = moment(rows[-1]["event_at"])
        if person and any(within(till[person, a], last, 14) for a in articles):
            recovered[stage] += 1
    assert stages.keys() == {"cart", *CHECKOUT}
    assert recovered.keys() == stages.keys()
    assert 0.02 < recovered.total() / stages.total() < 0.2


def test_people_look_around_on_the_web_before_they_buy_in_a_shop(signals: Signals) -> None:
    views = of_persons(
        signals,
        (
            (person, row["category"], moment(row["event_at"]))
            for rows in signals.sessions.values()
            if (person := signals.person.get(("devices", rows[0]["device_id"])))
            for row in rows
            if row["event_name"] == "product_view"
        ),
    )
    category = {
        row["product_code"]: row["category"]
        for row in signals.demo.rows("shop", "products", "product_code")
    }
    online = {person for person, _ in views}
    week = dt.timedelta(days=7)
    lines = [line for line in signals.till if line[0] in online]
    before = [within(views[p, category[a]], at - week, 7) for p, a, at in lines]
    after = [within(views[p, category[a]], at + dt.timedelta(hours=2), 7) for p, a, at in lines]
    assert mean(before) > 1.4 * mean(after)


def test_moments_know_the_latest_one_and_what_lies_between() -> None:
    moments = life.moments(np.array([7, 3, 7]), np.array([50, 10, 20]))
    person = np.array([7, 7, 7, 3, 5])
    assert moments.last(person, np.array([60, 49, 19, 10, 90])).tolist() == [0, 2, -1, 1, -1]
    begin, end = np.array([20, 21, 51, 10, 0]), np.array([21, 50, 99, 11, 99])
    assert moments.within(person, begin, end).tolist() == [True, False, False, True, False]
    nothing = life.moments(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    assert nothing.last(person, begin).tolist() == [-1] * 5
    assert not nothing.within(person, begin, end).any()
