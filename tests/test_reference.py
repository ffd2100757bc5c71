from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from twoview.finding import Rule
from twoview.reference import (
    by_family,
    index_page,
    index_text,
    main,
    own_rules,
    rule_page,
    rule_text,
)
from twoview.rules import FAMILIES, all_rules

DOCS = Path(__file__).parents[1] / "docs" / "rules"
RULES = own_rules()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_the_pages_in_the_repository_are_those_of_the_rules() -> None:
    result = run(DOCS, "--check")
    assert result.output == ""
    assert result.exit_code == 0


@pytest.mark.parametrize("rule", RULES, ids=lambda each: each.name)
def test_page_and_text_say_all_that_a_rule_says(rule: Rule) -> None:
    page, text = rule_page(rule), rule_text(rule, 200)
    assert page.startswith(f"# {rule.name}\n\n{rule.summary}\n")
    assert rule.rationale in page
    assert f"\n{rule.bad}```" in page
    assert f"\n{rule.good}```" in page
    assert "cannot be accepted" in page if not rule.waivable else f"  - rule: {rule.name}\n" in page
    for line in (*rule.bad.splitlines(), *rule.good.splitlines()):
        assert f"    {line}".rstrip() in text
    assert rule.summary in text
    assert max(map(len, rule_text(rule, 60).splitlines())) <= 90


def test_the_marked_lines_are_highlighted() -> None:
    rule = all_rules()["duplicate-key"]
    assert '```yaml hl_lines="4"\nkind: Team' in rule_page(rule)


def test_the_lists_have_every_rule_once_in_the_order_of_the_families() -> None:
    page, text = index_page(RULES), index_text(RULES)
    for rule in RULES:
        assert page.count(f"[{rule.name}]({rule.name}.md)") == 1
        assert text.count(f"  {rule.name} ") == 1
    assert list(by_family(RULES)) == list(FAMILIES)
    assert "## Files\n\nWhat stands on disk can be read, and is what it says it is.\n" in page


def test_rules_of_others_come_after_ours() -> None:
    other = Rule(**{name: getattr(RULES[0], name) for name in Rule.__slots__} | {"family": "aaa"})
    assert list(by_family([other, *RULES]))[-1] == "aaa"


def test_writing_makes_what_checking_wants(tmp_path: Path) -> None:
    assert "index.md is missing" in run(tmp_path, "--check").stderr
    assert run(tmp_path / "new").exit_code == 0
    assert run(tmp_path / "new", "--check").exit_code == 0


def test_checking_finds_what_is_missing_stale_or_left_over(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "schema.md").unlink()
    (tmp_path / "no-outcome.md").write_text("# Old\n", encoding="utf-8")
    (tmp_path / "gone.md").write_bytes((tmp_path / "no-customer.md").read_bytes())
    result = run(tmp_path, "--check")
    assert result.exit_code == 1
    assert [line.partition(": ")[2] for line in result.stderr.splitlines()] == [
        "gone.md is left over from a rule that is gone",
        "no-outcome.md is not what the rule says now",
        "schema.md is missing",
    ]
    assert not (tmp_path / "schema.md").exists()


def test_pages_that_somebody_else_wrote_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("# Ours\n", encoding="utf-8")
    (tmp_path / "gone.md").write_bytes((DOCS / "schema.md").read_bytes())
    assert run(tmp_path).exit_code == 0
    assert run(tmp_path, "--check").exit_code == 0
    assert (tmp_path / "own.md").exists()
    assert not (tmp_path / "gone.md").exists()
