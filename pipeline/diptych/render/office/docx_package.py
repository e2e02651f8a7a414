"""The package of a DOCX: what all documents of a language have in common, made ready once, and what each says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.comments import CommentsPart
from docx.shared import Mm, Pt, RGBColor, Twips

from diptych.render.office.wordprocessingml import WIDTH, fonts, language
from diptych.render.office.zip_archive import archive

if TYPE_CHECKING:
    from docx.document import Document as Word

ADDRESS: Final = "rIdAddress"
"""The relationship that leads to the document's address."""
_TITLED: Final = ("Normal", "Title", "Subtitle", *(f"Heading {level}" for level in range(1, 7)))
_TABLES: Final = ("Normal Table", "Table Grid")
_NOWHERE: Final = "https://address.invalid/"
"""Stands for the address in the relationships that are made ready."""
_DOCUMENT, _COMMENTS, _RELATIONS, _CORE = (
    "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "docProps/core.xml")
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DESCRIBED: Final = _HEAD + (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:subject>{subject}'
    "</dc:subject><dc:creator>{author}</dc:creator><cp:keywords>{number}</cp:keywords><dc:description>{address}"
    "</dc:description><cp:lastModifiedBy>Diptych</cp:lastModifiedBy><cp:revision>1</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified>'
    "<dc:language>{tag}</dc:language><dc:identifier>{iri}</dc:identifier></cp:coreProperties>")


@dataclass(frozen=True, slots=True)
class Described:
    """What the package says of a document: the date as 2026-01-01, the tag of its language, the IRI of its work."""

    title: str
    subject: str
    author: str
    number: str
    address: str
    date: str
    tag: str
    iri: str


def package(said: Described, body: str, comments: Sequence[str], font: str) -> bytes:
    """The file of a document with this body and comments, set in a font. The same gives the same bytes."""
    words = {name: escape(getattr(said, name), quote=False) for name in Described.__dataclass_fields__}
    return archive((name, _filled(name, part, words, body, comments)) for name, part in _parts(said.tag, font))


def _filled(name: str, part: str | bytes, words: dict[str, str], body: str, comments: Sequence[str]) -> bytes:
    if isinstance(part, bytes):
        return part
    if name == _DOCUMENT:
        before, section, after = part.partition("<w:sectPr")
        return f"{before}{body}{section}{after}".encode()
    if name == _COMMENTS:
        return f"{_HEAD}<w:comments {nsdecls('w')}>{''.join(comments)}</w:comments>".encode()
    if name == _RELATIONS:
        return part.replace(_NOWHERE, escape(words["address"])).encode()
    return _DESCRIBED.format(**words).encode()


@cache
def _parts(tag: str, font: str) -> tuple[tuple[str, str | bytes], ...]:
    """The parts of an empty document in a language, in their order; those as text that each document fills."""
    word, target = docx.Document(), io.BytesIO()
    _restyle(word, tag, font)
    for package_part, kind in ((word.part, "stylesWithEffects"), (word.part.package, "thumbnail")):
        # For programs older than the format, and a picture of the empty template.
        for name in [name for name, one in package_part.rels.items() if one.reltype.endswith(f"/{kind}")]:
            del package_part.rels[name]
    word.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, _NOWHERE, ADDRESS, is_external=True)
    word.part.relate_to(CommentsPart.default(word.part.package), RELATIONSHIP_TYPE.COMMENTS)
    word.save(target)
    filled = (_DOCUMENT, _COMMENTS, _RELATIONS, _CORE)
    with zipfile.ZipFile(target) as made:
        read = ((name, made.read(name)) for name in made.namelist())
        return tuple((name, data.decode() if name in filled else data) for name, data in read)


def _restyle(word: Word, tag: str, font: str) -> None:
    """The styles of the template in a font and language, in black, without those of tables that nobody sees."""
    for name in _TITLED:
        style = word.styles[name]
        properties = style.element.get_or_add_rPr()
        for old in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:lang"))):
            properties.remove(old)
        made = parse_xml(f"<w:rPr {nsdecls('w')}>{fonts(font)}{language(tag)}</w:rPr>")
        properties.insert(0, made[0])
        properties.append(made[-1])
        style.font.color.rgb, style.font.italic = RGBColor(0, 0, 0), False
        for line in style.element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)
    for style in [one for one in word.styles if one.type == WD_STYLE_TYPE.TABLE]:
        if style.name not in _TABLES:
            style.delete()
    word.styles["Normal"].font.size = Pt(11)
    word.styles["Title"].font.size = Pt(18)
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Twips((page.page_width.twips - WIDTH) // 2)
