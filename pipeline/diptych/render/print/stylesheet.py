"""Languages, paper and medium of an edition → the rules that depend on them: assets/print/layout.css, filled in.

These are page and measure, columns of the parallel edition, families and sizes by language, running heads. All other
rules are assets/print/print.css.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.render import asset_files
from diptych.render.print.fonts import Declared, Setting


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A page in points: its size and margins, the line height `grid` of the parallel edition, further CSS rules.

    The numbers of clauses are in the `left` margin; the right margin is at least `right`. `scale` is the size of the
    text relative to print.
    """

    width: float
    height: float
    left: float = 84.0
    right: float = 52.0
    top: float = 92.0
    bottom: float = 92.0
    scale: float = 1.0
    grid: float = 18.0
    rules: str = ""


PAPERS: Final = {"a4": PageFormat(595.28, 841.89), "letter": PageFormat(612.0, 792.0)}
"""Sheets of paper by name."""
GB: Final = PageFormat(595.28, 841.89, 79.37, 73.7, 104.88, 92.0)
"""A4 with 28 mm to the left of the text, 26 mm to the right, 37 mm above, 225 mm of text (GB/T 9704, 5.2.1)."""

_ON_SCREEN: Final = "a { color: #174a84 } .eid { left: -78pt; width: 70pt; font-size: 7pt; color: #174a84 }"
"""Further CSS rules of the edition for screens: coloured links, larger numbers in the margin."""
SCREENS: Final = {"single": PageFormat(612.0, 816.0, 88.0, 44.0, 60.0, 60.0, 1.2, 21.0, _ON_SCREEN),
                  "parallel": PageFormat(1024.0, 768.0, 92.0, 48.0, 58.0, 58.0, 1.3, 23.0, _ON_SCREEN)}
"""Pages of the edition for screens by kind: a tablet upright for one text, on its side for several (chosen)."""

MEDIA: Final = ("print", "screen")
"""Media that an edition can be for."""

FRONTS: Final = ("full", "none")
"""What can stand before the text: title page, contents and provenance, or nothing but what a reader must know."""

ALIGNMENTS: Final = ("ragged", "justified")
"""The right edge of text in languages that break lines at spaces."""

TYPEFACES: Final = ("usual", "fangsong")
"""Typefaces of the running text: that of `text` in schema/fonts.toml, or one of its `typefaces`."""

READINGS: Final = ("clean", "diplomatic")
"""What an edition can print: the corrected text, or also what the editor deleted."""

GAP: Final = 18.0
"""Space between the columns of the parallel edition, in points (chosen). If raised, the columns get narrower."""

COVER_ROOM: Final = 360
"""Greatest number of characters of provenance on the title page of one text (chosen).

Longer provenance goes to the next page. If this is too large, it runs into the foot of the title page.
"""
COVER_ROOM_PARALLEL: Final = 240
"""The same for several texts on a tall page."""
TALL: Final = 800
"""Least height of a page in points whose title page of several texts has provenance (chosen: A4, not Letter)."""

COVER_TITLE: Final = {"single": 25.0, "parallel": 20.0}
"""Size of the title on the title page in points (chosen); print.css has the same."""
TITLE: Final = {"single": 22.0, "parallel": 14.0}
"""Size of the title above the text in points (22: GB/T 9704, 7.3.1; 14: chosen); print.css has the same."""
CLAUSE_TITLE: Final = 13.0
"""Size of the title above a clause in points (chosen); print.css has the same."""

GRIDDED: Final = "gridded"
"""Class of the body of an edition whose base lines are on a grid."""
EID: Final = (6.4, 7.6)
"""Size and line height of a number in the margin in points (chosen); print.css has the same."""
OUTER: Final = 0.875
"""Size of a page number at the outer edge relative to the text: 14 points to 16 (GB/T 9704, 7.5)."""
BASE: Final = 0.43
"""Distance from the middle of a line down to the base line of a CJK font, in units of its size.

If raised, numbers in the margin move down relative to the text beside them.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A text of the edition: its language tag, its name, and its short title with the date, for the running head."""

    tag: str
    name: str
    running: str


@dataclass(frozen=True, slots=True)
class Layout:
    """An edition: its kind (single or parallel), its texts, all language tags of its frame, settings, paper, medium."""

    kind: str
    columns: tuple[Column, ...]
    tags: tuple[str, ...]
    declared: Declared
    paper: str
    medium: str = "print"
    alignment: str = "ragged"

    @property
    def page(self) -> PageFormat:
        """The page format."""
        if self.medium == "screen":
            return SCREENS[self.kind]
        return GB if self.is_official and self.paper == "a4" else PAPERS[self.paper]

    @property
    def is_official(self) -> bool:
        """Whether the edition follows GB/T 9704: that of a text whose page numbers are at the outer edge."""
        return self.kind == "single" and self.declared.setting(self.columns[0].tag).outer

    @property
    def is_gridded(self) -> bool:
        """Whether base lines are on a grid: in a text by itself in square characters."""
        return self.kind == "single" and self.settings[0].whole_em

    @property
    def classes(self) -> str:
        """The classes of the edition's body."""
        return f"{self.kind} {GRIDDED}" if self.is_gridded else self.kind

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The settings of the language of each text."""
        return tuple(self.setting(column.tag) for column in self.columns)

    def setting(self, tag: str) -> Setting:
        """The settings of a language, sizes scaled for the medium."""
        declared, scale = self.declared.setting(tag), self.page.scale
        return replace(declared, size=declared.size * scale, column=declared.column * scale)

    @property
    def room(self) -> float:
        """The greatest width of text on the page in points."""
        return self.page.width - self.page.left - self.page.right

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each text in points."""
        if self.kind == "single":
            return (_whole(self.room, self.settings[0], self.settings[0].size),)
        return columns(self.settings, self.room)

    @property
    def cover_room(self) -> int:
        """The greatest number of characters of provenance on the title page."""
        return COVER_ROOM if self.kind == "single" else COVER_ROOM_PARALLEL if self.page.height > TALL else 0

    def title_room(self, index: int) -> float:
        """The greatest width of the title above the text at `index`, in ems of the title."""
        return self.widths[index] / (TITLE[self.kind] * self.page.scale)

    def heading_room(self, index: int) -> float:
        """The greatest width of headings in the text at `index`, in ems of the text."""
        setting = self.settings[index]
        return self.widths[index] / (setting.size if self.kind == "single" else setting.column)

    def head_room(self, *, clause: bool = False) -> float:
        """The greatest width of the title on the title page, or above a clause, in ems of the title."""
        return self.room / ((CLAUSE_TITLE if clause else COVER_TITLE[self.kind]) * self.page.scale)


def columns(settings: Sequence[Setting], room: float) -> tuple[float, ...]:
    """The widths in points of columns in which the same text takes about as many lines; together they fill `room`."""
    free = room - GAP * (len(settings) - 1)
    weights = [setting.breadth * setting.column for setting in settings]
    widths = [_whole(free * weight / sum(weights), setting, setting.column)
              for weight, setting in zip(weights, settings, strict=True)]
    flexible = [index for index, setting in enumerate(settings) if not setting.whole_em]
    rest = free - sum(widths)
    return tuple(width + rest / len(flexible) if index in flexible else width for index, width in enumerate(widths))


def style(layout: Layout) -> str:
    """The rules of an edition as CSS without `<`, so that they can be in an HTML head."""
    page, widths, first = layout.page, layout.widths, layout.settings[0]
    sides = ("top-left", "top-center", "top-right") if len(layout.columns) == 3 else ("top-left", "top-right")
    columns_with_head = zip(sides, layout.columns, layout.settings, widths, strict=False)
    heads = [{"side": side, "name": string(column.name), "family": _quoted(setting.text), "units": f"unit{index or ''}",
              "width": width if column is layout.columns[-1] else width + GAP}
             for index, (side, column, setting, width) in enumerate(columns_with_head)]
    return asset_files.template("print", "layout.css").render(
        page=page, widths=widths, gap=GAP, heads=heads, parallel=layout.kind == "parallel",
        right=page.width - page.left - sum(widths) - GAP * (len(widths) - 1),
        languages=[(string(tag), _properties(tag, layout)) for tag in layout.tags],
        running=[string(column.running) for column in layout.columns], family=_quoted(first.text),
        outer=layout.is_official, size=first.size, outer_size=first.size * OUTER)


def _whole(room: float, setting: Setting, size: float) -> float:
    """The width of lines in `room` points: a whole number of characters if the language asks for that."""
    return room // size * size if setting.whole_em else room


def _properties(tag: str, layout: Layout) -> dict[str, str]:
    """The custom properties from which print.css takes families and sizes, for elements in a language."""
    setting, scale = layout.setting(tag), layout.page.scale
    parallel = layout.kind == "parallel"
    size = setting.column if parallel else setting.size
    leading = layout.page.grid if parallel else size * setting.leading
    # Square characters are on the lines of a grid, headings too.
    title = leading if setting.whole_em and not parallel else TITLE[layout.kind] * scale * 1.5
    title_size = size if layout.is_gridded else TITLE[layout.kind] * scale
    return {
        "text": _quoted(setting.text), "label": _quoted(setting.label), "title": _quoted(setting.title),
        "heading": _quoted(setting.heading), "weight": "bold" if setting.heading == setting.text else "normal",
        "size": f"{size:g}pt", "leading": f"{leading:g}pt", "rise": "0" if setting.whole_em else ".35em",
        "indent": f"{setting.indent}em", "step": f"{setting.step}em",
        # Words that are never divided leave wide gaps in justified lines.
        "align": "justify" if setting.whole_em or layout.alignment == "justified" else "left",
        "label-weight": "bold" if setting.bold_label or parallel else "normal",
        "signed": "left" if setting.outer else "right", "dated": f"{setting.indent if setting.outer else 0}em",
        "title-leading": f"{title:g}pt", "title-eid": _eid_offset(title, title_size, scale),
        "eid": _eid_offset(leading, size, scale),
    }


def _eid_offset(leading: float, size: float, scale: float) -> str:
    """The distance by which a number in the margin is lowered to the base line of the text beside it."""
    return f"{(leading - EID[1] * scale) / 2 + BASE * (size - EID[0] * scale):.2f}pt"


def _quoted(families: Sequence[str]) -> str:
    return ", ".join(map(string, families))


def string(text: str) -> str:
    """A CSS string; no character of the text can end the string, the rule or the style element."""
    return '"' + "".join(f"\\{ord(character):x} " if character in '"\\<>&{};\n\r\f' else character
                         for character in text) + '"'
