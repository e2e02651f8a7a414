"""A page of the site as data, and the addresses of its forms in the interface languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from diptych import interface_text
from diptych.interface_text import Interface, Interfaces
from diptych.render.html.contents import ContentsEntry

OFFLINE: Final = ("shell", "work", "search", "visited")
"""The parts of a site that a device may keep: its frame, the open work, the search, what a reader opened."""
PICTURE: Final = "picture.png"
"""The file beside the page of a work that other sites show beside a link to it."""
TEXT: Final = "text"
"""The parameter in the address of a work's page that names the tag of the text that is shown alone."""
ASSETS: Final = "assets/diptych/"
"""Folder of the project's scripts and styles in the theme."""

SCRIPTS: Final = ("scheme.js", "interfaces.js", "search.js", "offline.js", "words.js")
"""Scripts of every page."""

CLAUSES: Final = ("place.js", "selection.js", "anchors.js", "views.js", "clauses.js", "range.js",
                  "cite.js", "card.js", "marks.js", "quote.js", "skipped.js")
"""Further scripts of a page with clauses. The others need the functions of the first."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another form of a page: its path on the site, its language, its name."""

    path: str
    tag: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a site.

    `report` is a URL template with {permalink} {eid} {title}. With `review` the site has pages for editors. `name` is
    that of the site, `citation_style` the first in the panel of citations, empty for that of the language. With
    `interchange` each text is also published in the form for interchange. With `pictures` each work has a PICTURE. With
    `escape_formulas` no cell of a table is a formula. `keys` are the fingerprints of the keys that sign releases.
    `unmade` are the ends of the names of files that are not made, to which nothing may link.
    """

    site_url: str
    report: str = ""
    review: bool = False
    name: str = ""
    citation_style: str = ""
    interchange: bool = False
    pictures: bool = False
    escape_formulas: bool = False
    keys: tuple[str, ...] = ()
    interfaces: Interfaces = field(default_factory=interface_text.packaged_interfaces)
    unmade: tuple[str, ...] = ()

    def made(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names of files that are made."""
        return tuple(name for name in names if not name.endswith(self.unmade))

    def absolute(self, path: str) -> str:
        """The absolute URL of a path on the site."""
        return f"{self.site_url.rstrip('/')}/{path}"

    def picture(self, path: str) -> str:
        """The absolute URL of the picture of the work with a page at a path; empty if there is none."""
        return self.absolute(path + PICTURE) if self.pictures and self.site_url else ""

    def alternates(self, links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
        """The absolute URLs of a page's forms by hreflang; the first form is also the default."""
        urls = [(link.tag, self.absolute(link.path)) for link in links]
        return (*urls, ("x-default", urls[0][1]))

    def home(self, words: Interface) -> str:
        """The path of the front page in an interface language."""
        return self.interfaces.home(words.language)

    def front(self, path: str, words: Interface) -> str:
        """The relative URL of the front page in the reader's language from a page."""
        return way(path) + self.home(words)

    def forms_of_text(self, path: str, tag: str, language: str = "") -> tuple[Link, ...]:
        """The forms of a work's page in all interface languages, each with the text of a tag alone."""
        return self.forms(f"{path}?{TEXT}={tag}" if tag else path, language)

    def forms(self, path: str, language: str = "") -> tuple[Link, ...]:
        """The forms of a page in all interface languages; `path` is that of the first, `language` that of the page."""
        site = self.interfaces.site
        names = interface_text.own_names(tuple(words.tag for words in site))
        return tuple(Link(self.home(words) + path, words.tag, names[words.tag], words.language == language)
                     for words in site)


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `path` is its folder on the site, with a slash at the end; empty for the front page.

    `interfaces` are its forms in other interface languages, `alternates` its absolute URLs by hreflang, `head` is HTML
    for machines. `columns` are the languages of texts side by side, `beside` the files that the page loads, by name.
    `changed` is the date on which what it shows changed last, empty if unknown. The interface of a page of one text is
    that of the `text`, a language tag. Its `interfaces` are those of the work. `picture` is the URL of a picture beside
    links to it, empty for that of the site.
    """

    path: str
    title: str
    description: str
    interface: Interface
    canonical: str
    interfaces: tuple[Link, ...]
    alternates: tuple[tuple[str, str], ...]
    html: str = ""
    contents: tuple[ContentsEntry, ...] = ()
    scripts: tuple[str, ...] = ()
    head: str = ""
    columns: tuple[str, ...] = ()
    beside: tuple[tuple[str, bytes], ...] = ()
    changed: str = ""
    text: str = ""
    picture: str = ""


def page(settings: Settings, path: str, words: Interface, title: str, description: str, **parts: Any) -> Page:
    """A page that exists in each interface language, in one of them; `path` is that of the first language."""
    here = settings.home(words) + path
    return Page(here, title, description, words, settings.absolute(here), settings.forms(path, words.language),
                settings.alternates(settings.forms(path)), **parts)


def way(path: str) -> str:
    """The relative URL of the site's root from a page."""
    return "../" * path.count("/")
