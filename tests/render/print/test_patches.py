"""Canaries: what each patch of a library relies on is as it was, and the library still needs the patch."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from collections.abc import Callable
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import citeproc.model
import pikepdf
import pydyf
import pymupdf
import pytest
import weasyprint
from diptych.citations import processor
from diptych.render.print import pdf, pdf_notes, pdf_spaces
from diptych.render.print.patches import PATCHES, Patch
from diptych.render.print.pdf_marks import MarkedLayout
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import block, inline
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text import line_break
from ziamath import zmath

from tests.base import citation_styles
from tests.render.small import twins
from tests.test_contracts import PROJECT

PACKAGE = Path(__file__).parents[3] / "pipeline/diptych"
CSS = "* { font-family: 'Noto Serif CJK SC' } @page { size: 400px 300px; margin: 40px; @top-left { content: 'head' } }"


def html(body: str, css: str = "") -> Any:
    return weasyprint.HTML(string=f"<html lang='zh'><title>t</title><style>{CSS}{css}</style><body>{body}")


def pieces(data: bytes, kind: str, name: str) -> list[Any]:
    """The dictionaries of a PDF whose Type or S is this name."""
    with pikepdf.open(BytesIO(data)) as file:
        return [dict(item) for item in file.objects
                if isinstance(item, pikepdf.Dictionary) and item.get(f"/{kind}") == f"/{name}"]


def lines_are_ragged() -> bool:
    """A justified line of Chinese ends before the measure."""
    text = "一二三四五六七八九十。" * 12
    page = html(f"<p style='font-size: 16px; text-align: justify; width: 310px'>{text}</p>").render().pages[0]
    lines = [box for box in page._page_box.descendants() if isinstance(box, LineBox) and box.resume_at]
    texts = [next(box for box in line.descendants() if isinstance(box, TextBox)) for line in lines]
    return bool(texts) and all(text.width < 310 - 5 and text.justification_spacing == 0 for text in texts)


def spaces_are_removed() -> bool:
    """The two words of a line and the next have no space between them, whoever reads them."""
    with pytest.MonkeyPatch.context() as plain:
        plain.setattr(inline, "split_text_box", pdf_spaces.SPLIT)
        plain.setattr(inline, "remove_last_whitespace", pdf_spaces.STRIP)
        page = html("<p style='font-size: 16px; width: 60px'>alpha bravo</p>").render().pages[0]
    texts = [box.pango_layout.text for box in page._page_box.descendants() if isinstance(box, TextBox)]
    return {"alpha", "bravo"} <= set(texts)


def base_lines_leave_the_grid() -> bool:
    """A heading in a larger font, in lines as high as those of the text, has its base line off theirs."""
    page = html("<p>甲</p><h2>乙</h2>", "p, h2 { margin: 0; font-size: 16px; line-height: 40px } h2 { font-size: 30px }"
                ).render().pages[0]
    first, second = (box for box in page._page_box.descendants() if isinstance(box, LineBox) and box.height == 40)
    return bool(abs(second.position_y + second.baseline - first.position_y - first.baseline - 40) > 0.1)


def marks_are_whole() -> bool:
    """Two full-width marks beside each other take two ems."""
    with pytest.MonkeyPatch.context() as plain:
        plain.setattr(line_break, "Layout", MarkedLayout.__base__)
        page = html("<p style='font-size: 16px'>甲》，乙</p>").render().pages[0]
    text = next(box for box in page._page_box.descendants() if isinstance(box, TextBox) and "》" in box.text)
    return bool(abs(text.width - 64) < 0.1)


def notes_move_away() -> bool:
    """A note of a paragraph that begins on the last line of a page is on the page after its mark."""
    css = ("p { margin: 0; orphans: 2; widows: 2; font-size: 16px; line-height: 20px }"
           ".n { float: footnote; footnote-policy: line } .n::footnote-call, .n::footnote-marker { content: none }")
    body = "".join(f"<p>{'字' * (17 * number % 90)}〔{number}〕<span class=n>〔{number}〕注</span>"
                   f"{'字' * (31 * number % 80)}</p>" for number in range(60))
    texts = [page.get_text() for page in pymupdf.open(stream=html(body, css).write_pdf()).pages()]
    return any(text.count(f"〔{number}〕") == 1 for text in texts for number in range(60))


ROW = ("<div class=r><div class=c>{first}</div><div class=c>{second}</div></div>")
ROW_CSS = (".r { display: table; table-layout: fixed; width: 100%; font-size: 16px; line-height: 20px }"
           ".c { display: table-cell; orphans: 1; widows: 1; vertical-align: top } p { height: 60px; margin: 0 }"
           ".n { float: footnote; footnote-policy: line } .n::footnote-call, .n::footnote-marker { content: none }")


def rows_with_notes_move() -> bool:
    """A row leaves the page as a whole because of the note of its second cell."""
    row = ROW.format(first="字" * 130, second="字〔1〕<span class=n>注" + "注" * 60 + "</span>" + "字" * 90)
    with pytest.MonkeyPatch.context() as plain:
        plain.setattr(block, "table_layout", pdf_notes.LAY_OUT_TABLE)
        pages = html(f"<p>甲</p>{row}", ROW_CSS).render().pages
    first = "".join(box.text for box in pages[0]._page_box.descendants() if isinstance(box, TextBox))
    return len(pages) > 1 and "字" not in first


def base_lines_are_uneven() -> bool:
    """The first lines of two cells at the top of a row have base lines of their own."""
    row = ROW.format(first="字", second="<p style='font-size: 10px; line-height: 20px'>字</p>")
    boxes = html(row, ROW_CSS).render().pages[0]._page_box.descendants()
    lines = [box for box in boxes if isinstance(box, LineBox) and box.style["font_size"] in (10, 16)]
    return len({round(line.position_y + line.baseline, 2) for line in lines[:2]}) == 2


def equal_strings_are_repeated() -> bool:
    """A running head with the first and the last string of a page repeats a single one."""
    css = "@page { @top-left { content: string(n, first) '–' string(n, last) } } p { string-set: n content() }"
    document = pymupdf.open(stream=html("<p>国</p>", css).write_pdf())
    return "国–国" in document[0].get_text()


def fonts_have_empty_glyphs() -> bool:
    """The font of a single character takes more than 50 KB."""
    with pikepdf.open(BytesIO(html("<p>国</p>", "@page { @top-left { content: none } }").write_pdf())) as file:
        files = [item.FontFile3.read_bytes() for item in file.objects
                 if isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item]
    return bool(files) and min(map(len, files)) > 50_000


def pages_forget_their_marks() -> bool:
    """A page keeps its box and no marks, and furniture is no artifact."""
    page = html("<p>国</p>").render().pages[0]
    data = html("<p>国</p>").write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    return hasattr(page, "_page_box") and not hasattr(page, "read") and b"/Pagination" not in data


def elements_are_tagged_by_page() -> bool:
    """A paragraph on several pages has several tags without a language."""
    paragraphs = pieces(html(f"<p lang='ko'>{'字' * 400}</p>").write_pdf(pdf_variant="pdf/ua-1"), "S", "P")
    return len(paragraphs) > 1 and not any("/Lang" in paragraph for paragraph in paragraphs)


def pages_are_triples() -> bool:
    """The page list of a PDF is flat: number, generation and `R` of each page."""
    file = pydyf.PDF()
    page = pydyf.Dictionary({"Type": "/Page"})
    file.add_page(page)
    return list(file.pages["Kids"]) == [page.number, 0, "R"]


def html_has_these_attributes() -> bool:
    """Parsed HTML has the attributes that parsing sets, and the style sheets of the user agent are a method."""
    parsed = pdf.ParsedHtml(ElementTree.fromstring("<html><body><p>a</p></body></html>"), pdf.PackageFetcher())
    return set(vars(html("<p>a</p>"))) == set(vars(parsed)) and len(html("")._ua_stylesheets()) == 1


def languages_are_properties() -> bool:
    """The language of an element is a CSS property."""
    css = "[data-lang=ko] { -weasy-lang: 'ko' }"
    boxes = html("<p data-lang=ko>a</p><p lang=fi>a</p>", css).render().pages[0]._page_box.descendants()
    return {box.style["lang"] for box in boxes if box.element_tag == "p"} == {"ko", "fi"}


def metadata_claim_one_standard() -> bool:
    """The RDF of PDF/A does not mention PDF/UA, and the method that writes it is a method of the metadata."""
    rdf = DocumentMetadata(title="t").generate_rdf_metadata("a", 3, "A")
    return b"pdfaid" in rdf and b"pdfuaid" not in rdf


def attachments_are_listed_twice() -> bool:
    """The catalog of a PDF/A-3 has two references to an attachment."""
    attachment = weasyprint.Attachment(file_obj=BytesIO(b"<a/>"), name="a.xml", relationship="Source")
    data = html("<p>a</p>").write_pdf(pdf_variant="pdf/a-3b", attachments=[attachment])
    with pikepdf.open(BytesIO(data)) as file:
        return len(file.Root.AF) == 2


def styles_are_asked_again() -> bool:
    """A citation asks a style for its elements and its root, again and again, and the answers stay the same."""
    element = citeproc.model.CitationStylesElement
    cached = (element.xpath_search, element.get_root)
    hits = [method.cache_info().hits for method in cached]
    made = [processor.cite(twins(), citation_styles(), "apa", "https://example.org/") for _ in range(2)]
    asked = [method.cache_info().hits > before for method, before in zip(cached, hits, strict=True)]
    with pytest.MonkeyPatch.context() as plain:
        plain.setattr(element, "xpath_search", lambda self, query: self.xpath(query, namespaces=self.nsmap))
        plain.setattr(element, "get_root", element.get_root.__wrapped__)
        made.append(processor.cite(twins(), citation_styles(), "apa", "https://example.org/"))
    return all(asked) and len(set(made)) == 1


def formulas_have_no_text_fonts() -> bool:
    """The math font gives a Chinese character the glyph of a missing one."""
    font = zmath.loadedfonts["default"]
    return bool(font.glyph("税").index == font.glyph("额").index == 0)


CANARIES: Final[dict[str, Callable[[], bool]]] = {
    "justified lines": lines_are_ragged, "line-end spaces": spaces_are_removed,
    "halved marks": marks_are_whole, "grid of base lines": base_lines_leave_the_grid,
    "divided rows": rows_with_notes_move, "even base lines": base_lines_are_uneven,
    "fixed notes": notes_move_away, "ranges of units": equal_strings_are_repeated,
    "packed fonts": fonts_have_empty_glyphs,
    "painted pages": pages_forget_their_marks, "tag tree": elements_are_tagged_by_page,
    "page references": pages_are_triples, "parsed HTML": html_has_these_attributes,
    "shared styles": languages_are_properties, "metadata": metadata_claim_one_standard,
    "associated files": attachments_are_listed_twice, "glyphs of text": formulas_have_no_text_fonts,
    "style queries": styles_are_asked_again}


def advice(patch: Patch, change: str) -> str:
    """The message of a canary: what changed in which version, and what to do."""
    return (f"{patch.library} {version(patch.library)}: {change}. The patch {patch.name!r} in {patch.module} was made "
            f"for {patch.library} {patch.version}: {patch.reason} {' '.join(patch.issues)}"
            " Read both; adapt or remove the patch, then its entry in render/print/patches.py.")


def source_digest(target: str) -> str | None:
    """The start of the SHA-256 of the source of a function: `package.module:Class.method`; None if it is gone."""
    module, _, path = target.partition(":")
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        return None
    text = Path(found.origin).read_text(encoding="utf-8")
    node: Any = ast.parse(text)
    for name in path.split("."):
        node = next((child for child in node.body if getattr(child, "name", None) == name), None)
        if node is None:
            return None
    return hashlib.sha256((ast.get_source_segment(text, node) or "").encode()).hexdigest()[:12]


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_the_code_that_a_patch_relies_on_is_unchanged(patch: Patch) -> None:
    for target, digest in patch.sources.items():
        assert source_digest(target) == digest, advice(patch, f"{target} has changed")


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_the_library_behaves_as_a_patch_expects(patch: Patch) -> None:
    canary = CANARIES.get(patch.name)
    assert canary, f"the patch {patch.name!r} has no canary in CANARIES"
    assert canary(), advice(patch, f"this is no longer true: {canary.__doc__}")


def test_the_list_has_every_module_that_typesets() -> None:
    contract = next(item for item in PROJECT["tool"]["importlinter"]["contracts"] if item["id"] == "weasyprint")
    typesetting = {importer.removeprefix("diptych.").replace(".", "/") + ".py"
                   for importer in contract["allowed_importers"]}
    modules = {patch.module for patch in PATCHES}
    assert typesetting <= modules
    assert all((PACKAGE / module).is_file() for module in modules)
    assert set(CANARIES) == {patch.name for patch in PATCHES}


def test_a_changed_library_is_named_with_its_version() -> None:
    message = advice(PATCHES[0], "Layout.set_text has changed")
    assert f"weasyprint {weasyprint.__version__}" in message
    assert "render/print/pdf_lines.py" in message
