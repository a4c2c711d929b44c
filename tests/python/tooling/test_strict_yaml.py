"""The strict YAML check finds planted faults, and nothing in a clean project."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from customer360.strict_yaml import (
    FALSE_ALARMS,
    FalseAlarm,
    Finding,
    StrictYamlError,
    check_files,
    check_schema,
)

REPOSITORY = Path(__file__).resolve().parents[3]

PROJECT = """
name: strict_trial
version: 1.0.0
profile: strict_trial
flags:
  send_anonymous_usage_stats: false
models:
  strict_trial:
    +materialized: table
"""
PROFILES = """
strict_trial:
  target: dev
  outputs:
    dev: {type: duckdb, path: ":memory:"}
"""
MODELS = """
models:
  - name: people
    description: People
    config:
      materialized: table
      contract: {enforced: true}
      meta: {owner: us}
      tags: [people]
    constraints:
      - {type: primary_key, columns: [id]}
    columns:
      - name: id
        description: Which one
        data_type: integer
        config: {meta: {pii: false}}
        constraints: [{type: not_null}]
        data_tests:
          - unique
          - accepted_values:
              name: people_id_is_one
              arguments: {values: [1]}
              config: {severity: warn, where: id > 0}
  - name: exported
    description: A file
    config: {materialized: external, location: out.parquet, options: {codec: zstd}}
unit_tests:
  - name: exported_takes_all
    model: exported
    given:
      - input: ref('people')
        rows: [{id: 1}]
    expect:
      rows: [{id: 1}]
exposures:
  - name: report
    type: dashboard
    owner: {name: us}
    depends_on: [ref('people')]
"""
SEMANTIC = """
models:
  - name: days
    time_spine: {standard_granularity_column: day_on}
    columns:
      - {name: day_on, granularity: day}
semantic_models:
  - name: people_known
    model: ref('people')
    config: {meta: {owner: us}}
    defaults: {agg_time_dimension: seen_on}
    entities:
      - {name: person, type: primary, expr: id}
    dimensions:
      - {name: seen_on, type: time, type_params: {time_granularity: day}}
    measures:
      - {name: person_count, agg: sum, expr: "1", config: {meta: {unit: people}}}
metrics:
  - name: persons
    label: Persons
    type: simple
    type_params: {measure: person_count}
    config: {meta: {unit: people}}
saved_queries:
  - name: persons_by_day
    query_params:
      metrics: [persons]
      group_by: ["TimeDimension('metric_time', 'day')"]
"""


def _write(project: Path) -> Path:
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text(PROJECT)
    (project / "profiles.yml").write_text(PROFILES)
    (project / "models" / "people.sql").write_text("select 1 as id")
    (project / "models" / "exported.sql").write_text("select * from {{ ref('people') }}")
    (project / "models" / "models.yml").write_text(MODELS)
    return project


def _replace(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text)


def _check_schema(
    project: Path, false_alarms: tuple[FalseAlarm, ...] = FALSE_ALARMS
) -> list[Finding]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dbt and its adapters, not this project's code
        return check_schema(project, project, "dev", false_alarms)


def test_clean_project_has_no_finding(tmp_path: Path) -> None:
    project = _write(tmp_path / "clean")
    assert check_files(project) == []
    assert _check_schema(project) == []
    assert not (project / "target").exists()
    assert not (project / "logs").exists()


def test_each_planted_fault_is_found(tmp_path: Path) -> None:
    project = _write(tmp_path / "faults")
    _replace(project / "dbt_project.yml", ("+materialized: table", "materialized: table"))
    _replace(
        project / "models" / "models.yml",
        ("\n      materialized: table", "\n      materialised: table"),
        (
            "\n      meta: {owner: us}\n      tags: [people]",
            "\n    meta: {owner: us}\n    tags: [b]",
        ),
        ("\n        data_type:", "\n        date_type: date\n        data_type:"),
        ("\nexposures:", "\nexposure: []\nexposures:"),
        ("    owner: {name: us}", "    owner: {name: us, emial: us@example.org}"),
    )
    found = {(finding.file, finding.kind, finding.key) for finding in _check_schema(project)}
    models = "models/models.yml"
    assert found == {
        ("dbt_project.yml", "MissingPlusPrefixDeprecation", "materialized"),
        (models, "CustomKeyInConfigDeprecation", "materialised"),
        (models, "PropertyMovedToConfigDeprecation", "meta"),
        (models, "PropertyMovedToConfigDeprecation", "tags"),
        (models, "CustomKeyInObjectDeprecation", "date_type"),
        (models, "CustomTopLevelKeyDeprecation", ""),
        (models, "CustomKeyInObjectDeprecation", "emial"),
    }


def test_the_semantic_layer_is_checked_too(tmp_path: Path) -> None:
    project = _write(tmp_path / "semantic")
    (project / "models" / "days.sql").write_text("select date '2025-01-01' as day_on")
    semantic = project / "models" / "semantic.yml"
    semantic.write_text(SEMANTIC)
    assert check_files(project) == []
    assert _check_schema(project) == []
    for right, wrong in (
        ("agg: sum,", "agg: sum, exprr: a,"),
        ("measure: person_count", "measure: person_count, mesure: a"),
        ("metrics: [persons]", "metrics: [persons]\n      metric: [persons]"),
        ("config: {meta: {unit: people}}\nsaved", "config: {mata: {unit: people}}\nsaved"),
    ):
        assert SEMANTIC.count(right) == 1
        semantic.write_text(SEMANTIC.replace(right, wrong))
        assert _check_schema(project) != [], wrong


def test_false_alarm_is_an_alarm_without_its_entry_and_parse_error_is_a_finding(
    tmp_path: Path,
) -> None:
    project = _write(tmp_path / "alarm")
    (project / "models" / "broken.sql").write_text("select * from {{ ref('nowhere') }}")
    findings = _check_schema(project, ())
    assert {finding.key for finding in findings if finding.kind.startswith("CustomKey")} == {
        "options"
    }
    assert any(
        finding.kind == "ParseError" and "nowhere" in finding.message for finding in findings
    )


def test_every_false_alarm_has_a_reason_and_is_narrow() -> None:
    for alarm in FALSE_ALARMS:
        assert len(alarm.reason) > 20
        assert not alarm.covers(Finding("", alarm.kind, "", "materialised"))
    options = Finding("", "CustomKeyInConfigDeprecation", "", "options")
    assert any(alarm.covers(options) for alarm in FALSE_ALARMS)
    assert not any(
        alarm.covers(Finding("", "CustomKeyInObjectDeprecation", "", "options"))
        for alarm in FALSE_ALARMS
    )


@pytest.mark.parametrize("change", ["gone", "list"])
def test_changed_private_name_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    from dbt.jsonschemas import jsonschemas  # noqa: PLC0415

    if change == "gone":
        monkeypatch.delattr(jsonschemas, "_JSONSCHEMA_SUPPORTED_ADAPTERS")
    else:
        monkeypatch.setattr(jsonschemas, "_JSONSCHEMA_SUPPORTED_ADAPTERS", ["snowflake"])
    with pytest.raises(StrictYamlError, match="_JSONSCHEMA_SUPPORTED_ADAPTERS any more"):
        _check_schema(_write(tmp_path / "project"))


def test_private_set_is_left_as_it_was(tmp_path: Path) -> None:
    from dbt.jsonschemas import jsonschemas  # noqa: PLC0415

    before = set(jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS)
    project = _write(tmp_path / "project")
    (project / "dbt_project.yml").write_text("name: [")
    assert _check_schema(project) != []
    assert before == jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS
    assert "duckdb" not in before


def _duplicate(project: Path) -> None:
    (project / "macros").mkdir()
    (project / "macros" / "_macros.yml").write_text("macros:\n  - name: a\n    name: b\n")


def _duplicate_top(project: Path) -> None:
    (project / "seeds" / "deep").mkdir(parents=True)
    (project / "seeds" / "deep" / "s.yaml").write_text("seeds: []\nseeds: []\n")


def _unreadable(project: Path) -> None:
    (project / "tests").mkdir()
    (project / "tests" / "t.yml").write_text("data_tests: [unclosed\n")


def _not_text(project: Path) -> None:
    (project / "tests").mkdir()
    (project / "tests" / "t.yml").write_bytes(b"\xff\xfe\xfa")


def _semantic_model_config(project: Path) -> None:
    text = SEMANTIC.replace("config: {meta: {owner: us}}", "config: {mata: {owner: us}}")
    (project / "models" / "semantic.yml").write_text(text)


def _measure_config(project: Path) -> None:
    text = SEMANTIC.replace('"1", config: {meta', '"1", config: {mata')
    (project / "models" / "semantic.yml").write_text(text)


def _test_config(project: Path) -> None:
    _replace(project / "models" / "models.yml", ("severity: warn", "sevverity: warn"))


@pytest.mark.parametrize(
    ("plant", "file", "kind", "message"),
    [
        (_duplicate, "macros/_macros.yml", "duplicate-key", "line 3: the key 'name'"),
        (_duplicate_top, "seeds/deep/s.yaml", "duplicate-key", "line 2: the key 'seeds'"),
        (_unreadable, "tests/t.yml", "unreadable", "expected ',' or ']'"),
        (_not_text, "tests/t.yml", "unreadable", "invalid start byte"),
        (_test_config, "models/models.yml", "unknown-test-config", "unknown key 'sevverity'"),
        (
            _semantic_model_config,
            *("models/semantic.yml", "unknown-semantic-config"),
            "config of the semantic model people_known has the unknown key 'mata'",
        ),
        (
            _measure_config,
            *("models/semantic.yml", "unknown-semantic-config"),
            "config of person_count in the semantic model people_known has the unknown key 'mata'",
        ),
    ],
)
def test_faulty_file_is_found(
    tmp_path: Path, plant: Callable[[Path], None], file: str, kind: str, message: str
) -> None:
    project = _write(tmp_path / "project")
    plant(project)
    (finding,) = check_files(project)
    assert (finding.file, finding.kind) == (file, kind)
    assert message in finding.message


def test_merge_keys_are_no_duplicates(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "m.yml").write_text("a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n")
    assert check_files(tmp_path) == []


def test_script_prints_the_finding_with_its_file(tmp_path: Path) -> None:
    project = _write(tmp_path / "script")
    _replace(
        project / "models" / "models.yml",
        ("\n        data_type:", "\n        typ: date\n        data_type:"),
    )
    done = subprocess.run(
        [
            sys.executable,
            str(REPOSITORY / "scripts" / "check_yaml.py"),
            *("--project-dir", str(project), "--profiles-dir", str(project), "--target", "dev"),
        ],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "models/models.yml: Custom key `typ` found at `models[0].columns[0]`" in done.stdout
    assert "YAML: 1 finding" in done.stdout
