"""The fonts of a document → what its PDF embeds of them: the glyphs that are used, as the bare CFF that PDF asks of a
CID font.

WeasyPrint 70 keeps a copy of each font file while it draws, and an empty place for every glyph of the whole font in the
result, 90 KB for a single character of a CJK font. Here the glyphs are taken from the file in one step and packed, and
the charset of the CFF says which CID each has, so the pages need no change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Any, Final

from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

_UNREAD: Final = sorted(int.from_bytes(tag) for tag in (b"BASE", b"GPOS", b"GSUB"))
"""Tables of the layout, which is done; they would bring the glyphs that others turn into."""


class Face(Font):  # type: ignore[misc]
    """A font that is packed where it can be."""

    def subset(self, to_unicode: Mapping[int, str], hinting: bool) -> None:  # noqa: FBT001
        """Leaves the glyphs of these CIDs in the font."""
        packed = _glyphs_of(self.hb_face, sorted(to_unicode)) if to_unicode else b""
        if bare(packed, to_unicode):
            self.file_content = packed
        else:
            super().subset(to_unicode, hinting)


class Faces(dict[int, Any]):
    """The fonts of a document, packed, none of their files copied."""

    def __setitem__(self, key: int, font: Font) -> None:
        font.__class__, font.file_content = Face, b""
        super().__setitem__(key, font)


def bare(font: bytes, glyphs: Collection[int]) -> bytes | None:
    """The CFF of an OpenType font that is CID-keyed and has these CIDs, `.notdef` and no other; None for another."""
    if font[:4] != b"OTTO":
        return None
    read = TTFont(BytesIO(font), lazy=True)
    top = read["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS") or {_cid(name) for name in top.charset} != {0, *glyphs}:
        return None
    return bytes(read.reader["CFF "])


def _glyphs_of(face: Any, glyphs: list[int]) -> bytes:
    """An OpenType font of these glyphs of a face."""
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    tables = harfbuzz_subset.hb_subset_input_set(wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    for numbers, into in ((glyphs, harfbuzz_subset.hb_subset_input_glyph_set(wanted)), (_UNREAD, tables)):
        harfbuzz.hb_set_add_sorted_array(into, ffi.new("hb_codepoint_t[]", numbers), len(numbers))
    harfbuzz_subset.hb_subset_input_set_flags(
        wanted, harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING)
    made = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, wanted), harfbuzz.hb_face_destroy)
    return get_hb_object_data(made) or b""


def _cid(name: str) -> int:
    return 0 if name == ".notdef" else int(name.removeprefix("cid"))
