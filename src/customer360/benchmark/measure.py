"""What a process cost, and how it says how far it is."""

from __future__ import annotations

import resource
import sys

__all__ = ["PROGRESS", "peak_memory_mb"]

# how a line of progress begins, unlike what libraries write
PROGRESS = "    > "

# Linux counts kilobytes, macOS bytes
_UNITS_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024


def peak_memory_mb() -> float:
    """Return the high-water mark of this process or of a child, whichever is higher, in MiB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / _UNITS_PER_MB
