"""Akoma Ntoso of others is read within bounds, and a mistake has its place."""

from __future__ import annotations

import pytest
from diptych.akn import received_xml
from diptych.akn.names import AKN, tag
from diptych.akn.vocabularies import Vocabularies
from diptych.diagnostics import Position

from tests import base, received_akn

VOCABULARIES = base.schema().vocabularies


def refused(data: bytes) -> tuple[str, int, int]:
    (finding,) = received_xml.read(data, "a.xml", VOCABULARIES).diagnostics
    assert finding.position
    return finding.code, finding.position.line, finding.position.column


def test_each_element_has_its_place() -> None:
    read = received_xml.read(received_akn.act(), "a.xml", VOCABULARIES).value
    assert read
    places = {element.tag: place for element, place in zip(read.root.iter(), read.places, strict=True)}
    assert places[tag("akomaNtoso")] == Position("a.xml", 1, 1)
    assert places[tag("article")].line == 20
    assert places[tag("article")].column == 11
    assert "".join(words for words, _ in read.words).split() == ["Gesetz", "Art.", "1Das", "Wasser", "ist", "frei."]


@pytest.mark.parametrize("data", [
    b'<!DOCTYPE akomaNtoso [<!ENTITY a "b">]>\n<akomaNtoso/>',
    b'<!DOCTYPE akomaNtoso SYSTEM "file:///etc/passwd">\n<akomaNtoso/>'])
def test_a_document_type_is_refused_where_it_begins(data: bytes) -> None:
    assert refused(data)[:2] == ("X002", 1)


def test_an_entity_that_nothing_defines_is_no_xml() -> None:
    assert refused(received_akn.act("<article><p>&a;</p></article>"))[:2] == ("X001", 20)


def test_a_mistake_has_line_and_column() -> None:
    assert refused(b"<akomaNtoso>\n  <act></akt>") == ("X001", 2, 10)


def test_a_deep_tree_is_refused() -> None:
    assert refused(received_akn.act("<div>" * 200 + "</div>" * 200))[0] == "T019"


def test_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received_xml, "BYTES", 100)
    assert refused(received_akn.act())[0] == "T019"
    monkeypatch.setattr(received_xml, "BYTES", 10_000)
    monkeypatch.setattr(received_xml, "ELEMENTS", 5)
    assert refused(received_akn.act())[0] == "T019"


@pytest.mark.parametrize(("namespace", "name"), [
    (f"{AKN}/WD17", "a draft of Akoma Ntoso 3.0"), (f"{AKN}/CSD13", "a draft of Akoma Ntoso 3.0"),
    ("http://Inhaltsdaten.LegalDocML.de/1.8.2/", "LegalDocML.de")])
def test_drafts_and_profiles_are_upgraded(namespace: str, name: str) -> None:
    old = '<article id="art_1" xmlns:o="urn:o"><p o:a="1">One xmlns="x"</p></article>'
    read = received_xml.read(received_akn.act(old, namespace=namespace), "a.xml", VOCABULARIES).value
    assert read
    assert read.vocabulary
    assert read.vocabulary.name == name
    (article,) = read.root.iter(tag("article"))
    assert article.get("eId", article.get("id")) == "art_1"
    assert [*article.itertext()] == ['One xmlns="x"']


@pytest.mark.parametrize(("namespace", "name", "way"), [
    ("http://www.akomantoso.org/2.0", "Akoma Ntoso 2.0", "3.0 from its publisher"),
    ("http://www.akomantoso.org/1.0", "Akoma Ntoso 1.0", "3.0 from its publisher"),
    ("", "without a namespace", f'xmlns="{AKN}"'), ("urn:a", "in a namespace", "schema/akoma_ntoso.toml")])
def test_another_version_is_named_with_the_way_out(namespace: str, name: str, way: str) -> None:
    data = received_akn.act(namespace=namespace)
    (finding,) = received_xml.read(data, "a.xml", VOCABULARIES).diagnostics
    assert (finding.code, finding.position) == ("T022", Position("a.xml", 1, 1))
    assert name in str(dict(finding.facts)["name"])
    assert way in str(dict(finding.facts)["way"])
    assert refused(data.replace(b"akomaNtoso", b"law"))[0] == "X002"


def test_a_version_that_no_table_names_is_no_akoma_ntoso() -> None:
    bare = Vocabularies(())
    assert [item.code for item in received_xml.read(received_akn.act(namespace="x"), "a", bare).diagnostics] == ["X002"]


@pytest.mark.parametrize(("data", "is_one"), [
    (received_akn.act(), True), (b"\xef\xbb\xbf" + received_akn.act(), True),
    (b"<?xml version='1.0'?><!-- x --><?y z?><a:akomaNtoso xmlns:a='b'>", True),
    (b"<html><body><akomaNtoso></body></html>", False), (b"text <akomaNtoso>", False), (b"", False),
    (b"PK\x03\x04", False)])
def test_the_root_tells_akoma_ntoso(data: bytes, is_one: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert received_xml.is_akoma_ntoso(data) is is_one
