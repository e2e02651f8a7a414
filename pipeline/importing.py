"""A translator's file → what it changes in a work, and the editorial entries that say so.

The received text stays as it was received: what a translator corrects is an emendation with its reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from pipeline import config, project, toml_source
from pipeline.akn.document import Document, received
from pipeline.akn.names import local
from pipeline.akn.provisions import Provision, provisions
from pipeline.compile import Compiled, compile_work
from pipeline.diagnostics import Diagnostic, Position, Result, diagnostic
from pipeline.project import Schema
from pipeline.render.exchange.passages import HEADING, Bitext, Passage, bitexts
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
    schema = project.schema(root)
    found = returned(data, file)
    if schema.value is None or found.value is None:
        return Result(None, (*schema.diagnostics, *found.diagnostics))
    sources = project.sources(root, schema.value)
    works = [compile_work(source, schema.value) for source in sources.value or ()]
    findings: list[Diagnostic] = [*sources.diagnostics]
    taken: set[int] = set()
    made: list[Import] = []
    for work in works:
        documents = [one.document for one in work.expressions]
        for bitext in bitexts(documents, site_url) if documents else ():
            units = {at: unit for at, unit in enumerate(found.value) if _is_about(unit, bitext)}
            taken |= set(units)
            result = _revised(bitext, tuple(units.values()))
            findings += result.diagnostics
            if result.value:
                made.append(Import(f"{work.source.folder}/editorial.toml", result.value,
                                   "".join(_entries(result.value, why))))
                findings += _unproved(work, schema.value, made[-1], found.value[min(units)].position)
    findings += [diagnostic("I002", unit.position, name=unit.url)
                 for at, unit in enumerate(found.value) if at not in taken]
    return Result(tuple(made), tuple(findings))


def write(root: Path, made: Import) -> None:
    """Puts the entries behind those that the editor has."""
    path = root / made.editorial
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(before + made.entries, encoding="utf-8")


def _is_about(unit: Returned, bitext: Bitext) -> bool:
    """Whether a unit names a passage of the work as it is published there, in the languages of this bitext."""
    return unit.url.partition("~")[0] == bitext.url and unit.languages[1] in ("", bitext.tags[1])


def _revised(bitext: Bitext, units: Sequence[Returned]) -> Result[tuple[Revised, ...]]:
    translation = bitext.translation
    passages = {(passage.url, passage.part): passage for passage in bitext.passages}
    provided = {item.eid: item for item in provisions(translation)} if translation else {}
    texts = tuple(_received_lines(translation)) if translation else ()
    findings: list[Diagnostic] = []
    made: list[Revised] = []
    for unit in units:
        passage = passages.get((unit.url, unit.part))
        problem = _problem(unit, passage)
        if problem:
            findings.append(diagnostic(problem, unit.position, passage.eid if passage else None, name=unit.url))
        elif passage and passage.translated and translation and _same(unit.target, passage.translated.words):
            continue
        elif passage and unit.target.strip() and translation:
            try:
                changes = revision(tuple(_printed(provided[passage.eid], passage.part)), unit.target, texts)
            except EntangledError:
                findings.append(diagnostic("I005", unit.position, passage.eid, name=unit.url))
            else:
                made.append(Revised(passage, translation.language, unit.target.strip(), changes))
    return Result(tuple(made), tuple(findings))


def _problem(unit: Returned, passage: Passage | None) -> str:
    """The code of what keeps a unit from being taken; empty if nothing does."""
    if passage is None:
        return "I002"
    if passage.original is None or not _same(unit.source, passage.original.words):
        return "I003"
    if not unit.target.strip():
        return ""
    if passage.translated is None:
        return "I004"
    return "I005" if passage.translated.supplied and not _same(unit.target, passage.translated.words) else ""


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
