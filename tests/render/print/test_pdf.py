"""Print HTML → PDF: standards, tags, languages, fonts, attachments, and nothing read from outside."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pymupdf
import pypdfium2
import pytest
from diptych.render.print import edition as print_
from diptych.render.print import pdf, pdf_destinations
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Coverage, Fonts
from diptych.render.print.pdf import Attachment
from PIL import Image, ImageChops, ImageStat

from tests.conftest import ROOT
from tests.render import screen_reader
from tests.render.conftest import twin

SOURCES = (Attachment("zho.xml", b"<a/>", "Markup, zho"), Attachment("kor.xml", b"<b/>", "Markup, kor"))


@pytest.fixture(scope="module")
def both(family_fonts: Fonts, imprint: Imprint) -> bytes:
    """The parallel edition of the small twins."""
    made = pdf.render(print_.parallel((twin("zho"), twin("kor")), imprint), fonts=family_fonts, attachments=SOURCES)
    assert made.value, made.diagnostics
    return made.value


@pytest.fixture(scope="module")
def single(family_fonts: Fonts, imprint: Imprint) -> bytes:
    """The Korean edition."""
    made = pdf.render(print_.expression(twin("kor"), imprint), fonts=family_fonts)
    assert made.value, made.diagnostics
    return made.value


def page(body: str, language: str = "zh-Hans") -> str:
    family = "Noto Serif CJK KR" if language == "ko" else "Noto Serif CJK SC"
    return (f"<html lang='{language}'><head><title>t</title><style>body {{ font-family: '{family}' }}</style></head>"
            f"<body>{body}</body></html>")


def test_claims_both_standards_once_and_names_the_work(both: bytes) -> None:
    with pikepdf.open(BytesIO(both)) as file:
        packet = file.Root.Metadata.read_bytes().decode()
        assert str(file.docinfo["/CreationDate"]) == "D:20261123000000Z"
        with file.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:identifier"] == "/akn/cn/act/x/2012/1"
            assert metadata["dc:language"] == {"zh-Hans", "ko"}
            assert metadata["xmp:CreateDate"] == "2026-11-23T00:00:00Z"
        assert packet.count("<rdf:RDF") == 1
        assert "pdfaExtension:schemas" in packet


def test_checkers_find_nothing(both: bytes, single: bytes, tmp_path: Path) -> None:
    for name, data in {"both": both, "single": single}.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(data)
        subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
        heard = outloud.check(str(file))
        assert not heard.error
        assert not heard.findings
        assert not pdfua.validate(str(file)).findings


def test_each_row_is_read_in_its_language_and_order(both: bytes) -> None:
    spoken = screen_reader.read(both).spoken
    said = [(piece.language, piece.text.strip()) for piece in spoken if "H2" in piece.tags and piece.text.strip()]
    assert said == [("zh-Hans", "一、范围"), ("ko", "1. 범위")]
    places = [screen_reader.read(both).text.rindex(text) for text in ("一、范围", "1. 범위", "（一）珲春", "(1) 훈춘")]
    assert places == sorted(places)


def test_furniture_is_shown_and_not_read(both: bytes) -> None:
    reading = screen_reader.read(both)
    shown = [text for texts in reading.artifacts for text in texts]
    assert {"一（一）", "关于示范区的意见 · 2012年4月13日"} <= set(shown)
    assert any(text.strip().startswith("—") for text in shown)
    assert "一（一）" not in [piece.text for piece in reading.spoken]


def test_published_text_is_read_and_deleted_text_only_shown(single: bytes) -> None:
    text = screen_reader.read(single).text
    assert "훈춘의 촉진[1]하는 중국-조선 시범구역은" in text
    assert "\u2060" not in text
    shown = "".join(sheet.get_text() for sheet in pymupdf.open(stream=single).pages())
    assert "1(1) 촉진] 촉짆." in shown


def test_a_deleted_private_use_character_is_shown_as_its_code_point(family_fonts: Fonts, imprint: Imprint) -> None:
    made = pdf.render(print_.expression(twin("zho"), imprint), fonts=family_fonts).value
    assert made
    assert "一（一） 珲春的“] 珲春的U+F0852." in screen_reader.read(made).text


def test_the_title_page_shows_the_code_of_the_address(both: bytes, single: bytes) -> None:
    for data in (both, single):
        drawn = pymupdf.open(stream=data)[0].get_drawings()
        code = next(item for item in drawn if len(item["items"]) > 100)
        assert 58 < code["rect"].height <= code["rect"].width < 63
        with pikepdf.open(BytesIO(data)) as file:
            figures = [item for item in file.objects
                       if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        assert [bool(str(figure.Alt)) for figure in figures] == [True]


def test_a_bracket_at_the_head_of_a_line_stands_out_by_its_empty_half_unless_paragraphs_are_indented(
        family_fonts: Fonts) -> None:
    body = "".join(f"<p style='font-size: 20px; text-indent: {indent}'>{text}</p>"
                   for indent in ("0", "2em") for text in ("（一）", "国一"))
    made = pdf.render(page(body), fonts=family_fonts)
    assert made.value
    blocks = pymupdf.open(stream=made.value)[0].get_text("dict")["blocks"]
    out, flush, indented, also = (line["bbox"][0] for block in blocks for line in block["lines"])
    assert flush - out == pytest.approx(7.5, abs=0.1)
    assert indented == pytest.approx(also, abs=0.1)


def test_lines_of_square_characters_end_at_the_measure(family_fonts: Fonts) -> None:
    text = "自1992年中、俄、朝、韩、蒙五国<b>共同启动</b>图们江区域合作开发项目，" * 6
    style = "width: 20em; text-align: justify; font-size: 16pt; margin: 0"
    made = pdf.render(page(f"<p style='{style}'>{text}</p>"), fonts=family_fonts).value
    assert made
    lines = [line for block in pymupdf.open(stream=made)[0].get_text("dict")["blocks"] for line in block["lines"]]
    ends = sorted({round(line["spans"][-1]["bbox"][2]) for line in lines})
    rows: dict[int, float] = {}
    for line in lines:
        rows[round(line["bbox"][1])] = max(rows.get(round(line["bbox"][1]), 0), line["bbox"][2])
    *full, _ = [rows[top] for top in sorted(rows)]
    assert len(full) > 4
    assert max(full) - min(full) < 1, ends
    assert "".join(pymupdf.open(stream=made)[0].get_text().split()) == text.replace("<b>", "").replace("</b>", "")


def test_each_file_that_travels_along_is_listed_once_and_each_name_stands_on_its_page(both: bytes) -> None:
    with pikepdf.open(BytesIO(both)) as file:
        assert [str(item.UF) for item in file.Root.AF] == [item.name for item in SOURCES]
    found = pdf_destinations.pages(both)
    opened = pymupdf.open(stream=both).resolve_names()
    assert found["sec_1"] == opened["sec_1"]["page"] + 1
    assert set(found) == set(opened)


def test_every_eid_is_a_named_destination(both: bytes) -> None:
    with pikepdf.open(BytesIO(both)) as file:
        names = {str(name) for name in file.Root.Names.Dests.Names[::2]}
    eids = {eid for document in (twin("zho"), twin("kor")) for eid, element in document.by_eid.items()
            if next(element.iterancestors("{*}meta"), None) is None}
    assert eids <= names


def test_bookmarks_name_the_clauses(both: bytes) -> None:
    outline = pymupdf.open(stream=both).get_toc()
    assert [line[:2] for line in outline] == [
        [1, "目录 · 목차"], [1, "一、范围 · 1. 범위"],
        [2, "（一）珲春的“示范区共九十平方公里。 · (1) 훈춘의 촉진하는 중국-조선 시범구역은…"],
        [2, "（一）范围 · (1) 범위"]]


def test_notes_are_notes_and_headings_hold_no_headings(single: bytes) -> None:
    spoken = screen_reader.read(single).spoken
    assert any("Note" in piece.tags and "입력 오류." in piece.text for piece in spoken)
    assert all(piece.tags.count(kind) <= 1 for piece in spoken for kind in ("P", "H1", "H2", "H3"))


def test_links_have_words(single: bytes) -> None:
    with pikepdf.open(BytesIO(single)) as file:
        links = [link for sheet in file.pages for link in sheet.get("/Annots", ())]
        assert links
        assert all(str(link.Contents) and not str(link.Contents).startswith(("#", "sec_", "note_")) for link in links)


def test_the_markup_travels_with_the_file(both: bytes) -> None:
    with pikepdf.open(BytesIO(both)) as file:
        attached = {str(item.UF): item for item in file.Root.AF}
        assert set(attached) == {"zho.xml", "kor.xml"}
        assert {str(item.AFRelationship) for item in attached.values()} == {"/Source"}
        assert str(attached["zho.xml"].EF.F.Subtype) == "/application/akn+xml"
        assert attached["kor.xml"].EF.F.read_bytes() == b"<b/>"


def test_embeds_the_declared_fonts_and_no_other(both: bytes, family_fonts: Fonts) -> None:
    with pikepdf.open(BytesIO(both)) as file:
        found = {str(item.FontFamily): item for item in file.objects
                 if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"}
    settings = map(family_fonts.declared.setting, ("zh-Hans", "ko"))
    assert set(found) == {family for one in settings for family in (*one.text, *one.label, *one.title)}
    assert all("/FontFile3" in item for item in found.values())


def test_two_processes_write_the_same_bytes(single: bytes, tmp_path: Path, imprint: Imprint) -> None:
    (tmp_path / "edition.html").write_text(print_.expression(twin("kor"), imprint), encoding="utf-8")
    program = f"""
import hashlib, pathlib
from diptych.render.print import fonts, pdf
declared = fonts.declared(pathlib.Path("schema/fonts.toml").read_bytes(), "").value
press = fonts.Fonts(declared, fonts.look_up(declared.packages))
html = pathlib.Path({str(tmp_path / "edition.html")!r}).read_text(encoding="utf-8")
print(hashlib.sha256(pdf.render(html, fonts=press).value).hexdigest())"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == hashlib.sha256(single).hexdigest()


def test_three_renderers_draw_every_page_alike(both: bytes, tmp_path: Path) -> None:
    (tmp_path / "both.pdf").write_bytes(both)
    subprocess.run(["pdftoppm", "-r", "36", "-gray", "-png", "both.pdf", "page"], cwd=tmp_path, check=True)
    poppler = [Image.open(file).convert("L") for file in sorted(tmp_path.glob("page*.png"))]
    mupdf = [Image.open(BytesIO(sheet.get_pixmap(dpi=36).tobytes("png"))).convert("L")
             for sheet in pymupdf.open(stream=both).pages()]
    pdfium = [sheet.render(scale=0.5).to_pil().convert("L") for sheet in pypdfium2.PdfDocument(both)]
    assert len(poppler) == len(mupdf) == len(pdfium)
    for pictures in zip(poppler, mupdf, pdfium, strict=True):
        assert all(ImageStat.Stat(picture).stddev[0] > 5 for picture in pictures)
        first = pictures[0]
        for other in pictures[1:]:
            difference = ImageChops.difference(first, other.resize(first.size))
            assert ImageStat.Stat(difference).mean[0] < 6


def test_refuses_a_character_that_no_declared_font_has(family_fonts: Fonts) -> None:
    made = pdf.render(page("<p id='sec_1'>区\U00013000</p>"), fonts=family_fonts)
    assert made.value is None
    assert [(item.code, item.eid, dict(item.facts)["codepoint"]) for item in made.diagnostics] == [
        ("P004", "sec_1", "U+13000")]


def test_refuses_a_private_use_character_that_a_font_may_have(family_fonts: Fonts) -> None:
    everything = {family: Coverage((0,), (0x10FFFF,)) for family in family_fonts.installed.families}
    able = replace(family_fonts, installed=replace(family_fonts.installed, families=everything))
    assert [item.code for item in pdf.render(page("<p>\ue000</p>"), fonts=able).diagnostics] == ["P004"]


def test_stops_where_a_family_is_missing(family_fonts: Fonts) -> None:
    bare = replace(family_fonts, installed=replace(family_fonts.installed, families={}))
    made = pdf.render(page("<p>区</p>"), fonts=bare)
    assert made.value is None
    assert {(item.code, dict(item.facts)["package"]) for item in made.diagnostics if item.code == "P001"} == {
        ("P001", "fonts-lxgw-wenkai"), ("P001", "fonts-noto-cjk")}


def test_a_box_drawn_all_the_same_is_found(family_fonts: Fonts, caplog: pytest.LogCaptureFixture) -> None:
    everything = {family: Coverage((0,), (0x10FFFF,)) for family in family_fonts.installed.families}
    lying = replace(family_fonts, installed=replace(family_fonts.installed, families=everything))
    made = pdf.render(page("<p>区\U00013000</p>"), fonts=lying)
    assert made.value is None
    assert {item.code for item in made.diagnostics} & {"P005", "P007"}
    caplog.clear()


def test_an_undeclared_family_is_found(family_fonts: Fonts) -> None:
    made = pdf.render(page("<p style=\"font-family: 'Noto Serif CJK KR'\">区</p>"), fonts=family_fonts)
    assert made.value is None
    assert [(item.code, dict(item.facts)["family"]) for item in made.diagnostics] == [("P005", "Noto Serif CJK KR")]


@pytest.mark.parametrize("markup", [
    "<img alt='x' src='file:///etc/passwd'>", "<img alt='x' src='https://example.org/x.png'>",
    "<object data='file:///etc/passwd'></object>", "<link rel='attachment' href='file:///etc/passwd'>",
    "<p style=\"background: url('file:///etc/passwd')\">区</p>", "<img alt='x' src='asset:../../print.py'>",
    "<style>@import url('file:///etc/passwd')</style>",
])
def test_reads_nothing_but_its_own_assets(markup: str, family_fonts: Fonts, caplog: pytest.LogCaptureFixture) -> None:
    made = pdf.render(page(f"<p>区</p>{markup}"), fonts=family_fonts)
    assert made.value is None
    assert {item.code for item in made.diagnostics} == {"P006"}
    caplog.clear()


@pytest.mark.parametrize("scale", [1, 1.2, 1.3])
def test_a_note_stands_on_the_page_that_marks_it(family_fonts: Fonts, scale: float) -> None:
    """Also where its paragraph begins with the last line of a page, and where sizes are no whole pixels."""
    style = f"--text: 'Noto Serif CJK SC'; --scale: {scale}; font-size: {16 * scale}pt"
    marks = [f"〔{number}〕" for number in range(60)]
    body = "".join(f"<p>{'字' * (17 * number % 90)}<sup>{mark}</sup><span class='footnote' id='n{number}'>"
                   f"{mark}注</span>{'字' * (31 * number % 80)}</p>" for number, mark in enumerate(marks))
    made = pdf.render(page(f'<main style="{style}">{body}</main>'), fonts=family_fonts)
    assert made.value, made.diagnostics
    texts = [sheet.get_text() for sheet in pymupdf.open(stream=made.value).pages()]
    assert len(texts) > 3
    assert {mark: [text.count(mark) for text in texts if mark in text] for mark in marks} == {
        mark: [2] for mark in marks}


def test_a_row_of_a_table_stays_on_one_page(family_fonts: Fonts) -> None:
    rows = "".join(f"<tr><td>首{number}</td><td>{'字' * 9}尾{number}。</td></tr>" for number in range(60))
    table = f"<table style='font-size: 16pt; width: 220pt'>{rows}</table>"
    made = pdf.render(page(f"<main>{table}</main>"), fonts=family_fonts)
    assert made.value, made.diagnostics
    texts = ["".join(sheet.get_text().split()) for sheet in pymupdf.open(stream=made.value).pages()]
    assert len(texts) > 3
    assert all(any(f"首{number}字" in text and f"尾{number}。" in text for text in texts) for number in range(60))


def test_each_page_of_a_clause_has_its_number(family_fonts: Fonts, imprint: Imprint) -> None:
    long = "갑".join(["국가는 토지이용 연도계획을 편성한다. "] * 90)
    html = print_.clause((twin("kor", text=long),), "sec_1__para_1", imprint)
    assert html
    made = pdf.render(html, fonts=family_fonts)
    assert made.value, made.diagnostics
    texts = [sheet.get_text() for sheet in pymupdf.open(stream=made.value).pages()]
    assert len(texts) > 2
    assert [number for number, text in enumerate(texts, 1) if f"\u2014\u2002{number}\u2002\u2014" not in text] == []


def test_latin_letters_that_are_drawn_as_one_are_read_as_they_are(family_fonts: Fonts, imprint: Imprint,
                                                                  tmp_path: Path) -> None:
    made = pdf.render(print_.expression(twin("kor", text="가 Office나 다"), imprint), fonts=family_fonts)
    assert made.value, made.diagnostics
    (tmp_path / "made.pdf").write_bytes(made.value)
    assert not outloud.check(str(tmp_path / "made.pdf")).findings
    shown = subprocess.run(["pdftotext", "made.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "Office나" in shown.stdout.replace("\u2060", "")


@pytest.mark.parametrize("text", ["字字字字2015年，" * 40, "第 12 條字字字字字，" * 40])
def test_a_filled_line_is_spread_evenly_but_for_its_numbers(family_fonts: Fonts, text: str) -> None:
    made = pdf.render(page(f"<main><p style='font-size: 16pt; width: 160pt; text-align: justify'>{text}</p></main>"),
                      fonts=family_fonts)
    assert made.value, made.diagnostics
    lines = [[character for span in line["spans"] for character in span["chars"]]
             for sheet in pymupdf.open(stream=made.value).pages()
             for block in sheet.get_text("rawdict")["blocks"] for line in block["lines"]]
    full = [line for line in lines[:-1] if not line[-1]["c"].isspace()]
    assert len(full) > 10
    steps: dict[str, list[float]] = {}
    for line in full:
        assert abs(line[-1]["origin"][0] + 16 - 160) < 0.5
        others = []
        for before, after in itertools.pairwise(line):
            step = after["origin"][0] - before["origin"][0]
            if before["c"].isdigit() and after["c"].isdigit():
                steps.setdefault(before["c"] + after["c"], []).append(step)
            elif not before["c"].isdigit() and not after["c"].isdigit() and not before["synthetic"]:
                others.append(step - (4 if before["c"] == " " else 16))
        assert max(others) - min(others) < 1
    assert all(max(found) < 9.5 for found in steps.values()), "a digit is 9 points wide"


def test_the_contents_are_tagged_as_such(single: bytes) -> None:
    with pikepdf.open(BytesIO(single)) as file:
        kinds = [(str(item.S), str(item.P.S)) for item in file.objects if isinstance(item, pikepdf.Dictionary)
                 and item.get("/Type") == "/StructElem" and item.S in ("/TOC", "/TOCI", "/Reference", "/Link")]
    assert [kind for kind in kinds if kind[0] != "/Link"] == [
        ("/TOC", "/Document"), ("/TOCI", "/TOC"), ("/Reference", "/TOCI")]
    assert ("/Link", "/Reference") in kinds


def test_columns_are_named_above_them_and_not_above_the_colophon(family_fonts: Fonts, imprint: Imprint) -> None:
    seen = set()
    for length in range(200, 500, 40):
        html = print_.parallel((twin("zho", text="北京市" * length), twin("kor", text="가")), imprint)
        made = pdf.render(html, fonts=family_fonts)
        assert made.value, made.diagnostics
        texts = [sheet.get_text() for sheet in pymupdf.open(stream=made.value).pages()]
        seen |= {(any(line.split("\u2002")[0] == "中文（原文）" for line in text.splitlines()),
                  "北京市" in text or "（一）范围" in text or "（一）珲春" in text) for text in texts[2:]}
    assert (False, False) in seen
    assert (True, True) in seen
    assert (False, True) not in seen
