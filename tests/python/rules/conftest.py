"""The normalising macros, rendered by dbt once and run by DuckDB over batches of values."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from dbt.cli.main import dbtRunner

REPOSITORY = Path(__file__).resolve().parents[3]
CALLS = {
    "clean_text": "clean_text('given')",
    "fold_text": "fold_text('given')",
    "fold_name": "fold_name('given')",
    "normalise_email": "normalise_email('given')",
    "email_identity_key": "email_identity_key('given')",
    "normalise_phone": "normalise_phone('given', 'country')",
    "normalise_code": "normalise_code('given')",
    "parse_date": "parse_date('given')",
    "parse_decimal": "parse_decimal('given')",
    "parse_timestamp": "parse_timestamp('given')",
    "parse_timestamp_utc": "parse_timestamp('given', written_in='utc')",
}
BETWEEN = "\n-- and the next --\n"


class Rules:
    """What the macros make of values."""

    def __init__(self, rendered: dict[str, str]) -> None:
        self._rendered = rendered
        self._connection = duckdb.connect()

    def apply(
        self, rule: str, values: Sequence[str | None], countries: Sequence[str | None] = ()
    ) -> list[Any]:
        """Return what `rule` makes of each value, all in one query."""
        query = (
            f"select {self._rendered[rule]} from (select unnest($values::varchar[]) as given,"
            " unnest($countries::varchar[]) as country, unnest(range(len($values))) as place)"
            " order by place"
        )
        parameters = {
            "values": list(values),
            "countries": list(countries) or [None] * len(values),
        }
        return [made for (made,) in self._connection.execute(query, parameters).fetchall()]


def render(folder: Path) -> dict[str, str]:
    """Return the SQL of each call, made in a dbt project of the macros and variables alone."""
    for part in ("helpers", "normalise"):
        shutil.copytree(
            REPOSITORY / "macros" / part,
            folder / "macros" / part,
            ignore=shutil.ignore_patterns("*.yml"),
        )
    real = yaml.safe_load((REPOSITORY / "dbt_project.yml").read_text(encoding="utf-8"))
    # the name stays: the macros are dispatched by it
    project = {key: real[key] for key in ("name", "version", "config-version", "profile", "vars")}
    project["flags"] = {"send_anonymous_usage_stats": False}
    output = {"type": "duckdb", "path": ":memory:", "schema": "main", "threads": 1}
    profile = {real["profile"]: {"target": "test", "outputs": {"test": output}}}
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(project), encoding="utf-8")
    (folder / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    (folder / "models").mkdir()
    calls = BETWEEN.join(f"{{{{ {call} }}}}" for call in CALLS.values())
    (folder / "models" / "calls.sql").write_text(calls, encoding="utf-8")
    options = ["--project-dir", str(folder), "--profiles-dir", str(folder)]
    options += ["--target-path", str(folder / "target"), "--log-path", str(folder)]
    compiled = dbtRunner().invoke(["--quiet", "--log-level-file", "none", "compile", *options])
    assert compiled.success, compiled.exception or compiled.result
    text = next((folder / "target" / "compiled").rglob("calls.sql")).read_text(encoding="utf-8")
    return dict(zip(CALLS, text.split(BETWEEN), strict=True))


@pytest.fixture(scope="session")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    return Rules(render(tmp_path_factory.mktemp("macros_project")))
