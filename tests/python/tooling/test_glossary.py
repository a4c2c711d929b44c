"""The glossary names marts that exist, and every headline metric that people will ask about."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
GLOSSARY = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_each_table_of_the_glossary_is_a_mart() -> None:
    marts = {path.stem for path in (REPOSITORY / "models" / "marts").rglob("*.sql")}
    named = set(re.findall(r"`(\w+)`", GLOSSARY))
    assert len(named) > 20
    assert named - marts == set()


def test_each_word_is_told_once_and_says_where_it_is_seen() -> None:
    entries = re.findall(r"^\*\*(.+?)\.\*\*(.*?)(?=\n\n|\Z)", GLOSSARY, re.M | re.S)
    words = [word for word, _ in entries]
    assert len(words) >= 40
    assert len(set(words)) == len(words)
    unseen = [word for word, text in entries if "`" not in text]
    assert unseen == ["Role"]
