"""Demo retailer: raw files of six source systems, and apart from them the truth behind them."""

from customer360.demo.generate import GenerateError, Options, generate
from customer360.demo.records import RecordOptions, generate_records, level
from customer360.demo.remove import remove_demo
from customer360.demo.truth import is_complete

__all__ = [
    "GenerateError",
    "Options",
    "RecordOptions",
    "generate",
    "generate_records",
    "is_complete",
    "level",
    "remove_demo",
]
