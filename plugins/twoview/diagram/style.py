"""The look of diagrams: one set of rules, colored by variables on the site, literally in a download."""

import re

_LIGHT = {
    "ink": "#1f2430",
    "soft": "#4a5260",
    "back": "#ffffff",
    "band": "#f3f5f8",
    "muted": "#e9ecf1",
    "frame": "#8a93a3",
    "line": "#5a6474",
    "flow": "#2b59b5",
    "focus": "#1a56db",
    "outcome": "#17694f",
    "customer": "#2b59b5",
    "service": "#4a3fb0",
    "component": "#5a6474",
    "team": "#8a4a08",
    "supplier": "#8a2f6b",
    "short": "#b3261e",
    "unbacked": "#8a5a00",
    "unjudged": "#6b3fa0",
    "kept": "#1b6b3a",
}
_DARK = {
    "ink": "#eceff5",
    "soft": "#b9c1cf",
    "back": "#262b37",
    "band": "#1b1f29",
    "muted": "#20242e",
    "frame": "#7d889c",
    "line": "#a3adbf",
    "flow": "#8db4ff",
    "focus": "#9cc0ff",
    "outcome": "#6fd1a8",
    "customer": "#8db4ff",
    "service": "#b3a9ff",
    "component": "#a3adbf",
    "team": "#f0b26b",
    "supplier": "#f29ccd",
    "short": "#ff8a80",
    "unbacked": "#f2bf5e",
    "unjudged": "#cfa8ff",
    "kept": "#7fd69b",
}
PALETTES = {"light": _LIGHT, "dark": _DARK}

_KINDS = ("outcome", "customer", "service", "component", "team", "supplier")
_VERDICTS = ("short", "unbacked", "unjudged", "kept")
_RULES = """\
.tv-diagram text{font-size:13px;fill:var(--tv-ink)}
.tv-diagram .tv-label{font-weight:700}
.tv-diagram .tv-caption{font-size:11px;fill:var(--tv-soft)}
.tv-diagram .tv-lane{font-size:12px;font-weight:700;fill:var(--tv-soft)}
.tv-diagram .tv-tag,.tv-diagram .tv-key{font-size:11px;fill:var(--tv-soft)}
.tv-diagram .tv-tag{text-anchor:middle;paint-order:stroke;stroke:var(--tv-band);stroke-width:4px;stroke-linejoin:round}
.tv-diagram .tv-band{fill:var(--tv-band)}
.tv-diagram .tv-page{fill:var(--tv-back)}
.tv-diagram .tv-box{fill:var(--tv-back);stroke:var(--tv-frame);stroke-width:1.25px}
.tv-diagram .tv-mark{fill:none;stroke:var(--tv-frame);stroke-width:1.5px;stroke-linecap:round;stroke-linejoin:round}
.tv-diagram .tv-bar{stroke:none}
.tv-diagram .tv-node{text-decoration:none}
.tv-diagram a.tv-node{cursor:pointer}
.tv-diagram a.tv-node:hover .tv-label{text-decoration:underline}
.tv-diagram .tv-proposed .tv-box{stroke-dasharray:5 4}
.tv-diagram .tv-retiring .tv-box,.tv-diagram .tv-retired .tv-box{fill:var(--tv-muted)}
.tv-diagram .tv-retiring .tv-label,.tv-diagram .tv-retired .tv-label{fill:var(--tv-soft);font-weight:400}
.tv-diagram .tv-retired .tv-label{text-decoration:line-through}
.tv-diagram .tv-edge,.tv-diagram .tv-bracket{fill:none;stroke:var(--tv-line);stroke-width:1.4px}
.tv-diagram .tv-degrades{stroke-dasharray:6 4}
.tv-diagram .tv-delivers{stroke:var(--tv-flow);stroke-width:2px}
.tv-diagram .tv-serves{stroke:var(--tv-flow);stroke-dasharray:2 4}
.tv-diagram .tv-bracket{stroke-width:1.8px}
.tv-diagram .tv-unearned{stroke-dasharray:4 3}
.tv-diagram .tv-sign{fill:var(--tv-back);stroke:var(--tv-line);stroke-width:1.4px}
.tv-diagram .tv-need{font-size:11px;font-weight:700;text-anchor:middle}
.tv-diagram .tv-head{fill:var(--tv-line);stroke:var(--tv-line);stroke-width:1.2px}
.tv-diagram .tv-head-degrades{fill:var(--tv-band)}
.tv-diagram .tv-head-delivers{fill:none;stroke:var(--tv-flow);stroke-width:2px}
.tv-diagram .tv-head-serves{fill:var(--tv-flow);stroke:var(--tv-flow)}
"""


def _kind_rules() -> str:
    rules = [
        f".tv-diagram .tv-{kind} .tv-mark{{stroke:var(--tv-{kind})}}\n"
        f".tv-diagram .tv-{kind} .tv-bar{{fill:var(--tv-{kind})}}\n"
        for kind in _KINDS
    ]
    rules += [
        f".tv-diagram .tv-edge.tv-on-{word}{{stroke:var(--tv-{word});stroke-width:3px}}\n"
        f".tv-diagram .tv-head-on-{word}{{fill:var(--tv-{word});stroke:var(--tv-{word})}}\n"
        f".tv-diagram .tv-node.tv-on-{word} .tv-box{{stroke:var(--tv-{word});stroke-width:2.5px}}\n"
        for word in _VERDICTS
    ]
    rules.append(
        ".tv-diagram .tv-focus .tv-box{stroke:var(--tv-ink);stroke-width:3.5px}\n"
        ".tv-diagram a.tv-node:focus-visible{outline:3px solid var(--tv-focus);outline-offset:3px}\n"
    )
    return "".join(rules)


def stylesheet() -> str:
    """Return the style sheet that a site ships once, for Material's light and dark schemes."""
    return (
        f".tv-diagram{{{_variables(_LIGHT)}}}\n"
        # Material prints its dark scheme in light colors.
        f'@media screen{{[data-md-color-scheme="slate"] .tv-diagram{{{_variables(_DARK)}}}}}\n'
        # Material fits every drawing to the page, down to unreadable text.
        ".md-typeset svg.tv-diagram,svg.tv-diagram{max-width:none;height:auto}\n"
        + _RULES
        + _kind_rules()
    )
