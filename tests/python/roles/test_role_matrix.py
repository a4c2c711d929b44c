"""A column that nobody granted is seen by nobody, and a view that shows it fails the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
DBT = Path(sys.executable).parent / "dbt"
MATRIX_TEST = "assert_each_role_sees_what_it_was_granted"
VIEW = "role_store_manager__profiles"
GRANT = "store_manager,profiles,shoe_size,customer_360.shoe_size,plain,Fits the shoe\n"
GRANT_OF_NOTHING = "marketing,profiles,hat_size,customer_360.hat_size,plain,Fits the hat\n"


class Project:
    """A copy of the project in which customer_360 has one column more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "sample.duckdb"
        caches = shutil.ignore_patterns("python", "__pycache__")
        for name in ("models", "seeds", "macros", "tests", "analyses"):
            shutil.copytree(REPOSITORY / name, folder / name, ignore=caches)
        for name in ("dbt_packages", "compat"):
            (folder / name).symlink_to(REPOSITORY / name)
        for name in ("dbt_project.yml", "profiles.yml", "packages.yml"):
            shutil.copy(REPOSITORY / name, folder / name)
        profile = folder / "models" / "marts" / "customer_360"
        _add_column(profile / "customer_360.sql", "who.display_name", "'42' as shoe_size")
        _promise_column(profile / "_customer_360__models.yml", "customer_360", "display_name")

    def show_to_store_managers(self) -> None:
        folder = self.folder / "models" / "marts" / "roles" / "store_manager"
        _add_column(folder / f"{VIEW}.sql", "profiles.display_name", "profiles.shoe_size")
        _promise_column(folder / "_store_manager__models.yml", VIEW, "display_name")

    def grant(self, *lines: str) -> None:
        """Have the matrix as it is in the repository, and these lines."""
        name = "seeds/rules/role_columns.csv"
        matrix = (REPOSITORY / name).read_text(encoding="utf-8")
        (self.folder / name).write_text(matrix + "".join(lines), encoding="utf-8")

    def dbt(self, *arguments: str) -> tuple[bool, str]:
        """Run dbt on the personas; return whether it succeeded, and what it said."""
        outcome = subprocess.run(
            (
                *(str(DBT), "--no-use-colors", *arguments, "--target", "sample"),
                *("--project-dir", str(self.folder), "--profiles-dir", str(self.folder)),
            ),
            env=os.environ
            | {
                "CUSTOMER360_SAMPLE_DATABASE": str(self.database),
                "DBT_TARGET_PATH": str(self.folder / "target"),
                "DBT_LOG_PATH": str(self.folder / "logs"),
            },
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return outcome.returncode == 0, outcome.stdout

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()


def _add_column(model: Path, after: str, column: str) -> None:
    sql = model.read_text(encoding="utf-8")
    line = f"        {after},\n"
    assert sql.count(line) == 1
    model.write_text(sql.replace(line, f"{line}        {column},\n"), encoding="utf-8")


def _promise_column(contract: Path, model: str, after: str) -> None:
    before, start, rest = contract.read_text(encoding="utf-8").partition(f"  - name: {model}\n")
    line = f"      - name: {after}\n"
    assert line in rest
    column = "      - name: shoe_size\n        data_type: varchar\n        description: Planted.\n"
    contract.write_text(before + start + rest.replace(line, column + line, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("matrix"))


def test_the_matrix_decides_who_sees_a_new_column(project: Project) -> None:
    shown = """
        select table_name
        from duckdb_columns()
        where column_name = 'shoe_size'
        order by table_name
    """
    # in the profile: no role sees it, and nothing fails
    roles = ("+path:models/marts/roles", "role_columns", MATRIX_TEST)
    succeeded, said = project.dbt("build", "--select", *roles, "--indirect-selection", "empty")
    assert succeeded, said
    assert f"PASS {MATRIX_TEST}" in said
    assert project.rows(shown) == [("customer_360",)]

    # in a view: the build fails until somebody grants it; a grant of what is not there fails too
    project.show_to_store_managers()
    project.grant(GRANT_OF_NOTHING)
    changed = ("role_columns", VIEW, MATRIX_TEST)
    succeeded, said = project.dbt("build", "--select", *changed, "--indirect-selection", "empty")
    assert not succeeded
    assert f"FAIL 2 {MATRIX_TEST}" in said
    assert project.rows(shown) == [("customer_360",), (VIEW,)]
    compiled = project.folder / "target" / "compiled" / "customer360" / "tests" / "roles"
    found = project.rows((compiled / f"{MATRIX_TEST}.sql").read_text(encoding="utf-8"))
    assert sorted(found) == [
        ("role_marketing__profiles", "hat_size", "granted, and not there"),
        (VIEW, "shoe_size", "seen, and not granted"),
    ]

    project.grant(GRANT)
    succeeded, said = project.dbt("build", "--select", *changed, "--indirect-selection", "empty")
    assert succeeded, said
    assert f"PASS {MATRIX_TEST}" in said


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("role_marketing__shoes.sql", "role_marketing__shoes is not named in macros/roles"),
        (None, "names role_marketing__interests, and there is no such model"),
    ],
)
def test_a_view_that_no_test_would_look_at_stops_the_run(
    project: Project, model: str | None, sentence: str
) -> None:
    folder = project.folder / "models" / "marts" / "roles" / "marketing"
    if model is not None:
        (folder / model).write_text("select 42 as shoe_size\n", encoding="utf-8")
    else:
        (folder / "role_marketing__interests.sql").unlink()
    succeeded, said = project.dbt("run", "--select", "source_status")
    if model is not None:
        (folder / model).unlink()
    assert not succeeded
    assert sentence in said
