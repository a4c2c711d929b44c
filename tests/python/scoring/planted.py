"""Events copied from a built shop with new keys and other times, as files to be landed.

Each kind of event is planted for three parts of its customers: for some just before the end of the
day on which features are taken, for others from the first half minute of the next day on, for the
rest from the first half minute after the as-of date on. Nothing planted tells who anybody is: the
account, the card, the device and the address are those of the event that was copied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from .made_by_hand import OTHER_ADDRESS, UNTOLD

__all__ = ["EVENTS", "Event", "plant"]

_BEFORE, _AFTER, _BEYOND = "before", "after", "beyond"
# events of one kind and part, at most
_COPIES = 60
_ZONE = "Europe/Rome"
_HALF_A_MINUTE = dt.timedelta(seconds=30)

# times as the systems write them: with a Z where they write UTC
_UTC = "strftime(planted.at_utc, '%Y-%m-%dT%H:%M:%SZ')"
_LOCAL = "strftime(planted.at_local, '%Y-%m-%d %H:%M:%S')"
# half of the messages are answered, the others come back
_ARRIVES = "hash(sent.event_id) % 2 = 0"


@dataclass(frozen=True)
class Copy:
    """Rows of one raw table that are copied for an event.

    Attributes:
        table: System and table.
        key: Column that holds the key of the event; gets a new one.
        changes: Other columns that change -> SQL over `planted`, the events, and `landed`, the
            rows of the raw table.
        rows: Columns that tell the rows of one key apart.
        holds: What the column of the key holds: event_key or other_key.
        is_version: Whether the copy is a newer version of the same row, under the same key.
    """

    table: str
    key: str
    changes: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    holds: str = "event_key"
    is_version: bool = False


@dataclass(frozen=True)
class Event:
    """A kind of event.

    Attributes:
        name: Its name.
        donors: SQL that gives customer_id, event_key and perhaps other_key of what can be copied;
            `$day` is the day on which features are taken.
        copies: The rows that make up one event.
        moves: Feature of that day -> what it must be if the event happened before its end, as SQL
            over `former`, the features without it.
        days_earlier: Days by which it must lie before the day to move anything.
    """

    name: str
    donors: str
    copies: tuple[Copy, ...]
    moves: Mapping[str, str]
    days_earlier: int = 0


def _orders(where: str, key: str = "order_id") -> str:
    return f"""
        select customer_id, {key} as event_key
        from intermediate.int_activity__orders
        where customer_id is not null and ordered_on <= $day and {where}
    """


def _web(event_name: str) -> str:
    return f"""
        select customer_id, event_id as event_key
        from intermediate.int_activity__web_events
        where
            customer_id is not null and event_name = '{event_name}' and ad_click_id is null
            and cast(event_at as date) <= $day
    """


def _mailed(where: str) -> str:
    """Messages that were sent in the last weeks, by the event that says so."""
    return f"""
        select recipients.customer_id, sent.event_id as event_key
        from intermediate.int_activity__message_recipients as recipients
        inner join staging.stg_email__events as sent
            on
                recipients.campaign_id = sent.campaign_id
                and recipients.record_key = 'email|subscriber|' || sent.subscriber_id
        where
            sent.event_type = 'sent' and recipients.channel = 'email'
            and recipients.customer_id is not null and not recipients.is_held_out
            and recipients.bounced_at is null
            and cast(recipients.sent_at as date) between $day - 60 and $day and {where}
    """


def _answers(survey_type: str, source: str, column: str) -> str:
    """The answer that the features of the day tell."""
    return f"""
        select responses.customer_id, responses.response_id as event_key
        from intermediate.int_activity__survey_responses as responses
        inner join marts.customer_features as features
            on responses.customer_id = features.customer_id and features.as_of_date = $day
        where
            responses.survey_type = '{survey_type}' and responses.source_system = '{source}'
            and cast(responses.answered_at as date) <= $day
            and responses.score = features.{column}
    """


def _consents(source: str, permitted: bool) -> str:
    """Consents for the one address that a customer declared any for, and is written to at."""
    granted = "" if permitted else "not"
    return f"""
        select
            contacts.customer_id,
            any_value(split_part(periods.last_consent_event_key, '|', 2)) as event_key
        from intermediate.int_consent__contact_point_periods as periods
        inner join intermediate.int_consent__customer_contacts as contacts using (contact_key)
        inner join marts.customer_features as features
            on contacts.customer_id = features.customer_id and features.as_of_date = $day
        where
            periods.purpose = 'marketing' and periods.channel = 'email'
            and cast(periods.valid_from as date) <= $day
        group by contacts.customer_id
        having
            count(*) = 1 and bool_and(contacts.is_golden and contacts.value_scope = 'one_person')
            and bool_and({granted} periods.is_granted)
            and bool_and({granted} features.may_email_marketing)
            and bool_and(periods.last_consent_event_key like '{source}|%')
    """


def _stall(table: str, key: str, at: str) -> str:
    """Rows of the market stall."""
    return f"""
        select identities.customer_id, rows.{key} as event_key
        from staging.stg_feeds__{table} as rows
        inner join intermediate.int_identity__identities as identities
            on identities.record_key = rows.source_system || '|feed|' || rows.source_record_id
        where cast(rows.{at} as date) <= $day and rows.source_record_id like 'regular%'
    """


def _view(name: str, event_name: str, moved: str) -> Event:
    return Event(
        f"web {name}",
        _web(event_name),
        (Copy("web.events", "event_id", {"event_at": _UTC}),),
        {moved: f"former.{moved} + 1", "days_since_last_visit": "0"},
    )


def _answer_to_mail(event_type: str, donors: str, moved: str, by: str) -> Event:
    changes = {"event_type": f"'{event_type}'", "event_at": _UTC}
    return Event(
        f"email {event_type}",
        _mailed(donors),
        (Copy("email.events", "event_id", changes),),
        {moved: f"former.{moved} {by}"},
    )


def _points(entry_type: str, points: int, moved: str) -> Event:
    changes = {"entry_type": f"'{entry_type}'", "points": f"'{points}'", "booked_at": _LOCAL}
    return Event(
        f"loyalty {entry_type}",
        """
            select customer_id, entry_id as event_key
            from intermediate.int_activity__loyalty_points
            where
                source_system = 'loyalty' and customer_id is not null
                and cast(booked_at as date) <= $day
        """,
        (Copy("loyalty.points", "entry_id", changes),),
        {
            "points_balance": f"former.points_balance + ({points})",
            moved: f"former.{moved} + abs({points})",
        },
    )


def _survey(survey_type: str, score: str) -> Event:
    changes = {"score": score, "answered_at": _UTC}
    column = f"last_{survey_type}"
    return Event(
        f"survey {survey_type}",
        _answers(survey_type, "survey", column),
        (Copy("survey.responses", "response_id", changes),),
        {column: score.replace("landed.score", f"former.{column}")},
    )


def _consent(table: str, status: str, at: str) -> Event:
    granted = status == "granted"
    return Event(
        f"{table} {status}",
        _consents("consent" if table == "consent.events" else "stall", not granted),
        (Copy(table, "consent_event_id", {"status": f"'{status}'", "event_at": at}),),
        {"may_email_marketing": str(granted).lower()},
    )


_TICKET_CHANGES = {
    "opened_at": _UTC,
    "updated_at": _UTC,
    "first_reply_at": "null",
    "closed_at": "null",
    "is_complaint": "'true'",
}

EVENTS = (
    Event(
        "pos sale",
        _orders(
            f"source_system = 'pos' and not is_return and order_id not like '{OTHER_ADDRESS}%'"
        ),
        (
            Copy("pos.receipts", "receipt_id", {"receipt_at": _LOCAL}),
            Copy("pos.receipt_lines", "receipt_id", rows=("line_number",)),
        ),
        {"order_count": "former.order_count + 1", "days_since_last_order": "0"},
    ),
    Event(
        # of somebody who gave this address first, and agreed to mails at another one
        "pos sale at the other address",
        _orders(f"source_system = 'pos' and order_id like '{OTHER_ADDRESS}%'"),
        (Copy("pos.receipts", "receipt_id", {"receipt_at": _LOCAL}),),
        {"order_count": "former.order_count + 1", "may_email_marketing": "true"},
    ),
    Event(
        "pos return",
        _orders("source_system = 'pos' and is_return"),
        (
            Copy("pos.receipts", "receipt_id", {"receipt_at": _LOCAL}),
            Copy("pos.receipt_lines", "receipt_id", rows=("line_number",)),
        ),
        {"return_count": "former.return_count + 1"},
    ),
    Event(
        "shop order",
        _orders(
            "source_system = 'shop' and not is_return and not is_cancelled"
            " and record_key like 'shop|account|%' and order_id not like 'W-%'"
        ),
        (
            Copy("shop.orders", "order_id", {"ordered_at": _UTC, "updated_at": _UTC}),
            Copy("shop.order_lines", "order_id", rows=("line_number",)),
        ),
        {"order_count": "former.order_count + 1", "days_since_last_order": "0"},
    ),
    Event(
        "shop cancelled order",
        _orders(
            "source_system = 'shop' and not is_return and is_cancelled"
            " and record_key like 'shop|account|%' and order_id not like 'W-%'"
        ),
        (
            Copy(
                "shop.orders",
                "order_id",
                {"ordered_at": _UTC, "updated_at": _UTC, "status": "'cancelled'"},
            ),
            Copy("shop.order_lines", "order_id", rows=("line_number",)),
        ),
        {"cancelled_order_count": "former.cancelled_order_count + 1"},
    ),
    Event(
        "shop refund",
        _orders(
            "source_system = 'shop' and is_return and not is_cancelled",
            "replace(order_id, 'refund:', '')",
        ),
        (Copy("shop.refunds", "refund_id", {"refunded_at": _UTC}),),
        {"return_count": "former.return_count + 1"},
    ),
    Event(
        "shop wish",
        """
            select customer_id, wish_list_item_key as event_key
            from intermediate.int_activity__wish_list_items
            where customer_id is not null and cast(added_at as date) <= $day
        """,
        (
            Copy(
                "shop.wish_list_items",
                "item_id",
                {"added_at": _UTC, "updated_at": _UTC, "removed_at": "null"},
            ),
        ),
        {"open_list_item_count": "former.open_list_item_count + 1"},
    ),
    Event(
        "shop wish removed",
        """
            select customer_id, wish_list_item_key as event_key
            from intermediate.int_activity__wish_list_items
            where
                customer_id is not null and cast(added_at as date) <= $day
                and removed_at is null and bought_at is null
        """,
        (
            Copy(
                "shop.wish_list_items",
                "item_id",
                {"removed_at": _UTC, "updated_at": _UTC},
                is_version=True,
            ),
        ),
        {"open_list_item_count": "former.open_list_item_count - 1"},
    ),
    _view("view", "product_view", "product_views_30d"),
    _view("search", "search", "searches_30d"),
    Event(
        "web cart",
        f"""
            {_web("add_to_cart")}
            and customer_id not in (
                select customer_id
                from intermediate.int_activity__cart_events
                where customer_id is not null and cast(event_at as date) between $day - 16 and $day
            )
        """,
        (Copy("web.events", "event_id", {"event_at": _UTC}),),
        {"carts_left_90d": "former.carts_left_90d + 1"},
        # nobody has touched it for more than cart_idle_days
        days_earlier=8,
    ),
    Event(
        # the page that confirms an order is looked at weeks later: the tracker tells of a purchase
        "web purchase told late",
        f"""
            select customer_id, event_id as event_key
            from intermediate.int_activity__web_events
            where event_id like 'E-{UNTOLD}%'
        """,
        (
            Copy(
                "web.events",
                "event_id",
                {
                    "event_at": _UTC,
                    "event_name": "'purchase'",
                    "order_id": "replace(landed.event_id, 'E-', 'W-')",
                },
            ),
        ),
        {"carts_left_90d": "0", "days_since_last_visit": "0"},
    ),
    Event(
        "ads click",
        """
            select customer_id, event_id as event_key, ad_click_id as other_key
            from intermediate.int_activity__web_events
            inner join staging.stg_ads__clicks on click_id = ad_click_id
            where customer_id is not null and cast(event_at as date) <= $day
        """,
        (
            Copy("ads.clicks", "click_id", {"clicked_at": _UTC}, holds="other_key"),
            Copy(
                "web.events",
                "event_id",
                {"event_at": _UTC, "ad_click_id": "planted.other_key || '.ads click'"},
            ),
        ),
        {"ad_clicks_90d": "former.ad_clicks_90d + 1"},
    ),
    _points("earn", 7, "points_earned_90d"),
    _points("redeem", -7, "points_redeemed_90d"),
    _consent("consent.events", "withdrawn", _UTC),
    _consent("consent.events", "granted", _UTC),
    Event(
        "email sent",
        _mailed("true"),
        (Copy("email.events", "event_id", {"event_at": _UTC, "campaign_id": "'PLANTED'"}),),
        {"emails_received_90d": "former.emails_received_90d + 1"},
    ),
    _answer_to_mail("opened", f"opened_at is null and {_ARRIVES}", "email_opens_90d", "+ 1"),
    _answer_to_mail("clicked", f"clicked_at is null and {_ARRIVES}", "email_clicks_90d", "+ 1"),
    _answer_to_mail("bounced", f"not {_ARRIVES}", "emails_received_90d", "- 1"),
    _answer_to_mail(
        "unsubscribed", f"unsubscribed_at is null and {_ARRIVES}", "unsubscribes_90d", "+ 1"
    ),
    Event(
        "support ticket",
        """
            select customer_id, replace(ticket_key, 'support|', '') as event_key
            from intermediate.int_activity__support_tickets
            where customer_id is not null and cast(opened_at as date) <= $day
        """,
        (
            Copy("support.tickets", "ticket_id", _TICKET_CHANGES),
            Copy(
                "support.interactions",
                "ticket_id",
                {
                    "interaction_id": "landed.interaction_id || '.support ticket'",
                    "interaction_at": _UTC,
                },
                rows=("interaction_id",),
            ),
        ),
        {
            "tickets_90d": "former.tickets_90d + 1",
            "complaints_90d": "former.complaints_90d + 1",
            "days_since_last_complaint": "0",
        },
    ),
    _survey("nps", "(cast(landed.score as integer) + 1) % 11"),
    _survey("csat", "cast(landed.score as integer) % 5 + 1"),
    Event(
        "social interaction",
        """
            select customer_id, replace(touchpoint_key, 'social|', '') as event_key
            from intermediate.int_activity__touchpoints
            where
                source_system = 'social' and customer_id is not null
                and cast(touchpoint_at as date) <= $day
        """,
        (Copy("social.interactions", "interaction_id", {"interaction_at": _UTC}),),
        {"social_interactions_90d": "former.social_interactions_90d + 1"},
    ),
    Event(
        "feeds order",
        _stall("orders", "order_id", "ordered_at"),
        (
            Copy("feeds.orders", "order_id", {"ordered_at": _LOCAL}),
            Copy("feeds.order_lines", "order_id", rows=("line_number",)),
        ),
        {"order_count": "former.order_count + 1", "days_since_last_order": "0"},
    ),
    Event(
        "feeds touchpoint",
        _stall("touchpoints", "touchpoint_id", "touchpoint_at"),
        (Copy("feeds.touchpoints", "touchpoint_id", {"touchpoint_at": _LOCAL}),),
        {"ad_clicks_90d": "former.ad_clicks_90d + 1"},
    ),
    Event(
        "feeds points",
        _stall("loyalty_points", "entry_id", "booked_at"),
        (Copy("feeds.loyalty_points", "entry_id", {"booked_at": _LOCAL}),),
        {"points_balance": "former.points_balance + 50"},
    ),
    _consent("feeds.consents", "withdrawn", _LOCAL),
    Event(
        "feeds feedback",
        _stall("feedback", "feedback_id", "feedback_at"),
        (Copy("feeds.feedback", "feedback_id", {"feedback_at": _LOCAL, "score": "'3'"}),),
        {"last_nps": "3"},
    ),
)


def plant(database: Path, landing: Path, day: dt.date, as_of: dt.date) -> None:
    """Write files of planted events, and note in the database what was planted.

    Args:
        database: A built shop, writable; gets the table planted: event_name, part (before, after
            or beyond), customer_id, event_key, other_key, at_local, at_utc.
        landing: Landing folder to write.
        day: Day on which features are taken, before the as-of date.
        as_of: As-of date of the build.
    """
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            "create table donors (event_name varchar, customer_id varchar, event_key varchar,"
            " other_key varchar)"
        )
        for event in EVENTS:
            connection.execute(
                f"insert into donors by name select '{event.name}' as event_name, donors.*"
                f" from ({event.donors}) as donors semi join marts.customer_features as features"
                " on donors.customer_id = features.customer_id and features.as_of_date = $day",
                {"day": day},
            )
        _share_out(connection)
        _plan(connection, day, as_of)
        for event in EVENTS:
            for number, copy in enumerate(event.copies):
                _write(connection, event, copy, landing, number)


def _share_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Give each customer one part; the rarest events choose first, so that all have all parts.

    Whose features must move gets the one event that moves them, and no other.
    """
    connection.execute(
        "create table parts (customer_id varchar primary key, part varchar, moved_by varchar)"
    )
    ordered = connection.execute(
        "select event_name from donors group by all"
        " order by count(distinct customer_id), event_name"
    ).fetchall()
    chosen = "customer_id, case place when 1 then ? when 2 then ? else ? end"
    for (name,) in ordered:
        connection.execute(
            f"""
            insert into parts
            select {chosen}, case place when 1 then ? end
            from (
                select distinct
                    customer_id,
                    dense_rank() over (order by customer_id) as place
                from donors
                where event_name = ? and customer_id not in (select customer_id from parts)
            )
            where place <= 3
            """,
            [_BEFORE, _AFTER, _BEYOND, name, name],
        )
    connection.execute(
        "insert into parts"
        " select customer_id, case dense_rank() over (order by customer_id) % 2"
        " when 0 then ? else ? end, null"
        " from (select distinct customer_id from donors)"
        " where customer_id not in (select customer_id from parts)",
        [_AFTER, _BEYOND],
    )


def _plan(connection: duckdb.DuckDBPyConnection, day: dt.date, as_of: dt.date) -> None:
    """Choose which events are copied, and when they happen.

    The first event of each customer lies at the very edge, the others at hours that vary.
    """
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    beyond = dt.datetime.combine(as_of + dt.timedelta(days=1), dt.time())
    earlier = "".join(
        f" when '{event.name}' then {event.days_earlier}" for event in EVENTS if event.days_earlier
    )
    connection.execute(
        f"""
        create table planted as
        with ranked as (
            select
                donors.*,
                parts.part,
                row_number() over (
                    partition by event_name, customer_id order by hash(event_key), event_key
                ) as place,
                row_number() over (
                    partition by event_name, part
                    order by hash(customer_id), customer_id, hash(event_key), event_key
                ) as place_of_all,
                hash(event_key || event_name) % 86400 as seconds
            from donors
            inner join parts using (customer_id)
            where parts.part <> '{_BEFORE}' or parts.moved_by = donors.event_name
        ),

        dated as (
            select
                *,
                case
                    when part = '{_BEFORE}'
                        then
                            $midnight - $half - to_days(case event_name {earlier} else 0 end)
                    when part = '{_AFTER}' and place = 1 then $midnight + $half
                    when part = '{_AFTER}'
                        then $midnight + to_days(place % $days) + to_seconds(seconds)
                    when place = 1 then $beyond + $half
                    else $beyond + to_days(place % 15) + to_seconds(seconds)
                end as at_local
            from ranked
            where (part <> '{_BEFORE}' or place = 1) and place_of_all <= {_COPIES}
        )

        select
            event_name,
            part,
            customer_id,
            event_key,
            other_key,
            at_local,
            (at_local at time zone '{_ZONE}') at time zone 'UTC' as at_utc
        from dated
        """,
        {
            "midnight": midnight,
            "half": _HALF_A_MINUTE,
            "beyond": beyond,
            "days": (as_of - day).days,
        },
    )


def _write(
    connection: duckdb.DuckDBPyConnection, event: Event, copy: Copy, landing: Path, number: int
) -> None:
    """Write the rows of one table; of several versions of a row the first is copied."""
    system, table = copy.table.split(".")
    changes = dict(copy.changes)
    if not copy.is_version:
        changes[copy.key] = f"landed.{copy.key} || '.{event.name}'"
    replaced = ", ".join(f"{expression} as {column}" for column, expression in changes.items())
    target = landing / system / f"{table}_{event.name.replace(' ', '_')}_{number}.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(
        f"""
        copy (
            select
                landed.* exclude (_dlt_load_id, _file_id, _row_number) replace ({replaced})
            from raw_{system}.{table} as landed
            inner join planted
                on landed.{copy.key} = planted.{copy.holds} and planted.event_name = '{event.name}'
            qualify row_number() over (
                partition by {", ".join(f"landed.{name}" for name in (copy.key, *copy.rows))}
                order by landed._file_id, landed._row_number
            ) = 1
        ) to '{target}' (format json)
        """
    )
