"""Average linkage against brute force: averages counted anew from the first pairs in each round."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import combinations
from operator import or_
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .conftest import GraphProject

MODEL = """
{{{{ config(
    materialized='average_linkage',
    meta={{
        'least_average': {least_average},
        'missing_average': {missing_average},
        'least_lead': {least_lead}
    }},
    post_hook="copy (from {{{{ this }}}}) to '{clusters}' (format parquet)"
) }}}}
select * from read_parquet('{pairs}')
"""
GRAPHS = 400
# each graph has a range of ids of its own
RANGE = 1_000


@dataclass(frozen=True)
class Pair:
    """Evidence between two nodes, in the columns of the model."""

    left_node: int
    right_node: int
    weight_sum: int
    pair_count: int = 1
    veto_count: int = 0
    left_size: int = 1
    right_size: int = 1
    left_uniques: int = 0
    right_uniques: int = 0


@dataclass(frozen=True)
class Settings:
    """What the model sets; the first are those that are shipped."""

    least_average: int = 0
    missing_average: int = -2000
    least_lead: int = 3000


Graph = tuple[Pair, ...]
Clusters = dict[int, int]
SETTINGS = (
    Settings(),
    Settings(least_average=2000, missing_average=-4000, least_lead=1000),
    Settings(least_average=-1000, missing_average=0, least_lead=0),
    Settings(least_average=0, missing_average=-500, least_lead=6000),
)


class Oracle:
    """Groups of nodes, merged a round at a time."""

    def __init__(self, graph: Graph, settings: Settings) -> None:
        self.settings = settings
        self.pairs = {frozenset((pair.left_node, pair.right_node)): pair for pair in graph}
        self.size = {pair.left_node: pair.left_size for pair in graph}
        self.size |= {pair.right_node: pair.right_size for pair in graph}
        self.uniques = {pair.left_node: pair.left_uniques for pair in graph}
        self.uniques |= {pair.right_node: pair.right_uniques for pair in graph}
        # a group is called by its smallest node
        self.groups = {node: [node] for node in self.size}

    def clusters(self) -> Clusters:
        """Merge until nobody chooses; return the group of each node."""
        while True:
            choices = {name: self.choice(name) for name in self.groups}
            merges = [
                (name, chosen)
                for name, chosen in choices.items()
                if chosen is not None and name < chosen and choices[chosen] == name
            ]
            if not merges:
                return {node: name for name, group in self.groups.items() for node in group}
            for lower, higher in merges:
                self.groups[lower] += self.groups.pop(higher)

    def choice(self, name: int) -> int | None:
        """Return the best neighbour of a group; None where it has none or is torn between two."""
        averages = {
            other: average
            for other in self.groups
            if other != name and (average := self.average(name, other)) is not None
        }
        best, second, *_ = [
            *sorted(averages, key=lambda other: (-averages[other], other)),
            None,
            None,
        ]
        if best is not None and second is not None and self.are_apart(best, second):
            lead = averages[best] - averages[second]
            return best if lead >= self.settings.least_lead else None
        return best

    def average(self, one: int, other: int) -> Fraction | None:
        """Return the average evidence of two groups that may become one."""
        total = records = compared = 0
        for left in self.groups[one]:
            for right in self.groups[other]:
                possible = self.size[left] * self.size[right]
                pair = self.pairs.get(frozenset((left, right)))
                compared += pair.weight_sum if pair else 0
                missing = possible - (pair.pair_count if pair else 0)
                total += (pair.weight_sum if pair else 0) + self.settings.missing_average * missing
                records += possible
        average = Fraction(total, records)
        # what was compared has to speak for one person, however little a missing pair counts
        may_join = compared > 0 and average >= self.settings.least_average
        return average if may_join and not self.are_apart(one, other) else None

    def are_apart(self, one: int, other: int) -> bool:
        """Tell whether a veto lies between two groups, or both hold one of a kind."""
        between = (
            self.pairs.get(frozenset((left, right)))
            for left in self.groups[one]
            for right in self.groups[other]
        )
        vetoed = any(pair is not None and pair.veto_count > 0 for pair in between)
        return vetoed or bool(self.held(one) & self.held(other))

    def held(self, name: int) -> int:
        """Return the bits of the systems without duplicates of which a group holds a record."""
        return reduce(or_, (self.uniques[node] for node in self.groups[name]))


# what the comment of the materialization says, one graph each, answered by hand for SETTINGS[0]
BY_HAND: Mapping[str, tuple[Graph, Clusters]] = {
    "two": ((Pair(1, 2, 5),), {1: 1, 2: 1}),
    "exactly enough": ((Pair(1, 2, 2000, 1, 0, 2, 1),), {1: 1, 2: 1}),
    "a missing pair too many": ((Pair(1, 2, 1999, 1, 0, 2, 1),), {1: 1, 2: 2}),
    "vetoed": ((Pair(1, 2, 99_000, 1, 1),), {1: 1, 2: 2}),
    "a chain whose ends were never compared": (
        (Pair(1, 2, 9000), Pair(2, 3, 2000)),
        {1: 1, 2: 1, 3: 1},
    ),
    "a chain whose ends differ": (
        (Pair(1, 2, 9000), Pair(2, 3, 8000), Pair(1, 3, -8001)),
        {1: 1, 2: 1, 3: 3},
    ),
    "exactly the least lead, in thirds": (
        (Pair(1, 2, 15_145, 3, 0, 3, 1), Pair(2, 3, 6145, 3, 0, 1, 3), Pair(1, 3, 0, 0, 1, 3, 3)),
        {1: 1, 2: 1, 3: 3},
    ),
    "a tie goes to the smallest node": (
        (Pair(1, 2, 4000), Pair(2, 3, 4000), Pair(1, 3, -9000)),
        {1: 1, 2: 1, 3: 3},
    ),
    "a chain of ties": (
        tuple(Pair(node, node + 1, 4000) for node in range(1, 4)),
        {1: 1, 2: 1, 3: 3, 4: 3},
    ),
    "a veto takes its group along": (
        (Pair(1, 2, 9000), Pair(2, 3, 5000), Pair(1, 3, 0, 0, 1)),
        {1: 1, 2: 1, 3: 3},
    ),
    "torn": (
        (Pair(1, 2, 9000), Pair(2, 3, 6001), Pair(1, 3, 0, 0, 1)),
        {1: 1, 2: 2, 3: 3},
    ),
    "torn by a veto that one of two groups brings": (
        (
            Pair(1, 2, 20_000),
            Pair(2, 3, 0, 0, 1),
            Pair(1, 4, 9000),
            Pair(2, 4, 9000),
            Pair(3, 4, 8000),
        ),
        {1: 1, 2: 1, 3: 3, 4: 4},
    ),
    "who wants a torn one waits": (
        (Pair(1, 2, 9000), Pair(2, 3, 9000), Pair(1, 3, 0, 0, 1), Pair(3, 4, 5000)),
        {1: 1, 2: 2, 3: 3, 4: 4},
    ),
    "two of a system without duplicates": (
        (Pair(1, 2, 9000, 1, 0, 1, 1, 2, 2),),
        {1: 1, 2: 2},
    ),
    "one of a kind is brought by a neighbour": (
        (Pair(1, 2, 20_000, 1, 0, 1, 1, 2, 4), Pair(2, 3, 15_000, 1, 0, 1, 1, 4, 2)),
        {1: 1, 2: 1, 3: 3},
    ),
    "torn between two of a kind": (
        (Pair(1, 2, 9000, 1, 0, 1, 1, 2, 0), Pair(2, 3, 8000, 1, 0, 1, 1, 0, 2)),
        {1: 1, 2: 2, 3: 3},
    ),
    "a rule that let go is no compared pair": (
        (Pair(1, 2, 8001, 0, 0, 2, 2),),
        {1: 1, 2: 1},
    ),
}


def drawing(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- draws of a test, no secret


def random_graph(seed: int) -> Graph:
    """Draw atoms of several sizes; few values of evidence, so that ties are many."""
    rng = drawing(seed)
    nodes = [seed * RANGE + place for place in rng.sample(range(RANGE), rng.randint(2, 10))]
    size = {node: rng.choice((1, 1, 1, 2, 3)) for node in nodes}
    uniques = {node: rng.choice((0, 0, 0, 2, 4, 6)) for node in nodes}
    compared, vetoed = rng.choice((0.4, 0.7, 1.0)), rng.choice((0.0, 0.1, 0.3))
    step = rng.choice((1, 500, 3000))
    pairs = []
    for left, right in combinations(sorted(nodes), 2):
        count = rng.randint(0, size[left] * size[right])
        weight = step * rng.randint(-12_000 // step, 20_000 // step)
        if rng.random() < compared:
            veto = int(rng.random() < vetoed)
            pairs.append(
                Pair(
                    left,
                    right,
                    max(1, count) * weight,
                    count,
                    veto,
                    size[left],
                    size[right],
                    uniques[left],
                    uniques[right],
                )
            )
    return tuple(pairs)


def moved(graph: Graph, start: int) -> Graph:
    return tuple(
        replace(pair, left_node=pair.left_node + start, right_node=pair.right_node + start)
        for pair in graph
    )


RANDOM = [random_graph(seed) for seed in range(1, GRAPHS + 1)]
# below all random ones
PLACES = {name: -RANGE * place for place, name in enumerate(BY_HAND, 1)}
ROWS = [
    *(pair for graph in RANDOM for pair in graph),
    *(pair for name, (graph, _) in BY_HAND.items() for pair in moved(graph, PLACES[name])),
]


class Linkage:
    """Every setting over the same rows, in their order and twice in others; one run of dbt."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        orders = {"ordered": ROWS, "reversed": ROWS[::-1], "shuffled": ROWS[:], "none": []}
        drawing(7).shuffle(orders["shuffled"])
        models = {}
        for order, rows in orders.items():
            _write(rows, folder / f"{order}.parquet")
            for number, settings in enumerate(SETTINGS):
                name = f"{order}_{number}"
                models[name] = MODEL.format(
                    **vars(settings),
                    clusters=folder / f"{name}.parquet",
                    pairs=folder / f"{order}.parquet",
                )
        GraphProject(folder, models).build()

    def clusters(self, order: str, settings: Settings) -> Clusters:
        table = pq.read_table(self._folder / f"{order}_{SETTINGS.index(settings)}.parquet")
        nodes = table["node"].to_pylist()
        assert len(nodes) == len(set(nodes))
        return dict(zip(nodes, table["cluster"].to_pylist(), strict=True))


def _write(rows: Sequence[Pair], path: Path) -> None:
    names = list(Pair.__dataclass_fields__)
    columns = list(zip(*map(astuple, rows), strict=True)) or [()] * len(names)
    schema = pa.schema([(name, pa.int64()) for name in names])
    pq.write_table(pa.table(dict(zip(names, columns, strict=True)), schema=schema), path)


@pytest.fixture(scope="module")
def linkage(tmp_path_factory: pytest.TempPathFactory) -> Linkage:
    return Linkage(tmp_path_factory.mktemp("linkage_project"))


def wrong_answers(
    found: Clusters, settings: Settings
) -> Iterator[tuple[Graph, Clusters, Clusters]]:
    for graph in RANDOM:
        expected = Oracle(graph, settings).clusters()
        answer = {node: found[node] for node in expected}
        if answer != expected:
            yield graph, answer, expected


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_clusters_are_those_of_brute_force(linkage: Linkage, settings: Settings) -> None:
    wrong = wrong_answers(linkage.clusters("ordered", settings), settings)
    # the smallest graph says most
    assert min(wrong, key=lambda case: len(case[0]), default=None) is None


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_the_order_of_rows_changes_nothing(
    linkage: Linkage, order: str, settings: Settings
) -> None:
    assert linkage.clusters(order, settings) == linkage.clusters("ordered", settings)


@pytest.mark.parametrize("name", BY_HAND)
def test_graphs_answered_by_hand(linkage: Linkage, name: str) -> None:
    graph, expected = BY_HAND[name]
    found = linkage.clusters("ordered", SETTINGS[0])
    start = PLACES[name]
    assert {node: found[start + node] - start for node in expected} == expected
    assert Oracle(graph, SETTINGS[0]).clusters() == expected


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_every_node_is_in_a_cluster_named_by_its_smallest_node(
    linkage: Linkage, settings: Settings
) -> None:
    found = linkage.clusters("ordered", settings)
    assert set(found) == {node for pair in ROWS for node in (pair.left_node, pair.right_node)}
    for node, cluster in found.items():
        assert cluster <= node
        assert found[cluster] == cluster


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_no_cluster_holds_a_vetoed_pair(linkage: Linkage, settings: Settings) -> None:
    found = linkage.clusters("ordered", settings)
    vetoed = [pair for pair in ROWS if pair.veto_count > 0]
    assert len(vetoed) > 100
    assert [pair for pair in vetoed if found[pair.left_node] == found[pair.right_node]] == []


def test_no_pairs_no_clusters(linkage: Linkage) -> None:
    assert linkage.clusters("none", SETTINGS[0]) == {}
