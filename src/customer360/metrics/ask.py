"""From the name of a metric to its number: MetricFlow writes the SQL, DuckDB answers it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

__all__ = ["MetricError", "Metrics"]

# a relation as dbt names it; in a published file all are in one schema
_RELATION = re.compile(r'"[^"]+"\."[^"]+"\."([^"]+)"')


class MetricError(RuntimeError):
    """There is no semantic layer at that place, or it cannot answer the question."""


@dataclass(frozen=True)
class _RenderingClient:
    """All that MetricFlow wants to know of an engine to write SQL for it; nothing is asked here."""

    sql_engine_type: Any
    sql_plan_renderer: Any


class Metrics:
    """The metrics of a project, as dbt left them beside a build.

    Attributes:
        manifest: The semantic manifest of MetricFlow.
    """

    def __init__(self, artifacts: Path) -> None:
        """Read the semantic layer.

        Args:
            artifacts: Folder of dbt's artefacts, with semantic_manifest.json.

        Raises:
            MetricError: It is not there.
        """
        # loading MetricFlow takes seconds: only for those who ask for a metric
        from metricflow.engine.metricflow_engine import (  # noqa: PLC0415
            MetricFlowEngine,
            MetricFlowQueryRequest,
        )
        from metricflow.protocols.sql_client import SqlEngine  # noqa: PLC0415
        from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer  # noqa: PLC0415
        from metricflow_semantics.model.dbt_manifest_parser import (  # noqa: PLC0415
            parse_manifest_from_dbt_generated_manifest,
        )
        from metricflow_semantics.model.semantic_manifest_lookup import (  # noqa: PLC0415
            SemanticManifestLookup,
        )

        path = artifacts / "semantic_manifest.json"
        if not path.exists():
            raise MetricError(f"{path} does not exist: `make run` makes it")
        self.manifest = parse_manifest_from_dbt_generated_manifest(path.read_text(encoding="utf-8"))
        self._request = MetricFlowQueryRequest.create
        client: Any = _RenderingClient(SqlEngine.DUCKDB, DuckDbSqlPlanRenderer())
        self._engine = MetricFlowEngine(
            semantic_manifest_lookup=SemanticManifestLookup(self.manifest), sql_client=client
        )

    @property
    def names(self) -> list[str]:
        """Names of all metrics, sorted."""
        return sorted(metric.name for metric in self.manifest.metrics)

    def sql(
        self,
        names: Sequence[str],
        by: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> str:
        """Write the SQL of metrics.

        Args:
            names: Metrics.
            by: What to cut them by, as `metric_time__month` or `order__channel`.
            since: First day of the metric's own time; null: from its beginning.
            until: Last day, included; null: to its end.

        Raises:
            MetricError: A metric or a dimension is unknown; the message names what there is.
        """
        unknown = sorted(set(names) - set(self.names))
        if unknown:
            raise MetricError(f"no metric {', '.join(unknown)}; there are {', '.join(self.names)}")
        request = self._request(
            metric_names=list(names),
            group_by_names=list(by),
            order_by_names=list(by),
            time_constraint_start=None if since is None else _midnight(since),
            time_constraint_end=None if until is None else _midnight(until),
        )
        try:
            return str(self._engine.explain(request).sql_statement.sql)
        except Exception as error:  # MetricFlow has a class for each way to ask wrongly
            raise MetricError(f"{', '.join(names)} by {', '.join(by)}: {error}") from error

    def answer(
        self,
        connection: duckdb.DuckDBPyConnection,
        names: Sequence[str],
        by: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> pd.DataFrame:
        """Compute metrics in a build file or a published one.

        Args:
            connection: Either of them.
            names: See `sql`.
            by: See `sql`.
            since: See `sql`.
            until: See `sql`.

        Returns:
            One row per combination of `by`, sorted: columns of `by`, then of the metrics.

        Raises:
            MetricError: See `sql`.
            duckdb.Error: A mart is missing in the file.
        """
        sql = self.sql(names, by, since, until)
        published = connection.execute(
            "select count(*) from duckdb_schemas() where schema_name = 'marts'"
        ).fetchone()
        if published == (0,):
            sql = _RELATION.sub(r'main."\1"', sql)
        return connection.execute(sql).df()


def _midnight(day: dt.date) -> dt.datetime:
    # MetricFlow compares with the data's own times, which bear no zone
    return dt.datetime.combine(day, dt.time.min)
