"""What git knows, asked of real repositories."""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from repositories import Scratch
from twoview.git import (
    Commit,
    FileChange,
    GitUnavailable,
    Repository,
    TreeEntry,
    UnknownRevision,
)

CONTENTS = {
    b"plain.yaml": b"name: plain\n",
    b"empty.yaml": b"",
    b"with space.yaml": b"name: space\n",
    b"quote\"and'apostrophe.yaml": b"name: quotes\n",
    b"line\nbreak.yaml": b"name: line\n",
    b"tab\there.yaml": b"name: tab\n",
    b"\xff\xfe.yaml": b"name: no text\n",
    "b\u00fcro.yaml".encode(): b"name: office\n",
    b":(top)magic.yaml": b"name: magic\n",
    b"st*r[s].yaml": b"name: stars\n",
    b"big.yaml": b"x" * 3_000_000,
    b"bytes.yaml": bytes(range(256)),
    b"no-newline.yaml": b"name: end",
}


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    scratch = Scratch(tmp_path / "repository")
    scratch.write("services/catalog.yaml", "name: First\n")
    scratch.commit("First")
    return scratch


def here(scratch: Scratch, folder: str = "services") -> Repository:
    return Repository.around(scratch.root / folder)


def refusal(scratch: Scratch, revision: str) -> str:
    with pytest.raises(UnknownRevision) as error:
        here(scratch).resolve(revision)
    return str(error.value)


def subjects(repository: Repository, most: int | None = None) -> list[str]:
    return [each.subject for each in repository.line(most=most)]


def changed(commit: Commit) -> dict[str, str]:
    """Return A, M or D for each file of a commit."""
    marks = {(False, True): "A", (True, True): "M", (True, False): "D"}
    return {e.path: marks[e.before is not None, e.after is not None] for e in commit.changes}


# Revisions


def test_a_branch_a_tag_and_the_start_of_an_id_name_a_commit(scratch: Scratch) -> None:
    first = scratch.git("rev-parse", "HEAD").strip()
    scratch.git("tag", "v1")
    scratch.git("tag", "--annotate", "v2", "--message", "The second")
    second = scratch.commit("Second")
    names = ("main~1", "v1", "v2", first, first[:7], "HEAD^", "refs/tags/v1", "main^{/First}")
    assert {here(scratch).resolve(name) for name in names} == {first}
    assert here(scratch).resolve("main") == here(scratch).resolve("@") == second


def test_three_dots_mean_where_the_current_branch_parted(scratch: Scratch) -> None:
    parting = scratch.git("rev-parse", "HEAD").strip()
    scratch.git("switch", "--quiet", "--create", "proposal")
    mine = scratch.commit("Mine")
    scratch.git("switch", "--quiet", "main")
    theirs = scratch.commit("Theirs")
    scratch.git("switch", "--quiet", "proposal")
    repository = here(scratch)
    assert repository.resolve("main...") == parting
    assert repository.resolve("main") == theirs
    assert repository.resolve("HEAD...") == mine


def test_branches_without_a_common_commit_parted_nowhere(scratch: Scratch) -> None:
    scratch.git("switch", "--quiet", "--orphan", "other")
    scratch.commit("Another beginning")
    assert "where this branch parted" in refusal(scratch, "main...")


@pytest.mark.parametrize(
    "revision",
    [
        *("", "...", "nothing", "-x", "--all", "^main", "main..main", "main...main", "main\n"),
        *("main\0", " ", "main main", "0" * 40, "f" * 40, "\udcff", "@{99}", "x" * 3_000_000),
    ],
)
def test_what_names_no_single_commit_is_refused(scratch: Scratch, revision: str) -> None:
    assert refusal(scratch, revision).startswith("Git knows no revision `")


@pytest.mark.parametrize("name", ["HEAD^{tree}", "HEAD:services/catalog.yaml", "HEAD:services"])
def test_a_tree_or_a_content_is_no_revision(scratch: Scratch, name: str) -> None:
    ident = scratch.git("rev-parse", name).strip()
    refusal(scratch, name)
    refusal(scratch, ident)


def test_a_branch_without_commits_has_no_revision(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "new")
    scratch.write("services/catalog.yaml", "")
    assert not here(scratch).has_commits
    assert "`git fetch`" in refusal(scratch, "HEAD")
    with pytest.raises(UnknownRevision, match="No commit of this branch is as old as 2026-10-01"):
        here(scratch).on(date(2026, 10, 1))


# Days


def test_a_day_ends_at_midnight_in_utc(scratch: Scratch) -> None:
    last = scratch.commit("Just before", at="2026-10-02T23:59:59+0000")
    # It is the third already in Helsinki.
    late = scratch.commit("At midnight", at="2026-10-03T03:00:00+0300")
    repository = here(scratch)
    assert repository.on(date(2026, 10, 2)) == last
    assert repository.on(date(2026, 10, 3)) == late
    assert repository.on(date(2030, 1, 1)) == late
    assert repository.on(date(9999, 12, 31)) == late


def test_the_first_day_begins_with_the_first_commit(scratch: Scratch) -> None:
    repository = here(scratch)
    assert repository.on(date(2026, 10, 1)) == repository.resolve("HEAD")
    for day in (date(2026, 9, 30), date(1970, 1, 1), date(1, 1, 1)):
        with pytest.raises(UnknownRevision, match=f"as old as {day}"):
            repository.on(day)


def test_what_a_merge_brought_was_not_there_before_the_merge(scratch: Scratch) -> None:
    first = here(scratch).resolve("HEAD")
    scratch.git("switch", "--quiet", "--create", "side")
    scratch.commit("Aside", at="2026-10-02T12:00:00+0000", side="a: 1\n")
    scratch.git("switch", "--quiet", "main")
    scratch.git("merge", "--quiet", "--no-ff", "--no-edit", "side", at="2026-10-05T12:00:00+0000")
    assert here(scratch).on(date(2026, 10, 4)) == first
    assert here(scratch).on(date(2026, 10, 5)) == here(scratch).resolve("main")


# Trees and contents


def put(scratch: Scratch, contents: dict[bytes, bytes]) -> None:
    """Commit files below `services/` with names that a file system may refuse."""
    rows = []
    for name, content in contents.items():
        blob = scratch.git("hash-object", "-w", "--stdin", given=content).strip()
        rows.append(f"100644 {blob}\t".encode() + b"services/" + name)
    scratch.git("update-index", "-z", "--index-info", given=b"\0".join(rows) + b"\0")
    scratch.git("commit", "--quiet", "--message", "Put")


def test_files_of_any_name_and_content_are_read(scratch: Scratch) -> None:
    put(scratch, CONTENTS)
    repository = here(scratch)
    tree = repository.tree("HEAD")
    contents = repository.contents(entry.blob for entry in tree.values())
    found = {os.fsencode(name): contents[entry.blob] for name, entry in tree.items()}
    assert found == CONTENTS | {b"catalog.yaml": b"name: First\n"}
    (commit,) = repository.line(most=1)
    assert {os.fsencode(each.path) for each in commit.changes} == CONTENTS.keys()


def test_nothing_is_read_of_nothing(scratch: Scratch) -> None:
    assert here(scratch).contents([]) == {}


def test_a_content_that_is_not_there_is_told(scratch: Scratch) -> None:
    with pytest.raises(GitUnavailable, match="is missing in this clone"):
        here(scratch).contents(["f" * 40])


def test_only_what_is_below_the_folder_is_in_its_tree(scratch: Scratch) -> None:
    for name in ("services2/a.yaml", "a.yaml", "x/services/a.yaml", "services/deep/er/a.yaml"):
        scratch.write(name, "a: 1\n")
    scratch.commit()
    assert list(here(scratch).tree("HEAD")) == ["catalog.yaml", "deep/er/a.yaml"]
    assert len(here(scratch, ".").tree("HEAD")) == 5
    assert len(here(scratch).tree("HEAD", "")) == 5
    assert here(scratch, "not/there/yet").tree("HEAD") == {}


def test_a_folder_named_like_a_pattern_is_only_itself(scratch: Scratch) -> None:
    for folder in (":(top)services", "s*", ":services", "ser[v]ices"):
        scratch.write(f"{folder}/only.yaml", "a: 1\n")
        scratch.commit(folder)
        repository = here(scratch, folder)
        assert list(repository.tree("HEAD")) == ["only.yaml"]
        assert subjects(repository) == [folder]


def test_links_and_modules_are_told_from_files(scratch: Scratch, tmp_path: Path) -> None:
    module = Scratch(tmp_path / "module")
    module.commit(catalog="name: Module\n")
    allowed = ("-c", "protocol.file.allow=always")
    where = (str(module.root), "services/module")
    scratch.git(*allowed, "submodule", "--quiet", "add", *where)
    (scratch.root / "services/link.yaml").symlink_to("catalog.yaml")
    scratch.commit()
    kinds = {name: entry.kind for name, entry in here(scratch).tree("HEAD").items()}
    assert kinds == {"catalog.yaml": "file", "link.yaml": "link", "module": "module"}
    inside = here(scratch, "services/module")
    assert (inside.root, inside.prefix) == (scratch.root / "services/module", "")
    assert list(inside.tree("HEAD")) == ["catalog.yaml"]


# The line of commits


def test_a_commit_is_told_with_its_files(scratch: Scratch) -> None:
    before = here(scratch).tree("HEAD")["catalog.yaml"]
    scratch.write("services/catalog.yaml", "name: Second\n")
    ident = scratch.commit("Rename it", at="2026-10-02T01:30:00+0300")
    (commit,) = here(scratch).line(most=1)
    after = TreeEntry("file", scratch.git("rev-parse", "HEAD:services/catalog.yaml").strip())
    assert commit == Commit(
        id=ident,
        time=datetime(2026, 10, 1, 22, 30, tzinfo=UTC),
        author="Catalog keeper",
        email="catalog@clinic.example",
        subject="Rename it",
        changes=(FileChange("catalog.yaml", before, after),),
    )
    assert here(scratch).commit(ident) == commit


def test_commits_that_change_nothing_below_the_folder_are_left_out(scratch: Scratch) -> None:
    scratch.commit("Elsewhere", other="a: 1\n")
    scratch.commit("Nothing")
    scratch.write("services/a.yaml", "a: 1\n")
    scratch.commit("Here")
    assert subjects(here(scratch)) == ["Here", "First"]
    assert subjects(here(scratch, ".")) == ["Here", "Elsewhere", "First"]
    assert subjects(here(scratch, "nowhere")) == []
    assert subjects(here(scratch), most=1) == ["Here"]


def test_one_commit_is_told_even_if_it_changes_nothing(scratch: Scratch) -> None:
    ident = scratch.commit("Nothing")
    commit = here(scratch, ".").commit(ident)
    assert (commit.subject, commit.changes) == ("Nothing", ())


def test_a_merge_counts_once_and_when_it_was_made(scratch: Scratch) -> None:
    scratch.git("switch", "--quiet", "--create", "side")
    for number in (1, 2):
        scratch.write(f"services/side-{number}.yaml", "a: 1\n")
        scratch.commit(f"Aside {number}")
    scratch.git("switch", "--quiet", "main")
    scratch.write("services/main.yaml", "a: 1\n")
    scratch.commit("Straight")
    merge = ("merge", "--quiet", "--no-ff", "--message", "Merge it", "side")
    scratch.git(*merge, at="2026-10-05T12:00:00+0000")
    line = list(here(scratch).line())
    assert [each.subject for each in line] == ["Merge it", "Straight", "First"]
    assert changed(line[0]) == {"side-1.yaml": "A", "side-2.yaml": "A"}
    assert line[0].time == datetime(2026, 10, 5, 12, tzinfo=UTC)


def test_a_merge_that_changes_nothing_is_left_out(scratch: Scratch) -> None:
    scratch.git("switch", "--quiet", "--create", "side")
    scratch.commit("Aside", aside="a: 1\n")
    scratch.git("switch", "--quiet", "main")
    scratch.git("merge", "--quiet", "--no-ff", "--strategy=ours", "--message", "Keep", "side")
    assert subjects(here(scratch, ".")) == ["First"]


def test_a_renamed_file_went_and_came(scratch: Scratch) -> None:
    scratch.git("mv", "services/catalog.yaml", "services/settings.yaml")
    scratch.commit("Rename")
    scratch.git("rm", "--quiet", "services/settings.yaml")
    scratch.commit("Delete")
    delete, rename, first = here(scratch).line()
    assert changed(rename) == {"catalog.yaml": "D", "settings.yaml": "A"}
    assert changed(delete) == {"settings.yaml": "D"}
    assert changed(first) == {"catalog.yaml": "A"}
    went, came = rename.changes
    assert went.before == came.after


@pytest.mark.parametrize(
    "subject", ["", "\x01", "a\x01\x1b[31mb\x7f", "\u2028 b\u00fcro \u202e", ":1 2 3"]
)
def test_a_subject_is_told_as_it_is(scratch: Scratch, subject: str) -> None:
    scratch.write("services/a.yaml", "a: 1\n")
    scratch.commit(subject)
    scratch.write("services/b.yaml", "a: 1\n")
    scratch.commit("Last")
    assert subjects(here(scratch)) == ["Last", subject, "First"]


def test_a_commit_by_nobody_in_another_encoding_is_told(scratch: Scratch) -> None:
    parent, tree = scratch.git("rev-parse", "HEAD", "HEAD^{tree}").split()
    scratch.write("services/a.yaml", "a: 1\n")
    scratch.git("add", "--all")
    tree = scratch.git("write-tree").strip()
    text = (
        f"tree {tree}\nparent {parent}\nauthor  <> 1790000000 +0000\n"
        "committer  <> 1790000000 +0000\nencoding ISO-8859-1\n\nB\u00fcro\n"
    )
    hashed = ("hash-object", "-t", "commit", "-w", "--literally", "--stdin")
    ident = scratch.git(*hashed, given=text.encode("iso-8859-1")).strip()
    scratch.git("update-ref", "HEAD", ident)
    (commit,) = here(scratch).line(most=1)
    assert (commit.author, commit.email, commit.subject) == ("", "", "B\u00fcro")
    assert changed(commit) == {"a.yaml": "A"}


# Clones and places


def test_a_shallow_clone_knows_where_it_ends(scratch: Scratch, tmp_path: Path) -> None:
    second = scratch.commit("Second")
    scratch.git("clone", "--quiet", "--depth=1", scratch.root.as_uri(), str(tmp_path / "clone"))
    clone, whole = Repository.around(tmp_path / "clone"), here(scratch)
    assert clone.is_shallow
    assert not whole.is_shallow
    assert clone.is_cut_off(second)
    assert not whole.is_cut_off(second)
    with pytest.raises(UnknownRevision, match=r"this clone is shallow.*--unshallow"):
        clone.resolve("HEAD~1")
    with pytest.raises(UnknownRevision, match="are not in this shallow clone"):
        clone.on(date(2026, 9, 1))


def test_a_shallow_clone_cannot_tell_where_a_branch_parted(
    scratch: Scratch, tmp_path: Path
) -> None:
    scratch.git("switch", "--quiet", "--create", "proposal")
    scratch.commit("Mine")
    scratch.git("switch", "--quiet", "main")
    scratch.commit("Theirs")
    where = ("--no-single-branch", scratch.root.as_uri(), str(tmp_path / "clone"))
    scratch.git("clone", "--quiet", "--depth=1", *where)
    with pytest.raises(UnknownRevision, match="may be too shallow"):
        Repository.around(tmp_path / "clone").resolve("origin/proposal...")


def test_nothing_is_fetched_for_a_clone_without_contents(scratch: Scratch, tmp_path: Path) -> None:
    scratch.git("config", "uploadpack.allowFilter", "true")
    where = (scratch.root.as_uri(), str(tmp_path / "clone"))
    scratch.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", *where)
    clone = Repository.around(tmp_path / "clone" / "services")
    blob = clone.tree("HEAD")["catalog.yaml"].blob
    with pytest.raises(GitUnavailable, match=r"could not fetch|missing"):
        clone.contents([blob])


def test_a_repository_with_longer_ids_is_read_alike(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "long", "--object-format=sha256")
    ident = scratch.commit("First", catalog="name: Long\n")
    repository = here(scratch, ".")
    assert len(repository.resolve(ident[:9])) == 64
    (entry,) = repository.tree("HEAD").values()
    assert repository.contents([entry.blob]) == {entry.blob: b"name: Long\n"}
    (commit,) = repository.line()
    assert changed(commit) == {"catalog.yaml": "A"}


def test_a_further_work_tree_has_its_own_branch(scratch: Scratch, tmp_path: Path) -> None:
    scratch.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    (tmp_path / "side/services/side.yaml").write_text("a: 1\n")
    subprocess.run(["git", "add", "."], cwd=tmp_path / "side", check=True)
    scratch.git("-C", str(tmp_path / "side"), "commit", "--quiet", "--message", "Aside")
    side = Repository.around(tmp_path / "side/services")
    assert side.resolve("main") == here(scratch).resolve("HEAD") != side.resolve("HEAD")
    assert side.prefix == "services/"
    assert not side.is_cut_off(side.resolve("HEAD"))


def test_a_folder_that_is_a_link_stands_where_it_leads(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(scratch.root / "services")
    repository = Repository.around(tmp_path / "link")
    assert (repository.root, repository.prefix) == (scratch.root, "services/")


def test_a_folder_that_is_gone_still_has_its_repository(scratch: Scratch) -> None:
    assert here(scratch, "gone/for/good").prefix == "gone/for/good/"
    assert here(scratch, "services/../services").prefix == "services/"


def test_without_git_there_is_no_repository(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitUnavailable, match="git cannot be run; is it installed"):
        here(scratch)


def test_a_folder_without_version_control_is_told(tmp_path: Path) -> None:
    with pytest.raises(GitUnavailable, match="cannot answer: not a git repository"):
        Repository.around(tmp_path)


def test_what_git_says_is_told_without_warnings_and_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("LANGUAGE", "de")
    with pytest.raises(GitUnavailable, match="cannot answer: not a git repository"):
        Repository.around(tmp_path)


def test_a_folder_in_a_bare_repository_is_refused(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path / "bare", "--bare")
    (scratch.root / "services").mkdir()
    with pytest.raises(GitUnavailable, match=r"cannot use bare repository|in a work tree"):
        here(scratch)


def test_a_folder_outside_of_the_configured_work_tree_is_refused(
    scratch: Scratch, tmp_path: Path
) -> None:
    scratch.git("config", "core.worktree", str(tmp_path))
    assert here(scratch).prefix == "repository/services/"
    (tmp_path / "elsewhere").mkdir()
    scratch.git("config", "core.worktree", str(tmp_path / "elsewhere"))
    with pytest.raises(GitUnavailable, match="outside of the work tree"):
        here(scratch)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives a folder away")
def test_a_folder_of_somebody_else_is_told_with_the_command_that_trusts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    scratch = Scratch(tmp_path / "theirs")
    os.chown(scratch.root, 1000, 1000)
    with pytest.raises(GitUnavailable, match=r"dubious ownership.*`git config --global --add safe"):
        here(scratch, ".")


# What a repository configures, and what surrounds the command


CONFIGURED = {
    "color.ui": "always",
    "core.abbrev": "4",
    "core.quotePath": "true",
    "diff.external": "false",
    "diff.mnemonicPrefix": "true",
    "diff.noprefix": "true",
    "diff.relative": "true",
    "diff.renames": "copies",
    "diff.submodule": "log",
    "format.pretty": "fuller",
    "i18n.logOutputEncoding": "UTF-16",
    "log.abbrevCommit": "true",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "combined",
    "log.follow": "true",
    "log.mailmap": "true",
    "log.showRoot": "false",
    "log.showSignature": "true",
}


def answers(repository: Repository) -> object:
    commits = list(repository.line())
    days = (date(2026, 10, 1), date(2026, 10, 5))
    names = [repository.resolve(name) for name in ("main", "main~1", "side...")]
    tree = repository.tree("main")
    contents = repository.contents(entry.blob for entry in tree.values())
    return commits, [repository.on(day) for day in days], names, tree, contents


@pytest.fixture
def rich(scratch: Scratch) -> Scratch:
    """A repository with a merge, a rename and names that are not plain."""
    put(scratch, {"b\u00fcro *.yaml".encode(): b"a: 1\n"})
    scratch.git("checkout", "--quiet", "--", ".")
    scratch.git("switch", "--quiet", "--create", "side")
    scratch.git("mv", "services/catalog.yaml", "services/settings.yaml")
    scratch.commit("B\u00fcro")
    scratch.git("switch", "--quiet", "main")
    scratch.write("services/main.yaml", "a: 1\n")
    scratch.commit("Straight")
    merge = ("merge", "--quiet", "--no-ff", "--message", "Merge it", "side")
    scratch.git(*merge, at="2026-10-05T12:00:00+0000")
    scratch.git("tag", "v1")
    return scratch


@pytest.mark.parametrize("name", CONFIGURED)
def test_no_setting_changes_the_answers(rich: Scratch, name: str) -> None:
    plain = answers(here(rich))
    rich.git("config", name, CONFIGURED[name])
    assert answers(here(rich)) == plain


def test_nothing_that_is_configured_is_run(rich: Scratch, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\necho ran >> {tmp_path}/ran\n")
    script.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "core.pager", "gpg.program", "pager.log"):
        rich.git("config", name, str(script))
    rich.git("config", "log.showSignature", "true")
    rich.git("config", "diff.catalog.textconv", str(script))
    rich.git("config", "filter.catalog.smudge", str(script))
    rich.git("config", "filter.catalog.clean", str(script))
    rich.write(".git/info/attributes", "*.yaml diff=catalog filter=catalog\n")
    answers(here(rich))
    assert not (tmp_path / "ran").exists()


def test_a_folder_that_poses_as_a_repository_is_none(scratch: Scratch, tmp_path: Path) -> None:
    fake = Scratch(tmp_path / "fake")
    fake.commit("Fake", catalog="name: Fake\n")
    (fake.root / ".git").rename(fake.root / "git")
    for name in ("HEAD", "objects", "refs"):
        (fake.root / "git" / name).rename(scratch.root / "services" / name)
    scratch.write("services/config", f"[core]\n\tbare = false\n\tworktree = {fake.root}\n")
    with pytest.raises(GitUnavailable, match="cannot use bare repository"):
        here(scratch)


def around_a_hook(root: Path) -> dict[str, str]:
    """Return what git sets when it runs a hook, and what else it listens to."""
    return {
        "GIT_DIR": ".git",
        "GIT_INDEX_FILE": str(root / ".git/index.lock"),
        "GIT_PREFIX": "services/",
        "GIT_EXEC_PATH": subprocess.check_output(["git", "--exec-path"], text=True).strip(),
        "GIT_EDITOR": ":",
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_DIFF_OPTS": "--unified=0",
        "GIT_PAGER": "false",
    }


def test_a_hook_gets_the_same_answers(rich: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = answers(here(rich))
    for name, value in around_a_hook(rich.root).items():
        monkeypatch.setenv(name, value)
    assert answers(here(rich)) == plain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "{root}/.git"),
        ("GIT_DIR", "/nowhere"),
        ("GIT_WORK_TREE", "/"),
        ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ("GIT_LITERAL_PATHSPECS", "0"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_NOGLOB_PATHSPECS", "1"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("LC_ALL", "de_DE.UTF-8"),
    ],
)
def test_the_surroundings_do_not_change_the_answers(
    rich: Scratch, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    plain = answers(here(rich))
    monkeypatch.setenv(name, value.format(root=rich.root))
    assert answers(here(rich)) == plain
