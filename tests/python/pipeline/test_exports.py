"""What a real run published, handed to other tools and to a DuckDB of another generation."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from customer360.export import ProfilingBasis, export_audience, export_marts, list_audiences
from customer360.export.role_views import roles

# types that every tool reads, without the size of a decimal
PLAIN = {"VARCHAR", "BOOLEAN", "INTEGER", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP", "DECIMAL"}
# the first that reads storage v1.0.0, and what many tools ship today
OLDER = ("1.0.0", "1.4.4")
READ = """
import json, sys
sys.path.insert(0, sys.argv[1])
import duckdb
with duckdb.connect(sys.argv[2], read_only=True) as connection:
    names = [name for (name,) in connection.execute(
        "select table_name from information_schema.tables order by table_name").fetchall()]
    counts = {name: len(connection.execute(f'from "{name}"').fetchall()) for name in names}
print(json.dumps([duckdb.__version__, counts]))
"""


def names(database: Path) -> list[str]:
    """The tables and views of a file."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("select table_name from information_schema.tables").fetchall()
    return sorted(name for (name,) in rows)


def rows_of(database: Path) -> dict[str, int]:
    """Rows of every table and view, read to the end."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return {
            name: len(connection.execute(f'from "{name}"').fetchall()) for name in names(database)
        }


@pytest.fixture(scope="module", params=OLDER)
def older(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a former version of the package and nothing else."""
    folder: Path = tmp_path_factory.mktemp("client") / request.param
    install = [str(Path(sys.executable).parent / "uv"), "pip", "install", "--quiet", "--no-deps"]
    install += ["--python", sys.executable, "--target", str(folder), f"duckdb=={request.param}"]
    subprocess.run(install, check=True)
    return folder


def test_published_columns_have_plain_types(undisturbed: Path) -> None:
    with duckdb.connect(str(undisturbed), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name, data_type from information_schema.columns"
        ).fetchall()
    assert len(columns) > 1000
    odd = [
        (table, name, kind)
        for table, name, kind in columns
        if kind.split("(")[0] not in PLAIN or name != name.lower() or table != table.lower()
    ]
    assert odd == []


def test_an_older_client_reads_everything_published(undisturbed: Path, older: Path) -> None:
    command = [sys.executable, "-c", READ, str(older), str(undisturbed)]
    read = subprocess.run(command, check=True, capture_output=True, text=True)
    version, counts = json.loads(read.stdout)
    assert version == older.name
    assert counts == rows_of(undisturbed)


def test_every_audience_goes_out_as_large_as_it_is_said(undisturbed: Path, tmp_path: Path) -> None:
    audiences = list_audiences(undisturbed)
    assert audiences
    for audience in audiences:
        target = tmp_path / f"{audience.audience_id}.parquet"
        report = export_audience(undisturbed, audience.audience_id, target)
        assert report.rows + report.without_address == audience.reachable
        assert report.held_out == audience.held_out
        assert sum(report.suppressed.values()) == audience.suppressed
        assert report.rows + report.held_out <= audience.members
    # in two months of a small shop somebody has left a cart
    assert max(audience.reachable for audience in audiences) > 0


# the one view of a store's manager that is about no store and no person
NO_PERSON = {"role_store_manager__source_owners"}


def test_marts_records_and_what_each_role_sees_are_exported(
    undisturbed: Path, tmp_path: Path
) -> None:
    published = rows_of(undisturbed)
    whole = export_marts(
        undisturbed,
        tmp_path / "whole",
        role=None,
        basis=ProfilingBasis.OBJECTION,
        say=lambda _: None,
    )
    assert whole.serving["customers"] == published["customer_360"]
    exported = dict(whole.tables)
    with duckdb.connect(str(undisturbed), read_only=True) as connection:
        store = connection.execute("select min(store_id) from dim_stores").fetchall()[0][0]
        of_one_store = {
            name: len(connection.execute(f'from "{name}" where store_id = ?', [store]).fetchall())
            for name in published
            if name.startswith("role_store_manager__") and name not in NO_PERSON
        }
    for role in roles(names(undisturbed)):
        target = tmp_path / role
        report = export_marts(
            undisturbed,
            target,
            role=role,
            store=store if role == "store_manager" else None,
            say=lambda _: None,
        )
        (database,) = target.glob("*.duckdb")
        assert rows_of(database) == report.tables
        exported |= report.tables
    # a view in no role would go nowhere
    assert exported == published | of_one_store
