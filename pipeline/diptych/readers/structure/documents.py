"""Rows → documents: where a carried document begins, and in each one what is front matter, body and back matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import Final

from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language, dates, may_end_dated, readings
from diptych.readers.structure.front_matter import TITLE_LENGTH, TITLE_ROWS, Rows, front, is_date, is_title
from diptych.readers.structure.labels import GOES_ON
from diptych.readers.structure.openings import DIVISIONS
from diptych.readers.structure.rows import Row

_SIGNERS: Final = 6
_SIGNER_LENGTH: Final = 40
_LISTED: Final = 40
_ADDRESSED: Final = 4
"""How many rows an addressee may span."""
_LEADS: Final = tuple(":：，,、")
"""Marks after which something is named, so that the next row carries no document."""


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """One document's rows: what stands before its title (the mark of an attachment, a letterhead), the title, number
    and notes after it, the rows of each addressee, body, and signature, date and remarks."""

    head: Rows
    title: Rows
    notes: Rows
    addressees: tuple[Rows, ...]
    body: Rows
    back: Rows


def parts(rows: Rows, language: Language, jurisdiction: Jurisdiction) -> tuple[DocumentRows, ...]:
    """The documents of a text, the carrying one first."""
    found: list[DocumentRows] = []
    start = 0
    addenda = max((index for index, row in enumerate(rows) if language.formulas.addenda.fullmatch(row.text)), default=0)
    named = _named(rows[:_LISTED], language)
    while start < len(rows) or not found:
        part, start = _part(rows, start, addenda, named, language, jurisdiction)
        found.append(part)
    return tuple(found)


def _named(rows: Rows, language: Language) -> frozenset[str]:
    """The titles that a text names at its beginning, without white space: of documents that it may carry."""
    text = _squeezed(rows)
    return frozenset(name for left, right in language.titles if left != right
                     for piece in text.split(left)[1:] for name, closed, _ in (piece.partition(right),) if closed)


def _part(rows: Rows, start: int, addenda: int, named: frozenset[str], language: Language,
          jurisdiction: Jurisdiction) -> tuple[DocumentRows, int]:
    """The document that begins at a row, and where the next one begins; the last addenda begin at `addenda`."""
    first, titled, body = front(rows, start, language, jurisdiction)
    noted, addressees = body, []
    while spanned := _addressee(rows[body:body + _ADDRESSED], language):
        addressees.append(rows[body:body + spanned])
        body += spanned
    end, after = _body(rows, body, addenda, named - {_squeezed(rows[first:titled])}, language)
    return _filled(DocumentRows(rows[start:first], rows[first:titled], rows[titled:noted], tuple(addressees),
                        rows[body:end], rows[end:after])), after


def _filled(part: DocumentRows) -> DocumentRows:
    """The part with a body: what has none, such as a bare title, has its nearest other rows for one."""
    if part.body:
        return part
    if part.addressees:
        return replace(part, addressees=(), body=tuple(chain.from_iterable(part.addressees)))
    for name in ("notes", "title", "head", "back"):
        found: Rows = getattr(part, name)
        if found:
            return replace(part, body=found, **{name: ()})
    return part


def _addressee(rows: Rows, language: Language) -> int:
    """How many rows the addressee takes that opens them: one, or several of which each but the last goes on with a
    list; 0 where none does."""
    text = ""
    for index, row in enumerate(rows):
        if index and row.gap or row.labels or is_date(row.text.strip(), language):
            return 0
        text += row.text.strip() + language.joiner
        if language.formulas.addressee.fullmatch(text.strip()):
            return index + 1
        if row.text.rstrip()[-1] in language.terminal or not any(mark in row.text for mark in GOES_ON):
            return 0
    return 0


def _squeezed(rows: Rows) -> str:
    return "".join("".join(row.text.split()) for row in rows)


def _body(rows: Rows, start: int, addenda: int, named: frozenset[str], language: Language) -> tuple[int, int]:
    """Where the body of a document that starts at a row ends, and where its back matter ends; titles in `named` may
    open another. What stands before addenda is no attachment: addenda quote those of other acts."""
    opening = ""
    for index in range(start, len(rows)):
        text = rows[index].text.strip()
        if ends_dated(text, language) and index > start - 1 and not _goes_on(rows, index, language):
            first = _signers(rows, index, start, language) if is_date(text, language) else index
            return _list(rows, first, start, language), _remarks(rows, index + 1, language)
        if index > max(start, addenda) and language.formulas.attachment.fullmatch(text) and not (
                rows[index - 1].text.rstrip()[-1] in _LEADS or _is_list(rows, index, language)):
            return _closing_list(rows, index, start, language), index
        if index > start and _titled(rows, index, opening, named, language):
            return _closing_list(rows, index, start, language), index
        opening = opening or next((label.shape for label in rows[index].labels), "")
    return _closing_list(rows, len(rows), start, language), len(rows)


def ends_dated(text: str, language: Language) -> bool:
    """Whether a line is a date, or a signature and a date parted by a run of white space."""
    if len(text) > TITLE_LENGTH or not may_end_dated(text, language):
        return False
    found = [(start, end) for start, end, _ in dates(text, language) if end == len(text)]
    if not found:
        return False
    before = text[:found[-1][0]]
    return not before or (before[-1].isspace() and len(before.strip()) <= _SIGNER_LENGTH and (
        len(before) - len(before.rstrip()) > 1 or "\u3000" in before) and not readings(before, language))


def _goes_on(rows: Rows, index: int, language: Language) -> bool:
    """Whether the numbering goes on after a row, so that it signs nothing."""
    for row in rows[index + 1:index + 4]:
        if _lists(row, language):
            return False
        if row.labels:
            return all(label.count != (1,) for label in row.labels)
    return False


def _lists(row: Row, language: Language) -> bool:
    """Whether a row begins a list of attachments."""
    text = row.text.strip()
    return bool(language.formulas.attachment_list.fullmatch(text)) or _is_bare(text, language)


def _is_bare(text: str, language: Language) -> bool:
    """Whether a list of attachments begins on the next row."""
    return text[-1] in _LEADS and language.formulas.attachment.fullmatch(text) is not None


def _signers(rows: Rows, index: int, start: int, language: Language) -> int:
    """The first of the rows before a date that are names: short, without label or final mark."""
    before = reversed(rows[max(start, index - _SIGNERS):index])
    return index - sum(1 for _ in takewhile(lambda row: _signs(row, language), before))


def _signs(row: Row, language: Language) -> bool:
    text = row.text.strip()
    return len(text) <= _SIGNER_LENGTH and text[-1] not in language.terminal and not row.labels and (
        not language.formulas.attachment_list.fullmatch(text)) and not language.formulas.annotation.fullmatch(text)


def _remarks(rows: Rows, index: int, language: Language) -> int:
    """Where the remarks after a date end, and a list of attachments among them."""
    listed = bare = False
    for place in range(index, min(index + _LISTED, len(rows))):
        row = rows[place]
        item = listed and _is_item(row, language) and any(bare or label.count != (1,) for label in row.labels)
        if _lists(row, language):
            listed = True
        elif not item and not language.formulas.remark.fullmatch(row.text.strip()):
            return place
        bare = _is_bare(row.text.strip(), language)
    return min(index + _LISTED, len(rows))


def _is_item(row: Row, language: Language) -> bool:
    """Whether a row may be an item of a list of attachments: short, and no sentence."""
    text = row.text.strip()
    return len(text) <= TITLE_LENGTH and text[-1] not in language.terminal


def _closing_list(rows: Rows, first: int, start: int, language: Language) -> int:
    """Where the list of attachments begins that ends right before a row; the row itself if there is none."""
    for index in range(first - 1, max(start, first - _LISTED), -1):
        if _lists(rows[index], language):
            return index
        if not _is_item(rows[index], language):
            break
    return first


def _list(rows: Rows, first: int, start: int, language: Language) -> int:
    """Where the list of attachments before a signature begins; the signature itself if there is none."""
    for index in range(max(start + 1, first - _LISTED), first):
        text = rows[index].text.strip()
        if language.formulas.attachment_list.fullmatch(text) or language.formulas.attachment.fullmatch(text):
            return index
    return first


def _is_list(rows: Rows, index: int, language: Language) -> bool:
    """Whether what follows a line such as `Attachments:` is their list: short lines up to a signature, or numbered
    ones up to the first attachment or the end."""
    numbered = any(label.count == (1,) for row in rows[index + 1:index + 2] for label in row.labels)
    bare = numbered and _is_bare(rows[index].text.strip(), language)
    for row in rows[index + 1:index + _LISTED]:
        text = row.text.strip()
        if ends_dated(text, language) or bare and language.formulas.attachment.fullmatch(text):
            return True
        if not _is_item(row, language):
            return False
    return bare and len(rows) <= index + _LISTED


def _titled(rows: Rows, index: int, opening: str, named: frozenset[str], language: Language) -> bool:
    """Whether a row is the title of a carried document: no sentence, after a complete row, and either named before or
    ending as titles do, with the numbering starting over below it."""
    row = rows[index]
    if row.labels or not (row.gap or rows[index - 1].text.rstrip()[-1] in language.terminal) or (
            not _may_be_titled(row, language)):
        return False
    stop = next((place for place in range(index, min(index + TITLE_ROWS, len(rows)))
                 if not _may_be_titled(rows[place], language)), len(rows))
    return stop < len(rows) and any(_squeezed(rows[index:end]) in named for end in range(index + 1, stop + 1)) or (
        bool(opening) and _restarts(rows, index, stop, opening, language))


def _may_be_titled(row: Row, language: Language) -> bool:
    """Whether a row may be a line of a title, and neither a date, a remark nor the mark of an attachment."""
    text = row.text.strip()
    marked = language.formulas.remark.fullmatch(text) or language.formulas.attachment.fullmatch(text)
    return is_title(row, language) and not (marked or ends_dated(text, language) or _lists(row, language))


def _restarts(rows: Rows, index: int, stop: int, opening: str, language: Language) -> bool:
    """Whether the numbering starts over below rows that end as titles do."""
    if rows[index - 1].text.rstrip()[-1] not in language.terminal or not any(
            language.formulas.title.fullmatch(title.text.strip()) for title in rows[index:stop]):
        return False
    below = takewhile(lambda row: not ends_dated(row.text.strip(), language), rows[stop:stop + TITLE_ROWS])
    fresh = next((label for row in below for label in row.labels), None)
    return fresh is not None and fresh.count == (1,) and (fresh.shape == opening or fresh.shape in DIVISIONS)
