"""Exports of the shops and of the articles, to the tills and to the web shop."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.demo import places
from customer360.demo.catalogue import EUR, Catalogue
from customer360.demo.clock import HOUR, ISO, Calendar, date_texts, to_day
from customer360.demo.layouts import Columns, Csv
from customer360.demo.rand import Ints
from customer360.demo.stores import FORMATS, Stores
from customer360.demo.text import pool, take
from customer360.demo.warts import Shape
from customer360.demo.write import Output, deliver

_DAY_MICROS = 86_400_000_000


def stores(out: Output, calendar: Calendar, shops: Stores) -> None:
    """Write all shops once at the start, and again on each day on which one opens."""
    opened = shops.opened[(shops.opened > calendar.start) & (shops.opened <= calendar.end)]
    days = np.unique(np.r_[calendar.start, opened])
    rows = [np.flatnonzero(shops.opened <= day) for day in days]
    towns = places.load()

    def render(which: Ints) -> Columns:
        town = shops.town[which]
        return {
            "store_id": take(shops.id, which),
            "store_name": take(shops.name, which),
            "store_format": take(pool(FORMATS), shops.format[which]),
            "street": take(shops.street, which),
            "street_number": take(shops.number, which),
            "city": take(towns.name, town),
            "postal_code": towns.postal_text(town, (which * 7 + 5) % 30),
            "region": take(towns.region, town),
            "country_code": take(pool(["IT", "PL"]), shops.country[which]),
            "opened_on": date_texts(shops.opened[which], ISO),
        }

    columns = (
        "store_id", "store_name", "store_format", "street", "street_number", "city", "postal_code",
        "region", "country_code", "opened_on",
    )  # fmt: skip
    shape = Shape(
        "pos", "stores", Csv(columns, free=("store_name", "street")), "store_id", text="city"
    )
    names = [f"stores_{text}" for text in date_texts(days, ISO).to_pylist()]
    file_of = np.repeat(np.arange(len(days)), [len(r) for r in rows])
    deliver(out, shape, (names, file_of), render, np.concatenate(rows))
    out.know("pos", "stores", int((shops.opened <= calendar.end).sum()))


def products(out: Output, calendar: Calendar, catalogue: Catalogue) -> None:
    """Write the articles of each month as parquet, those of the tills and those of the web shop."""
    starts = np.array([to_day(date) for date in calendar.month_starts], dtype=np.int64)
    zero = pool(["EUR"] * catalogue.n)
    for month, date in enumerate(calendar.month_starts):
        stamps = starts[catalogue.changed[month]] * _DAY_MICROS + 4 * HOUR * 1_000_000
        changed = pa.array(stamps, pa.timestamp("us"))
        common: dict[str, Any] = {"product_code": catalogue.sku, "ean": catalogue.ean}
        categories = take(pool(catalogue.categories), catalogue.category)
        tail: dict[str, Any] = {
            "unit_cost": decimals(catalogue.cost[month]),
            "currency_code": zero,
            "updated_at": changed,
        }
        till = common | {
            "product_name": catalogue.till_name,
            "category": pc.utf8_upper(categories),
            "subcategory": catalogue.subcategory,
            "brand": catalogue.brand,
        }
        web = common | {
            "product_name": catalogue.name,
            "category": categories,
            "subcategory": catalogue.subcategory,
            "brand": catalogue.brand,
            "list_price": decimals(catalogue.price[EUR, month]),
        }
        out.parquet("pos", "products", f"products_{date:%Y-%m}", pa.table(till | tail))
        out.parquet("shop", "products", f"products_{date:%Y-%m}", pa.table(web | tail))
    out.know("pos", "products", catalogue.n)
    out.know("shop", "products", catalogue.n)


def decimals(cents: Ints) -> Any:
    """Make exact decimals with two places of cents, shape (n,)."""
    words = np.empty((len(cents), 2), dtype=np.int64)
    words[:, 0] = cents
    words[:, 1] = cents >> 63
    return pa.Array.from_buffers(pa.decimal128(12, 2), len(cents), [None, pa.py_buffer(words)])
