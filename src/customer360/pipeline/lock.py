"""One run at a time per warehouse."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["only_run"]


@contextmanager
def only_run(path: Path, notify: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a warehouse; wait, and say so, while another run holds it.

    The kernel lets go of the lock when its process ends, however it ends: a killed run never
    leaves a lock behind.

    Args:
        path: The lock file; made where it does not exist.
        notify: Called once with a sentence if there is something to wait for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            notify("another run works on this warehouse; waiting for it to end")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
