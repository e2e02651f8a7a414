"""PDF/A-4f with PDF/UA-2: destinations with structure elements, notes and contents that name their targets."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from diptych.render.print import edition as print_
from diptych.render.print import pdf, pdf_destinations
from diptych.render.print.conformance import CONFORMANCES, NAMESPACE
from diptych.render.print.edition import Imprint
from diptych.render.print.fonts import Fonts

from tests.render.conftest import twin


@pytest.fixture(scope="module")
def file(family_fonts: Fonts, imprint: Imprint) -> pikepdf.Pdf:
    """The edition of a text with a note."""
    made = pdf.render(print_.expression(twin("zho"), imprint), fonts=family_fonts, conformance=CONFORMANCES["a-4f"])
    assert made.value, made.diagnostics
    return pikepdf.open(BytesIO(made.value))


def elements(file: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    return [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind]


def test_each_destination_begins_at_a_structure_element_on_its_page(file: pikepdf.Pdf) -> None:
    names = file.Root.Names.Dests.Names
    named = {str(names[index]): names[index + 1] for index in range(0, len(names), 2)}
    assert {"sec_1", "sec_1__para_1", "note_1"} <= set(named)
    for target in named.values():
        assert target.SD[0].Type == "/StructElem"
        assert target.D[0].Type == "/Page"
        assert list(target.SD)[1:] == list(target.D)[1:]
    assert [str(named[name].SD[0].get("/ID")) for name in ("sec_1", "note_1")] == ["sec_1", "note_1"]


def test_the_pages_of_destinations_are_those_of_the_other_standard(
        file: pikepdf.Pdf, family_fonts: Fonts, imprint: Imprint) -> None:
    written = BytesIO()
    file.save(written)
    other = pdf.render(print_.expression(twin("zho"), imprint), fonts=family_fonts).value
    assert pdf_destinations.pages(written.getvalue()) == pdf_destinations.pages(other or b"")
    assert pdf_destinations.pages(other or b"")["sec_1"] > 1


def test_each_bookmark_leads_to_its_unit(file: pikepdf.Pdf) -> None:
    items = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/Title" in item]
    assert "一、范围" in [str(item.Title).replace(" ", "") for item in items]
    for item in items:
        assert "/Dest" not in item
        assert item.A.SD[0].Type == "/StructElem"
    unit = next(item for item in items if str(item.Title).startswith("一、"))
    assert str(unit.A.SD[0].ID) == "sec_1"


def test_a_note_and_its_mark_name_each_other(file: pikepdf.Pdf) -> None:
    note, = elements(file, "/FENote")
    marks = [link for link in elements(file, "/Link") if "/Ref" in link and link.Ref[0].objgen == note.objgen]
    assert len(marks) == 1
    assert [mark.objgen for mark in note.Ref] == [marks[0].objgen]
    label = next(kid for kid in note.K if isinstance(kid, pikepdf.Dictionary))
    assert label.S == "/Lbl"
    assert label.K[0].S == "/Link"
    assert note.A.NoteType == "/Footnote"


def test_entries_of_the_contents_name_their_units(file: pikepdf.Pdf) -> None:
    links = [link for entry in elements(file, "/TOCI") for link in entry.K[0].K if link.S == "/Link"]
    assert links
    assert str(links[0].Ref[0].ID) == "sec_1"


def test_structure_types_are_in_the_namespace_of_pdf_2(file: pikepdf.Pdf) -> None:
    assert file.pdf_version == "2.0"
    document = file.Root.StructTreeRoot.K[0]
    assert str(document.NS.NS) == NAMESPACE
    assert elements(file, "/Title")
    assert not elements(file, "/Art")
    assert "/NS" not in elements(file, "/TOC")[0]
