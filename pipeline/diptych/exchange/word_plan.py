"""A DOCX file that was handed out and corrected → its changes in the work that it is of, as editorial entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from unicodedata import is_normalized, normalize

from diptych.akn import iri, word_marks
from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.compile.work import Compiled
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.exchange.bitext import Bitext
from diptych.exchange.import_plan import Import, by_file, import_of, revisions, texts_beside
from diptych.exchange.match_units import Reading, same
from diptych.exchange.word_file import WordFile
from diptych.exchange.word_readings import around, outside, places, reading
from diptych.project import load


@dataclass(frozen=True, slots=True)
class _Held:
    """A text in a file: its document, the suffix of its bookmarks, and whether it is a translation."""

    document: Document
    suffix: str
    translated: bool


def plan(root: Path, path: str, file: WordFile, why: Mapping[str, str]) -> Result[tuple[Import, ...]]:
    """The changes of a file, as far as they can be made. `why` are reasons by interface language.

    I010 for a file of no text that is published, I011 for one of other words.
    """
    schema = load.schema(root)
    if schema.value is None:
        return Result(None, schema.diagnostics)
    identities = [file.marks[name] for name in _numbered(word_marks.IDENTITY) if name in file.marks]
    address = iri.anywhere(identities[0]) if identities else None
    sources = load.sources(root, schema.value)
    named = [source for source in sources.value or () if address and iri.work_iri(source.work) == address.work]
    for work, bitext in texts_beside(named, schema.value):
        held = tuple(_held(bitext, identities))
        if held:
            planned = _planned(root, schema.value, work, bitext, held, file, path, why)
            return Result(planned.value, (*sources.diagnostics, *planned.diagnostics))
    name = identities[0] if identities else path
    return Result(None, (*sources.diagnostics, diagnostic("I010", Position(path), name=name)))


def _numbered(name: str) -> Iterator[str]:
    """The names of a property of each text in a file; two texts are side by side."""
    yield from (name, f"{name}1")


def _held(bitext: Bitext, identities: Sequence[str]) -> Iterator[_Held]:
    """The texts of a bitext that a file has; none if it has another text."""
    texts = {word_marks.identity(document): document for document in (bitext.original, bitext.translation) if document}
    if all(identity in texts for identity in identities):
        yield from (_Held(texts[identity], f"-{texts[identity].language}" if len(identities) > 1 else "",
                          texts[identity] is bitext.translation) for identity in identities)


def _planned(root: Path, schema: load.Schema, work: Compiled, bitext: Bitext,  # noqa: PLR0913, PLR0917 - one each
             held: Sequence[_Held], file: WordFile, path: str, why: Mapping[str, str]) -> Result[tuple[Import, ...]]:
    position = Position(path)
    marks = [file.marks.get(name, "") for name in _numbered(word_marks.WORDS)]
    stale = tuple(diagnostic("I011", position, name=word_marks.identity(text.document))
                  for text, mark in zip(held, marks, strict=False) if mark != word_marks.digest(text.document))
    if stale:
        return Result(None, stale)
    marked = {text: places(text.document, text.suffix, bitext.rows) for text in held}
    known = tuple(chain(*marked.values()))
    findings = [*_tracked(file, position), *outside(file, known, _numbers(held), path), *around(file, path)]
    changes: list[Reading] = []
    for text in held:
        found = reading(file, marked[text], path)
        findings += found.findings
        for key, words in found.words.items():
            passage = bitext.by_key[key]
            published = passage.translated if text.translated else passage.original
            if published is None or same(published.words, words):
                continue
            if text.translated and not published.supplied:
                composed = normalize("NFC", words) if is_normalized("NFC", published.words) else words
                changes.append(Reading(passage, (0, len(published.words)), composed, position,
                                       found.apart.get(key, ())))
            else:
                findings.append(diagnostic("I005" if text.translated else "I017", position, passage.eid,
                                           name=passage.url))
    existing = [item for item in work.source.editorial.emendations if not item.structural]
    revised = revisions(bitext, changes, existing)
    planned = import_of(root, work, schema, revised.value or (), why, position)
    imports = tuple(by_file([planned.value])) if planned.value else ()
    return Result(imports, (*findings, *revised.diagnostics, *planned.diagnostics))


def _numbers(held: Sequence[_Held]) -> frozenset[str]:
    """The numbers of all units of the texts in a file."""
    return frozenset(provision.number for text in held for provision in provisions(text.document))


def _tracked(file: WordFile, position: Position) -> Iterator[Diagnostic]:
    if file.tracked:
        yield diagnostic("I016", position, count=file.tracked)
