"""The file of an audience: who is in it, by what consent, and no more of them than needed."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from customer360.export import ExportError, Format, ProfilingBasis, export_audience, format_of

from .conftest import Published

ALWAYS = [
    "audience_id",
    "customer_id",
    "channel",
    "contact_point",
    "consent_event_key",
    "entered_on",
    "dedupe_key",
    "as_of_date",
    "given_name",
]
ADDRESS = ["street", "street_number", "postal_code", "city", "country_code"]
ARTICLES = [f"article_{place}_product_{part}" for place in (1, 2, 3) for part in ("id", "name")]


def carts(published: Published) -> Path:
    """Two who left a cart, one held out, one who complains."""
    published.audience("cart_left", "cart")
    published.add(
        "reconciliation", measure="net_amount_of_customers", currency_code="EUR", is_reconciled=True
    )
    for name, amount in (("bea", 20), ("anna", 10), ("held", 5), ("cross", 7)):
        published.person(
            name,
            given_name=name.title(),
            family_name="Rossi",
            open_cart_quantity=2,
            open_cart_amount_reporting=amount,
            points_balance=100,
        )
    published.member("cart_left", "bea")
    published.member("cart_left", "anna", channel="sms", contact="+393331112233")
    published.member("cart_left", "held", is_held_out=True, suppressed_by="open_complaint")
    published.member("cart_left", "cross", suppressed_by="open_complaint")
    return published.write()


def read(target: Path) -> list[dict[str, Any]]:
    """Read a file of any format with a reader that is not the writer."""
    if target.suffix == ".csv":
        with target.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if target.suffix == ".parquet":
        rows: list[dict[str, Any]] = pq.read_table(target).to_pylist()
        return rows
    text = target.read_text(encoding="utf-8")
    if target.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    loaded: list[dict[str, Any]] = json.loads(text)
    return loaded


@pytest.mark.parametrize("ending", list(Format))
def test_those_to_write_to_are_in_the_file_each_with_the_consent(
    published: Published, tmp_path: Path, ending: Format
) -> None:
    target = tmp_path / f"cart.{ending}"
    report = export_audience(carts(published), "cart_left", target)
    assert (report.rows, report.held_out, report.suppressed) == (2, 1, {"open_complaint": 1})
    rows = read(target)
    assert list(rows[0]) == [
        *ALWAYS,
        "open_cart_quantity",
        "open_cart_amount_reporting",
        "currency_code",
    ]
    assert [row["customer_id"] for row in rows] == ["anna", "bea"]
    anna = rows[0]
    assert anna["channel"] == "sms"
    assert anna["contact_point"] == "+393331112233"
    assert anna["consent_event_key"] == "consent|anna-marketing-sms"
    assert anna["dedupe_key"] == "cart_left|anna|1"
    assert anna["given_name"] == "Anna"
    assert anna["currency_code"] == "EUR"
    assert str(anna["entered_on"]) == "2025-12-20"
    assert Decimal(str(anna["open_cart_amount_reporting"])) == 10


def test_parquet_keeps_types(published: Published, tmp_path: Path) -> None:
    target = tmp_path / "cart.parquet"
    export_audience(carts(published), "cart_left", target)
    row = read(target)[0]
    assert row["entered_on"] == dt.date(2025, 12, 20)
    assert row["open_cart_amount_reporting"] == Decimal("10.00")


@pytest.mark.parametrize("ending", list(Format))
def test_the_same_data_makes_the_same_file(
    published: Published, tmp_path: Path, ending: Format
) -> None:
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    export_audience(carts(published), "cart_left", first)
    export_audience(published.write(backwards=True), "cart_left", second)
    assert first.read_bytes() == second.read_bytes()
    written = first.stat().st_mtime_ns
    assert not export_audience(published.path, "cart_left", first).is_changed
    assert first.stat().st_mtime_ns == written
    assert first.stat().st_mode & 0o077 == 0


def test_another_file_stays_unless_it_is_said_to_go(published: Published, tmp_path: Path) -> None:
    target = tmp_path / "cart.csv"
    target.write_text("somebody's own\n")
    with pytest.raises(ExportError, match="--replace"):
        export_audience(carts(published), "cart_left", target)
    assert target.read_text() == "somebody's own\n"
    assert export_audience(published.path, "cart_left", target, replace=True).is_changed
    assert len(read(target)) == 2
    assert [path.name for path in tmp_path.iterdir() if path.name != "warehouse"] == ["cart.csv"]


# what may be wrong with the consent of one row
BROKEN = {
    "declared otherwise": "update fct_consent_changes set status = 'withdrawn'"
    " where consent_event_key = 'consent|bea-marketing-email'",
    "of another purpose": "update fct_consent_changes set purpose = 'service'"
    " where consent_event_key = 'consent|bea-marketing-email'",
    "declaration gone": "delete from fct_consent_changes"
    " where consent_event_key = 'consent|bea-marketing-email'",
    "not permitted": "update customer_consents set is_permitted = false where customer_id = 'bea'",
    "decided by another": "update customer_consents set consent_event_key = 'consent|x'"
    " where customer_id = 'bea'",
    "no consent": "delete from customer_consents where customer_id = 'bea'",
    "over": "update customer_consent_periods set is_current = false where customer_id = 'bea'",
    "withdrawn where used": "update customer_consent_periods set is_granted = false"
    " where customer_id = 'bea'",
    "of another address": "update customer_consent_periods set contact_point = 'b@x.example'"
    " where customer_id = 'bea'",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN.keys())
def test_one_row_without_a_consent_that_holds_and_nothing_is_written(
    published: Published, tmp_path: Path, statement: str
) -> None:
    published.statements = [statement]
    with pytest.raises(ExportError, match="1 rows name no consent that holds, such as of bea"):
        export_audience(carts(published), "cart_left", tmp_path / "cart.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse"]


def test_a_consent_that_only_the_left_out_lack_stops_nothing(
    published: Published, tmp_path: Path
) -> None:
    published.statements = ["delete from customer_consents where customer_id = 'held'"]
    assert export_audience(carts(published), "cart_left", tmp_path / "cart.csv").rows == 2


@pytest.mark.parametrize(
    ("subject", "channels", "columns"),
    [
        (None, "email sms", []),
        (
            "points",
            "email sms",
            ["points_balance", "points_expiring_next", "next_points_expiry_on"],
        ),
        ("list", "email sms", ARTICLES),
        ("articles_new", "email sms", ARTICLES),
        (None, "email post", ADDRESS),
    ],
)
def test_only_what_the_subject_needs_is_sent_along(
    published: Published, tmp_path: Path, subject: str | None, channels: str, columns: list[str]
) -> None:
    published.audience("one", subject, channels)
    published.person("anna", given_name="Anna", family_name="Rossi", city="Roma", street="Via Po")
    published.member("one", "anna")
    target = tmp_path / "one.csv"
    export_audience(published.write(), "one", target)
    (row,) = read(target)
    assert list(row) == [*ALWAYS, *columns]
    # an e-mail needs no address
    assert "Roma" not in row.values()


def test_letters_go_where_an_address_is_known(published: Published, tmp_path: Path) -> None:
    published.audience("lapsed", None, "email post")
    published.person("anna", street="Via Po", street_number="5", city="Roma", postal_code="00198")
    published.person("bea", street="Via Po")
    for name in ("anna", "bea"):
        published.member("lapsed", name, channel="post")
    target = tmp_path / "lapsed.jsonl"
    report = export_audience(published.write(), "lapsed", target)
    assert (report.rows, report.without_address) == (1, 1)
    (row,) = read(target)
    assert (row["customer_id"], row["street"], row["city"]) == ("anna", "Via Po", "Roma")


def suggestions(published: Published, subject: str) -> Path:
    """Anna permits profiling, bea said no, carla was never asked; all have suggestions."""
    published.audience("ideas", subject)
    for name in ("anna", "bea", "carla"):
        published.person(name)
        published.member("ideas", name)
        for kind, articles in (("discovery", "tulip rose lily iris"), ("repurchase", "tea")):
            for rank, article in enumerate(articles.split(), start=1):
                published.add(
                    "customer_recommendations",
                    customer_id=name,
                    suggestion_type=kind,
                    suggestion_rank=rank,
                    product_id=article,
                    product_name=article.title(),
                )
    published.consent("anna", "profiling", "email", "anna@posta.example")
    published.consent("bea", "profiling", "email", "bea@posta.example", granted=False)
    return published.write()


def test_nothing_is_suggested_to_who_may_not_be_profiled(
    published: Published, tmp_path: Path
) -> None:
    target = tmp_path / "ideas.jsonl"
    report = export_audience(suggestions(published, "articles_new"), "ideas", target)
    assert report.without_profiling == 2
    rows = {row["customer_id"]: [row[name] for name in ARTICLES] for row in read(target)}
    assert rows["anna"] == ["tulip", "Tulip", "rose", "Rose", "lily", "Lily"]
    assert rows["bea"] == rows["carla"] == [None] * 6

    report = export_audience(
        published.path, "ideas", target, basis=ProfilingBasis.OBJECTION, replace=True
    )
    assert report.without_profiling == 1
    rows = {row["customer_id"]: [row[name] for name in ARTICLES] for row in read(target)}
    assert rows["carla"] == rows["anna"]
    assert rows["bea"] == [None] * 6


def test_one_no_to_profiling_outweighs_a_yes_by_another_channel(
    published: Published, tmp_path: Path
) -> None:
    published.consent("anna", "profiling", "sms", "+39333", granted=False)
    target = tmp_path / "ideas.jsonl"
    assert export_audience(suggestions(published, "articles_new"), "ideas", target).rows == 3
    assert read(target)[0]["article_1_product_id"] is None


def test_what_they_bought_before_is_another_subject(published: Published, tmp_path: Path) -> None:
    target = tmp_path / "ideas.jsonl"
    export_audience(suggestions(published, "articles_again"), "ideas", target)
    assert [read(target)[0][name] for name in ARTICLES] == ["tea", "Tea", *[None] * 4]


def test_articles_on_a_list_come_newest_first_and_once(
    published: Published, tmp_path: Path
) -> None:
    published.audience("lists_open", "list")
    published.person("anna")
    published.member("lists_open", "anna")
    published.add("dim_products", product_id="tea", product_name="Green tea")
    days = (
        ("tea", 1, True),
        ("mug", 3, True),
        ("tea", 4, True),
        ("cup", 9, False),
        ("pot", 2, True),
    )
    for number, (article, day, is_open) in enumerate(days):
        published.add(
            "fct_wish_list_items",
            wish_list_item_key=str(number),
            customer_id="anna",
            product_id=article,
            added_at=dt.datetime(2025, 12, day),  # noqa: DTZ001 -- times are local
            is_open=is_open,
        )
    target = tmp_path / "lists.jsonl"
    export_audience(published.write(), "lists_open", target)
    (row,) = read(target)
    assert [row[name] for name in ARTICLES] == ["tea", "Green tea", "mug", None, "pot", None]


def test_a_name_that_a_spreadsheet_would_run_is_no_name(
    published: Published, tmp_path: Path
) -> None:
    published.audience("hello", None)
    names = {"a": "=cmd()", "b": "Łucja, zwana „Lu”", "c": "+39", "d": "Нина"}
    for customer, name in names.items():
        published.person(customer, given_name=name)
        published.member("hello", customer, contact="shared@posta.example")
    target = tmp_path / "hello.csv"
    report = export_audience(published.write(), "hello", target)
    assert [row["given_name"] for row in read(target)] == ["", names["b"], "", names["d"]]
    assert report.same_contact_point == 3


def test_the_ending_says_the_format() -> None:
    assert format_of(Path("a.CSV"), None) is Format.CSV
    with pytest.raises(ExportError, match="has to end in one of csv, parquet, json, jsonl"):
        format_of(Path("a.xlsx"), None)
    with pytest.raises(ExportError, match="ends in csv, but --format says json"):
        format_of(Path("a.csv"), Format.JSON)


def test_a_file_of_another_version_is_named(published: Published, tmp_path: Path) -> None:
    published.statements = ["alter table audience_members drop column dedupe_key"]
    with pytest.raises(ExportError, match=r"has no audience_members\.dedupe_key: .*make run"):
        export_audience(carts(published), "cart_left", tmp_path / "cart.csv")


def test_the_command_lists_writes_and_says_who_is_left_out(
    published: Published, command: Callable[..., tuple[int, str]]
) -> None:
    place = ("--published", str(carts(published)))
    code, said = command("export_audience", *place, "--list")
    assert (code, "cart_left" in said, "The audience cart_left" in said) == (0, True, True)
    code, said = command("export_audience", "cart_left", *place)
    target = published.path.parent / "audiences_customer_360" / "cart_left.csv"
    assert code == 0
    assert f"cart_left: 2 people in {target}, as of 2025-12-31 " in said
    assert said.endswith("left out: held out by lot 1, open_complaint 1")
    assert len(read(target)) == 2
    assert "unchanged" in command("export_audience", "cart_left", *place)[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nobody"], "there is no audience nobody; there are: cart_left"),
        ([], "name an audience, or --list them"),
        (["cart_left", "--out", "missing/a.csv"], "in a folder that does not exist"),
        (["cart_left", "--published", "no.duckdb"], "no.duckdb does not exist: `make run`"),
        (["cart_left", "--published", __file__], "is no published file"),
    ],
)
def test_bad_input_is_one_sentence(
    published: Published,
    command: Callable[..., tuple[int, str]],
    arguments: list[str],
    sentence: str,
) -> None:
    place = [] if "--published" in arguments else ["--published", str(carts(published))]
    code, said = command("export_audience", *arguments, *place)
    assert code == 2
    assert sentence in said


def test_nothing_is_left_beside_the_file(published: Published, tmp_path: Path) -> None:
    target = tmp_path / "cart.parquet"
    # what a killed run left behind
    (tmp_path / ".cart.parquet.unfinished").write_bytes(b"half")
    export_audience(carts(published), "cart_left", target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cart.parquet", "warehouse"]
    assert [path.name for path in published.path.parent.iterdir()] == ["customer_360.duckdb"]
    with duckdb.connect() as connection:
        assert connection.execute(f"select count(*) from '{target}'").fetchone() == (2,)
