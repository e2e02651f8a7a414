"""A page and the shell that the site generator made for its like → the finished page.

The generator renders the theme around a page once for each language and kind of page, with marks in the place of what
differs from page to page; a page is then a matter of filling the marks. The pages of works stand at many depths: their
shells stand so deep that no other way to the root of the site can be as long, and it is shortened to the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final, Protocol

from diptych.interface_text import LANGUAGES, Interface, interface
from diptych.render.html import contents
from diptych.render.site import pages, work_lists
from diptych.render.site.pages import CLAUSES, Link, Page, Settings

FOLDER: Final = "diptych-shell/"
"""Where the generator meets the shells; nothing of it is published."""
_DEPTH: Final = 16
_ROOT: Final = "../" * _DEPTH
_WORK: Final = "akn/"
_DEEP: Final = (_WORK, work_lists.FOLDER)
_CANONICAL: Final = re.compile('<link rel="canonical" href="[^"]*">')
_TRAILING: Final = re.compile(r"[ \t]+$", re.MULTILINE)
_MARK: Final = re.compile("DiptychMark([A-Z][a-z]+)End")


class ContentsLine(Protocol):
    """A line of a table of contents: where it leads, its title as HTML, and the lines below it."""

    @property
    def url(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def children(self) -> Sequence[ContentsLine]: ...


@dataclass(frozen=True, slots=True)
class _Line:
    url: str
    title: str
    children: Sequence[ContentsLine]


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells by name, and what the generator made besides: the paths of pages and files that somebody wrote by
    hand, where ours must not stand, the absolute addresses of pages, and the name of the site."""

    html: Mapping[str, str]
    by_hand: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    site_name: str = ""

    def of_works(self) -> Shells:
        """What the pages of works need of them."""
        return Shells({name: html for name, html in self.html.items() if name.startswith(FOLDER)},
                      frozenset(path for path in self.by_hand if _WORK in path))


def name(page: Page) -> str:
    """The name of the shell for a page, which is the path where the generator makes the shell: that of a page which
    all works share is where it will stand, the others are deep down."""
    return _deep(page) if any(folder in page.path for folder in _DEEP) else page.path


def _deep(page: Page) -> str:
    form = ("texts" if page.interfaces else "text") + ("" if page.contents else "-plain")
    return f"{FOLDER}{'x/' * (_DEPTH - 2)}{page.interface.language}-{form}/"


def blanks(settings: Settings, *, glossary: bool) -> tuple[Page, ...]:
    """A page for each shell, with marks in it."""
    shared = (*pages.empty_fronts(settings), *(pages.empty_glossaries(settings) if glossary else ()))
    return (*(replace(page, html=_mark("Html")) for page in shared),
            *(_blank(interface(language), forms, entries) for language in LANGUAGES
              for forms in (pages.forms(_mark("Base"), language), ())
              for entries in ((contents.ContentsEntry("content", "", ""),), ())))


def _blank(words: Interface, forms: tuple[Link, ...], entries: tuple[contents.ContentsEntry, ...]) -> Page:
    made = Page("", _mark("Title"), _mark("Description"), words, _mark("Html"), entries, "", forms, (), CLAUSES,
                _mark("Head"), (_mark("Columns"),) if forms else ())
    return replace(made, path=_deep(made))


def fill(shells: Shells, page: Page) -> bytes:
    """The finished page."""
    shell, html = name(page), shells.html[name(page)]
    if shell != page.path:
        way = pages.way(page.path)
        html = html.replace(_ROOT, way).replace(_ROOT[:-1], way[:-1]).replace(shell, page.path)
    html = _CANONICAL.sub(lambda _: f'<link rel="canonical" href="{escape(page.canonical)}">', html, count=1)
    values = {
        "Title": escape(page.title), "Description": escape(page.description), "Alternates": alternates(page),
        "Head": page.head, "Html": trimmed(page.html), "Contents": listing(lines(page.contents)),
        "Columns": '", "'.join(page.columns),
        "Base": page.interfaces[0].path if page.interfaces else ""}
    return _MARK.sub(lambda found: values[found[1]], html).encode()


def trimmed(html: str) -> str:
    """HTML without blanks at the ends of lines, of which most has none."""
    ends = " \n" in html or "\t\n" in html or html.endswith((" ", "\t"))
    return _TRAILING.sub("", html) if ends else html


def alternates(page: Page) -> str:
    """What a page says in its head of its other forms."""
    return "".join(f'<link rel="alternate" hreflang="{escape(tag)}" href="{escape(address)}">\n'
                   for tag, address in page.alternates)


def lines(entries: Iterable[contents.ContentsEntry]) -> tuple[ContentsLine, ...]:
    """The lines of a page's table of contents."""
    return tuple(_Line(f"#{one.id}", f'<span lang="{escape(one.tag)}">{escape(one.title)}</span>', lines(one.children))
                 for one in entries)


def listing(entries: Iterable[ContentsLine]) -> str:
    """A table of contents as the items of an HTML list."""
    return "".join(_items(entries))


def _items(entries: Iterable[ContentsLine]) -> Iterator[str]:
    for one in entries:
        inner = f"<ul>{listing(one.children)}</ul>" if one.children else ""
        yield f'<li><a href="{escape(one.url)}">{one.title}</a>{inner}</li>\n'


def contents_of(blank: Page) -> str:
    """What stands in a shell for the table of contents, if its pages have one."""
    return _mark("Contents") if blank.contents else ""


def alternates_of(blank: Page) -> str:
    """What stands in a shell for what its pages say of their other forms."""
    return alternates(blank) or _mark("Alternates")


def _mark(word: str) -> str:
    return f"DiptychMark{word}End"
