"""The rows of an audience file: who, by what consent, and what the message is about."""

from __future__ import annotations

import duckdb

from customer360.export.profiling import ProfilingBasis, permitted_sql
from customer360.export.published import ExportError

__all__ = ["NEEDED", "gather", "is_about_suggestions", "refuse_without_consent"]

NEEDED = {
    "audiences": ("audience_id", "channels", "message_subject", "reachable_count"),
    "audience_members": ("audience_id", "customer_id", "dedupe_key", "is_held_out"),
    "customer_360": ("customer_id", "given_name", "points_expiring_next", "open_cart_quantity"),
    "customer_consent_periods": ("customer_id", "contact_point", "is_current", "is_granted"),
    "customer_consents": ("customer_id", "consent_event_key", "is_permitted"),
    "customer_recommendations": ("customer_id", "suggestion_type", "suggestion_rank"),
    "dim_products": ("product_id", "product_name"),
    "fct_consent_changes": ("consent_event_key", "status"),
    "fct_wish_list_items": ("customer_id", "product_id", "is_open"),
    "reconciliation": ("currency_code", "measure"),
}
# articles that a message shows at most
_ARTICLES = 3
_NAMED = 3
# what is sent along for letters or for one subject, and for no other
_ADDRESS = ("street", "street_number", "postal_code", "city", "country_code")
_OF_PROFILE = {
    "points": ("points_balance", "points_expiring_next", "next_points_expiry_on"),
    "cart": ("open_cart_quantity", "open_cart_amount_reporting"),
}
_SUGGESTIONS = {"articles_new": "discovery", "articles_again": "repurchase"}
_OF_ARTICLES = ("list", *_SUGGESTIONS)


def gather(
    connection: duckdb.DuckDBPyConnection, audience_id: str, basis: ProfilingBasis
) -> str | None:
    """Make the temporary table `gathered`: one row per member to be written to.

    Besides who, how and by what consent it has only the columns that the subject of the audience
    asks for, and an address only where the audience may send letters. The last column,
    `is_reached`, is no part of the file: false where a letter is permitted and no address known.

    Args:
        connection: From `open_published`.
        audience_id: The audience; one of `audiences`.
        basis: Whose behaviour may be used to suggest articles.

    Returns:
        The subject of the audience; null where it has none.
    """
    row = connection.execute(
        "select message_subject, channels from audiences where audience_id = ?", [audience_id]
    ).fetchone()
    assert row is not None
    subject, channels = row
    columns = [
        "members.audience_id",
        "members.customer_id",
        "members.channel",
        "members.contact_point",
        "members.consent_event_key",
        "members.entered_on",
        "members.dedupe_key",
        "profiles.as_of_date",
        # a name that begins with no letter is none to address anybody by, and one that begins with
        # a sign is a formula to a spreadsheet
        "case when regexp_matches(profiles.given_name, '^\\p{L}') then profiles.given_name end"
        " as given_name",
        *(
            f"case when members.channel = 'post' then profiles.{name} end as {name}"
            for name in (_ADDRESS if "post" in channels.split() else ())
        ),
        *(f"profiles.{name}" for name in _OF_PROFILE.get(subject, ())),
        *(["reporting.currency_code"] if subject == "cart" else []),
        *(
            f"max(case when articles.place = {place} then articles.{name} end)"
            f" as article_{place}_{name}"
            for place in range(1, _ARTICLES + 1)
            for name in (("product_id", "product_name") if subject in _OF_ARTICLES else ())
        ),
    ]
    connection.execute(
        f"""
        create temp table gathered as
        with members as (
            select *
            from audience_members
            where audience_id = $audience_id and not is_held_out and suppressed_by is null
        ),

        -- the currency of the amounts in profiles
        reporting as (
            select min(currency_code) as currency_code
            from reconciliation
            where measure = 'net_amount_of_customers'
        ),

        articles as ({_articles_sql(subject, basis)})

        select
            {", ".join(columns)},
            members.channel <> 'post'
            or (profiles.street is not null and profiles.city is not null) as is_reached
        from members
        inner join customer_360 as profiles using (customer_id)
        cross join reporting
        left join articles using (customer_id)
        group by all
        """,
        {"audience_id": audience_id},
    )
    return None if subject is None else str(subject)


def is_about_suggestions(subject: str | None) -> bool:
    """Whether a message shows articles that were chosen by behaviour."""
    return subject in _SUGGESTIONS


def _articles_sql(subject: str | None, basis: ProfilingBasis) -> str:
    """Return the query of what a message shows: customer_id, place, product_id, product_name."""
    if subject in _SUGGESTIONS:
        return f"""
            select
                customer_id,
                suggestion_rank as place,
                product_id,
                product_name
            from customer_recommendations
            where
                suggestion_type = '{_SUGGESTIONS[subject]}'
                and customer_id in ({permitted_sql(basis)})
        """
    # what somebody put on a list themselves, the newest first
    return f"""
        select
            items.customer_id,
            row_number() over (
                partition by items.customer_id
                order by max(items.added_at) desc nulls last, items.product_id asc
            ) as place,
            items.product_id,
            any_value(products.product_name) as product_name
        from fct_wish_list_items as items
        left join dim_products as products using (product_id)
        where {"items.is_open" if subject == "list" else "false"}
        group by items.customer_id, items.product_id
    """


def refuse_without_consent(connection: duckdb.DuckDBPyConnection, audience_id: str) -> None:
    """Hold each row against the consents once more, before anything is written.

    The declaration that the row names must be a grant of marketing by its channel, must be what
    decides for the customer now, and must still hold for the contact point that is written to.

    Raises:
        ExportError: A row has no such consent.
    """
    rows = connection.execute(
        """
        select
            gathered.customer_id,
            count(*) over () as refused
        from gathered
        left join fct_consent_changes as declarations
            on gathered.consent_event_key = declarations.consent_event_key
            and gathered.channel = declarations.channel
            and declarations.purpose = 'marketing'
        left join customer_consents as consents
            on gathered.customer_id = consents.customer_id
            and gathered.channel = consents.channel
            and consents.purpose = 'marketing'
        left join customer_consent_periods as periods
            on gathered.customer_id = periods.customer_id
            and gathered.contact_point = periods.contact_point
            and gathered.channel = periods.channel
            and periods.purpose = 'marketing'
            and periods.is_current
        where
            declarations.status is distinct from 'granted'
            or consents.is_permitted is distinct from true
            or consents.consent_event_key is distinct from gathered.consent_event_key
            or periods.is_granted is distinct from true
        order by gathered.customer_id
        limit $named
        """,
        {"named": _NAMED},
    ).fetchall()
    if rows:
        named = ", ".join(customer for customer, _ in rows)
        raise ExportError(
            f"{audience_id}: {rows[0][1]} rows name no consent that holds, such as of {named}: "
            "no file is written; look at audience_members and customer_consents"
        )
