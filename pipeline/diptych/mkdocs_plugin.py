"""Diptych in MkDocs: wiring only. MkDocs makes the hand-written pages and a shell for each kind of ours; build does the
rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as Placed
from mkdocs.structure.toc import AnchorLink, TableOfContents

from diptych.build import build, mkdocs_process
from diptych.diagnostics import Finding, Position, Severity
from diptych.interface_text import LANGUAGES, Interface, interface
from diptych.project import load
from diptych.render import asset_files
from diptych.render.html.clause_tools import check_report
from diptych.render.site import page_shells
from diptych.render.site.glossary import PATH as GLOSSARY
from diptych.render.site.page_shells import Shells
from diptych.render.site.pages import ASSETS, SCRIPTS, Link, Settings, forms, home
from diptych.render.site.service_worker import ICONS

_ABOUT: Final = "about/"
_UNUSED: Final = ("assets/javascripts/", "assets/stylesheets/palette.", "assets/images/")
"""What the theme brings and no page asks for."""
_THEME_STYLES: Final = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")
_TRAILING: Final = re.compile(r"[ \t]+$", re.MULTILINE)
_SITEMAP: Final = "sitemap.xml"


class DiptychConfig(Config):
    """The plugin's options in mkdocs.yml."""

    report = config_options.Type(str, default="")
    """Where a reader reports an error in a clause: a URL template with {permalink} {eid} {title}; empty for nowhere."""
    paper = config_options.Type(str, default="a4")
    """What the PDFs are printed on: a4 or letter."""
    edition = config_options.Type(str, default="print")
    """What the PDFs are set for: print or screen."""
    review = config_options.Type(bool, default=False)
    """Whether each translation gets a page for its editors, with all that a review finds."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the theme's templates may know of a page: its words, the ways to its other forms, and as HTML its
    alternates, what its head tells machines, and the items of its table of contents."""

    interface: Interface
    interfaces: tuple[Link, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    about: str = ""
    alternates: str = ""
    head: str = ""
    contents: str = ""
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


class _Elsewhere(File):
    """A page that hand-written pages may link to, and that MkDocs neither makes nor copies."""

    settled = False

    def is_documentation_page(self) -> bool:
        """That it is one, as long as its address is found; then that it is none, lest it be made."""
        return not self.settled

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature is MkDocs's
        """Nothing: build puts it there."""


class DiptychPlugin(BasePlugin[DiptychConfig]):
    """Adds the pages of all works to a MkDocs build."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """With our theme overrides, and what a preview watches."""
        found = check_report(self.config.report, Position("mkdocs.yml"))
        _refuse(map(load.catalogue(_root(config)).describe, found))
        config.theme.dirs.insert(0, str(_theme()))
        config.theme.static_templates.discard(_SITEMAP)
        config.theme.static_templates.add("offline.html")
        if config.theme["favicon"].startswith(_UNUSED):
            config.theme["favicon"] = ICONS[0][0]
        config.watch.extend(str(folder) for name in ("source", "schema") if (folder := _root(config) / name).is_dir())
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """With a page for each shell; a hand-written page at the same place stands instead of ours."""
        ours = [file for file in files if file.src_dir != config.docs_dir]
        for file in ours:
            if file.src_uri.startswith(_UNUSED) or file.src_uri == _SITEMAP or file.src_uri.endswith(".map"):
                files.remove(file)
        self._address_assets(files)
        self.hand_written = frozenset(files.src_uris)
        self.by_hand = frozenset(file.url.removeprefix("./") for file in files if file.src_dir == config.docs_dir)
        self.alone = mkdocs_process.asked() is None
        asked = mkdocs_process.asked() or _prepared(_root(config))
        settings = Settings(config.site_url or "", self.config.report, self.config.review)
        self.blanks = {_source(page.path): page for page in page_shells.blanks(settings, glossary=asked.glossary)
                       if _source(page.path) not in files.src_uris}
        self.shells: dict[str, str] = {}
        self.addresses: list[str] = []
        for uri in self.blanks:
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for uri in [uri for uri in map(_source, asked.pages) if uri not in files.src_uris]:
            page = _Elsewhere(uri, None, config.site_dir, config.use_directory_urls,
                              inclusion=InclusionLevel.NOT_IN_NAV)
            page.settled = bool(page.url)
            files.append(page)
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

    def on_page_markdown(self, markdown: str, *, page: Placed, **_: Any) -> str:
        """Unchanged, once the page has the title and description that the theme looks for."""
        blank = self.blanks.get(page.file.src_uri)
        if blank is not None:
            page.meta.update(title=str(escape(blank.title)), description=str(escape(blank.description)))
        return markdown

    def on_page_content(self, html: str, *, page: Placed, **_: Any) -> str:
        """What stands for the finished page, in place of the empty one."""
        blank = self.blanks.get(page.file.src_uri)
        if blank is None:
            return html
        page.toc = TableOfContents([AnchorLink(one.title, one.id, 2) for one in blank.contents])
        return blank.html

    def on_page_context(self, context: Any, *, page: Placed, **_: Any) -> Any:
        """With what the theme says around the page."""
        context["diptych"] = self._around(page)
        return context

    def on_template_context(self, context: Any, **_: Any) -> Any:
        """With what the 404 page needs."""
        context["diptych"] = Around(interface(LANGUAGES[0]), about=self._about(LANGUAGES[0]))
        context["diptych_forms"] = [Around(interface(language)) for language in LANGUAGES]
        return context

    def on_post_page(self, output: str, *, page: Placed, **_: Any) -> str:
        """A hand-written page without blanks at the ends of lines, which templates leave; nothing of a shell, which is
        kept."""
        output = _TRAILING.sub("", output)
        blank = self.blanks.get(page.file.src_uri)
        if blank is None:
            self.addresses += [page.canonical_url] if page.canonical_url else []
            return output
        self.shells[blank.path] = output
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The shells go to the build that is under way, or the pages of all works into the site."""
        shells = Shells(self.shells, self.by_hand, tuple(self.addresses), config.site_name)
        if self.alone:
            _refuse(build.finish(_root(config), Path(config.site_dir), shells).findings)
        else:
            mkdocs_process.answer(shells)

    def _around(self, page: Placed) -> Around:
        blank = self.blanks.get(page.file.src_uri)
        if blank is not None:
            language = blank.interface.language
            return Around(blank.interface, blank.interfaces, self._scripts(blank.scripts), self.styles,
                          self._about(language), page_shells.alternates_of(blank), blank.head,
                          page_shells.contents_of(blank),
                          self._terms(language), blank.columns)
        language = next((name for name in LANGUAGES[1:] if page.url.startswith(home(name))), LANGUAGES[0])
        known = [link for link in forms(page.url.removeprefix(home(language)), language)
                 if _source(link.path) in self.hand_written or _flat(link.path) in self.hand_written]
        top = list(page.toc)
        entries = top[0].children if top and top[0].level == 1 else top
        return Around(interface(language), tuple(known), self._scripts(()), self.styles, self._about(language),
                      contents=page_shells.listing(entries), terms=self._terms(language))

    def _scripts(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.assets + name for name in (*SCRIPTS, *names))

    def _about(self, language: str) -> str:
        path = home(language) + _ABOUT
        return path if _flat(path) in self.hand_written else ""

    def _terms(self, language: str) -> str:
        path = home(language) + GLOSSARY
        return path if _source(path) in self.blanks else ""


def _theme() -> Path:
    return Path(str(asset_files.folder("theme")))


def _addressed(theme: Path) -> str:
    """The folder of our assets on the site, named after what is in them."""
    digest = sha256()
    for path in sorted(path for path in (theme / ASSETS).iterdir() if path.is_file()):
        digest.update(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"{ASSETS.rstrip('/')}-{digest.hexdigest()[:8]}/"


def _prepared(root: Path) -> mkdocs_process.Asked:
    """What MkDocs must know where it runs by itself; whatever forbids publication stops it."""
    prepared = build.prepare(root)
    _refuse(prepared.findings)
    return prepared.asked


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
