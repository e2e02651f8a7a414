"""Akoma Ntoso by others → the expression of a work, validated, with the proof that every word of it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from diptych.akn import adoption, metadata, received_identity, received_xml
from diptych.akn.document import read
from diptych.akn.metadata import Identity, PriorVersions
from diptych.compile.expression import Expression
from diptych.config import works
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.project.load import Schema, Source
from diptych.validate import adopted_documents, losslessness, xsd


def is_adopted(source: Source, expression: works.Expression) -> bool:
    """Whether the text of an expression was received as Akoma Ntoso."""
    return received_xml.is_akoma_ntoso(source.received.get(expression.file, b""))


def unedited(source: Source) -> Iterator[Diagnostic]:
    """X012 for each entry of editorial.toml on a text that was received as Akoma Ntoso: it is published as it is."""
    adopted = {item.language for item in source.work.expressions if is_adopted(source, item)}
    yield from (diagnostic("X012", position, language=language)
                for language, position in edited_languages(source.editorial) if language in adopted)


def edited_languages(editorial: works.Editorial) -> Iterator[tuple[str, Position]]:
    """The language of each text that an entry of editorial.toml changes or annotates, and the place of the entry."""
    yield from ((item.language, item.position) for item in editorial.emendations)
    yield from ((item.language, item.position) for item in editorial.supplied)
    yield from ((item.language, item.position) for item in editorial.structure)
    yield from ((language, item.position) for item in editorial.notes for language in dict((*item.at, *item.within)))


def expressions(source: Source, schema: Schema, terms: Sequence[works.Term],
                findings: list[Diagnostic], history: PriorVersions | None = None) -> Iterator[Expression]:
    """The expressions of a work that were received as Akoma Ntoso; adds their findings."""
    received = {item: received_xml.read(source.received[item.file], f"{source.folder}/{item.file}",
                                        schema.vocabularies)
                for item in source.work.expressions if is_adopted(source, item)}
    named_by = source.work.number or source.work.path.rpartition("/")[2]
    titles = {item: received_identity.title(result.value.root) for item, result in received.items() if result.value}
    first = next((titles[item] for item in titles if item.translation is None), "")
    for item, result in received.items():
        findings += result.diagnostics
        if result.value is not None:
            identity = Identity(source.work, item, titles[item] or named_by, first or titles[item] or named_by,
                                history)
            adopted = _expression(result.value, identity, terms, f"{source.folder}/{item.file}")
            findings += adopted.diagnostics
            if adopted.value:
                yield adopted.value


def _expression(received: received_xml.ReceivedXml, identity: Identity, terms: Sequence[works.Term],
                file: str) -> Result[Expression]:
    """The expression of a received document; without a value no schema allows it, or a word was lost."""
    if adoption.main_element(received.root) is None:
        return Result(None, (diagnostic("X002", received.places[0], name=received_xml.ROOT),))
    named = {identity.work.issuer, identity.work.editor,
             *((identity.expression.translation.translator,) if identity.expression.translation else ())}
    meta = metadata.meta(identity, [term for term in terms if term.id in named], ())
    adopted = adoption.adopt(received, meta, identity.work.name, xsd.load())
    document = read(adopted.data, file, own=True).known
    places = {element: place for element, place in zip(document.root.iter(etree.Element), adopted.places, strict=True)
              if place}
    proof = losslessness.prove_whole(document, received.words)
    findings = (*adopted_documents.validate(document, places, file), *((proof.difference,) if proof.difference else ()))
    positions = {eid: place for element, place in places.items() if (eid := element.get("eId"))}
    expression = Expression(adopted.data, document, proof.characters, positions, {})
    return Result(expression, findings)

