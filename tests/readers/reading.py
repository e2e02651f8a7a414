"""Help for the tests of readers: texts → Drafts, and what to look at in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from diptych.diagnostics import Result
from diptych.draft import Block, Draft, Inline, Mark, Table, Text, Unit
from diptych.language.jurisdictions import jurisdiction
from diptych.language.profiles import language
from diptych.readers.formats import received
from diptych.readers.formats.lines import Line, lines
from diptych.readers.structure.agree_headings import settle
from diptych.readers.structure.structure import read as read_structure

from tests import base

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = {path.stem: language(tomllib.loads(path.read_text(encoding="utf-8")))
             for path in sorted((ROOT / "schema" / "languages").glob("*.toml"))}
_TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
           for path in sorted((ROOT / "schema" / "jurisdictions").glob("*.toml"))}
COUNTRIES = {code: jurisdiction(table, lambda like: _TABLES[like]["kinds"]) for code, table in _TABLES.items()}


def decode(data: bytes, file: str) -> Result[tuple[Line, ...]]:
    """The lines of a file's bytes."""
    read = received.read(data, file, base.schema().forms)
    return Result(None if read.value is None else read.value.lines, read.diagnostics)


def unsettled(text: str, code: str = "zho", land: str = "cn") -> Draft:
    """The Draft of a text, its headings still candidates."""
    given = lines(text, "received.txt").value
    assert given is not None
    found = read_structure(given, LANGUAGES[code], COUNTRIES[land]).value
    assert found is not None
    return found


def draft(text: str, code: str = "zho", land: str = "cn") -> Draft:
    """The Draft of a text that has no twin."""
    return settle((unsettled(text, code, land),))[0]


def texts(items: Iterable[Inline]) -> Iterator[Text]:
    for item in items:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Mark):
            yield from texts(item.content)


def block_texts(blocks: Iterable[Block | Table]) -> Iterator[Text]:
    for block in blocks:
        assert isinstance(block, Block)
        yield from texts(block.content)


def unit_texts(unit: Unit) -> Iterator[Text]:
    for part in (unit.heading, unit.label) if unit.headed_above else (unit.label, unit.heading):
        yield from texts(part)
    yield from texts(unit.run_in)
    yield from block_texts(unit.content)
    yield from block_texts(unit.intro)
    for child in unit.children:
        yield from unit_texts(child)
    yield from block_texts(unit.wrap_up)


def all_texts(found: Draft) -> Iterator[Text]:
    """Every Text of a Draft in its order."""
    yield from block_texts(found.preface)
    yield from block_texts(found.preamble)
    for unit in found.body:
        yield from unit_texts(unit)
    yield from block_texts(found.conclusions)
    for attachment in found.attachments:
        yield from all_texts(attachment)


def plain(items: Iterable[Text]) -> str:
    """Texts without white space."""
    return "".join("".join(item.text for item in items).split())


def said(items: Iterable[Inline]) -> str:
    return "".join(item.text for item in texts(items))


def blocks(found: Iterable[Block | Table]) -> list[str]:
    """The texts of blocks."""
    return ["".join(item.text for item in block_texts((block,))) for block in found]


def marks(found: Iterable[Block | Table]) -> list[tuple[str, str]]:
    """The name and the text of each mark that holds a whole block."""
    return [(item.name, said(item.content)) for block in found if isinstance(block, Block)
            for item in block.content if isinstance(item, Mark)]


def outline(units: Iterable[Unit]) -> list[object]:
    """Element and number of every unit; one with units in it is followed by the list of these."""
    found: list[object] = []
    for unit in units:
        found.append(f"{unit.element} {unit.number}".strip())
        if unit.children:
            found.append(outline(unit.children))
    return found


def headings(units: Iterable[Unit]) -> list[str]:
    """The headings of all units, in their order."""
    found: list[str] = []
    for unit in units:
        found += [said(unit.heading)] if unit.heading else []
        found += headings(unit.children)
    return found


def units(found: Iterable[Unit]) -> list[tuple[str, Unit]]:
    """Every labelled unit with its label, outer before inner."""
    return [pair for unit in found
            for pair in ([(said(unit.label), unit)] if unit.label else []) + units(unit.children)]
