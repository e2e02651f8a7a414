"""What is said of all works → lists of them, the newest first: all, those of one year, issuer or kind, and where these
are too many for a page, those of two or three of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from diptych.akn.document import Document
from diptych.interface_text import UNKNOWN_DATE, Interface, tag
from diptych.render.html import work_facts

FOLDER: Final = "works/"
"""Where lists stand, but the first page of all works, which is the front page."""
AT_ONCE: Final = 50
FACETS: Final = ("year", "issuer", "kind")

Listed = Mapping[str, Any]
"""What is said of a work: among else its `iri`, its `iso_date`, and by facet its value as key, words, language tag."""


Chosen = tuple[tuple[str, str], ...]
"""Facets with the keys of the values that all works of a list have, in the order of FACETS."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its words and their language, how many works have it, and the path of their list."""

    words: str
    tag: str
    count: int
    path: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Its name, and its values: years from the newest, others from the one that most works have. If one is chosen,
    `without` is the path of the list for which none is."""

    name: str
    choices: tuple[Choice, ...]
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: its path, its works, how many the whole list has, the paths of all pages of the list, and what
    else could be listed."""

    path: str
    works: tuple[Listed, ...]
    count: int
    pages: tuple[str, ...]
    facets: tuple[Facet, ...]

    @property
    def number(self) -> int:
        """The number of the page, from 1."""
        return self.pages.index(self.path) + 1

    @property
    def chosen(self) -> tuple[tuple[str, Choice], ...]:
        """The names of facets with the values that all its works have."""
        return tuple((facet.name, one) for facet in self.facets for one in facet.choices if one.current)


def listed(documents: Sequence[Document], path: str, words: Interface) -> Listed:
    """What lists in an interface language say of a work, whose page is at a path."""
    near, original = work_facts.nearest(documents, words), documents[0]
    issuer = original.value("a:FRBRWork/a:FRBRauthor", "href").rpartition("#")[2]
    year = original.date[:4] if original.date != UNKNOWN_DATE else ""
    texts = [work_facts.text(document, words, near) for document in documents]
    return {
        "path": path, "iri": original.work_iri, "number": work_facts.TaggedText(original.number, tag(original)),
        "issuer": work_facts.TaggedText(near.author, tag(near)), "date": words.date(original.date),
        "iso_date": original.date,
        "texts": [{"language": one.language, "tag": one.tag, "name": one.name, "title": one.title,
                   "standing": one.standing} for one in texts],
        "facets": {"year": (year, year, words.tag), "issuer": (issuer, near.author, tag(near)),
                   "kind": (original.kind, *words.kind(original.kind))},
    }


def listings(works: Sequence[Listed]) -> Iterator[Listing]:
    """Every page of every list, the front page first."""
    ordered = sorted(sorted(works, key=lambda work: str(work["iri"])), key=lambda work: str(work["iso_date"]),
                     reverse=True)
    lists = _lists(ordered)
    for chosen, these in lists.items():
        facets = tuple(_facets(chosen, lists)) if len(works) > 1 else ()
        parts = [these[start:start + AT_ONCE] for start in range(0, len(these), AT_ONCE)] or [()]
        folder = _path(chosen) or FOLDER
        paths = (_path(chosen), *(f"{folder}{number}/" for number in range(2, len(parts) + 1)))
        yield from (Listing(path, tuple(part), len(these), paths, facets)
                    for path, part in zip(paths, parts, strict=True))


def _lists(works: Sequence[Listed]) -> Mapping[Chosen, Sequence[Listed]]:
    """The works of each list: those of a list that fills more than a page are parted further."""
    found: dict[Chosen, Sequence[Listed]] = {(): works}
    waiting: list[Chosen] = [()] if len(works) > 1 else []
    for chosen in waiting:
        new = {narrower: these for narrower, these in _narrower(chosen, found[chosen])
               if narrower not in found and not (chosen and len(these) == len(found[chosen]))}
        found |= new
        waiting += [narrower for narrower, these in new.items() if AT_ONCE < len(these) < len(works)]
    return found


def _narrower(chosen: Chosen, works: Sequence[Listed]) -> Iterator[tuple[Chosen, Sequence[Listed]]]:
    """The works of a list by the values of each facet that is not chosen."""
    for name in (name for name in FACETS if name not in dict(chosen)):
        for key, these in _parted(works, name).items():
            yield _with(chosen, name, key), these


def _facets(chosen: Chosen, lists: Mapping[Chosen, Sequence[Listed]]) -> Iterator[Facet]:
    """What may be chosen instead of what is, or besides."""
    for name in FACETS:
        without = tuple(one for one in chosen if one[0] != name)
        parted = _parted(lists.get(without, ()), name)
        choices = [Choice(*_said(these[0], name), len(these), _path(other), current=other == chosen)
                   for key, these in parted.items() if (other := _with(without, name, key)) in lists]
        if name != "year":
            choices.sort(key=lambda one: (-one.count, one.words))
        if choices:
            yield Facet(name, tuple(choices), _path(without) if without != chosen else None)


def _parted(works: Sequence[Listed], facet: str) -> Mapping[str, Sequence[Listed]]:
    """The works with each value of a facet, by its key."""
    found: dict[str, list[Listed]] = {}
    for work in works:
        if work["facets"][facet][0]:
            found.setdefault(work["facets"][facet][0], []).append(work)
    return found


def _said(work: Listed, facet: str) -> tuple[str, str]:
    _, words, language = work["facets"][facet]
    return words, language


def _with(chosen: Chosen, facet: str, key: str) -> Chosen:
    both = {**dict(chosen), facet: key}
    return tuple((name, both[name]) for name in FACETS if name in both)


def _path(chosen: Chosen) -> str:
    """The path of a list; that of all works is the front page's."""
    return FOLDER + "".join(f"{facet}/{key}/" for facet, key in chosen) if chosen else ""
