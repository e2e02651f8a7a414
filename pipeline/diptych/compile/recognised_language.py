"""The lines of a text → its languages, or why they are not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from diptych.compile.recognised_jurisdiction import AUTO, home, numbered_by
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.language.profiles import Language
from diptych.language.writing_systems import letters_of, owner, share, split
from diptych.project.load import Schema
from diptych.readers.formats.lines import OBJECT, Line, has_notes, pieces

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
    if numbered_by(lines, home(key, schema), schema):
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
