"""Received bytes, whatever their form → lines of characters with their places."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Diagnostic, Result, diagnostic
from pipeline.readers import encoding, page, text
from pipeline.readers.text import Line


@dataclass(frozen=True, slots=True)
class Forms:
    """What is known of the forms that a text is received in: encodings and web pages."""

    encodings: tuple[encoding.Encoding, ...]
    pages: page.Pages


@dataclass(frozen=True, slots=True)
class Received:
    """What a file says, line by line in NFC, and the encoding that its bytes were read as."""

    lines: tuple[Line, ...]
    encoding: str


def read(data: bytes, file: str, forms: Forms) -> Result[Received]:
    """The lines of a received file. A page is known by its first tag, whatever the file is called. T014 where the
    text was not in NFC."""
    decoded = encoding.decode(data, file, forms.encodings)
    if decoded.value is None:
        return Result(None, decoded.diagnostics)
    source = decoded.value.text
    found = page.lines(source, file, forms.pages) if page.is_page(source) else text.lines(source, file)
    checked = text.checked(found.value) if found.value is not None else found
    if checked.value is None:
        return Result(None, (*decoded.diagnostics, *checked.diagnostics))
    lines = tuple(map(_composed, checked.value))
    return Result(Received(lines, decoded.value.encoding), (*decoded.diagnostics, *_changed(checked.value, lines)))


def _composed(line: Line) -> Line:
    return line if unicodedata.is_normalized("NFC", line.text) else replace(
        line, text=unicodedata.normalize("NFC", line.text))


def _changed(before: Sequence[Line], after: Sequence[Line]) -> tuple[Diagnostic, ...]:
    """T014 at the first line that is not as it was."""
    changed = [one for one, other in zip(before, after, strict=True) if one is not other]
    return (diagnostic("T014", changed[0].position, lines=len(changed)),) if changed else ()
