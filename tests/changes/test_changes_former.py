"""An id that is said to be a former one proves that two entities are the same."""

from changes.telling import AROUND, EMAIL, changes, compared, state, texts

MAIL = """\
kind: Service
id: mail-and-calendar
name: Mail and calendar
formerly: [email]
status: live
audience: internal
owner: networks
summary: Write to anyone, and meet.
"""
WEB = EMAIL.replace("email", "web").replace("Email", "Web")


def test_what_says_its_former_id_is_the_same_however_much_else_changed() -> None:
    found = changes(EMAIL, MAIL)
    assert {each.key for each in found} == {("Service", "mail-and-calendar")}
    assert texts(found) == [
        "id changed from email to mail-and-calendar",
        "owner changed from Shop systems to Networks",
        "renamed from Email to Mail and calendar",
        "summary reworded",
    ]


def test_what_gives_up_a_former_id_to_go_by_it_again_is_the_same_on_the_way_back() -> None:
    found = changes(MAIL, EMAIL)
    assert {each.key for each in found} == {("Service", "email")}
    assert texts(found)[0] == "id changed from mail-and-calendar to email"
    assert not [each for each in found if each.path == ("formerly",)]


def test_what_refers_to_an_id_that_became_another_has_not_changed() -> None:
    before, after = (
        f"{service}---\n{WEB}requires: [{ident}]\n"
        for service, ident in ((EMAIL, "email"), (MAIL, "mail-and-calendar"))
    )
    assert {each.id for each in changes(before, after)} == {"mail-and-calendar"}


def test_a_reference_that_was_left_behind_has_not_changed_either() -> None:
    left = MAIL.replace("owner: networks", "owner: systems")
    around = AROUND.replace("id: systems,", "id: stores,")
    found = compared(state(AROUND, EMAIL), state(around, left))
    assert ("Service", "mail-and-calendar") in {each.key for each in found}
    assert "owner" not in {each.path[0] for each in found if each.kind == "Service"}


def test_other_former_ids_are_told_as_they_come_and_go() -> None:
    both = MAIL.replace("[email]", "[email, post]")
    assert "former ids added: post" in texts(changes(EMAIL, both))
    assert texts(changes(MAIL, both)) == ["former ids added: post"]


def test_a_former_id_that_is_still_there_proves_nothing() -> None:
    found = changes(EMAIL, f"{EMAIL}---\n{MAIL}")
    assert texts(found) == ["added to the catalog"]


def test_a_former_id_is_one_of_its_kind() -> None:
    component = "kind: Component\nid: post\nname: Post\ntype: server\nteam: systems\n"
    assert sorted(texts(changes(EMAIL, f"{component}formerly: [email]\n"))) == [
        "added to the catalog",
        "removed from the catalog",
    ]


def test_of_two_that_became_one_the_first_former_id_is_followed() -> None:
    twin = EMAIL.replace("email", "dates").replace("Email", "Dates")
    found = changes(f"{EMAIL}---\n{twin}", MAIL.replace("[email]", "[dates, email]"))
    moved = {each.before for each in found if each.path == ("id",)}
    gone = {each.id for each in found if each.text == "removed from the catalog"}
    assert (moved, gone) == ({"dates"}, {"email"})
