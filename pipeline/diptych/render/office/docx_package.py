"""Body, notes and properties of a document → the DOCX package, by the template in assets/docx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from markupsafe import Markup

from diptych.config import media
from diptych.render import asset_files
from diptych.render.office.wordprocessingml import field_code, language
from diptych.render.office.zip_archive import archive
from diptych.render.print.fonts import Declared

WIDTH: Final = 8845
"""Width of the text in twentieths of a point: 156 mm (GB/T 9704, 5.2.1)."""
_PAGE: Final = (11906, 16838)
"""A4 in twentieths of a point."""
_LEFT, _TOP, _BOTTOM = 1588, 2098, 1984
"""Margins in twentieths of a point: 28, 37 and 35 mm (GB/T 9704, 5.2.1)."""
_CHARACTERS: Final = 28
"""Characters of a full line of one text in a script of square characters (GB/T 9704, 5.2.3)."""
_TITLE: Final = 22.0
"""Greatest size of a title in points (GB/T 9704, 7.3.1)."""
_SMALL: Final = 9.0
"""Size of what is no text of the document, in points; chosen."""
_NAMESPACES: Final = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
                      ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
_DASH: Final = "\u2014"
"""The mark on both sides of the number of a page (GB/T 9704, 7.5)."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""The XML declaration of a part."""


@dataclass(frozen=True, slots=True)
class Described:
    """The properties of a document: the date as in 2026-01-01, the language tag, the IRI of the Work.

    `marks` are properties by which an import knows the file. `running` are the words of the running head, of each text.
    """

    title: str
    subject: str
    author: str
    number: str
    address: str
    date: str
    tag: str
    iri: str
    running: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a document as WordprocessingML: its body, its footnotes and endnotes; the targets of its links by id.

    `pictures` are names and bytes by the ids of their relationships. `single` is whether it is one text and not several
    side by side.
    """

    body: str
    footnotes: Sequence[str]
    endnotes: Sequence[str]
    links: Mapping[str, str]
    single: bool
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the package beside the body: the id of its relationship, its kind, and its file in the folder word."""

    id: str
    kind: str
    file: str


_PARTS: Final = (
    _Part("rIdStyles", "styles", "styles"), _Part("rIdSettings", "settings", "settings"),
    _Part("rIdFonts", "fontTable", "fontTable"), _Part("rIdFootnotes", "footnotes", "footnotes"),
    _Part("rIdEndnotes", "endnotes", "endnotes"), _Part("rIdHead", "header", "header1"),
    _Part("rIdFirst", "header", "header2"), _Part("rIdFoot", "footer", "footer1"),
    _Part("rIdLeft", "footer", "footer2"))
"""All parts beside the body. The first page has a head of its own, a left page its own foot."""


def running_words(running: Sequence[str]) -> tuple[str, str]:
    """The words of the head and of the foot of pages, without the results of fields."""
    return f"{running[0]}{running[-1] if running[1:] else ''}", f"{_DASH} {_DASH}"


def package(about: Described, text: WordText, declared: Declared) -> bytes:
    """The DOCX with this text. The same input gives the same bytes."""
    parts = {
        "[Content_Types].xml": _rendered("content_types.xml", parts=_PARTS, types={
            suffix: media.TYPES[suffix] for suffix in sorted({
                name.rpartition(".")[2] for name, _ in text.pictures.values()})}),
        "_rels/.rels": _rendered("package_rels.xml"),
        "docProps/core.xml": _rendered("core.xml", about=about),
        "docProps/app.xml": _rendered("app.xml"),
        "docProps/custom.xml": _rendered("custom.xml", about=about),
        "word/document.xml": f"{_HEAD}<w:document {_NAMESPACES}><w:body>{text.body}"
                             f"{_section(about.tag, declared, single=text.single)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _rendered(
            "document_rels.xml", parts=_PARTS, links=text.links, pictures={
            relation: f"{media.FOLDER}{name}" for relation, (name, _) in text.pictures.items()}),
        "word/footnotes.xml": _notes("footnote", text.footnotes),
        "word/endnotes.xml": _notes("endnote", text.endnotes),
        **dict(_running(about, outer=declared.setting(about.tag).outer)),
        **dict(_template(about.tag, declared, single=text.single))}
    shown = [(f"word/{media.FOLDER}{name}", data) for name, data in text.pictures.values()]
    return archive((*((name, part.encode()) for name, part in parts.items()), *shown))


def _rendered(name: str, **values: object) -> str:
    return asset_files.template("docx", name).render(**values)


def _notes(kind: str, items: Sequence[str]) -> str:
    """The part with the notes of a kind, behind the two separators that Word asks for."""
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator")))
    return f"{_HEAD}<w:{kind}s {_NAMESPACES}>{separators}{''.join(items)}</w:{kind}s>"


def _running(about: Described, *, outer: bool) -> Iterator[tuple[str, str]]:
    """The heads and feet of pages: the running titles, beside a single one the heading of the page; its number.

    Programs find no heading that is in a table.
    """
    title, *others = (f'<w:r><w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'
                      for words in about.running)
    head = f"{title}<w:r><w:tab/></w:r>{others[-1] if others else field_code('STYLEREF 1', '')}"
    page = Markup(field_code("PAGE", "1"))  # noqa: S704 - no text of others
    yield "word/header1.xml", _rendered("header.xml", head=Markup(head))  # noqa: S704 - escaped above
    yield "word/header2.xml", f"{_HEAD}<w:hdr {_NAMESPACES}><w:p/></w:hdr>"
    for name, side in (("footer1", "right" if outer else "center"), ("footer2", "left" if outer else "center")):
        yield f"word/{name}.xml", _rendered("footer.xml", side=side, page=page, dash=_DASH)


def _template(tag: str, declared: Declared, *, single: bool) -> Iterator[tuple[str, str]]:
    """The styles, settings and fonts of a document in a language."""
    setting, fonts = declared.setting(tag), declared.office_fonts(tag)
    body = setting.size if single else setting.column
    values = {"setting": setting, "fonts": fonts, "language": language(tag), "single": single, "body": body,
              "wide": setting.whole_em, "gridded": single and setting.whole_em, "width": WIDTH, "small": _SMALL,
              "leading": setting.leading if single else 1.4, "title": min(_TITLE, body * (1.6 if single else 1.35)),
              "families": declared.office_families}
    for name in ("styles", "settings", "fontTable"):
        yield f"word/{name}.xml", _rendered(f"{name}.xml", **values)


def _section(tag: str, declared: Declared, *, single: bool) -> str:
    """The page (17.6.17). One text in a script of square characters has a grid of full lines."""
    setting = declared.setting(tag)
    pitch = round(setting.size * setting.leading * 20)
    spread = round((WIDTH / 20 / _CHARACTERS - setting.size) * 4096)
    grid = (f'<w:docGrid w:type="linesAndChars" w:linePitch="{pitch}" w:charSpace="{spread}"/>'
            if single and setting.outer else "")
    right = _PAGE[0] - _LEFT - WIDTH
    references = "".join(f'<w:{part}Reference w:type="{kind}" r:id="{name}"/>' for part, kind, name in (
        ("header", "default", "rIdHead"), ("header", "even", "rIdHead"), ("header", "first", "rIdFirst"),
        ("footer", "default", "rIdFoot"), ("footer", "even", "rIdLeft"), ("footer", "first", "rIdFoot")))
    return (f'<w:sectPr>{references}<w:pgSz w:w="{_PAGE[0]}" w:h="{_PAGE[1]}"/><w:pgMar w:top="{_TOP}"'
            f' w:right="{right}" w:bottom="{_BOTTOM}" w:left="{_LEFT}" w:header="1134" w:footer="1134" w:gutter="0"/>'
            f"<w:titlePg/>{grid}</w:sectPr>")
