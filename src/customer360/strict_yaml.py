"""A strict check of the project's YAML, for what dbt itself lets pass on DuckDB.

dbt holds YAML against its JSON schema for a few adapters only, and DuckDB is not one of them: there
a misspelt key is silently ignored. Here DuckDB counts as one of them for the length of one parse.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

ADAPTER = "duckdb"
PRIVATE_NAME = "_JSONSCHEMA_SUPPORTED_ADAPTERS"
FOLDERS = ("models", "seeds", "macros", "tests", "snapshots", "analyses")
TOP_FILES = ("dbt_project.yml", "packages.yml", "dependencies.yml", "profiles.yml", "selectors.yml")
YAML_SUFFIXES = (".yml", ".yaml")
# dbt's schema does not look into the config of a data test, where a misspelt key changes nothing.
DATA_TEST_CONFIG_KEYS = frozenset(
    {
        *("alias", "database", "enabled", "error_if", "fail_calc", "group", "limit", "meta"),
        *("schema", "severity", "sql_header", "store_failures", "store_failures_as", "tags"),
        *("warn_if", "where"),
    }
)
# ... nor into semantic models at all; dbt's parser refuses unknown keys in them, but for configs.
SEMANTIC_MODEL_CONFIG_KEYS = frozenset({"enabled", "group", "meta"})
SEMANTIC_ELEMENTS = ("entities", "dimensions", "measures")


class StrictYamlError(Exception):
    """The check itself cannot be made; the message says why."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault in one file.

    Attributes:
        file: The file, as dbt or the file check names it; empty if dbt names none.
        kind: What kind of fault it is: dbt's event name, or the file check's own word.
        message: What is wrong.
        key: The key at fault, if there is one.
    """

    file: str
    kind: str
    message: str
    key: str = ""


@dataclass(frozen=True)
class FalseAlarm:
    """A finding of dbt's schema that is no fault on DuckDB.

    Attributes:
        kind: dbt's event name.
        key: Regular expression that the whole key must match.
        reason: Why the key is right.
    """

    kind: str
    key: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether this entry explains a finding."""
        return self.kind == finding.kind and re.fullmatch(self.key, finding.key) is not None


_CUSTOM_KEY = "CustomKeyInConfigDeprecation"
# dbt's schema knows the config keys of other adapters' materializations, not those of dbt-duckdb.
FALSE_ALARMS = (
    FalseAlarm(
        _CUSTOM_KEY,
        r"\+?(format|delimiter|options|plugin|glue_register|glue_database)",
        "dbt-duckdb's external materialization reads these: where and how a file is written",
    ),
    FalseAlarm(
        _CUSTOM_KEY,
        r"\+?(csv|json|parquet)_read_options",
        "dbt-duckdb's external materialization reads the file it wrote with these options",
    ),
    FalseAlarm(
        _CUSTOM_KEY,
        r"\+?merge_(clauses|on_using_columns|insert_condition|update_condition"
        r"|update_set_expressions|returning_columns)",
        "dbt-duckdb's merge strategy of incremental models reads these",
    ),
    FalseAlarm(
        _CUSTOM_KEY,
        r"\+?(partitioned_by|sorted_by)",
        "dbt-duckdb's table materialization reads these to lay out a DuckLake table",
    ),
    FalseAlarm(
        _CUSTOM_KEY,
        r"\+?(external_location|formatter)",
        "dbt-duckdb reads a source's files where these point to",
    ),
)


class _StrictLoader(yaml.SafeLoader):
    """Loads YAML and notes each key that a mapping has twice."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.duplicates: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[tuple[str, str]] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                continue
            key = (key_node.tag, key_node.value)
            if key in seen:
                self.duplicates.append((key_node.value, key_node.start_mark.line + 1))
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def check_files(project_dir: Path) -> list[Finding]:
    """Check that every YAML file loads, with no key twice and no unknown data test config.

    Args:
        project_dir: The dbt project's directory.

    Returns:
        The faults found, sorted by file.
    """
    return sorted(
        finding for file in _yaml_files(project_dir) for finding in _check_file(file, project_dir)
    )


def check_schema(
    project_dir: Path,
    profiles_dir: Path,
    target: str | None = None,
    false_alarms: Sequence[FalseAlarm] = FALSE_ALARMS,
) -> list[Finding]:
    """Parse the project with dbt's JSON schema check switched on for DuckDB.

    Args:
        project_dir: The dbt project's directory.
        profiles_dir: The directory with ``profiles.yml``.
        target: The profile's target; its default if not given.
        false_alarms: Findings that are no faults.

    Returns:
        Every warning of the parse that is no known false alarm, sorted by file.

    Raises:
        StrictYamlError: If this release of dbt keeps its schema check elsewhere.
    """
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  (takes seconds to load)
    from dbt.jsonschemas import jsonschemas  # noqa: PLC0415

    events: list[Any] = []
    with _adapter_counted_in(jsonschemas), tempfile.TemporaryDirectory() as scratch:
        arguments = [
            "--log-level",
            "none",
            "--log-level-file",
            "none",
            "--no-send-anonymous-usage-stats",
            "--warn-error-options",
            "{error: [], warn: [], silence: []}",
            "parse",
            "--no-partial-parse",
            "--show-all-deprecations",
            "--project-dir",
            str(project_dir),
            "--profiles-dir",
            str(profiles_dir),
            "--target-path",
            str(Path(scratch) / "target"),
            "--log-path",
            str(Path(scratch) / "logs"),
        ]
        if target is not None:
            arguments += ["--target", target]
        result = dbtRunner(callbacks=[events.append]).invoke(arguments)

    findings = {_from_event(event, project_dir) for event in events if _is_warning(event)}
    if not result.success:
        findings.add(Finding("", "ParseError", str(result.exception or "dbt parse failed")))
    return sorted(
        finding
        for finding in findings
        if not any(false_alarm.covers(finding) for false_alarm in false_alarms)
    )


@contextmanager
def _adapter_counted_in(module: ModuleType) -> Iterator[None]:
    """Count DuckDB among the adapters whose YAML dbt validates."""
    adapters = getattr(module, PRIVATE_NAME, None)
    if not isinstance(adapters, set):
        message = (
            f"{module.__name__} of this dbt release has no set {PRIVATE_NAME} any more: look up "
            "how it now decides which adapters' YAML is validated, and change strict_yaml.py."
        )
        raise StrictYamlError(message)
    known = ADAPTER in adapters
    adapters.add(ADAPTER)
    try:
        yield
    finally:
        if not known:
            adapters.discard(ADAPTER)


def _is_warning(event: Any) -> bool:
    # the summary only counts what --show-all-deprecations has already shown one by one
    return bool(event.info.level == "warn" and event.info.name != "DeprecationsSummary")


def _from_event(event: Any, project_dir: Path) -> Finding:
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(event.info.msg))
    text = re.sub(r"\[WARNING\](\[[^\]]*\])?:?", "", text)
    file = str(getattr(event.data, "file", "") or getattr(event.data, "file_path", ""))
    return Finding(
        file=_relative(file, project_dir),
        kind=str(event.info.name),
        message=" ".join(text.split()).removeprefix("Deprecated functionality "),
        key=str(getattr(event.data, "key", "")),
    )


def _relative(file: str, project_dir: Path) -> str:
    """Shorten: dbt names its project file by the path it was given, others from the project."""
    path = Path(file)
    if file and path.name == "dbt_project.yml":
        return path.name
    if path.is_absolute() and path.is_relative_to(project_dir.resolve()):
        return path.relative_to(project_dir.resolve()).as_posix()
    return file


def _yaml_files(project_dir: Path) -> list[Path]:
    files = [project_dir / name for name in TOP_FILES]
    for folder in FOLDERS:
        files += sorted((project_dir / folder).rglob("*"))
    return [file for file in files if file.suffix in YAML_SUFFIXES and file.is_file()]


def _check_file(file: Path, project_dir: Path) -> list[Finding]:
    name = file.relative_to(project_dir).as_posix()
    try:
        loader = _StrictLoader(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return [Finding(name, "unreadable", " ".join(str(error).split()))]
    try:
        content = loader.get_single_data()
    except yaml.YAMLError as error:
        return [Finding(name, "unreadable", " ".join(str(error).split()))]
    finally:
        loader.dispose()
    findings = [
        Finding(name, "duplicate-key", f"line {line}: the key {key!r} occurs a second time", key)
        for key, line in loader.duplicates
    ]
    for test, key in _unknown_test_config(content):
        message = f"the config of the data test {test} has the unknown key {key!r}"
        findings.append(Finding(name, "unknown-test-config", message, key))
    for element, key in _unknown_semantic_config(content):
        message = f"the config of {element} has the unknown key {key!r}"
        findings.append(Finding(name, "unknown-semantic-config", message, key))
    return findings


def _unknown_test_config(content: Any) -> Iterator[tuple[str, str]]:
    """Every data test in a properties file, with each config key of it that dbt does not know."""
    if isinstance(content, list):
        for item in content:
            yield from _unknown_test_config(item)
    if not isinstance(content, dict):
        return
    for key, value in content.items():
        if key not in ("data_tests", "tests") or not isinstance(value, list):
            yield from _unknown_test_config(value)
            continue
        for test in value:
            for name, body in test.items() if isinstance(test, dict) else ():
                config = body.get("config") if isinstance(body, dict) else None
                for config_key in config if isinstance(config, dict) else ():
                    if config_key not in DATA_TEST_CONFIG_KEYS:
                        yield str(name), str(config_key)


def _unknown_semantic_config(content: Any) -> Iterator[tuple[str, str]]:
    """Every semantic model and part of one, with each config key of it that dbt does not know."""
    models = content.get("semantic_models") if isinstance(content, dict) else None
    for model in models if isinstance(models, list) else ():
        name = model.get("name") if isinstance(model, dict) else None
        for key in _keys_of_config(model) - SEMANTIC_MODEL_CONFIG_KEYS:
            yield f"the semantic model {name}", key
        for kind in SEMANTIC_ELEMENTS if name else ():
            for element in model.get(kind) or ():
                for key in _keys_of_config(element) - {"meta"}:
                    yield f"{element.get('name')} in the semantic model {name}", key


def _keys_of_config(item: Any) -> set[str]:
    config = item.get("config") if isinstance(item, dict) else None
    return {str(key) for key in config} if isinstance(config, dict) else set()
