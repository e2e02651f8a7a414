"""An embedded OpenType font → the bare CFF that PDF asks of a CID font, holding the used glyphs alone.

WeasyPrint 70 keeps an empty place for every glyph of the whole font, 90 KB for a single character of a CJK font. Here
the glyphs are packed, and the charset of the CFF says which CID each has, so the pages need no change.
"""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO

import uharfbuzz
from fontTools.ttLib import TTFont


def pack(font: bytes, glyphs: Collection[int]) -> bytes | None:
    """The CFF of a CID-keyed font with these CIDs and `.notdef`; None where the font cannot be packed unchanged."""
    if font[:4] != b"OTTO":
        return None
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.DESUBROUTINIZE | uharfbuzz.SubsetFlags.NO_HINTING
    packed = TTFont(BytesIO(uharfbuzz.subset(uharfbuzz.Face(font), wanted).blob.data), lazy=True)
    top = packed["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS") or {_cid(name) for name in top.charset} != {0, *glyphs}:
        return None
    return bytes(packed.reader["CFF "])


def _cid(name: str) -> int:
    return 0 if name == ".notdef" else int(name.removeprefix("cid"))
