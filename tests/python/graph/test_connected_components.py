from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .conftest import Components, ComponentsProject, Ids

Edges = list[tuple[int, int]]
# each graph of a batch has a range of ids of its own, from -2^60 to 2^60
RANGE = 2**61 // 30


def expected_components(left: Ids, right: Ids) -> Components:
    """Return what SciPy finds; a component is named by its smallest node."""
    nodes, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    ends = places.reshape(2, -1)
    matrix = coo_array(
        (np.ones(ends.shape[1], dtype=np.int8), (ends[0], ends[1])), shape=(len(nodes), len(nodes))
    )
    _, labels = connected_components(matrix, directed=False)
    smallest = np.full(len(nodes), np.iinfo(np.int64).max)
    np.minimum.at(smallest, labels, nodes)
    return Components(nodes, smallest[labels])


def assert_same(project: ComponentsProject, left: Ids, right: Ids) -> None:
    found = project.run(left, right)
    if len(left) == 0:
        assert len(found.node) == 0
        return
    expected = expected_components(left, right)
    np.testing.assert_array_equal(found.node, expected.node)
    np.testing.assert_array_equal(found.component, expected.component)


def chain(size: int) -> Edges:
    return [(place, place + 1) for place in range(size - 1)]


def star(size: int) -> Edges:
    return [(0, leaf) for leaf in range(1, size)]


def clique(size: int) -> Edges:
    return [(low, high) for high in range(size) for low in range(high)]


@st.composite
def graphs(draw: st.DrawFn) -> Edges:
    """Draw a graph: a shape or any edges, its nodes renamed, its edges turned and repeated."""
    kind = draw(st.sampled_from(("any", "any", "chain", "star", "clique", "tree")))
    size = draw(st.integers(2, 9 if kind == "clique" else 40))
    if kind == "any":
        node = st.integers(0, size - 1)
        edges = draw(st.lists(st.tuples(node, node), max_size=60))
    elif kind == "tree":
        edges = [(draw(st.integers(0, place - 1)), place) for place in range(1, size)]
    else:
        edges = {"chain": chain, "star": star, "clique": clique}[kind](size)
    # the algorithm looks at the order of the ids: any order, near each other or far apart
    spread = st.integers(0, RANGE - 1) if draw(st.booleans()) else st.integers(0, size + 3)
    ids = draw(st.lists(spread, min_size=size, max_size=size, unique=True))
    edges = [(ids[left], ids[right]) for left, right in edges]
    turned = draw(st.lists(st.booleans(), min_size=len(edges), max_size=len(edges)))
    edges = [edge[::-1] if turn else edge for edge, turn in zip(edges, turned, strict=True)]
    if edges:
        edges += draw(st.lists(st.sampled_from(edges), max_size=3))
    edges += [(node, node) for node in draw(st.lists(st.sampled_from(ids), max_size=2))]
    return draw(st.permutations(edges))


def batch(drawn: list[Edges]) -> tuple[Ids, Ids]:
    rows = [
        (left + start, right + start)
        for start, edges in zip(range(-(2**60), 2**60, RANGE), drawn, strict=False)
        for left, right in edges
    ]
    ends = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return ends[:, 0], ends[:, 1]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(drawn=st.lists(graphs(), min_size=20, max_size=30))
def test_components_are_those_of_scipy(project: ComponentsProject, drawn: list[Edges]) -> None:
    assert_same(project, *batch(drawn))


def test_no_edges_no_components(project: ComponentsProject) -> None:
    none = np.empty(0, dtype=np.int64)
    assert_same(project, none, none)


@pytest.mark.parametrize("size", [100_000])
@pytest.mark.parametrize("order", ["ascending", "descending", "shuffled"])
def test_long_chain(project: ComponentsProject, size: int, order: str) -> None:
    nodes = np.arange(size, dtype=np.int64)
    if order == "descending":
        nodes = nodes[::-1]
    if order == "shuffled":
        nodes = np.random.default_rng(7).permutation(nodes)
    assert_same(project, nodes[:-1], nodes[1:])


@pytest.mark.parametrize("centre", [0, 50_000, 99_999])
def test_wide_star(project: ComponentsProject, centre: int) -> None:
    leaves = np.delete(np.arange(100_000, dtype=np.int64), centre)
    assert_same(project, np.full(len(leaves), centre), leaves)
