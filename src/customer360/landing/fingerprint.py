"""What a file holds, as a short name for its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ID_DIGITS", "Fingerprint", "fingerprint"]

ID_DIGITS = 16
_BLOCK = 4 << 20


@dataclass(frozen=True)
class Fingerprint:
    """The identity of a file's content.

    Attributes:
        file_id: First 16 hexadecimal digits of the SHA-256 of all bytes.
        size_bytes: Number of bytes.
        modified_ns: Time of the last change, in nanoseconds, as the file system tells it.
        prefixes: Size in bytes -> id of the first so many bytes, for the sizes asked for.
    """

    file_id: str
    size_bytes: int
    modified_ns: int
    prefixes: dict[int, str]


def fingerprint(path: Path, sizes: Collection[int] = ()) -> Fingerprint:
    """Compute the identity of a file's content in one pass.

    Args:
        path: File to read.
        sizes: Sizes in bytes whose prefixes are wanted; those not below the file's are left out.

    Raises:
        OSError: The file is not readable.
    """
    digest = hashlib.sha256()
    prefixes: dict[int, str] = {}
    done = 0
    wanted = sorted(sizes)
    with path.open("rb") as file:
        modified_ns = path.stat().st_mtime_ns
        while True:
            while wanted and wanted[0] <= done:
                prefixes[wanted.pop(0)] = digest.hexdigest()[:ID_DIGITS]
            block = file.read(min(_BLOCK, wanted[0] - done) if wanted else _BLOCK)
            if not block:
                break
            digest.update(block)
            done += len(block)
    prefixes.pop(done, None)
    return Fingerprint(digest.hexdigest()[:ID_DIGITS], done, modified_ns, prefixes)
