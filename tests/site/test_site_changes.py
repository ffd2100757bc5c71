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


def entries(site: Site) -> list[ElementTree.Element]:
    return ElementTree.parse(site.folder / "changes.xml").getroot().findall(f"{ATOM}entry")


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
    assert 'href="../../../changes/"' in rest
    assert "Definition last changed 12 March 2026" in page.text


def test_engineers_read_all_changes_with_their_commits(both: Site) -> None:
    page = both.pages["technical/components/till-server/index.html"]
    assert "Monitored now" in page.text
    assert "On 2026-03-01" in page.text
    commits = [each.attributes.get("title", "") for each in page.all("code")]
    assert len([each for each in commits if each.startswith("commit ")]) == 2
    for path in ("teams/shop-systems", "customers/shops", "outcomes/sell", "services/tills"):
        assert "Added to the catalog" in both.pages[f"technical/{path}/index.html"].text


def test_the_page_of_all_changes_is_sorted_by_month_and_links_what_changed(both: Site) -> None:
    page = both.pages["changes/index.html"]
    months = re.findall(r"<h2[^>]*>(\w+ \d{4})", page.source)
    assert months == ["March 2026", "February 2026", "January 2026"]
    ways = page.values("a", "href")
    assert {"../business/services/tills/", "../technical/components/till-server/"} <= set(ways)
    assert set(re.findall(r"#(c-\w+)", feed(both))) <= page.anchors


def feed(site: Site) -> str:
    return (site.folder / "changes.xml").read_text(encoding="utf-8")


def test_many_new_things_are_counted(scratch: Scratch) -> None:
    scratch.write()
    repository = Repository(scratch.folder)
    teams = "".join(f"  - {{id: team-{n}, name: Team {n}}}\n" for n in range(20))
    repository.commit("2026-01-05", catalog=CATALOG, teams=f"teams:\n{teams}", shops=SHOPS)
    text = site_of(scratch).pages["changes/index.html"].text
    assert "Added: 1 customer, 20 teams" in text
    assert "Team 7" not in text


def test_home_leads_to_the_changes(both: Site, business: Site) -> None:
    for site in (both, business):
        home = site.pages["index.html"]
        assert "The catalog last changed on 12 March 2026" in home.text
        assert "changes/" in home.values("a", "href")


def test_a_page_may_stand_in_the_navigation(scratch: Scratch) -> None:
    grown(scratch)
    site = site_of(scratch, nav=[{"Home": "index.md"}, {"Changes": "changes.md"}])
    assert "changes/" in site.pages["index.html"].values("a", "href")


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
    assert AUTHOR in texts(ElementTree.parse(site.folder / "changes.xml").getroot(), "name")
    assert AUTHOR not in site.pages["business/services/tills/index.html"].text
    for path, content in site.own_bytes():
        assert EMAIL.encode() not in content, path
    scratch.write(twoview={"strict": False, "authors": True, **BUSINESS})
    for path, content in scratch.build().own_bytes():
        assert AUTHOR.encode() not in content, path


def test_what_commits_are_called_is_not_told_to_customers(both: Site, business: Site) -> None:
    page = both.pages["business/services/tills/index.html"]
    assert "On 2026-02" not in page.text
    assert "<code" not in page.source.partition("What changed lately</h2>")[2]
    for path, content in business.own_bytes():
        assert b"On 2026-0" not in content, path
        assert b"Say " not in content, path


def test_customers_are_told_nothing_of_the_inside(both: Site, business: Site) -> None:
    assert "Monitored now" in both.pages["technical/components/till-server/index.html"].text
    for path, content in business.own_bytes():
        assert b"onitored" not in content, path
        assert b"Till server" not in content, path
        assert b"March 1" not in content, path
    assert "1 March 2026" not in business.pages["changes/index.html"].text
    assert "requires" not in feed(business)


def test_texts_of_authors_stay_texts(both: Site) -> None:
    page = both.pages["changes/index.html"]
    assert "Say <b>what</b> & why" in page.text
    assert not [each for each in page.texts if each[0] == "script" and "alert(1)" in each[1]]


# The feed


@pytest.mark.parametrize("view", ["both", "business"])
def test_the_feed_has_what_atom_asks_for(view: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(view)
    root = ElementTree.parse(site.folder / "changes.xml").getroot()
    assert root.tag == f"{ATOM}feed"
    for element in (root, *entries(site)):
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
    assert texts(newest, "title") == [HOSTILE]
    assert texts(second, "title") == ["Till server: Monitored now"]
    (content,) = texts(newest, "content")
    assert "<p>Say &lt;b&gt;what&lt;/b&gt; &amp; why�</p>" in content
    assert "&lt;script&gt;" in content
    assert "Till server: Monitored now" not in [
        texts(each, "title")[0] for each in entries(business)
    ]


def test_ids_stay_when_the_site_moves_or_the_catalog_grows(scratch: Scratch, both: Site) -> None:
    repository = grown(scratch)
    repository.commit("2026-04-01", tills=promised("99%"))
    site = site_of(scratch, site_url="https://it.example/catalog")
    before = [texts(each, "updated")[0] for each in entries(both)]
    assert [texts(each, "updated")[0] for each in entries(site)][1:] == before
    ids = {texts(each, "id")[0] for each in entries(site)}
    scratch.write(twoview={"strict": False}, site_url="https://other.example/")
    assert {texts(each, "id")[0] for each in entries(scratch.build())} == ids


def test_addresses_are_absolute_where_the_site_knows_its_own(scratch: Scratch) -> None:
    grown(scratch)
    site = site_of(scratch, site_url="https://it.example/catalog")
    root = ElementTree.parse(site.folder / "changes.xml").getroot()
    links = [(each.attrib["rel"], each.attrib["href"]) for each in root.findall(f"{ATOM}link")]
    assert links == [
        ("alternate", "https://it.example/catalog/changes/"),
        ("self", "https://it.example/catalog/changes.xml"),
    ]
    assert texts(root, "id")[0] == "https://it.example/catalog/changes.xml"
    (way,) = (each.attrib["href"] for each in entries(site)[0].findall(f"{ATOM}link"))
    assert re.fullmatch(r"https://it\.example/catalog/changes/#c-[0-9a-f]{7}", way)


def test_addresses_are_relative_otherwise(both: Site) -> None:
    for entry in entries(both):
        (way,) = (each.attrib["href"] for each in entry.findall(f"{ATOM}link"))
        page, _, fragment = way.partition("#")
        assert page == "changes/"
        assert fragment in both.pages["changes/index.html"].anchors


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
    assert not [path for path in site.paths if path.startswith("changes")]
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
