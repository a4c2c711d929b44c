"""Exports: audiences for mailing tools, one thin record per customer, and the marts."""

from customer360.export.audience import (
    AudienceReport,
    AudienceSummary,
    Format,
    export_audience,
    format_of,
    list_audiences,
)
from customer360.export.marts import ExportReport, export_marts, export_name
from customer360.export.profiling import ProfilingBasis
from customer360.export.published import ExportError

__all__ = [
    "AudienceReport",
    "AudienceSummary",
    "ExportError",
    "ExportReport",
    "Format",
    "ProfilingBasis",
    "export_audience",
    "export_marts",
    "export_name",
    "format_of",
    "list_audiences",
]
