"""A work + its ledger → the tasks of its translators: clauses without a translation, or with an outdated one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from diptych.akn.counterparts import is_lacking
from diptych.akn.document import Document
from diptych.akn.provisions import Provision, provisions
from diptych.anchors import declare
from diptych.compile import versions
from diptych.compile.work import Compiled


class TaskKind(StrEnum):
    """The reason of a task."""

    UNTRANSLATED = "untranslated"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class TranslationTask:
    """A clause to translate: its number as printed and the words of the original.

    `language` is an ISO 639-2 code; it is empty if the work has no translation at all. `translated_from` is the date of
    the version whose text is translated, empty if it is not known or nothing is translated.
    """

    eid: str
    language: str
    kind: TaskKind
    number: str
    words: str
    translated_from: str = ""


def todo(work: Compiled) -> tuple[TranslationTask, ...]:
    """The tasks of a version of a work, language by language, in the order of its clauses."""
    documents = versions.documents(work)
    if not documents:
        return ()
    original, translations = documents[0], documents[1:]
    items = {item.eid: item for item in provisions(original)}
    outdated = declare.outdated(work.source.ledger.of(original.version), documents)
    holders = {item.parent for item in items.values() if item.name == "p"}
    tasks: list[TranslationTask] = []
    for text in translations:
        half = _lacking_words(items, text)
        earlier = {item.eid: item.version for item in text.earlier_originals}
        translated = _eids(text)
        for eid, item in items.items():
            kind = TaskKind.OUTDATED if item.row in translated and eid not in half else TaskKind.UNTRANSLATED
            if kind is TaskKind.UNTRANSLATED or eid in outdated.get(text.language, ()):
                tasks += _task(item, text.language, kind, holders, earlier.get(eid, ""))
    tasks += _of_last_texts(work, items, holders)
    if not translations and not versions.left(_versions(work)):
        return tuple(task for item in items.values() for task in _task(item, "", TaskKind.UNTRANSLATED, holders))
    return tuple(tasks)


def _of_last_texts(work: Compiled, items: Mapping[str, Provision],
                   holders: AbstractSet[str]) -> Iterator[TranslationTask]:
    """The tasks of the languages that the newest version lacks: new clauses, and those that changed since."""
    for documents, text in versions.left(_versions(work)):
        before = {item.eid: (item.heading, item.text) for item in provisions(documents[0])}
        translated = _eids(text)
        for eid, item in items.items():
            if eid not in translated:
                yield from _task(item, text.language, TaskKind.UNTRANSLATED, holders)
            elif before.get(eid) != (item.heading, item.text):
                yield from _task(item, text.language, TaskKind.OUTDATED, holders, text.version)


def _versions(work: Compiled) -> list[tuple[Document, ...]]:
    """The texts of all versions, the oldest first; none of a work with one version."""
    return [versions.documents(version) for version in versions.dated(work)]


def _task(item: Provision, language: str, kind: TaskKind, holders: AbstractSet[str],
          version: str = "") -> Iterator[TranslationTask]:
    """The task of a clause with words of its own; none if the editor says that the language does not have it."""
    words = "\n".join(filter(None, (item.heading, "" if item.eid in holders else item.text)))
    if words and not is_lacking(item.element, language):
        yield TranslationTask(item.eid, language, kind, item.number, words, version)


def _eids(document: Document) -> frozenset[str]:
    return frozenset(name for item in provisions(document) for name in (item.eid, item.row))


def _lacking_words(items: Mapping[str, Provision], text: Document) -> frozenset[str]:
    """The eIds of an unfinished translation whose heading or text is missing, though the original has one."""
    if text.translation is None or text.translation.complete:
        return frozenset()
    theirs = {item.eid: item for item in provisions(text)}
    return frozenset(eid for eid, item in items.items() if item.row == eid and eid in theirs and (
        item.heading and not theirs[eid].heading or item.text and not theirs[eid].text))
