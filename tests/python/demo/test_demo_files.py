"""The files say what the truth says they say."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from customer360.contract import load_contract

from .conftest import Demo, Row, run

STAGING = Path(__file__).parents[3] / "models" / "staging"
EXTRA = {"fiscal_printer_no", "newsletter_opt_in"}
KEYS = {
    ("pos", "receipts"): "receipt_id",
    ("pos", "receipt_lines"): "receipt_id",
    ("pos", "stores"): "store_id",
    ("shop", "accounts"): "account_id",
    ("shop", "orders"): "order_id",
    ("shop", "order_lines"): "order_id",
    ("shop", "refunds"): "refund_id",
    ("web", "events"): "event_id",
    ("loyalty", "members"): "member_id",
    ("loyalty", "cards"): "card_number",
    ("loyalty", "points"): "entry_id",
    ("crm", "contacts"): "contact_id",
    ("consent", "events"): "consent_event_id",
    ("shop", "wish_list_items"): "item_id",
    ("email", "subscribers"): "subscriber_id",
    ("email", "campaigns"): "campaign_id",
    ("email", "events"): "event_id",
    ("support", "requesters"): "requester_id",
    ("support", "tickets"): "ticket_id",
    ("support", "interactions"): "interaction_id",
    ("survey", "responses"): "response_id",
    ("survey", "answers"): "response_id",
    ("survey", "results"): "survey_name",
    ("ads", "daily_results"): "campaign",
    ("ads", "clicks"): "click_id",
    ("ads", "leads"): "lead_id",
    ("social", "profiles"): "profile_id",
    ("social", "interactions"): "interaction_id",
    ("external", "people"): "record_id",
    ("external", "areas"): "postal_code",
}


def amount(text: Any) -> Decimal:
    return abs(Decimal(str(text).replace(",", ".")))


def digest(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def test_same_arguments_give_same_bytes(tmp_path: Path) -> None:
    first = run(tmp_path / "a", people=500, months=3, seed=11)
    second = run(tmp_path / "b", people=500, months=3, seed=11)
    assert digest(first.out) == digest(second.out)
    assert digest(first.truth) == digest(second.truth)


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    first = run(tmp_path / "a", people=60, months=1, seed=1)
    second = run(tmp_path / "b", people=60, months=1, seed=2)
    assert first.table("people") != second.table("people")


def test_tables_are_those_of_the_contract(demo: Demo) -> None:
    contract = load_contract(STAGING)
    expected = {(t.system, t.name) for t in contract.tables() if t.system != "feeds"}
    written = {(row["system"], row["table"]) for row in demo.table("files")}
    assert written == expected


@pytest.mark.parametrize(("system", "table"), KEYS)
def test_columns_are_those_of_the_contract(demo: Demo, system: str, table: str) -> None:
    contract = load_contract(STAGING).system(system).table(table)
    rows = demo.rows(system, table, KEYS[system, table])
    seen = set().union(*(set(row) for row in rows)) - EXTRA
    assert seen == set(contract.column_names)
    for column in contract.required:
        assert all(row.get(column) not in (None, "") for row in rows), column


def test_product_files_have_the_columns_of_the_contract(demo: Demo) -> None:
    for system in ("pos", "shop"):
        contract = load_contract(STAGING).system(system).table("products")
        for path in demo.files(system, "products"):
            assert set(pq.read_schema(path).names) == set(contract.column_names)


def test_rows_per_file_are_what_the_truth_counts(demo: Demo) -> None:
    for row in demo.table("files"):
        path = demo.out / row["system"] / row["file"]
        if path.suffix == ".parquet":
            count = pq.read_metadata(path).num_rows
        else:
            count = path.read_bytes().count(b"\n") - (path.suffix == ".csv")
        assert count == row["rows"], path.name
    on_disk = {p.name for p in demo.out.rglob("*") if p.is_file()}
    assert on_disk == {row["file"] for row in demo.table("files")}


def test_distinct_keys_and_broken_rows_add_up(demo: Demo) -> None:
    for total in demo.totals["tables"]:
        name = (total["system"], total["table"])
        if name not in KEYS:
            continue
        rows = demo.rows(*name, KEYS[name])
        key = load_contract(STAGING).system(name[0]).table(name[1]).key
        assert len({tuple(row[c] for c in key) for row in rows}) == total["distinct_keys"], name
        assert len(rows) == total["rows_written"] - total["broken_rows"], name


def sums(rows: list[Row], key: str, column: str) -> dict[str, Decimal]:
    """Sum of a column by key, each (key, line) once."""
    lines = {(row[key], row["line_number"]): amount(row[column]) for row in rows}
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for (name, _), value in lines.items():
        totals[name] += value
    return totals


def test_a_receipt_is_the_sum_of_its_lines(demo: Demo) -> None:
    receipts = {r["receipt_id"]: r for r in demo.rows("pos", "receipts", "receipt_id")}
    lines = sums(demo.rows("pos", "receipt_lines", "receipt_id"), "receipt_id", "line_amount")
    assert {key: amount(row["total_amount"]) for key, row in receipts.items()} == lines


def test_an_order_is_the_sum_of_its_lines_and_shipping(demo: Demo) -> None:
    orders = demo.newest("shop", "orders", "order_id")
    lines = sums(demo.rows("shop", "order_lines", "order_id"), "order_id", "line_amount")
    for row in orders:
        expected = lines[row["order_id"]] + amount(row["shipping_amount"])
        assert amount(row["total_amount"]) == expected


def test_money_is_what_the_truth_counts(demo: Demo) -> None:
    found: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in {r["receipt_id"]: r for r in demo.rows("pos", "receipts", "receipt_id")}.values():
        kind = row["receipt_type"] or "sale"
        found["pos", row["currency_code"], kind] += amount(row["total_amount"])
    for row in demo.newest("shop", "orders", "order_id"):
        kind = "cancelled_order" if row["status"] == "cancelled" else "order"
        found["shop", "EUR", kind] += amount(row["total_amount"])
    for row in demo.newest("shop", "refunds", "refund_id", "refunded_at"):
        found["shop", "EUR", "refund"] += amount(row["refund_amount"])
    truth = {
        (m["system"], m["currency"], m["type"]): Decimal(m["amount"]) for m in demo.totals["money"]
    }
    assert found == truth


def test_a_line_is_price_times_quantity_less_discount(demo: Demo) -> None:
    for row in demo.rows("pos", "receipt_lines", "receipt_id"):
        gross = amount(row["unit_price"]) * amount(row["quantity"])
        net = amount(row["line_amount"]) + amount(row["discount_amount"])
        assert abs(gross - net) <= Decimal("0.005")


WARTS = {
    "ragged_long", "ragged_short", "truncated_json", "bad_date", "bad_amount", "missing_key",
    "latin1_bytes", "orphan_line",
}  # fmt: skip


def test_every_kind_of_broken_row_occurs(demo: Demo) -> None:
    broken = demo.table("broken_rows")
    assert {row["kind"] for row in broken} == WARTS
    total = sum(row["rows"] for row in demo.table("files"))
    assert len(broken) / total < 0.004


def test_broken_rows_are_in_their_files(demo: Demo) -> None:
    for row in demo.table("broken_rows"):
        data = (demo.out / row["system"] / row["file"]).read_bytes()
        if row["key"]:
            assert row["key"].encode() in data
        if row["kind"] == "latin1_bytes":
            with pytest.raises(UnicodeDecodeError):
                data.decode()


def test_orphan_lines_never_get_their_parent(demo: Demo) -> None:
    receipts = {row["receipt_id"] for row in demo.rows("pos", "receipts", "receipt_id")}
    orders = {row["order_id"] for row in demo.rows("shop", "orders", "order_id")}
    orphans = [row["key"] for row in demo.table("broken_rows") if row["kind"] == "orphan_line"]
    assert orphans
    assert not set(orphans) & (receipts | orders)


def test_some_files_come_twice_and_some_in_part(demo: Demo) -> None:
    copies = [row for row in demo.table("files") if row["copy_of"]]
    rows = {(row["system"], row["file"]): row["rows"] for row in demo.table("files")}
    same = []
    for copy in copies:
        source = demo.out / copy["system"] / copy["copy_of"]
        again = demo.out / copy["system"] / copy["file"]
        same.append(source.read_bytes() == again.read_bytes())
        assert copy["rows"] <= rows[copy["system"], copy["copy_of"]]
    assert any(same)
    assert not all(same)


def test_some_rows_arrive_in_the_file_of_a_later_day(demo: Demo) -> None:
    late = 0
    for path in demo.files("pos", "receipts"):
        if path.stem.startswith("receipts_PL"):
            day = path.stem.removesuffix("_2")[-10:]
            late += sum(
                f",{day} " not in line and line.startswith("PL")
                for line in path.read_bytes().decode("utf-8", "replace").splitlines()
            )
    assert late > 5


def test_orders_come_again_with_a_newer_status(demo: Demo) -> None:
    rows = demo.rows("shop", "orders", "order_id")
    assert {row["status"] for row in rows} == {"paid", "shipped", "delivered", "cancelled"}
    assert len({(row["order_id"], row["updated_at"]) for row in rows}) > len(
        {row["order_id"] for row in rows}
    )


def test_events_come_twice_and_from_the_app_in_milliseconds(demo: Demo) -> None:
    rows = demo.rows("web", "events", "event_id")
    twice = len(rows) - len({row["event_id"] for row in rows})
    assert 0.005 < twice / len(rows) < 0.03
    app = sum(str(row["event_at"]).isdigit() for row in rows)
    assert 0.05 < app / len(rows) < 0.25
