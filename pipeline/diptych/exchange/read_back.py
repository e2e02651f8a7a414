"""A translator's TMX or XLIFF file → its units: what each names, what it read, how it is translated now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from diptych.akn.names import XML, local
from diptych.diagnostics import Position, Result, diagnostic
from diptych.exchange.bitext import TEXT
from diptych.exchange.xliff import XLIFF
from diptych.interface_text import is_called

_LANG: Final = f"{{{XML}}}lang"
_X: Final = {"x": XLIFF}
_ADDRESS: Final = re.compile("/akn/[^~]+~.+")
"""The lasting address of a clause, behind the name of whatever site gave the file out."""
_UNNAMED: Final = "und"
"""The tag of a language that the file does not name."""
_CODES: Final = ("", "bpt", "ept", "ph", "it", "ut")
"""Elements whose text is a program's, not the translator's; those of XLIFF are empty."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One unit. `url`, from the root of the site, and `part` name the passage; `url` is empty where the program kept no
    address. `sentence` says which of the passage, 0 for all. `said` are its words by the names of their languages, in
    the file's order; a name may be empty."""

    url: str
    part: str
    sentence: int
    said: tuple[tuple[str, str], ...]
    position: Position

    def sources(self, tag: str) -> tuple[str, ...]:
        """What it says in the original's language, by its BCP 47 tag, each wording once."""
        return tuple(dict.fromkeys(words for name, words in self.said if is_called(name, tag)))

    def targets(self, tags: tuple[str, str]) -> tuple[str, ...]:
        """What it says in the translation's language, or in any but the original's where there is no translation."""
        return tuple(dict.fromkeys(words for name, words in self.said if not name or (
            is_called(name, tags[1]) if tags[1] else not is_called(name, tags[0]))))


def returned(data: bytes, file: str) -> Result[tuple[Returned, ...]]:
    """All units of a file. X001 for what is no XML, I001 for another format than TMX 1.4 or XLIFF 2."""
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
        said = tuple((variant.get(_LANG) or variant.get("lang") or _UNNAMED, _words(variant.find("seg")))
                     for variant in unit.iterfind("tuv"))
        url, _, place = unit.get("tuid", "").partition("#")
        part, _, number = place.partition("-")
        yield Returned(_address(url), part or TEXT, int(number) if number.isdigit() else 0, said,
                       Position(file, unit.sourceline or 1))


def _of_xliff(root: etree._Element, file: str) -> Iterator[Returned]:
    languages = root.get("srcLang", ""), root.get("trgLang", "")
    for unit in root.iterfind(".//x:unit", _X):
        eid, _, part = unit.get("id", "").partition(".")
        around = next(unit.iterancestors(f"{{{XLIFF}}}file"))
        url = _address(unit.get("name", "")) or _address(f"{around.get('original', '')}~{eid}")
        parts = [one for one in unit if one.tag in (f"{{{XLIFF}}}segment", f"{{{XLIFF}}}ignorable")]
        source = "".join(_words(one.find("x:source", _X)) for one in parts)
        targets = [_target(one) for one in parts]
        order = sorted(range(len(parts)), key=lambda at: _order(targets[at], at))
        target = "".join(_words(targets[at]) for at in order)
        yield Returned(url, part or TEXT, 0, tuple(zip(languages, (source, target), strict=True)),
                       Position(file, unit.sourceline or 1))


def _address(name: str) -> str:
    """The address of a clause in a unit's name, from the root of its site; empty for another program's name."""
    found = _ADDRESS.search(name)
    return found[0] if found else ""


def _target(part: etree._Element) -> etree._Element | None:
    """The translation of a segment; what stands between segments is the same in both languages unless it says other."""
    found = part.find("x:target", _X)
    return part.find("x:source", _X) if found is None and part.tag == f"{{{XLIFF}}}ignorable" else found


def _order(target: etree._Element | None, at: int) -> int:
    """The place of a translated segment among all of its unit (XLIFF 2.1, 4.3.1.22)."""
    said = "" if target is None else target.get("order", "")
    return int(said) if said.isdigit() else at + 1


def _words(element: etree._Element | None) -> str:
    """What an element says, without the codes of a program that stand in it (TMX 1.4b, 4.3)."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if local(child.tag) in _CODES else _words(child), child.tail or ""]
    return "".join(parts)
