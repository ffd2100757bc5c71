"""Reach, circles and components, compared with what following every edge finds."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from twoview.graph import circles, components, reach, reverse

names = st.sampled_from("abcdefg")
graphs = st.dictionaries(names, st.lists(names, max_size=4), max_size=7)


def follow(start: str, edges: dict[str, list[str]]) -> set[str]:
    """Return all that one or more steps from an id lead to."""
    found: set[str] = set()
    fresh = {*edges.get(start, ())}
    while fresh:
        found |= fresh
        fresh = {target for each in fresh for target in edges.get(each, ())} - found
    return found


def all_names(edges: dict[str, list[str]]) -> set[str]:
    return {*edges, *(target for targets in edges.values() for target in targets)}


def test_reach_counts_the_fewest_steps_and_leaves_out_what_is_apart() -> None:
    edges = {"a": ["b", "c"], "b": ["c"], "c": ["d"], "e": ["a"]}
    assert reach(["a"], edges) == {"a": 0, "b": 1, "c": 1, "d": 2}
    assert reach(["d", "e"], edges) == {"d": 0, "e": 0, "a": 1, "b": 2, "c": 2}


@given(graphs, names)
def test_reach_finds_what_following_every_edge_finds(edges: dict, start: str) -> None:
    distance = reach([start], edges)
    assert distance.keys() == {start} | follow(start, edges)
    for ident, steps in distance.items():
        before = [distance[each] for each in distance if ident in edges.get(each, ())]
        assert steps == (0 if ident == start else min(before) + 1)


@given(graphs)
def test_reversed_edges_are_the_same_edges(edges: dict) -> None:
    backwards = reverse(edges)
    there = {(ident, target) for ident, targets in edges.items() for target in targets}
    assert {(ident, each) for each, all_of in backwards.items() for ident in all_of} == there
    assert sum(map(len, backwards.values())) == len(there)


@given(graphs)
def test_a_component_holds_what_can_be_reached_from_each_other(edges: dict) -> None:
    found = components(edges)
    assert sorted(ident for members in found for ident in members) == sorted(all_names(edges))
    home = {ident: number for number, members in enumerate(found) for ident in members}
    for one in home:
        for other in home:
            together = other in follow(one, edges) and one in follow(other, edges)
            assert (home[one] == home[other]) == (together or one == other)


@given(graphs)
def test_a_component_comes_after_those_that_it_leads_to(edges: dict) -> None:
    home = {ident: number for number, each in enumerate(components(edges)) for ident in each}
    for ident, targets in edges.items():
        assert all(home[target] <= home[ident] for target in targets)


@given(graphs)
def test_each_set_of_ids_that_require_each_other_gives_one_shortest_circle(edges: dict) -> None:
    found = circles(edges)
    beneath = {ident: follow(ident, edges) for ident in all_names(edges)}
    starts = {
        min(other for other in beneath[ident] if ident in beneath[other])
        for ident in beneath
        if ident in beneath[ident]
    }
    assert [path[0] for path in found] == sorted(starts)
    for path in found:
        assert all(target in edges[ident] for ident, target in pairwise([*path, path[0]]))
        ways_back = (reach([target], edges) for target in edges[path[0]])
        assert len(path) == min(1 + way[path[0]] for way in ways_back if path[0] in way)


def test_a_circle_starts_at_its_smallest_id() -> None:
    assert circles({"b": ["c"], "c": ["a"], "a": ["b"]}) == [["a", "b", "c"]]
    assert circles({"b": ["a"], "a": ["a"]}) == [["a"]]
    assert circles({"a": ["b"], "b": ["missing"]}) == []


def test_a_long_chain_is_no_problem() -> None:
    size = 20_000
    chain = {str(n): [str(n + 1)] for n in range(size)}
    assert len(components(chain)) == size + 1
    assert reach(["0"], chain)[str(size)] == size
    assert circles(chain) == []
    assert len(circles({**chain, str(size): ["0"]})[0]) == size + 1
