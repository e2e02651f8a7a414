"""A page and the shell that the site generator made for pages of its kind → the finished page.

The generator renders the theme once for each language and kind of page. The result has marks in place of each page's
own values, which are filled in later. The pages of works have many depths. Their shell is deeper than all of them: its
relative URL of the root is unique, so that each page can shorten it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any, Final

from diptych.akn import iri
from diptych.interface_text import Interface
from diptych.render.html.contents import ContentsEntry
from diptych.render.site import security_policy, shared_pages, work_lists
from diptych.render.site.page import CLAUSES, Page, Settings, way
from diptych.render.site.shared_pages import Preface

FOLDER: Final = "diptych-shell/"
"""Folder of the shells in the generator's site; nothing in it is published."""
_DEPTH: Final = 16
"""Folders above a deep shell, more than above any page; chosen. Raised, shells get longer. Lowered to the depth of a
page, the URLs of that page are wrong."""
_ROOT: Final = "../" * _DEPTH
_WORKS: Final = iri.ROOT.removeprefix("/")
_DEEP: Final = (_WORKS, work_lists.FOLDER)
_CANONICAL: Final = re.compile('(?<=<link rel="canonical" href=")[^"]*|(?<=<meta property="og:url" content=")[^"]*')
_PICTURE: Final = re.compile(
    '(?<=<meta property="og:image" content=")[^"]*(">\n<meta name="twitter:card" content="summary)')
"""Pattern of the URL of the site's picture in a shell, and of the form of its preview."""
_TRAILING: Final = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)
_MARK: Final = re.compile("DiptychMark([A-Z][a-z]+)End")
CHANGED: Final = "DiptychMarkChangedEnd"
"""The mark of the date of the last change in a shell."""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a table of contents: its URL, its title as HTML, and the lines below it."""

    url: str
    title: str
    children: tuple[ContentsLine, ...]


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells by name, and further results of the generator.

    `by_hand` are the paths of hand-written pages and files. No generated page replaces them. `addresses` are the
    absolute URLs of hand-written pages. `prefaces` are those of front pages, by the path of the page. `icons` are those
    of the site, as in service_worker.ICONS.
    """

    html: Mapping[str, str]
    by_hand: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    site_name: str = ""
    prefaces: Mapping[str, Preface] = field(default_factory=dict)
    icons: tuple[tuple[str, str, str, str], ...] = ()

    def of_works(self) -> Shells:
        """The part of them that the pages of works need."""
        return Shells({name: html for name, html in self.html.items() if name.startswith(FOLDER)},
                      frozenset(path for path in self.by_hand if _WORKS in path))


def name(page: Page) -> str:
    """The name of a page's shell, its path in the generator's site: that of the page, or a deep one for works."""
    return _deep(page) if any(folder in page.path for folder in _DEEP) else page.path


def _deep(page: Page) -> str:
    form = ("text" if page.text else "texts") + ("" if page.contents else "-plain")
    return f"{FOLDER}{'x/' * (_DEPTH - 2)}{page.interface.language}-{form}/"


def blanks(settings: Settings, *, glossary: bool) -> tuple[Page, ...]:
    """A page with marks for each shell; `glossary` if the site has one."""
    nothing: Mapping[str, Sequence[Any]] = dict.fromkeys(settings.interfaces.languages, ())
    shared = (*shared_pages.fronts(settings, nothing),
              *(shared_pages.glossaries(settings, (), nothing) if glossary else ()))
    every = settings.interfaces.catalogues.values()
    return (*(replace(page, html=_mark("Html"), head=_mark("Head")) for page in shared),
            *(_blank(settings, words, entries, in_interfaces=in_interfaces)
              # The page of a text is in its own language, which may be none of the site.
              for in_interfaces, languages in ((True, settings.interfaces.site), (False, every))
              for words in languages for entries in ((ContentsEntry("content", "", ""),), ())))


def _blank(settings: Settings, words: Interface, entries: tuple[ContentsEntry, ...], *, in_interfaces: bool) -> Page:
    forms = settings.forms(_mark("Base"), words.language)
    links = forms if in_interfaces else tuple(
        replace(link, path=_mark("Own")) if link.current else link for link in forms)
    blank = Page("", _mark("Title"), _mark("Description"), words, "", links, (), _mark("Html"), entries, CLAUSES,
                 _mark("Head"), (_mark("Columns"),) if in_interfaces else (), text="" if in_interfaces else words.tag)
    return replace(blank, path=_deep(blank))


def fill(shells: Shells, page: Page) -> bytes:
    """The finished page."""
    shell, html = name(page), shells.html[name(page)]
    if shell != page.path:
        root = way(page.path)
        html = html.replace(_ROOT, root).replace(_ROOT[:-1], root[:-1]).replace(shell, page.path)
    html = _CANONICAL.sub(lambda _: escape(page.canonical), html, count=2)
    if page.picture:
        html = _PICTURE.sub(lambda preview: f"{escape(page.picture)}{preview[1]}_large_image", html, count=1)
    values = {
        "Title": escape(page.title), "Description": escape(page.description or ""), "Alternates": alternates(page),
        "Head": page.head, "Html": trimmed(page.html), "Contents": listing(_lines(page.contents)),
        "Columns": " ".join(page.columns), "Changed": changed(page.changed, page.interface),
        "Base": page.interfaces[0].path, "Own": page.path}
    return security_policy.with_styles(_MARK.sub(lambda mark: values[mark[1]], html), page.head).encode()


def changed(date: str, words: Interface, key: str = "changed") -> str:
    """The line that says when a page changed last, as HTML; empty without a date."""
    time = f'<time datetime="{date}">{escape(words.date(date))}</time>'
    return escape(words.say(key, date="\0")).replace("\0", time) if words.date(date) else ""


def trimmed(html: str) -> str:
    """HTML without blanks at the ends of lines. Most pages have none, and the test for them is fast."""
    ends = " \n" in html or "\t\n" in html or html.endswith((" ", "\t"))
    return _TRAILING.sub("", html) if ends else html


def alternates(page: Page) -> str:
    """The links in a page's head to its other forms."""
    return "".join(f'<link rel="alternate" hreflang="{escape(tag)}" href="{escape(address)}">\n'
                   for tag, address in page.alternates)


def _lines(entries: Iterable[ContentsEntry]) -> tuple[ContentsLine, ...]:
    return tuple(ContentsLine(f"#{entry.id}", _titled(entry), _lines(entry.children)) for entry in entries)


def _titled(entry: ContentsEntry) -> str:
    """The title of an entry as HTML, with its language and the places where a line may end."""
    return f'<span lang="{escape(entry.tag)}">{entry.html}</span>'


def listing(entries: Iterable[ContentsLine]) -> str:
    """A table of contents as the items of an HTML list."""
    return "".join(map(_item, entries))


def _item(entry: ContentsLine) -> str:
    inner = f"<ul>{listing(entry.children)}</ul>" if entry.children else ""
    return f'<li><a href="{escape(entry.url)}">{entry.title}</a>{inner}</li>\n'


def contents_of(blank: Page) -> str:
    """The mark of the table of contents in a shell; empty if its pages have none."""
    return _mark("Contents") if blank.contents else ""


def alternates_of(blank: Page) -> str:
    """The links to other forms in a shell, or their mark if they differ from page to page."""
    return alternates(blank) or _mark("Alternates")


def _mark(word: str) -> str:
    return f"DiptychMark{word}End"
