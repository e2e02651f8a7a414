"""A translator's TMX or XLIFF file → its units: what each names, what it read, how it is translated now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipeline.akn.names import XML, local
from pipeline.diagnostics import Position, Result, diagnostic
from pipeline.render.exchange.passages import TEXT
from pipeline.render.exchange.xliff import XLIFF

_LANG: Final = f"{{{XML}}}lang"
_X: Final = {"x": XLIFF}


@dataclass(frozen=True, slots=True)
class Returned:
    """One unit. `url` and `part` name the passage, `sentence` which of it, 0 for all; the languages are BCP 47 tags;
    `target` is empty if untranslated."""

    url: str
    part: str
    sentence: int
    languages: tuple[str, str]
    source: str
    target: str
    position: Position


def returned(data: bytes, file: str) -> Result[tuple[Returned, ...]]:
    """All units that hold two languages. X001 for what is no XML, I001 for another format than TMX 1.4 or XLIFF 2."""
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
    header = root.find("header")
    default = "" if header is None else header.get("srclang", "")
    for unit in root.iterfind("body/tu"):
        said = {variant.get(_LANG) or variant.get("lang") or "": _words(variant.find("seg"))
                for variant in unit.iterfind("tuv")}
        source = next((tag for tag in said if tag.lower() == (unit.get("srclang") or default).lower()), "")
        if source:
            url, _, place = unit.get("tuid", "").partition("#")
            part, _, number = place.partition("-")
            yield from (Returned(url, part or TEXT, int(number) if number.isdigit() else 0, (source, tag),
                                 said[source], words, Position(file, unit.sourceline or 1))
                        for tag, words in said.items() if tag != source)


def _of_xliff(root: etree._Element, file: str) -> Iterator[Returned]:
    languages = root.get("srcLang", ""), root.get("trgLang", "")
    for unit in root.iterfind(".//x:unit", _X):
        eid, _, part = unit.get("id", "").partition(".")
        around = next(unit.iterancestors(f"{{{XLIFF}}}file"))
        url = unit.get("name") or f"{around.get('original', '')}~{eid}"
        parts = [one for one in unit if one.tag in (f"{{{XLIFF}}}segment", f"{{{XLIFF}}}ignorable")]
        source = "".join(_words(one.find("x:source", _X)) for one in parts)
        targets = [_target(one) for one in parts]
        order = sorted(range(len(parts)), key=lambda at: _order(targets[at], at))
        target = "".join(_words(targets[at]) for at in order)
        yield Returned(url, part or TEXT, 0, languages, source, target, Position(file, unit.sourceline or 1))


def _target(part: etree._Element) -> etree._Element | None:
    """The translation of a segment; what stands between segments is the same in both languages unless it says other."""
    found = part.find("x:target", _X)
    return part.find("x:source", _X) if found is None and part.tag == f"{{{XLIFF}}}ignorable" else found


def _order(target: etree._Element | None, at: int) -> int:
    """The place of a translated segment among all of its unit (XLIFF 2.1, 4.3.1.22)."""
    said = "" if target is None else target.get("order", "")
    return int(said) if said.isdigit() else at + 1


def _words(element: etree._Element | None) -> str:
    return "" if element is None else "".join(str(text) for text in element.itertext())
