"""How much memory DuckDB may use, in dbt (profiles.yml) and beside it."""

from __future__ import annotations

import os

__all__ = ["memory_limit"]

# as in profiles.yml
_DEFAULT = "6GB"


def memory_limit() -> str:
    """Return DuckDB's memory_limit: a number and its unit, as 6GB.

    What does not fit is written to disk meanwhile. The variable CUSTOMER360_MEMORY_LIMIT sets it.
    """
    return os.environ.get("CUSTOMER360_MEMORY_LIMIT", _DEFAULT)
