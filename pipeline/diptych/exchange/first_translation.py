"""A translator's file of an original → the text of a language that the work does not have, with the original's eIds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from diptych import interface_text
from diptych.akn import iri, received_xml, word_marks
from diptych.akn.document import Document
from diptych.akn.provisions import provisions
from diptych.compile.recognised_jurisdiction import AUTO
from diptych.compile.recognised_language import language_of
from diptych.compile.work import compile_work
from diptych.diagnostics import Position, Result, diagnostic
from diptych.exchange import translated_text
from diptych.exchange.bitext import Bitext
from diptych.exchange.delivered_words import DeliveredWords, of_units, of_word
from diptych.exchange.read_back import Returned
from diptych.exchange.word_file import WordFile
from diptych.exchange.word_readings import places, reading
from diptych.language.printed_labels import printed
from diptych.language.profiles import named, with_script, written_form
from diptych.language.writing_systems import letters_of
from diptych.project.load import Schema, Source

_OF_FILE: Final = frozenset({"I012", "I013", "I015"})
"""Findings of a DOCX file that keep a paragraph from being read."""


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A file that came back: its name, its bytes, and the tag of its language if its user names it.

    If it `corrects`, it changes a text that is there, also one that an import wrote.
    """

    name: str
    data: bytes
    language: str = ""
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class FirstTranslation:
    """The text of a language that a work gets: the work, the code of the language, and the bytes of its file.

    `translated` of all `places` of the original have words. `again` is the file of an earlier import, or empty.
    """

    source: Source
    language: str
    data: bytes
    translated: int
    places: int
    again: str

    @property
    def complete(self) -> bool:
        """Whether every paragraph and heading of the original is translated."""
        return self.translated == self.places


def of_exchange(sources: Sequence[Source], schema: Schema, units: Sequence[Returned],
                file: DeliveredFile) -> Result[FirstTranslation]:
    """The text that an XLIFF or TMX file brings; without findings none if the work has its languages.

    T015 for a language that no file of schema/languages describes.
    """
    opened = _opened(sources, schema, {unit.address.work for unit in units if unit.address})
    if opened is None:
        return Result(None)
    source, original = opened
    tag = interface_text.tag(original)
    others = dict.fromkeys(name for unit in units for name, words in unit.texts
                           if name and words.strip() and not interface_text.is_called(name, tag))
    wanted = file.language or next((name for name in others if _is_open(source, _code(name, schema), file)), "")
    language = _code(wanted, schema)
    if not wanted or not _is_open(source, language, file) or not any(unit.targets((tag, wanted)) for unit in units):
        return Result(None)
    if not language:
        return Result(None, (diagnostic("T015", Position(file.name), letters="-", language=wanted),))
    homes = (original.home, f"{original.work_iri}/@{source.work.version}")
    stale = tuple(diagnostic("I002", unit.position, name=unit.url) for unit in units
                  if unit.address and unit.address.text not in homes)
    newest = [unit for unit in units if not unit.address or unit.address.text in homes]
    delivered = of_units(newest, Bitext(original, None, ""), (tag, wanted), named(schema.languages, language).joiner)
    return _made(opened, schema, language, replace(delivered, findings=(*stale, *delivered.findings)), file)


def of_docx(sources: Sequence[Source], schema: Schema, word: WordFile,
            file: DeliveredFile) -> Result[FirstTranslation]:
    """The text that the DOCX file of an original brings; without findings none if the work has its language.

    I011 for a file of other words of the original. T015 for words in a language that must be named.
    """
    mark = word.marks.get(word_marks.IDENTITY, "")
    address = iri.anywhere(mark)
    opened = _opened(sources, schema, {address.work} if address else set())
    known_as = () if opened is None else (word_marks.identity(opened[1]), _dated_identity(*opened))
    if opened is None or mark not in known_as:
        return Result(None)
    source, original = opened
    known = places(original)
    numbers = {item.eid: item.number for item in provisions(original)}
    delivered = of_word(word, known, numbers, [
        item for item in reading(word, known, file.name).findings if item.code in _OF_FILE])
    language = _code(file.language, schema) if file.language else _recognised(
        tuple(delivered.words.values()), original.language, schema)
    if not language:
        return Result(None, (diagnostic("T015", Position(file.name), language=file.language or AUTO,
                                        letters=letters_of("".join(delivered.words.values()))),))
    if not _is_open(source, language, file):
        return Result(None)
    if word.marks.get(word_marks.WORDS, "") != word_marks.digest(original):
        return Result(None, (diagnostic("I011", Position(file.name), name=mark),))
    return _made(opened, schema, language, delivered, file)


def _opened(sources: Sequence[Source], schema: Schema, works: set[str]) -> tuple[Source, Document] | None:
    """The one work that is named, or the only one, with its original; none if there are several."""
    meant = [source for source in sources if not works or iri.work_iri(source.work) in works]
    if len(meant) != 1:
        return None
    work = compile_work(meant[0], schema)
    return (meant[0], work.expressions[0].document) if work.expressions else None


def _dated_identity(source: Source, original: Document) -> str:
    """The identity of the original in the files of the dated version."""
    return word_marks.identity(replace(original, version=source.work.version))


def _is_open(source: Source, language: str, file: DeliveredFile) -> bool:
    """Whether a work has no text in a language but one that an import wrote and that the file does not correct."""
    return all(not file.corrects and received_xml.is_imported(source.received.get(item.file, b""))
               for item in source.work.expressions if item.language == language)


def _code(tag: str, schema: Schema) -> str:
    """The code of the language that a tag or a code means; empty if no file of schema/languages describes it."""
    known = [key for key, language in schema.languages.items()
             if language.recognised and (tag == key or interface_text.is_called(tag, language.tag))]
    exact = [key for key in known if tag in (key, schema.languages[key].tag)]
    return _of_key(next(iter((*exact, *known)), ""), schema)


def _of_key(key: str, schema: Schema) -> str:
    language = schema.languages.get(key)
    return "" if language is None else key if language.code == key else with_script(language)


def _recognised(words: Sequence[str], original: str, schema: Schema) -> str:
    """The code of the language of words; empty if no file of schema/languages describes it.

    It is that of the original for no words, and for any written form of its language.
    """
    key = language_of(words, schema)
    if not words or key and schema.languages[key].code == original.partition("-")[0]:
        return original
    return _of_key(key, schema)


def _made(opened: tuple[Source, Document], schema: Schema, language: str, delivered: DeliveredWords,
          file: DeliveredFile) -> Result[FirstTranslation]:
    """The text with the delivered words, and those of an earlier import that the file does not have."""
    source, original = opened
    again = next((item.file for item in source.work.expressions if item.language == language), "")
    before = source.received.get(again, b"")
    words = {**translated_text.of_received(before, again), **delivered.words}
    numbers = {**translated_text.numbers_of_received(before, again), **delivered.numbers}
    if not delivered.words:
        return Result(None, delivered.findings)
    spoken = written_form(schema.languages, original.language, original.text)
    target = named(schema.languages, language)

    def label(eid: str, number: str) -> str:
        return numbers.get(eid) or printed(number, spoken, target)

    wanted = {place.element.get("eId", "") for place in places(original)}
    name = f"{file.name.rpartition('/')[2]}, SHA-256 {sha256(file.data).hexdigest()}"
    data = translated_text.written(original, {eid: text for eid, text in words.items() if eid in wanted}, label, name)
    return Result(FirstTranslation(source, language, data, len(wanted & words.keys()), len(wanted), again),
                  delivered.findings)
