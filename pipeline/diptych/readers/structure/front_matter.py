"""Rows → front matter: where a document's title begins and ends, and the number and notes after it."""

from __future__ import annotations

import re
from typing import Final

from diptych.language.jurisdictions import Jurisdiction
from diptych.language.profiles import Language, dates
from diptych.readers.structure.rows import Row

TITLE_LENGTH: Final = 120
TITLE_ROWS: Final = 6
_CONTENTS_ROWS: Final = 2000
_LEADERS: Final = re.compile(
    r"[\d._~\u00b7\u2010-\u2015\u2022\u2024-\u2027\u2219\u22ef\u2500\u30fb\uff0e\uff3f\uff5e-]+$")
_REACH: Final = re.compile(r"[(（][^()（）]*[)）]$")

Rows = tuple[Row, ...]


def front(rows: Rows, start: int, language: Language, jurisdiction: Jurisdiction) -> tuple[int, int, int]:
    """Where the title begins, where it ends, and where the number and the notes after it end. A letterhead and a
    number may stand before a title that shows itself by its words."""
    first = start
    while first < len(rows) and language.formulas.attachment.fullmatch(rows[first].text.strip()):
        first += 1
    named = first > start and named_at(rows[first - 1].text, language) > 0
    titled = first if named else _title(rows, first, language, jurisdiction)
    found = (first, titled) if titled > first else (start, start) if not named else (first, first)
    end = index = titled
    while index < min(end + TITLE_ROWS, len(rows)):
        listed = _contents(rows, index, language)
        if listed > index:
            end = index = listed
        elif _notes(rows[index].text.strip(), language, jurisdiction) or (
                index > start and language.formulas.long_title.fullmatch(rows[index].text.strip())):
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
    for index in range(first, min(first + TITLE_ROWS, len(rows))):
        text = rows[index].text.strip()
        if not is_title(rows[index], language) or _notes(text, language, jurisdiction) or (
                index > first and language.formulas.long_title.fullmatch(text)) or (
                language.formulas.contents.fullmatch(text)) or index > first and rows[index].gap and (
                    language.formulas.title.fullmatch(words)):
            break
        words += text if language.word_start else "".join(text.split())
        if index == first or language.formulas.title.fullmatch(words):
            end = index + 1
    return end


def _notes(text: str, language: Language, jurisdiction: Jurisdiction) -> bool:
    """Whether a line near the title is a number, a date or a note of promulgation."""
    return jurisdiction.is_number(text) or is_date(text, language) or bool(
        language.formulas.promulgation.fullmatch(text))


def is_title(row: Row, language: Language) -> bool:
    """Whether a row may be a line of a title: short, without a label, not a sentence."""
    text = row.text.strip()
    return len(text) <= TITLE_LENGTH and not language.formulas.not_title.fullmatch(text) and (
        not row.labels) and not language.formulas.preamble.fullmatch(text) and (
        not language.formulas.addenda.fullmatch(text))


def _contents(rows: Rows, start: int, language: Language) -> int:
    """Where a table of contents that starts at a row ends: where its first entry comes again; `start` if none does.
    Without a heading it must be all labelled lines that are no sentences."""
    headed = bool(language.formulas.contents.fullmatch(rows[start].text.strip()))
    first = start + headed
    if first >= len(rows) or not headed and not rows[first].labels:
        return start
    entry = _bare(rows[first].text)
    for index in range(first + 1, min(first + _CONTENTS_ROWS, len(rows))):
        if _bare(rows[index].text) == entry and (headed or index > first + 1):
            return index
        if not headed and (not rows[index].labels or rows[index].text[-1] in language.terminal):
            return start
    return start


def _bare(text: str) -> str:
    """A line of a table of contents without white space, leaders, page number and the articles that it names."""
    return _LEADERS.sub("", _REACH.sub("", _LEADERS.sub("", "".join(text.split()))).rstrip("()（）"))


def is_date(text: str, language: Language) -> bool:
    """Whether a text is a full date and nothing else."""
    return any(start == 0 and end == len(text) for start, end, _ in dates(text, language))
