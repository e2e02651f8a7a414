"""Received bytes → characters: the encoding is told by marks, by strictness and by the letters that come out.

In this order: a byte order mark; escape sequences in 7-bit text; strict UTF-8; else the one encoding whose reading is
strict and consists of the letters that its languages use most. Two such readings, or none, are refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic

_MARKS: Final = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
                 (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LETTERS: Final = re.compile("[^\\x00-\u00a0\u2000-\u2bff\u3000-\u303f\uff00-\uffef]")
"""What tells a language: neither ASCII nor punctuation."""
_TWICE: Final = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{3,}")
"""What the bytes of UTF-8 look like when they are read one by one."""
_TWICE_BYTE: Final = b"\xc3"
_READABLE: Final = 0.4
"""The least share of common letters in a text that was read aright; wrong readings stay below a tenth."""
_MOSTLY: Final = 0.7
_ENOUGH: Final = 6
"""How many letters can be judged."""
_PASSAGES: Final = 100
_WINDOW: Final = 24
"""How many letters of a passage show that it is in another encoding than the rest."""
_SHOWN: Final = 12
"""How many characters a finding quotes."""
_SAMPLE: Final = 1 << 20
"""How many bytes show the encoding of a file."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding besides Unicode: its codec, its kin, the letters its languages use most, and its escape sequence."""

    name: str
    family: str
    common: frozenset[str]
    escape: bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file and the encoding that they were in."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One strict reading of the bytes, and the share of common letters in it."""

    encoding: Encoding
    text: str
    share: float


def encodings(data: Mapping[str, Any]) -> tuple[Encoding, ...]:
    """The encodings that schema/encodings.toml describes."""
    common = {item["language"]: frozenset(item["letters"]) for item in data["common"]}
    return tuple(Encoding(item["name"], item["family"], frozenset().union(*(common[one] for one in item["languages"])),
                          bytes.fromhex(item.get("escape", ""))) for item in data["encoding"])


def decode(data: bytes, file: str, known: tuple[Encoding, ...]) -> Result[Decoded]:
    """The characters of the bytes without the byte order mark at their start, and T010 where they are not UTF-8.
    T001 and T018: bytes that break the encoding of the rest; T011: no encoding, or more than one, fits; T012: more
    than one is used; T013: encoded twice."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, len(mark), name, file)
    escapes = known if data.isascii() else ()
    escaped = next((one for one in escapes if one.escape and one.escape in data), None)
    if escaped is not None:
        return _strict(data, 0, escaped.name, file)
    if b"\0" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            return _other(data, file, known, error)
        # Letters of two and more bytes, encoded twice, bear this byte; hardly a text does besides.
        return _unicode(text, file, known) if _TWICE_BYTE in data else Result(Decoded(text, "utf-8"))
    return _other(data, file, known, None)


def _strict(data: bytes, start: int, name: str, file: str) -> Result[Decoded]:
    """The reading in an encoding that the bytes name themselves; broken bytes are T001 or T018."""
    try:
        text = data[start:].decode(name)
    except UnicodeDecodeError as error:
        return Result(None, (_broken(data, start, error, name, file),))
    return Result(Decoded(text, name), () if name == "utf-8" else (_taken(name, file),))


def _unicode(text: str, file: str, known: tuple[Encoding, ...]) -> Result[Decoded]:
    twice = _twice(text, known)
    if twice is None:
        return Result(Decoded(text, "utf-8"))
    at, meant = twice
    offset = len(text[:at].encode())
    return Result(None, (diagnostic("T013", _position(text[:at], file), offset=offset, found=text[at:at + _SHOWN],
                                    meant=meant[:_SHOWN]),))


def _other(data: bytes, file: str, known: tuple[Encoding, ...], error: UnicodeDecodeError | None) -> Result[Decoded]:
    readings = [reading for reading in _readings(data, known) if reading.share >= _READABLE]
    if len(readings) > 1:
        readings = [reading for reading in readings if reading.encoding.name == _detected(data, readings)]
    if len(readings) != 1:
        return Result(None, (_unknown(data, file, known, error),))
    reading = readings[0]
    mixed = _mixed(reading, known)
    if mixed is not None:
        at, name = mixed
        offset = len(reading.text[:at].encode(reading.encoding.name))
        return Result(None, (diagnostic("T012", _position(reading.text[:at], file), offset=offset, other=name,
                                        encoding=reading.encoding.name),))
    return Result(Decoded(reading.text, reading.encoding.name), (_taken(reading.encoding.name, file),))


def _readings(data: bytes, known: Iterable[Encoding]) -> Iterator[_Reading]:
    """The first strict reading of each family."""
    families: set[str] = set()
    for encoding in known:
        if encoding.escape or encoding.family in families:
            continue
        try:
            text = data.decode(encoding.name)
        except UnicodeDecodeError:
            continue
        families.add(encoding.family)
        yield _Reading(encoding, text, _share(text[:_SAMPLE], encoding.common))


def _share(text: str, common: frozenset[str]) -> float:
    """The share of a language's common letters among the letters of a text; 0 where there are too few to judge."""
    letters = _LETTERS.findall(text)
    return sum(letter in common for letter in letters) / len(letters) if len(letters) >= _ENOUGH else 0.0


def _detected(data: bytes, readings: Iterable[_Reading]) -> str:
    """Which of several readings the detector takes; empty if it takes none."""
    names = [reading.encoding.name for reading in readings]
    # The detector takes long to load, and hardly a text needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE], cp_isolation=names).best()
    return next((name for name in names if best and codecs.lookup(name) == codecs.lookup(best.encoding)), "")


def _mixed(reading: _Reading, known: Iterable[Encoding]) -> tuple[int, str] | None:
    """Where a passage stands that is readable in another encoding and not in this one, and in which."""
    others = [one for one in known if one.family != reading.encoding.family and not one.escape]
    at = 0
    for line in reading.text.splitlines(keepends=True):
        share = _share(line, reading.encoding.common) if len(_LETTERS.findall(line)) >= _WINDOW else 1.0
        if share < _READABLE:
            other = _readable(line.encode(reading.encoding.name), others)
            if other:
                return at, other
        at += len(line)
    return None


def _readable(data: bytes, known: Iterable[Encoding]) -> str:
    """The first encoding in which the bytes are strict and readable; empty if there is none."""
    return next((reading.encoding.name for reading in _readings(data, known) if reading.share >= _READABLE), "")


def _twice(text: str, known: tuple[Encoding, ...]) -> tuple[int, str] | None:
    """Where the first passage begins that is UTF-8 read in a narrower encoding and encoded again, and what it meant."""
    found = tuple(islice(_TWICE.finditer(text), _PASSAGES))
    meant = [b"".join(map(_narrow, match[0])).decode("utf-8", "ignore") for match in found]
    if found and _share("".join(meant), _letters(known)) >= _READABLE:
        return found[0].start(), meant[0]
    return None


def _narrow(character: str) -> bytes:
    """The byte that Windows-1252 or, where it has none, Latin-1 read as this character."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "ignore")


def _unknown(data: bytes, file: str, known: tuple[Encoding, ...], error: UnicodeDecodeError | None) -> Diagnostic:
    """What is wrong where no reading fits: the break in UTF-8 if most bytes are, else in the encoding that gets
    furthest, if what it reads before is a text."""
    if error is not None and _high(data.decode("utf-8", "ignore").encode()) >= _MOSTLY * _high(data):
        return _broken(data, 0, error, "utf-8", file)
    breaks = [found for encoding in known if not encoding.escape and (found := _break(data, encoding)) is not None]
    if breaks:
        furthest = max(breaks, key=lambda item: item[0].start)
        return _broken(data, 0, *furthest, file)
    start = error.start if error is not None else 0
    return diagnostic("T011", Position(file), offset=start, bytes=data[start:start + 8].hex(" "))


def _break(data: bytes, encoding: Encoding) -> tuple[UnicodeDecodeError, str] | None:
    """Where the bytes break an encoding in which the text before is readable."""
    try:
        data.decode(encoding.name)
    except UnicodeDecodeError as error:
        before = data[:error.start].decode(encoding.name, "ignore")
        return (error, encoding.name) if _share(before, encoding.common) >= _READABLE else None
    return None


def _high(data: bytes) -> int:
    """The number of bytes outside ASCII."""
    return len(data) - len(data.decode("ascii", "ignore"))


def _letters(known: Iterable[Encoding]) -> frozenset[str]:
    """The letters that any of the languages uses most."""
    return frozenset[str]().union(*(one.common for one in known))


def _broken(data: bytes, start: int, error: UnicodeDecodeError, name: str, file: str) -> Diagnostic:
    before = data[start:start + error.start].decode(name, "ignore")
    offset, broken = start + error.start, data[start + error.start:start + error.end].hex(" ")
    if name == "utf-8":
        return diagnostic("T001", _position(before, file), offset=offset, bytes=broken)
    return diagnostic("T018", _position(before, file), offset=offset, bytes=broken, encoding=name)


def _taken(name: str, file: str) -> Diagnostic:
    return diagnostic("T010", Position(file), encoding=name)


def _position(before: str, file: str) -> Position:
    """The place of the character after this text."""
    lines = re.split(r"\r+\n|\n|\r", before)
    return Position(file, len(lines), len(lines[-1]) + 1)
