"""Catalogs with something else in the place of what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import settings
from oracle.catalogs import EXAMPLES
from twoview.model import Catalog, Node, Service

often = settings(max_examples=EXAMPLES // 5, deadline=None)


def with_node(catalog: Catalog, node: Node) -> Catalog:
    """Return the catalog with a node in the place of the one with its id."""
    if isinstance(node, Service):
        return replace(catalog, services={**catalog.services, node.id: node})
    return replace(catalog, components={**catalog.components, node.id: node})


def with_targets(catalog: Catalog, ident: str, **targets: Any) -> Catalog:
    """Return the catalog with figures in the place of those that a point states itself."""
    node = catalog.node(ident)
    if isinstance(node, Service):
        return with_node(catalog, replace(node, commitments=replace(node.commitments, **targets)))
    assert node
    return with_node(catalog, replace(node, targets=replace(node.targets, **targets)))
