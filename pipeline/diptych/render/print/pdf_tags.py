"""What the layout shows of an HTML tree → the tag tree that a screen reader needs.

WeasyPrint 70 tags every box of every page: a paragraph that goes on over the page is two, no element says its language,
page furniture is orphan marked content, and the tree costs more than the drawing. Here the tags follow the HTML: each
element that means something is one structure element, with all that any page shows of it. A note at the foot of a page
is read where it is drawn: behind the last paragraph that the page begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import pydyf

FURNITURE: Final = {"top": "Header", "bottom": "Footer"}
"""The subtype of a pagination artifact, by the side of the page that its margin box stands on."""

TYPES: Final = {
    "article": "Art", "section": "Sect", "p": "P", "ul": "L", "ol": "L", "li": "LI", "a": "Link", "table": "Table",
    "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption",
    "blockquote": "BlockQuote", "{http://www.w3.org/2000/svg}svg": "Figure",
    **{f"h{level}": f"H{level}" for level in range(1, 7)}}
"""The structure type of an HTML element; what is not here means nothing, unless it speaks another language."""

CONTENTS: Final = {"toc": "TOC", "toc-item": "TOCI"}
"""The structure type of a table of contents and of its lines, by class."""

INSIDE: Final = {"LI": "LBody", "TOCI": "Reference"}
"""The structure type that stands between an element of a type and what it holds."""

WHOLE: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
"""Elements that hold no note."""

BLOCKS: Final = frozenset({"div", "main", "body"})
"""Elements that hold others and mean nothing."""

Element = Any
Object = dict[str, Any]


class TaggedPage(Protocol):
    """A painted page: what is read of it, in its order, and its links."""

    read: Sequence[tuple[Element, int]]
    links: Sequence[tuple[str, str, Any, Any]]


@dataclass(frozen=True, slots=True)
class Outline:
    """An HTML tree: what stands around each element, the language of each, the note that elements are in, the names of
    elements, the words for links to names."""

    parents: Mapping[Element, Element]
    languages: Mapping[Element, str]
    notes: Mapping[Element, Element]
    names: Mapping[Element, Sequence[str]]
    words: Mapping[str, str]

    def around(self, element: Element) -> Iterator[Element]:
        """The element and all that it stands in, from the inside."""
        while element is not None:
            yield element
            element = self.parents.get(element)

    def type(self, element: Element) -> str:
        """The structure type of an element; empty for one that means nothing."""
        if self.notes.get(element) is element:
            return "Note"
        if element.tag in TYPES:
            return CONTENTS.get(_kind(element), TYPES[element.tag])
        if not self.turns(element):
            return ""
        return "Div" if element.tag in BLOCKS else "Span"

    def turns(self, element: Element) -> bool:
        """Whether an element speaks another language than what it stands in."""
        parent = self.parents.get(element)
        return parent is not None and self.languages[element] != self.languages[parent]


def _kind(element: Element) -> str:
    """The first class of an element."""
    return (element.get("class") or "").partition(" ")[0]


def outline(root: Element, names: Mapping[Element, Sequence[str]]) -> Outline:
    """What the tags of an HTML tree need to know of it."""
    parents: dict[Element, Element] = {}
    languages = {root: root.get("lang", "")}
    for parent in root.iter():
        for element in parent:
            parents[element] = parent
            languages[element] = element.get("lang") or languages[parent]
    notes = {inner: note for note in root.iter() if note.get("class") == "footnote" for inner in note.iter()}
    words = {name: title for element, known in names.items() if (title := element.get("title")) for name in known}
    return Outline(parents, languages, notes, names, words)


def remark(stream: list[Any], furniture: Mapping[int, str], spoken: Mapping[int, str]) -> None:
    """Rewrites marked content in a page's stream, in place.

    `furniture` becomes artifacts: what stands in a margin box of the page, by the box's name, or, without one, in the
    margin beside the text. `spoken` is what is read and copied in place of what is shown.
    """
    for index, item in enumerate(stream):
        number = item.get("MCID", -1) if isinstance(item, dict) else -1
        if number in furniture:
            stream[index - 1] = "/Artifact"
            stream[index] = pydyf.Dictionary(_artifact(furniture[number]))
        elif number in spoken:
            item["ActualText"] = pydyf.String(spoken[number])


def _artifact(box: str) -> Object:
    if not box:
        return {"Type": "/Layout"}
    side = FURNITURE.get(box.removeprefix("@").partition("-")[0])
    return {"Type": "/Pagination", "Subtype": f"/{side}"} if side else {"Type": "/Pagination"}


def write(pdf: pydyf.PDF, sheets: Sequence[TaggedPage], html: Outline) -> None:
    """Writes the tag tree of painted pages into a file that has none."""
    tree = Tree(pdf, html)
    for page, sheet in enumerate(sheets):
        for element, number in sheet.read:
            tree.show(element, page, number)
    for sheet in sheets:
        for _, target, _, box in sheet.links:
            if box.link_annotation and box.element is not None:
                tree.link(box.element, box.link_annotation, target)
    tree.close()


class Tree:
    """A tag tree that grows in the order of reading."""

    def __init__(self, pdf: pydyf.PDF, html: Outline) -> None:
        self.pdf, self.html = pdf, html
        self.pages: list[bytes] = [f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3]]
        self.root = self._add({"Type": "/StructTreeRoot"})
        self.document = self._element("Document", self.root)
        self.root["K"] = pydyf.Array([self.document.reference])
        self.made: dict[Element, Any] = {}
        self.last: Element | None = None
        self.owners: list[dict[int, bytes]] = [{} for _ in self.pages]
        self.annotated: list[tuple[bytes, Any]] = []

    def show(self, element: Element, page: int, number: int) -> None:
        """Adds a piece of marked content to the element that it belongs to."""
        note = self.html.notes.get(element)
        if note is None:
            self.last = element
        elif note not in self.made:
            self.made[note] = self._made(note, self._beside(self.last))
        owner, sheet = self._holder(element), self.pages[page]
        # Some readers take an element's own text before that of its parts, wherever it stands.
        if any(isinstance(kid, bytes) for kid in owner["K"]):
            owner = self._element("Span", owner)
        if owner.setdefault("Pg", sheet) == sheet:
            owner["K"].append(number)
        else:
            owner["K"].append(pydyf.Dictionary({"Type": "/MCR", "Pg": sheet, "MCID": number}))
        self.owners[page][number] = owner.reference

    def _beside(self, element: Element | None) -> Any:
        """What holds the block that an element stands in."""
        block = next((one for one in self.html.around(element) if one.tag in WHOLE), None)
        return self.document if block is None else self._holder(self.html.parents[block])

    def link(self, element: Element, annotation: Any, target: str) -> None:
        """Adds the annotation of a link to the link, with words for it."""
        link = next((one for one in self.html.around(element) if one.tag == "a"), element)
        annotation["Contents"] = pydyf.String(
            link.get("title") or link.get("aria-label") or self.html.words.get(target, target))
        annotation["StructParent"] = len(self.pages) + len(self.annotated)
        owner = self._holder(link)
        owner["K"].append(pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference}))
        owner.setdefault("Pg", self.pages[0])
        self.annotated.append((owner.reference, annotation))

    def close(self) -> None:
        """Writes what leads from the content to the tree, and that the file is tagged."""
        numbers = pydyf.Array()
        for page, owners in enumerate(self.owners):
            number = max(owners, default=-1)
            numbers.extend([page, pydyf.Array(owners.get(index, b"null") for index in range(number + 1))])
        for index, (owner, _) in enumerate(self.annotated, len(self.pages)):
            numbers.extend([index, owner])
        self.root["ParentTree"] = self._add({"Nums": numbers}).reference
        for index, number in enumerate(self.pdf.pages["Kids"][::3]):
            self.pdf.objects[number] |= {"StructParents": index, "Tabs": "/S"}
        self.pdf.catalog |= {
            "StructTreeRoot": self.root.reference, "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"})}

    def _holder(self, element: Element) -> Any:
        """The structure element that holds the text of an HTML element, made with all around it where it is not yet."""
        missing = []
        for one in self.html.around(element):
            if one in self.made:
                break
            missing.append(one)
        for one in reversed(missing):
            parent = self.html.parents.get(one)
            self.made[one] = self._made(one, self.document if parent is None else self.made[parent])
        return self.made[element]

    def _made(self, element: Element, parent: Any) -> Any:
        """What holds the text of an HTML element inside `parent`: a new structure element, or `parent` itself."""
        kind = self.html.type(element)
        if not kind:
            return parent
        made = self._element(kind, parent)
        if self.html.turns(element):
            made["Lang"] = pydyf.String(self.html.languages[element])
        _attribute(made, kind, element)
        if kind == "Note":
            made["ID"] = pydyf.String(self.html.names[element][0])
        return self._element(INSIDE[kind], made) if kind in INSIDE else made

    def _element(self, kind: str, parent: Any) -> Any:
        made = self._add({"Type": "/StructElem", "S": f"/{kind}", "P": parent.reference, "K": pydyf.Array()})
        if "K" in parent:
            parent["K"].append(made.reference)
        return made

    def _add(self, values: Object) -> Any:
        made = pydyf.Dictionary(values)
        self.pdf.add_object(made)
        return made


def _attribute(made: Any, kind: str, element: Element) -> None:
    """Writes what a table's cells and a figure say of themselves."""
    if kind in ("TH", "TD"):
        said = {name: int(value) for name, key in (("ColSpan", "colspan"), ("RowSpan", "rowspan"))
                if (value := element.get(key, "1")).isdecimal() and value != "1"}
        scope = {"Scope": "/Row" if element.get("scope") == "row" else "/Column"} if kind == "TH" else {}
        if said or scope:
            made["A"] = pydyf.Dictionary({"O": "/Table", **scope, **said})
    if kind == "Figure":
        title = element.find("{http://www.w3.org/2000/svg}title")
        made["Alt"] = pydyf.String("" if title is None else title.text or "")
