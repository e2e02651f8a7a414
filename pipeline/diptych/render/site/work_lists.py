"""The works → lists of them, the newest first: of all works, and of one series, year, issuer or kind.

A list of more than a page is divided further, by several of these facets; the list of a series always by its years.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from diptych.akn import iri
from diptych.akn.document import NS, Document, emended
from diptych.config.works import UNKNOWN
from diptych.interface_text import Interface, tag
from diptych.render.html import legal_facts, title_breaks, work_facts
from diptych.render.site import json_formats

FOLDER: Final = "works/"
"""Folder of all lists. The first page of the list of all works is the front page."""
AT_ONCE: Final = 50
"""Works on a page of a list; chosen. Raised, there are fewer and longer pages."""
FACETS: Final = ("series", "year", "issuer", "kind", "state")
DATA: Final = f"{FOLDER}list.json"
"""The file with all works, from which the script of a list sorts and filters them."""
_PREFIX: Final = re.compile(r"[^\W\d_]+")
"""Pattern of the letters before the first digit or mark of a number of a document."""

_UNSAFE: Final = re.compile(r"[^\w-]+")
"""Pattern of what a folder's name may lack: all but letters, digits and hyphens."""

Listed = Mapping[str, Any]
"""The values that a list shows of a work; among them `iri`, `iso_date`, and in `facets` a key, words and language."""

Chosen = tuple[tuple[str, str], ...]
"""The common facets of a list's works with the keys of their values, in the order of FACETS."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its words and their language, the number of its works, the path of their list."""

    words: str
    tag: str
    count: int
    path: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its name and values, years from the newest, others from the most frequent.

    `without` is the path of the list in which no value of it is chosen; None if none is chosen here.
    """

    name: str
    choices: tuple[Choice, ...]
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: its path and works, the list's size, the paths of all pages, the facets, the keys of those that
    its works have in common."""

    path: str
    works: tuple[Listed, ...]
    count: int
    pages: tuple[str, ...]
    facets: tuple[Facet, ...]
    keys: Chosen = ()

    @property
    def number(self) -> int:
        """The number of the page, from 1."""
        return self.pages.index(self.path) + 1

    @property
    def chosen(self) -> tuple[tuple[str, Choice], ...]:
        """The facets that its works have in common, each with its value."""
        return tuple((facet.name, choice) for facet in self.facets for choice in facet.choices if choice.current)


def listed(documents: Sequence[Document], path: str, words: Interface) -> Listed:
    """The values that lists in an interface language show of a work; `path` is that of its page."""
    near, original = work_facts.nearest(documents, words), documents[0]
    issuer = _key(original.value("a:FRBRWork/a:FRBRauthor", "href").rpartition("#")[2]) if original.author else ""
    year, shown = original.known_date[:4], work_facts.preview(original, words)
    texts = [work_facts.text(document, words, near) for document in documents]
    return {
        "path": path, "iri": original.work_iri, "number": work_facts.TaggedText(original.number, tag(original)),
        "issuer": work_facts.TaggedText(near.author, tag(near)), "date": words.date(original.date),
        "state": legal_facts.state(original, words) if original.legal.state else "",
        "iso_date": original.date, "preview": shown.mark if shown else "",
        "texts": [{"language": text.language, "tag": text.tag, "name": text.name, "title": text.title,
                   "pieces": _pieces(document), "standing": text.standing}
                  for text, document in zip(texts, documents, strict=True)],
        "facets": {"series": _series(original), "year": (year, year, words.tag),
                   "issuer": (issuer, near.author, tag(near)),
                   "kind": (_key(original.kind), *words.kind(original.kind)),
                   "state": (original.legal.state, legal_facts.state(original, words), words.tag)},
    }


def _key(name: str) -> str:
    """The key of a facet's value, which names a folder: others' Akoma Ntoso may name a kind or an issuer by an IRI."""
    return _UNSAFE.sub("-", name).strip("-")


def _pieces(document: Document) -> tuple[str, ...]:
    """The pieces of a title between which a line of it may end; those of a name that the text marks stay together."""
    printed = document.main.find(".//a:docTitle", NS)
    marked = () if printed is None else printed.iterdescendants(etree.Element)
    names = [name for element in marked if (name := emended(element)) and name in document.title]
    starts = [document.title.index(name) for name in names]
    ends = (start + len(name) for start, name in zip(starts, names, strict=True))
    return title_breaks.line_pieces(document.title, frozenset((*starts, *ends)))


def _series(original: Document) -> tuple[str, str, str]:
    """The key of the series in which a work is numbered, its name and language.

    The name is the letters of the number, else the subtype of the IRI; empty if that is unknown. The key is the country
    and the subtype.
    """
    country, _, subtype = original.work_iri.removeprefix(iri.ROOT).split("/")[:3]
    prefix = _PREFIX.match(original.number)
    if prefix and not prefix[0].isascii():
        return f"{country}-{subtype}", prefix[0], tag(original)
    return ("", "", "en") if subtype == UNKNOWN else (f"{country}-{subtype}", subtype, "en")


def data(works: Sequence[Listed], root: str) -> bytes:
    """The file with all works, the newest first: what a list shows of each, and the keys of its facets. `root` is the
    relative URL of the site's root from it."""
    return json.dumps({**json_formats.head("list", root), "works": [{
        "path": work["path"], "date": work["date"], "iso": work["iso_date"], "preview": work["preview"],
        **({"state": work["state"]} if work["state"] else {}),
        **{name: [_field(work[name], "words"), _field(work[name], "tag")] for name in ("number", "issuer")},
        "texts": [[text[name] for name in ("language", "tag", "name", "title", "standing")] for text in work["texts"]],
        "pieces": [list(text["pieces"]) for text in work["texts"]],
        "facets": {name: work["facets"][name][0] for name in FACETS}} for work in _ordered(works)]},
        ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _field(value: Any, name: str) -> str:
    """A field of words with their language, as a value or as it is read from JSON."""
    return str(value[name] if isinstance(value, Mapping) else getattr(value, name))


def _ordered(works: Sequence[Listed]) -> Sequence[Listed]:
    """The works, the newest first."""
    return sorted(sorted(works, key=lambda work: str(work["iri"])), key=lambda work: str(work["iso_date"]),
                  reverse=True)


def listings(works: Sequence[Listed]) -> Iterator[Listing]:
    """Every page of every list, the front page first."""
    lists = _lists(_ordered(works))
    for chosen, these in lists.items():
        facets = tuple(_facets(chosen, lists)) if len(works) > 1 else ()
        parts = [these[start:start + AT_ONCE] for start in range(0, len(these), AT_ONCE)] or [()]
        folder = _path(chosen) or FOLDER
        paths = (_path(chosen), *(f"{folder}{number}/" for number in range(2, len(parts) + 1)))
        yield from (Listing(path, tuple(part), len(these), paths, facets, chosen)
                    for path, part in zip(paths, parts, strict=True))


def _lists(works: Sequence[Listed]) -> Mapping[Chosen, Sequence[Listed]]:
    """The works of each list; a list of more than a page is divided further, unless that leaves it whole."""
    lists: dict[Chosen, Sequence[Listed]] = {(): works}
    waiting: list[Chosen] = [()] if len(works) > 1 else []
    for chosen in waiting:
        new = {narrower: these for narrower, these in _narrower(chosen, lists[chosen])
               if narrower not in lists and not (chosen and len(these) == len(lists[chosen]))}
        lists |= new
        waiting += [narrower for narrower, these in new.items() if len(these) < len(works) and (
            len(these) > AT_ONCE or _is_series(narrower))]
    return lists


def _is_series(chosen: Chosen) -> bool:
    return [name for name, _ in chosen] == ["series"]


def _narrower(chosen: Chosen, works: Sequence[Listed]) -> Iterator[tuple[Chosen, Sequence[Listed]]]:
    """The works of a list by each value of each facet that is not chosen."""
    for name in FACETS if len(works) > AT_ONCE or not _is_series(chosen) else ("year",):
        if name not in dict(chosen):
            yield from ((_with(chosen, name, key), these) for key, these in _divided(works, name).items())


def _facets(chosen: Chosen, lists: Mapping[Chosen, Sequence[Listed]]) -> Iterator[Facet]:
    """The facets with the values that a reader may choose instead or in addition."""
    for name in FACETS:
        without = tuple(pair for pair in chosen if pair[0] != name)
        divided = _divided(lists.get(without, ()), name)
        choices = [Choice(words, language, len(these), _path(other), current=other == chosen)
                   for key, these in divided.items() if (other := _with(without, name, key)) in lists
                   for _, words, language in (these[0]["facets"][name],)]
        if name != "year":
            choices.sort(key=lambda choice: (-choice.count, choice.words))
        if choices:
            yield Facet(name, tuple(choices), _path(without) if without != chosen else None)


def _divided(works: Sequence[Listed], facet: str) -> Mapping[str, Sequence[Listed]]:
    """The works by the keys of a facet's values; a work without a value is left out."""
    by_key: dict[str, list[Listed]] = {}
    for work in works:
        if work["facets"][facet][0]:
            by_key.setdefault(work["facets"][facet][0], []).append(work)
    return by_key


def _with(chosen: Chosen, facet: str, key: str) -> Chosen:
    both = {**dict(chosen), facet: key}
    return tuple((name, both[name]) for name in FACETS if name in both)


def _path(chosen: Chosen) -> str:
    """The path of a list; the list of all works is at the front page."""
    return FOLDER + "".join(f"{facet}/{key}/" for facet, key in chosen) if chosen else ""
