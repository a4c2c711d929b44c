"""Two published files side by side."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import duckdb
import pytest
import typer
from typer.testing import CliRunner

from customer360.impact import UnfitFileError, compare

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "identity_impact.py"
Members = Mapping[str, str]
# customer -> segment, revenue
Profiles = Mapping[str, tuple[str | None, float]]

# four customers; id_gone was retired before
BEFORE: Members = {"id_a": "a1 a2", "id_b": "b1", "id_c": "c1 c2 c3", "id_d": "d1", "id_v": "v1"}
BEFORE_PROFILES: Profiles = {
    "id_a": ("champions", 100.25),
    "id_b": ("lost", 20),
    "id_c": ("champions", 50),
    "id_d": (None, 0),
    "id_v": ("lost", 1),
}
# b went to a, c fell apart (a retired id came back), d stays, v is gone, n is new
AFTER: Members = {
    "id_a": "a1 a2 b1",
    "id_c": "c1 c2",
    "id_gone": "c3",
    "id_d": "d1 d2",
    "id_n": "n1",
}
AFTER_PROFILES: Profiles = {
    "id_a": ("champions", 120.25),
    "id_c": ("loyal", 45.5),
    "id_gone": ("lost", 4.5),
    "id_d": (None, 0),
    "id_n": ("lost", 7),
}


def write(
    path: Path,
    members: Members,
    profiles: Profiles,
    *,
    schema: str = "main",
    currency: str = "EUR",
    retired: Iterable[str] = ("id_gone",),
) -> Path:
    """A published file with no more in it than the comparison reads."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create schema if not exists {schema}; use {schema}")
        connection.execute(
            """
            create table customer_identities (record_key text, customer_id text);
            create table customer_360 (
                customer_id text, rfm_segment text, historic_clv_reporting decimal(18, 2),
                as_of_date date, email text
            );
            create table customer_identity_events (customer_id text);
            create table fct_orders (
                customer_id text, net_amount_reporting decimal(18, 2), ordered_on date
            );
            create table reconciliation (measure text, currency_code text);
            -- two orders of nobody, one of them after the last day
            insert into fct_orders values
                (null, 3.5, '2025-01-01'), (null, 9, '2025-02-01'), ('id_a', 100, '2025-01-01')
            """
        )
        connection.execute(
            "insert into reconciliation values ('net_amount_of_customers', ?)", [currency]
        )
        for customer, records in members.items():
            segment, revenue = profiles[customer]
            connection.execute(
                "insert into customer_360 values (?, ?, ?, '2025-01-31', 'anna@x.it')",
                [customer, segment, Decimal(str(revenue))],
            )
            for record in records.split():
                connection.execute(
                    "insert into customer_identities values (?, ?)", [record, customer]
                )
        for customer in {*members, *retired}:
            connection.execute("insert into customer_identity_events values (?)", [customer])
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return (
        write(tmp_path / "before.duckdb", BEFORE, BEFORE_PROFILES),
        # built by dbt, not published: the other place of the marts
        write(tmp_path / "after.duckdb", AFTER, AFTER_PROFILES, schema="marts"),
    )


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("identity_impact_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_id_is_counted_once(files: tuple[Path, Path]) -> None:
    found = compare(*files).as_dict()
    assert found["customers"] == {"before": 5, "after": 5, "merged_into": 1, "split_up": 1}
    assert found["records"] == {
        "before": 8,
        "after": 9,
        "in_both": 7,
        "moved": 2,
        "unchanged_share": pytest.approx(5 / 7),
        "gone": 1,
        "new": 2,
    }
    ids = found["ids"]
    assert ids == {
        # d: a new record joined it, the records known before are the same
        "unchanged": 1,
        "grown": 1,
        "merged": 1,
        "split": 1,
        "renamed": 0,
        "vanished": 1,
        "kept": 3,
        "created": 1,
        "revived": 1,
        "stability": 1.0,
    }
    assert (found["as_of_before"], found["currency_after"]) == ("2025-01-31", "EUR")


def test_a_customer_that_lost_its_id_is_seen(tmp_path: Path) -> None:
    profiles = {"x": ("lost", 1.0), "y": ("lost", 1.0), "z": ("lost", 1.0)}
    before = write(tmp_path / "1.duckdb", {"x": "r1 r2", "y": "s1"}, profiles)
    after = write(tmp_path / "2.duckdb", {"z": "r1 r2", "y": "s1"}, profiles)
    ids = compare(before, after).ids
    assert (ids.renamed, ids.unchanged, ids.created, ids.stability) == (1, 1, 1, 0.5)


def test_two_customers_that_swap_their_ids_are_seen(tmp_path: Path) -> None:
    profiles = {"x": ("lost", 1.0), "y": ("lost", 1.0)}
    before = write(tmp_path / "1.duckdb", {"x": "r1", "y": "s1"}, profiles)
    after = write(tmp_path / "2.duckdb", {"y": "r1", "x": "s1"}, profiles)
    impact = compare(before, after)
    assert (impact.ids.renamed, impact.ids.stability, impact.records.moved) == (2, 0.0, 2)


def test_revenue_by_segment(files: tuple[Path, Path]) -> None:
    found = compare(*files).as_dict()
    rows = {
        part["name"]: (
            part["customers_before"],
            part["customers_after"],
            part["revenue_before"],
            part["revenue_after"],
            part["revenue_difference"],
        )
        for part in [*found["segments"], *found["totals"]]
    }
    assert rows == {
        "champions": (2, 1, 150.25, 120.25, -30.0),
        "lost": (2, 2, 21.0, 11.5, -9.5),
        "loyal": (0, 1, 0.0, 45.5, 45.5),
        "no purchase": (1, 1, 0.0, 0.0, 0.0),
        "all customers": (5, 5, 171.25, 177.25, 6.0),
        # the order after the last day is not counted
        "orders without a customer": (None, None, 3.5, 3.5, 0.0),
        "all orders": (None, None, 174.75, 180.75, 6.0),
    }
    assert [part["name"] for part in found["segments"]][:2] == ["champions", "lost"]


def test_the_largest_merges_and_splits(files: tuple[Path, Path]) -> None:
    impact = compare(*files)
    (merge,) = impact.largest_merges
    assert (merge.customer_id, merge.other_customers, merge.other_customer_ids) == (
        "id_a",
        2,
        ("id_a", "id_b"),
    )
    assert (merge.records, merge.revenue_before, merge.revenue_after) == (
        3,
        Decimal("120.25"),
        Decimal("120.25"),
    )
    (split,) = impact.largest_splits
    assert (split.customer_id, split.other_customer_ids) == ("id_c", ("id_c", "id_gone"))
    assert split.revenue_before == split.revenue_after == 50


def test_only_ten_are_named_by_revenue(tmp_path: Path) -> None:
    pairs = {f"id_{n:02}": f"r{n} s{n}" for n in range(12)}
    halves = {f"id_{n:02}": f"r{n}" for n in range(12)} | {f"x_{n}": f"s{n}" for n in range(12)}
    profiles = {name: ("lost", float(number)) for number, name in enumerate([*pairs, *halves])}
    before = write(tmp_path / "1.duckdb", pairs, profiles)
    after = write(tmp_path / "2.duckdb", halves, profiles)
    splits = compare(before, after).largest_splits
    assert [split.customer_id for split in splits] == [f"id_{n:02}" for n in range(11, 1, -1)]
    assert len(compare(after, before).largest_merges) == 10


def test_a_file_is_like_itself(files: tuple[Path, Path]) -> None:
    impact = compare(files[0], files[0])
    assert (impact.ids.unchanged, impact.ids.kept, impact.ids.stability) == (5, 5, 1.0)
    assert impact.records.unchanged_share == 1.0
    assert not impact.largest_merges
    assert not impact.largest_splits
    assert all(part.revenue_difference == 0 for part in [*impact.segments, *impact.totals])


def test_nothing_in_common_is_no_share(tmp_path: Path) -> None:
    before = write(tmp_path / "1.duckdb", {"x": "r1"}, {"x": ("lost", 1)})
    after = write(tmp_path / "2.duckdb", {"y": "s1"}, {"y": ("lost", 1)})
    impact = compare(before, after)
    assert (impact.ids.vanished, impact.ids.created, impact.ids.stability) == (1, 1, None)
    assert impact.records.unchanged_share is None


def invoke(script: ModuleType, *arguments: object) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(script.main)
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_prints_tables_and_writes_json(
    script: ModuleType, files: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "report.json"
    code, stdout, _ = invoke(script, "--before", files[0], "--after", files[1], "--out", out)
    assert code == 0
    assert json.loads(out.read_text()) == compare(*files).as_dict()
    for text in ("100.00 % (must be 100 %)", "71.43 %", "champions", "-30.00", "id_gone", "EUR"):
        assert text in stdout + out.read_text(), text
    # no personal values, though the profile has them
    assert "@" not in stdout + out.read_text()


def test_files_that_do_not_fit_are_refused_in_one_sentence(
    script: ModuleType, files: tuple[Path, Path], tmp_path: Path
) -> None:
    text = tmp_path / "text.duckdb"
    text.write_text("no database at all\n")
    empty = tmp_path / "empty.duckdb"
    duckdb.connect(str(empty)).close()
    nobody = write(tmp_path / "nobody.duckdb", {}, {})
    zloty = write(tmp_path / "zloty.duckdb", BEFORE, BEFORE_PROFILES, currency="PLN")
    old = write(tmp_path / "old.duckdb", BEFORE, BEFORE_PROFILES)
    with duckdb.connect(str(old)) as connection:
        connection.execute("alter table customer_360 drop column rfm_segment")
    cases: list[tuple[list[object], str]] = [
        (["--after", tmp_path / "gone.duckdb"], "gone.duckdb is no file"),
        (["--after", tmp_path], "is no file"),
        (["--after", text], "cannot be read as a DuckDB file"),
        (["--after", empty], "has no table customer_identities"),
        (["--after", nobody], "holds no customer"),
        (["--after", old], "customer_360 has no column rfm_segment"),
        (["--after", zloty], "currencies differ (EUR before, PLN after)"),
        (["--after", files[1], "--out", tmp_path / "gone" / "x.json"], "does not exist"),
        (["--after", files[1], "--out", tmp_path], "is a folder"),
        (["--after", files[1], "--out", files[0]], "one of the files to compare"),
    ]
    for arguments, sentence in cases:
        code, stdout, stderr = invoke(script, "--before", files[0], *arguments)
        assert code == 2, arguments
        assert sentence in stderr
        assert len(stderr.splitlines()) == 1
        assert stdout == ""


def test_a_value_that_no_mart_holds_is_a_sentence_too(tmp_path: Path) -> None:
    good = write(tmp_path / "1.duckdb", BEFORE, BEFORE_PROFILES)
    bad = write(tmp_path / "2.duckdb", BEFORE, BEFORE_PROFILES)
    with duckdb.connect(str(bad)) as connection:
        connection.execute("alter table customer_360 alter historic_clv_reporting type text")
        connection.execute("update customer_360 set historic_clv_reporting = 'much'")
    with pytest.raises(UnfitFileError, match="cannot be compared"):
        compare(good, bad)


def test_days_are_days(files: tuple[Path, Path]) -> None:
    assert compare(*files).as_of_after == dt.date(2025, 1, 31)
