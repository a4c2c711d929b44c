"""What must not move who is who: order, repeats, batches, strangers and hubs; and what must."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from customer360.demo import RecordOptions, generate_records
from customer360.evaluation import resolve
from customer360.evaluation.records import open_work_file, prepare
from customer360.pipeline.dbt_build import build

REPOSITORY = Path(__file__).resolve().parents[3]
RECORDS = 1_000
PEOPLE_OF_A_HUB = 10_000
DECISIONS_OF_A_KIND = 20
HEADER = "decision_id,decision,left_record_key,right_record_key,decided_by,decided_on,reason\n"
# what follows from decisions alone, as far as ids
DECIDED = "steward_decisions+,+int_identity__customer_ids"

Record = dict[str, str | None]
Pair = tuple[str, str]


@dataclass(frozen=True)
class World:
    """A folder of feed files and the database in which they are resolved."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "work" / "build.duckdb"

    def deliver(self, name: str, records: Sequence[Record]) -> None:
        """Put a further file into the landing folder and resolve everything that is there."""
        feeds = self.folder / "landing" / "feeds"
        feeds.mkdir(parents=True, exist_ok=True)
        columns = list(records[0])
        table = pa.Table.from_pylist(records, pa.schema([(c, pa.string()) for c in columns]))
        pq.write_table(table, feeds / f"identities_{name}.parquet")
        resolve(feeds.parent, self.folder / "work", print, project=REPOSITORY, train=False)

    def grown(self, folder: Path) -> World:
        """Return a copy that can go on without this one."""
        return World(shutil.copytree(self.folder, folder / "grown"))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(query).fetchall()

    @cached_property
    def customers(self) -> dict[str, str]:
        return dict(
            self.rows("select record_key, customer_id from intermediate.int_identity__customer_ids")
        )

    @cached_property
    def clusters(self) -> set[frozenset[str]]:
        members = defaultdict(set)
        for record, customer in self.customers.items():
            members[customer].add(record)
        return {frozenset(records) for records in members.values()}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    """Records at the hardest setting, in the shape of the feed."""
    folder = tmp_path_factory.mktemp("records")
    generate_records(RecordOptions(folder, RECORDS, hard=1.0))
    with open_work_file(folder) as connection:
        landing = prepare(connection, folder / "records.parquet", folder, REPOSITORY, print).landing
    rows: list[Record] = pq.read_table(landing / "feeds").to_pylist()
    return rows


@pytest.fixture(scope="module")
def world(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> World:
    """All records in one file."""
    made = World(tmp_path_factory.mktemp("world"))
    made.deliver("all", records)
    return made


def drawing(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- draws of a test, no secret


def shuffled(records: Sequence[Record], seed: int) -> list[Record]:
    return drawing(seed).sample(records, len(records))


def test_weights_join_what_rules_do_not(world: World) -> None:
    # or the properties below would say nothing about the fuzzy half
    [[joined]] = world.rows(
        "select count(*) from intermediate.int_identity__linkage where node <> cluster"
    )
    assert int(joined) > 100
    assert max(map(len, world.clusters)) > 5


def test_neither_the_order_of_rows_nor_repeats_change_a_cluster(
    records: list[Record], world: World, tmp_path: Path
) -> None:
    disturbed = World(tmp_path)
    disturbed.deliver("all", shuffled(records + shuffled(records, seed=3)[:300], seed=4))
    [[repeats]] = disturbed.rows(
        "select count(*) from staging.base_feeds__identities"
        " where rejection_reason = 'repeated_key'"
    )
    assert int(repeats) == 300
    assert disturbed.customers == world.customers


def test_batches_resolved_one_by_one_end_in_the_same_clusters(
    records: list[Record], world: World, tmp_path: Path
) -> None:
    stepwise = World(tmp_path)
    dealt = shuffled(records, seed=5)
    half = len(records) // 2
    stepwise.deliver("first", dealt[:half])
    # a batch may bring again what an earlier one brought
    stepwise.deliver("second", dealt[half - 50 :])
    assert stepwise.clusters == world.clusters


def test_a_stranger_changes_nobody(world: World, tmp_path: Path) -> None:
    grown = world.grown(tmp_path)
    # first by its key, so that every number that a build gives to a record moves on by one
    stranger: Record = {
        "source_system": "aaa",
        "source_record_id": "0",
        "given_name": "Qwxyzeth",
        "family_name": "Jjrkvolm",
        "birth_date": "1907-02-28",
        "email": "qwxyzeth.jjrkvolm@nowhere.example",
        "phone": "+1 907 555 0199",
        "street": "Zzyzx Road",
        "street_number": "9471",
        "city": "Utqiagvik",
        "postal_code": "99723",
        "country_code": "US",
    }
    grown.deliver("stranger", [stranger])
    after = dict(grown.customers)
    own = after.pop("aaa|feed|0")
    assert after == world.customers
    assert own not in after.values()


def words(count: int, seed: int) -> list[str]:
    """Return words that nobody takes for one another."""
    rng = drawing(seed)
    return ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(count)]


def test_a_contact_of_ten_thousand_people_glues_nobody(tmp_path: Path) -> None:
    rng = drawing(11)
    # nothing but names and birth dates beside the contact: no reason to join anybody
    names = zip(words(PEOPLE_OF_A_HUB, seed=1), words(PEOPLE_OF_A_HUB, seed=2), strict=True)
    people: list[Record] = [
        {
            "source_system": "booking",
            "source_record_id": str(number),
            "given_name": given,
            "family_name": family,
            "birth_date": rng.choice((None, f"{rng.randint(1930, 2005)}-05-{rng.randint(10, 31)}")),
            "email": "hello@booking.example",
            "phone": "+39 347 181 2953",
        }
        for number, (given, family) in enumerate(names)
    ]
    hub = World(tmp_path)
    hub.deliver("hub", people)
    scopes = hub.rows(
        "select id_type, value_scope, cast(record_count as varchar)"
        " from intermediate.int_identity__identifier_values order by id_type"
    )
    assert scopes == [("email", "hub", "10000"), ("phone", "hub", "10000")]
    assert len(hub.customers) == PEOPLE_OF_A_HUB
    assert [sorted(cluster) for cluster in hub.clusters if len(cluster) > 1] == []


@dataclass(frozen=True)
class Decided:
    """What stewards said against the machine, and the customers after it."""

    links: list[Pair]
    kept_apart: list[Pair]
    customers: dict[str, str]


# pairs that weights alone joined, and such that they did not: nearly, by a veto, by far
AGAINST_THE_MACHINE = """
    with pairs as (
        select
            left_ids.record_key as left_key,
            right_ids.record_key as right_key,
            left_ids.cluster_id = right_ids.cluster_id as is_joined,
            coalesce(left_atoms.component = right_atoms.component, false) as is_certain,
            scores.is_veto,
            scores.match_millibits
        from intermediate.int_identity__pair_scores as scores
        inner join intermediate.int_identity__customer_ids as left_ids
            on scores.left_record_id = left_ids.record_id
        inner join intermediate.int_identity__customer_ids as right_ids
            on scores.right_record_id = right_ids.record_id
        left join intermediate.int_identity__atoms as left_atoms
            on scores.left_record_id = left_atoms.node
        left join intermediate.int_identity__atoms as right_atoms
            on scores.right_record_id = right_atoms.node
    )
    select left_key, right_key from pairs where {kind}
    order by {order}, left_key, right_key
"""
JOINED = {
    "is_joined and not is_certain": "match_millibits desc",
    "is_joined and is_certain": "match_millibits desc",
}
NOT_JOINED = {
    "not is_joined and not is_veto": "match_millibits desc",
    "not is_joined and is_veto": "match_millibits desc",
    "not is_joined": "match_millibits",
}


def chosen(world: World, kinds: dict[str, str], taken: set[str]) -> list[Pair]:
    """Return pairs of each kind, no record in two of them: they cannot exclude each other."""
    pairs: list[Pair] = []
    for kind, order in kinds.items():
        free = DECISIONS_OF_A_KIND
        for left, right in world.rows(AGAINST_THE_MACHINE.format(kind=kind, order=order)):
            if free and not taken & {left, right}:
                taken |= {left, right}
                pairs.append((left, right))
                free -= 1
        assert free == 0, f"too few pairs: {kind}"
    return pairs


@pytest.fixture(scope="module")
def decided(world: World, tmp_path_factory: pytest.TempPathFactory) -> Decided:
    taken: set[str] = set()
    links, kept_apart = chosen(world, NOT_JOINED, taken), chosen(world, JOINED, taken)
    folder = tmp_path_factory.mktemp("decided")
    project = folder / "project"
    project.mkdir()
    for name in ("models", "macros", "tests", "analyses", "dbt_packages", "compat"):
        (project / name).symlink_to(REPOSITORY / name)
    for name in ("dbt_project.yml", "profiles.yml", "packages.yml"):
        (project / name).symlink_to(REPOSITORY / name)
    shutil.copytree(REPOSITORY / "seeds", project / "seeds")
    said = [("link", *pair) for pair in links] + [("keep_apart", *pair) for pair in kept_apart]
    lines = [
        f"D{number},{decision},{left},{right},Nora,2025-03-01,Asked both\n"
        for number, (decision, left, right) in enumerate(said)
    ]
    seed = project / "seeds" / "rules" / "steward_decisions.csv"
    seed.write_text(HEADER + "".join(lines), encoding="utf-8")
    after = world.grown(folder)
    report = build(
        project,
        target="landed",
        database=after.database,
        artifacts=folder / "dbt",
        variables={},
        notify=print,
        arguments=[
            *("--select", DECIDED, "--resource-type", "seed", "--resource-type", "model"),
        ],
    )
    assert report.succeeded, report.failures
    return Decided(links, kept_apart, after.customers)


def test_stewards_join_what_weights_part(decided: Decided) -> None:
    ids = decided.customers
    assert [pair for pair in decided.links if ids[pair[0]] != ids[pair[1]]] == []


def test_stewards_part_what_weights_join(decided: Decided) -> None:
    ids = decided.customers
    assert [pair for pair in decided.kept_apart if ids[pair[0]] == ids[pair[1]]] == []
