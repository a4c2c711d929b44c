"""Decisions of stewards in builds of the personas: honoured, waiting, or stopping the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
DBT = Path(sys.executable).parent / "dbt"
HEADER = "decision_id,decision,left_record_key,right_record_key,decided_by,decided_on,reason\n"
STEWARD = "Nora,2025-03-01,Asked both"
IDENTITIES = (
    *("+identity_steward_decisions", "+identity_guard_audit", "+customer_identity_edges"),
    "+customer_identities",
    *("assert_stewards_win", "assert_cut_links_have_their_reason"),
    "assert_no_edge_spans_two_customers",
)
# personas: the twins are two, and their machine says so; Maria is one by her card and her e-mail
TWINS = "loyalty|member|L2,loyalty|member|L3"
MARIA = "crm|contact|C3,loyalty|member|L1"


@dataclass(frozen=True)
class Build:
    """What a build of the personas said and made."""

    succeeded: bool
    output: str
    database: Path

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


class Personas:
    """The project with decisions of its own, built as far as identities go."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.database = folder / "personas.duckdb"
        self.project.mkdir()
        for name in ("models", "macros", "tests", "analyses", "dbt_packages", "compat"):
            (self.project / name).symlink_to(REPOSITORY / name)
        for name in ("dbt_project.yml", "profiles.yml", "packages.yml"):
            (self.project / name).symlink_to(REPOSITORY / name)
        shutil.copytree(REPOSITORY / "seeds", self.project / "seeds")

    def build(self, *decisions: str, select: tuple[str, ...] = IDENTITIES) -> Build:
        seed = self.project / "seeds" / "rules" / "steward_decisions.csv"
        lines = [f"{decision},{STEWARD}\n" for decision in decisions]
        seed.write_text(HEADER + "".join(lines), encoding="utf-8")
        outcome = subprocess.run(
            (
                *(str(DBT), "--quiet", "build", "--target", "sample"),
                *("--project-dir", str(self.project), "--profiles-dir", str(self.project)),
                *("--select", *select),
                # the personas' own tests run once, in the build of the seeds as they are
                *("--exclude", "test_type:generic", "test_type:unit"),
                *("--indirect-selection", "empty"),
            ),
            env=os.environ
            | {
                "CUSTOMER360_SAMPLE_DATABASE": str(self.database),
                "DBT_TARGET_PATH": str(self.project / "target"),
                "DBT_LOG_PATH": str(self.project / "logs"),
            },
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return Build(outcome.returncode == 0, outcome.stdout, self.database)


@pytest.fixture(scope="module")
def personas(tmp_path_factory: pytest.TempPathFactory) -> Personas:
    return Personas(tmp_path_factory.mktemp("stewards"))


@pytest.fixture(scope="module")
def decided(personas: Personas) -> Build:
    return personas.build(
        f"D1,link,{TWINS}",
        f"D2,keep_apart,{MARIA}",
        "D3,link,crm|contact|C3,crm|contact|GONE",
        "D4,keep_apart,shop|account|GONE,crm|contact|GONE",
        "D5,link,shop|account|A3,crm|contact|C3",
    )


def customers_of(build: Build, *record_keys: str) -> set[object]:
    keys = ", ".join(f"'{key}'" for key in record_keys)
    query = f"select customer_id from marts.customer_identities where record_key in ({keys})"
    return {row[0] for row in build.rows(query)}


def test_a_link_makes_one_customer_of_two(decided: Build) -> None:
    assert decided.succeeded, decided.output
    assert len(customers_of(decided, *TWINS.split(","))) == 1
    assert len(customers_of(decided, "shop|account|A3", "crm|contact|C3")) == 1


def test_keep_apart_makes_two_customers_of_one(decided: Build) -> None:
    assert len(customers_of(decided, *MARIA.split(","))) == 2


def test_decisions_about_records_that_are_gone_are_reported(decided: Build) -> None:
    statuses = decided.rows(
        "select decision_id, status, missing_record from marts.identity_steward_decisions"
        " order by decision_id"
    )
    assert statuses == [
        ("D1", "honoured", None),
        ("D2", "honoured", None),
        ("D3", "waiting", "right"),
        ("D4", "waiting", "both"),
        ("D5", "honoured", None),
    ]


def test_the_machine_would_have_done_otherwise(decided: Build) -> None:
    answers = decided.rows(
        "select decision_id, machine_decision from marts.identity_steward_decisions"
        " where status = 'honoured' order by decision_id"
    )
    assert answers == [("D1", "keep_apart"), ("D2", "link"), ("D5", "keep_apart")]


def test_what_a_steward_cut_is_audited(decided: Build) -> None:
    cut = decided.rows(
        "select distinct because_left_record_key, because_right_record_key"
        " from marts.identity_guard_audit where reason = 'steward_keep_apart'"
    )
    assert cut == [tuple(sorted(MARIA.split(",")))]


def test_what_was_decided_survives_a_rebuild(personas: Personas, decided: Build) -> None:
    query = "select record_key, customer_id from marts.customer_identities order by record_key"
    before = decided.rows(query)
    again = personas.build(
        f"D1,link,{TWINS}",
        f"D2,keep_apart,{MARIA}",
        "D5,link,shop|account|A3,crm|contact|C3",
    )
    assert again.succeeded, again.output
    assert again.rows(query) == before


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [
        (
            (f"D1,link,{TWINS}", f"D2,keep_apart,{TWINS}"),
            "D2 keeps loyalty|member|L2 and loyalty|member|L3 apart, but D1 links them",
        ),
        (
            ("D1,link,a,b", "D2,link,c,b", "D3,link,b,d", "D4,keep_apart,c,a"),
            "D4 keeps c and a apart, but D2, D1 together link them",
        ),
        (("D7,keep_apart,a,a",), "D7 names the record a twice"),
    ],
    ids=["directly", "through a chain", "with itself"],
)
def test_decisions_that_exclude_each_other_stop_the_build(
    personas: Personas, decisions: tuple[str, ...], sentence: str
) -> None:
    build = personas.build(*decisions, select=("steward_decisions",))
    assert not build.succeeded
    assert sentence in " ".join(build.output.split())
