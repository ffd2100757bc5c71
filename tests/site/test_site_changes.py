"""What changed, on the pages of a site and in its feed; who may read what of it."""

import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from catalogs import CATALOG, SERVER, SHOPS, TEAM
from histories import AUTHOR, EMAIL, Repository
from sites import Scratch, Site, mkdocs

ATOM = "{http://www.w3.org/2005/Atom}"
SUBJECT = "Say <b>what</b> & why\x1b"
HOSTILE = "Tills </title><script>alert(1)</script> & more"
BUSINESS = {"views": ["business"]}
TILLS = """\
kind: Service
id: tills
name: Tills
status: live
audience: internal
owner: shop-systems
summary: Take payments at the till.
customers: [{id: shops, relationship: service, outcomes: [sell]}]
requires: [till-server]
"""
SELL = "kind: Outcome\nid: sell\nname: Sell\ncustomers: [shops]\n"


def promised(share: str) -> str:
    return f"{TILLS}commitments: {{availability: {share}, change_within: 1d}}\n"


def grown(scratch: Scratch) -> Repository:
    """Write a catalog with a past: two promises raised, a server moved, a customer lost."""
    scratch.write()
    repository = Repository(scratch.folder)
    files = {"server": SERVER, "shops": SHOPS, "team": TEAM, "sell": SELL}
    repository.commit("2026-01-05", catalog=CATALOG, tills=TILLS, **files)
    for number in range(1, 8):
        repository.commit(f"2026-02-0{number}", tills=promised(f"9{number}%"))
    repository.commit("2026-03-01", server=f"{SERVER}monitored: true\n")
    repository.write(tills=promised("98%").replace("name: Tills", f'name: "{HOSTILE}"'))
    repository.git("commit", "--quiet", "--all", "--message", SUBJECT, day="2026-03-12T12:00:00Z")
    return repository


def site_of(scratch: Scratch, **options: object) -> Site:
    settings = {name: options.pop(name) for name in ("site_url", "nav") if name in options}
    scratch.write(twoview={"strict": False, **options}, **settings)
    return scratch.build()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Site:
    scratch = Scratch(tmp_path_factory.mktemp("both"))
    grown(scratch)
    return site_of(scratch)


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Site:
    scratch = Scratch(tmp_path_factory.mktemp("business"))
    grown(scratch)
    return site_of(scratch, **BUSINESS)


TECHNICAL_FEED = "changes.xml"
BUSINESS_FEED = "business-changes.xml"
FEEDS = (TECHNICAL_FEED, BUSINESS_FEED)
LINK = f"{ATOM}link"


def root_of(site: Site, path: str = TECHNICAL_FEED) -> ElementTree.Element:
    return ElementTree.parse(site.folder / path).getroot()


def entries(site: Site, path: str = TECHNICAL_FEED) -> list[ElementTree.Element]:
    return root_of(site, path).findall(f"{ATOM}entry")


def texts(element: ElementTree.Element, name: str) -> list[str]:
    return [each.text or "" for each in element.iter(f"{ATOM}{name}")]


# Pages


def test_a_service_tells_customers_what_changed_for_them(both: Site) -> None:
    page = both.pages["business/services/tills/index.html"]
    told = page.source.partition("What changed lately</h2>")[2].partition("Where it fits")[0]
    first, rest = told.split("<details")
    assert "Promised availability raised from 97% to 98%" in first
    assert '<time datetime="2026-03-12">12 March 2026</time>' in first
    assert first.count("<li>") == 5
    assert "Earlier changes (6)" in rest
    assert "Added to the catalog" in rest
    assert 'href="../../changes/"' in rest
    assert "Definition last changed 12 March 2026" in page.text


def test_engineers_read_all_changes_with_their_commits(both: Site) -> None:
    page = both.pages["technical/components/till-server/index.html"]
    assert "Monitored now" in page.text
    commits = [each.attributes.get("title", "") for each in page.all("code")]
    assert len([each for each in commits if each.startswith("commit ")]) == 2
    for path in ("teams/shop-systems", "customers/shops", "outcomes/sell", "services/tills"):
        assert "Added to the catalog" in both.pages[f"technical/{path}/index.html"].text


def test_the_page_of_all_changes_is_sorted_by_month_and_links_what_changed(both: Site) -> None:
    page = both.pages["changes/index.html"]
    months = re.findall(r"<h2[^>]*>(\w+ \d{4})", page.source)
    assert months == ["March 2026", "February 2026", "January 2026"]
    ways = page.values("a", "href")
    assert {"../technical/services/tills/", "../technical/components/till-server/"} <= set(ways)


def test_each_view_has_its_own_page_of_changes_with_the_way_to_the_other(both: Site) -> None:
    for path, other in (
        ("changes/index.html", "../business/changes/"),
        ("business/changes/index.html", "../../changes/"),
    ):
        switch = both.pages[path].source.partition('class="tv-switch"')[2].partition("</nav>")[0]
        assert f'href="{other}"' in switch
    assert 'class="md-button" href="changes/"' in both.pages["business/index.html"].source


@pytest.mark.parametrize(
    ("path", "page"),
    [(TECHNICAL_FEED, "changes/index.html"), (BUSINESS_FEED, "business/changes/index.html")],
)
def test_each_feed_leads_to_the_entries_of_its_page(both: Site, path: str, page: str) -> None:
    ways = [each.attrib["href"] for entry in entries(both, path) for each in entry.iter(LINK)]
    assert {f"{way.partition('#')[0]}index.html" for way in ways} == {page}
    assert {way.partition("#")[2] for way in ways} <= both.pages[page].anchors
    assert len(ways) == len(set(ways))


def test_customers_read_the_words_of_their_pages(scratch: Scratch) -> None:
    scratch.write()
    repository = Repository(scratch.folder)
    files = {"server": SERVER, "shops": SHOPS, "team": TEAM, "sell": SELL}
    repository.commit("2026-01-05", catalog=CATALOG, tills=TILLS, **files)
    new = "  - {id: office, relationship: service, commitments: {respond_within: 30m}}\n"
    turns = [
        {"restore_within": "8h", "respond_within": "{P1: 15m, P2: 1h}"},
        {"restore_within": "{P1: 4h, P2: 8h, P3: 8h, P4: 8h}"},
        {"recovery_point": "1h"},
        {"recovery_point": "30m"},
    ]
    for day, turn in enumerate(turns, start=1):
        stated = ", ".join(f"{metric}: {value}" for metric, value in turn.items())
        text = f"{TILLS}commitments: {{{stated}}}\n"
        repository.commit(f"2026-02-0{day}", tills=text)
    old = "customers: [{id: shops, relationship: service, outcomes: [sell]}]\n"
    text = text.replace(old, f"customers:\n  - {{id: shops, relationship: partnership}}\n{new}")
    office = "kind: Customer\nid: office\nname: Office\nboundary: internal\n"
    repository.commit("2026-03-01", tills=text.replace("status: live", "status: retiring"))
    repository.commit("2026-03-02", office=office)
    page = site_of(scratch).pages["business/services/tills/index.html"]
    assert [
        text
        for text in (
            "Newly promised: working again within 8 hours",
            "Newly promised: answer within 15 minutes (P1), within 1 hour (P2)",
            "Promised time until it is working again for P1 shortened from 8 hours to 4 hours",
            "No longer promised: working again within 4 hours (P1), within 8 hours (P2)",
            "Newly promised: lost after a disaster at most 1 hour of work",
            "Promised limit of what is lost after a disaster shortened from 1 hour to 30 minutes",
            "Office is a customer now, promised answer within 30 minutes",
            "For Shops: as partners with a shared goal (was: with an agreed service level)",
            "On its way out (was: in use)",
        )
        if text not in page.text
    ] == []
    assert "P1 is the most urgent priority, P4 the least urgent." in page.text


def test_priorities_are_explained_where_they_are_named_only(both: Site) -> None:
    assert not [path for path, page in both.pages.items() if "most urgent" in page.text]


def test_the_handle_of_a_team_is_not_told(scratch: Scratch) -> None:
    repository = grown(scratch)
    repository.commit("2026-04-01", team=f'{TEAM}handle: "@tills"\n')
    site = site_of(scratch)
    assert "andle" not in site.pages["technical/teams/shop-systems/index.html"].text
    assert "2026-04-01" not in site.pages["changes/index.html"].source


def test_many_new_things_are_counted(scratch: Scratch) -> None:
    scratch.write()
    repository = Repository(scratch.folder)
    teams = "".join(f"  - {{id: team-{n}, name: Team {n}}}\n" for n in range(20))
    repository.commit("2026-01-05", catalog=CATALOG, teams=f"teams:\n{teams}", shops=SHOPS)
    text = site_of(scratch).pages["changes/index.html"].text
    assert "Added: 1 customer, 20 teams" in text
    assert "Team 7" not in text


def test_home_tells_the_last_changes_and_leads_to_those_of_each_view(
    both: Site, business: Site
) -> None:
    for site, ways in (
        (both, ["business/changes/", "changes/"]),
        (business, ["business/changes/"]),
    ):
        told = site.pages["index.html"].source.partition('id="what-changed-last"')[2]
        told = told.partition("<h2")[0]
        assert "12 March 2026" in told
        assert re.findall('href="([^"]+)"', told)[-len(ways) :] == ways


def test_the_business_view_alone_has_its_changes_at_both_addresses(business: Site) -> None:
    told, alias = (
        business.pages[path].source.partition("March 2026</h2>")[2].partition("</dl>")[0]
        for path in ("business/changes/index.html", "changes/index.html")
    )
    assert "availability raised from 97% to 98%" in told
    assert alias == told.replace('"../services/', '"../business/services/')
    assert TECHNICAL_FEED not in business.paths
    links = business.pages["changes/index.html"].values("link", "href")
    assert "../business-changes.xml" in links


def test_a_page_may_stand_in_the_navigation(scratch: Scratch) -> None:
    grown(scratch)
    nav = [{"Home": "index.md"}, {"Changes": "changes.md"}, {"For you": "business/changes.md"}]
    for options in ({}, BUSINESS):
        site = site_of(scratch, nav=nav, **options)
        assert {"changes/", "business/changes/"} <= set(
            site.pages["index.html"].values("a", "href")
        )


# Who may read what


def test_neither_names_nor_addresses_of_authors_are_published(both: Site, business: Site) -> None:
    for site in (both, business):
        for path, content in site.own_bytes():
            assert AUTHOR.encode() not in content, path
            assert EMAIL.encode() not in content, path


def test_names_of_authors_are_published_on_request_to_the_technical_view(
    scratch: Scratch,
) -> None:
    grown(scratch)
    site = site_of(scratch, authors=True)
    assert AUTHOR in site.pages["technical/services/tills/index.html"].text
    assert AUTHOR in site.pages["changes/index.html"].text
    assert AUTHOR in texts(root_of(site), "name")
    assert "Say <b>what</b> & why" in site.pages["changes/index.html"].text
    (content,) = texts(entries(site)[0], "content")
    assert "<p>Say &lt;b&gt;what&lt;/b&gt; &amp; why�</p>" in content
    assert AUTHOR not in texts(root_of(site, BUSINESS_FEED), "name")
    assert AUTHOR not in site.pages["business/services/tills/index.html"].text
    assert AUTHOR not in site.pages["business/changes/index.html"].text
    for path, content in site.own_bytes():
        assert EMAIL.encode() not in content, path
    scratch.write(twoview={"strict": False, "authors": True, **BUSINESS})
    for path, content in scratch.build().own_bytes():
        assert AUTHOR.encode() not in content, path


def test_what_commits_are_called_is_not_told(both: Site, business: Site) -> None:
    page = both.pages["business/services/tills/index.html"]
    assert "On 2026-02" not in page.text
    assert "<code" not in page.source.partition("What changed lately</h2>")[2]
    for path, content in both.own_bytes():
        assert b"On 2026-0" not in content, path
        assert b"Say " not in content, path
    for path, content in business.own_bytes():
        assert b"On 2026-0" not in content, path
        assert b"Say " not in content, path


def test_customers_meet_no_id_of_a_commit(both: Site, business: Site) -> None:
    titles = both.pages["changes/index.html"].values("code", "title")
    commits = [title.removeprefix("commit ") for title in titles]
    assert len(commits) == 10
    told = [(path, text) for path, text in both.own_bytes() if path.startswith("business")]
    for path, content in (*told, *business.own_bytes()):
        assert not [each for each in commits if each[:7].encode() in content], path


def test_days_with_several_changes_keep_their_numbers(scratch: Scratch) -> None:
    repository = grown(scratch)
    before = {*entry_ids(site_of(scratch))}
    repository.commit("2026-03-12", tills=promised("97%"))
    after = entry_ids(site_of(scratch))
    assert before == {*after[1:]}


def entry_ids(site: Site) -> list[str]:
    return [texts(each, "id")[0] for each in entries(site, BUSINESS_FEED)]


def test_customers_are_told_nothing_of_the_inside(both: Site, business: Site) -> None:
    assert "Monitored now" in both.pages["technical/components/till-server/index.html"].text
    for path, content in business.own_bytes():
        assert b"onitored" not in content, path
        assert b"Till server" not in content, path
        assert b"March 1" not in content, path
    assert "1 March 2026" not in business.pages["changes/index.html"].text
    for path in ("business/changes/index.html", BUSINESS_FEED):
        told = (both.folder / path).read_text(encoding="utf-8")
        assert "onitored" not in told
        assert "Till server" not in told


def test_texts_of_authors_stay_texts(both: Site) -> None:
    page = both.pages["changes/index.html"]
    assert not [each for each in page.texts if each[0] == "script" and "alert(1)" in each[1]]


# The feed


@pytest.mark.parametrize("path", [TECHNICAL_FEED, BUSINESS_FEED])
def test_the_feed_has_what_atom_asks_for(path: str, both: Site) -> None:
    root = root_of(both, path)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *entries(both, path)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        (updated,) = (each.text or "" for each in element.findall(f"{ATOM}updated"))
        assert datetime.fromisoformat(updated).tzinfo
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = texts(root, "id")
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}|https://\S+", each) for each in ids)
    assert texts(root, "updated")[0] == "2026-03-12T12:00:00Z"
    assert all(each.attrib["type"] == "html" for each in root.iter(f"{ATOM}content"))


def test_entries_are_titled_by_what_changed(both: Site, business: Site) -> None:
    newest, second, *_ = entries(both)
    first = f"{HOSTILE}: promised availability raised from 97% to 98%"
    assert texts(newest, "title") == [f"{first}, and 1 more"]
    assert texts(second, "title") == ["Till server: monitored now"]
    (content,) = texts(newest, "content")
    assert "&lt;script&gt;" in content
    told = [texts(each, "title")[0] for each in entries(business, BUSINESS_FEED)]
    assert told[:2] == [
        f"{first}, and 1 more",
        f"{HOSTILE}: promised availability raised from 96% to 97%",
    ]


def test_ids_stay_when_the_site_moves_or_the_catalog_grows(scratch: Scratch, both: Site) -> None:
    repository = grown(scratch)
    repository.commit("2026-04-01", tills=promised("99%"))
    site = site_of(scratch, site_url="https://it.example/catalog")
    before = [texts(each, "updated")[0] for each in entries(both)]
    assert [texts(each, "updated")[0] for each in entries(site)][1:] == before
    ids = [{texts(each, "id")[0] for each in entries(site, path)} for path in FEEDS]
    scratch.write(twoview={"strict": False}, site_url="https://other.example/")
    moved = scratch.build()
    assert [{texts(each, "id")[0] for each in entries(moved, path)} for path in FEEDS] == ids
    assert ids[0].isdisjoint(ids[1])


def test_addresses_are_absolute_where_the_site_knows_its_own(scratch: Scratch) -> None:
    grown(scratch)
    site = site_of(scratch, site_url="https://it.example/catalog")
    root = root_of(site)
    links = [(each.attrib["rel"], each.attrib["href"]) for each in root.findall(f"{ATOM}link")]
    assert links == [
        ("alternate", "https://it.example/catalog/changes/"),
        ("self", "https://it.example/catalog/changes.xml"),
    ]
    assert texts(root, "id")[0] == "https://it.example/catalog/changes.xml"
    (way,) = (each.attrib["href"] for each in entries(site)[0].findall(f"{ATOM}link"))
    assert re.fullmatch(r"https://it\.example/catalog/changes/#c-[0-9a-f]{7}", way)
    root = root_of(site, BUSINESS_FEED)
    links = [(each.attrib["rel"], each.attrib["href"]) for each in root.findall(f"{ATOM}link")]
    assert links == [
        ("alternate", "https://it.example/catalog/business/changes/"),
        ("self", "https://it.example/catalog/business-changes.xml"),
    ]
    (way,) = (each.attrib["href"] for each in entries(site, BUSINESS_FEED)[0].findall(LINK))
    assert way == "https://it.example/catalog/business/changes/#d-2026-03-12-1"


def test_readers_of_feeds_find_it_from_the_page(both: Site) -> None:
    page = both.pages["changes/index.html"]
    links = [each for each in page.elements if "atom" in each.attributes.get("type", "")]
    assert [each.tag for each in links] == ["link", "a"]
    assert links[0].around == ("html", "head")
    assert {each.attributes["href"] for each in links} == {"../changes.xml"}
    assert "atom+xml" not in both.pages["index.html"].source


# Where not all is known


def test_a_shallow_clone_says_how_to_get_the_rest(scratch: Scratch, tmp_path: Path) -> None:
    origin = Scratch(tmp_path / "origin")
    folder = grown(origin).clone(tmp_path / "clone", "--depth=1")
    clone = Scratch(folder.parent)
    clone.write(twoview={"strict": False})
    done = mkdocs("build", clone.config, "--strict", cwd=clone.folder)
    assert done.returncode == 0, done.stderr
    assert "fetch-depth: 0" in done.stderr
    page = Site(clone.folder / "site").pages["changes/index.html"]
    assert "What changed before 2026-03-12 is not known" in page.text
    assert "fetch-depth: 0" in page.text
    clone.write(twoview={"strict": False, **BUSINESS})
    page = clone.build().pages["changes/index.html"]
    assert "What changed earlier is not told here." in page.text
    assert "shallow" not in page.source


def test_only_so_many_commits_are_told_as_asked_for(scratch: Scratch) -> None:
    grown(scratch)
    site = site_of(scratch, history=2)
    assert len(entries(site)) == 2
    assert "only the last 2 commits are told" in site.pages["changes/index.html"].text


def test_without_history_there_is_nothing_about_changes(scratch: Scratch) -> None:
    grown(scratch)
    site = site_of(scratch, history=0)
    assert not [path for path in site.paths if "changes" in path]
    for path, page in site.pages.items():
        assert "changes/" not in page.source, path
        assert "What changed" not in page.text, path
        assert "last changed" not in page.text, path


def test_a_catalog_outside_of_git_is_published_all_the_same(scratch: Scratch) -> None:
    scratch.write(CATALOG)
    site = scratch.build()
    assert "What changed in this catalog is not known" in site.pages["changes/index.html"].text
    assert "changes.xml" not in site.paths
    assert "changes/" in site.pages["index.html"].values("a", "href")
