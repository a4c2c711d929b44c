"""Each page as each role, in each language, on people of whom much, little or nothing is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from customer360.page.labels import LANGUAGES
from customer360.page.roles import ROLES
from customer360.pipeline.lock import only_run

from .conftest import (
    FORMER,
    HEADER,
    MARIA,
    MARIO,
    NOBODY,
    OTHER_STORE,
    STORE,
    WRITTEN_BADLY,
    Maker,
    people,
    shown,
)

Open = Callable[..., AppTest]
EVERYWHERE = [(page, role.key) for role in ROLES.values() for page in role.pages]
ABOUT_PEOPLE = [(page, role) for page, role in EVERYWHERE if page in {"profile", "why"}]


def said(test: AppTest) -> str:
    assert not test.exception, test.exception
    return shown(test)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "role"), EVERYWHERE)
def test_each_page_as_each_role(open_page: Open, page: str, role: str, language: str) -> None:
    assert said(open_page(page, role, language=language, customer=MARIA))


@pytest.mark.parametrize(("page", "role"), EVERYWHERE)
def test_each_page_where_there_is_nothing(
    open_page: Open, maker: Maker, tmp_path: Path, page: str, role: str
) -> None:
    file = maker.write(tmp_path / "customer_360.duckdb", [])
    assert said(open_page(page, role, file))


@pytest.mark.parametrize(("page", "role"), ABOUT_PEOPLE)
def test_who_is_hardly_known(open_page: Open, page: str, role: str) -> None:
    seen = {"store_manager": MARIA, "marketing": NOBODY}.get(role, NOBODY)
    text = said(open_page(page, role, customer=seen))
    assert "nan" not in re.findall(r"\w+", text.lower())
    assert "none" not in re.findall(r">(\w+)<", text.lower())


@pytest.mark.parametrize(("page", "role"), ABOUT_PEOPLE)
def test_a_name_is_shown_as_it_is_written(open_page: Open, page: str, role: str) -> None:
    if role == "store_manager":
        return  # sees customers of a store alone
    text = said(open_page(page, role, customer=NOBODY))
    assert escape(WRITTEN_BADLY) in text
    assert "<b>Ada" not in text


def test_a_name_in_the_list_of_found_is_shown_as_it_is_written(open_page: Open) -> None:
    test = open_page("search", "customer_service", typed="ada")
    (link,) = [element.proto for element in test.get("page_link") if "Ada" in element.proto.label]
    assert re.sub(r"\\(.)", r"\1", link.label) == WRITTEN_BADLY
    assert link.query_string == f"customer={NOBODY}"


def test_the_profile_of_customer_service(open_page: Open) -> None:
    text = said(open_page("profile", "customer_service", customer=MARIA))
    for part in (
        *("Maria Rossi", "45 years, born 31 Dec 1980", "+393331234567", "Via Roma 1, 10121 Torino"),
        # her orders are in złoty, all of them
        *("499.50\u00a0zł", "249.75\u00a0zł", "Champions", "was Promising until Oct 2025"),
        *("Solve the complaint", "until 15 Jan 2026", "Complaint about delivery of 2025-12-01"),
        *("one article, €42.00, 7 days ago", "120, from 20 Jan 2026", "Red shoes", "Web shop 1"),
        *("Articles seen", "\u00d72", "40 points", "€100.00"),
    ):
        assert part in text, part


def test_the_profile_of_a_stores_manager_says_nothing_of_other_stores(open_page: Open) -> None:
    text = said(open_page("profile", "store_manager", store=STORE, customer=MARIA))
    for part in ("Maria Rossi", "m***@", "***567", "€100.00", " here", " another store"):
        assert part in text, part
    for part in ("maria.rossi", "3331234567", "Via Roma", "€24.88", "1,234.50", "born"):
        assert part not in text, part


def test_the_profile_of_marketing_shows_no_service_and_no_address(open_page: Open) -> None:
    text = said(open_page("profile", "marketing", customer=MARIA))
    for part in ("in their 40s", "31% stay away", "Left a cart", "Regali", "75%", "€600.00"):
        assert part in text, part
    for part in ("Via Roma", "born", "Last complaint", "+39333"):
        assert part not in text, part


def test_the_profile_of_the_data_steward_is_about_identity_alone(open_page: Open) -> None:
    text = said(open_page("profile", "data_steward", customer=MARIA))
    for part in ("Maria Rosi", "Web shop", "in one record", "A0000001"):
        assert part in text, part
    for part in ("Champions", "Next best action", "€", "zł"):
        assert part not in text, part


def test_in_italian(open_page: Open) -> None:
    text = said(open_page("profile", "customer_service", language="it", customer=MARIA))
    for part in ("45 anni", "499,50\u00a0zł", "Risolvi il reclamo", "Reclamo ancora aperto"):
        assert part in text, part


@pytest.mark.parametrize("role", ["customer_service", "store_manager", "data_steward"])
def test_a_former_id_leads_to_the_customer_and_the_page_says_so(open_page: Open, role: str) -> None:
    test = open_page("profile", role, customer=FORMER)
    assert f"{FORMER} turned out to be this customer" in said(test)
    assert "Maria Rossi" in shown(test)
    assert test.query_params["customer"] in (MARIA, [MARIA])


@pytest.mark.parametrize(("page", "role"), ABOUT_PEOPLE)
@pytest.mark.parametrize("asked", ["e" * 32, "<script>alert(1)</script>"])
def test_an_id_that_nobody_has(open_page: Open, page: str, role: str, asked: str) -> None:
    test = open_page(page, role, customer=asked)
    assert "This customer is not here" in said(test)
    assert "<script>" not in shown(test)


def test_a_customer_of_another_store_is_not_here(open_page: Open) -> None:
    text = said(open_page("profile", "store_manager", store=STORE, customer=MARIO))
    assert "This customer is not here" in text
    assert "Mario" not in text
    text = said(open_page("profile", "store_manager", store=OTHER_STORE, customer=MARIO))
    assert "Mario Rosso" in text


@pytest.mark.parametrize(("page", "role"), ABOUT_PEOPLE)
def test_no_customer_is_chosen(open_page: Open, page: str, role: str) -> None:
    assert "No customer is chosen" in said(open_page(page, role))


def test_nobody_is_found(open_page: Open) -> None:
    text = said(open_page("search", "marketing", typed="Zzzz *Qqqq*"))
    assert "Nobody found" in text
    assert "no consent" in text


def test_why_one_person_in_words(open_page: Open) -> None:
    text = said(open_page("why", "data_steward", customer=MARIA))
    for part in (
        *("Same loyalty card and nobody else&#x27;s name on it", "2900000000017", "by rule"),
        "2 records, joined by 1 links by rule and 1 by weighed evidence",
        *(
            "given name same +6.1",
            "household: family name typing error, contact different \u22122.0",
        ),
        *("together +4.1", "Loyalty · member M1", "Web shop · account A0000001"),
    ):
        assert part in text, part
    text = said(open_page("why", "customer_service", language="it", customer=MARIA))
    for part in (
        "Stessa carta fedeltà",
        "nome uguale +6,1",
        "famiglia: cognome errore di battitura",
    ):
        assert part in text, part


def decide(
    test: AppTest, button: str, name: str = "Ada Neri", reason: str = "same hand"
) -> AppTest:
    test.text_input(key="decided_by").input(name)
    test.text_input(key="reason_1").input(reason)
    (pressed,) = [found for found in test.button if found.label == button]
    return pressed.click().run()


@pytest.mark.parametrize(
    ("button", "decision"), [("One person", "link"), ("Two people", "keep_apart")]
)
def test_a_decision_is_written_to_the_steward_file_and_nothing_else(
    open_page: Open, published: Path, steward_file: Path, button: str, decision: str
) -> None:
    file_before = published.read_bytes()
    test = open_page("review", "data_steward")
    text = said(test)
    for part in ("One pair to decide", "€1,240 between them", "Mario Rosso", "Maria Rosi"):
        assert part in text, part
    text = said(decide(test, button))
    assert "Nothing is left to decide." in [element.value for element in test.success]
    assert "Decided since the last run" in [element.value for element in test.subheader]
    lines = steward_file.read_text(encoding="utf-8").splitlines()
    assert lines[0] + "\n" == HEADER
    (line,) = lines[1:]
    assert re.fullmatch(
        rf"page-[0-9a-f]{{12}},{decision},loyalty\|member\|M1,support\|requester\|R1,"
        r"Ada Neri,\d{4}-\d\d-\d\d,same hand",
        line,
    )
    assert list(steward_file.parent.iterdir()) == [steward_file]
    assert published.read_bytes() == file_before
    # and it is taken back by who decided
    (undo,) = [found for found in test.button if found.label == "Take back"]
    said(undo.click().run())
    assert steward_file.read_text(encoding="utf-8") == HEADER


def test_a_decision_without_name_or_reason_is_not_written(
    open_page: Open, steward_file: Path
) -> None:
    for name, reason in (("", "same hand"), ("Ada", " ")):
        test = decide(open_page("review", "data_steward"), "One person", name, reason)
        assert "A decision needs your name and a reason." in said(test)
    assert steward_file.read_text(encoding="utf-8") == HEADER


def test_a_decision_of_somebody_else_cannot_be_taken_back_here(
    open_page: Open, steward_file: Path
) -> None:
    steward_file.write_text(HEADER + "S1,link,r1,r2,Bea,,why\n", encoding="utf-8")
    test = open_page("review", "data_steward")
    said(test)
    assert [found.label for found in test.button if found.label == "Take back"] == []


def test_what_is_put_off_stays_to_decide(open_page: Open, steward_file: Path) -> None:
    test = decide(open_page("review", "data_steward"), "Later", "", "")
    assert "One pair to decide" in said(test)
    assert steward_file.read_text(encoding="utf-8") == HEADER


def test_without_the_steward_file_the_page_says_so(open_page: Open, steward_file: Path) -> None:
    steward_file.unlink()
    assert "is missing or is no steward file" in said(open_page("review", "data_steward"))


def test_a_role_may_be_fixed(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER360_ROLE", "marketing")
    test = open_page("profile", "customer_service", customer=MARIA)
    said(test)
    assert [box.key for box in test.selectbox if box.key == "role"] == []
    assert "Maria Rossi" not in shown(test)
    assert test.query_params["role"] in ("marketing", ["marketing"])


def test_no_file(open_page: Open, tmp_path: Path) -> None:
    text = said(open_page("search", "customer_service", tmp_path / "none.duckdb"))
    assert "Nothing is published yet" in text
    assert "make run" in text


def test_the_first_run_is_under_way(open_page: Open, tmp_path: Path) -> None:
    with only_run(tmp_path / ".customer_360.lock", print):
        text = said(open_page("search", "customer_service", tmp_path / "customer_360.duckdb"))
    assert "The first run is under way" in text


def test_a_run_is_under_way(open_page: Open, published: Path) -> None:
    with only_run(published.with_name(".customer_360.lock"), print):
        text = said(open_page("search", "customer_service"))
    assert "A run is under way" in text


def test_another_kind_of_file(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "notes.duckdb"
    file.write_text("these are no tables", encoding="utf-8")
    assert "This is no DuckDB file" in said(open_page("search", "marketing", file))


def test_another_database(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "other.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table sales (amount integer)")
    assert "This file has no customers" in said(open_page("start", "management", file))


def test_a_file_of_an_older_version(open_page: Open, maker: Maker, tmp_path: Path) -> None:
    file = maker.write(tmp_path / "customer_360.duckdb", people(), without="role_")
    text = said(open_page("search", "store_manager", file))
    assert "An older version published this file" in text
    assert "make run" in text


@pytest.mark.parametrize(("page", "role"), EVERYWHERE)
def test_a_file_without_a_view_that_the_page_needs(
    open_page: Open, maker: Maker, tmp_path: Path, page: str, role: str
) -> None:
    file = maker.write(tmp_path / "customer_360.duckdb", people(), without=f"role_{role}__")
    text = said(open_page(page, role, file, customer=MARIA, typed="Maria Rossi"))
    assert "Something is missing in this file" in text
