"""An original + the words of a translation → Akoma Ntoso of the translation, with the units and eIds of the original.

Its metadata are left to work.toml. What is not translated is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Final

from lxml import etree

from diptych.akn import formulas
from diptych.akn.document import Document, read
from diptych.akn.names import AKN, HIERARCHY, local, tag
from diptych.akn.provisions import UNITS
from diptych.akn.received_xml import IMPORT

_WRITTEN: Final = tuple(map(tag, ("p", "heading", "caption")))
"""Elements that words are put into."""
_KEPT: Final = frozenset({"docTitle", "docNumber", "docDate", "docAuthority", "docType", "signature", "inline",
                          "courtType", "docketNumber", "neutralCitation"})
"""Inline elements that stay around words which they enclose as a whole."""
_ATTRIBUTES: Final = frozenset({"eId", "name", "date", "class", "colspan", "rowspan", "contains"})
"""Attributes that do not depend on words."""
_EMPTY: Final = frozenset({"img", "br", "eol", "marker"})
"""Elements without words, which are left out with the words around them."""
_BOXES: Final = frozenset({"intro", "wrapUp", "preface", "preamble", "conclusions", "attachments", "attachment", "doc",
                           "mainBody", "table", "tr", "caption", "content", "header", "judgmentBody", "introduction",
                           "background", "arguments", "motivation", "decision", "remedies"})
"""Elements that are left out when they are empty."""
_REMARKS: Final = frozenset({"noteRef", "authorialNote", "del"})
"""Elements that are no words of the text as it is published without notes."""


def written(original: Document, words: Mapping[str, str], label: Callable[[str, str], str], file: str) -> bytes:
    """The translation; `words` are by the eIds of paragraphs, headings and tables with a caption.

    `label` gives the number that a unit prints, from its eId and the number of the original. `file` names what the
    words were read of.
    """
    root = deepcopy(original.root)
    main = Document(root).main
    for child in [child for child in root if child is not main]:
        root.remove(child)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for meta in list(main.iter(tag("meta"))):
        _take_out(meta)
    etree.strip_elements(main, *(tag(name) for name in _REMARKS), with_tail=False)
    formulas.as_words(main)
    _write(main, words, label)
    _prune(main)
    etree.cleanup_namespaces(root, top_nsmap={None: AKN})
    root.addprevious(etree.Comment(f"{IMPORT}{file.replace('--', '-')} "))
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8") + b"\n"


def of_received(data: bytes, file: str) -> Mapping[str, str]:
    """The words of a text that an import wrote, by the eIds of paragraphs, headings and tables with a caption."""
    document = read(data, file, own=True).value
    found = () if document is None else document.main.iter(*_WRITTEN)
    return {_eid(element): words for element in found if (words := "".join(map(str, element.itertext())).strip())}


def numbers_of_received(data: bytes, file: str) -> Mapping[str, str]:
    """The numbers of the units of a text that an import wrote, by eId."""
    document = read(data, file, own=True).value
    found = () if document is None else document.main.iter(tag("num"))
    return {unit.get("eId", ""): "".join(map(str, element.itertext())).strip()
            for element in found if (unit := element.getparent()) is not None}


def _write(main: etree._Element, words: Mapping[str, str], label: Callable[[str, str], str]) -> None:
    """Puts the words into their elements, and takes away all others, in place."""
    translated = {element for element in main.iter(*_WRITTEN) if _eid(element) in words}
    for element in translated:
        _fill(element, words[_eid(element)])
    kept = {inner for element in translated for inner in element.iter(etree.Element)}
    for element in main.iter(etree.Element):
        for name in [name for name in element.attrib if str(name) not in _ATTRIBUTES]:
            del element.attrib[name]
        around = element.getparent()
        if local(element.tag) == "num" and around is not None:
            printed = "".join(map(str, element.itertext())).strip()
            element[:] = []
            element.text = label(around.get("eId", ""), printed)
        elif element not in kept:
            element.text = _space(element.text)
            for child in element:
                child.tail = _space(child.tail)


def _eid(element: etree._Element) -> str:
    """The eId of a paragraph or a heading; that of its table for a caption, which has none."""
    around = element.getparent()
    return element.get("eId", "") or (around.get("eId", "") if around is not None else "")


def _fill(element: etree._Element, words: str) -> None:
    """Puts words into a paragraph or heading, inside the inline element that enclosed all of its words."""
    while len(element) == 1 and local(element[0].tag) in _KEPT and not (
            (element.text or "").strip() or (element[0].tail or "").strip()):
        element.text, element[0].tail = None, None
        element = element[0]
    for child in list(element):
        element.remove(child)
    element.text = words


def _space(text: str | None) -> str | None:
    return None if text is None or text.strip() else text


def _prune(element: etree._Element) -> None:
    """Takes out what has no words, the innermost first, in place. A unit with a heading alone keeps its content."""
    for child in list(element.iterchildren(etree.Element)):
        _prune(child)
        name = local(child.tag)
        if name in _EMPTY or name in (*_BOXES, *UNITS, "heading") and not _has_words(child):
            _take_out(child)
    if local(element.tag) in UNITS:
        _take_out_paragraphs(element)
    if local(element.tag) in HIERARCHY and _has_words(element) and not _has_content(element):
        _complete(element)


def _take_out_paragraphs(unit: etree._Element) -> None:
    """Takes the paragraphs of a unit out if none of them has words, in place.

    Else those without words stay, empty: a unit with one paragraph has other addresses than one with several.
    """
    own = [paragraph for paragraph in unit.iter(tag("p")) if next(
        outer for outer in paragraph.iterancestors() if local(outer.tag) in UNITS) is unit]
    if not any(map(_has_words, own)):
        for paragraph in own:
            box = paragraph.getparent()
            _take_out(paragraph)
            if box is not None and local(box.tag) in _BOXES and not len(box):
                _take_out(box)


def _complete(unit: etree._Element) -> None:
    """Gives a unit without content or units the content that the schema demands, in place.

    The paragraphs before and behind the units that it had become its content. A heading alone has an empty paragraph.
    """
    eid = unit.get("eId", "")
    around = [child for child in unit if local(child.tag) in ("intro", "wrapUp")]
    content = around[0] if around else etree.SubElement(unit, tag("content"), eId=f"{eid}__content")
    content.tag = tag("content")
    for other in around[1:]:
        content.extend(list(other))
        unit.remove(other)
    if not len(content):
        etree.SubElement(content, tag("p"), eId=f"{eid}__p_1")


def _has_words(element: etree._Element) -> bool:
    """Whether an element has words besides numbers."""
    return any(text.strip() for text in _texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    for inner in element.iter(etree.Element):
        if local(inner.tag) != "num":
            yield inner.text or ""
        yield (inner.tail or "") if inner is not element else ""


def _has_content(unit: etree._Element) -> bool:
    """Whether a unit has content or a unit inside it, as the schema demands."""
    return any(local(child.tag) == "content" or local(child.tag) in UNITS for child in unit)


def _take_out(element: etree._Element) -> None:
    """Removes an element; the text behind it stays."""
    around, before = element.getparent(), element.getprevious()
    if around is None:
        return
    if before is None:
        around.text = (around.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    around.remove(element)

