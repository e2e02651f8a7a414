"""What is said of all works → lists of them, the newest first: all, and those of one year, issuer or kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pipeline.akn.document import Document
from pipeline.render import facts
from pipeline.render.interface import UNKNOWN_DATE, Interface, tag

FOLDER: Final = "works/"
"""Where lists stand, but the first page of all works, which is the front page."""
AT_ONCE: Final = 50
FACETS: Final = ("year", "issuer", "kind")

Listed = Mapping[str, Any]
"""What is said of a work: among else its `iri`, its `iso_date`, and by facet its value as key, words, language tag."""


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
    """Its name, and its values: years from the newest, others from the one that most works have."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list: its path, its works, how many the whole list has, the paths of all pages of the list, and what
    else could be listed. `chosen` is the name of the facet whose value all its works have."""

    path: str
    works: tuple[Listed, ...]
    count: int
    pages: tuple[str, ...]
    facets: tuple[Facet, ...]
    chosen: str = ""

    @property
    def number(self) -> int:
        """The number of the page, from 1."""
        return self.pages.index(self.path) + 1

    @property
    def choice(self) -> Choice | None:
        """The value that all its works have."""
        return next((one for facet in self.facets for one in facet.choices if one.current), None)


def listed(documents: Sequence[Document], path: str, words: Interface) -> Listed:
    """What lists in an interface language say of a work, whose page is at a path."""
    near, original = facts.nearest(documents, words), documents[0]
    issuer = original.value("a:FRBRWork/a:FRBRauthor", "href").rpartition("#")[2]
    year = original.date[:4] if original.date != UNKNOWN_DATE else ""
    texts = [facts.text(document, words, near) for document in documents]
    return {
        "path": path, "iri": original.work_iri, "number": facts.Said(original.number, tag(original)),
        "issuer": facts.Said(near.author, tag(near)), "date": words.date(original.date), "iso_date": original.date,
        "texts": [{"language": one.language, "tag": one.tag, "name": one.name, "title": one.title,
                   "standing": one.standing} for one in texts],
        "facets": {"year": (year, year, words.tag), "issuer": (issuer, near.author, tag(near)),
                   "kind": (original.kind, *words.kind(original.kind))},
    }


def listings(works: Sequence[Listed]) -> Iterator[Listing]:
    """Every page of every list, the front page first."""
    ordered = sorted(sorted(works, key=lambda work: str(work["iri"])), key=lambda work: str(work["iso_date"]),
                     reverse=True)
    facets = tuple(_facet(name, ordered) for name in FACETS) if len(works) > 1 else ()
    yield from _pages("", FOLDER, ordered, facets)
    for facet in facets:
        for choice in facet.choices:
            these = [work for work in ordered if _path(facet.name, work) == choice.path]
            shown = tuple(replace(one, choices=tuple(replace(other, current=other == choice) for other in one.choices))
                          for one in facets)
            yield from _pages(choice.path, choice.path, these, shown, facet.name)


def _pages(first: str, folder: str, works: Sequence[Listed], facets: tuple[Facet, ...],
           chosen: str = "") -> Iterator[Listing]:
    """The pages of a list, the first of them at a path of its own."""
    parts = [works[start:start + AT_ONCE] for start in range(0, len(works), AT_ONCE)] or [()]
    paths = (first, *(f"{folder}{number}/" for number in range(2, len(parts) + 1)))
    for path, part in zip(paths, parts, strict=True):
        yield Listing(path, tuple(part), len(works), paths, facets, chosen)


def _facet(name: str, works: Sequence[Listed]) -> Facet:
    found: dict[str, list[Listed]] = {}
    for work in works:
        if work["facets"][name][0]:
            found.setdefault(_path(name, work), []).append(work)
    said = [(path, these[0]["facets"][name], len(these)) for path, these in found.items()]
    choices = [Choice(words, language, count, path) for path, (_, words, language), count in said]
    return Facet(name, tuple(choices if name == "year" else sorted(choices, key=lambda one: (-one.count, one.words))))


def _path(facet: str, work: Listed) -> str:
    return f"{FOLDER}{facet}/{work['facets'][facet][0]}/"
