"""Whose behaviour may be used to choose what they see."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ProfilingBasis", "permitted_sql"]


class ProfilingBasis(StrEnum):
    """What lets a retailer choose content by a customer's behaviour.

    `consent`: they said yes to the purpose profiling, and no nowhere; who said nothing did not.
    `objection`: they did not say no; for retailers whose lawful basis is another than consent.
    """

    CONSENT = "consent"
    OBJECTION = "objection"


# no row of customer_consents means that nobody asked; one `no` on any channel is a no
_PERMITTED = {
    ProfilingBasis.CONSENT: """
        select customer_id
        from customer_consents
        where purpose = 'profiling'
        group by customer_id
        having bool_and(is_permitted)
    """,
    ProfilingBasis.OBJECTION: """
        select customer_id
        from customer_360
        where customer_id not in (
            select customer_id
            from customer_consents
            where purpose = 'profiling' and not is_permitted
        )
    """,
}


def permitted_sql(basis: ProfilingBasis) -> str:
    """Return the query of the customers whose behaviour may be used: one column, customer_id."""
    return _PERMITTED[basis]
