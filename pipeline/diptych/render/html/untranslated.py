"""A page of an unfinished translation → the same page, with a line in place of each untranslated provision."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.counterparts import is_lacking
from diptych.akn.document import Document
from diptych.akn.provisions import Provision, provisions
from diptych.render.html.elements import add, make
from diptych.render.html.view import View


def is_awaited(view: View) -> bool:
    """Whether the missing provisions of a text are still to be translated."""
    translation = view.document.translation
    return translation is not None and not translation.complete


def completed(article: etree._Element, original: Document, view: View) -> etree._Element:
    """The page's tree; that of an unfinished translation has a line for each missing provision."""
    return placed(article, original, view) if is_awaited(view) else article


def placed(article: etree._Element, original: Document, view: View) -> etree._Element:
    """The page's tree with a line at the place of each provision that only the original has.

    A missing provision inside another has no line. An empty paragraph is missing. The line has the provision's id, so
    that its address leads there.
    """
    empties = [element for element in article.iter("p") if element.get("id") and not "".join(element.itertext())]
    for empty in empties:
        _take_out(empty)
    shown = {eid: element for element in article.iter(etree.Element) if (eid := element.get("id"))}
    previous: dict[str, str] = {}
    missing: set[str] = set()
    rows = {item.row for item in provisions(view.document)}
    for item in provisions(original):
        if item.eid not in shown:
            missing.add(item.eid)
            if item.row in rows or is_lacking(item.element, view.document.language):
                continue
            if item.parent in missing:
                continue
            shown[item.eid] = _line(item, original, view)
            _put(article, shown[item.eid], shown, item.parent, previous.get(item.parent, ""))
        previous[item.parent] = item.eid
    return article


def _take_out(element: etree._Element) -> None:
    """Removes an element without words; the white space behind it goes too."""
    around = element.getparent()
    if around is not None:
        around.remove(element)


def _put(article: etree._Element, line: etree._Element, shown: Mapping[str, etree._Element], parent: str,
         previous: str) -> None:
    """Inserts a line behind the previous provision, else behind the headline of the unit around it."""
    if previous:
        shown[previous].addnext(line)
        line.tail, shown[previous].tail = shown[previous].tail, None
        return
    unit = shown.get(parent, article)
    heads = [end for end, child in enumerate(unit, 1) if child.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "header")]
    unit.insert(heads[-1] if heads else 0, line)


def _line(item: Provision, original: Document, view: View) -> etree._Element:
    words = view.interface
    line = make("p", "akn-absent akn-untranslated", id=item.eid, data_eid=item.eid, lang=words.tag)
    if item.number:
        add(line, make("span", "akn-num", item.number, lang=interface_text.tag(original)), " ")
    add(line, make("span", text=words.say("untranslated")), " ")
    address = view.addresses.find(f"{original.expression_iri}/{iri.place(item.eid)}")
    if address:
        language = words.text_language(original)
        add(line, make("a", text=words.say("untranslated_see", language=language), href=address))
    return line
