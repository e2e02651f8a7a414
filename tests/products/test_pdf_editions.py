"""The editions of this project's own work, as an archivist, a typographer and a blind reader judge them."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pymupdf
import pypdfium2
import pytest
from diptych.akn.document import Document, emended
from diptych.akn.names import HIERARCHY, local
from diptych.compile.work import Compiled, compile_work
from diptych.products import pdf_editions, pdf_typesetting
from diptych.products.pdf_editions import PrintSettings
from diptych.products.pdf_typesetting import PrintJob
from diptych.products.site_settings import SiteOptions
from diptych.project import load
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.conftest import ROOT
from tests.render import screen_reader, verapdf

APPROVED = ROOT / "tests/approved/print"
PICTURES = (("zho.pdf", 1), ("zho.pdf", 3), ("zho.pdf", 11), ("kor.pdf", 3), ("zho-kor.pdf", 3), ("zho-kor.pdf", 4))
"""Pages whose look was approved; small, so that they hold wherever the pinned fonts are."""
DPI = 30
NAMES = ("zho.pdf", "kor.pdf", "zho-kor.pdf")
UNSEEN = re.compile("[\\s\u2060\u200b]")


@pytest.fixture(scope="module")
def work() -> Compiled:
    """The project's first work."""
    schema = load.schema(ROOT).value
    assert schema
    sources = load.sources(ROOT, schema).value
    assert sources
    return compile_work(sources[0], schema)


@pytest.fixture(scope="module")
def shared() -> PrintSettings:
    """What its editions share."""
    made = pdf_editions.of_project(ROOT, SiteOptions("https://diptych.example/")).value
    assert made
    return made


@pytest.fixture(scope="module")
def sheets(work: Compiled, shared: PrintSettings) -> dict[str, PrintJob]:
    """Its editions by name."""
    original, translation = work.expressions
    return {name: pdf_editions.sheet([(one.document, one.data) for one in texts], shared) for name, texts in zip(
        NAMES, ((original,), (translation,), (original, translation)), strict=True)}


@pytest.fixture(scope="module")
def made(sheets: dict[str, PrintJob]) -> dict[str, bytes]:
    """Their PDFs."""
    files = {name: pdf_typesetting.make(sheet) for name, sheet in sheets.items()}
    assert not [item for result in files.values() for item in result.diagnostics]
    return {name: result.value for name, result in files.items() if result.value}


def test_verapdf_finds_nothing(made: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    verdicts = verapdf.check(sorted(tmp_path.iterdir()), verapdf.RULES)
    assert sorted(verdicts) == sorted(NAMES)
    assert {(profile, verdict.failed, verdict.ended, verdict.rules) for found in verdicts.values()
            for profile, verdict in found.items()} == {
                (profile, (), "normal", rules) for profile, rules in verapdf.RULES.items()}


@pytest.mark.parametrize("name", NAMES)
def test_checkers_find_nothing(made: dict[str, bytes], tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(made[name])
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    heard = outloud.check(str(file))
    assert not heard.error
    assert not heard.findings
    assert not pdfua.validate(str(file)).findings


@pytest.mark.parametrize("name", NAMES)
def test_the_colophon_has_the_sum_of_each_file_that_travels_in_it(made: dict[str, bytes], name: str) -> None:
    with pikepdf.open(BytesIO(made[name])) as file:
        sums = {key: hashlib.sha256(item.get_file().read_bytes()).hexdigest() for key, item in file.attachments.items()}
    told = "".join("".join(sheet.get_text().split()) for sheet in pymupdf.open(stream=made[name]).pages())
    assert sorted(sums) == sorted(f"{language}.xml" for language in name.removesuffix(".pdf").split("-"))
    assert all(total in told for total in sums.values())


def test_they_are_small(made: dict[str, bytes]) -> None:
    assert set(made) == set(NAMES)
    assert sum(map(len, made.values())) < 2_500_000


@pytest.mark.parametrize("name", NAMES)
def test_the_fonts_are_those_declared_and_whole(made: dict[str, bytes], shared: PrintSettings, name: str) -> None:
    with pikepdf.open(BytesIO(made[name])) as file:
        found = {str(item.FontFamily): bool({"/FontFile2", "/FontFile3"} & set(item.keys())) for item in file.objects
                 if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"}
    spoken = {"zho.pdf": ("zh-Hans", "ko"), "kor.pdf": ("ko", "zh-Hans"), "zho-kor.pdf": ("zh-Hans", "ko")}[name]
    allowed = {family for tag in spoken for family in shared.fonts.declared.families(tag)}
    needed = {shared.fonts.declared.setting(tag).text[0] for tag in spoken[:name.count("-") + 1]}
    assert needed <= set(found) <= allowed
    assert all(found.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_three_renderers_draw_every_page_alike(made: dict[str, bytes], tmp_path: Path, name: str) -> None:
    data = made[name]
    (tmp_path / "made.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "36", "-gray", "-png", "made.pdf", "page"], cwd=tmp_path, check=True)
    poppler = [Image.open(file).convert("L") for file in sorted(tmp_path.glob("page*.png"))]
    mupdf = [Image.open(BytesIO(sheet.get_pixmap(dpi=36).tobytes("png"))).convert("L")
             for sheet in pymupdf.open(stream=data).pages()]
    pdfium = [sheet.render(scale=0.5).to_pil().convert("L") for sheet in pypdfium2.PdfDocument(data)]
    assert len(poppler) == len(mupdf) == len(pdfium) > 5
    for pictures in zip(poppler, mupdf, pdfium, strict=True):
        assert all(ImageStat.Stat(picture).stddev[0] > 5 for picture in pictures)
        for other in pictures[1:]:
            soft = (picture.resize(pictures[0].size).filter(ImageFilter.GaussianBlur(1.5))
                    for picture in (pictures[0], other))
            assert ImageStat.Stat(ImageChops.difference(*soft)).mean[0] < 5


def test_lines_of_chinese_stand_on_a_grid(made: dict[str, bytes]) -> None:
    """GB/T 9704: 22 lines a page, whatever stands in them."""
    pitch = 225 / 22 * 72 / 25.4
    grids = [{round(span["origin"][1] % pitch, 1) for block in sheet.get_text("dict")["blocks"]
              for line in block["lines"] for span in line["spans"] if round(span["size"]) == 16}
             for sheet in pymupdf.open(stream=made["zho.pdf"]).pages()]
    assert sum(map(bool, grids)) > 5
    assert all(max(grid) - min(grid) < 0.15 for grid in grids if grid), grids


@pytest.mark.parametrize("name", ["zho.pdf", "kor.pdf"])
def test_what_is_read_is_the_published_text(made: dict[str, bytes], work: Compiled, name: str) -> None:
    document = next(one.document for one in work.expressions if f"{one.document.language}.pdf" == name)
    read = said(made[name])
    place = 0
    for block in blocks(document):
        found = read.find(block, place)
        assert found >= 0, (block[:40], read[place:place + 80])
        place = found + len(block)


def test_the_parallel_edition_is_read_row_by_row_in_both_languages(made: dict[str, bytes], work: Compiled) -> None:
    read, place = screen_reader.read(made["zho-kor.pdf"]), 0
    text = said(made["zho-kor.pdf"])
    originals, translations = (one.document for one in work.expressions)
    for eid, unit in originals.by_eid.items():
        if local(unit.tag) in HIERARCHY and eid in translations.by_eid:
            first, second = (next(blocks(one, eid), "") for one in (originals, translations))
            for block in (first, second):
                found = text.find(block, place)
                assert found >= 0, (eid, block, text[place:place + 60])
                place = found
    spoken = {piece.language for piece in read.spoken}
    assert {"zh-Hans", "ko"} <= spoken


def test_a_rebuild_writes_the_same_bytes(made: dict[str, bytes], sheets: dict[str, PrintJob]) -> None:
    assert pdf_typesetting.make(sheets["kor.pdf"]).value == made["kor.pdf"]


@pytest.mark.parametrize(("name", "number"), PICTURES)
def test_pages_look_as_approved(made: dict[str, bytes], request: pytest.FixtureRequest, name: str, number: int) -> None:
    drawn = pymupdf.open(stream=made[name])[number - 1].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
    picture = Image.open(BytesIO(drawn.tobytes("png")))
    file = APPROVED / f"{name.removesuffix('.pdf')}-{number}.png"
    alike = file.exists() and look_alike(picture, Image.open(file))
    if not alike and request.config.getoption("--update"):
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.save(file, optimize=True)
        pytest.fail(f"rewritten, look at it: {file.relative_to(ROOT)}")
    assert alike, f"looks unlike {file.relative_to(ROOT)}; if it is right: pytest --update"


def look_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ by no more than how renderers smooth edges."""
    if one.size != other.size:
        return False
    soft = [picture.convert("L").filter(ImageFilter.GaussianBlur(2)) for picture in (one, other)]
    difference = ImageChops.difference(*soft)
    return max(difference.tobytes()) < 40 and ImageStat.Stat(difference).mean[0] < 1


def said(data: bytes) -> str:
    """What is read of a PDF, without notes, marks of notes and what cannot be seen."""
    spoken = screen_reader.read(data).spoken
    return "".join(UNSEEN.sub("", piece.text) for piece in spoken if "Note" not in piece.tags)


def blocks(document: Document, eid: str = "") -> Iterator[str]:
    """The published text of each block, or of those in a unit, cut where a note is marked: the mark is read there."""
    root = document.by_eid[eid] if eid else document.main
    for block in root.iter("{*}p", "{*}heading"):
        if next(block.iterancestors("{*}meta"), None) is None:
            text = UNSEEN.sub("", emended(block))
            yield from (text[start:start + 12] for start in range(0, len(text), 12)
                        if next(block.iter("{*}noteRef"), None) is None)
