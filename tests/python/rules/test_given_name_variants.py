"""The seed of given names is written as the names are that it is compared with."""

from __future__ import annotations

import csv
import re
from typing import NamedTuple

import pytest

from .conftest import REPOSITORY, Rules


class Variant(NamedTuple):
    """One row of the seed."""

    name: str
    canonical: str
    language: str
    kind: str


SEED = REPOSITORY / "seeds" / "reference" / "given_name_variants.csv"
with SEED.open(newline="", encoding="utf-8") as lines:
    HEADER, *ROWS = csv.reader(lines)
VARIANTS = [Variant(*row) for row in ROWS]
PAIRS = [(variant.name, variant.canonical) for variant in VARIANTS]
KINDS = {(variant.name, variant.canonical): variant.kind for variant in VARIANTS}


def test_each_name_is_one_word_of_plain_letters() -> None:
    assert HEADER == ["name_variant", "canonical_name", "language", "kind"]
    for pair in PAIRS:
        assert all(re.fullmatch("[a-z]+", name) for name in pair), pair


def test_folding_leaves_each_name_as_it_is(rules: Rules) -> None:
    names = sorted({name for pair in PAIRS for name in pair})
    assert rules.apply("fold_name", names) == names


def test_rows_are_sorted_each_pair_once_and_no_name_a_variant_of_itself() -> None:
    assert sorted(set(PAIRS)) == PAIRS
    assert not [pair for pair in PAIRS if pair[0] == pair[1]]


def test_a_canonical_name_is_no_spelling_of_another_in_its_language() -> None:
    spellings = {(v.name, v.language) for v in VARIANTS if v.kind == "spelling"}
    chained = [
        variant
        for variant in VARIANTS
        if variant.kind != "translation" and (variant.canonical, variant.language) in spellings
    ]
    assert not chained


@pytest.mark.parametrize(
    ("name", "canonical", "kind"),
    [
        ("Bill", "William", "nickname"),
        ("Peggy", "Margaret", "nickname"),
        ("Harry", "Harold", "nickname"),
        ("Wm", "William", "nickname"),
        ("Enzo", "Lorenzo", "nickname"),
        ("Totò", "Salvatore", "nickname"),
        ("Małgosia", "Małgorzata", "nickname"),
        ("Лёша", "Алексей", "nickname"),
        ("Саша", "Александра", "nickname"),
        ("Steven", "Stephen", "spelling"),
        ("Jurij", "Юрий", "spelling"),
        ("Evgenii", "Евгений", "spelling"),
        ("Giovanni", "John", "translation"),
        ("Łukasz", "Luke", "translation"),
        ("Екатерина", "Catherine", "translation"),
    ],
)
def test_well_known_pairs_are_there(rules: Rules, name: str, canonical: str, kind: str) -> None:
    folded_name, folded_canonical = rules.apply("fold_name", [name, canonical])
    assert KINDS[(folded_name, folded_canonical)] == kind
