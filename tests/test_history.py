"""The story of a catalog, told by real repositories."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TILLS
from histories import AUTHOR, EMAIL, Repository
from twoview.history import Chronicle, Moment, Story, names_in, story
from twoview.load import load_folder
from twoview.reading import Memory, Reading

TEAMS = """\
teams:
  - id: shop-systems
    name: Shop systems
  - id: networks
    name: Networks
"""
PROMISE = "commitments: {availability: 99.5%}\n"
RAISED = PROMISE.replace("99.5%", "99.9%")
HOURS = f"{CATALOG}schedules:\n  office: Mon-Fri 08:00-16:00 Europe/Helsinki\n"
LONGER = HOURS.replace("16:00", "18:00")

Told = list[tuple[str, str, str]]


class Counting(Memory):
    """A memory that knows what it was asked and how often it had to read."""

    def __init__(self) -> None:
        super().__init__()
        self.contents: list[bytes] = []
        self.reads = 0

    def read(self, content: bytes) -> Reading:
        self.contents.append(content)
        known = len(self)
        reading = super().read(content)
        self.reads += len(self) - known
        return reading


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "repository")
    repository.commit("2026-01-01", catalog=CATALOG, tills=TILLS + PROMISE, teams=TEAMS)
    return repository


def told(folder: Path, **options: object) -> Told:
    """Return what a story tells, the newest first: the day, the id, and the words."""
    return lines(story(folder, **options).moments)  # type: ignore[arg-type]


def lines(moments: Sequence[Moment]) -> Told:
    return [(str(m.day), change.id, change.text) for m in moments for change in m.changes]


def later(repository: Repository) -> Told:
    """Return what is told of all commits but the first."""
    return [each for each in told(repository.folder) if each[0] != "2026-01-01"]


def known(folder: Path, ident: str) -> str | None:
    """Return the day on which the meaning of something last changed."""
    entity = next(e for e in load_folder(folder).catalog.entities if e.id == ident)
    day = story(folder).changed(entity)
    return str(day) if day else None


# What is told


def test_each_change_of_meaning_is_told_with_its_commit(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    last = repository.commit("2026-03-12", server=SERVER)
    moments = story(repository.folder).moments
    assert lines(moments) == [
        ("2026-03-12", "till-server", "added to the catalog"),
        ("2026-02-01", "tills", "promised availability raised from 99.5% to 99.9%"),
        ("2026-01-01", "tills", "added to the catalog"),
        ("2026-01-01", "networks", "added to the catalog"),
        ("2026-01-01", "shop-systems", "added to the catalog"),
    ]
    newest = moments[0]
    assert (newest.commit, newest.short) == (last, last[:7])
    assert (newest.subject, newest.author, newest.email) == ("On 2026-03-12", AUTHOR, EMAIL)


def test_bytes_that_are_no_text_are_left_out_of_what_a_commit_says(
    repository: Repository, tmp_path: Path
) -> None:
    (tmp_path / "message").write_bytes(b"Caf\xe9 \x1b[2J")
    repository.write(tills=TILLS + RAISED)
    repository.git("commit", "--quiet", "--all", "--file", str(tmp_path / "message"))
    subject = story(repository.folder).moments[0].subject
    assert subject.startswith("Caf")
    assert subject.encode("utf-8")


def test_days_are_counted_in_utc(repository: Repository) -> None:
    repository.commit("2026-06-01T01:00:00+0300", tills=TILLS + RAISED)
    assert known(repository.folder, "tills") == "2026-05-31"


def test_what_only_looks_different_is_no_change(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=f"# As agreed.\n{PROMISE}{TILLS}")
    repository.commit("2026-03-01", tills=TILLS + PROMISE.replace("99.5%", "99.50%"))
    assert later(repository) == []


def test_a_file_that_moved_is_no_change(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=None, shop__tills=TILLS + PROMISE)
    assert later(repository) == []


def test_an_entry_that_moved_to_another_file_is_no_change(repository: Repository) -> None:
    first, second = TEAMS.split("  - id: networks")
    repository.commit("2026-02-01", teams=first, more=f"teams:\n  - id: networks{second}")
    assert later(repository) == []


def test_an_entry_that_moved_down_its_file_is_no_change(repository: Repository) -> None:
    more = TEAMS.replace("teams:\n", "teams:\n  - id: payments\n    name: Payments\n")
    repository.commit("2026-02-01", teams=more)
    assert later(repository) == [("2026-02-01", "payments", "added to the catalog")]


def test_a_revert_is_a_change_like_any_other(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    repository.commit("2026-03-01", tills=TILLS + PROMISE)
    assert [text for _, _, text in later(repository)] == [
        "promised availability lowered from 99.9% to 99.5%",
        "promised availability raised from 99.5% to 99.9%",
    ]


def test_what_a_merge_brings_counts_on_the_day_of_the_merge(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    repository.git("switch", "--quiet", "main")
    repository.commit("2026-03-01", server=SERVER)
    repository.git("merge", "--quiet", "--no-edit", "side", day="2026-04-01T12:00:00+0000")
    assert known(repository.folder, "tills") == "2026-04-01"
    assert len(later(repository)) == 2


def test_what_is_not_committed_yet_is_not_told(repository: Repository) -> None:
    repository.write(tills=TILLS + RAISED, server=SERVER)
    assert later(repository) == []
    assert known(repository.folder, "till-server") is None


def test_links_and_files_that_are_no_yaml_are_not_told(repository: Repository) -> None:
    repository.commit("2026-02-01", server=SERVER)
    (repository.folder / "copy.yaml").symlink_to("server.yaml")
    (repository.folder / "notes.md").write_text("# Notes\n")
    repository.commit("2026-03-01")
    (repository.folder / "server.yaml").unlink()
    (repository.folder / "server.yaml").symlink_to("tills.yaml")
    repository.commit("2026-04-01")
    assert [each[::2] for each in later(repository)] == [
        ("2026-04-01", "removed from the catalog"),
        ("2026-02-01", "added to the catalog"),
    ]


def test_names_with_spaces_and_letters_beyond_ascii_are_followed(repository: Repository) -> None:
    repository.commit("2026-02-01", **{"tills und büro": SERVER})
    assert known(repository.folder, "till-server") == "2026-02-01"


def test_of_two_with_one_id_the_first_file_counts(repository: Repository) -> None:
    other = TILLS.replace("Take payments", "Take money")
    repository.commit("2026-02-01", z=other)
    assert later(repository) == []
    repository.commit("2026-03-01", a=other)
    assert later(repository) == [
        ("2026-03-01", "tills", "no more promised: availability 99.5%"),
        ("2026-03-01", "tills", "summary reworded"),
    ]
    assert known(repository.folder, "tills") == "2026-03-01"


def test_changed_hours_are_told_at_their_name_and_where_promised(repository: Repository) -> None:
    promise = "commitments: {hours: office, availability: 99%}\n"
    repository.commit("2026-02-01", catalog=HOURS, tills=TILLS + promise)
    repository.commit("2026-03-01", catalog=LONGER)
    spelled = promise.replace("office", "Mon-Fri 08:00-18:00 Europe/Helsinki").replace(
        "{hours: M", "{hours: 'M"
    )
    repository.commit("2026-04-01", tills=TILLS + spelled.replace("sinki,", "sinki',"))
    moved = (
        "extended from Mon–Fri 08:00–16:00 (Europe/Helsinki) to Mon–Fri 08:00–18:00 "
        "(Europe/Helsinki)"
    )
    assert [each for each in later(repository) if each[0] > "2026-02-01"] == [
        ("2026-03-01", "catalog", f"schedule office {moved}"),
        ("2026-03-01", "tills", f"promised service hours {moved} (schedule office)"),
    ]


def test_amounts_are_told_in_the_currency_of_the_catalog(repository: Repository) -> None:
    cost = "cost: {amount: 400, per: month}\n"
    repository.commit("2026-02-01", catalog=f"{CATALOG}currency: EUR\n", tills=TILLS + cost)
    repository.commit("2026-03-01", tills=TILLS + cost.replace("400", "450"))
    assert later(repository)[0][2] == "cost raised from EUR 400 to EUR 450 a month"


# Mistakes in files


@pytest.mark.parametrize(
    "broken",
    ["kind: [", "", "kind: Servce\nid: tills\n", "- tills\n"],
    ids=["no-yaml", "nothing", "no-kind", "no-entity"],
)
def test_what_a_broken_file_defined_stays_until_it_can_be_read_again(
    repository: Repository, broken: str
) -> None:
    repository.commit("2026-02-01", tills=broken)
    assert later(repository) == []
    repository.commit("2026-03-01", tills=TILLS + RAISED)
    assert [each[::2] for each in later(repository)] == [
        ("2026-03-01", "promised availability raised from 99.5% to 99.9%")
    ]


def test_an_entry_that_cannot_be_read_stays_as_it_was(repository: Repository) -> None:
    repository.commit("2026-02-01", teams=TEAMS.replace("id: networks", "id: networks\n    id: x"))
    repository.commit("2026-03-01", teams=TEAMS)
    assert later(repository) == []


def test_a_field_that_does_not_fit_stays_as_it_was_and_the_others_change(
    repository: Repository,
) -> None:
    misspelled = PROMISE.replace("99.5%", "99,5 percent")
    repository.commit("2026-02-01", tills=TILLS.replace("at the till", "at tills") + misspelled)
    repository.commit("2026-03-01", tills=TILLS.replace("at the till", "at tills") + PROMISE)
    assert later(repository) == [("2026-02-01", "tills", "summary reworded")]


def test_a_file_that_is_removed_while_it_is_broken_is_gone(repository: Repository) -> None:
    repository.commit("2026-02-01", tills="kind: [")
    repository.commit("2026-03-01", tills=None)
    assert later(repository) == [("2026-03-01", "tills", "removed from the catalog")]


def test_settings_that_cannot_be_read_stay_as_they_were(repository: Repository) -> None:
    repository.commit("2026-02-01", catalog=HOURS)
    repository.commit("2026-03-01", catalog="kind: [")
    repository.commit("2026-04-01", catalog=None)
    repository.commit("2026-05-01", catalog=HOURS)
    assert [day for day, _, _ in later(repository)] == ["2026-02-01"]


# One entity


def test_the_story_of_one_thing_has_its_own_changes_alone(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=TILLS + RAISED, server=SERVER)
    catalog = load_folder(repository.folder).catalog
    found = story(repository.folder).of(catalog.services["tills"])
    assert [each[::2] for each in lines(found)] == [
        ("2026-02-01", "promised availability raised from 99.5% to 99.9%"),
        ("2026-01-01", "added to the catalog"),
    ]


def test_a_story_goes_on_under_a_new_id(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    renamed = (TILLS + RAISED).replace("id: tills", "id: checkouts")
    repository.commit("2026-03-01", tills=None, checkouts=renamed)
    repository.commit("2026-04-01", checkouts=f"{renamed}reviewed: 2026-03-31\n")
    assert lines(story(repository.folder).about(("Service", "checkouts"))) == [
        ("2026-04-01", "checkouts", "reviewed on 2026-03-31"),
        ("2026-03-01", "checkouts", "id changed from tills to checkouts"),
        ("2026-02-01", "tills", "promised availability raised from 99.5% to 99.9%"),
        ("2026-01-01", "tills", "added to the catalog"),
    ]


def test_a_story_goes_on_under_the_id_that_tells_the_former_one(repository: Repository) -> None:
    renamed = TILLS.replace("id: tills", "id: checkouts\nformerly: [tills]")
    renamed = renamed.replace("name: Tills", "name: Checkouts") + RAISED
    repository.commit("2026-03-01", tills=None, checkouts=renamed)
    assert lines(story(repository.folder).about(("Service", "checkouts"))) == [
        ("2026-03-01", "checkouts", "promised availability raised from 99.5% to 99.9%"),
        ("2026-03-01", "checkouts", "id changed from tills to checkouts"),
        ("2026-03-01", "checkouts", "renamed from Tills to Checkouts"),
        ("2026-01-01", "tills", "added to the catalog"),
    ]


def test_ids_that_were_exchanged_do_not_lead_in_a_circle(repository: Repository) -> None:
    for day, ident in (("2026-02-01", "desks"), ("2026-03-01", "tills")):
        text = TILLS.replace("id: tills", f"id: {ident}")
        repository.commit(day, tills=text + PROMISE)
    assert [text for _, _, text in lines(story(repository.folder).about(("Service", "tills")))] == [
        "id changed from desks to tills",
        "id changed from tills to desks",
        "added to the catalog",
    ]


def test_what_is_gone_keeps_its_name_and_its_story(repository: Repository) -> None:
    repository.commit("2026-02-01", shops=SHOPS)
    repository.commit("2026-03-01", shops=None)
    found = story(repository.folder)
    assert [text for _, _, text in lines(found.about(("Customer", "shops")))] == [
        "removed from the catalog",
        "added to the catalog",
    ]
    assert found.names["Customer", "shops"] == "Shops"


def test_others_are_called_by_the_names_of_today(repository: Repository) -> None:
    to_shops = "customers: [{id: shops, relationship: utility}]\n"
    repository.commit("2026-02-01", shops=SHOPS, tills=TILLS + PROMISE + to_shops)
    repository.commit("2026-03-01", shops=SHOPS.replace("name: Shops", "name: All shops"))
    repository.commit("2026-04-01", shops=None, tills=TILLS + PROMISE)
    names = names_in(load_folder(repository.folder).catalog)
    texts = [text for _, _, text in told(repository.folder, names=names)]
    assert any("All shops" in text for text in texts[:2])
    repository.commit("2026-05-01", shops=SHOPS.replace("name: Shops", "name: Branches"))
    names = names_in(load_folder(repository.folder).catalog)
    texts = [text for _, _, text in told(repository.folder, names=names)]
    assert any("Branches" in text for text in texts[1:3])


# Where the past begins


def test_a_catalog_is_followed_to_the_folder_that_it_had_before(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "catalog")
    repository.commit("2026-01-01", catalog=CATALOG, tills=TILLS, server=SERVER)
    repository.commit("2026-02-01", tills=TILLS + PROMISE)
    (tmp_path / "catalog/server.yaml").unlink()
    (tmp_path / "catalog").rename(tmp_path / "services")
    repository.folder = tmp_path / "services"
    repository.commit("2026-03-01")
    repository.commit("2026-04-01", tills=TILLS + RAISED)
    expected = [
        ("2026-04-01", "tills", "promised availability raised from 99.5% to 99.9%"),
        ("2026-03-01", "till-server", "removed from the catalog"),
        ("2026-02-01", "tills", "newly promised: availability 99.5%"),
        ("2026-01-01", "till-server", "added to the catalog"),
        ("2026-01-01", "tills", "added to the catalog"),
    ]
    assert told(repository.folder) == expected
    assert told(repository.folder, most=3) == expected[:3]
    assert told(repository.folder, most=2) == expected[:2]
    assert told(repository.folder, most=1) == expected[:1]


def test_a_catalog_at_the_top_of_its_repository_is_told_too(tmp_path: Path) -> None:
    repository = Repository(tmp_path, ".")
    repository.commit("2026-01-01", catalog=CATALOG, tills=TILLS)
    repository.commit("2026-02-01")
    assert told(tmp_path) == [("2026-01-01", "tills", "added to the catalog")]


def test_of_many_commits_the_last_ones_are_told(repository: Repository) -> None:
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    repository.commit("2026-03-01", server=SERVER)
    for most in (1, 2):
        found = story(repository.folder, most=most)
        assert lines(found.moments) == later(repository)[:most]
        assert f"only the last {most} commits" in found.note
        assert str(found.since) == f"2026-0{3 - most}-01"
        assert found.note.startswith(f"What changed before {found.since} ")
    assert story(repository.folder, most=3).note == ""


def test_what_a_shallow_clone_begins_with_is_not_new(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    repository.commit("2026-03-01", server=SERVER)
    folder = repository.clone(tmp_path / "clone", "--depth=2")
    found = story(folder)
    assert lines(found.moments) == [("2026-03-01", "till-server", "added to the catalog")]
    assert str(found.since) == "2026-02-01"
    assert "fetch-depth: 0" in found.note
    assert known(folder, "tills") is None


def test_a_shallow_clone_that_reaches_back_far_enough_has_the_whole_story(
    tmp_path: Path,
) -> None:
    repository = Repository(tmp_path / "repository")
    for day in ("2025-01-01", "2025-02-01"):
        repository.commit(day)
    repository.commit("2026-01-01", catalog=CATALOG, tills=TILLS)
    folder = repository.clone(tmp_path / "clone", "--depth=2")
    assert told(folder) == [("2026-01-01", "tills", "added to the catalog")]
    assert story(folder).note == ""


def test_a_whole_clone_knows_the_same(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-02-01", server=SERVER)
    assert told(repository.clone(tmp_path / "clone")) == told(repository.folder)


def test_a_story_may_begin_after_a_commit(repository: Repository) -> None:
    start = repository.commit("2026-02-01", tills=TILLS + RAISED)
    assert story(repository.folder, since=start) == Story()
    repository.commit("2026-03-01", server=SERVER)
    found = story(repository.folder, since=start)
    assert lines(found.moments) == [("2026-03-01", "till-server", "added to the catalog")]
    assert (found.note, found.since) == ("", None)


# Where nothing is known


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text(CATALOG)
    found = story(tmp_path)
    assert found.moments == ()
    assert "not a git repository" in found.note


@pytest.mark.parametrize("elsewhere", [False, True], ids=["no-commit", "catalog-not-committed"])
def test_without_a_commit_nothing_is_known(tmp_path: Path, elsewhere: bool) -> None:
    repository = Repository(tmp_path)
    if elsewhere:
        repository.commit("2026-01-01")
    repository.write(catalog=CATALOG, tills=TILLS)
    found = story(repository.folder)
    assert found.moments == ()
    assert "committed" in found.note


def test_without_git_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = story(repository.folder)
    assert found.moments == ()
    assert "git cannot be run" in found.note


def test_contents_that_were_not_fetched_are_no_error(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    folder = repository.clone(tmp_path / "clone", "--filter=blob:none")
    found = story(folder)
    assert found.moments == ()
    assert found.note.startswith("What changed in this catalog is not known: git cannot answer")


# Reading


def test_each_content_is_read_once_and_what_the_loader_read_not_again(
    repository: Repository,
) -> None:
    repository.commit("2026-02-01", tills=TILLS + RAISED)
    repository.commit("2026-03-01", tills=TILLS + PROMISE)
    repository.commit("2026-04-01", tills=TILLS + RAISED, copy=SERVER)
    repository.commit("2026-05-01", copy=None, server=SERVER)
    memory = Counting()
    load_folder(repository.folder, memory=memory)
    assert memory.reads == 4
    story(repository.folder, memory=memory)
    assert memory.reads == len(set(memory.contents)) == 5


def test_what_will_not_be_met_again_is_forgotten(repository: Repository) -> None:
    for number in range(5):
        repository.commit(f"2026-02-0{number + 1}", tills=f"{TILLS}tags: [t{number}]\n")
    memory = Memory()
    story(repository.folder, memory=memory)
    assert len(memory) == len(list(repository.folder.glob("*.yaml")))


def test_a_chronicle_tells_anew_when_there_is_a_new_commit(repository: Repository) -> None:
    chronicle = Chronicle()
    names = names_in(load_folder(repository.folder).catalog)
    first = chronicle.story(repository.folder, 100, names)
    repository.write(server=SERVER)
    assert chronicle.story(repository.folder, 100, names) is first
    repository.commit("2026-02-01")
    assert len(chronicle.story(repository.folder, 100, names).moments) == 2


def test_what_a_story_cannot_read_at_its_start_is_not_new_when_it_can(
    repository: Repository,
) -> None:
    start = repository.commit("2026-02-01", tills=f"{TILLS}tags: [")
    repository.commit("2026-03-01", tills=TILLS)
    repository.commit("2026-04-01", tills=TILLS.replace("status: live", "status: retiring"))
    told = story(repository.folder, since=start)
    texts = [each.text for moment in told.moments for each in moment.changes]
    assert texts == ["retiring now (was live)"]
