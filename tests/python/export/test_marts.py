"""The export of the marts, of what a role may see, and of one thin record per customer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from customer360.export import ExportError, ProfilingBasis, export_marts

from .conftest import Contract, Published

# types that every tool reads; a decimal may have any size
PLAIN = re.compile(
    r"varchar|boolean|integer|bigint|double( precision)?|date|timestamp|decimal\(\d+, ?\d+\)"
)
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
SECRETS = ("Rossi", "Via Po", "anna@posta.example", "+393331112233", "Ginevra")
NOT_PROFILED = {
    "lifecycle_stage",
    "rfm_segment",
    "favourite_category",
    "favourite_brand",
    "favourite_product_id",
    "preferred_store_id",
    "next_best_action",
    "next_best_action_subject_key",
    "next_best_action_expires_on",
    "buy_again_product_ids",
    "discover_product_ids",
    "interests",
}


def filled(published: Published) -> Path:
    """Anna with all there is to know, bea who said no to profiling; views of two roles."""
    for name in ("bea", "anna"):
        published.person(
            name,
            given_name="Ginevra",
            family_name="Rossi",
            email="anna@posta.example",
            phone="+393331112233",
            street="Via Po",
            lifecycle_stage="active",
            rfm_segment="champions",
            favourite_category="Tea",
            loyalty_tier="gold",
            points_balance=70,
        )
        published.add(
            "next_best_action", customer_id=name, action_id="remind_of_cart", subject_key="C1"
        )
        for rank, article in ((2, "mug"), (1, "tea")):
            published.add(
                "customer_recommendations",
                customer_id=name,
                suggestion_type="repurchase",
                suggestion_rank=rank,
                product_id=article,
            )
        for rank, topic in ((2, "Mugs"), (1, "Tea"), (11, "Far")):
            published.add(
                "customer_interests",
                customer_id=name,
                topic=topic,
                interest_rank=rank,
                interest_share="0.25",
            )
        for system, kind in (("shop", "account"), ("web", "device"), ("pos", "till_contact")):
            published.add(
                "customer_identities",
                record_key=f"{system}|{name}",
                customer_id=name,
                source_system=system,
                record_type=kind,
                source_record_id=f"{system}-{name}",
            )
    published.person("carla", loyalty_tier="base")
    published.add("next_best_action", customer_id="carla", action_id="none", subject_key=None)
    published.add("customer_identity_redirects", retired_customer_id="old", customer_id="anna")
    published.consent("anna", "profiling", "email", "anna@posta.example")
    published.consent("bea", "profiling", "email", "bea@posta.example", granted=False)
    published.statements = [
        "create view role_marketing__profiles as"
        " select customer_id, left(email, 1) || '***' as email from main.customer_360",
        "comment on view role_marketing__profiles is 'What marketing sees.'",
        "comment on column role_marketing__profiles.email is 'Masked; it''s enough to recognise.'",
        "create view role_marketing__stores as select store_id from main.dim_stores",
        "create view role_marketing_abroad__stores as select store_id from main.dim_stores",
    ]
    return published.write()


def export(published: Path, target: Path, role: str | None = None, **options: Any) -> list[str]:
    said: list[str] = []
    options = {"basis": ProfilingBasis.CONSENT, **options}
    export_marts(published, target, role=role, say=said.append, **options)
    return said


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_mart_is_a_parquet_file_with_the_same_rows(
    published: Published, contract: Contract, tmp_path: Path
) -> None:
    target = tmp_path / "export_customer_360"
    export(filled(published), target)
    report = json.loads((target / "export.json").read_text())
    assert report["as_of_date"] == "2025-12-31"
    assert set(report["tables"]) == set(contract)
    assert {path.stem for path in (target / "parquet").iterdir()} == set(contract)
    with duckdb.connect(str(published.path), read_only=True) as connection:
        for name, rows in report["tables"].items():
            file = target / "parquet" / f"{name}.parquet"
            described = f"describe from '{file}'", f'describe "{name}"'
            of_file, of_table = (connection.execute(query).fetchall() for query in described)
            assert of_file == of_table
            both = f"(from \"{name}\" except all from '{file}')"
            assert connection.execute(f"select count(*) from {both}").fetchone() == (0,)
            assert pq.read_metadata(file).num_rows == rows


def test_the_duckdb_file_is_the_published_one_with_its_views(
    published: Published, tmp_path: Path
) -> None:
    target = tmp_path / "export_customer_360"
    export(filled(published), target)
    copied = target / "customer_360.duckdb"
    assert copied.read_bytes() == published.path.read_bytes()
    with duckdb.connect(str(copied), read_only=True) as connection:
        assert connection.execute("select email from role_marketing__profiles").fetchall() == [
            ("a***",),
            ("a***",),
            (None,),
        ]


def test_a_role_gets_its_views_and_nothing_else(published: Published, tmp_path: Path) -> None:
    target = tmp_path / "export_customer_360.marketing"
    export(filled(published), target, role="marketing")
    views = ["role_marketing__profiles", "role_marketing__stores"]
    assert sorted(path.name for path in target.iterdir()) == [
        "customer_360.marketing.duckdb",
        "export.json",
        "parquet",
    ]
    assert sorted(path.stem for path in (target / "parquet").iterdir()) == views
    database = target / "customer_360.marketing.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, comment from duckdb_tables() order by table_name"
        ).fetchall()
        assert tables == [(views[0], "What marketing sees."), (views[1], None)]
        assert connection.execute(
            "select count(*) from duckdb_views() where not internal"
        ).fetchone() == (0,)
        assert connection.execute(
            "select comment from duckdb_columns() where column_name = 'email'"
        ).fetchall() == [("Masked; it's enough to recognise.",)]
        assert connection.execute(f"select count(*) from {views[0]}").fetchone() == (3,)
        tags = connection.execute(
            "select tags['storage_version'] from duckdb_databases() where path is not null"
        ).fetchall()
    assert tags == [("v1.0.0+",)]
    everything = b"".join(path.read_bytes() for path in target.rglob("*") if path.is_file())
    assert b"anna@posta.example" not in everything


def test_an_unknown_role_is_told_which_there_are(published: Published, tmp_path: Path) -> None:
    path = filled(published)
    with pytest.raises(
        ExportError, match=r"no role sales; there are: marketing, marketing_abroad$"
    ):
        export(path, tmp_path / "out", role="sales")
    published.statements = []
    with pytest.raises(ExportError, match="no role sales; the file has no role views"):
        export(published.write(), tmp_path / "out", role="sales")
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse"]


def stores(published: Published) -> Path:
    """Clerks see people by store, and whom to ask of any; marketing has a view of stores."""
    for store in ("S1", "S2"):
        published.add("dim_stores", store_id=store)
    path = filled(published)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create view role_clerk__stores as select store_id from main.dim_stores;"
            "create view role_clerk__people as"
            " select store_id, 'anna' as customer_id from main.dim_stores;"
            "create view role_clerk__owners as select 'pos' as source_system"
        )
    return path


def test_a_role_of_one_store_gets_the_rows_of_that_store(
    published: Published, tmp_path: Path
) -> None:
    export(stores(published), tmp_path / "out", role="clerk", store="S2")
    assert pq.read_table(
        tmp_path / "out" / "parquet" / "role_clerk__stores.parquet"
    ).to_pylist() == [{"store_id": "S2"}]
    with duckdb.connect(str(tmp_path / "out" / "customer_360.clerk.S2.duckdb")) as connection:
        assert connection.execute("from role_clerk__stores").fetchall() == [("S2",)]
        assert connection.execute("from role_clerk__people").fetchall() == [("S2", "anna")]
        # about no store and no person
        assert connection.execute("from role_clerk__owners").fetchall() == [("pos",)]
    assert json.loads((tmp_path / "out" / "export.json").read_text())["store"] == "S2"


@pytest.mark.parametrize(
    ("role", "store", "sentence"),
    [
        ("clerk", None, "clerk sees one store: name it"),
        ("clerk", "S3", "there is no store S3; there are: S1, S2$"),
        ("marketing", "S1", "marketing is not bound to a store: leave the store out"),
        (None, "S1", "name the role as well"),
    ],
)
def test_a_store_goes_with_the_role_that_sees_it(
    published: Published, tmp_path: Path, role: str | None, store: str | None, sentence: str
) -> None:
    with pytest.raises(ExportError, match=sentence):
        export(stores(published), tmp_path / "out", role=role, store=store)
    assert not (tmp_path / "out").exists()


def test_one_record_per_customer_without_name_or_contact(
    published: Published, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    export(filled(published), target)
    customers = records(target / "serving" / "customers.jsonl")
    assert [record["customer_id"] for record in customers] == ["anna", "bea", "carla"]
    assert customers[0] == {
        "customer_id": "anna",
        "as_of_date": "2025-12-31",
        "loyalty_tier": "gold",
        "points_balance": 70,
        "points_expiring_next": None,
        "next_points_expiry_on": None,
        "may_be_profiled": True,
        "lifecycle_stage": "active",
        "rfm_segment": "champions",
        "favourite_category": "Tea",
        "favourite_brand": None,
        "favourite_product_id": None,
        "preferred_store_id": None,
        "next_best_action": "remind_of_cart",
        "next_best_action_subject_key": "C1",
        "next_best_action_expires_on": None,
        "buy_again_product_ids": ["tea", "mug"],
        "discover_product_ids": None,
        "interests": [{"topic": "Tea", "share": 0.25}, {"topic": "Mugs", "share": 0.25}],
    }
    for record in customers[1:]:
        assert not record["may_be_profiled"]
        assert {record[name] for name in NOT_PROFILED} == {None}
    assert customers[1]["points_balance"] == 70
    parquet = pq.read_table(target / "serving" / "customers.parquet").to_pylist()
    assert [str(row["as_of_date"]) for row in parquet] == ["2025-12-31"] * 3
    assert [{**row, "as_of_date": "2025-12-31"} for row in parquet] == customers
    everything = "".join(
        path.read_text(encoding="utf-8") for path in (target / "serving").glob("*.jsonl")
    )
    assert [secret for secret in SECRETS if secret in everything] == []


def test_who_did_not_object_may_be_profiled_where_the_basis_says_so(
    published: Published, tmp_path: Path
) -> None:
    export(filled(published), tmp_path / "out", basis=ProfilingBasis.OBJECTION)
    customers = records(tmp_path / "out" / "serving" / "customers.jsonl")
    assert [record["may_be_profiled"] for record in customers] == [True, False, True]
    # nothing to do is no action
    assert customers[2]["next_best_action"] is None


def test_ids_of_accounts_and_of_former_customers_lead_to_the_record(
    published: Published, tmp_path: Path
) -> None:
    export(filled(published), tmp_path / "out")
    folder = tmp_path / "out" / "serving"
    # a device says nothing of who sits before it
    assert records(folder / "accounts.jsonl") == [
        {
            "source_system": "shop",
            "record_type": "account",
            "source_record_id": f"shop-{name}",
            "customer_id": name,
        }
        for name in ("anna", "bea")
    ]
    assert records(folder / "redirects.jsonl") == [
        {"retired_customer_id": "old", "customer_id": "anna"}
    ]
    for name in ("accounts", "redirects"):
        rows = pq.read_table(folder / f"{name}.parquet").to_pylist()
        assert rows == records(folder / f"{name}.jsonl")


def test_the_same_published_file_makes_the_same_export(
    published: Published, tmp_path: Path
) -> None:
    path = filled(published)
    for name in ("first", "second"):
        export(path, tmp_path / name)
    files = {
        name: {
            str(path.relative_to(tmp_path / name)): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("first", "second")
    }
    assert files["first"] == files["second"]


def test_an_export_takes_the_place_of_the_former_as_a_whole(
    published: Published, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    path = filled(published)
    export(path, target)
    (target / "parquet" / "gone.parquet").write_bytes(b"of a mart that there was")
    # left behind by runs that were killed
    (tmp_path / ".out.unfinished" / "parquet").mkdir(parents=True)
    (tmp_path / ".out.former").mkdir()
    export(path, target)
    assert not (target / "parquet" / "gone.parquet").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "warehouse"]


def test_a_failed_export_leaves_the_former_one(published: Published, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(filled(published), target)
    before = sorted(target.rglob("*"))
    published.statements = ["drop table customer_interests"]
    with pytest.raises(ExportError, match=r"customer_interests\.customer_id.*another version"):
        export(published.write(), target)
    assert sorted(target.rglob("*")) == before
    # killed between two renames: the former export is found again
    target.rename(tmp_path / ".out.former")
    with pytest.raises(ExportError, match="another version"):
        export(published.path, target)
    assert sorted(target.rglob("*")) == before


def test_somebody_elses_folder_stays(published: Published, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "own.txt").write_text("mine")
    with pytest.raises(ExportError, match="is no export: move it away"):
        export(filled(published), tmp_path / "out")
    assert (tmp_path / "out" / "own.txt").read_text() == "mine"


def test_the_command_says_what_it_wrote(
    published: Published, command: Callable[..., tuple[int, str]]
) -> None:
    place = ("--published", str(filled(published)))
    code, said = command("export", *place, "--role", "marketing")
    folder = published.path.parent / "export_customer_360.marketing"
    assert code == 0
    assert "exported 2 tables, 3 rows, as of 2025-12-31" in said
    assert f"to {folder}: parquet/, customer_360.marketing.duckdb time" in said
    assert command("export", *place, "--role", "sales")[0] == 2
    code, said = command("export", "--published", "no/file.duckdb")
    assert (code, said) == (2, "no/file.duckdb does not exist: `make run` publishes it")


def test_columns_of_marts_have_plain_types_and_names(contract: Contract) -> None:
    assert len(contract) > 50
    odd = {
        f"{table}.{name}": kind
        for table, columns in contract.items()
        for name, kind in {table: "varchar", **columns}.items()
        if not PLAIN.fullmatch(kind.lower()) or not NAME.fullmatch(name)
    }
    assert odd == {}
