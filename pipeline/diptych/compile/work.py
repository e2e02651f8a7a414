"""One work's sources → its validated Akoma Ntoso expressions: decode, read, settle, edit, mark, write, validate.

Every stage goes on as far as it can, so that one run names the mistakes of all stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from diptych.akn import iri, write
from diptych.akn.metadata import Identity
from diptych.compile.expression import Expression, Reference, express
from diptych.config import rules, works
from diptych.config.rules import Rules
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Draft, Note
from diptych.language.profiles import Language
from diptych.language.writing_systems import split
from diptych.project.load import Schema, Source
from diptych.readers.editing import editorial, inline_marks
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line, pieces
from diptych.readers.structure import agree_headings, structure, typeset_headings
from diptych.validate import alignment, checks, numbering, schematron, xsd
from diptych.validate.context import Subject

_Use = tuple[str, str, Position, AbstractSet[str], str]


@dataclass(frozen=True, slots=True)
class Compiled:
    """One version of a work: its expressions, the original first, and all findings; `waived` are those that the editor
    accepts. The newest version holds the `earlier` ones, oldest first, and the findings of all."""

    source: Source
    expressions: tuple[Expression, ...]
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[tuple[Diagnostic, works.Waiver], ...] = ()
    earlier: tuple[Compiled, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """An expression on its way: its lines as received, then what was understood of them."""

    expression: works.Expression
    lines: tuple[Line, ...]
    draft: Draft


@dataclass(frozen=True, slots=True)
class _Edited:
    """A reading with the editor's hand and the inline marks in it, and the notes it refers to."""

    reading: _Reading
    marked: inline_marks.Marked
    notes: tuple[Note, ...]


def compile_work(source: Source, schema: Schema) -> Compiled:
    """The work in all its versions, with the findings of all. Without a readable text there are no expressions."""
    newest = _compile_version(source, schema)
    if not source.earlier:
        return newest
    earlier = tuple(_compile_version(one, schema) for one in source.earlier)
    expressions = [(f"{item.language}@{item.date}", item.position)
                   for one in (*source.earlier, source) for item in one.work.expressions]
    findings = [item for one in (*earlier, newest) for item in one.diagnostics]
    return replace(newest, diagnostics=(*dict.fromkeys((*findings, *_twice(expressions))),), earlier=earlier,
                   waived=tuple(pair for one in (*earlier, newest) for pair in one.waived))


def _compile_version(source: Source, schema: Schema) -> Compiled:
    """The version's expressions with all findings, waived ones apart."""
    findings = [*_identity(source, schema), *_checksums(source)]
    readings = _readings(source, schema)
    findings += readings.diagnostics
    expressions: list[Expression] = []
    if readings.value and not any(item.code.startswith("C") and item.code != "C006" for item in findings):
        edited = _edited(source, schema, readings.value)
        made = _written(source, schema, edited.value or ())
        findings += [*edited.diagnostics, *made.diagnostics]
        expressions += made.value or ()
    left, waived, idle = _waive(
        findings, [waiver for waiver in source.editorial.waivers if not waiver.is_of_review])
    return Compiled(source, tuple(expressions), (*left, *idle), waived)


def _identity(source: Source, schema: Schema) -> Iterator[Diagnostic]:
    """C007 to C009 and C012: names that work.toml and editorial.toml use and nobody defines, or defines twice."""
    work = source.work
    parts = iri.parts(work.path)
    if parts is None or parts.date not in (work.date, work.date[:4]):
        yield diagnostic("C007", work.position, path=work.path, date=work.date)
    yield from (diagnostic("C008", position, what=what, name=name, where=where)
                for what, name, position, names, where in _used(source, schema) if name not in names)
    if sum(1 for item in work.expressions if not item.translation) != 1:
        yield diagnostic("C012", work.expressions[0].position)
    yield from _twice([(item.language, item.position) for item in work.expressions])
    yield from _twice([(item.file, item.position) for item in work.received])


def _used(source: Source, schema: Schema) -> Iterator[_Use]:
    """Every name that is used, what it names, its place, the names there are, and where these are defined."""
    work, terms, there = source.work, {term.id for term in source.terms}, "source/terms.toml"
    originals = {item.language for item in work.expressions if not item.translation}
    yield "the issuer", work.issuer, work.position, terms, there
    yield "the editor", work.editor, work.position, terms, there
    yield "the jurisdiction", work.jurisdiction, work.position, set(schema.jurisdictions), "schema/jurisdictions"
    for item in work.expressions:
        yield "the language", item.language, item.position, set(schema.languages), "schema/languages"
        yield "the file", item.file, item.position, {one.file for one in work.received}, "[[received]]"
        if item.translation:
            yield "the translator", item.translation.translator, item.position, terms, there
            yield "the original", item.translation.of, item.position, originals, "[[expression]]"
    languages = {item.language for item in work.expressions}
    for language, position in _edited_languages(source.editorial):
        yield "the language", language, position, languages, "[[expression]] of work.toml"


def _edited_languages(editorial: works.Editorial) -> Iterator[tuple[str, Position]]:
    yield from ((item.language, item.position) for item in editorial.emendations)
    yield from ((item.language, item.position) for item in editorial.supplied)
    yield from ((language, item.position) for item in editorial.notes
                for language in dict((*item.at, *item.within)))


def _twice(names: Sequence[tuple[str, Position]]) -> Iterator[Diagnostic]:
    """C009 for each name that stands twice."""
    for one, other in pairwise(sorted(names)):
        if one[0] == other[0]:
            yield diagnostic("C009", other[1], name=one[0], first=one[1])


def _checksums(source: Source) -> Iterator[Diagnostic]:
    for item in source.work.received:
        data = source.received.get(item.file)
        actual = sha256(data).hexdigest() if data is not None else item.sha256
        if actual != item.sha256:
            yield diagnostic("C006", Position(f"{source.folder}/{item.file}"), file=item.file, actual=actual,
                             recorded=item.sha256)


def _readings(source: Source, schema: Schema) -> Result[tuple[_Reading, ...]]:
    """What is understood of each expression, the original first; T003 for a language with no text in its file."""
    findings: list[Diagnostic] = []
    found: list[_Reading] = []
    place = schema.jurisdictions.get(source.work.jurisdiction)
    for expression, lines in _shares(source, schema, findings):
        if not any(line.text.strip() for line in lines):
            findings.append(diagnostic("T003", expression.position, language=expression.language,
                                       file=expression.file))
        elif place:
            language = _written_form(source, schema, expression)
            drafted = structure.read(lines, language, place)
            findings += drafted.diagnostics
            if drafted.value:
                headed = typeset_headings.headed(drafted.value, lines, language)
                found.append(_Reading(expression, lines, headed))
    found.sort(key=lambda reading: reading.expression.translation is not None)
    settled = agree_headings.settle(tuple(reading.draft for reading in found))
    return Result(tuple(_Reading(reading.expression, reading.lines, typeset_headings.tabled(draft, reading.lines))
                        for reading, draft in zip(found, settled, strict=True)), tuple(findings))


def _written_form(source: Source, schema: Schema, expression: works.Expression) -> Language:
    """The form of its language that an expression is written in: an original's is the one of its jurisdiction."""
    place = schema.jurisdictions.get(source.work.jurisdiction)
    home = place.languages if place and expression.translation is None else ()
    forms = (schema.languages[key] for key in home if key in schema.languages)
    return next((form for form in forms if form.code == expression.language), schema.languages[expression.language])


def _shares(source: Source, schema: Schema, findings: list[Diagnostic]) -> Iterator[
        tuple[works.Expression, tuple[Line, ...]]]:
    """Every expression with its lines of the received file; what cannot be decoded adds to `findings`."""
    expressions = [item for item in source.work.expressions if item.language in schema.languages]
    for file in dict.fromkeys(item.file for item in expressions if item.file in source.received):
        decoded = received.read(source.received[file], f"{source.folder}/{file}", schema.forms)
        findings += decoded.diagnostics
        there = [item for item in expressions if item.file == file]
        if decoded.value is not None:
            scripts = tuple(_written_form(source, schema, item).script for item in there)
            yield from zip(there, split(decoded.value.lines, scripts), strict=True)


def received_lines(source: Source, schema: Schema) -> Mapping[str, tuple[tuple[str, Position], ...]]:
    """What was received in each language: its lines, with the place of each."""
    return {expression.language: pieces(lines) for expression, lines in _shares(source, schema, [])}


def _edited(source: Source, schema: Schema, readings: Sequence[_Reading]) -> Result[tuple[_Edited, ...]]:
    """Every expression with the editor's hand and the inline marks in it."""
    findings: list[Diagnostic] = []
    edited: list[_Edited] = []
    for reading in readings:
        result = editorial.edit(reading.draft, source.editorial)
        findings += result.diagnostics
        if result.value:
            language = _written_form(source, schema, reading.expression)
            draft = editorial.renumber(result.value.draft, language)
            marked = inline_marks.mark_all(draft, language, source.terms)
            edited.append(_Edited(reading, marked, result.value.notes))
    return Result(tuple(edited), tuple(findings))


def _written(source: Source, schema: Schema, edited: Sequence[_Edited]) -> Result[tuple[Expression, ...]]:
    """The expressions as Akoma Ntoso, each read back from its bytes and validated, then held against the original."""
    findings: list[Diagnostic] = []
    expressions: list[Expression] = []
    subjects: list[Subject] = []
    compiled = rules.load(schema.rules)
    titles = [write.title(item.marked.draft) or source.work.number for item in edited]
    # Twins refer to the same things by the same references, also where only one of them names a thing.
    named = frozenset().union(*(inline_marks.named(item.marked.draft) for item in edited))
    named |= {source.work.issuer, source.work.editor,
              *(one.translation.translator for one in source.work.expressions if one.translation)}
    known = (*source.terms, *(term for item in edited for term in item.marked.cited))
    references = tuple(term for term in known if term.id in named)
    for item, title in zip(edited, titles, strict=True):
        expression, lines = item.reading.expression, item.reading.lines
        reference = Reference(Identity(source.work, expression, title, titles[0]), references, item.notes)
        made, proof = express(item.marked.draft, reference, lines)
        subject = Subject(made.document, _written_form(source, schema, expression),
                          f"{source.folder}/{expression.file}", made.positions)
        found = [*_validate(subject, schema, compiled), *((proof.difference,) if proof.difference else ())]
        findings += [item for item in found if not _to_come(item, subject, subjects)]
        expressions.append(made)
        subjects.append(subject)
    for translation in subjects[1:]:
        findings += alignment.validate(subjects[0], translation)
    return Result(tuple(expressions), tuple(findings))


def _to_come(finding: Diagnostic, subject: Subject, others: Sequence[Subject]) -> bool:
    """Whether a gap in the numbers is only what of the original is not translated yet."""
    said = subject.document.translation
    return bool(finding.code == "N001" and said and not said.complete and others
                and finding.eid in others[0].document.by_eid)


def _validate(subject: Subject, schema: Schema, compiled: Rules) -> Iterator[Diagnostic]:
    yield from xsd.validate(subject)
    yield from schematron.validate(subject, compiled)
    yield from checks.validate(subject, schema.language_codes)
    yield from numbering.validate(subject)


def _waive(findings: Sequence[Diagnostic], waivers: Sequence[works.Waiver]) -> tuple[
        tuple[Diagnostic, ...], tuple[tuple[Diagnostic, works.Waiver], ...], tuple[Diagnostic, ...]]:
    """Findings that stand, those waived with their waivers, and E004 for each waiver that waives nothing."""
    by_place: Mapping[tuple[str, str], works.Waiver] = {(item.code, item.eid): item for item in waivers}
    left = tuple(item for item in findings if (item.code, item.eid or "") not in by_place)
    waived = tuple((item, by_place[item.code, item.eid or ""]) for item in findings
                   if (item.code, item.eid or "") in by_place)
    used = {(item.code, item.eid) for item, _ in waived}
    idle = tuple(diagnostic("E004", item.position, waived=item.code, place=item.eid)
                 for item in waivers if (item.code, item.eid) not in used)
    return left, waived, idle
