"""What the editor says of counterparts: parts of texts that are one row, and parts that a text does not have.

They are attributes of the elements in the namespace of Diptych, so that every text says what it is set against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn.escapes import quoted
from diptych.akn.names import DIPTYCH, local
from diptych.diagnostics import Position

_ROW: Final = f"{{{DIPTYCH}}}row"
_LACKING: Final = f"{{{DIPTYCH}}}lacking"
_ORDINAL: Final = f"{{{DIPTYCH}}}ordinal"
_ANY: Final = etree.XPath("boolean(.//@d:row | .//@d:lacking)", namespaces={"d": DIPTYCH})
"""Whether an element has such an attribute inside it."""
_GROUPS: Final = frozenset({"content", "intro", "wrapUp"})
"""Elements around the paragraphs of a unit, which differ by whether units follow: Akoma Ntoso 3.0."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What is said of a paragraph, table or unit.

    `row` is the eId of the first part of its row. `lacking` are the languages that do not have the part. `ordinal` is
    the end of its eId if that is not its count: `8-2` is a second part beside the eighth of the original.
    """

    row: str = ""
    lacking: tuple[str, ...] = ()
    ordinal: str = ""

    @property
    def attributes(self) -> str:
        """The attributes of its element, as XML."""
        values = ("row", self.row), ("lacking", " ".join(self.lacking)), ("ordinal", self.ordinal)
        return f' xmlns:d="{DIPTYCH}"' + "".join(f' d:{name}="{quoted(value)}"' for name, value in values if value)


Counterparts = Mapping[tuple[str, Position], Counterpart]
"""What is said of the parts of a text, by the name of their element and the author's place."""


def is_said_of(main: etree._Element) -> bool:
    """Whether anything is said of the counterparts of a document's parts."""
    return bool(_ANY(main))


def row(element: etree._Element) -> str:
    """The eId of the first part of the row that an element is set in as a whole; empty if it has none."""
    return element.get(_ROW, "")


def holder(part: etree._Element) -> etree._Element | None:
    """The unit or container that a part is in: not the group of its paragraphs."""
    parent = part.getparent()
    return parent.getparent() if parent is not None and local(parent.tag) in _GROUPS else parent


def parts(unit: etree._Element) -> Iterator[etree._Element]:
    """What follows each other in a unit: its number, headings, paragraphs and units, in document order."""
    for child in unit:
        if local(child.tag) in _GROUPS:
            yield from parts(child)
        elif local(child.tag) not in ("", "meta"):
            yield child


def enclosing_row(element: etree._Element) -> str:
    """The row of an element, or of an element around it."""
    return row(element) or next((name for outer in element.iterancestors() if (name := row(outer))), "")


def is_lacking(element: etree._Element, language: str) -> bool:
    """Whether the editor says that the text in a language does not have an element, or one around it."""
    return any(language in outer.get(_LACKING, "").split() for outer in (element, *element.iterancestors()))


def ordinal(element: etree._Element) -> str:
    """The end of the eId of an element if it is not its count."""
    return element.get(_ORDINAL, "")
