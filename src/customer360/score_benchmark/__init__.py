"""How good the scores are on public data, measured through the project's own marts."""

from customer360.score_benchmark.data_sets import DATA_SETS, BenchmarkError, DataSet, built
from customer360.score_benchmark.figures import Figure, as_json, reaches, tables
from customer360.score_benchmark.run import benchmark_scores

__all__ = [
    "DATA_SETS",
    "BenchmarkError",
    "DataSet",
    "Figure",
    "as_json",
    "benchmark_scores",
    "built",
    "reaches",
    "tables",
]
