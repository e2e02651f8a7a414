"""A work beside its ledger → what a translator has to do: clauses without translation, or with an outdated one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.anchors import declare
from diptych.compile import versions
from diptych.compile.work import Compiled


class TaskKind(StrEnum):
    """Why there is something to do."""

    UNTRANSLATED = "untranslated"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class TranslationTask:
    """A clause to translate into a language, ISO 639-2, empty where the work has no translation at all: its number as
    printed and the words of the original."""

    eid: str
    language: str
    kind: TaskKind
    number: str
    words: str


def todo(work: Compiled) -> tuple[TranslationTask, ...]:
    """What is to be translated of the newest version of a work, in its order, language by language."""
    documents = versions.documents(work)
    if not documents:
        return ()
    original, translations = documents[0], documents[1:]
    items = {item.eid: item for item in provisions(original)}
    outdated = declare.outdated(work.source.ledger.of(""), documents)
    holders = {item.parent for item in items.values() if item.name == "p"}
    made: list[TranslationTask] = []
    for language, there in [(one.language, _eids(one)) for one in translations] or [("", frozenset[str]())]:
        for eid, item in items.items():
            kind = TaskKind.UNTRANSLATED if eid not in there else TaskKind.OUTDATED
            if (kind is TaskKind.UNTRANSLATED or eid in outdated.get(language, ())) and (
                    item.heading or item.text and eid not in holders):
                own = (item.heading, "" if eid in holders else item.text)
                made.append(TranslationTask(eid, language, kind, item.number, "\n".join(part for part in own if part)))
    return tuple(made)


def _eids(document: Document) -> frozenset[str]:
    return frozenset(item.eid for item in provisions(document))
