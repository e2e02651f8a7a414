"""Small DOCX and HWPX packages, written by hand."""

from __future__ import annotations

import zipfile
from io import BytesIO

from diptych.readers.formats import docx, hwpx, zipped_xml
from diptych.readers.formats.package_reading import PackageReading
from diptych.readers.formats.zipped_xml import Package, UnreadableError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(**parts: str) -> bytes:
    """A package of parts, whose names have two underlines for a slash, `_xml_rels` for those of relationships."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, words in parts.items():
            path = name.replace("__", "/")
            package.writestr(path.replace("_xml_rels", ".xml.rels") if path.endswith("_rels") else f"{path}.xml", words)
    return stream.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word document with this body and these other parts, each the content of its root element."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
             "header1": "hdr", "comments": "comments"}
    relations = {f"word___rels__{name}": parts.pop(name) for name in tuple(parts) if name.endswith("_rels")}
    others = {f"word__{name}": f"<w:{roots[name]} {W}>{words}</w:{roots[name]}>" for name, words in parts.items()}
    return packed(word__document=f"<w:document {W}><w:body>{body}</w:body></w:document>", **others, **relations)


def hangul(*sections: str, head: str = "") -> bytes:
    """A Hangul document with these sections."""
    parts = {f"Contents__section{number}": f"<sec>{words}</sec>" for number, words in enumerate(sections)}
    return packed(Contents__header=f"<head>{head}</head>", **parts)


def opened(data: bytes) -> Package:
    package = zipped_xml.package(data)
    if package is None:
        raise UnreadableError("no package")
    return package


def read_word(data: bytes, *fonts: str) -> PackageReading:
    return docx.read(opened(data), "f", fonts)


def read_hangul(data: bytes) -> PackageReading:
    return hwpx.read(opened(data), "f")
