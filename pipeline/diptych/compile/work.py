"""One work's sources → its validated Akoma Ntoso expressions: decode, read, agree, edit, mark, write, validate.

Every stage continues as far as it can: one run reports the mistakes of all stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import Final

from diptych.akn import iri, write
from diptych.akn.metadata import Identity, PriorVersions
from diptych.anchors.ledger import Anchors
from diptych.compile import adopted_text, earlier_originals, metadata_terms, note_series, paired_parts, version_dates
from diptych.compile.changed_targets import DatedTexts, changed_targets
from diptych.compile.expression import Expression, Reference, express
from diptych.compile.recognised_jurisdiction import NOWHERE
from diptych.config import rules, works
from diptych.config.rules import Rules
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.draft import Draft, Note
from diptych.language.profiles import Language, codes, named
from diptych.language.writing_systems import split
from diptych.project.load import TERMS, Schema, Source
from diptych.readers.editing import editorial, inline_marks
from diptych.readers.formats import received
from diptych.readers.formats.lines import pieces
from diptych.readers.formats.received import ReceivedText
from diptych.readers.structure import agree_headings, edited_structure, embedded_objects
from diptych.readers.structure.emended_lines import EmendedLines, with_received
from diptych.validate import alignment, checks, numbering, schematron, xsd
from diptych.validate.context import Subject

_READABLE: Final = ("C006", "C017")
"""The findings of the group C on works whose texts can be read all the same."""
_Use = tuple[str, str, Position, AbstractSet[str], str]
"""A name in use: its kind, the name, its place, the defined names, the place of their definition."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One version of a work: its expressions, the original first, and all findings.

    `waived` are findings that the editor accepts. The newest version holds the `earlier` ones, the oldest first, and
    the findings of all. `notes` are the numbers of the notes in this version by their keys.
    """

    source: Source
    expressions: tuple[Expression, ...]
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[tuple[Diagnostic, works.Waiver], ...] = ()
    earlier: tuple[Compiled, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reading:
    """An expression while it is compiled: its received text, the emended lines, and their Draft."""

    expression: works.Expression
    text: ReceivedText
    emended: EmendedLines
    draft: Draft


@dataclass(frozen=True, slots=True)
class _Version:
    """A version to be compiled, with what came before it.

    `anchors` are the published addresses of each version up to this one.
    """

    source: Source
    history: PriorVersions | None
    anchors: tuple[Anchors, ...]


@dataclass(frozen=True, slots=True)
class _Edited:
    """A reading after emendation and inline marking, and the notes that it refers to."""

    reading: _Reading
    marked: inline_marks.Marked
    notes: tuple[Note, ...]


def compile_work(source: Source, schema: Schema) -> Compiled:
    """The work in all its versions, with the findings of all. A work without a readable text has no expressions."""
    given = source.ledger.notes
    newest = _compile_version(_Version(source, _history(source.earlier), _published(source)), schema, given)
    earlier = tuple(_compile_version(_version(source, index), schema, given) for index in range(len(source.earlier)))
    versions = [(version.source.work.version, [item.document for item in version.expressions]) for version in earlier]
    newest = replace(newest, diagnostics=(*newest.diagnostics, *_unpaired(source), *version_dates.check(source)),
                     expressions=earlier_originals.stated(newest.expressions, source.ledger.of(""), versions))
    if not source.earlier:
        return newest
    expressions = [(f"{item.language}@{item.date}", item.position)
                   for version in (*source.earlier, source) for item in version.work.expressions]
    findings = [item for version in (*earlier, newest) for item in version.diagnostics]
    findings += [diagnostic("C019", version.work.expressions[0].position) for version in (*source.earlier, source)
                 if version.work.version == works.UNKNOWN_DATE]
    findings += changed_targets([DatedTexts(version.source.work.version, version.expressions)
                                 for version in (*earlier, newest)])
    return replace(newest, diagnostics=(*dict.fromkeys((*findings, *_repeated(expressions))),), earlier=earlier,
                   waived=tuple(pair for version in (*earlier, newest) for pair in version.waived))


def _unpaired(source: Source) -> Iterator[Diagnostic]:
    """C008 for each language in the pairs of work.toml in which no version has a text."""
    languages = {item.language for version in (*source.earlier, source) for item in version.work.expressions}
    for language in dict.fromkeys(language for pair in source.work.pairs for language in pair):
        if language not in languages:
            yield diagnostic("C008", source.work.position, what="the language of a pair", name=language,
                             where="[[expression]]")


def _version(source: Source, index: int) -> _Version:
    """An earlier version, by its place among them."""
    dates = [version.work.version for version in source.earlier[:index + 1]]
    return _Version(source.earlier[index], _history(source.earlier[:index]),
                    tuple(source.ledger.of(date).anchors for date in dates))


def _published(source: Source) -> tuple[Anchors, ...]:
    """The anchors of the newest version, whose undated addresses know each clause since its first publication."""
    return (source.ledger.of("").anchors,)


def _history(before: Sequence[Source]) -> PriorVersions | None:
    """What came before a version; None for the first."""
    if not before:
        return None
    first = before[0].work
    original = next((item for item in first.expressions if item.translation is None), first.expressions[0])
    return PriorVersions(iri.expression_iri(first, original),
                   tuple(item for version in before for item in version.work.amendments))


def _compile_version(version: _Version, schema: Schema, given: int) -> Compiled:
    """One version with its expressions and findings, without its earlier versions.

    `given` is the highest number that a note of the work has had.
    """
    source = version.source
    findings = [*_identity(source, schema), *_checksums(source), *note_series.repeated(source.editorial)]
    readings = _readings(source, schema, findings)
    if any(item.code.startswith("C") and item.code not in _READABLE for item in findings):
        return _waived(Compiled(source, (), tuple(findings)))
    edited = _edited(source, schema, readings, findings)
    adopted = tuple(adopted_text.readings(source, schema, findings))
    marked = [*(item.marked.draft for item in edited), *(item.emended.draft for item in adopted if item.emended)]
    notes = note_series.series(marked, source.editorial, given)
    known = (*source.terms, metadata_terms.unknown_issuer(source))
    expressions = (*_written(version, schema, edited, notes, findings),
                   *adopted_text.expressions(source, [item.numbered(notes) for item in adopted], known, findings,
                                             version.history))
    expressions = tuple(sorted(expressions, key=lambda item: item.document.translation is not None))
    return _waived(Compiled(source, expressions, tuple(findings), notes=notes))


def _identity(source: Source, schema: Schema) -> Iterator[Diagnostic]:
    """C007 to C009, C012, C017 and C018: what is wrong or not confirmed in work.toml and editorial.toml."""
    work = source.work
    parts = iri.parts(work.path)
    if parts is None or parts.date not in (work.date, work.date[:4]):
        yield diagnostic("C007", work.position, path=work.path, date=work.date)
    elif work.jurisdiction in schema.jurisdictions and not _agree(parts.country, work.jurisdiction):
        yield diagnostic("C018", work.position, jurisdiction=work.jurisdiction, country=parts.country)
    if work.provisional:
        facts = ", ".join(f"{fact} ({certainty})" for fact, certainty in work.provisional)
        yield diagnostic("C017", work.position, facts=facts, path=work.path)
    yield from (diagnostic("C008", position, what=what, name=name, where=where)
                for what, name, position, names, where in _used(source, schema) if name not in names)
    yield from adopted_text.unedited(source)
    yield from _originals(work.expressions)
    yield from (diagnostic("C020", item.position, licence=item.rights.licence.name) for item in work.expressions
                if item.rights.licence and not item.rights.licence.url)
    yield from _repeated([(item.language, item.position) for item in work.expressions])
    yield from _repeated([(item.file, item.position) for item in work.received])


def _originals(expressions: Sequence[works.Expression]) -> Iterator[Diagnostic]:
    """C012 unless one text is the original, or all that translate none are said to be authentic."""
    originals = [item for item in expressions if item.translation is None]
    if not originals or len(originals) > 1 and not all(item.authentic for item in originals):
        yield diagnostic("C012", expressions[0].position)
    yield from (diagnostic("C012", item.position) for item in expressions if item.translation and item.authentic)
def _agree(country: str, jurisdiction: str) -> bool:
    """Whether an address may begin with a country, or a part of it, under a jurisdiction, or under none."""
    return jurisdiction in (country, country.partition("-")[0], NOWHERE)


def _used(source: Source, schema: Schema) -> Iterator[_Use]:
    """Every name in use."""
    work, terms = source.work, {term.id for term in source.terms}
    files = {item.file for item in work.received}
    originals = {item.language for item in work.expressions if not item.translation}
    yield "the issuer", work.issuer, work.position, terms | {works.UNKNOWN_ISSUER}, TERMS
    yield "the editor", work.editor, work.position, terms, TERMS
    if work.official.by:
        yield "the name in [official]", work.official.by, work.position, terms, TERMS
    for place in dict.fromkeys((work.jurisdiction, work.kinds)):
        yield "the jurisdiction", place, work.position, set(schema.jurisdictions), "schema/jurisdictions"
    for item in work.expressions:
        adopted = schema.language_codes if adopted_text.is_adopted(source, item) else frozenset()
        yield "the language", item.language, item.position, codes(schema.languages) | adopted, "schema/languages"
        yield "the file", item.file, item.position, files, "[[received]]"
        if item.translation:
            yield "the translator", item.translation.translator, item.position, terms, TERMS
            yield "the original", item.translation.of, item.position, originals, "[[expression]]"
    languages = {item.language for item in work.expressions}
    paired = ((language, item.position) for item in source.editorial.pairs
              for language in (*dict(item.at), *item.absent))
    for language, position in (*adopted_text.edited_languages(source.editorial), *paired):
        yield "the language", language, position, languages, "[[expression]] of work.toml"


def _repeated(names: Sequence[tuple[str, Position]]) -> Iterator[Diagnostic]:
    """C009 for each repeated name."""
    for (name, first), (other, position) in pairwise(sorted(names)):
        if name == other:
            yield diagnostic("C009", position, name=name, first=first)


def _checksums(source: Source) -> Iterator[Diagnostic]:
    """C006 for each received file whose SHA-256 differs from the recorded one."""
    for item in source.work.received:
        data = source.received.get(item.file)
        actual = sha256(data).hexdigest() if data is not None else item.sha256
        if actual != item.sha256:
            yield diagnostic("C006", Position(f"{source.folder}/{item.file}"), file=item.file, actual=actual,
                             recorded=item.sha256)


def _readings(source: Source, schema: Schema, findings: list[Diagnostic]) -> Sequence[_Reading]:
    """Every expression with its Draft, the original first; adds T003 for a language without text in its file."""
    readings: list[_Reading] = []
    place = schema.jurisdictions.get(source.work.kinds)
    for expression, text in _shares(source, schema, findings):
        if not any(line.text.strip() for line in text.lines):
            findings.append(diagnostic("T003", expression.position, language=expression.language,
                                       file=expression.file))
        elif place:
            language = _written_form(source, schema, expression)
            drafted = edited_structure.read(text.lines, source.editorial, language, place,
                                            source.work.document_type)
            findings += drafted.diagnostics
            if drafted.value:
                readings.append(_Reading(expression, text, drafted.value.emended, drafted.value.draft))
    readings.sort(key=lambda reading: reading.expression.translation is not None)
    agreed = agree_headings.settle(tuple(reading.draft for reading in readings))
    return [replace(reading, draft=embedded_objects.embedded(with_received(draft, reading.emended), reading.text.lines))
            for reading, draft in zip(readings, agreed, strict=True)]


def _written_form(source: Source, schema: Schema, expression: works.Expression) -> Language:
    """The written form of an expression's language; an original has the form of its jurisdiction."""
    place = schema.jurisdictions.get(source.work.kinds)
    home = place.languages if place and expression.translation is None else ()
    forms = (schema.languages[key] for key in home if key in schema.languages)
    own = next((form for form in forms if form.code == expression.language), None)
    return own or named(schema.languages, expression.language)


def _shares(source: Source, schema: Schema, findings: list[Diagnostic]) -> Iterator[
        tuple[works.Expression, ReceivedText]]:
    """Every expression with its lines of the received file, and what else was read of the file.

    Findings of decoding are added to `findings`.
    """
    expressions = [item for item in source.work.expressions
                   if item.language in codes(schema.languages) and not adopted_text.is_adopted(source, item)]
    for file in dict.fromkeys(item.file for item in expressions if item.file in source.received):
        decoded = received.read(source.received[file], f"{source.folder}/{file}", schema.forms,
                                source.pictures.get)
        findings += decoded.diagnostics
        sharing = [item for item in expressions if item.file == file]
        if decoded.value is not None:
            scripts = tuple(_written_form(source, schema, item).script for item in sharing)
            for item, lines in zip(sharing, split(decoded.value.lines, scripts), strict=True):
                yield item, replace(decoded.value, lines=lines)


def received_lines(source: Source, schema: Schema) -> Mapping[str, tuple[tuple[str, Position], ...]]:
    """The received lines of each language, with their places."""
    return {expression.language: pieces(text.lines) for expression, text in _shares(source, schema, [])}


def _edited(source: Source, schema: Schema, readings: Sequence[_Reading],
            findings: list[Diagnostic]) -> Sequence[_Edited]:
    """Every expression after emendation and inline marking; adds the findings of both."""
    edited: list[_Edited] = []
    for reading in readings:
        result = editorial.edit(reading.draft, source.editorial)
        findings += result.diagnostics
        if result.value:
            language = _written_form(source, schema, reading.expression)
            draft = editorial.renumber(result.value.draft, language)
            marked = inline_marks.mark_all(draft, language, source.terms)
            edited.append(_Edited(reading, marked, result.value.notes))
    return edited


def _written(version: _Version, schema: Schema, edited: Sequence[_Edited], series: Mapping[str, str],
             findings: list[Diagnostic]) -> tuple[Expression, ...]:
    """The expressions as Akoma Ntoso, read back from their bytes; adds the findings of validation and alignment."""
    source = version.source
    expressions: list[Expression] = []
    subjects: list[Subject] = []
    compiled = rules.load(schema.rules)
    named_by = source.work.number or source.work.path.rpartition("/")[2]
    units = metadata_terms.cited_units(source)
    titles = [write.title(item.marked.draft) or named_by for item in edited]
    known = (*source.terms, metadata_terms.unknown_issuer(source),
             *(term for item in edited for term in item.marked.cited))
    paired = _paired(source, edited)
    findings += paired.findings
    for item, title in zip(edited, titles, strict=True):
        expression, lines = item.reading.expression, item.reading.text.lines
        described = replace(source.work, provenance=(*source.work.provenance, *_corrected(source, expression.language)))
        notes = note_series.ranked(item.notes, item.marked.draft, series)
        language = _written_form(source, schema, expression)
        used = {*inline_marks.named(item.marked.draft), *metadata_terms.agents(source.work, expression)}
        reference = Reference(Identity(described, expression, title, titles[0], version.history),
                              tuple(term for term in known if term.id in used), notes,
                              metadata_terms.cited_documents(source, expression.language),
                              paired.counterparts.get(expression.language, {}), version.anchors, cited=units)
        written, proof = express(item.marked.draft, language, reference, lines)
        subject = Subject(written.document, language, f"{source.folder}/{expression.file}", written.positions,
                          numbering=schema.jurisdictions[source.work.kinds].numbering)
        problems = [*_validate(subject, schema, compiled), *((proof.difference,) if proof.difference else ()),
                    *written.unlinked]
        findings += [problem for problem in problems if not _is_untranslated(problem, subject, subjects)]
        expressions.append(written.received(item.reading.text))
        subjects.append(subject)
    for translation in subjects[1:]:
        findings += alignment.validate(subjects[0], translation)
    return tuple(expressions)



def _paired(source: Source, edited: Sequence[_Edited]) -> paired_parts.Pairing:
    """What the editor says of the counterparts in the texts."""
    if not source.editorial.pairs or not edited:
        return paired_parts.Pairing({})
    return paired_parts.pairing([paired_parts.PairedText(
        item.reading.expression.language, item.marked.draft,
        partial(write.write, item.marked.draft, Identity(source.work, item.reading.expression, "", ""), (), item.notes))
        for item in edited], source.editorial.pairs)


def _corrected(source: Source, language: str) -> Iterator[works.Words]:
    """The reasons of the structural corrections and of the rows of a text, each once: a part of its provenance."""
    yield from dict.fromkeys((
        *(item.why for item in source.editorial.structure if item.language == language),
        *(item.why for item in source.editorial.pairs if language in (*dict(item.at), *item.absent))))




def _is_untranslated(finding: Diagnostic, subject: Subject, others: Sequence[Subject]) -> bool:
    """Whether a gap in the numbers is due to clauses that an unfinished translation lacks."""
    translation = subject.document.translation
    return bool(finding.code == "N001" and translation and not translation.complete and others
                and finding.eid in others[0].document.by_eid)


def _validate(subject: Subject, schema: Schema, compiled: Rules) -> Iterator[Diagnostic]:
    yield from xsd.validate(subject)
    yield from schematron.validate(subject, compiled)
    yield from checks.validate(subject, schema.language_codes)
    yield from numbering.validate(subject)


def _waived(work: Compiled) -> Compiled:
    """The version with its waived findings apart, and E004 for each waiver that waives nothing."""
    waivers = [item for item in work.source.editorial.waivers if not item.is_of_review]
    by_place = {(item.code, item.eid): item for item in waivers}
    matched = [(item, by_place.get((item.code, item.eid or ""))) for item in work.diagnostics]
    waived = tuple((item, waiver) for item, waiver in matched if waiver)
    used = {(item.code, item.eid or "") for item, _ in waived}
    idle = (diagnostic("E004", item.position, waived=item.code, place=item.eid)
            for item in waivers if (item.code, item.eid) not in used)
    return replace(work, diagnostics=(*(item for item, waiver in matched if waiver is None), *idle), waived=waived)
