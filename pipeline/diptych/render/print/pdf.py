"""Print HTML of an edition → the bytes of its PDF: PDF/A and PDF/UA, tagged, with attachments.

The HTML is complete (edition.py); its head has title, author, dates and the Work IRI. A character without a glyph or an
address outside the package gives findings and no PDF.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree

import pydyf
import weasyprint
from cssselect2 import ElementWrapper
from lxml import etree
from lxml import html as lxml_html
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import MarginBox, TableRowGroupBox, TextBox
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from diptych.config import media
from diptych.diagnostics import Diagnostic, Result, diagnostic
from diptych.render import asset_files
from diptych.render.print import (
    anchors,
    formula_spans,
    margin,
    missing_glyphs,
    pdf_fonts,
    pdf_grid,
    pdf_lines,
    pdf_notes,
    pdf_spaces,
    pdf_tags,
    structure_destinations,
    stylesheet,
    xmp,
)
from diptych.render.print.conformance import CONFORMANCES, USUAL, Conformance
from diptych.render.print.fonts import Fonts

AKN_MEDIA_TYPE: Final = "application/akn+xml"
"""Akoma Ntoso Media Type 1.0 (OASIS), the type of the attachments."""

SVG: Final = "http://www.w3.org/2000/svg"
"""The namespace of drawings."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """An Akoma Ntoso file in the PDF, its source."""

    name: str
    data: bytes
    description: str


class ParsedHtml(weasyprint.HTML):  # type: ignore[misc]
    """HTML that is parsed already, with a shorter user agent style sheet."""

    def __init__(self, tree: Any, fetcher: URLFetcher) -> None:
        self.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element, self.url_fetcher = tree, fetcher
        self.base_url, self.media_type = "asset:", "print"

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:  # noqa: FBT001, FBT002
        del forms
        return [load().elements]


class PaintedPage(Page):  # type: ignore[misc]
    """A page with filled lines and with an anchor for each name, which keeps the origin of its marked content."""

    def __init__(self, page: Page, outline: pdf_tags.Outline, repeated: frozenset[Any] = frozenset(), *,
                 is_gridded: bool = False) -> None:
        """`repeated` has the elements of table headers that an earlier page shows too."""
        self.__dict__.update(vars(page))
        self.outline, self.repeated = outline, repeated
        pdf_lines.fill(self._page_box)
        if is_gridded:
            pdf_grid.align(self._page_box)
        self.boxes = list(self._page_box.descendants(placeholders=True))
        for box in self.boxes:
            for name in outline.names.get(box.element, ()):
                if name not in self.anchors:
                    x, y, width, height = box.hit_area()
                    self.anchors[name] = (x, y, x + width, y + height)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paints the page. Furniture becomes artifacts; deleted text is shown and not read."""
        stream._tags = {}  # noqa: SLF001 - marks content, without WeasyPrint's tag tree
        super().paint(stream, scale)
        marks = {box: mark["mcid"] for box, mark in stream._tags.items()}  # noqa: SLF001
        margin_boxes = {text: box.at_keyword for box in self._page_box.children if isinstance(box, MarginBox)
                        for text in box.descendants() if isinstance(text, TextBox)}
        furniture = {number: margin_boxes.get(box, "") for box, number in marks.items()
                     if box in margin_boxes or box.element in self.outline.margin or box.element in self.repeated}
        # A box with only spaces has no glyph. Without replacement text a reader joins the words beside it.
        replaced = {number: " " for box, number in marks.items() if isinstance(box, TextBox) and not box.text.strip()}
        replaced |= {number: "" for box, number in marks.items() if box.element in self.outline.deleted}
        self.read = [(box.element, marks[box]) for box in self.boxes if box in marks and marks[box] not in furniture]
        pdf_tags.remark(stream.stream, furniture, replaced)


class Packet(DocumentMetadata):  # type: ignore[misc]
    """The metadata of a document, written as a single RDF description."""

    claims = CONFORMANCES[USUAL].claims

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """The whole RDF; it makes the claims of the edition for all arguments."""
        del variant, version, conformance
        return xmp.rdf(xmp.Facts(
            self.title or "", self.lang or "", tuple(self.custom.get("dcterms.language", "").split()),
            tuple(self.authors), self.description or "", self.custom.get("dcterms.identifier", ""),
            self.custom.get("dcterms.rights", ""), self.custom.get("dcterms.issued", ""), self.created or "",
            f"WeasyPrint {weasyprint.VERSION}", self.generator or "", self.custom.get("dcterms.license", ""),
            self.custom.get("dcterms.publisher", ""), self._by_language("dcterms.title."),
            self._by_language("dcterms.rights."), self.custom.get("dcterms.source", ""),
            tuple(self.custom.get("dcterms.type", "").split())), self.claims)

    def _by_language(self, prefix: str) -> Mapping[str, str]:
        """The content of the metadata whose names are a prefix and a language tag, by tag."""
        return {name.removeprefix(prefix): content for name, content in self.custom.items() if name.startswith(prefix)}


class PackageFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches the print assets of the package (`asset:name`) and pictures that are in the page itself (`data:`).

    `pictures` are those of the text by name. It refuses all other addresses and records them.
    """

    def __init__(self, pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=())
        self.refused: list[str] = []
        self.pictures = pictures or {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The asset or picture at an address; ValueError for any other address."""
        if url.startswith("data:image/"):
            kind, _, content = url.removeprefix("data:").partition(";base64,")
            return URLFetcherResponse(url, base64.b64decode(content), {"Content-Type": kind})
        del headers
        name = media.named(url)
        if name in self.pictures:
            return URLFetcherResponse(url, self.pictures[name], {"Content-Type": media.media_type(name)})
        folder = asset_files.folder("print")
        asset = url.removeprefix("asset:")
        if url.startswith("asset:") and asset in {entry.name for entry in folder.iterdir()}:
            return URLFetcherResponse(url, (folder / asset).read_bytes())
        self.refused.append(url)
        raise ValueError(url)


@dataclass(frozen=True, slots=True)
class PrintStyles:
    """The compiled style sheets and the font map: `elements` is the user agent's sheet, `style` the edition's."""

    elements: weasyprint.CSS
    style: weasyprint.CSS
    fonts: FontConfiguration


@cache
def load() -> PrintStyles:
    """The style sheets and the font map, loaded once a process."""
    folder, font_map = asset_files.folder("print"), FontConfiguration()
    elements, style = (weasyprint.CSS(string=(folder / name).read_text(encoding="utf-8"), font_config=font_map,
                                      url_fetcher=PackageFetcher()) for name in ("elements.css", "print.css"))
    return PrintStyles(elements, style, font_map)


def warm() -> None:
    """Typesets an almost empty page, so that Pango and HarfBuzz load their data."""
    styles, html = load(), ParsedHtml(_parsed("<p>.</p>"), PackageFetcher())
    html.render(font_config=styles.fonts, stylesheets=[styles.style]).write_pdf()


def render(html: str, *, fonts: Fonts, attachments: tuple[Attachment, ...] = (),
           conformance: Conformance = CONFORMANCES[USUAL],
           pictures: Mapping[str, bytes] | None = None) -> Result[bytes]:
    """The PDF of an edition. `pictures` are the bytes of its pictures by name.

    No value if a font or a glyph is missing or an address outside the package is used: P001, P002, P004 to P007.
    """
    tree = _parsed(html)
    languages = missing_glyphs.languages(tree)
    missing = fonts.missing(languages)
    if not missing:
        formula_spans.draw(tree, fonts)
        missing = tuple(missing_glyphs.unprintable(tree, fonts))
    if missing:
        return Result(None, missing)
    outline, fetcher, styles = pdf_tags.outline(tree, anchors.names(tree)), PackageFetcher(pictures), load()
    _share_styles(tree)
    rules = "".join(f"[data-lang={tag}] {{ -weasy-lang: {tag} }}" for tag in map(stylesheet.string, languages))
    options = {**weasyprint.DEFAULT_OPTIONS, "pdf_variant": conformance.variant,
               "stylesheets": [weasyprint.CSS(string=rules, font_config=styles.fonts), styles.style]}
    laid_out = pdf_notes.DocumentWithNotes._render(  # noqa: SLF001
        ParsedHtml(tree, fetcher), styles.fonts, None, None, options)
    is_gridded = next((stylesheet.GRIDDED in (body.get("class") or "").split() for body in tree.iter("body")), False)
    document = laid_out.copy([PaintedPage(page, outline, repeated, is_gridded=is_gridded)
                              for page, repeated in zip(laid_out.pages, _repeated(laid_out.pages), strict=True)])
    pdf_spaces.restore([page._page_box for page in document.pages])  # noqa: SLF001
    document.metadata, document.fonts = Packet(**vars(laid_out.metadata)), pdf_fonts.PackedFonts()
    document.metadata.claims = conformance.claims
    data = document.write_pdf(pdf_variant=conformance.variant, finisher=partial(_finish, outline, conformance),
                              attachments=[_embedded(item, document.metadata.created) for item in attachments])
    findings = tuple(diagnostic("P006", address=url) for url in fetcher.refused)
    findings += _undeclared_fonts(document, fonts, languages)
    return Result(None if findings else data, findings)


def _parsed(html: str) -> ElementTree.Element:
    """The tree of an edition, its drawings in the SVG namespace."""
    tree = lxml_html.document_fromstring(html)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    for drawing in tree.iter("svg"):
        # The HTML parser ignores namespaces and makes attribute names lower case.
        if "viewbox" in drawing.attrib:
            drawing.set("viewBox", drawing.attrib.pop("viewbox"))
        for part in drawing.iter(etree.Element):
            part.tag = f"{{{SVG}}}{part.tag!s}"
    return ElementTree.fromstring(etree.tostring(tree, encoding="unicode"))  # noqa: S314 - our own serialisation


def _share_styles(html: ElementTree.Element) -> None:
    """Lets similar elements share a computed style, in place.

    WeasyPrint computes a style of its own for each element with an id or a lang, and for all elements in it. That takes
    longer than typesetting their text. Ids stay only where page numbers are asked for, on the element with the first
    text of the unit. `lang` becomes `data-lang`,
    which the rules of the edition match.
    """
    counted = {element.get("data-to", "").removeprefix("#") for element in html.iter("span")}
    named = [(element, name) for element in html.iter() if (name := element.attrib.pop("id", "")) in counted and name]
    for element, name in named:
        _first_text(element).set("id", name)
    for element in html.iter():
        if element is not html and "lang" in element.attrib:
            element.set("data-lang", element.attrib.pop("lang"))


def _first_text(element: ElementTree.Element) -> ElementTree.Element:
    """The innermost element with the first text of an element, without numbers in the margin."""
    while not (element.text or "").strip():
        inner = next((child for child in element if child.get("class") != margin.EID), None)
        if inner is None:
            break
        element = inner
    return element


def _repeated(pages: Sequence[Page]) -> Iterator[frozenset[Any]]:
    """For each page, the elements of the table headers that an earlier page shows too."""
    shown: set[Any] = set()
    for page in pages:
        headers = {box.element for box in page._page_box.descendants()  # noqa: SLF001
                   if isinstance(box, TableRowGroupBox) and box.is_header}
        yield frozenset(inner for header in headers & shown for inner in header.iter())
        shown |= headers


def _embedded(item: Attachment, date: str | None) -> weasyprint.Attachment:
    moment = datetime.fromisoformat(date) if date else datetime(1, 1, 1, tzinfo=UTC)
    return weasyprint.Attachment(file_obj=BytesIO(item.data), name=item.name, description=item.description,
                                 created=moment, modified=moment, relationship="Source")


def _finish(outline: pdf_tags.Outline, conformance: Conformance, document: Document, pdf: pydyf.PDF) -> None:
    """Completes a PDF before it is written: tags, names, fonts, attachments."""
    tree = pdf_tags.write(pdf, document.pages, outline, conformance)
    if conformance.has_namespaces:
        structure_destinations.add(pdf, tree)
    if "AF" in pdf.catalog:
        # WeasyPrint lists each attachment twice.
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    _sort_destinations(pdf)
    pdf_fonts.embed_bare(pdf, list(document.fonts.values()))
    for item in pdf_fonts.of_type(pdf, "/Filespec"):
        pdf_fonts.referenced(pdf, item["EF"]["F"]).extra["Subtype"] = pydyf.name(AKN_MEDIA_TYPE)


def _sort_destinations(pdf: pydyf.PDF) -> None:
    """Sorts the name tree by the bytes of its strings."""
    names = pdf.catalog["Names"]["Dests"]["Names"] if "Dests" in pdf.catalog.get("Names", {}) else []
    entries = sorted(zip(names[::2], names[1::2], strict=True),
                     key=lambda entry: pdf_tags.sort_key(entry[0].string))
    names[:] = [part for entry in entries for part in entry]


def _undeclared_fonts(document: Document, fonts: Fonts, languages: Sequence[str]) -> tuple[Diagnostic, ...]:
    """P005 for each undeclared family in the finished PDF, P007 for each character drawn without a glyph."""
    allowed = {family for language in languages for family in fonts.declared.families(language)}
    undeclared = sorted({font.family for font in document.fonts.values()} - allowed)
    missing = sorted({chr(codepoint) for font in document.fonts.values() for codepoint in font.missing})
    return (*(diagnostic("P005", family=family, declared=", ".join(sorted(allowed))) for family in undeclared),
            *(diagnostic("P007", codepoint=f"U+{ord(character):04X}",
                         character=missing_glyphs.character_name(character)) for character in missing))
