"""Facts of a finished PDF → its XMP: an RDF description that claims standards of PDF and names the Work.

The claims are files of assets/print, by conformance.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from diptych.render import asset_files

_RIGHTS: Final = "http://ns.adobe.com/xap/1.0/rights/"
"""Namespace of the rights management schema (XMP specification, part 1, 8.5)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a packet. Dates are ISO 8601: `created` is the edition's, `issued` the Work's.

    `licence` is an address. `titles` and `statements` (of rights) are by language tag; without them, `title` and
    `rights` are in `language`. `types` are DCMI types and kinds of documents, `source` names the files received.
    """

    title: str
    language: str
    languages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    description: str = ""
    identifier: str = ""
    rights: str = ""
    issued: str = ""
    created: str = ""
    producer: str = ""
    creator: str = ""
    licence: str = ""
    publisher: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    types: tuple[str, ...] = ()


def rdf(facts: Facts, claims_file: str) -> bytes:
    """The RDF of the packet, without the packet wrapper; unknown facts are left out.

    `claims_file` is the asset with the claims.
    """
    claims = asset_files.folder("print").joinpath(claims_file).read_bytes()
    root = etree.fromstring(claims, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    about = root[0]
    described = about.find("{http://www.aiim.org/pdfa/ns/extension/}schemas")
    plain = {"pdf:Producer": facts.producer, "xmp:CreatorTool": facts.creator, "xmp:CreateDate": facts.created,
             "xmp:ModifyDate": facts.created, "dc:identifier": facts.identifier,
             "dc:source": facts.source}
    for key, value in plain.items():
        if value:
            etree.SubElement(about, _name(about, key)).text = value
    for name, value in (("Marked", "True"), ("WebStatement", facts.licence)) if facts.licence else ():
        etree.SubElement(about, f"{{{_RIGHTS}}}{name}", nsmap={"xmpRights": _RIGHTS}).text = value
    for key, value, by_language in (("dc:title", facts.title, facts.titles), ("dc:description", facts.description, {}),
                                    ("dc:rights", facts.rights, facts.statements)):
        alternatives = {"x-default": value, **(by_language or {facts.language: value})} if value else {}
        _add_list(about, key, "rdf:Alt", list(alternatives.values()), list(alternatives))
    _add_list(about, "dc:creator", "rdf:Seq", facts.authors)
    _add_list(about, "dc:publisher", "rdf:Bag", [facts.publisher] if facts.publisher else [])
    _add_list(about, "dc:language", "rdf:Bag", facts.languages)
    _add_list(about, "dc:type", "rdf:Bag", facts.types)
    _add_list(about, "dc:date", "rdf:Seq", [facts.issued] if facts.issued else [])
    if described is not None:
        about.append(described)
    return etree.tostring(root, encoding="utf-8")


def _name(element: etree._Element, prefixed: str) -> str:
    """The qualified name of a prefixed name, by the namespaces of an element."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{element.nsmap[prefix]}}}{local}"


def _add_list(about: etree._Element, key: str, kind: str, values: Sequence[str], languages: Sequence[str] = ()) -> None:
    """Adds a property with an RDF container of values, each with its language if `languages` are given."""
    if not values:
        return
    container = etree.SubElement(etree.SubElement(about, _name(about, key)), _name(about, kind))
    for index, value in enumerate(values):
        item = etree.SubElement(container, _name(about, "rdf:li"))
        item.text = value
        if languages:
            item.set("{http://www.w3.org/XML/1998/namespace}lang", languages[index])
