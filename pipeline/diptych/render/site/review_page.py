"""A review → the page for editors: both texts of each clause, the findings marked in them, counted and explained."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from diptych import interface_text
from diptych.akn.document import Document
from diptych.diagnostics import Code, Severity
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.work_facts import REVIEW
from diptych.render.site.page_templates import rendered
from diptych.render.site.pages import Page, PublishedWork, Settings, forms, home, way
from diptych.render.site.review_overview import FindingCount, deviation, overview, shade
from diptych.review.clause_pairs import ClausePair, Discrepancy, Review

_UNLISTED: Final = '<meta name="robots" content="noindex">\n'
"""A page for editors is nothing for those who search the web."""
_BEGINNING: Final = 12
"""So many characters name a clause without a number."""
_SHOWN: Final = ("expected", "usual", "character", "clause")


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of a text, and the codes of the findings that it belongs to; `ends` are the numbers and codes of those
    that end with it."""

    text: str
    codes: tuple[str, ...]
    ends: tuple[tuple[int, str], ...]
    grave: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding in the reader's words: `said` are its facts, `why` the reason for which it is waived, `waiver` what
    would waive it in editorial.toml."""

    number: int
    code: str
    title: str
    rule: str
    grave: bool
    said: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    why: str
    waiver: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause with findings: what it is called and in which language, its texts by language tag, in pieces, and the
    findings."""

    id: str
    label: tuple[str, str]
    path: str
    texts: tuple[tuple[str, tuple[MarkedPiece, ...]], ...]
    findings: tuple[Noted, ...]


def review_pages(work: PublishedWork, found: Review, codes: Mapping[str, Code], settings: Settings) -> Iterator[Page]:
    """The page in each interface language."""
    path = f"{work.path}{REVIEW}{found.languages[1]}/"
    for link in forms(path, ""):
        words = interface_text.interface(link.tag.partition("-")[0])
        documents = [one for language in found.languages for one in work.documents if one.language == language]
        near = next((one for one in documents if interface_text.code(one.language) == words.language), documents[0])
        root = way(link.path) + home(words.language) + work.path
        clauses = tuple(_clauses(found, documents, codes, words, root))
        title = words.say("review_title", title=near.title)
        yield Page(
            link.path, title, words.say("review_lead"), words,
            rendered("review.html", words, title=title, clauses=clauses, counts=_counts(found, codes, words),
                     name=Markup(_named(words, near)),  # noqa: S704 (escaped there)
                     work_path=root, number=near.number, size=len(found.pairs),
                     picture=Markup(overview(_cells(found, documents, codes, words, root),  # noqa: S704
                                             words.say("review_map")))),
            (), settings.absolute(link.path), forms(path, words.language),
            tuple((one.tag, settings.absolute(one.path)) for one in forms(path, "")), (),
            f"{_UNLISTED}<style>\n{_filters(found)}</style>\n")


def _named(words: Interface, document: Document) -> str:
    """The title of the page with that of the document marked as its language."""
    title = f'<span lang="{interface_text.tag(document)}">{escape(document.title)}</span>'
    return words.say("review_title", title=title)


def _filters(found: Review) -> str:
    """The style that hides, where one kind is chosen, what is found of others."""
    return "".join(
        f".review:has(#only-{code}:checked) :is(.review-clause:not(:has(li.{code})), .review-findings li:not(.{code}), "
        f"sup:not(.{code}), .review-map a:not(.{code}) :is(circle, path:not(.bar))) {{ display: none; }}\n"
        f".review:has(#only-{code}:checked) mark:not(.{code}) {{ background: none; text-decoration: none; }}\n"
        for code in sorted({one.code for one in found.discrepancies}))


def _counts(found: Review, codes: Mapping[str, Code], words: Interface) -> tuple[tuple[str, str, bool, int, int], ...]:
    """Of each kind its code, title, whether it is grave, and how many are open and waived; the gravest first."""
    opened = Counter(one.code for one in found.discrepancies if not one.waiver)
    put_by = Counter(one.code for one in found.discrepancies if one.waiver)
    listed = sorted({*opened, *put_by}, key=lambda code: (not _is_grave(codes[code]), code))
    return tuple((code, words.say(_key(code)), _is_grave(codes[code]), opened[code], put_by[code]) for code in listed)


def _clauses(found: Review, documents: Sequence[Document], codes: Mapping[str, Code], words: Interface,
             root: str) -> Iterator[Shown]:
    numbered = list(enumerate(found.discrepancies, 1))
    for index, pair in enumerate(found.pairs):
        here = [(number, one) for number, one in numbered if one.pair == index]
        if here:
            texts = tuple((interface_text.tag(document), tuple(_pieces(clause.text, side, here, codes)) if clause
                           else ())
                          for side, (document, clause) in enumerate(zip(documents, pair.sides, strict=True)))
            yield Shown(f"clause-{pair.eid}", _label(pair, documents, words), f"{root}#{pair.eid}", texts,
                        tuple(_noted(number, one, codes, words, pair, [tag for tag, _ in texts])
                              for number, one in here))


def _label(pair: ClausePair, documents: Sequence[Document], words: Interface) -> tuple[str, str]:
    """How a clause is cited, or, where it has no number, how it begins, and the language of that: the reader's, if one
    of the texts is in it and has the clause."""
    sides = sorted(zip(pair.sides, documents, strict=True), key=lambda side: (
        side[0] is None, interface_text.code(side[1].language) != words.language))
    clause, document = sides[0]
    label, text = Citing(document, words, "").label(pair.eid), clause.text if clause else ""
    begun = text[:_BEGINNING] + "…" * (len(text) > _BEGINNING)
    return begun if label == pair.eid else label, interface_text.tag(document)


def _noted(number: int, one: Discrepancy, codes: Mapping[str, Code], words: Interface, pair: ClausePair,
           tags: Sequence[str]) -> Noted:
    facts = dict(one.facts)
    said = tuple((words.say(f"review_{name}"), facts[name]) for name in _SHOWN if name in facts)
    single = tags[0 if one.spans[0] else 1]
    named = tuple((tag, facts[name]) for name, tag in (("left", tags[0]), ("right", tags[1]), ("words", single),
                                                       ("mark", single)) if name in facts)
    return Noted(number, one.code, words.say(_key(one.code)), words.say(f"{_key(one.code)}_rule"),
                 _is_grave(codes[one.code]), said, named, one.waiver.why if one.waiver else "", _waiver(one, pair))


def _waiver(one: Discrepancy, pair: ClausePair) -> str:
    """The entry of editorial.toml that waives a finding, with room for the reason; JSON writes TOML's escapes."""
    words = [span.of(side.text) for span, side in zip(one.spans, pair.sides, strict=True) if span and side]
    entry = {"code": one.code, "eid": pair.eid, **({"words": words[-1]} if words else {}), "why": "…"}
    lines = (f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in entry.items())
    return "\n".join(("[[waiver]]", *lines))


def _pieces(text: str, side: int, here: Sequence[tuple[int, Discrepancy]],
            codes: Mapping[str, Code]) -> Iterator[MarkedPiece]:
    """The text cut wherever a finding begins or ends."""
    spans = [(span, number, one.code) for number, one in here if (span := one.spans[side])]
    edges = sorted({0, len(text), *(edge for span, _, _ in spans for edge in (span.start, span.end))})
    for start, end in pairwise(edges):
        over = [(span, number, code) for span, number, code in spans if span.start <= start and end <= span.end]
        yield MarkedPiece(text[start:end], tuple(dict.fromkeys(code for *_, code in over)),
                    tuple((number, code) for span, number, code in over if span.end == end),
                    any(_is_grave(codes[code]) for *_, code in over))


def _cells(found: Review, documents: Sequence[Document], codes: Mapping[str, Code], words: Interface,
           root: str) -> list[FindingCount]:
    cells = []
    for index, pair in enumerate(found.pairs):
        here = [one for one in found.discrepancies if one.pair == index]
        opened = [one for one in here if not one.waiver]
        grave = sum(_is_grave(codes[one.code]) for one in opened)
        off = shade(pair, found.ratio)
        share = words.share(abs(deviation(pair, found.ratio)))
        length = words.say("review_short" if off < 0 else "review_long" if off else "review_usual_length", share=share)
        title = words.say("review_cell", label=_label(pair, documents, words)[0], warnings=grave,
                          notices=len(opened) - grave, waived=len(here) - len(opened), length=length)
        href = f"#clause-{pair.eid}" if here else f"{root}#{pair.eid}"
        cells.append(FindingCount(href, title, off, grave, len(opened) - grave, len(here) - len(opened),
                          tuple(sorted({one.code for one in here}))))
    return cells


def _is_grave(code: Code) -> bool:
    return code.severity is not Severity.NOTICE


def _key(code: str) -> str:
    return f"review_{code.lower()}"
