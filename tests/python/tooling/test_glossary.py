"""The glossary names only what exists, and leaves no headline number out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parents[3]
GLOSSARY = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8")
# headline numbers that are explained under another word than their label
ELSEWHERE = {
    "active_customers": "Active, new",
    "new_customers": "Active, new",
    "customers": "Customer",
    "anonymous_share": "Anonymous sale",
    "open_cart_value": "Cart left",
    "high_risk_customers": "Risk",
    "revenue_per_buyer": "Revenue",
    "buyers": "Buyer",
    "orders": "Order",
}


def _entries() -> dict[str, str]:
    """What is said of each term."""
    found = re.findall(
        r"^\*\*(.+?)\.\*\* (.+?)(?:\n\n|\Z)", GLOSSARY, flags=re.MULTILINE | re.DOTALL
    )
    return dict(found)


def test_every_term_stands_once_and_says_where_it_is_seen() -> None:
    terms = re.findall(r"^\*\*(.+?)\.\*\*", GLOSSARY, flags=re.MULTILINE)
    assert len(terms) > 40
    assert len(terms) == len(set(terms)) == len(_entries())
    assert [term for term, text in _entries().items() if "`" not in text] == ["Role"]


def test_names_in_backticks_are_published_tables() -> None:
    published = {file.stem for file in (REPOSITORY / "models" / "marts").rglob("*.sql")}
    named = set(re.findall(r"`([^`]+)`", GLOSSARY))
    assert len(named) > 20
    assert named <= published


def test_every_headline_number_is_explained() -> None:
    path = REPOSITORY / "models" / "semantic" / "metrics.yml"
    metrics: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["metrics"]
    terms = {term.lower() for term in _entries()}
    for metric in metrics:
        if metric["config"]["meta"]["is_headline"]:
            term = ELSEWHERE.get(metric["name"], metric["label"])
            assert term.lower() in terms, metric["name"]
