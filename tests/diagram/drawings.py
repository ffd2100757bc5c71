"""Graphs for the diagram tests: a shop drawn by hand, and random ones."""

from hypothesis import settings
from hypothesis import strategies as st
from twoview.diagram import Edge, Graph, Group, Node
from twoview.diagram.graph import EDGE_KINDS, NODE_KINDS, TONES

_STORE = "database · Store platform team"

SHOP = Graph(
    nodes=(
        Node("buy", "Buy goods at any hour", "outcome", 0, "outcome", "../outcomes/buy/"),
        Node("order", "Order goods", "service", 1, "external service", "../order/", "focus"),
        Node("pay", "Payments", "service", 2, "supporting service", "../pay/", "short"),
        Node("mail", "Notices", "service", 2, "supporting service", "../mail/", "proposed"),
        Node("shop", "Web shop", "component", 3, "application · Shop team", "../shop/"),
        Node("db-1", "orders-db-1", "component", 3, _STORE, "../db-1/"),
        Node("db-2", "orders-db-2", "component", 3, _STORE, "../db-2/", "retiring"),
        Node("card", "Card processor", "component", 3, "external · Card supplier"),
        Node("rest", "12 more", "more", 3, "", "../components/"),
    ),
    edges=(
        Edge("order", "buy", "delivers"),
        Edge("order", "pay", "requires", "99.9 %", "short"),
        Edge("order", "mail", "degrades"),
        Edge("order", "shop", "requires"),
        Edge("pay", "card", "requires", "", "short"),
        Edge("pay", "shop", "requires"),
        Edge("mail", "shop", "requires"),
        Edge("card", "pay", "serves"),
        Edge("shop", "shop", "degrades"),
    ),
    groups=(Group("shop", ("db-1", "db-2"), 1, True), Group("mail", ("pay", "card"), 1)),
    lanes=("Outcomes", "Services", "Supporting services", "Components"),
    hidden=2,
)

patient = settings(deadline=None, max_examples=80)
texts = st.text(st.characters(exclude_categories=()), max_size=40)
tones = st.lists(st.sampled_from(TONES), max_size=2, unique=True).map(" ".join)


@st.composite
def graphs(draw, labels=texts):
    lanes = draw(st.integers(1, 4))
    count = draw(st.integers(1, 14))
    keys = [f"n{at}" for at in range(count)]
    nodes = [_node(draw, key, lanes, labels) for key in keys]
    key = st.sampled_from(keys)
    kind = st.sampled_from(EDGE_KINDS)
    edge = st.builds(Edge, key, key, kind, st.just("") | labels, st.sampled_from(("", "short")))
    edges = draw(st.lists(edge, max_size=30))
    members = st.lists(key, min_size=1, max_size=4, unique=True)
    groups = [
        Group(draw(key), tuple(held), draw(st.integers(1, len(held))), draw(st.booleans()))
        for held in draw(st.lists(members, max_size=4))
    ]
    titles = tuple(draw(labels) for _ in range(lanes))
    return Graph(tuple(nodes), tuple(edges), tuple(groups), titles, draw(st.integers(0, 5)))


def _node(draw, key, lanes, labels):
    kind, lane = draw(st.sampled_from(NODE_KINDS)), draw(st.integers(0, lanes - 1))
    return Node(key, draw(labels), kind, lane, draw(labels), draw(labels), draw(tones))


plain = st.sampled_from(["Web shop", "orders-db-1", "A name of several rather long words", ""])
