"""Consent over time, and what a merge may do to it: the SQL against an answer found by reading."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
import yaml
from dbt.cli.main import dbtRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

REPOSITORY = Path(__file__).resolve().parents[3]
CONSENT = REPOSITORY / "models" / "intermediate" / "consent"
# in the order in which they read each other; the last one is the mart
MODELS = (
    CONSENT / "int_consent__declarations.sql",
    CONSENT / "int_consent__contact_point_periods.sql",
    CONSENT / "int_consent__contact_point_states.sql",
    CONSENT / "int_consent__customer_contacts.sql",
    CONSENT / "int_consent__customer_states.sql",
    REPOSITORY / "models" / "marts" / "customer_360" / "customer_consent_periods.sql",
)
GIVEN = {
    "int_consent__events": (
        "consent_event_key text, source_system text, consent_event_id text, contact_point text,"
        " purpose text, channel text, status text, event_at timestamp, collected_through text,"
        " policy_version text"
    ),
    "int_profile__contact_points": (
        "customer_id text, contact_type text, contact_point text, value_scope text,"
        " is_golden boolean, last_stated_at timestamp"
    ),
}
# each box in the spellings in which people write it
BOXES = (
    ("ann@posta.it", "ann+shop@posta.it"),
    ("ginablu@gmail.com", "gina.blu@gmail.com", "gina.blu+news@gmail.com"),
    ("famiglia@posta.it",),
    ("gina.blu@posta.it",),
    ("+393331112233",),
    ("+393479998887",),
)
EMAILS = range(4)
PHONES = range(4, 6)
MATTERS = [
    (purpose, channel) for purpose in ("marketing", "service") for channel in ("sms", "post")
]
FIRST_SECOND = dt.datetime.fromisoformat("2024-01-01 10:00:00")
SECONDS = 6


@dataclass(frozen=True)
class Event:
    """One declaration; `second` counts from FIRST_SECOND."""

    box: int
    spelling: int
    matter: int
    status: str
    second: int


EVENTS = st.lists(
    st.builds(
        Event,
        box=st.integers(0, len(BOXES) - 1),
        spelling=st.integers(0, 2),
        matter=st.sampled_from([0, 0, 0, 1, 2, 3]),
        status=st.sampled_from(["granted", "granted", "withdrawn"]),
        second=st.integers(0, SECONDS - 1),
    ),
    max_size=25,
)
# who holds which boxes; some are shared
HOLDINGS = st.lists(
    st.frozensets(st.integers(0, len(BOXES) - 1), min_size=1, max_size=4), min_size=2, max_size=4
)
PRIORITY = st.permutations(range(len(BOXES)))

Customers = dict[str, frozenset[int]]
Permissions = dict[tuple[str, int], bool]
Period = tuple[str, int, int, bool, int, int | None]


def golden(boxes: frozenset[int], priority: list[int]) -> set[int]:
    """The best e-mail and the best phone: the best of a merged customer was the best of a part."""
    kinds = (boxes & set(EMAILS), boxes & set(PHONES))
    return {min(kind, key=priority.index) for kind in kinds if kind}


@dataclass
class Warehouse:
    """The models as views over two tables that a test fills."""

    connection: duckdb.DuckDBPyConnection

    def fill(self, events: list[Event], customers: Customers, priority: list[int]) -> None:
        said = [
            (
                f"E{number}",
                BOXES[event.box][event.spelling % len(BOXES[event.box])],
                *MATTERS[event.matter],
                event.status,
                FIRST_SECOND + dt.timedelta(seconds=event.second),
            )
            for number, event in enumerate(events)
        ]
        held = [
            (customer, "email" if box in EMAILS else "phone", spelling, "shared", box in best)
            for customer, boxes in customers.items()
            for best in [golden(boxes, priority)]
            for box in boxes
            # one customer writes an address in several ways
            for spelling in BOXES[box][: 1 + box % 2]
        ]
        self._replace(
            "int_consent__events",
            "consent_event_key, contact_point, purpose, channel, status, event_at",
            said,
        )
        self._replace(
            "int_profile__contact_points",
            "customer_id, contact_type, contact_point, value_scope, is_golden",
            held,
        )

    def _replace(self, table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
        self.connection.execute(f"delete from {table}")
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            values = ", ".join(f"({marks})" for _ in rows)
            flat = [value for row in rows for value in row]
            self.connection.execute(f"insert into {table} ({columns}) values {values}", flat)

    def permissions(self) -> Permissions:
        rows = self.connection.execute(
            "select customer_id, purpose, channel, is_permitted from int_consent__customer_states"
        ).fetchall()
        return {(row[0], MATTERS.index((row[1], row[2]))): row[3] for row in rows}

    def periods(self) -> list[Period]:
        rows = self.connection.execute(
            "select customer_id, contact_point, purpose, channel, is_granted, valid_from,"
            " valid_before from customer_consent_periods"
        ).fetchall()
        return [
            (
                customer,
                next(box for box, spellings in enumerate(BOXES) if point in spellings),
                MATTERS.index((purpose, channel)),
                is_granted,
                int((valid_from - FIRST_SECOND).total_seconds()),
                valid_before and int((valid_before - FIRST_SECOND).total_seconds()),
            )
            for customer, point, purpose, channel, is_granted, valid_from, valid_before in rows
        ]


def compiled(folder: Path) -> dict[str, str]:
    """Return the SQL of each model, made by dbt in a project of the macros and these models."""
    for part in ("helpers", "normalise", "match"):
        shutil.copytree(
            REPOSITORY / "macros" / part,
            folder / "macros" / part,
            ignore=shutil.ignore_patterns("*.yml"),
        )
    real = yaml.safe_load((REPOSITORY / "dbt_project.yml").read_text(encoding="utf-8"))
    # the name stays: the macros are dispatched by it
    project = {key: real[key] for key in ("name", "version", "config-version", "profile", "vars")}
    project["flags"] = {"send_anonymous_usage_stats": False}
    output = {"type": "duckdb", "path": ":memory:", "schema": "main", "threads": 1}
    profile = {real["profile"]: {"target": "test", "outputs": {"test": output}}}
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(project), encoding="utf-8")
    (folder / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    (folder / "models").mkdir()
    for model in MODELS:
        shutil.copyfile(model, folder / "models" / model.name)
    for name in GIVEN:
        (folder / "models" / f"{name}.sql").write_text("select 1 as nothing", encoding="utf-8")
    options = ["--project-dir", str(folder), "--profiles-dir", str(folder)]
    options += ["--target-path", str(folder / "target"), "--log-path", str(folder)]
    outcome = dbtRunner().invoke(["--quiet", "--log-level-file", "none", "compile", *options])
    assert outcome.success, outcome.exception or outcome.result
    made = folder / "target" / "compiled"
    return {
        model.stem: next(made.rglob(model.name)).read_text(encoding="utf-8") for model in MODELS
    }


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    models = compiled(tmp_path_factory.mktemp("consent_project"))
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, columns in GIVEN.items():
            connection.execute(f"create table {name} ({columns})")
        for name, code in models.items():
            connection.execute(f"create view {name} as {code}")
        yield Warehouse(connection)


def answer(events: list[Event], box: int, matter: int, second: int) -> bool | None:
    """What a contact point says at a second; null before it said anything."""
    said = [e for e in events if (e.box, e.matter) == (box, matter) and e.second <= second]
    if not said:
        return None
    last = max(event.second for event in said)
    return all(event.status == "granted" for event in said if event.second == last)


def reachable(
    permissions: Permissions,
    events: list[Event],
    customers: Customers,
    names: set[str],
    priority: list[int],
) -> set[tuple[int, int]]:
    """The golden contact points of some customers that may be used, by matter."""
    return {
        (box, matter)
        for name in names
        for box in golden(customers[name], priority)
        for matter in range(len(MATTERS))
        if permissions.get((name, matter)) and answer(events, box, matter, SECONDS)
    }


checked = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@checked
@given(events=EVENTS, holdings=HOLDINGS, priority=PRIORITY)
def test_at_every_second_one_period_tells_the_answer(
    warehouse: Warehouse, events: list[Event], holdings: list[frozenset[int]], priority: list[int]
) -> None:
    customers = {f"C{number}": boxes for number, boxes in enumerate(holdings)}
    warehouse.fill(events, customers, priority)
    periods = warehouse.periods()
    for customer, boxes in customers.items():
        for box in boxes:
            for matter in range(len(MATTERS)):
                mine = sorted(p[3:] for p in periods if p[:3] == (customer, box, matter))
                for second in range(-1, SECONDS + 1):
                    told = [
                        is_granted
                        for is_granted, begin, end in mine
                        if begin <= second and (end is None or second < end)
                    ]
                    expected = answer(events, box, matter, second)
                    assert told == ([] if expected is None else [expected])
                answers = [is_granted for is_granted, _, _ in sorted(mine, key=lambda p: p[1])]
                assert all(one != other for one, other in pairwise(answers))


@checked
@given(events=EVENTS, holdings=HOLDINGS, priority=PRIORITY)
def test_permitted_is_what_nobody_refused_and_the_best_contact_granted(
    warehouse: Warehouse, events: list[Event], holdings: list[frozenset[int]], priority: list[int]
) -> None:
    customers = {f"C{number}": boxes for number, boxes in enumerate(holdings)}
    warehouse.fill(events, customers, priority)
    expected = {}
    for customer, boxes in customers.items():
        best = golden(boxes, priority)
        for matter, (_, channel) in enumerate(MATTERS):
            answers = {box: answer(events, box, matter, SECONDS) for box in boxes}
            if any(said is not None for said in answers.values()):
                used = boxes if channel == "post" else best
                expected[customer, matter] = False not in answers.values() and any(
                    answers[box] for box in used
                )
    assert warehouse.permissions() == expected


@checked
@given(events=EVENTS, holdings=HOLDINGS, priority=PRIORITY)
def test_a_merge_never_widens_and_a_split_restores(
    warehouse: Warehouse, events: list[Event], holdings: list[frozenset[int]], priority: list[int]
) -> None:
    apart = {f"C{number}": boxes for number, boxes in enumerate(holdings)}
    warehouse.fill(events, apart, priority)
    permissions_apart, periods_apart = warehouse.permissions(), warehouse.periods()

    merged = {"C0": apart["C0"] | apart["C1"]} | {n: apart[n] for n in apart if n > "C1"}
    warehouse.fill(events, merged, priority)
    permissions_merged, periods_merged = warehouse.permissions(), warehouse.periods()

    # whoever a merge lets us write to could be written to before
    before = reachable(permissions_apart, events, apart, {"C0", "C1"}, priority)
    after = reachable(permissions_merged, events, merged, {"C0"}, priority)
    assert after <= before
    for matter in range(len(MATTERS)):
        answers = {answer(events, box, matter, SECONDS) for box in merged["C0"]}
        if permissions_merged.get(("C0", matter)):
            assert answers <= {True, None}
            assert any(permissions_apart.get((part, matter)) for part in ("C0", "C1"))
        elif False in answers:
            assert permissions_merged["C0", matter] is False
    # the periods of both came together, as they were; nobody else noticed
    assert {p[1:] for p in periods_merged if p[0] == "C0"} == {
        p[1:] for p in periods_apart if p[0] in {"C0", "C1"}
    }
    others = set(merged) - {"C0"}
    assert sorted(p for p in periods_merged if p[0] in others) == sorted(
        p for p in periods_apart if p[0] in others
    )

    warehouse.fill(events, apart, priority)
    assert warehouse.permissions() == permissions_apart
    assert sorted(warehouse.periods(), key=str) == sorted(periods_apart, key=str)
