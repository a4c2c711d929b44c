"""The published file: what it says where it cannot answer, and that a new one is seen at once."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from customer360.page.source import Problem, Published, PublishedError

from .conftest import MARIA, MARIO, Maker, people


def problem_of(path: Path, sql: str = "select 1") -> Problem:
    with pytest.raises(PublishedError) as raised:
        Published(path).query(sql)
    return raised.value.problem


def test_a_missing_file(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none.duckdb") is Problem.MISSING


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("customer_id,name\n", encoding="utf-8")
    assert problem_of(path) is Problem.NOT_DUCKDB


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table sales (amount integer)")
    assert problem_of(path) is Problem.FOREIGN


def test_a_file_that_an_older_version_published(maker: Maker, tmp_path: Path) -> None:
    path = maker.write(tmp_path / "customer_360.duckdb", people(), without="role_")
    assert problem_of(path) is Problem.OLDER


def test_a_table_that_is_not_there(published: Path) -> None:
    assert problem_of(published, "select * from role_marketing__horoscopes") is Problem.NO_TABLE


def test_a_column_that_is_not_there(published: Path) -> None:
    sql = "select star_sign from role_marketing__profiles"
    assert problem_of(published, sql) is Problem.NO_TABLE


def test_a_new_publication_is_seen_at_once_and_the_old_one_is_not_shown_again(
    maker: Maker, tmp_path: Path
) -> None:
    path = maker.write(tmp_path / "customer_360.duckdb", people())
    source = Published(path)
    sql = "select display_name from customer_360 where customer_id = ?"
    assert source.value(sql, [MARIO]) == "Mario Rosso"
    changed = [
        (table, {**row, "display_name": "Mario Neri"} if row.get("customer_id") == MARIO else row)
        if table == "customer_360"
        else (table, row)
        for table, row in people()
    ]
    maker.write(path, changed)
    assert source.value(sql, [MARIO]) == "Mario Neri"
    assert source.value(sql, [MARIA]) == "Maria Rossi"


def test_a_file_that_goes_and_comes_back(maker: Maker, tmp_path: Path) -> None:
    path = tmp_path / "customer_360.duckdb"
    source = Published(path)
    with pytest.raises(PublishedError):
        source.query("select 1")
    maker.write(path, people())
    assert source.value("select count(*) from role_customer_service__profiles") == 3


def test_an_answer_may_be_changed_by_who_got_it(published: Path) -> None:
    source = Published(published)
    sql = "select customer_id from role_customer_service__profiles order by customer_id"
    first = source.query(sql)
    first.loc[:, "customer_id"] = "spoilt"
    assert source.query(sql)["customer_id"].tolist()[0] == MARIA


def test_nothing_but_the_file_can_be_read_or_written(published: Path, tmp_path: Path) -> None:
    source = Published(published)
    target = tmp_path / "copy.csv"
    for sql in (f"copy customer_360 to '{target}'", f"select * from read_text('{__file__}')"):
        with pytest.raises(duckdb.PermissionException):
            source.query(sql)
    with pytest.raises(duckdb.InvalidInputException):
        source.query("delete from customer_360")
    assert not target.exists()
