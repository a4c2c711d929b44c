"""The page of requirements names only tables and tests that exist, and leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
PAGE = (REPOSITORY / "docs" / "requirements.md").read_text(encoding="utf-8")
ASKED = [
    *(f"R{number}" for number in (*range(1, 64), *range(66, 83))),
    *(f"N{number}" for number in (2, *range(6, 20))),
]


def rows() -> dict[str, list[str]]:
    """The cells of each line, by the number of the requirement."""
    lines = re.findall(r"^\| ([RN][0-9]+) \| (.*) \|$", PAGE, flags=re.MULTILINE)
    return {number: cells.split(" | ") for number, cells in lines}


def text_of(*patterns: str) -> str:
    files = (file for pattern in patterns for file in REPOSITORY.glob(pattern))
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(files))


def test_no_requirement_is_left_out() -> None:
    assert list(rows()) == ASKED
    assert all(len(cells) == 2 and all(cells) for cells in rows().values())


@pytest.mark.parametrize("number", ASKED)
def test_the_tests_named_exist(number: str) -> None:
    named = rows()[number][1]
    unit_tests = text_of("models/**/_*__unit_tests.yml")
    for test in re.findall(
        r"\btest_int?_?[a-z0-9_]+__[a-z0-9_]+|\btest_[a-z0-9_]+__[a-z0-9_]+", named
    ):
        assert f"- name: {test}\n" in unit_tests, test
    for claim in re.findall(r"\bassert_[a-z0-9_]+", named):
        assert list((REPOSITORY / "tests").glob(f"*/{claim}.sql")), claim
    for path in re.findall(r"\b(?:tests|models)/[\w/.]+[\w]", named):
        assert (REPOSITORY / path).exists(), path


@pytest.mark.parametrize("number", ASKED)
def test_the_tables_and_columns_named_exist(number: str) -> None:
    shown = rows()[number][0]
    words = re.findall(r"`([a-z0-9_]+)(?:\.([a-z0-9_]+))?(?: = [^`]*)?`", shown)
    contracts = text_of("models/**/_*__models.yml", "models/**/_*__sources.yml")
    for word, column in words:
        for name in filter(None, (word, column)):
            stem = name.rstrip("_")
            known = re.search(rf"- name: \w*{re.escape(stem)}\w*$", contracts, flags=re.MULTILINE)
            assert known or (REPOSITORY / name).exists(), name
