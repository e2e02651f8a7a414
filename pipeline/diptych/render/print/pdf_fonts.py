"""Fonts of a document → their used glyphs in its PDF, as bare CFF, the form of a CID font.

WeasyPrint 70 copies each font file while it draws. It embeds an empty glyph for every unused glyph: 90 KB for a single
character of a CJK font. Here HarfBuzz takes only the used glyphs. The charset of the CFF maps them to their CIDs, so
that the content of the pages is unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

_LAYOUT_TABLES: Final = sorted(int.from_bytes(tag) for tag in (b"BASE", b"GPOS", b"GSUB"))
"""Tags of the OpenType layout tables; they would bring in alternative glyphs, and the layout is done."""


class PackedFont(Font):  # type: ignore[misc]
    """A font that is embedded without empty glyphs if it is a CID-keyed CFF."""

    def subset(self, to_unicode: Mapping[int, str], hinting: bool) -> None:  # noqa: FBT001
        """Reduces the font file to the glyphs of these CIDs."""
        packed = _subset(self.hb_face, sorted(to_unicode)) if to_unicode else b""
        if bare(packed, to_unicode):
            self.file_content = packed
        elif renumbered := _renumbered(packed, sorted({0, *to_unicode})):
            self.file_content = renumbered
        else:
            super().subset(to_unicode, hinting)


class PackedFonts(dict[int, Any]):
    """The fonts of a document; their files are not copied."""

    def __setitem__(self, key: int, font: Font) -> None:
        font.__class__, font.file_content = PackedFont, b""
        super().__setitem__(key, font)


def bare(font: bytes, glyphs: Collection[int]) -> bytes | None:
    """The CFF of an OpenType font that is CID-keyed and has exactly these CIDs and `.notdef`; None for other fonts."""
    if font[:4] != b"OTTO":
        return None
    opened = TTFont(BytesIO(font), lazy=True)
    top = opened["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS") or {_cid(name) for name in top.charset} != {0, *glyphs}:
        return None
    return bytes(opened.reader["CFF "])


def embed_bare(pdf: pydyf.PDF, fonts: Sequence[Font]) -> None:
    """Replaces each embedded font that is a CID-keyed CFF by its CFF, in place."""
    glyphs: dict[bytes, set[int]] = {}
    for font in fonts:
        glyphs.setdefault(font.name, set()).update(font.to_unicode)
    files: dict[bytes, bytes | None] = {}
    for descriptor in of_type(pdf, "/FontDescriptor"):
        reference = descriptor.get("FontFile3")
        if reference and reference not in files:
            stream = referenced(pdf, reference)
            cff = files[reference] = bare(stream.stream[0], glyphs[descriptor["FontName"]])
            if cff is not None:
                stream.stream, stream.extra = [cff], pydyf.Dictionary({"Subtype": "/CIDFontType0C"})
    for font in of_type(pdf, "/Font"):
        if font["Subtype"] == "/CIDFontType0" and files.get(
                referenced(pdf, font["FontDescriptor"]).get("FontFile3")) is not None:
            font.pop("CIDToGIDMap", None)


def of_type(pdf: pydyf.PDF, kind: str) -> list[Any]:
    """The dictionaries of a PDF with this Type."""
    return [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == kind]


def referenced(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object of a PDF at a reference (`12 0 R`)."""
    return pdf.objects[int(reference.split()[0])]


def _subset(face: Any, glyphs: list[int]) -> bytes:
    """An OpenType font with these glyphs of a HarfBuzz face."""
    request = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    dropped_tables = harfbuzz_subset.hb_subset_input_set(request, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    kept_glyphs = harfbuzz_subset.hb_subset_input_glyph_set(request)
    for numbers, target in ((glyphs, kept_glyphs), (_LAYOUT_TABLES, dropped_tables)):
        harfbuzz.hb_set_add_sorted_array(target, ffi.new("hb_codepoint_t[]", numbers), len(numbers))
    harfbuzz_subset.hb_subset_input_set_flags(
        request, harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING)
    subset = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, request), harfbuzz.hb_face_destroy)
    return get_hb_object_data(subset) or b""


def _renumbered(packed: bytes, glyphs: Sequence[int]) -> bytes | None:
    """An OpenType font whose CIDs are `glyphs` in order; None if it is not CID-keyed or has other glyphs.

    The content of the pages names glyphs by their place in the font file, some fonts by other CIDs.
    """
    if packed[:4] != b"OTTO":
        return None
    font = TTFont(BytesIO(packed))
    top = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS") or len(top.charset) != len(glyphs):
        return None
    names = [".notdef", *(f"cid{glyph:05d}" for glyph in glyphs[1:])]
    places = top.CharStrings.charStrings
    top.CharStrings.charStrings = {new: places[old] for old, new in zip(top.charset, names, strict=True)}
    top.charset = names
    for table in ("hmtx", "vmtx", "VORG"):
        if table in font:
            del font[table]
    font.setGlyphOrder(names)
    written = BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()


def _cid(name: str) -> int:
    return 0 if name == ".notdef" else int(name.removeprefix("cid"))
