from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Rules

some = settings(max_examples=40, deadline=None)

anything = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
# signs that the rules look at, in any order
signs = st.text(
    "aàÀBzŁżЖйщßıİ@.+-<>()'\"’:;,\\[]/# \t\n\xa0\u200b\u0301\u0306019",  # noqa: RUF001
    max_size=20,
)
letters = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F),
        st.characters(min_codepoint=0x400, max_codepoint=0x45F),
        st.characters(min_codepoint=0x1E00, max_codepoint=0x1EF9),
    ),
    max_size=20,
)
messy = st.lists(st.one_of(anything, signs, letters), min_size=1, max_size=60)

before = st.sampled_from(("", " ", "\xa0", "mailto:", "Mario Rossi <", "<", "<MAILTO:", '"', "'"))
after = st.sampled_from(("", " ", "\r\n", ">", ".", ";", "'", '"', "\u200b", " (casa)"))
local = st.text("abcxyzABC019._+-", min_size=1, max_size=10)
domain = st.sampled_from(("posta.it", "Gmail.com", "mail.co.uk", "XN--80A1ACNY.xn--p1ai"))
addresses = st.lists(st.tuples(before, local, domain, after), min_size=1, max_size=60)


@pytest.mark.parametrize("rule", ["clean_text", "fold_text", "normalise_email", "normalise_code"])
@some
@given(values=messy)
def test_twice_is_as_once(rules: Rules, rule: str, values: list[str]) -> None:
    once = rules.apply(rule, values)
    assert rules.apply(rule, once) == once


@some
@given(values=messy)
def test_folded_text_is_plain(rules: Rules, values: list[str]) -> None:
    for folded in rules.apply("fold_text", values):
        assert folded is None or re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", folded)


@some
@given(values=st.lists(letters, min_size=1, max_size=60))
def test_composed_and_decomposed_text_fold_alike(rules: Rules, values: list[str]) -> None:
    composed = [unicodedata.normalize("NFC", value) for value in values]
    decomposed = [unicodedata.normalize("NFD", value) for value in values]
    assert rules.apply("fold_text", composed) == rules.apply("fold_text", decomposed)


def test_every_latin_letter_with_a_mark_folds_to_its_letter(rules: Rules) -> None:
    blocks = (*range(0xC0, 0x180), *range(0x1E00, 0x1EFA), *range(0x218, 0x21C))
    marked = [chr(code) for code in blocks if "LATIN" in unicodedata.name(chr(code), "")]
    expected = {letter: unicodedata.normalize("NFD", letter)[0].lower() for letter in marked}
    with_base = [letter for letter in marked if expected[letter].isascii()]
    assert len(with_base) > 400
    assert rules.apply("fold_text", with_base) == [expected[letter] for letter in with_base]


def test_every_letter_of_the_languages_is_folded_to_something(rules: Rules) -> None:
    alphabets = {
        "Polish": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
        "Russian": "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
        "German": "aäbcdefghijklmnoöpqrsßtuüvwxyz",
        "French": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz",
    }
    for alphabet in alphabets.values():
        assert None not in rules.apply("fold_text", [*alphabet, *alphabet.upper()])


@some
@given(values=messy)
def test_an_email_is_lower_case_without_blanks(rules: Rules, values: list[str]) -> None:
    wrapped = [f"{value}@Posta.IT" for value in values]
    for email in rules.apply("normalise_email", [*values, *wrapped]):
        if email is not None:
            assert email == email.lower()
            assert not {unicodedata.category(sign) for sign in email} & {
                "Cc",
                "Cf",
                "Zl",
                "Zp",
                "Zs",
            }
            assert email.count("@") == 1


@some
@given(parts=addresses)
def test_an_address_comes_out_of_what_stands_around_it(
    rules: Rules, parts: list[tuple[str, str, str, str]]
) -> None:
    written = [f"{start}{name}@{host}{end}" for start, name, host, end in parts]
    expected = [f"{name}@{host}".lower() for _, name, host, _ in parts]
    assert rules.apply("normalise_email", written) == expected


@some
@given(parts=addresses)
def test_the_key_of_an_address_is_an_address(
    rules: Rules, parts: list[tuple[str, str, str, str]]
) -> None:
    emails = [f"{name}@{host}".lower() for _, name, host, _ in parts]
    keys = rules.apply("email_identity_key", emails)
    assert rules.apply("email_identity_key", keys) == keys
    for email, key in zip(emails, keys, strict=True):
        if key is None:
            # dots and a tag, at Google
            assert set(email.partition("@")[0].partition("+")[0]) == {"."}
        else:
            assert re.fullmatch(r"[^@]+@[^@]+", key)
