"""A translator's file → what it changes in a work, and the editorial entries that say so.

The received text stays as it was received: what a translator corrects is an emendation with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from pipeline import config, project, toml_source, versions
from pipeline.akn.document import Document, received
from pipeline.akn.names import local
from pipeline.akn.provisions import Provision, provisions
from pipeline.align.sentences import Span
from pipeline.compile import Compiled, compile_work
from pipeline.diagnostics import Diagnostic, Position, Result, diagnostic
from pipeline.project import Schema, Source
from pipeline.render.exchange.passages import HEADING, Bitext, Passage, Said, bitexts, with_sentences
from pipeline.render.exchange.returned import Returned, returned
from pipeline.render.exchange.revision import Change, EntangledError, revision


@dataclass(frozen=True, slots=True)
class Revised:
    """A passage that a translator put into other words, and the emendations that say so."""

    passage: Passage
    language: str
    words: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """What a file changes in one work: the passages, its editorial.toml and what is to be written behind it."""

    editorial: str
    revised: tuple[Revised, ...]
    entries: str


def plan(root: Path, file: str, data: bytes, site_url: str, why: Mapping[str, str]) -> Result[tuple[Import, ...]]:
    """What a file changes, by work. A unit that cannot be taken is a finding, and then nothing is."""
    schema, found = project.schema(root), returned(data, file)
    alike = project.equivalents(root, schema.value) if schema.value else None
    if schema.value is None or alike is None or alike.value is None or found.value is None:
        return Result(None, (*schema.diagnostics, *(alike.diagnostics if alike else ()), *found.diagnostics))
    sources = project.sources(root, schema.value)
    findings: list[Diagnostic] = [*sources.diagnostics]
    left = dict(enumerate(found.value))
    made: list[Import] = []
    for work, bitext in _bitexts(sources.value or (), schema.value, site_url):
        units = {at: unit for at, unit in left.items() if _is_about(unit, bitext)}
        left = {at: unit for at, unit in left.items() if at not in units}
        cut = with_sentences(bitext, schema.value.languages, alike.value) if units else bitext
        result = _revised(cut, tuple(units.values()))
        findings += result.diagnostics
        if result.value:
            made.append(Import(f"{work.source.folder}/editorial.toml", result.value,
                               "".join(_entries(result.value, why))))
            findings += _unproved(work, schema.value, made[-1], found.value[min(units)].position)
    findings += [diagnostic("I002", unit.position, name=unit.url) for unit in left.values()]
    return Result(tuple(made), tuple(findings))


def write(root: Path, made: Import) -> None:
    """Puts the entries behind those that the editor has."""
    path = root / made.editorial
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(before + made.entries, encoding="utf-8")


def _bitexts(sources: Sequence[Source], schema: Schema, site_url: str) -> Iterator[tuple[Compiled, Bitext]]:
    """Every published version of every work beside each of its translations."""
    for source in sources:
        for work in versions.published(compile_work(source, schema)):
            yield from ((work, bitext) for bitext in bitexts(versions.documents(work), site_url)
                        if work.expressions)


def _is_about(unit: Returned, bitext: Bitext) -> bool:
    """Whether a unit names a passage of the work as it is published there, in the languages of this bitext."""
    return unit.url.partition("~")[0] == bitext.url and unit.languages[1] in ("", bitext.tags[1])


def _revised(bitext: Bitext, units: Sequence[Returned]) -> Result[tuple[Revised, ...]]:
    """The passages in their new words. A clause and its sentences may both come back; they must say the same."""
    passages = {(passage.url, passage.part): passage for passage in bitext.passages}
    findings: list[Diagnostic] = []
    words: dict[tuple[str, str], list[tuple[Span, str, Position]]] = {}
    for unit in units:
        passage = passages.get((unit.url, unit.part))
        old, span = _old(unit, passage, bitext)
        problem = _problem(unit, passage, old)
        if problem:
            findings.append(diagnostic(problem, unit.position, passage.eid if passage else None, name=unit.url))
        elif old and unit.target.strip() and not _same(unit.target, old.words):
            words.setdefault((unit.url, unit.part), []).append((span, unit.target.strip(), unit.position))
    made: list[Revised] = []
    for key, changed in words.items():
        result = _revision(bitext, passages[key], changed)
        findings += result.diagnostics
        made += [result.value] if result.value else []
    return Result(tuple(made), tuple(findings))


def _old(unit: Returned, passage: Passage | None, bitext: Bitext) -> tuple[Said | None, Span]:
    """What the translation says now where a unit says something, and where in the passage."""
    if passage is None or passage.translated is None:
        return None, (0, 0)
    said = passage.translated
    if not unit.sentence:
        return said, (0, len(said.words))
    sentences = bitext.sentences.get((passage.eid, passage.part), ())
    sentence = sentences[unit.sentence - 1] if unit.sentence <= len(sentences) else None
    span = sentence.spans[1] if sentence else None
    return (replace(said, words=sentence.translated), span) if sentence and span else (None, (0, 0))


def _revision(bitext: Bitext, passage: Passage, changed: Sequence[tuple[Span, str, Position]]) -> Result[Revised]:
    """A passage with its changes: of the whole and of sentences, I006 if the two differ."""
    translation, said = bitext.translation, passage.translated
    if translation is None or said is None:
        raise ValueError(f"a change of what is not there: {passage.url}")
    position, every = changed[0][2], (0, len(said.words))
    parts = [(span, words) for span, words, _ in changed if span != every]
    readings = {words for span, words, _ in changed if span == every} | ({_put(said.words, parts)} if parts else set())
    if len(readings) > 1:
        return Result(None, (diagnostic("I006", position, passage.eid, name=passage.url),))
    words = readings.pop()
    item = next(one for one in provisions(translation) if one.eid == passage.eid)
    try:
        changes = revision(tuple(_printed(item, passage.part)), words, tuple(_received_lines(translation)))
    except EntangledError:
        return Result(None, (diagnostic("I005", position, passage.eid, name=passage.url),))
    return Result(Revised(passage, translation.language, words, changes))


def _put(words: str, parts: Sequence[tuple[Span, str]]) -> str:
    """Words with others in some places."""
    for (start, end), said in sorted(parts, reverse=True):
        words = words[:start] + said + words[end:]
    return words


def _problem(unit: Returned, passage: Passage | None, old: Said | None) -> str:
    """The code of what keeps a unit from being taken; empty if nothing does."""
    if passage is None:
        return "I002"
    if passage.original is None or not _holds(passage.original.words, unit):
        return "I003"
    if not unit.target.strip():
        return ""
    if old is None:
        return "I004"
    return "I005" if old.supplied and not _same(unit.target, old.words) else ""


def _holds(words: str, unit: Returned) -> bool:
    """Whether the original still reads as in the unit."""
    return unit.source.strip() in words if unit.sentence else _same(unit.source, words)


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing that a translator's program may have done by itself: space at line ends."""
    return [line.strip() for line in one.strip().split("\n")] == [line.strip() for line in other.strip().split("\n")]


def _printed(item: Provision, part: str) -> Iterator[etree._Element]:
    if part == HEADING:
        yield from (child for child in item.element if local(child.tag) == HEADING)
    else:
        yield from item.lines


def _received_lines(document: Document) -> Iterator[str]:
    yield from (received(element) for element in document.main.iter("{*}p", "{*}num", "{*}heading"))


def _entries(revised: Sequence[Revised], why: Mapping[str, str]) -> Iterator[str]:
    """The tables to write into editorial.toml."""
    for passage in revised:
        for change in passage.changes:
            yield f"\n[[emendation]]\nlanguage = {_quoted(passage.language)}\nfind = {_quoted(change.find)}\n"
            yield f"within = {_quoted(change.within)}\n" if change.within != change.find else ""
            yield f"replace = {_quoted(change.replace)}\n"
            yield from (f"why.{language} = {_quoted(words)}\n" for language, words in why.items())


def _unproved(work: Compiled, schema: Schema, made: Import, position: Position) -> Iterator[Diagnostic]:
    """What would be wrong, were the entries written: I005 for a passage that would not read as the translator says."""
    read = toml_source.read(made.entries.encode(), made.editorial, schema.shapes["editorial"])
    if read.value is None:
        yield from read.diagnostics
        return
    before = work.source.editorial
    new = config.editorial(read.value).emendations
    edited = replace(work.source, editorial=replace(before, emendations=(*before.emendations, *new)))
    again = compile_work(edited, schema)
    yield from (item for item in again.diagnostics if item.code.startswith("E"))
    documents = [one.document for one in again.expressions]
    now = {(passage.eid, passage.part, bitext.translation.language): passage.translated
           for bitext in bitexts(documents, "") if bitext.translation for passage in bitext.passages}
    for item in made.revised:
        said = now.get((item.passage.eid, item.passage.part, item.language))
        if said is None or not _same(said.words, item.words):
            yield diagnostic("I005", position, item.passage.eid, name=item.passage.url)


def _quoted(words: str) -> str:
    """A basic TOML string; JSON writes the same escapes."""
    return json.dumps(words, ensure_ascii=False)
