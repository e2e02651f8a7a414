"""Akoma Ntoso bytes → a read-only view: the metadata that readers ask for, elements by eId, texts by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from lxml import etree

from diptych.akn.names import AKN, DIPTYCH, DOCUMENT_TYPES, HIERARCHY, UNKNOWN_TRANSLATOR, XML, local, tag
from diptych.diagnostics import Position, Result, diagnostic

NS = {"a": AKN, "d": DIPTYCH}
_EDITED = etree.XPath("boolean(descendant-or-self::*/@status)")
"""Whether the editor's hand shows anywhere in an element."""
_MANY: Final = 8
Words = Mapping[str, str]
"""The same words in several interface languages, by BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's note: `kind` is comment or emendation, `words` by interface language."""

    eid: str
    marker: str
    kind: str
    words: Words


@dataclass(frozen=True, slots=True)
class Translation:
    """FRBRtranslation: of which expression, by whom (the showAs of its TLC reference), with what standing; and whether
    all of the original is translated."""

    of: str
    from_language: str
    by: str
    by_href: str
    authoritative: bool
    complete: bool = True

    @property
    def known(self) -> bool:
        """Whether it is known who translated."""
        return self.by_href.removeprefix("#") != UNKNOWN_TRANSLATOR


@dataclass(frozen=True, slots=True)
class Amendment:
    """An event of the lifecycle: when what changed the work; `iri` is empty where it has none that is known."""

    date: str
    title: str
    iri: str


@dataclass(frozen=True)
class Document:
    """One expression. `root` is the akomaNtoso element, not to be changed.

    `version` is the date of the version that it is published as; empty at the address that always shows the newest.
    """

    root: etree._Element
    version: str = ""

    @cached_property
    def main(self) -> etree._Element:
        """The document element: act, bill, doc …"""
        return next(child for child in self.root if _is_document(child))

    def value(self, path: str, attribute: str = "value") -> str:
        """An attribute of the first element at an `a:`-prefixed path below identification; empty if there is none."""
        found = self.main.find(f"a:meta/a:identification/{path}", NS)
        return "" if found is None else found.get(attribute, "")

    @cached_property
    def work_iri(self) -> str:
        return self.value("a:FRBRWork/a:FRBRuri")

    @cached_property
    def expression_iri(self) -> str:
        return self.value("a:FRBRExpression/a:FRBRuri")

    @property
    def home(self) -> str:
        """Where its version of the work is published: the work's IRI, `…/@2015-01-01` for a dated version."""
        return f"{self.work_iri}/@{self.version}" if self.version else self.work_iri

    @property
    def address(self) -> str:
        """Where it is published itself: `…/zho`, `…/zho@2015-01-01` in a dated version."""
        return self.expression_iri if self.version else f"{self.work_iri}/{self.language}"

    @cached_property
    def language(self) -> str:
        """ISO 639-2 code of the expression."""
        return self.value("a:FRBRExpression/a:FRBRlanguage", "language")

    @cached_property
    def title(self) -> str:
        """The expression's title, as its FRBRalias gives it, else as docTitle prints it."""
        alias = self.value("a:FRBRExpression/a:FRBRalias[@name='title']")
        printed = self.main.find(".//a:docTitle", NS)
        return alias or ("" if printed is None else emended(printed))

    @cached_property
    def number(self) -> str:
        """The work's number as printed."""
        return self.value("a:FRBRWork/a:FRBRnumber", "showAs") or self.value("a:FRBRWork/a:FRBRnumber")

    @cached_property
    def date(self) -> str:
        """The work's date, ISO 8601; 0001-01-01 stands for unknown."""
        return self.value("a:FRBRWork/a:FRBRdate", "date")

    @property
    def kind(self) -> str:
        """What kind of document it is, as in opinions or law."""
        return self.main.get("name", "")

    @cached_property
    def author(self) -> str:
        """Who issued the work, in the language of this expression."""
        return self.shown(self.value("a:FRBRWork/a:FRBRauthor", "href"))

    @cached_property
    def markup_date(self) -> str:
        return self.value("a:FRBRManifestation/a:FRBRdate", "date")

    @cached_property
    def translation(self) -> Translation | None:
        """What the expression translates; None for an original."""
        found = self.main.find("a:meta/a:identification/a:FRBRExpression/a:FRBRtranslation", NS)
        if found is None:
            return None
        by = found.get("by", "")
        return Translation(found.get("href", ""), found.get("fromLanguage", ""), self.shown(by), by,
                           found.get("authoritative") == "true",
                           self.main.find("a:meta/a:proprietary/d:translation[@complete='false']", NS) is None)

    @cached_property
    def by_eid(self) -> Mapping[str, etree._Element]:
        return {eid: element for element in self.root.iter(etree.Element) if (eid := element.get("eId"))}

    def shown(self, href: str) -> str:
        """The showAs of the TLC reference that a local `#id` names; empty if there is none."""
        found = self.by_eid.get(href.removeprefix("#"))
        return "" if found is None else found.get("showAs", "")

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """The documents that made this version of the work out of the one before, as far as they are known."""
        found = self.main.iterfind("a:meta/a:lifecycle/a:eventRef[@type='amendment']", NS)
        return tuple(Amendment(event.get("date", ""), self.shown(event.get("source", "")),
                               self._leads_to(event.get("source", ""))) for event in found)

    def _leads_to(self, href: str) -> str:
        """The IRI of another document that a local `#id` names; empty for a reference of our own."""
        found = self.by_eid.get(href.removeprefix("#"))
        return found.get("href", "") if found is not None and local(found.tag) == "passiveRef" else ""

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The editor's notes in document order."""
        return tuple(
            Note(note.get("eId", ""), note.get("marker", ""), note.get("class", "comment"),
                 {p.get(f"{{{XML}}}lang", ""): emended(p) for p in note.iterfind("a:p", NS)})
            for note in self.main.iterfind("a:meta/a:notes/a:note", NS))

    @cached_property
    def provenance(self) -> tuple[Words, ...]:
        """What is known of where the text came from, statement by statement."""
        found = self.main.iterfind("a:meta/a:proprietary/d:provenance/d:statement", NS)
        return tuple({word.get(f"{{{XML}}}lang", ""): word.text or "" for word in statement} for statement in found)

    @cached_property
    def source(self) -> tuple[str, str]:
        """File name and SHA-256 of the received bytes."""
        found = self.main.find("a:meta/a:proprietary/d:provenance", NS)
        return ("", "") if found is None else (found.get("file", ""), found.get("sha256", ""))

    @cached_property
    def rights(self) -> str:
        """`official-document` or `unknown`: what is known of the rights in the text."""
        found = self.main.find("a:meta/a:proprietary/d:rights", NS)
        return "unknown" if found is None else found.get("status", "unknown")

    @cached_property
    def edited(self) -> bool:
        """Whether the editor's hand shows anywhere in the text."""
        return any(map(_EDITED, self._parts))

    @cached_property
    def text(self) -> str:
        """All text outside the metadata, with what the editor inserted and deleted, with white space in between."""
        return "".join(map(_plain, self._parts))

    @cached_property
    def letters(self) -> str:
        """The text without white space."""
        return bare(self.text)

    @property
    def _parts(self) -> Iterator[etree._Element]:
        return (child for child in self.main if child.tag != tag("meta"))

    def units(self) -> Iterator[etree._Element]:
        """The structural units of the body, outer before inner, in document order."""
        return (element for element in self.main.iter(etree.Element) if local(element.tag) in HIERARCHY)


def read(data: bytes, file: str, *, own: bool = False) -> Result[Document]:
    """The document in `data`; entities, DTDs and the network are never read. Malformed XML is finding X001."""
    try:
        root = etree.fromstring(data, _parser(own=own))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return Result(None, (diagnostic("X001", Position(file, line or 1, (column or 0) + 1), problem=error.msg),))
    has_dtd = root.getroottree().docinfo.internalDTD is not None
    if has_dtd or root.tag != tag("akomaNtoso") or not any(map(_is_document, root)):
        return Result(None, (diagnostic("X002", Position(file), name=local(root.tag)),))
    return Result(Document(root))


@cache
def _parser(*, own: bool) -> etree.XMLParser:
    """A parser, which takes longer over the first document than over the next ones."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=own,
                           remove_comments=False, collect_ids=False)


def _is_document(element: etree._Element) -> bool:
    name = local(element.tag)
    return name in DOCUMENT_TYPES and element.tag == tag(name)


def bare(text: str) -> str:
    """A text without white space. Many spaces are sooner taken out all at once than split at one by one."""
    if text.count(" ") * _MANY > len(text):
        text = text.replace(" ", "")
    return "".join(text.split())


def received(element: etree._Element) -> str:
    """The text of an element as it was received: without the editor's insertions and supplied blocks."""
    return _text(element, tag("ins"), supplied=False) if _EDITED(element) else _plain(element)


def _plain(element: etree._Element) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def emended(element: etree._Element) -> str:
    """The text of an element as the editor publishes it: without what the editor deleted."""
    if not len(element):
        return element.text or ""
    return _text(element, tag("del"), supplied=True)


def _text(element: etree._Element, leave_out: str, *, supplied: bool) -> str:
    editorial = element.get("status") == "editorial"
    if not isinstance(element.tag, str) or editorial and (
            element.tag == leave_out or not supplied and element.tag not in (tag("ins"), tag("del"))):
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_text(child, leave_out, supplied=supplied), child.tail or ""]
    return "".join(parts)
