"""A review → the page for editors: both texts of each clause, the findings marked in them, counted and explained."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from diptych import interface_text
from diptych.akn.document import Document
from diptych.diagnostics import Code, Severity
from diptych.interface_text import Interface
from diptych.render.html.clause_tools import Citing
from diptych.render.html.work_facts import nearest, review_path
from diptych.render.site import preview_notice
from diptych.render.site.page import Page, Settings, page
from diptych.render.site.page_templates import rendered
from diptych.render.site.preview_notice import UNLISTED
from diptych.render.site.published_work import PublishedWork
from diptych.render.site.review_overview import FindingCount, deviation, shade
from diptych.review.clause_pairs import ClausePair, Discrepancy, Review

_BEGINNING: Final = 12
"""Characters that name a clause without a number; chosen. Raised, its heading takes two lines."""
_FACTS: Final = ("expected", "usual", "character", "clause")
"""The facts of a finding that the page lists, by their names in schema/codes.toml."""

Numbered = tuple[int, Discrepancy]
"""A finding and its number on the page, from 1."""


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of a text and the codes of its findings; `ends` are number and code of each finding that ends here."""

    text: str
    codes: tuple[str, ...]
    ends: tuple[tuple[int, str], ...]
    grave: bool


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """A finding in the reader's words.

    `facts` are names and values, `words` the words concerned with their language. `why` is the reason of its waiver,
    `waiver` the entry of editorial.toml that would waive it.
    """

    number: int
    code: str
    title: str
    rule: str
    grave: bool
    facts: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]
    why: str
    waiver: str


@dataclass(frozen=True, slots=True)
class MarkedClause:
    """A clause with findings: its label with a language, its texts in pieces by language tag, the findings."""

    id: str
    label: tuple[str, str]
    path: str
    texts: tuple[tuple[str, tuple[MarkedPiece, ...]], ...]
    findings: tuple[ListedFinding, ...]


@dataclass(frozen=True, slots=True)
class _ReviewPage:
    """The data of a page: `documents` are both texts, `findings` those of each pair, `root` the URL of the work."""

    review: Review
    documents: Sequence[Document]
    findings: Sequence[Sequence[Numbered]]
    codes: Mapping[str, Code]
    words: Interface
    root: str

    def is_grave(self, finding: Discrepancy) -> bool:
        """Whether a finding is more than a notice."""
        return self.codes[finding.code].severity is not Severity.NOTICE


def review_pages(work: PublishedWork, review: Review, codes: Mapping[str, Code], settings: Settings) -> Iterator[Page]:
    """The page in each interface language."""
    path = work.path + review_path(work.documents, review.languages)
    documents = [document for language in review.languages for document in work.documents
                 if document.language == language]
    findings: list[list[Numbered]] = [[] for _ in review.pairs]
    for number, finding in enumerate(review.discrepancies, 1):
        findings[finding.pair].append((number, finding))
    for words in settings.interfaces.site:
        near, root = nearest(documents, words), settings.front(settings.home(words) + path, words) + work.path
        shown = _ReviewPage(review, documents, findings, codes, words, root)
        title = words.say("review_title", title=near.title)
        body = rendered("review.html", words, title=title, clauses=tuple(_clauses(shown)), counts=_counts(shown),
                        name=Markup(_marked_title(words, near)), work_path=root,  # noqa: S704 - escaped there
                        number=near.called, size=len(review.pairs), cells=list(_cells(shown)),
                        label=words.say("review_map"))
        listed = page(settings, path, words, title, words.say("review_lead"),
                      html=preview_notice.html(near, words) + body,
                      head=f"{UNLISTED}<style>\n{_filters(review)}</style>\n")
        # The default language is for search engines, which do not list the page.
        yield replace(listed, alternates=listed.alternates[:-1])


def _marked_title(words: Interface, document: Document) -> str:
    """The title of the page as HTML, in which the title of the document has its language."""
    title = f'<span lang="{interface_text.tag(document)}">{escape(document.title)}</span>'
    return words.say("review_title", title=title)


def _filters(review: Review) -> str:
    """The styles that hide the findings of all other kinds if one kind is chosen."""
    return "".join(
        f".review:has(#only-{code}:checked) :is(.review-clause:not(:has(li.{code})), .review-findings li:not(.{code}), "
        f"sup:not(.{code}), .review-map a:not(.{code}) :is(circle, path:not(.bar))) {{ display: none; }}\n"
        f".review:has(#only-{code}:checked) mark:not(.{code}) {{ background: none; text-decoration: none; }}\n"
        for code in sorted({finding.code for finding in review.discrepancies}))


def _counts(shown: _ReviewPage) -> tuple[tuple[str, str, bool, int, int], ...]:
    """Each code with its title, whether it is grave, and its numbers of open and waived findings; the gravest first."""
    findings = shown.review.discrepancies
    opened = Counter(finding.code for finding in findings if not finding.waiver)
    waived = Counter(finding.code for finding in findings if finding.waiver)
    grave = {finding.code: shown.is_grave(finding) for finding in findings}
    return tuple((code, shown.words.say(_key(code)), grave[code], opened[code], waived[code])
                 for code in sorted(grave, key=lambda code: (not grave[code], code)))


def _clauses(shown: _ReviewPage) -> Iterator[MarkedClause]:
    for pair, findings in zip(shown.review.pairs, shown.findings, strict=True):
        if findings:
            tags = [interface_text.tag(document) for document in shown.documents]
            texts = tuple((tag, tuple(_pieces(clause.text, side, findings, shown)) if clause else ())
                          for side, (tag, clause) in enumerate(zip(tags, pair.sides, strict=True)))
            yield MarkedClause(f"clause-{pair.eid}", _label(pair, shown), f"{shown.root}#{pair.eid}", texts,
                               tuple(_listed(number, finding, pair, tags, shown) for number, finding in findings))


def _label(pair: ClausePair, shown: _ReviewPage) -> tuple[str, str]:
    """The label of a clause, or its first characters if it has no number; and the language of that text.

    The text is in the reader's language, if there is one with the clause.
    """
    clause, document = min(zip(pair.sides, shown.documents, strict=True), key=lambda side: (
        side[0] is None, not shown.words.speaks(interface_text.tag(side[1]))))
    citing, text = Citing(document, shown.words, ""), clause.text if clause else ""
    beginning = text[:_BEGINNING] + "…" * (len(text) > _BEGINNING)
    return citing.label(pair.eid) if citing.is_numbered(pair.eid) else beginning, interface_text.tag(document)


def _listed(number: int, finding: Discrepancy, pair: ClausePair, tags: Sequence[str],
            shown: _ReviewPage) -> ListedFinding:
    facts, key = dict(finding.facts), _key(finding.code)
    single = tags[0 if finding.spans[0] else 1]
    languages = {"left": tags[0], "right": tags[1], "words": single, "mark": single}
    return ListedFinding(
        number, finding.code, shown.words.say(key), shown.words.say(f"{key}_rule"), shown.is_grave(finding),
        tuple((shown.words.say(f"review_{name}"), facts[name]) for name in _FACTS if name in facts),
        tuple((tag, facts[name]) for name, tag in languages.items() if name in facts),
        shown.words.choose(dict(finding.waiver.why))[1] if finding.waiver else "", _waiver(finding, pair))


def _waiver(finding: Discrepancy, pair: ClausePair) -> str:
    """The entry of editorial.toml that waives a finding, without the reason. JSON strings are TOML strings."""
    words = [span.of(side.text) for span, side in zip(finding.spans, pair.sides, strict=True) if span and side]
    entry = {"code": finding.code, "eid": pair.eid, **({"words": words[-1]} if words else {}), "why": "…"}
    lines = (f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in entry.items())
    return "\n".join(("[[waiver]]", *lines))


def _pieces(text: str, side: int, findings: Sequence[Numbered], shown: _ReviewPage) -> Iterator[MarkedPiece]:
    """The text, cut at each beginning and end of a finding."""
    spans = [(span, number, finding) for number, finding in findings if (span := finding.spans[side])]
    edges = sorted({0, len(text), *(edge for span, _, _ in spans for edge in (span.start, span.end))})
    for start, end in pairwise(edges):
        over = [(span, number, finding) for span, number, finding in spans if span.start <= start and end <= span.end]
        yield MarkedPiece(text[start:end], tuple(dict.fromkeys(finding.code for *_, finding in over)),
                          tuple((number, finding.code) for span, number, finding in over if span.end == end),
                          any(shown.is_grave(finding) for *_, finding in over))


def _cells(shown: _ReviewPage) -> Iterator[FindingCount]:
    words, ratio = shown.words, shown.review.ratio
    for pair, numbered in zip(shown.review.pairs, shown.findings, strict=True):
        findings = [finding for _, finding in numbered]
        opened = [finding for finding in findings if not finding.waiver]
        warnings = sum(map(shown.is_grave, opened))
        notices, waived, steps = len(opened) - warnings, len(findings) - len(opened), shade(pair, ratio)
        key = "review_short" if steps < 0 else "review_long" if steps else "review_usual_length"
        title = words.say("review_cell", label=_label(pair, shown)[0], warnings=warnings, notices=notices,
                          waived=waived, length=words.say(key, share=words.share(abs(deviation(pair, ratio)))))
        href = f"#clause-{pair.eid}" if findings else f"{shown.root}#{pair.eid}"
        yield FindingCount(href, Markup(escape(title)), steps, warnings, notices, waived,  # noqa: S704 - escaped here
                           tuple(sorted({finding.code for finding in findings})))


def _key(code: str) -> str:
    return f"review_{code.lower()}"
