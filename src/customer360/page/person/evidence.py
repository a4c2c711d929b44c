"""Weighed evidence in words: what speaks for one person, what against, and how much."""

from __future__ import annotations

import re
from typing import Any

from ..context import Context, is_missing
from ..style import element

__all__ = ["weighed"]

# one piece of evidence: its words and its bits, as identity_evidence writes them
_PIECE = re.compile(r"(?P<words>.+?) (?P<bits>[+-]\d+(?:\.\d+)?)")
# what is compared, as it begins a piece
_FIELDS = (
    *("given name", "family name", "middle name", "birth date", "gender", "occupation"),
    *("number of a state", "address", "locality", "contact", "found by", "among relatives"),
)
_HOUSEHOLD = "household: "
_IN_PRIOR = " (in prior)"


def weighed(context: Context, evidence: Any, match_weight: Any) -> str:
    """Write the pieces of evidence, each with its bits, and their sum.

    Args:
        context: Who looks.
        evidence: As in identity_evidence.evidence: pieces parted by semicolons, words, then bits.
        match_weight: Bits in all; missing where the two were never weighed.
    """
    if is_missing(evidence):
        return element("p", css="quiet", text=context.t("evidence.none"))
    pieces = [_piece(context, piece.strip()) for piece in str(evidence).split(";")]
    if not is_missing(match_weight):
        bits = float(match_weight)
        text = context.t("evidence.sum", bits=_bits(context, bits))
        pieces.append(element("span", css=f"piece sum {_direction(bits)}", text=text))
    return element("p", *pieces, css="pieces")


def _piece(context: Context, piece: str) -> str:
    match = _PIECE.fullmatch(piece)
    if match is None:
        return element("span", css="piece", text=piece)
    bits = float(match["bits"])
    text = f"{_in_words(context, match['words'])} {_bits(context, bits)}"
    return element("span", css=f"piece {_direction(bits)}", text=text)


def _in_words(context: Context, words: str) -> str:
    """Return the words in the language of the page; the model writes English."""
    if words.startswith(_HOUSEHOLD):
        parts = words.removeprefix(_HOUSEHOLD).split(", ")
        inside = ", ".join(_compared(context, part) for part in parts)
        return f"{context.t('evidence.household')}: {inside}"
    if words.endswith(_IN_PRIOR):
        counted = context.t("evidence.in_prior")
        return f"{_compared(context, words.removesuffix(_IN_PRIOR))} ({counted})"
    return _compared(context, words)


def _compared(context: Context, words: str) -> str:
    for field in _FIELDS:
        if words.startswith(f"{field} "):
            level = words.removeprefix(f"{field} ")
            return f"{_told(context, 'evidence', field)} {_told(context, 'level', level)}"
    return words


def _told(context: Context, family: str, phrase: str) -> str:
    return context.word(family, re.sub(r"\W+", "_", phrase).strip("_"), phrase)


def _direction(bits: float) -> str:
    if round(bits, 1) == 0:
        return "neutral"
    return "for" if bits > 0 else "against"


def _bits(context: Context, bits: float) -> str:
    sign = "+" if round(bits, 1) >= 0 else "\u2212"
    return sign + context.count(abs(bits), decimals=1)
