"""Rows → documents: the beginning of each carried document, and the front matter, body and back matter of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import Final

from diptych.config.structural_corrections import ATTACHMENT
from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language, dates, may_end_dated, readings
from diptych.readers.structure.front_matter import TITLE_LENGTH, TITLE_ROWS, Rows, front, is_date, is_title
from diptych.readers.structure.label_candidates import GOES_ON
from diptych.readers.structure.openings import DIVISIONS
from diptych.readers.structure.rows import Row

_SIGNERS: Final = 6
"""Most rows of a signature; chosen. If raised, more short paragraphs before a date are signatures."""
_SIGNER_LENGTH: Final = 40
"""Most characters of a row of a signature; chosen. If raised, more paragraphs before a date are signatures."""
_LISTED: Final = 40
"""Most rows of a list of attachments, and rows at the beginning in which titles are named; chosen. If raised, a text
of short rows is more often such a list."""
_ADDRESSED: Final = 4
"""Most rows of an addressee; chosen. If raised, more of a first sentence may be an addressee."""
_COUNTED: Final = frozenset({"article", "figure", "dot"})
"""Shapes of the labels that sections and articles bear."""
_HEADING_ROWS: Final = 2
"""Most rows of headings before a section; chosen. If raised, more attachments are headings of the text before them."""
_NUMBERING: Final = 3
"""Rows behind a date in which the numbering may continue, so that the date signs nothing; chosen. If raised, the
numbering of an attachment is taken for that of its carrier."""
_LEADS: Final = tuple(":：，,、")
"""Marks behind which something is named, so that the next row begins no document."""


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document. `head` is before its title: the mark of an attachment, a letterhead. `notes` are the
    number and the notes after the title. `back` is signature, date and remarks."""

    head: Rows
    title: Rows
    notes: Rows
    addressees: tuple[Rows, ...]
    body: Rows
    back: Rows


def parts(rows: Rows, language: Language, jurisdiction: Jurisdiction) -> tuple[DocumentRows, ...]:
    """The documents of a text, the carrying one first."""
    documents: list[DocumentRows] = []
    start = 0
    addenda = max((index for index, row in enumerate(rows) if row.addenda), default=0)
    named, coded = _named(rows[:_LISTED], language), _coded(rows)
    while start < len(rows) or not documents:
        document, start = _document(rows, start, (addenda, coded), named, language, jurisdiction)
        documents.append(document)
    return tuple(documents)


def _named(rows: Rows, language: Language) -> frozenset[str]:
    """The titles, without white space, that a text names at its beginning; it may carry their documents."""
    text = _squeezed(rows)
    return frozenset(name for left, right in language.titles if left != right
                     for piece in text.split(left)[1:] for name, closed, _ in (piece.partition(right),) if closed)


def _coded(rows: Rows) -> int:
    """The row of the last article of a code: its number has letters before it (L111-1), and it is alone on its line.

    The annexes of a code are among its articles.
    """
    return next((index for index in range(len(rows) - 1, 0, -1) for label in rows[index].labels
                 if label.shape == "article" and label.number[0].isalpha() and label.end == len(rows[index].text)), 0)


def _document(rows: Rows, start: int, inner: tuple[int, int], named: frozenset[str], language: Language,
              jurisdiction: Jurisdiction) -> tuple[DocumentRows, int]:
    """The document that begins at a row, and the row after it. `inner` are the rows of the text's last addenda and of
    the last article of a code."""
    first, titled, body = front(rows, start, language, jurisdiction)
    noted, addressees = body, []
    while spanned := _addressee(rows[body:body + _ADDRESSED], language):
        addressees.append(rows[body:body + spanned])
        body += spanned
    end, after = _body(rows, body, inner, named - {_squeezed(rows[first:titled])}, language)
    return _with_body(DocumentRows(rows[start:first], rows[first:titled], rows[titled:noted], tuple(addressees),
                                   rows[body:end], rows[end:after])), after


def _with_body(document: DocumentRows) -> DocumentRows:
    """The document with a body: if it has none, such as a bare title, the nearest of its other rows are its body."""
    if document.body:
        return document
    if document.addressees:
        return replace(document, addressees=(), body=tuple(chain.from_iterable(document.addressees)))
    name = next((name for name in ("notes", "title", "head", "back") if getattr(document, name)), "")
    return replace(document, body=getattr(document, name), **{name: ()}) if name else document


def _addressee(rows: Rows, language: Language) -> int:
    """The number of rows of the addressee at the beginning of `rows`; 0 if there is none.

    Each row but the last is part of a list.
    """
    text = ""
    for index, row in enumerate(rows):
        if index and row.gap or row.labels or row.reading or is_date(row.text, language):
            return 0
        text += row.text + language.joiner
        if language.formulas.addressee.fullmatch(text.strip()):
            return index + 1
        if row.text[-1] in language.terminal or not any(mark in row.text for mark in GOES_ON):
            return 0
    return 0


def _squeezed(rows: Rows) -> str:
    return "".join("".join(row.text.split()) for row in rows)


def _body(rows: Rows, start: int, inner: tuple[int, int], named: frozenset[str],
          language: Language) -> tuple[int, int]:
    """The end of the body that begins at a row, and the end of its back matter.

    Titles in `named` may begin another document. A mark before addenda begins no attachment: addenda quote the
    attachments of other acts. Nothing before the last article of a code ends the body.
    """
    opening = ""
    addenda, coded = inner
    for index in range(start, len(rows)):
        text = rows[index].text
        if rows[index].in_body or index < coded:
            opening = opening or next((label.shape for label in rows[index].labels), "")
            continue
        if index > start and rows[index].role == ATTACHMENT:
            return _closing_list(rows, index, start, language), index
        if ends_dated(text, language) and not _goes_on(rows, index, language):
            first = _signers(rows, index, start, language) if is_date(text, language) else index
            return _list(rows, first, start, language), _remarks(rows, index + 1, language)
        if index > max(start, addenda) and language.formulas.attachment.fullmatch(text) and not (
                rows[index - 1].text[-1] in _LEADS or _is_list(rows, index, language)) and not (
                _counts_on(rows, index, start)):
            return _closing_list(rows, index, start, language), index
        if index > start and _titled(rows, index, opening, named, language):
            return _closing_list(rows, index, start, language), index
        opening = opening or next((label.shape for label in rows[index].labels), "")
    return _closing_list(rows, len(rows), start, language), len(rows)


def ends_dated(text: str, language: Language) -> bool:
    """Whether a row is a date, or a signature and a date with a run of white space between them."""
    if len(text) > TITLE_LENGTH or not may_end_dated(text, language):
        return False
    starts = [start for start, end, _ in dates(text, language) if end == len(text)]
    if not starts:
        return False
    before = text[:starts[-1]]
    signature = before.rstrip()
    return not before or (before[-1].isspace() and len(before.strip()) <= _SIGNER_LENGTH and (
        len(before) - len(signature) > 1 or "\u3000" in before) and not readings(before, language))


def _goes_on(rows: Rows, index: int, language: Language) -> bool:
    """Whether the numbering continues behind a row with a date."""
    for row in rows[index + 1:index + 1 + _NUMBERING]:
        if _lists(row, language):
            return False
        if row.labels:
            return all(label.count != (1,) for label in row.labels)
    return False


def _counts_on(rows: Rows, index: int, start: int) -> bool:
    """Whether the sections or articles before a row count on right behind it: it is the heading of the next one."""
    after = next((row.labels for row in rows[index + 1:index + 1 + _HEADING_ROWS] if row.labels), ())
    before = next((row.labels for row in reversed(rows[start:index]) if any(
        label.shape in _COUNTED for label in row.labels)), ())
    return any(label.shape in _COUNTED and label.shape == last.shape and label.count == (last.count[0] + 1,)
               for label in after for last in before)


def _lists(row: Row, language: Language) -> bool:
    """Whether a row begins a list of attachments."""
    return bool(language.formulas.attachment_list.fullmatch(row.text)) or _is_bare(row, language)


def _is_bare(row: Row, language: Language) -> bool:
    """Whether a list of attachments begins on the next row."""
    return row.text[-1] in _LEADS and language.formulas.attachment.fullmatch(row.text) is not None


def _signers(rows: Rows, index: int, start: int, language: Language) -> int:
    """The first of the rows before a date that are its signature."""
    before = reversed(rows[max(start, index - _SIGNERS):index])
    return index - sum(1 for _ in takewhile(lambda row: _signs(row, language), before))


def _signs(row: Row, language: Language) -> bool:
    """Whether a row may be part of a signature: short, without label and final mark."""
    return not row.in_body and len(row.text) <= _SIGNER_LENGTH and row.text[-1] not in language.terminal and (
        not row.labels) and (
        not language.formulas.attachment_list.fullmatch(row.text)) and (
        not language.formulas.annotation.fullmatch(row.text))


def _remarks(rows: Rows, index: int, language: Language) -> int:
    """The end of the remarks behind a date, and of a list of attachments among them."""
    listed = bare = False
    end = min(index + _LISTED, len(rows))
    for place in range(index, end):
        row = rows[place]
        item = listed and _is_item(row, language) and any(bare or label.count != (1,) for label in row.labels)
        if _lists(row, language):
            listed = True
        elif not item and not language.formulas.remark.fullmatch(row.text):
            return place
        bare = _is_bare(row, language)
    return end


def _is_item(row: Row, language: Language) -> bool:
    """Whether a row may be an item of a list of attachments: short, and no sentence."""
    return not row.in_body and len(row.text) <= TITLE_LENGTH and row.text[-1] not in language.terminal


def _closing_list(rows: Rows, first: int, start: int, language: Language) -> int:
    """The begin of the list of attachments that ends right before a row; the row itself if there is no list."""
    for index in range(first - 1, max(start, first - _LISTED), -1):
        if _lists(rows[index], language):
            return index
        if not _is_item(rows[index], language):
            break
    return first


def _list(rows: Rows, first: int, start: int, language: Language) -> int:
    """The begin of the list of attachments before a signature; the signature itself if there is no list."""
    return next((index for index in range(max(start + 1, first - _LISTED), first)
                 if marks_attachments(rows[index], language)), first)


def marks_attachments(row: Row, language: Language) -> bool:
    """Whether a row begins a list of attachments or an attachment."""
    formulas = language.formulas
    return bool(formulas.attachment_list.fullmatch(row.text) or formulas.attachment.fullmatch(row.text))


def _is_list(rows: Rows, index: int, language: Language) -> bool:
    """Whether a list of attachments is behind a row such as `Attachments:`.

    The list has short rows up to a signature, or numbered rows up to the first attachment or the end.
    """
    numbered = any(label.count == (1,) for row in rows[index + 1:index + 2] for label in row.labels)
    bare = numbered and _is_bare(rows[index], language)
    for row in rows[index + 1:index + _LISTED]:
        if ends_dated(row.text, language) or bare and language.formulas.attachment.fullmatch(row.text):
            return True
        if not _is_item(row, language):
            return False
    return bare and len(rows) <= index + _LISTED


def _titled(rows: Rows, index: int, opening: str, named: frozenset[str], language: Language) -> bool:
    """Whether a row begins the title of a carried document.

    It is no sentence, and the row before it is complete. The title was named before, or it ends as titles do and the
    numbering starts over below it.
    """
    row = rows[index]
    if row.labels or not (row.gap or rows[index - 1].text[-1] in language.terminal) or (
            not _may_be_titled(row, language)):
        return False
    stop = next((place for place in range(index, min(index + TITLE_ROWS, len(rows)))
                 if not _may_be_titled(rows[place], language)), len(rows))
    return stop < len(rows) and any(_squeezed(rows[index:end]) in named for end in range(index + 1, stop + 1)) or (
        bool(opening) and _restarts(rows, index, stop, opening, language))


def _may_be_titled(row: Row, language: Language) -> bool:
    """Whether a row may be part of a title and has no other meaning: date, remark, mark of an attachment."""
    marked = language.formulas.remark.fullmatch(row.text) or language.formulas.attachment.fullmatch(row.text)
    return is_title(row, language) and not (marked or ends_dated(row.text, language) or _lists(row, language))


def _restarts(rows: Rows, index: int, stop: int, opening: str, language: Language) -> bool:
    """Whether the numbering starts over below rows that end as titles do."""
    if rows[index - 1].text[-1] not in language.terminal or not any(
            language.formulas.title.fullmatch(title.text) for title in rows[index:stop]):
        return False
    below = takewhile(lambda row: not ends_dated(row.text, language), rows[stop:stop + TITLE_ROWS])
    fresh = next((label for row in below for label in row.labels), None)
    return fresh is not None and fresh.count == (1,) and (fresh.shape == opening or fresh.shape in DIVISIONS)
