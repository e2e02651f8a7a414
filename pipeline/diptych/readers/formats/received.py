"""Received bytes, whatever their form → lines of characters with their places."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.readers.formats import docx, encoding, html_page, hwpx, zipped_xml
from diptych.readers.formats import lines as text
from diptych.readers.formats.lines import Line

_PACKAGE: Final = b"PK\x03\x04"
_UNREAD: Final = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf", b"HWP Document File")
"""How DOC and HWP, PDF, RTF and old HWP files begin."""


@dataclass(frozen=True, slots=True)
class Forms:
    """What is known of the forms that a text is received in: encodings and web pages."""

    encodings: tuple[encoding.Encoding, ...]
    pages: html_page.Pages


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """What a file says, line by line in NFC, and the encoding or form that its bytes were read as."""

    lines: tuple[Line, ...]
    encoding: str


def read(data: bytes, file: str, forms: Forms) -> Result[ReceivedText]:
    """The lines of a received file; what form it has is told by its bytes, not by its name. T014 where the text was
    not in NFC; T019 for a form that is not read."""
    found = _package(data, file, forms) if data.startswith(_PACKAGE) else _characters(data, file, forms)
    if data.startswith(_UNREAD):
        found = Result(None, (_unread(file, "a document of a closed form"),))
    if found.value is None:
        return Result(None, found.diagnostics)
    before = found.value.lines
    # A line break composes with nothing.
    composed = unicodedata.is_normalized("NFC", "\n".join([line.text for line in before]))
    lines = before if composed else tuple(map(_composed, before))
    return Result(ReceivedText(lines, found.value.encoding), (*found.diagnostics, *_changed(before, lines)))


def _characters(data: bytes, file: str, forms: Forms) -> Result[ReceivedText]:
    """The lines of a text or a page."""
    decoded = encoding.decode(data, file, forms.encodings)
    if decoded.value is None:
        return Result(None, decoded.diagnostics)
    source = decoded.value.text
    if html_page.is_page(source):
        found = html_page.lines(source, file, forms.pages)
        return _checked(found.value, decoded.value.encoding, (*decoded.diagnostics, *found.diagnostics))
    lines = text.lines(source, file)
    return Result(ReceivedText(lines.value, decoded.value.encoding) if lines.value is not None else None,
                  (*decoded.diagnostics, *lines.diagnostics))


def _checked(lines: tuple[Line, ...] | None, form: str, said: tuple[Diagnostic, ...] = ()) -> Result[ReceivedText]:
    """The lines of a form that can name any character, if XML allows those that it names."""
    allowed = text.checked(lines or ())
    return Result(ReceivedText(lines, form) if lines is not None and allowed.value is not None else None,
                  (*said, *allowed.diagnostics))


def _package(data: bytes, file: str, forms: Forms) -> Result[ReceivedText]:
    """The lines of a Word or Hangul document."""
    held = zipped_xml.names(data)
    try:
        if "word/document.xml" in held:
            return _checked(docx.lines(data, file, forms.pages.fonts), "docx")
        if "Contents/section0.xml" in held:
            return _checked(hwpx.lines(data, file), "hwpx")
    except zipped_xml.UnreadableError as error:
        return Result(None, (_unread(file, str(error)),))
    except (ValueError, RecursionError):
        return Result(None, (_unread(file, "its XML says what cannot be"),))
    return Result(None, (_unread(file, "a package of another kind"),))


def _unread(file: str, problem: str) -> Diagnostic:
    return diagnostic("T019", Position(file), problem=problem)


def _composed(line: Line) -> Line:
    return line if unicodedata.is_normalized("NFC", line.text) else replace(
        line, text=unicodedata.normalize("NFC", line.text))


def _changed(before: Sequence[Line], after: Sequence[Line]) -> tuple[Diagnostic, ...]:
    """T014 at the first line that is not as it was."""
    changed = [one for one, other in zip(before, after, strict=True) if one is not other]
    return (diagnostic("T014", changed[0].position, lines=len(changed)),) if changed else ()
