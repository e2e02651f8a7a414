"""A work + its ledger → the tasks of its translators: clauses without a translation, or with an outdated one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    `language` is an ISO 639-2 code; it is empty if the work has no translation at all.
    """

    eid: str
    language: str
    kind: TaskKind
    number: str
    words: str


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
    for language, translated in [(text.language, _eids(text)) for text in translations] or [("", frozenset[str]())]:
        half = _lacking_words(items, translations, language)
        for eid, item in items.items():
            kind = TaskKind.OUTDATED if item.row in translated and eid not in half else TaskKind.UNTRANSLATED
            words = "\n".join(filter(None, (item.heading, "" if eid in holders else item.text)))
            if is_lacking(item.element, language):
                continue
            if words and (kind is TaskKind.UNTRANSLATED or eid in outdated.get(language, ())):
                tasks.append(TranslationTask(eid, language, kind, item.number, words))
    return tuple(tasks)


def _eids(document: Document) -> frozenset[str]:
    return frozenset(name for item in provisions(document) for name in (item.eid, item.row))


def _lacking_words(items: Mapping[str, Provision], translations: Sequence[Document], language: str) -> frozenset[str]:
    """The eIds of an unfinished translation whose heading or text is missing, though the original has one."""
    text = next((text for text in translations if text.language == language), None)
    if text is None or text.translation is None or text.translation.complete:
        return frozenset()
    theirs = {item.eid: item for item in provisions(text)}
    return frozenset(eid for eid, item in items.items() if item.row == eid and eid in theirs and (
        item.heading and not theirs[eid].heading or item.text and not theirs[eid].text))
