"""A translator's file → its changes in the works of a project, as editorial entries.

The received text stays as it was received: a translator's correction is an emendation with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from lxml import etree

from diptych.akn import iri
from diptych.akn.document import Document, received
from diptych.align.sentences import Span
from diptych.compile import versions
from diptych.compile.work import Compiled, compile_work
from diptych.config import toml_positions, works
from diptych.config.toml_edit import quoted
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.exchange.bitext import Bitext, Passage, PassageKey, bitexts, printed_lines, with_sentences
from diptych.exchange.emendations import Replacement, revision, without_notes
from diptych.exchange.match_units import Reading, belongs, readings, same
from diptych.exchange.quotation import EntangledError
from diptych.exchange.read_back import Returned, returned
from diptych.files import atomic
from diptych.project import load

_DOUBT: Final = "I009"
"""The code of a unit that may belong to several clauses."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A passage in a translator's new words, and the changes that lead to them."""

    passage: Passage
    language: str
    words: str
    changes: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """The changes of a file in one work.

    `editorial` is the path of its editorial.toml, `entries` the text to append. `replaced` are the first and last lines
    of superseded entries."""

    editorial: str
    revised: tuple[Revised, ...]
    entries: str
    replaced: tuple[tuple[int, int], ...] = ()


def plan(root: Path, file: str, data: bytes, why: Mapping[str, str]) -> Result[tuple[Import, ...]]:
    """The changes of a file by work, as far as they can be made. `why` are reasons by interface language.

    A unit that is refused is a finding; the caller decides whether the other changes are made. No changes are given if
    a changed unit may belong to several clauses (I009)."""
    schema, units = load.schema(root), returned(data, file)
    equivalents = load.equivalents(root, schema.value) if schema.value else None
    if schema.value is None or equivalents is None or equivalents.value is None or units.value is None:
        return Result(None, (
            *schema.diagnostics, *(equivalents.diagnostics if equivalents else ()), *units.diagnostics))
    sources = load.sources(root, schema.value)
    findings: list[Diagnostic] = [*sources.diagnostics]
    places: Counter[Returned] = Counter()
    changed: set[Returned] = set()
    imports: list[Import] = []
    for work, bitext in texts_beside(_named(sources.value or (), units.value), schema.value):
        own = [unit for unit in units.value if belongs(unit, bitext)]
        if not own:
            continue
        cut = with_sentences(bitext, schema.value.languages, equivalents.value)
        matched = [(unit, reading) for unit in own for reading in readings(unit, cut)]
        places.update(unit for unit, _ in matched)
        changed |= {unit for unit, reading in matched if reading.value}
        revised = revisions(cut, [reading.value for _, reading in matched if reading.value],
                           [item for item in work.source.editorial.emendations if not item.structural])
        planned = import_of(root, work, schema.value, revised.value or (), why, own[0].position)
        findings += chain(*(reading.diagnostics for _, reading in matched), revised.diagnostics, planned.diagnostics)
        imports += [planned.value] if planned.value else []
    unplaced = tuple(_unplaced(units.value, places, changed))
    doubtful = any(finding.code == _DOUBT for finding in unplaced)
    return Result(() if doubtful else tuple(by_file(imports)), (*findings, *unplaced))


def _unplaced(units: Sequence[Returned], places: Mapping[Returned, int],
              changed: Collection[Returned]) -> Iterator[Diagnostic]:
    """I002 for a unit of no clause, I008 if it has no address; I009 for a changed unit of several clauses."""
    for unit in units:
        if unit not in places:
            yield diagnostic("I002" if unit.address else "I008", unit.position, name=unit.url)
        elif not unit.address and places[unit] > 1 and unit in changed:
            yield diagnostic(_DOUBT, unit.position, count=places[unit])


def import_of(root: Path, work: Compiled, schema: load.Schema, revised: Sequence[Revised], why: Mapping[str, str],
            position: Position) -> Result[Import]:
    """The changes of one text of a work; refused if the entries would not have the effect."""
    if not revised:
        return Result(None)
    planned = Import(f"{work.source.folder}/editorial.toml", tuple(revised), "".join(_entries(revised, why)))
    lines = _replaced(root, planned)
    unproved = (*_unproved(work, schema, planned, position), *lines.diagnostics)
    return Result(None if unproved else replace(planned, replaced=lines.value or ()), unproved)


def _superseded(planned: Import) -> Mapping[works.Emendation, Revised]:
    """The emendations that the changes supersede, with the passage of each."""
    return {emendation: revised for revised in planned.revised for change in revised.changes
            for emendation in change.instead}


def _replaced(root: Path, planned: Import) -> Result[tuple[tuple[int, int], ...]]:
    """The lines of the superseded entries; I005 for an entry without lines of its own."""
    superseded = {emendation.position.line: revised for emendation, revised in _superseded(planned).items()}
    extents = toml_positions.extents((root / planned.editorial).read_bytes()) if superseded else {}
    unfit = tuple(_impossible(revised.passage, Position(planned.editorial, line))
                  for line, revised in superseded.items() if line not in extents)
    return Result(tuple(sorted((line, extents[line]) for line in superseded if line in extents)), unfit)


def _impossible(passage: Passage, position: Position) -> Diagnostic:
    return diagnostic("I005", position, passage.eid, name=passage.url)


def by_file(imports: Sequence[Import]) -> Iterator[Import]:
    """One import for each file: the translations of a work share theirs."""
    for editorial in dict.fromkeys(planned.editorial for planned in imports):
        same_file = [planned for planned in imports if planned.editorial == editorial]
        yield Import(editorial, tuple(revised for planned in same_file for revised in planned.revised),
                     "".join(planned.entries for planned in same_file),
                     tuple(sorted(lines for planned in same_file for lines in planned.replaced)))


def write(root: Path, planned: Import) -> int:
    """The line of the first new entry, after the entries are appended to the editor's file.

    The editor's entries keep their bytes, except for the superseded ones, which are removed. Raises OSError; the file
    is unchanged then."""
    path = root / planned.editorial
    lines = (path.read_bytes() if path.is_file() else b"").splitlines(keepends=True)
    gone = {line for first, last in planned.replaced for line in range(first, last + 1)}
    gone |= {first - 1 for first, _ in planned.replaced if first > 1 and not lines[first - 2].strip()}
    before = b"".join(line for number, line in enumerate(lines, 1) if number not in gone)
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    atomic.write(path, before + gap + planned.entries.encode())
    return (before + gap).count(b"\n") + 2


def _named(sources: Sequence[load.Source], units: Sequence[Returned]) -> Iterator[load.Source]:
    """The works that units name by address; all works if a unit has none."""
    named = {unit.address.work if unit.address else "" for unit in units}
    return (source for source in sources if named & {"", iri.work_iri(source.work)})


def texts_beside(sources: Iterable[load.Source], schema: load.Schema) -> Iterator[tuple[Compiled, Bitext]]:
    """Every published version of every work beside each of its translations."""
    for source in sources:
        for work in versions.published(compile_work(source, schema)):
            if work.expressions:
                yield from ((work, bitext) for bitext in bitexts(
                    versions.documents(work), "", asked=work.source.work.pairs))


def revisions(bitext: Bitext, changes: Sequence[Reading],
             existing: Sequence[works.Emendation]) -> Result[tuple[Revised, ...]]:
    """The passages in their new words."""
    by_passage: defaultdict[PassageKey, list[Reading]] = defaultdict(list)
    for reading in changes:
        by_passage[reading.passage.eid, reading.passage.part].append(reading)
    results = [_revision(bitext, of_passage, existing) for of_passage in by_passage.values()]
    return Result(tuple(result.value for result in results if result.value),
                  tuple(finding for result in results for finding in result.diagnostics))


def _revision(bitext: Bitext, changes: Sequence[Reading], existing: Sequence[works.Emendation]) -> Result[Revised]:
    """A passage with its changes: of the whole or of sentences. I006 if two of them differ or overlap."""
    passage, position = changes[0].passage, changes[0].position
    translation, translated = bitext.translation, passage.translated
    if translation is None or translated is None:
        raise ValueError(f"a change of a passage without translation: {passage.url}")
    whole = 0, len(translated.words)
    parts = sorted({(reading.span, reading.words) for reading in changes if reading.span != whole})
    wholes = {reading.words for reading in changes if reading.span == whole} | (
        {_inserted(translated.words, parts)} if parts else set())
    if len(wholes) > 1 or any(part[0][1] > following[0][0] for part, following in pairwise(parts)):
        return Result(None, (diagnostic("I006", position, passage.eid, name=passage.url),))
    words, apart = wholes.pop(), dict(changes[0].apart)
    bare = {element: without_notes(element) for element in apart}
    printed = tuple(bare.values()) or printed_lines(translation, passage, bitext.rows)
    own = [entry for entry in existing if entry.language == translation.language]
    try:
        replacements = revision(printed, "\n".join(apart.values()) or words,
                                [(bare.get(line, line), text) for line, text in _lines(translation)], own)
    except EntangledError:
        return Result(None, (_impossible(passage, position),))
    return Result(Revised(passage, translation.language, words, replacements))


def _inserted(words: str, parts: Sequence[tuple[Span, str]]) -> str:
    """Words with other words at some ranges."""
    for (start, end), new in reversed(parts):
        words = words[:start] + new + words[end:]
    return words


def _lines(document: Document) -> Sequence[tuple[etree._Element, str]]:
    """Each label, heading and paragraph, in notes too, with its received text without notes."""
    return [(element, received(element, noted=False)) for element in document.main.iter("{*}p", "{*}num", "{*}heading")]


def _entries(revised: Sequence[Revised], why: Mapping[str, str]) -> Iterator[str]:
    """The tables to append to editorial.toml."""
    for passage in revised:
        for change in (change for change in passage.changes if change.find):
            yield f"\n[[emendation]]\nlanguage = {quoted(passage.language)}\nfind = {quoted(change.find)}\n"
            yield f"within = {quoted(change.within)}\n" if change.within != change.find else ""
            yield f"replace = {quoted(change.replace)}\n"
            yield from (f"why.{language} = {quoted(words)}\n" for language, words in why.items())


def _unproved(work: Compiled, schema: load.Schema, planned: Import, position: Position) -> Iterator[Diagnostic]:
    """The findings that the entries would cause; I005 for a passage that would not read as the translator wrote."""
    read = toml_positions.read(planned.entries.encode(), planned.editorial, schema.shapes["editorial"])
    if read.value is None:
        yield from read.diagnostics
        return
    before, superseded = work.source.editorial, _superseded(planned)
    kept = (emendation for emendation in before.emendations if emendation not in superseded)
    new = works.editorial(read.value).emendations
    again = compile_work(replace(work.source, editorial=replace(before, emendations=(*kept, *new))), schema)
    yield from (finding for finding in again.diagnostics
                if finding.code.startswith("E") and finding not in work.diagnostics)
    documents = [expression.document for expression in again.expressions]
    now = {bitext.translation.language: bitext.by_key for bitext in bitexts(documents, "") if bitext.translation}
    for revised in planned.revised:
        passage = now.get(revised.language, {}).get((revised.passage.eid, revised.passage.part))
        if not passage or not passage.translated or not same(passage.translated.words, revised.words):
            yield _impossible(revised.passage, position)
