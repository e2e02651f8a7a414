"""The font of drawn formulas: the math font of ziamath, and the text fonts for the characters that it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, Final, cast
from xml.etree import ElementTree

from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziafont.svgpath import fmt
from ziamath.mathfont import MathFont

from diptych.render.print.fonts import FontFile

_MATH_FONT: Final = "STIXTwoMath-Regular.ttf"
"""The math font that ziamath brings."""
_BEYOND: Final = 0x10000
"""First glyph number of the characters of text fonts: a font has at most 65,536 glyphs (OpenType, `maxp`)."""


class MissingGlyphError(LookupError):
    """No font has a character."""


class TextGlyph(SimpleGlyph):
    """The glyph of a character of a text font, in units of the math font."""

    def __init__(self, character: str, face: TTFont, font: MathFont) -> None:
        glyphs = face.getGlyphSet()
        name = face.getBestCmap()[ord(character)]
        scale = font.info.layout.unitsperem / face["head"].unitsPerEm
        self.outline, bounds = DecomposingRecordingPen(glyphs), ControlBoundsPen(glyphs)
        glyphs[name].draw(TransformPen(self.outline, (scale, 0, 0, scale, 0, 0)))
        self.outline.replay(bounds)
        self.width: int = round(glyphs[name].width * scale)
        left, low, right, high = bounds.bounds or (0, 0, 0, 0)
        super().__init__(_BEYOND + ord(character), [], BBox(left, right, low, high), font)

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:
        """The width of the glyph; text fonts are set without kerning."""
        del nextchr
        return self.width

    def svgpath(self, x0: float = 0, y0: float = 0, scale_factor: float = 1) -> ElementTree.Element | None:
        """The outline as a path at a place, in the units of the drawing."""
        scale = self.funits_to_points(1, scale_factor)
        pen = SVGPathPen(None, ntos=fmt)
        self.outline.replay(TransformPen(pen, (scale, 0, 0, -scale, x0, y0)))
        commands = pen.getCommands()
        return ElementTree.Element("path", {"d": commands}) if commands else None


class FormulaFont(MathFont):
    """The math font with the glyphs of text fonts, of which the first that has a character is taken."""

    def __init__(self, faces: Sequence[TTFont], size: float) -> None:
        with resources.as_file(resources.files("ziamath.fonts") / _MATH_FONT) as path:
            super().__init__(path, size)
        self.faces = tuple(faces)

    def has(self, character: str) -> bool:
        """Whether the math font itself has a character."""
        return bool(self.glyphindex(character))

    def glyph(self, char: str) -> SimpleGlyph:
        """The glyph of a character; MissingGlyphError if no font has it."""
        return super().glyph(char) if self.has(char) else self.glyph_fromid(_BEYOND + ord(char))

    def glyph_fromid(self, glyphid: int) -> SimpleGlyph:
        """The glyph of a number; that of a text font has the number of its character."""
        known = cast("dict[int, Any]", self._glyphs)
        if glyphid >= _BEYOND and glyphid not in known:
            character = chr(glyphid - _BEYOND)
            face = next((face for face in self.faces if ord(character) in face.getBestCmap()), None)
            if face is None:
                raise MissingGlyphError(character)
            known[glyphid] = TextGlyph(character, face, self)
        return super().glyph_fromid(glyphid)

    def reset(self) -> None:
        """Returns to the features of formulas, which a text that could not be drawn leaves off."""
        cast("Any", self).language("math", "")

    def advance(self, glyph: int, glyph2: int | None) -> int:
        """The width of a glyph, with kerning between two glyphs of the math font."""
        if glyph >= _BEYOND:
            return self.glyph_fromid(glyph).advance()
        return int(super().advance(glyph, None if glyph2 is None or glyph2 >= _BEYOND else glyph2))


@lru_cache(maxsize=16)
def face(file: FontFile) -> TTFont:
    """A font whose file is read and closed, cached for further formulas."""
    with TTFont(file.path, fontNumber=file.index, lazy=True) as font:
        font.getGlyphSet()
        font.getBestCmap()
        font["head"]
    return font
