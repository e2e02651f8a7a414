"""Print HTML of one edition → the bytes of its PDF: PDF/A-3a and PDF/UA-1, tagged, with attachments, without tofu.

The HTML says everything about the edition (print.py makes it); its head carries title, author, dates and the Work IRI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Final
from unicodedata import name

import pydyf
import weasyprint
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from pipeline.diagnostics import Diagnostic, Result, diagnostic
from pipeline.render import pdf_fonts, pdf_tags, print_anchors, xmp
from pipeline.render.fonts import Fonts

AKN_MEDIA_TYPE: Final = "application/akn+xml"
"""Akoma Ntoso Media Type 1.0 (OASIS)."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels in the PDF as its source."""

    name: str
    data: bytes
    description: str
    media_type: str = AKN_MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class Parts:
    """Elements of the HTML that are not plain text: clause ids in the margin, deletions, footnotes with their ids."""

    margin: frozenset[Any]
    deleted: frozenset[Any]
    notes: Mapping[Any, str]


class Sheet(Page):  # type: ignore[misc]
    """A page that remembers which text box each piece of marked content came from."""

    def __init__(self, page_box: Any, parts: Parts) -> None:
        super().__init__(page_box)
        self.parts = parts

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paints the page; its furniture become artifacts, deleted text is shown and not read."""
        super().paint(stream, scale)
        boxes = {text: box.at_keyword for box in self._page_box.children if isinstance(box, MarginBox)
                 for text in box.descendants() if isinstance(text, TextBox)}
        # The one place where WeasyPrint keeps which box it marked how.
        self.marks = {mark["mcid"]: box for box, mark in stream._tags.items()}  # noqa: SLF001
        furniture = {number: boxes.get(box, "") for number, box in self.marks.items()
                     if box in boxes or box.element in self.parts.margin}
        # A box of nothing but spaces holds no glyph; without its text the words beside it would be read as one.
        spoken = {number: " " for number, box in self.marks.items()
                  if isinstance(box, TextBox) and not box.text.strip()}
        spoken |= {number: "" for number, box in self.marks.items() if box.element in self.parts.deleted}
        self.furniture = frozenset(furniture)
        self.notes = {number: self.parts.notes[box.element] for number, box in self.marks.items()
                      if box.element in self.parts.notes}
        pdf_tags.remark(stream.stream, furniture, spoken)


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
        folder = files("pipeline.render") / "assets" / "print"
        asset = url.removeprefix("asset:")
        if url.startswith("asset:") and asset in {entry.name for entry in folder.iterdir()}:
            return URLFetcherResponse(url, (folder / asset).read_bytes())
        self.refused.append(url)
        raise ValueError(url)


@cache
def _press() -> tuple[weasyprint.CSS, FontConfiguration]:
    """The compiled print style sheet and the font map, one of each a process."""
    font_configuration = FontConfiguration()
    text = (files("pipeline.render") / "assets" / "print" / "print.css").read_text(encoding="utf-8")
    return weasyprint.CSS(string=text, font_config=font_configuration, url_fetcher=Refusing()), font_configuration


def render(html: str, *, fonts: Fonts, attachments: tuple[Attachment, ...] = ()) -> Result[bytes]:
    """The PDF of `html`; no value where a character would print as tofu or something outside would be read."""
    fetcher = Refusing()
    source = weasyprint.HTML(string=html, base_url="asset:", url_fetcher=fetcher)
    found = fonts.missing(_languages(source.etree_element)) + tuple(_uncovered(source.etree_element, fonts))
    if found:
        return Result(None, found)
    style, font_configuration = _press()
    laid_out = source.render(font_config=font_configuration, stylesheets=[style], pdf_variant="pdf/a-3a")
    parts = _parts(source.etree_element)
    document = laid_out.copy([Sheet(page._page_box, parts) for page in laid_out.pages])  # noqa: SLF001
    document.metadata = Packet(**vars(laid_out.metadata))
    data = document.write_pdf(pdf_variant="pdf/a-3a", finisher=_finisher(source.etree_element, attachments),
                              attachments=[_embedded(item, document.metadata.created) for item in attachments])
    findings = tuple(diagnostic("P006", address=url) for url in fetcher.refused)
    findings += _foreign(document, fonts, _languages(source.etree_element))
    return Result(None if findings else data, findings)


def _parts(html: Any) -> Parts:
    notes = [element for element in html.iter() if element.get("class") == "footnote"]
    return Parts(frozenset(element for element in html.iter() if element.get("class") == "eid"),
                 frozenset(inner for element in html.iter("del") for inner in element.iter()),
                 {inner: element.get("id", "") for element in notes for inner in element.iter()})


def _embedded(item: Attachment, date: str | None) -> weasyprint.Attachment:
    moment = datetime.fromisoformat(date) if date else datetime(1, 1, 1, tzinfo=UTC)
    return weasyprint.Attachment(file_obj=BytesIO(item.data), name=item.name, description=item.description,
                                 created=moment, modified=moment, relationship="Source")


def _finisher(html: Any, attachments: tuple[Attachment, ...]) -> Callable[[Document, pydyf.PDF], None]:
    words = {element.get("id"): element.get("title", "") for element in html.iter() if element.get("id")}
    media_types = {item.name: item.media_type for item in attachments}

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        pdf_tags.mend(pdf, document.pages, {eid: text for eid, text in words.items() if text})
        _name_again(pdf, dict(print_anchors.also(html)))
        _pack_fonts(document, pdf)
        for item in _of_type(pdf, "/Filespec"):
            _referred(pdf, item["EF"]["F"]).extra["Subtype"] = pydyf.name(media_types[item["UF"].string])

    return finish


def _name_again(pdf: pydyf.PDF, names: Mapping[str, str]) -> None:
    """Adds the further names of elements to the named destinations."""
    listed = pdf.catalog["Names"]["Dests"]["Names"] if "Dests" in pdf.catalog.get("Names", {}) else []
    places = {name.string: place for name, place in zip(listed[::2], listed[1::2], strict=True)}
    places |= {name: places[eid] for name, eid in names.items() if eid in places and name not in places}
    # A name tree is sorted as its strings are written: names of other than ASCII characters in UTF-16, behind it.
    listed[:] = [part for name in sorted(places, key=lambda name: (not name.isascii(), name.encode("utf-16-be")))
                 for part in (pydyf.String(name), places[name])]


def _of_type(pdf: pydyf.PDF, kind: str) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == kind]


def _referred(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _pack_fonts(document: Document, pdf: pydyf.PDF) -> None:
    """Replaces each embedded CID font by its packed CFF."""
    glyphs: dict[bytes, set[int]] = {}
    for font in document.fonts.values():
        glyphs.setdefault(font.name, set()).update(font.to_unicode)
    packed: dict[int, bool] = {}
    for descriptor in _of_type(pdf, "/FontDescriptor"):
        if "FontFile3" not in descriptor:
            continue
        stream = _referred(pdf, descriptor["FontFile3"])
        if stream.number not in packed:
            cff = pdf_fonts.pack(stream.stream[0], glyphs[descriptor["FontName"]])
            packed[stream.number] = cff is not None
            if cff is not None:
                stream.stream, stream.extra = [cff], pydyf.Dictionary({"Subtype": "/CIDFontType0C"})
    for font in _of_type(pdf, "/Font"):
        if font["Subtype"] == "/CIDFontType0":
            descriptor = _referred(pdf, font["FontDescriptor"])
            if packed.get(int(descriptor.get("FontFile3", b"0").split()[0])):
                font.pop("CIDToGIDMap", None)


def _printed(html: Any) -> Iterator[tuple[str, str, str]]:
    """Each text of the body with its language and the id of the clause it stands in."""
    body = html.find("body")
    waiting = [(body, html.get("lang", ""), "")]
    while waiting:
        element, language, eid = waiting.pop()
        language, eid = element.get("lang", language), element.get("id", eid)
        yield element.text or "", language, eid
        for child in element:
            yield child.tail or "", language, eid
            if isinstance(child.tag, str):
                waiting.append((child, language, eid))


def _languages(html: Any) -> tuple[str, ...]:
    """The languages that the HTML declares, each once."""
    return tuple(dict.fromkeys(language for element in html.iter() if (language := element.get("lang", ""))))


def _uncovered(html: Any, fonts: Fonts) -> Iterator[Diagnostic]:
    """P004 for each character that no declared family of its language prints, once a language and clause."""
    seen: set[tuple[str, str, str]] = set()
    known: dict[tuple[str, str], bool] = {}
    for text, language, eid in _printed(html):
        for character in set(text):
            if (character, language) not in known:
                known[character, language] = fonts.prints(character, language)
            if not known[character, language]:
                seen.add((character, language, eid))
    for character, language, eid in sorted(seen):
        families = ", ".join(fonts.declared.families(language))
        yield diagnostic("P004", eid=eid or None, codepoint=f"U+{ord(character):04X}", language=language,
                         character=_shown(character), families=families)


def _shown(character: str) -> str:
    """The name of a character, or the character itself where it has none."""
    return name(character, character)


def _foreign(document: Document, fonts: Fonts, languages: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """P005 for each family that the finished file holds undeclared, or that drew a character it does not have."""
    allowed = {family for language in languages for family in fonts.declared.families(language)}
    undeclared = sorted({font.family for font in document.fonts.values()} - allowed)
    tofu = sorted({codepoint for font in document.fonts.values() for codepoint in font.missing})
    return (tuple(diagnostic("P005", family=family, declared=", ".join(sorted(allowed))) for family in undeclared)
            + tuple(diagnostic("P007", codepoint=f"U+{codepoint:04X}", character=_shown(chr(codepoint)))
                    for codepoint in tofu))
