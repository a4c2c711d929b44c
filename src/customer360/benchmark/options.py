"""What the user may ask for."""

from __future__ import annotations

import importlib.util

from customer360.demo.records import MAX_RECORDS

__all__ = ["BadOptionsError", "check_splink", "parse_sizes"]

_FEWEST_RECORDS = 1_000


class BadOptionsError(ValueError):
    """An option makes no sense; the message is one sentence that says what to change."""


def parse_sizes(text: str) -> tuple[int, ...]:
    """Read a list of numbers of records.

    Args:
        text: Whole numbers with commas between them; `100_000` is one of them.

    Returns:
        The numbers, smallest first, each once.

    Raises:
        BadOptionsError: One is no number or out of bounds.
    """
    try:
        sizes = sorted({int(part) for part in text.split(",")})
    except ValueError as error:
        raise BadOptionsError(
            f"--sizes must be whole numbers with commas between them, not {text!r}"
        ) from error
    if sizes[0] < _FEWEST_RECORDS or sizes[-1] > MAX_RECORDS:
        raise BadOptionsError(f"--sizes must be between {_FEWEST_RECORDS} and {MAX_RECORDS}")
    return tuple(sizes)


def check_splink() -> None:
    """Check that Splink can be imported.

    Raises:
        BadOptionsError: It is not installed.
    """
    if importlib.util.find_spec("splink") is None:
        raise BadOptionsError(
            "Splink is not installed: install this project's extra `benchmark`"
            " (uv pip install --constraint requirements.lock"
            " --requirement pyproject.toml --extra benchmark)"
        )
