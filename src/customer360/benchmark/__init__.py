"""This project and Splink on the same generated records: time, memory, precision and recall."""

from customer360.benchmark.options import BadOptionsError, check_splink, parse_sizes
from customer360.benchmark.session import BenchmarkError, Plan, run_session
from customer360.benchmark.summary import Comparison, as_dict, compare
from customer360.benchmark.table import tables

__all__ = [
    "BadOptionsError",
    "BenchmarkError",
    "Comparison",
    "Plan",
    "as_dict",
    "check_splink",
    "compare",
    "parse_sizes",
    "run_session",
    "tables",
]
