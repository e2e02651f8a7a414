"""Rows → front matter: begin and end of a document's title, and the number and notes after it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from diptych.config.structural_corrections import ATTACHMENT, CONTENTS
from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language, dates
from diptych.readers.structure.rows import Row

TITLE_LENGTH: Final = 120
"""Most characters of a row of a title; chosen. If raised, more paragraphs without final mark are titles."""
_TITLE_ABOVE: Final = 300
"""Most characters of a title that is the first row, above a label or a note; chosen. If raised, a paragraph without
final mark is more often a title."""
_FIRST_YEAR: Final = 1000
"""Least number that is no label but a year at the beginning of a title; chosen. If lowered, a first unit with a high
number is a title."""
_ENACTED: Final = 2
"""Rows below a long title in which signs of laws, such as words of enactment, are searched; chosen. If raised, more
paragraphs without final mark are titles."""
TITLE_ROWS: Final = 6
"""Most rows of a title, and of notes between its parts; chosen. If raised, more short rows at the beginning of a
body are front matter."""
_CONTENTS_ROWS: Final = 2000
"""Most rows of a table of contents; chosen. If raised, a first entry that is never repeated takes more time."""
_UNREPEATED: Final = 4
"""Rows of a table of contents in which its first labelled entry is searched, if the entries before it are never
repeated; chosen. If raised, more short rows below the heading are entries."""
_DOTS: Final = r"[\d._~\u00b7\u2010-\u2015\u2022\u2024-\u2027\u2219\u22ef\u2500\u30fb\uff0e\uff3f\uff5e-]"
_LEADERS: Final = re.compile(rf"(?<!{_DOTS}){_DOTS}++$")
"""Pattern of leaders (dots and dashes) and a page number at the end of an entry."""
_ARTICLES: Final = re.compile(r"[(（][^()（）]*[)）]$")
"""Pattern of the articles in brackets that an entry lists at its end."""

Rows = tuple[Row, ...]


def front(rows: Rows, start: int, language: Language, jurisdiction: Jurisdiction) -> tuple[int, int, int]:
    """The begin of the title, its end, and the end of the number and the notes after it.

    A letterhead and a number may be before a title that ends with a word for a kind of document.
    """
    first = start
    while first < len(rows) and not rows[first].in_body and (
            rows[first].role == ATTACHMENT or language.formulas.attachment.fullmatch(rows[first].text)):
        first += 1
    named = first > start and named_at(rows[first - 1].text, language) is not None
    titled = first if named else _title(rows, first, language, jurisdiction)
    title = (first, titled) if titled > first or named else (start, start)
    end = index = titled
    while index < min(end + TITLE_ROWS, len(rows)):
        text = rows[index].text
        if rows[index].in_body or rows[index].role == ATTACHMENT:
            break
        listed = _contents(rows, index, language)
        if listed > index:
            end = index = listed
        elif _is_note(text, language, jurisdiction) or index > start and language.formulas.long_title.fullmatch(text):
            end = index = index + 1
        elif not is_title(rows[index], language):
            listed = _contents_below(rows, index, end + TITLE_ROWS, language)
            if listed == index:
                break
            end = index = listed
        else:
            after = _title(rows, index, language, jurisdiction)
            if not named and _is_named(rows[index:after], language) and not _is_named(rows[slice(*title)], language):
                title, end, index = (index, after), after, after
            else:
                index += 1
    return *title, end


def named_at(text: str, language: Language) -> int | None:
    """The offset of the title in a row that marks an attachment and names it; None if it has none."""
    match = language.formulas.attachment.fullmatch(text)
    title = match.groupdict().get("title") if match is not None else None
    return len(text) - len(title) if title else None


def _is_named(rows: Rows, language: Language) -> bool:
    """Whether rows end with a word for a kind of document, as titles do."""
    return bool(rows) and bool(language.formulas.title.fullmatch("".join(row.text for row in rows)))


def _title(rows: Rows, first: int, language: Language, jurisdiction: Jurisdiction) -> int:
    """The end of a title that may begin at a row: after the last row that can end a title, else after its first."""
    end, words = first, ""
    for index in range(first, min(first + TITLE_ROWS, len(rows))):
        text = rows[index].text
        if not is_title(rows[index], language) and (index or not _is_first(rows, language, jurisdiction)) or (
                _is_note(text, language, jurisdiction)) or (
                index > first and language.formulas.long_title.fullmatch(text)) or (
                language.formulas.contents.fullmatch(text)) or index > first and rows[index].gap and (
                    language.formulas.title.fullmatch(words)):
            break
        words += text if language.word_start else "".join(text.split())
        if index == first or language.formulas.title.fullmatch(words):
            end = index + 1
    return end


def _is_first(rows: Rows, language: Language, jurisdiction: Jurisdiction) -> bool:
    """Whether the first row of a text is a title that is long or begins with a year: a label, a note or a sign of the
    country's laws is below it. Above a number the title may end with the point of an abbreviation."""
    below = rows[1:_ENACTED + 1]
    if not below or not (below[0].labels or _is_note(below[0].text, language, jurisdiction) or any(
            jurisdiction.signs.search(f"\n{row.text}") for row in below)):
        return False
    bare = rows[0].text.rstrip(".") if is_number(below[0].text, language, jurisdiction) else rows[0].text
    labels = tuple(label for label in rows[0].labels if label.count[0] < _FIRST_YEAR)
    return bool(bare) and is_title(replace(rows[0], text=bare, labels=labels), language, _TITLE_ABOVE)


def _is_note(text: str, language: Language, jurisdiction: Jurisdiction) -> bool:
    """Whether a row near the title is a number, a date or a note of promulgation."""
    return is_number(text, language, jurisdiction) or is_date(text, language) or bool(
        language.formulas.promulgation.fullmatch(text))


def is_number(text: str, language: Language, jurisdiction: Jurisdiction) -> bool:
    """Whether a row is a document number of the jurisdiction, or one that names no country."""
    return jurisdiction.is_number(text) or language.formulas.number.fullmatch(text) is not None


def is_title(row: Row, language: Language, longest: int = TITLE_LENGTH) -> bool:
    """Whether a row may be part of a title: short, without a label, not a sentence."""
    return len(row.text) <= longest and not language.formulas.not_title.fullmatch(row.text) and (
        not row.reading) and (not row.labels) and not language.formulas.preamble.fullmatch(row.text) and (
        not row.addenda) and not language.formulas.division.fullmatch(row.text)


def _contents(rows: Rows, start: int, language: Language) -> int:
    """The end of a table of contents that begins at a row: the row that repeats its first entry; `start` if none does.

    Without a heading, all its rows must have labels, and none may be a sentence. The editor may say which rows it has.
    """
    if rows[start].role == CONTENTS:
        return next((index for index in range(start, len(rows)) if rows[index].role != CONTENTS), len(rows))
    headed = bool(language.formulas.contents.fullmatch(rows[start].text))
    first = start + headed
    if first >= len(rows) or not headed and not rows[first].labels:
        return start
    for entry in _openers(rows, first, language) if headed else (first,):
        if (end := _repeated(rows, entry, language, headed=headed)) > entry:
            return _last_entry(rows, first, end, language)
    return start


def _openers(rows: Rows, first: int, language: Language) -> range:
    """The entries of which the body may repeat the first: that of a preamble has no label, and its heading may be
    missing from the body."""
    end = next((index for index in range(first, min(first + _UNREPEATED, len(rows))) if rows[index].labels or (
        rows[index].text[-1] in language.terminal)), first)
    return range(first, end + 1 if rows[end].labels else first + 1)


def _repeated(rows: Rows, entry: int, language: Language, *, headed: bool) -> int:
    """The row that repeats an entry of a table of contents; the entry itself if none does."""
    words = _bare(rows[entry].text)
    for index in range(entry + 1, min(entry + _CONTENTS_ROWS, len(rows))):
        if _bare(rows[index].text) == words and (headed or index > entry + 1):
            return index
        if not headed and (not rows[index].labels or rows[index].text[-1] in language.terminal):
            break
    return entry


def _last_entry(rows: Rows, first: int, end: int, language: Language) -> int:
    """The end of the entries of a table of contents. A preamble between them and the body is no entry."""
    place = end
    while place > first + 1 and not rows[place - 1].labels:
        text = rows[place - 1].text
        if text[-1] not in language.terminal and not language.formulas.preamble.fullmatch(text):
            break
        place -= 1
    return place


def _contents_below(rows: Rows, start: int, limit: int, language: Language) -> int:
    """The end of a table of contents that follows sentences, such as those of an enactment; `start` if none does."""
    for index in range(start, min(limit, len(rows))):
        if rows[index].labels or rows[index].in_body:
            break
        if language.formulas.contents.fullmatch(rows[index].text):
            return max(_contents(rows, index, language), start)
    return start


def _bare(text: str) -> str:
    """An entry of a table of contents without white space, leaders, page number and listed articles."""
    return _LEADERS.sub("", _ARTICLES.sub("", _LEADERS.sub("", "".join(text.split()))).rstrip("()（）"))


def is_date(text: str, language: Language) -> bool:
    """Whether a text is a full date and nothing else."""
    return any(start == 0 and end == len(text) for start, end, _ in dates(text, language))
