"""Small DOCX and HWPX packages, written by hand."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from diptych.diagnostics import Position
from diptych.draft import Block, Mark
from diptych.readers.formats import docx, hwpx, zipped_xml
from diptych.readers.formats.package_reading import PackageReading
from diptych.readers.formats.wordprocessing import parts
from diptych.readers.formats.zipped_xml import Package, UnreadableError

PLACE = Position("f", 1)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def png(red: int = 200, width: int = 4, height: int = 2, tail: bytes = b"") -> bytes:
    """A picture in one colour, as PNG."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((red, 0, 0)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks + tail


def with_files(package: bytes, files: Mapping[str, bytes]) -> bytes:
    """A package with further files."""
    stream = BytesIO(package)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def drawing(relation: str, words: str = "", size: tuple[int, int] = (952500, 476250)) -> str:
    """A run with a picture of DrawingML: the id of its relationship, its words, its size in EMU."""
    return (f'<w:r><w:drawing xmlns:wp="wp"><wp:inline><wp:extent cx="{size[0]}" cy="{size[1]}"/>'
            f'<wp:docPr id="1" name="n" descr="{words}"/><a:graphic xmlns:a="a"><a:graphicData><pic:pic xmlns:pic="p">'
            f'<pic:blipFill><a:blip xmlns:r="{RELATIONS}" r:embed="{relation}"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")


def relations(**targets: str) -> str:
    """The relationships of a part to pictures, by id."""
    items = "".join(f'<Relationship Id="{name}" Type="{RELATIONS}/image" Target="{target}"/>'
                    for name, target in targets.items())
    return f"<Relationships>{items}</Relationships>"


def figure(picture: Mark) -> Block:
    """A paragraph of one picture."""
    return Block((picture,), PLACE)


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
    package = opened(data)
    names = parts.parts(package)
    if names is None:
        raise UnreadableError("no Word document")
    return docx.read(package, names, "f", fonts)


def read_hangul(data: bytes) -> PackageReading:
    return hwpx.read(opened(data), "f")
