"""Layered diagrams from left to right, as accessible inline SVG."""

from .graph import WORDS, Edge, Graph, Group, Node
from .layout import Layout, layout
from .style import stylesheet
from .svg import svg

__all__ = ["WORDS", "Edge", "Graph", "Group", "Layout", "Node", "layout", "stylesheet", "svg"]
