"""The published Online Retail against its invoice lines, to the penny and line by line.

Everything on the side of the source is counted here in SQL on the file's own columns, not with the
code that wrote the raw files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from customer360.public_data.compare import (
    Difference,
    different_figures,
    different_rows,
    opened,
)
from customer360.public_data.online_retail import load_online_retail

__all__ = ["verify_online_retail"]

_SOURCE_LINES = """
create table source_lines as select
    InvoiceNo as invoice,
    row_number() over (partition by InvoiceNo order by place) as line_number,
    StockCode as product,
    cast(cast(CustomerID as bigint) as varchar) as customer,
    cast(Quantity as decimal(18, 3)) as quantity,
    cast(round(cast(UnitPrice as decimal(18, 3)) * Quantity, 2) * 100 as hugeint) as pence,
    min(InvoiceDate) over (partition by InvoiceNo) as bought_at,
    case when InvoiceNo like 'C%' then 'return' else 'sale' end as order_type
from transactions
"""
_PUBLISHED_LINES = """
create table published_lines as
with records as (
    select customer_id, source_record_id
    from published.customer_identities
    where record_type = 'feed'
)
select
    orders.order_id as invoice,
    lines.line_number,
    lines.product_id as product,
    records.source_record_id as customer,
    lines.quantity,
    cast(lines.net_amount_reporting * 100 as hugeint) as pence,
    orders.ordered_at as bought_at,
    orders.order_type
from published.fct_order_lines as lines
left join published.fct_orders as orders on lines.order_key = orders.order_key
left join records on lines.customer_id = records.customer_id
"""
_SOURCE_FIGURES = """
select
    count(*) as lines,
    count(distinct invoice) as orders,
    count(distinct customer) as customers,
    count(distinct product) as products,
    count(*) - count(customer) as anonymous_lines,
    count(distinct case when customer is null then invoice end) as anonymous_orders,
    count(distinct case when order_type = 'return' then invoice end) as returns,
    sum(pence) as pence_of_all_lines,
    sum(pence) as pence_of_all_orders,
    sum(case when order_type = 'sale' then pence else 0 end) as pence_of_sales,
    sum(case when order_type = 'return' then pence else 0 end) as pence_of_returns,
    sum(case when customer is not null then pence else 0 end) as pence_of_all_customers,
    sum(case when invoice like 'A%' then pence else 0 end) as pence_of_adjustments,
    0 as rejected_rows,
    0 as checks_that_do_not_add_up
from source_lines
"""
_PUBLISHED_FIGURES = """
select
    (select count(*) from published.fct_order_lines),
    (select count(*) from published.fct_orders),
    (select count(*) from published.customer_360),
    (select count(*) from published.dim_products),
    (select count(*) from published.fct_order_lines where customer_id is null),
    (select count(*) from published.fct_orders where is_anonymous),
    (select count(*) from published.fct_orders where is_return),
    (
        select cast(coalesce(sum(line_amount), 0) * 100 as hugeint)
        from published.fct_order_lines
    ),
    (
        select cast(coalesce(sum(net_amount_reporting), 0) * 100 as hugeint)
        from published.fct_orders
    ),
    (
        select cast(coalesce(sum(net_amount_reporting), 0) * 100 as hugeint)
        from published.fct_orders where not is_return
    ),
    (
        select cast(coalesce(sum(net_amount_reporting), 0) * 100 as hugeint)
        from published.fct_orders where is_return
    ),
    (
        select cast(coalesce(sum(historic_clv_reporting), 0) * 100 as hugeint)
        from published.customer_360
    ),
    (
        select cast(coalesce(sum(net_amount_reporting), 0) * 100 as hugeint)
        from published.fct_orders where order_id like 'A%'
    ),
    (select count(*) from published.rejected_records),
    (select count(*) from published.reconciliation where not is_reconciled)
"""
_PER_MONTH = """
select
    date_trunc('month', bought_at) as bought_in,
    order_type,
    count(*) as line_count,
    count(distinct invoice) as invoice_count,
    sum(pence) as pence
from {lines} group by 1, 2
"""
_CUSTOMERS_IN_SOURCE = """
select customer, count(distinct invoice) as orders, sum(pence) as pence
from source_lines where customer is not null group by customer
"""
_CUSTOMERS_IN_PROFILE = """
select
    records.source_record_id,
    orders.order_count,
    cast(customers.historic_clv_reporting * 100 as hugeint)
from published.customer_360 as customers
left join published.customer_identities as records on customers.customer_id = records.customer_id
left join (
    select customer_id, count(*) as order_count from published.fct_orders group by customer_id
) as orders on customers.customer_id = orders.customer_id
"""
_LINES = (
    "select invoice, line_number, product, customer, quantity, pence, bought_at, order_type from"
)


def verify_online_retail(
    published: Path, transactions: Path, notify: Callable[[str], None] = lambda line: None
) -> list[Difference]:
    """Compare the published marts with the invoice lines.

    Compared are the figures of the whole (lines, orders, customers, products, what is anonymous,
    sales, returns, adjustments; nothing rejected or unreconciled), the sums of each month, the
    orders and the value of each customer in the profile, and each single line with its number,
    invoice, customer, article, quantity, pence, time and type.

    Args:
        published: The published DuckDB file, built with GBP as its reporting currency.
        transactions: Parquet file of the invoice lines.
        notify: Called with a line of progress before each slow step.

    Returns:
        Every difference; empty when all is the same.

    Raises:
        PublicDataError: A file cannot be read, or the published one lacks a mart.
    """
    with opened(published) as connection:
        notify(f"reading {transactions}")
        source = load_online_retail(transactions)
        connection.register("transactions", source.assign(place=np.arange(len(source))))
        notify("reading the marts")
        connection.execute(_SOURCE_LINES)
        connection.execute(_PUBLISHED_LINES)
        differences = different_figures(connection, _SOURCE_FIGURES, _PUBLISHED_FIGURES)
        pairs = {
            "sums per month": (
                _PER_MONTH.format(lines="source_lines"),
                _PER_MONTH.format(lines="published_lines"),
            ),
            "orders and value per customer": (_CUSTOMERS_IN_SOURCE, _CUSTOMERS_IN_PROFILE),
            "single lines": (f"{_LINES} source_lines", f"{_LINES} published_lines"),
        }
        for what, (left, right) in pairs.items():
            notify(f"comparing {what}")
            differences += different_rows(connection, what, left, right)
    return differences
