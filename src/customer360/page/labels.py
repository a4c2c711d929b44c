"""What the page says, in each of its languages, from one table: labels.csv."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

__all__ = ["LANGUAGES", "label", "labels", "word"]

# code and own name, in the order in which they are offered
LANGUAGES = {"en": "English", "it": "Italiano"}
_FILE = Path(__file__).with_name("labels.csv")


@cache
def labels() -> dict[str, dict[str, str]]:
    """Return the texts by key and language.

    Raises:
        ValueError: A key is there twice.
    """
    texts: dict[str, dict[str, str]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["key"] in texts:
                raise ValueError(f"{_FILE.name}: {row['key']} is there twice")
            texts[row["key"]] = {language: row[language] for language in LANGUAGES}
    return texts


def label(language: str, key: str, **values: object) -> str:
    """Return the text of a key.

    Args:
        language: One of LANGUAGES.
        key: As in labels.csv.
        values: What stands in the text's braces.

    Raises:
        KeyError: No such key or language.
    """
    return labels()[key][language].format(**values)


def word(language: str, family: str, code: object, otherwise: str | None = None) -> str:
    """Return the name of a code, such as a segment's.

    Codes come from the data and from rules that a house may change: one without a name of its own
    is shown as it is written, with blanks.

    Args:
        language: One of LANGUAGES.
        family: What the code is of, such as rfm_segment; `family.code` is the key.
        code: The code.
        otherwise: What is shown where the code has no name; the code if null.
    """
    text = labels().get(f"{family}.{code}")
    if text:
        return text[language]
    return str(code).replace("_", " ") if otherwise is None else otherwise
