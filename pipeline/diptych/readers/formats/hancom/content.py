"""The content of a paragraph of Hangul, with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from lxml import etree

from diptych.readers.formats import package_reading
from diptych.readers.formats.hancom import equations
from diptych.readers.formats.hancom.pictures import DESCRIPTION, PICTURE, REFERENCE, HangulPictures, held
from diptych.readers.formats.lines import RubyReading
from diptych.readers.formats.package_reading import Omissions, PackageParagraph
from diptych.readers.formats.paragraphs import Run
from diptych.readers.formats.zipped_xml import local

_SIGNS: Final = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
"""Elements of a text that are one character."""
_BASE: Final = "mainText"
"""Element of the words in a `dutmal` that another text is set above or below, defined by KS X 6101."""
_READING: Final = "subText"
"""Element of the words that a `dutmal` sets above or below others, defined by KS X 6101."""
_TEXTS: Final = frozenset({_BASE, _READING, "script", "text", "v"})
"""Elements with text, besides `t`: words and what is above them, the source of an equation, values of charts."""
_ATTRIBUTES: Final = {"compose": "composeText", "textart": "text", "btn": "caption", "checkBtn": "caption",
                      "radioBtn": "caption"}
"""Elements whose text is an attribute: symbols, letters as a drawing, buttons of forms; defined by KS X 6101."""
_CHOICE: Final = "listItem"
"""Element of an entry of a list of a form, defined by KS X 6101."""
_NOTES: Final = {"footNote": "footnote", "endNote": "endnote"}
"""Kind of each element with a note."""
_OMITTED: Final = {
    "header": package_reading.HEADERS, "footer": package_reading.HEADERS, "fieldBegin": package_reading.COMMENTS,
    "hiddenComment": package_reading.COMMENTS}
"""Elements that are left out with all that is in them, and the kind of what they hold."""
_UNREAD: Final = frozenset({"secPr", "linesegarray", DESCRIPTION, "parameters"})
"""Elements that hold no text of the document."""
_BLOCKS: Final = frozenset({"tbl", "subList", "p"})
"""Elements that are read after the paragraph that contains them."""
_CAPTION: Final = "caption"
"""Element of the caption of a picture, defined by KS X 6101."""
WRITTEN: Final = frozenset({"t", *_TEXTS})
"""Elements whose characters count as text of the package."""
_FIGURES: Final = frozenset({"TABLE", "PICTURE", "EQUATION"})
"""Kinds of automatic numbers printed in the text; KS X 6101 defines the names."""


@dataclass(slots=True)
class HangulParagraph(PackageParagraph):
    """A paragraph with its notes by offset with their kind, and the captions of its pictures; `printed` are numbers
    that the program prints in the text."""

    notes: list[tuple[int, str, etree._Element]] = field(default_factory=list)
    captions: list[etree._Element] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class HangulContentReader:
    """State while paragraphs are read: what is left out, the pictures, and whether the text at hand was deleted."""

    omissions: Omissions
    pictures: HangulPictures
    deleted: bool = False

    def read(self, parent: Iterable[etree._Element], content: HangulParagraph, look: Run) -> None:
        """Adds the content of an element, each child once, with the look of a run."""
        for child in parent:
            name = local(child)
            if name == "t":
                self._text(child, content, look)
            elif name in _TEXTS:
                self._words(name, "".join(child.itertext()), content, look)
            elif name in _NOTES:
                content.notes.append((content.length, _NOTES[name], child))
            elif name in _BLOCKS:
                content.blocks.append(child)
            elif name == _CAPTION:
                content.captions.append(child)
            elif name and name not in _UNREAD:
                self._element(child, name, content, look)

    def shown(self, element: etree._Element) -> etree._Element | None:
        """The rendering of several that is read."""
        return self.omissions.shown(element, text, held)

    def _element(self, element: etree._Element, name: str, content: HangulParagraph, look: Run) -> None:
        """Adds the content of an element that holds no text itself."""
        if name in _OMITTED:
            words, pictures = text(element), held(element)
            if words.strip() or pictures:
                self.omissions.add(_OMITTED[name], words, pictures)
        elif name == PICTURE and element.get(REFERENCE) is not None:
            self._picture(element, content)
        elif name == "dutmal":
            self._ruby(element, content, look)
        elif name == "switch":
            shown = self.shown(element)
            if shown is not None:
                self.read(shown, content, look)
        elif name in ("autoNum", _CHOICE, *_ATTRIBUTES):
            self._attribute(element, name, content, look)
        else:
            self.read(element, content, look)

    def _attribute(self, element: etree._Element, name: str, content: HangulParagraph, look: Run) -> None:
        """Adds an element whose text is an attribute; a choice that is not shown is left out."""
        if name in _ATTRIBUTES:
            self._add(element.get(_ATTRIBUTES[name], ""), content, look)
        elif name == _CHOICE and not _is_chosen(element):
            self.omissions.add(package_reading.CHOICES, _displayed(element))
        elif name == _CHOICE:
            self._add(_displayed(element), content, look)
        elif element.get("numType") in _FIGURES and not self.deleted:
            content.printed.append(element.get("num", ""))
            self._add(element.get("num", ""), content, look)

    def _ruby(self, element: etree._Element, content: HangulParagraph, look: Run) -> None:
        """Adds a text with the words above or below it as its reading; without a reading both are text of the line."""
        base, above = ("".join(words for part in element if local(part) == name for words in part.itertext())
                       for name in (_BASE, _READING))
        reading = " ".join(above.split())
        if base.strip() and reading and not self.deleted:
            ruby = RubyReading(reading, "".join(above.split()))
            self._add(base, content, replace(look, marks=(*look.marks, ruby)))
        else:
            self.read(element, content, look)

    def _picture(self, element: etree._Element, content: HangulParagraph) -> None:
        if self.deleted:
            self.omissions.add(package_reading.DELETED, "", 1)
        else:
            content.pictures.append((content.length, self.pictures.picture(element)))

    def _text(self, element: etree._Element, content: HangulParagraph, look: Run) -> None:
        """Adds a text with the signs in it; marks in it say where deleted text begins and ends."""
        self._add(element.text or "", content, look)
        for child in element:
            name = local(child)
            if name in ("deleteBegin", "deleteEnd"):
                self.deleted = name == "deleteBegin"
            elif name in _SIGNS:
                self._add(_SIGNS[name], content, look)
            elif name:
                self._text(child, content, look)
            self._add(child.tail or "", content, look)

    def _words(self, name: str, words: str, content: HangulParagraph, look: Run) -> None:
        """Adds a text; the script of an equation as a formula, or as it is if it can't be translated."""
        formula = equations.translated(words) if name == "script" and not self.deleted else None
        if formula is not None:
            content.runs.append(Run(formula.linear, marks=(formula,)))
            content.length += len(formula.linear)
            return
        if name == "script":
            self.omissions.add(package_reading.LAYOUTS)
        self._add(words, content, look)

    def _add(self, words: str, content: HangulParagraph, look: Run) -> None:
        if words and self.deleted:
            self.omissions.add(package_reading.DELETED, words)
        elif words:
            content.runs.append(Run(words, look.strong, look.marks))
            content.length += len(words)


def _is_chosen(entry: etree._Element) -> bool:
    """Whether an entry is the one that its list shows."""
    choices = entry.getparent()
    shown = "" if choices is None else choices.get("selectedValue", "")
    return bool(shown) and shown in (entry.get("value", ""), _displayed(entry))


def _displayed(entry: etree._Element) -> str:
    return entry.get("displayText", "")


def text(element: etree._Element) -> str:
    """All characters of an element, read or not."""
    return package_reading.text(element, _CHARACTERS)


def _attribute(element: etree._Element, key: str) -> str:
    return element.get(key, "")


_CHARACTERS: Final[Mapping[str, Callable[[etree._Element], str]]] = {
    **dict.fromkeys(WRITTEN, package_reading.all_text),
    **{name: partial(_attribute, key=key) for name, key in _ATTRIBUTES.items()},
    _CHOICE: _displayed, "hyphen": lambda _: _SIGNS["hyphen"]}
"""The characters of an element that counts as text of the package, by its name."""
