"""The compat package dbt_utils: what each macro returns, that each test fails on bad data."""

from __future__ import annotations

import hashlib
import os
import shutil
import warnings
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from customer360.packages import link_dbt_utils

REPOSITORY = Path(__file__).resolve().parents[3]

MODELS = {
    "keys": """
        select
            row_number,
            {{ dbt_utils.generate_surrogate_key(['number', 'text']) }} as two_fields,
            {{ dbt_utils.generate_surrogate_key(['text']) }} as one_field,
            {{ dbt_utils.generate_surrogate_key(['moment', 'day', 'amount', 'flag', 'text']) }}
                as typed_fields
        from (
            values
            (1, 1, 'a', timestamp '2024-01-02 03:04:05', date '2024-01-02', 1.50, true),
            (2, null, 'a', null, null, null, null),
            (3, 1, null, timestamp '2024-01-02 00:00:00', date '2024-01-02', 0.10, false),
            (4, 1, '', timestamp '2024-01-02 03:04:05.678', date '2024-01-02', -2.00, true)
        ) as given (row_number, number, text, moment, day, amount, flag)
    """,
    "wide": "select 1 as id, 'x' as word, 2 as \"group\", 3 as Amount",
    "star_plain": "select {{ dbt_utils.star(ref('wide')) }} from {{ ref('wide') }}",
    "star_except": """
        select {{ dbt_utils.star(from=ref('wide'), except=['ID', 'amount']) }}
        from {{ ref('wide') }}
    """,
    "star_named": """
        select {{ dbt_utils.star(
            from=ref('wide'), relation_alias='w', prefix='p_', suffix='_s', except=['group'],
            quote_identifiers=false
        ) }}
        from {{ ref('wide') }} as w
    """,
    "star_prefix_quoted": """
        select {{ dbt_utils.star(from=ref('wide'), prefix='a b ') }} from {{ ref('wide') }}
    """,
    "grouped": """
        select a, b, sum(n) as total
        from (values ('x', 1, 10), ('x', 1, 20), ('y', 1, 5)) as given (a, b, n)
        {{ dbt_utils.group_by(n=2) }}
    """,
    "group_by_text": "select '{{ dbt_utils.group_by(3) }}' as text",
    "people": """
        select * from (
            values
            (1, 'one', 'north', 10, 5, date '2024-01-01', cast(null as varchar), 'k1'),
            (2, 'two', 'north', 20, 6, date '2024-01-02', 'seen', 'k2'),
            (3, ' ', 'south', null, 6, date '2024-01-03', null, 'k3'),
            (4, '', 'south', 40, 6, date '2024-01-05', null, 'k3')
        ) as given (id, word, region, amount, floor, day, note, "group")
    """,
    "same_people": "select id, region, amount, day from {{ ref('people') }}",
    "people_short": "select id, region, amount, day from {{ ref('same_people') }}",
    "fewer_people": "select * from {{ ref('same_people') }} where id <> 4",
    "moved_people": """
        select id, case when id = 4 then 'north' else region end as region, amount, day
        from {{ ref('same_people') }}
    """,
    "other_amounts": "select id, region, coalesce(amount, 0) as amount, day from "
    "{{ ref('same_people') }}",
    "nobody": "select * from {{ ref('people') }} where false",
}

# A model that must stop with a compiler error: the call, and what the error must say.
FAULTS = {
    "fault_key_text": ("generate_surrogate_key('a')", "field_list must be a list"),
    "fault_key_empty": ("generate_surrogate_key([])", "field_list is empty"),
    "fault_group_by_text": ("group_by('2')", "n must be a whole number"),
    "fault_group_by_zero": ("group_by(0)", "n must be a whole number"),
    "fault_star_text": ("star('people')", "from must be a relation"),
    "fault_star_except": ("star(this, except='id')", "except must be a list"),
    "fault_star_quote": ("star(this, quote_identifiers='no')", "must be true or false"),
    "fault_star_missing": ("star(this)", "no column is left"),
    "fault_unique_text": (
        "test_unique_combination_of_columns(this, 'id')",
        "combination_of_columns must be a list",
    ),
    "fault_unique_quote": (
        "test_unique_combination_of_columns(this, ['id'], quote_columns='yes')",
        "quote_columns must be true or false",
    ),
    "fault_range_open": ("test_accepted_range(this, 'id')", "give min_value, max_value or both"),
    "fault_range_inclusive": (
        "test_accepted_range(this, 'id', min_value=1, inclusive='no')",
        "inclusive must be true or false",
    ),
    "fault_expression": ("test_expression_is_true(this, ' ')", "expression must be an SQL text"),
    "fault_equality_both": (
        "test_equality(this, this, compare_columns=['a'], exclude_columns=['b'])",
        "not both",
    ),
    "fault_equality_text": (
        "test_equality(this, this, compare_columns='a')",
        "are lists of columns",
    ),
    "fault_equality_where": ("test_equality('(select 1)', this)", "name them in compare_columns"),
    "fault_equality_columns": (
        "test_equality(ref('wide'), ref('people'))",
        "have different columns",
    ),
    "fault_rowcount": (
        "test_equal_rowcount(this, this, group_by_columns='id')",
        "group_by_columns must be a list",
    ),
    "fault_relationships": (
        "test_relationships_where(this, 'id', this, 'id', from_condition='')",
        "from_condition must be an SQL text",
    ),
    "fault_empty_string": (
        "test_not_empty_string(this, 'word', trim_whitespace='yes')",
        "trim_whitespace must be true or false",
    ),
    "fault_at_least_one": (
        "test_at_least_one(this, 'id', group_by_columns='region')",
        "group_by_columns must be a list",
    ),
    "fault_sequential": (
        "test_sequential_values(this, 'id', interval='1')",
        "interval must be a number",
    ),
}

# name, model, column (or none), generic test, arguments, where, outcome
Case = tuple[str, str, str | None, str, dict[str, Any], str | None, str]
CASES: list[Case] = [
    (
        "combination_good",
        "people",
        None,
        "unique_combination_of_columns",
        {"combination_of_columns": ["id", "region"]},
        None,
        "pass",
    ),
    (
        "combination_bad",
        "people",
        None,
        "unique_combination_of_columns",
        {"combination_of_columns": ["region", "floor"]},
        None,
        "fail",
    ),
    (
        "combination_nulls_bad",
        "people",
        None,
        "unique_combination_of_columns",
        {"combination_of_columns": ["region", "note"]},
        None,
        "fail",
    ),
    (
        "combination_quoted_good",
        "people",
        None,
        "unique_combination_of_columns",
        {"combination_of_columns": ["group", "id"], "quote_columns": True},
        None,
        "pass",
    ),
    (
        "combination_quoted_bad",
        "people",
        None,
        "unique_combination_of_columns",
        {"combination_of_columns": ["group"], "quote_columns": True},
        None,
        "fail",
    ),
    (
        "combination_where_good",
        "people",
        None,
        "unique_combination_of_columns",
        {"combination_of_columns": ["region", "floor"]},
        "id < 3",
        "pass",
    ),
    (
        "range_good",
        "people",
        "id",
        "accepted_range",
        {"min_value": 1, "max_value": 4},
        None,
        "pass",
    ),
    ("range_low_bad", "people", "id", "accepted_range", {"min_value": 2}, None, "fail"),
    ("range_high_bad", "people", "id", "accepted_range", {"max_value": 3}, None, "fail"),
    (
        "range_exclusive_good",
        "people",
        "id",
        "accepted_range",
        {"min_value": 0, "max_value": 5, "inclusive": False},
        None,
        "pass",
    ),
    (
        "range_exclusive_bad",
        "people",
        "id",
        "accepted_range",
        {"min_value": 1, "inclusive": False},
        None,
        "fail",
    ),
    ("range_null_good", "people", "amount", "accepted_range", {"min_value": 10}, None, "pass"),
    ("range_zero_bad", "people", "id", "accepted_range", {"max_value": 0}, None, "fail"),
    ("range_column_good", "people", "id", "accepted_range", {"max_value": "floor"}, None, "pass"),
    (
        "range_column_bad",
        "people",
        "amount",
        "accepted_range",
        {"max_value": "floor"},
        None,
        "fail",
    ),
    (
        "expression_good",
        "people",
        None,
        "expression_is_true",
        {"expression": "id < floor or id = 4"},
        None,
        "pass",
    ),
    (
        "expression_bad",
        "people",
        None,
        "expression_is_true",
        {"expression": "id > 1"},
        None,
        "fail",
    ),
    (
        "expression_or_bad",
        "people",
        None,
        "expression_is_true",
        {"expression": "id = 1 or id = 2"},
        None,
        "fail",
    ),
    (
        "expression_null_good",
        "people",
        None,
        "expression_is_true",
        {"expression": "amount >= 10"},
        None,
        "pass",
    ),
    (
        "expression_where_good",
        "people",
        None,
        "expression_is_true",
        {"expression": "id > 1"},
        "id > 1",
        "pass",
    ),
    (
        "expression_column_good",
        "people",
        "id",
        "expression_is_true",
        {"expression": ">= 1"},
        None,
        "pass",
    ),
    (
        "expression_column_bad",
        "people",
        "id",
        "expression_is_true",
        {"expression": "< 4"},
        None,
        "fail",
    ),
    (
        "equality_good",
        "same_people",
        None,
        "equality",
        {"compare_model": "ref('people_short')"},
        None,
        "pass",
    ),
    (
        "equality_rows_bad",
        "same_people",
        None,
        "equality",
        {"compare_model": "ref('fewer_people')"},
        None,
        "fail",
    ),
    (
        "equality_other_way_bad",
        "fewer_people",
        None,
        "equality",
        {"compare_model": "ref('same_people')"},
        None,
        "fail",
    ),
    (
        "equality_null_bad",
        "same_people",
        None,
        "equality",
        {"compare_model": "ref('other_amounts')"},
        None,
        "fail",
    ),
    (
        "equality_exclude_good",
        "same_people",
        None,
        "equality",
        {"compare_model": "ref('other_amounts')", "exclude_columns": ["amount"]},
        None,
        "pass",
    ),
    (
        "equality_compare_good",
        "same_people",
        None,
        "equality",
        {"compare_model": "ref('people')", "compare_columns": ["id", "region"]},
        None,
        "pass",
    ),
    (
        "equality_compare_bad",
        "same_people",
        None,
        "equality",
        {"compare_model": "ref('moved_people')", "compare_columns": ["id", "region"]},
        None,
        "fail",
    ),
    (
        "rowcount_good",
        "people",
        None,
        "equal_rowcount",
        {"compare_model": "ref('moved_people')"},
        None,
        "pass",
    ),
    (
        "rowcount_bad",
        "people",
        None,
        "equal_rowcount",
        {"compare_model": "ref('fewer_people')"},
        None,
        "fail",
    ),
    (
        "rowcount_empty_bad",
        "people",
        None,
        "equal_rowcount",
        {"compare_model": "ref('nobody')"},
        None,
        "fail",
    ),
    (
        "rowcount_group_good",
        "people",
        None,
        "equal_rowcount",
        {"compare_model": "ref('same_people')", "group_by_columns": ["region"]},
        None,
        "pass",
    ),
    (
        "rowcount_group_bad",
        "people",
        None,
        "equal_rowcount",
        {"compare_model": "ref('moved_people')", "group_by_columns": ["region"]},
        None,
        "fail",
    ),
    (
        "relationship_good",
        "fewer_people",
        "id",
        "relationships_where",
        {"to": "ref('people')", "field": "id"},
        None,
        "pass",
    ),
    (
        "relationship_bad",
        "people",
        "id",
        "relationships_where",
        {"to": "ref('fewer_people')", "field": "id"},
        None,
        "fail",
    ),
    (
        "relationship_from_good",
        "people",
        "id",
        "relationships_where",
        {"to": "ref('fewer_people')", "field": "id", "from_condition": "id <> 4"},
        None,
        "pass",
    ),
    (
        "relationship_to_bad",
        "fewer_people",
        "id",
        "relationships_where",
        {"to": "ref('people')", "field": "id", "to_condition": "id <> 1"},
        None,
        "fail",
    ),
    (
        "relationship_null_good",
        "people",
        "amount",
        "relationships_where",
        {"to": "ref('people')", "field": "amount"},
        None,
        "pass",
    ),
    ("string_bad", "people", "word", "not_empty_string", {}, "id <> 4", "fail"),
    (
        "string_untrimmed_good",
        "people",
        "word",
        "not_empty_string",
        {"trim_whitespace": False},
        "id <> 4",
        "pass",
    ),
    (
        "string_untrimmed_bad",
        "people",
        "word",
        "not_empty_string",
        {"trim_whitespace": False},
        None,
        "fail",
    ),
    ("string_null_good", "people", "note", "not_empty_string", {}, None, "pass"),
    ("one_good", "people", "note", "at_least_one", {}, None, "pass"),
    ("one_bad", "people", "note", "at_least_one", {}, "id <> 2", "fail"),
    ("one_empty_bad", "nobody", "id", "at_least_one", {}, None, "fail"),
    (
        "one_group_bad",
        "people",
        "note",
        "at_least_one",
        {"group_by_columns": ["region"]},
        None,
        "fail",
    ),
    (
        "one_group_good",
        "people",
        "amount",
        "at_least_one",
        {"group_by_columns": ["region"]},
        None,
        "pass",
    ),
    ("sequence_good", "people", "id", "sequential_values", {}, None, "pass"),
    ("sequence_bad", "people", "id", "sequential_values", {}, "id <> 2", "fail"),
    ("sequence_interval_bad", "people", "id", "sequential_values", {"interval": 2}, None, "fail"),
    (
        "sequence_day_good",
        "people",
        "day",
        "sequential_values",
        {"datepart": "day"},
        "id < 4",
        "pass",
    ),
    ("sequence_day_bad", "people", "day", "sequential_values", {"datepart": "day"}, None, "fail"),
    (
        "sequence_group_good",
        "people",
        "id",
        "sequential_values",
        {"group_by_columns": ["region"]},
        None,
        "pass",
    ),
]


def _properties() -> dict[str, Any]:
    models: dict[str, dict[str, Any]] = {}
    for name, model, column, test, arguments, where, _ in CASES:
        entry: dict[str, Any] = {"name": name}
        if arguments:
            entry["arguments"] = arguments
        if where:
            entry["config"] = {"where": where}
        node = models.setdefault(model, {"name": model})
        if column is None:
            holder = node
        else:
            columns = node.setdefault("columns", [])
            found = [known for known in columns if known["name"] == column]
            holder = found[0] if found else {"name": column}
            if not found:
                columns.append(holder)
        holder.setdefault("data_tests", []).append({f"dbt_utils.{test}": entry})
    return {"models": list(models.values())}


def write_project(project: Path, *, faults: bool = True) -> None:
    """Write the throw-away project without its package."""
    (project / "models").mkdir(parents=True)
    (project / "packages.yml").write_text(
        yaml.safe_dump({"packages": [{"package": "dbt-labs/dbt_utils", "version": "1.4.1"}]})
    )
    (project / "dbt_project.yml").write_text(
        yaml.safe_dump(
            {
                "name": "compat_trial",
                "version": "1.0.0",
                "profile": "compat_trial",
                "flags": {"send_anonymous_usage_stats": False},
                # a failing test must not hold back the models downstream of it
                "data_tests": {"+severity": "warn"},
            }
        )
    )
    output = {"type": "duckdb", "path": str(project / "trial.duckdb"), "threads": 1}
    (project / "profiles.yml").write_text(
        yaml.safe_dump({"compat_trial": {"target": "dev", "outputs": {"dev": output}}})
    )
    (project / "models" / "properties.yml").write_text(yaml.safe_dump(_properties()))
    for name, sql in MODELS.items():
        (project / "models" / f"{name}.sql").write_text(sql)
    if faults:
        for name, (call, _) in FAULTS.items():
            body = (
                "-- depends_on: {{ ref('wide') }}, {{ ref('people') }}\n"
                f"{{% if execute %}}{{{{ dbt_utils.{call} }}}}{{% endif %}}"
            )
            (project / "models" / f"{name}.sql").write_text(body)


def run_project(project: Path) -> dict[str, tuple[str, str]]:
    """Build everything once; the status and the message of each node by its name."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  (heavy, and it warns when loaded)

    result = dbtRunner().invoke(
        [
            "--quiet",
            "build",
            "--indirect-selection",
            "cautious",
            "--project-dir",
            str(project),
            "--profiles-dir",
            str(project),
            "--log-path",
            str(project / "logs"),
        ]
    )
    assert result.exception is None, result.exception
    assert result.result is not None
    return {
        node.node.name: (str(node.status), str(node.message or ""))
        for node in result.result.results
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("compat_trial") / "project"
    write_project(path)
    shutil.copytree(REPOSITORY / "compat", path / "compat")
    link_dbt_utils(path, {})
    return path


@pytest.fixture(scope="module")
def outcome(project: Path) -> dict[str, tuple[str, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dbt and its adapters, not this project's code
        return run_project(project)


@pytest.fixture(scope="module")
def database(project: Path, outcome: dict[str, tuple[str, str]]) -> duckdb.DuckDBPyConnection:
    assert outcome
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415

    DuckDBConnectionManager.close_all_connections()
    return duckdb.connect(str(project / "trial.duckdb"))


def test_linked_package_is_a_relative_link(project: Path) -> None:
    link = project / "dbt_packages" / "dbt_utils"
    assert link.is_symlink()
    assert not Path(os.readlink(link)).is_absolute()


def test_every_model_builds(outcome: dict[str, tuple[str, str]]) -> None:
    broken = {name: outcome[name] for name in MODELS if outcome[name][0] != "success"}
    assert broken == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case[0]))
def test_generic_test_outcome(case: Case, outcome: dict[str, tuple[str, str]]) -> None:
    status, message = outcome[case[0]]
    assert status == {"pass": "pass", "fail": "warn"}[case[6]], message


def test_every_generic_test_is_seen_to_fail_and_to_pass() -> None:
    files = (REPOSITORY / "compat/dbt_utils/macros/generic_tests").glob("*.sql")
    tests = {file.stem for file in files}
    assert tests == {case[3] for case in CASES if case[6] == "fail"}
    assert tests == {case[3] for case in CASES if case[6] == "pass"}


@pytest.mark.parametrize("name", FAULTS)
def test_wrong_arguments_are_refused(name: str, outcome: dict[str, tuple[str, str]]) -> None:
    status, message = outcome[name]
    assert status == "error"
    assert "Compilation Error" in message
    assert FAULTS[name][1] in " ".join(message.split())


def _md5(*parts: str | None) -> str:
    text = "-".join("_dbt_utils_surrogate_key_null_" if part is None else part for part in parts)
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def test_surrogate_key_hash(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.execute(
        "select two_fields, one_field, typed_fields from keys order by row_number"
    ).fetchall()
    assert rows == [
        (_md5("1", "a"), _md5("a"), _md5("2024-01-02 03:04:05", "2024-01-02", "1.50", "true", "a")),
        (_md5(None, "a"), _md5("a"), _md5(None, None, None, None, "a")),
        (
            _md5("1", None),
            _md5(None),
            _md5("2024-01-02 00:00:00", "2024-01-02", "0.10", "false", None),
        ),
        (
            _md5("1", ""),
            _md5(""),
            _md5("2024-01-02 03:04:05.678", "2024-01-02", "-2.00", "true", ""),
        ),
    ]


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        ("star_plain", ["id", "word", "group", "Amount"]),
        ("star_except", ["word", "group"]),
        ("star_named", ["p_id_s", "p_word_s", "p_Amount_s"]),
        ("star_prefix_quoted", ["a b id", "a b word", "a b group", "a b Amount"]),
    ],
)
def test_star_columns(model: str, columns: list[str], database: duckdb.DuckDBPyConnection) -> None:
    assert [
        column[0] for column in database.execute(f"select * from {model}").description or []
    ] == (columns)


def test_group_by(database: duckdb.DuckDBPyConnection) -> None:
    assert database.execute("select text from group_by_text").fetchall() == [("group by 1,2,3",)]
    assert database.execute("select * from grouped order by a").fetchall() == [
        ("x", 1, 30),
        ("y", 1, 5),
    ]
