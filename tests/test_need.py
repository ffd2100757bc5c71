from datetime import date

import pytest
from twoview.examples import files_of
from twoview.judged import Judged
from twoview.load import load
from twoview.need import STEPS, beyond_need, next_lower
from twoview.rules.samples import email, server
from twoview.values import Share

TWINS = "- any_of: [one, two]"


def beyond(*parts: str) -> set[str]:
    estate = Judged(load(files_of("---\n".join(parts)), "catalog.yaml"), date(2026, 7, 1))
    return set(beyond_need(estate.judge))


def twins(promise: str, availability: str, *domains: str) -> str:
    members = [
        server(f"availability: {availability}", ident, domain)
        for ident, domain in zip(("one", "two"), domains or ("", ""), strict=True)
    ]
    return email(f"availability: {promise}", *members, requires=TWINS)


def also(promise: str, requires: str) -> str:
    """Return another service over the same parts."""
    return email(promise, requires=requires).split("---\n")[0].replace("id: email", "id: post")


@pytest.mark.parametrize(
    ("own", "lower"),
    [("100%", "99.999%"), ("99.95%", "99.9%"), ("99.7%", "99.5%"), ("90.1%", "90%"), ("90%", None)],
)
def test_the_next_lower_availability_is_a_common_one(own: str, lower: str | None) -> None:
    assert next_lower(Share.parse(own)) == (Share.parse(lower) if lower else None)
    assert list(STEPS) == sorted(STEPS, reverse=True)


@pytest.mark.parametrize(("promised", "is_beyond"), [("99%", True), ("99.01%", False)])
def test_a_component_is_beyond_need_if_the_next_lower_keeps_the_promise(
    promised: str, is_beyond: bool
) -> None:
    service = email(f"availability: {promised}", server("availability: 99.5%"))
    assert beyond(service) == ({"mail-server"} if is_beyond else set())


def test_nothing_is_beyond_need_on_which_no_promise_leans() -> None:
    assert not beyond(email("change_within: 5d", server("availability: 99.9%")))


@pytest.mark.parametrize("promise", ["99.99%", "99%"])
def test_one_promise_that_is_not_kept_needs_all_that_it_leans_on(promise: str) -> None:
    parts = server("availability: 99.9%"), server("{}", "relay")
    modest = email("availability: 90%", *parts, requires="- mail-server")
    other = also(f"availability: {promise}", "- mail-server\n- relay")
    assert beyond(modest) == {"mail-server"}
    assert not beyond(modest, other)


def test_each_component_is_lowered_alone() -> None:
    parts = [server("availability: 99.95%", ident) for ident in ("one", "two")]
    assert beyond(email("availability: 99.8%", *parts)) == {"one", "two"}
    assert not beyond(email("availability: 99.86%", *parts))


def test_members_of_a_group_are_weighed_with_the_group() -> None:
    apart = ("failure_domains: [a]", "failure_domains: [b]")
    assert beyond(twins("99.98%", "99%", *apart)) == {"one", "two"}
    assert not beyond(twins("99.99%", "99%", *apart))


def test_where_either_member_will_do_the_other_takes_its_place() -> None:
    assert beyond(twins("99%", "99%")) == {"one"}


def test_the_tightest_of_several_services_over_one_group_decides() -> None:
    apart = ("failure_domains: [a]", "failure_domains: [b]")
    assert beyond(twins("90%", "99%", *apart), also("availability: 99.9%", TWINS))
    assert not beyond(twins("90%", "99%", *apart), also("availability: 99.99%", TWINS))


def test_a_share_that_a_supplier_states_counts_as_the_components() -> None:
    supplied = email("availability: 90%", server("{}").replace("team: workplace", "supplier: host"))
    supplier = "kind: Supplier\nid: host\nname: Host\navailability: 99%\n"
    assert beyond(supplied, supplier) == {"mail-server"}
