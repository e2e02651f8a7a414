"""A page of an unfinished translation → the same, saying in its place what is not translated yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from diptych import interface_text
from diptych.akn.document import Document
from diptych.akn.provisions import Provision, provisions
from diptych.render.html.elements import add, make
from diptych.render.html.view import View

_CLASS: Final = "akn-absent akn-untranslated"


def is_awaited(view: View) -> bool:
    """Whether what a text lacks is still to be translated."""
    said = view.document.translation
    return said is not None and not said.complete


def completed(article: etree._Element, original: Document, view: View) -> etree._Element:
    """The page's tree, of an unfinished translation with what it lacks named in its place."""
    return placed(article, original, view) if is_awaited(view) else article


def placed(article: etree._Element, original: Document, view: View) -> etree._Element:
    """The page's tree with a line for each provision that only the original has, where it belongs; what stands inside
    such a one is not named again. Each line bears the provision's id, so that its address lands there."""
    there = {eid: element for element in article.iter(etree.Element) if (eid := element.get("id"))}
    before: dict[str, str] = {}
    waiting: set[str] = set()
    for item in provisions(original):
        if item.eid in there:
            before[item.parent] = item.eid
        elif item.parent in waiting:
            waiting.add(item.eid)
        else:
            waiting.add(item.eid)
            line = _line(item, original, view)
            _put(article, line, there, item.parent, before.get(item.parent, ""))
            there[item.eid], before[item.parent] = line, item.eid
    return article


def _put(article: etree._Element, line: etree._Element, there: Mapping[str, etree._Element], parent: str,
         previous: str) -> None:
    """Puts a line behind the provision before it, else first in the unit around it, behind what heads that."""
    if previous:
        there[previous].addnext(line)
        line.tail, there[previous].tail = there[previous].tail, None
        return
    around = there.get(parent, article)
    heads = [at for at, child in enumerate(around, 1) if child.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "header")]
    around.insert(heads[-1] if heads else 0, line)


def _line(item: Provision, original: Document, view: View) -> etree._Element:
    words = view.interface
    line = make("p", _CLASS, id=item.eid, data_eid=item.eid, lang=words.tag)
    if item.number:
        add(line, make("span", "akn-num", item.number, lang=interface_text.tag(original)), " ")
    add(line, make("span", text=words.say("untranslated")), " ")
    address = view.addresses.find(f"{original.expression_iri}~{item.eid}")
    if address:
        language = words.language_name(interface_text.tag(original))
        add(line, make("a", text=words.say("untranslated_see", language=language), href=address))
    return line
