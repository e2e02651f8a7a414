"""A text → what shows its meaning in any language: its length, and cues that its translation is likely to share.

Cues are short strings, one kind a first sign: `#` a number, `@` a thing with a name, `~` the beginning of a word in
Latin letters, `=` two characters in a row that read alike in both scripts, `.` punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline import numerals

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


@dataclass(frozen=True, slots=True, eq=False)
class Equivalents:
    """What is known to be the same in several languages: characters by their Korean reading and by their plainest
    form, and `words`, lower-case forms of things with names, each with its cue. It is large, and equal to itself
    alone."""

    readings: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOTHING: Final = Equivalents()


@dataclass(frozen=True, slots=True)
class Cues:
    """What a text shows: its length, what its translation may share, its own words, whose translations can only be
    learned, and the cues of its number and of that of the unit around it."""

    length: int
    shared: frozenset[str]
    words: frozenset[str]
    places: frozenset[str] = frozenset()


def equivalents_of(readings: str, variants: str, words: str, named: Iterable[tuple[str, str]] = ()) -> Equivalents:
    """What tables say: readings and variants are lines of a reading or form, a tab and its characters; each line of
    `words` holds what means the same in several languages, apart by tabs and, within a language, by `|`; `named` are
    further forms with their cues. A line that begins with # says nothing."""
    plain = {sign: form for form, sign in _table(variants)}
    known: dict[str, tuple[str, ...]] = {}
    meant = ((form, f"*{number}") for number, line in enumerate(words.splitlines()) if line[:1] not in ("#", "")
             for form in re.split(r"[\t|]", line))
    for form, cue in (*meant, *named):
        key = "".join(plain.get(sign, sign) for sign in unicodedata.normalize("NFKC", form).casefold().strip())
        if key:
            known[key] = (*known.get(key, ()), cue)
    return Equivalents({sign: _toned(reading) for reading, sign in _table(readings)}, plain, known)


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

    @lru_cache(maxsize=_REMEMBERED)
    def run(kind: str, text: str) -> tuple[frozenset[str], frozenset[str]]:
        return _run(kind, text, known, known.readings if korean else known.variants, longest)

    def read(text: str) -> Cues:
        plain = unicodedata.normalize("NFKC", text).casefold()
        runs = [run(match.lastgroup or "", match[0]) for match in _RUNS.finditer(plain)]
        shared = frozenset(_punctuation(text)).union(*(one for one, _ in runs))
        return Cues(len("".join(text.split())), shared, frozenset().union(*(words for _, words in runs)))
    return read


def _run(kind: str, run: str, known: Equivalents, alike: Mapping[str, str],
         longest: Mapping[str, int]) -> tuple[frozenset[str], frozenset[str]]:
    """What a number or letters of one script in a row share with their translation, and the words in them. `alike`
    says what Han characters go by, `longest` is the length of the longest known word by its first character."""
    if kind == "number":
        return frozenset((f"#{_figure(run)}",)), frozenset()
    if kind == "han":
        return _han(run, known, alike, longest)
    if kind == "hangul":
        toned = "".join(map(_toned, run))
        return (frozenset((*(f"={pair}" for pair in _bigrams(toned)), *_named(run, known.words, longest))),
                frozenset(_bigrams(run) if len(run) > 1 else (run,)))
    return frozenset(_beginning(run, known.words)), frozenset((run[:6],))


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


def _han(run: str, known: Equivalents, alike: Mapping[str, str],
         longest: Mapping[str, int]) -> tuple[frozenset[str], frozenset[str]]:
    numbers = {number for match in _NUMERAL.finditer(run)
               if (number := numerals.value(match[0], "chinese")) is not None and (number > 1 or len(match[0]) > 1)}
    plain = "".join(known.variants.get(sign, sign) for sign in run)
    pairs = list(_bigrams(plain))
    readings = _bigrams("".join(alike.get(sign, sign) for sign in run))
    shared = (*(f"#{number}" for number in numbers), *(f"={pair}" for pair in readings),
              *_named(plain, known.words, longest))
    return frozenset(shared), frozenset(pairs or (plain,))


def _bigrams(run: str) -> Iterator[str]:
    return (run[at:at + 2] for at in range(len(run) - 1))


def _named(run: str, words: Mapping[str, tuple[str, ...]], longest: Mapping[str, int]) -> Iterator[str]:
    """The cues of all known words in a run that puts no space between words."""
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + longest.get(run[start], 0)) + 1):
            yield from words.get(run[start:end], ())


def _beginning(word: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The cues of a word in letters: its beginning without accents, and the known words that it begins with."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    if len(bare) >= _STEM:
        yield f"~{bare[:_STEM]}"
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
