"""A throw-away dbt project with the materializations and models of a test, run in this process."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from dbt.cli.main import dbtRunner

REPOSITORY = Path(__file__).resolve().parents[3]
MODEL = """
{{{{ config(
    materialized='connected_components',
    post_hook="copy (from {{{{ this }}}}) to '{components}' (format parquet)"
) }}}}
select left_node, right_node from read_parquet('{edges}')
"""

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Components:
    """What the materialization made: parallel arrays, nodes ascending."""

    node: Ids
    component: Ids


class GraphProject:
    """A project of some models beside the materializations, in memory."""

    def __init__(self, folder: Path, models: Mapping[str, str]) -> None:
        shutil.copytree(REPOSITORY / "macros" / "materializations", folder / "macros")
        (folder / "models").mkdir()
        for name, code in models.items():
            (folder / "models" / f"{name}.sql").write_text(code, encoding="utf-8")
        project = {
            "name": "graph_project",
            "profile": "graph_project",
            "config-version": 2,
            "version": "0.0.0",
            "flags": {"send_anonymous_usage_stats": False},
        }
        output = {"type": "duckdb", "path": ":memory:", "schema": "main", "threads": 1}
        profile = {"graph_project": {"target": "test", "outputs": {"test": output}}}
        (folder / "dbt_project.yml").write_text(yaml.safe_dump(project), encoding="utf-8")
        (folder / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
        self._options = ["--project-dir", str(folder), "--profiles-dir", str(folder)]
        self._options += ["--target-path", str(folder / "target"), "--log-path", str(folder)]
        self._dbt = dbtRunner(manifest=self._invoke(dbtRunner(), "parse").result)

    def _invoke(self, dbt: Any, command: str) -> Any:
        invoked = dbt.invoke(["--quiet", "--log-level-file", "none", command, *self._options])
        assert invoked.success, invoked.exception or invoked.result
        return invoked

    def build(self) -> None:
        """Build all models."""
        self._invoke(self._dbt, "run")


class ComponentsProject:
    """Runs the materialization over edges that a test makes up."""

    def __init__(self, folder: Path) -> None:
        self._edges = folder / "edges.parquet"
        self._components = folder / "components.parquet"
        code = MODEL.format(edges=self._edges, components=self._components)
        self._project = GraphProject(folder, {"components": code})

    def run(self, left: Ids, right: Ids) -> Components:
        """Return the components of the graph with these edges."""
        pq.write_table(pa.table({"left_node": left, "right_node": right}), self._edges)
        self._components.unlink(missing_ok=True)
        self._project.build()
        table = pq.read_table(self._components).sort_by("node")
        return Components(table["node"].to_numpy(), table["component"].to_numpy())


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> ComponentsProject:
    return ComponentsProject(tmp_path_factory.mktemp("components_project"))
