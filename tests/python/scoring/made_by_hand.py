"""People who are written by hand into the files of a shop: regulars of a market stall, extremes."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

__all__ = [
    "BORN_TODAY",
    "IN_THE_RED",
    "OTHER_ADDRESS",
    "STALL",
    "THOUSANDS",
    "UNTOLD",
    "write_people_made_by_hand",
]

Row = Mapping[str, Any]

# the system that feeds its customers
STALL = "stall"
# people of it whose scores must be as sane as those of others
BORN_TODAY, IN_THE_RED, THOUSANDS = "born-today", "in-the-red", "thousands"
# how receipts and orders of the two groups below are called
OTHER_ADDRESS, UNTOLD = "other-address", "untold"
_REGULARS = 12
_IN_A_GROUP = 4
_ORDERS_OF_THOUSANDS = 10_000
_CONSENT = {"purpose": "marketing", "channel": "email", "status": "granted"}


def write_people_made_by_hand(landing: Path, began: dt.date, as_of: dt.date) -> None:
    """Write files of their own beside those of the demo.

    Args:
        landing: Landing folder.
        began: First day of the data.
        as_of: As-of date: the day on which one of the customers first bought something.
    """
    opened = dt.datetime.combine(began, dt.time(9))
    regulars = [f"regular-{number:02}" for number in range(_REGULARS)]
    agreed = [*regulars, *(f"address-{place}" for place in range(_IN_A_GROUP))]
    orders = list(_stall_orders(regulars, opened, as_of))
    two = _people_with_two_addresses(opened)
    tables: dict[str, list[Row]] = {
        "feeds/identities": [
            {"source_record_id": who, "email": f"{who}@stall.example", "created_at": opened}
            for who in (*regulars, BORN_TODAY, IN_THE_RED, THOUSANDS)
        ]
        + two["identities"],
        "feeds/identifiers": two["identifiers"],
        "feeds/orders": orders,
        "feeds/order_lines": [
            {"order_id": order["order_id"], "line_number": 1, "quantity": 1}
            | {"product_code": f"STALL-{number % 7}", "line_amount": order["order_amount"]}
            for number, order in enumerate(orders)
        ],
        "feeds/touchpoints": [
            {"touchpoint_id": f"T-{who}", "source_record_id": who, "touchpoint_at": opened}
            | {"channel": "ads", "touchpoint_type": "ad_click"}
            for who in regulars
        ],
        "feeds/loyalty_points": [
            {"entry_id": f"P-{who}", "source_record_id": who, "booked_at": opened}
            | {"entry_type": "earn", "points": 50}
            for who in regulars
        ],
        "feeds/consents": [
            {"consent_event_id": f"C-{name}", "contact_point": f"{name}@stall.example"}
            | {"event_at": opened + dt.timedelta(days=80), **_CONSENT}
            for name in agreed
        ],
        "feeds/feedback": [
            {"feedback_id": f"F-{who}", "source_record_id": who, "feedback_at": opened}
            | {"feedback_type": "nps", "score": 8}
            for who in regulars
        ],
        "pos/receipts": two["receipts"],
        "survey/responses": [
            {"response_id": f"csat-{place}", "survey_type": "csat", "score": 1 + place}
            | {"answered_at": opened, "email": f"answers-{place}@stall.example"}
            for place in range(_IN_A_GROUP)
        ],
        **_people_of_whose_orders_no_tracker_told(opened),
    }
    for name, rows in tables.items():
        of_system = {"source_system": STALL} if name.startswith("feeds/") else {}
        path = landing / f"{name}_by_hand.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps({**of_system, **row}, default=str) + "\n" for row in rows]
        path.write_text("".join(lines), encoding="utf-8")


def _stall_orders(regulars: Iterable[str], opened: dt.datetime, as_of: dt.date) -> Iterator[Row]:
    number = itertools.count(1)

    def order(who: str, at: dt.datetime, amount: float, kind: str = "sale") -> Row:
        return {
            "order_id": f"O{next(number):06}",
            "source_record_id": who,
            "channel": "store",
            "ordered_at": at,
            "order_type": kind,
            "currency_code": "EUR",
            "order_amount": amount,
        }

    for place, who in enumerate(regulars):
        for month in range(4):
            yield order(who, opened + dt.timedelta(days=30 * month + place), 10.0 + place)
    yield order(BORN_TODAY, dt.datetime.combine(as_of, dt.time(10)), 25.0)
    yield order(IN_THE_RED, opened + dt.timedelta(days=50), 20.0)
    # what was bought before the data began comes back
    yield order(IN_THE_RED, opened + dt.timedelta(days=60), 90.0, "return")
    minutes = int((dt.datetime.combine(as_of, dt.time(20)) - opened).total_seconds() // 60)
    for place in range(_ORDERS_OF_THOUSANDS):
        at = opened + dt.timedelta(minutes=minutes * place // _ORDERS_OF_THOUSANDS)
        yield order(THOUSANDS, at, 5.0 + place % 9)


def _people_with_two_addresses(opened: dt.datetime) -> dict[str, list[Row]]:
    """People who gave one address at the till, then another; they agreed to mails at the second."""
    people = [(f"two-addresses-{place}", place) for place in range(_IN_A_GROUP)]
    given = [
        (who, place, days, f"{which}-{place}")
        for who, place in people
        for days, which in ((60, OTHER_ADDRESS), (75, "address"))
    ]
    return {
        "identities": [
            {"source_record_id": who, "given_name": "Ada", "family_name": f"Bert{'oli'[:place]}"}
            for who, place in people
        ],
        "identifiers": [
            {"source_record_id": who, "id_type": "email", "id_value": f"{name}@stall.example"}
            for who, _, _, name in given
        ],
        "receipts": [
            {"receipt_id": name, "store_id": "IT001", "receipt_type": "sale"}
            | {"receipt_at": opened + dt.timedelta(days=days + place)}
            | {"customer_email": f"{name}@stall.example"}
            | {"currency_code": "EUR", "total_amount": 12.5}
            for _, place, days, name in given
        ],
    }


def _people_of_whose_orders_no_tracker_told(opened: dt.datetime) -> dict[str, list[Row]]:
    """A cart and, a day later, the order of it, of which the shop alone knows."""
    put_in = opened + dt.timedelta(days=90)
    people = [f"{UNTOLD}-{place}" for place in range(_IN_A_GROUP)]
    return {
        "shop/accounts": [
            {"account_id": who, "email": f"{who}@stall.example"}
            | {"created_at": put_in, "updated_at": put_in}
            for who in people
        ],
        "shop/orders": [
            {"order_id": f"W-{who}", "account_id": who, "status": "delivered"}
            | {"currency_code": "EUR", "total_amount": 30.0}
            | dict.fromkeys(["ordered_at", "updated_at"], put_in + dt.timedelta(days=1))
            for who in people
        ],
        "web/events": [
            {"event_id": f"E-{who}", "event_at": put_in, "event_name": "add_to_cart"}
            | {"device_id": f"D-{who}", "account_id": who, "product_code": "STALL-1"}
            for who in people
        ],
    }
