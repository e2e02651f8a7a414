"""Received bytes → validated Akoma Ntoso, without a project. Facts that the text lacks are unknown, never invented.

The Work IRI of a converted text is `/akn/{jurisdiction}/act/unknown/{date}/{number}`, with `judgment` or `doc` for
`act` if it shows itself to be a judgment or a contract. The date is the printed one,
else year 0001. The number is the printed one, else the name of the file. Characters that an address cannot have become
hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from diptych.akn.document import Document
from diptych.akn.metadata import Identity
from diptych.compile.expression import Reference, express
from diptych.config import works
from diptych.config.rights import UNSTATED
from diptych.config.works import UNKNOWN_DATE
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.draft import Draft
from diptych.language.jurisdictions import Jurisdiction, any_number, any_of
from diptych.language.profiles import Language
from diptych.language.writing_systems import letters_of, owner, share, split
from diptych.project.load import Schema
from diptych.readers.formats import received
from diptych.readers.formats.lines import OBJECT, Line, has_notes, pieces
from diptych.readers.formats.pictures import Beside, nothing
from diptych.readers.structure import agree_headings, embedded_objects, structure, typeset_headings
from diptych.readers.structure.identity import PrintedIdentity, identify
from diptych.validate import characters, numbering, xsd
from diptych.validate.context import Subject

AUTO: Final = "auto"
"""The language or jurisdiction of a text whose user names none: it is recognised."""
_SAMPLE: Final = 40
"""Lines, about, of the sample that shows a text's language, chosen. More cost time."""
_OPENING: Final = 25
"""Characters of each line in the sample, chosen. More cost time."""
_SPARSE: Final = 20
"""Letters of the sample below which the words of tables and notes are in it too, chosen. If raised, words quoted in a
table outweigh a short text."""
_OWN: Final = 0.5
"""Least share of the letters of a text in the scripts of languages that are read, chosen. If raised, texts with many
words in another script are refused."""
_LINES: Final = 60
"""Lines, at least, in which another language is looked for, chosen. More cost time."""
_SHARE: Final = 0.2
"""Least share of lines of a text in a language of its own, chosen. A higher one takes short texts for quotations."""
_SENTENCES: Final = 0.2
"""Least share of lines that end as sentences do, chosen. A Chinese statute has 0.9, the Chinese characters alone of a
Japanese one 0."""
_FRONT: Final = 30
"""Lines at each end that are searched for the document's number, chosen. More would reach the body."""
_NUMBER: Final = 60
"""Greatest length of a document's number in characters, chosen. A higher one would match sentences."""
_NAMED: Final = 160
"""Characters of each of these lines in which a country is named, chosen. More would read provisions."""
NOWHERE: Final = "xx"
"""The code of no country (ISO 3166-1 leaves it to its users)."""
_UNSAFE: Final = re.compile(r"[^\w-]+")
_EDITOR: Final = "diptych"
"""Id of the agent that marks the text up."""


@dataclass(frozen=True, slots=True)
class Options:
    """The language and the jurisdiction of a text, as far as the user knows them.

    A language is named by its code, its tag or its interface language: `zh` is every written form of Chinese.
    """

    language: str = AUTO
    jurisdiction: str = AUTO


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as Akoma Ntoso, its recognised encoding, language and jurisdiction, and its pictures by name."""

    data: bytes
    document: Document
    encoding: str
    language: Language
    jurisdiction: Jurisdiction
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def convert(data: bytes, file: str, schema: Schema, options: Options = Options(),
            beside: Beside = nothing) -> Result[Converted]:
    """The text as valid Akoma Ntoso that is proved to hold every character. `beside` gives the pictures in its folder.

    Without a value, T015 is an unknown language, T021 an unsupported one, T023 one that is not recognised, T016 an
    unknown jurisdiction; else the proof or the XSD failed.
    """
    read = received.read(data, file, schema.forms, beside)
    if read.value is None:
        return Result(None, read.diagnostics)
    lines = read.value.lines
    key = recognise_language(lines, schema, options.language)
    refused = refusal(lines, schema, (key,) if key else (), options.language, file)
    if key is None or refused:
        return Result(None, (*read.diagnostics, *refused))
    place = recognise_jurisdiction(lines, key, schema, options.jurisdiction)
    if place is None:
        return Result(None, (*read.diagnostics, diagnostic(
            "T016", Position(file), language=key, jurisdiction=options.jurisdiction)))
    language, jurisdiction = schema.languages[key], schema.jurisdictions[place]
    country = country_of(lines, place, schema, options.jurisdiction)
    draft = _drafted(lines, language, jurisdiction)
    identity = identify(draft)
    expression, proof = express(draft, language, _reference(identity, draft, file, country), lines)
    subject = Subject(expression.document, language, file, expression.positions, expression.numbers,
                      jurisdiction.numbering)
    broken = (*xsd.validate(subject), *((proof.difference,) if proof.difference else ()))
    findings = (*read.diagnostics, *unnamed(country, place, options.jurisdiction, file), *_unknown(identity, file),
                *broken, *numbering.validate(subject), *characters.validate(subject), *expression.unlinked)
    converted = Converted(expression.data, expression.document, read.value.encoding, language,
                          schema.jurisdictions[country], read.value.pictures)
    return Result(None if broken else converted, findings)


def _drafted(lines: tuple[Line, ...], language: Language, jurisdiction: Jurisdiction) -> Draft:
    draft = typeset_headings.headed(structure.read(lines, language, jurisdiction).known, lines, language)
    return embedded_objects.embedded(agree_headings.settle((draft,))[0], lines)


def recognise_language(lines: Sequence[Line], schema: Schema, wanted: str) -> str | None:
    """The key of a text's language, recognised by its script among the languages that `wanted` names."""
    known = _named(schema, wanted)
    sample = _script_sample([line.text for line in lines])
    if sum(map(str.isalpha, sample)) < _SPARSE:
        sample += _script_sample(_object_words(lines))
    if not known:
        return None
    if not any(language.recognised for language in known.values()):
        return next(iter(known)) if any(map(str.isalpha, sample)) else None
    scripts = tuple(language.script for language in known.values())
    if wanted == AUTO and share(sample, scripts) < _OWN:
        return None
    key = tuple(known)[owner(sample, scripts) or 0]
    return key if known[key].script.letters.search(sample) else None


def _script_sample(texts: Sequence[str]) -> str:
    """The beginnings of texts from all over a document."""
    return "".join([words[:_OPENING] for words in texts[::max(1, len(texts) // _SAMPLE)]])


def _object_words(lines: Sequence[Line]) -> list[str]:
    """The texts with letters of tables, captions and notes."""
    holders = [line for line in lines if line.text == OBJECT or (line.spans and has_notes(line))]
    return [words for words, _ in pieces(holders) if any(map(str.isalpha, words))]


def refusal(lines: Sequence[Line], schema: Schema, keys: Sequence[str], wanted: str,
            file: str) -> tuple[Diagnostic, ...]:
    """Why a text is not read: T015 without recognised languages, T021 or T023 for one that only looks like one of them.

    `keys` are the recognised languages, `wanted` is the one that its user names.
    """
    if not keys:
        return unknown_language(lines, schema, wanted, file)
    if wanted != AUTO:
        return ()
    parts = split(lines, tuple(schema.languages[key].script for key in keys)) if len(keys) > 1 else (lines,)
    return tuple([item for key, part in zip(keys, parts, strict=True)
                  for item in unread_language(part, schema, key, file)])


def unknown_language(lines: Sequence[Line], schema: Schema, wanted: str, file: str) -> tuple[Diagnostic, ...]:
    """T021 for a text in other letters whose words show its language, else T015 with the name of its letters."""
    texts = [line.text for line in lines[::len(lines) // _LINES | 1]]
    known = {language.code for language in schema.languages.values()}
    other = schema.common_words.other_language(texts, known) if wanted == AUTO else None
    if other is not None:
        return (diagnostic("T021", Position(file), name=other),)
    return (diagnostic("T015", Position(file), letters=letters_of("".join(texts)), language=wanted),)


def unread_language(lines: Sequence[Line], schema: Schema, key: str, file: str) -> tuple[Diagnostic, ...]:
    """T021 for a text in a language that no file of schema/languages describes, T023 for one in an unknown language.

    Only a text in the letters of a language with common words can have one. `key` is the language that its script
    shows. A document number of one of its countries shows it too: a repealed regulation has hardly any words.
    """
    if schema.languages[key].code not in schema.common_words.names:
        return ()
    known = {language.code for language in schema.languages.values()}
    for texts in _evidence(lines, schema):
        other = schema.common_words.other_language(texts, known)
        if other is not None:
            return (diagnostic("T021", Position(file), name=other),)
        if schema.common_words.is_known(texts, known):
            return ()
    if _numbered(lines, _home(key, schema), schema):
        return ()
    names = sorted(schema.common_words.names[code] for code in known & schema.common_words.names.keys())
    return (diagnostic("T023", Position(file), names=", ".join(names)),)


def _evidence(lines: Sequence[Line], schema: Schema) -> Iterator[list[str]]:
    """The words that show a text's language: those of its lines, then of its tables and notes.

    They are together if the lines have too few.
    """
    # An odd step, since every other line may be empty.
    texts = [line.text for line in lines[::len(lines) // _LINES | 1]]
    if schema.common_words.tells(texts):
        yield texts
        texts = []
    objects = _object_words(lines)
    if texts or objects:
        yield [*texts, *objects]


def language_of(words: Sequence[str], schema: Schema) -> str:
    """The key of the language of some words; empty if no file of schema/languages describes it."""
    lines = [Line(text, Position("")) for text in words]
    key = recognise_language(lines, schema, AUTO) or ""
    return "" if key and unread_language(lines, schema, key, "") else key


def recognise_languages(lines: Sequence[Line], schema: Schema, wanted: str) -> tuple[str, ...]:
    """The keys of the languages of a good part of a text's lines, in the order of their first lines.

    Languages with the same letters, such as the written forms of one language, count as one language. Headings of
    Chinese characters alone in a Japanese or Korean text are no text in Chinese: that has sentences.
    """
    known = _named(schema, wanted)
    written = [line for line in lines if line.text.strip()]
    by_letters: dict[str, list[Line]] = {}
    for key, part in zip(known, split(written, tuple(form.script for form in known.values())), strict=True):
        by_letters.setdefault(known[key].script.letters.pattern, []).extend(part)
    parts = sorted((part for part in by_letters.values() if len(part) > _SHARE * len(written)),
                   key=lambda part: min(line.position for line in part))
    texts = [(name, part) for part in parts if (name := recognise_language(part, schema, wanted))]
    least = min((known[name].script.share for name, _ in texts), default=1.0)
    return tuple([name for name, part in texts
                  if known[name].script.share == least or _has_sentences(part, known[name])])


def _has_sentences(lines: Sequence[Line], language: Language) -> bool:
    """Whether a good part of the lines end with a mark that ends sentences or clauses of the language."""
    ends = tuple(language.terminal)
    return sum(line.text.rstrip().endswith(ends) for line in lines) > _SENTENCES * len(lines)


def _named(schema: Schema, wanted: str) -> dict[str, Language]:
    """The languages, by key, that a user's word may name."""
    return {key: language for key, language in schema.languages.items()
            if (wanted == AUTO and language.recognised) or wanted in (
                key, language.code, language.tag, *((language.interface,) if language.recognised else ()))}


def recognise_jurisdiction(lines: Sequence[Line], language: str, schema: Schema, wanted: str) -> str | None:
    """The code of the jurisdiction whose kinds of documents a text has.

    It is the one whose document number the text prints, else the one whose signs it has, else the first with its
    language.
    """
    if wanted != AUTO:
        return wanted if wanted in schema.jurisdictions else None
    home = _home(language, schema)
    numbered = _numbered(lines, (*home, *schema.jurisdictions), schema)
    if numbered:
        return numbered
    signs = tuple([schema.jurisdictions[code].signs for code in home])
    edges = _edges(lines) if len(home) > 1 else ""
    shown = home if edges and any_of(signs).search(edges) else []
    return next((code for code in shown if schema.jurisdictions[code].signs.search(edges)), home[0] if home else None)


def country_of(lines: Sequence[Line], place: str, schema: Schema, wanted: str) -> str:
    """The code of a text's country: the one that its user wants, else the one that it names; `NOWHERE` for none.

    `place` is the jurisdiction whose kinds of documents it has. Nothing is guessed from the language.
    """
    return place if wanted != AUTO else named_country(lines, place, schema)


def unnamed(country: str, place: str, wanted: str, file: str) -> tuple[Diagnostic, ...]:
    """V021 for a text without a country, unless its user wants none."""
    return (diagnostic("V021", Position(file), levels=place),) if country == NOWHERE != wanted else ()


def named_country(lines: Sequence[Line], usual: str, schema: Schema) -> str:
    """The code of the jurisdiction that a text names by its document number or in words; `NOWHERE` for none.

    It is none too if the words name several. `usual` is the jurisdiction whose kinds of documents it has; its
    words count before those of others.
    """
    numbered = _numbered(lines, (usual, *schema.jurisdictions), schema)
    edges = _edges(lines)
    if numbered or schema.jurisdictions[usual].names.search(edges):
        return numbered or usual
    places = schema.jurisdictions
    if not any_of(tuple([place.names for place in places.values()])).search(edges):
        return NOWHERE
    named = [code for code, place in places.items() if place.names.search(edges)]
    return named[0] if len(named) == 1 else NOWHERE


def shows_country(lines: Sequence[Line], language: str, place: str, schema: Schema) -> bool:
    """Whether a text shows its jurisdiction: no other one has the language by custom, or the text names it."""
    return len(_home(language, schema)) == 1 or named_country(lines, place, schema) == place


def _home(language: str, schema: Schema) -> list[str]:
    """The codes of the jurisdictions whose kinds of documents a language has by custom."""
    return [code for code, place in schema.jurisdictions.items() if language in place.languages]


def _edges(lines: Sequence[Line]) -> str:
    """The beginnings of the lines at both ends of a text, each behind a line feed."""
    edges = (*lines[:_FRONT], *lines[max(_FRONT, len(lines) - _FRONT):])
    return "".join([f"\n{line.text[:_NAMED].strip()}" for line in edges])


def _numbered(lines: Sequence[Line], codes: Sequence[str], schema: Schema) -> str | None:
    """The code of the jurisdiction, the first of these, whose document number a line at an end of a text is."""
    places = [schema.jurisdictions[code] for code in dict.fromkeys(codes)]
    pattern = any_number(tuple(place.numbers for place in places))
    for line in (*lines[:_FRONT], *lines[-_FRONT:]):
        text = line.text.strip()
        match = pattern.fullmatch(text) if 0 < len(text) <= _NUMBER else None
        if match is not None and match.lastindex is not None:
            return places[match.lastindex - 1].code
    return None


def series_path(jurisdiction: str, date: str, number: str) -> str:
    """The path of a work whose series is unknown; `number` gets hyphens for characters that an address cannot have."""
    return f"{jurisdiction}/unknown/{date}/{_UNSAFE.sub('-', number).strip('-') or 'unknown'}"


def _reference(printed: PrintedIdentity, draft: Draft, file: str, jurisdiction: str) -> Reference:
    """The identity of a text, from its printed identity and the name of its file alone.

    A name with bytes that are not UTF-8 has a question mark for each of them: XML cannot hold them.
    """
    file = file.encode(errors="replace").decode()
    name = file.rpartition("/")[2].partition(".")[0]
    date, number, title = printed.date or UNKNOWN_DATE, printed.number or name, printed.title or name
    place = Position(file)
    issuer = "issuer" if printed.issuer else "unknown"
    path = series_path(jurisdiction, printed.date or UNKNOWN_DATE[:4], number)
    expression = works.Expression(draft.language, file, date, UNSTATED, None, place)
    work = works.Work(path, draft.element or "act", draft.name or "act", date, number, issuer, jurisdiction,
                      UNKNOWN_DATE, _EDITOR, (), (expression,), (), place)
    forms = (works.TermForm(draft.language, printed.issuer, (), (), ""),) if printed.issuer else ()
    iri = f"/akn/ontology/organization/unreg.{_UNSAFE.sub('-', printed.issuer)}" if printed.issuer else ""
    terms = (works.Term(issuer, "organization", iri, forms, (), place), works.Term(_EDITOR, "agent", "", (), (), place))
    return Reference(Identity(work, expression, title, title), terms, terms_used=False,
                     names_used=False)


def _unknown(printed: PrintedIdentity, file: str) -> Iterator[Diagnostic]:
    """V001 for each part of the identity that the text does not print."""
    for part in ("title", "number", "date", "issuer"):
        if not getattr(printed, part):
            yield diagnostic("V001", Position(file), what=part)
