"""Akoma Ntoso is read without entities, DTDs and the network; what is no Akoma Ntoso is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from diptych.akn.document import emended, read, received
from diptych.akn.names import AKN
from hypothesis import example, given
from hypothesis import strategies as st

from tests import base

WHOLE = f'<akomaNtoso xmlns="{AKN}"><act name="x"><meta/><body/></act></akomaNtoso>'


def codes(data: bytes) -> list[str]:
    found = read(data, "x.xml")
    assert (found.value is None) == bool(found.diagnostics)
    return [item.code for item in found.diagnostics]


@given(st.binary(max_size=80))
@example(b"")
@example(b'<?xml version="1.0" encoding="none"?><a/>')
@example(b"\xff\xfe<\x00a\x00/\x00>\x00")
def test_any_bytes_give_a_finding(data: bytes) -> None:
    assert codes(data) in (["X001"], ["X002"])


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=3))
def test_broken_akoma_ntoso_never_raises(place: int, junk: bytes) -> None:
    data = WHOLE.encode()
    assert codes(data[:place] + junk + data[place + 1:]) in ([], ["X001"], ["X002"])


@pytest.mark.parametrize("xml", [
    "<act/>", "<akomaNtoso/>", "<akomaNtoso><act/></akomaNtoso>", f'<x xmlns="{AKN}"><act/></x>',
    f'<akomaNtoso xmlns="{AKN}"><x/></akomaNtoso>', f'<akomaNtoso xmlns="{AKN}"><act xmlns="urn:x"/></akomaNtoso>',
    f'<akomaNtoso xmlns="{AKN}2"><act/></akomaNtoso>', f"<!DOCTYPE akomaNtoso>{WHOLE}",
])
def test_what_is_no_akoma_ntoso(xml: str) -> None:
    assert codes(xml.encode()) == ["X002"]


def test_entities_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    for value in (f'SYSTEM "{(tmp_path / "secret.txt").as_uri()}"', '"expanded"'):
        xml = f"<!DOCTYPE akomaNtoso [<!ENTITY e {value}>]>" + WHOLE.replace("<body/>", "<body><p>&e;</p></body>")
        assert codes(xml.encode()) == ["X002"]


def test_entities_do_not_multiply() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE akomaNtoso [<!ENTITY e0 "ha">{levels}]>' + WHOLE.replace('name="x"', 'name="&e11;"')
    assert set(codes(xml.encode())) <= {"X001", "X002"}
    assert codes(xml.encode())


def test_the_place_of_a_mistake() -> None:
    [found] = read(WHOLE.replace("<body/>", "\n <body>").encode(), "x.xml").diagnostics
    assert found.position
    assert (found.position.file, found.position.line) == ("x.xml", 2)


def test_texts_by_hand() -> None:
    xml = WHOLE.replace("<body/>", '<body><p>a<del status="editorial">b</del><ins status="editorial">c</ins>d'
                                   '<ins>e</ins><!-- f --></p><p status="editorial">g<del>h</del></p></body>')
    main = base.document(xml.encode()).main
    assert received(main) == "abde"
    assert emended(main) == "acdegh"


def test_what_the_metadata_say() -> None:
    zho, kor = (base.document(data) for data in base.twins())
    assert (zho.language, zho.number) == ("zho", "青石政办〔2020〕3号")
    assert zho.work_iri == "/akn/cn/act/qingshizhengban/2020/3"
    assert kor.expression_iri == "/akn/cn/act/qingshizhengban/2020/3/kor@2020-05-08"
    assert (zho.date, zho.author, kor.author) == ("2020-05-08", "青石镇人民政府办公室", "칭스진 인민정부 판공실")
    assert zho.translation is None
    assert kor.translation
    assert (kor.translation.of, kor.translation.from_language, kor.translation.by, kor.translation.authoritative) == (
        zho.expression_iri, "zho", "미상의 번역자", False)
    assert kor.title == "칭스진 인민정부 판공실의 공공도서관을 잘 운영하는 것에 관한 의견"
    assert [note.kind for note in zho.notes] == ["emendation", "comment"]
    assert zho.notes[1].words["en"] == "The price is the one at which the book was bought."
    assert zho.provenance[0]["en"] == "Written for tests."
    assert zho.source[0] == "received.txt"
    assert (zho.rights.status, kor.rights.status) == ("official-document", "unknown")
