"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from customer360.export.published import ExportError

__all__ = ["force_to_disk", "new_folder", "put_in_place", "unfinished"]

# readable by their owner alone: exports hold people
_FILE_MODE, _FOLDER_MODE = 0o600, 0o700


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Give the name under which a file is written until it is whole; removed if it is left.

    Args:
        target: Where the file will stand; its folder exists.

    Yields:
        A hidden path beside it. What a killed run left there is removed first.
    """
    temporary = target.with_name(f".{target.name}.unfinished")
    with _only_one_in(target.parent):
        temporary.unlink(missing_ok=True)
        try:
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)


def put_in_place(temporary: Path, target: Path, *, replace: bool) -> bool:
    """Give a whole file its name.

    Args:
        temporary: From `unfinished`, written.
        target: Its name.
        replace: Whether another file of this name may go.

    Returns:
        False where the very same file was there and stays.

    Raises:
        ExportError: Another file is there, and may not go.
    """
    if target.exists():
        if filecmp.cmp(temporary, target, shallow=False):
            return False
        if not replace:
            raise ExportError(f"{target} is there and would change: --replace puts the new one")
    temporary.chmod(_FILE_MODE)
    force_to_disk(temporary)
    temporary.replace(target)
    force_to_disk(target.parent)
    return True


@contextmanager
def new_folder(target: Path, marker: str) -> Iterator[Path]:
    """Give a folder to fill, and put it in the place of the former one when it is whole.

    Args:
        target: Where it will stand; the folder around it exists.
        marker: File that every such folder holds: what has none is somebody's own and stays.

    Yields:
        An empty folder beside the target.

    Raises:
        ExportError: Something else stands at the target.
    """
    temporary = target.with_name(f".{target.name}.unfinished")
    former = target.with_name(f".{target.name}.former")
    with _only_one_in(target.parent):
        if former.exists() and not target.exists():
            # killed between the two renames below: the former one is still the export
            former.rename(target)
        if target.exists() and not (target / marker).is_file():
            raise ExportError(f"{target} is there and is no export: move it away")
        for leftover in (temporary, former):
            shutil.rmtree(leftover, ignore_errors=True)
        temporary.mkdir(mode=_FOLDER_MODE)
        try:
            yield temporary
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        if target.exists():
            target.rename(former)
        temporary.rename(target)
        force_to_disk(target.parent)
        shutil.rmtree(former, ignore_errors=True)


@contextmanager
def _only_one_in(folder: Path) -> Iterator[None]:
    """Wait until no other export writes into a folder; the lock goes with its process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def force_to_disk(path: Path) -> None:
    """Have the disk hold what was written to a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
