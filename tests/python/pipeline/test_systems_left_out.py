"""Whatever system is missing, everything builds, adds up, and says what it does not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

RunOn = Callable[[Sequence[Path]], Path]

# each system is missing in one of the groups, and each group brings some that need one another
LEFT_OUT = [
    {"web", "email", "survey", "external"},
    {"shop", "support", "social", "consent"},
    {"pos", "crm", "loyalty", "ads"},
]


@pytest.mark.parametrize(
    "missing", LEFT_OUT, ids=lambda systems: "without_" + "_".join(sorted(systems))
)
def test_a_missing_system_is_no_error(missing: set[str], run_on: RunOn, files: list[Path]) -> None:
    published = run_on([name for name in files if name.parts[0] not in missing])
    with duckdb.connect(str(published), read_only=True) as connection:
        known = [f"is_known_to_{system}" for system in sorted(missing - {"consent"})]
        row = connection.execute(
            f"select count(*), {', '.join(f'bool_or({name})' for name in known)} from customer_360"
        ).fetchone()
        assert row is not None
        unreconciled = connection.execute(
            "select count(*) from reconciliation where not is_reconciled"
        ).fetchone()
        connected = connection.execute(
            "select count(*) from source_status where is_connected and source_system in"
            f" ({', '.join(repr(system) for system in sorted(missing))})"
        ).fetchone()
    assert row[0] > 20
    assert not any(row[1:])
    assert unreconciled == (0,)
    assert connected == (0,)


def test_the_till_and_the_programme_are_enough(run_on: RunOn, files: list[Path]) -> None:
    published = run_on([name for name in files if name.parts[0] in {"pos", "loyalty"}])
    with duckdb.connect(str(published), read_only=True) as connection:
        row = connection.execute(
            "select count(*), sum(points_balance) <> 0, count(email_engagement_status),"
            " sum(open_cart_quantity), sum(ticket_count) from customer_360"
        ).fetchone()
    assert row is not None
    assert row[0] > 20
    assert row[1:] == (True, 0, 0, 0)
