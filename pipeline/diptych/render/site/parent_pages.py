"""The works → a page at each address above theirs: `/akn/`, `/akn/cn/`, `/akn/cn/act/`, each with what is below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from diptych.interface_text import Interface
from diptych.render.site.page import Page, Settings, page, way
from diptych.render.site.page_templates import rendered
from diptych.render.site.work_lists import Listed

_COUNTRY: Final = 2
"""Segments of the address of a country: akn and its code."""
_TYPE: Final = 3
"""Segments of the address of a document type, such as act."""


@dataclass(frozen=True, slots=True)
class Below:
    """A folder in the list of the folder above it: its name with a slash, what it stands for, its number of works."""

    name: str
    meaning: str
    count: int


def parents(settings: Settings, listing: Mapping[str, Sequence[Listed]]) -> Iterator[Page]:
    """The page of each address above works, of each work's values by interface language; in these languages."""
    for words in (words for words in settings.interfaces.site if words.language in listing):
        folders = _folders(listing[words.language])
        children: dict[str, list[str]] = {}
        for path in folders:
            children.setdefault(_above(path), []).append(path)
        for path, works in folders.items():
            below = [_below(child, folders[child], words) for child in children.get(path, ())]
            here = settings.home(words) + path
            title = words.say("folder_title", path=f"/{path}")
            steps = [(step, way(path.removeprefix(above)) or "./") for above, step in _steps(path)]
            html = rendered("parent.html", words, title=title, steps=steps, below=below, root=way(here),
                            works=[work for work in works if _above(work["path"]) == path],
                            home=settings.front(here, words), write=words.number)
            yield page(settings, path, words, title, words.say("folder_lead"), html=html)


def _folders(works: Sequence[Listed]) -> Mapping[str, Sequence[Listed]]:
    """The addresses above works, by path, with the works at any depth below; none of them is that of a work."""
    own, folders = {work["path"] for work in works}, dict[str, list[Listed]]()
    for work in sorted(works, key=lambda work: str(work["path"])):
        for path, _ in list(_steps(work["path"]))[:-1]:
            if path not in own:
                folders.setdefault(path, []).append(work)
    return folders


def _above(path: str) -> str:
    """The folder above another; empty for the first."""
    above = path.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else ""


def _steps(path: str) -> Iterator[tuple[str, str]]:
    """The paths of the folders down to this one, each with its last segment."""
    segments = path.rstrip("/").split("/")
    yield from (("/".join(segments[:end]) + "/", segments[end - 1]) for end in range(1, len(segments) + 1))


def _below(path: str, works: Sequence[Listed], words: Interface) -> Below:
    """A folder with its meaning: the name of a country; of a series, the issuer, if all works in it have the same."""
    segments = path.rstrip("/").split("/")
    if len(segments) <= _TYPE:
        country = words.territory(segments[-1]) if len(segments) == _COUNTRY else ""
        return Below(f"{segments[-1]}/", country, len(works))
    issuers = {work["issuer"]["words"] if isinstance(work["issuer"], Mapping) else work["issuer"].words
               for work in works}
    return Below(f"{segments[-1]}/", issuers.pop() if len(issuers) == 1 else "", len(works))
