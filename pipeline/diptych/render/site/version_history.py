"""The versions of a work → what each page says of them, and what the page of a comparison holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from diptych import interface_text
from diptych.akn.document import Document
from diptych.compile.versions import Versions
from diptych.interface_text import Interface
from diptych.render.html import work_facts
from diptych.render.html.elements import serialise
from diptych.render.site import version_comparison
from diptych.render.site.version_comparison import ClauseChange, Fate, Lineage


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list: its date, where it stands, and where what changed in it is shown, if that can be."""

    iso: str
    date: str
    path: str
    current: bool
    changes: str


@dataclass(frozen=True, slots=True)
class History:
    """The version that a page shows, and all that there are."""

    date: str
    newest: bool
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from a page to the root of the site, and to its front page in the reader's language."""

    root: str
    home: str


def history(versions: Versions, shown: Document, words: Interface, ways: Ways, *, alone: bool) -> History | None:
    """What the page of a work, or of a text `alone`, says of its versions; None where there is only one."""
    if not versions:
        return None
    iso = shown.version or versions[-1][0].version
    listed = tuple(_version(documents, before, shown, words, ways, alone=alone)
                   for before, documents in zip(((), *versions), versions, strict=False))
    return History(words.date(iso), iso == versions[-1][0].version, listed)


def compared(earlier: Sequence[Document], later: Sequence[Document]) -> bool:
    """Whether two versions have a language in common."""
    return bool({one.language for one in earlier} & {one.language for one in later})


def changed(versions: Versions, date: str, lineage: Lineage) -> tuple[Sequence[Document], Sequence[Document],
                                                                   tuple[ClauseChange, ...]] | None:
    """The version before one, that one, and what changed between them; None if nothing can be compared."""
    for earlier, later in pairwise(versions):
        if later[0].version == date and compared(earlier, later):
            return earlier, later, version_comparison.changes(earlier, later, lineage)
    return None


def comparison(earlier: Sequence[Document], later: Sequence[Document], found: Sequence[ClauseChange], words: Interface,
               root: str) -> Mapping[str, Any]:
    """What the template of a comparison says. The markup of `fragment` is finished."""
    old, new = (words.date(documents[0].version) for documents in (earlier, later))
    tree = version_comparison.fragment(found, earlier, later, words)
    near = version_comparison.near(later, words)
    listed = [{"anchor": change.anchor, "label": version_comparison.label(change, earlier, later, words),
               "fate": version_comparison.fate(change, earlier, words)} for change in found
               if change.fate is not Fate.SAME]
    return {"title": words.say("changes_title", old=old, new=new), "old": old, "new": new, "listed": listed,
            "name": work_facts.TaggedText(near.title, interface_text.tag(near)), "fragment": serialise(tree),
            "before": _path(earlier[0].home, root), "after": _path(later[0].home, root)}


def _version(documents: Sequence[Document], before: Sequence[Document], shown: Document, words: Interface, ways: Ways,
             *, alone: bool) -> Version:
    date, whole = documents[0].version, _path(documents[0].home, ways.home)
    same = next((one for one in documents if one.language == shown.language), None) if alone else None
    return Version(date, words.date(date), _path(same.address, ways.root) if same else whole, date == shown.version,
                   whole + version_comparison.PATH if compared(before, documents) else "")


def _path(iri: str, root: str) -> str:
    return f"{root}{iri.strip('/')}/"
