"""The versions of a work → the list of versions on its pages, and the values of a comparison's template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.iri import site_path
from diptych.citations.pinpoints import Words
from diptych.compile.versions import Versions
from diptych.config.works import UNKNOWN_DATE
from diptych.interface_text import Interface
from diptych.render.html import work_facts
from diptych.render.html.elements import serialise
from diptych.render.site import version_comparison
from diptych.render.site.page import way
from diptych.render.site.version_comparison import PATH, ClauseChange, Fate, Lineages

Texts = Sequence[Document]
"""The texts of one version, the original first."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list: its date, the URL of its page, and that of the comparison with the one before.

    `standing` says that it is the newest, or that it is dated after its markup; else it is empty.
    """

    iso: str
    date: str
    path: str
    current: bool
    changes: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What a page says of the version that it shows, whether that is the newest, and the list of all versions."""

    statement: str
    newest: bool
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page is on the site: its path, and the URL of the reader's front page from it."""

    path: str
    front: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and the units of both. `others` are the dates of all versions with which the later is compared, the
    newest first, its predecessor first of all."""

    earlier: Texts
    later: Texts
    changes: tuple[ClauseChange, ...]
    others: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The folder of its page below that of the later version: `changes/`, or a date in it for an older version."""
        return comparison_path(self.earlier[0].version, self.others)


def history(versions: Versions, shown: Document, words: Interface, place: PagePlace, *,
            alone: bool) -> History | None:
    """The list of versions on a work's page, or on that of a text `alone`, at a place; None for a single version."""
    if not versions:
        return None
    iso, newest = shown.version or versions[-1][0].version, _newest(versions)
    texts = next(documents for documents in versions if documents[0].version == iso)
    standings = ("version_ahead" if _is_ahead(documents[0]) else "version_newest" * (documents is newest)
                 for documents in versions)
    listed = tuple(replace(_version(documents, versions, shown, words, place, alone=alone),
                           standing=words.say(key) if key else "")
                   for documents, key in zip(versions, standings, strict=True))
    key = "version_is_ahead" if _is_ahead(texts[0]) else "version_is_newest" if texts is newest else "version_is_old"
    markup = words.date(texts[0].markup_date)
    return History(words.say(key, date=words.date(iso), markup=markup), texts is newest, listed)


def _is_ahead(document: Document) -> bool:
    """Whether a text is dated after the day of its markup; nothing is said of an unknown day."""
    return UNKNOWN_DATE != document.markup_date < document.version


def _newest(versions: Versions) -> Texts | None:
    """The last version that is not dated after its markup."""
    return next((documents for documents in reversed(versions) if not _is_ahead(documents[0])), None)


def comparable(earlier: Texts, later: Texts) -> bool:
    """Whether two versions have a language in common."""
    return bool({document.language for document in earlier} & {document.language for document in later})


def compared(versions: Versions, date: str) -> tuple[str, ...]:
    """The dates of the earlier versions with a language of the version of a date, the newest first."""
    later = next((documents for documents in versions if documents[0].version == date), None)
    return () if later is None else tuple(documents[0].version for documents in reversed(versions)
                                          if documents[0].version < date and comparable(documents, later))


def comparisons(versions: Versions, date: str, lineages: Lineages) -> Iterator[Comparison]:
    """The comparisons of the version of a date with each in `compared`, the newest first."""
    others = compared(versions, date)
    for other in others:
        between = [documents for documents in versions if other <= documents[0].version <= date]
        lineage = version_comparison.composed(lineages, between)
        yield Comparison(between[0], between[-1], version_comparison.changes(between[0], between[-1], lineage), others)


def comparison_path(date: str, others: Sequence[str]) -> str:
    """The folder of the comparison with the version of a date; that with the first of `others` needs no date."""
    return PATH if date == others[0] else f"{PATH}{date}/"


def values(shown: Comparison, words: Interface, root: str, spoken: Words | None = None) -> Mapping[str, Any]:
    """The values of the template changes.html; `root` is the URL of the reader's front page.

    `spoken` are the words of citations in the reader's language.
    """
    earlier, later = shown.earlier, shown.later
    folder = root + site_path(later[0].home)
    others = [{"date": words.date(date), "iso": date, "current": date == earlier[0].version,
               "path": folder + comparison_path(date, shown.others)} for date in shown.others]
    old, new = (words.date(documents[0].version) for documents in (earlier, later))
    near, tree = work_facts.nearest(later, words), version_comparison.fragment(
        shown.changes, earlier, later, words, spoken)
    listed = [{"anchor": change.anchor, "label": version_comparison.label(change, earlier, later, words, spoken),
               "fate": version_comparison.fate(change, earlier, words, spoken)}
              for change in shown.changes if change.fate is not Fate.SAME]
    return {"title": words.say("changes_title", old=old, new=new), "old": old, "new": new, "listed": listed,
            "others": others,
            "name": work_facts.TaggedText(near.title, interface_text.tag(near)),
            "fragment": Markup(serialise(tree)),  # noqa: S704 - serialised elements, whose text is escaped
            "before": root + site_path(earlier[0].home), "after": root + site_path(later[0].home)}


def _version(documents: Texts, versions: Versions, shown: Document, words: Interface, place: PagePlace, *,
             alone: bool) -> Version:
    date, whole = documents[0].version, place.front + site_path(documents[0].home)
    same = next((document for document in documents if document.language == shown.language), None) if alone else None
    return Version(date, words.date(date), way(place.path) + site_path(same.address) if same else whole,
                   date == shown.version, whole + PATH if compared(versions, date) else "")
