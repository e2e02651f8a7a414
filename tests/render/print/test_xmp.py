"""XMP packets."""

from __future__ import annotations

from dataclasses import replace

from diptych.render.print import xmp
from lxml import etree

CLAIMS = "xmp.xml"
FACTS = xmp.Facts(title="关于 <b> & 意见", language="zh-Hans", languages=("zh-Hans", "ko"), authors=("国务院",),
                  identifier="/akn/cn/act/x/2012/1", issued="2012-04-13", created="2026-11-23T00:00:00Z")


def test_what_is_not_known_is_not_said() -> None:
    packet = xmp.rdf(xmp.Facts(title="t", language="ko"), CLAIMS)
    assert b"dc:creator" not in packet
    assert b"dc:identifier" not in packet
    assert b"xmp:CreateDate" not in packet


def test_says_the_facts_as_text() -> None:
    root = etree.fromstring(xmp.rdf(FACTS, CLAIMS))
    spaces = {str(prefix): uri for prefix, uri in root.nsmap.items()}
    assert root.xpath("string(//dc:title//rdf:li[1])", namespaces=spaces) == FACTS.title
    assert root.xpath("//dc:language//rdf:li/text()", namespaces=spaces) == ["zh-Hans", "ko"]
    assert root.xpath("string(//dc:date//rdf:li)", namespaces=spaces) == "2012-04-13"
    assert root.xpath("//dc:title//rdf:li/@xml:lang", namespaces=spaces) == ["x-default", "zh-Hans"]


def test_declares_the_namespace_that_pdf_a_does_not_know() -> None:
    root = etree.fromstring(xmp.rdf(FACTS, CLAIMS))
    spaces = {str(prefix): uri for prefix, uri in root.nsmap.items()}
    declared = root.xpath("//pdfaSchema:namespaceURI/text()", namespaces=spaces)
    assert declared == ["http://www.aiim.org/pdfua/ns/id/"]


def test_titles_and_rights_are_by_language_and_a_publisher_is_named_only_if_there_is_one() -> None:
    facts = replace(FACTS, titles={"zh-Hans": "意见", "ko": "의견"}, rights="甲 을",
                    statements={"zh": "甲", "ko": "을"}, types=("Text", "opinions"), source="received.txt")
    root = etree.fromstring(xmp.rdf(facts, CLAIMS))
    spaces = {str(prefix): uri for prefix, uri in root.nsmap.items()}
    assert root.xpath("//dc:title//rdf:li/text()", namespaces=spaces) == [FACTS.title, "意见", "의견"]
    assert root.xpath("//dc:rights//rdf:li/@xml:lang", namespaces=spaces) == ["x-default", "zh", "ko"]
    assert root.xpath("//dc:type//rdf:li/text()", namespaces=spaces) == ["Text", "opinions"]
    assert root.xpath("string(//dc:source)", namespaces=spaces) == "received.txt"
    assert not root.xpath("//dc:publisher", namespaces=spaces)
    assert etree.fromstring(xmp.rdf(replace(facts, publisher="x"), CLAIMS)).xpath("//dc:publisher", namespaces=spaces)
