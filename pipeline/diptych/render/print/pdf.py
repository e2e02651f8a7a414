"""Print HTML of one edition → the bytes of its PDF: PDF/A-3a and PDF/UA-1, tagged, with attachments, without tofu.

The HTML says everything about the edition (print.py makes it); its head carries title, author, dates and the Work IRI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree

import pydyf
import weasyprint
from cssselect2 import ElementWrapper
from lxml import etree
from lxml import html as lxml_html
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from diptych.diagnostics import Diagnostic, Result, diagnostic
from diptych.render import asset_files
from diptych.render.print import anchors, missing_glyphs, pdf_fonts, pdf_lines, pdf_notes, pdf_tags, stylesheet, xmp
from diptych.render.print.fonts import Fonts

AKN_MEDIA_TYPE: Final = "application/akn+xml"
"""Akoma Ntoso Media Type 1.0 (OASIS)."""

SVG: Final = "http://www.w3.org/2000/svg"

VARIANT: Final = "pdf/a-3b"
"""What WeasyPrint makes; tags and metadata make it PDF/A-3a."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels in the PDF as its source."""

    name: str
    data: bytes
    description: str
    media_type: str = AKN_MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Parts:
    """Elements of the HTML that are not plain text, and what is to be known for the tags."""

    margin: frozenset[Any]
    deleted: frozenset[Any]
    outline: pdf_tags.Outline


class ParsedHtml(weasyprint.HTML):  # type: ignore[misc]
    """An edition that is parsed already."""

    def __init__(self, tree: Any, fetcher: URLFetcher) -> None:
        self.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element, self.url_fetcher = tree, fetcher
        self.base_url, self.media_type = "asset:", "print"

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:  # noqa: FBT001, FBT002
        del forms
        return [load().elements]


class PaintedPage(Page):  # type: ignore[misc]
    """A page that knows the names on it, and which text box each piece of marked content came from."""

    def __init__(self, page: Page, parts: Parts) -> None:
        self.__dict__.update(vars(page))
        self.parts = parts
        pdf_lines.fill(self._page_box)
        self.shown = list(_shown(self._page_box))
        for box in self.shown:
            for name in parts.outline.names.get(box.element, ()):
                if name not in self.anchors:
                    x, y, width, height = box.hit_area()
                    self.anchors[name] = (x, y, x + width, y + height)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paints the page; its furniture become artifacts, deleted text is shown and not read."""
        stream._tags = {}  # noqa: SLF001 - asks for marked content without WeasyPrint's own tag tree
        super().paint(stream, scale)
        marks = {box: mark["mcid"] for box, mark in stream._tags.items()}  # noqa: SLF001
        boxes = {text: box.at_keyword for box in self._page_box.children if isinstance(box, MarginBox)
                 for text in box.descendants() if isinstance(text, TextBox)}
        furniture = {number: boxes.get(box, "") for box, number in marks.items()
                     if box in boxes or box.element in self.parts.margin}
        # A box of nothing but spaces holds no glyph; without its text the words beside it would be read as one.
        spoken = {number: " " for box, number in marks.items() if isinstance(box, TextBox) and not box.text.strip()}
        spoken |= {number: "" for box, number in marks.items() if box.element in self.parts.deleted}
        self.read = [(box.element, marks[box]) for box in self.shown if box in marks and marks[box] not in furniture]
        pdf_tags.remark(stream.stream, furniture, spoken)


def _shown(box: Any) -> Iterator[Any]:
    """The boxes of a page in the order of reading."""
    yield box
    for child in getattr(box, "children", ()):
        yield from _shown(child._box if isinstance(child, AbsolutePlaceholder) else child)  # noqa: SLF001


class Packet(DocumentMetadata):  # type: ignore[misc]
    """The metadata of a document, written as one RDF."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """The whole RDF; the claims are always PDF/A-3a and PDF/UA-1."""
        del variant, version, conformance
        return xmp.rdf(xmp.Facts(
            self.title or "", self.lang or "", tuple(self.custom.get("dcterms.language", "").split()),
            tuple(self.authors), self.description or "", self.custom.get("dcterms.identifier", ""),
            self.custom.get("dcterms.rights", ""), self.custom.get("dcterms.issued", ""), self.created or "",
            f"WeasyPrint {weasyprint.VERSION}", self.generator or ""))


class Refusing(URLFetcher):  # type: ignore[misc]
    """Gives the project's own print assets (`asset:name`), refuses every other address and remembers it."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=())
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The packaged asset that `url` names; ValueError for anything else."""
        del headers
        folder = asset_files.folder("print")
        asset = url.removeprefix("asset:")
        if url.startswith("asset:") and asset in {entry.name for entry in folder.iterdir()}:
            return URLFetcherResponse(url, (folder / asset).read_bytes())
        self.refused.append(url)
        raise ValueError(url)


@dataclass(frozen=True, slots=True)
class PrintStyles:
    """The compiled style sheets and the font map."""

    elements: weasyprint.CSS
    style: weasyprint.CSS
    fonts: FontConfiguration


@cache
def load() -> PrintStyles:
    """The style sheets and the font map, one of each a process."""
    folder, font_map = asset_files.folder("print"), FontConfiguration()
    elements, style = (weasyprint.CSS(string=(folder / name).read_text(encoding="utf-8"), font_config=font_map,
                                      url_fetcher=Refusing()) for name in ("elements.css", "print.css"))
    return PrintStyles(elements, style, font_map)


def warm() -> None:
    """Sets a page of nothing: what the first one needs of Pango and HarfBuzz is found then."""
    press = load()
    ParsedHtml(_parsed("<p>.</p>"), Refusing()).render(font_config=press.fonts, stylesheets=[press.style]).write_pdf()


def render(html: str, *, fonts: Fonts, attachments: tuple[Attachment, ...] = ()) -> Result[bytes]:
    """The PDF of `html`; no value where a character would print as tofu or something outside would be read."""
    tree = _parsed(html)
    languages = missing_glyphs.languages(tree)
    found = fonts.missing(languages) + tuple(missing_glyphs.unprintable(tree, fonts))
    if found:
        return Result(None, found)
    parts, fetcher, press = _parts(tree), Refusing(), load()
    _share(tree)
    rules = weasyprint.CSS(string="".join(map(_language_rule, languages)), font_config=press.fonts)
    options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": [rules, press.style], "pdf_variant": VARIANT}
    laid_out = pdf_notes.Laid._render(ParsedHtml(tree, fetcher), press.fonts, None, None, options)  # noqa: SLF001
    document = laid_out.copy([PaintedPage(page, parts) for page in laid_out.pages])
    document.metadata, document.fonts = Packet(**vars(laid_out.metadata)), pdf_fonts.Faces()
    data = document.write_pdf(pdf_variant=VARIANT, finisher=_finisher(parts.outline, attachments),
                              attachments=[_embedded(item, document.metadata.created) for item in attachments])
    findings = tuple(diagnostic("P006", address=url) for url in fetcher.refused)
    findings += _foreign(document, fonts, languages)
    return Result(None if findings else data, findings)


def _parsed(html: str) -> ElementTree.Element:
    """The tree of an edition, with the name space of its drawings."""
    read = lxml_html.document_fromstring(html)
    etree.strip_tags(read, etree.Comment, etree.ProcessingInstruction)
    for drawing in read.iter("svg"):
        # HTML knows no name spaces, and the case of no attribute.
        if "viewbox" in drawing.attrib:
            drawing.set("viewBox", drawing.attrib.pop("viewbox"))
        for part in drawing.iter(etree.Element):
            part.tag = f"{{{SVG}}}{part.tag!s}"
    return ElementTree.fromstring(etree.tostring(read, encoding="unicode"))  # noqa: S314 - written the moment before


def _parts(html: ElementTree.Element) -> Parts:
    return Parts(frozenset(element for element in html.iter() if element.get("class") == "eid"),
                 frozenset(inner for element in html.iter("del") for inner in element.iter()),
                 pdf_tags.outline(html, anchors.names(html)))


def _share(html: ElementTree.Element) -> None:
    """Lets alike elements share their style, which costs more than their text: WeasyPrint gives one of its own to
    whatever has an id or a lang, and to all in it. Ids stay that page numbers are asked of; `lang` becomes
    `data-lang`, which stands in rules."""
    counted = {element.get("data-to", "").removeprefix("#") for element in html.iter("span")}
    for element in html.iter():
        if element.get("id") not in counted:
            element.attrib.pop("id", None)
        if element is not html and "lang" in element.attrib:
            element.set("data-lang", element.attrib.pop("lang"))


def _language_rule(tag: str) -> str:
    return f"[data-lang={stylesheet.string(tag)}] {{ -weasy-lang: {stylesheet.string(tag)} }}"


def _embedded(item: Attachment, date: str | None) -> weasyprint.Attachment:
    moment = datetime.fromisoformat(date) if date else datetime(1, 1, 1, tzinfo=UTC)
    return weasyprint.Attachment(file_obj=BytesIO(item.data), name=item.name, description=item.description,
                                 created=moment, modified=moment, relationship="Source")


def _finisher(outline: pdf_tags.Outline, attachments: tuple[Attachment, ...]) -> Callable[
        [Document, pydyf.PDF], None]:
    media_types = {item.name: item.media_type for item in attachments}

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        pdf_tags.write(pdf, document.pages, outline)
        if attachments:
            # WeasyPrint lists each twice.
            pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
        _sort_names(pdf)
        _pack_fonts(document, pdf)
        for item in _of_type(pdf, "/Filespec"):
            _referred(pdf, item["EF"]["F"]).extra["Subtype"] = pydyf.name(media_types[item["UF"].string])

    return finish


def _sort_names(pdf: pydyf.PDF) -> None:
    """Sorts the name tree as its strings are written: names of other than ASCII characters in UTF-16, behind it."""
    listed = pdf.catalog["Names"]["Dests"]["Names"] if "Dests" in pdf.catalog.get("Names", {}) else []
    places = sorted(zip(listed[::2], listed[1::2], strict=True),
                    key=lambda place: (not place[0].string.isascii(), place[0].string.encode("utf-16-be")))
    listed[:] = [part for place in places for part in place]


def _of_type(pdf: pydyf.PDF, kind: str) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == kind]


def _referred(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _pack_fonts(document: Document, pdf: pydyf.PDF) -> None:
    """Leaves of each embedded CID font its CFF."""
    glyphs: dict[bytes, set[int]] = {}
    for font in document.fonts.values():
        glyphs.setdefault(font.name, set()).update(font.to_unicode)
    packed: dict[int, bool] = {}
    for descriptor in _of_type(pdf, "/FontDescriptor"):
        if "FontFile3" not in descriptor:
            continue
        stream = _referred(pdf, descriptor["FontFile3"])
        if stream.number not in packed:
            cff = pdf_fonts.bare(stream.stream[0], glyphs[descriptor["FontName"]])
            packed[stream.number] = cff is not None
            if cff is not None:
                stream.stream, stream.extra = [cff], pydyf.Dictionary({"Subtype": "/CIDFontType0C"})
    for font in _of_type(pdf, "/Font"):
        if font["Subtype"] == "/CIDFontType0":
            descriptor = _referred(pdf, font["FontDescriptor"])
            if packed.get(int(descriptor.get("FontFile3", b"0").split()[0])):
                font.pop("CIDToGIDMap", None)


def _foreign(document: Document, fonts: Fonts, languages: Sequence[str]) -> tuple[Diagnostic, ...]:
    """P005 for each family that the finished file holds undeclared, or that drew a character it does not have."""
    allowed = {family for language in languages for family in fonts.declared.families(language)}
    undeclared = sorted({font.family for font in document.fonts.values()} - allowed)
    tofu = sorted({codepoint for font in document.fonts.values() for codepoint in font.missing})
    return (tuple(diagnostic("P005", family=family, declared=", ".join(sorted(allowed))) for family in undeclared)
            + tuple(diagnostic("P007", codepoint=f"U+{codepoint:04X}", character=missing_glyphs.shown(chr(codepoint)))
                    for codepoint in tofu))
