"""Received bytes → characters: the encoding is recognised by marks, by strictness and by the letters that come out.

In this order: a byte order mark; escape sequences in 7-bit text; strict UTF-8; else the one encoding whose reading is
strict and consists of its languages' most frequent letters. Two such readings, or none, are refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.readers.formats.lines import position_after

_MARKS: Final = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
                 (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""Byte order marks, defined by Unicode, with codecs; that of UTF-16 LE is the beginning of that of UTF-32 LE."""
_LETTERS: Final = re.compile("[^\\x00-\u00a0\u2000-\u2bff\u3000-\u303f\uff00-\uffef]")
"""Pattern of a letter that distinguishes languages: neither ASCII nor punctuation."""
_TWICE: Final = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{3,}")
"""Pattern of UTF-8 that was read byte by byte as Windows-1252 or Latin-1: three or more of their upper characters."""
_TWICE_BYTE: Final = b"\xc3"
"""A byte of letters of two and more bytes that were encoded twice, defined by UTF-8; other texts hardly have it."""
_READABLE: Final = 0.4
"""Least share of frequent letters in a right reading; chosen between the shares measured on 117 re-encoded laws: right
readings have at least 0.84, wrong ones at most 0.25. If raised, texts of rare words and names are refused (T011)."""
_MOSTLY: Final = 0.7
"""Least share of non-ASCII bytes that are UTF-8 in a broken UTF-8 text; chosen. If raised, more texts with a broken
byte are in an unknown encoding (T011) and have no located break (T001)."""
_ENOUGH: Final = 6
"""Fewest letters of a text that can be judged; chosen. If raised, more short texts are refused (T011)."""
_PASSAGES: Final = 100
"""Most passages that are examined for double encoding; chosen. If raised, a long text takes more time."""
_WINDOW: Final = 24
"""Fewest letters of a line that can be found in another encoding than the rest; chosen: 1 of 13,225 such lines of the
corpus is below `_READABLE`. If raised, short passages in another encoding pass unseen (T012)."""
_SHOWN: Final = 12
"""Characters that a finding quotes; chosen. If raised, its message is longer."""
_SHOWN_BYTES: Final = 8
"""Bytes that finding T011 quotes; chosen. If raised, its message is longer."""
_SAMPLE: Final = 1 << 20
"""Characters or bytes at the beginning that are judged, 1 Mi; chosen. If raised, a long file takes more time."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding besides Unicode: codec, family, its languages' most frequent letters, escape sequence or nothing."""

    name: str
    family: str
    common: frozenset[str]
    escape: bytes
    declared: tuple[str, ...] = ()


_DECLARED: Final = re.compile(rb"(?i)(?:<meta\b[^>]*?\bcharset|<\?xml\b[^>]*?\bencoding)\s*=\s*[\"']?\s*([\w.:-]+)")
"""Pattern of the declaration of an encoding in HTML and XML."""
_OPENING: Final = 4096
"""Bytes in which it is searched, chosen: HTML demands it within 1024, and not all pages comply."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file and the name of their encoding."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One strict reading of the bytes, and the share of frequent letters in it."""

    encoding: Encoding
    text: str
    share: float


def encodings(data: Mapping[str, Any]) -> tuple[Encoding, ...]:
    """The encodings that schema/encodings.toml describes."""
    common = {item["language"]: frozenset(item["letters"]) for item in data["common"]}
    return tuple(Encoding(item["name"], item["family"], frozenset().union(*map(common.__getitem__, item["languages"])),
                          bytes.fromhex(item.get("escape", "")), tuple(item.get("declared", ())))
                 for item in data["encoding"])


def decode(data: bytes, file: str, known: tuple[Encoding, ...]) -> Result[Decoded]:
    """The characters of the bytes without the byte order mark at their start; T010 if they are not UTF-8.

    T001 and T018: bytes that break the encoding of the rest. T011: no encoding fits, or several do. T012: there are
    two encodings. T013: the text was encoded twice.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, len(mark), name, file)
    escapes = known if data.isascii() else ()
    escaped = next((encoding for encoding in escapes if encoding.escape and encoding.escape in data), None)
    if escaped is not None:
        return _strict(data, 0, escaped.name, file)
    text = None if b"\0" in data else _decoded(data, "utf-8")
    if not isinstance(text, str):
        return _other(data, file, known, text)
    return _unicode(text, file, known) if _TWICE_BYTE in data else Result(Decoded(text, "utf-8"))


def _decoded(data: bytes, name: str) -> str | UnicodeDecodeError:
    """The strict reading of the bytes in an encoding, or the error that ends it."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        return error


def _strict(data: bytes, start: int, name: str, file: str) -> Result[Decoded]:
    """The reading in an encoding that the bytes name themselves; broken bytes are T001 or T018."""
    text = _decoded(data[start:], name)
    if isinstance(text, UnicodeDecodeError):
        return Result(None, (_broken(data, start, text, name, file),))
    return Result(Decoded(text, name), () if name == "utf-8" else (_not_utf8(name, file),))


def _unicode(text: str, file: str, known: tuple[Encoding, ...]) -> Result[Decoded]:
    """The text, if it was not encoded twice (T013)."""
    passages = tuple(islice(_TWICE.finditer(text), _PASSAGES))
    meant = [b"".join(map(_narrow, passage[0])).decode("utf-8", "ignore") for passage in passages]
    letters = frozenset[str]().union(*(encoding.common for encoding in known))
    if not passages or _share("".join(meant), letters) < _READABLE:
        return Result(Decoded(text, "utf-8"))
    at = passages[0].start()
    return Result(None, (diagnostic("T013", position_after(text[:at], file), offset=len(text[:at].encode()),
                                    found=text[at:at + _SHOWN], meant=meant[0][:_SHOWN]),))


def _other(data: bytes, file: str, known: tuple[Encoding, ...], error: UnicodeDecodeError | None) -> Result[Decoded]:
    """The one readable reading in an encoding besides UTF-8, in which `error` broke."""
    readings = list(_readable(data, known))
    declared = _declared(data, known) if not readings else None
    if declared is not None:
        return Result(declared, (_not_utf8(declared.encoding, file),))
    if len(readings) > 1:
        detected = _detected(data, readings)
        readings = [reading for reading in readings if reading.encoding.name == detected]
    if len(readings) != 1:
        return Result(None, (_unknown(data, file, known, error),))
    reading = readings[0]
    name = reading.encoding.name
    mixed = _mixed(reading, known)
    if mixed is not None:
        before, other = mixed
        return Result(None, (diagnostic("T012", position_after(before, file), offset=len(before.encode(name)),
                                        other=other, encoding=name),))
    return Result(Decoded(reading.text, name), (_not_utf8(name, file),))


def _declared(data: bytes, known: Iterable[Encoding]) -> Decoded | None:
    """The reading in the encoding that a page or XML declares; None for a declaration that does not count or fit."""
    declared = _DECLARED.search(data[:_OPENING])
    name = declared[1].decode().lower() if declared else ""
    encoding = next((encoding for encoding in known if name in encoding.declared), None)
    text = _decoded(data, encoding.name) if encoding else None
    return Decoded(text, encoding.name) if encoding and isinstance(text, str) else None


def _readings(data: bytes, known: Iterable[Encoding]) -> Iterator[_Reading]:
    """The first strict reading of each family."""
    families: set[str] = set()
    for encoding in known:
        if encoding.escape or encoding.declared or encoding.family in families:
            continue
        text = _decoded(data, encoding.name)
        if isinstance(text, str):
            families.add(encoding.family)
            yield _Reading(encoding, text, _share(text[:_SAMPLE], encoding.common))


def _readable(data: bytes, known: Iterable[Encoding]) -> Iterator[_Reading]:
    """The strict readings with enough frequent letters."""
    return (reading for reading in _readings(data, known) if reading.share >= _READABLE)


def _share(text: str, common: frozenset[str]) -> float:
    """The share of frequent letters among the letters of a text; 0 if they are too few to judge."""
    letters = _LETTERS.findall(text)
    return sum(letter in common for letter in letters) / len(letters) if len(letters) >= _ENOUGH else 0.0


def _detected(data: bytes, readings: Iterable[_Reading]) -> str:
    """The name of the reading that charset-normalizer prefers; empty if it prefers none."""
    names = [reading.encoding.name for reading in readings]
    # The detector takes long to load, and hardly a text needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE], cp_isolation=names).best()
    return next((name for name in names if best and codecs.lookup(name) == codecs.lookup(best.encoding)), "")


def _mixed(reading: _Reading, known: Iterable[Encoding]) -> tuple[str, str] | None:
    """The text before the first line in another encoding, and the name of that encoding. Such a line is readable in the
    other and not in this one."""
    encoding = reading.encoding
    others = [other for other in known if other.family != encoding.family]
    at = 0
    for line in reading.text.splitlines(keepends=True):
        share = _share(line, encoding.common) if len(_LETTERS.findall(line)) >= _WINDOW else 1.0
        other = next(_readable(line.encode(encoding.name), others), None) if share < _READABLE else None
        if other is not None:
            return reading.text[:at], other.encoding.name
        at += len(line)
    return None


def _narrow(character: str) -> bytes:
    """The byte that Windows-1252 reads as this character, or Latin-1 where Windows-1252 has none."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "ignore")


def _unknown(data: bytes, file: str, known: tuple[Encoding, ...], error: UnicodeDecodeError | None) -> Diagnostic:
    """The finding about bytes that no encoding fits.

    It names the break in UTF-8 if most bytes are UTF-8. Else it names the break in the encoding that reaches furthest,
    if the text before the break is readable.
    """
    if error is not None and _high(data.decode("utf-8", "ignore").encode()) >= _MOSTLY * _high(data):
        return _broken(data, 0, error, "utf-8", file)
    usual = (encoding for encoding in known if not (encoding.escape or encoding.declared))
    breaks = [place for encoding in usual if (place := _break(data, encoding)) is not None]
    if breaks:
        furthest = max(breaks, key=lambda item: item[0].start)
        return _broken(data, 0, *furthest, file)
    start = error.start if error is not None else 0
    return diagnostic("T011", Position(file), offset=start, bytes=data[start:start + _SHOWN_BYTES].hex(" "))


def _break(data: bytes, encoding: Encoding) -> tuple[UnicodeDecodeError, str] | None:
    """The place at which the bytes break an encoding, and its name; None if the text before is not readable in it."""
    error = _decoded(data, encoding.name)
    if isinstance(error, str):
        return None
    before = data[:error.start].decode(encoding.name, "ignore")
    return (error, encoding.name) if _share(before, encoding.common) >= _READABLE else None


def _high(data: bytes) -> int:
    """The number of bytes outside ASCII."""
    return len(data) - len(data.decode("ascii", "ignore"))


def _broken(data: bytes, start: int, error: UnicodeDecodeError, name: str, file: str) -> Diagnostic:
    before = data[start:start + error.start].decode(name, "ignore")
    offset, broken = start + error.start, data[start + error.start:start + error.end].hex(" ")
    if name == "utf-8":
        return diagnostic("T001", position_after(before, file), offset=offset, bytes=broken)
    return diagnostic("T018", position_after(before, file), offset=offset, bytes=broken, encoding=name)


def _not_utf8(name: str, file: str) -> Diagnostic:
    return diagnostic("T010", Position(file), encoding=name)
