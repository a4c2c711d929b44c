"""Generated person records: rows, truth, difficulty, and that no key tells who is who."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer360.demo import GenerateError, RecordOptions, generate_records, level, records
from customer360.demo.hard_cases import BIT, CASES
from customer360.demo.rates import HARDEST, USUAL, Rates, between
from customer360.demo.record_sources import sources
from customer360.demo.records import COLUMNS, RECORDS, TRUTH, TRUTH_COLUMNS

SCRIPT = Path(__file__).parents[3] / "scripts" / "generate_records.py"
N = 20_000
SOURCES = {"crm", "loyalty", "shop", "support", "newsletter"}


@dataclass(frozen=True)
class Written:
    """Output of one run."""

    folder: Path

    @cached_property
    def records(self) -> Any:
        return pq.read_table(self.folder / RECORDS)

    @cached_property
    def truth(self) -> Any:
        return pq.read_table(self.folder / TRUTH)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        both = zip(self.records.to_pylist(), self.truth.to_pylist(), strict=True)
        return [record | truth for record, truth in both]

    @cached_property
    def kinds(self) -> Counter[str]:
        return Counter(self.truth["kind"].to_pylist())

    def missing(self, column: str) -> float:
        return float(self.records[column].null_count / self.records.num_rows)

    def bytes(self) -> tuple[bytes, ...]:
        return tuple((self.folder / name).read_bytes() for name in (RECORDS, TRUTH))


def written(folder: Path, count: int = N, **how: Any) -> Written:
    generate_records(RecordOptions(folder, count, **how))
    return Written(folder)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("usual"))


@pytest.fixture(scope="module")
def hardest(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return written(tmp_path_factory.mktemp("hardest"), hard=1.0)


@pytest.fixture(scope="module", params=["usual", "hardest"])
def either(request: pytest.FixtureRequest) -> Written:
    chosen: Written = request.getfixturevalue(request.param)
    return chosen


def test_columns_are_text(either: Written) -> None:
    assert tuple(either.records.column_names) == COLUMNS
    assert tuple(either.truth.column_names) == TRUTH_COLUMNS
    for table in (either.records, either.truth):
        assert set(table.schema.types) == {pa.string()}


def test_every_record_has_an_own_id_and_one_truth(either: Written) -> None:
    ids = either.records["record_id"].to_pylist()
    assert len(ids) == len(set(ids)) == N
    assert sorted(either.truth["record_id"].to_pylist()) == sorted(ids)
    for column in TRUTH_COLUMNS:
        assert either.truth[column].null_count == 0
    assert set(either.kinds) <= {*CASES, "shared_phone", "lent_card", "plain"}


def test_persons_have_one_to_twelve_records_and_half_of_them_several(either: Written) -> None:
    each = Counter(either.truth["entity_id"].to_pylist())
    spread = Counter(each.values())
    assert set(spread) == set(range(1, 13))
    assert 2.4 < N / len(each) < 2.6
    assert spread[1] > spread[2] > spread[3] > spread[4] > spread[5]


def test_neither_ids_nor_order_tell_who_is_who(either: Written) -> None:
    entity = np.array([int(e[1:]) for e in either.truth["entity_id"].to_pylist()])
    name = np.array([int(r[1:]) for r in either.truth["record_id"].to_pylist()])
    source = np.unique(either.records["source_system"].to_numpy(), return_inverse=True)[1]
    place = np.arange(N)
    for one, other in ((name, entity), (place, entity), (name, place), (name, source)):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / N**0.5
    order = np.argsort(name)
    # neighbours by id or by place belong to one person no more often than chance has it
    for there in (entity[order], entity):
        assert (there[1:] == there[:-1]).sum() < 12


def test_each_source_writes_what_it_asks_for(either: Written) -> None:
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in either.rows:
        by_source[row["source_system"]].append(row)
    assert by_source.keys() == SOURCES
    for name, rows in by_source.items():
        assert len(rows) > 0.08 * N
        assert all((row["full_name"] is not None) == (name == "support") for row in rows)
        assert all((row["given_name"] is None) == (name == "support") for row in rows)
    assert all(row["loyalty_card_number"] for row in by_source["loyalty"])
    cards = Counter(row["loyalty_card_number"] for row in by_source["loyalty"])
    assert max(cards.values()) == 1
    shown = {row["loyalty_card_number"] for row in either.rows if row["loyalty_card_number"]}
    assert shown == set(cards)
    assert not any(row["loyalty_card_number"] or row["street"] for row in by_source["newsletter"])
    assert not any(row["street_number"] for row in by_source["crm"])


def test_some_sources_hold_a_person_twice(either: Written) -> None:
    several = Counter((row["source_system"], row["entity_id"]) for row in either.rows)
    for name in SOURCES:
        counts = [count for (source, _), count in several.items() if source == name]
        again = sum(count > 1 for count in counts) / len(counts)
        assert 0.005 < again < 0.6
    marked = Counter(row["source_system"] for row in either.rows if "duplicate" in row["kind"])
    assert set(marked) == {"loyalty", "shop"}


def test_only_members_of_a_household_show_the_card_of_another(
    usual: Written, hardest: Written
) -> None:
    def strangers(made: Written) -> list[dict[str, Any]]:
        rows = [row for row in made.rows if row["loyalty_card_number"]]
        holder = {
            row["loyalty_card_number"]: row["entity_id"]
            for row in rows
            if row["source_system"] == "loyalty"
        }
        return [row for row in rows if holder[row["loyalty_card_number"]] != row["entity_id"]]

    assert strangers(usual) == []
    lent = strangers(hardest)
    assert lent
    more_important = {"clerk_email", "shop_phone", "placeholder"}
    assert {row["kind"] for row in lent} - more_important == {"lent_card"}


@pytest.mark.parametrize(
    "kind",
    [
        "shared_household_email", "shared_phone", "shared_landline", "twins", "father_and_son",
        "recycled_phone", "clerk_email", "shop_phone", "placeholder", "lent_card",
        "married_name", "moved_house",
    ],
)  # fmt: skip
def test_hardest_has_more_of_every_trap(usual: Written, hardest: Written, kind: str) -> None:
    assert hardest.kinds[kind] > 1.25 * usual.kinds[kind]


def test_hardest_has_fewer_easy_records_and_more_gaps(usual: Written, hardest: Written) -> None:
    assert hardest.kinds["plain"] < 0.7 * usual.kinds["plain"]
    for column in ("birth_date", "phone", "street"):
        assert hardest.missing(column) > usual.missing(column)


def test_hubs_stand_on_many_persons_records(hardest: Written) -> None:
    persons: dict[str, set[str]] = defaultdict(set)
    for row in hardest.rows:
        persons[row["email"]].add(row["entity_id"])
    shops = [mail for mail in persons if mail and mail.endswith("@ginestra.example")]
    assert len(persons["s.bellandi@ginestra.example"]) > N / 200
    assert sum(len(persons[mail]) > 20 for mail in shops) >= 4


def test_no_more_than_a_third_of_households_share_an_address() -> None:
    sizes = np.array(HARDEST.household_sizes)
    assert HARDEST.household_mail * (1 - sizes[0] / sizes.sum()) < 1 / 3


def test_members_of_a_household_bear_different_given_names(hardest: Written) -> None:
    # by e-mail address: one given name in a household occurs only where it is planted
    same = [row for row in hardest.rows if row["kind"] == "shared_household_email"]
    people: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in same:
        if row["family_name"]:
            key = (row["email"].lower(), row["given_name"].lower(), row["family_name"].lower())
            people[key].add(row["entity_id"])
    assert len(people) > 500
    assert sum(len(persons) > 1 for persons in people.values()) / len(people) < 0.005


def test_same_seed_same_bytes_other_seed_other_bytes(tmp_path: Path) -> None:
    first = written(tmp_path / "a", 3_000, hard=0.5).bytes()
    assert written(tmp_path / "b", 3_000, hard=0.5).bytes() == first
    assert written(tmp_path / "c", 3_000, hard=0.5, seed=8).bytes() != first


def test_rows_over_several_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "CHUNK_RECORDS", 700)
    made = written(tmp_path, 2_500)
    assert made.records.num_rows == made.truth.num_rows == 2_500
    assert len(set(made.records["record_id"].to_pylist())) == 2_500
    assert made.records["record_id"] == made.truth["record_id"]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(count=st.integers(1, 1_500), hard=st.floats(0, 1), seed=st.integers(0, 2**63))
def test_rows_are_exactly_as_many_as_asked_for(
    tmp_path: Path, count: int, hard: float, seed: int
) -> None:
    made = written(tmp_path, count, hard=hard, seed=seed, overwrite=True)
    assert made.records.num_rows == made.truth.num_rows == count


def test_levels() -> None:
    assert level(None, None) == level("usual", None) == 0
    assert level("hardest", None) == 1
    assert level(None, 0.3) == 0.3
    with pytest.raises(GenerateError, match="not both"):
        level("usual", 0.3)
    with pytest.raises(GenerateError, match="usual or hardest"):
        level("hard", None)


def test_rates_lie_in_a_straight_line_between_the_levels() -> None:
    assert replace(between(1), distinct_names=True) == HARDEST
    low = between(0)
    assert low.household_sizes[:5] == USUAL.household_sizes
    assert sum(low.household_sizes[5:]) == 0
    assert (low.twins, low.moved, low.recycled) == (USUAL.twins, USUAL.moved, USUAL.recycled)
    assert between(0.5).twins == pytest.approx((USUAL.twins + HARDEST.twins) / 2)
    for easy, hard in zip(sources(0), sources(1), strict=True):
        assert easy.noise.typo < hard.noise.typo
        assert easy.slips.birth == 0 < hard.slips.birth


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"twins": 1.5}, "twins"),
        ({"recycled": 0.2}, "recycled"),
        ({"mail_family": 1}, "mail_family"),
        ({"household_sizes": ()}, "household_sizes"),
        ({"household_sizes": (0.0, 0.0)}, "household_sizes"),
    ],
)
def test_rates_out_of_range_are_refused(bad: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Rates(**bad)


def test_the_most_important_kind_wins() -> None:
    shared, lent = (1 << (len(CASES) + place) for place in range(2))
    bits = [
        0, BIT["typo"], shared | BIT["typo"], shared | BIT["twins"], lent | BIT["twins"],
        lent | BIT["placeholder"], shared | lent, shared,
    ]  # fmt: skip
    assert records.kinds(np.array(bits)).to_pylist() == [
        "plain", "typo", "shared_phone", "twins", "lent_card", "placeholder", "lent_card",
        "shared_phone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "said"),
    [({"records": 0}, "--records"), ({"seed": -1}, "--seed"), ({"hard": 1.1}, "--hard")],
)
def test_bad_arguments_write_nothing(tmp_path: Path, bad: dict[str, Any], said: str) -> None:
    with pytest.raises(GenerateError, match=said):
        generate_records(replace(RecordOptions(tmp_path / "out"), **bad))
    assert not (tmp_path / "out").exists()


def test_earlier_files_are_kept_unless_told_otherwise(tmp_path: Path) -> None:
    first = written(tmp_path, 50).bytes()
    with pytest.raises(GenerateError, match="--overwrite"):
        generate_records(RecordOptions(tmp_path, 60))
    assert Written(tmp_path).bytes() == first
    assert written(tmp_path, 60, overwrite=True).records.num_rows == 60
    assert sorted(path.name for path in tmp_path.iterdir()) == [RECORDS, TRUTH]


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(GenerateError, match="not a directory"):
            generate_records(RecordOptions(out, 50))


def test_a_place_that_cannot_be_written_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(records, "_write_files", full)
    with pytest.raises(GenerateError, match=r"cannot be written: No space left on device\.$"):
        generate_records(RecordOptions(tmp_path, 50))


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_the_command(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    done = command("--records", "80", "--difficulty", "hardest", "--out", out)
    assert done.returncode == 0
    assert done.stdout == ""
    assert "80 records of" in done.stderr
    assert Written(Path(out)).records.num_rows == 80
    bad = command("--difficulty", "easy", "--out", out)
    assert bad.returncode == 2
    assert bad.stderr == "--difficulty must be usual or hardest.\n"
