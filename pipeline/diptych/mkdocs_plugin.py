"""The MkDocs plugin, wiring only: MkDocs makes the hand-written pages and the shells, `build` makes all other pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link as Outside
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as Placed
from mkdocs.structure.toc import AnchorLink, TableOfContents

from diptych.akn import iri
from diptych.build import build, mkdocs_process, page_policies, theme_styles
from diptych.build.options import Asked
from diptych.diagnostics import Finding, Severity
from diptych.interface_text import LAST, Interface, Interfaces, packaged_interfaces
from diptych.products.site_settings import SiteOptions, site_options
from diptych.project import interface_catalogues, load
from diptych.render import asset_files
from diptych.render.site import about_site, page_shells, script_text, signing_keys, style_sheets
from diptych.render.site.about_site import SiteFacts
from diptych.render.site.glossary import PATH as GLOSSARY
from diptych.render.site.page import ASSETS, OFFLINE, SCRIPTS, Settings
from diptych.render.site.page_shells import ContentsLine, Shells
from diptych.render.site.palette import palette
from diptych.render.site.service_worker import ICONS
from diptych.render.site.shared_pages import Preface
from diptych.render.site.site_frame import MenuItem, consent, icons, menu, picture
from diptych.render.site.sitemap import PATH as SITEMAP
from diptych.render.site.theme_values import ThemeValues

_ABOUT: Final = "about/"
_IMPRINT: Final = "imprint/"
_UNUSED: Final = ("assets/javascripts/", "assets/stylesheets/palette.", "assets/images/")
"""Files of the theme that no page needs, by the beginning of their path."""
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_THEME_STYLES: Final = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")


class DiptychConfig(Config):
    """The plugin's options in mkdocs.yml."""

    format = config_options.Type(int, default=0)
    """The format version of the project, 0 if it says none; `diptych upgrade` raises it."""
    report = config_options.Type(str, default="")
    """URL template for reports of errors in a clause, with {permalink} {eid} {title}; empty for no reports."""
    paper = config_options.Type(str, default="a4")
    """Paper size of the PDFs: a4 or letter."""
    edition = config_options.Type(str, default="print")
    """Medium of the PDFs: print or screen."""
    reading = config_options.Type(str, default="clean")
    """Text of PDF and DOCX: clean, as corrected, or diplomatic, with what the editor deleted and inserted."""
    front = config_options.Type(str, default="full")
    """What the PDFs have before the text: full, title page, contents and provenance, or none."""
    alignment = config_options.Type(str, default="ragged")
    """Right edge of text whose lines break at spaces: ragged or justified."""
    typeface = config_options.Type(str, default="usual")
    """Typeface of running text in the PDFs: usual, or fangsong where a font of it is installed."""
    conformance = config_options.Type(str, default="a-3a")
    """Standards of the PDFs: a-3a, PDF/A-3a with PDF/UA-1, or a-4f, PDF/A-4f with PDF/UA-2."""
    languages = config_options.ListOfItems(config_options.Type(str), default=[])
    """The interface languages, files of schema/interface; those of schema/site.toml if empty."""
    default_language = config_options.Type(str, default="")
    """The interface language of the front page; the first if empty."""
    review = config_options.Type(bool, default=False)
    """Whether each translation gets a page for its editors with the findings of a review."""
    interchange = config_options.Type(bool, default=False)
    """Whether each text is also published in the form for interchange."""
    bulk = config_options.Type(bool, default=True)
    """Whether there are archives of all texts, data files and PDFs by year."""
    publisher = config_options.Optional(config_options.Type((str, dict)))
    """Who publishes, by language tag or one name for all; see schema/site.schema.json for this and the next options."""
    contact = config_options.Optional(config_options.Type((str, dict)))
    """How to reach the publisher, in words by language tag or for all."""
    rights = config_options.Optional(config_options.Type((str, dict)))
    """The rights in texts whose work.toml names none."""
    glossary = config_options.Type(bool, default=True)
    """Whether the site has a glossary."""
    citation_style = config_options.Type(str, default="")
    """The style of citations that a reader sees first."""
    offline = config_options.Type(dict, default={})
    """The parts of the site that a device keeps."""


class _Elsewhere(File):
    """A page to which hand-written pages may link, and which MkDocs neither makes nor copies."""

    settled = False

    def is_documentation_page(self) -> bool:
        """True until MkDocs has the page's URL, then False, so that MkDocs does not make the page."""
        return not self.settled

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature is MkDocs's
        """Does nothing, because `build` installs the page."""


class DiptychPlugin(BasePlugin[DiptychConfig]):
    """The plugin: adds the pages of all works to a MkDocs build."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The configuration with our theme and the folders that a preview watches."""
        options = site_options(_root(config))
        _refuse(map(load.catalogue(_root(config)).describe, options.diagnostics))
        self.options, self.palette = options.value or SiteOptions(), palette(config.theme.get("palette"))
        self.interfaces = _interfaces(_root(config), self.options)
        self.site = config
        self.menu: tuple[MenuItem, ...] = ()
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(asset_files.folder("theme")))
        config.theme.static_templates.discard(SITEMAP)
        config.theme.static_templates.add("offline.html")
        if config.theme["favicon"].startswith(_UNUSED):
            config.theme["favicon"] = ICONS[0][0]
        config.watch.extend(str(folder) for name in ("source", "schema") if (folder := _root(config) / name).is_dir())
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The files with a page for each shell, unless there is a hand-written page with its path."""
        for file in [file for file in files if file.src_dir != config.docs_dir]:
            if file.src_uri.startswith(_UNUSED) or file.src_uri == SITEMAP or file.src_uri.endswith(".map"):
                files.remove(file)
        self._address_assets(files)
        self.hand_written = frozenset(files.src_uris)
        self.written: set[str] = set()
        fronts = frozenset(map(self.interfaces.home, self.interfaces.languages))
        own = {file.url.removeprefix("./") for file in files if file.src_dir == config.docs_dir}
        self.by_hand = frozenset(own - fronts)
        self.prefaces: dict[str, Preface] = {}
        self.icons = _icons(config, files)
        self.alone = mkdocs_process.asked() is None
        asked = mkdocs_process.asked() or _prepared(_root(config))
        self.example = asked.example
        self.settings = Settings(config.site_url or "", self.config.report, self.config.review,
                                 interfaces=self.interfaces)
        self.blanks = {_source(page.path): page for page in page_shells.blanks(self.settings, glossary=asked.glossary)
                       if page.path in fronts or _source(page.path) not in files.src_uris}
        for words in self.interfaces.site:
            if not self._by_hand(path := self.interfaces.home(words.language) + _ABOUT):
                self.written.add(path)
                files.append(File.generated(config, _source(path), inclusion=InclusionLevel.NOT_IN_NAV,
                                            content=f"# {words.say('about')}\n"))
        self.shells: dict[str, str] = {}
        self.addresses: list[str] = []
        for uri in [uri for uri in self.blanks if uri not in self.hand_written]:
            files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for uri in [uri for uri in map(_source, asked.pages) if uri not in files.src_uris]:
            page = _Elsewhere(uri, None, config.site_dir, config.use_directory_urls,
                              inclusion=InclusionLevel.NOT_IN_NAV)
            page.settled = bool(page.url)
            files.append(page)
        return files

    def _address_assets(self, files: Files) -> None:
        """Moves the assets to a folder named by their digest, as browsers get them: short, scripts with the grammar of
        addresses.

        A browser may then keep the assets for ever, and a page never has those of two builds.
        """
        assets = sorted((file for file in files if file.src_uri.startswith(ASSETS)), key=lambda file: file.src_uri)
        digest = sha256()
        for file in assets:
            if file.src_uri.endswith(".js"):
                file.content_string = asset_files.filled(script_text.compact(file.content_string))
            elif file.src_uri.endswith(".css"):
                file.content_string = style_sheets.compact(file.content_string)
            digest.update(f"{file.src_uri} {sha256(file.content_bytes).hexdigest()}\n".encode())
        self.assets = f"{ASSETS.rstrip('/')}-{digest.hexdigest()[:8]}/"
        for file in assets:
            file.dest_uri = file.src_uri.replace(ASSETS, self.assets, 1)
        theme = [file.src_uri for file in files if _THEME_STYLES.fullmatch(file.src_uri)]
        self.styles = (*theme, f"{self.assets}site.css")

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, **_: Any) -> Navigation:
        """The same menu; without the option nav there is none on pages."""
        self.placed = tuple(nav.items) if config.nav is not None else ()
        return nav

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """The same environment, of whose templates the names are read."""
        self.templates = frozenset(env.list_templates())
        return env

    def on_page_markdown(self, markdown: str, *, page: Placed, **_: Any) -> str:
        """The same Markdown; a blank page also gets the title and description that the theme reads."""
        blank = self.blanks.get(page.file.src_uri)
        if blank is not None:
            if page.file.src_uri in self.hand_written:
                self.prefaces[blank.path] = Preface(str(page.meta.get("title", "")), str(page.meta.get(
                    "description", "")), markdown)
            page.meta.update(title=str(escape(blank.title)), description=str(escape(blank.description)))
        return markdown

    def on_page_content(self, html: str, *, page: Placed, **_: Any) -> str:
        """The HTML of a hand-written page, or that of a blank page with its marks. The page about the site also has
        what the configuration says, and the keys that sign it."""
        blank = self.blanks.get(page.file.src_uri)
        if blank is None:
            words = _language(page.url, self.interfaces)
            about = page.url == self.interfaces.home(words.language) + _ABOUT
            return html + (self._about(words, page.url) if about else "")
        if blank.path in self.prefaces:
            preface = self.prefaces[blank.path] = _preface(self.prefaces[blank.path], html, page, self.site.site_name,
                                                           blank.interface)
            page.meta.update(title=str(escape(preface.title)), description=str(escape(preface.description)))
        page.toc = TableOfContents([AnchorLink(entry.title, entry.id, 2) for entry in blank.contents])
        return blank.html

    def _about(self, words: Interface, path: str) -> str:
        """What the configuration says of the site, as HTML for the page at a path."""
        config = self.site
        elsewhere = (*map(str, config.extra_javascript), *config.extra_css)
        facts = SiteFacts(
            config.site_url or "", self.options.publisher.name(words), self.options.contact, self.example,
            counted=bool(config.extra.get("analytics")) or any("//" in address for address in elsewhere),
            offline=OFFLINE[0] in self.options.offline)
        return about_site.section(facts, words, path) + signing_keys.section(self.options.publisher.keys, words)

    def on_page_context(self, context: Any, *, page: Placed, **_: Any) -> Any:
        """The context with the values of the theme's templates."""
        blank = self.blanks.get(page.file.src_uri)
        around = self._around_by_hand(page) if blank is None else self._around(
            blank.interface, interfaces=blank.interfaces, scripts=blank.scripts, head=blank.head,
            alternates=page_shells.alternates_of(blank), contents=page_shells.contents_of(blank), columns=blank.columns,
            changed=page_shells.CHANGED)
        context["diptych"] = self._framed(around, page)
        return context

    def on_template_context(self, context: Any, **_: Any) -> Any:
        """The context with the values of the pages for a missing address and without a connection, among them the
        pattern and the mark of a clause's permalink."""
        front = self.interfaces.front
        context["diptych"] = self._framed(self._around(front, interfaces=self.settings.forms("", front.language)), None)
        context.update(diptych_forms=list(map(self._around, self.interfaces.site)), diptych_clause=iri.CLAUSE,
                       diptych_mark=iri.MARK)
        return context

    def on_post_page(self, output: str, *, page: Placed, **_: Any) -> str:
        """A hand-written page without the templates' blanks at the ends of lines; empty for a shell, kept apart."""
        output = page_shells.trimmed(output)
        blank = self.blanks.get(page.file.src_uri)
        if blank is None:
            self.addresses += [page.canonical_url] if page.canonical_url else []
            return output
        self.shells[blank.path] = output
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Passes the shells to the running build; without one, writes the pages of all works into the site.

        Scripts of another site may give any class of the theme: only without them its style sheet is reduced.
        """
        foreign = any("//" in str(script) for script in config.extra_javascript)
        html = self.shells if foreign else theme_styles.reduce(Path(config.site_dir), self.shells)
        html = page_policies.protect(Path(config.site_dir), html)
        shells = Shells(html, self.by_hand, tuple(self.addresses), config.site_name, self.prefaces,
                        tuple(self.icons))
        if self.alone:
            _refuse(build.finish(_root(config), Path(config.site_dir), shells).findings)
        else:
            mkdocs_process.answer(shells)

    def _around_by_hand(self, page: Placed) -> ThemeValues:
        words = _language(page.url, self.interfaces)
        links = [link for link in self.settings.forms(page.url.removeprefix(self.settings.home(words)), words.language)
                 if self._by_hand(link.path)]
        top = list(page.toc)
        entries = top[0].children if top and top[0].level == 1 else top
        return self._around(words, interfaces=tuple(links), contents=page_shells.listing(_lines(entries)),
                            changed=self._changed(page, words))

    def _changed(self, page: Placed, words: Interface) -> str:
        """When a hand-written page changed last, by its head, else when the site did; nothing if no build says it."""
        own = str(page.meta.get("date", ""))
        if _DATE.fullmatch(own):
            return page_shells.changed(own, words)
        return "" if self.alone else page_shells.changed(str(page.update_date), words, "site_changed")

    def _framed(self, around: ThemeValues, page: Placed | None) -> ThemeValues:
        """The values of a page with those of the frame around it."""
        glossary, words, extra = around.home + GLOSSARY, around.interface, self.site.extra
        asked = consent(extra.get("consent"), words)
        scripts = (*SCRIPTS, *around.scripts, *(("consent.js",) if asked else ()))
        return replace(
            around, scripts=tuple(self.assets + name for name in scripts), styles=self.styles,
            about=self._by_hand(around.home + _ABOUT), imprint=self._by_hand(around.home + _IMPRINT),
            terms=glossary if _source(glossary) in self.blanks else "", consent=asked, palette=self.palette,
            menu=menu((_item(item, page, self.interfaces) for item in self.placed), words.language),
            publisher=self.options.publisher.name(words), offline=OFFLINE[0] in self.options.offline,
            picture=picture(str(self.site.theme.get("logo") or ""), self.icons, self.settings))

    def _around(self, words: Interface, **values: Any) -> ThemeValues:
        theirs = next(name for name in (*words.chain, LAST) if f"partials/languages/{name}.html" in self.templates)
        return ThemeValues(words, self.interfaces.home(words.language), theme_language=theirs, **values)

    def _by_hand(self, path: str) -> str:
        """The path of a page, if there is a hand-written one, or one that the configuration makes; else nothing."""
        known = _flat(path) in self.hand_written or _source(path) in self.hand_written or path in self.written
        return path if known else ""


def _language(path: str, known: Interfaces) -> Interface:
    """The interface of a hand-written page."""
    first, *others = known.site
    return next((words for words in others if path.startswith(known.home(words.language))), first)


def _item(item: StructureItem, here: Placed | None, known: Interfaces) -> MenuItem:
    """An entry of the generator's menu; `here` is the page that is being made, if it has a place in it."""
    children = tuple(_item(child, here, known) for child in getattr(item, "children", None) or ())
    if isinstance(item, Placed):
        path = item.url.removeprefix("./")
        return MenuItem(str(item.title), path, _language(path, known).language, current=item is here)
    if isinstance(item, Outside):
        return MenuItem(str(item.title), item.url, outside=True)
    return MenuItem(str(item.title), children=children)


def _preface(written: Preface, html: str, page: Placed, site: str, words: Interface) -> Preface:
    """The preface of a front page: its HTML with a title, the first one of it, of its head or of the site."""
    top = next((entry for entry in page.toc if entry.level == 1), None)
    title = written.title or (unescape(top.title) if top else "") or site
    head = "" if "<h1" in html else f"<h1>{escape(title)}</h1>\n"
    return Preface(title, written.description or words.say("site_description"), head + html)


def _icons(config: MkDocsConfig, files: Files) -> Sequence[tuple[str, str, str, str]]:
    """The icons of the site, by the favicon."""
    favicon = files.get_file_from_path(config.theme["favicon"])
    return icons(config.theme["favicon"], favicon.content_bytes if favicon else b"")


def _lines(entries: Iterable[AnchorLink]) -> tuple[ContentsLine, ...]:
    return tuple(ContentsLine(entry.url, entry.title, _lines(entry.children)) for entry in entries)


def _interfaces(root: Path, options: SiteOptions) -> Interfaces:
    """The catalogues of the project with the languages of its site; mistakes in them stop MkDocs."""
    spoken = interface_catalogues.interfaces(root, options.languages, options.default_language)
    _refuse(map(load.catalogue(root).describe, spoken.diagnostics))
    return spoken.value or packaged_interfaces()


def _prepared(root: Path) -> Asked:
    """The request to MkDocs if it runs by itself; errors of the project stop it."""
    prepared = build.prepare(root)
    _refuse(prepared.findings)
    return prepared.asked


def _refuse(findings: Iterable[Finding]) -> None:
    """Stops MkDocs with the messages of the errors among findings."""
    errors = [f"{finding.position}: {finding.code}: {finding.message} ({finding.hint})" for finding in findings
              if finding.severity is Severity.ERROR]
    if errors:
        raise PluginError("\n".join(errors))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _source(path: str) -> str:
    return f"{path}index.md"


def _flat(path: str) -> str:
    return f"{path.rstrip('/')}.md"
