"""The MkDocs plugin: hooks only. Nothing else in the package imports MkDocs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as DocumentPage

from twoview.audience import AUDIENCES
from twoview.forge import Forge, forge
from twoview.history import Chronicle
from twoview.load import SETTINGS_FILE, CatalogNotFound
from twoview.pages import VIEWS, Page
from twoview.rules import RulesNotLoaded
from twoview.site import emit
from twoview.site.publish import HasErrors, Options, Publication, publish
from twoview.values import InvalidValue, parse_date

log = get_plugin_logger("twoview")


class TwoviewConfig(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin in mkdocs.yml."""

    catalog = c.Type(str, default="services")
    views = c.ListOfItems(c.Choice(VIEWS), default=list(VIEWS))
    audience = c.Choice(AUDIENCES, default="internal")
    strict = c.Type(bool, default=True)
    today = c.Optional(c.Type((str, date)))
    history = c.Type(int, default=1000)
    authors = c.Type(bool, default=False)


class TwoviewPlugin(BasePlugin[TwoviewConfig]):  # type: ignore[no-untyped-call]
    """Publishes a service catalog as pages of the site."""

    def __init__(self) -> None:
        super().__init__()
        self._chronicle = Chronicle()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keep one instance for all rebuilds of a served site."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the style sheet and the script, and follow edits in the catalog."""
        if not self.config.views:
            raise PluginError("`views` is empty; name what to publish: [business, technical].")
        if emit.STYLE not in config.extra_css:
            config.extra_css.append(emit.STYLE)
        if emit.SCRIPT not in config.extra_javascript:
            config.extra_javascript.append(emit.SCRIPT)
        config.watch.append(str(self._folder(config)))
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the pages of the catalog; a document of the user's own at the same path wins."""
        for file in self._files(config):
            if files.get_file_from_path(file.src_uri):
                log.info("%s is written by hand; the catalog's page is left out.", file.src_uri)
            else:
                files.append(file)
        return files

    def on_post_page(self, output: str, /, *, page: DocumentPage, config: MkDocsConfig) -> str:
        """Tell feed readers where the feed of a page is."""
        return emit.with_feed(output, page.meta.get("feed"))

    def _root(self, config: MkDocsConfig) -> Path:
        """Return the folder of mkdocs.yml, from which files are named whatever the working one."""
        return Path(config.config_file_path or "mkdocs.yml").parent

    def _folder(self, config: MkDocsConfig) -> Path:
        return self._root(config) / self.config.catalog

    def _files(self, config: MkDocsConfig) -> Iterator[File]:
        for path, text in emit.assets():
            yield File.generated(config, path, content=text)
        for page in self._published(config).pages:
            yield self._page(page, config)
            for path, text in page.files.items():
                yield File.generated(config, path, content=text)

    def _page(self, page: Page, config: MkDocsConfig) -> File:
        inclusion = InclusionLevel.INCLUDED if page.listed else InclusionLevel.NOT_IN_NAV
        source = emit.source_path(page)
        file = File.generated(config, source, content=emit.markdown(page), inclusion=inclusion)
        # The edit button leads to the YAML that defines the thing, seen from the documents.
        if page.entity and (defined := page.entity.origin.document.file):
            where = os.path.relpath(self._root(config) / defined, config.docs_dir)
            file.edit_uri = where.replace(os.sep, "/")
        return file

    def _published(self, config: MkDocsConfig) -> Publication:
        try:
            found = publish(self._options(config), self._chronicle)
        except CatalogNotFound as error:
            raise PluginError(
                f"There is no {SETTINGS_FILE} in {Path(self.config.catalog).as_posix()}/. In "
                "mkdocs.yml the plugin twoview has an option for the folder of the catalog, as in "
                "`catalog: services`."
            ) from error
        except HasErrors as error:
            log.error("The catalog has errors.\n%s", error)
            raise PluginError(
                "The site is not built from a catalog with errors. Repair them (`twoview check` "
                "prints them too), or set `strict: false` to build it with a note on each page."
            ) from error
        except (RulesNotLoaded, InvalidValue) as error:
            raise PluginError(str(error)) from error
        # Information, not a warning: what is no error must not fail `mkdocs build --strict`.
        for text in (found.checked.rstrip(), *found.notes):
            log.info("%s", text)
        return found

    def _options(self, config: MkDocsConfig) -> Options:
        wanted = self.config
        return Options(
            self._folder(config),
            Path(wanted.catalog),
            views=wanted.views,
            audience=wanted.audience,
            strict=wanted.strict,
            today=parse_date(str(wanted.today)) if wanted.today else None,
            history=wanted.history,
            authors=wanted.authors,
            language=config.theme.get("language") or str(config.theme.locale),
            directory_urls=config.use_directory_urls,
            site_url=config.site_url or "",
            forge=self._forge(config),
        )

    def _forge(self, config: MkDocsConfig) -> Forge | None:
        root, docs = self._root(config).absolute().as_posix(), Path(config.docs_dir).as_posix()
        return forge(config.repo_url or "", config.edit_uri or "", docs=docs, root=root)
