"""Pages at the addresses of former ids, which lead to those of today."""

from __future__ import annotations

from html import escape

from twoview.language import _, spoken
from twoview.model import Entity
from twoview.pages.address import View, address, folder, href

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={way}">
<link rel="canonical" href="{way}">
<title>{name}</title>
</head>
<body>
<p>{words} <a href="{way}">{name}</a></p>
</body>
</html>
"""


def redirects(entity: Entity, view: View, *, directory_urls: bool) -> dict[str, str]:
    """Return a page for each id that an entity had, by the path of its file in the site."""
    today = address(entity, view)
    parent = today.rpartition("/")[0]
    return {
        _file(f"{parent}/{former}", directory_urls=directory_urls): _PAGE.format(
            language=spoken(),
            way=escape(href(today, f"{parent}/{former}", directory_urls=directory_urls)),
            name=escape(entity.name),
            words=escape(_("This page has moved:")),
        )
        for former in entity.formerly
    }


def _file(path: str, *, directory_urls: bool) -> str:
    inside = folder(path, directory_urls=directory_urls)
    return f"{path}/index.html" if inside == path else f"{path}.html"
