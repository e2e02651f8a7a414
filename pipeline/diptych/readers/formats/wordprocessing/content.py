"""The content of a paragraph, as Word shows it with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from diptych.readers.formats import package_reading
from diptych.readers.formats.formulas import omml
from diptych.readers.formats.lines import Hyperlink, RubyReading
from diptych.readers.formats.package_reading import Omissions, PackageParagraph
from diptych.readers.formats.paragraphs import Run, marks
from diptych.readers.formats.wordprocessing import forms
from diptych.readers.formats.wordprocessing.drawings import PICTURES, Drawings, held
from diptych.readers.formats.wordprocessing.links import ID, Links, coded, linked
from diptych.readers.formats.wordprocessing.notes import REFERENCES, Notes, own_mark
from diptych.readers.formats.wordprocessing.properties import W, value
from diptych.readers.formats.wordprocessing.styles import StyleSheet, TextStyle, over, run_style
from diptych.readers.formats.zipped_xml import local

_SIGNS: Final = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "cr": "\n", "br": "\n"}
"""Elements of a run that are one character."""
_TEXTS: Final = frozenset({"t", "text", "script", "mainText", "subText", "v"})
"""Elements with text, in the namespaces for words, formulas and drawings alike."""
_OMITTED: Final = {
    "del": package_reading.DELETED, "moveFrom": package_reading.DELETED, "delText": package_reading.DELETED,
    "instrText": package_reading.FIELD_CODES, "delInstrText": package_reading.FIELD_CODES,
    "rt": package_reading.RUBIES, "altChunk": package_reading.EMBEDDED, "subDoc": package_reading.EMBEDDED}
"""Elements that are left out with all that is in them, and the kind of what they hold."""
_BLOCKS: Final = frozenset({"p", "tbl", "txbxContent"})
"""Elements that are read behind the paragraph in which they stand."""
_DELETIONS: Final = frozenset({"del", "moveFrom", "vanish", "AlternateContent", "instrText", "footnoteReference",
                               "endnoteReference", "oMath", "commentReference", "drawing", "pict"})
"""Elements in a text with a reading that the reader of paragraphs must see."""
_DELETED: Final = (W + "del", W + "moveFrom")
"""Elements of tracked deletions, defined by ECMA-376, part 1, 17.13.5."""
_LINKS: Final = frozenset({"hyperlink", "fldSimple"})
"""Elements that may be links, defined by ECMA-376."""
_PROPERTIES: Final = "Pr"
"""End of the names of elements with properties, which have no text."""
_WRITTEN: Final = frozenset({*_TEXTS, "delText", "instrText", "delInstrText"})
"""Elements whose characters count as text of the package."""
_UNPRINTABLE: Final = frozenset(map(chr, (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)))
"""Characters that a symbol cannot have, because XML forbids them."""


@dataclass(slots=True)
class _Field:
    """A field around the place: its code, and the link that it is once the code is whole."""

    code: str = ""
    link: Hyperlink | None = None


@dataclass(slots=True)
class Content(PackageParagraph):
    """A paragraph with its references to notes by offset.

    `link` is the element with a link around the place, `fields` are the fields around it, the outer first. `marked` is
    the latest run whose texts are the mark of a note. `printed` are signs of forms, which no part holds.
    """

    references: list[tuple[int, etree._Element]] = field(default_factory=list)
    link: Hyperlink | None = None
    fields: list[_Field] = field(default_factory=list)
    marked: etree._Element | None = None
    printed: list[str] = field(default_factory=list)

    def add(self, run: Run) -> None:
        coded = next((outer.link for outer in self.fields if outer.link is not None), None) if self.fields else None
        link = self.link or coded
        self.runs.append(run if link is None else replace(run, marks=(link, *run.marks)))
        self.length += len(run.text)

    def append(self, other: Content) -> None:
        """Adds the content of the paragraph that continues this one."""
        self.references += [(offset + self.length, reference) for offset, reference in other.references]
        self.pictures += [(offset + self.length, picture) for offset, picture in other.pictures]
        self.runs += other.runs
        self.length += other.length
        self.blocks += other.blocks
        self.printed += other.printed


@dataclass(frozen=True, slots=True)
class ContentReader:
    """What the content of paragraphs depends on: styles, families of heading type, notes, what is left out, links,
    pictures. `chunks` are the relationships to inserted documents that are counted as parts of the package."""

    styles: StyleSheet
    fonts: Sequence[str]
    notes: Notes
    omissions: Omissions
    links: Links
    drawings: Drawings
    chunks: frozenset[str] = frozenset()

    def read(self, parent: Iterable[etree._Element], content: Content, usual: TextStyle) -> None:
        """Adds the content of an element, each child once; `usual` is the look of its paragraph or run."""
        for child in parent:
            name = local(child)
            if name == "r":
                self._run(child, content, usual)
            elif name in _TEXTS:
                self._add(child, content, usual)
            elif name:
                self._element(child, name, content, usual)

    def omit(self, element: etree._Element, kind: str) -> None:
        """Leaves an element out, with the notes to which it refers. The part of an inserted document is left out by
        itself."""
        if kind == package_reading.EMBEDDED and element.get(ID) in self.chunks:
            return
        self.omissions.add(kind, text(element), held(element))
        for name, part in REFERENCES.items():
            for reference in element.iter(W + name):
                note = self.notes.take(part, reference.get(W + "id", ""))
                if note is not None:
                    self.omissions.add(kind, text(note), held(note))

    def shown(self, element: etree._Element) -> etree._Element | None:
        """The rendering of several that is read."""
        return self.omissions.shown(element, text, held)

    def _run(self, run: etree._Element, content: Content, usual: TextStyle) -> None:
        properties = run.find(W + "rPr")
        look = usual
        fonts = None
        if properties is not None and len(properties):
            named = properties.find(W + "rStyle")
            look = over(self.styles.of(value(named)), usual) if named is not None else usual
            look = over(run_style(properties), look)
            fonts = properties.find(W + "rFonts")
        if look.hidden:
            self.omit(run, package_reading.HIDDEN)
            return
        if fonts is not None and not look.bold and self._is_heading_type(fonts):
            look = replace(look, heading=True)
        self.read(run, content, look)

    def _is_heading_type(self, fonts: etree._Element) -> bool:
        named = fonts.get(W + "eastAsia", "").lower()
        return bool(named) and any(font in named for font in self.fonts)

    def _add(self, element: etree._Element, content: Content, look: TextStyle) -> None:
        words = "".join(element.itertext()) if len(element) else element.text or ""
        if content.marked is not None and element.getparent() is content.marked:
            self.omissions.add(package_reading.MARKS, words)
        elif words:
            content.add(_run(words, look))

    def _element(self, element: etree._Element, name: str, content: Content, look: TextStyle) -> None:
        """Adds the content of an element that is neither run nor text."""
        if name in _SIGNS:
            content.add(_run(_SIGNS[name], look))
        elif name == "sym":
            content.add(_run(symbol(element), look))
        elif name in REFERENCES:
            content.references.append((content.length, element))
            content.marked = element.getparent() if own_mark(element) else None
        elif name in _OMITTED:
            if name == "instrText" and content.fields:
                content.fields[-1].code += element.text or ""
            self.omit(element, _OMITTED[name])
        elif name in PICTURES:
            content.pictures.append((content.length, self.drawings.picture(element)))
        elif name == "fldChar":
            self._form(element, content, look)
            _pass_field(element, content.fields)
        elif name == "textpath":
            content.add(_run(element.get("string", ""), look))
        else:
            self._around(element, name, content, look)

    def _form(self, mark: etree._Element, content: Content, look: TextStyle) -> None:
        """Adds what Word shows of a field of a form."""
        words = forms.shown(mark)
        if words:
            content.add(_run(words, look))
            content.printed += [words] if forms.is_printed(mark) else []

    def _around(self, element: etree._Element, name: str, content: Content, look: TextStyle) -> None:
        """Adds what an element holds that is no text itself."""
        if name in _LINKS:
            outer, content.link = content.link, content.link or linked(element, self.links)
            self.read(element, content, look)
            content.link = outer
        elif name in _BLOCKS:
            content.blocks.append(element)
        elif name == "AlternateContent":
            shown = self.shown(element)
            if shown is not None:
                self.read(shown, content, look)
        elif name == "spPr" and (pictures := held(element)):
            self.omissions.add(package_reading.FILLS, "", pictures)
        elif name == "ruby":
            self._ruby(element, content, look)
        elif name == "oMath":
            self._formula(element, content, look)
        elif len(element) and not name.endswith(_PROPERTIES):
            self.read(element, content, look)

    def _ruby(self, element: etree._Element, content: Content, look: TextStyle) -> None:
        """Adds a text with its reading; without it if the text has several looks, or holds more than text."""
        above = "".join(text(part) for part in element if local(part) == "rt")
        own, reading = Content(), " ".join(above.split())
        whole = reading and not any(local(part) in _DELETIONS for part in element.iter(etree.Element))
        for part in element if whole else ():
            if local(part) == "rubyBase":
                self.read(part, own, look)
        looks = {run.marks for run in own.runs}
        if own.text.strip() and len(looks) == 1 and not (own.references or own.pictures or own.blocks or own.fields):
            ruby = RubyReading(reading, "".join(above.split()))
            for run in own.runs:
                content.add(replace(run, marks=(*run.marks, ruby)))
        else:
            self.read(element, content, look)

    def _formula(self, element: etree._Element, content: Content, look: TextStyle) -> None:
        """Adds a formula as one text; as the letters in it if it can't be translated."""
        deleted = [item for item in element.iter(*_DELETED) if next(item.iterancestors(*_DELETED), None) is None]
        formula = omml.translated(_without_deleted(element) if deleted else element)
        if formula is not None:
            content.add(Run(formula.linear, marks=(formula,)))
            for item in deleted:
                self.omit(item, package_reading.DELETED)
        elif len(element):
            self.omissions.add(package_reading.LAYOUTS)
            self.read(element, content, look)


def _without_deleted(formula: etree._Element) -> etree._Element:
    """A copy of a formula without deleted runs; a deleted fraction or root, which has properties, stays."""
    copy = deepcopy(formula)
    for item in list(copy.iter(*_DELETED)):
        around = item.getparent()
        if around is not None and not local(around).endswith(_PROPERTIES):
            around.remove(item)
    return copy


def _pass_field(mark: etree._Element, fields: list[_Field]) -> None:
    """Begins or ends a field, or the result of it."""
    kind = mark.get(W + "fldCharType")
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        fields[-1].link = coded(fields[-1].code)
    elif kind == "end" and fields:
        fields.pop()


def _run(words: str, look: TextStyle) -> Run:
    return Run(words, bool(look.bold) or look.heading, marks(look.bold, look.italic, look.raised))


def symbol(element: etree._Element) -> str:
    """The character of a symbol; U+FFFD if it names one that XML forbids."""
    code = int(element.get(W + "char", "fffd"), 16)
    return chr(code) if code <= 0x10FFFF and chr(code) not in _UNPRINTABLE else "\ufffd"


def text(element: etree._Element) -> str:
    """All characters of an element, read or not."""
    return package_reading.text(element, _CHARACTERS)


_CHARACTERS: Final = {**dict.fromkeys(_WRITTEN, package_reading.all_text), "sym": symbol,
                      "textpath": lambda item: item.get("string", ""),
                      "listEntry": lambda item: value(item) if forms.chosen(item) else "",
                      "noBreakHyphen": lambda _: _SIGNS["noBreakHyphen"]}
"""The characters of an element that counts as text of the package, by its name."""
