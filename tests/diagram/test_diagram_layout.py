"""What must hold for every layout: nothing overlaps, nothing is crossed, nothing is left out."""

from itertools import combinations, pairwise

import pytest
from drawings import SHOP, graphs, patient, plain
from hypothesis import given
from twoview.diagram import Edge, Graph, Group, Node, layout
from twoview.diagram.layers import weave
from twoview.diagram.order import arrange, crossings, neighbors
from twoview.diagram.ranks import plan
from twoview.diagram.route import Rect, along

STEPS = [step / 12 for step in range(13)]


def column(*names, kind="component", lane=0):
    return tuple(Node(name, name, kind, lane) for name in names)


def requires(*pairs):
    return tuple(Edge(source, target, "requires") for source, target in pairs)


def box(drawn, key):
    return next(box.rect for box in drawn.boxes if box.node.key == key)


def points(route):
    return [along(piece, t) for piece in route.pieces for t in STEPS]


def inside(rect, point):
    x, y = point
    return rect.x + 0.5 < x < rect.right - 0.5 and rect.y + 0.5 < y < rect.bottom - 0.5


@patient
@given(graphs(plain))
def test_no_two_boxes_or_signs_overlap(graph):
    drawn = layout(graph)
    rects = [each.rect for each in (*drawn.boxes, *drawn.signs)]
    assert not [pair for pair in combinations(rects, 2) if pair[0].meets(pair[1])]


@patient
@given(graphs(plain))
def test_no_line_runs_through_a_box_or_sign(graph):
    drawn = layout(graph)
    rects = [each.rect for each in (*drawn.boxes, *drawn.signs)]
    run = [point for route in drawn.routes for point in points(route)]
    assert not [point for point in run for rect in rects if inside(rect, point)]


@patient
@given(graphs(plain))
def test_everything_lies_within_width_and_height(graph):
    drawn = layout(graph)
    rects = [each.rect for each in (*drawn.boxes, *drawn.signs, *drawn.bands)]
    rects += [route.label for route in drawn.routes if route.label]
    rects += [Rect(*point, 0, 0) for route in drawn.routes for point in points(route)]
    assert min(rect.x for rect in rects) >= 0
    assert min(rect.y for rect in rects) >= 0
    assert max(rect.right for rect in rects) <= drawn.width
    assert max(rect.bottom for rect in rects) <= drawn.height


@patient
@given(graphs(plain))
def test_a_line_starts_at_its_source_and_ends_at_its_target(graph):
    drawn = layout(graph)
    rects = [each.rect for each in (*drawn.boxes, *drawn.signs)]
    for route in drawn.routes:
        start, end = route.pieces[0][0], route.pieces[-1][3]
        for item, (x, y) in ((route.wire.source, start), (route.wire.target, end)):
            rect = rects[item]
            assert x in (rect.x, rect.right) or y == rect.bottom
            assert rect.x <= x <= rect.right
            assert rect.y <= y <= rect.bottom


@patient
@given(graphs(plain))
def test_the_pieces_of_a_line_join(graph):
    for route in layout(graph).routes:
        ends = [(piece[0], piece[3]) for piece in route.pieces]
        assert all(a[1] == b[0] for a, b in pairwise(ends))


@patient
@given(graphs(plain))
def test_labels_keep_clear_of_one_another_and_of_boxes(graph):
    drawn = layout(graph)
    labels = [route.label for route in drawn.routes if route.label]
    rects = [each.rect for each in (*drawn.boxes, *drawn.signs)]
    assert not [pair for pair in combinations(labels, 2) if pair[0].meets(pair[1])]
    assert not [label for label in labels if any(map(label.meets, rects))]


@patient
@given(graphs(plain))
def test_a_bracket_holds_its_members_and_nothing_else(graph):
    drawn = layout(graph)
    for sign in drawn.signs:
        if sign.bracket:
            held = [drawn.boxes[item] for item in sign.badge.members]
            other = [box for box in drawn.boxes if box not in held]
            reach = Rect(held[0].rect.x, sign.bracket.y, held[0].rect.w, sign.bracket.h)
            assert all(box.rect.meets(reach) for box in held)
            assert not any(box.rect.meets(reach) for box in other)


@patient
@given(graphs(plain))
def test_lanes_stand_side_by_side_in_their_order(graph):
    drawn = layout(graph)
    bands = [band.rect for band in drawn.bands]
    assert all(a.right < b.x for a, b in pairwise(bands))
    lanes = sorted({node.lane for node in graph.nodes})
    for each in drawn.boxes:
        assert each.rect.meets(bands[lanes.index(each.node.lane)])


@patient
@given(graphs(plain))
def test_ordering_keeps_every_item_and_never_adds_crossings(graph):
    layers = weave(graph, plan(graph))
    rights = neighbors(layers.ties)[1]
    before = [sorted(items) for items in layers.columns]
    untouched = [list(items) for items in layers.columns]
    arrange(layers)
    assert [sorted(items) for items in layers.columns] == before
    if not layers.blocks:
        assert crossings(layers.columns, rights) <= crossings(untouched, rights)


def test_what_is_required_stands_to_the_right():
    drawn = layout(Graph(column("a", "b", "c"), requires(("a", "b"), ("b", "c"), ("a", "c"))))
    assert box(drawn, "a").right < box(drawn, "b").x
    assert box(drawn, "b").right < box(drawn, "c").x


def test_an_edge_that_closes_a_circle_points_back_to_its_target():
    drawn = layout(Graph(column("a", "b"), requires(("a", "b"), ("b", "a"))))
    back = drawn.routes[1]
    assert back.pieces[0][0][0] == box(drawn, "b").x
    assert back.pieces[-1][3][0] == box(drawn, "a").right


def test_lines_that_could_be_drawn_without_crossing_are():
    names = [f"{side}{at}" for side in "ab" for at in range(6)]
    edges = requires(*((f"a{at}", f"b{(at * 5) % 6}") for at in range(6)))
    graph = Graph(column(*names), edges)
    layers = weave(graph, plan(graph))
    arrange(layers)
    assert crossings(layers.columns, neighbors(layers.ties)[1]) == 0


def test_members_of_a_group_stand_together_behind_a_bracket():
    nodes = column("app", "one", "x", "two", "y", "three")
    edges = requires(("app", "x"), ("app", "y"))
    drawn = layout(Graph(nodes, edges, (Group("app", ("one", "two", "three"), 2),)))
    rows = sorted((box(drawn, key).y, key) for key in ("one", "x", "two", "y", "three"))
    places = [at for at, (_, key) in enumerate(rows) if key in ("one", "two", "three")]
    assert places[2] - places[0] == 2
    assert drawn.signs[0].text == "2 of 3"
    assert drawn.signs[0].bracket is not None


def test_members_are_drawn_in_one_column_even_if_one_could_stand_further_left():
    edges = requires(("app", "mid"), ("mid", "two"))
    nodes = column("app", "mid", "one", "two")
    drawn = layout(Graph(nodes, edges, (Group("app", ("one", "two"), 1),)))
    assert box(drawn, "one").x == box(drawn, "two").x


@pytest.mark.parametrize(
    ("groups", "edges"),
    [
        ((Group("a", ("b", "c"), 1),), requires(("b", "c"))),
        ((Group("a", ("b", "a"), 1),), ()),
        ((Group("c", ("a", "b"), 1),), requires(("a", "c"))),
    ],
    ids=["one member requires the other", "the source is a member", "the source is required"],
)
def test_members_that_cannot_stand_together_get_a_line_each(groups, edges):
    drawn = layout(Graph(column("a", "b", "c"), edges, groups))
    assert drawn.signs[0].bracket is None
    branches = [route for route in drawn.routes if route.wire.part == "branch"]
    assert [route.arrow for route in branches] == [True, True]


def test_a_member_of_two_different_groups_is_bracketed_once():
    groups = (Group("a", ("b", "c"), 1), Group("a", ("c", "d"), 1))
    drawn = layout(Graph(column("a", "b", "c", "d"), (), groups))
    assert [sign.bracket is not None for sign in drawn.signs] == [True, False]


def test_groups_with_the_same_members_and_need_share_a_bracket():
    groups = (Group("a", ("c", "d"), 1), Group("b", ("d", "c"), 1))
    drawn = layout(Graph(column("a", "b", "c", "d"), (), groups))
    assert len(drawn.signs) == 1
    assert [route.wire.part for route in drawn.routes] == ["stem", "stem"]


def test_solid_lines_to_one_box_share_their_way_past_other_columns():
    nodes = (*column("a", "b", kind="service"), *column("c", lane=1), *column("d", lane=2))
    edges = requires(("a", "c"), ("a", "d"), ("b", "d"))
    drawn = layout(Graph(nodes, edges, (), ("A", "B", "C")))
    assert drawn.routes[1].pieces[1:] == drawn.routes[2].pieces[1:]


def test_the_drawing_grows_downwards_with_the_number_of_nodes():
    def drawn(count):
        names = [f"c{at}" for at in range(count)]
        nodes = (Node("s", "s", "service", 0), *column(*names, lane=1))
        return layout(Graph(nodes, requires(*(("s", name) for name in names)), (), ("S", "C")))

    assert drawn(40).height > 2 * drawn(15).height
    assert drawn(40).width < 1.3 * drawn(15).width


def test_a_graph_without_nodes_is_an_empty_drawing():
    drawn = layout(Graph(()))
    assert (drawn.boxes, drawn.routes, drawn.bands, drawn.legend) == ((), (), (), ())


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"edges": requires(("buy", "sell"))}, "no node 'sell'"),
        ({"edges": (Edge("buy", "pay", "eats"),)}, "no edge kind 'eats'"),
        ({"groups": (Group("buy", ("pay", "pay"), 1),)}, "needs 1 of 2"),
        ({"groups": (Group("buy", ("pay", "mail"), 3),)}, "needs 3 of 2"),
        ({"lanes": ("Only one",)}, "lane 1 of 1"),
        ({"nodes": (SHOP.nodes[0], SHOP.nodes[0])}, "same key"),
        ({"nodes": (Node("a", "A", "cloud", 0),)}, "no node kind 'cloud'"),
        ({"nodes": (Node("a", "A", "team", 0, tone="loud"),)}, "no tone 'loud'"),
    ],
)
def test_a_graph_that_contradicts_itself_is_refused(parts, message):
    whole = {"nodes": SHOP.nodes, "lanes": SHOP.lanes, **parts}
    with pytest.raises(ValueError, match=message):
        Graph(**whole)


def test_an_edge_from_a_node_to_itself_is_a_loop_with_its_label_behind_it():
    loop = Edge("a", "a", "requires", "once more")
    drawn = layout(Graph(column("a"), (loop,)))
    assert drawn.routes[0].label.x > drawn.boxes[0].rect.right
    assert drawn.routes[0].label.right < drawn.width
