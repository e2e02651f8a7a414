"""Facts of a finished PDF → its XMP: one RDF description that claims PDF/A-3a and PDF/UA-1 and names the Work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the packet says; dates are ISO 8601, `created` that of the edition, `issued` that of the Work."""

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


def rdf(facts: Facts) -> bytes:
    """The RDF of the packet, without its wrapper."""
    root = etree.Element(_name("rdf:RDF"), nsmap=dict(NAMESPACES))
    about = etree.SubElement(root, _name("rdf:Description"), {_name("rdf:about"): ""})
    plain = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1", "pdf:Producer": facts.producer,
             "xmp:CreatorTool": facts.creator, "xmp:CreateDate": facts.created, "xmp:ModifyDate": facts.created,
             "dc:identifier": facts.identifier}
    for key, value in plain.items():
        if value:
            etree.SubElement(about, _name(key)).text = value
    for key, value in {"dc:title": facts.title, "dc:description": facts.description, "dc:rights": facts.rights}.items():
        _listed(about, key, "Alt", ("x-default", facts.language), [value, value] if value else [])
    _listed(about, "dc:creator", "Seq", (), facts.authors)
    _listed(about, "dc:language", "Bag", (), facts.languages)
    _listed(about, "dc:date", "Seq", (), [facts.issued] if facts.issued else [])
    _declare_ua(about)
    return etree.tostring(root, encoding="utf-8")


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _listed(about: etree._Element, key: str, kind: str, languages: tuple[str, ...], values: Iterable[str]) -> None:
    values = tuple(values)
    if not values:
        return
    holder = etree.SubElement(etree.SubElement(about, _name(key)), _name(f"rdf:{kind}"))
    for index, value in enumerate(values):
        item = etree.SubElement(holder, _name("rdf:li"))
        item.text = value
        if languages:
            item.set("{http://www.w3.org/XML/1998/namespace}lang", languages[index])


def _declare_ua(about: etree._Element) -> None:
    """The extension schema that PDF/A asks for where a packet uses pdfuaid."""
    bag = etree.SubElement(etree.SubElement(about, _name("pdfaExtension:schemas")), _name("rdf:Bag"))
    schema = _resource(bag, {"pdfaSchema:schema": "PDF/UA Universal Accessibility Schema",
                             "pdfaSchema:namespaceURI": NAMESPACES["pdfuaid"], "pdfaSchema:prefix": "pdfuaid"})
    properties = etree.SubElement(etree.SubElement(schema, _name("pdfaSchema:property")), _name("rdf:Seq"))
    _resource(properties, {"pdfaProperty:name": "part", "pdfaProperty:valueType": "Integer",
                           "pdfaProperty:category": "internal",
                           "pdfaProperty:description": "Indicates, which part of ISO 14289 standard is followed"})


def _resource(holder: etree._Element, values: dict[str, str]) -> etree._Element:
    item = etree.SubElement(holder, _name("rdf:li"), {_name("rdf:parseType"): "Resource"})
    for key, value in values.items():
        etree.SubElement(item, _name(key)).text = value
    return item
