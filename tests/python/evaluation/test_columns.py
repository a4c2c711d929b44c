"""Columns of unknown records are taken for the contract's by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from customer360.contract import load_contract
from customer360.evaluation.columns import (
    BIRTH_DATE_PARTS,
    ColumnMap,
    _squashed,
    map_columns,
    read_aliases,
)

REPOSITORY = Path(__file__).resolve().parents[3]
IDENTITIES = load_contract(REPOSITORY / "models" / "staging").system("feeds").table("identities")
CONTRACT = [name for name in IDENTITIES.column_names if name != "source_record_id"]
ALIASES = read_aliases(REPOSITORY / "seeds" / "reference" / "record_columns.csv")


def mapped(*names: str) -> ColumnMap:
    return map_columns(names, CONTRACT, ALIASES)


def test_every_alias_leads_to_a_column_that_is_there_and_only_one() -> None:
    known = {*CONTRACT, *BIRTH_DATE_PARTS, "name"}
    assert {alias.contract_column for alias in ALIASES} <= known
    squashed = [_squashed(alias.column_name) for alias in ALIASES]
    assert {name for name in squashed if squashed.count(name) > 1} == set()


@pytest.mark.parametrize(
    ("column", "contract_column"),
    [
        ("surname", "family_name"),
        ("Last Name", "family_name"),
        ("lastName", "family_name"),
        ("FNAME", "given_name"),
        (" soc_sec_id", "national_id"),
        ("Codice Fiscale", "national_id"),
        ("Città", "city"),
        ("Straße", "street"),
        ("imię", "given_name"),
        ("Дата рождения", "birth_date"),
        ("familiya", "family_name"),
        ("birthday", "birth_date"),
        ("birth_day", "birth_date"),
        ("customer_last_name", "family_name"),
        ("person-email-address", "email"),
        ("zip_1", "postal_code"),
        ("postcode_fake", "postal_code"),
        ("address", "street"),
        ("name", "full_name"),
        ("e-mail", "email"),
    ],
)
def test_names_in_the_wild(column: str, contract_column: str) -> None:
    assert mapped(column).used == {contract_column: (column,)}


@pytest.mark.parametrize(
    "column",
    ["employer_city", "mothers_name", "age", "cluster", "customer_id", "id", "entity_id", "§", "x"],
)
def test_what_is_no_attribute_of_the_person_is_not_used(column: str) -> None:
    assert mapped(column) == ColumnMap({}, (column,))


def test_the_own_name_goes_first_then_aliases_in_their_order_then_columns() -> None:
    found = mapped("mobile", "telephone", "Phone", "home_phone_1", "mobile_phone")
    assert found.used == {"phone": ("Phone", "telephone", "mobile", "mobile_phone", "home_phone_1")}


def test_a_thing_of_another_kind_fills_no_gaps() -> None:
    found = mapped("passport", "ssn", "city", "birth_place", "address", "street_name")
    assert found.used == {
        "national_id": ("ssn",),
        "city": ("city",),
        "street": ("street_name",),
    }
    assert found.not_used == ("passport", "birth_place", "address")


def test_name_is_what_the_others_are_not() -> None:
    assert mapped("name", "surname").used["given_name"] == ("name",)
    assert mapped("Name", "Vorname").used["family_name"] == ("Name",)
    assert mapped("name", "first_name", "last_name").used["full_name"] == ("name",)
    assert mapped("nome", "cognome").used["given_name"] == ("nome",)


def test_a_birth_date_in_parts() -> None:
    assert mapped("fname_c1", "by", "bm", "bd").used == {
        "given_name": ("fname_c1",),
        "birth_year": ("by",),
        "birth_month": ("bm",),
        "birth_day": ("bd",),
    }
    # without a year these are something else
    assert mapped("bm", "bd").used == {}
