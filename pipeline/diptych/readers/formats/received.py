"""Received bytes in any format → lines of characters in NFC with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from diptych.config import media
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.readers.formats import docx, hwpx, package_account, zipped_xml
from diptych.readers.formats import lines as text
from diptych.readers.formats.foreign_formats import ForeignFormat, ForeignFormats
from diptych.readers.formats.formulas.dollars import with_formulas
from diptych.readers.formats.formulas.formulas import findings as formula_findings
from diptych.readers.formats.lines import Line
from diptych.readers.formats.markdown_texts import markdown
from diptych.readers.formats.package_account import Account, Omission
from diptych.readers.formats.package_inventory import visible
from diptych.readers.formats.package_reading import PackageReading
from diptych.readers.formats.pictures import Beside, PictureShelf, nothing, settled
from diptych.readers.formats.plain_text import drawn_tables, encoding
from diptych.readers.formats.web_pages import html_page
from diptych.readers.formats.wordprocessing import parts as word_parts

PACKAGE: Final = b"PK\x03\x04"
"""First bytes of a ZIP file, defined by APPNOTE, section 4.3.7."""
MARKS: Final = 30
"""Most combining marks on one letter, defined by UAX #15, section 13, Stream-Safe Text Format. Unicode's normal forms
take time that grows with the square of their number."""
_TEXT_ACCOUNT: Final = "text"
"""What is counted in the account of a plain text, as proofs call it."""
_DRAWING: Final = "lines of drawn tables"
"""Kind of what a reader leaves out of a plain text, as accounts call it."""
_MANY_RARE: Final = re.compile(rf"[^\x00-\u02ff\u2e80-\u3029\u3030-\u3098\u309b-\ud7ff\uff00-\uffff]{{{MARKS + 1}}}")
"""Pattern of characters that may be combining marks, in a row: all but those of the usual scripts."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Knowledge of the formats in which texts are received: encodings, web pages, and the formats that are not read."""

    encodings: tuple[encoding.Encoding, ...]
    pages: html_page.Pages
    foreign: ForeignFormats


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """The lines of a file in NFC, the encoding or the format that its bytes were read as, the account of a package, and
    the bytes of its pictures by name. `is_plain`: it has no marks of a format."""

    lines: tuple[Line, ...]
    encoding: str
    account: Account | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    is_plain: bool = False

    def pictures_of(self, lines: Sequence[Line]) -> Mapping[str, bytes]:
        """The bytes of the pictures in some of the lines, by name."""
        names = {media.kept(dict(picture.attributes).get("src", "")) for picture in text.pictures(lines)}
        return {name: data for name, data in self.pictures.items() if name in names}


def read(data: bytes, file: str, forms: Forms, beside: Beside = nothing) -> Result[ReceivedText]:
    """The lines of a received file, whose format is recognised by its bytes and not by its name.

    `beside` gives the pictures in its folder.
    T014: the text was not in NFC. T019: the package is broken. T022: the format is not read.
    """
    packed = data.startswith(PACKAGE)
    foreign = forms.foreign.of_bytes(data) if not packed else None
    if foreign is not None:
        return Result(None, (_foreign(file, foreign),))
    decoded = _package(data, file, forms) if packed else _characters(data, file, forms, beside)
    if decoded.value is None:
        return decoded
    before = decoded.value.lines
    crowded = next((line for line in before if len(line.text) > MARKS and _piled(line.text)), None)
    if crowded is not None:
        problem = f"more than {MARKS} combining marks stand on one letter"
        return Result(None, (diagnostic("T019", crowded.position, problem=problem),))
    # A line break composes with nothing.
    composed = unicodedata.is_normalized("NFC", "\n".join([line.text for line in before]))
    lines = before if composed else tuple(map(_composed, before))
    whole = replace(decoded.value, lines=lines)
    drawn = _with_tables(whole, file) if whole.is_plain else Result(whole)
    return Result(drawn.value, (*decoded.diagnostics, *_changed(before, lines), *drawn.diagnostics))


def _characters(data: bytes, file: str, forms: Forms, beside: Beside) -> Result[ReceivedText]:
    """The lines of a plain text, of Markdown or of a web page."""
    decoded = encoding.decode(data, file, forms.encodings)
    if decoded.value is None:
        return Result(None, decoded.diagnostics)
    source = decoded.value.text
    page = html_page.is_page(source)
    foreign = forms.foreign.of_text(source) if source.lstrip()[:1] == "<" and not page else None
    if foreign is not None:
        return Result(None, (*decoded.diagnostics, _foreign(file, foreign)))
    encoded, findings = decoded.value.encoding, decoded.diagnostics
    if page:
        read = html_page.read(source, file, forms.pages, beside)
        return Result(None if read.value is None else ReceivedText(
            read.value.lines, encoded, read.value.account, read.value.pictures), (*findings, *read.diagnostics))
    shelf, is_marked = PictureShelf(), markdown.is_markdown(source)
    lines = (markdown if is_marked else text).lines(source, file)
    if lines.value is None:
        return Result(None, (*findings, *lines.diagnostics))
    whole = settled(lines.value, shelf, beside) if is_marked else with_formulas(lines.value)
    partial = formula_findings(text.notations(whole), file) if "$" in source else ()
    return Result(ReceivedText(whole, encoded, pictures=shelf.files, is_plain=not is_marked),
                  (*findings, *lines.diagnostics, *shelf.findings(file), *partial))


def _with_tables(whole: ReceivedText, file: str) -> Result[ReceivedText]:
    """A plain text with its drawn tables as tables, and with the account of the characters that drew them (T034).

    T035: the cells of a drawing can't be told. A text of which a character would be lost keeps its lines.
    """
    drawn = drawn_tables.read(whole.lines)
    if drawn.lines is whole.lines:
        return Result(whole)
    held, read = (visible("".join([words for words, _ in text.pieces(lines)])) for lines in (whole.lines, drawn.lines))
    if held != read + visible(drawn.drawing):
        return Result(whole)
    unread = tuple([diagnostic("T035", place) for place in drawn.unread])
    if not drawn.tables:
        return Result(replace(whole, lines=drawn.lines), unread)
    left = Omission(_DRAWING, drawn.tables, len(drawn.drawing))
    account = Account(held.total(), read.total(), 0, (left,), _TEXT_ACCOUNT)
    found = diagnostic("T034", Position(file), tables=drawn.tables, characters=len(drawn.drawing))
    return Result(replace(whole, lines=drawn.lines, account=account), (found, *unread))


def _package(data: bytes, file: str, forms: Forms) -> Result[ReceivedText]:
    """The lines of a Word or Hangul document, with the account of what is in the package."""
    package = zipped_xml.package(data)
    try:
        parts = word_parts.parts(package) if package is not None else None
        if package is not None and parts is not None:
            return _accounted(data, docx.read(package, parts, file, forms.pages.fonts), file, "docx")
        if package is not None and hwpx.FIRST in package.names:
            return _accounted(data, hwpx.read(package, file), file, "hwpx")
    except zipped_xml.UnreadableError as error:
        return Result(None, (_unread(file, str(error)),))
    except (ValueError, RecursionError):
        return Result(None, (_unread(file, "its XML says what cannot be"),))
    foreign = forms.foreign.of_bytes(data)
    return Result(None, (_unread(file, "a package of another kind") if foreign is None else _foreign(file, foreign),))


def _accounted(data: bytes, reading: PackageReading, file: str, form: str) -> Result[ReceivedText]:
    """The lines of a package, if its account adds up."""
    account, findings = package_account.findings(data, reading, file)
    lines = text.checked(reading.lines)
    is_whole = lines.value is not None and not any(item.code in package_account.BROKEN for item in findings)
    whole = ReceivedText(reading.lines, form, account, reading.shelf.files)
    return Result(whole if is_whole else None, (*findings, *lines.diagnostics))


def _foreign(file: str, known: ForeignFormat) -> Diagnostic:
    """T022: the format is not read."""
    return diagnostic("T022", Position(file), name=known.name, way=known.way)


def _unread(file: str, problem: str) -> Diagnostic:
    return diagnostic("T019", Position(file), problem=problem)


def _piled(text: str) -> bool:
    """Whether more combining marks stand in a row than a reader of normal forms must expect."""
    if _MANY_RARE.search(text) is None:
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MARKS:
            return True
    return False


def _composed(line: Line) -> Line:
    if unicodedata.is_normalized("NFC", line.text):
        return line
    spans = tuple(replace(span, start=_length(line.text[:span.start]), end=_length(line.text[:span.end]))
                  for span in line.spans)
    return replace(line, text=unicodedata.normalize("NFC", line.text), spans=spans)


def _length(text: str) -> int:
    return len(unicodedata.normalize("NFC", text))


def _changed(before: Sequence[Line], after: Sequence[Line]) -> tuple[Diagnostic, ...]:
    """T014 at the first line that composition changed."""
    changed = [line for line, composed in zip(before, after, strict=True) if line is not composed]
    return (diagnostic("T014", changed[0].position, lines=len(changed)),) if changed else ()
