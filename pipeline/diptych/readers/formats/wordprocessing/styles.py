"""styles.xml → the properties that a paragraph or a run has by its style, with those that the style builds on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from diptych.readers.formats.wordprocessing.properties import W, number, toggle, value

_RAISED: Final = {"superscript": "sup", "subscript": "sub"}
"""Akoma Ntoso element of each value of ST_VerticalAlignRun that leaves the line."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The properties of a style; None where neither it nor a style below it says anything.

    `list_number` is the number of its list, `depth` its depth there. `names` are the style and those that it builds on,
    down to the one that gives the list or the depth. `raised` is `sup` or `sub`. `heading`: the type is that of
    headings.
    """

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    list_number: str | None = None
    depth: int | None = None
    names: tuple[str, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The styles of a document by id, the id of the one for paragraphs that name none, and the ids of captions."""

    by_id: Mapping[str, TextStyle]
    usual: str
    captions: frozenset[str] = frozenset()

    def of(self, name: str) -> TextStyle:
        """The style with an id; an empty one if there is none."""
        return self.by_id.get(name, _EMPTY)


_BOLD: Final = W + "b"
_ITALIC: Final = W + "i"
_HIDDEN: Final = W + "vanish"
_ALIGNED: Final = W + "vertAlign"
"""Properties of the look of a run, defined by ECMA-376, part 1, 17.3.2."""
_EMPTY: Final = TextStyle()
"""A style that says nothing."""
_CAPTION: Final = "caption"
"""Name of the built-in style of captions, defined by ECMA-376, part 1, 17.7.4.9."""
_LISTED: Final = 64
"""Most ids of a chain of styles that are kept to find the level of a list, chosen. If raised, chains take longer."""


def styles(root: etree._Element) -> StyleSheet:
    """The styles of a document. Each is resolved once, however long the chain below it; a circle ends at its start."""
    elements = {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
    resolved: dict[str, TextStyle] = {}
    for name in elements:
        chain = _unresolved(name, elements, resolved)
        base = _EMPTY
        if chain:
            base = resolved.get(value(elements[chain[-1]].find(W + "basedOn")), _EMPTY)
        for above in reversed(chain):
            base = resolved[above] = _built(above, elements[above], base)
    usual = next((name for name, style in elements.items()
                  if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")), "")
    # A built-in style has the same name in every language, and an id of its own.
    captions = frozenset(style.get(W + "styleId", "") for item in root.iter(W + "name")
                         if item.get(W + "val", "").lower() == _CAPTION and (style := item.getparent()) is not None)
    based = frozenset(name for name, style in resolved.items() if not captions.isdisjoint(style.names))
    return StyleSheet(resolved, usual, captions | based)


def _unresolved(name: str, elements: Mapping[str, etree._Element], resolved: Mapping[str, TextStyle]) -> Sequence[str]:
    """A style and those below it that are not resolved yet."""
    chain: dict[str, None] = {}
    while name in elements and name not in resolved and name not in chain:
        chain[name] = None
        name = value(elements[name].find(W + "basedOn"))
    return tuple(chain)


def _built(name: str, element: etree._Element, base: TextStyle) -> TextStyle:
    """A style that builds on another one."""
    own = run_style(element.find(W + "rPr"))
    numbering = element.find(f"{W}pPr/{W}numPr")
    list_number = value(numbering.find(W + "numId")) if numbering is not None else ""
    depth = number(numbering.find(W + "ilvl")) if numbering is not None else None
    built = over(own, base)
    if list_number:
        # The number and the depth of a list are two properties: a style that gives only the number keeps the depth.
        inherited = base.depth if depth is None else depth
        return replace(built, list_number=list_number, depth=inherited, names=(name,))
    if depth is not None:
        return replace(built, list_number=base.list_number, depth=depth, names=(name,))
    return replace(built, list_number=base.list_number, depth=base.depth, names=(name, *base.names)[:_LISTED])


def run_style(properties: etree._Element | None) -> TextStyle:
    """The properties of a run, as a style without a list."""
    if properties is None:
        return _EMPTY
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    for item in properties:
        # One walk: most runs have properties, and few of these are about the look.
        tag = item.tag
        if tag == _BOLD:
            bold = toggle(item)
        elif tag == _ITALIC:
            italic = toggle(item)
        elif tag == _HIDDEN:
            hidden = toggle(item)
        elif tag == _ALIGNED:
            raised = _RAISED.get(value(item), "")
    is_said = bold is not None or italic is not None or hidden is not None or raised is not None
    return TextStyle(bold, italic, hidden, raised) if is_said else _EMPTY


def over(style: TextStyle, base: TextStyle) -> TextStyle:
    """The look of a style on top of another one; the list is the upper style's."""
    if style is _EMPTY:
        return base
    return TextStyle(base.bold if style.bold is None else style.bold,
                     base.italic if style.italic is None else style.italic,
                     base.hidden if style.hidden is None else style.hidden,
                     base.raised if style.raised is None else style.raised,
                     style.list_number, style.depth, style.names, style.heading)
