"""The records that are one customer, and the values that each of them states."""

from __future__ import annotations

import pandas as pd

from ..context import Context
from ..record_names import short
from ..style import element, panel, show

__all__ = ["show_records"]

_TIMES = "\u00d7"


def show_records(context: Context, customer_id: str) -> None:
    """Show each attribute with the value that was chosen and those that were not."""
    values = context.rows(
        "attributes",
        "customer_id = ?",
        [customer_id],
        columns="attribute_name, attribute_value, is_golden, source_system, updated_at",
        order="attribute_name, survivorship_rank, record_key",
    )
    records = context.rows(
        "identities",
        "customer_id = ?",
        [customer_id],
        columns="record_key, source_system, record_type, source_record_id, created_at, updated_at",
        order="source_system, record_type, source_record_id",
    )
    show(panel(context.t("panel.attributes"), _attributes(context, values)))
    show(panel(context.t("panel.records", records=len(records)), _records(context, records)))


def _attributes(context: Context, values: pd.DataFrame) -> str:
    lines = []
    for name, stated in values.groupby("attribute_name", sort=True):
        chosen = stated[stated["is_golden"]]
        others = stated[~stated["is_golden"]]["attribute_value"].value_counts()
        best = chosen["attribute_value"].iloc[0] if len(chosen) else ""
        source = chosen["source_system"].iloc[0] if len(chosen) else ""
        also = [f"{value} {_TIMES}{times}" for value, times in others.items() if value != best]
        lines.append(
            element(
                "tr",
                element("th", text=context.word("attribute", name), scope="row"),
                element("td", element("b", text=best)),
                element(
                    "td",
                    text=context.word("source_system", source) if source else "",
                    css="quiet whole",
                ),
                element("td", text=", ".join(also), css="quiet"),
            )
        )
    return element("div", element("table", *lines), css="scroll", tabindex="0")


def _records(context: Context, records: pd.DataFrame) -> str:
    head = element(
        "tr",
        *(
            element("th", text=context.t(f"record.{name}"), scope="col")
            for name in ("system", "kind", "number", "created", "updated")
        ),
    )
    lines = [
        element(
            "tr",
            element("td", text=context.word("source_system", row["source_system"]), css="whole"),
            element("td", text=context.word("record_type", row["record_type"])),
            element("td", text=short(row["source_record_id"]), title=row["source_record_id"]),
            element("td", text=context.day(row["created_at"]), css="whole"),
            element("td", text=context.day(row["updated_at"]), css="whole"),
        )
        for row in records.to_dict("records")
    ]
    return element("div", element("table", head, *lines), css="scroll", tabindex="0")
