"""A catalog kept up file by file says what the loader finds in all files."""

from collections.abc import Mapping

from catalogs import CATALOG, SERVER, SHOPS, TILLS
from hypothesis import given
from hypothesis import strategies as st
from twoview.changes import Change, Key, compare
from twoview.folder import File
from twoview.history.state import State
from twoview.load import load
from twoview.model import Entity
from twoview.reading import Memory

OFFICE = "schedules: {office: 'Mon-Fri 08:00-16:00 UTC'}\n"
SETTINGS = (
    CATALOG,
    CATALOG + OFFICE,
    CATALOG + OFFICE.replace("16:00", "18:00"),
    f"{CATALOG}currency: EUR\npriorities: [P1, P2]\n",
)
HOURS = "commitments: {hours: office, availability: 99%, restore_within: 4h}\n"
SPELLED = HOURS.replace("office", "'Mon-Fri 08:00-16:00 UTC'")
TEXTS = (
    TILLS,
    TILLS + HOURS,
    TILLS + SPELLED.replace("4h", "{P1: 4h, P2: 4h}"),
    f"{TILLS}requires: [till-server]\ncost: {{amount: 12, per: month}}\n",
    TILLS.replace("id: tills", "id: desks"),
    SERVER,
    SERVER.replace("id: till-server", "id: tills"),
    SHOPS,
    "teams: [{id: a, name: A, hours: office}, {id: b, name: B}]\n",
    "teams: [{id: b, name: B}, {id: a, name: A, contact: a@store.example}]\n",
)
BROKEN = ("kind: [", "", "kind: Servce\n", "- x\n")
names = st.sampled_from(("a.yaml", "b.yaml", "folder/c.yaml"))
sound = st.fixed_dictionaries({}, optional={"catalog.yaml": st.sampled_from(SETTINGS)}).flatmap(
    lambda settings: st.dictionaries(names, st.none() | st.sampled_from(TEXTS)).map(
        lambda files: {**settings, **files}
    )
)
Files = Mapping[str, str | None]


def entities(files: Files) -> dict[Key, Entity]:
    """Return what the loader finds in files."""
    given = [File(name, text.encode()) for name, text in sorted(files.items()) if text]
    return {(each.kind, each.id): each for each in load(given, "catalog.yaml").catalog.entities}


def same(_: str, ident: str) -> str:
    return ident


def turned(state: State, files: Files) -> list[Change]:
    memory = Memory()
    readings = {n: None if t is None else memory.read(t.encode()) for n, t in files.items()}
    return compare(*state.turn(readings), same)


@given(st.lists(sound, max_size=6))
def test_what_changes_file_by_file_is_what_changes_in_the_whole(turns: list[Files]) -> None:
    state, files = State(), {"catalog.yaml": CATALOG}
    turned(state, files)
    for turn in turns:
        before = entities(files)
        files |= turn
        assert turned(state, turn) == compare(before, entities(files), same)


@given(st.lists(sound, max_size=4), names, st.sampled_from(BROKEN), sound)
def test_a_mistake_and_its_repair_change_nothing(
    turns: list[Files], name: str, broken: str, last: Files
) -> None:
    state, files = State(), {"catalog.yaml": CATALOG}
    for turn in (files, *turns):
        turned(state, turn)
        files |= turn
    repaired = files.get(name)
    if repaired is not None:
        assert turned(state, {name: broken}) == []
        assert turned(state, {name: repaired}) == []
    before = entities(files)
    assert turned(state, last) == compare(before, entities({**files, **last}), same)


def test_what_has_an_id_is_known_by_its_name() -> None:
    state = State()
    turned(state, {"catalog.yaml": CATALOG, "a.yaml": TILLS, "b.yaml": SERVER})
    assert state.named("Component", "till-server") == "Till server"
    assert state.named("Service", "till-server") == "Till server"
    assert state.named("Customer", "shops") is None
