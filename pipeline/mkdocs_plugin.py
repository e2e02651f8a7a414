"""Diptych in MkDocs: wiring only. Works come from build, pages from render.pages; MkDocs puts them in their places."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files as packaged
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup, escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as Placed
from mkdocs.structure.toc import AnchorLink, TableOfContents

from pipeline import build, index, project
from pipeline.config import Term
from pipeline.diagnostics import Finding, Position, Severity
from pipeline.render.clauses import check_report
from pipeline.render.contents import Entry
from pipeline.render.feed import PATH as FEED
from pipeline.render.feed import atom, robots
from pipeline.render.glossary import PATH as GLOSSARY
from pipeline.render.interface import LANGUAGES, Interface, interface
from pipeline.render.offline import ICONS, MANIFEST, manifest
from pipeline.render.pages import ASSETS, SCRIPTS, Link, Settings, Work, forms, home, pages

_ABOUT: Final = "about/"
_UNUSED: Final = ("assets/javascripts/", "assets/stylesheets/palette.", "assets/images/")
"""What the theme brings and no page asks for."""
_THEME_STYLES: Final = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")
_TRAILING: Final = re.compile(r"[ \t]+$", re.MULTILINE)


class DiptychConfig(Config):
    """The plugin's options in mkdocs.yml."""

    report = config_options.Type(str, default="")
    """Where a reader reports an error in a clause: a URL template with {permalink} {eid} {title}; empty for nowhere."""
    paper = config_options.Type(str, default="a4")
    """What the PDFs are printed on: a4 or letter."""
    edition = config_options.Type(str, default="print")
    """What the PDFs are set for: print or screen."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the theme's templates may know of a page: its words, and the ways to its other forms."""

    interface: Interface
    interfaces: tuple[Link, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    about: str = ""
    head: str = ""
    terms: str = ""
    columns: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        return self.interface.language

    @property
    def tag(self) -> str:
        return self.interface.tag

    @property
    def words(self) -> Mapping[str, str]:
        return self.interface.words

    @property
    def home(self) -> str:
        return home(self.language)


class DiptychPlugin(BasePlugin[DiptychConfig]):
    """Adds the pages of all works to a MkDocs build."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """With our theme overrides, and what a preview watches."""
        found = check_report(self.config.report, Position("mkdocs.yml"))
        _refuse(map(project.catalogue(_root(config)).describe, found))
        config.theme.dirs.insert(0, str(_theme()))
        config.theme.static_templates.add("offline.html")
        if config.theme["favicon"].startswith(_UNUSED):
            config.theme["favicon"] = ICONS[0][0]
        config.watch.extend(str(folder) for name in ("source", "schema") if (folder := _root(config) / name).is_dir())
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """With the pages and downloads of all works; a hand-written page at the same place stands instead of ours."""
        for file in [file for file in files if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map")]:
            files.remove(file)
        self._address_assets(files)
        publications = _publications(_root(config))
        works = tuple(Work(one.documents, _checksums(one)) for one in publications)
        settings = Settings(config.site_url or "", self.config.report)
        made = {_source(page.path): page for page in pages(works, settings, _terms(_root(config)))}
        self.pages = {uri: page for uri, page in made.items() if uri not in files.src_uris}
        self.hand_written = frozenset(files.src_uris)
        for uri in self.pages:
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for work, publication in zip(works, publications, strict=True):
            for name, path in publication.downloads if build.STAGE_VARIABLE not in os.environ else ():
                files.append(File.generated(config, work.path + name, abs_src_path=str(path)))
        for path in _index(_root(config)):
            name = path.relative_to(_root(config) / build.INDEX).as_posix()
            files.append(File.generated(config, f"{index.FOLDER}/{name}", abs_src_path=str(path)))
        self._announce(files, works, config)
        return files

    def _address_assets(self, files: Files) -> None:
        """Lay our assets under a name that changes with them, so that a browser may keep them for ever and never has
        those of two builds on one page."""
        self.assets = _addressed(_theme())
        for file in files:
            if file.src_uri.startswith(ASSETS):
                file.dest_uri = file.src_uri.replace(ASSETS, self.assets, 1)
        theirs = [file.src_uri for file in files if _THEME_STYLES.fullmatch(file.src_uri)]
        self.styles = (*theirs, f"{self.assets}site.css")

    def _announce(self, files: Files, works: tuple[Work, ...], config: MkDocsConfig) -> None:
        """Add the feed, robots.txt and the manifest, unless the site has its own."""
        address, texts = config.site_url or "", [work.documents for work in works]
        words = interface(LANGUAGES[0])
        feed = atom(texts, address, config.site_name, words)
        application = manifest(config.site_name, words)
        for name, content in ((FEED, feed), ("robots.txt", robots(address)), (MANIFEST, application)):
            if name not in files.src_uris:
                files.append(File.generated(config, name, content=content))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Permalinks and checksums stand beside the pages; a build under way adds them when all else is there."""
        if build.STAGE_VARIABLE not in os.environ:
            build.finish(_root(config), Path(config.site_dir))

    def on_page_markdown(self, markdown: str, *, page: Placed, **_: Any) -> str:
        """Unchanged, once the page has the title and description that the theme looks for."""
        ours = self.pages.get(page.file.src_uri)
        if ours is not None:
            page.meta.update(title=str(escape(ours.title)), description=str(escape(ours.description)))
        return markdown

    def on_page_content(self, html: str, *, page: Placed, **_: Any) -> str:
        """The finished page in place of the empty one."""
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return html
        page.toc = TableOfContents([_anchor(entry, 2) for entry in ours.contents])
        return ours.html

    def on_post_page(self, output: str, **_: Any) -> str:
        """The page without blanks at the ends of lines, which templates leave."""
        return _TRAILING.sub("", output)

    def on_page_context(self, context: Any, *, page: Placed, **_: Any) -> Any:
        """With what the theme says around the page."""
        context["diptych"] = self._around(page)
        return context

    def on_template_context(self, context: Any, **_: Any) -> Any:
        """With what the 404 page and the sitemap need."""
        context["diptych"] = Around(interface(LANGUAGES[0]), about=self._about(LANGUAGES[0]))
        context["diptych_forms"] = [Around(interface(language)) for language in LANGUAGES]
        context["diptych_alternates"] = {uri: page.alternates for uri, page in self.pages.items()}
        return context

    def _around(self, page: Placed) -> Around:
        ours = self.pages.get(page.file.src_uri)
        if ours is not None:
            return Around(ours.interface, ours.interfaces, ours.alternates, self._scripts(ours.scripts), self.styles,
                          self._about(ours.interface.language), ours.head, self._terms(ours.interface.language),
                          ours.columns)
        language = next((name for name in LANGUAGES[1:] if page.url.startswith(home(name))), LANGUAGES[0])
        known = [link for link in forms(page.url.removeprefix(home(language)), language)
                 if _source(link.path) in self.hand_written or _flat(link.path) in self.hand_written]
        return Around(interface(language), tuple(known), scripts=self._scripts(()), styles=self.styles,
                      about=self._about(language), terms=self._terms(language))

    def _scripts(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.assets + name for name in (*SCRIPTS, *names))

    def _about(self, language: str) -> str:
        path = home(language) + _ABOUT
        return path if _flat(path) in self.hand_written else ""

    def _terms(self, language: str) -> str:
        path = home(language) + GLOSSARY
        return path if _source(path) in self.pages else ""


def _theme() -> Path:
    return Path(str(packaged("pipeline.render").joinpath("assets", "theme")))


def _addressed(theme: Path) -> str:
    """The folder of our assets on the site, named after what is in them."""
    digest = sha256()
    for path in sorted(path for path in (theme / ASSETS).iterdir() if path.is_file()):
        digest.update(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"{ASSETS.rstrip('/')}-{digest.hexdigest()[:8]}/"


def _publications(root: Path) -> tuple[build.Publication, ...]:
    """What is to be published: of the build under way, else of one made now."""
    stage = os.environ.get(build.STAGE_VARIABLE)
    if stage:
        return build.publications(root, stage)
    _refuse(build.prepare(root).findings)
    return build.publications(root)


def _terms(root: Path) -> tuple[Term, ...]:
    """The term base, which `build` has found to be in order."""
    known = project.schema(root).value
    return (project.terms(root, known).value or ()) if known else ()


def _index(root: Path) -> tuple[Path, ...]:
    """The files of the search index, unless it is being made at the same time as the pages."""
    folder = root / build.INDEX
    return () if build.STAGE_VARIABLE in os.environ else tuple(sorted(path for path in folder.rglob("*.*")))


def _checksums(publication: build.Publication) -> Mapping[str, str]:
    """The SHA-256 of a work's texts. The other files are made at the same time as the pages."""
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in publication.downloads
            if path.suffix == ".xml"}


def _refuse(findings: Iterable[Finding]) -> None:
    """Stops MkDocs with the words of the errors among findings."""
    errors = [f"{one.position}: {one.code}: {one.message} ({one.hint})" for one in findings
              if one.severity is Severity.ERROR]
    if errors:
        raise PluginError("\n".join(errors))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _source(path: str) -> str:
    return f"{path}index.md"


def _flat(path: str) -> str:
    return f"{path.rstrip('/')}.md"


def _anchor(entry: Entry, level: int) -> AnchorLink:
    title = Markup('<span lang="{}">{}</span>').format(entry.tag, entry.title)
    anchor = AnchorLink(str(title), entry.id, level)
    anchor.children = [_anchor(child, level + 1) for child in entry.children]
    return anchor
