"""Paragraphs and headings of XML: those that a pattern matches, and their plain text."""

from __future__ import annotations

import re

from diptych.references.blocks import blocks, plain

XML = ('<meta><p eId="m">甲</p></meta><preface><p eId="preface__p_1">甲</p></preface>'
       '<p status="editorial" eId="p_1">甲</p><p eId="p_2">乙</p><heading eId="h_1">丙<ref href="#x">甲</ref></heading>'
       '<p eId="p_3"><docTitle>甲</docTitle></p><p eId="att_1__preface__p_1">甲</p>')


def test_blocks_are_those_behind_a_place_that_match() -> None:
    found = list(blocks(XML, XML.index("</meta>"), re.compile("甲")))
    assert [(block.eid, block.content) for block in found] == [("p_1", "甲"), ("h_1", '丙<ref href="#x">甲</ref>')]
    assert [XML[block.start:block.end] for block in found] == [block.content for block in found]


def test_plain_text_has_no_elements_and_knows_where_it_was() -> None:
    assert plain("甲乙") == ((), "甲乙")
    content = '丙<ref href="#x">甲</ref>&lt;'
    offsets, text = plain(content)
    assert text == "丙甲&lt;"
    assert "".join(content[at] for at in offsets) == text
