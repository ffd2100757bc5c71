"""The look of diagrams: one style sheet for the site, and its rules with literal colors."""

import re
from functools import cache
from importlib.resources import files

_VARIABLE = re.compile(r"--(tv-[a-z]+): (?:var\([^,]+, )?(#[0-9a-f]{6})")
_USE = re.compile(r"var\(--(tv-[a-z]+)\)")
_FONT = ".tv-diagram { font-family: Roboto, 'Segoe UI', Helvetica, Arial, sans-serif; }\n"


@cache
def stylesheet() -> str:
    """Return the style sheet that a site ships once, for Material's light and dark schemes."""
    return files(__package__).joinpath("diagram.css").read_text(encoding="utf-8")


def palettes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colors of the light and of the dark scheme as `#rrggbb`, by variable."""
    light, dark = stylesheet().split("@media", 1)
    return dict(_VARIABLE.findall(light)), dict(_VARIABLE.findall(dark))


@cache
def literal_rules() -> str:
    """Return the rules for a drawing on its own: light colors, nothing left to look up."""
    colors = palettes()[0]
    rules = stylesheet().split("/* Rules */\n", 1)[1].replace("\n\n", "\n")
    return _FONT + _USE.sub(lambda use: colors[use[1]], rules)
