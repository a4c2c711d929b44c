"""Ids once given stay: the SQL of the id log against random histories of partitions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import jinja2
from hypothesis import given, settings
from hypothesis import strategies as st

MODEL = (
    Path(__file__).resolve().parents[3]
    / "models/intermediate/identity/int_identity__customer_id_log.sql"
)
RECORDS = "abcdefg"
# one label per record and build; None: the record is not there yet, or not any more
HISTORY = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=7, max_size=7),
    min_size=1,
    max_size=6,
)


LOG = """
    create table log (
        build_number int, record_key text, customer_id text, previous_customer_id text
    )
"""


def growing(history: list[list[int | None]]) -> list[list[int | None]]:
    """The same history without records that vanish: landing forgets none."""
    last: list[int | None] = [None] * len(RECORDS)
    grown = []
    for labels in history:
        last = [new if new is not None else old for new, old in zip(labels, last, strict=True)]
        grown.append(last)
    return grown


def rendered() -> str:
    """The model as it runs in every build but the first."""
    return jinja2.Template(MODEL.read_text()).render(
        config=lambda **_: "",
        ref=lambda _: "clusters",
        this="log",
        is_incremental=lambda: True,
    )


SQL = rendered()


def build(connection: duckdb.DuckDBPyConnection, labels: list[int | None]) -> None:
    connection.execute(
        "create or replace table clusters"
        " (record_key text, created_at timestamp, cluster_id bigint)"
    )
    connection.executemany(
        "insert into clusters values (?, null, ?)",
        [
            (record, label)
            for record, label in zip(RECORDS, labels, strict=True)
            if label is not None
        ]
        or [("never", -1)],
    )
    connection.execute("delete from clusters where record_key = 'never'")
    connection.execute(f"insert into log {SQL}")


def current(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(
        connection.execute(
            """
            select record_key, arg_max(log.customer_id, build_number)
            from log inner join clusters using (record_key)
            group by record_key
            """
        ).fetchall()
    )


@settings(max_examples=100, deadline=None)
@given(HISTORY)
def test_one_id_per_cluster_and_one_cluster_per_id(history: list[list[int | None]]) -> None:
    with duckdb.connect() as connection:
        connection.execute(LOG)
        for labels in history:
            build(connection, labels)
            after = current(connection)
            present = dict(zip(RECORDS, labels, strict=True))
            clusters = {label for label in labels if label is not None}
            assert set(after) == {record for record in RECORDS if present[record] is not None}
            assert len({(present[record], after[record]) for record in after}) == len(clusters)
            assert len(set(after.values())) == len(clusters)


@settings(max_examples=100, deadline=None)
@given(HISTORY)
def test_ids_once_given_stay(history: list[list[int | None]]) -> None:
    with duckdb.connect() as connection:
        connection.execute(LOG)
        before: dict[str, str] = {}
        for labels in growing(history):
            build(connection, labels)
            after = current(connection)
            present = dict(zip(RECORDS, labels, strict=True))
            for label in {label for label in labels if label is not None}:
                members = {record for record in after if present[record] == label}
                if members in _groups(before):
                    # the same people as before: the same id, whatever happened elsewhere
                    assert {after[r] for r in members} == {before[r] for r in members}
            for identifier in set(after.values()) & set(before.values()):
                # an id that is still in use went where most of its records went
                shares = Counter(present[r] for r in before if before[r] == identifier)
                heir = {present[r] for r in after if after[r] == identifier}
                assert shares[heir.pop()] == max(shares.values())
            before = after


def _groups(ids: dict[str, str]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for record, identifier in ids.items():
        groups.setdefault(identifier, set()).add(record)
    return list(groups.values())


@settings(max_examples=40, deadline=None)
@given(HISTORY)
def test_the_same_build_again_writes_nothing(history: list[list[int | None]]) -> None:
    with duckdb.connect() as connection:
        connection.execute(LOG)
        for labels in history:
            build(connection, labels)
        rows = connection.execute("select count(*) from log").fetchone()
        build(connection, history[-1])
        assert connection.execute("select count(*) from log").fetchone() == rows
