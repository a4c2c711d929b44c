"""Text files as UTF-8 bytes, whatever byte order mark they start with."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from customer360.landing.rows import RefusedFileError

__all__ = ["open_text"]

_BLOCK = 1 << 20
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextmanager
def open_text(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading as UTF-8 without byte order mark.

    A UTF-16 file with a byte order mark is transcoded into a temporary file first; its unpaired
    surrogates become bytes that are not UTF-8, so the readers reject the rows that hold them.

    Args:
        path: File to open.

    Yields:
        A binary file, positioned at the first byte of the text.

    Raises:
        RefusedFileError: The file is empty or ends within a UTF-16 character.
    """
    with path.open("rb") as file:
        mark = file.read(3)
        if not mark:
            raise RefusedFileError("the file is empty")
        if mark[:2] in _UTF16_MARKS:
            file.seek(0)
            with tempfile.TemporaryFile() as utf8:
                _transcode(file, utf8)
                utf8.seek(0)
                yield utf8
            return
        file.seek(len(codecs.BOM_UTF8) if mark == codecs.BOM_UTF8 else 0)
        yield file


def _transcode(source: IO[bytes], target: IO[bytes]) -> None:
    decoder = codecs.getincrementaldecoder("utf-16")(errors="surrogatepass")
    try:
        for block in iter(lambda: source.read(_BLOCK), b""):
            target.write(decoder.decode(block).encode("utf-8", "surrogatepass"))
        target.write(decoder.decode(b"", final=True).encode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:
        raise RefusedFileError("the file starts as UTF-16 but is not UTF-16 throughout") from error
