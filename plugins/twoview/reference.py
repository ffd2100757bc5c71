"""The rules' own words as pages: Markdown for the site, plain text for the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

import click

from twoview.finding import Rule
from twoview.rules import FAMILIES, all_rules

_GENERATED = "<!-- Written by `python -m twoview.reference`; the text stands with the rule. -->\n\n"
_MARK = re.compile(r"# <- [a-z]")
_OTHER = {"error": "warning", "warning": "info", "info": "off"}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: a title, paragraphs, and YAML that shows what they mean."""

    title: str
    text: str
    yaml: str = ""


def rule_page(rule: Rule) -> str:
    """Return the page of a rule as Markdown."""
    parts = [f"# {rule.name}", rule.summary, _facts(rule)]
    for section in _sections(rule):
        parts += [f"## {section.title}", section.text]
        if section.yaml:
            parts.append(f"```yaml{_highlight(section.yaml)}\n{section.yaml}```")
    return "\n\n".join(parts) + "\n"


def index_page(rules: Iterable[Rule]) -> str:
    """Return a page that lists rules by family, as Markdown."""
    parts = ["# Rules", _INTRODUCTION]
    for family, members in by_family(rules).items():
        table = "\n".join([*_HEADER, *map(_row, members)])
        parts += [f"## {family.capitalize()}", _about(members[0]), table]
    return "\n\n".join(parts) + "\n"


_HEADER = ("| Rule | Severity | What it finds |", "| --- | --- | --- |")
_INTRODUCTION = """\
Each rule has a name, which is the same in reports, in `catalog.yaml` and in waivers. `twoview
check` applies them all, and `twoview explain NAME` shows a rule's page in the terminal.

The examples are small catalogs. A line `---` stands between one file and the next, and the mark
`# <-` behind the line at which the rule finds something."""


def rule_text(rule: Rule, width: int, chosen: str | None = None) -> str:
    """Return the page of a rule as text for a terminal with so many columns.

    `chosen` is the severity, or `off`, that a catalog gives the rule.
    """
    parts = [rule.name, _wrapped(rule.summary, width), _facts(rule, chosen)]
    for section in _sections(rule):
        parts.append(f"{section.title.upper()}\n\n{_wrapped(section.text, width)}")
        if section.yaml:
            parts.append(indent(section.yaml.rstrip(), "    "))
    return "\n\n".join(parts) + "\n"


def index_text(rules: Iterable[Rule]) -> str:
    """Return a list of rules by family as text for a terminal."""
    families = by_family(rules).items()
    return "\n".join(f"{family.capitalize()}\n{_listed(members)}" for family, members in families)


def by_family(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Return rules by family, ours in the order in which they are told, then others by name."""
    found: dict[str, list[Rule]] = {family: [] for family in FAMILIES}
    for rule in sorted(rules, key=lambda each: each.family):
        found.setdefault(rule.family, []).append(rule)
    return {family: members for family, members in found.items() if members}


def own_rules() -> list[Rule]:
    """Return the rules of this package, without those that other packages add."""
    return [rule for rule in all_rules().values() if _module(rule).startswith("twoview.rules.")]


def pages(rules: Collection[Rule]) -> dict[str, str]:
    """Return the content of every page by file name."""
    texts = {f"{each.name}.md": rule_page(each) for each in rules}
    texts["index.md"] = index_page(rules)
    return {name: _GENERATED + text for name, text in texts.items()}


def differences(folder: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    """Yield in words how the pages in a folder differ from those wanted."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name in wanted and found[name] != wanted[name]:
            yield f"{name} is not what the rule says now"
        elif name not in wanted and found[name].startswith(_GENERATED):
            yield f"{name} is left over from a rule that is gone"


def write(folder: Path, wanted: Mapping[str, str]) -> None:
    """Write pages into a folder, and remove those of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in wanted and path.read_text(encoding="utf-8").startswith(_GENERATED):
            path.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _sections(rule: Rule) -> Iterator[Section]:
    yield Section("Why", rule.rationale)
    yield Section("What it finds", "There is a finding at each line that is marked:", rule.bad)
    yield Section("As it should be", "Here the rule finds nothing:", rule.good)
    other = _OTHER[rule.severity]
    text = "`catalog.yaml` may give the rule another severity, or turn it `off`:"
    yield Section("Changing its severity", text, f"rules:\n  {rule.name}: {other}\n")
    if rule.waivable:
        yield Section("Accepting a finding", _ACCEPTING, _waiver(rule))
    else:
        yield Section("Accepting a finding", "Findings of this rule cannot be accepted.")


_ACCEPTING = """\
Whatever has the finding may accept it for a time, with a reason. It counts until the day that is
named, inclusive; from the next day the finding is back, together with one of `waiver-expired`."""


def _waiver(rule: Rule) -> str:
    return (
        f"accepts:\n  - rule: {rule.name}\n"
        "    reason: Why this is fine for now.\n    until: 2027-06-30\n"
    )


def _facts(rule: Rule, chosen: str | None = None) -> str:
    here = f", in this catalog {chosen}" if chosen else ""
    return f"Severity: {rule.severity}{here}. Family: {rule.family}."


def _row(rule: Rule) -> str:
    return f"| [{rule.name}]({rule.name}.md) | {rule.severity} | {rule.summary} |"


def _highlight(yaml: str) -> str:
    marked = [str(n) for n, line in enumerate(yaml.splitlines(), 1) if _MARK.search(line)]
    return f' hl_lines="{" ".join(marked)}"' if marked else ""


def _wrapped(text: str, width: int) -> str:
    return click.wrap_text(text, width, preserve_paragraphs=True)


def _listed(members: Iterable[Rule]) -> str:
    return "".join(f"  {each.name:30}  {each.severity:7}  {each.summary}\n" for each in members)


def _about(rule: Rule) -> str:
    """Return what the module of a rule says of itself, after its title."""
    summary = (sys.modules[_module(rule)].__doc__ or "").partition("\n")[0]
    about = summary.partition(": ")[2] or summary
    return about[:1].upper() + about[1:]


def _module(rule: Rule) -> str:
    return str(rule.check.__module__)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--check", is_flag=True, help="Write nothing; fail where the pages differ.")
def main(folder: Path, check: bool) -> None:
    """Write a page for each rule, and one that lists them, into FOLDER."""
    wanted = pages(own_rules())
    if not check:
        write(folder, wanted)
        return
    found = list(differences(folder, wanted))
    for difference in found:
        click.echo(f"{folder}: {difference}", err=True)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
