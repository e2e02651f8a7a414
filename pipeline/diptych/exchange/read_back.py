"""A translator's TMX or XLIFF file → its units: their address, their original and their translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn import iri
from diptych.akn.iri import permalink
from diptych.akn.names import XML, local
from diptych.diagnostics import Position, Result, diagnostic
from diptych.exchange.bitext import TEXT
from diptych.exchange.xliff import XLIFF
from diptych.interface_text import is_called

_LANG: Final = f"{{{XML}}}lang"
_X: Final = {"x": XLIFF}
_UNNAMED: Final = "und"
"""The BCP 47 tag of a language that the file does not name."""
_CONFIRMED: Final = frozenset({"translated", "reviewed", "final"})
"""The states of segments that are translated (XLIFF 2.1, 4.3.1.29)."""
_LONGEST: Final = 9
"""Most digits of a number of segments, chosen: it fits into every integer."""
_WORDS: Final = etree.XPath(
    ".//text()[not(ancestor::*[contains(' bpt ept ph it ut ', concat(' ', local-name(), ' '))])]")
"""The text of an element without the inline codes of a program (TMX 1.4b, 4.3); those of XLIFF are empty."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A unit of a file.

    `address` and `part` name the passage; a program may have dropped the address. `sentence` is the number of the
    sentence in the passage, 0 for all of it. `texts` are words by the names of their languages, in the file's order; a
    name may be empty. It is `confirmed` if the file says that it is translated, so that a copy is a translation."""

    address: iri.Address | None
    part: str
    sentence: int
    texts: tuple[tuple[str, str], ...]
    position: Position
    confirmed: bool = True

    @property
    def url(self) -> str:
        """The permalink of the passage's clause from the root of a site; empty without an address."""
        return permalink("", self.address.text, self.address.clause) if self.address else ""

    def sources(self, tag: str) -> tuple[str, ...]:
        """The words in the original's language, by its BCP 47 tag; each wording once."""
        return tuple(dict.fromkeys(words for name, words in self.texts if is_called(name, tag)))

    def targets(self, tags: tuple[str, str]) -> tuple[str, ...]:
        """The words in the translation's language, or in any but the original's while there is no translation."""
        return tuple(dict.fromkeys(words for name, words in self.texts if not name or (
            is_called(name, tags[1]) if tags[1] else not is_called(name, tags[0]))))


def returned(data: bytes, file: str) -> Result[tuple[Returned, ...]]:
    """All units of a file. X001 for malformed XML, I001 for another format than TMX 1.4 or XLIFF 2."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        return Result(None, (diagnostic("X001", Position(file, line or 1, (column or 0) + 1), problem=error.msg),))
    if root.tag == "tmx":
        return Result(tuple(_of_tmx(root, file)))
    if root.tag == f"{{{XLIFF}}}xliff":
        return Result(tuple(_of_xliff(root, file)))
    return Result(None, (diagnostic("I001", Position(file), name=local(root.tag)),))


def _of_tmx(root: etree._Element, file: str) -> Iterator[Returned]:
    for unit in root.iterfind("body/tu"):
        texts = tuple((variant.get(_LANG) or variant.get("lang") or _UNNAMED, _words(variant.find("seg")))
                      for variant in unit.iterfind("tuv"))
        url, _, fragment = unit.get("tuid", "").partition("#")
        part, _, number = fragment.partition("-")
        yield Returned(_address(url), part or TEXT, _count(number, 0), texts,
                       Position(file, unit.sourceline or 1))


def _of_xliff(root: etree._Element, file: str) -> Iterator[Returned]:
    languages = root.get("srcLang", ""), root.get("trgLang", "")
    for unit in root.iterfind(".//x:unit", _X):
        eid, _, part = unit.get("id", "").partition(".")
        around = next(unit.iterancestors(f"{{{XLIFF}}}file"), root)
        address = _address(unit.get("name", "")) or _address(f"{around.get('original', '')}~{eid}")
        parts = [part for part in unit if part.tag in (f"{{{XLIFF}}}segment", f"{{{XLIFF}}}ignorable")]
        source = "".join(_words(part.find("x:source", _X)) for part in parts)
        targets = sorted(enumerate(map(_target, parts), 1), key=_order)
        target = "".join(_words(element) for _, element in targets)
        states = {part.get("state", "initial") for part in parts if part.tag == f"{{{XLIFF}}}segment"}
        yield Returned(address, part or TEXT, 0, tuple(zip(languages, (source, target), strict=True)),
                       Position(file, unit.sourceline or 1), states <= _CONFIRMED)


def _count(digits: str, otherwise: int) -> int:
    """A small number that other programs wrote; `otherwise` for what is none."""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < _LONGEST else otherwise


def _address(name: str) -> iri.Address | None:
    """The address of a clause in a unit's name, behind the address of any site; None in another program's name."""
    address = iri.anywhere(name)
    return address if address and address.first else None


def _target(part: etree._Element) -> etree._Element | None:
    """The translation of a segment; text between segments is its own translation unless it has another."""
    target = part.find("x:target", _X)
    return part.find("x:source", _X) if target is None and part.tag == f"{{{XLIFF}}}ignorable" else target


def _order(target: tuple[int, etree._Element | None]) -> int:
    """The place of a translated segment in its unit (XLIFF 2.1, 4.3.1.22): its `order`, else its number."""
    number, element = target
    order = "" if element is None else element.get("order", "")
    return _count(order, number)


def _words(element: etree._Element | None) -> str:
    return "" if element is None else "".join(_WORDS(element))
