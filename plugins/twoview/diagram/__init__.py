"""Layered diagrams from left to right, and small charts, as accessible inline SVG."""

from .charts import Axis, Dot, bar, plot, week
from .graph import WORDS, Edge, Graph, Group, Node
from .layout import Layout, layout
from .pieces import Caption, Tick
from .style import stylesheet
from .svg import svg
from .timeline import Line, timeline

__all__ = [
    "WORDS",
    "Axis",
    "Caption",
    "Dot",
    "Edge",
    "Graph",
    "Group",
    "Layout",
    "Line",
    "Node",
    "Tick",
    "bar",
    "layout",
    "plot",
    "stylesheet",
    "svg",
    "timeline",
    "week",
]
