"""Publication and the question whether there is anything to build."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from rich.console import Console
from runs import run_in, settings_of

from customer360.pipeline import RunError, run
from customer360.pipeline.lock import only_run
from customer360.pipeline.publish import PublishError, publish
from customer360.pipeline.state import inputs_digest, read_state, write_state

MANIFEST = {
    "nodes": {
        "model.customer360.customer_360": {
            "resource_type": "model",
            "path": "marts/customer_360/customer_360.sql",
            "schema": "marts",
            "alias": "customer_360",
            "relation_name": '"build"."marts"."customer_360"',
            "description": "The profile; it's one row a customer.",
            "columns": {"customer_id": {"description": "Key of the customer."}},
        },
        "model.customer360.int_x": {
            "resource_type": "model",
            "path": "intermediate/int_x.sql",
            "schema": "intermediate",
            "alias": "int_x",
            "relation_name": '"build"."intermediate"."int_x"',
            "description": "",
            "columns": {},
        },
    }
}
ROLE_VIEW = {
    "resource_type": "model",
    "path": "marts/roles/marketing/role_marketing__profiles.sql",
    "original_file_path": "models/marts/roles/marketing/role_marketing__profiles.sql",
    "package_name": "customer360",
    "schema": "role_marketing",
    "alias": "role_marketing__profiles",
    "relation_name": '"build"."role_marketing"."role_marketing__profiles"',
    "description": "Whom marketing may see.",
    "columns": {"first_letter": {"description": "First letter of the key."}},
    "depends_on": {"nodes": ["model.customer360.customer_360"]},
}
ROLE_SQL = """
with profiles as (
    select * from "build"."marts"."customer_360"
)
select left(customer_id, 1) as first_letter from profiles
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    path = tmp_path / "build.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.customer_360 as select 'a' as customer_id")
    return path


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(MANIFEST))
    return path


def test_marts_and_their_descriptions_are_published(
    built: Path, manifest: Path, tmp_path: Path
) -> None:
    target = tmp_path / "published.duckdb"
    assert publish(built, manifest, target) == 1
    with duckdb.connect(str(target), read_only=True) as connection:
        assert connection.execute("select customer_id from customer_360").fetchall() == [("a",)]
        comments = connection.execute("select table_name, comment from duckdb_tables()").fetchall()
        columns = connection.execute(
            "select comment from duckdb_columns() where not internal"
        ).fetchall()
    assert comments == [("customer_360", "The profile; it's one row a customer.")]
    assert columns == [("Key of the customer.",)]


def manifest_with_view(folder: Path, sql: str | None, *dependencies: str) -> Path:
    """A manifest with a role view, and its compiled SQL beside it."""
    node = ROLE_VIEW | {"depends_on": {"nodes": ["model.customer360.customer_360", *dependencies]}}
    nodes = MANIFEST["nodes"] | {"model.customer360.role_marketing__profiles": node}
    path = folder / "manifest.json"
    path.write_text(json.dumps({"nodes": nodes}))
    if sql is not None:
        compiled = folder / "compiled" / "customer360" / str(node["original_file_path"])
        compiled.parent.mkdir(parents=True)
        compiled.write_text(sql)
    return path


def test_role_views_are_views_over_the_published_tables(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "published.duckdb"
    assert publish(built, manifest_with_view(tmp_path, ROLE_SQL), target) == 2
    view = "role_marketing__profiles"
    # under whatever name the file is opened, and without the build
    moved = target.rename(tmp_path / "elsewhere.duckdb")
    built.unlink()
    with duckdb.connect(str(moved), read_only=True) as connection:
        assert connection.execute(f"select * from {view}").fetchall() == [("a",)]
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
        assert tables == [("customer_360",)]
        comments = connection.execute(
            "select comment from duckdb_views() where view_name = $view "
            "union all select comment from duckdb_columns() where table_name = $view",
            {"view": view},
        ).fetchall()
        assert comments == [("Whom marketing may see.",), ("First letter of the key.",)]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{moved}' as shop (read_only)")
        assert connection.execute(f"select * from shop.{view}").fetchall() == [("a",)]


@pytest.mark.parametrize(
    ("stated", "order"),
    [(None, [("a", 3), ("b", 1), ("c", 2)]), (["n"], [("b", 1), ("c", 2), ("a", 3)])],
)
def test_rows_of_a_customer_lie_together_unless_another_order_is_stated(
    tmp_path: Path, stated: list[str] | None, order: list[tuple[str, int]]
) -> None:
    build = tmp_path / "build.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.customer_360 as "
            "select * from (values ('b', 1), ('c', 2), ('a', 3)) as rows (customer_id, n)"
        )
    node = MANIFEST["nodes"]["model.customer360.customer_360"]
    config = {"meta": {} if stated is None else {"published_order": stated}}
    path = tmp_path / "manifest.json"
    path.write_text(
        json.dumps({"nodes": {"model.customer360.customer_360": node | {"config": config}}})
    )
    target = tmp_path / "published.duckdb"
    publish(build, path, target)
    with duckdb.connect(str(target), read_only=True) as connection:
        assert connection.execute("select * from customer_360").fetchall() == order


def test_a_table_larger_than_the_memory_is_sorted_on_disk(
    tmp_path: Path, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, target = tmp_path / "build.duckdb", tmp_path / "published.duckdb"
    with duckdb.connect(str(build)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.customer_360 as select md5(cast(i as varchar)) as customer_id,"
            " repeat(md5(cast(-i as varchar)), 5) as payload from range(2000000) as rows (i)"
        )
    # the rows alone are 380 MB, and sorting takes more than once that
    monkeypatch.setenv("CUSTOMER360_MEMORY_LIMIT", "400MB")
    publish(build, manifest, target)
    with duckdb.connect(str(target), read_only=True) as connection:
        unsorted = connection.execute(
            "select count(*), count(*) filter (where customer_id < former) from"
            " (select customer_id, lag(customer_id) over (order by rowid) as former"
            " from customer_360)"
        ).fetchall()
    assert unsorted == [(2_000_000, 0)]


def test_the_memory_limit_is_the_one_that_the_variable_names(
    built: Path, manifest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "published.duckdb"
    monkeypatch.setenv("CUSTOMER360_MEMORY_LIMIT", "1KB")
    with pytest.raises(duckdb.OutOfMemoryException):
        publish(built, manifest, target)
    assert not target.exists()


def test_a_role_view_reads_published_tables_alone(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "published.duckdb"
    manifest = manifest_with_view(tmp_path, ROLE_SQL, "model.customer360.int_x")
    with pytest.raises(PublishError, match=r"role_marketing__profiles reads .*int_x, which is not"):
        publish(built, manifest, target)
    assert not target.exists()


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (None, "is missing: build role_marketing__profiles again"),
        ("select shoe_size from main.customer_360", "role_marketing__profiles cannot be published"),
    ],
)
def test_a_role_view_that_cannot_be_made_leaves_nothing_published(
    built: Path, tmp_path: Path, sql: str | None, sentence: str
) -> None:
    target = tmp_path / "published.duckdb"
    with pytest.raises(PublishError, match=sentence):
        publish(built, manifest_with_view(tmp_path, sql), target)
    assert not target.exists()


def test_a_reader_keeps_its_file_while_a_new_one_takes_the_place(
    built: Path, manifest: Path, tmp_path: Path
) -> None:
    target = tmp_path / "published.duckdb"
    publish(built, manifest, target)
    reading = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True);"
            "print('open', flush=True); sys.stdin.readline();"
            "print(c.execute('select count(*) from customer_360').fetchone()[0])",
            str(target),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reading.stdout is not None
    assert reading.stdout.readline() == "open\n"
    with duckdb.connect(str(built)) as connection:
        connection.execute("insert into marts.customer_360 values ('b')")
    publish(built, manifest, target)
    out, _ = reading.communicate("go\n")
    assert out == "1\n"
    with duckdb.connect(str(target), read_only=True) as connection:
        assert connection.execute("select count(*) from customer_360").fetchone() == (2,)


def test_a_missing_mart_leaves_the_published_file_as_it_was(
    built: Path, manifest: Path, tmp_path: Path
) -> None:
    target = tmp_path / "published.duckdb"
    publish(built, manifest, target)
    content = target.read_bytes()
    with duckdb.connect(str(built)) as connection:
        connection.execute("drop table marts.customer_360")
    with pytest.raises(PublishError, match="customer_360 is not built"):
        publish(built, manifest, target)
    assert target.read_bytes() == content
    with pytest.raises(PublishError, match="build before publishing"):
        publish(tmp_path / "nothing.duckdb", manifest, target)


def test_the_digest_knows_landed_data_project_files_and_variables(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    model = tmp_path / "models" / "a.sql"
    model.write_text("select 1")
    digest = inputs_digest(tmp_path, "landed", {"as_of_date": "2025-12-31"})
    assert inputs_digest(tmp_path, "landed", {"as_of_date": "2025-12-31"}) == digest
    assert inputs_digest(tmp_path, "more", {"as_of_date": "2025-12-31"}) != digest
    assert inputs_digest(tmp_path, "landed", {}) != digest
    model.write_text("select 2")
    assert inputs_digest(tmp_path, "landed", {"as_of_date": "2025-12-31"}) != digest


def test_what_a_tool_left_unfinished_is_not_replayed_into_the_next_file(
    built: Path, manifest: Path, tmp_path: Path
) -> None:
    target = tmp_path / "published.duckdb"
    publish(built, manifest, target)
    stale = tmp_path / "published.duckdb.wal"
    stale.write_bytes(b"left behind")
    publish(built, manifest, target)
    assert not stale.exists()
    assert target.stat().st_mode & 0o222 == 0


def test_an_unreadable_state_is_no_state(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    assert read_state(path) == {}
    path.write_text("{ half")
    assert read_state(path) == {}
    write_state(path, {"inputs": "x"})
    assert read_state(path) == {"inputs": "x"}


def test_a_second_run_waits_and_says_so(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path;"
            "from customer360.pipeline.lock import only_run\n"
            "with only_run(Path(sys.argv[1]), print):\n"
            "    print('held', flush=True); time.sleep(1)",
            str(lock),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    said: list[str] = []
    with only_run(lock, said.append):
        assert holder.wait() == 0
    assert said == ["another run works on this warehouse; waiting for it to end"]
    holder.stdout.close()


def test_what_was_landed_stays_when_its_files_are_moved_away(tmp_path: Path) -> None:
    settings = replace(
        settings_of(tmp_path),
        make_demo=lambda _: pytest.fail("a demo in a warehouse that holds somebody's data"),
    )
    own = settings.landing / "feeds" / "identities_salon.csv"
    own.parent.mkdir(parents=True)
    own.write_text("source_system,source_record_id,full_name\nsalon,1,Maria Rossi\n")
    assert run(settings, Console(quiet=True)).customers == 1
    own.unlink()
    assert run(settings, Console(quiet=True)).customers == 1
    # a published file that was damaged is made anew
    settings.published.chmod(0o644)
    settings.published.write_bytes(b"damaged")
    assert run(settings, Console(quiet=True)).customers == 1


def test_rotated_file_names_change_nothing(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    folder = settings.landing / "feeds"
    folder.mkdir(parents=True)
    header = "source_system,source_record_id,full_name\n"
    days = [f"{header}salon,1,Maria {name}\n,2,broken\n" for name in ("Rossi", "Verdi", "Neri")]
    (folder / "identities.csv").write_text(days[0])
    (folder / "identities.1.csv").write_text(days[1])
    run(settings, Console(quiet=True))
    for name, content in zip(("", ".1", ".2"), (days[2], *days[:2]), strict=True):
        (folder / f"identities{name}.csv").write_text(content)
    summary = run(settings, Console(quiet=True))
    assert summary.unreconciled == 0
    assert (summary.customers, summary.rejected_rows, summary.repeated_rows) == (1, 3, 2)


def test_an_empty_landing_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="holds no files: put exports into"):
        run_in(tmp_path)
