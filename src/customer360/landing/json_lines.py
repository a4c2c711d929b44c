"""One line of a JSON lines file as text values, numbers as they are written.

DuckDB and pyarrow read numbers as numbers, so `12.50` would land as `12.5`; the standard library
hands out the written text of numbers, which is why JSON is read here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from customer360.landing.rows import normalise

__all__ = ["BrokenLineError", "read_members", "simple_object"]

_SPACE = re.compile(r"[ \t\n\r]*")


class BrokenLineError(ValueError):
    """A line is no JSON object that can land.

    Attributes:
        reason: Short code in snake_case.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def _no_constant(name: str) -> str:
    raise ValueError(f"{name} is no JSON")


_decode: Callable[[str, int], tuple[object, int]] = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=_no_constant
).raw_decode


def simple_object(line: str) -> dict[str, str | None] | None:
    """Read a line whose object has only texts, numbers and nulls and no key twice.

    Args:
        line: The line without spaces around it.

    Returns:
        Keys and written values, or None for any other line, which `read_members` then judges.
    """
    try:
        value, end = _decode(line, 0)
    except (ValueError, RecursionError):
        return None
    # as many key signs as keys: no key came twice, no object stands inside
    if end != len(line) or type(value) is not dict or line.count('":') != len(value):
        return None
    for part in value.values():
        if part is not None and type(part) is not str:
            return None
    return value


def read_members(line: str) -> dict[str, str | None]:
    """Read one line carefully.

    Args:
        line: The line without spaces around it.

    Returns:
        Normalised keys and values as text: texts decoded, numbers, true, false, objects and
        arrays as written, None for null.

    Raises:
        BrokenLineError: The line is no JSON object, has a key twice or holds characters that
            UTF-8 cannot carry.
    """
    if not line.startswith("{"):
        raise BrokenLineError("invalid_json", "the line is not a JSON object")
    try:
        pairs = _pairs(line)
    except (ValueError, IndexError, RecursionError) as error:
        raise BrokenLineError("invalid_json", "the line is not a whole JSON object") from error
    members: dict[str, str | None] = {}
    for place, (key, value) in enumerate(pairs, 1):
        name = normalise(key) or f"unnamed_{place}"
        if name in members:
            raise BrokenLineError("duplicate_key", f"key {place} has the name of an earlier one")
        members[name] = value
    _check_characters(members)
    return members


def _pairs(line: str) -> list[tuple[str, str | None]]:
    pairs: list[tuple[str, str | None]] = []
    position = _skip(line, 1)
    while line[position] != "}":
        if pairs:
            position = _expect(line, position, ",")
        key, end = _decode(line, position)
        if not isinstance(key, str) or line[position] != '"':
            raise ValueError("a key is no text")
        start = _expect(line, _skip(line, end), ":")
        value, end = _decode(line, start)
        text = value if value is None or isinstance(value, str) else line[start:end]
        pairs.append((key, text))
        position = _skip(line, end)
    if position != len(line) - 1:
        raise ValueError("text follows the object")
    return pairs


def _skip(line: str, position: int) -> int:
    match = _SPACE.match(line, position)
    return match.end() if match else position


def _expect(line: str, position: int, sign: str) -> int:
    if line[position] != sign:
        raise ValueError(f"{sign} is missing")
    return _skip(line, position + 1)


def _check_characters(members: dict[str, str | None]) -> None:
    for value in members.values():
        if value is None or (value.isascii() and "\0" not in value):
            continue
        if "\0" in value:
            raise BrokenLineError("nul_byte", "a value holds a NUL character")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise BrokenLineError("invalid_encoding", "half of a character pair") from error
