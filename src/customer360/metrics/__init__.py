"""Metrics of the semantic layer, asked through MetricFlow."""

from customer360.metrics.ask import MetricError, Metrics
from customer360.metrics.check import Difference, differences

__all__ = ["Difference", "MetricError", "Metrics", "differences"]
