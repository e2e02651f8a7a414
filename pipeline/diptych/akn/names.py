"""Akoma Ntoso 3.0: namespaces, element names by kind, the abbreviations of the Naming Convention v1.0 §5.4.2."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from lxml import etree

AKN: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
DIPTYCH: Final = "urn:diptych:metadata:1"
"""Namespace of the metadata inside `proprietary` for which Akoma Ntoso has no element: provenance, rights."""
FREE: Final = "free"
"""Class of a cell that stands for places that its row leaves free: it has no lines around it."""

ABBREVIATIONS: Final = {
    "alinea": "al", "article": "art", "attachment": "att", "chapter": "chp", "citation": "cit", "citations": "cits",
    "clause": "cl", "component": "cmp", "components": "cmpnts", "componentRef": "cref", "debateSection": "dbsect",
    "division": "dvs", "documentRef": "dref", "eventRef": "eref", "blockList": "list", "listIntroduction": "intro",
    "paragraph": "para", "quotedStructure": "qstr", "quotedText": "qtext", "recital": "rec", "recitals": "recs",
    "section": "sec", "subchapter": "subchp", "subclause": "subcl", "subdivision": "subdvs",
    "subparagraph": "subpara", "subsection": "subsec", "temporalGroup": "tmpg", "wrapUp": "wrapup",
    "listWrapUp": "wrapup", "mainBody": "body",
}

HIERARCHY: Final = frozenset({
    "alinea", "article", "book", "chapter", "clause", "division", "hcontainer", "indent", "level", "list", "paragraph",
    "part", "point", "proviso", "rule", "section", "subchapter", "subclause", "subdivision", "sublist", "subparagraph",
    "subpart", "subrule", "subsection", "subtitle", "title", "tome", "transitional",
})
"""Elements of the XSD type `hierarchy`: the structural units of a body."""

SECTIONS: Final = frozenset({
    "address", "adjournment", "administrationOfOath", "answer", "citation", "communication", "debateSection",
    "declarationOfVote", "ministerialStatements", "nationalInterest", "noticesOfMotion", "oralStatements", "papers",
    "personalStatements", "petitions", "pointOfOrder", "prayers", "proceduralMotions", "question", "questions",
    "recital", "resolutions", "rollCall", "speech", "speechGroup", "writtenStatements",
})
"""Units outside the hierarchy of a body, which may have a number and a heading: of debates and of preambles."""

BODIES: Final = frozenset({"body", "mainBody", "amendmentBody", "collectionBody", "debateBody", "judgmentBody",
                           "portionBody"})
"""The bodies of the document types."""

CONTAINERS: Final = frozenset({
    "amendmentContent", "amendmentHeading", "amendmentJustification", "amendmentReference", "arguments", "background",
    "blockContainer", "citations", "collectionBody", "component", "components", "container", "coverPage", "decision",
    "header", "introduction", "motivation", "recitals", "remedies",
})
"""Elements around units and blocks that print nothing of their own."""

DOCUMENT_TYPES: Final = frozenset({"act", "amendment", "amendmentList", "bill", "debate", "debateReport", "doc",
                                   "documentCollection", "judgment", "officialGazette", "portion", "statement"})

UNKNOWN_TRANSLATOR: Final = "unknown-translator"
"""Id of the TLC reference of an unknown translator; pages and citations say so in the reader's language."""

PARTS: Final = frozenset({"preface", "preamble", "body", "mainBody", "conclusions", "attachments", "attachment"})


def tag(name: str) -> str:
    """The Clark name of an Akoma Ntoso element."""
    return f"{{{AKN}}}{name}"


def local(element_tag: object) -> str:
    """The local name of a Clark name; empty for comments and processing instructions."""
    return _local(element_tag) if isinstance(element_tag, str) else ""


def first_id(elements: Iterable[etree._Element]) -> str:
    """The eId of the first of some elements that has one; empty if none has."""
    return next((eid for element in elements if (eid := element.get("eId"))), "")


@lru_cache(maxsize=4096)
def _local(element_tag: str) -> str:
    return element_tag.rpartition("}")[2]
