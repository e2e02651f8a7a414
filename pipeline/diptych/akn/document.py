"""Akoma Ntoso bytes → a read-only view: metadata, elements by eId, the text as received and as emended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from lxml import etree

from diptych.akn import counterparts, formulas, notes
from diptych.akn import earlier_originals as earlier
from diptych.akn.earlier_originals import EarlierOriginal
from diptych.akn.names import AKN, DIPTYCH, DOCUMENT_TYPES, HIERARCHY, UNKNOWN_TRANSLATOR, XML, local, tag
from diptych.config.legal_status import LegalStatus, OfficialSource
from diptych.config.rights import UNSTATED, Licence, Rights
from diptych.config.works import UNKNOWN_DATE, UNKNOWN_ISSUER
from diptych.diagnostics import Position, Result, diagnostic

NS = {"a": AKN, "d": DIPTYCH}
_EDITED = etree.XPath("boolean(descendant-or-self::*/@status)")
"""Whether an element, or any element inside it, is an editorial change."""
_SPACED: Final = 8
"""Characters per space, chosen: a text with more spaces loses them by `replace` before `split`. Speed alone depends
on it."""
Words = Mapping[str, str]
"""The same words in several interface languages, by BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Translation:
    """FRBRtranslation. `of` is the original's IRI, `by` the translator's name, `by_href` the local TLC reference.

    A translation that is not `complete` lacks clauses of the original.
    """

    of: str
    from_language: str
    by: str
    by_href: str
    authoritative: bool
    complete: bool = True

    @property
    def known(self) -> bool:
        """Whether the translator is known."""
        return self.by_href.removeprefix("#") != UNKNOWN_TRANSLATOR


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment event of the lifecycle: date, title and IRI of the amending document; unknown IRIs are empty."""

    date: str
    title: str
    iri: str


@dataclass(frozen=True)
class Document:
    """A read-only view of one expression. `root` is the akomaNtoso element; nobody changes it.

    `version` is the date of a dated address. It is empty at the address that always shows the newest version.
    """

    root: etree._Element
    version: str = ""

    @cached_property
    def main(self) -> etree._Element:
        """The document element, such as act, bill or doc."""
        return next(child for child in self.root if _is_document(child))

    def value(self, path: str, attribute: str = "value") -> str:
        """An attribute of the first element at an `a:`-prefixed path below identification; empty if there is none."""
        return _attribute(self.main, f"a:meta/a:identification/{path}", attribute)

    @cached_property
    def work_iri(self) -> str:
        return self.value("a:FRBRWork/a:FRBRuri")

    @cached_property
    def expression_iri(self) -> str:
        return self.value("a:FRBRExpression/a:FRBRuri")

    @property
    def home(self) -> str:
        """The address of its version of the work: the work's IRI, `…/@2015-01-01` for a dated version."""
        return f"{self.work_iri}/@{self.version}" if self.version else self.work_iri

    @property
    def address(self) -> str:
        """Its own address: `…/zho`, `…/zho@2015-01-01` in a dated version."""
        return self.expression_iri if self.version else f"{self.work_iri}/{self.language}"

    @cached_property
    def language(self) -> str:
        """The language of the expression: an ISO 639-2 code, with a script for one of several written forms."""
        return self.value("a:FRBRExpression/a:FRBRlanguage", "language")

    @cached_property
    def title(self) -> str:
        """The title of the expression: its FRBRalias, else its docTitle as emended."""
        alias = self.value("a:FRBRExpression/a:FRBRalias[@name='title']")
        printed = self.main.find(".//a:docTitle", NS)
        return alias or ("" if printed is None else emended(printed, noted=False))

    @cached_property
    def printed_number(self) -> str:
        """The number as the text itself prints it; empty if it prints none."""
        printed = self.main.find(".//a:docNumber", NS)
        return "" if printed is None else emended(printed, noted=False)

    @cached_property
    def is_number_supplied(self) -> bool:
        """Whether the editor supplied the number that the text prints."""
        return self.main.find(".//*[@status='editorial']//a:docNumber", NS) is not None

    @cached_property
    def number(self) -> str:
        """The number of the work as printed; empty if unknown."""
        path = "a:meta/a:identification/a:FRBRWork/a:FRBRnumber"
        return _attribute(self.main, path, "showAs", _attribute(self.main, path, "value"))

    @cached_property
    def date(self) -> str:
        """The date of the work, ISO 8601; 0001-01-01 if unknown."""
        return self.value("a:FRBRWork/a:FRBRdate", "date")

    @property
    def known_date(self) -> str:
        """The date of the work, ISO 8601; empty if unknown."""
        return "" if self.date == UNKNOWN_DATE else self.date

    @property
    def version_date(self) -> str:
        """The date of the expression, YYYY-MM-DD; empty if it is unknown."""
        date = self.value("a:FRBRExpression/a:FRBRdate", "date")
        return "" if date == UNKNOWN_DATE else date

    @property
    def called(self) -> str:
        """The number of the work, or the title of this text if its number is unknown."""
        return self.number or self.title

    @property
    def kind(self) -> str:
        """The kind of document, such as opinions or law; of an IRI, its last segment."""
        return self.main.get("name", "").rpartition("/")[2]

    @cached_property
    def author(self) -> str:
        """The issuer of the work, in the language of this expression; empty if unknown."""
        href = self.value("a:FRBRWork/a:FRBRauthor", "href")
        return "" if href == f"#{UNKNOWN_ISSUER}" else self.shown(href)

    @cached_property
    def preview(self) -> str:
        """Why the work is a preview: `draft` or `provisional`; empty if it is none."""
        return _attribute(self.main, "a:meta/a:proprietary/d:preview", "why")

    @cached_property
    def markup_date(self) -> str:
        return self.value("a:FRBRManifestation/a:FRBRdate", "date")

    @cached_property
    def translation(self) -> Translation | None:
        """The translation that this expression is; None for an original."""
        element = self.main.find("a:meta/a:identification/a:FRBRExpression/a:FRBRtranslation", NS)
        if element is None:
            return None
        by = element.get("by", "")
        return Translation(element.get("href", ""), element.get("fromLanguage", ""), self.shown(by), by,
                           element.get("authoritative") == "true",
                           self.main.find("a:meta/a:proprietary/d:translation[@complete='false']", NS) is None)

    @cached_property
    def by_eid(self) -> Mapping[str, etree._Element]:
        return {eid: element for element in self.root.iter(etree.Element) if (eid := element.get("eId"))}

    @cached_property
    def defining_clauses(self) -> Mapping[str, str]:
        """The eId of the clause that defines a term, by the `#id` to which the definition refers."""
        return {element.get("refersTo", ""): _clause(element) for element in reversed(list(self.main.iter(tag("def"))))
                if element.get("refersTo")}

    def shown(self, href: str) -> str:
        """The showAs of the TLC reference with a local `#id`; empty if there is none."""
        reference = self.by_eid.get(href.removeprefix("#"))
        return "" if reference is None else reference.get("showAs", "")

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """The known amendments between the version before and this one."""
        return tuple(item for item, is_own in self._amending if is_own)

    @property
    def all_amendments(self) -> tuple[Amendment, ...]:
        """The known amendments up to this version, those of the versions before first."""
        return tuple(item for item, _ in self._amending)

    @cached_property
    def _amending(self) -> tuple[tuple[Amendment, bool], ...]:
        """Each amendment, and whether this version is the first that has it."""
        events = self.main.iterfind("a:meta/a:lifecycle/a:eventRef[@type='amendment']", NS)
        return tuple((Amendment(event.get("date", ""), self.shown(event.get("source", "")),
                                self._amending_iri(event.get("source", ""))),
                      event.get("originatingExpression") != "false") for event in events)

    def _amending_iri(self, href: str) -> str:
        """The IRI of the amending document with a local `#id`; empty if the reference leads to itself."""
        reference = self.by_eid.get(href.removeprefix("#"))
        known = reference is not None and local(reference.tag) == "passiveRef"
        iri = reference.get("href", "") if reference is not None and known else ""
        return "" if iri.startswith("#") else iri

    @cached_property
    def notes(self) -> tuple[notes.Note, ...]:
        """The editor's notes in document order."""
        return tuple(notes.read(note, self.language) for note in self.main.iterfind("a:meta/a:notes/a:note", NS))

    @cached_property
    def provenance(self) -> tuple[Words, ...]:
        """The statements on the origin of the text."""
        statements = self.main.iterfind("a:meta/a:proprietary/d:provenance/d:statement", NS)
        return tuple({words.get(f"{{{XML}}}lang", ""): words.text or "" for words in statement}
                     for statement in statements)

    @cached_property
    def source(self) -> tuple[str, str]:
        """File name and SHA-256 of the received bytes."""
        path = "a:meta/a:proprietary/d:provenance"
        return _attribute(self.main, path, "file"), _attribute(self.main, path, "sha256")

    @cached_property
    def authentic(self) -> bool:
        """Whether the text is one of several that are equally authentic: it is no translation."""
        stated = self.translation is None and self.value("a:FRBRExpression/a:FRBRauthoritative") == "true"
        # The original of translations is authoritative too if it was compared with an official text.
        return stated and (not self.official.is_compared
                           or self.main.find("a:meta/a:proprietary/d:authentic", NS) is not None)

    @cached_property
    def legal(self) -> LegalStatus:
        """The legal status of the work, as far as the editor states it."""
        def fact(name: str) -> str:
            return _attribute(self.main, "a:meta/a:proprietary/d:legal", name)

        return LegalStatus(fact("state"), fact("adopted"), fact("published"), fact("from"), fact("until"),
                           fact("asOf"), (fact("repealedBy"), fact("repealedByIri")))

    @cached_property
    def official(self) -> OfficialSource:
        """The official source of the text, and who compared them, by name."""
        path = "a:meta/a:proprietary/d:official"
        return OfficialSource(_attribute(self.main, path, "source"), _attribute(self.main, path, "compared"),
                              self.shown(_attribute(self.main, path, "by")))

    @cached_property
    def rights(self) -> Rights:
        """The rights in the text."""
        element = self.main.find("a:meta/a:proprietary/d:rights", NS)
        if element is None:
            return UNSTATED
        licence = Licence(*(element.get(name, "") for name in ("licence", "name", "href")))
        holder, statement = (tuple((words.get(f"{{{XML}}}lang", ""), words.text or "")
                                   for words in element.iterfind(f"d:{name}/d:words", NS))
                             for name in ("holder", "statement"))
        return Rights(element.get("status", UNSTATED.status), licence if licence.url else None, holder, statement)

    @cached_property
    def edited(self) -> bool:
        """Whether the text has any editorial change."""
        return any(map(_EDITED, self._parts))

    @cached_property
    def text(self) -> str:
        """All text outside the metadata, insertions and deletions of the editor and white space included."""
        return "".join(map(_plain, self._parts))

    @cached_property
    def letters(self) -> str:
        """The text without white space."""
        return bare(self.text)

    @cached_property
    def paired(self) -> bool:
        """Whether the editor says anything of the counterparts of its parts."""
        return counterparts.is_said_of(self.main)

    @cached_property
    def earlier_originals(self) -> tuple[EarlierOriginal, ...]:
        """The clauses of a translation whose original changed since it was translated."""
        return earlier.read(self.main)

    @cached_property
    def earlier_originals_by_line(self) -> Mapping[str, EarlierOriginal]:
        """The same by the eId of the paragraph that says so."""
        return {item.line: item for item in self.earlier_originals if item.line}

    @property
    def _parts(self) -> Iterator[etree._Element]:
        return (child for child in self.main if child.tag != tag("meta"))

    def units(self) -> Iterator[etree._Element]:
        """The structural units of the body, outer before inner, in document order."""
        return (element for element in self.main.iter(etree.Element) if local(element.tag) in HIERARCHY)


def read(data: bytes, file: str, *, own: bool = False) -> Result[Document]:
    """The document in `data`; entities, DTDs and the network are never read.

    Malformed XML is X001, any other XML than Akoma Ntoso X002. Only our own documents (`own`) may be huge.
    """
    try:
        root = etree.fromstring(data, parser(own=own))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return Result(None, (diagnostic("X001", Position(file, line or 1, (column or 0) + 1), problem=error.msg),))
    has_dtd = root.getroottree().docinfo.internalDTD is not None
    if has_dtd or root.tag != tag("akomaNtoso") or not any(map(_is_document, root)):
        return Result(None, (diagnostic("X002", Position(file), name=local(root.tag)),))
    formulas.read_in(root, data)
    return Result(Document(root))


@cache
def parser(*, own: bool) -> etree.XMLParser:
    """The parser of a process: lxml takes longer over a parser's first document than over the next ones."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=own,
                           remove_comments=False, collect_ids=False)


def _is_document(element: etree._Element) -> bool:
    name = local(element.tag)
    return name in DOCUMENT_TYPES and element.tag == tag(name)


def _attribute(element: etree._Element, path: str, name: str, default: str = "") -> str:
    """An attribute of the first element at a path; the default if there is no such element or attribute."""
    target = element.find(path, NS)
    return default if target is None else target.get(name, default)


def _clause(element: etree._Element) -> str:
    """The eId of the innermost unit around an element, else that of the element around it."""
    around = [outer for outer in element.iterancestors() if outer.get("eId")]
    units = (outer for outer in around if local(outer.tag) in HIERARCHY)
    clause = next(units, around[0] if around else None)
    return "" if clause is None else clause.get("eId", "")


def bare(text: str) -> str:
    """The text without white space."""
    if text.count(" ") * _SPACED > len(text):
        text = text.replace(" ", "")
    return "".join(text.split())


def received(element: etree._Element, *, noted: bool = True) -> str:
    """The text of an element as received: without the editor's insertions and supplied blocks. `noted`: with the words
    of its notes."""
    if not noted:
        return _text(element, tag("ins"), tag("authorialNote"), supplied=False)
    return _text(element, tag("ins"), supplied=False) if _EDITED(element) else _plain(element)


def _plain(element: etree._Element) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def emended(element: etree._Element, *, noted: bool = True) -> str:
    """The text of an element as published: without the editor's deletions. `noted`: with the words of its notes."""
    if not len(element):
        return element.text or ""
    return _text(element, tag("del"), "" if noted else tag("authorialNote"), supplied=True)


def _text(element: etree._Element, leave_out: str, note: str = "", *, supplied: bool) -> str:
    editorial = element.get("status") == "editorial"
    if not isinstance(element.tag, str) or element.tag == note or editorial and (
            element.tag == leave_out or not supplied and element.tag not in (tag("ins"), tag("del"))):
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_text(child, leave_out, note, supplied=supplied), child.tail or ""]
    return "".join(parts)
