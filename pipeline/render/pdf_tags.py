"""The typesetter's tag tree → the tag tree that a screen reader needs, from facts that the layout knows.

WeasyPrint 70 writes no language on structure elements, leaves page furniture as orphan marked content and gives a link
its address as alternative text. All three are known while the pages are painted: each piece of marked content belongs
to a text box, each box to an HTML element and to a language. `Sheet` keeps them; `mend` writes them into the tree
before the file is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import pydyf

FURNITURE: Final = {"top": "Header", "bottom": "Footer"}
"""The subtype of a pagination artifact, by the side of the page that its margin box stands on."""

WHOLE: Final = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
"""Structure types that never hold their own kind."""

Object = dict[str, Any]


class Sheet(Protocol):
    """A painted page: its text boxes by marked-content id, the ids that are furniture or of which note, its links."""

    marks: Mapping[int, Any]
    furniture: frozenset[int]
    notes: Mapping[int, str]
    links: Sequence[tuple[str, str, Any, Any]]


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


def mend(pdf: pydyf.PDF, sheets: Sequence[Sheet], words: Mapping[str, str]) -> None:
    """Languages, notes and links on the structure elements of `sheets`, furniture out of the tree.

    `words` holds the alternative text of link targets; a link whose element has a title takes that.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    languages: dict[int, Counter[str]] = {}
    for page, sheet in enumerate(sheets):
        parents = numbers[2 * page + 1]
        for number, box in sheet.marks.items():
            if number in sheet.furniture:
                _forget(pdf, parents, number)
            else:
                owner = languages.setdefault(_number(parents[number]), Counter())
                owner[box.style["lang"] or ""] += 1
        for _, target, _, box in sheet.links:
            if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(_link_words(box, target, words))
    document = _object(pdf, root["K"][0])
    _name_notes(pdf, sheets, numbers)
    _join_halves(pdf, document)
    _gather_links(pdf, document, numbers)
    below = _totals(pdf, document, languages)
    _speak(pdf, document, languages, below, pdf.catalog["Lang"].string)


def _name_notes(pdf: pydyf.PDF, sheets: Sequence[Sheet], numbers: list[Any]) -> None:
    """Makes each footnote at the foot of a page a Note with an ID; what goes on over the page gets an ID of its own."""
    seen: dict[str, set[int]] = {}
    for page, sheet in enumerate(sheets):
        for number, name in sheet.notes.items():
            element = _object(pdf, numbers[2 * page + 1][number])
            while (above := _object(pdf, element["P"]))["S"] not in ("/NonStruct", "/Document"):
                element = above
            pieces = seen.setdefault(name, set())
            if element.number not in pieces:
                element["S"], element["ID"] = "/Note", pydyf.String(f"{name}-{len(pieces)}" if pieces else name)
                pieces.add(element.number)


def _join_halves(pdf: pydyf.PDF, document: Any) -> None:
    """Puts the content of a paragraph or heading that the typesetter wrapped in one of its own kind into the outer."""
    waiting = [document]
    while waiting:
        element = waiting.pop()
        element["K"] = pydyf.Array([piece for kid in element["K"] for piece in _unwrapped(pdf, element, kid)])
        waiting.extend(_kids(pdf, element))


def _unwrapped(pdf: pydyf.PDF, element: Any, kid: Any) -> Sequence[Any]:
    """A kid of an element; in place of one of the element's own kind, what that holds."""
    inner = _object(pdf, kid) if isinstance(kid, bytes) else {}
    if inner.get("S") != element["S"] or element["S"] not in WHOLE:
        return (kid,)
    if not all(isinstance(one, bytes) for one in inner["K"]):
        return (kid,)
    for one in _kids(pdf, inner):
        one["P"] = element.reference
    held = list(inner["K"])
    inner.clear()
    return held


def _gather_links(pdf: pydyf.PDF, document: Any, numbers: list[Any]) -> None:
    """Puts each link annotation directly into a Link: that around it, where an element inside a link has its own."""
    owners = dict(zip(numbers[::2], range(1, len(numbers), 2), strict=True))
    waiting: list[tuple[Any, Any]] = [(document, None)]
    while waiting:
        element, link = waiting.pop()
        if element["S"] == "/Link":
            link = element
        for kid in list(element["K"]):
            target = _object(pdf, kid) if isinstance(kid, bytes) else {}
            if target.get("Type") == "/OBJR" and link is None:
                element["S"] = "/Link"
                link = element
            elif target.get("Type") == "/OBJR" and link is not element:
                element["K"].remove(kid)
                link["K"].append(kid)
                numbers[owners[_object(pdf, target["Obj"])["StructParent"]]] = link.reference
        waiting.extend((kid, link) for kid in _kids(pdf, element))


def _link_words(box: Any, target: str, words: Mapping[str, str]) -> str:
    own = {} if box.element is None else box.element.attrib
    return str(own.get("title") or own.get("aria-label") or words.get(target, target))


def _object(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: bytes | str) -> int:
    return int(reference.split()[0])


def _forget(pdf: pydyf.PDF, parents: list[Any], number: int) -> None:
    """Takes the marked content out of the tree, with every element that held nothing else."""
    element = _object(pdf, parents[number])
    parents[number] = b"null"
    while element["S"] != "/Document" and not set(element["K"]) - {number}:
        above, reference = _object(pdf, element["P"]), element.reference
        if reference in above["K"]:
            above["K"].remove(reference)
        element.clear()
        element, number = above, -1


def _kids(pdf: pydyf.PDF, element: Object) -> Iterator[Any]:
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            found = _object(pdf, kid)
            if found.get("Type") == "/StructElem":
                yield found


def _totals(pdf: pydyf.PDF, element: Any, own: Mapping[int, Counter[str]]) -> dict[int, Counter[str]]:
    """How many text boxes of each language stand in each element, by object number."""
    totals: dict[int, Counter[str]] = {}
    waiting, order = [element], []
    while waiting:
        order.append(waiting.pop())
        waiting.extend(_kids(pdf, order[-1]))
    for one in reversed(order):
        totals[one.number] = Counter(own.get(one.number, ()))
        for kid in _kids(pdf, one):
            totals[one.number].update(totals[kid.number])
    return totals


def _speak(pdf: pydyf.PDF, top: Any, own: Mapping[int, Counter[str]], below: Mapping[int, Counter[str]],
           language: str) -> None:
    """Writes /Lang wherever an element's language is not that of the element it stands in.

    An element of several languages takes the commonest, so that the fewest of its parts need their own.
    """
    waiting = [(top, language)]
    while waiting:
        element, around = waiting.pop()
        counts = own.get(element.number) or below[element.number]
        spoken = min(counts, key=lambda tag: (-counts[tag], tag)) if counts else around
        if spoken and spoken != around:
            element["Lang"] = pydyf.String(spoken)
        waiting.extend((kid, spoken or around) for kid in _kids(pdf, element))
