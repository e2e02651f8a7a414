"""A translator's file → what it changes in a work, and the editorial entries that say so.

The received text stays as it was received: what a translator corrects is an emendation with its reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from lxml import etree

from diptych.akn import iri
from diptych.akn.document import Document, received
from diptych.akn.names import local
from diptych.akn.provisions import Provision, provisions
from diptych.align.sentences import Span
from diptych.compile import versions
from diptych.compile.work import Compiled, compile_work
from diptych.config import toml_positions, works
from diptych.config.works import Emendation
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.exchange.bitext import HEADING, Bitext, Passage, bitexts, with_sentences
from diptych.exchange.emendations import Replacement, revision
from diptych.exchange.match_units import Reading, is_addressed, is_of, readings, same
from diptych.exchange.quotation import EntangledError
from diptych.exchange.read_back import Returned, returned
from diptych.project import load
from diptych.project.load import Schema, Source

_DOUBT: Final = "I009"
"""The finding that a unit may belong to several clauses."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A passage that a translator put into other words, and the emendations that say so."""

    passage: Passage
    language: str
    words: str
    changes: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """What a file changes in one work: the passages, its editorial.toml, what is to be written behind it, and which
    lines of it, from and to, say what is said anew."""

    editorial: str
    revised: tuple[Revised, ...]
    entries: str
    replaced: tuple[tuple[int, int], ...] = ()


def plan(root: Path, file: str, data: bytes, why: Mapping[str, str]) -> Result[tuple[Import, ...]]:
    """What a file changes, by work, of what can be taken. A unit that cannot is a finding: without somebody's word
    nothing is to be taken then."""
    schema, found = load.schema(root), returned(data, file)
    alike = load.equivalents(root, schema.value) if schema.value else None
    if schema.value is None or alike is None or alike.value is None or found.value is None:
        return Result(None, (*schema.diagnostics, *(alike.diagnostics if alike else ()), *found.diagnostics))
    sources = load.sources(root, schema.value)
    findings: list[Diagnostic] = [*sources.diagnostics]
    places: Counter[Returned] = Counter()
    changed: set[Returned] = set()
    made: list[Import] = []
    for work, bitext in _bitexts(_meant(sources.value or (), found.value), schema.value):
        units = [unit for unit in found.value if is_addressed(unit, bitext) or is_of(unit, bitext)]
        cut = with_sentences(bitext, schema.value.languages, alike.value) if units else bitext
        told = [(unit, one) for unit in units for one in readings(unit, cut)]
        places.update(unit for unit, _ in told)
        changed |= {unit for unit, one in told if one.value}
        result = _revised(cut, [one.value for _, one in told if one.value], work.source.editorial.emendations)
        findings += [*(item for _, one in told for item in one.diagnostics), *result.diagnostics]
        if result.value:
            one = Import(f"{work.source.folder}/editorial.toml", result.value, "".join(_entries(result.value, why)))
            lines = _replaced(root, one)
            unproved = (*_unproved(work, schema.value, one, units[0].position), *lines.diagnostics)
            findings += unproved
            made += [] if unproved else [replace(one, replaced=lines.value or ())]
    left = tuple(_left(found.value, places, changed))
    doubtful = any(item.code == _DOUBT for item in left)
    return Result(() if doubtful else tuple(_by_file(made)), (*findings, *left))


def _left(units: Sequence[Returned], places: Mapping[Returned, int], changed: AbstractSet[Returned]) -> Iterator[
        Diagnostic]:
    """What is to be said of units that are of no clause (I002; I008 without an address), or of several (I009)."""
    for unit in units:
        if unit not in places:
            yield diagnostic("I002" if unit.url else "I008", unit.position, name=unit.url)
        elif not unit.url and places[unit] > 1 and unit in changed:
            yield diagnostic(_DOUBT, unit.position, count=places[unit])


def _replaced(root: Path, made: Import) -> Result[tuple[tuple[int, int], ...]]:
    """The lines of the entries that others take the place of; I005 for one that has no lines of its own."""
    gone = {one.position.line: revised for revised in made.revised for change in revised.changes
            for one in change.instead}
    extents = toml_positions.extents((root / made.editorial).read_bytes()) if gone else {}
    unfit = tuple(diagnostic("I005", Position(made.editorial, line), item.passage.eid, name=item.passage.url)
                  for line, item in gone.items() if line not in extents)
    return Result(tuple(sorted((line, extents[line]) for line in gone if line in extents)), unfit)


def _by_file(made: Sequence[Import]) -> Iterator[Import]:
    """What is written into one file, at once: the translations of a work share theirs."""
    for editorial in dict.fromkeys(one.editorial for one in made):
        same_file = [one for one in made if one.editorial == editorial]
        yield Import(editorial, tuple(item for one in same_file for item in one.revised),
                     "".join(one.entries for one in same_file),
                     tuple(sorted(lines for one in same_file for lines in one.replaced)))


def write(root: Path, made: Import) -> int:
    """Puts the entries behind those that the editor has, which keep their bytes, but for those that are replaced; gives
    the line of the first."""
    path = root / made.editorial
    lines = (path.read_bytes() if path.is_file() else b"").splitlines(keepends=True)
    gone = {line for first, last in made.replaced for line in range(first, last + 1)}
    gone |= {first - 1 for first, _ in made.replaced if first > 1 and not lines[first - 2].strip()}
    before = b"".join(line for number, line in enumerate(lines, 1) if number not in gone)
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(before + gap + made.entries.encode())
    beside.replace(path)
    return (before + gap).count(b"\n") + 2


def _meant(sources: Sequence[Source], units: Sequence[Returned]) -> Iterator[Source]:
    """The works that units bear the addresses of; all of them if a unit bears none."""
    for source in sources:
        home = f"{iri.work_iri(source.work)}/"
        if any(not unit.url or unit.url.startswith(home) for unit in units):
            yield source


def _bitexts(sources: Iterable[Source], schema: Schema) -> Iterator[tuple[Compiled, Bitext]]:
    """Every published version of every work beside each of its translations."""
    for source in sources:
        for work in versions.published(compile_work(source, schema)):
            yield from ((work, bitext) for bitext in bitexts(versions.documents(work), "")
                        if work.expressions)


def _revised(bitext: Bitext, found: Sequence[Reading], standing: Sequence[Emendation]) -> Result[tuple[Revised, ...]]:
    """The passages in their new words. A clause and its sentences may both come back; they must say the same."""
    by_passage: dict[tuple[str, str], list[Reading]] = {}
    for one in found:
        by_passage.setdefault((one.passage.url, one.passage.part), []).append(one)
    made = [_revision(bitext, every, standing) for every in by_passage.values()]
    return Result(tuple(one.value for one in made if one.value),
                  tuple(item for one in made for item in one.diagnostics))


def _revision(bitext: Bitext, changed: Sequence[Reading], standing: Sequence[Emendation]) -> Result[Revised]:
    """A passage with its changes: of the whole and of sentences, I006 if two of them differ or overlap."""
    passage = changed[0].passage
    translation, said = bitext.translation, passage.translated
    if translation is None or said is None:
        raise ValueError(f"a change of what is not there: {passage.url}")
    position, every = changed[0].position, (0, len(said.words))
    parts = sorted({(one.span, one.words) for one in changed if one.span != every})
    wholes = {one.words for one in changed if one.span == every} | ({_put(said.words, parts)} if parts else set())
    if len(wholes) > 1 or any(one[0][1] > other[0][0] for one, other in pairwise(parts)):
        return Result(None, (diagnostic("I006", position, passage.eid, name=passage.url),))
    words = wholes.pop()
    item = next(one for one in provisions(translation) if one.eid == passage.eid)
    try:
        changes = revision(tuple(_printed(item, passage.part)), words, tuple(_lines(translation)),
                           [one for one in standing if one.language == translation.language])
    except EntangledError:
        return Result(None, (diagnostic("I005", position, passage.eid, name=passage.url),))
    return Result(Revised(passage, translation.language, words, changes))


def _put(words: str, parts: Sequence[tuple[Span, str]]) -> str:
    """Words with others in some places."""
    for (start, end), said in reversed(parts):
        words = words[:start] + said + words[end:]
    return words


def _printed(item: Provision, part: str) -> Iterator[etree._Element]:
    if part == HEADING:
        yield from (child for child in item.element if local(child.tag) == HEADING)
    else:
        yield from item.lines


def _lines(document: Document) -> Iterator[tuple[etree._Element, str]]:
    """What was received in each label, heading and paragraph."""
    yield from ((element, received(element)) for element in document.main.iter("{*}p", "{*}num", "{*}heading"))


def _entries(revised: Sequence[Revised], why: Mapping[str, str]) -> Iterator[str]:
    """The tables to write into editorial.toml."""
    for passage in revised:
        for change in (one for one in passage.changes if one.find):
            yield f"\n[[emendation]]\nlanguage = {_quoted(passage.language)}\nfind = {_quoted(change.find)}\n"
            yield f"within = {_quoted(change.within)}\n" if change.within != change.find else ""
            yield f"replace = {_quoted(change.replace)}\n"
            yield from (f"why.{language} = {_quoted(words)}\n" for language, words in why.items())


def _unproved(work: Compiled, schema: Schema, made: Import, position: Position) -> Iterator[Diagnostic]:
    """What would be wrong, were the entries written: I005 for a passage that would not read as the translator says."""
    read = toml_positions.read(made.entries.encode(), made.editorial, schema.shapes["editorial"])
    if read.value is None:
        yield from read.diagnostics
        return
    before = work.source.editorial
    new = works.editorial(read.value).emendations
    gone = {one for revised in made.revised for change in revised.changes for one in change.instead}
    kept = (one for one in before.emendations if one not in gone)
    edited = replace(work.source, editorial=replace(before, emendations=(*kept, *new)))
    again = compile_work(edited, schema)
    yield from (item for item in again.diagnostics if item.code.startswith("E") and item not in work.diagnostics)
    documents = [one.document for one in again.expressions]
    now = {(passage.eid, passage.part, bitext.translation.language): passage.translated
           for bitext in bitexts(documents, "") if bitext.translation for passage in bitext.passages}
    for item in made.revised:
        said = now.get((item.passage.eid, item.passage.part, item.language))
        if said is None or not same(said.words, item.words):
            yield diagnostic("I005", position, item.passage.eid, name=item.passage.url)


def _quoted(words: str) -> str:
    """A basic TOML string; JSON writes the same escapes."""
    return json.dumps(words, ensure_ascii=False)
