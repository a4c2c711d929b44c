"""Features of a day hold what was known on it: later events, of whatever system, move nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from customer360.contract import load_contract
from customer360.landing import land

from .conftest import AS_OF, FEATURE_DATES, STAGING, MadeOnce, Shop, build_marts
from .planted import EVENTS, Event, plant

DAY = dt.date.fromisoformat(FEATURE_DATES[-1])

# what must not move: all that lies before what was planted for the customer
STILL = """
    coalesce(
        parts.part = 'beyond'
        or (parts.part = 'after' and as_of_date <= $day)
        or (parts.part = 'before' and as_of_date < $day),
        true
    )
"""
COMPARED = """
    from former
    full outer join marts.customer_features as features using (customer_id, as_of_date)
    left join parts using (customer_id)
"""


@pytest.fixture(scope="module")
def planted_file(shop: Shop, made_once: MadeOnce) -> Path:
    """The shop once more, after all the planted events were landed; `former` holds it before."""

    def make(place: Path) -> None:
        plant(shop.build_file, place / "landing", DAY, AS_OF)
        with duckdb.connect(str(shop.build_file)) as connection:
            connection.execute("create table former as select * from marts.customer_features")
        report = land(place / "landing", shop.build_file, load_contract(STAGING))
        assert sum(table.rows_rejected for table in report.tables) == 0
        build_marts(shop.build_file, shop.artifacts, "customer_features")

    made_once("planted", make)
    return shop.build_file


@pytest.fixture
def planted(planted_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(planted_file), read_only=True) as connection:
        yield connection


def names_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute("select column_name from (describe marts.customer_features)")
    return [name for (name,) in rows.fetchall() if name not in {"customer_id", "as_of_date"}]


def test_every_kind_of_event_lies_before_after_and_beyond(
    planted: duckdb.DuckDBPyConnection,
) -> None:
    rows = planted.execute(
        "select event_name, part, min(at_local), max(at_local) from planted group by all"
    ).fetchall()
    parts = {(name, part): (first, last) for name, part, first, last in rows}
    assert set(parts) == {
        (event.name, part) for event in EVENTS for part in ("before", "after", "beyond")
    }
    next_day = dt.datetime.combine(DAY + dt.timedelta(days=1), dt.time())
    for (_, part), (first, last) in parts.items():
        if part == "before":
            assert last < next_day
        else:
            assert first > next_day
    # the edge itself: half a minute on either side of midnight, which is at 23:00 UTC
    edges = planted.execute(
        "select distinct part, cast(at_utc as varchar) from planted"
        " where at_utc between timestamp '2025-01-31 22:59' and timestamp '2025-01-31 23:01'"
    ).fetchall()
    assert sorted(edges) == [
        ("after", "2025-01-31 23:00:30"),
        ("before", "2025-01-31 22:59:30"),
    ]


def test_no_row_of_features_appears_or_goes(planted: duckdb.DuckDBPyConnection) -> None:
    counts = planted.execute(
        f"select count(*), count(former.is_current), count(features.is_current) {COMPARED}"
    ).fetchone()
    assert counts is not None
    assert counts[0] > 1_000
    assert counts[0] == counts[1] == counts[2]


def test_no_feature_of_a_day_moves_by_what_came_after_it(
    planted: duckdb.DuckDBPyConnection,
) -> None:
    moved = []
    for name in names_of(planted):
        rows = planted.execute(
            f"""
            select customer_id, cast(as_of_date as varchar), former.{name}, features.{name}
            {COMPARED}
            where {STILL} and former.{name} is distinct from features.{name}
            order by customer_id, as_of_date
            """,
            {"day": DAY},
        ).fetchall()
        moved += [f"{name}: {len(rows)} rows, the first is {row}" for row in rows[:1]]
    assert not moved, "\n".join(moved)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_what_came_before_the_end_of_the_day_moves_it(
    event: Event, planted: duckdb.DuckDBPyConnection
) -> None:
    for name, expected in event.moves.items():
        rows = planted.execute(
            f"""
            select features.{name} is not distinct from ({expected}), features.{name}
            {COMPARED}
            where parts.moved_by = $event and as_of_date = $day
            """,
            {"event": event.name, "day": DAY},
        ).fetchall()
        assert len(rows) == 1, "one customer has nothing but this event"
        assert rows[0][0], f"{name} is {rows[0][1]}"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_what_came_after_the_day_is_there_and_moves_later_days(
    event: Event, planted: duckdb.DuckDBPyConnection
) -> None:
    """Else nothing would be proved by features that stay."""
    moved = " or ".join(f"former.{name} is distinct from features.{name}" for name in event.moves)
    found = planted.execute(
        f"""
        select count(*)
        {COMPARED}
        where
            parts.part = 'after' and features.is_current
            and customer_id in (select customer_id from planted where event_name = $event)
            and ({moved})
        """,
        {"event": event.name},
    ).fetchone()
    assert found is not None
    assert found[0] > 0
