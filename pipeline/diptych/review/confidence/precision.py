"""A discrepancy → the share of such findings that are right, and the share from which one is reported unasked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from diptych.language.profiles import Language
from diptych.review.clause_pairs import ClausePair, ComparedClause, Discrepancy, LanguagePair, is_drawn, is_item, marker
from diptych.review.pairing.definition_pairs import define_each_other

DEFAULT: Final = 0.7
"""Confidence from which a finding is reported unasked. Chosen. Raised: fewer findings, more of them right."""
_RIGHT: Final[Mapping[str, float]] = {
    "Q001": 0.9, "Q002": 0.9, "Q003": 0.8, "Q004": 0.6, "Q005": 0.8, "Q010": 0.95, "Q011": 0.85, "Q012": 0.9,
    "Q013": 0.9, "Q014": 0.8, "Q020": 0.8, "Q021": 0.5, "Q030": 0.6, "Q031": 0.5, "Q032": 0.7, "Q033": 0.3,
    "Q034": 0.8, "Q035": 0.7, "Q040": 0.9, "Q041": 0.8, "Q042": 0.8, "Q043": 0.8, "Q050": 0.3}
"""By code, the share of findings that are right in texts to learn from. Chosen after the findings in all pairs of
bench/pairs.py were read (those of terms: in this project's first work). Fewer are in unseen texts, which
bench/pairs-judged.tsv has: of bounds (Q004) 4 of 10 there, so they are asked for. Raised: more findings of the code
are reported unasked."""
_SHORT: Final = 12
"""Characters of a clause that is short, as Chinese ones count. Chosen. Raised: fewer clauses are reported as alone or
as replaced."""
_SENTENCE: Final = 16
"""Characters of a clause that is a whole sentence, as Chinese ones count. Chosen after the clauses without counterpart
in the texts to learn from of bench/pairs.py were read. Raised: as _SHORT."""
_LONG: Final = 32
"""Characters of a clause that is a whole one without a mark at its end, as Chinese ones count: recitals end with
commas. Chosen. Raised: as _SHORT."""
_LINE: Final = 0.6
"""Confidence of a finding on the place of such a line. Chosen. Raised: more of them are reported unasked."""
_OF_CLAUSES: Final = frozenset({"Q032", "Q035"})
"""Codes of findings on a clause without counterpart, or with another one. Chosen. If one is added, its findings are
less sure where the words of a clause may be elsewhere."""
_OF_ROWS: Final = _OF_CLAUSES | {"Q001", "Q002", "Q003", "Q034"}
"""Codes of findings on the place of a clause, or on a number. Chosen. If one is added, as _OF_CLAUSES, for rows of
drawn tables: the other text has the cells of one in several."""
_BRACKETS: Final = frozenset(")\uff09")
"""Closing brackets. Chosen. If one is added, more lines are taken for definitions."""
_PREFACE: Final = "preface"
"""eId of the titles of a text: defined by the Akoma Ntoso Naming Convention 1.0."""
_ENDS: Final = frozenset(".;!?:)\u3002\uff1b\uff01\uff1f\uff1a\uff09\u201d")
"""Marks at the end of a clause that is a whole one. Chosen. If one is added, more clauses are reported as alone."""
_PROSE: Final = 6
"""Number of a line from which its unit is prose, whose lines answer to each other one by one. Chosen. Raised: fewer
lines are reported as alone."""
_PARAGRAPH: Final = re.compile(r"__p_(\d+)\Z")
"""Pattern of the end of a paragraph's eId."""
_COUNTED: Final = re.compile(r"__para_\d+\Z")
"""Pattern of the end of the eId of a paragraph that is a unit."""

_UNPRINTED: Final = re.compile(r"\Ahcontainer_\d+__(?!art_)|__p_1\Z")
"""Pattern of what an eId has beside printed numbers: a part under a mere heading, and the first line of a unit.
Articles in such parts are those of addenda, which are numbered anew in each."""
_FIRST_OF_SEVERAL: Final = "__para_1"
"""The end of the eId of an article's first paragraph, if it has several: defined by the Naming Convention 1.0."""
_OF_REFERENCES: Final = "Q005"
"""Code of findings on references: defined by this project."""


def is_default(code: str) -> bool:
    """Whether a finding of a code can be reported unasked."""
    return _RIGHT[code] >= DEFAULT


def confidence(discrepancy: Discrepancy, pair: ClausePair, languages: LanguagePair, *,
               is_surrounded: bool = False, is_doubtful: bool = False) -> float:
    """The probability that a finding is right: that of its code, times that of the pair if its clauses have two places.

    Clauses with one printed number are sure for a reference: whoever cites the number means both. So are definitions of
    each other's terms, which have another place in each language.

    It is lower for lines of a unit that have no numbers: a language may have them in another order or in one line. So
    it is for headings and names without numbers. The first line of a unit is sure between pairs that do not hold it.
    Rows of a drawn table have no sure place. A clause that is alone or replaced is `is_doubtful` if its words may be
    elsewhere. A title repeats words of the line before it. A short clause has few words to judge whether it is
    replaced. Paragraphs are missing under a heading whatever that is paired with."""
    right = _RIGHT[discrepancy.code]
    if discrepancy.code in _OF_ROWS and any(is_drawn(clause.text) for clause in pair.sides if clause):
        return min(right, _LINE)
    if is_doubtful and discrepancy.code in _OF_CLAUSES or discrepancy.code == "Q041" and pair.eid == _PREFACE:
        right = min(right, _LINE)
    if pair.left and pair.right:
        if discrepancy.code == "Q035" and min(_size(pair.left.text), _size(pair.right.text)) < _SHORT:
            right = min(right, _LINE)
        line = discrepancy.code == "Q034" and (_are_lines(pair.left, pair.right) or _are_names(pair.left, pair.right))
        sure = pair.unlike or pair.left.eid == pair.right.eid or define_each_other(
            pair.left.text, pair.right.text) or discrepancy.code == "Q032" and any(
            span and clause and span.end == len(clause.text)
            for span, clause in zip(discrepancy.spans, pair.sides, strict=True)) or (
            discrepancy.code == _OF_REFERENCES and _have_one_number(pair.left, pair.right))
        share = 1.0 if sure else pair.confidence
        return round(min(right, _LINE) * share if line else right * share, 2)
    clause, language = (pair.left, languages[0]) if pair.left else (pair.right, languages[1])
    if not clause or is_surrounded and (_is_first(clause) or _is_whole(clause, language)) or (
            not _is_uncertain(clause, language)):
        return round(right * pair.confidence, 2)
    return min(right, _LINE)


def _have_one_number(left: ComparedClause, right: ComparedClause) -> bool:
    """Whether two clauses begin units of one printed number, or are lines of one place in them.

    The paragraphs of an article may be a clause each, or one clause."""
    printed, other = sorted((_UNPRINTED.sub("", clause.eid) for clause in (left, right)), key=len)
    return other in (printed, f"{printed}{_FIRST_OF_SEVERAL}") and "_" in printed


def _is_uncertain(clause: ComparedClause, language: Language) -> bool:
    """Whether a clause without counterpart is short, a part of a sentence, or a later line of a unit and no
    definition."""
    text = clause.text.rstrip()
    if is_item(text) and _size(text) >= _SHORT:
        return False
    part = _PARAGRAPH.search(clause.eid) or clause.enclosing and not clause.label
    if _size(text) < _SHORT or part and (text[-1:] not in _ENDS or _continues(text, language)):
        return True
    if language.wording.one_version.search(text):
        return True
    line = _PARAGRAPH.search(clause.eid)
    early = line is not None and 1 < int(line[1]) < _PROSE
    return early and _is_line(clause) and not language.wording.definition.search(text)


def _is_first(clause: ComparedClause) -> bool:
    """Whether a clause is the first line of a numbered unit, and long enough to be no number or name."""
    line = _PARAGRAPH.search(clause.eid)
    if line is None or line[1] != "1" or _size(clause.text) < _SHORT:
        return False
    unit = clause.eid[:line.start()].rpartition("__")[2]
    return unit[-1:].isdecimal() and not unit.startswith("hcontainer")


def _is_whole(clause: ComparedClause, language: Language) -> bool:
    """Whether a clause is long enough, ends as a clause does or is longer, and is no definition, of which a language
    may have its own."""
    text, wording = clause.text.rstrip(), language.wording
    whole = _size(text) >= _SENTENCE and (text[-1:] in _ENDS or _size(text) >= _LONG)
    return whole and not (_continues(text, language) or wording.one_version.search(text)
                          or wording.definition.search(text))


def _continues(text: str, language: Language) -> bool:
    """Whether a text goes on with a sentence of the line before: it begins with a small letter, and is no definition,
    which may end with a term in brackets."""
    return text[:1].islower() and text[-1:] not in _BRACKETS and not language.wording.definition.search(text)


def _are_lines(left: ComparedClause, right: ComparedClause) -> bool:
    """Whether two clauses are lines without number of one numbered unit, or of a unit and one inside it.

    Paragraphs that are units of their own are none: references count them."""
    outer, inner = sorted((left, right), key=lambda clause: len(clause.enclosing))
    signs = marker(left.text), marker(right.text)
    if _is_numbered_alike(left, signs[1], right) or _is_numbered_alike(right, signs[0], left):
        return True
    numbered = left.label or right.label or all(signs) and signs[0] != signs[1]
    counted = all(_COUNTED.search(clause.eid) for clause in (left, right))
    if numbered or not inner.enclosing or counted and left.enclosing == right.enclosing:
        return False
    return inner.enclosing.startswith(outer.enclosing) if outer.enclosing else inner.eid.startswith(
        outer.eid.rpartition("__p_")[0])


def _is_numbered_alike(clause: ComparedClause, sign: str, other: ComparedClause) -> bool:
    """Whether a clause has the number that another line of its unit has as the sign at its beginning."""
    unit, _, number = clause.label.rpartition(".")
    return bool(sign and unit) and not other.label and other.enclosing == unit and (
        number in (sign, str(ord(sign[0].lower()) - ord("a") + 1)))


def _are_names(left: ComparedClause, right: ComparedClause) -> bool:
    """Whether two clauses of a unit have no number and are no sentences: headings, or names in alphabetical order."""
    numbered = left.label or right.label or marker(left.text) or marker(right.text)
    return not numbered and left.enclosing == right.enclosing and not any(
        clause.text.rstrip()[-1:] in _ENDS for clause in (left, right))


def _is_line(clause: ComparedClause) -> bool:
    """Whether a clause is a line without number in a numbered unit."""
    return not clause.label and bool(clause.enclosing) and bool(_PARAGRAPH.search(clause.eid))


def _size(text: str) -> float:
    """The length of a text in Chinese characters, of which two letters of an alphabet are one."""
    return sum(0.5 if sign < "\u2e80" else 1.0 for sign in text if not sign.isspace())
