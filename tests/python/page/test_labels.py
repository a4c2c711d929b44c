"""One table of labels: complete in both languages, and nothing in it that no page says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from customer360.page import labels as module
from customer360.page.labels import LANGUAGES, labels, word
from customer360.page.roles import PAGES, ROLES
from customer360.page.source import Problem

PACKAGE = Path(module.__file__).parent
# methods of Context that take a key, and what they put behind it
FORMS = {"t": ("",), "label": ("",), "counted": (".one", ".many")}


def sources() -> Iterator[ast.Module]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield ast.parse(file.read_text(encoding="utf-8"))


def constants() -> set[str]:
    """Every text in the code of the page, those inside f-strings too."""
    return {
        node.value
        for tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def asked_keys() -> set[str]:
    """Keys that the code names in full."""
    keys = set()
    for tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            place = 1 if name == "label" else 0
            if name in FORMS and len(node.args) > place:
                keys |= {key + form for key in _chosen(node.args[place]) for form in FORMS[name]}
    return keys


def _chosen(argument: ast.expr) -> set[str]:
    """Return the keys that an argument is one of: a text, or one of two by a condition."""
    if isinstance(argument, ast.IfExp):
        return _chosen(argument.body) | _chosen(argument.orelse)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return {argument.value}
    return set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_there_in_each_language(language: str) -> None:
    assert [key for key, texts in labels().items() if not texts[language].strip()] == []


def test_the_languages_have_the_same_places_for_values() -> None:
    braces = {
        key: {frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts.values()}
        for key, texts in labels().items()
    }
    assert [key for key, places in braces.items() if len(places) > 1] == []


def test_every_key_that_the_code_names_is_there() -> None:
    keys = asked_keys()
    assert len(keys) > 50
    assert sorted(keys - set(labels())) == []


def test_what_is_put_together_from_codes_is_there() -> None:
    keys = {
        *(f"page.{page.key}" for page in PAGES.values()),
        *(f"group.{page.group}" for page in PAGES.values()),
        *(f"role.{role}" for role in ROLES),
        *(f"problem.{problem}.{part}" for problem in Problem for part in ("title", "text")),
        *(f"month.{number}" for number in range(1, 13)),
        *(
            f"{start}.{role.key}"
            for start in ("search.placeholder", "search.nobody_hint", "customer.unknown_hint")
            for role in ROLES.values()
            if "search" in role.pages
        ),
    }
    assert sorted(keys - set(labels())) == []


def test_no_label_is_left_that_nobody_says() -> None:
    texts = constants()
    keys = asked_keys()
    # `rfm_segment.` inside an f-string, or the family's name as an argument of `word`
    starts = {text for text in texts if text.endswith(".")} | {
        f"{text}." for text in texts if re.fullmatch(r"[a-z_]+", text)
    }
    unused = [
        key
        for key in labels()
        if key not in keys and not any(key.startswith(start) for start in starts)
    ]
    assert unused == []


def test_a_code_without_a_name_is_shown_as_it_is_written() -> None:
    assert word("it", "rfm_segment", "fans_of_ours") == "fans of ours"
    assert word("it", "rfm_segment", "champions") == "Campioni"
    assert word("it", "level", "upside_down", "upside down, so to say") == "upside down, so to say"
