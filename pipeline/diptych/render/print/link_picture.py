"""The texts of a work → the picture that other sites show beside a link to it: number, titles and issuer, as a PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Final

from lxml import etree
from PIL import Image, ImageDraw, ImageFont

from diptych.akn.document import emended
from diptych.akn.names import tag
from diptych.render.html import title_lines
from diptych.render.print.edition import PrintedText
from diptych.render.print.fonts import FontFile, Fonts

SIZE: Final = (1200, 630)
"""Width and height in pixels, in the proportion 1.91 : 1 of link previews (Open Graph)."""
_MARGIN: Final = 80
"""Pixels beside the lines, chosen."""
_TITLES: Final = (62, 44, 36)
"""Type sizes in pixels of the first title, the second and the others, chosen for three lines each."""
_FACT: Final = 34
"""Type size in pixels of numbers and issuer, chosen."""
_LEADING: Final = 1.4
"""Line height in units of the type size, chosen."""
_GAP: Final = 14
"""Pixels between number, titles and issuer, chosen."""
_MOST: Final = 3
"""Most lines of a title. Raised, two titles do not fit."""
_INK, _QUIET, _RULE, _PAPER = "#1a1a1a", "#555555", "#8c1d18", "#ffffff"
_COLOURS: Final = 8
"""Colours of the PNG: those above and the shades between them."""


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line: its words, the type size in pixels, its colour, the font file of each character, and the pixels left free
    below it."""

    words: str
    size: int
    colour: str
    files: tuple[FontFile, ...]
    gap: int = 0


def link_picture(texts: Sequence[PrintedText], fonts: Fonts) -> bytes:
    """The picture as PNG; empty if the files of the fonts are unknown."""
    lines = [line for line in _lines(texts, fonts) if line.words]
    if not lines or not all(line.files for line in lines):
        return b""
    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 16, SIZE[1]), fill=_RULE)
    y = max((SIZE[1] - sum(map(_height, lines))) // 2, 0)
    for line in lines:
        _write(draw, line, y)
        y += _height(line)
    data = io.BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()


def _height(line: PictureLine) -> int:
    return round(line.size * _LEADING) + line.gap


def _lines(texts: Sequence[PrintedText], fonts: Fonts) -> Iterator[PictureLine]:
    """The numbers of all texts, their titles, and the issuer."""
    numbers = dict.fromkeys(text.number for text in texts if text.number)
    yield replace(_line(" \u00b7 ".join(numbers), _FACT, _RULE, texts[0].known.tag, fonts), gap=_GAP)
    for index, text in enumerate(texts):
        size = _TITLES[min(index, len(_TITLES) - 1)]
        *above, last = (_line(words, size, _QUIET if index else _INK, text.known.tag, fonts)
                        for words in _title(text, (SIZE[0] - 2 * _MARGIN) / size))
        yield from (*above, replace(last, gap=_GAP))
    yield _line(texts[0].known.author, _FACT, _QUIET, texts[0].known.tag, fonts)


def _title(text: PrintedText, room: float) -> tuple[str, ...]:
    """The lines of a title, at most `_MOST`; none ends inside a name that is marked in the text."""
    title, block = text.known.title, text.document.main.find(f".//{tag('docTitle')}")
    names = [] if block is None else [emended(name).strip() for name in block.iter(etree.Element) if name is not block]
    places = [(title.find(name), name) for name in names if name and name in title]
    lines = title_lines.lines(title, room, {end for place, name in places for end in (place, place + len(name))})
    return lines if len(lines) <= _MOST else (*lines[:_MOST - 1], f"{lines[_MOST - 1]}\u2026")


def _line(words: str, size: int, colour: str, language: str, fonts: Fonts) -> PictureLine:
    """A line whose characters have the files of the first family of the language that has each of them."""
    setting, known = fonts.declared.setting(language), fonts.installed
    families = dict.fromkeys((*setting.title, *setting.families, *fonts.declared.names))
    filed = [(known.families[name], known.files[name]) for name in families
             if name in known.families and name in known.files]
    found = (next((file for coverage, file in filed if character in coverage), None) for character in words)
    files = [file for file in found if file is not None]
    return PictureLine(words, size, colour, tuple(files) if len(files) == len(words) else ())


def _write(draw: ImageDraw.ImageDraw, line: PictureLine, y: int) -> None:
    """Draws a line; what does not fit is made narrower than its type size."""
    runs = [("".join(character for character, _ in run), file) for file, run in groupby(
        zip(line.words, line.files, strict=True), lambda pair: pair[1])]
    fitted = line.size
    while fitted > 1 and sum(_font(file, fitted).getlength(words) for words, file in runs) > SIZE[0] - 2 * _MARGIN:
        fitted -= 1
    x, base = float(_MARGIN), y + line.size
    for words, file in runs:
        font = _font(file, fitted)
        draw.text((x, base), words, fill=line.colour, font=font, anchor="ls")
        x += font.getlength(words)


@lru_cache(maxsize=64)
def _font(file: FontFile, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels, cached for the lines of other works; set without the shaping of other libraries."""
    return ImageFont.truetype(file.path, size, index=file.index, layout_engine=ImageFont.Layout.BASIC)
