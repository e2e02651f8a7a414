"""An element of the metadata of an Akoma Ntoso document, and its XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from diptych.akn.escapes import escaped, quoted
from diptych.akn.ids import REQUIRED
from diptych.values import dataclass

STEP: Final = "  "
"""The indentation of one level of elements."""
_SPACED: Final = frozenset({"meta", "identification", "FRBRWork", "FRBRExpression", "FRBRManifestation", "references",
                            "notes", "note", "proprietary", "d:provenance", "d:statement", "d:rights", "d:holder"})
"""Elements without text of their own, whose children are indented."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the metadata, with its children (`held`) or its text."""

    name: str
    attributes: Mapping[str, str]
    held: tuple[Element, ...] = ()
    text: str = ""

    def written(self, pad: str) -> str:
        """The element as XML; `pad` is the line break and the white space before it."""
        opening = f"{pad}<{self.name}" + "".join([f' {key}="{quoted(value)}"'
                                                  for key, value in self.attributes.items()])
        if not (self.held or self.text):
            return opening + "/>"
        spaced = self.name in _SPACED
        inner = "".join([child.written(pad + STEP if spaced else "") for child in self.held])
        return f"{opening}>{escaped(self.text)}{inner}{pad if spaced else ''}</{self.name}>"

    def eids(self) -> Iterator[str]:
        """The eIds in it that the Naming Convention requires."""
        if self.name in REQUIRED and "eId" in self.attributes:
            yield self.attributes["eId"]
        for child in self.held:
            yield from child.eids()
