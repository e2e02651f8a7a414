"""The languages of an edition and its paper → the part of its style sheet that depends on them.

Page and measure, the columns of the parallel edition, families and sizes by language, running heads. All else is
assets/print/print.css.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from diptych.render.print.fonts import Declared, Setting


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A page in points: its size, its margins (the clause ids stand in the left one; the right is at least `right`),
    how much larger than printed text is, the line height of the parallel edition, further rules."""

    width: float
    height: float
    left: float = 84.0
    right: float = 52.0
    outer: float = 92.0
    scale: float = 1.0
    grid: float = 18.0
    rules: str = ""


PAPERS: Final = {"a4": PageFormat(595.28, 841.89), "letter": PageFormat(612.0, 792.0)}
"""The sheets that can be printed on."""

_ON_SCREEN: Final = "a { color: #174a84 } .eid { font-size: 8pt }"
SCREENS: Final = {"single": PageFormat(612.0, 816.0, 88.0, 44.0, 60.0, 1.2, 21.0, _ON_SCREEN),
                  "parallel": PageFormat(1024.0, 768.0, 92.0, 48.0, 58.0, 1.3, 23.0, _ON_SCREEN)}
"""The pages of the edition for screens, by kind: a text by itself fills a tablet held upright, two one laid down."""

MEDIA: Final = ("print", "screen")

GAP: Final = 18.0
"""Between the columns of the parallel edition."""

COVER_ROOM: Final = 360
COVER_ROOM_BELOW: Final = 240
TALL: Final = 800
"""Characters that a title page has room for below one text, and below several if it is higher than so many points."""

COVER_TITLE: Final = {"single": 25.0, "parallel": 20.0}
TITLE: Final = {"single": 22.0, "parallel": 14.0}
CLAUSE_TITLE: Final = 13.0
"""Sizes of the title in points, on the title page, above the text and above a clause; print.css has them too."""

EID: Final = (6.4, 7.6)
"""Size and line height of an id in the margin."""
OUTER: Final = 0.875
"""Size of a page number at the outer edge, in units of the text's: 14 points to 16."""
BASE: Final = 0.43
"""How far the base line of a CJK font is below the middle of its line, in units of its size."""


@dataclass(frozen=True, slots=True)
class Column:
    """One text of the edition: its language tag, what the running head calls it, the work's number in its words."""

    tag: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Layout:
    """An edition: single or parallel, its texts, every language tag that its frame uses, settings, paper, medium."""

    kind: str
    columns: tuple[Column, ...]
    tags: tuple[str, ...]
    declared: Declared
    paper: str
    medium: str = "print"

    @property
    def page(self) -> PageFormat:
        """What it is set on."""
        return SCREENS[self.kind] if self.medium == "screen" else PAPERS[self.paper]

    @property
    def settings(self) -> tuple[Setting, ...]:
        """The setting of each text."""
        return tuple(self.setting(column.tag) for column in self.columns)

    def setting(self, tag: str) -> Setting:
        """How a language is set on the page."""
        declared, scale = self.declared.setting(tag), self.page.scale
        return replace(declared, size=declared.size * scale, column=declared.column * scale)

    @property
    def room(self) -> float:
        """How wide lines may be on the paper."""
        return self.page.width - self.page.left - self.page.right

    @property
    def widths(self) -> tuple[float, ...]:
        """The measure of each text."""
        if self.kind == "single":
            return (_whole(self.room, self.settings[0], self.settings[0].size),)
        return columns(self.settings, self.room)

    @property
    def cover_room(self) -> int:
        """How many characters on where the texts come from the title page has room for."""
        return COVER_ROOM if self.kind == "single" else COVER_ROOM_BELOW if self.page.height > TALL else 0

    def title_room(self, index: int) -> float:
        """How wide the title above the text at `index` may be, in units of its size."""
        return self.widths[index] / (TITLE[self.kind] * self.page.scale)

    def head_room(self, *, clause: bool = False) -> float:
        """The same on the title page, or above a clause by itself."""
        return self.room / ((CLAUSE_TITLE if clause else COVER_TITLE[self.kind]) * self.page.scale)


def columns(settings: Sequence[Setting], room: float) -> tuple[float, ...]:
    """The widths of columns in which the same text takes about as many lines."""
    free = room - GAP * (len(settings) - 1)
    weights = [setting.breadth * setting.column for setting in settings]
    widths = [_whole(free * weight / sum(weights), setting, setting.column)
              for weight, setting in zip(weights, settings, strict=True)]
    loose = [index for index, setting in enumerate(settings) if not setting.whole_em]
    rest = free - sum(widths)
    return tuple(width + rest / len(loose) if index in loose else width for index, width in enumerate(widths))


def style(layout: Layout) -> str:
    """The rules of an edition; `<` never stands in them, so that they can go into an HTML head."""
    page, room = layout.page, sum(layout.widths) + GAP * (len(layout.widths) - 1)
    rules = [(f"@page {{ size: {page.width}pt {page.height}pt; margin-left: {page.left}pt;"
             f" margin-right: {page.width - page.left - room:.2f}pt; margin-top: {page.outer}pt;"
             f" margin-bottom: {page.outer}pt }}"),
             f"@page cover {{ margin-top: {page.outer + 16}pt; margin-bottom: {page.outer - 20}pt }}",
             f".cover {{ height: {page.height - 2 * page.outer + 2:.2f}pt }}",
             f"html {{ --scale: {page.scale} }} body {{ --grid: {page.grid}pt }}",
             page.rules]
    rules += [_language_rule(tag, layout) for tag in layout.tags]
    if layout.kind == "parallel":
        rules += [_column_rule(number, measure, len(layout.widths)) for number, measure in enumerate(layout.widths, 1)]
    return "\n".join([*rules, *_running(layout)])


def _whole(room: float, setting: Setting, size: float) -> float:
    """As much of `room` as a language's lines may take."""
    return room // size * size if setting.whole_em else room


def _column_rule(number: int, measure: float, count: int) -> str:
    gap = GAP if number < count else 0
    return (f".akn-row > .akn-cell:nth-child({number}), .foot-row > .foot-cell:nth-child({number})"
            f" {{ width: {measure}pt; padding-right: {gap}pt }}")


def _language_rule(tag: str, layout: Layout) -> str:
    """The custom properties that print.css takes families and sizes from, on each element that bears the language."""
    setting, scale = layout.setting(tag), layout.page.scale
    parallel = layout.kind == "parallel"
    size = setting.column if parallel else setting.size
    leading = layout.page.grid if parallel else size * setting.leading
    # Square characters stand on the lines of a grid, headings too.
    title = leading if setting.whole_em and not parallel else TITLE[layout.kind] * scale * 1.5
    properties = {
        "text": _quoted(setting.text), "label": _quoted(setting.label), "title": _quoted(setting.title),
        "heading": _quoted(setting.heading), "weight": "bold" if setting.heading == setting.text else "normal",
        "size": f"{size:g}pt", "leading": f"{leading:g}pt", "rise": "0" if setting.whole_em else ".35em",
        "indent": f"{setting.indent}em", "step": f"{setting.step}em",
        # Words that are never divided leave holes where they are spread out to both edges.
        "align": "justify" if setting.whole_em else "left",
        "signed": "left" if setting.outer else "right", "dated": f"{setting.indent if setting.outer else 0}em",
        "title-leading": f"{title:g}pt", "title-eid": _beside(title, TITLE[layout.kind] * scale, scale),
        "eid": _beside(leading, size, scale),
    }
    written = "; ".join(f"--{name}: {value}" for name, value in properties.items())
    return f"[lang={string(tag)}], [data-lang={string(tag)}] {{ {written}; font-family: var(--text) }}"


def _beside(leading: float, size: float, scale: float) -> str:
    """How far an id in the margin is lowered to the base line of the text beside it."""
    return f"{(leading - EID[1] * scale) / 2 + BASE * (size - EID[0] * scale):.2f}pt"


def _running(layout: Layout) -> tuple[str, ...]:
    """The running heads of the pages of text, and of those before it."""
    first = layout.columns[0]
    family = f"font-family: {_quoted(layout.settings[0].text)}"
    number = f"content: {string(first.number)}; {family}"
    unit = f"content: string(unit); {family}"
    page = f'content: "\\2014\\2002" counter(page) "\\2002\\2014"; {family}'
    if layout.kind == "single":
        return _pages(layout, {"top-left": number, "top-right": unit}, page)
    sides = ("top-left", "top-center", "top-right") if len(layout.columns) == 3 else ("top-left", "top-right")
    heads, names = {"bottom-left": number, "bottom-right": unit}, {}
    for side, column, setting, width in zip(sides, layout.columns, layout.settings, layout.widths, strict=False):
        gap = 0 if column is layout.columns[-1] else GAP
        names[side] = column.name
        heads[side] = (f"content: string({side}); font-family: {_quoted(setting.text)};"
                       f" text-align: left; width: {width + gap}pt")
    # What stands below the text over all columns is none of them.
    told = ", ".join(f"{side} {string(name)}" for side, name in names.items())
    quiet = ", ".join(f'{side} ""' for side in ("unit", *names))
    shown = f".akn {{ string-set: {told} }}", f"body .colophon {{ string-set: {quiet} }}"
    return (*shown, *_pages(layout, heads, page))


def _pages(layout: Layout, heads: Mapping[str, str], page: str) -> tuple[str, ...]:
    """The pages of text and those before it; their number in the middle, or at the outer edge of a text by itself."""
    if layout.kind == "single" and layout.settings[0].outer:
        size = layout.settings[0].size
        page = f"{page}; color: #222; font-size: {size * OUTER:g}pt"
        return tuple(_page(f"{name}:{side}", {**boxes, f"bottom-{side}": f"{page}; padding-{side}: {size:g}pt"})
                     for name, boxes in (("text", heads), ("front", {})) for side in ("left", "right"))
    return _page("text", {**heads, "bottom-center": page}), _page("front", {"bottom-center": page})


def _page(name: str, boxes: Mapping[str, str]) -> str:
    return f"@page {name} {{ " + " ".join(f"@{box} {{ {rule} }}" for box, rule in boxes.items()) + " }"


def _quoted(families: Sequence[str]) -> str:
    return ", ".join(map(string, families))


def string(text: str) -> str:
    """A CSS string in which nothing can end the string, the rule or the style element."""
    return '"' + "".join(f"\\{ord(character):x} " if character in '"\\<>&{};\n\r\f' else character
                         for character in text) + '"'
