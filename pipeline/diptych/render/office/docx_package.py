"""Body, comments and properties of a document → the DOCX package; parts common to a language are made once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Final

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.comments import CommentsPart
from docx.shared import Mm, Pt, RGBColor, Twips

from diptych.render import asset_files
from diptych.render.office.wordprocessingml import WIDTH, fonts, language
from diptych.render.office.zip_archive import archive

ADDRESS: Final = "rIdAddress"
"""Id of the relationship to the address of the document."""
_TITLED: Final = ("Normal", "Title", "Subtitle", *(f"Heading {level}" for level in range(1, 7)))
"""Styles that get the font and the language."""
_TABLES: Final = ("Normal Table", "Table Grid")
"""Table styles that stay in the package."""
_PLACEHOLDER: Final = "https://address.invalid/"
"""Placeholder of the address in the relationships made in advance."""
_DOCUMENT, _COMMENTS, _RELATIONS, _CORE = (
    "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "docProps/core.xml")
"""Names of the parts that each document fills."""
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
"""Beginning of the media types of parts, defined by ECMA-376."""
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""Beginning of the types of relationships, defined by ECMA-376."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""The XML declaration of a part."""


@dataclass(frozen=True, slots=True)
class Described:
    """The properties of a document: the date as in 2026-01-01, the language tag, the IRI of the Work."""

    title: str
    subject: str
    author: str
    number: str
    address: str
    date: str
    tag: str
    iri: str


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a document as WordprocessingML: its body, the editor's comments, its footnotes and endnotes."""

    body: str
    comments: Sequence[str] = ()
    footnotes: Sequence[str] = ()
    endnotes: Sequence[str] = ()


def package(properties: Described, text: WordText, font: str) -> bytes:
    """The DOCX with this text, set in a font. The same input gives the same bytes."""
    words = {name: escape(getattr(properties, name), quote=False) for name in Described.__dataclass_fields__}
    notes = {f"word/{kind}s.xml": _notes(kind, items) for kind, items in (
        ("footnote", text.footnotes), ("endnote", text.endnotes)) if items}
    return archive((name, notes.get(name) or _filled(name, part, words, text.body, text.comments))
                   for name, part in _parts(properties.tag, font, frozenset(notes)))


def _notes(kind: str, items: Sequence[str]) -> bytes:
    """The part with the notes of a kind, behind the two separators that Word asks for."""
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator")))
    return f"{_HEAD}<w:{kind}s {nsdecls('w')}>{separators}{''.join(items)}</w:{kind}s>".encode()


def _filled(name: str, part: str | bytes, words: dict[str, str], body: str, comments: Sequence[str]) -> bytes:
    """The bytes of a part for one document."""
    if isinstance(part, bytes):
        return part
    if name == _DOCUMENT:
        before, section, after = part.partition("<w:sectPr")
        return f"{before}{body}{section}{after}".encode()
    if name == _COMMENTS:
        return f"{_HEAD}<w:comments {nsdecls('w')}>{''.join(comments)}</w:comments>".encode()
    if name == _RELATIONS:
        return part.replace(_PLACEHOLDER, escape(words["address"])).encode()
    return asset_files.folder("docx").joinpath("core.xml").read_text("utf-8").strip().format(**words).encode()


@cache
def _parts(tag: str, font: str, notes: frozenset[str]) -> tuple[tuple[str, str | bytes], ...]:
    """The parts of an empty document in a language, in order; as text if each document fills them.

    `notes` are the names of its parts with notes.
    """
    word, target = docx.Document(), io.BytesIO()
    _restyle(word, tag, font)
    for package_part, kind in ((word.part, "stylesWithEffects"), (word.part.package, "thumbnail")):
        # Styles for programs before Word 2010, and a picture of the empty template.
        for name in [name for name, link in package_part.rels.items() if link.reltype.endswith(f"/{kind}")]:
            del package_part.rels[name]
    word.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, _PLACEHOLDER, ADDRESS, is_external=True)
    word.part.relate_to(CommentsPart.default(word.part.package), RELATIONSHIP_TYPE.COMMENTS)
    for name in sorted(notes):
        kind = name.removeprefix("word/").removesuffix(".xml")
        part = Part(PackURI(f"/{name}"), f"{_TYPES}{kind}+xml", b"", word.part.package)
        word.part.relate_to(part, f"{_RELATION}/{kind}")
    word.save(target)
    filled = (_DOCUMENT, _COMMENTS, _RELATIONS, _CORE)
    with zipfile.ZipFile(target) as package_file:
        parts = ((name, package_file.read(name)) for name in package_file.namelist())
        return tuple((name, data.decode() if name in filled else data) for name, data in parts)


def _restyle(word: Word, tag: str, font: str) -> None:
    """Sets font, language and black for the styles of the template, and deletes unused table styles, in place."""
    for name in _TITLED:
        style = word.styles[name]
        properties = style.element.get_or_add_rPr()
        for old in (*properties.findall(qn("w:rFonts")), *properties.findall(qn("w:lang"))):
            properties.remove(old)
        new = parse_xml(f"<w:rPr {nsdecls('w')}>{fonts(font)}{language(tag)}</w:rPr>")
        properties.insert(0, new[0])
        properties.append(new[-1])
        style.font.color.rgb, style.font.italic = RGBColor(0, 0, 0), False
        for line in style.element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLES:
            style.delete()
    word.styles["Normal"].font.size = Pt(11)
    word.styles["Title"].font.size = Pt(18)
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Twips((page.page_width.twips - WIDTH) // 2)
