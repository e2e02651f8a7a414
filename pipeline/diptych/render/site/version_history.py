"""The versions of a work → the list of versions on its pages, and the values of a comparison's template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import site_path
from diptych.compile.versions import Versions
from diptych.interface_text import Interface
from diptych.render.html import work_facts
from diptych.render.html.elements import serialise
from diptych.render.site import version_comparison
from diptych.render.site.page import way
from diptych.render.site.version_comparison import ClauseChange, Fate, Lineage

Texts = Sequence[Document]
"""The texts of one version, the original first."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list: its date, the URL of its page, and that of the comparison with its predecessor."""

    iso: str
    date: str
    path: str
    current: bool
    changes: str


@dataclass(frozen=True, slots=True)
class History:
    """The date of the version that a page shows, and the list of all versions."""

    date: str
    newest: bool
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page is on the site: its path, and the URL of the reader's front page from it."""

    path: str
    front: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two successive versions and the clauses of both."""

    earlier: Texts
    later: Texts
    changes: tuple[ClauseChange, ...]


def history(versions: Versions, shown: Document, words: Interface, place: PagePlace, *,
            alone: bool) -> History | None:
    """The list of versions on a work's page, or on that of a text `alone`, at a place; None for a single version."""
    if not versions:
        return None
    iso = shown.version or versions[-1][0].version
    listed = tuple(_version(documents, before, shown, words, place, alone=alone)
                   for before, documents in zip(((), *versions), versions, strict=False))
    return History(words.date(iso), iso == versions[-1][0].version, listed)


def comparable(earlier: Texts, later: Texts) -> bool:
    """Whether two versions have a language in common."""
    return bool({document.language for document in earlier} & {document.language for document in later})


def compared(versions: Versions, date: str) -> tuple[Texts, Texts] | None:
    """The version before the one of a date, and that one; None for the first version or without a common language."""
    return next(((earlier, later) for earlier, later in pairwise(versions)
                 if later[0].version == date and comparable(earlier, later)), None)


def comparison(versions: Versions, date: str, lineage: Lineage) -> Comparison | None:
    """The comparison of the version of a date with the one before; None as in `compared`."""
    pair = compared(versions, date)
    return None if pair is None else Comparison(*pair, version_comparison.changes(*pair, lineage))


def values(shown: Comparison, words: Interface, root: str) -> Mapping[str, Any]:
    """The values of the template changes.html; `root` is the URL of the reader's front page."""
    earlier, later = shown.earlier, shown.later
    old, new = (words.date(documents[0].version) for documents in (earlier, later))
    near, tree = work_facts.nearest(later, words), version_comparison.fragment(shown.changes, earlier, later, words)
    listed = [{"anchor": change.anchor, "label": version_comparison.label(change, earlier, later, words),
               "fate": version_comparison.fate(change, earlier, words)}
              for change in shown.changes if change.fate is not Fate.SAME]
    return {"title": words.say("changes_title", old=old, new=new), "old": old, "new": new, "listed": listed,
            "name": work_facts.TaggedText(near.title, interface_text.tag(near)),
            "fragment": Markup(serialise(tree)),  # noqa: S704 - serialised elements, whose text is escaped
            "before": root + site_path(earlier[0].home), "after": root + site_path(later[0].home)}


def _version(documents: Texts, before: Texts, shown: Document, words: Interface, place: PagePlace, *,
             alone: bool) -> Version:
    date, whole = documents[0].version, place.front + site_path(documents[0].home)
    same = next((document for document in documents if document.language == shown.language), None) if alone else None
    return Version(date, words.date(date), way(place.path) + site_path(same.address) if same else whole,
                   date == shown.version, whole + version_comparison.PATH if comparable(before, documents) else "")
