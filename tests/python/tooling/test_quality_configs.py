"""The linters' settings: silent on what the conventions ask for, and biting on what they forbid."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent

PROJECT = """
name: customer360
version: 1.0.0
profile: customer360
flags: {send_anonymous_usage_stats: false, validate_macro_args: true}
models:
  customer360:
    marts:
      +materialized: table
      +contract: {enforced: true}
"""
PROFILES = """
customer360:
  target: lint
  outputs:
    lint: {type: duckdb, path: ":memory:"}
"""
STAGING = """with source_rows as (
    select
        order_id,
        ordered_at
    from {{ source('shop', 'orders') }}
),

final as (
    select
        cast(order_id as varchar) as order_id,
        ordered_at,
        cast(ordered_at as date) as ordered_on,
        ordered_at is not null as is_dated
    from source_rows
)

select * from final
"""
INTERMEDIATE = """with orders as (
    select
        order_id,
        ordered_at,
        ordered_on,
        is_dated
    from {{ ref('stg_shop__orders') }}
),

newest as (
    select
        order_id,
        max(ordered_at) as ordered_at
    from orders
    group by order_id
),

final as (
    select
        orders.order_id,
        orders.ordered_at,
        orders.ordered_on,
        orders.is_dated
    from orders
    inner join newest
        on orders.order_id = newest.order_id
)

select * from final
"""
MART = """with orders as (
    select
        order_id,
        ordered_at,
        ordered_on,
        is_dated
    from {{ ref('int_orders') }}
),

final as (
    select
        order_id,
        ordered_at,
        ordered_on,
        is_dated
    from orders
)

select * from final
"""
BAD_SQL = """WITH orders as (
    select order_id, ordered_at from {{ ref('stg_shop__orders') }}
),

forgotten as (
    select 1 as one
),

final as (
  select
    Order_ID
    , COALESCE(ordered_at, NULL) moment
    from orders o
)

select * from final
"""
COLUMNS = [
    {"name": "order_id", "description": "The order", "data_type": "varchar"},
    {"name": "ordered_at", "description": "When", "data_type": "timestamp"},
    {"name": "ordered_on", "description": "The day", "data_type": "date"},
    {"name": "is_dated", "description": "Whether it has a time", "data_type": "boolean"},
]


def _run(arguments: list[str], directory: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        arguments,
        cwd=directory,
        env={**environment, "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def _write(project: Path) -> Path:
    files: dict[str, str] = {
        "dbt_project.yml": PROJECT,
        "profiles.yml": PROFILES,
        "models/staging/stg_shop__orders.sql": STAGING,
        "models/intermediate/int_orders.sql": INTERMEDIATE,
        "models/marts/fct_orders.sql": MART,
        "macros/trimmed.sql": (
            "{% macro trimmed(text) %}{{ return(adapter.dispatch('trimmed')(text)) }}{% endmacro %}"
            "{% macro default__trimmed(text) %}trim({{ text }}){% endmacro %}"
        ),
        "macros/_macros.yml": yaml.safe_dump(
            {
                "macros": [
                    {
                        "name": "trimmed",
                        "description": "A text without blanks around it",
                        "arguments": [{"name": "text", "description": "The text"}],
                    }
                ]
            }
        ),
    }
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    _properties(project, COLUMNS)
    return project


def _properties(project: Path, columns: list[dict[str, str]], *, good: bool = True) -> None:
    mart: dict[str, Any] = {
        "name": "fct_orders",
        "description": "One row per order",
        "columns": columns,
    }
    if good:
        mart["data_tests"] = [{"unique": {"arguments": {"column_name": "order_id"}}}]
    else:
        mart["config"] = {"contract": {"enforced": False}}
    unit_test: dict[str, Any] = {
        "name": "orders_are_kept",
        "model": "int_orders",
        "given": [{"input": "ref('stg_shop__orders')", "rows": [{"order_id": "1"}]}],
        "expect": (
            {"rows": [{"order_id": "1"}]}
            if good
            else {"format": "sql", "rows": "select '1' as order_id"}
        ),
    }
    table: dict[str, Any] = {"name": "orders"}
    if good:
        table["description"] = "The shop's orders"
    content: dict[str, Any] = {
        "sources": [{"name": "shop", "description": "The shop", "tables": [table]}],
        "models": [
            {"name": "stg_shop__orders", "description": "Orders of the shop"},
            {"name": "int_orders", "description": "Orders of all channels"},
            mart,
        ],
        "unit_tests": [unit_test],
    }
    (project / "models" / "properties.yml").write_text(yaml.safe_dump(content))


# --- sqlfluff ----------------------------------------------------------------------------------


def test_sqlfluff_likes_the_house_style_and_nothing_else(tmp_path: Path) -> None:
    project = _write(tmp_path / "project")
    for name in (".sqlfluff", ".sqlfluffignore"):
        shutil.copy(REPOSITORY / name, project)
    (project / "models" / "marts" / "bad.sql").write_text(BAD_SQL)
    done = _run(
        [str(BIN / "sqlfluff"), "lint", ".", "--format", "json", "--processes", "1"], project
    )
    assert done.returncode == 1, done.stderr
    reports = json.loads(done.stdout[done.stdout.index("[{") :])
    found = {
        Path(report["filepath"]).name: {fault["code"] for fault in report["violations"]}
        for report in reports
    }
    assert found.pop("bad.sql") >= {
        *("CP01", "CP02", "CP03", "CP04"),  # lower case: keywords, names, functions, literals
        *("AL01", "AL02"),  # aliases with "as"
        *("LT02", "LT04", "LT09"),  # four spaces, trailing commas, one column a line
        "ST03",  # a CTE that nothing reads
    }
    assert found == {
        "stg_shop__orders.sql": set(),
        "int_orders.sql": set(),
        "fct_orders.sql": set(),
    }


# --- dbt-bouncer -------------------------------------------------------------------------------


def _bouncer(project: Path) -> tuple[int, set[str], str]:
    shutil.copy(REPOSITORY / "dbt-bouncer.yml", project)
    parsed = _run([str(BIN / "dbt"), "parse", "--quiet", "--profiles-dir", "."], project)
    assert parsed.returncode == 0, parsed.stdout
    done = _run(
        [
            *(str(BIN / "dbt-bouncer"), "run", "--config-file", "dbt-bouncer.yml"),
            *("--output-file", "found.json", "--output-only-failures"),
        ],
        project,
    )
    text = (project / "found.json").read_text()
    return done.returncode, set(re.findall(r'"(check_[a-z_]+):', text)), text + done.stderr


def test_bouncer_lets_the_conventions_pass(tmp_path: Path) -> None:
    code, found, text = _bouncer(_write(tmp_path / "project"))
    assert (code, found) == (0, set()), text


def test_bouncer_bites(tmp_path: Path) -> None:
    project = _write(tmp_path / "project")
    models = project / "models"
    columns = [
        {"name": "order_id", "data_type": "varchar"},
        {"name": "ordered_at", "description": "When", "data_type": "varchar"},
        {"name": "dated", "description": "Whether", "data_type": "boolean"},
        {"name": "untyped", "description": "What"},
    ]
    _properties(project, columns, good=False)
    (models / "staging" / "orders_raw.sql").write_text("select * from {{ ref('int_orders') }}")
    (models / "marts" / "stg_orders.sql").write_text("select * from {{ ref('stg_shop__orders') }}")
    (models / "marts" / "direct.sql").write_text("select * from {{ source('shop', 'orders') }};")
    (models / "marts" / "hard.sql").write_text("select * from shop.orders")
    (project / "macros" / "silent.sql").write_text("{% macro silent(a) %}{{ a }}{% endmacro %}")
    (project / "macros" / "posted.sql").write_text("{% macro posted(a) %}{{ a }}{% endmacro %}")
    code, found, text = _bouncer(project)
    assert code == 1
    assert found == {
        "check_lineage_permitted_upstream_models",
        "check_lineage_source_cannot_be_used",
        "check_macro_arguments_description_populated",
        "check_macro_description_populated",
        "check_model_column_description_populated",
        "check_model_column_name_complies_to_column_type",
        "check_model_column_type_complies_to_column_name",
        "check_model_columns_have_types",
        "check_model_description_populated",
        "check_model_hard_coded_references",
        "check_model_has_contracts_enforced",
        "check_model_has_properties_file",
        "check_model_has_semi_colon",
        "check_model_has_unique_test",
        "check_model_names",
        "check_source_description_populated",
        "check_unit_test_expect_format",
    }
    assert "`silent` does not have" in text
    assert "`posted` does not have" in text
    assert "default__trimmed" not in text


# --- yamllint ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("models:\n  - name: a\n    description: 'quoted'\n    tags: [a, b]\n", None),
        ("models:\n- {name: a, meta: { b: 1 }}\n", None),
        ("a: 1\na: 2\n", "key-duplicates"),
        ("a: yes\n", "truthy"),
        (f"a: {'b ' * 80}b\n", "line-length"),
        ("a:\n   b: 1\n", "indentation"),
        ("a: 010\n", "octal-values"),
        ("a: 1 \n", "trailing-spaces"),
        ("a: 1", "new-line-at-end-of-file"),
    ],
)
def test_yamllint(tmp_path: Path, text: str, rule: str | None) -> None:
    (tmp_path / "trial.yml").write_text(text)
    settings = str(REPOSITORY / ".yamllint.yml")
    done = _run([str(BIN / "yamllint"), "-c", settings, "-f", "parsable", "."], tmp_path)
    found = set(re.findall(r"\(([a-z-]+)\)$", done.stdout, flags=re.MULTILINE))
    assert found == ({rule} if rule else set()), done.stdout
    assert (done.returncode == 0) == (rule is None)


# --- pre-commit --------------------------------------------------------------------------------


def test_hooks_are_local_and_their_tools_are_installed() -> None:
    file = REPOSITORY / ".pre-commit-config.yaml"
    done = _run([str(BIN / "pre-commit"), "validate-config", str(file)], REPOSITORY)
    assert done.returncode == 0, done.stdout
    repositories = yaml.safe_load(file.read_text())["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    hooks = repositories[0]["hooks"]
    assert {hook["id"] for hook in hooks} == {
        *("ruff-check", "ruff-format", "mypy", "yamllint", "sqlfluff", "check-yaml"),
    }
    for hook in hooks:
        assert hook["language"] == "system"
        tool, *rest = hook["entry"].split()
        assert tool.startswith(".venv/bin/")
        assert (BIN / Path(tool).name).exists()
        assert all((REPOSITORY / word).exists() for word in rest if word.endswith(".py"))


@pytest.mark.parametrize(
    ("hook", "path", "runs"),
    [
        ("sqlfluff", "models/marts/fct_orders.sql", True),
        ("sqlfluff", "macros/trimmed.sql", False),
        ("check-yaml", "models/marts/fct_orders.sql", True),
        ("check-yaml", "seeds/rules/_rules__seeds.yml", True),
        ("check-yaml", "dbt_project.yml", True),
        ("check-yaml", "README.md", False),
    ],
)
def test_hooks_run_on_the_files_they_are_about(hook: str, path: str, runs: bool) -> None:
    content = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text())
    patterns = {item["id"]: item.get("files", "") for item in content["repos"][0]["hooks"]}
    assert (re.search(patterns[hook], path) is not None) == runs
