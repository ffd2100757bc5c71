"""The same catalog gives the same site, byte for byte."""

import pytest
from sites import CONFIG, Site, built

# MkDocs writes the day of the build into the one, and gzip the second into the other.
DATED = {"sitemap.xml", "sitemap.xml.gz"}


def test_neither_the_hash_seed_nor_the_working_directory_changes_a_byte(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    other = built(CONFIG, elsewhere / "site", cwd=elsewhere, seed="1")
    assert other.paths == site.paths
    differing = [
        path
        for path in site.paths
        if (site.folder / path).read_bytes() != (other.folder / path).read_bytes()
    ]
    assert set(differing) <= DATED
