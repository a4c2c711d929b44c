"""What a record of a source system is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .context import Context

__all__ = ["record_name", "short"]

# numbers that are longer are digests, of which the beginning tells them apart
_LONGEST = 20
_BEGINNING = 10


def record_name(context: Context, record: Mapping[Any, Any]) -> str:
    """Return system, kind and number of a record.

    Args:
        context: Who looks.
        record: Its source_system, record_type and source_record_id.
    """
    system = context.word("source_system", record["source_system"])
    kind = context.word("record_type", record["record_type"])
    return f"{system} · {kind} {short(record['source_record_id'])}"


def short(number: object) -> str:
    """Return a record's number, a long one by its beginning."""
    text = str(number)
    return text if len(text) <= _LONGEST else f"{text[:_BEGINNING]}…"
