"""Rows → documents: where a carried document begins, and in each one what is front matter, body and back matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from pipeline.language import Jurisdiction, Language, dates, readings
from pipeline.readers.labels import DIVISIONS
from pipeline.readers.layout import Row

_SIGNERS: Final = 6
_SIGNER_LENGTH: Final = 40
_TITLE_LENGTH: Final = 120
_TITLE_ROWS: Final = 6
_LISTED: Final = 40
_LONGEST: Final = 2000

Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One document's rows: what stands before its title (the mark of an attachment, a letterhead), the title, number
    and notes after it, addressee, body, and signature, date and remarks."""

    head: Rows
    title: Rows
    notes: Rows
    addressee: Rows
    body: Rows
    back: Rows


def parts(rows: Rows, language: Language, jurisdiction: Jurisdiction) -> tuple[Part, ...]:
    """The documents of a text, the carrying one first."""
    found: list[Part] = []
    start = 0
    while start < len(rows) or not found:
        part, start = _part(rows, start, language, jurisdiction)
        found.append(part)
    return tuple(found)


def _part(rows: Rows, start: int, language: Language, jurisdiction: Jurisdiction) -> tuple[Part, int]:
    """The document that begins at a row, and where the next one begins."""
    first, titled, front = _front(rows, start, language, jurisdiction)
    body = front
    while body < len(rows) and _is_addressee(rows[body], language):
        body += 1
    end, after = _body(rows, body, language)
    return _filled(Part(rows[start:first], rows[first:titled], rows[titled:front], rows[front:body], rows[body:end],
                        rows[end:after])), after


def _filled(part: Part) -> Part:
    """The part with a body: what has none, such as a bare title, has its nearest other rows for one."""
    if part.body:
        return part
    for name in ("addressee", "notes", "title", "head", "back"):
        found: Rows = getattr(part, name)
        if found:
            return replace(part, **{name: (), "body": found})
    return part


def _front(rows: Rows, start: int, language: Language, jurisdiction: Jurisdiction) -> tuple[int, int, int]:
    """Where the title begins, where it ends, and where the number and the notes after it end. A letterhead and a
    number may stand before a title that shows itself by its words."""
    first = start
    while first < len(rows) and language.formulas.attachment.fullmatch(rows[first].text.strip()):
        first += 1
    named = first > start and named_at(rows[first - 1].text, language) > 0
    titled = first if named else _title(rows, first, language, jurisdiction)
    found = (first, titled) if titled > first else (start, start) if not named else (first, first)
    end = index = titled
    while index < min(end + _TITLE_ROWS, len(rows)):
        listed = _contents(rows, index, language)
        if listed > index:
            end = index = listed
        elif _notes(rows[index].text.strip(), language, jurisdiction):
            end = index = index + 1
        elif not is_title(rows[index], language):
            break
        else:
            after = _title(rows, index, language, jurisdiction)
            if not named and _titles(rows[index:after], language) and not _titles(rows[slice(*found)], language):
                found, end, index = (index, after), after, after
            else:
                index += 1
    return *found, end


def named_at(text: str, language: Language) -> int:
    """Where the title starts that the mark of an attachment bears on its own line; 0 if it bears none."""
    match = language.formulas.attachment.fullmatch(text.strip())
    title = match.groupdict().get("title") if match is not None else None
    return len(text.rstrip()) - len(title) if title else 0


def _titles(rows: Rows, language: Language) -> bool:
    """Whether rows are a title by its last words."""
    return bool(rows) and bool(language.formulas.title.fullmatch("".join(row.text.strip() for row in rows)))


def _title(rows: Rows, first: int, language: Language, jurisdiction: Jurisdiction) -> int:
    """Where a title that may begin at a row ends: with the last row on which a title can end, else with its first."""
    end, words = first, ""
    for index in range(first, min(first + _TITLE_ROWS, len(rows))):
        text = rows[index].text.strip()
        if not is_title(rows[index], language) or _notes(text, language, jurisdiction) or (
                language.formulas.contents.fullmatch(text)) or index > first and rows[index].gap and (
                    language.formulas.title.fullmatch(words)):
            break
        words += text
        if index == first or language.formulas.title.fullmatch(words):
            end = index + 1
    return end


def _notes(text: str, language: Language, jurisdiction: Jurisdiction) -> bool:
    """Whether a line near the title is a number, a date or a note of promulgation."""
    return is_number(text, jurisdiction) or _dated(text, language) or bool(
        language.formulas.promulgation.fullmatch(text))


def is_number(text: str, jurisdiction: Jurisdiction) -> bool:
    """Whether a line is a document's number and nothing else."""
    return any(number.fullmatch(text) for number in jurisdiction.numbers)


def is_title(row: Row, language: Language) -> bool:
    """Whether a row may be a line of a title: short, without a label, not a sentence."""
    text = row.text.strip()
    return len(text) <= _TITLE_LENGTH and not language.formulas.not_title.fullmatch(text) and (
        not row.labels) and not language.formulas.preamble.fullmatch(text) and (
        not language.formulas.addenda.fullmatch(text))


def _is_addressee(row: Row, language: Language) -> bool:
    return bool(language.formulas.addressee.fullmatch(row.text.strip()))


def _contents(rows: Rows, start: int, language: Language) -> int:
    """Where a table of contents that starts at a row ends: where its first entry comes again; `start` if none does.
    Without a heading it must be all labelled lines that are no sentences."""
    headed = bool(language.formulas.contents.fullmatch(rows[start].text.strip()))
    first = start + headed
    if first >= len(rows) or not headed and not rows[first].labels:
        return start
    entry = _bare(rows[first].text)
    for index in range(first + 1, min(first + _LONGEST, len(rows))):
        if _bare(rows[index].text) == entry and (headed or index > first + 1):
            return index
        if not headed and (not rows[index].labels or rows[index].text[-1] in language.terminal):
            return start
    return start


def _bare(text: str) -> str:
    """A line of a table of contents without white space, leaders and page number."""
    return "".join(text.split()).rstrip("0123456789.…·-—()（）")


def _dated(text: str, language: Language) -> bool:
    """Whether a text is a full date and nothing else."""
    return any(start == 0 and end == len(text) for start, end, _ in dates(text, language))


def _body(rows: Rows, start: int, language: Language) -> tuple[int, int]:
    """Where the body of a document that starts at a row ends, and where its back matter ends."""
    opening = ""
    for index in range(start, len(rows)):
        text = rows[index].text.strip()
        if ends_dated(text, language) and index > start - 1 and not _goes_on(rows, index):
            first = _signers(rows, index, start, language) if _dated(text, language) else index
            return _list(rows, first, start, language), _remarks(rows, index + 1, language)
        if index > start and language.formulas.attachment.fullmatch(text) and not _is_list(rows, index, language):
            return index, index
        if opening and _restarts(rows, index, opening, language):
            return index, index
        opening = opening or next((label.shape for label in rows[index].labels), "")
    return len(rows), len(rows)


def ends_dated(text: str, language: Language) -> bool:
    """Whether a line is a date, or a signature and a date parted by a run of white space."""
    found = [(start, end) for start, end, _ in dates(text, language) if end == len(text)] if (
        len(text) <= _TITLE_LENGTH) else []
    if not found:
        return False
    before = text[:found[-1][0]]
    return not before or (before[-1].isspace() and len(before.strip()) <= _SIGNER_LENGTH and (
        len(before) - len(before.rstrip()) > 1 or "\u3000" in before) and not readings(before, language))


def _goes_on(rows: Rows, index: int) -> bool:
    """Whether the numbering goes on after a row, so that it signs nothing."""
    for row in rows[index + 1:index + 4]:
        found = row.labels
        if found:
            return all(label.count != (1,) for label in found)
    return False


def _signers(rows: Rows, index: int, start: int, language: Language) -> int:
    """The first of the rows before a date that are names: short, without label or final mark."""
    before = reversed(rows[max(start, index - _SIGNERS):index])
    return index - sum(1 for _ in takewhile(lambda row: _signs(row, language), before))


def _signs(row: Row, language: Language) -> bool:
    text = row.text.strip()
    return len(text) <= _SIGNER_LENGTH and text[-1] not in language.terminal and not row.labels and (
        not language.formulas.attachment_list.fullmatch(text)) and not language.formulas.annotation.fullmatch(text)


def _remarks(rows: Rows, index: int, language: Language) -> int:
    """Where the remarks after a date end."""
    return index + sum(1 for _ in takewhile(
        lambda row: language.formulas.remark.fullmatch(row.text.strip()) or (
            language.formulas.attachment_list.fullmatch(row.text.strip())), rows[index:index + _SIGNERS]))


def _list(rows: Rows, first: int, start: int, language: Language) -> int:
    """Where the list of attachments before a signature begins; the signature itself if there is none."""
    for index in range(max(start + 1, first - _LISTED), first):
        text = rows[index].text.strip()
        if language.formulas.attachment_list.fullmatch(text) or language.formulas.attachment.fullmatch(text):
            return index
    return first


def _is_list(rows: Rows, index: int, language: Language) -> bool:
    """Whether what follows a line such as `Attachments:` is their list: short labelled lines up to a signature."""
    for row in rows[index + 1:index + _LISTED]:
        text = row.text.strip()
        if ends_dated(text, language):
            return True
        if len(text) > _TITLE_LENGTH or text[-1] in language.terminal:
            return False
    return False


def _restarts(rows: Rows, index: int, opening: str, language: Language) -> bool:
    """Whether a row is the title of a carried document: no sentence, ending as titles do, after a complete row, and the
    numbering starts over below it."""
    row = rows[index]
    before = rows[index - 1].text.rstrip()
    if not is_title(row, language) or before[-1] not in language.terminal:
        return False
    stop = next((place for place in range(index, min(index + _TITLE_ROWS, len(rows)))
                 if not is_title(rows[place], language)), len(rows))
    if not any(language.formulas.title.fullmatch(title.text.strip()) for title in rows[index:stop]):
        return False
    fresh = next((label for place in range(stop, min(stop + _TITLE_ROWS, len(rows)))
                  for label in rows[place].labels), None)
    return fresh is not None and fresh.count == (1,) and (fresh.shape == opening or fresh.shape in DIVISIONS)
