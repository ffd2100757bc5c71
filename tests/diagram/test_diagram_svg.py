"""The SVG element: well-formed for any text, complete, accessible, the same every time."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from drawings import SHOP, graphs, patient
from hypothesis import given
from twoview.diagram import Edge, Graph, Node, svg

GOLDEN = Path(__file__).parents[1] / "golden" / "diagram-shop.svg"
SPACE = "{http://www.w3.org/2000/svg}"


def draw(graph, **options):
    settings = {"ident": "d-shop", "title": "Order goods", "description": "What it needs."}
    return svg(graph, **{**settings, **options})


def parsed(graph, **options):
    return ElementTree.fromstring(draw(graph, **options))


def one(**fields):
    return Graph((Node(**{"key": "a", "label": "A", "kind": "service", "lane": 0, **fields}),))


def node_of(root):
    return next(each for each in root.iter() if each.get("data-node"))


@patient
@given(graphs())
def test_any_text_gives_well_formed_xml_without_empty_lines(graph):
    text = draw(graph, title="<&\x00\n\n>", description="]]>--")
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SPACE}svg"
    assert all(line.strip() for line in text.split("\n"))


@patient
@given(graphs())
def test_every_edge_group_and_node_is_drawn_exactly_once(graph):
    root = parsed(graph)
    edges = [each.get("data-edge") for each in root.iter() if each.get("data-edge")]
    groups = [each.get("data-group") for each in root.iter() if each.get("data-group")]
    nodes = [each.get("data-node") for each in root.iter() if each.get("data-node")]
    assert Counter(edges) == Counter(f"{e.source} {e.target} {e.kind}" for e in graph.edges)
    assert Counter(groups) == Counter(
        " ".join((group.source, str(group.need), *group.members)) for group in graph.groups
    )
    assert nodes == [node.key for node in graph.nodes]


@patient
@given(graphs())
def test_ids_are_unique_and_every_reference_to_one_is_met(graph):
    text = draw(graph)
    ids = re.findall(r' id="([^"]+)"', text)
    used = re.findall(r"url\(#([^)]+)\)", text)
    assert len(ids) == len(set(ids))
    assert {*used, "d-shop-title", "d-shop-desc"} <= set(ids)
    assert all(each.startswith("d-shop-") for each in ids)


def test_the_drawing_is_the_same_under_any_hash_seed():
    script = (
        "from drawings import SHOP\n"
        "from twoview.diagram import svg\n"
        "print(svg(SHOP, ident='d', title='t', description='d'), end='')"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    drawn = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    ]
    assert drawn[0]
    assert drawn.count(drawn[0]) == len(drawn)


def test_the_shop_is_drawn_as_it_was():
    text = draw(SHOP) + "\n"
    if os.environ.get("TWOVIEW_GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_title_and_description_name_the_drawing():
    root = parsed(SHOP)
    title, description = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
    assert root.get("role") == "group"
    assert (root.get("aria-labelledby"), title.text) == ("d-shop-title", "Order goods")
    assert root.get("aria-describedby") == "d-shop-desc"
    assert description.text == "What it needs. 2 relations are not drawn."


@pytest.mark.parametrize(("hidden", "told"), [(0, "D."), (1, "D. 1 relation is not drawn.")])
def test_the_description_counts_what_is_hidden(hidden, told):
    root = parsed(Graph((), hidden=hidden), description="D.")
    assert root.find(f"{SPACE}desc").text == told


def test_a_node_with_an_address_is_a_link_that_says_all_it_shows():
    graph = one(label="Pay", caption="external", href="../pay/", tone="retiring", hint="2 short")
    node = node_of(parsed(graph))
    assert node.tag == f"{SPACE}a"
    assert node.get("href") == "../pay/"
    assert node.get("aria-label") == "Pay, retiring, external, 2 short"
    assert node.get("aria-current") is None


def test_the_node_in_focus_is_the_current_one():
    assert node_of(parsed(one(href="./", tone="focus"))).get("aria-current") == "true"


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " JavaScript:x", "java\u200escript:x", "data:text/html,x", ""]
)
def test_an_address_that_is_not_of_the_web_is_no_link(href):
    node = node_of(parsed(one(href=href)))
    assert node.tag == f"{SPACE}g"
    assert node.get("role") == "img"


def test_a_long_label_is_cut_but_told_in_full():
    label = "A label that is a good deal longer than the box that it stands in, " * 2 + "really"
    node = node_of(parsed(one(label=label)))
    shown = [text.text for text in node.iter(f"{SPACE}text")]
    assert len(shown) == 4
    assert shown[-1].endswith("…")
    assert node.find(f"{SPACE}title").text == label


def test_a_status_is_a_word_in_the_caption_too():
    node = node_of(parsed(one(caption="supporting", tone="focus retired")))
    shown = [text.text for text in node.iter(f"{SPACE}text")]
    assert shown == ["A", "retired · supporting"]


def test_kinds_of_edge_differ_by_head():
    text = draw(SHOP)
    heads = re.findall(r'<path class="tv-head (tv-head-\w+)[^"]*" d="([^"]+)"', text)
    assert {kind for kind, _ in heads} == {
        "tv-head-requires",
        "tv-head-degrades",
        "tv-head-delivers",
        "tv-head-serves",
    }


def test_kinds_of_node_differ_by_mark():
    marks = set()
    for kind in ("outcome", "customer", "service", "component", "team", "supplier", "more"):
        node = node_of(parsed(one(kind=kind)))
        marks.update(mark.get("d") for mark in node.iter() if mark.get("class") == "tv-mark")
    assert len(marks) >= 7


def test_the_label_of_an_edge_stands_beside_it_and_in_its_tooltip():
    root = parsed(SHOP)
    tags = [each.text for each in root.iter() if each.get("class") == "tv-tag"]
    edge = next(each for each in root.iter() if each.get("data-edge") == "order pay requires")
    assert tags == ["99.9 %"]
    assert edge.find(f"{SPACE}title").text == "Order goods requires Payments: 99.9 %"


def test_a_downloaded_drawing_looks_nothing_up():
    text = draw(SHOP, literal=True)
    assert "var(" not in text
    assert "<style>" in text
    assert ElementTree.fromstring(text).find(f"{SPACE}rect").get("class") == "tv-page"
    assert "<style>" not in draw(SHOP)


@pytest.mark.parametrize("ident", ["", "1st", "a b", 'a"b', "ä"])
def test_an_ident_that_is_no_plain_name_is_refused(ident):
    with pytest.raises(ValueError, match="is no id"):
        draw(SHOP, ident=ident)


def test_a_circle_of_thousands_is_drawn_without_recursion():
    keys = [f"n{at}" for at in range(1200)]
    nodes = tuple(Node(key, key, "component", 0) for key in keys)
    edges = tuple(Edge(a, b, "requires") for a, b in zip(keys, [*keys[1:], keys[600]], strict=True))
    assert draw(Graph(nodes, edges)).count("data-edge") == 1200
