"""The forms of a Word document: what Word shows of a field of a form, and the choices that it does not show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from diptych.readers.formats.package_reading import CHOICES, Omissions
from diptych.readers.formats.wordprocessing.properties import W, number, toggle, value

_BOXES: Final = {False: "\u2610", True: "\u2612"}
"""Signs of a box without and with a check, which LibreOffice prints too."""


def shown(mark: etree._Element) -> str:
    """What Word shows of a list or a box of a form, by the mark that begins its field (ECMA-376, part 1, 17.16.17).

    A list shows the entry that is chosen, else the one by default, else its first. A field with words has none here.
    """
    data = mark.find(W + "ffData")
    if data is None:
        return ""
    entry = _chosen(data.find(W + "ddList"))
    if entry is not None:
        return value(entry)
    box = data.find(W + "checkBox")
    if box is None:
        return ""
    own = toggle(box.find(W + "checked"))
    return _BOXES[bool(toggle(box.find(W + "default")) if own is None else own)]


def is_printed(mark: etree._Element) -> bool:
    """Whether what Word shows is no text of the package, but a sign."""
    return mark.find(f"{W}ffData/{W}checkBox") is not None


def chosen(entry: etree._Element) -> bool:
    """Whether an entry of a list is the one that Word shows."""
    return _chosen(entry.getparent()) is entry


def omit_choices(parts: Iterable[etree._Element], omissions: Omissions) -> None:
    """Leaves out the entries of lists that are not shown."""
    for part in parts:
        for item in part.iter("{*}listItem"):
            omissions.add(CHOICES, item.get(W + "displayText", ""))
        for entry in part.iter("{*}listEntry"):
            if not chosen(entry):
                omissions.add(CHOICES, value(entry))


def _chosen(choices: etree._Element | None) -> etree._Element | None:
    if choices is None:
        return None
    entries = choices.findall(W + "listEntry")
    place = number(choices.find(W + "result"))
    if place is None:
        place = number(choices.find(W + "default")) or 0
    return entries[place] if 0 <= place < len(entries) else None
