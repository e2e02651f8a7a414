"""A text → its length and its cues: strings that a word and its translation have in common.

A word may have several cues; any of them matches it. The first sign of a cue is its kind: `#` a number, `*` words known
to mean the same, `@` a named thing, `~` the beginning of a word in Latin letters, `=` the reading of two adjacent
characters, `.` punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from diptych.language import numerals

HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HANGUL: Final = "\uac00-\ud7a3"
_RUNS: Final = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)*)|(?P<han>[{HAN}\u3007]+)|(?P<hangul>[{HANGUL}]+)|(?P<word>[^\W\d_{HAN}{HANGUL}]+)")
_NUMERAL: Final = re.compile(numerals.pattern("chinese"))
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
_MARKS: Final = (("(\uff08", ".bracket"), ('\u201c\u201d\u300c\u300e\u00ab"', ".quote"), ("\u300a", ".title"))
_ENDS: Final = {":": ".colon", "\uff1a": ".colon", ";": ".semicolon", "\uff1b": ".semicolon", ",": ".comma",
                "\uff0c": ".comma", "\u3001": ".comma", ".": ".stop", "\u3002": ".stop"}
_NIEUN, _RIEUL, _IEUNG = "\u1102\u1105\u110b"
_SOFT_VOWELS: Final = frozenset("\u1163\u1164\u1167\u1168\u116d\u1172\u1175")
"""The vowels i, ya, yae, yeo, ye, yo, yu, before which the first n or r of a Korean word is silent."""
_STEM: Final = 4
"""Letters at the beginning of a word that its translation may share. Chosen. Raised: fewer, surer cues."""
_REMEMBERED: Final = 1 << 14
"""Words whose cues are cached, from one text to the next. Chosen. Raised: more memory."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a form after its first, of which the last may be a beginning, and the cues of the form."""

    rest: tuple[str, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Equivalents:
    """Words known to mean the same in several languages.

    `readings` are the Korean readings of characters, `variants` their plainest forms. `words` are cues by lower-case
    form. `phrases` are forms of several words, by the first. Instances are large, so they are compared by identity.
    """

    readings: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)


NOTHING: Final = Equivalents()
Token = tuple[str, ...]
"""A word as written, and its cues."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The length of a text without white space, its words with their cues, and words whose translation may be learned.

    The aligner adds `structure`, the cues of its number, of its kind and of the unit around it, and `learned`, those of
    words whose translation it has learned.
    """

    length: int
    tokens: frozenset[Token]
    words: frozenset[str]
    structure: frozenset[str] = frozenset()
    learned: frozenset[str] = frozenset()


@lru_cache(maxsize=4)
def equivalents_of(readings: str, variants: str, words: str, named: tuple[tuple[str, str], ...] = ()) -> Equivalents:
    """The equivalents of three tables, whose lines are comments if they begin with #. They are cached in each process.

    A line of `readings` and `variants` is a reading or form, a tab and its characters. A line of `words` holds words
    with the same meaning: tabs separate languages, and `|` words of a language. A form in Latin letters is the
    beginning of a word, or a whole word if a full stop follows. `named` are further forms with their cues.
    """
    plain = {sign: form for form, sign in _table(variants)}
    forms = str.maketrans(plain)
    known: defaultdict[str, list[str]] = defaultdict(list)
    phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
    meant = ((form, f"*{number}") for number, line in enumerate(words.splitlines()) if line[:1] not in ("#", "")
             for form in re.split(r"[\t|]", line))
    for form, cue in (*meant, *named):
        key = unicodedata.normalize("NFKC", form).casefold().strip().translate(forms)
        runs = list(_RUNS.finditer(key))
        if len(runs) > 1:
            first, *rest = (run[0] for run in runs)
            phrases[first].append(Phrase(tuple(rest), (cue,)))
        elif runs:
            whole = "." if key.endswith(".") and runs[0].lastgroup == "word" else ""
            known[runs[0][0] + whole].append(cue)
    return Equivalents({sign: _word_initial(reading) for reading, sign in _table(readings)}, plain,
                       {word: tuple(cues) for word, cues in known.items()},
                       {word: tuple(several) for word, several in phrases.items()})


def _table(text: str) -> Iterator[tuple[str, str]]:
    """The head of each line with each of its characters."""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        head, _, signs = line.partition("\t")
        yield from ((head, sign) for sign in signs)


@lru_cache(maxsize=4)
def reader(known: Equivalents, *, korean: bool) -> Callable[[str], Cues]:
    """A function from a text to its cues; if one side is `korean`, Han characters are compared by their reading."""
    longest: dict[str, int] = {}
    for form in known.words:
        if form[0] > "\u2e7f":
            longest[form[0]] = max(longest.get(form[0], 0), len(form))
    alike = known.readings if korean else known.variants
    phrases = _by_beginnings(known.phrases)

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
            plain, read = text, "".join(map(_word_initial, text))
        words = frozenset(plain[at:at + 2] for at in range(len(plain) - 1)) or frozenset((plain,))
        return frozenset((*_numerals(text), *_known_words(plain, read, known.words, longest))), words

    def read(text: str) -> Cues:
        plain = unicodedata.normalize("NFKC", text).casefold()
        parts = [(match.lastgroup or "", match[0]) for match in _RUNS.finditer(plain)]
        runs = [run(*part) for part in parts]
        phrased = _known_phrases([word for _, word in parts], phrases)
        tokens = frozenset((*((cue, cue) for cue in _punctuation(text)), *phrased))
        return Cues(len("".join(text.split())), tokens.union(*(run_tokens for run_tokens, _ in runs)),
                    frozenset().union(*(words for _, words in runs)))

    return read


def _punctuation(text: str) -> Iterator[str]:
    """The cues of the mark at the end of a text, and of brackets, quotes and titles in it."""
    end = text.rstrip(' \t\n\u201d\u300d\u00bb)\uff09"')[-1:]
    if end in _ENDS:
        yield _ENDS[end]
    yield from (cue for signs, cue in _MARKS if any(sign in text for sign in signs))


def _figure(run: str) -> str:
    """A number in Arabic figures without leading zeros and separators of thousands."""
    if _THOUSANDS.fullmatch(run):
        return run.replace(",", "")
    return run.lstrip("0") or "0"


def _numerals(run: str) -> Iterator[Token]:
    """The numbers in Han characters; a lone one is left out, as it is often an article."""
    for match in _NUMERAL.finditer(run):
        number = numerals.value(match[0], "chinese")
        if number is not None and (number > 1 or len(match[0]) > 1):
            yield match[0], f"#{number}"


def _known_words(run: str, read: str, words: Mapping[str, tuple[str, ...]],
                 longest: Mapping[str, int]) -> Iterator[Token]:
    """The known words of a run without spaces, and any two adjacent characters that are not both in a known word.

    A word that contains others has their cues too, and those of the reading of its characters, which is `read`.
    `longest` is the length of the longest known word by first character.
    """
    ends = (range(at + 1, min(len(run), at + longest.get(sign, 0)) + 1) for at, sign in enumerate(run))
    spans = [(start, end) for start, places in enumerate(ends) for end in places if run[start:end] in words]
    widest: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not widest or end > widest[-1][1]:
            widest.append((start, end))
    for start, end in widest:
        inner = (cue for first, last in spans if start <= first and last <= end for cue in words[run[first:last]])
        yield run[start:end], *dict.fromkeys(inner), *(f"={read[at:at + 2]}" for at in range(start, end - 1))
    known = {at for start, end in widest for at in range(start, end)}
    yield from ((run[at:at + 2], f"={read[at:at + 2]}") for at in range(len(run) - 1) if not {at, at + 1} <= known)


def _by_beginnings(phrases: Mapping[str, Sequence[Phrase]]) -> Mapping[tuple[str, str], Sequence[Phrase]]:
    """The phrases by their first word and the first letter of their second, since many begin with an article."""
    by_beginning: defaultdict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for word, beginning in phrases.items():
        for phrase in beginning:
            by_beginning[word, phrase.rest[0][0]].append(phrase)
    return dict(by_beginning)


def _known_phrases(text: Sequence[str], phrases: Mapping[tuple[str, str], Sequence[Phrase]]) -> Iterator[Token]:
    """The known forms of several words in the words of a text."""
    beginnings = phrases.keys()
    for at in [at for at, (word, following) in enumerate(pairwise(text)) if (word, following[0]) in beginnings]:
        word, following = text[at:at + 2]
        for phrase in phrases[word, following[0]]:
            end = at + len(phrase.rest)
            if end < len(text) and text[end].startswith(phrase.rest[-1]) and (
                    tuple(text[at + 1:end]) == phrase.rest[:-1]):
                yield " ".join((word, *phrase.rest)), *phrase.cues


def _beginning(word: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The cues of a word in letters: its beginning without accents, and those of known words at its beginning."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    if len(bare) >= _STEM:
        yield f"~{bare[:_STEM]}"
    yield from words.get(f"{word}.", ())
    for end in range(2, len(word) + 1):
        yield from words.get(word[:end], ())


def non_initial(syllable: str) -> tuple[str, ...]:
    """The Korean syllables that a syllable at the beginning of a word may be elsewhere."""
    letters = unicodedata.normalize("NFD", syllable)
    if len(letters) < 2 or letters[0] not in (_NIEUN, _IEUNG):
        return ()
    others = (unicodedata.normalize("NFC", initial + letters[1:]) for initial in (_NIEUN, _RIEUL))
    return tuple(other for other in others if other != syllable and _word_initial(other) == syllable)


def _word_initial(syllable: str) -> str:
    """A Korean syllable as at the beginning of a word, where n and r change."""
    letters = unicodedata.normalize("NFD", syllable)
    if len(letters) < 2 or letters[0] not in (_NIEUN, _RIEUL):
        return syllable
    initial = _IEUNG if letters[1] in _SOFT_VOWELS else _NIEUN
    return unicodedata.normalize("NFC", initial + letters[1:])
