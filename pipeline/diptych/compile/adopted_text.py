"""Akoma Ntoso by others → the expression of a work, validated, with the proof that every word of it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from diptych.akn import adoption, metadata, received_identity, received_xml
from diptych.akn.document import read
from diptych.akn.metadata import Identity, PriorVersions
from diptych.akn.received_xml import ReceivedXml
from diptych.compile import emended_xml
from diptych.compile.emended_xml import EmendedXml
from diptych.compile.expression import Expression
from diptych.config import works
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.project.load import Schema, Source
from diptych.validate import adopted_documents, losslessness, xsd


@dataclass(frozen=True, slots=True)
class AdoptedReading:
    """An expression received as Akoma Ntoso; `emended` has the editor's changes in a text that an import wrote."""

    expression: works.Expression
    received: ReceivedXml
    emended: EmendedXml | None = None

    def numbered(self, numbers: Mapping[str, str]) -> AdoptedReading:
        """The reading with the editor's changes in its tree, and their notes by their numbers in the work's series."""
        emended = self.emended and self.emended.numbered(numbers)
        return self if emended is None else replace(self, received=emended.received, emended=emended)


def is_adopted(source: Source, expression: works.Expression) -> bool:
    """Whether the text of an expression was received as Akoma Ntoso."""
    return received_xml.is_akoma_ntoso(source.received.get(expression.file, b""))


def unedited(source: Source) -> Iterator[Diagnostic]:
    """X012 for each entry of editorial.toml on a text that was received as Akoma Ntoso: it is published as it is.

    A text that an import wrote may be emended and annotated; its structure is that of its original.
    """
    adopted = {item.language: _is_imported(source, item) for item in source.work.expressions
               if is_adopted(source, item)}
    entries = source.editorial
    structural = {*((item.language, item.position) for item in entries.emendations if item.structural),
                  *((item.language, item.position) for item in entries.supplied),
                  *((item.language, item.position) for item in entries.structure)}
    yield from (diagnostic("X012", position, language=language)
                for language, position in edited_languages(entries)
                if language in adopted and (not adopted[language] or (language, position) in structural))


def _is_imported(source: Source, expression: works.Expression) -> bool:
    return received_xml.is_imported(source.received.get(expression.file, b""))


def edited_languages(editorial: works.Editorial) -> Iterator[tuple[str, Position]]:
    """The language of each text that an entry of editorial.toml changes or annotates, and the place of the entry."""
    yield from ((item.language, item.position) for item in editorial.emendations)
    yield from ((item.language, item.position) for item in editorial.supplied)
    yield from ((item.language, item.position) for item in editorial.structure)
    yield from ((language, item.position) for item in editorial.notes for language in dict((*item.at, *item.within)))


def readings(source: Source, schema: Schema, findings: list[Diagnostic]) -> Iterator[AdoptedReading]:
    """The texts of a work that were received as Akoma Ntoso; adds their findings, and those of the editor's entries."""
    edited = {language for language, _ in edited_languages(source.editorial)}
    for item in source.work.expressions:
        if not is_adopted(source, item):
            continue
        read = received_xml.read(source.received[item.file], f"{source.folder}/{item.file}", schema.vocabularies)
        findings += read.diagnostics
        if read.value and item.language in edited and _is_imported(source, item):
            emended = emended_xml.emended(read.value, source.editorial, item.language)
            findings += emended.diagnostics
            yield AdoptedReading(item, read.value, emended.value)
        elif read.value:
            yield AdoptedReading(item, read.value)


def expressions(source: Source, read: Sequence[AdoptedReading], terms: Sequence[works.Term],
                findings: list[Diagnostic], history: PriorVersions | None = None) -> Iterator[Expression]:
    """The expressions of a work that were received as Akoma Ntoso; adds their findings."""
    named_by = source.work.number or source.work.path.rpartition("/")[2]
    titles = {item.expression: received_identity.title(item.received.root) for item in read}
    first = next((titles[item] for item in titles if item.translation is None), "")
    for item in read:
        title = titles[item.expression] or named_by
        identity = Identity(source.work, item.expression, title, first or title, history)
        adopted = _expression(item, identity, terms, f"{source.folder}/{item.expression.file}")
        findings += adopted.diagnostics
        if adopted.value:
            yield adopted.value


def _expression(reading: AdoptedReading, identity: Identity, terms: Sequence[works.Term],
                file: str) -> Result[Expression]:
    """The expression of a received document; without a value no schema allows it, or a word was lost."""
    received, emended = reading.received, reading.emended
    if adoption.main_element(received.root) is None:
        return Result(None, (diagnostic("X002", received.places[0], name=received_xml.ROOT),))
    named = {identity.work.issuer, identity.work.editor,
             *((identity.expression.translation.translator,) if identity.expression.translation else ())}
    meta = metadata.meta(identity, [term for term in terms if term.id in named], emended.notes if emended else ())
    adopted = adoption.adopt(received, meta, identity.work.name, xsd.load())
    document = read(adopted.data, file, own=True).known
    places = {element: place for element, place in zip(document.root.iter(etree.Element), adopted.places, strict=True)
              if place}
    prove = losslessness.prove if emended else losslessness.prove_whole
    proof = prove(document, received.words)
    findings = (*adopted_documents.validate(document, places, file), *((proof.difference,) if proof.difference else ()))
    positions = {eid: place for element, place in places.items() if (eid := element.get("eId"))}
    expression = Expression(adopted.data, document, proof.characters, positions, {})
    return Result(expression, findings)

