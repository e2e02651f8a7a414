"""A text → what shows its meaning in any language: its length, and cues that its translation is likely to share.

A word may have several cues, any of which answers it. They are short strings, one kind a first sign: `#` a number, `*`
words known to mean the same, `@` a thing with a name, `~` the beginning of a word in Latin letters, `=` two characters
in a row that read alike in both scripts, `.` punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from diptych.language import numerals

HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HANGUL: Final = "\uac00-\ud7a3"
_RUNS: Final = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)*)|(?P<han>[{HAN}\u3007]+)|(?P<hangul>[{HANGUL}]+)|(?P<word>[^\W\d_{HAN}{HANGUL}]+)")
_NUMERAL: Final = re.compile(numerals.pattern("chinese"))
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_MARKS: Final = (("(", ".bracket"), ('\u201c\u201d\u300c\u300e\u00ab"', ".quote"), ("\u300a", ".title"))
_ENDS: Final = {":": ".colon", "\uff1a": ".colon", ";": ".semicolon", "\uff1b": ".semicolon", ",": ".comma",
                "\uff0c": ".comma", "\u3001": ".comma", ".": ".stop", "\u3002": ".stop"}
_SYLLABLES: Final = 0xAC00
_VOWELS, _FINALS = 21, 28
_N, _R, _SILENT = 2, 5, 11
_SOFT: Final = frozenset((2, 3, 6, 7, 12, 17, 20))
"""The vowels before which a Korean word drops its first n or r."""
_STEM: Final = 4
_REMEMBERED: Final = 1 << 14
"""So many words are remembered with their cues, from one text to the next."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words after the first of a form, of which the last may go on, and the cues of the form."""

    rest: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Equivalents:
    """What is known to be the same in several languages: characters by their Korean reading and by their plainest
    form, and the cues of `words`, lower-case forms of what means the same, and of `phrases`, forms of several words,
    by the first. It is large, and equal to itself alone."""

    readings: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)


NOTHING: Final = Equivalents()


Token = tuple[str, ...]
"""A word as it stands, and its cues: a translation that has any of them answers it."""


@dataclass(frozen=True, slots=True)
class Cues:
    """What a text shows: its length, its words with the cues that its translation may share, its own words, whose
    translations can only be learned, and the cues of its number and of that of the unit around it."""

    length: int
    tokens: frozenset[Token]
    words: frozenset[str]
    structure: frozenset[str] = frozenset()


def equivalents_of(readings: str, variants: str, words: str, named: Iterable[tuple[str, str]] = ()) -> Equivalents:
    """What tables say: readings and variants are lines of a reading or form, a tab and its characters; each line of
    `words` holds what means the same in several languages, apart by tabs and, within a language, by `|`; `named` are
    further forms with their cues. A form in Latin letters is the beginning of a word, or the whole of it if a full
    stop follows. A line that begins with # says nothing."""
    plain = {sign: form for form, sign in _table(variants)}
    known: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[Phrase, ...]] = {}
    meant = ((form, f"*{number}") for number, line in enumerate(words.splitlines()) if line[:1] not in ("#", "")
             for form in re.split(r"[\t|]", line))
    for form, cue in (*meant, *named):
        key = "".join(plain.get(sign, sign) for sign in unicodedata.normalize("NFKC", form).casefold().strip())
        runs = list(_RUNS.finditer(key))
        if len(runs) > 1:
            first, *rest = (run[0] for run in runs)
            phrases[first] = (*phrases.get(first, ()), Phrase(tuple(rest), (cue,)))
        elif runs:
            whole = "." if key.endswith(".") and runs[0].lastgroup == "word" else ""
            known[runs[0][0] + whole] = (*known.get(runs[0][0] + whole, ()), cue)
    return Equivalents({sign: _toned(reading) for reading, sign in _table(readings)}, plain, known, phrases)


def _table(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        head, _, signs = line.partition("\t")
        yield from ((head, sign) for sign in signs)


@lru_cache(maxsize=4)
def reader(known: Equivalents, *, korean: bool) -> Callable[[str], Cues]:
    """What reads cues; `korean` says that one side is written in Hangul, so that Han characters go by their reading."""
    longest: dict[str, int] = {}
    for form in known.words:
        if form[0] > "\u2e7f":
            longest[form[0]] = max(longest.get(form[0], 0), len(form))

    alike = known.readings if korean else known.variants

    @lru_cache(maxsize=_REMEMBERED)
    def run(kind: str, text: str) -> tuple[frozenset[Token], frozenset[str]]:
        if kind == "number":
            return frozenset(((text, f"#{_figure(text)}"),)), frozenset()
        if kind == "word":
            return frozenset(((text, *_beginning(text, known.words)),)), frozenset((text[:6],))
        if kind == "han":
            plain = "".join(known.variants.get(sign, sign) for sign in text)
            read = "".join(alike.get(sign, sign) for sign in text)
        else:
            plain, read = text, "".join(map(_toned, text))
        words = frozenset(_bigrams(plain)) or frozenset((plain,))
        return frozenset((*_numerals(text), *_named(plain, read, known.words, longest))), words

    def read(text: str) -> Cues:
        plain = unicodedata.normalize("NFKC", text).casefold()
        found = [(match.lastgroup or "", match[0]) for match in _RUNS.finditer(plain)]
        runs = [run(*one) for one in found]
        said = (*((cue, cue) for cue in _punctuation(text)), *_phrased([word for _, word in found], known.phrases))
        return Cues(len("".join(text.split())), frozenset(said).union(*(one for one, _ in runs)),
                    frozenset().union(*(words for _, words in runs)))
    return read


def _punctuation(text: str) -> Iterator[str]:
    stripped = text.rstrip(' \t\n\u201d\u300d\u00bb)\uff09"')
    if stripped and stripped[-1] in _ENDS:
        yield _ENDS[stripped[-1]]
    yield from (cue for signs, cue in _MARKS if any(sign in text for sign in signs))
    if "\uff08" in text:
        yield ".bracket"


def _figure(run: str) -> str:
    if _THOUSANDS.fullmatch(run):
        return run.replace(",", "")
    return run.lstrip("0") or "0"


def _numerals(run: str) -> Iterator[Token]:
    """The numbers written in Han characters; a lone one is rather an article."""
    for match in _NUMERAL.finditer(run):
        number = numerals.value(match[0], "chinese")
        if number is not None and (number > 1 or len(match[0]) > 1):
            yield match[0], f"#{number}"


def _bigrams(run: str) -> Iterator[str]:
    return (run[at:at + 2] for at in range(len(run) - 1))


def _named(run: str, read: str, words: Mapping[str, tuple[str, ...]], longest: Mapping[str, int]) -> Iterator[Token]:
    """The words of a run that puts no space between words: known ones, of which a longer one has the cues of those in
    it and of how its characters read, and any two characters in a row that are not both in such."""
    ends = (range(at + 1, min(len(run), at + longest.get(sign, 0)) + 1) for at, sign in enumerate(run))
    spans = [(start, end) for start, some in enumerate(ends) for end in some if run[start:end] in words]
    widest: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not widest or end > widest[-1][1]:
            widest.append((start, end))
    for start, end in widest:
        inner = (cue for one, other in spans if start <= one and other <= end for cue in words[run[one:other]])
        yield run[start:end], *dict.fromkeys(inner), *(f"={read[at:at + 2]}" for at in range(start, end - 1))
    known = {at for start, end in widest for at in range(start, end)}
    yield from ((run[at:at + 2], f"={read[at:at + 2]}") for at in range(len(run) - 1) if not {at, at + 1} <= known)


def _phrased(found: Sequence[str], phrases: Mapping[str, tuple[Phrase, ...]]) -> Iterator[Token]:
    """All known forms of several words."""
    for at, word in enumerate(found):
        for phrase in phrases.get(word, ()):
            end = at + len(phrase.rest)
            if end < len(found) and found[end].startswith(phrase.rest[-1]) and (
                    tuple(found[at + 1:end]) == phrase.rest[:-1]):
                yield " ".join((word, *phrase.rest)), *phrase.cues


def _beginning(word: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The cues of a word in letters: its beginning without accents, and the known words that it begins with."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    if len(bare) >= _STEM:
        yield f"~{bare[:_STEM]}"
    yield from words.get(f"{word}.", ())
    for end in range(2, len(word) + 1):
        yield from words.get(word[:end], ())


def _toned(syllable: str) -> str:
    """A Korean syllable as it is told from others whatever its place in a word: first n and r change there."""
    place = ord(syllable) - _SYLLABLES
    if len(syllable) != 1 or not 0 <= place < 19 * _VOWELS * _FINALS:
        return syllable
    first, rest = divmod(place, _VOWELS * _FINALS)
    soft = rest // _FINALS in _SOFT
    if first == _R:
        first = _SILENT if soft else _N
    elif first == _N and soft:
        first = _SILENT
    return chr(_SYLLABLES + first * _VOWELS * _FINALS + rest)
