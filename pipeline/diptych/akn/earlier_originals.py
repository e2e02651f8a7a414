"""Which clauses of a translation were translated from an earlier text of the original: metadata in `proprietary`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn.escapes import quoted
from diptych.akn.names import AKN, DIPTYCH

_NAME: Final = f"{{{DIPTYCH}}}translated"
_SECTION: Final = f"{{{AKN}}}meta/{{{AKN}}}proprietary"
_END: Final = b"</proprietary>"


@dataclass(frozen=True, slots=True)
class EarlierOriginal:
    """A clause that was translated from the text of a version; the date of the version is empty if it is unknown.

    `line` is the eId of the paragraph that says so.
    """

    eid: str
    line: str
    version: str


def read(main: etree._Element) -> tuple[EarlierOriginal, ...]:
    """The statements in the metadata of a document element."""
    return tuple(EarlierOriginal(item.get("eId", ""), item.get("line", ""), item.get("from", ""))
                 for item in main.iterfind(f"{_SECTION}/{_NAME}"))


def written(data: bytes, clauses: Sequence[EarlierOriginal]) -> bytes:
    """The bytes of a document of our own with these statements."""
    entries = "".join(f'<d:translated xmlns:d="{DIPTYCH}" eId="{quoted(item.eid)}" line="{quoted(item.line)}" '
                      f'from="{item.version}"/>' for item in clauses)
    return data.replace(_END, entries.encode() + _END, 1) if entries else data


def state(main: etree._Element, clauses: Sequence[EarlierOriginal]) -> None:
    """Puts statements into the metadata of a document element of our own, in place."""
    section = main.find(_SECTION)
    if section is None:
        return
    for item in clauses:
        etree.SubElement(section, _NAME, {"eId": item.eid, "line": item.line, "from": item.version}, {"d": DIPTYCH})
