"""Who is found by what is typed, by each role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from customer360.page.context import Context
from customer360.page.search import Kind, find, kind_of

from .conftest import FORMER, MARIA, MARIO

Make = Callable[..., Context]
ALL = ("customer_service", "store_manager", "marketing", "data_steward")
IN_CLEAR = ("customer_service", "data_steward")
# no marketing: it sees who may be written to, and no phones and cards
BY_CONTACT = ("customer_service", "store_manager", "data_steward")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", Kind.NOTHING),
        ("   ", Kind.NOTHING),
        ("maria@posta.example", Kind.EMAIL),
        (MARIA, Kind.CUSTOMER),
        ("+39 333 123-4567", Kind.NUMBER),
        ("2900000000017", Kind.NUMBER),
        ("4567", Kind.PART_OF_PHONE),
        ("12", Kind.RECORD),
        ("A0000001", Kind.RECORD),
        ("IT001-250210-0008", Kind.RECORD),
        ("Maria Rossi", Kind.NAME),
        ("Maria Rossi 2", Kind.NAME),
        ("---", Kind.NAME),
    ],
)
def test_what_was_typed_is_told_by_its_look(typed: str, kind: Kind) -> None:
    assert kind_of(typed) is kind


def found(context: Context, typed: str) -> list[str]:
    answer = find(context, typed)
    listed = answer.customers["customer_id"].tolist() if answer.total else []
    assert len(listed) == answer.total
    return listed


@pytest.mark.parametrize("role", ALL)
@pytest.mark.parametrize(
    "typed",
    ["Maria Rossi", "rossi maria", "Mária  ROSSI", "Sig.ra Rossi", "ross maria", "Maria Rosi"],
)
def test_a_name_in_any_order_and_misspelt(context: Make, role: str, typed: str) -> None:
    assert found(context(role), typed)[0] == MARIA


def test_who_is_written_as_typed_comes_first_and_alike_words_follow(context: Make) -> None:
    answer = find(context("customer_service"), "rosso")
    assert answer.customers["customer_id"].tolist() == [MARIO, MARIA]
    assert answer.customers["likeness"].tolist() == [1, pytest.approx(0.92)]


@pytest.mark.parametrize("role", ALL)
def test_every_word_must_fit(context: Make, role: str) -> None:
    assert found(context(role), "Maria Verdi") == []


@pytest.mark.parametrize("role", ALL)
@pytest.mark.parametrize("typed", ["---", "Sig.ra", "'); drop table customer_360; --"])
def test_nothing_is_found_by_what_is_no_name(context: Make, role: str, typed: str) -> None:
    assert found(context(role), typed) == []


@pytest.mark.parametrize("role", ALL)
def test_an_email_as_it_is(context: Make, role: str) -> None:
    assert found(context(role), " Maria.Rossi@posta.example ") == [MARIA]


def test_an_email_misspelt_by_who_sees_emails(context: Make) -> None:
    for role in (*IN_CLEAR, "marketing"):
        assert found(context(role), "maria.rosi@posta.example") == [MARIA]
    assert found(context("store_manager"), "maria.rosi@posta.example") == []


@pytest.mark.parametrize("typed", ["+39 333 1234567", "333.123.4567", "0039 3331234567"])
def test_a_phone_in_any_writing(context: Make, typed: str) -> None:
    for role in BY_CONTACT:
        assert found(context(role), typed) == [MARIA]
    assert found(context("marketing"), typed) == []


def test_the_end_of_a_phone_by_who_sees_phones(context: Make) -> None:
    for role in IN_CLEAR:
        assert found(context(role), "4567") == [MARIA]
    assert found(context("store_manager"), "4567") == []


def test_a_card(context: Make) -> None:
    for role in BY_CONTACT:
        assert found(context(role), "2900 0000 00017") == [MARIA]
    assert found(context("marketing"), "2900000000017") == []


def test_the_number_of_a_record_and_its_beginning(context: Make) -> None:
    for role in IN_CLEAR:
        assert found(context(role), "a-0000001") == [MARIA]
        assert found(context(role), "A00000") == [MARIA]
    assert found(context("store_manager"), "A0000001") == []


@pytest.mark.parametrize("role", ALL)
def test_an_id(context: Make, role: str) -> None:
    assert found(context(role), MARIA.upper()) == [MARIA]


def test_a_former_id_by_who_sees_redirects(context: Make) -> None:
    for role in BY_CONTACT:
        assert found(context(role), FORMER) == [MARIA]
    assert found(context("marketing"), FORMER) == []


def test_nobody_of_another_store_is_found(context: Make) -> None:
    for typed in ("Mario Rosso", MARIO):
        assert MARIO not in found(context("store_manager"), typed)
        assert found(context("customer_service"), typed)[0] == MARIO
    # he agreed to nothing
    assert MARIO not in found(context("marketing"), "Rosso")
