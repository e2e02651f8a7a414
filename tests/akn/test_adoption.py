"""Akoma Ntoso of others keeps its words, ids and metadata, and gets our identity beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from diptych.akn import adoption, metadata, received_xml
from diptych.akn.document import Document, read
from diptych.akn.metadata import Identity
from diptych.akn.names import local, tag
from diptych.config import works
from diptych.config.rights import UNSTATED
from diptych.diagnostics import Position
from diptych.validate import losslessness, xsd
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests import base, received_akn
from tests.akn.test_adopted import TREE

PLACE = Position("work.toml")
TEXT = works.Expression("deu", "a.xml", "2020-05-06", UNSTATED, None, PLACE)
WORK = works.Work("ch/act/2020/7", "act", "act", "2020-05-06", "7", "unknown-issuer", "xx", "2026-01-01", "editor", (),
                  (TEXT,), (), PLACE)


def adopt(data: bytes) -> tuple[bytes, Document]:
    received = received_xml.read(data, "a.xml", base.schema().vocabularies).value
    assert received
    editor = works.Term("editor", "agent", "", (), (), PLACE)
    meta = metadata.meta(Identity(WORK, TEXT, "Gesetz", "Gesetz"), (editor,), ())
    adopted = adoption.adopt(received, meta, "act", xsd.load())
    document = read(adopted.data, "a.xml", own=True).value
    assert document
    assert losslessness.prove_whole(document, received.words).difference is None
    assert len(adopted.places) == len(list(document.root.iter()))
    return adopted.data, document


def eids(document: Document) -> Iterator[tuple[str, str, str]]:
    parts = (part for part in document.main if local(part.tag) != "meta")
    yield from ((local(element.tag), element.get("eId", ""), element.get("wId", "")) for part in parts
                for element in part.iter(etree.Element) if element.get("eId"))


def test_ids_stay_and_missing_ones_are_supplied() -> None:
    _, document = adopt(received_akn.act())
    assert [*eids(document)] == [("preface", "preface", ""), ("p", "preface__p_1", ""), ("article", "art_1", ""),
                                 ("p", "art_1__p_1", "")]
    assert xsd.load().validate(document.root)


def test_an_id_that_is_repeated_or_in_no_address_becomes_the_wid() -> None:
    body = ('<article eId="art_1/para"><content><p eId="x"><ref href="#art_1/para">a</ref></p></content></article>'
            '<article eId="editor"><content><p eId="x">b <ref href="#x">c</ref> <ref href="#editor">d</ref></p>'
            '</content></article>')
    _, document = adopt(received_akn.act(body))
    assert [item for item in eids(document) if item[2]] == [
        ("article", "art_1", "art_1/para"), ("article", "art_2", "editor"), ("p", "art_2__p_1", "x")]
    assert [ref.get("href") for ref in document.main.iter(tag("ref"))] == ["#art_1", "#x", "#art_2"]
    assert document.shown("#editor") == "editor"


def test_metadata_are_merged() -> None:
    meta = ('<publication date="2020-05-07" name="AS" showAs="AS"/><classification source="#a"><keyword value="w" '
            'showAs="Wasser" dictionary="d"/></classification><references source="#a"><TLCOrganization eId="a" '
            'href="/ontology/a" showAs="Rat"/></references><proprietary source="#a"><x:y xmlns:x="urn:x">z</x:y>'
            '</proprietary>')
    data, document = adopt(received_akn.act(meta=meta, more='<FRBRnumber value="7"/><FRBRname value="Wasser"/>'))
    assert document.work_iri == "/akn/ch/act/act/2020/7"
    assert document.source[0] == "a.xml"
    aliases = (alias for alias in document.main.iter(tag("FRBRalias")) if alias.get("name") == "received")
    assert [alias.get("value") for alias in aliases] == [
        "/akn/ch/act/2020/7", "/akn/ch/act/2020/7/deu@", "/akn/ch/act/2020/7/deu@.xml"]
    authors = document.main.iterfind(f".//{tag('FRBRWork')}/{tag('FRBRauthor')}")
    assert [author.get("href") for author in authors] == ["#unknown-issuer", "#a"]
    assert document.shown("#a") == "Rat"
    for kept in (b"<publication", b"<keyword", b"urn:x", b'FRBRname value="Wasser"'):
        assert kept in data
    assert xsd.load().validate(document.root)


def test_the_ids_of_an_identification_stay_on_what_takes_its_place() -> None:
    act = received_akn.act(language="fra", more='<FRBRsubtype value="law" eId="s"/>')
    for name in ("FRBRcountry", "FRBRlanguage", "FRBRthis", "FRBRuri"):
        act = act.replace(f"<{name} ".encode(), f'<{name} eId="{name[4]}" '.encode(), 1)
    data, document = adopt(act)
    kept = {item.get("eId"): (local(item.tag), item.get("name"), item.get("value") or item.get("language"))
            for item in document.main.iterfind(f".//{tag('identification')}/*/*") if item.get("eId")}
    assert kept == {
        "t": ("FRBRalias", "received this", "/akn/ch/act/2020/7/!main"),
        "u": ("FRBRalias", "received", "/akn/ch/act/2020/7"), "c": ("FRBRcountry", None, "ch"),
        "s": ("FRBRalias", "received subtype", "law"), "l": ("FRBRalias", "received language", "fra")}
    assert adopt(data)[0] == data
    assert xsd.load().validate(document.root)


@pytest.mark.parametrize(("written", "aliases"), [
    ('value="7"', []), ('value="7" GUID="g" eId="n"', []), ('value="7" GUID="g" showAs="7"', []),
    ('value="7" GUID="g" showAs="AS 7"', ["AS 7"])])
def test_one_of_a_number_is_enough_and_a_guid_is_on_one_element(written: str, aliases: list[str]) -> None:
    data, document = adopt(received_akn.act(more=f"<FRBRnumber {written}/>"))
    (number,) = document.main.iter(tag("FRBRnumber"))
    assert (number.get("value"), number.get("showAs")) == ("7", "7")
    assert data.count(b'"g"') == written.count('"g"')
    found = document.main.iterfind(f".//{tag('FRBRalias')}[@name='received number']")
    assert [alias.get("value") for alias in found] == aliases
    assert adopt(data)[0] == data
    assert xsd.load().validate(document.root)


def test_what_says_more_than_ours_stays_with_its_ids_on_it_alone() -> None:
    more = '<FRBRnumber value="7" GUID="g" xml:lang="deu"/><FRBRnumber value="7" eId="editor" GUID="h"/>'
    data, document = adopt(received_akn.act(more=more))
    ours, *theirs = document.main.iter(tag("FRBRnumber"))
    assert (ours.get("GUID"), [number.get("GUID") for number in theirs]) == (None, ["g", "h"])
    assert adopt(data)[0] == data


def test_adopting_twice_equals_once() -> None:
    meta = '<references source="#a"><TLCOrganization eId="a" href="/ontology/a" showAs="Rat"/></references>'
    body = f'{received_akn.ARTICLE * 2}<hcontainer name="x" eId="a/b"><content><p/></content></hcontainer>'
    once, _ = adopt(received_akn.act(body, meta=meta))
    assert adopt(once)[0] == once


def test_what_is_no_text_goes_and_its_place_stays() -> None:
    data, document = adopt(received_akn.act(
        "<article><content><p>a<!-- no --> b<?no no?> c</p></content></article>").replace(
            b"<akomaNtoso ", b'<akomaNtoso xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                             b'xsi:schemaLocation="x http://example.org/a.xsd" '))
    assert b"no" not in data.replace(b"unknown", b"")
    assert b"a.xsd" not in data
    assert document.letters.endswith("abc")


def test_an_attribute_that_akoma_ntoso_forbids_is_kept_in_the_metadata() -> None:
    _, document = adopt(received_akn.act('<article eId="art_1" odd="1"><content><p>a</p></content></article>'))
    (kept,) = document.main.iter(f"{{{adoption.RECEIVED}}}attribute")
    assert dict(kept.attrib) == {"element": "article", "at": "art_1", "name": "odd", "value": "1"}
    assert xsd.load().validate(document.root)


def test_notes_without_marks_are_numbered() -> None:
    note = "<authorialNote><p>n</p></authorialNote>"
    _, document = adopt(received_akn.act(f"<article><content><p>a{note} b{note}</p></content></article>"))
    notes = [*document.main.iter(tag("authorialNote"))]
    assert [note.get("marker") for note in notes] == ["1", "2"]
    assert len({note.get("eId") for note in notes}) == 2


@given(st.lists(TREE, max_size=5))
def test_no_word_is_lost_and_all_ids_differ(body: list[str]) -> None:
    _, document = adopt(received_akn.act("".join(body)))
    found = [eid for _, eid, _ in eids(document)]
    assert len(found) == len(set(found))
