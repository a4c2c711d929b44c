"""The whole road in one call: demo, landing, build, publication, summary."""

from customer360.pipeline.publish import PublishError
from customer360.pipeline.run import RunError, RunSettings, run

__all__ = ["PublishError", "RunError", "RunSettings", "run"]
