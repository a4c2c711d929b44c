"""A small published file: the marts that the comparisons read, made of raw files by plain SQL."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

Publish = Callable[[Path, str], Path]

_ORDERS = {
    "pos": """
        select cast(receipt_id as varchar) as order_id, cast(store_id as varchar) as store_id,
            receipt_at as ordered_at, 'sale' as order_type,
            cast(loyalty_card_number as varchar) as customer_id,
            total_amount as net_amount_reporting
        from '{landing}/pos/receipts_*.parquet'
    """,
    "feeds": """
        select order_id, cast(null as varchar) as store_id, ordered_at, order_type,
            cast(source_record_id as varchar) as customer_id, order_amount as net_amount_reporting
        from '{landing}/feeds/orders_*.parquet'
    """,
}
_LINES = {
    "pos": """
        select cast(receipt_id as varchar) as order_id, line_number,
            cast(product_code as varchar) as product_id, quantity, discount_amount, line_amount
        from '{landing}/pos/receipt_lines_*.parquet'
    """,
    "feeds": """
        select order_id, line_number, product_code as product_id, quantity,
            cast(0 as decimal(18, 2)) as discount_amount, line_amount
        from '{landing}/feeds/order_lines_*.parquet'
    """,
}
_MARTS = """
create table fct_order_lines as
select lines.order_id as order_key, line_number, customer_id, product_id,
    cast(quantity as decimal(18, 3)) as quantity, discount_amount, line_amount,
    line_amount as net_amount_reporting
from lines left join orders using (order_id);
create table fct_orders as
select orders.*, order_id as order_key, customer_id is null as is_anonymous,
    order_type = 'return' as is_return,
    (select sum(discount_amount) from lines where lines.order_id = orders.order_id)
        as discount_amount
from orders;
create table customer_360 as
select customer_id, sum(net_amount_reporting) as historic_clv_reporting
from fct_orders where customer_id is not null group by customer_id;
create table dim_products as select distinct product_id from lines;
create table dim_loyalty_cards as
select customer_id, customer_id as loyalty_card_number from customer_360;
create table customer_identities as
select customer_id, customer_id as source_record_id, 'feed' as record_type from customer_360;
create table rejected_records (source_table varchar);
create table reconciliation (is_reconciled boolean);
create table customer_declared_attributes (
    customer_id varchar, source_system varchar, attribute_name varchar, attribute_value varchar
);
"""


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Return a function that publishes a landing folder of one system."""

    def make(landing: Path, system: str) -> Path:
        published = tmp_path / "published.duckdb"
        published.unlink(missing_ok=True)
        with duckdb.connect(str(published)) as connection:
            for name, query in (("orders", _ORDERS[system]), ("lines", _LINES[system])):
                connection.execute(f"create temp table {name} as {query.format(landing=landing)}")
            connection.execute(_MARTS)
            if (landing / "feeds" / "attributes.parquet").exists():
                connection.execute(
                    "insert into customer_declared_attributes select cast(source_record_id as "
                    "varchar), source_system, attribute_name, attribute_value "
                    f"from '{landing}/feeds/attributes.parquet'"
                )
        return published

    return make


def alter(published: Path, statement: str) -> None:
    """Change something in a published file."""
    with duckdb.connect(str(published)) as connection:
        connection.execute(statement)


def change_rows(published: Path, table: str, change: str) -> None:
    """Update, delete or insert rows of one table; `change` is the statement without the table."""
    verb, rest = change.split(" ", maxsplit=1)
    target = {"update": f"update {table}", "delete": f"delete from {table}"}
    alter(published, f"{target.get(verb, f'insert into {table}')} {rest}")
