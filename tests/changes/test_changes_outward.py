"""What customers are shown, the life of entries, costs and texts, told as they change."""

import pytest
from changes.telling import AROUND, CATALOG, EMAIL, changes, compared, email, state, texts

# Whom a service is for


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("", "customers: [{id: office, relationship: service}]", "Office is a customer now"),
        (
            "",
            "customers: [{id: office, relationship: partnership}]",
            "Office is a customer now, as a partner",
        ),
        (
            "",
            "customers: [{id: office, relationship: utility, commitments: {change_within: 5d}}]",
            "Office is a customer now, to whom it is simply there, promised change within 5d",
        ),
        ("customers: [{id: office, relationship: service}]", "", "no longer serves Office"),
        (
            "customers: [{id: office, relationship: service}]",
            "customers: [{id: office, relationship: utility}]",
            "relationship with Office changed from service to utility",
        ),
        (
            "customers: [{id: office, relationship: service}]",
            "customers: [{id: office, relationship: service, outcomes: [meet]}]",
            "helps Office to reach: Meet",
        ),
        ("outcomes: [sell]", "", "no longer helps to reach: Sell things"),
        ("", "outcomes: [sell]", "helps to reach: Sell things"),
        ("owner: systems", "owner: networks", "owner changed from Shop systems to Networks"),
        (
            "audience: internal",
            "audience: external",
            "for customers outside now (was for the business)",
        ),
    ],
)
def test_whom_a_service_is_for_is_told_outwards(before: str, after: str, text: str) -> None:
    field = after.partition(":")[0]
    kept = "".join(f"{line}\n" for line in EMAIL.splitlines() if not line.startswith(f"{field}:"))
    (change,) = changes(f"{kept}{before}\n", f"{kept}{after}\n")
    assert (change.text, change.topic, change.inward) == (text, "structure", False)


def test_a_new_customer_is_one_change_with_all_that_is_said() -> None:
    (change,) = email(
        "", "customers: [{id: office, relationship: service, commitments: {availability: 99.9%}}]"
    )
    assert change.path == ("customers", "office")
    assert change.before is None
    assert change.after == {
        "id": "office",
        "relationship": "service",
        "commitments": {"availability": "99.9%"},
    }


# Its life


@pytest.mark.parametrize("status", ["proposed", "retiring", "retired"])
def test_a_status_is_told_with_what_it_was(status: str) -> None:
    (change,) = changes(EMAIL, EMAIL.replace("live", status))
    assert (change.text, change.topic) == (f"{status} now (was live)", "lifecycle")
    assert (change.path, change.before, change.after) == (("status",), "live", status)


def test_what_comes_and_goes_is_one_change_each() -> None:
    without = state(AROUND)
    proposed = state(AROUND, EMAIL.replace("live", "proposed") + "requires: [filter]\n")
    (come,) = compared(without, proposed)
    assert come.text == "added to the catalog as proposed"
    assert (come.path, come.before, come.after) == ((), None, "Email")
    assert (come.topic, come.inward) == ("lifecycle", False)
    (gone,) = compared(proposed, without)
    assert gone.text == "removed from the catalog"
    assert (gone.before, gone.after) == ("Email", None)
    (live,) = compared(without, state(AROUND, EMAIL))
    assert live.text == "added to the catalog"


def test_that_a_component_or_a_team_comes_is_not_for_customers() -> None:
    found = compared(state(), state(AROUND))
    shown = {each.kind for each in found if not each.inward}
    assert shown == {"Customer", "Outcome"}
    assert {each.text for each in found} == {"added to the catalog"}


# Ids


def test_a_service_that_goes_by_another_id_is_one_change() -> None:
    web = EMAIL + "customers: [{id: office, relationship: service}]\nrequires: [filter]\n"
    (change,) = changes(web, web.replace("id: email", "id: mail"))
    assert change.text == "id changed from email to mail"
    assert (change.key, change.path) == (("Service", "mail"), ("id",))
    assert (change.before, change.after, change.topic) == ("email", "mail", "lifecycle")


def test_what_refers_to_a_new_id_has_not_changed() -> None:
    service = EMAIL + (
        "customers: [{id: office, relationship: service, outcomes: [meet]}]\n"
        "requires: [server-c, {any_of: [server-a, server-b]}]\n"
        "accepts: [{rule: no-outcome, reason: Known., until: 2027-01-31, customer: office}]\n"
    )
    before = AROUND + "---\n" + service
    after = before
    renamed = ("office", "meet", "systems", "northlight", "server-a", "server-c")
    for ident in renamed:
        for mark in ("id: {}", "[{}]", "[{},", "team: {}", "owner: {}", "customer: {}"):
            after = after.replace(mark.format(ident), mark.format(f"new-{ident}"))
    found = compared(state(before), state(after))
    assert {each.path for each in found} == {("id",)}
    assert sorted(each.id for each in found) == sorted(f"new-{ident}" for ident in renamed)


def test_with_the_id_the_name_may_change_where_the_text_tells_what_it_is() -> None:
    later = EMAIL.replace("email", "mail").replace("name: Email", "name: Mail")
    found = changes(EMAIL, later)
    assert texts(found) == ["id changed from email to mail", "renamed from Email to Mail"]
    assert {each.key for each in found} == {("Service", "mail")}


def test_one_server_in_the_place_of_another_is_not_a_new_id() -> None:
    found = compared(
        state(AROUND),
        state(AROUND.replace("id: server-a, name: Server A", "id: server-z, name: Server Z")),
    )
    assert sorted(texts(found)) == ["added to the catalog", "removed from the catalog"]


def test_what_changed_in_more_than_its_id_came_and_went() -> None:
    later = EMAIL.replace("id: email", "id: mail").replace("internal", "supporting")
    assert sorted(texts(changes(EMAIL, later))) == [
        "added to the catalog",
        "removed from the catalog",
    ]


def test_of_two_alike_none_is_said_to_be_the_other() -> None:
    twin = EMAIL.replace("id: email", "id: {}")
    before = "---\n".join((twin.format("one"), twin.format("two")))
    after = "---\n".join((twin.format("three"), twin.format("four")))
    found = changes(before, after)
    assert sorted(texts(found)) == ["added to the catalog"] * 2 + ["removed from the catalog"] * 2


# Costs


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (
            "{amount: 400, per: month}",
            "{amount: 450, per: month}",
            "raised from EUR 400 to EUR 450 a month",
        ),
        (
            "{amount: 1200.50, per: year}",
            "{amount: 1200, per: year}",
            "lowered from EUR 1,200.50 to EUR 1,200 a year",
        ),
        (
            "{amount: 400, per: month}",
            "{amount: 6000, per: year}",
            "raised from EUR 400 a month to EUR 6,000 a year",
        ),
        ("", "{amount: 400, per: month}", "added: EUR 400 a month"),
        ("{amount: 400, per: month}", "", "removed (was EUR 400 a month)"),
    ],
)
def test_a_cost_is_told_in_the_currency_of_the_catalog(before: str, after: str, text: str) -> None:
    for field, inward in (("cost", True), ("price", False)):
        sides = [f"{field}: {each}" if each else "" for each in (before, after)]
        (change,) = email(*sides)
        assert change.text == f"{field} {text}"
        assert (change.topic, change.path, change.inward) == ("cost", (field,), inward)


def test_without_settings_money_has_no_currency() -> None:
    sides = (
        {key: each for key, each in state(AROUND, EMAIL + cost).items() if key[0] != "Catalog"}
        for cost in ("cost: {amount: 400, per: month}\n", "cost: {amount: '450.5', per: month}\n")
    )
    (change,) = compared(*sides)
    assert change.text == "cost raised from 400 to 450.50 a month"
    assert change.before == {"amount": 400, "per": "month"}
    assert change.after == {"amount": "450.50", "per": "month"}


def test_another_currency_is_told_once() -> None:
    cost = EMAIL + "cost: {amount: 4, per: month}\n"
    found = compared(
        state(AROUND, CATALOG, cost), state(AROUND, CATALOG.replace("EUR", "SEK"), cost)
    )
    assert texts(found) == ["currency changed from EUR to SEK"]


# Texts


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("summary: Write.", "summary: Write to all.", "summary reworded"),
        ("", "description: For the team.", "description added"),
        ("description: For the team.", "", "description removed"),
        ("description: One.", "description: Two.", "description reworded"),
        ("", "when_it_fails: Call us.", "text on what happens when it fails added"),
        ("", "how_to_request: Call us.", "text on how to request it added"),
        ("name: Email", "name: Mail", "renamed from Email to Mail"),
        ("tags: [a, b]", "tags: [c, b]", "tags added: c; removed: a"),
        ("", "links: [{title: Guide, url: 'https://a.example'}]", "link Guide added"),
        ("links: [{title: Guide, url: 'https://a.example'}]", "", "link Guide removed"),
        (
            "links: [{title: Guide, url: 'https://a.example'}]",
            "links: [{title: Guide, url: 'https://b.example'}]",
            "link Guide leads to https://b.example now",
        ),
    ],
)
def test_texts_are_not_quoted_at_length(before: str, after: str, text: str) -> None:
    field = (after or before).partition(":")[0]
    kept = "".join(f"{line}\n" for line in EMAIL.splitlines() if not line.startswith(f"{field}:"))
    (change,) = changes(f"{kept}{before}\n", f"{kept}{after}\n")
    assert (change.text, change.topic) == (text, "text")


def test_a_reworded_text_is_held_whole() -> None:
    (change,) = email("description: |\n  One.\n\n  Two.", "description: Three.")
    assert (change.before, change.after) == ("One.\n\nTwo.\n", "Three.")


def test_braces_of_an_author_are_nothing_but_text() -> None:
    around = AROUND.replace("name: Office,", "name: '{0} {x',").replace("name: Meet", "name: '{'")
    service = EMAIL + (
        "customers: [{{id: office, relationship: {}, outcomes: [{}]}}]\n"
        "links: [{{title: '{{0}}', url: 'https://{}.example'}}]\n"
        "accepts: [{{rule: no-outcome, customer: office, reason: A., until: {}}}]\n"
    )
    before = state(around, service.format("service", "", "a", "2027-01-31"))
    after = state(around, service.format("utility", "meet", "b", "2028-01-31"))
    assert texts(compared(before, after)) == [
        "accepts the risk no-outcome for {0} {x until 2028-01-31 instead of 2027-01-31",
        "helps {0} {x to reach: {",
        "relationship with {0} {x changed from service to utility",
        "link {0} leads to https://b.example now",
    ]


# Customers, outcomes and the catalog


OFFICE, SELL, MEET = "name: Office, boundary: internal", "customers: [shops]", "name: Meet"


@pytest.mark.parametrize(
    ("usual", "before", "after", "text"),
    [
        (OFFICE, OFFICE, "name: Office, boundary: it", "in IT now (was in the business)"),
        (OFFICE, OFFICE, f"{OFFICE}, size: 1200", "size given: 1,200 people"),
        (OFFICE, OFFICE, f"{OFFICE}, contact: '#office'", "contact #office given"),
        (SELL, SELL, "customers: [shops, office]", "wanted by Office now"),
        (SELL, "customers: [shops, office]", SELL, "no longer wanted by Office"),
        (MEET, "name: Meet, priority: 3", "name: Meet, priority: 1", "priority raised from 3 to 1"),
        (
            MEET,
            "name: Meet, priority: 1",
            "name: Meet, priority: 3",
            "priority lowered from 1 to 3",
        ),
        (MEET, MEET, "name: Meet, priority: 1", "priority 1 given"),
        (MEET, MEET, "name: Meet, measure: All seats taken.", "measure added"),
    ],
)
def test_customers_and_outcomes_tell_outwards(
    usual: str, before: str, after: str, text: str
) -> None:
    (change,) = compared(*(state(AROUND.replace(usual, each)) for each in (before, after)))
    assert (change.text, change.inward) == (text, False)


def test_the_size_of_a_customer_grows_and_shrinks() -> None:
    small, large = (
        state(AROUND.replace("name: Office,", f"name: Office, size: {size},"))
        for size in (900, 1200)
    )
    assert texts(compared(small, large)) == ["grown from 900 to 1,200 people"]
    assert texts(compared(large, small)) == ["shrunk from 1,200 to 900 people"]


@pytest.mark.parametrize(
    ("before", "after", "topic", "text"),
    [
        (
            "priorities: [P1, P2]",
            "priorities: [P2, P1]",
            "promise",
            "priorities changed from P1, P2 to P2, P1",
        ),
        (
            "rules: {technical-words: info}",
            "rules: {technical-words: error}",
            "text",
            "rule technical-words: info → error",
        ),
        ("", "rules: {no-customer: 'off'}", "text", "rule no-customer: default → off"),
        (
            "vocabulary: [IT, PIN]",
            "vocabulary: [VAT, IT]",
            "text",
            "vocabulary added: VAT; removed: PIN",
        ),
        ("", "review_every: 180d", "lifecycle", "review due every 180d instead of 365d"),
        (
            "",
            "contract_notice: 120d",
            "lifecycle",
            "end of a contract announced 120d ahead instead of 90d",
        ),
        ("", "description: All we do.", "text", "description added"),
    ],
)
def test_the_settings_of_the_catalog_are_told(
    before: str, after: str, topic: str, text: str
) -> None:
    (change,) = compared(*(state(f"{CATALOG}{each}\n") for each in (before, after)))
    assert (change.key, change.topic, change.text) == (("Catalog", "catalog"), topic, text)


def test_schedules_come_and_go_by_name() -> None:
    later = CATALOG.replace("  nights: Sun 01:00-05:00", "  dawn: Mon 04:00-05:00")
    assert texts(compared(state(CATALOG), state(later))) == [
        "schedule dawn added: Mon 04:00–05:00 (Europe/Helsinki)",
        "schedule nights removed (was Sun 01:00–05:00 (Europe/Helsinki))",
    ]


# Order


def test_changes_are_sorted_by_topic_then_kind_and_name() -> None:
    before = EMAIL + "commitments: {change_within: 5d}\ndescription: One.\n"
    after = EMAIL.replace("live", "retiring") + "commitments: {change_within: 2d}\n"
    later = AROUND.replace(
        "name: Server A, type: server", "name: Server A, type: platform, monitored: true"
    )
    found = compared(state(AROUND, before), state(later, after))
    assert [(each.topic, each.id) for each in found] == [
        ("promise", "email"),
        ("lifecycle", "email"),
        ("structure", "server-a"),
        ("structure", "server-a"),
        ("text", "email"),
    ]
