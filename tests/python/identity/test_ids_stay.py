"""Ids once given stay: the SQL of the id log against random histories of partitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import duckdb
import jinja2
from hypothesis import given, settings
from hypothesis import strategies as st

REPOSITORY = Path(__file__).resolve().parents[3]
IDENTITY = REPOSITORY / "models" / "intermediate" / "identity"
MARTS = REPOSITORY / "models" / "marts" / "identity"
LOG_MODEL = IDENTITY / "int_identity__customer_id_log.sql"
EMPTIED_IDS_TEST = (
    REPOSITORY / "tests" / "identity" / "assert_an_id_is_never_reused_for_somebody_else.sql"
)
RECORDS = "abcdefg"
Labels = Sequence[int | None]
# one label per record and build; None: the record is not there yet, or not any more
LABELS = st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=7, max_size=7)
HISTORY = st.lists(LABELS, min_size=1, max_size=6)


LOG = """
    create table log (
        build_number int, record_key text, customer_id text, previous_customer_id text,
        is_revived boolean
    )
"""
# tables that stand for a model; every other model is put in as a subquery
TABLES = {
    "int_identity__clusters": "clusters",
    "int_identity__customer_id_log": "log",
    "int_identity__customer_ids": "customer_ids",
}


def growing(history: list[list[int | None]]) -> list[list[int | None]]:
    """The same history without records that vanish: landing forgets none."""
    last: list[int | None] = [None] * len(RECORDS)
    grown = []
    for labels in history:
        last = [new if new is not None else old for new, old in zip(labels, last, strict=True)]
        grown.append(last)
    return grown


def rendered(model: Path) -> str:
    """A model as it runs in every build but the first."""
    return jinja2.Template(model.read_text()).render(
        config=lambda **_: "",
        ref=lambda name: TABLES.get(name) or f"({rendered(IDENTITY / f'{name}.sql')})",
        this=SimpleNamespace(database="", schema=""),
        adapter=SimpleNamespace(get_relation=lambda *_: "log"),
    )


SQL = rendered(LOG_MODEL)
EVENTS = rendered(MARTS / "customer_identity_events.sql")
REDIRECTS = rendered(MARTS / "customer_identity_redirects.sql")
EMPTIED_IDS = rendered(EMPTIED_IDS_TEST)


def warehouse() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(LOG)
    return connection


def build(connection: duckdb.DuckDBPyConnection, labels: Labels) -> None:
    connection.execute(
        """
        create or replace table clusters as
        select
            unnest(?::text[]) as record_key,
            null::timestamp as created_at,
            unnest(?::bigint[]) as cluster_id
        """,
        [list(RECORDS), list(labels)],
    )
    connection.execute("delete from clusters where cluster_id is null")
    connection.execute(f"insert into log {SQL}")
    connection.execute(
        """
        create or replace table customer_ids as
        select record_key, arg_max(log.customer_id, build_number) as customer_id
        from log inner join clusters using (record_key)
        group by record_key
        """
    )


def current(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.execute("select record_key, customer_id from customer_ids").fetchall())


def events(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """What the last build did, as (event_type, customer_id)."""
    rows = connection.execute(
        f"select event_type, customer_id from ({EVENTS})"
        " where build_number = (select max(build_number) from log)"
    )
    return {(event_type, identifier) for event_type, identifier in rows.fetchall()}


@settings(max_examples=60, deadline=None)
@given(HISTORY)
def test_one_id_per_cluster_and_one_cluster_per_id(history: list[list[int | None]]) -> None:
    with warehouse() as connection:
        for labels in history:
            build(connection, labels)
            after = current(connection)
            present = dict(zip(RECORDS, labels, strict=True))
            clusters = {label for label in labels if label is not None}
            assert set(after) == {record for record in RECORDS if present[record] is not None}
            assert len({(present[record], after[record]) for record in after}) == len(clusters)
            assert len(set(after.values())) == len(clusters)


@settings(max_examples=60, deadline=None)
@given(HISTORY)
def test_ids_once_given_stay(history: list[list[int | None]]) -> None:
    with warehouse() as connection:
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


@settings(max_examples=60, deadline=None)
@given(HISTORY, st.lists(st.integers(0, 1), min_size=4, max_size=4))
def test_merges_undone_give_every_customer_its_own_id_back(
    history: list[list[int | None]], coarser: list[int]
) -> None:
    with warehouse() as connection:
        for labels in history:
            build(connection, labels)
        before = current(connection)
        # some customers become one, all at once, and part again
        build(connection, [None if label is None else coarser[label] for label in history[-1]])
        merged = set(before.values()) - set(current(connection).values())
        build(connection, history[-1])
        assert current(connection) == before
        if merged:
            revived = {identifier for event, identifier in events(connection) if event == "revived"}
            assert revived == merged


@settings(max_examples=40, deadline=None)
@given(HISTORY, st.lists(st.integers(0, 1), min_size=7, max_size=7))
def test_splits_undone_give_every_customer_its_own_id_back(
    history: list[list[int | None]], finer: list[int]
) -> None:
    with warehouse() as connection:
        for labels in history:
            build(connection, labels)
        before = current(connection)
        parted = [
            None if label is None else 2 * label + part
            for label, part in zip(history[-1], finer, strict=True)
        ]
        build(connection, parted)
        build(connection, history[-1])
        assert current(connection) == before


@settings(max_examples=20, deadline=None)
@given(HISTORY, st.lists(st.booleans(), min_size=7, max_size=7))
def test_records_that_vanish_and_return_have_their_ids(
    history: list[list[int | None]], gone: list[bool]
) -> None:
    with warehouse() as connection:
        for labels in history:
            build(connection, labels)
        before = current(connection)
        rows = connection.execute("select count(*) from log").fetchone()
        rest = [None if away else label for label, away in zip(history[-1], gone, strict=True)]
        build(connection, rest)
        build(connection, history[-1])
        assert current(connection) == before
        # nothing happened to anybody: no event
        assert connection.execute("select count(*) from log").fetchone() == rows


@settings(max_examples=60, deadline=None)
@given(HISTORY)
def test_an_id_that_comes_back_is_an_event_and_no_redirect(
    history: list[list[int | None]],
) -> None:
    with warehouse() as connection:
        known: dict[str, set[str]] = {record: set() for record in RECORDS}
        last: dict[str, str] = {}
        for labels in history:
            there = {r for r, label in zip(RECORDS, labels, strict=True) if label is not None}
            # what the records that are there bore last: these ids are in use, all others are not
            in_use = {last[record] for record in there if record in last}
            given_before = {identifier for ids in known.values() for identifier in ids}
            build(connection, labels)
            after = current(connection)
            back = (set(after.values()) & given_before) - in_use
            logged = connection.execute(
                "select distinct customer_id from log where is_revived"
                " and build_number = (select max(build_number) from log)"
            ).fetchall()
            if back:
                assert {identifier for (identifier,) in logged} == back
                assert {i for event, i in events(connection) if event == "revived"} == back
            for identifier in back:
                members = [r for r in after if after[r] == identifier and known[r]]
                bearers = [r for r in members if identifier in known[r]]
                assert 2 * len(bearers) > len(members)
            for record, identifier in after.items():
                known[record].add(identifier)
            last |= after
            retired = {row[0] for row in connection.execute(REDIRECTS).fetchall()}
            assert not retired & set(after.values())
            assert connection.execute(EMPTIED_IDS).fetchall() == []
        created = connection.execute(
            f"select customer_id from ({EVENTS}) where event_type = 'created'"
        ).fetchall()
        # once each, however often it went and came back
        assert sorted(i for (i,) in created) == sorted({i for ids in known.values() for i in ids})


def _groups(ids: dict[str, str]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for record, identifier in ids.items():
        groups.setdefault(identifier, set()).add(record)
    return list(groups.values())


@settings(max_examples=25, deadline=None)
@given(HISTORY)
def test_the_same_build_again_writes_nothing(history: list[list[int | None]]) -> None:
    with warehouse() as connection:
        for labels in history:
            build(connection, labels)
        rows = connection.execute("select count(*) from log").fetchone()
        build(connection, history[-1])
        assert connection.execute("select count(*) from log").fetchone() == rows
