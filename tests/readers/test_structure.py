"""Any text gives a Draft that holds every visible character in its order; the kinds of documents show their structure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import Jurisdiction, Language, jurisdiction, language
from pipeline.model import Block, Draft, Inline, Mark, Table, Text, Unit
from pipeline.readers.settle import settle
from pipeline.readers.structure import read
from pipeline.readers.text import lines

SCHEMA = Path(__file__).parent.parent.parent / "schema"


def known(name: str) -> Language:
    return language(tomllib.loads((SCHEMA / "languages" / f"{name}.toml").read_text(encoding="utf-8")))


def country(name: str) -> Jurisdiction:
    return jurisdiction(tomllib.loads((SCHEMA / "jurisdictions" / f"{name}.toml").read_text(encoding="utf-8")))


LANGUAGES = {path.stem: known(path.stem) for path in sorted((SCHEMA / "languages").glob("*.toml"))}
COUNTRIES = {path.stem: country(path.stem) for path in sorted((SCHEMA / "jurisdictions").glob("*.toml"))}


def draft(text: str, language: str = "zho", jurisdiction: str = "cn") -> Draft:
    received = lines(text, "received.txt").value
    assert received is not None
    found = read(received, LANGUAGES[language], COUNTRIES[jurisdiction]).value
    assert found is not None
    return settle((found,))[0]


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
    yield from texts(unit.label)
    yield from texts(unit.heading)
    yield from texts(unit.run_in)
    yield from block_texts(unit.content)
    yield from block_texts(unit.intro)
    for child in unit.children:
        yield from unit_texts(child)
    yield from block_texts(unit.wrap_up)


def all_texts(found: Draft) -> Iterator[Text]:
    yield from block_texts(found.preface)
    yield from block_texts(found.preamble)
    for unit in found.body:
        yield from unit_texts(unit)
    yield from block_texts(found.conclusions)
    for attachment in found.attachments:
        yield from all_texts(attachment)


def plain(items: Iterable[Text]) -> str:
    return "".join("".join(item.text for item in items).split())


def said(items: Iterable[Inline]) -> str:
    return "".join(item.text for item in texts(items))


def outline(units: Iterable[Unit]) -> list[object]:
    """Element and number of every unit, nested."""
    return [(f"{unit.element} {unit.number}".strip(), outline(unit.children)) if unit.children
            else f"{unit.element} {unit.number}".strip() for unit in units]


def headings(units: Iterable[Unit]) -> list[str]:
    return [heading for unit in units for heading in (said(unit.heading), *headings(unit.children))]


WORDS = st.sampled_from([
    "一、", "二、", "（一）", "（二）", "1.", "(1)", "①", "第一条", "第二条 ", "第一章 总则", "第三条的规定", "目录", "附件", "附件：1.甲",
    "国务院", "2019年1月27日", "国发〔2019〕5号", "各省人民政府：", "《", "》", "“", "”", "。", "：", "甲乙丙。丁", "关于甲的通知",
    "제1조(목적)", "제2조 ①", "부칙", "[별표 1]", "가.", "1의2.", "다.", "지도사상.", "\n", "\n\n", "\u3000\u3000", " ", "\ufeff", "\u200b",
    "1.1", "1 总则", "（此件公开发布）", "第 12-1 條", "Article 1", "Section 2.", "(a)", "1°",
])
ANY_TEXT = st.one_of(st.text(), st.lists(WORDS, max_size=40).map("".join))


@settings(max_examples=400)
@given(ANY_TEXT, st.sampled_from(sorted(LANGUAGES)), st.sampled_from(sorted(COUNTRIES)))
def test_every_visible_character_stands_once_in_the_received_order(text: str, code: str, land: str) -> None:
    received = lines(text, "received.txt").value
    if received is not None:
        found = read(received, LANGUAGES[code], COUNTRIES[land]).value
        assert found is not None
        for version in (found, *settle((found,)), *settle((found, found))):
            assert plain(all_texts(version)) == "".join(text.split())
            assert all(item.text for item in all_texts(version))


@given(ANY_TEXT, st.sampled_from(sorted(LANGUAGES)))
def test_every_text_has_its_place(text: str, code: str) -> None:
    received = lines(text, "received.txt").value
    if received is not None:
        found = read(received, LANGUAGES[code], COUNTRIES["cn"]).value
        assert found is not None
        for item in all_texts(found):
            line = received[item.position.line - 1].text
            assert line[item.position.column - 1:].startswith(item.text.rstrip())


@given(ANY_TEXT, ANY_TEXT)
def test_twins_of_any_structure_settle_without_loss(one: str, other: str) -> None:
    received = [lines(text, "received.txt").value for text in (one, other)]
    drafts = tuple(found for text in received if text is not None
                   if (found := read(text, LANGUAGES["zho"], COUNTRIES["cn"]).value) is not None)
    for before, after in zip(drafts, settle(drafts), strict=True):
        assert plain(all_texts(before)) == plain(all_texts(after))
        assert not any(unit.run_in for unit in after.body)
