"""Addenda that amend a document: which document their units are of."""

from __future__ import annotations

import re

import pytest
from diptych.compile.single_text import Options, convert
from diptych.references.amendments import Amendments
from diptych.references.blocks import blocks
from diptych.references.documents import titles
from diptych.references.grammar import grammar
from diptych.references.mentions import mentions

from tests.base import schema

HEAD = '<hcontainer eId="hcontainer_1"><heading eId="hcontainer_1__heading">{}</heading>'
ARTICLE = '<article eId="hcontainer_1__art_2"><heading eId="h">(다른 법률의 개정)</heading>'
LINE = '<p eId="hcontainer_1__art_2__p_{}">{}</p>'


def scopes(head: str, article: str, *lines: str) -> list[tuple[str | None, list[str]]]:
    """For each line the title of the document and the references that count."""
    found = grammar(schema().languages["kor"])
    assert found
    xml = HEAD.format(head) + article + "".join(LINE.format(place, line) for place, line in enumerate(lines, 1))
    amendments = Amendments(xml, found, titles(xml, found, "도로법", {}, {}))
    listed = []
    for block in blocks(xml, xml.index("</heading>"), re.compile("제|일부")):
        scope = amendments.scope(block)
        if block.eid.startswith("hcontainer_1__art_2__p"):
            kept = mentions(block.content, found)
            kept = scope.mentions(kept, block.content) if scope else kept
            listed.append((scope.title if scope else "-", [block.content[item.start:item.end] for item in kept]))
    return listed


@pytest.mark.parametrize(("head", "name", "title"), [
    ("부칙", "도로법", ""), ("부칙", "하천법", "하천법"), ("부칙(정부조직법)", "옛 도로법", ""),
])
def test_units_are_those_of_the_document_that_is_amended(head: str, name: str, title: str) -> None:
    found = scopes(head, ARTICLE, f"{name} 일부를 다음과 같이 개정한다.",
                   '제3조 및 제4조 중 "제5조"를 "제6조"로 한다.')
    assert found == [(title, [name]), (title, ["제3조", "제4조"])]


def test_addenda_of_another_document_name_its_units() -> None:
    found = scopes("부칙(하천법)", '<article eId="hcontainer_1__art_2">', "제3조는 공포한 날부터 시행한다.")
    assert found == [(None, [])]


def test_other_addenda_name_the_units_of_this_document() -> None:
    found = scopes("부칙", '<article eId="hcontainer_1__art_2">', "제3조는 공포한 날부터 시행한다.")
    assert found == [("-", ["제3조"])]


def test_addenda_of_another_document_name_themselves() -> None:
    line = "… &lt;생략&gt; …, 부칙 제4조와 법률 제10호 하천법 부칙 제5조는 공포한 날부터 시행한다."
    assert scopes("부칙(하천법)", '<article eId="hcontainer_1__art_2">', line) == [(None, ["제4조"])]


def test_addenda_of_another_document_lead_to_their_own_articles() -> None:
    articles = "".join(f"제{number}조(책) 도서관은 책을 갖춘다.\n" for number in range(1, 5))
    addenda = ("부칙 (하천법) <법률 제10호, 2020. 1. 1.>\n"
               "제1조(시행일) 이 법은 공포한 날부터 시행한다. 다만, 부칙 제2조는 2021년 1월 1일부터 시행한다.\n"
               "제2조(다른 법률의 개정) 도서관법 일부를 다음과 같이 개정한다.\n제3조 중 “책”을 “도서”로 한다.\n")
    made = convert(f"도서관법\n\n{articles}\n{addenda}".encode(), "a.txt", schema(), Options("kor"))
    assert made.value
    references = made.value.document.root.iter("{*}ref")
    assert "#hcontainer_1__art_2" in [item.get("href") for item in references]
