"""Laid-out HTML tree → the tag tree of its PDF, for screen readers.

WeasyPrint 70 tags every box of every page. A paragraph over two pages becomes two, no element has a language, and the
tree takes longer than drawing. Here the tags follow the HTML: an element with a meaning is one structure element, with
its content of all pages. A note is read where it is drawn: after the last paragraph that begins on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import pydyf

from diptych.render.html.inline_notation import CAPTION
from diptych.render.html.queries import HEADINGS
from diptych.render.print.conformance import EARLIER, NAMESPACE, Conformance
from diptych.render.print.footnotes import MARK, NOTE
from diptych.render.print.formula_spans import DRAWN, PICTURE
from diptych.render.print.margin import EID

FURNITURE: Final = {"top": "Header", "bottom": "Footer"}
"""Subtype of a pagination artifact by the side of the page on which its margin box is."""

TYPES: Final = {
    "article": "Art", "section": "Sect", "p": "P", "ul": "L", "ol": "L", "li": "LI", "a": "Link", "table": "Table",
    "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption",
    "blockquote": "BlockQuote", "{http://www.w3.org/2000/svg}svg": "Figure", "img": "Figure",
    **{heading: heading.upper() for heading in HEADINGS}}
"""Structure type by HTML element. Other elements have none, unless their language differs from the element around."""

BY_CLASS: Final = {"toc": "TOC", "toc-item": "TOCI", MARK: "Lbl", "cover-title": "Title", "clause-work": "Title",
                   CAPTION: "Caption", DRAWN: "Formula", PICTURE: ""}
"""Structure type by class: a table of contents and its entries, the mark of a note, the title of the edition, the
caption of a picture, a drawn formula, whose drawings have none."""

INSIDE: Final = {"LI": "LBody", "TOCI": "Reference"}
"""Structure type of the element between an element of a type and its content."""

WHOLE: Final = frozenset({"p", *HEADINGS, "ul", "ol", "table"})
"""Elements that contain no Note element; a note comes after them."""

BLOCKS: Final = frozenset({"div", "main", "body"})
"""Block elements without a meaning."""

_EDITORIAL: Final = "akn-editorial"
"""Class of what the editor changed. Deletions of the text itself are read."""

TABLE_PARTS: Final = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
"""Elements of a table that are tagged in their order, even if they are empty."""

Element = Any
"""An element of the HTML tree."""


class TaggedPage(Protocol):
    """A painted page: its marked content in reading order (element, MCID), and its links."""

    read: Sequence[tuple[Element, int]]
    links: Sequence[tuple[str, str, Any, Any]]


@dataclass(frozen=True, slots=True)
class Outline:
    """Facts of an HTML tree.

    `notes` has the note around each element in a note, `names` the names of each element with an id. `titles` has the
    title of the element by name, `margin` the ids in the margin, `deleted` the elements of deleted text.
    """

    parents: Mapping[Element, Element]
    languages: Mapping[Element, str]
    notes: Mapping[Element, Element]
    names: Mapping[Element, Sequence[str]]
    titles: Mapping[str, str]
    margin: frozenset[Element]
    deleted: frozenset[Element]

    def around(self, element: Element) -> Iterator[Element]:
        """An element and its ancestors, from the inside."""
        while element is not None:
            yield element
            element = self.parents.get(element)

    def type(self, element: Element) -> str:
        """The structure type of an element; empty if it has no meaning."""
        if self.notes.get(element) is element:
            return "Note"
        kind = BY_CLASS.get((element.get("class") or "").partition(" ")[0], TYPES.get(element.tag, ""))
        if kind:
            return kind
        if element.tag in BLOCKS and element in self.names:
            return "Div"
        if not self.changes_language(element):
            return ""
        return "Div" if element.tag in BLOCKS else "Span"

    def changes_language(self, element: Element) -> bool:
        """Whether the language of an element differs from that of its parent."""
        parent = self.parents.get(element)
        return parent is not None and self.languages[element] != self.languages[parent]


def outline(root: Element, names: Mapping[Element, Sequence[str]]) -> Outline:
    """The facts of an HTML tree that its tags depend on; `names` as in `anchors.names`."""
    parents: dict[Element, Element] = {}
    languages = {root: root.get("lang", "")}
    for parent in root.iter():
        for element in parent:
            parents[element] = parent
            languages[element] = element.get("lang") or languages[parent]
    for caption in root.iter("span"):
        if caption.get("class") == CAPTION:
            # The caption of a figure is in its structure element (ISO 32000-1, 14.8.4.3.5).
            parents[caption] = next(iter(parents[caption].iter("img")), parents[caption])
    notes = {inner: note for note in root.iter() if note.get("class") == NOTE for inner in note.iter()}
    titles = {name: title for element, known in names.items() if (title := _title(element, parents)) for name in known}
    margin = frozenset(element for element in root.iter() if element.get("class") == EID)
    deleted = frozenset(inner for element in root.iter("del") if _EDITORIAL in (element.get("class") or "").split()
                        for inner in element.iter())
    return Outline(parents, languages, notes, names, titles, margin, deleted)


def _title(element: Element, parents: Mapping[Element, Element]) -> str:
    """The title of an element, or the bookmark of the unit that it is in; empty if there is none."""
    holder = element
    while holder is not None and not (holder.get("title") or holder.get("data-bookmark")):
        holder = parents.get(holder)
    return "" if holder is None else holder.get("title") or holder.get("data-bookmark") or ""


def sort_key(name: str) -> tuple[bool, bytes]:
    """The place of a name in a name tree: names with non-ASCII characters are in UTF-16 and come last."""
    return not name.isascii(), name.encode("utf-16-be")


def remark(stream: list[Any], furniture: Mapping[int, str], replaced: Mapping[int, str]) -> None:
    """Rewrites the marked content of a page's stream by MCID, in place.

    `furniture` becomes artifacts; its values name the margin box, or are empty for content in the margin beside the
    text. `replaced` gets the ActualText that is read and copied instead of the shown text.
    """
    for index, item in enumerate(stream):
        number = item.get("MCID", -1) if isinstance(item, dict) else -1
        if number in furniture:
            stream[index - 1] = "/Artifact"
            stream[index] = pydyf.Dictionary(_artifact(furniture[number]))
        elif number in replaced:
            item["ActualText"] = pydyf.String(replaced[number])


def _artifact(margin_box: str) -> dict[str, str]:
    """The properties of an artifact; `margin_box` as in `@top-left`, or empty."""
    if not margin_box:
        return {"Type": "/Layout"}
    side = FURNITURE.get(margin_box.removeprefix("@").partition("-")[0])
    return {"Type": "/Pagination", "Subtype": f"/{side}"} if side else {"Type": "/Pagination"}


def write(pdf: pydyf.PDF, pages: Sequence[TaggedPage], html: Outline, conformance: Conformance) -> TagTree:
    """Adds the tag tree of painted pages to an untagged PDF, in place; the result is the tree."""
    tree = TagTree(pdf, html, conformance)
    for index, page in enumerate(pages):
        for element, number in page.read:
            tree.show(element, index, number)
    for page in pages:
        for _, target, _, box in page.links:
            if box.link_annotation and box.element is not None:
                tree.link(box.element, box.link_annotation, target)
    tree.close()
    return tree


class TagTree:
    """A tag tree that is built in reading order."""

    def __init__(self, pdf: pydyf.PDF, html: Outline, conformance: Conformance) -> None:
        self.pdf, self.html, self.conformance = pdf, html, conformance
        self.named = {name: element for element, names in html.names.items() for name in names}
        """The HTML element of each name."""
        self.pages: list[bytes] = [f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3]]
        self.root = self._add({"Type": "/StructTreeRoot"})
        self.namespace = b""
        if conformance.has_namespaces:
            self.namespace = self._add({"Type": "/Namespace", "NS": pydyf.String(NAMESPACE)}).reference
            self.root["Namespaces"] = pydyf.Array([self.namespace])
        self.document = self._element("Document", self.root)
        self.root["K"] = pydyf.Array([self.document.reference])
        self.holders: dict[Element, Any] = {}
        """The structure element with the content of each HTML element."""
        self.last: Element | None = None
        """The last HTML element outside notes."""
        self.owners: list[dict[int, bytes]] = [{} for _ in self.pages]
        """By page, the structure element of each MCID."""
        self.annotated: list[tuple[bytes, Any]] = []
        """The structure element of each annotation, with the annotation."""
        self.identified: dict[str, bytes] = {}
        """The structure element of each id."""

    def show(self, element: Element, page: int, number: int) -> None:
        """Adds marked content to the structure element of an HTML element."""
        note = self.html.notes.get(element)
        if note is None:
            self.last = element
        elif note not in self.holders:
            self.holders[note] = self._new_holder(note, self._beside(self.last))
        owner, page_reference = self._holder(element), self.pages[page]
        # Some readers read the content of an element before its children, whatever their order is.
        if any(isinstance(kid, bytes) for kid in owner["K"]):
            owner = self._element("Span", owner)
        if owner.setdefault("Pg", page_reference) == page_reference:
            owner["K"].append(number)
        else:
            owner["K"].append(pydyf.Dictionary({"Type": "/MCR", "Pg": page_reference, "MCID": number}))
        self.owners[page][number] = owner.reference

    def _beside(self, element: Element | None) -> Any:
        """The structure element around the block of an HTML element."""
        block = next((holder for holder in self.html.around(element) if holder.tag in WHOLE), None)
        return self.document if block is None else self._holder(self.html.parents[block])

    def link(self, element: Element, annotation: Any, target: str) -> None:
        """Adds a link annotation, with a description, to the structure element of its link."""
        link = next((holder for holder in self.html.around(element) if holder.tag == "a"), element)
        annotation["Contents"] = pydyf.String(
            link.get("title") or link.get("aria-label") or self.html.titles.get(target, target))
        annotation["StructParent"] = len(self.pages) + len(self.annotated)
        owner = self._holder(link)
        if link in self.html.margin:
            # Its text is furniture, so that a link without another text would have none.
            owner["Alt"] = annotation["Contents"]
        owner["K"].append(pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference}))
        owner.setdefault("Pg", self.pages[0])
        if self.namespace:
            self._refer(link, owner, target)
        self.annotated.append((owner.reference, annotation))

    def _refer(self, link: Element, owner: Any, target: str) -> None:
        """Names the target of an entry of the contents, and a note and its mark each other (ISO 14289-2, 8.2.5)."""
        aim = self.named.get(target)
        note = None if aim is None else self.html.notes.get(aim)
        if note is not None and note is aim and note in self.holders:
            self._add_reference(owner, self.holders[note])
            self._add_reference(self.holders[note], owner)
        entry = next((each for each in self.html.around(link) if self.html.type(each) == "TOCI"), None)
        if entry is not None and aim is not None:
            self._add_reference(owner, self.shown(aim))

    @staticmethod
    def _add_reference(tag: Any, other: Any) -> None:
        references = tag.setdefault("Ref", pydyf.Array())
        if other.reference not in references:
            references.append(other.reference)

    def shown(self, element: Element) -> Any:
        """The structure element of an HTML element, or of the nearest one around it that has one."""
        return next((self.holders[each] for each in self.html.around(element) if each in self.holders), self.document)

    def close(self) -> None:
        """Writes the parent tree and the ids (ISO 32000-1, 14.7.4.4 and 14.7.2), and marks the PDF as tagged."""
        numbers = pydyf.Array()
        for page, owners in enumerate(self.owners):
            count = max(owners, default=-1) + 1
            numbers.extend([page, pydyf.Array(owners.get(number, b"null") for number in range(count))])
        for index, (owner, _) in enumerate(self.annotated, len(self.pages)):
            numbers.extend([index, owner])
        self.root["ParentTree"] = self._add({"Nums": numbers}).reference
        identified = pydyf.Array(part for name in sorted(self.identified, key=sort_key)
                                 for part in (pydyf.String(name), self.identified[name]))
        self.root["IDTree"] = self._add({"Names": identified}).reference
        for index, number in enumerate(self.pdf.pages["Kids"][::3]):
            self.pdf.objects[number] |= {"StructParents": index, "Tabs": "/S"}
        self.pdf.catalog |= {
            "StructTreeRoot": self.root.reference, "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"})}

    def _holder(self, element: Element) -> Any:
        """The structure element with the content of an HTML element; if missing, it and its ancestors are made."""
        if element not in self.holders:
            parent = self.html.parents.get(element)
            around = self.document if parent is None else self._holder(parent)
            # A table around the element has made the holders of all its parts.
            if element not in self.holders:
                self.holders[element] = self._new_holder(element, around)
            for part in element.iter() if element.tag == "table" else ():
                if part.tag in TABLE_PARTS:
                    self._holder(part)
        return self.holders[element]

    def _new_holder(self, element: Element, parent: Any) -> Any:
        """A new structure element for the content of an HTML element; `parent` if the element has no meaning."""
        kind = self.html.type(element)
        if not kind:
            return parent
        tag = self._element(kind, parent)
        if self.html.changes_language(element):
            tag["Lang"] = pydyf.String(self.html.languages[element])
        _set_attributes(tag, kind, element)
        if kind == "Note" and self.namespace:
            tag["A"] = pydyf.Dictionary({"O": "/FENote", "NoteType": "/Footnote"})
        for name in self.html.names.get(element, ())[:1]:
            tag["ID"] = pydyf.String(name)
            self.identified[name] = tag.reference
        return self._element(INSIDE[kind], tag) if kind in INSIDE else tag

    def _element(self, kind: str, parent: Any) -> Any:
        kind = self.conformance.types.get(kind, kind)
        tag = self._add({"Type": "/StructElem", "S": f"/{kind}", "P": parent.reference, "K": pydyf.Array()})
        if self.namespace and kind not in EARLIER:
            tag["NS"] = self.namespace
        if "K" in parent:
            parent["K"].append(tag.reference)
        return tag

    def _add(self, values: dict[str, Any]) -> Any:
        dictionary = pydyf.Dictionary(values)
        self.pdf.add_object(dictionary)
        return dictionary


def _set_attributes(tag: Any, kind: str, element: Element) -> None:
    """Sets the spans and the scope of a table cell, or the alternative text of a figure or a formula."""
    if kind in ("TH", "TD"):
        scope = "/Row" if element.get("scope") == "row" else "/Column"
        attributes: dict[str, Any] = {"Scope": scope} if kind == "TH" else {}
        attributes |= {name: int(value) for name in ("ColSpan", "RowSpan")
                       if (value := element.get(name.lower(), "1")).isdecimal() and value != "1"}
        if attributes:
            tag["A"] = pydyf.Dictionary({"O": "/Table", **attributes})
    if kind in ("Figure", "Formula"):
        title = element.find("{http://www.w3.org/2000/svg}title")
        tag["Alt"] = pydyf.String(element.get("alt", "") if title is None else title.text or "")
